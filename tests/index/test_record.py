"""An index in a file: written whole, read back the same, and refused where it was changed."""

from __future__ import annotations

import json
import os
import stat

import numpy as np
import pytest

import intlindex as ix
from intlindex import DataError, DefinitionError, Index, IntlindexError, Method
from makers import framework, group, indicator, root, table

FRAMEWORK = framework(
    root(),
    group("influence"),
    indicator("gdp", "influence", unit="US$", bounds=(0, float("inf")), goalposts=(0, 100)),
    indicator("papers", "influence"),
    indicator("rent", direction="lower", names={"zh": "房租"}),
    names={"zh": "我的指数"},
)
METHOD = Method(
    indicators={"only": {"gdp": {"normalise": {"kind": "goalposts"}}, "papers": {"normalise": {"kind": "rank"}}}},
    groups={"level": {"dimension": {"min_coverage": 0.5}}},
    rank={"ties": "average"},
)
DATA = table(
    {
        "gdp": [10.1, 20.2, 1 / 3],
        "papers": [4, None, 2],
        "rent": [500, 900, 700],
        "population": [1.5, None, 7],
        "zone": ["NA", "x", None],
    },
    ["hong_kong", "São Paulo", "My town"],
)


@pytest.fixture
def index():
    return ix.score(DATA, FRAMEWORK, METHOD).reweight(gdp=3, rent=0.1)


@pytest.fixture
def record(index):
    return json.loads(index.to_json())


def test_what_is_written_is_read_back_with_every_part(index):
    again = Index.from_json_text(index.to_json())
    assert again == index
    assert again.framework == index.framework
    assert again.method == index.method
    assert again.reweighting == index.reweighting == {"gdp": 3.0, "rent": 0.1}
    assert again.cities == ("Hong Kong", "São Paulo", "My town")
    assert again.table.attributes == index.table.attributes
    assert again.table.attributes["zone"] == ("NA", "x", None)
    assert again.table.attributes["population"] == (1.5, None, 7.0)
    assert again.table.registry == index.table.registry
    assert again.city("香港") == "Hong Kong"
    for name in ("raw", "normalised", "scores", "ranks", "ranking"):
        assert getattr(again, name).equals(getattr(index, name))


def test_what_was_noticed_when_the_data_was_read_is_kept(index):
    odd = ix.score(DATA.assign(gpd=1.0), FRAMEWORK, METHOD)
    assert (odd.findings["node"] == "gpd").any()
    assert Index.from_json_text(odd.to_json()).findings.equals(odd.findings)


def test_where_values_come_from_is_kept():
    frame = DATA[["city", "gdp", "papers", "rent"]].melt("city", var_name="indicator").assign(year=2020, source="who")
    index = ix.score(frame, FRAMEWORK, METHOD)
    assert Index.from_json_text(index.to_json()).table.provenance == index.table.provenance
    assert index.table.provenance[0]["source"] == "who"


def test_the_shipped_index_is_read_back_the_same(ieci):
    again = Index.from_json_text(ieci.to_json())
    assert again == ieci
    assert again.table.provenance == ieci.table.provenance
    assert again.agreement().counts == ieci.agreement().counts


def test_the_text_is_the_same_every_time(index):
    assert index.to_json() == Index.from_json_text(index.to_json()).to_json()
    assert index.to_json().endswith("}\n")


def test_the_text_is_json_by_the_standard(index):
    """The standard knows no NaN and no infinity."""

    def refuse(constant):
        raise AssertionError(constant)

    json.loads(index.to_json(), parse_constant=refuse)
    odd = DATA.assign(density=[np.inf, np.nan, -np.inf])
    json.loads(ix.score(odd, FRAMEWORK, METHOD).to_json(), parse_constant=refuse)


def test_a_file_is_written_and_read(index, tmp_path):
    path = tmp_path / "mine.json"
    text = index.to_json(path)
    assert path.read_bytes() == text.encode()
    assert Index.from_json(path) == Index.from_json(str(path)) == index


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(index, tmp_path):
    path = tmp_path / "mine.json"
    path.write_text("old")
    path.chmod(0o640)
    index.to_json(path)
    assert Index.from_json(path) == index
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.json"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name == "nt", reason="no umask")
def test_a_new_file_has_the_rights_that_new_files_have(index, tmp_path):
    (tmp_path / "plain").write_text("")
    index.to_json(tmp_path / "mine.json")
    assert (tmp_path / "mine.json").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_file_that_cannot_be_written_is_named_and_leaves_nothing(index, tmp_path):
    with pytest.raises(DataError, match="cannot be written"):
        index.to_json(tmp_path / "no" / "mine.json")
    (tmp_path / "folder").mkdir()
    with pytest.raises(DataError, match="folder: cannot be written"):
        index.to_json(tmp_path / "folder")
    assert [entry.name for entry in tmp_path.iterdir()] == ["folder"]


# ---------------------------------------------------------------- what was changed


def test_a_changed_score_is_named(record):
    record["results"]["scores"][1][0] += 1e-3
    with pytest.raises(DataError, match=r"São Paulo, index: recorded .* computed"):
        Index.from_json_text(json.dumps(record))


def test_a_score_that_was_taken_out_is_named(record):
    record["results"]["scores"][0][1] = None
    with pytest.raises(DataError, match="Hong Kong, influence"):
        Index.from_json_text(json.dumps(record))


def test_a_score_that_differs_by_rounding_is_accepted(record, index):
    record["results"]["scores"][0][0] *= 1 + 1e-13
    assert Index.from_json_text(json.dumps(record)) == index


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record["data"]["values"][0].__setitem__(0, 55.0),
        lambda record: record["data"]["values"][0].__setitem__(0, None),
        lambda record: record["data"]["values"][1].__setitem__(1, 9.0),
        lambda record: record["reweighting"].__setitem__("gdp", 1.0),
        lambda record: record.__setitem__("reweighting", {}),
        lambda record: record["framework"]["indicators"][2].__setitem__("direction", "higher"),
        lambda record: record["method"].__setitem__("indicators", {}),
        lambda record: record["data"]["indicators"].reverse(),
        lambda record: record["results"]["scores"].pop(),
        lambda record: record["results"]["scores"].reverse(),
    ],
    ids=range(10),
)
def test_content_that_does_not_give_the_recorded_results_is_refused(record, change):
    change(record)
    with pytest.raises(IntlindexError):
        Index.from_json_text(json.dumps(record))


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record["data"]["cities"].__setitem__(2, "Your town"),
        lambda record: record["data"]["attributes"]["zone"].__setitem__(0, "x"),
        lambda record: record["framework"].__setitem__("name", "Other"),
        lambda record: record.__setitem__("fingerprint", "0" * 64),
    ],
    ids=["a city renamed", "an attribute", "a name", "the fingerprint itself"],
)
def test_content_that_does_not_have_the_recorded_fingerprint_is_refused(record, change):
    change(record)
    with pytest.raises(IntlindexError):
        Index.from_json_text(json.dumps(record))


PARTS = [
    ("framework",),
    ("method",),
    ("reweighting",),
    ("data",),
    ("results",),
    ("data", "cities"),
    ("data", "indicators"),
    ("data", "values"),
    ("data", "attributes"),
    ("data", "registry"),
    ("data", "provenance"),
    ("results", "scores"),
]


def part_of(record, path):
    for key in path[:-1]:
        record = record[key]
    return record


@pytest.mark.parametrize("path", PARTS, ids=".".join)
def test_a_part_that_is_missing_is_named(record, path):
    del part_of(record, path)[path[-1]]
    with pytest.raises(IntlindexError, match=path[-1]):
        Index.from_json_text(json.dumps(record))


@pytest.mark.parametrize("value", ["text", 3, [3], {"a": 3}], ids=repr)
@pytest.mark.parametrize("path", PARTS, ids=".".join)
def test_a_part_of_the_wrong_type_is_refused(record, path, value):
    part_of(record, path)[path[-1]] = value
    with pytest.raises(IntlindexError):
        Index.from_json_text(json.dumps(record))


@pytest.mark.parametrize("value", ["text", [], {}, True, 1e999], ids=repr)
def test_a_cell_of_the_wrong_type_is_refused(record, value):
    record["data"]["values"][0][0] = value
    with pytest.raises(IntlindexError):
        Index.from_json_text(json.dumps(record))


@pytest.mark.parametrize("part", ["cities", "indicators"])
def test_labels_that_do_not_fit_the_values_are_refused(record, part):
    record["data"][part].pop()
    with pytest.raises(IntlindexError):
        Index.from_json_text(json.dumps(record))


def test_a_city_that_stands_twice_is_refused(record):
    record["data"]["cities"][1] = record["data"]["cities"][0]
    with pytest.raises(IntlindexError):
        Index.from_json_text(json.dumps(record))


def test_a_definition_that_is_wrong_is_told_as_for_a_file(record):
    record["framework"]["indicators"][0]["direction"] = "up"
    with pytest.raises(DefinitionError, match=r"indicators\[gdp\]\.direction: .* found 'up'"):
        Index.from_json_text(json.dumps(record))
    record["framework"]["indicators"][0]["direction"] = "higher"
    record["method"]["rank"]["ties"] = "first"
    with pytest.raises(DefinitionError, match=r"rank\.ties: .* found 'first'"):
        Index.from_json_text(json.dumps(record))


def test_a_weight_that_is_wrong_is_told_as_for_reweight(record):
    record["reweighting"]["gpd"] = 1
    with pytest.raises(DefinitionError, match="did you mean 'gdp'"):
        Index.from_json_text(json.dumps(record))


# ---------------------------------------------------------------- what is no such file


@pytest.mark.parametrize("text", ["{", '{"format": }', "{} {}"])
def test_text_that_is_no_json_is_refused(text):
    with pytest.raises(DefinitionError, match="not valid JSON"):
        Index.from_json_text(text)


@pytest.mark.parametrize("text", ["{}", '{"format": "intlindex/index/2"}', '{"format": 1}'])
def test_json_of_another_format_is_refused(text):
    with pytest.raises(DefinitionError, match="not 'intlindex/index/1'"):
        Index.from_json_text(text)


@pytest.mark.parametrize("text", ["[]", "3", "null"])
def test_a_file_of_another_shape_is_refused(text, tmp_path):
    (tmp_path / "mine.json").write_text(text)
    with pytest.raises(DefinitionError, match=r"mine\.json: is not an index"):
        Index.from_json(tmp_path / "mine.json")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DefinitionError, match=r"nowhere\.json: no such file"):
        Index.from_json(tmp_path / "nowhere.json")


@pytest.mark.parametrize("source", [3, None, b"{}", {}], ids=repr)
def test_what_is_neither_text_nor_a_path_is_refused(source):
    with pytest.raises(IntlindexError):
        Index.from_json(source)
