"""The index as it ships: complete, consistent, sourced, and in agreement with figures found elsewhere."""

from __future__ import annotations

import csv
import itertools
import re
import tomllib
from collections import Counter

import pytest

import intlindex as ix
from intlindex import Indicator
from intlindex.core.data.shipped_files import (
    framework_names,
    method_names,
    shipped_cities,
    shipped_rows,
    shipped_sources,
    shipped_toml,
    shipped_values,
)
from intlindex.specs.claim import Claims
from intlindex.specs.load import spec_from
from intlindex.specs.names import name_key

EDITIONS = {"ieci-2022": 37, "ieci-2024": 43}


def rows_of(folder, name):
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def source_ids():
    return {source.id for source in shipped_sources()}


@pytest.fixture(scope="module")
def claims():
    return spec_from(Claims, shipped_toml("published/claims.toml"), source="claims").claims


def test_what_ships_is_what_lies_in_the_folder(indicators_folder):
    assert framework_names() == tuple(sorted(path.stem for path in (indicators_folder / "frameworks").glob("*.toml")))
    assert method_names() == tuple(sorted(path.stem for path in (indicators_folder / "methods").glob("*.toml")))
    files = [path.relative_to(indicators_folder).as_posix() for path in indicators_folder.rglob("*.csv")]
    assert "editions/ieci-2024.csv" in files
    for name in files:
        assert list(shipped_rows(name)) == rows_of(indicators_folder, name)


@pytest.mark.parametrize(("name", "cities"), EDITIONS.items())
def test_an_edition_has_its_cities_dimensions_and_indicators(name, cities):
    index = ix.load(name)
    framework = index.framework
    assert len(index.cities) == cities
    assert len(framework.indicators) == 25
    assert Counter(group.level for group in framework.groups) == {"index": 1, "dimension": 3, "second_level": 11}
    assert [node.id for node in framework.children("index")] == ["attractiveness", "influence", "connectivity"]
    assert {framework.node(node.parent).level for node in framework.indicators} == {"second_level"}
    assert index.raw.shape == (cities, 25)
    assert index.scores["index"].notna().all()


@pytest.mark.parametrize("name", EDITIONS)
def test_all_weights_are_equal_among_siblings(name):
    assert {node.weight for node in ix.load(name).framework.nodes} == {1.0}


@pytest.mark.parametrize("name", EDITIONS)
def test_every_node_says_how_it_is_known_and_every_indicator_how_it_is_measured(name, source_ids):
    framework = ix.load(name).framework
    for node in framework.nodes:
        assert node.status is not None
        assert node.evidence
    for indicator in framework.indicators:
        assert indicator.definition
        assert indicator.spatial_level is not None
        assert indicator.sources
        assert set(indicator.sources) <= source_ids


@pytest.mark.parametrize("name", EDITIONS)
def test_what_is_said_of_a_node_is_said_in_chinese_too(name):
    for node in ix.load(name).framework.nodes:
        texts = [(node.evidence, node.evidence_in("zh"))]
        if isinstance(node, Indicator):
            texts += [(node.lever_reason, node.lever_reason_in("zh")), (node.note, node.note_in("zh"))]
        for english, chinese in texts:
            assert re.search(r"[\u4e00-\u9fff]", chinese) if english else not chinese, node.id


def test_both_editions_have_one_tree():
    first, second = (ix.load(name).framework for name in EDITIONS)
    assert [node.id for node in first.nodes] == [node.id for node in second.nodes]
    own = {"status", "evidence", "evidences"}
    routes = {"definition", "definitions", "note", "notes", "sources"}  # of 2022 in the one, of 2023 in the other
    for one, other in zip(first.nodes, second.nodes, strict=True):
        apart = own | routes if one.id == "flight_destinations" else own
        assert one.model_dump(exclude=apart) == other.model_dump(exclude=apart)
    own = {"id", "year", "name", "names", "groups", "indicators"}
    assert first.model_dump(exclude=own) == second.model_dump(exclude=own)


def test_all_cities_of_2022_are_among_those_of_2024():
    assert set(ix.load("ieci-2022").cities) < set(ix.load("ieci-2024").cities)


def test_every_value_has_a_city_an_indicator_a_year_and_a_source(source_ids):
    cities = {city.id for city in shipped_cities()}
    indicators = {node.id: node for node in ix.load("ieci-2022").framework.indicators}
    rows = shipped_rows("values.csv")
    assert len(rows) == 1559
    for row in rows:
        assert row["city"] in cities
        assert row["source"] in source_ids
        assert row["source"] in indicators[row["indicator"]].sources
        assert row["year"][:4].isdigit()
        assert float(row["value"]) >= indicators[row["indicator"]].bounds[0]


def test_no_value_stands_twice_and_rows_keep_the_order_of_framework_and_registry():
    rows = [(row["indicator"], row["city"]) for row in shipped_rows("values.csv")]
    assert len(set(rows)) == len(rows)
    indicators = [node.id for node in ix.load("ieci-2022").framework.indicators]
    cities = [city.id for city in shipped_cities()]
    order = [(indicators.index(indicator), cities.index(city)) for indicator, city in rows]
    assert order == sorted(order)


@pytest.mark.parametrize("name", EDITIONS)
def test_values_of_an_edition_stand_once_and_come_from_a_source_of_their_indicator(name, source_ids):
    rows = shipped_values(name)
    nodes = {node.id: node for node in ix.load(name).framework.indicators}
    assert len({(row["indicator"], row["city"]) for row in rows}) == len(rows)
    for row in rows:
        assert row["source"] in source_ids
        assert row["source"] in nodes[row["indicator"]].sources


def test_an_edition_takes_its_own_routes_before_those_of_every_edition():
    first, second = (ix.load(name) for name in EDITIONS)
    routes = {
        name: {cell["year"] for cell in index.table.provenance if cell["indicator"] == "flight_destinations"}
        for name, index in (("first", first), ("second", second))
    }
    assert routes == {"first": {"2022"}, "second": {"2023"}}
    raw = second.raw.loc[list(first.cities)]
    assert (raw["flight_destinations"] != first.raw["flight_destinations"]).any()
    assert raw.drop(columns="flight_destinations").equals(first.raw.drop(columns="flight_destinations"))
    placed = {
        index.framework.id: index.place("Hangzhou").raw.loc["Hangzhou", "flight_destinations"]
        for index in (first, second)
    }
    assert len(set(placed.values())) == 2


def test_fine_dust_is_of_one_year_and_one_source():
    rows = [row for row in shipped_rows("values.csv") if row["indicator"] == "pm25"]
    assert {(row["year"], row["source"]) for row in rows} == {("2021", "iqair-2021")}
    assert len(rows) == 61
    covered = {name: int(ix.load(name).raw["pm25"].notna().sum()) for name in EDITIONS}
    assert covered == {"ieci-2022": 37, "ieci-2024": 42}


@pytest.mark.parametrize("name", EDITIONS)
def test_every_value_of_an_index_can_be_traced_to_its_source(name, source_ids):
    index = ix.load(name)
    cells = {(cell["city"], cell["indicator"]): cell for cell in index.table.provenance}
    present = index.raw.stack().dropna()
    assert set(cells) == set(present.index)
    assert all(cell["source"] in source_ids and cell["year"] for cell in cells.values())


def test_ids_are_unique():
    for items in (shipped_cities(), shipped_sources()):
        ids = [item.id for item in items]
        assert len(set(ids)) == len(ids)


def test_every_source_says_who_publishes_it_and_under_which_terms():
    for source in shipped_sources():
        assert source.locator
        assert source.licence


def test_every_source_is_used(claims, source_ids):
    files = (
        "values.csv",
        "editions/ieci-2024.csv",
        "supplementary/pct_applications.csv",
        "supplementary/second_sources.csv",
    )
    used = {row["source"] for name in files for row in shipped_rows(name)}
    documents = spec_from(Claims, shipped_toml("published/documents.toml"), source="documents").claims
    used |= {name for claim in (*claims, *documents) for name in claim.sources}
    used |= {name for row in shipped_rows("published/ranks.csv") for name in row["sources"].split("|")}
    used |= {name for edition in EDITIONS for node in ix.load(edition).framework.indicators for name in node.sources}
    assert used <= source_ids
    assert source_ids - used <= {"geonames-2025"}  # points of the cities themselves


def test_no_name_of_a_city_leads_to_another():
    names = [(name_key(name), city.id) for city in shipped_cities() for name in city.all_names]
    for key, cities in itertools.groupby(sorted(names), key=lambda pair: pair[0]):
        assert len({city for _key, city in cities}) == 1, key


def test_every_city_has_a_place_on_the_map_and_a_name_in_chinese():
    for city in shipped_cities():
        assert city.latitude is not None
        assert city.longitude is not None
        assert city.name_zh
        assert city.country
        assert len(city.iso2) == 2
        assert city.region


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("HK", "Hong Kong"),
        ("香港", "Hong Kong"),
        ("NYC", "New York"),
        ("伦敦", "London"),
        ("Washington, D.C.", "Washington"),
    ],
)
def test_a_city_of_the_shipped_index_is_found_by_its_names(asked, name):
    registry = {each: city.name for city in shipped_cities() for each in city.all_names}
    assert name in registry.values() or name.startswith("Washington")
    index = ix.load("ieci-2022")
    assert index.city(asked).startswith(name)


# ---------------------------------------------------------------- published


def test_claims_are_valid_and_their_ids_unique(claims, source_ids):
    assert len(claims) == 111
    assert len({claim.id for claim in claims}) == 111
    for claim in claims:
        assert claim.sources
        assert set(claim.sources) <= source_ids
        assert claim.id.startswith(claim.edition.removeprefix("ieci-"))


def test_claims_that_can_be_checked_speak_of_cities_and_nodes_that_there_are(claims):
    cities = {city.id for city in shipped_cities()}
    values = {key: {getattr(city, key) for city in shipped_cities()} for key in ("country", "region")}
    for claim in claims:
        rule = claim.rule
        if rule.kind == "not_checkable":
            continue
        nodes = {node.id for node in ix.load(claim.edition).framework.nodes}
        assert set(getattr(rule, "nodes", ())) | {getattr(rule, "node", "index")} <= nodes
        assert {getattr(rule, key) for key in ("city", "other") if hasattr(rule, key)} <= cities
        for key, value in getattr(rule, "select", {}).items():
            assert value in values[key]


def test_one_wording_has_one_threshold(claims):
    """As the head of the file of claims gives them; for a tolerance, 3 places of 37 and 4 of 43."""
    tolerances = {"ieci-2022": 3, "ieci-2024": 4}
    for claim in claims:
        rule = claim.rule
        if rule.kind == "top_share":
            assert rule.share == pytest.approx(1 / 3, abs=1e-3)
        elif rule.kind == "bottom_share":
            assert min(abs(rule.share - share) for share in (1 / 2, 1 / 3)) < 1e-3
        elif rule.kind == "balanced":
            assert rule.share == pytest.approx(1 / 5, abs=1e-9)
        elif rule.kind == "rank_within":
            assert rule.tolerance == (0 if rule.rank == 1 else tolerances[claim.edition])


def test_documents_make_claims_by_one_rule_a_wording(source_ids):
    found = spec_from(Claims, shipped_toml("published/documents.toml"), source="documents").claims
    assert {claim.document for claim in found} == {"beijing-shanghai", "leaders", "jinan", "beijing-role"}
    assert len({claim.id for claim in found}) == len(found)
    cities = {city.id for city in shipped_cities()}
    for claim in found:
        rule = claim.rule
        assert claim.id.startswith(f"{claim.document}-")
        assert set(claim.sources) <= source_ids
        assert rule.kind in {"ahead", "in_order", "rank_within", "not_checkable"}
        if rule.kind == "rank_within":
            assert (rule.rank, rule.tolerance) == (1, 0)
        assert {*getattr(rule, "cities", ()), *(getattr(rule, key, "paris") for key in ("city", "other"))} <= cities


def test_the_release_is_the_fifth_document(claims):
    release = {claim.id for claim in claims if claim.document == "release"}
    assert release == {claim.id for claim in claims if "beijing-fao-2023" in claim.sources}
    told = ix.load("ieci-2022").agreement().documents
    assert set(told.loc[told["document"] == "release", "id"]) == release
    assert told["document"].nunique() == 5


def test_no_claim_of_2025_can_be_checked(claims):
    kinds = {claim.rule.kind for claim in claims if claim.edition == "ieci-2025"}
    assert kinds == {"not_checkable"}


def test_published_ranks_are_places_of_known_nodes_with_a_status(source_ids):
    nodes = {node.id for node in ix.load("ieci-2022").framework.nodes} | {""}
    for row in shipped_rows("published/ranks.csv"):
        assert int(row["rank"]) >= 1
        assert row["node"] in nodes
        assert row["measure"]
        assert row["status"] in {"stated", "inferred", "weak"}
        assert set(row["sources"].split("|")) <= source_ids


@pytest.mark.parametrize(("name", "known"), [("ieci-2022", 20), ("ieci-2024", 13)])
def test_no_overall_rank_was_published_twice(name, known):
    rows = [row for row in shipped_rows("published/ranks.csv") if (row["edition"], row["node"]) == (name, "index")]
    ranks = [row["rank"] for row in rows]
    cities = [row["city"] for row in rows]
    assert len(set(ranks)) == len(ranks) == known
    assert len(set(cities)) == len(cities)


# ---------------------------------------------------------------- figures found elsewhere


@pytest.mark.parametrize("name", EDITIONS)
def test_london_is_first(name):
    assert ix.load(name).ranking.loc[0, "city"] == "London"


def test_published_places_of_beijing_are_compared_with_ours():
    """The figures of the fit are in tests/golden/test_ieci_2022.py, and only there."""
    published = ix.load("ieci-2022").agreement().ranks.set_index(["city", "node"])["published"]
    assert published.loc["Beijing"][["index", "influence", "connectivity", "attractiveness"]].to_list() == [
        7,
        3,
        13,
        24,
    ]


def test_the_default_method_is_the_plainest(indicators_folder):
    raw = tomllib.loads((indicators_folder / "methods" / "default.toml").read_text("utf-8"))
    method = ix.load("ieci-2022").method
    ordinal = {node.id for node in ix.load("ieci-2022").framework.indicators if node.scale == "ordinal"}
    assert set(raw["indicators"]["only"]) == ordinal == set(method.indicators.only)
    for node in ix.load("ieci-2022").framework.indicators:
        expected = "percentile_rank" if node.id in ordinal else "min_max"
        assert method.for_indicator(node.id).normalise.kind == expected


@pytest.mark.parametrize("name", EDITIONS)
def test_an_edition_knows_its_own_cities_only(name):
    index = ix.load(name)
    assert set(index.table.registry) == set(index.cities)
    assert all(name in city.editions for city in index.table.registry.values())
