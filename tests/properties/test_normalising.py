"""What holds for every normalisation, whatever the data."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import intlindex as ix
from intlindex.kernels.normalise import linear, rank_based
from intlindex.specs import Method
from strategies import NUMBERS, QUARTERS, data_for, frameworks, matrices, methods, normalisations

FLIPPED = {"higher": "lower", "lower": "higher"}

FITS = {
    "min_max": lambda values: linear.fit_min_max(values, low=0.0, high=100.0),
    "min_max clipped": lambda values: linear.fit_min_max(values, low=1.0, high=7.0, clip=True),
    "z_score": linear.fit_z_score,
    "rank": lambda values: rank_based.fit_rank(values, low=0.0, high=100.0, ties="min"),
    "percentile_rank": lambda values: rank_based.fit_rank(values, low=0.0, high=1.0, ties="average"),
}


def moved(frame, framework, change):
    """Change the raw values of a wide table column by column."""
    return frame.assign(**{node.id: change(frame[node.id]) for node in framework.indicators})


@given(st.data())
def test_min_max_does_not_see_units_of_measurement(data):
    values = data.draw(matrices(3))
    scale, offset = data.draw(st.floats(0.01, 1000.0)), data.draw(st.floats(-1000.0, 1000.0))
    assume(np.nanmin(np.nanmax(values, axis=0) - np.nanmin(values, axis=0)) > 1e-3)
    other = values * scale + offset
    before = FITS["min_max"](values).apply(values)
    size = np.abs(other[~np.isnan(other)]).max() / (np.nanmax(other, axis=0) - np.nanmin(other, axis=0)).min()
    np.testing.assert_allclose(FITS["min_max"](other).apply(other), before, rtol=0, atol=1e-9 + 1e-13 * size)


@given(st.data(), st.sampled_from([0.25, 2.0, 64.0]), st.integers(-100, 100))
def test_ranks_do_not_see_units_of_measurement(data, scale, offset):
    """Powers of two and whole offsets are exact in binary: not one bit may differ."""
    framework = data.draw(frameworks())
    frame = data.draw(data_for(framework, elements=QUARTERS))
    other = moved(frame, framework, lambda column: column * scale + offset)
    before, after = ix.score(frame, framework), ix.score(other, framework)
    assert after.normalised.equals(before.normalised)
    assert after.ranks.equals(before.ranks)


@given(st.data())
def test_negated_values_in_the_other_direction_score_the_same(data):
    framework = data.draw(frameworks())
    method = data.draw(methods(framework))
    frame = data.draw(data_for(framework))
    mirrored = framework.replace(
        indicators=[
            node.replace(direction=FLIPPED[node.direction], goalposts=(-node.goalposts[1], -node.goalposts[0]))
            for node in framework.indicators
        ]
    )
    before = ix.score(frame, framework, method)
    after = ix.score(moved(frame, framework, lambda column: -column), mirrored, method)
    np.testing.assert_array_equal(after.scores, before.scores)
    assert after.ranks.equals(before.ranks)


@given(st.data())
def test_reversing_a_direction_turns_the_scale_round(data):
    values = data.draw(matrices(2))
    before = FITS["min_max"](values).apply(values)
    after = FITS["min_max"](-values).apply(-values)
    np.testing.assert_allclose(after, 100.0 - before, rtol=0, atol=1e-9)


@pytest.mark.parametrize("kind", FITS)
@given(data=st.data())
def test_higher_values_never_get_less(kind, data):
    values = data.draw(matrices(1, blanks=False))
    new = np.sort(data.draw(matrices(1, blanks=False)), axis=0)
    assert (np.diff(FITS[kind](values).apply(new), axis=0) >= 0).all()


@pytest.mark.parametrize("kind", FITS)
@given(data=st.data())
def test_blanks_stay_blank_and_change_nobody_else(kind, data):
    values = data.draw(matrices(2))
    present = values[~np.isnan(values[:, 0]), :1]
    result = FITS[kind](values).apply(values)
    np.testing.assert_array_equal(np.isnan(result), np.isnan(values))
    np.testing.assert_allclose(
        result[~np.isnan(values[:, 0]), :1], FITS[kind](present).apply(present), rtol=1e-12, atol=1e-12
    )


@pytest.mark.parametrize("kind", FITS)
@given(data=st.data())
def test_the_order_of_the_cities_does_not_matter(kind, data):
    values = data.draw(matrices(2))
    order = data.draw(st.permutations(range(len(values))))
    before = FITS[kind](values).apply(values)
    after = FITS[kind](values[order]).apply(values[order])
    np.testing.assert_allclose(after, before[order], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("kind", FITS)
@given(data=st.data())
def test_no_input_is_written_to(kind, data):
    values = data.draw(matrices(2))
    values.setflags(write=False)
    before = values.tobytes()
    fit = FITS[kind](values)
    assert fit.apply(values) is not values
    assert values.tobytes() == before


@given(st.data(), NUMBERS)
def test_a_new_value_that_equals_a_sample_value_gets_its_percentile(data, other):
    values = data.draw(matrices(1, blanks=False))
    fit = FITS["percentile_rank"](values)
    sample = fit.apply(values)
    np.testing.assert_array_equal(fit.apply(values[::-1]), sample[::-1])
    place = fit.apply(np.array([[other]]))[0, 0]
    if other < values.min():
        assert place == 0.0
    elif other > values.max():
        assert place == 1.0
    else:
        assert sample[values <= other].max() <= place <= sample[values >= other].min()


@given(st.data())
def test_a_clipped_goalpost_holds_every_value_between_low_and_high(data):
    low, high = sorted([data.draw(st.floats(-50, 0)), data.draw(st.floats(1, 50))])
    fit = linear.fit_goalposts(np.array([-1.0]), np.array([2.0]), low=low, high=high)
    values = data.draw(matrices(1, blanks=False))
    found = fit.apply(values)
    assert ((found >= low) & (found <= high)).all()
    assert (found[values <= -1.0] == low).all()
    assert (found[values > 2.0 + 1e-9] == high).all()  # nearer than that, the line is right to its roundings
    at = fit.apply(np.array([[2.0]]))[0, 0]
    assert high - 2 * np.spacing(high - low) <= at <= high


@given(st.data())
def test_the_offset_form_is_the_same_line(data):
    values = data.draw(matrices(2, elements=QUARTERS))
    fit = FITS["min_max"](values)
    np.testing.assert_allclose(fit.scale * values + fit.offset, fit.apply(values), rtol=1e-9, atol=1e-9)


@given(st.data())
def test_what_is_drawn_to_a_range_stays_in_it(data):
    framework = data.draw(frameworks())
    rule = data.draw(normalisations(positive=True))
    index = ix.score(data.draw(data_for(framework)), framework, Method(indicators={"normalise": rule}))
    found = index.normalised.to_numpy()
    found = found[~np.isnan(found)]
    assert found.min() >= rule["low"] - 1e-9
    assert found.max() <= rule["high"] + 1e-9
