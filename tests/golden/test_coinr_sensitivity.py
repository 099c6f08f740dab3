"""Leaving out elements against COINr's `remove_elements`, which gives each weight zero in turn; Sobol indices."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from test_coinr_asem import CHAIN, framework_from

import intlindex as ix
from makers import score_files

pytestmark = pytest.mark.oracle


@pytest.fixture(scope="module")
def asem(oracle, tmp_path_factory):
    def read(name):
        return pd.read_csv(oracle / "data" / f"{name}.csv", index_col=0)

    meta = read("asem_iMeta").reset_index()
    data = read("asem_iData").reset_index().rename(columns={"uCode": "city", "uName": "label"})
    return score_files(tmp_path_factory.mktemp("asem"), data, framework_from(meta, denominators=True), CHAIN)


@pytest.mark.parametrize(("what", "levels"), [("indicator", [1]), ("group", [2, 3])])
def test_leaving_out_moves_whom_it_moves_there(asem, oracle, what, levels):
    asked = asem.leave_one_out(what)
    assert asked.findings.empty
    found = asked.shifts
    for level in levels:
        expected = pd.read_csv(oracle / "analysis" / f"remove_lev{level}_RankDiffs.csv", index_col=0)
        expected = expected.drop(columns="Nominal")
        pd.testing.assert_frame_equal(
            found.loc[expected.index, expected.columns].astype("int64"), expected.astype("int64"), check_names=False
        )
        means = pd.read_csv(oracle / "analysis" / f"remove_lev{level}_mean.csv", index_col=0).iloc[:, 0]
        np.testing.assert_allclose(found[expected.columns].abs().mean(), means[expected.columns], rtol=1e-12)


def test_a_weight_of_zero_is_a_scenario_of_the_same_effect(asem, oracle):
    expected = pd.read_csv(oracle / "analysis" / "remove_lev2_RankDiffs.csv", index_col=0).drop(columns="Nominal")
    found = asem.scenarios({name: {name: 0} for name in expected})
    pd.testing.assert_frame_equal(
        found.shifts.loc[expected.index].astype("int64"), expected.astype("int64"), check_names=False
    )


# ---------------------------------------------------------------- Sobol indices of choices and weights


def test_sobol_indices_agree_with_those_of_the_vignette_in_distribution(asem, oracle):
    """The sensitivity analysis of COINr's vignette: winsorised points, normalisation, weights, aggregation.

    It draws one of 100 weightings, made with 25% noise on the weights of levels 2 and 3, as one factor; ours draws the
    noise of each group, so that single indices of weights are not comparable, and those of the others are: they lie in
    what the 90% bootstrap intervals of their two runs of 100 samples span.
    """
    found = asem.sensitivity(
        choices={
            "treat": [{"kind": "winsorise", "max_points": points} for points in (1, 2, 3, 4, 5)],
            "normalise": [
                {"kind": "min_max", "low": 1, "high": 100},
                {"kind": "z_score", "mean": 10, "standard_deviation": 2},
            ],
            "aggregate": ["arithmetic", "geometric"],
        },
        weights=ix.RelativeNoise(0.25, levels=["level-3", "level-4"]),  # of the groups whose children have that noise
        samples=1024,
        bootstraps=0,
        rng=1,
    )
    assert not found.findings["code"].isin(["draws-undefined", "alternative-undefined"]).any()
    files = [oracle / "sensitivity" / f"{name}_indices.csv" for name in ("sa_vignette", "author_sa")]
    theirs = pd.concat([pd.read_csv(file, index_col="Variable") for file in files])
    assert len(theirs) == 8
    low, high = theirs.groupby(level=0).min(), theirs.groupby(level=0).max()
    for ours, name in (("treat", "Winmax"), ("normalise", "Normalisation"), ("aggregate", "Aggregation")):
        total, first = found.indices.loc[ours, "total"], found.indices.loc[ours, "first"]
        assert low.loc[name, "STi_q5"] <= total <= high.loc[name, "STi_q95"], name
        assert low.loc[name, "Si_q5"] <= first <= high.loc[name, "Si_q95"], name
    weights = found.indices.filter(like="weights of", axis=0)
    assert weights["total"].max() <= high.loc["Weights", "STi_q95"]  # a part has no larger an index than the whole
    assert weights["total"].sum() >= low.loc["Weights", "STi_q5"]  # nor the whole than its parts together
