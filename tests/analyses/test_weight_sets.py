"""Sets of weights at their edges: weights exactly on a limit, and whose weights a set varies."""

from __future__ import annotations

import numpy as np
import pytest

import intlindex as ix
from intlindex.analyses.robustness.weight_polytope import polytope
from intlindex.core.weight_sets import resolve_weight_set
from intlindex.errors import RequestError
from makers import as_is, framework, group, index_of, indicator, refused, root


@pytest.fixture
def three() -> ix.Index:
    frame, method = as_is("x", "y", "z")
    return index_of(np.random.default_rng(1).uniform(1, 99, (4, 3)), frame, method)


@pytest.fixture
def tree() -> ix.Index:
    frame = framework(
        root(), group("g"), group("h", level="other"), group("lone"),
        *[indicator(name, "g") for name in ("a", "b", "c")], indicator("d", "h"), indicator("e", "h"),
        indicator("f", "lone"),
    )  # fmt: skip
    return index_of(np.random.default_rng(1).uniform(1, 99, (4, 6)), frame)


LIMITS = ix.Bounds(shares={"x": (0.25, 0.5), "y": (0.25, 0.5), "z": (0.0, 0.5)}, groups=["index"])


@pytest.mark.parametrize("shares", [(0.25, 0.25, 0.5), (0.5, 0.5, 0.0), (0.5, 0.25, 0.25)])
def test_weights_exactly_on_their_limits_are_in_the_set(three, shares):
    space = polytope(three, within=None, of=None, weights=LIMITS)
    assert space.contains(np.array(shares))
    assert space.contains(np.array(shares), tolerance=0.0)
    on_limits = three.reweight(dict(zip("xyz", shares, strict=True)))
    assert on_limits.rank_bounds(weights=LIMITS).nominal_within


@pytest.mark.parametrize("shares", [(0.2499, 0.2501, 0.5), (0.5001, 0.2499, 0.25), (0.3, 0.3, 0.3), (0.4, 0.4, 0.4)])
def test_weights_beyond_a_limit_or_of_another_sum_are_not(three, shares):
    space = polytope(three, within=None, of=None, weights=LIMITS)
    assert not space.contains(np.array(shares))


def test_equal_weights_keep_an_order_and_reversed_ones_do_not(three):
    space = polytope(three, within=None, of=None, weights=ix.Ordered(["x", "y"]))
    assert space.contains(np.array([0.4, 0.4, 0.2]), tolerance=0.0)
    assert not space.contains(np.array([0.39, 0.41, 0.2]))


@pytest.mark.parametrize("beyond", [0.0, 5e-10])
def test_limits_that_sum_to_one_leave_one_weighting(three, beyond):
    low = ix.Bounds(shares=dict.fromkeys("xyz", (1 / 3 + beyond / 3, 1.0)), groups=["index"])
    high = ix.Bounds(shares=dict.fromkeys("xyz", (0.0, 1 / 3 - beyond / 3)), groups=["index"])
    for weights in (low, high):
        table = three.rank_bounds(weights=weights).table
        assert table["best"].equals(table["worst"].rename("best"))


@pytest.mark.parametrize(
    ("limits", "told"), [((0.334, 1.0), "smallest shares of its nodes sum to 1.002"), ((0.0, 0.333), "sum to 0.999")]
)
def test_limits_that_leave_no_weights_are_refused(three, limits, told):
    with refused(RequestError, ("index", "leaves no weights", told)):
        three.rank_bounds(weights=ix.Bounds(shares=dict.fromkeys("xyz", limits), groups=["index"]))


@pytest.mark.parametrize(
    ("weights", "varied"),
    [
        (ix.Ordered(["a", "b"]), ["g"]),
        (ix.Ordered(["g", "h"]), ["index"]),
        (ix.Ordered(["a", "b"], ["e", "d"]), ["g", "h"]),
        (ix.Ordered(["a", "b"], groups=["g"]), ["g"]),
        (ix.Bounds(shares={"d": (0.1, 0.9)}), ["h"]),
        (ix.Bounds(shares={"d": (0.1, 0.9), "g": (0.1, 0.9)}), ["index", "h"]),
        (ix.Bounds(within=0.1), ["index", "g", "h"]),
        (ix.Bounds(within=0.1, shares={"d": (0.1, 0.9)}), ["index", "g", "h"]),
        (ix.Bounds(within=0.1, groups=["h"]), ["h"]),
        (ix.Bounds(within=0.1, levels=["other"]), ["h"]),
        (ix.Simplex(), ["index", "g", "h"]),
    ],
    ids=str,
)
def test_a_set_varies_the_groups_that_it_names_or_whose_nodes_it_names(tree, weights, varied):
    assert [each.group for each in resolve_weight_set(tree, weights)] == varied


def test_a_named_share_replaces_the_part_around_the_nominal_one(tree):
    (found,) = resolve_weight_set(tree, ix.Bounds(within=0.1, shares={"a": (0.2, 0.6)}, groups=["g"]))
    assert found.nodes == ("a", "b", "c")
    np.testing.assert_allclose(found.low, [0.2, 0.3, 0.3])
    np.testing.assert_allclose(found.high, [0.6, 11 / 30, 11 / 30])
