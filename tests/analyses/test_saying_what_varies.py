"""What is misspelt is refused, what is left out is what the names imply, and what varied is told by kind."""

import pytest

import intlindex as ix
import makers


@pytest.fixture(scope="module")
def index():
    return ix.load("example")


def test_a_misspelt_preset_is_refused_and_not_left_out_of_the_alternatives(index):
    with pytest.raises(ix.RequestError, match=r"choices\.method\[1\]: no method 'geometrik'.*'geometric'"):
        index.uncertainty(100, choices={"method": ["default", "geometrik"]}, rng=1)


def test_a_misspelt_preset_is_said_together_with_what_else_is_wrong(index):
    with pytest.raises(ix.RequestError) as refused:
        index.uncertainty(100, choices={"method": ["geometrik"]}, weights=ix.Simplex(groups=["indx"]), noise=-1)
    assert [problem.where for problem in refused.value.problems] == ["choices.method[0]", "groups.indx", "noise"]


def test_limits_of_single_shares_vary_only_their_group(index):
    found = index.uncertainty(100, weights=ix.Bounds(shares={"influence": (0.3, 0.5)}), rng=1)
    assert found.central_weights.columns.to_list() == ["attractiveness", "influence", "connectivity"]


def test_limits_of_single_shares_vary_other_groups_that_are_named(index):
    spec = ix.Bounds(shares={"influence": (0.3, 0.5)}, groups=["index", "influence"])
    found = index.uncertainty(100, weights=spec, rng=1)
    children = [node.id for node in index.framework.children("influence")]
    assert found.central_weights.columns.to_list() == ["attractiveness", "influence", "connectivity", *children]


def test_limits_within_a_part_of_nominal_vary_every_group(index):
    found = index.uncertainty(100, weights=ix.Bounds(within=0.25, shares={"influence": (0.3, 0.5)}), rng=1)
    assert len(found.central_weights.columns) > 25


def test_a_chain_of_one_is_refused_once_and_in_words():
    with pytest.raises(ix.DefinitionError) as refused:
        ix.Ordered(["influence"])
    assert [problem.message for problem in refused.value.problems] == ["must hold at least 2, found ('influence',)"]


def test_a_column_of_errors_that_no_column_can_be_is_refused_in_words(index):
    with pytest.raises(ix.RequestError, match="has no column 'error'; it has none besides its indicators"):
        index.uncertainty(100, noise={"gdp": ix.Noise(column="error")})


def test_a_city_that_never_has_a_rank_has_blanks_and_no_spread_of_zero():
    data = makers.table({"a": [1.0, 2.0, float("nan")], "b": [2.0, 1.0, float("nan")], "c": [0.0, 1.0, 2.0]})
    heavy = makers.framework("a", "b", makers.indicator("c", weight=0.1))
    found = ix.score(data, heavy, ix.Method()).uncertainty(100, rng=1)
    assert found.ranks.loc["C"].isna().all()
    assert found.standard_errors.isna().loc["C", "mean_rank"]


def test_what_varied_is_told_by_kind_and_names_the_alternatives(index):
    found = index.uncertainty(
        100, choices={"normalise": ["z_score", "min_max"]}, weights=ix.Simplex(groups=["index"]), noise=0.1, rng=1
    )
    (line,) = [line for line in found.shown.lines if line.startswith("Varied: ")]
    assert line == (
        "Varied: choice of normalise (z_score, min_max); weights of index; noise of pm25, safety, health and 22 more."
    )


@pytest.mark.parametrize("asked", [{"noise": 0}, {"noise": {"gdp": 0.0}}])
def test_that_nothing_varies_is_said(index, asked):
    assert "Varied: nothing" in repr(index.uncertainty(20, rng=1, **asked))
