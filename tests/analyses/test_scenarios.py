"""Scenarios: ranks, shifts and summary by hand, and every wrong scenario told before any is scored."""

from __future__ import annotations

import numpy as np
import pytest

import intlindex as ix
from makers import as_is, framework, refused, table

DATA = {"a": [90.0, 80.0, 10.0, 0.0], "b": [0.0, 20.0, 30.0, 95.0]}


def nominal():
    """Score A 45, B 50, C 20, D 47.5: ranks 3, 1, 4, 2."""
    return ix.score(table(DATA), *as_is("a", "b"))


def test_ranks_shifts_and_summary_by_hand():
    found = nominal().scenarios({"only a": {"b": 0}, "same": {"a": 3, "b": 3}, "no b": lambda index: index.drop("b")})
    assert found.ranks.columns.to_list() == ["nominal", "only a", "same", "no b"]
    assert found.ranks["nominal"].to_list() == [3, 1, 4, 2]
    assert found.ranks["only a"].to_list() == [1, 2, 3, 4]
    assert found.shifts["only a"].to_list() == [2, -1, 1, -2]
    assert found.shifts["no b"].to_list() == [2, -1, 1, -2]
    row = found.table.loc["only a"]
    assert (row["compared"], row["mean_absolute_shift"], row["largest_shift"], row["city"]) == (4, 1.5, 2.0, "A")
    assert row["spearman"] == pytest.approx(1 - 6 * (4 + 1 + 1 + 4) / (4 * 15))
    assert found.table.loc["same", "mean_absolute_shift"] == 0
    assert found.table.loc["same", "spearman"] == 1
    assert found.findings.empty


def test_every_kind_of_change_is_what_it_says(example, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(example.method.replace(rank={"ties": "dense"}).to_toml(), encoding="utf-8")
    z_score = example.method.replace(indicators=example.method.indicators.replace(normalise={"kind": "z_score"}))
    found = example.scenarios({"preset": "geometric", "method": z_score, "file": path, "weights": {"influence": 2}})
    for name, other in {
        "preset": example.replace(method="geometric"),
        "method": example.replace(method=z_score),
        "weights": example.reweight(influence=2),
    }.items():
        assert found.ranks[name].equals(other.ranks["index"].rename(name))
    assert (found.shifts["file"] == 0).all()


def test_who_is_not_scored_in_a_scenario_takes_no_place():
    found = nominal().scenarios({"without B": lambda index: index.drop("B")})
    assert found.ranks["without B"].isna().to_list() == [False, True, False, False]
    assert found.shifts["without B"].dropna().to_list() == [0, 0, 0]
    assert found.table.loc["without B", "compared"] == 3


def test_a_scenario_that_cannot_be_scored_is_reported(example):
    found = example.scenarios({"goalposts": "human_development", "z": "z_score"})
    assert found.ranks.columns.to_list() == ["nominal", "z"]
    assert found.findings[["code", "severity", "node"]].to_numpy().tolist() == [
        ["scenario-failed", "warning", "goalposts"]
    ]
    assert "goalposts: is required" in found.findings.loc[0, "message"]
    assert "goalposts" in repr(found)


def test_weights_under_which_a_score_is_not_defined_are_reported_and_weights_that_are_none_are_refused():
    @ix.register("aggregate", "fragile", per_unit=True)
    def fragile(values, weights):
        found = (weights[..., None, :] * values).sum(axis=-1)
        return np.where(weights[..., None, 0] > 0.9, np.nan, found)

    try:
        index = ix.score(table(DATA), *as_is("a", "b", aggregate={"kind": "fragile"}))
        found = index.scenarios({"much": {"a": 99}, "less": {"a": 2}})
        assert found.ranks.columns.to_list() == ["nominal", "less"]
        assert "not defined" in found.findings.loc[0, "message"]
        with refused(ix.RequestError, ("none: index", "sum to zero")):
            index.scenarios({"none": {"a": 0, "b": 0}, "less": {"a": 2}})
    finally:
        ix.unregister("aggregate", "fragile")


def test_if_none_can_be_scored_all_reasons_are_given(example):
    with pytest.raises(ix.RequestError) as caught:
        example.scenarios({"goalposts": "human_development"})
    assert len(caught.value.problems) > 10
    assert all(problem.where.startswith("goalposts: ") for problem in caught.value.problems)


def test_everything_that_is_wrong_is_told_at_once_and_before_any_work():
    def never(index):
        raise AssertionError("a scenario was scored although another was wrong")

    rules = ix.Method(groups={"only": {"nowhere": {"aggregate": {"kind": "geometric"}}}})
    with refused(
        ix.RequestError,
        ("weights: aa", "no such node", "did you mean 'a'"),
        ("weights: b", "found -1"),
        ("preset", "geometrik", "did you mean 'geometric'"),
        ("method: groups.only.nowhere", "nowhere"),
        ("number", "found int"),
        ("nominal", "needs a name other than"),
        ("", "needs a name"),
    ):
        nominal().scenarios(
            {
                "weights": {"aa": 1, "b": -1},
                "preset": "geometrik",
                "method": rules,
                "number": 3,
                "nominal": never,
                "": never,
            }
        )


@pytest.mark.parametrize("scenarios", [{}, [], None, "geometric"])
def test_no_scenario_is_an_error(scenarios):
    with refused(ix.RequestError, ("", "at least one scenario")):
        nominal().scenarios(scenarios)


def test_a_function_that_returns_no_index_is_an_error():
    with refused(ix.RequestError, ("mine", "must return an Index, found DataFrame")):
        nominal().scenarios({"mine": lambda index: index.scores})


def test_a_fault_in_a_function_of_the_user_is_not_hidden():
    with pytest.raises(ZeroDivisionError):
        nominal().scenarios({"mine": lambda index: 1 / 0})


def test_all_equal_has_no_correlation():
    data = {"a": [10.0, 20.0, 30.0], "b": [30.0, 20.0, 10.0]}
    index = ix.score(table(data), *as_is("a", "b"))
    found = index.scenarios({"a": {"b": 0}})
    assert np.isnan(found.table.loc["a", "spearman"])
    assert found.shifts["a"].to_list() == [-2, -1, 0]


def test_it_shows_itself_and_cannot_be_changed_in_place():
    found = ix.score(table(DATA), framework("a", "b")).scenarios({"only a": {"b": 0}})
    assert max(map(len, repr(found).splitlines())) <= 80
    assert "only a" in found._repr_html_()
    for name in ("ranks", "shifts", "table"):
        handed_out = getattr(found, name)
        handed_out.iloc[0, 0] = 99
        assert getattr(found, name).iloc[0, 0] != 99
