"""An audit: every rule finds what it is for and nothing else, tables see what was observed, bad input is refused."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import intlindex as ix
import strategies
from effort import dear
from intlindex.analyses.audit.counted import CODES_OF_DATA
from intlindex.analyses.audit.evidence import Evidence
from intlindex.analyses.audit.rules import RULES, AuditRule, RuleFinding
from intlindex.display.result import Result
from intlindex.findings import Finding
from intlindex.specs import Method
from makers import as_is, framework, group, index_of, indicator, refused, table

SOURCE = Path(ix.__file__).parent
CITIES = 20


def column(seed):
    return np.random.default_rng(seed).uniform(10, 90, CITIES).round(1)


def codes(index, **options):
    """The codes that an audit adds, by node."""
    found = index.audit(**options).findings
    own = found[~found["code"].isin(CODES_OF_DATA)]
    return own.groupby("code")["node"].agg(list).to_dict()


def index_from(columns, *nodes, **rule):
    made, method = as_is(*(nodes or columns), **rule)
    return ix.score(table({name: list(values) for name, values in columns.items()}), made, method)


def shared(seed, noise):
    """A column that shares most of its variance with those of the same noise."""
    return (column(1) + noise * (column(seed) - 50)).clip(0, 100).round(1)


@pytest.fixture(scope="module")
def sound():
    """An index that an audit has nothing to say of."""
    return index_from({"a": shared(2, 0.4), "b": shared(3, 0.4), "c": shared(4, 0.4)})


def test_an_audit_of_a_sound_index_finds_nothing(sound):
    assert codes(sound) == {}
    assert sound.audit().findings.empty
    assert list(sound.audit().findings.columns) == ["code", "severity", "node", "message"]
    assert "Findings: none." in repr(sound.audit())


# ---------------------------------------------------------------- each rule

BLANK = [np.nan] * 8


def with_changes(**changes):
    columns = {"a": shared(2, 0.4), "b": shared(3, 0.4), "c": shared(4, 0.4)}
    return index_from(columns | changes)


def test_an_indicator_with_few_values_is_sparse():
    values = shared(4, 0.4)
    found = codes(with_changes(c=[*values[:12], *BLANK]))
    assert found["sparse-indicator"] == ["c"]
    assert "sparse-indicator" not in codes(with_changes(c=[*values[:13], *BLANK[:7]]))


def test_a_city_with_few_values_is_sparse_and_a_thin_group_is_a_note():
    columns = {name: shared(seed, 0.4) for seed, name in enumerate("abcdef", start=2)}
    columns["a"][0] = columns["b"][0] = np.nan  # Of six indicators the city has four, but of the group's four two.
    columns["d"][1:2] = columns["e"][1:2] = columns["f"][1:2] = np.nan
    nodes = [group("g"), *(indicator(name, "g" if name in "abcd" else "index") for name in "abcdef")]
    audit = index_from(columns, *nodes).audit()
    found = audit.findings.query("code == 'sparse-city'").set_index("node")
    assert found["severity"].to_dict() == {"A": "info", "B": "warning"}
    assert "g (50%)" in found.loc["A", "message"]
    assert "50%" in found.loc["B", "message"]
    assert audit.availability_by_group.loc["A"].to_dict() == {"index": pytest.approx(4 / 6), "g": 0.5}


def test_outliers_that_treatment_left_are_found_and_those_that_it_removed_are_not():
    wild = shared(4, 0.4)
    wild[np.argmax(wild)] = 100 * wild.max()
    made = framework("a", "b", "c")
    frame = table({"a": list(shared(2, 0.4)), "b": list(shared(3, 0.4)), "c": list(wild)})
    assert codes(ix.score(frame, made, Method()))["skewed"] == ["c"]
    treated = Method(indicators={"treat": {"kind": "winsorise", "max_points": 2}})
    assert "skewed" not in codes(ix.score(frame, made, treated))


def test_zeros_and_equal_values_are_found():
    half = np.where(np.arange(CITIES) < 11, 0.0, column(1))
    found = codes(with_changes(c=half))
    assert found["many-zeros"] == found["same-values"] == ["c"]
    same = np.where(np.arange(CITIES) < 11, 50.0, column(1))
    found = codes(with_changes(c=same))
    assert "many-zeros" not in found
    assert found["same-values"] == ["c"]


def test_two_children_that_say_the_same_are_redundant_in_one_group_and_noted_across():
    columns = {"a": column(1), "b": column(1) + 1, "c": column(3), "d": column(9)}
    together = [group("g"), group("h"), *(indicator(n, "g" if n in "ab" else "h") for n in "abcd")]
    apart = [group("g"), group("h"), *(indicator(n, "g" if n in "ac" else "h") for n in "abcd")]
    assert codes(index_from(columns, *together))["redundant"] == ["g"]
    found = codes(index_from(columns, *apart))
    assert found["redundant-across"] == ["a"]
    assert "redundant" not in found
    assert codes(index_from(columns, *together), limits=ix.AuditLimits(redundant=1.0)).get("redundant") is None


def test_children_that_run_against_each_other_are_found_with_less_weight_on_what_may_be_chance():
    against = with_changes(c=100 - shared(4, 0.4)).audit().findings
    rows = against.query("code == 'negative-correlation'")
    assert len(rows) == 2
    assert set(rows["severity"]) == {"warning"}
    assert set(rows["node"]) == {"index"}
    assert "'a' and 'c' correlate by -0." in rows["message"].iloc[0]
    assert codes(with_changes(c=100 - shared(4, 0.4)))["against-index"] == ["c"]
    seed = next(s for s in range(100) if -0.2 < np.corrcoef(column(s), shared(2, 0.4))[0, 1] < -0.1)
    chance = with_changes(c=column(seed)).audit().findings.query("code == 'negative-correlation'")
    assert "info" in set(chance["severity"])


def test_children_that_share_nothing_are_weak_and_unreliable():
    seeds = [s for s in range(200) if 0 < np.corrcoef(column(s), shared(2, 0.4))[0, 1] < 0.2]
    found = index_from({"a": shared(2, 0.4), "b": column(seeds[0])})
    assert codes(found)["weak-correlation"] == ["index"]
    assert codes(found)["low-reliability"] == ["index"]


def test_an_indicator_that_fits_another_group_better_is_found():
    one, two = column(1), column(2)
    columns = {"a": one, "b": one + column(5) / 20, "stray": two + column(6) / 20, "c": two, "d": two + column(7) / 20}
    made = [group("g"), group("h"), *(indicator(n, "g" if n in {"a", "b", "stray"} else "h") for n in columns)]
    assert codes(index_from(columns, *made))["better-elsewhere"] == ["stray"]


def test_a_group_of_two_concepts_has_more_than_one_dimension():
    columns = {"a": column(1), "b": column(2), "c": column(3), "d": column(9)}
    assert codes(index_from(columns))["several-dimensions"] == ["index"]


def test_equal_weights_that_are_not_equal_importance_show():
    columns = {"wide": column(1), "narrow": 50 + (column(2) - 50) / 8}
    found = index_from(columns)
    assert found.weights[["wide", "narrow"]].to_list() == [0.5, 0.5]
    assert codes(found)["importance"] == ["narrow"]
    assert set(codes(found)["importance-in-index"]) == {"narrow"}
    measured = found.audit().importance
    index = found.scores["index"]
    squares = [np.corrcoef(found.normalised[name], index)[0, 1] ** 2 for name in columns]
    np.testing.assert_allclose(measured.loc[list(columns), "importance"], squares / np.sum(squares), rtol=1e-9)


def test_importance_is_not_asked_for_where_no_weights_count():
    columns = {"wide": column(1), "narrow": 50 + (column(2) - 50) / 8}
    assert "importance" not in codes(index_from(columns, aggregate={"kind": "minimum"}))


def test_importance_in_a_geometric_mean_is_that_in_its_own_scores():
    columns = {"a": column(1) + 5, "b": column(2) + 5}
    found = index_from(columns, aggregate={"kind": "geometric"})
    squares = [np.corrcoef(found.normalised[name], found.scores["index"])[0, 1] ** 2 for name in columns]
    np.testing.assert_allclose(found.audit().importance["importance"], squares / np.sum(squares), rtol=1e-9)


def test_an_indicator_that_decides_many_ranks_is_found_and_one_without_effect_too():
    columns = {"a": shared(2, 0.1), "b": shared(3, 0.1), "wild": column(9) * 10 - 200}
    found = codes(index_from(columns))
    assert "wild" in found["decisive"]
    idle = index_from(columns, "a", "b", indicator("wild", weight=0))
    assert codes(idle)["without-effect"] == ["wild"]
    assert codes(idle).get("decisive", []) == []


def test_an_index_that_follows_a_denominator_or_another_size_is_found():
    columns = {"a": shared(2, 0.2), "b": shared(3, 0.2)}
    made, method = as_is(*columns)
    frame = table({name: list(values) for name, values in columns.items()})
    sizes = frame.assign(population=column(1) * 1e6, altitude=column(7), country="x")
    index = ix.score(sizes, made, method)
    found = index.audit().findings.query("code == 'size-driven'")
    assert len(found) == 1
    assert "'population'" in found["message"].iloc[0]
    outside = index.audit().outside
    assert set(outside["outside"]) == {"population", "altitude"}
    row = outside.set_index(["node", "outside"]).loc[("index", "population")]
    assert row["pearson"] == pytest.approx(np.corrcoef(index.scores["index"], sizes["population"])[0, 1])
    assert row["common"] == CITIES


def test_what_another_index_says_is_compared(sound):
    cities = dict(zip(sound.cities, sound.scores["index"], strict=True))
    close = sound.audit(against={"other": cities})
    assert close.outside.set_index(["node", "outside"]).loc[("index", "other"), "spearman"] == 1
    assert "far-from-others" not in set(close.findings["code"])
    turned = {city: -score for city, score in cities.items()}
    found = sound.audit(against=pd.DataFrame({"other": turned})).findings
    assert "correlate by -1.00 with 'other' (20 cities)" in found["message"].iloc[0]


def test_published_ranks_are_compared_where_a_shipped_framework_has_some(ieci, ieci_audit):
    outside = ieci_audit.outside.query("kind == 'published'").set_index("node")
    agreement = ieci.agreement()
    assert outside.loc["index", "common"] == agreement.cities > 10
    assert outside.loc["index", "spearman"] == pytest.approx(agreement.spearman)


# ---------------------------------------------------------------- what the tables see


def test_imputed_cells_and_cities_that_are_not_scored_are_left_aside():
    values = np.column_stack([column(1), column(2), column(3)])
    values[4, 0] = np.nan
    values[5, 1:] = np.nan
    method = Method(indicators={"impute": {"kind": "mean"}}, units={"min_availability": 0.5})
    index = index_of(values, framework("a", "b", "c"), method)
    audit = index.audit()
    kept = np.delete(values, 5, axis=0)
    rows = ~np.isnan(kept[:, 0])
    expected = np.corrcoef(kept[rows, 0], kept[rows, 1])[0, 1]
    assert audit.correlations().loc["a", "b"] == pytest.approx(expected)
    assert audit.distributions("treated").loc["a", "present"] == 18
    assert audit.distributions().loc["b", "present"] == 19
    assert audit.availability_by_city.loc["city 5", "present"] == 1
    assert audit.pairs().query("first == 'a' and second == 'b'")["common"].item() == 18


def test_blanks_that_count_as_the_mean_of_siblings_are_not_correlated():
    values = np.column_stack([column(1), column(2), column(3)])
    values[4, 0] = np.nan
    audit = index_of(values, framework("a", "b", "c")).audit()
    assert audit.pairs().query("first == 'a' and second == 'b'")["common"].item() == CITIES - 1


@pytest.mark.parametrize("cities", [1, 2, 3])
def test_few_cities_leave_tables_blank_and_no_error(cities):
    values = np.arange(3.0 * cities).reshape(cities, 3) % 7
    made, method = as_is("a", "b", "c")
    audit = index_of(values, made, method).audit()
    assert audit.pairs()["correlation"].isna().all() == (cities < 3)
    assert isinstance(audit.findings, pd.DataFrame)
    for each in (audit.reliability, audit.components, audit.importance, audit.dropping, audit.distributions()):
        assert isinstance(each, pd.DataFrame)


def test_a_constant_indicator_and_a_single_child_are_audited():
    made, method = as_is(group("g"), indicator("only", "g"), "flat", "b")
    index = index_of(np.column_stack([column(1), np.full(CITIES, 5.0), column(2)]), made, method)
    audit = index.audit()
    assert np.isnan(audit.importance.loc["flat", "importance"])
    assert audit.importance.loc["only", ["weight", "importance"]].to_list() == [1, 1]
    assert np.isnan(audit.reliability.loc["g", "alpha"])
    assert "index" not in set(audit.components["group"])


def test_a_node_without_which_nothing_can_be_scored_is_reported():
    made, method = as_is("a")
    index = index_of(column(1)[:, None], made, method)
    row = index.audit().dropping.loc["a"]
    assert np.isnan(row["mean_shift"])
    assert row["refused"]


def test_effects_of_dropping_are_those_of_drop(example, example_audit):
    effects = example_audit.dropping
    for node in ("influence", "gdp"):
        shifts = (example.drop(node).ranks["index"] - example.ranks["index"]).abs().astype(float)
        assert effects.loc[node, "mean_shift"] == pytest.approx(shifts.mean())
        assert effects.loc[node, "largest_shift"] == shifts.max()
        assert shifts[effects.loc[node, "city"]] == shifts.max()


@pytest.mark.parametrize("preset", ["copeland", "benefit_of_the_doubt", "geometric", "rank_based"])
def test_every_method_can_be_audited(example, preset):
    audit = example.replace(method=preset).audit()
    assert set(audit.findings["severity"]) <= {"info", "warning"}
    assert audit.importance["importance"].groupby(audit.importance["parent"]).sum().round(9).eq(1).all()


@dear
@given(data=st.data())
def test_any_index_can_be_audited_and_shares_of_importance_sum_to_one(data):
    index = data.draw(strategies.indices())
    audit = index.audit()
    assert set(audit.findings["node"]) <= {*index.nodes, *index.cities, ""}
    shares = audit.importance.groupby("parent")["importance"].sum(min_count=1).dropna()
    np.testing.assert_allclose(shares, 1, rtol=1e-9)
    matrix = audit.correlations().to_numpy()
    np.testing.assert_array_equal(matrix, matrix.T)
    assert np.nanmax(np.abs(matrix), initial=0) <= 1
    again = index.audit().findings
    pd.testing.assert_frame_equal(audit.findings, again)


@dear
@given(data=st.data())
def test_the_order_of_cities_does_not_matter(data):
    index = data.draw(strategies.indices())
    order = data.draw(st.permutations(index.cities))
    turned = index.replace(table=index.table.take(cities=list(order)))
    one, other = index.audit(), turned.audit()
    np.testing.assert_allclose(one.correlations(), other.correlations(), atol=1e-7)
    pd.testing.assert_frame_equal(one.distributions(), other.distributions(), rtol=1e-9)


# ---------------------------------------------------------------- rules as a linter


def test_rules_have_codes_of_their_own_titles_and_advice():
    names = [rule.code for rule in RULES]
    assert len(set(names)) == len(names)
    assert not set(names) & set(CODES_OF_DATA)
    for rule in RULES:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.code)
        assert rule.title
        assert len(rule.title) <= 41  # fits a terminal beside the code
        assert rule.advice.endswith(".")


def test_every_rule_is_in_the_tests():
    text = Path(__file__).read_text("utf-8")
    assert [rule.code for rule in RULES if f'"{rule.code}"' not in text and f"'{rule.code}'" not in text] == []


def test_the_codes_of_data_are_those_that_an_index_reports():
    text = "\n".join(path.read_text("utf-8") for path in (SOURCE / "index").glob("*.py"))
    emitted = set(re.findall(r"Finding\(\s*\"([a-z-]+)\"", text)) | set(re.findall(r"\"(scale-[a-z]+)\"", text))
    assert emitted <= set(CODES_OF_DATA), emitted - set(CODES_OF_DATA)


def test_findings_of_the_index_itself_come_first(example, example_audit):
    found = example_audit.findings
    pd.testing.assert_frame_equal(found.head(len(example.findings)), example.findings)


def test_a_rule_of_ones_own_is_applied(sound):
    small = AuditRule("small", "Few cities", "Add some.", "error", lambda evidence: [RuleFinding("", "few")])
    audit = sound.audit(rules=[*RULES, small])
    assert audit.at_least("error").to_dict("records") == [
        {"code": "small", "severity": "error", "node": "", "message": "few"}
    ]
    assert audit.rules.set_index("code").loc["small", ["findings", "advice"]].to_list() == [1, "Add some."]
    assert small.findings(Evidence(sound)) == [Finding("small", "error", "", "few")]


def test_codes_can_be_ignored(example, example_audit):
    whole = example_audit
    part = example.audit(ignore=["skewed", "filled-blank"])
    left = whole.findings[~whole.findings["code"].isin(["skewed", "filled-blank"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(part.findings, left)
    assert "skewed" not in set(part.rules["code"])
    assert set(whole.at_least("warning")["severity"]) == {"warning"}
    assert len(whole.at_least("info")) == len(whole.findings)


def test_an_audit_is_a_result_whose_tables_cannot_be_changed(example_audit):
    audit = example_audit
    assert isinstance(audit, Result)
    names = ("findings", "rules", "reliability", "components", "importance", "dropping", "outside")
    for name in (*names, "availability_by_city", "availability_by_group", "availability_by_indicator"):
        taken = getattr(audit, name)
        before = taken.copy()
        taken[taken.columns[0]] = "changed"
        pd.testing.assert_frame_equal(getattr(audit, name), before)
    matrix = audit.correlations()
    matrix.iloc[:, :] = 0.0
    assert audit.correlations().iloc[0, 0] == 1
    with pytest.raises(AttributeError):
        audit.limits = None
    assert "<table" in audit._repr_html_()
    assert max(map(len, repr(audit).splitlines())) <= 80


# ---------------------------------------------------------------- bad input


def test_limits_out_of_range_are_refused_all_at_once():
    with refused(
        ix.DefinitionError, ("redundant", "1.5"), ("weak", "-1"), ("importance", "1"), ("redundent", "redundant")
    ):
        ix.AuditLimits(redundant=1.5, weak=-1, importance=1, redundent=0.9)


@pytest.mark.parametrize("limits", [{"redundant": 0.9}, 0.92, "strict"])
def test_limits_of_another_type_are_refused(sound, limits):
    with pytest.raises(ix.RequestError, match="limits must be AuditLimits, found"):
        sound.audit(limits=limits)


def test_unknown_codes_are_refused_all_at_once(sound):
    with refused(ix.UnknownNameError, ("", "no code 'skewd'; did you mean 'skewed'?"), ("", "no code 'x'")):
        sound.audit(ignore=["skewd", "x", "weak-correlation"])


@pytest.mark.parametrize(
    ("call", "hint"), [("distributions", "treated"), ("correlations", "kendall"), ("pairs", "kendall")]
)
def test_unknown_stages_and_kinds_are_refused(sound, call, hint):
    given = {"treated": "treted", "kendall": "kendal"}[hint]
    with pytest.raises(ix.RequestError, match=f"did you mean '{hint}'"):
        getattr(sound.audit(), call)(given)


def test_unknown_severities_are_refused(sound):
    with pytest.raises(ix.RequestError, match="no severity 'warn'; did you mean 'warning'"):
        sound.audit().at_least("warn")


def test_rules_that_are_none_or_share_a_code_are_refused(sound):
    with pytest.raises(ix.RequestError, match="must be an AuditRule, found str"):
        sound.audit(rules=["skewed"])
    with pytest.raises(ix.RequestError, match="two rules have the code 'skewed'"):
        sound.audit(rules=[*RULES, RULES[2]])


def test_wrong_figures_are_refused_all_at_once(example):
    given = {
        "size": {"London": "big", "Atlantis": 1, "Paris": float("inf")},
        "gdp": {"London": 1},
        "other": [1, 2, 3],
        "twice": {"HK": 1, "香港": 2},
    }
    with refused(
        ix.DataError,
        ("London, size", "finite number or blank, found 'big'"),
        ("size", "no city 'Atlantis'"),
        ("Paris, size", "found inf"),
        ("gdp", "is already a column of the data or a node"),
        ("other", "must be a Series or a mapping by city, found list"),
        ("Hong Kong, twice", "is given twice"),
    ):
        example.audit(against=given)
    with pytest.raises(ix.RequestError, match="must be a mapping by name or a DataFrame, found int"):
        example.audit(against=3)
    with refused(ix.UnknownNameError, ("size", "no city 'Atlantis'"), ("other", "must be a Series")):
        example.audit(against={"size": {"Atlantis": 1}, "other": [1, 2, 3]})


def test_figures_may_be_blank_partial_and_under_any_name_of_a_city(example):
    audit = example.audit(
        against={"size": {"香港": 7.5, "NYC": None, "London": 9, "Paris": 2.1, "Tokyo": 14, "Seoul": 9.4}}
    )
    row = audit.outside.query("outside == 'size' and node == 'index'").iloc[0]
    assert row["common"] == 5
    assert row["kind"] == "given"


def test_an_audit_of_many_cities_says_that_curves_go_through_bins():
    rng = np.random.default_rng(1)
    data = pd.DataFrame(rng.normal(size=(1001, 2)), columns=["a", "b"])
    data.insert(0, "city", [f"city {at}" for at in range(1001)])
    framework = ix.Framework(
        id="w",
        name="W",
        groups=[ix.Group(id="index", name="W", level="index")],
        indicators=[
            ix.Indicator(id=name, parent="index", name=name, unit="points", direction="higher", scale="interval")
            for name in "ab"
        ],
    )
    found = ix.score(data, framework, ix.Method()).audit().findings.set_index("code")
    assert "1,001 cities" in found.loc["importance-from-bins", "message"]
    assert "importance-from-bins" not in set(ix.score(data[:1000], framework, ix.Method()).audit().findings["code"])
