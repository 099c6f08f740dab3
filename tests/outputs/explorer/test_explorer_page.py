"""The record of the explorer and the page that holds it."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from explorer_cases import HOSTILE, HOSTILE_CITIES, cases, hostile

import intlindex as ix
from intlindex import Method, RequestError, UnknownNameError
from intlindex.cli.main import main
from intlindex.outputs.explorer.gathering import explorer_record
from intlindex.outputs.explorer.page import script, style
from intlindex.outputs.explorer.record import ExplorerRecord
from intlindex.outputs.explorer.several import explorer
from makers import framework, group, index_of, indicator

EXAMPLE = ix.load("example")
CASES = cases()


class Scripts(HTMLParser):
    """Collects what stands in script elements, by their id or type, and what elements there are."""

    def __init__(self):
        super().__init__()
        self.scripts, self.tags, self._at = {}, [], None

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        given = dict(attrs)
        self._at = (given.get("id") or given.get("type")) if tag == "script" else None

    def handle_endtag(self, tag):
        self._at = None

    def handle_data(self, data):
        if self._at is not None:
            self.scripts[self._at] = self.scripts.get(self._at, "") + data


def parsed(page):
    reader = Scripts()
    reader.feed(page)
    return reader


def record_of(page):
    return json.loads(parsed(page).scripts["intlindex-record"])


@pytest.fixture(scope="module")
def page():
    return EXAMPLE.explorer(place="Hangzhou", ranges=False)


def test_the_page_holds_a_record_that_its_model_reads(page):
    record = record_of(page)
    assert record["format"] == "intlindex/explorer/1"
    assert ExplorerRecord.model_validate_json(json.dumps(record)).editions[0].id == "example"


@pytest.fixture(scope="module")
def schema():
    """The published schema, as what checks a record."""
    folder = Path(__file__).parents[3] / "docs" / "reference" / "schemas"
    return jsonschema.Draft202012Validator(json.loads((folder / "explorer.json").read_text("utf-8")))


def test_what_stands_in_a_page_holds_to_the_published_schema(page, schema):
    schema.validate(record_of(page))
    named = {name: ix.load(name) for name in ("ieci-2022", "ieci-2024")}
    editions = record_of(explorer(named, place=["Hangzhou", "Vienna"], ranges=False, lang="zh"))
    schema.validate(editions)
    edition = editions["editions"][0]
    assert all(edition[part] for part in ("published", "misses", "sources", "findings", "words", "description"))
    nodes = [node for each in editions["editions"] for node in each["nodes"]]
    assert any("blank" in node for node in nodes)


@pytest.mark.parametrize("name", CASES)
def test_the_record_of_any_index_holds_to_the_published_schema(name, schema):
    schema.validate(CASES[name].record())


def test_ranges_hold_to_the_published_schema_and_what_does_not_belong_is_refused(schema):
    index = index_of([[1, None, 3], [2, 5, 4], [None, None, None], [7, 1, 2]], framework("a", "b", "c"))
    record = record_of(index.explorer())
    schema.validate(record)
    edition = record["editions"][0]
    assert None in edition["ranges"]["best"]
    edition["colour"] = "red"
    with pytest.raises(jsonschema.ValidationError):
        schema.validate(record)


def test_normalised_values_are_read_back_to_the_last_bit(page):
    edition = record_of(page)["editions"][0]
    for node in edition["nodes"]:
        if "indicator" in node:
            ours = EXAMPLE.normalised[node["id"]]
            theirs = node["indicator"]["values"][: len(ours)]
            assert [value for value in theirs if value is not None] == ours.dropna().to_list()


def test_the_page_loads_nothing_and_allows_only_its_own_script(page):
    assert not re.search(r"""(src|href)=["'](?!data:)""", page.split("<script")[0])
    assert "default-src &#x27;none&#x27;" in page
    assert set(parsed(page).scripts) == {"intlindex-record", "module"}
    assert "http" not in style()


def test_the_script_cannot_end_its_element():
    assert "</script" not in script().lower()
    assert "<!--" not in script()
    assert "</style" not in style().lower()


def test_names_that_look_like_markup_stay_text():
    made = hostile()
    page = ix.explorer(made, ranges=False)
    assert "img" not in parsed(page).tags
    assert parsed(page).tags.count("script") == 2
    assert not re.search("<!--|[\u2028\u2029]", page.split('id="intlindex-record">')[1].split("</script>")[0])
    editions = record_of(page)["editions"]
    assert [edition["label"] for edition in editions] == list(made)
    assert [city["name"] for city in editions[0]["cities"]] == list(HOSTILE_CITIES)
    names = {node.id: node.name for node in next(iter(made.values())).framework.nodes}
    assert {node["id"]: node["name"] for node in editions[0]["nodes"]} == names
    units = [node["indicator"]["unit"] for node in editions[0]["nodes"] if "indicator" in node]
    assert units == [HOSTILE[2], HOSTILE[3], HOSTILE[4], HOSTILE[0]]


def test_the_page_of_the_shipped_index_is_under_a_megabyte_and_tells_ranges_misses_and_sources(tmp_path):
    index = ix.load("ieci-2022")
    path = tmp_path / "page.html"
    page = index.explorer(path, place=["Hangzhou"])
    assert path.read_text("utf-8") == page
    assert len(page.encode()) < 1_000_000
    edition = record_of(page)["editions"][0]
    bounds = index.rank_bounds(within=0.25).table.loc[list(index.cities)]
    assert edition["ranges"]["best"] == bounds["best"].to_list()
    assert edition["ranges"]["worst"] == bounds["worst"].to_list()
    agreement = index.agreement()
    assert len(edition["misses"]) == agreement.counts["not held"]
    assert len(edition["published"]) == len(agreement.ranks)
    safety = next(node for node in edition["nodes"] if node["id"] == "safety")
    beijing = index.cities.index("Beijing")
    assert edition["texts"][safety["indicator"]["areas"][beijing]] == "country"
    source = edition["texts"][safety["indicator"]["sources"][beijing]]
    assert edition["sources"][source]["title"]
    assert [city["name"] for city in edition["cities"] if city.get("placed")] == ["Hangzhou"]


def test_several_indices_are_offered_by_their_names():
    other = EXAMPLE.reweight(influence=3)
    record = record_of(ix.explorer({"equal": EXAMPLE, "influence": other}, ranges=False, lang="zh"))
    assert [edition["label"] for edition in record["editions"]] == ["equal", "influence"]
    assert record["language"] == "zh"
    weights = {node["id"]: node["weight"] for node in record["editions"][1]["nodes"]}
    assert weights["influence"] == 3


@pytest.mark.parametrize(
    ("aggregate", "why"),
    [
        ({"kind": "copeland"}, "cities-compared"),
        ({"kind": "topsis"}, "cities-compared"),
        ({"kind": "displaced_ideal"}, "distance"),
        ({"kind": "benefit_of_the_doubt"}, "weights-per-city"),
    ],
)
def test_weights_below_what_the_page_does_not_compute_are_fixed_with_the_reason(aggregate, why):
    made = framework(group("p"), group("q"), *(indicator(name, name[0]) for name in ("p1", "p2", "q1", "q2")))
    index = index_of(
        [[1, 5, 3, 2], [3, 1, 4, 4], [2, 3, 1, 5]], made, Method(groups={"only": {"p": {"aggregate": aggregate}}})
    )
    edition = explorer_record({"one": index}, ranges=False).editions[0]
    by_id = {node.id: node.group for node in edition.nodes}
    assert by_id["p"].why == by_id["p"].fixed == why
    assert list(by_id["p"].taken) == index.scores["p"].to_list()
    assert by_id["q"].why is None
    assert by_id["index"].fixed is None


def test_weights_from_data_are_fixed_with_the_reason():
    method = Method(groups={"weights": {"kind": "entropy"}})
    index = index_of([[1, 5], [3, 1], [2, 3]], framework("a", "b"), method)
    root = explorer_record({"one": index}, ranges=False).editions[0].nodes[0].group
    assert (root.why, root.fixed) == (None, "weights-from-data")


def test_an_index_whose_ranks_have_no_exact_ranges_has_none():
    case = cases()["rounded ranks"]
    assert explorer_record({"one": case.index}).editions[0].ranges is None


def test_every_problem_of_the_arguments_is_told():
    with pytest.raises(RequestError) as caught:
        ix.explorer({"a": 1}, place=[3], lang="fr")
    assert [each.code for each in caught.value.problems] == ["wrong-type", "wrong-type", "wrong-value"]
    with pytest.raises(RequestError, match="no index"):
        ix.explorer({})
    with pytest.raises(UnknownNameError):
        EXAMPLE.explorer(place="Nowhere", ranges=False)


def test_the_command_writes_the_page(tmp_path, capsys):
    path = tmp_path / "page.html"
    arguments = ["explorer", "-f", "example", "--out", str(path), "--place", "Hangzhou", "--no-ranges", "--lang", "zh"]
    assert main([*arguments, "--also", "ieci-2024", "-w", "influence=2"]) == 0
    assert capsys.readouterr().out == ""
    record = record_of(path.read_text("utf-8"))
    assert [edition["id"] for edition in record["editions"]] == ["example", "ieci-2024"]
    weights = {node["id"]: node["weight"] for node in record["editions"][0]["nodes"]}
    assert weights["influence"] == 2


def test_the_command_refuses_another_ending(tmp_path, capsys):
    assert main(["explorer", "-f", "example", "--out", str(tmp_path / "page.csv")]) == 2
    assert ".html" in capsys.readouterr().err
