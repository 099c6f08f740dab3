"""The kernels against COINr 1.1.14 on small hand-made cases; see README.md beside this file."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from intlindex.kernels.aggregate import basic_means
from intlindex.kernels.normalise import linear, rank_based
from intlindex.kernels.rank import rank_descending
from makers import as_is, index_of

DATA = Path(__file__).parent / "data"
TOLERANCE = 1e-9
MEANS = {
    "a_amean": basic_means.arithmetic_mean,
    "a_gmean": basic_means.geometric_mean,
    "a_hmean": basic_means.harmonic_mean,
}


def read(name):
    missing = {"x": ["", "NaN"], "y": ["", "NaN"]}
    return pd.read_csv(DATA / f"coinr_{name}.csv", keep_default_na=False, na_values=missing, dtype={"params": str})


def groups_of(name, *keys):
    """Split a file into its calls: a readable name, and the rows."""
    return [
        pytest.param(*key, rows, id="-".join(str(part) for part in key))
        for key, rows in read(name).groupby(list(keys), sort=False)
    ]


MATRICES = pd.read_csv(DATA / "coinr_matrices.csv").set_index(["case", "row"])
WEIGHTS = pd.read_csv(DATA / "coinr_weights.csv").set_index("weights")


def numbers_in(text):
    return [float(number) for number in re.findall(r"(?<![a-z\d.])-?\d[\d.]*", text)]


def normalised(function, params, values):
    """Call the kernel that a call of the package stands for."""
    present = np.count_nonzero(~np.isnan(values))
    match function:
        case "n_minmax":
            low, high = numbers_in(params)
            return linear.fit_min_max(values, low=low, high=high).apply(values)
        case "Normalise":
            directed = linear.direct(values, np.array(numbers_in(params.removeprefix("f_n=n_minmax"))))
            return linear.fit_min_max(directed, low=0.0, high=100.0).apply(directed)
        case "n_zscore":
            mean, spread = numbers_in(params)
            return linear.fit_z_score(values, mean=mean, spread=spread).apply(values)
        case "n_prank":
            ties = params.removeprefix("ties.method=")
            return rank_based.fit_rank(values, low=0.0, high=1.0, ties=ties).apply(values)
        case "n_rank":
            ties = params.removeprefix("ties.method=")
            return rank_based.fit_rank(values, low=1.0, high=float(present), ties=ties).apply(values)
        case "n_goalposts":
            lower, upper, scale, direction = numbers_in(params)
            posts = np.sort(np.array([lower, upper]) * direction)
            fit = linear.fit_goalposts(posts[:1], posts[1:], low=0.0, high=scale, clip=params.endswith("TRUE"))
            return fit.apply(values * direction)
    raise AssertionError(function)


@pytest.mark.parametrize(("case", "function", "params", "rows"), groups_of("normalise", "case", "fn", "params"))
def test_normalisation_agrees(case, function, params, rows):
    values = rows["x"].to_numpy(float)[:, None]
    found = normalised(function, params, values)[:, 0]
    np.testing.assert_allclose(found, rows["y"], rtol=TOLERANCE, atol=TOLERANCE)


@pytest.mark.parametrize(
    ("case", "weights", "function", "rows"),
    [param for param in groups_of("aggregate", "case", "weights", "fn") if param.values[2] in MEANS],
)
def test_means_agree(case, weights, function, rows):
    shares = basic_means.shares(WEIGHTS.loc[weights].to_numpy(float))
    values = MATRICES.loc[case].loc[rows["row"]].to_numpy(float)
    found = MEANS[function](values, shares, skip_blanks=True)
    np.testing.assert_allclose(found, rows["y"], rtol=TOLERANCE, atol=TOLERANCE)


@pytest.mark.parametrize("blanks", ["siblings", "rescale"])
@pytest.mark.parametrize(
    ("case", "params", "rows"),
    [
        pytest.param(param.values[0], param.values[2], param.values[3], id=param.id)
        for param in groups_of("aggregate", "case", "fn", "params")
        if param.values[1] == "Aggregate(a_amean)"
    ],
)
def test_thresholds_of_availability_agree(blanks, case, params, rows):
    made, method = as_is("c1", "c2", "c3", "c4", blanks=blanks, min_coverage=numbers_in(params)[0])
    index = index_of(MATRICES.loc[case].loc[rows["row"]], made, method)
    np.testing.assert_allclose(index.scores["index"], rows["y"], rtol=TOLERANCE, atol=TOLERANCE)


@pytest.mark.parametrize("case", MATRICES.index.unique("case"))
def test_ranks_agree(case):
    expected = pd.read_csv(DATA / "coinr_ranks.csv").set_index(["case", "row"]).loc[case]
    found = rank_descending(MATRICES.loc[case].to_numpy(float).T, ties="min").T
    np.testing.assert_array_equal(found, expected)
