"""Uncertainty analyses of COINr 1.1.14 on its ASEM example: draw by draw where samples are kept, and in distribution.

In distribution means: mean ranks differ by less than 4.5 standard errors, and the median rank of theirs lies between
two quantiles of ours that hold the median of so small a sample with the same certainty. An error is that of both
samples; theirs draws whole weightings from 100 or 200 made beforehand, which adds the error of a sample of that size.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from test_coinr_asem import CHAIN, framework_from

import intlindex as ix
from makers import score_files

pytestmark = pytest.mark.oracle

SURE = 4.5
DRAWS = 20_000
WINSORISED = [{"kind": "winsorise", "max_points": points} for points in (1, 2, 3, 4, 5)]
NORMALISED = [
    {"kind": "min_max", "low": 1, "high": 100},
    {"kind": "z_score", "mean": 10, "standard_deviation": 2},
]
AGGREGATED = ["arithmetic", "geometric"]
CHOICES = {"treat": WINSORISED, "normalise": NORMALISED, "aggregate": AGGREGATED}


@pytest.fixture(scope="module")
def asem(oracle, tmp_path_factory):
    def read(name):
        return pd.read_csv(oracle / "data" / f"{name}.csv", index_col=0)

    meta = read("asem_iMeta").reset_index()
    data = read("asem_iData").reset_index().rename(columns={"uCode": "city", "uName": "label"})
    return score_files(tmp_path_factory.mktemp("asem"), data, framework_from(meta, denominators=True), CHAIN)


@pytest.fixture(scope="module")
def read(oracle):
    return lambda name: pd.read_csv(oracle / "sensitivity" / f"{name}.csv", index_col=0)


def weighted(index, weights):
    """Give every node below the root its weight of one of their samples."""
    return index.reweight({name: float(weight) for name, weight in weights.items() if name != "Index"})


# ---------------------------------------------------------------- draw by draw


def test_their_sampled_weights_give_their_ranks_and_scores(asem, read):
    weights, chosen = read("weights_all"), read("ua_weights_para")["Weights"]
    ranks, scores = read("ua_weights_ranks"), read("ua_weights_scores")
    assert len(chosen) == 200
    for replication, which in chosen.items():
        index = weighted(asem, weights[f"w{which}"])
        column = f"r_{replication}"
        found = index.scores["Index"].loc[scores.index]
        np.testing.assert_allclose(found, scores[column], rtol=1e-9, err_msg=column)
        assert index.ranks["Index"].loc[ranks.index].to_list() == ranks[column].to_list(), column


def test_their_sampled_choices_and_weights_give_their_ranks_and_scores(asem, read):
    weights, chosen = read("weights_vig"), read("ua_vignette_para")
    ranks, scores = read("ua_vignette_ranks"), read("ua_vignette_scores")
    assert len(chosen) == 200
    variants = {}
    for replication, row in chosen.iterrows():
        which = tuple(row[["Winmax", "Normalisation", "Aggregation"]] - 1)
        if which not in variants:
            treat, normalise, aggregate = which
            indicators = asem.method.indicators.replace(treat=WINSORISED[treat], normalise=NORMALISED[normalise])
            groups = asem.method.groups.replace(aggregate={"kind": AGGREGATED[aggregate]})
            variants[which] = asem.replace(method=asem.method.replace(indicators=indicators, groups=groups))
        index = weighted(variants[which], weights[f"w{row['Weights']}"])
        column = f"r_{replication}"
        found = index.scores["Index"].loc[scores.index]
        np.testing.assert_allclose(found, scores[column], rtol=1e-9, err_msg=column)
        assert index.ranks["Index"].loc[ranks.index].to_list() == ranks[column].to_list(), column
    assert len(variants) == 20


# ---------------------------------------------------------------- in distribution


@pytest.fixture(scope="module")
def of_weights(asem):
    return asem.uncertainty(DRAWS, weights=ix.RelativeNoise(0.25), rng=1)


@pytest.fixture(scope="module")
def of_everything(asem):
    weights = ix.RelativeNoise(0.25, levels=["level-3", "level-4"])  # of the groups whose children have that noise
    return asem.uncertainty(DRAWS, weights=weights, choices=CHOICES, rng=1)


def assert_like(found, theirs, *, samples, weightings):
    """Compare mean and median ranks; theirs are of `samples` draws of one of `weightings` weightings."""
    ours = found.ranks.loc[theirs.index]
    assert found.defined_draws == DRAWS
    assert ours["nominal"].to_list() == theirs["Nominal"].to_list()
    size = 1 / (1 / samples + 1 / weightings)
    error = ours["sd"] * np.sqrt(1 / size + 1 / DRAWS)
    away = (theirs["Mean"] - ours["mean"]).abs()
    assert (away <= SURE * error + 1e-9).all(), (away / error).sort_values().tail(3)
    reach = SURE * 0.5 / np.sqrt(size)
    held = found.quantiles([max(0.5 - reach, 0.0), min(0.5 + reach, 1.0)]).loc[theirs.index].astype(float)
    assert (held.iloc[:, 0] <= theirs["Median"]).all()
    assert (theirs["Median"] <= held.iloc[:, 1]).all()


def test_noisy_weights_agree_in_distribution(of_weights, read):
    assert_like(of_weights, read("ua_weights_rankstats"), samples=200, weightings=200)


@pytest.mark.parametrize(
    ("name", "samples"), [("ua_vignette_rankstats", 200), ("author_ua_rankstats", 100), ("sa_vignette_rankstats", 200)]
)
def test_choices_and_noisy_weights_agree_in_distribution(of_everything, read, name, samples):
    assert_like(of_everything, read(name), samples=samples, weightings=100)


def test_other_noise_would_be_told_apart(asem, read):
    """The bounds are not so wide that anything passes."""
    less = ix.RelativeNoise(0.25, levels=["level-3", "level-4"])
    with pytest.raises(AssertionError):
        assert_like(
            asem.uncertainty(DRAWS, weights=less, rng=1), read("ua_vignette_rankstats"), samples=200, weightings=100
        )
    with pytest.raises(AssertionError):
        assert_like(
            asem.uncertainty(DRAWS, weights=ix.Simplex(), rng=1),
            read("ua_weights_rankstats"),
            samples=200,
            weightings=200,
        )
