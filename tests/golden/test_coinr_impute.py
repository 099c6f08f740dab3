"""Imputation against outside figures: the R package COINr 1.1.14, on hand-made vectors and on its ASEM example.

`data/coinr_impute_kernels.csv` holds every figure of its four kernels (`i_mean`, `i_median`, `i_mean_grp`,
`i_median_grp`) on hand-made vectors, units in the rows, `groups` one letter a unit and "-" for none; what R gives
as NaN (the mean of a group without a value) is blank like NA. The ASEM files are not part of the repository.

Of the ASEM files these are left out:

- `imp_row_i_mean_all`, `imp_row_i_mean_lev2`, `imp_row_i_mean_lev3`, `imp_row_i_median_lev2` (and their `_cells`):
  they fill a unit's blank from its own other indicators after normalising, which is no matter of one column and
  no kernel here; it is what a group's rule for blanks does.
- `imp_i_EM_lev2` (and `_cells`): one random draw by Amelia, so it is compared as a draw, not as a figure.

Of `panel_latest_max1_DataT` only the order of the rows is COINr's fault; it is compared row by name.
Of `kernels/kernel_errors`, the refusals of `skip_f_na=FALSE` have no counterpart: a unit without a group is no error.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from intlindex.kernels import impute

FIGURES = pd.read_csv(Path(__file__).parent / "data" / "coinr_impute_kernels.csv", keep_default_na=False)
FITS = {
    "i_mean": impute.fit_mean,
    "i_mean_grp": impute.fit_mean,
    "i_median": impute.fit_median,
    "i_median_grp": impute.fit_median,
}
CALLS = {"-".join(filter(None, key)): rows for key, rows in FIGURES.groupby(["case", "function", "groups"])}
SAME = {"rtol": 1e-9, "atol": 0}

oracle_only = pytest.mark.oracle


def numbers(column):
    return pd.to_numeric(column.replace("", np.nan)).to_numpy(np.float64)


@pytest.mark.parametrize("rows", CALLS.values(), ids=CALLS)
def test_a_kernel_gives_the_figures_of_coinr(rows):
    assert list(rows["unit"]) == list(range(1, len(rows) + 1))
    sample, letters = numbers(rows["x"])[:, None], rows["groups"].iloc[0]
    groups = np.array([None if letter == "-" else letter for letter in letters], dtype=object) if letters else None
    fit = FITS[rows["function"].iloc[0]](sample, targets=(0,), groups=groups)
    np.testing.assert_allclose(fit.apply(sample, groups=groups)[:, 0], numbers(rows["y"]), **SAME)


def test_every_figure_of_coinr_is_compared():
    assert sum(map(len, CALLS.values())) == len(FIGURES) == 968
    assert np.isnan(numbers(FIGURES["x"])).sum() > 100


@oracle_only
def test_the_figures_were_copied_right(oracle):
    theirs = pd.read_csv(oracle / "kernels" / "impute.csv", keep_default_na=False, dtype=str)
    ours = FIGURES.astype(str)
    assert list(theirs["case"]) == list(ours["case"])
    assert list(theirs["fn"]) == list(ours["function"])
    assert list(theirs["params"].str.removeprefix("f=")) == list(ours["groups"])
    assert list(theirs["i"]) == list(ours["unit"])
    for column in "xy":
        np.testing.assert_array_equal(numbers(ours[column]), numbers(theirs[column].replace("NaN", "")))


@pytest.fixture(scope="module")
def asem(oracle):
    return pd.read_csv(oracle / "steps" / "s0_raw.csv", index_col="uCode").astype(np.float64)


def labels(oracle, column):
    return pd.read_csv(oracle / "data" / "coin_meta_unit.csv", index_col="uCode", keep_default_na=False)[column]


def assert_filled_as(oracle, name, asem, filled):
    """Compare with the whole data set, and with the list of the cells that were blank."""
    whole = pd.read_csv(oracle / "impute" / f"imp_{name}.csv", index_col="uCode")
    np.testing.assert_allclose(filled.loc[whole.index, whole.columns], whole, **SAME)
    cells = pd.read_csv(oracle / "impute" / f"imp_{name}_cells.csv")
    assert len(cells) == asem.isna().sum().sum()
    theirs = cells.set_index(["uCode", "iCode"])["value"]
    ours = [filled.loc[unit, indicator] for unit, indicator in theirs.index]
    np.testing.assert_allclose(ours, theirs, **SAME)
    assert all(np.isnan(asem.loc[unit, indicator]) for unit, indicator in theirs.index)


@oracle_only
@pytest.mark.parametrize("function", ["i_mean", "i_median"])
@pytest.mark.parametrize("by", [None, "EurAsia_group", "GDP_group", "GDPpc_group", "Pop_group"])
def test_the_asem_data_are_filled_as_by_coinr(oracle, asem, function, by):
    groups = None if by is None else labels(oracle, by).loc[asem.index].to_numpy(dtype=object)
    sample = asem.to_numpy()
    fit = FITS[function](sample, targets=tuple(range(sample.shape[1])), groups=groups)
    filled = pd.DataFrame(fit.apply(sample, groups=groups), index=asem.index, columns=asem.columns)
    assert_filled_as(oracle, function if by is None else f"{function}_grp_{by}", asem, filled)


@oracle_only
def test_as_many_cells_are_filled_as_coinr_counts(oracle, asem):
    counts = pd.read_csv(oracle / "impute" / "raw_na_counts.csv", index_col="iCode")["n_na"]
    blank = asem.isna().sum()
    assert blank[blank > 0].to_dict() == counts.to_dict()


@oracle_only
def test_the_random_draws_of_amelia_lie_around_our_expectations(oracle, asem):
    """Each draw, taken from its expectation and divided by its standard deviation, is standard normal.

    Draws of one unit are correlated and whitened first. COINr fills each pillar for itself (group level 2).
    """
    drawn = pd.read_csv(oracle / "impute" / "imp_i_EM_lev2.csv", index_col="uCode").loc[asem.index]
    pillars = pd.read_csv(oracle / "data" / "coin_lineage.csv").groupby("Pillar")["Indicator"]
    whitened = []
    for _, names in pillars:
        columns = list(names)
        sample, theirs = asem[columns].to_numpy(), drawn[columns].to_numpy()
        fit = impute.fit_expectation_maximisation(sample, targets=tuple(range(len(columns))))
        assert fit.converged
        expected = fit.apply(sample)
        for row in np.flatnonzero(np.isnan(sample).any(axis=1)):
            m, o = np.flatnonzero(np.isnan(sample[row])), np.flatnonzero(~np.isnan(sample[row]))
            s = fit.covariance
            left = s[np.ix_(m, m)] - s[np.ix_(m, o)] @ np.linalg.solve(s[np.ix_(o, o)], s[np.ix_(o, m)])
            whitened.extend(np.linalg.solve(np.linalg.cholesky(left), (theirs - expected)[row, m]))
    assert len(whitened) == asem.isna().sum().sum() == 63
    assert np.abs(whitened).max() < 4
    low, high = stats.chi2.ppf([0.001, 0.999], len(whitened))
    assert low < np.square(whitened).sum() < high
    assert abs(np.mean(whitened)) < 3 / np.sqrt(len(whitened))


def panel(path):
    """Read units x years as an array ``(times, units, indicators)``, whatever the order of the rows."""
    table = pd.read_csv(path).set_index(["Time", "uCode"]).sort_index()
    return table.to_numpy(np.float64).reshape(5, 5, -1)


@oracle_only
@pytest.mark.parametrize(("name", "max_age"), [("panel_latest", None), ("panel_latest_max1", 1)])
def test_the_latest_value_of_a_panel_is_that_of_coinr(oracle, name, max_age):
    filled, _ = impute.last_observation(panel(oracle / "impute" / "panel_in.csv"), max_age=max_age)
    np.testing.assert_allclose(filled, panel(oracle / "impute" / f"{name}.csv"), **SAME)


@oracle_only
def test_the_age_of_each_value_of_a_panel_is_that_of_coinr(oracle):
    _, age = impute.last_observation(panel(oracle / "impute" / "panel_in.csv"), max_age=1)
    years = panel(oracle / "impute" / "panel_latest_max1_DataT.csv")
    np.testing.assert_array_equal(np.arange(2018, 2023)[:, None, None] - age, years)


@oracle_only
def test_a_panel_held_constant_in_time_is_that_of_coinr(oracle):
    filled = impute.constant_in_time(panel(oracle / "impute" / "panel_in.csv"))
    np.testing.assert_allclose(filled, panel(oracle / "impute" / "panel_constant.csv"), **SAME)


@oracle_only
@pytest.mark.parametrize(("name", "indicators"), [("panel_linear", 2), ("panel_linear_constant", 3)])
def test_a_panel_on_straight_lines_is_that_of_coinr(oracle, name, indicators):
    filled = impute.linear_in_time(panel(oracle / "impute" / "panel_in.csv"))[..., :indicators]
    np.testing.assert_allclose(filled, panel(oracle / "impute" / f"{name}.csv"), **SAME)
