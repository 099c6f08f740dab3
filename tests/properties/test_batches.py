"""One code path for one index and for a million: a batch changes no bit of its members."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from intlindex.kernels import rank
from intlindex.kernels.aggregate import basic_means
from intlindex.kernels.normalise import linear, rank_based
from makers import same_bits
from strategies import TIES, WEIGHTS, blocks, indices, matrices

MEANS = {
    "arithmetic": basic_means.arithmetic_mean,
    "geometric": basic_means.geometric_mean,
    "harmonic": basic_means.harmonic_mean,
}
FITS = {
    "min_max": lambda values: linear.fit_min_max(values, low=0.0, high=100.0),
    "z_score": linear.fit_z_score,
    "rank": lambda values: rank_based.fit_rank(values, low=0.0, high=100.0, ties="dense"),
    "percentile_rank": lambda values: rank_based.fit_rank(values, low=0.0, high=1.0, ties="average"),
}
every_mean = pytest.mark.parametrize("mean", MEANS.values(), ids=MEANS)
every_fit = pytest.mark.parametrize("fit", FITS.values(), ids=FITS)


@every_mean
@pytest.mark.parametrize("skip_blanks", [False, True])
@given(drawn=blocks())
def test_a_mean_is_the_same_alone_and_in_a_batch(mean, skip_blanks, drawn):
    values, shares = drawn
    together = mean(values, shares, skip_blanks=skip_blanks)
    for member in range(len(values)):
        alone = mean(values[member], shares[member], skip_blanks=skip_blanks)
        assert same_bits(together[member], alone)
        assert same_bits(mean(values[None, member], shares[None, member], skip_blanks=skip_blanks)[0], alone)
    over_weights = mean(values[0], shares, skip_blanks=skip_blanks)
    over_data = mean(values, shares[0], skip_blanks=skip_blanks)
    for member in range(len(values)):
        assert same_bits(over_weights[member], mean(values[0], shares[member], skip_blanks=skip_blanks))
        assert same_bits(over_data[member], mean(values[member], shares[0], skip_blanks=skip_blanks))


@every_mean
@given(drawn=blocks())
def test_a_mean_of_one_unit_does_not_see_the_others(mean, drawn):
    values, shares = drawn
    together = mean(values[0], shares[0], skip_blanks=True)
    for unit in range(values.shape[1]):
        alone = mean(values[0, unit : unit + 1], shares[0], skip_blanks=True)
        assert same_bits(together[unit : unit + 1], alone)


@every_mean
@given(drawn=blocks())
def test_a_mean_does_not_see_how_memory_is_laid_out(mean, drawn):
    values, shares = drawn
    expected = mean(values, shares, skip_blanks=True)
    for layout in (np.asfortranarray(values), np.repeat(values, 2, axis=1)[:, ::2]):
        assert same_bits(np.ascontiguousarray(mean(layout, shares, skip_blanks=True)), expected)


@every_fit
@given(data=st.data())
def test_a_fit_is_the_same_alone_and_in_a_batch(fit, data):
    rows = data.draw(st.integers(2, 19))
    values = np.stack([data.draw(matrices(2, rows=rows)) for _ in range(data.draw(st.integers(1, 3)))])
    together = fit(values).apply(values)
    for member, alone in enumerate(values):
        assert same_bits(together[member], fit(alone).apply(alone))
        assert same_bits(fit(alone[None]).apply(alone[None])[0], fit(alone).apply(alone))


@every_fit
@given(data=st.data())
def test_an_indicator_is_fitted_the_same_alone_and_among_others(fit, data):
    values = data.draw(matrices(3, rows=data.draw(st.integers(2, 19))))
    together = fit(values).apply(values)
    for column in range(3):
        alone = np.ascontiguousarray(values[:, column : column + 1])
        assert same_bits(np.ascontiguousarray(together[:, column : column + 1]), fit(alone).apply(alone))


@every_fit
@given(data=st.data())
def test_a_fit_does_not_see_how_memory_is_laid_out(fit, data):
    values = data.draw(matrices(3, rows=data.draw(st.integers(2, 19))))
    other = np.asfortranarray(values)
    assert same_bits(np.ascontiguousarray(fit(other).apply(other)), fit(values).apply(values))


@given(blocks(), TIES)
def test_ranks_are_the_same_alone_and_in_a_batch(drawn, ties):
    scores = np.round(drawn[0][..., 0], 1)
    together = rank.rank_descending(scores, ties=ties)
    steps = rank.grid_step(scores)
    for member, alone in enumerate(scores):
        assert same_bits(together[member], rank.rank_descending(alone, ties=ties))
        assert steps[member] == rank.grid_step(alone)
        assert same_bits(rank.on_grid(scores, steps[:, None])[member], rank.on_grid(alone, steps[member]))


@given(st.data())
def test_an_index_is_scored_the_same_alone_and_among_many_weights(data):
    index = data.draw(indices())
    tree, scoring = index.scoring.tree, index.scoring
    nominal = index.weights.to_numpy()
    weights = data.draw(hnp.arrays(np.float64, (3, len(tree.ids)), elements=WEIGHTS))
    shares = np.concatenate([nominal[None], tree.shares(weights)])
    together = scoring.run(index.prepared.normalised, shares)
    assert together.shape == (len(tree.ids), 4, len(index.cities))
    for draw, alone in enumerate(shares):
        assert same_bits(np.ascontiguousarray(together[:, draw]), scoring.run(index.prepared.normalised, alone))
    masked = np.ascontiguousarray(scoring.mask(together)[:, 0])
    assert same_bits(masked, np.ascontiguousarray(index.scores.to_numpy().T))


@given(st.data())
def test_an_index_is_scored_the_same_alone_and_among_much_data(data):
    index = data.draw(indices())
    scoring, shares = index.scoring, index.weights.to_numpy()
    factors = data.draw(hnp.arrays(np.float64, (3, *index.prepared.normalised.shape), elements=st.floats(0.5, 2.0)))
    blocks = index.prepared.normalised * factors
    together = scoring.run(blocks, shares)
    both = scoring.run(blocks[:, None], np.stack([shares, shares]))
    for draw, alone in enumerate(blocks):
        expected = scoring.run(alone, shares)
        assert same_bits(np.ascontiguousarray(together[:, draw]), expected)
        assert same_bits(np.ascontiguousarray(both[:, draw, 1]), expected)


@given(st.data())
def test_values_are_prepared_the_same_alone_and_in_a_batch(data):
    index = data.draw(indices())
    raw = index.table.values
    together = index.preparation.apply(np.stack([raw, raw + 1.0]))
    assert same_bits(together[0], np.asarray(index.prepared.normalised))
    assert same_bits(together[1], index.preparation.apply(raw + 1.0))
    for row in range(len(raw)):
        assert same_bits(index.preparation.apply(raw[row : row + 1])[0], np.asarray(index.prepared.normalised)[row])


@given(indices())
def test_scoring_writes_to_nothing(index):
    arrays = [index.prepared.normalised, index.table.values, *index.scoring.fills, index.scoring.blank]
    shares = index.weights.to_numpy(copy=True)
    shares.setflags(write=False)
    before = [each.tobytes() for each in [*arrays, shares]]
    index.scoring.mask(index.scoring.run(index.prepared.normalised, shares))
    index.preparation.apply(index.table.values)
    assert [each.tobytes() for each in [*arrays, shares]] == before
