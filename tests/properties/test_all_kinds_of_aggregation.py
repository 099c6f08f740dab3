"""Every kind of aggregation and weighting keeps what it declares; a new kind is tested by being there."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import intlindex as ix
from effort import dear
from intlindex.core.pipeline.aggregating import aggregate_children
from intlindex.core.pipeline.weighing import Children, weigh_children
from intlindex.errors import IntlindexError
from intlindex.registry import registered
from intlindex.specs import Method
from intlindex.specs.kinds import built_in

UNITS, CHILDREN = 6, 4
NAMES = ("a", "b", "c", "d")

# What kinds cannot do without; a kind that is not named here is tested with its defaults.
REQUIRED = {
    ("aggregate", "power"): [{"exponent": 2.0}, {"exponent": 0.5}, {"exponent": -1.0}],
    ("aggregate", "mirrored"): [
        {"of": {"kind": "geometric"}, "top": 200.0},
        {"of": {"kind": "harmonic"}, "top": 200.0},
    ],
    ("aggregate", "ordered_weighted_average"): [{"order_weights": [1.0, 2.0, 3.0, 4.0]}],
    ("aggregate", "topsis"): [{}, {"norm": "none", "power": 1.0}],
    ("aggregate", "benefit_of_the_doubt"): [{}, {"min_share": 0.05, "max_share": 0.9}],
    ("aggregate", "copeland"): [{}, {"scaled": True}],
    ("weights", "budget_allocation"): [
        {"experts": [{"a": 4, "b": 3, "c": 2, "d": 1}, {"a": 1, "b": 1, "c": 1, "d": 1}]}
    ],
    ("weights", "analytic_hierarchy"): [
        {
            "order": list(NAMES),
            "matrix": [[1, 2, 4, 8], [0.5, 1, 2, 4], [0.25, 0.5, 1, 2], [0.125, 0.25, 0.5, 1]],
        }
    ],
    ("weights", "best_worst"): [
        {"best_to_others": {"a": 1, "b": 2, "c": 4, "d": 8}, "others_to_worst": {"a": 8, "b": 4, "c": 2, "d": 1}}
    ],
    ("weights", "rank_order_centroid"): [{"ranks": {"a": 1, "b": 2, "c": 3, "d": 4}}],
    ("weights", "rank_sum"): [{"ranks": {"a": 1, "b": 2, "c": 3, "d": 4}}],
    ("weights", "principal_components"): [{}, {"method": "handbook"}, {"of": "leaves"}],
    ("weights", "optimised"): [{}, {"target": {"a": 1, "b": 1, "c": 1, "d": 2}}],
}


@ix.register("aggregate", "own_mean", monotone=True, homogeneous=True, per_unit=True, fillable=True)
def own_mean(values, weights):
    total = share = 0.0
    for child in range(values.shape[-1]):
        present = ~np.isnan(values[..., child])
        total = total + weights[..., None, child] * np.where(present, values[..., child], 0.0)
        share = share + weights[..., None, child] * present
    return total / share


@ix.register("weights", "own_range")
def own_range(values):
    return np.nanmax(values, axis=-2) - np.nanmin(values, axis=-2) + 1.0


def rules(step: str) -> Iterator[object]:
    """Make a rule of every kind of a step, built-in and registered."""
    for kind in [*built_in(step), *registered(step)]:
        if (step, kind) == ("aggregate", "none"):  # gives no score
            continue
        for parameters in REQUIRED.get((step, kind), [{}]):
            rule = getattr(Method(groups={step: {"kind": kind, **parameters}}).groups, step)
            yield pytest.param(rule, id=f"{kind}-{'-'.join(map(str, parameters))}")


aggregations = pytest.mark.parametrize("rule", list(rules("aggregate")))
weightings = pytest.mark.parametrize("rule", list(rules("weights")))

cells = st.integers(1, 40).map(lambda quarter: quarter * 2.5)
values = arrays.arrays(np.float64, (UNITS, CHILDREN), elements=cells)
weights = arrays.arrays(np.float64, CHILDREN, elements=st.integers(1, 8).map(float)).map(lambda raw: raw / raw.sum())


def merge(rule, sample, shares, *, skip_blanks=False):
    return aggregate_children(rule, sample, shares, skip_blanks=skip_blanks)


@aggregations
@dear
@given(sample=values, shares=weights)
def test_inputs_are_not_written_to_and_every_unit_gets_a_score(rule, sample, shares):
    before = sample.copy(), shares.copy()
    sample.setflags(write=False)
    shares.setflags(write=False)
    found = merge(rule, sample, shares)
    assert found.shape == (UNITS,)
    assert np.isfinite(found).all()
    assert np.array_equal(sample, before[0])
    assert np.array_equal(shares, before[1])


@aggregations
@dear
@given(sample=values, shares=weights, order=st.permutations(range(UNITS)))
def test_the_order_of_units_does_not_matter(rule, sample, shares, order):
    if rule.kind == "kemeny":
        return  # of several orders that agree alike one is chosen; that it is one of the best is tested with its kernel
    np.testing.assert_allclose(merge(rule, sample[order], shares), merge(rule, sample, shares)[order], atol=1e-9)


@aggregations
@dear
@given(sample=values, shares=weights, order=st.permutations(range(CHILDREN)))
def test_the_order_of_children_does_not_matter(rule, sample, shares, order):
    if rule.kind == "kemeny":
        return
    np.testing.assert_allclose(
        merge(rule, sample[:, order], shares[order]), merge(rule, sample, shares), rtol=1e-9, atol=1e-9
    )


@aggregations
@dear
@given(several=st.lists(values, min_size=2, max_size=3), shares=st.lists(weights, min_size=3, max_size=3))
def test_a_batch_of_one_equals_a_batch_of_many_to_the_bit(rule, several, shares):
    batch, of_weights = np.stack(several), np.stack(shares[: len(several)])
    together = merge(rule, batch, of_weights)
    for one, own, of_batch in zip(several, of_weights, together, strict=True):
        assert merge(rule, one, own).tobytes() == np.ascontiguousarray(of_batch).tobytes()


@aggregations
@dear
@given(sample=values, shares=weights, unit=st.integers(0, UNITS - 1), child=st.integers(0, CHILDREN - 1))
def test_a_higher_child_never_lowers_a_monotone_score(rule, sample, shares, unit, child):
    if not rule.flags.monotone:
        return
    raised = sample.copy()
    raised[unit, child] += 7.5
    assert merge(rule, raised, shares)[unit] >= merge(rule, sample, shares)[unit] - 1e-9


@aggregations
@dear
@given(sample=values, shares=weights)
def test_scaling_the_children_scales_a_homogeneous_score(rule, sample, shares):
    if rule.flags.homogeneous:
        np.testing.assert_allclose(merge(rule, 3 * sample, shares), 3 * merge(rule, sample, shares), rtol=1e-9)


@aggregations
@dear
@given(sample=values, other=values, shares=weights, others=weights)
def test_an_affine_score_is_affine_in_children_and_linear_in_weights(rule, sample, other, shares, others):
    if not rule.flags.affine:
        return
    halfway = merge(rule, (sample + other) / 2, shares)
    np.testing.assert_allclose(halfway, (merge(rule, sample, shares) + merge(rule, other, shares)) / 2, rtol=1e-9)
    between = merge(rule, sample, (shares + others) / 2)
    np.testing.assert_allclose(between, (merge(rule, sample, shares) + merge(rule, sample, others)) / 2, rtol=1e-9)


@aggregations
@dear
@given(sample=values, shares=weights, unit=st.integers(0, UNITS - 1))
def test_a_unit_alone_scores_the_same_where_only_it_counts(rule, sample, shares, unit):
    if rule.flags.per_unit:
        assert merge(rule, sample[[unit]], shares)[0] == merge(rule, sample, shares)[unit]


@aggregations
@dear
@given(height=cells, shares=weights)
def test_equal_children_give_their_own_value_where_the_scale_is_kept(rule, height, shares):
    if rule.flags.keeps_scale:
        np.testing.assert_allclose(merge(rule, np.full((2, CHILDREN), height), shares), height, rtol=1e-9)


@aggregations
@dear
@given(sample=values, shares=weights, unit=st.integers(0, UNITS - 1), child=st.integers(0, CHILDREN - 1))
def test_leaving_a_child_out_equals_filling_it_where_declared(rule, sample, shares, unit, child):
    if not rule.flags.fillable:
        return
    holed = sample.copy()
    holed[unit, child] = np.nan
    left_out = merge(rule, holed, shares, skip_blanks=True)
    filled = np.where(np.isnan(holed), left_out[:, None], holed)
    np.testing.assert_allclose(merge(rule, filled, shares), left_out, rtol=1e-9)


@aggregations
@dear
@given(sample=values, shares=weights, others=weights)
def test_weights_do_not_matter_where_they_are_not_used(rule, sample, shares, others):
    if not rule.flags.uses_weights:
        assert np.array_equal(merge(rule, sample, shares), merge(rule, sample, others))


@given(sample=values, shares=weights)
def test_power_means_rise_with_their_exponent(sample, shares):
    kinds = [{"kind": "minimum"}, {"kind": "harmonic"}, {"kind": "geometric"}, {"kind": "power", "exponent": 0.5}]
    kinds += [{"kind": "arithmetic"}, {"kind": "power", "exponent": 2.0}, {"kind": "maximum"}]
    found = [merge(Method(groups={"aggregate": kind}).groups.aggregate, sample, shares) for kind in kinds]
    for lower, higher in pairwise(found):
        assert (lower <= higher * (1 + 1e-12)).all()


# ---------------------------------------------------------------- weights

# Children that vary, are not the same and are positive: what every scheme can weigh.
FIXED = np.array(
    [[10.0, 60.0, 30.0, 20.0], [20.0, 10.0, 40.0, 70.0], [50.0, 30.0, 20.0, 40.0], [40.0, 50.0, 70.0, 10.0]]
)
sampled = arrays.arrays(np.float64, (4, CHILDREN), elements=cells).map(lambda free: np.concatenate([FIXED, free]))


def weigh(rule, sample):
    below = np.eye(CHILDREN, dtype=bool)
    found, _ = weigh_children(rule, Children("g", NAMES, np.ones(CHILDREN), lambda: below, sample, sample))
    return found / found.sum()


@weightings
@dear
@given(sample=sampled)
def test_weights_are_shares_and_inputs_are_not_written_to(rule, sample):
    before = sample.copy()
    sample.setflags(write=False)
    found = weigh(rule, sample)
    assert found.shape == (CHILDREN,)
    assert (found >= 0).all()
    assert np.array_equal(sample, before)


@weightings
@dear
@given(sample=sampled, order=st.permutations(range(8)))
def test_weights_do_not_depend_on_the_order_of_units(rule, sample, order):
    np.testing.assert_allclose(weigh(rule, sample[order]), weigh(rule, sample), atol=1e-6)


@weightings
def test_weights_from_data_are_those_of_another_scale(rule):
    if rule.from_data and rule.kind not in {"standard_deviation", "critic", "own_range"}:
        np.testing.assert_allclose(weigh(rule, FIXED * 8), weigh(rule, FIXED), atol=1e-6)


def test_an_unknown_parameter_is_refused_for_every_kind():
    for step in ("aggregate", "weights"):
        for kind in [*built_in(step), *registered(step)]:
            with pytest.raises(IntlindexError, match="no_such_parameter"):
                Method(groups={step: {"kind": kind, "no_such_parameter": 1}})


def test_a_registered_aggregation_works_in_a_file_by_name(tmp_path):
    path = tmp_path / "method.toml"
    path.write_text('[groups]\naggregate = { kind = "own_mean" }\nweights = { kind = "own_range" }\n', "utf-8")
    index = ix.load("example").replace(method=Method.from_toml(path))
    assert index.scores["index"].notna().all()
    assert index.method.groups.aggregate.flags.monotone


def test_unknown_flags_of_a_registered_aggregation_are_refused():
    with pytest.raises(IntlindexError, match="did you mean 'monotone'"):
        ix.register("aggregate", "own_flagged", monotonous=True)
