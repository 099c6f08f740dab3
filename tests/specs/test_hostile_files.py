"""Definition files and index files of strangers: whatever they hold, the error is ours and names the file."""

from __future__ import annotations

import json

import pytest

import intlindex as ix
from intlindex import DefinitionError, Framework, IntlindexError, Method
from makers import framework, table

TOML = {
    "nested arrays": "x = " + "[" * 5000 + "]" * 5000,
    "nested tables": "[" + ".".join("a" * 3000) + "]",
    "a dotted key": ".".join("a" * 3000) + " = 1",
    "many digits": "x = " + "9" * 5000,
    "some digits": "x = " + "9" * 400,
    "a number without end": "x = 1e999",
    "half a character": 'x = "\\ud83d"',
    "a table without end": "[[a]]\n" * 5 + "b = {" * 3000,
}


@pytest.mark.parametrize("text", TOML.values(), ids=TOML.keys())
@pytest.mark.parametrize("made", [Framework, Method])
def test_toml_that_no_parser_bears_is_refused_by_name(tmp_path, text, made):
    path = tmp_path / "definition.toml"
    path.write_text(text)
    with pytest.raises(DefinitionError) as caught:
        made.from_toml(path)
    assert str(caught.value).startswith(str(path))


@pytest.mark.parametrize("kind", ["custom", ["x"], {"kind": "x"}, 3, 1.5, True, "", "\0", None])
@pytest.mark.parametrize(
    ("part", "step"),
    [("indicators", step) for step in ("transform", "impute", "treat", "normalise")]
    + [("groups", step) for step in ("weights", "aggregate", "normalise")],
)
def test_whatever_a_kind_is_it_is_found_wrong(part, step, kind):
    with pytest.raises(DefinitionError, match="kind"):
        Method(**{part: {step: {"kind": kind}}})


@pytest.fixture
def record():
    made = framework("a", "b")
    index = ix.score(table({"a": [1, 2, 3], "b": [3, 1, 2], "spare": [1, 2, 3]}), made)
    return json.loads(index.to_json())


def read(tmp_path, text):
    path = tmp_path / "index.json"
    path.write_text(text, "utf-8", "surrogatepass")
    return ix.Index.from_json(path)


JSON = {
    "nested lists": "[" * 100_000,
    "nested and closed": '{"format": ' + "[" * 900 + "]" * 900 + "}",
    "many digits": '{"format": ' + "9" * 5000 + "}",
}


@pytest.mark.parametrize("text", JSON.values(), ids=JSON.keys())
def test_json_that_no_parser_bears_is_refused_by_name(tmp_path, text):
    with pytest.raises(DefinitionError, match=r"index\.json"):
        read(tmp_path, text)


@pytest.mark.parametrize("value", ["\ud83d", 10**400, float("inf"), float("nan"), [[[]]], {"a": {}}, None, "x", -1])
@pytest.mark.parametrize(
    "place", [("data", "values"), ("data", "cities"), ("findings",), ("reweighting", "a"), ("framework",)]
)
def test_a_value_of_another_kind_anywhere_is_refused(tmp_path, record, place, value):
    within = record
    for key in place[:-1]:
        within = within[key]
    within[place[-1]] = value
    with pytest.raises(IntlindexError):
        read(tmp_path, json.dumps(record))


def test_a_warning_cannot_be_taken_out_of_a_result(tmp_path, record):
    assert [code for code, *_ in record["findings"]] == ["unused-column"]
    record["findings"] = []
    with pytest.raises(IntlindexError, match="changed after it was written"):
        read(tmp_path, json.dumps(record))


@pytest.mark.parametrize("change", ["intlindex", "numpy"])
def test_a_version_cannot_be_changed_either(tmp_path, record, change):
    record["versions"][change] = "9.9"
    with pytest.raises(IntlindexError, match="changed after it was written"):
        read(tmp_path, json.dumps(record))


@pytest.mark.parametrize("name", ["a\0b.toml", "\ud83d.toml", "x" * 5000 + ".toml"])
def test_what_no_file_can_be_called_is_said(name):
    with pytest.raises(IntlindexError):
        Framework.from_toml(name)
    with pytest.raises(IntlindexError):
        ix.load("ieci-2022").to_json(name)


def test_a_device_is_no_definition():
    with pytest.raises(DefinitionError, match="is a device"):
        Framework.from_toml("/dev/zero")
