"""Every kind of every step of the preparation keeps the same promises; a new kind is tested by being there."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import intlindex as ix
from effort import dear
from intlindex.core.pipeline.normalisation_kernels import Scale, fit_normalisation
from intlindex.core.pipeline.step_kernels import fit_imputation, fit_transform, fit_treatment
from intlindex.errors import IntlindexError
from intlindex.registry import registered
from intlindex.specs import Indicator, Method
from intlindex.specs.kinds import built_in

UNITS, INDICATORS = 9, 3

# What kinds cannot do without; a kind that is not named here is tested with its defaults.
REQUIRED = {
    ("transform", "power"): [{"exponent": 2.0}, {"exponent": -0.5}],
    ("impute", "constant"): [{"value": 3.0}],
    ("impute", "regression"): [{"on": ["b"]}],
    ("impute", "mean"): [{}, {"by": "region"}],
    ("impute", "median"): [{}, {"by": "region"}],
    ("impute", "expectation_maximisation"): [{"ridge": 0.1, "tolerance": 1e-6}],
    ("normalise", "distance"): [
        {"to": "best"},
        {"to": "mean"},
        {"to": "target", "form": "relative"},
        {"to": "unit", "unit": "u0", "form": "relative"},
        {"to": "worst", "form": "relative"},
    ],
    ("normalise", "categories"): [
        {"points": [2.0, 5.0], "scores": [0.0, 50.0, 100.0]},
        {"points": [2.0, 5.0], "scores": [0.0, 100.0], "interpolate": True},
    ],
    ("normalise", "percentile_rank"): [{}, {"then": {"kind": "z_score"}}, {"cap": 80.0}],
    ("normalise", "min_max"): [{}, {"floor": 10.0, "cap": 90.0}, {"clip": True}],
    ("treat", "winsorise"): [{}, {"max_points": 1, "then": {"kind": "box_cox"}}, {"then": "none"}],
}
# Kinds whose result for a unit is not decided by the sample alone.
BOUND_TO_THEIR_UNITS = {"last_observation"}


@ix.register("transform", "own_cube_root")
def cube_root(values, sample):
    return np.cbrt(values)


@ix.register("normalise", "own_softsign", invariant="nothing")
def softsign(values, sample, *, steepness=1.0):
    scale = np.nanmax(np.abs(sample), axis=-2, keepdims=True) * steepness
    return values / (scale + np.abs(values))


def rules(step: str) -> Iterator[object]:
    """Make a rule of every kind of a step, built-in and registered."""
    for kind in [*built_in(step), *registered(step)]:
        for parameters in REQUIRED.get((step, kind), [{}]):
            rule = getattr(Method(indicators={step: {"kind": kind, **parameters}}).indicators, step)
            yield pytest.param(rule, id=f"{step}-{kind}-{'-'.join(map(str, parameters))}")


def test_every_kind_can_be_made():
    for step in ("transform", "impute", "treat", "normalise"):
        assert len(list(rules(step))) >= len(built_in(step))


# Few distinct values make ties; all are in the domain of every transform.
cells = st.sampled_from([np.nan, 0.1, 0.2, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.95])
# Four units without blanks keep every indicator from being constant, and the first is a reference of some height.
FIXED = np.array([[0.5, 0.6, 0.4], [0.1, 0.2, 0.25], [0.9, 0.95, 0.75], [0.25, 0.9, 0.5]])
samples = arrays.arrays(np.float64, (UNITS - len(FIXED), INDICATORS), elements=cells).map(
    lambda free: np.concatenate([FIXED, free])
)


NODES = tuple(
    Indicator(
        id=name, parent="index", name=name, unit="u", direction="higher", scale="ratio", goalposts=[0, 1], target=1
    )
    for name in "abc"
)
LABELS = np.array(["x", "y", "x"] * 3, dtype=object)


def fit(step, rule, sample):
    """Fit a rule of any step; return a function of values."""
    match step:
        case "transform":
            return fit_transform(rule, sample).apply
        case "treat":
            found = fit_treatment(rule, sample)
            return (lambda values: values.copy()) if found is None else found.apply
        case "normalise":
            scale = Scale(NODES, lambda raw: raw, [f"u{row}" for row in range(UNITS)])
            return fit_normalisation(rule, sample, scale).apply
        case _:
            return fit_imputing(rule, sample)


def fit_imputing(rule, sample):
    labels = LABELS if getattr(rule, "by", None) else None
    found = fit_imputation(
        rule,
        sample,
        targets=(0,),
        signs=np.ones(INDICATORS),
        groups=labels,
        columns={"a": 0, "b": 1, "c": 2},
        history=np.full((1, UNITS, INDICATORS), 0.5),
    )
    if found is None:
        return lambda values: values.copy()

    def apply(values):
        whole = labels is not None and values.shape[-2] == UNITS
        return found.apply(
            values, groups=LABELS if whole else labels[: values.shape[-2]] if labels is not None else None
        )

    return apply


ALL = [(step, rule) for step in ("transform", "impute", "treat", "normalise") for rule in rules(step)]
each_rule = pytest.mark.parametrize(
    ("step", "rule"), [pytest.param(step, rule.values[0], id=rule.id) for step, rule in ALL]
)


@each_rule
@dear
@given(sample=samples)
def test_shape_is_kept_and_inputs_are_not_written_to(step, rule, sample):
    before = sample.copy()
    sample.setflags(write=False)
    found = fit(step, rule, sample)(sample)
    assert found.shape == sample.shape
    assert np.array_equal(sample, before, equal_nan=True)
    assert not np.shares_memory(found, sample)


@each_rule
@dear
@given(sample=samples)
def test_blanks_stay_or_are_filled_and_no_others_appear(step, rule, sample):
    found = fit(step, rule, sample)(sample)
    blank = np.isnan(sample)
    if step == "impute":
        assert np.array_equal(found[~blank], sample[~blank])
        assert np.array_equal(np.isnan(found[:, 1:]), blank[:, 1:])
    else:
        assert np.array_equal(np.isnan(found), blank)


@each_rule
@dear
@given(sample=samples, order=st.permutations(range(1, UNITS)))
def test_the_order_of_units_does_not_matter(step, rule, sample, order):
    if rule.kind in BOUND_TO_THEIR_UNITS or getattr(rule, "by", None):
        order = list(range(1, UNITS))  # labels and histories belong to places here
    order = [0, *order]  # the first is the named reference
    shuffled = fit(step, rule, sample[order])(sample[order])
    np.testing.assert_allclose(shuffled, fit(step, rule, sample)(sample)[order], rtol=1e-9, atol=1e-9)


@each_rule
@dear
@given(several=st.lists(samples, min_size=2, max_size=3))
def test_a_batch_of_one_equals_a_batch_of_many_to_the_bit(step, rule, several):
    batch = np.stack(several)
    together = fit(step, rule, batch)(batch)
    for one, of_batch in zip(several, together, strict=True):
        assert fit(step, rule, one)(one).tobytes() == np.ascontiguousarray(of_batch).tobytes()


@each_rule
@dear
@given(sample=samples, unit=st.integers(0, UNITS - 1))
def test_a_unit_of_the_sample_gets_the_same_alone(step, rule, sample, unit):
    if rule.kind in BOUND_TO_THEIR_UNITS or getattr(rule, "by", None):
        unit = 0  # whose label is also the first
    apply = fit(step, rule, sample)
    alone = apply(sample[unit : unit + 1]) if rule.kind not in BOUND_TO_THEIR_UNITS else apply(sample)[unit : unit + 1]
    np.testing.assert_allclose(alone, apply(sample)[unit : unit + 1], rtol=1e-12, atol=1e-12)


@each_rule
@dear
@given(sample=samples, factor=st.sampled_from([0.5, 2.0, 8.0]), shift=st.sampled_from([0.0, 1.0, -3.0]))
def test_declared_invariance_holds(step, rule, sample, factor, shift):
    if step != "normalise":
        return
    invariant = getattr(rule, "invariant", "nothing")
    if invariant == "nothing":
        return
    changed = factor * sample + shift
    found, same = fit(step, rule, changed)(changed), fit(step, rule, sample)(sample)
    np.testing.assert_allclose(found, same, rtol=1e-9, atol=1e-9)
    if invariant == "monotone" and rule.kind != "quantile_bands":
        curved = sample**3 + sample
        assert np.array_equal(fit(step, rule, curved)(curved), same, equal_nan=True)


@each_rule
@dear
@given(sample=samples)
def test_normalising_never_turns_the_order_round(step, rule, sample):
    if step != "normalise":
        return
    found = fit(step, rule, sample)(sample)
    for before, after in zip(sample.T, found.T, strict=True):
        ordered = after[np.argsort(before, kind="stable")]
        ordered = ordered[~np.isnan(ordered)]
        assert (np.diff(ordered) >= -1e-9).all()


def test_an_unknown_parameter_is_refused_for_every_kind():
    for step in ("transform", "impute", "treat", "normalise"):
        for kind in [*built_in(step), *registered(step)]:
            with pytest.raises(IntlindexError, match="no_such_parameter"):
                Method(indicators={step: {"kind": kind, "no_such_parameter": 1}})
