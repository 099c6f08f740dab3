"""The published JSON Schemas are current, valid, and hold for what ships."""

import json
import tomllib
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

import intlindex as ix
from intlindex.cli import main
from intlindex.core.data.shipped_files import framework_names, method_names, resolve_framework, resolve_method
from intlindex.outputs.records.schemas import RECORDS, SCHEMAS

FOLDER = Path(__file__).parents[1] / "docs" / "reference" / "schemas"
NAMES = tuple(SCHEMAS)

by_name = pytest.mark.parametrize("name", NAMES)


def published(name):
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


def holds(name, record):
    """Validate what went through JSON and back."""
    jsonschema.validate(json.loads(json.dumps(record, allow_nan=False)), published(name))


def test_every_schema_is_published_and_no_other():
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(f"{name}.json" for name in NAMES)


@by_name
def test_a_published_schema_is_what_the_command_line_prints(name, capsys):
    assert main.main(["schema", name]) == 0
    assert (FOLDER / f"{name}.json").read_bytes() == capsys.readouterr().out.encode()


@by_name
def test_a_published_schema_is_valid_draft_2020_12(name):
    schema = published(name)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


def objects(schema):
    """Every part of a schema that describes an object of ours."""
    for part in (schema, *schema.get("$defs", {}).values()):
        if "properties" in part:
            yield part


@by_name
def test_a_published_schema_refuses_unknown_fields_and_describes_all_of_ours(name):
    for part in objects(published(name)):
        assert part["additionalProperties"] is False
        assert part["description"]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_a_published_schema_of_a_record_describes_every_field(record):
    name = record.model_fields["format"].default.split("/")[1]
    for part in objects(published(name)):
        assert [field for field, about in part["properties"].items() if not about.get("description")] == []
        if "format" in part["properties"]:
            assert part["properties"]["format"]["const"] == f"intlindex/{name}/1"


@pytest.mark.parametrize("framework", framework_names())
@pytest.mark.parametrize("complete", [True, False], ids=["complete", "without defaults"])
def test_a_shipped_framework_as_json_holds_to_the_schema(framework, complete):
    spec = resolve_framework(framework)
    holds("framework", spec.model_dump(mode="json", exclude_defaults=not complete))


@pytest.mark.parametrize("framework", framework_names())
def test_a_shipped_framework_as_written_holds_to_the_schema(framework):
    text = (files("intlindex.indicators") / "frameworks" / f"{framework}.toml").read_text("utf-8")

    def plain(value):
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        if isinstance(value, list):
            return [plain(item) for item in value]
        return str(value) if value in (float("inf"), float("-inf")) else value

    holds("framework", plain(tomllib.loads(text)))


@pytest.mark.parametrize("method", method_names())
@pytest.mark.parametrize("complete", [True, False], ids=["complete", "without defaults"])
def test_a_shipped_method_as_json_holds_to_the_schema(method, complete):
    spec, _ = resolve_method(method, resolve_framework("ieci-2022"))
    holds("method", spec.model_dump(mode="json", exclude_defaults=not complete))


@pytest.mark.parametrize("method", method_names())
def test_a_shipped_method_as_written_holds_to_the_schema(method):
    text = (files("intlindex.indicators") / "methods" / f"{method}.toml").read_text("utf-8")
    holds("method", tomllib.loads(text))


@pytest.mark.parametrize("framework", framework_names())
def test_a_shipped_ranking_holds_to_the_schema(framework):
    index = ix.load(framework)
    holds("ranking", index.record().to_dict())
    holds("ranking", index.reweight(influence=0).record().to_dict())


@pytest.mark.parametrize("ties", ["min", "max", "average", "dense", "ordinal"])
def test_a_ranking_with_any_treatment_of_ties_holds_to_the_schema(ties):
    index = ix.load("ieci-2022")
    holds("ranking", index.replace(method=index.method.replace(rank={"ties": ties})).record().to_dict())


WRONG_FRAMEWORKS = {
    "no groups": {"groups": None},
    "unknown field": {"colour": "red"},
    "other format": {"format": "intlindex/framework/2"},
    "id as a number": {"id": 3},
    "id with a space": {"id": "my index"},
}


@pytest.mark.parametrize("change", WRONG_FRAMEWORKS.values(), ids=WRONG_FRAMEWORKS)
def test_what_is_no_framework_is_refused_by_the_schema_and_by_the_library(change):
    plain = resolve_framework("ieci-2022").model_dump(mode="json", exclude_defaults=True)
    changed = {key: value for key, value in {**plain, **change}.items() if value is not None}
    with pytest.raises(jsonschema.ValidationError):
        holds("framework", changed)
    with pytest.raises(ix.DefinitionError):
        ix.Framework(**changed)


WRONG_INDICATORS = {
    "direction": "up",
    "scale": "metric",
    "weight": -1,
    "bounds": [0],
    "status": "guessed",
    "unit": None,
}


@pytest.mark.parametrize(("field", "value"), WRONG_INDICATORS.items(), ids=WRONG_INDICATORS)
def test_what_is_no_indicator_is_refused_by_the_schema_and_by_the_library(field, value):
    plain = resolve_framework("ieci-2022").model_dump(mode="json", exclude_defaults=True)
    indicator = {**plain["indicators"][0], field: value}
    changed = {**plain, "indicators": [indicator, *plain["indicators"][1:]]}
    with pytest.raises(jsonschema.ValidationError):
        holds("framework", changed)
    with pytest.raises(ix.DefinitionError):
        ix.Framework(**changed)


WRONG_METHODS = {
    "unknown kind": {"indicators": {"normalise": {"kind": "min_mx"}}},
    "field of another kind": {"indicators": {"normalise": {"kind": "z_score", "low": 0}}},
    "coverage above one": {"groups": {"min_coverage": 1.5}},
    "unknown blanks": {"groups": {"only": {"index": {"blanks": "skip"}}}},
    "unknown ties": {"rank": {"ties": "best"}},
}


@pytest.mark.parametrize("method", WRONG_METHODS.values(), ids=WRONG_METHODS)
def test_what_is_no_method_is_refused_by_the_schema_and_by_the_library(method):
    with pytest.raises(jsonschema.ValidationError):
        holds("method", method)
    with pytest.raises(ix.DefinitionError):
        ix.Method(**method)
