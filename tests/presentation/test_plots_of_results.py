"""The figures of results draw what their tables hold; what makes no sense is refused."""

from __future__ import annotations

import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.patches import Polygon
from tests.presentation.drawn import bars_of, faults, rows_of, subtitle_of, texts_of, title_of
from tests.presentation.indices import made

import intlindex as ix
from intlindex.kernels.statistics.correlation import correlate
from intlindex.outputs import WRITERS
from intlindex.outputs.plots.city_map import land
from intlindex.outputs.plots.panel import spread
from intlindex.outputs.plots.weight_triangle import CORNERS
from makers import framework, index_of


@pytest.fixture(scope="module")
def example():
    return ix.load("example")


def panel() -> ix.results.Panel:
    rng = np.random.default_rng(1)
    framework = made(3).definition
    ids = [node.id for node in framework.indicators]
    rows = [
        {"city": f"City {city}", "time": str(2020 + time), **dict(zip(ids, rng.uniform(1, 9, len(ids)), strict=True))}
        for city in range(12)
        for time in range(4)
        if (city, time) != (3, 3)
    ]
    return ix.panel(pd.DataFrame(rows), framework)


RESULTS = {
    "Agreement": lambda index: ix.load("ieci-2022").agreement(),
    "Audit": lambda index: index.audit(),
    "Calibration": lambda index: index.calibrate(["Paris", "London", "Tokyo"], random_orders=0),
    "Change": lambda index: index.reweight(influence=3).change_from(index),
    "Comparison": lambda index: index.compare("Beijing", "Shanghai"),
    "Dominance": lambda index: index.dominance(within=0.2),
    "Explanation": lambda index: index.explain("Beijing"),
    "Improvement": lambda index: index.improve("Paris", rank=1),
    "IndexSet": lambda index: ix.compare_indices({"a": index, "b": index.reweight(influence=2)}),
    "LeaveOneOut": lambda index: index.leave_one_out("group"),
    "LocalSensitivity": lambda index: index.local_sensitivity(),
    "MostFavourable": lambda index: index.most_favourable("Tokyo"),
    "Panel": lambda index: panel(),
    "Placement": lambda index: index.place("Here", index.raw.loc["Tokyo"].dropna().to_dict()),
    "RankBounds": lambda index: index.rank_bounds(within=0.2),
    "RankMap": lambda index: index.weight_map().ranks("Beijing"),
    "RanksWithin": lambda index: index.ranks_within("region"),
    "Reweightings": lambda index: index.reweight_many([{}, {"influence": 2}]),
    "Scenarios": lambda index: index.scenarios({"geometric": "geometric"}),
    "Sensitivity": lambda index: index.sensitivity(samples=32, bootstraps=8, rng=1),
    "StabilityRadius": lambda index: index.stability_radius(),
    "TippingPoint": lambda index: index.tipping_point("Tokyo", "Singapore"),
    "Uncertainty": lambda index: index.uncertainty(draws=60, rng=1),
    "WeightMap": lambda index: index.weight_map(),
}


# Those that are looked at in `test_plots_as_pictures` at the width of a column.
PICTURED = {"Agreement", "Audit", "Change", "Comparison", "Dominance", "Explanation", "Improvement", "IndexSet"}
PICTURED |= {"LeaveOneOut", "LocalSensitivity", "MostFavourable", "Panel", "RankBounds", "RankMap", "Sensitivity"}
PICTURED |= {"TippingPoint", "Uncertainty", "WeightMap"}


def test_every_result_is_drawn_here():
    classes = {
        name
        for name in ix.results.__all__
        if isinstance(value := getattr(ix.results, name), type) and issubclass(value, ix.results.Result)
    }
    assert classes - {"Result", "Draft"} == set(RESULTS)
    assert {name for name, functions in WRITERS.items() if "plot" in functions} - {"Result"} <= set(RESULTS)


def test_a_draft_has_no_numbers_to_draw():
    found = ix.draft(pd.DataFrame({"city": ["A", "B", "C"], "parks": [1, 2, 3], "trees": [4.0, 6.0, 5.0]}))
    with pytest.raises(ix.RequestError, match="no table of names and numbers"):
        found.plot()


@pytest.mark.parametrize("name", RESULTS)
def test_every_result_has_a_figure_with_title_and_description_where_nothing_overlaps(name, example):
    found = RESULTS[name](example)
    for figsize in ("page",) if name in PICTURED else ("page", "column"):
        ax = found.plot(figsize=figsize)
        assert title_of(ax)
        assert len(ix.alt_text(ax)) > len(title_of(ax))
        assert faults(ax) == []
        if name == "Panel":  # of a framework that was made up: its name alone
            assert subtitle_of(ax) == "Made up: 12 cities, 4 indicators."
        else:
            assert re.search(
                r"\(reconstruction\): \d+ cities, 25 indicators, 10 of them reconstructed", subtitle_of(ax)
            )
        plt.close("all")


# ---------------------------------------------------------------- the triangle


def area(corners: np.ndarray) -> float:
    x, y = corners.T
    return abs(float(x @ np.roll(y, 1) - y @ np.roll(x, 1))) / 2


def drawn_areas(ax) -> dict[str, float]:
    found: dict[str, float] = {}
    for patch in ax.patches:
        if isinstance(patch, Polygon) and patch.get_label().strip("_"):
            found[patch.get_label()] = found.get(patch.get_label(), 0.0) + area(patch.get_xy()[:-1])
    return found


@pytest.mark.parametrize("within", [None, 0.4])
def test_the_areas_of_the_triangle_are_those_of_the_weight_map(within, example):
    found = example.weight_map(within=within)
    areas = drawn_areas(found.plot())
    whole = area(CORNERS) if within is None else sum(areas.values())
    expected = found.areas[found.areas > 0]
    assert areas.keys() == set(expected.index)
    for city, share in expected.items():
        assert areas[city] / whole == pytest.approx(share, abs=1e-9)


def test_the_areas_of_ranks_are_drawn_and_the_weights_of_the_index_are_marked(example):
    found = example.weight_map().ranks("Beijing")
    ax = found.plot()
    areas = drawn_areas(ax)
    assert {name: share / area(CORNERS) for name, share in areas.items()} == pytest.approx(
        {f"rank {rank}": share for rank, share in found.areas.items()}, abs=1e-9
    )
    marked = [line.get_xydata()[0] for line in ax.lines if len(line.get_xydata()) == 1]
    np.testing.assert_allclose(marked[0], CORNERS.mean(axis=0), atol=1e-9)


def test_a_triangle_of_four_weights_is_refused():
    with pytest.raises(ix.RequestError, match="three"):
        made(6, groups=4).plot.triangle()


# ---------------------------------------------------------------- what varies


def test_acceptabilities_and_pairs_are_those_of_the_tables(example):
    found = example.uncertainty(draws=200, rng=1)
    order = found.table["nominal"].dropna().index
    shown = found.plot(kind="acceptability").collections[0].get_array()
    np.testing.assert_allclose(shown, found.acceptability.loc[order].to_numpy()[:, : shown.shape[1]])
    shown = found.plot(kind="pairwise").collections[0].get_array()
    expected = found.pairwise.loc[order, order].to_numpy(dtype=float)
    off = ~np.eye(len(order), dtype=bool)
    np.testing.assert_allclose(shown[off], expected[off])
    with pytest.raises(ix.RequestError, match="acceptability"):
        found.plot(kind="pie")
    with pytest.raises(ix.RequestError, match="bounds"):
        found.plot(kind="pairwise", bounds=example.rank_bounds(within=0.1))


def test_sobol_indices_and_their_intervals_are_drawn(example):
    found = example.sensitivity(samples=64, bootstraps=10, rng=1)
    ax = found.plot()
    table = found.indices.sort_values("total", ascending=False)
    lengths = np.array([length for _, _, length in bars_of(ax)]).reshape(-1, 2)
    np.testing.assert_allclose(lengths, table[["first", "total"]].clip(lower=0))
    ends = np.array([line.get_xdata() for line in ax.lines]).reshape(-1, 4)
    np.testing.assert_allclose(ends, table[["first_low", "first_high", "total_low", "total_high"]])
    by_city = example.sensitivity(samples=32, bootstraps=0, target="rank", rng=1)
    assert rows_of(by_city.plot()) == by_city.indices.index.get_level_values(0).unique().to_list()


def test_where_nothing_varies_the_title_says_so_and_without_a_factor_there_is_no_figure():
    level = index_of([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]], framework("a", "b"))
    alone = index_of([[1.0], [2.0], [3.0]], framework("a"))
    for target in ("mean_rank_shift", "rank"):
        settings = {"samples": 32, "bootstraps": 0, "target": target, "rng": 1}
        assert title_of(level.sensitivity(**settings).plot()).startswith("Nothing varies the ")
        found = alone.sensitivity(**settings)
        assert "0 factors" in repr(found)
        with pytest.raises(ix.RequestError, match="no factor varies"):
            found.plot()


def test_without_a_score_there_are_no_bounds_and_no_pairs_to_draw():
    none = np.nan
    values = [[1, 2, none], [2, 1, none], [none, 3, 1], [3, none, 2], [none, 1, 3]]
    blank = index_of(values, framework("a", "b", "c"), ix.Method(groups={"min_coverage": 1}))
    for found in (blank.rank_bounds(), blank.dominance()):
        with pytest.raises(ix.DataError, match="no city has a score, so there is nothing to draw"):
            found.plot()


def test_a_tornado_has_the_scores_of_the_index_reweighted(example):
    ax = example.plot.tornado("Beijing", within=0.3, top=1)
    nominal = example.scores.loc["Beijing", "index"]
    ends = sorted(start + length for _, start, length in bars_of(ax))
    scores = []
    for factor in (0.7, 1.3):
        share = factor / 3
        weights = {"influence": share, "attractiveness": (1 - share) / 2, "connectivity": (1 - share) / 2}
        scores.append(example.reweight(weights).scores.loc["Beijing", "index"])
    np.testing.assert_allclose(ends, sorted(scores))
    assert ends[0] < nominal < ends[1]
    with pytest.raises(ix.RequestError, match="within"):
        example.plot.tornado("Beijing", within=2)


def test_shares_are_drawn_before_and_after(example):
    found = example.most_favourable("Tokyo")
    ax = found.plot()
    points = [line.get_xdata()[0] for line in ax.lines if len(line.get_xdata()) == 1]
    np.testing.assert_allclose(points, found.table[["nominal", "favourable"]].to_numpy().ravel())


def test_a_tie_that_no_weights_reach_has_no_figure(example):
    found = example.tipping_point("London", "Shanghai", within=0.01)
    assert found.weights is None
    with pytest.raises(ix.RequestError, match="no weights"):
        found.plot()


def test_shifts_are_drawn_the_largest_first(example):
    found = example.leave_one_out("group")
    table = found.table.sort_values(["mean_absolute_shift", "largest_shift"], ascending=False, kind="stable")
    lengths = [length for _, _, length in bars_of(found.plot())]
    np.testing.assert_allclose(lengths, table["mean_absolute_shift"])


# ---------------------------------------------------------------- rankings beside each other, and over time


def test_lines_lead_from_the_first_order_to_the_last(example):
    other = example.reweight(influence=3)
    ax = ix.compare_indices({"a": example, "b": other}).plot()
    assert rows_of(ax) == example.ranking["city"].to_list()
    [axis] = ax.child_axes
    assert [label.get_text().split("\u2002")[-1] for label in axis.get_yticklabels()] == other.ranking["city"].to_list()
    ends = {tuple(line.get_ydata()) for line in ax.lines}
    expected = {
        (example.ranking["city"].to_list().index(city), other.ranking["city"].to_list().index(city))
        for city in example.cities
    }
    assert ends == expected


def test_bands_are_level_with_the_places_that_they_join(example):
    other = example.reweight(influence=3)
    ax = other.change_from(example).plot()
    rows = example.ranking["city"].to_list(), other.ranking["city"].to_list()
    joined = set()
    for band in ax.collections:
        corners = band.get_paths()[0].vertices
        first, last = (corners[np.isclose(corners[:, 0], end), 1] for end in (0, 1))
        np.testing.assert_allclose([np.ptp(first), np.ptp(last)], 0.62)
        joined.add((round((first.min() + first.max()) / 2), round((last.min() + last.max()) / 2)))
    assert joined == {(rows[0].index(city), rows[1].index(city)) for city in example.cities}
    moves = pd.Series({city: rows[0].index(city) - rows[1].index(city) for city in example.cities})
    assert title_of(ax).startswith(f"{moves.abs().idxmax()} moves most: from rank ")


def test_the_city_that_the_title_of_a_slope_chart_names_is_drawn_where_not_all_are(example):
    found = example.reweight(influence=3).change_from(example)
    ranks = found.ranks.sort_values("before")
    farthest = (ranks["before"] - ranks["after"]).abs().idxmax()
    assert ranks.index.get_loc(farthest) >= 2
    ax = found.plot(top=2)
    assert title_of(ax).startswith(f"{farthest} moves most")
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert [label.split(maxsplit=1)[1] for label in labels if label] == [ranks["before"].idxmin(), farthest]


def test_a_panel_draws_scores_over_time_and_gaps_where_there_are_none():
    found = panel()
    ax = found.plot(cities=["City 3", "City 5"])
    scores = found.scores()
    for city in ("City 3", "City 5"):
        [line] = [line for line in ax.lines if line.get_label() == city]
        np.testing.assert_allclose(line.get_ydata(), scores.loc[city].to_numpy(dtype=float))
    assert found.plot(of="ranks").yaxis_inverted()
    with pytest.raises(ix.UnknownNameError, match="did you mean"):
        found.plot(cities=["City 33"])
    with pytest.raises(ix.RequestError, match="ranks"):
        found.plot(of="values")


def test_labels_that_are_spread_keep_their_order_and_a_gap():
    rng = np.random.default_rng(0)
    for _ in range(50):
        values = rng.uniform(0, 5, rng.integers(1, 12))
        placed = spread(values, 0.4)
        assert (np.diff(np.sort(placed)) > 0.4 - 1e-9).all()
        assert (np.argsort(placed, kind="stable") == np.argsort(values, kind="stable")).all()


# ---------------------------------------------------------------- explanations


@pytest.mark.parametrize(("city", "against", "side"), [("São Paulo", "London", -1), ("London", "São Paulo", 1)])
def test_an_explanation_names_what_adds_most_to_the_difference(city, against, side, example):
    found = example.explain(city, against)
    steps = found.table.loc[found.table["depth"] == 2, "contribution"] * side
    assert found.total * side > 0
    assert f"most by {example.framework.node(steps.idxmax()).name} (" in title_of(found.plot())


@pytest.mark.parametrize(("city", "against"), [("Beijing", None), ("Beijing", "median"), ("Paris", "London")])
@pytest.mark.parametrize("by", ["dimensions", "indicators"])
def test_the_steps_of_an_explanation_sum_to_its_total(city, against, by, example):
    found = example.explain(city, against)
    steps = bars_of(found.plot(by=by))
    assert sum(length for _, _, length in steps) == pytest.approx(found.total)


def test_the_subtitle_names_all_that_is_compared_and_the_node(example):
    other = made(12)
    change = example.reweight(influence=3).change_from(example.drop("London"), node="influence")
    name, rest = "Example: twelve cities, frozen (reconstruction)", "cities, 25 indicators, 10 of them reconstructed."
    assert subtitle_of(change.plot()) == (f"Influence. {name}: 11 {rest} {name}: 12 {rest} Values of 2016 to 2026.")
    names = ["London", "Paris", "Tokyo", "Beijing"]
    several = {"all": example, "same": example.reweight(influence=2), "other": other}
    several |= {name: example.drop(*names[:count]) for count, name in enumerate(names, start=1)}
    subtitle = subtitle_of(ix.compare_indices(several, node="index").plot())
    assert subtitle.startswith(f"{name}: 12 {rest} Made up: 12 cities, 4 indicators. {name}: 11 {rest} Also 3 other ")
    assert "Also 3 other indices. Values of 2016 to 2026." in subtitle


def test_the_subtitle_says_how_many_rows_are_drawn_where_not_all_are(example):
    for found in (example.dominance(within=0.2), example.local_sensitivity(), example.uncertainty(40, rng=1)):
        rows = {len(rows_of(found.plot(top=top))): subtitle_of(found.plot(top=top)) for top in (3, 500)}
        (few, said), (all_of_them, plain) = rows.items()
        assert said.endswith(f"Shown: {few} of {all_of_them}.")
        assert "Shown" not in plain
    small = example.local_sensitivity().plot(figsize=(3.5, 2.0))
    assert f"Shown: {len(rows_of(small))} of " in subtitle_of(small)
    assert "Shown" not in subtitle_of(example.audit().plot(figsize="column"))  # 25 indicators fit a column


def test_titles_of_what_does_not_differ_say_so(example):
    assert title_of(made(4).plot.framework()) == "4 indicators with a weight of 25.0% each"
    best = example.most_favourable("London")
    assert title_of(best.plot()) == "London has rank 1 at best, as at the weights of the index"
    weights = ix.Bounds(within=0.25, groups=["index"])
    found = example.sensitivity(samples=8, bootstraps=0, weights=weights, rng=1)
    assert title_of(found.plot()).startswith("Nearly all of the variance of the mean shift of ranks")


def test_what_is_made_from_bare_scores_names_no_index():
    before = pd.Series({"A": 3.0, "B": 2.0, "C": 1.0})
    found = ix.results.change_of_scores(
        before, before[::-1].set_axis(before.index), step=0.1, ties="min", names=("1", "2"), node="x"
    )
    assert subtitle_of(found.plot()) == "x."


def test_the_steps_of_an_improvement_lead_to_the_score_after(example):
    found = example.improve("Paris", rank=1)
    steps = bars_of(found.plot())
    assert sum(length for _, _, length in steps) == pytest.approx(found.score_after - found.score_before)
    gains = found.marginal["gain"][found.marginal["gain"] > 0].sort_values(ascending=False)
    np.testing.assert_allclose([length for _, _, length in bars_of(found.plot(kind="levers"))], gains)


def test_the_cities_that_are_far_off_are_named():
    found = ix.load("ieci-2022").agreement()
    ax = found.plot()
    ranks = found.ranks.query("node == 'index'").dropna(subset=["difference"])
    far = set(ranks.loc[ranks["difference"].abs() >= 3, "city"])
    named = {text.get_text() for text in texts_of(ax)} & set(ranks["city"])
    assert named == far


@pytest.mark.parametrize("figsize", ["page", "column"])
def test_scores_are_drawn_against_published_ranks_with_every_miss_named(figsize):
    index = ix.load("ieci-2022")
    found = index.agreement()
    ax = found.plot(kind="scores", figsize=figsize)
    ranks = found.ranks.query("node == 'index'").dropna(subset=["difference"]).set_index("city")
    scores = index.scores["index"]
    points = {tuple(point) for line in ax.lines if line.get_marker() in "oD" for point in line.get_xydata()}
    assert points == {(float(rank), scores[city]) for city, rank in ranks["published"].items()}
    [line] = [line for line in ax.lines if len(line.get_xdata()) == len(ranks) and line.get_marker() == "None"]
    np.testing.assert_allclose(line.get_ydata(), sorted(scores[ranks.index], reverse=True))
    missed = set(ranks.index[ranks["difference"].abs() >= 3])
    assert {text.get_text() for text in texts_of(ax)} & set(ranks.index) == missed
    worst = ranks["difference"].abs().astype(int).idxmax()
    assert title_of(ax).startswith(f"{worst} is farthest off: published rank {ranks.loc[worst, 'published']}")
    assert faults(ax) == []
    with pytest.raises(ix.RequestError, match="'ranks' or 'scores'"):
        found.plot(kind="points")


# ---------------------------------------------------------------- the audit


def test_correlations_are_drawn_with_the_indicators_of_a_group_beside_each_other(example):
    found = example.audit()
    shown = found.plot().collections[0].get_array()
    order = []
    for group in example.framework.children("index"):
        for child in example.framework.children(group.id):
            order += [node.id for node in example.framework.children(child.id)]
    expected = found.correlations().loc[order, order].to_numpy()
    off = ~np.eye(len(order), dtype=bool) & np.isfinite(expected)
    np.testing.assert_allclose(shown[off], expected[off])
    assert len(rows_of(found.plot(group="influence"))) == len(
        [node for node in order if example.framework.node(node).parent in
         {child.id for child in example.framework.children("influence")}]
    )  # fmt: skip
    with pytest.raises(ix.UnknownNameError, match="influence"):
        found.plot(group="influences")
    with pytest.raises(ix.RequestError, match="scree"):
        found.plot(kind="pca")
    with pytest.raises(ix.RequestError, match="rotated"):
        found.plot(kind="scree", rotated=True)


def test_loadings_are_correlations_with_the_component_scores(example):
    audit = example.audit()
    for rotated in (False, True):
        loadings, scores = audit.loadings("index", rotated=rotated), audit.component_scores("index", rotated=rotated)
        children = example.scores.loc[scores.index, loadings.index].to_numpy()
        for component in scores:
            both = np.column_stack([scores[component].to_numpy(), children])
            found = correlate(both).coefficients[0, 1:]
            np.testing.assert_allclose(found, loadings[component], atol=1e-9)
    np.testing.assert_allclose(
        (audit.loadings("index") ** 2).sum(), audit.components.query("group == 'index'")["eigenvalue"]
    )
    with pytest.raises(ix.UnknownNameError):
        audit.loadings("nothing")


def test_scree_has_the_eigenvalues(example):
    ax = example.audit().plot(kind="scree")
    heights = [bar.get_height() for bar in ax.containers[0]]
    np.testing.assert_allclose(heights, example.audit().components.query("group == 'index'")["eigenvalue"])


# ---------------------------------------------------------------- framework, values, map


def test_the_tree_has_a_mark_for_each_node_by_its_status():
    index = ix.load("ieci-2022")
    ax = index.plot.framework()
    marks = [line.get_marker() for line in ax.lines if line.get_marker() != "None"]
    statuses = [node.status for node in index.framework.nodes]
    expected = {"o": "published", "s": "inferred", "D": "reconstructed"}
    assert {mark: marks.count(mark) for mark in expected} == {
        mark: statuses.count(status) for mark, status in expected.items()
    }
    assert faults(ax) == []
    assert faults(index.plot.framework(figsize="column")) == []


def test_distributions_mark_what_was_treated(example):
    method = example.method.replace(indicators={"treat": {"kind": "winsorise", "skewness": 1, "kurtosis": 1}})
    index = example.replace(method=method)
    ax = index.plot.distributions()
    treated = (index.stage("treated") != index.stage("imputed")) & index.stage("imputed").notna()
    marked = sum(len(line.get_xdata()) for line in ax.lines if line.get_marker() == "D" and line.get_label()[0] == "_")
    assert treated.to_numpy().sum() > 0
    assert marked == treated.to_numpy().sum()
    assert faults(ax) == []
    assert rows_of(index.plot.distributions(indicators=["gdp"])) == ["Metropolitan GDP"]
    with pytest.raises(ix.UnknownNameError, match="gdp"):
        index.plot.distributions(indicators=["gdps"])


def test_the_map_has_the_cities_at_their_coordinates_on_land(example):
    ax = example.plot.map()
    points = ax.collections[-1].get_offsets()
    registry = example.table.registry
    expected = {(registry[city].longitude, registry[city].latitude) for city in example.cities}
    assert {tuple(point) for point in points} == expected
    assert isinstance(ax.collections[0], PolyCollection)
    assert faults(ax) == []
    assert faults(ix.load("ieci-2022").plot.map(figsize="column")) == []
    for ring in land():  # no line across the map
        assert np.abs(np.diff(ring[:, 0])).max() < 60


def test_cities_without_coordinates_are_named_or_the_columns_to_add(example):
    with pytest.raises(ix.RequestError, match="longitude"):
        made(4).plot.map()
    framework = made(4).definition
    data = made(4).raw.reset_index().assign(longitude=[1, 2, 3, None], latitude=[50, 51, 52, None])
    ax = ix.score(data, framework).plot.map()
    assert any("Not on the map: City 3" in text.get_text().replace("\n", " ") for text in texts_of(ax))


def test_a_column_of_any_result_can_be_drawn(example):
    found = example.reweight_many([{}, {"influence": 3}])
    ax = found.plot(column="worst")
    np.testing.assert_allclose([length for _, _, length in bars_of(ax)], found.shown.table["worst"])
    with pytest.raises(ix.RequestError, match="'nominal'"):
        found.plot(column="city")
