"""Where a probability can be written down, the shares of draws agree with it, and what is derived from them adds up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from replaying import engine_scores
from scipy import stats

import intlindex as ix
from intlindex.analyses.uncertainty import summaries, tallies, uncertainty
from intlindex.errors import RequestError
from makers import as_is, index_of, table

DRAWS = 40_000
SURE = 4.5
"""Standard errors within which a share must lie; missed by chance once in 150,000, and seeds are fixed."""


def index_from(values, *ids, cities=None, **rule):
    made, method = as_is(*ids, **rule)
    return ix.score(table(dict(zip(ids, np.array(values, dtype=float).T, strict=True)), cities=cities), made, method)


def assert_share(found, expected, draws=DRAWS):
    error = np.sqrt(expected * (1 - expected) / draws)
    assert abs(found - expected) <= SURE * error, (found, expected)


# ---------------------------------------------------------------- two cities and one weight


def test_two_cities_and_one_weight():
    """A has 80 and 20, B 30 and 60: A is ahead where 80 w + 20 (1 - w) > 30 w + 60 (1 - w), for w > 4/9."""
    index = index_from([[80, 20], [30, 60]], "a", "b")
    found = index.uncertainty(DRAWS, weights=ix.Simplex(), rng=1)
    assert_share(found.acceptability.loc["A", 1], 5 / 9)
    assert_share(found.pairwise.loc["A", "B"], 5 / 9)
    assert_share(found.top(1)["B"], 4 / 9)
    assert found.ranks.loc["A", "mean"] == pytest.approx(2 - found.acceptability.loc["A", 1])
    # Of a uniform w above 4/9 the mean is 13/18; where it is below, 2/9.
    error = SURE * (5 / 9) / np.sqrt(12 * DRAWS / 3)
    assert found.central_weights.loc["A", "a"] == pytest.approx(13 / 18, abs=error)
    assert found.central_weights.loc["B", "a"] == pytest.approx(2 / 9, abs=error)
    assert found.confidence.to_list() == [1, 1]


def test_two_cities_and_one_noisy_weight():
    """Of two equal weights, each times 1 + u / 2, A has the more where the first is above 4/5 of the second.

    With x = 1 + u/2 uniform over 1/2..3/2: P(x1 > 4/5 x2) = 1 - E[(4/5 x2 - 1/2)+] = 1 - (7/10)^2 / (2 * 4/5).
    """
    index = index_from([[80, 20], [30, 60]], "a", "b")
    found = index.uncertainty(DRAWS, weights=ix.RelativeNoise(0.5), rng=1)
    assert_share(found.acceptability.loc["A", 1], 1 - 0.7**2 / 1.6)


@pytest.mark.parametrize(("low", "high"), [(0.3, 0.6), (0.0, 0.4), (0.4, 0.9)])
def test_two_cities_and_one_bounded_weight(low, high):
    index = index_from([[80, 20], [30, 60]], "a", "b")
    found = index.uncertainty(DRAWS, weights=ix.Bounds(shares={"a": (low, high)}), rng=1)
    assert_share(found.acceptability.loc["A", 1], float(np.clip((high - 4 / 9) / (high - low), 0, 1)))


def test_two_cities_and_two_ordered_weights():
    index = index_from([[80, 20], [30, 60]], "a", "b")
    assert index.uncertainty(DRAWS, weights=ix.Ordered(["a", "b"]), rng=1).acceptability.loc["A", 1] == 1
    found = index.uncertainty(DRAWS, weights=ix.Ordered(["b", "a"]), rng=1)
    assert_share(found.acceptability.loc["A", 1], (1 / 2 - 4 / 9) / (1 / 2))


@pytest.mark.parametrize("concentration", [1e-300, 0.001, 1.0, 2.0, 40.0])
def test_two_cities_and_a_dirichlet_weight(concentration):
    index = index_from([[80, 20], [30, 60]], "a", "b").reweight(a=3)
    found = index.uncertainty(DRAWS, weights=ix.Dirichlet(concentration), rng=1)
    beta = stats.beta(0.75 * concentration, 0.25 * concentration)
    assert_share(found.acceptability.loc["A", 1], 0.75 if concentration < 1e-100 else beta.sf(4 / 9))
    drawn = found.central_weights.mul(found.acceptability[1], axis=0).sum()
    assert_share(drawn["a"], 0.75)


def test_three_cities_each_best_in_one_of_three():
    index = index_from([[90, 0, 0], [0, 90, 0], [0, 0, 90]], "a", "b", "c")
    found = index.uncertainty(DRAWS, weights=ix.Simplex(), rng=1)
    for city in index.cities:
        for rank in (1, 2, 3):
            assert_share(found.acceptability.loc[city, rank], 1 / 3)
    central = np.array([[11, 3.5, 3.5], [3.5, 11, 3.5], [3.5, 3.5, 11]]) / 18  # the first of three ordered: 11/18
    np.testing.assert_allclose(found.central_weights, central, atol=0.01)
    np.testing.assert_allclose(found.scores["mean"], 30, atol=SURE * 90 * np.sqrt(1 / 18 / DRAWS))
    np.testing.assert_allclose(found.scores["sd"], 90 * np.sqrt(1 / 18), rtol=0.02)


def test_a_city_that_is_best_in_everything_is_first_in_every_draw():
    index = index_from([[90, 80], [50, 60], [80, 10]], "a", "b")
    found = index.uncertainty(2000, weights=ix.Simplex(), rng=1)
    assert found.acceptability.loc["A"].to_list() == [1, 0, 0]
    assert found.confidence["A"] == 1
    assert np.isnan(found.confidence["B"])
    assert found.central_weights.loc[["B", "C"]].isna().all(axis=None)


def test_measurement_error_of_one_value():
    """A is at 50 with an error of 10, B at 60: A is ahead where a standard normal variate is above 1."""
    index = index_from([[50], [60]], "a").replace()
    made = replace(index.table, values=index.table.values, attributes={"error": (10.0, 0.0)})
    index = index.replace(table=made)
    found = index.uncertainty(DRAWS, noise={"a": ix.Noise(column="error")}, rng=1)
    assert_share(found.acceptability.loc["A", 1], stats.norm.sf(1))
    uniform = ix.Noise(column="error", distribution="uniform")
    assert index.uncertainty(1000, noise={"a": uniform}, rng=1).acceptability.loc["A", 1] == 0
    assert found.scores.loc["A", "sd"] == pytest.approx(10, rel=SURE / np.sqrt(2 * DRAWS))


def test_relative_noise_of_the_data():
    index = index_from([[50], [60]], "a")
    found = index.uncertainty(DRAWS, noise=0.1, rng=1)
    assert_share(found.acceptability.loc["A", 1], stats.norm.sf(10 / np.hypot(5, 6)))


def test_alternatives_are_equally_likely():
    index = index_from([[90, 10, 20], [40, 45, 41], [60, 50, 1]], "a", "b", "c")
    found = index.uncertainty(DRAWS, choices={"aggregate": ["arithmetic", "median", "minimum", "maximum"]}, rng=1)
    # first: C, B (41) / C (50): by hand, mean 40 42 37, median 20 41 50, minimum 10 40 1, maximum 90 45 60
    assert_share(found.acceptability.loc["A", 1], 1 / 4)
    assert_share(found.acceptability.loc["B", 1], 2 / 4)
    assert_share(found.acceptability.loc["C", 1], 1 / 4)


def test_an_indicator_takes_part_with_its_probability():
    index = index_from([[90, 10], [40, 50]], "a", "b")
    found = index.uncertainty(DRAWS, choices={"indicators": {"a": 0.3}}, rng=1)
    assert_share(found.acceptability.loc["A", 1], 0.3)


def test_confidence_is_the_share_of_choices_and_data_at_central_weights():
    """A is first at a weight above 4/9, at 13/18 in the middle; there the median and the minimum are against it."""
    index = index_from([[80, 20], [30, 60]], "a", "b")
    choices = {"aggregate": ["arithmetic", "minimum"]}
    found = index.uncertainty(DRAWS, weights=ix.Simplex(), choices=choices, rng=1)
    assert_share(found.acceptability.loc["A", 1], 5 / 18)
    assert_share(found.confidence["A"], 1 / 2, draws=8192)  # the mean says A, the minimum B
    # B is first wherever the minimum is taken, and else below 4/9: its middle is (1/2 * 1/2 + 4/18 * 2/9) / (13/18).
    centre = (1 / 4 + 4 / 81) / (13 / 18)
    assert found.central_weights.loc["B", "a"] == pytest.approx(centre, abs=0.01)
    assert centre < 4 / 9
    assert found.confidence["B"] == 1


def test_confidence_over_measurement_error():
    """At its central weights (3/4, 1/4) A scores 65 with an error of 7.5, B 37.5."""
    index = index_from([[80, 20], [30, 60]], "a", "b")
    index = index.replace(table=replace(index.table, attributes={"error": (10.0, 0.0)}))
    noise = {"a": ix.Noise(column="error")}
    weights = ix.Bounds(shares={"a": (0.4, 0.6)})
    found = index.uncertainty(DRAWS, weights=weights, noise=noise, rng=1)
    for city in index.cities:
        weight = found.central_weights.loc[city, "a"]
        ahead = stats.norm.cdf((weight * 50 - (1 - weight) * 40) / (10 * weight))
        assert_share(found.confidence[city], ahead if city == "A" else 1 - ahead, draws=8192)


# ---------------------------------------------------------------- what adds up


@pytest.fixture(scope="module")
def found(ieci):
    choices = {"aggregate": ["arithmetic", "median"], "normalise": ["min_max", {"kind": "rank"}]}
    return ieci.uncertainty(3000, weights=ix.RelativeNoise(0.5), choices=choices, rng=5)


@pytest.fixture(scope="module")
def arrays(found):
    """Scores and ranks of every draw, ``(draws, cities)``."""
    scores, _ = engine_scores(found)
    return scores, stats.rankdata(-np.round(scores, 8), method="min", axis=1)


def test_each_city_has_a_rank_and_each_rank_a_city(found):
    np.testing.assert_allclose(found.acceptability.sum(axis=1), 1, rtol=1e-12)
    assert list(found.acceptability.columns) == list(range(1, 38))
    np.testing.assert_allclose(found.top(37), 1, rtol=1e-12)
    np.testing.assert_allclose(found.top(10), found.acceptability.iloc[:, :10].sum(axis=1))


def test_of_two_cities_one_is_ahead_or_they_are_equal(found, arrays):
    scores, _ = arrays
    equal = np.array([(np.abs(scores - column[:, None]) < 1e-7).mean(axis=0) for column in scores.T])
    pairs = found.pairwise.to_numpy()
    np.testing.assert_allclose(pairs + pairs.T + equal, 1, atol=1e-12)
    assert (np.diag(pairs) == 0).all()


def test_summaries_of_ranks_are_those_of_all_ranks(found, arrays):
    _, ranks = arrays
    told = found.ranks
    np.testing.assert_allclose(told["mean"], ranks.mean(axis=0), rtol=1e-12)
    np.testing.assert_allclose(told["sd"], ranks.std(axis=0, ddof=1), rtol=1e-9, atol=1e-12)
    np.testing.assert_array_equal(told["best"], ranks.min(axis=0))
    np.testing.assert_array_equal(told["worst"], ranks.max(axis=0))
    shares = {"q05": 0.05, "median": 0.5, "q95": 0.95}
    expected = np.quantile(ranks, list(shares.values()), axis=0, method="inverted_cdf")
    np.testing.assert_array_equal(told[list(shares)].T, expected)
    np.testing.assert_array_equal(told["nominal"], found.index.ranks["index"])
    more = found.quantiles([0, 0.25, 1 / 3, 1])
    expected = np.quantile(ranks, [0, 0.25, 1 / 3, 1], axis=0, method="inverted_cdf")
    np.testing.assert_array_equal(more.T, expected)


def test_summaries_of_scores_are_those_of_all_scores(found, arrays):
    scores, _ = arrays
    told = found.scores
    np.testing.assert_allclose(told["mean"], scores.mean(axis=0), rtol=1e-10)
    np.testing.assert_allclose(told["sd"], scores.std(axis=0, ddof=1), rtol=1e-8)
    np.testing.assert_array_equal(told["lowest"], scores.min(axis=0))
    np.testing.assert_array_equal(told["highest"], scores.max(axis=0))
    nominal = found.index.scores["index"]
    width = np.ptp(nominal) / 20_000
    for name, share in {"q05": 0.05, "median": 0.5, "q95": 0.95}.items():
        inside = np.quantile(scores, share, axis=0, method="inverted_cdf")
        held = np.clip(inside, nominal.min() - np.ptp(nominal), nominal.max() + np.ptp(nominal))
        assert (np.abs(told[name] - held) <= width).all(), name


def test_standard_errors_are_the_spread_of_repeated_runs():
    index = index_from([[80, 20, 40], [30, 60, 50], [50, 50, 30], [10, 70, 60]], "a", "b", "c")
    runs = [index.uncertainty(400, weights=ix.Simplex(), rng=seed) for seed in range(200)]
    means = np.array([run.ranks["mean"] for run in runs])
    shares = np.array([run.acceptability for run in runs])
    told = np.mean([run.standard_errors for run in runs], axis=0)
    np.testing.assert_allclose(told[:, 0], means.std(axis=0, ddof=1), rtol=0.2)  # the sd of 200 is known to 5%
    np.testing.assert_allclose(told[:, 1], shares.std(axis=0, ddof=1).max(axis=1), rtol=0.2)


def test_one_draw_does_not_claim_that_it_knows_the_ranks():
    index = index_from([[80, 20], [30, 60]], "a", "b")
    assert "known to" not in index.uncertainty(1, rng=1).precision


def test_standard_errors_are_of_the_draws_in_which_a_city_has_a_rank():
    """B is scored only where half of the weight is enough."""
    index = index_of([[90, 20, 1], [60, np.nan, 2], [10, 90, 3]], *as_is("a", "b", "c"))
    found = index.uncertainty(2000, weights=ix.Simplex(), choices={"min_coverage": [0.5, 1.0]}, rng=1)
    drawn = found.tally.counts.sum(axis=1)
    assert (drawn[0], 900 < drawn[1] < 1100) == (2000, True)
    np.testing.assert_allclose(found.standard_errors["mean_rank"], found.ranks["sd"] / np.sqrt(drawn))


def test_whether_there_are_enough_draws_is_said_both_ways():
    index = index_from([[80, 20, 40], [30, 60, 50], [50, 50, 30]], "a", "b", "c")
    few = index.uncertainty(300, weights=ix.Simplex(), rng=1)
    assert few.precision.startswith("Few draws: mean ranks are known to ")
    wanted = int(few.precision.partition("about ")[2].partition(" ")[0].replace(",", ""))
    assert 1000 <= wanted <= 20_000
    enough = index.uncertainty(wanted + 1000, weights=ix.Simplex(), rng=1)
    assert enough.precision.startswith("Enough draws: mean ranks are known to ")
    assert few.precision in repr(few).replace("\n  ", " ")


@pytest.mark.parametrize("draws", [1, 2, 50])
def test_a_handful_of_draws_is_never_enough_however_equal_they_are(draws):
    index = index_from([[80, 70], [30, 60]], "a", "b")
    found = index.uncertainty(draws, weights=ix.Simplex(), rng=1)
    assert found.acceptability.loc["A", 1] == 1
    assert found.precision.startswith("Few draws")
    assert index.uncertainty(2000, weights=ix.Simplex(), rng=1).precision.startswith("Enough draws")


# ---------------------------------------------------------------- blanks: what peers get wrong


@pytest.mark.parametrize("blanks", ["siblings", "rescale", "strict"])
def test_one_missing_cell_never_makes_a_city_first(blanks):
    """A rank that sorts a missing score to the top gave such a city the first rank with certainty."""
    index = index_of([[np.nan, 5.0], [90.0, 80.0], [70.0, 75.0]], *as_is("a", "b", blanks=blanks))
    found = index.uncertainty(1000, weights=ix.Simplex(), rng=1)
    assert found.acceptability.iloc[0, 0] == 0
    assert (found.pairwise.iloc[0] == 0).all()
    assert found.acceptability.iloc[1, 0] > 0.5
    if blanks == "strict":
        assert found.acceptability.iloc[0].sum() == 0
        assert found.ranks.iloc[0].isna().all()
        assert found.scores.iloc[0].isna().all()
        assert (found.pairwise.iloc[:, 0] == 0).all()
        np.testing.assert_allclose(found.acceptability.iloc[1:, :2].sum(axis=0), 1)
    else:
        assert found.ranks["worst"].to_list() == [3, 2, 2] or found.ranks["worst"].iloc[0] == 3


def test_a_city_that_has_a_score_under_some_alternatives_is_ranked_under_these():
    index = index_of([[np.nan, 95.0], [90.0, 80.0], [70.0, 75.0]], *as_is("a", "b"))
    found = index.uncertainty(4000, choices={"blanks": ["siblings", "strict"]}, rng=1)
    assert_share(found.acceptability.iloc[0, 0], 1 / 2, draws=4000)
    assert found.acceptability.iloc[0].sum() == found.acceptability.iloc[0, 0]
    assert found.ranks.loc["city 0", ["best", "worst", "median"]].to_list() == [1, 1, 1]
    assert found.scores.loc["city 0", "mean"] == pytest.approx(95)
    strict = index_of([[np.nan, 95.0], [90.0, 80.0], [70.0, 75.0]], *as_is("a", "b", blanks="strict"))
    same = strict.uncertainty(4000, choices={"blanks": ["siblings", "strict"]}, rng=1)
    assert same.acceptability.equals(found.acceptability)
    assert same.scores.loc["city 0", "mean"] == pytest.approx(95)
    assert np.isnan(same.scores.loc["city 0", "nominal"])


def test_a_single_city_is_always_first():
    found = index_of([[1.0, 3.0]], *as_is("a", "b")).uncertainty(100, weights=ix.Simplex(), rng=1)
    assert found.acceptability.to_numpy().tolist() == [[1.0]]
    assert found.pairwise.to_numpy().tolist() == [[0.0]]
    assert found.confidence.to_list() == [1.0]


def test_cities_of_equal_scores_share_their_rank():
    found = index_of([[5.0, 5.0], [5.0, 5.0], [1.0, 1.0]], *as_is("a", "b")).uncertainty(
        100, weights=ix.Simplex(), rng=1
    )
    assert found.acceptability[1].to_list() == [1, 1, 0]
    assert found.acceptability[3].to_list() == [0, 0, 1]
    assert found.pairwise.iloc[0, 1] == found.pairwise.iloc[1, 0] == 0
    assert found.central_weights.iloc[0].equals(found.central_weights.iloc[1])


@pytest.mark.parametrize("ties", ["min", "max", "average", "dense", "ordinal"])
@pytest.mark.parametrize("data", [[5.0, 5.0, 1.0], [5.0, 7.0, 1.0], [2.0, 2.0, 2.0], [3.0, 8.0, 3.0]])
def test_without_noise_every_rank_is_nominal(ties, data):
    made, method = as_is("a")
    index = index_of([[value] for value in data], made, method.replace(rank={"ties": ties}))
    found = index.uncertainty(50, noise=0.0, rng=1)
    nominal = index.ranks["index"].astype(float)
    for column in ("nominal", "mean", "best", "worst", "q05", "median", "q95"):
        assert found.ranks[column].astype(float).equals(nominal.rename(column))
    assert (found.ranks["sd"] == 0).all()
    shares = found.acceptability
    assert [shares.loc[city, rank] for city, rank in nominal.items()] == [1, 1, 1]
    assert shares.to_numpy().sum() == 3
    for count in (1, 2, 3):
        assert found.top(count).to_list() == (nominal <= count).astype(float).to_list()


def test_averaged_ties_are_counted_in_halves():
    made, method = as_is("a")
    index = index_of([[5.0], [5.0], [1.0]], made, method.replace(rank={"ties": "average"}))
    found = index.uncertainty(50, noise=0.0, rng=1)
    assert list(map(str, found.acceptability.columns)) == ["1", "1.5", "2", "2.5", "3"]
    assert found.ranks["median"].to_list() == [1.5, 1.5, 3]
    assert found.findings["code"].to_list() == []


# ---------------------------------------------------------------- bands


@pytest.fixture
def in_bands(monkeypatch):
    """Count in bands from 20 cities on."""

    def switch(bands):
        for module in (tallies, summaries, uncertainty):
            monkeypatch.setattr(module, "MOST_RANKS", 20)
        monkeypatch.setattr(tallies, "BANDS", bands)

    return switch


@pytest.mark.parametrize("bands", [1, 5, 7, 36])
@pytest.mark.parametrize("ties", ["min", "max", "dense"])
def test_bands_hold_what_their_ranks_do(ieci, in_bands, bands, ties):
    blank = ieci.table.values.copy()
    blank[4, 1:] = np.nan
    index = ieci.replace(method=ieci.method.replace(rank={"ties": ties}), table=replace(ieci.table, values=blank))
    varied = {"weights": ix.RelativeNoise(0.5), "choices": {"aggregate": ["arithmetic", "median"]}}
    exact = index.uncertainty(2500, rng=1, **varied)
    shares, ranks = exact.acceptability, exact.ranks
    in_bands(bands)
    found = index.uncertainty(2500, rng=1, **varied)
    assert found.tally.counts.shape == (37, bands)
    covered = []
    for name, column in found.acceptability.items():
        first, last = (int(each) for each in name.split("-"))
        covered += range(first, last + 1)
        np.testing.assert_allclose(column, shares.loc[:, first:last].sum(axis=1), atol=1e-12)
    assert covered == list(range(1, 38))
    same = ["nominal", "mean", "sd", "best", "worst"]
    np.testing.assert_allclose(found.ranks[same].astype(float), ranks[same].astype(float), rtol=1e-12, equal_nan=True)
    assert "rank-bands" in set(found.findings["code"])
    with pytest.raises(RequestError, match="bands"):
        found.top(3)
    with pytest.raises(RequestError, match="pairs are counted for at most"):
        _ = found.pairwise


def test_quantiles_of_bands_lie_in_the_band_of_the_exact_one(ieci, in_bands):
    exact = ieci.uncertainty(2000, rng=1).ranks
    in_bands(7)
    found = ieci.uncertainty(2000, rng=1)
    edges = [tuple(map(int, name.split("-"))) for name in found.acceptability.columns]
    for name in ("q05", "median", "q95"):
        for mine, theirs in zip(found.ranks[name], exact[name], strict=True):
            assert any(first <= mine <= last and first <= theirs <= last for first, last in edges)


def test_more_than_two_thousand_cities():
    values = np.random.default_rng(1).random((2100, 3)) * 100
    found = index_of(values, *as_is("a", "b", "c")).uncertainty(300, weights=ix.Simplex(), rng=1)
    scores, _ = engine_scores(found)
    ranks = stats.rankdata(-scores, method="min", axis=1)
    np.testing.assert_allclose(found.ranks["mean"], ranks.mean(axis=0), rtol=1e-12)
    np.testing.assert_array_equal(found.ranks["best"], ranks.min(axis=0))
    shares = found.acceptability
    assert len(shares) == 2100 > 5 * shares.shape[1]
    for city in (0, 1000, 2099):
        for name, share in shares.iloc[city].items():
            low, high = (int(each) for each in name.split("-"))
            assert share == pytest.approx(((low <= ranks[:, city]) & (ranks[:, city] <= high)).mean())
    np.testing.assert_allclose(found.acceptability.sum(axis=1), 1)
