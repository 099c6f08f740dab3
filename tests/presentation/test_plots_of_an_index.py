"""The figures of an index draw what its tables hold, and nothing overlaps or leaves the figure."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from tests.presentation.drawn import bars_of, faults, rows_of, texts_of, title_of
from tests.presentation.indices import made

import intlindex as ix


@pytest.fixture(scope="module")
def shipped():
    return ix.load("ieci-2022")


@pytest.fixture(scope="module")
def example():
    return ix.load("example")


INDICES = {
    "3 cities": lambda: made(3),
    "40 cities": lambda: made(40),
    "400 cities": lambda: made(400),
    "blanks": lambda: made(8, blanks=True),
    "nine groups": lambda: made(20, groups=9),
    "two levels": lambda: made(9, levels=2),
    "five levels of countries": lambda: made(9, levels=5, noun="country"),
    "shipped": lambda: ix.load("ieci-2022"),
}


# At this width, all figures of other indices are looked at in `test_plots_as_pictures`.
COLUMNS = ("40 cities", "nine groups", "two levels", "five levels of countries")


@pytest.mark.parametrize(
    ("name", "figsize"), [*((name, "page") for name in INDICES), *((name, "column") for name in COLUMNS)]
)
def test_labels_neither_overlap_nor_leave_the_figure(name, figsize):
    index = INDICES[name]()
    first, second = index.scores.iloc[:, 0].sort_values(ascending=False).index[:2]
    assert faults(index.plot.ranking(figsize=figsize)) == []
    assert faults(index.plot.profile(first, figsize=figsize)) == []
    assert faults(index.plot.compare(first, second, figsize=figsize)) == []
    if len(index.cities) < 100:
        assert faults(index.plot.bounds(within=0.2, figsize=figsize)) == []
    if "levels" in name:
        assert faults(index.plot.framework(figsize=figsize)) == []
        assert faults(index.audit().plot(figsize=figsize)) == []
        assert faults(index.plot.tornado(first, figsize=figsize)) == []


@pytest.mark.parametrize("figsize", [(7, 4), (3.5, 3), (10, 12)])
def test_at_a_given_size_as_many_cities_are_drawn_as_fit(figsize, shipped):
    ax = shipped.plot.ranking(figsize=figsize)
    assert faults(ax) == []
    assert rows_of(ax) == shipped.ranking["city"].to_list()[: len(rows_of(ax))]


# ---------------------------------------------------------------- the ranking


@pytest.mark.parametrize("method", ["default", "geometric", "z_score", "rank_based", "mazziotta_pareto"])
def test_the_bars_of_a_city_sum_to_its_score(method, example):
    index = example.replace(method=method)
    ax = index.plot.ranking()
    table = index.ranking.dropna(subset=["score"])
    lengths = np.zeros(len(table))
    for row, _, length in bars_of(ax):
        lengths[round(row)] += length
    np.testing.assert_allclose(lengths, table["score"], atol=1e-9)
    assert rows_of(ax) == table["city"].to_list()


def centred(index: ix.Index) -> ix.Index:
    """The index with scores around zero."""
    normalise = {"kind": "z_score", "mean": 0, "standard_deviation": 1}
    return index.replace(method=index.method.replace(indicators={"normalise": normalise}))


def test_parts_that_take_away_are_left_of_zero():
    index = centred(made(12))
    ax = index.plot.ranking()
    ends = {}
    for row, start, length in bars_of(ax):
        assert start * length >= -1e-12
        ends[round(row)] = ends.get(round(row), 0) + length
    np.testing.assert_allclose([ends[row] for row in range(12)], index.ranking["score"], atol=1e-9)
    assert ax.get_xlim()[0] < 0


def test_scores_that_compare_cities_are_drawn_as_one_bar_and_the_subtitle_says_so(example):
    index = example.replace(method="copeland")
    ax = index.plot.ranking()
    assert len(bars_of(ax)) == len(index.ranking)
    assert any("compare cities" in text.get_text() for text in texts_of(ax))


@pytest.mark.parametrize("method", ["default", "geometric"])
def test_with_widths_a_column_is_as_wide_as_its_weight_and_filled_as_far_as_the_score(method, example):
    index = example.replace(method=method).reweight({"influence": 3})
    ax = index.plot.ranking(widths=True, figsize="column")
    children = [child.id for child in index.framework.children("index")]
    cities = index.ranking["city"].to_list()
    bars = np.array([length for _, _, length in bars_of(ax)]).reshape(len(children), 2, len(cities))
    starts = np.array([start for _, start, _ in bars_of(ax)]).reshape(len(children), 2, len(cities))
    for child, (widths, filled) in zip(children, bars, strict=True):
        np.testing.assert_allclose(widths, index.weights[child])
        np.testing.assert_allclose(filled, index.weights[child] * index.scores.loc[cities, child] / 100)
    np.testing.assert_allclose(starts[:, 0], starts[:, 1])
    assert (starts[1:, 0] > starts[:-1, 0] + bars[:-1, 0]).all()
    assert rows_of(ax) == cities
    assert faults(ax) == []


def test_columns_that_cannot_be_as_wide_as_weights_are_refused(example):
    with pytest.raises(ix.RequestError, match="below zero"):
        centred(made(12)).plot.ranking(widths=True)
    with pytest.raises(ix.RequestError, match="True or False"):
        example.plot.ranking(widths="weights")


def test_a_blank_leaves_its_column_empty():
    index = made(8, blanks=True)
    ax = index.plot.ranking(widths=True)
    assert faults(ax) == []
    assert len(bars_of(ax)) == 4 * index.ranking["score"].notna().sum()


def test_cities_without_a_score_are_named_and_not_drawn():
    ax = made(8, blanks=True).plot.ranking()
    assert "City 0" not in rows_of(ax)
    assert any("Without a score: City 0" in text.get_text().replace("\n", " ") for text in texts_of(ax))


def test_of_many_cities_the_first_are_drawn_and_the_subtitle_says_how_many():
    index = made(400)
    ax = index.plot.ranking()
    assert len(rows_of(ax)) == 60
    assert any("Shown: 60 of 400" in text.get_text().replace("\n", " ") for text in texts_of(ax))
    assert len(rows_of(index.plot.ranking(top=100))) == 100


def test_the_title_names_who_is_tied():
    data = pd.DataFrame({"city": ["A", "B", "C"], "x": [2, 2, 1]})
    framework = ix.Framework(
        id="t", name="Ties", groups=[{"id": "index", "name": "Ties", "level": "index"}],
        indicators=[{"id": "x", "parent": "index", "name": "X", "unit": "u", "direction": "higher", "scale": "ratio"}],
    )  # fmt: skip
    assert title_of(ix.score(data, framework).plot.ranking()).startswith("A, B are tied for the first place")


# ---------------------------------------------------------------- one city, and two


def test_a_profile_shows_range_median_and_the_city(example):
    ax = example.plot.profile("Beijing", nodes="all")
    scores = example.scores
    order = [node.id for node in example.framework.nodes]
    assert len(rows_of(ax)) == len(order)
    spans = [(start, start + length) for _, start, length in bars_of(ax)[::2]]
    medians = [line.get_xdata()[0] for line in ax.lines if len(line.get_xdata()) == 2]
    points = [line.get_xdata()[0] for line in ax.lines if len(line.get_xdata()) == 1]
    np.testing.assert_allclose(sorted(spans), sorted((scores[node].min(), scores[node].max()) for node in order))
    np.testing.assert_allclose(sorted(medians), sorted(scores.median()))
    np.testing.assert_allclose(sorted(points), sorted(scores.loc["Beijing"].dropna()))


def test_a_profile_of_a_city_without_a_score_is_refused():
    index = made(8, blanks=True)
    with pytest.raises(ix.DataError, match="City 0"):
        index.plot.profile("City 0")
    with pytest.raises(ix.RequestError, match="indicators"):
        index.plot.profile("City 2", nodes="pillars")


@pytest.mark.parametrize("by", ["dimensions", "groups", "indicators"])
def test_the_steps_of_a_comparison_lead_from_one_score_to_the_other(by, example):
    ax = example.plot.compare("Beijing", "Shanghai", by=by)
    start, end = example.scores.loc[["Shanghai", "Beijing"], "index"]
    steps = bars_of(ax)
    assert sum(length for _, _, length in steps) == pytest.approx(end - start)
    reached = start
    for _, left, length in steps:
        assert left == pytest.approx(reached)
        reached += length
    assert rows_of(ax)[0] == "Shanghai"
    assert rows_of(ax)[-1] == "Beijing"


def test_what_has_no_steps_is_refused_with_the_reason(example):
    with pytest.raises(ix.RequestError, match="compare the cities"):
        example.replace(method="copeland").plot.compare("London", "Paris")
    with pytest.raises(ix.RequestError):
        example.plot.compare("London", "London")
    with pytest.raises(ix.RequestError, match="dimensions"):
        example.plot.compare("London", "Paris", by="levels")


# ---------------------------------------------------------------- ranks with intervals


def test_bounds_are_drawn_as_in_their_table(example):
    found = example.rank_bounds(within=0.3)
    ax = found.plot()
    table = found.table
    assert rows_of(ax) == table.index.to_list()
    drawn = [(start + 0.25, start + length - 0.25) for _, start, length in bars_of(ax)]
    np.testing.assert_allclose(drawn, table[["best", "worst"]].to_numpy(dtype=float))


def test_intervals_are_drawn_as_in_their_table_with_bounds_behind(example):
    weights = ix.Bounds(within=0.25, groups=["index"])
    found = example.uncertainty(draws=400, weights=weights, rng=1)
    bounds = example.rank_bounds(within=0.25)
    ax = found.plot(bounds=bounds)
    thin = [(start + 0.25, start + length - 0.25) for bar in ax.containers for start, length in [
        (bar[0].get_x(), bar[0].get_width())] if bar[0].get_height() < 0.5]  # fmt: skip
    thick = [(bar[0].get_x() + 0.25, bar[0].get_x() + bar[0].get_width() - 0.25) for bar in ax.containers
             if bar[0].get_height() > 0.5]  # fmt: skip
    np.testing.assert_allclose(thin, found.table[["q05", "q95"]].to_numpy(dtype=float))
    np.testing.assert_allclose(thick, bounds.table[["best", "worst"]].to_numpy(dtype=float))
    assert faults(ax) == []
    with pytest.raises(ix.RequestError, match="bounds"):
        found.plot(bounds=found)


def test_where_there_are_no_exact_bounds_the_intervals_are_drawn_alone(example):
    ax = example.replace(method="copeland").plot.uncertainty(draws=50)
    assert {round(bar[0].get_height(), 2) for bar in ax.containers} == {0.34}


def test_the_title_states_how_often_the_first_city_is_first(shipped):
    found = shipped.uncertainty(draws=500, weights=ix.Simplex(groups=["index"]), rng=1)
    share = found.top(1).max()
    assert f"{share:.0%}" in title_of(found.plot())
