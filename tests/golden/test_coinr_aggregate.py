"""Power means, outranking and Copeland scores against COINr 1.1.14.

The hand-made cases are in ``data/coinr_aggregate_*.csv``: one line for each call, one column for each of the eight
units, ``-`` where a figure is left out. Their values and weights are in ``data/coinr_matrices.csv`` and
``data/coinr_weights.csv``; arithmetic, geometric and harmonic means of positive values are in
``data/coinr_aggregate.csv`` and tested elsewhere. Left out are

- weights that are negative or all zero, which are no shares;
- the generalised mean of a unit with a blank, which is blank there: `a_genmean` does not skip blanks, ours does;
- Copeland scores and outranking with blanks, which depend there on the order of the units;
- means but the arithmetic of a unit with a negative value, errors or meaningless there, undefined here;
- thresholds of availability under unequal weights: a share of the number of children there, of weight here.

The larger ASEM example, 51 countries by 49 indicators, is not part of the repository; see `test_coinr_asem.py`. Of
the files in its folder ``aggregate`` left out are

- ``normna_outrank_all``, ``normna_copeland_*``, ``normna_dominance``: outranking with blanks, as above;
- the column ``all_eq`` of ``norm1_100_copeland_direct`` as it stands: there rounding decides exact ties. Compared is
  what it would be without;
- in ``normna_*_genmean_*`` the cells that are blank because something below them is;
- ``*_a_amean*``, ``*_a_gmean*``, ``*_a_hmean*``, ``*_mixed_*``: tested through the pipeline.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from intlindex.kernels.aggregate import basic_means
from intlindex.kernels.aggregate.means import power_mean
from intlindex.kernels.aggregate.outranking import copeland, outranking

DATA = Path(__file__).parent / "data"
TOLERANCE = 1e-9

UNITS = [f"u{number}" for number in range(1, 9)]
MATRICES = pd.read_csv(DATA / "coinr_matrices.csv").set_index(["case", "row"])
WEIGHTS = pd.read_csv(DATA / "coinr_weights.csv").set_index("weights")
OUTRANKING = pd.read_csv(DATA / "coinr_aggregate_outranking.csv").set_index(["case", "weights", "row"])
SCORES = pd.read_csv(DATA / "coinr_aggregate_scores.csv", dtype=dict.fromkeys(UNITS, str), keep_default_na=False)


def values_of(case):
    return MATRICES.loc[case].to_numpy(float)


def shares_of(weights):
    return basic_means.shares(WEIGHTS.loc[weights].to_numpy(float))


def score(function, params, values, shares):
    """Call the kernel that a function of the package stands for."""
    match function:
        case "a_gmean":
            return basic_means.geometric_mean(values, shares)
        case "a_hmean":
            return basic_means.harmonic_mean(values, shares)
        case "a_genmean":
            return power_mean(values, shares, exponent=float(params.removeprefix("p=")))
        case "a_copeland":
            return copeland(values, shares)
    raise AssertionError(function)


@pytest.mark.parametrize(
    "call", [pytest.param(call, id="-".join([*call[1:5]]).strip("-")) for call in SCORES.itertuples(name=None)]
)
def test_scores_agree(call):
    _, case, weights, function, params, *expected = call
    compared = np.array(expected) != "-"
    values = values_of(case)
    if function != "a_copeland":
        values = values[compared]
    found = score(function, params, values, shares_of(weights))
    np.testing.assert_allclose(found, np.array(expected)[compared].astype(float), rtol=TOLERANCE)


@pytest.mark.parametrize(("case", "weights"), OUTRANKING.index.droplevel("row").unique())
def test_outranking_agrees(case, weights):
    found = outranking(values_of(case), shares_of(weights))
    np.fill_diagonal(found, 0.0)  # where ours has the tie of a unit with itself
    expected = OUTRANKING.loc[case, weights][UNITS]
    np.testing.assert_allclose(found, expected, rtol=TOLERANCE, atol=1e-15)


@pytest.mark.parametrize("exponent", [2, 3, 0.5, -1, -2])
@pytest.mark.parametrize("weights", WEIGHTS.index)
def test_a_power_mean_skips_blanks_unlike_theirs(exponent, weights):
    values, shares = values_of("na"), shares_of(weights)
    found = power_mean(values, shares, exponent=exponent, skip_blanks=True)
    for row, mean in zip(values, found, strict=True):
        present = ~np.isnan(row) & (shares > 0)
        part = shares[present] / shares[present].sum() if present.any() else np.array([np.nan])
        expected = np.sum(part * row[present] ** exponent) ** (1 / exponent) if present.any() else np.nan
        assert mean == pytest.approx(expected, rel=TOLERANCE, nan_ok=True)


@pytest.mark.parametrize("weights", WEIGHTS.index)
def test_with_blanks_the_order_of_the_units_does_not_matter_unlike_theirs(weights):
    values, shares = values_of("na"), shares_of(weights)
    matrix, scores = outranking(values, shares), copeland(values, shares, skip_blanks=True)
    for shift in range(1, 8):
        order = np.roll(np.arange(8)[::-1], shift)
        np.testing.assert_array_equal(outranking(values[order], shares), matrix[np.ix_(order, order)])
        np.testing.assert_array_equal(copeland(values[order], shares, skip_blanks=True), scores[order])


# The ASEM example


@pytest.fixture(scope="module")
def read(oracle):
    return lambda name: pd.read_csv(oracle / f"{name}.csv", index_col=0)


@pytest.fixture(scope="module")
def lineage(read):
    return read("data/coin_lineage").reset_index()


def weights_in(read, name):
    return read(name)["Weight"]


def climb(table, lineage, weights, kernel):
    """Merge level by level, every group with one kernel of values and shares."""
    table = table.copy()
    for below, above in zip(lineage.columns, lineage.columns[1:], strict=False):
        for group, members in lineage.groupby(above)[below].unique().items():
            shares = basic_means.shares(weights[members].to_numpy(float))
            table[group] = kernel(table[list(members)].to_numpy(float), shares)
    return table


def agree(found, expected):
    np.testing.assert_allclose(found.loc[expected.index, expected.columns], expected, rtol=TOLERANCE, atol=TOLERANCE)


@pytest.mark.oracle
@pytest.mark.parametrize(
    ("name", "exponent", "weights"),
    [
        ("p2", 2.0, "data/coin_weights_original"),
        ("p3", 3.0, "data/coin_weights_original"),
        ("p0.5", 0.5, "data/coin_weights_original"),
        ("pm0.5", -0.5, "data/coin_weights_original"),
        ("pm2", -2.0, "data/coin_weights_original"),
        ("p2_randw", 2.0, "aggregate/weights_random"),
    ],
)
def test_power_means_agree_at_every_node(read, lineage, name, exponent, weights):
    def kernel(values, shares):
        return power_mean(values, shares, exponent=exponent)

    given = weights_in(read, weights)
    found = climb(read("aggregate/norm1_100_input"), lineage, given, kernel)
    expected = read(f"aggregate/norm1_100_a_genmean_{name}")
    assert expected.shape == (51, 11)
    agree(found, expected)
    with_blanks = climb(read("aggregate/normna_input"), lineage, given, kernel)
    expected = read(f"aggregate/normna_a_genmean_{name}")
    assert expected.notna().to_numpy().sum() > 200
    agree(with_blanks[expected.columns].where(expected.notna()), expected)


@pytest.mark.oracle
def test_outranking_of_51_countries_agrees(read):
    table = read("aggregate/norm1_100_input")
    found = outranking(table.to_numpy(float), np.full(49, 1 / 49))
    np.fill_diagonal(found, 0.0)
    agree(pd.DataFrame(found, table.index, table.index), read("aggregate/norm1_100_outrank_all"))


@pytest.mark.oracle
def test_as_many_pairs_are_dominated(read, lineage):
    table, expected = read("aggregate/norm1_100_input"), read("aggregate/norm1_100_dominance")
    groups = {**lineage.groupby("Pillar")["Indicator"].agg(list), "ALL": list(lineage["Indicator"])}
    for group, row in expected.iterrows():
        count = len(groups[group])
        found = outranking(table[groups[group]].to_numpy(float), np.full(count, 1 / count))
        assert (found > 1 - 1e-12).sum() == row["nDominant"]


@pytest.mark.oracle
def test_copeland_scores_of_51_countries_agree(read, lineage):
    table, expected = read("aggregate/norm1_100_input"), read("aggregate/norm1_100_copeland_direct")
    weights = weights_in(read, "aggregate/weights_random")
    groups = {**lineage.groupby("Pillar")["Indicator"].agg(list), "all": list(table.columns)}
    for group, members in groups.items():
        values = table[members].to_numpy(float)
        even = copeland(values, np.full(len(members), 1 / len(members)))
        uneven = copeland(values, basic_means.shares(weights[members].to_numpy(float)))
        np.testing.assert_array_equal(uneven, expected[f"{group}_randw"])
        if group != "all":
            np.testing.assert_array_equal(even, expected[f"{group}_eq"])


@pytest.mark.oracle
def test_exact_ties_are_kept_where_theirs_are_lost_to_rounding(read):
    values = read("aggregate/norm1_100_input").to_numpy(float)
    theirs = read("aggregate/norm1_100_copeland_direct")["all_eq"].to_numpy()
    above, below = values[:, None] > values, values[:, None] < values
    won = above.sum(axis=-1) - below.sum(axis=-1)  # in whole numbers: nothing to round
    exact = np.sign(won).sum(axis=-1)
    np.testing.assert_array_equal(copeland(values, np.full(49, 1 / 49)), exact)
    assert np.count_nonzero(theirs != exact) == 10
    ties = np.count_nonzero(won == 0, axis=-1) - 1
    assert (np.abs(theirs - exact) <= ties).all()


@pytest.mark.oracle
def test_copeland_scores_of_copeland_scores_agree(read, lineage):
    table, weights = read("aggregate/norm1_100_input"), weights_in(read, "data/coin_weights_original")
    agree(climb(table, lineage, weights, copeland), read("aggregate/norm1_100_copeland_wrapper_all"))


@pytest.mark.oracle
def test_copeland_scores_of_means_agree(read, lineage):
    table, weights = read("aggregate/norm1_100_input"), weights_in(read, "data/coin_weights_original")
    means = climb(table, lineage, weights, basic_means.arithmetic_mean)
    found = means.assign(Index=copeland(means[["Conn", "Sust"]].to_numpy(float), np.full(2, 0.5)))
    agree(found, read("aggregate/norm1_100_copeland_wrapper_top"))
