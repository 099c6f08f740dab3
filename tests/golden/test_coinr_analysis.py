"""Audits, trends and comparisons as the R package COINr 1.1.14 computes them.

The hand-made cases are transcribed in ``data/coinr_analysis_*.csv``; its ASEM example is not part of the repository:
those tests are marked as comparisons with outside figures.

Files of ``analysis/`` and ``results/``, columns of them, that are left out, and why:

- ``analysis/cronbach_raw_use.csv`` with ``everything``: items with a blank are dropped from the sums there but not from
  the number of items;
- ``analysis/stats_*``: the flags of availability, zeros and uniqueness have other thresholds than ours, which are
  limits that a user sets; the share of distinct values is our number of them over the number of values;
- ``analysis/remove_lev*_RankDiffs`` and ``_RankAbsDiffs``: differences of the ranks that are compared;
- ``kernels/trends.csv``, the case ``d`` of one point: blank in both;
- ``results/compare_*_scores``: differences of scores on different scales; the scores themselves are compared with the
  whole chain in ``test_coinr_asem.py``;
- ``results/compare_corr_nominal_prank.csv``, the five nodes where equal scores differ there by rounding and are no
  ties: ConEcFin, Political, Instit, Social, SusEcFin;
- ``results/results_*``, ``unit_summary_*``: printed tables of the same scores and ranks.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from test_coinr_asem import AS_IS, framework_from

from intlindex import compare_indices
from intlindex.analyses.dropping import ranks_without_each
from intlindex.kernels.statistics.correlation import KINDS, correlate
from intlindex.kernels.statistics.reliability import cronbach_alpha
from intlindex.kernels.statistics.trend import compound_growth, least_squares
from intlindex.specs import Method
from intlindex.specs.audit_limits import AuditLimits
from makers import apart, framework, index_of, score_files

DATA = Path(__file__).parent / "data"
TOLERANCE = 1e-9
MATRICES = {case: rows.iloc[:, 2:] for case, rows in pd.read_csv(DATA / "coinr_matrices.csv").groupby("case")}
STATS = pd.read_csv(DATA / "coinr_analysis_stats.csv").set_index(["case", "iCode"])
CORRELATIONS = pd.read_csv(DATA / "coinr_analysis_corr.csv").set_index(["case", "method"])
ALPHAS = pd.read_csv(DATA / "coinr_analysis_cronbach.csv").set_index("case")["alpha"]
TRENDS = pd.read_csv(DATA / "coinr_analysis_trends.csv").set_index("case")

OURS = {
    "Min": "minimum",
    "Max": "maximum",
    "Mean": "mean",
    "Median": "median",
    "Std": "standard_deviation",
    "Skew": "skewness",
    "Kurt": "kurtosis",
    "N.Avail": "present",
    "N.Unique": "distinct",
    "Frc.Same": "same",
}


def close(found, expected):
    np.testing.assert_allclose(np.asarray(found, float), np.asarray(expected, float), rtol=TOLERANCE, atol=TOLERANCE)


def close_statistics(found, expected):
    close(found.loc[expected.index, list(OURS.values())], expected[list(OURS)])
    close(1 - found.loc[expected.index, "zeros"], expected["Frc.NonZero"])


# ---------------------------------------------------------------- hand-made cases


@pytest.mark.parametrize("case", MATRICES)
def test_distributions_agree(case):
    made = framework(*MATRICES[case])  # one row is blank altogether
    index = index_of(MATRICES[case], made, Method(indicators=AS_IS, groups={"min_coverage": 0}))
    close_statistics(index.audit().distributions(), STATS.loc[case])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("case", MATRICES)
def test_correlations_in_pairs_agree(case, kind):
    expected = CORRELATIONS.loc[(case, kind)].drop(columns="row")
    close(correlate(MATRICES[case].to_numpy(), kind=kind).coefficients, expected)


@pytest.mark.parametrize("case", MATRICES)
def test_alphas_agree(case):
    close(cronbach_alpha(MATRICES[case].to_numpy()).alpha, ALPHAS[case])


@pytest.mark.parametrize("case", ["a", "b", "c"])
def test_growth_and_relative_trend_agree(case):
    series, times = TRENDS.loc[case].iloc[:5].to_numpy(float), np.arange(2018.0, 2023.0)
    close(compound_growth(series, times), TRENDS.loc[case, "CAGR"])
    line = least_squares(series, times)
    close(100 * line.slope / line.start, TRENDS.loc[case, "prc_change"])


# ---------------------------------------------------------------- the ASEM example


@pytest.fixture(scope="module")
def read(oracle):
    return lambda name: pd.read_csv(oracle / f"{name}.csv", index_col=0, keep_default_na=True)


@pytest.fixture(scope="module")
def meta(read):
    return read("data/asem_iMeta").reset_index()


@pytest.fixture(scope="module")
def index_of_stage(read, meta, tmp_path_factory):
    """Score the values after a step as they are; `turned` takes the directions of the example."""

    def score(name, *, turned=False, more=None):
        table = read(name).rename_axis("unit").reset_index()
        table = table if more is None else table.merge(more, on="unit")
        made = framework_from(meta if turned else meta.assign(Direction=1))
        method = Method(indicators=AS_IS, groups={"blanks": "rescale", "min_coverage": 0})
        return score_files(tmp_path_factory.mktemp("asem"), apart(table), made, method)

    return score


@pytest.fixture(scope="module")
def raw(index_of_stage):
    return index_of_stage("steps/s0_raw").audit()


@pytest.fixture(scope="module")
def normalised(index_of_stage):
    return index_of_stage("steps/s5_normalised")


@pytest.fixture(scope="module")
def audited(normalised):
    """The audit of what is normalised, made once."""
    return normalised.audit()


def long(matrix, expected):
    return [matrix.loc[one, other] for one, other in zip(expected.index, expected["Var2"], strict=True)]


@pytest.mark.oracle
@pytest.mark.parametrize("kind", KINDS)
def test_correlations_of_raw_and_of_normalised_indicators_agree(raw, audited, read, kind):
    for found, name in ((raw, "raw"), (audited, "agg")):
        expected = read(f"analysis/corr_{name}_all_{kind}_p0")
        assert len(expected) == 49 * 49
        close(long(found.correlations(kind), expected), expected["Correlation"])


@pytest.mark.oracle
@pytest.mark.parametrize(("name", "turned"), [("p05", False), ("p05_dir", True)])
def test_what_is_not_significant_agrees(raw, index_of_stage, read, name, turned):
    audit = index_of_stage("steps/s0_raw", turned=True).audit() if turned else raw
    expected = read(f"analysis/corr_raw_all_pearson_{name}")
    pairs = audit.pairs().set_index(["first", "second"])
    both = pd.concat([pairs, pairs.swaplevel()])
    others = expected[expected.index != expected["Var2"]]
    rows = both.loc[list(zip(others.index, others["Var2"], strict=True))]
    close(rows["correlation"].where((rows["p_value"] <= 0.05).to_numpy()), others["Correlation"])
    assert others["Correlation"].isna().sum() > 500


@pytest.mark.oracle
def test_correlations_within_and_between_groups_and_levels_agree(audited, read, meta):
    found = audited.correlations()
    for name in ("grouplev2", "lev1_lev2_parent", "lev2_lev2", "lev3_lev4"):
        expected = read(f"analysis/corr_{name}")
        close(long(found, expected), expected["Correlation"])
    parents = meta.set_index("iCode")["Parent"]
    family = read("analysis/corr_family")
    for place, level in enumerate(("Pillar", "Sub-index", "Index"), start=1):
        rows = family.loc[level]
        above = rows["Var2"]
        for _ in range(place):
            above = above.map(parents)
        assert len(rows) == 49
        close([found.loc[one, group] for one, group in zip(rows["Var2"], above, strict=True)], rows["Correlation"])


@pytest.mark.oracle
@pytest.mark.parametrize(("name", "chosen"), [("high", lambda r: r > 0.75), ("low", lambda r: r < -0.4)])
def test_pairs_that_stand_out_within_a_group_agree(normalised, read, name, chosen):
    audit = normalised.audit(limits=AuditLimits(redundant=0.75))
    pairs = audit.pairs().query("relation == 'siblings'")
    leaves = set(read("steps/s5_normalised").columns)
    pairs = pairs[pairs["first"].isin(leaves) & chosen(pairs["correlation"])]
    expected = read(f"analysis/corr_flags_{name}")
    wanted = {
        (frozenset(names), value)
        for *names, value in expected[["Ind1", "Ind2", "Corr"]].itertuples(index=False, name=None)
    }
    found = zip(pairs["first"], pairs["second"], pairs["correlation"].round(3), strict=True)
    assert {(frozenset([one, other]), value) for one, other, value in found} == wanted
    assert set(pairs["flag"]) == {"redundant" if name == "high" else "negative"}


@pytest.mark.oracle
def test_p_values_agree(audited, read):
    expected = read("analysis/pvals")
    pairs = audited.pairs().set_index(["first", "second"])["p_value"]
    both = pd.concat([pairs, pairs.swaplevel()])
    off = [(one, other) for one in expected.index for other in expected.columns if one != other]
    np.testing.assert_allclose(both[off], [expected.loc[pair] for pair in off], rtol=1e-7)


@pytest.mark.oracle
def test_alphas_of_groups_agree(raw, normalised, audited, read):
    expected = read("analysis/cronbach").reset_index()
    for found, name in ((raw, "Raw"), (audited, "Normalised")):
        rows = expected[(expected["dset"] == name) & (expected["item_level"] == 1)]
        assert len(rows) == 11
        close(found.reliability.loc[rows["group"], "alpha_of_indicators"], rows["alpha"])
    rows = expected[(expected["dset"] == "Aggregated") & (expected["item_level"] == expected["group_level"] - 1)]
    assert len(rows) == 11
    close(audited.reliability.loc[rows["group"], "alpha"], rows["alpha"])
    pillars = normalised.scores[[group.id for group in normalised.framework.groups if group.level == "level-2"]]
    (row,) = expected.query("group == 'Index' and item_level == 2")["alpha"]
    close(cronbach_alpha(pillars.to_numpy()).alpha, row)


@pytest.mark.oracle
def test_alphas_over_complete_rows_agree(read, meta):
    table, expected = read("steps/s0_raw"), read("analysis/cronbach_raw_use")
    rows = expected[expected["use"] == "complete.obs"]
    assert len(rows) == 8
    for group, alpha in zip(rows["group"], rows["alpha"], strict=True):
        items = table[list(meta.loc[meta["Parent"] == group, "iCode"])]
        close(cronbach_alpha(items.dropna().to_numpy()).alpha, alpha)


@pytest.mark.oracle
def test_availability_agrees(raw, read):
    expected = read("analysis/data_avail_bygroup")
    close(raw.availability_by_group.loc[expected.index, expected.columns], expected)
    expected = read("analysis/data_avail_summary")
    found = raw.availability_by_city.loc[expected.index]
    close(found[["missing", "zeros", "availability", "nonzero"]], expected.drop(columns="N_miss_or_zero"))
    close(found["missing"] + found["zeros"], expected["N_miss_or_zero"])


@pytest.mark.oracle
@pytest.mark.parametrize(("stage", "name"), [("steps/s0_raw", "stats_raw"), ("steps/s3_screened", "stats_screened")])
def test_distributions_and_what_is_skewed_agree(index_of_stage, read, stage, name):
    expected = read(f"analysis/{name}")
    audit = index_of_stage(stage).audit()
    close_statistics(audit.distributions(), expected)
    close(audit.availability_by_indicator.loc[expected.index, "availability"], expected["Frc.Avail"])
    found = audit.findings.query("code == 'skewed'")["node"]
    assert set(found) == set(expected.index[expected["Flag.SkewKurt"] == "OUT"])


@pytest.mark.oracle
def test_correlations_with_denominators_agree(index_of_stage, read):
    sizes = ["Area", "Energy", "GDP", "Population"]
    more = read("data/asem_iData").reset_index().rename(columns={"uCode": "unit"})[["unit", *sizes]]
    index = index_of_stage("steps/s0_raw", more=more)
    found = index.audit().outside
    leaves = {node.id for node in index.framework.indicators}
    found = found[found["node"].isin(leaves) & (found["pearson"].abs() > 0.5)].set_index(["node", "outside"])["pearson"]
    expected = read("analysis/denom_corr").set_index("Denom", append=True)["Corr"]
    assert set(found.index) == set(expected.index)
    np.testing.assert_allclose(found[expected.index], expected, atol=1e-11)


@pytest.mark.oracle
def test_effects_of_leaving_out_each_node_agree(normalised, audited, read):
    found, refused = ranks_without_each(normalised)
    ranks = pd.DataFrame({node: each.after for node, each in found.items()}, index=normalised.cities)
    effects = audited.dropping
    assert refused == {}
    for level in (1, 2, 3):
        expected = read(f"analysis/remove_lev{level}_Ranks").drop(columns="Nominal")
        close(ranks.loc[expected.index, expected.columns], expected)
        means = read(f"analysis/remove_lev{level}_mean")["MeanAbsDiff"].drop("Nominal")
        close(effects.loc[means.index, "mean_shift"], means)
    for node in ("Goods", "Physical", "Conn"):
        level = {"Goods": 1, "Physical": 2, "Conn": 3}[node]
        expected = read(f"analysis/remove_lev{level}_Scores")[node]
        close(normalised.drop(node).scores.loc[expected.index, "Index"], expected)


@pytest.mark.oracle
@pytest.mark.parametrize("level", [1, 2, 3])
def test_variance_explained_by_components_agrees(audited, read, level):
    expected = read(f"weights/pca_level{level}_variance").set_index("pc", append=True)
    found = audited.components.set_index(["group", "component"]).loc[expected.index]
    close(np.sqrt(found["eigenvalue"]), expected["sdev"])
    close(found["explained"], expected["prop_var"])


# ---------------------------------------------------------------- indices side by side


@pytest.fixture(scope="module")
def variants(index_of_stage, read, meta, tmp_path_factory):
    """Take the four variants as they were scored there, and rank and compare them here."""

    def scored(name, without=()):
        table = read(f"results/{name}") if name != "s6" else read("steps/s6_aggregated")
        made = (
            framework_from(meta.assign(Direction=1)).drop(without)
            if without
            else framework_from(meta.assign(Direction=1))
        )
        leaves = table[[node.id for node in made.indicators]].rename_axis("unit").reset_index()
        method = Method(indicators=AS_IS, groups={"blanks": "rescale", "min_coverage": 0})
        return score_files(tmp_path_factory.mktemp("variant"), leaves, made, method)

    return {
        "Nominal": scored("s6"),
        "Prank": scored("agg_prank"),
        "NoLPIFor": scored("agg_drop_LPI_Forest", without=["LPI", "Forest"]),
        "Screen90": scored("agg_screen90_noimpute"),
    }


@pytest.mark.oracle
def test_ranks_of_several_indices_side_by_side_agree(variants, read):
    found = compare_indices(variants)
    expected = read("results/compare_multi_Values")
    close(found.ranks.loc[expected.index, expected.columns], expected)
    others = list(expected.columns[1:])
    close(-found.shifts.loc[expected.index, others], expected[others].sub(expected["Nominal"], axis=0))
    ours = found.shifts.loc[expected.index, others]  # places gained: the other sign
    close(-ours, read("results/compare_multi_Diffs")[others].loc[expected.index])
    close(ours.abs(), read("results/compare_multi_AbsDiffs")[others].loc[expected.index])


@pytest.mark.oracle
@pytest.mark.parametrize(("other", "name"), [("Prank", "nominal_prank"), ("Screen90", "nominal_screen90")])
def test_ranks_of_two_indices_side_by_side_agree(variants, read, other, name):
    found = compare_indices({key: variants[key] for key in ("Nominal", other)})
    expected = read(f"results/compare_{name}_ranks")
    close(found.ranks.loc[expected.index], expected[["coin.1", "coin.2"]])
    close(found.shifts.loc[expected.index, other], expected["Diff"])


@pytest.mark.oracle
def test_rank_correlations_node_by_node_agree_but_for_what_ties_get(variants, read):
    nominal, other = variants["Nominal"], variants["Prank"]
    found = compare_indices({"Nominal": nominal, "Prank": other}).by_node["Prank"]
    expected = read("results/compare_corr_nominal_prank")["Correlation"]
    tied = other.ranks[expected.index].apply(lambda ranks: ranks.duplicated().any())
    assert list(tied.index[~tied]) == ["Conn", "Index"]
    close(found[expected.index][~tied], expected[~tied])
    # Theirs is Pearson's correlation of ranks in which all of a tie get the best place; ours gives them the mean.
    kept = ["Physical", "P2P", "Environ", "Sust"]
    theirs = [nominal.ranks[node].astype(float).corr(other.ranks[node].astype(float)) for node in kept]
    close(theirs, expected[kept])
    assert (found[kept] - expected[kept]).abs().between(1e-5, 1e-2).all()
