"""Ranks against an outside implementation, and what makes scores equal."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.stats import rankdata

import intlindex as ix
from intlindex.kernels.rank import grid_step, on_grid, rank_descending
from intlindex.specs import Method, RankRule
from strategies import QUARTERS, TIES, WEIGHTS, city_names, data_for, frameworks, indices, matrices, methods

SCORES = st.one_of(QUARTERS, st.just(np.nan))


@given(hnp.arrays(np.float64, hnp.array_shapes(min_dims=1, max_dims=3), elements=SCORES), TIES)
def test_ranks_are_those_of_scipy(scores, ties):
    found = rank_descending(scores, ties=ties)
    for at in np.ndindex(scores.shape[:-1]):
        present = ~np.isnan(scores[at])
        np.testing.assert_array_equal(found[at][present], rankdata(-scores[at][present], method=ties))
        assert np.isnan(found[at][~present]).all()


@given(hnp.arrays(np.float64, st.integers(1, 8), elements=SCORES), TIES)
def test_ranking_does_not_write_into_the_scores(scores, ties):
    scores.setflags(write=False)
    before = scores.tobytes()
    rank_descending(scores, ties=ties)
    on_grid(scores, grid_step(scores))
    assert scores.tobytes() == before


@given(hnp.arrays(np.float64, st.integers(1, 8), elements=st.floats(-1e9, 1e9)))
def test_the_step_is_at_most_a_ten_thousand_millionth_of_the_range(scores):
    step, spread = grid_step(scores), np.ptp(scores)
    assert step > 0
    if spread > 1e-3 * np.abs(scores).max():
        assert 0.5e-10 * spread < step <= 1e-10 * spread


@given(hnp.arrays(np.float64, st.integers(2, 8), elements=QUARTERS), st.data())
def test_scores_that_differ_by_less_than_a_step_tie_and_by_more_do_not(scores, data):
    scores = np.append(scores, [scores.min() - 1.0])
    step = grid_step(scores)
    row = data.draw(st.integers(0, len(scores) - 1))
    level = np.rint(scores[row] / step) * step
    pair = np.append(scores, [level + 0.3 * step, level - 0.3 * step, level + 3 * step])
    grid = on_grid(pair, step)
    assert grid[-3] == grid[-2]
    assert grid[-1] > grid[-2]


@given(st.data())
def test_cities_with_equal_values_always_tie(data):
    framework = data.draw(frameworks())
    method = data.draw(methods(framework, ties=st.sampled_from(["min", "max", "average", "dense"])))
    frame = data.draw(data_for(framework))
    twin = frame.iloc[[0]].assign(city="Twin")
    index = ix.score(type(frame)(np.vstack([frame, twin]), columns=frame.columns), framework, method)
    again = index.reweight({node: data.draw(WEIGHTS) for node in index.nodes[:3]})
    for each in (index, again):
        first, second = each.ranks.loc[frame["city"][0]], each.ranks.loc["Twin"]
        assert first.equals(second)
        assert (each.scores.loc["Twin"].to_numpy().tobytes()) == each.scores.loc[frame["city"][0]].to_numpy().tobytes()


@given(st.data())
def test_the_order_of_the_cities_moves_no_rank(data):
    framework = data.draw(frameworks())
    options = {"order_only": True, "ties": st.sampled_from(["min", "max", "average", "dense"])}
    method = data.draw(methods(framework, **options))
    frame = data.draw(data_for(framework))
    index = ix.score(frame, framework, method)
    shuffled = frame.iloc[data.draw(st.permutations(range(len(frame))))]
    again = ix.score(shuffled, framework, method)
    assert again.cities == tuple(shuffled["city"])
    order = list(index.cities)
    assert again.ranks.loc[order].equals(index.ranks)
    assert again.scores.loc[order].equals(index.scores)


@given(st.data())
def test_the_order_of_the_cities_moves_no_z_score_beyond_rounding(data):
    framework = data.draw(frameworks())
    method = Method(indicators={"normalise": {"kind": "z_score"}})
    frame = data.draw(data_for(framework))
    shuffled = frame.iloc[data.draw(st.permutations(range(len(frame))))]
    before, after = (ix.score(each, framework, method).scores for each in (frame, shuffled))
    np.testing.assert_allclose(after.loc[before.index], before, rtol=1e-12, atol=1e-12)


@given(indices())
def test_the_ranking_is_the_ranks_of_the_root_in_order(index):
    ranking, root = index.ranking, index.framework.root.id
    by_city = ranking.set_index("city")
    assert sorted(ranking["city"]) == sorted(index.cities)
    assert by_city["rank"].loc[list(index.cities)].equals(index.ranks[root].rename("rank"))
    assert by_city["score"].loc[list(index.cities)].equals(index.scores[root].rename("score"))
    ranks = ranking["rank"].dropna()
    assert ranks.is_monotonic_increasing
    assert ranking["rank"].isna().to_list() == sorted(ranking["rank"].isna())
    assert ranking.columns[3:].to_list() == [node.id for node in index.framework.children(root)]
    scores = ranking["score"].dropna().to_numpy()
    assert (np.diff(scores) <= grid_step(scores)).all() if scores.size else True


@given(st.data())
def test_a_rule_for_ties_changes_ranks_and_no_score(data):
    framework = data.draw(frameworks())
    values = np.repeat(data.draw(matrices(len(framework.indicators), elements=QUARTERS)), 2, axis=0)
    frame = dict(zip([node.id for node in framework.indicators], values.T, strict=True))
    import pandas as pd

    table = pd.DataFrame({"city": city_names(len(values)), **frame})
    scored = {
        ties: ix.score(table, framework, Method(rank=RankRule(ties=ties)))
        for ties in ("min", "max", "average", "dense", "ordinal")
    }
    root = framework.root.id
    present = scored["min"].scores[root].notna()
    grid = on_grid(scored["min"].scores[root][present].to_numpy(), scored["min"].scoring.steps[0])
    for ties, index in scored.items():
        assert index.scores.equals(scored["min"].scores)
        found = index.ranks[root][present].astype(float)
        np.testing.assert_array_equal(found, rankdata(-grid, method=ties))
