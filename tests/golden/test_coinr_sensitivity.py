"""Leaving out indicators and groups against COINr's `remove_elements`, which gives each the weight zero in turn."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from test_coinr_asem import CHAIN, framework_from

from makers import score_files

pytestmark = pytest.mark.oracle


@pytest.fixture(scope="module")
def asem(oracle, tmp_path_factory):
    def read(name):
        return pd.read_csv(oracle / "data" / f"{name}.csv", index_col=0)

    meta = read("asem_iMeta").reset_index()
    data = read("asem_iData").reset_index().rename(columns={"uCode": "unit", "uName": "label"})
    return score_files(tmp_path_factory.mktemp("asem"), data, framework_from(meta, denominators=True), CHAIN)


@pytest.mark.parametrize(("what", "levels"), [("indicator", [1]), ("group", [2, 3])])
def test_leaving_out_moves_whom_it_moves_there(asem, oracle, what, levels):
    found = asem.leave_one_out(what)
    assert found.attrs["findings"] == ()
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
