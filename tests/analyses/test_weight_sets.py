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


def test_corners_are_where_linear_functions_are_highest_whatever_makes_the_set(three):
    """Against the best of many weightings of the set, and inside it."""
    rng = np.random.default_rng(3)
    functions = rng.normal(size=(30, 3))
    points = rng.dirichlet(np.ones(3), 20_000)
    sets = [
        ix.Simplex(),
        LIMITS,
        ix.Ordered(["x", "y"]),
        ix.Ordered(["y", "z", "x"]),
        ix.Ordered(["x", "y"], ["x", "z"]),
        ix.Ordered(["x", "z"], ["y", "z"]),
    ]
    for weights in sets:
        space = polytope(three, within=None, of="index", weights=weights)
        found = space.corners(functions)
        assert found.shape == functions.shape
        assert all(space.contains(row) for row in found)
        inside = np.array([point for point in points[:4000] if space.contains(point)])
        best = (functions @ inside.T).max(axis=1)
        highest = (functions * found).sum(axis=1)
        assert (highest >= best - 1e-9).all()
        assert (highest <= best + 0.2).all()


def test_corners_of_two_chains_are_even_over_the_head_of_one():
    frame, method = as_is("w", "x", "y", "z")
    index = index_of(np.random.default_rng(1).uniform(1, 99, (4, 4)), frame, method)
    space = polytope(index, within=None, of=None, weights=ix.Ordered(["w", "x"], ["y", "z"]))
    functions = np.array([[0.0, 3, 0, 0], [9, 0, 1, 0], [0, 0, 1, 3.0], [0, 0, 5, 1]])
    expected = [[0.5, 0.5, 0, 0], [1, 0, 0, 0], [0, 0, 0.5, 0.5], [0, 0, 1, 0]]
    np.testing.assert_allclose(space.corners(functions), expected)


def test_weights_of_all_nodes_follow_from_shares_of_children_or_of_leaves(tree):
    ids = list(tree.nodes)
    of_group = polytope(tree, within=0.5, of="g", weights=None)
    found = dict(zip(ids, of_group.weights(tree, np.array([0.2, 0.3, 0.5])).tolist(), strict=True))
    assert [found[name] for name in "abc"] == [0.2, 0.3, 0.5]
    assert [found[name] for name in ("g", "h", "d")] == pytest.approx([1 / 3, 1 / 3, 0.5])
    assert of_group.weighting(tree, np.array([0.2, 0.3, 0.5])) == {"a": 0.2, "b": 0.3, "c": 0.5}

    of_leaves = polytope(tree, within=None, of="leaves", weights=None)
    shares = np.array([[0.1, 0.2, 0.1, 0.0, 0.0, 0.6], [0.0, 0.0, 0.0, 0.3, 0.1, 0.6]])
    assert of_leaves.varied.nodes == ("a", "b", "c", "d", "e", "f")
    for row, each in zip(of_leaves.weights(tree, shares), shares, strict=True):
        found = dict(zip(ids, row.tolist(), strict=True))
        assert [found[name] for name in ("g", "h", "lone")] == pytest.approx([each[:3].sum(), each[3:5].sum(), 0.6])
        assert found["f"] == 1.0
        for group_of, names, total in (("abc", each[:3], each[:3].sum()), ("de", each[3:5], each[3:5].sum())):
            expected = names / total if total else np.full(len(names), 1 / len(names))
            assert [found[name] for name in group_of] == pytest.approx(expected)
        assert of_leaves.weighting(tree, each).keys() == set(ids)


def test_shares_stand_beside_the_nominal_ones_with_their_change(three):
    space = polytope(three, within=0.5, of=None, weights=None)
    frame = space.shares_frame("best", np.array([0.5, 0.25, 0.25]))
    assert frame.columns.tolist() == ["nominal", "best", "change"]
    np.testing.assert_allclose(frame["change"], [1 / 6, -1 / 12, -1 / 12])
    assert space.shares_frame("best", None).columns.tolist() == ["nominal"]


@pytest.mark.parametrize(
    ("options", "group_of", "nodes"),
    [
        ({"within": 0.1, "of": None, "weights": None}, "index", 3),
        ({"within": 0.1, "of": "g", "weights": None}, "g", 3),
        ({"within": 0.0, "of": "leaves", "weights": None}, None, 6),
        ({"within": None, "of": None, "weights": ix.Simplex(of="leaves")}, None, 6),
        ({"within": None, "of": "leaves", "weights": ix.Simplex(of="leaves")}, None, 6),
        ({"within": None, "of": None, "weights": ix.Simplex(groups=["h"])}, "h", 2),
        ({"within": None, "of": "h", "weights": ix.Simplex(groups=["h"])}, "h", 2),
        ({"within": None, "of": None, "weights": ix.Simplex(levels=["other"])}, "h", 2),
        ({"within": None, "of": None, "weights": ix.Ordered(["a", "b"])}, "g", 3),
        ({"within": None, "of": "leaves", "weights": ix.Ordered(["a", "d"])}, None, 6),
        ({"within": None, "of": None, "weights": ix.Bounds(shares={"g": (0.1, 0.5)})}, "index", 3),
        ({"within": None, "of": None, "weights": None, "default": ix.Bounds(within=0.2)}, "index", 3),
        ({"within": None, "of": None, "weights": None}, "index", 3),
    ],
)
def test_a_question_is_about_the_place_that_it_or_its_set_names(tree, options, group_of, nodes):
    found = polytope(tree, **options).varied
    assert found.group == group_of
    assert len(found.nodes) == nodes


@pytest.mark.parametrize(
    ("options", "where"),
    [
        ({"within": 0.1, "weights": ix.Simplex()}, "within"),
        ({"within": -0.1, "weights": None}, "within"),
        ({"within": True, "weights": None}, "within"),
        ({"within": None, "weights": ix.Dirichlet(5)}, "weights"),
        ({"within": None, "weights": "simplex"}, "weights"),
        ({"within": None, "weights": None, "of": "a"}, "of"),
        ({"within": None, "weights": None, "of": "nowhere"}, "of"),
        ({"within": None, "weights": ix.Simplex(groups=["g"]), "of": "h"}, "of"),
        ({"within": None, "weights": ix.Simplex(of="leaves"), "of": "h"}, "of"),
        ({"within": None, "weights": ix.Simplex(groups=["g", "h"])}, "of"),
        ({"within": None, "weights": ix.Ordered(["a", "b"], ["d", "e"])}, "of"),
    ],
)
def test_what_names_no_single_set_is_refused_where_it_is_wrong(tree, options, where):
    with pytest.raises(ix.IntlindexError) as caught:
        polytope(tree, **{"of": None} | options)
    assert caught.value.problems[0].where == where


def test_what_misses_a_limit_by_more_than_rounding_misses_it(three):
    beyond = ix.Bounds(shares=dict.fromkeys("xyz", (1 / 3 + 2e-9, 1.0)), groups=["index"])
    with refused(ix.RequestError, ("index", "leaves no weights", "smallest shares")):
        three.rank_bounds(weights=beyond)
    space = polytope(three, within=None, of=None, weights=LIMITS)
    assert space.contains(np.array([0.25 - 5e-10, 0.25 + 5e-10, 0.5]))
    assert not space.contains(np.array([0.25 - 5e-9, 0.25 + 5e-9, 0.5]))


def test_no_share_may_be_below_zero_or_above_one(tree):
    (found,) = resolve_weight_set(tree, ix.Bounds(within=1.5, groups=["h"]))
    assert found.low.tolist() == [0.0, 0.0]
    assert found.high.tolist() == [1.0, 1.0]
