"""Sobol indices of an index: closed forms, a plain loop, the same bits everywhere, and what is refused."""

from __future__ import annotations

from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest

import intlindex as ix
from intlindex import IntlindexError, Method, RequestError
from intlindex.analyses.sensitivity.mixtures import score_mixtures
from intlindex.analyses.sensitivity.saltelli import Design, _placed
from intlindex.analyses.uncertainty.variation import variation_of
from makers import as_is, group, index_of, indicator, refused

COLUMNS = ["first", "first_low", "first_high", "total", "total_low", "total_high"]
UNEVEN = {"kind": "min_max", "low": 1, "high": 100}


@pytest.fixture(scope="module")
def index():
    return ix.load("example")


def two_groups(values):
    """Two groups of two indicators each, scored as they are."""
    made, method = as_is(
        group("left"), group("right"), *(indicator(name, parent) for name, parent in (("a", "left"), ("b", "left"))),
        *(indicator(name, parent) for name, parent in (("c", "right"), ("d", "right"))),
    )  # fmt: skip
    return index_of(values, made, method)


def flat(values, *names):
    made, method = as_is(*names)
    return index_of(values, made, method)


# ---------------------------------------------------------------- closed forms


def test_a_score_is_linear_in_one_share_so_first_and_total_are_all():
    found = flat([[90, 10], [20, 60]], "a", "b").sensitivity(
        weights=ix.Simplex(), target=("score", "city 0"), samples=4096, rng=1
    )
    assert found.indices.index.to_list() == ["weights of index"]
    assert found.indices.columns.to_list() == COLUMNS
    np.testing.assert_allclose(found.indices[["first", "total"]], 1, atol=0.005)


def test_errors_of_two_indicators_add_up_in_the_ratio_of_their_squared_sizes():
    """The score is (a + b) / 2, with uniform errors of 1 and 3: the parts of the variance are 1/10 and 9/10."""
    noise = {name: ix.Noise(absolute=size, distribution="uniform") for name, size in (("a", 1), ("b", 3))}
    found = flat([[50, 50], [20, 60]], "a", "b").sensitivity(noise=noise, target="score:city 0", samples=4096, rng=1)
    np.testing.assert_allclose(found.indices["first"], [0.1, 0.9], atol=0.005)
    np.testing.assert_allclose(found.indices["total"], [0.1, 0.9], atol=0.005)


def test_shares_of_group_and_root_multiply():
    """The score is 60 s t with s and t uniform over 0..1: of its variance, 3/7 are due to each and 1/7 to both."""
    index = two_groups([[60, 0, 0, 0], [10, 20, 30, 40]])
    found = index.sensitivity(weights=ix.Simplex(), target=("score", "city 0"), samples=2**13, rng=2).indices
    expected = {"weights of index": (3 / 7, 4 / 7), "weights of left": (3 / 7, 4 / 7), "weights of right": (0, 0)}
    for name, (first, total) in expected.items():
        assert found.loc[name, "first"] == pytest.approx(first, abs=0.01)
        assert found.loc[name, "total"] == pytest.approx(total, abs=0.01)
    assert (found.loc["weights of right"] == 0).all()  # its children are zero, so it cannot matter: exactly


def test_a_factor_that_cannot_matter_is_exactly_zero_and_no_other_is(index):
    made = index.replace(
        method=index.method.replace(groups={"only": {"transport": {"aggregate": {"kind": "minimum"}}}})
    )
    found = made.sensitivity(samples=64, rng=3)
    assert (found.indices.loc["weights of transport"] == 0).all()
    assert not (found.indices.drop("weights of transport")["total"] == 0).any()
    assert "weights-unused" in found.findings["code"].to_list()


def test_intervals_hold_the_truth_nearly_always():
    """Samples of a Sobol sequence are more even than independent ones, so that intervals are rather too wide."""
    sizes = {"a": 1.0, "b": 2.0, "c": 3.0}
    truth = np.square(list(sizes.values())) / 14
    noise = {name: ix.Noise(absolute=size, distribution="uniform") for name, size in sizes.items()}
    index = flat([[50, 50, 50], [20, 60, 10]], *sizes)
    held = []
    for rng in range(30):
        found = index.sensitivity(noise=noise, target="score:city 0", samples=128, bootstraps=200, rng=rng).indices
        held += [(found["first_low"] <= truth) & (truth <= found["first_high"])]
        held += [(found["total_low"] <= truth) & (truth <= found["total_high"])]
    assert np.mean(held) >= 0.95
    assert (found["total_high"] - found["total_low"]).max() < 0.6


# ---------------------------------------------------------------- against a plain loop over other indices


TARGETS = {
    "mean_rank_shift": lambda scored, nominal: float((scored.ranks["index"] - nominal.ranks["index"]).abs().mean()),
    "rank:Beijing": lambda scored, _: float(scored.ranks.loc["Beijing", "index"]),
    "score:Beijing": lambda scored, _: float(scored.scores.loc["Beijing", "index"]),
    "gap:Beijing,Shanghai": lambda scored, _: float(
        scored.scores.loc["Beijing", "index"] - scored.scores.loc["Shanghai", "index"]
    ),
}


@pytest.fixture(scope="module")
def looped(index):
    """Re-weight the index for every row of both samples and their mixtures, one by one."""
    spec = ix.RelativeNoise(0.25, groups=["index", "influence"])
    factors = variation_of(index, spec, None, None).experiment.factors
    starts = np.cumsum([0, *(factor.columns for factor in factors)])
    first, second = Design(_seed(5), int(starts[-1]), 16).points(0, 16)
    mixtures = [first, second]
    for at in range(len(factors)):
        mixed = first.copy()
        mixed[starts[at] : starts[at + 1]] = second[starts[at] : starts[at + 1]]
        mixtures.append(mixed)
    nodes = [name for factor in factors for name in factor.varied.nodes]
    rows = [
        [
            index.reweight({node: index.weights[node] * (0.75 + 0.5 * u) for node, u in zip(nodes, row, strict=True)})
            for row in each.T
        ]
        for each in mixtures
    ]
    return spec, rows


def _seed(rng):
    from intlindex.analyses.seeds import seed_of

    return seed_of(rng)


@pytest.mark.parametrize("target", TARGETS)
def test_indices_are_those_of_a_loop_over_reweighted_indices(index, looped, target):
    spec, rows = looped
    a, b, *mixed = np.array([[TARGETS[target](each, index) for each in some] for some in rows])
    centre, variance = np.mean([a, b]), np.var([a, b], ddof=1)
    first = [np.mean((b - centre) * (each - a)) / variance for each in mixed]
    total = [np.mean((a - each) ** 2) / 2 / variance for each in mixed]
    found = index.sensitivity(weights=spec, target=target, samples=16, rng=5).indices
    np.testing.assert_allclose(found["first"], first, rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(found["total"], total, rtol=1e-7, atol=1e-9)


def test_the_ranks_of_all_cities_are_those_of_each(index):
    spec = ix.RelativeNoise(0.25, levels=["index", "dimension"])
    found = index.sensitivity(weights=spec, target="rank", samples=64, rng=1).indices
    assert found.index.names == ["city", "factor"]
    assert len(found) == 12 * 4
    for city in ("London", "Beijing", "São Paulo"):
        alone = index.sensitivity(weights=spec, target=("rank", city), samples=64, rng=1).indices
        pd.testing.assert_frame_equal(found.loc[city], alone, rtol=1e-9, atol=1e-12)


# ---------------------------------------------------------------- mixtures are what scoring each by itself gives


# Two of one group, and two in groups of their own; in two of them a city lacks a value.
FEW = {"pm25": 0.05, "safety": 0.05, "gdp": 0.05, "mobile_broadband_speed": 0.05}
CASES = {
    "weights": {"weights": ix.RelativeNoise(0.25)},
    "simplex": {"weights": ix.Simplex()},
    "leaves": {"weights": ix.RelativeNoise(0.25, of="leaves")},
    "data": {"noise": 0.05},
    "leaves and data": {"weights": ix.Simplex(of="leaves"), "noise": 0.05},
    "presence": {"choices": {"indicators": 0.8}, "weights": ix.Simplex()},
    "choices": {
        "choices": {"normalise": ["min_max", "percentile_rank"], "blanks": ["siblings", "rescale"]},
        "weights": ix.RelativeNoise(0.2),
        "noise": 0.05,
    },
    "weights from data": {"choices": {"weights": ["critic", "given"], "min_coverage": [0.5, 0.9]}, "noise": FEW},
    "leaves around weights from data": {
        "choices": {"weights": ["critic"]},
        "weights": ix.RelativeNoise(0.2, of="leaves"),
        "noise": {"pm25": 0.05, "gdp": 0.05},
    },
    "weights from all indicators": {
        "choices": {"weights": [{"kind": "principal_components", "of": "leaves"}]},
        "noise": {"gdp": 0.1, "pm25": 0.1, "safety": 0.1},
    },
    "imputed from others": {
        "choices": {"impute": [{"kind": "nearest_neighbours"}]},
        "noise": {"gdp": 0.1, "pm25": 0.1, "safety": 0.1},
    },
}


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_mixtures_have_the_bits_that_scoring_each_by_itself_gives(index, case):
    given = {"weights": None, "choices": None, "noise": None} | CASES[case]
    experiment = variation_of(index, **given).experiment
    count, cities = 32, len(index.cities)
    design = Design(_seed(1), sum(factor.columns for factor in experiment.factors), count)
    first, second = ([*_placed(experiment, half)] for half in design.points(0, count))
    sets = [first, second]
    sets += [[*first[:at], second[at], *first[at + 1 :]] for at in range(len(experiment.factors))]
    found, expected = np.full((2, len(sets), count, cities), np.nan)
    for place, chunk in score_mixtures(experiment, first, second, count):
        found[place][np.ix_(np.arange(count)[chunk.draws], chunk.case.ranked)] = chunk.scores
    for place, values in enumerate(sets):
        for chunk in experiment.score(values, count):
            expected[place][np.ix_(np.arange(count)[chunk.draws], chunk.case.ranked)] = chunk.scores
    np.testing.assert_array_equal(found, expected)
    assert np.isfinite(found).any(axis=(1, 2)).all()


def test_two_errors_of_one_indicator_are_kept_apart(index):
    """Those of values and those of imputed values mix column by column."""
    made = index.replace(method=index.method.replace(indicators={"impute": {"kind": "median"}}))
    found = made.sensitivity(noise=ix.Noise(relative=0.05, imputed=1.0), samples=8, bootstraps=0, rng=1).indices
    assert found.index.str.startswith("imputation of").any()
    assert found["total"].notna().all()


@pytest.mark.parametrize("scheme", ["equal", {"kind": "rank_sum", "ranks": {"a": 1, "b": 2}}])
def test_noisy_data_leaves_weights_alone_that_do_not_come_from_data(scheme):
    made, method = as_is(indicator("a", weight=5.0), "b")
    scheme = scheme if isinstance(scheme, dict) else {"kind": scheme}
    method = method.replace(groups=method.groups.replace(weights=scheme, min_coverage=0.1))
    index = index_of([[90, 10], [20, 60], [50, np.nan]], made, method)
    scores = index.uncertainty(200, noise=1e-9, rng=1).scores
    np.testing.assert_allclose(scores["mean"], scores["nominal"], rtol=1e-6)


# ---------------------------------------------------------------- the same bits everywhere


class AtOnce(Executor):
    """Does the work when it is submitted."""

    def submit(self, work, *arguments):
        done = Future()
        done.set_result(work(*arguments))
        return done


class Lost(Executor):
    def submit(self, *_):
        lost = Future()
        lost.set_exception(OSError("the machine is gone"))
        return lost


MIXED = {
    "weights": [ix.Bounds(within=0.25, groups=["index"]), ix.RelativeNoise(0.25, levels=["dimension"])],
    "choices": {"normalise": ["min_max", "z_score"]},
    "noise": {"gdp": 0.1},
    "samples": 1024,
    "target": "rank",
    "rng": 7,
}


def test_neither_tasks_nor_executors_change_a_bit(index):
    with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(2) as two, ProcessPoolExecutor(2) as processes:
        runs = [{}, {"executor": one}, {"executor": two, "block": 1}, {"executor": processes, "block": 3}]
        runs += [{"executor": AtOnce(), "block": 4}]
        tables = [index.sensitivity(**MIXED, **run).indices for run in runs]
    for other in tables[1:]:
        pd.testing.assert_frame_equal(tables[0], other, check_exact=True)
    other = index.sensitivity(**{**MIXED, "rng": 8}).indices
    assert not tables[0].equals(other)


def test_a_lost_task_is_an_error_that_names_its_samples(index):
    with pytest.raises(IntlindexError, match=r"samples 1 to 256 were lost .* the machine is gone"):
        index.sensitivity(samples=1024, block=1, executor=Lost(), rng=1)


def test_without_bootstraps_there_are_no_intervals(index):
    found = index.sensitivity(samples=64, bootstraps=0, rng=1).indices
    assert found[["first_low", "first_high", "total_low", "total_high"]].isna().all(axis=None)
    assert found[["first", "total"]].notna().all(axis=None)


# ---------------------------------------------------------------- what is not defined, or does not vary


def test_a_target_that_never_varies_has_zeros_and_a_finding(index):
    index = flat([[90, 80], [20, 60]], "a", "b")
    found = index.sensitivity(weights=ix.Simplex(), target="mean_rank_shift", samples=64, rng=1)
    assert (found.indices == 0).all(axis=None)
    (code,) = found.findings["code"]
    assert code == "target-constant"


def test_the_cities_whose_rank_never_varies_are_named(index):
    weights = ix.RelativeNoise(0.05, groups=["index"])
    found = index.sensitivity(weights=weights, target="rank", samples=64, rng=1)
    zero = [city for city, own in found.indices.groupby("city", sort=False) if (own == 0).all(axis=None)]
    assert "London" in zero
    (finding,) = found.findings.query("code == 'target-constant'")["message"]
    assert "'London'" in finding


@pytest.mark.parametrize("target", ["mean_rank_shift", "rank", "rank:city 1"])
def test_samples_with_an_undefined_draw_are_refused_with_their_share_and_reason(index, target):
    """With z-scores some values are negative, so that their geometric mean is not defined."""
    choices = {"normalise": [UNEVEN, "z_score"], "aggregate": ["arithmetic", "geometric"]}
    weights = ix.RelativeNoise(0.25, groups=["index"])
    target = target.replace("city 1", index.cities[1])
    variation = variation_of(index, weights, choices, None, [])
    assert [case is None for case in variation.experiment.cases] == [False, False, False, True]
    places = {factor.name: at for at, factor in enumerate(variation.experiment.factors)}
    design = Design(_seed(1), sum(factor.columns for factor in variation.experiment.factors), 64)
    first, second = ([*_placed(variation.experiment, half)] for half in design.points(0, 64))
    bad = np.zeros(64, dtype=bool)
    for values in (first, second, *([*first[:at], second[at], *first[at + 1 :]] for at in range(3))):
        bad |= (values[places["normalise"]] == 1) & (values[places["aggregate"]] == 1)
    share = f"{bad.sum()} of 64 samples ({bad.mean():.0%})"
    with refused(RequestError, ("choices", share, "geometric", "vary only alternatives that are defined together")):
        index.sensitivity(choices=choices, weights=weights, target=target, samples=64, rng=1)


def test_noise_that_leaves_steps_undefined_is_refused_as_noise():
    made, method = as_is("a", "b")
    method = method.replace(groups={"aggregate": {"kind": "geometric"}})
    index = index_of([[90, 1], [20, 60], [50, 2]], made, method)
    with refused(RequestError, ("noise", "samples (", "the noise makes the data", "make the noise smaller")):
        index.sensitivity(noise={"b": ix.Noise(absolute=5)}, samples=64, rng=1)


def test_a_city_that_some_alternatives_do_not_score_has_no_indices_and_is_named():
    made, method = as_is("a", "b")
    index = index_of([[90, 10], [20, 60], [50, np.nan]], made, method)
    asked = {"choices": {"blanks": ["siblings", "strict"]}, "weights": ix.Simplex(), "samples": 64, "rng": 1}
    found = index.sensitivity(target="rank", **asked)
    assert set(found.indices.index.get_level_values("city")) == {"city 0", "city 1"}
    assert found.indices.notna().all(axis=None)
    (message,) = found.findings.query("code == 'draws-undefined'")["message"]
    assert "'city 2'" in message
    with refused(RequestError, ("choices", "samples (", "without a value", "score the same cities")):
        index.sensitivity(target="rank:city 2", **asked)


def test_a_city_without_a_score_is_left_out_and_named():
    made, method = as_is("a", "b")
    index = index_of([[90, 10], [20, 60], [np.nan, np.nan]], made, method)
    found = index.sensitivity(weights=ix.Simplex(), target="rank", samples=64, rng=1)
    assert "city 2" not in found.indices.index.get_level_values("city")
    assert "city 2" in found.findings.query("code == 'blank-score'")["message"].item()
    with refused(RequestError, ("target", "city 2 has no score")):
        index.sensitivity(weights=ix.Simplex(), target="score:city 2", rng=1)


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize("samples", [0, 1, 3, 1000, -4, 2.0, True, "1024", 2**25])
def test_samples_must_be_a_power_of_two(index, samples):
    near = ("512", "1,024") if samples == 1000 else ()
    with refused(RequestError, ("samples", "power of two", repr(samples), *near)):
        index.sensitivity(samples=samples)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("mean_rank_shfit", ("did you mean 'mean_rank_shift'?",)),
        ("rank:Pekin", ("Pekin", "did you mean 'Beijing'?")),
        (("gap", "Beijing"), ("('gap', city, city)",)),
        (("gap", "Beijing", "北京"), ("to itself",)),
        ("mean_rank_shift:Beijing", ("must be",)),
        ("score", ("must be",)),
        (("rank", 3), ("must be",)),
        (None, ("must be",)),
        (7, ("must be",)),
        ("gap:Beijing", ("must be",)),
    ],
)
def test_a_target_that_is_none_is_refused(index, target, said):
    with pytest.raises(RequestError) as caught:
        index.sensitivity(target=target)
    (wrong,) = caught.value.problems
    assert wrong.where == "target"
    assert all(part in wrong.message for part in said)


def test_every_problem_is_said_at_once(index):
    with refused(
        RequestError,
        ("samples", "1000"),
        ("bootstraps", "-1"),
        ("block", "0"),
        ("executor", "'pool'"),
        ("rng", "-1"),
        ("target", "Pekin"),
        ("target", "Shanghia"),
        ("choices.normalise", "not empty"),
        ("noise", "-0.1"),
    ):
        index.sensitivity(
            samples=1000,
            bootstraps=-1,
            block=0,
            executor="pool",
            rng=-1,
            target=("gap", "Pekin", "Shanghia"),
            choices={"normalise": []},
            noise=-0.1,
        )


def test_an_aggregation_that_is_too_slow_is_refused_before_it_starts(index):
    method = index.method.replace(groups={"only": {"index": {"aggregate": {"kind": "kemeny"}}}})
    slow = index.replace(method=method)
    with refused(RequestError, ("index", "'kemeny' is too slow")):
        slow.sensitivity(samples=1024)


def test_more_numbers_than_a_sobol_sequence_has_are_refused(index):
    rng = np.random.default_rng(1)
    made, method = as_is(*(f"i{at}" for at in range(6)))
    wide = index_of(rng.uniform(10, 90, (2000, 6)), made, method)
    with refused(RequestError, ("noise", "12,000", "10,600")):
        wide.sensitivity(noise=0.05)


# ---------------------------------------------------------------- what it looks like


def test_city_names_may_hold_commas_and_be_of_any_language(index):
    found = index.sensitivity(target="gap: Washington, D.C. ,北京", samples=64, rng=1)
    assert found.target == "gap of Washington to Beijing"
    same = index.sensitivity(target=("gap", "Washington", "Beijing"), samples=64, rng=1)
    pd.testing.assert_frame_equal(found.indices, same.indices, check_exact=True)


def test_tables_are_copies(index):
    found = index.sensitivity(samples=64, rng=1)
    table = found.indices
    table["first"] = 9.0
    assert (found.indices["first"] < 2).all()


@pytest.mark.parametrize("target", ["mean_rank_shift", "rank"])
def test_a_result_shows_itself(index, target):
    found = index.sensitivity(target=target, samples=64, rng=1)
    text = repr(found)
    assert "15 factors, 64 samples: scored 1,088 times." in text
    assert "weights of index" in text
    assert "Few samples" in text
    assert max(map(len, text.splitlines())) <= 80
    assert "weights of index" in found._repr_html_()


def test_the_method_default_is_used(index):
    assert index.sensitivity(samples=64, rng=1).indices.index.to_list() == [
        factor.name for factor in variation_of(index, ix.RelativeNoise(0.25), None, None).experiment.factors
    ]
    assert Method().rank.ties == "min"
