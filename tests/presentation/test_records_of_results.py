"""Every result has a record that holds to its published schema, says what the result says, and reads back."""

import json
import math
import warnings
from pathlib import Path

import jsonschema
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import intlindex as ix
from intlindex import records
from intlindex.cli import main
from intlindex.outputs import WRITERS
from intlindex.outputs.records.cells import plain
from intlindex.outputs.records.schemas import RECORDS
from intlindex.outputs.records.tabular import typed

SCHEMAS = Path(__file__).parents[2] / "docs" / "reference" / "schemas"


@pytest.fixture(scope="module")
def index():
    return ix.load("example")


def panel():
    data = pd.DataFrame(
        {
            "city": ["X", "Y", "X", "Y"],
            "time": [2020, 2020, 2021, 2021],
            "a": [0.0, 10.0, 5.0, 1.0],
            "b": [1.0, 2.0, 3.0, np.nan],
        }
    )
    framework = ix.Framework(
        id="mine",
        name="Mine",
        groups=[{"id": "index", "name": "Mine", "level": "index"}],
        indicators=[
            {"id": name, "parent": "index", "name": name, "unit": "points", "direction": "higher", "scale": "ratio"}
            for name in ("a", "b")
        ],
    )
    return ix.panel(data, framework)


RESULTS = {
    "Explanation": lambda index: index.explain("Beijing", against="median"),
    "Comparison": lambda index: index.compare("Beijing", "Shanghai"),
    "Placement": lambda index: index.place(["Hangzhou", "Vienna"]),
    "Improvement": lambda index: index.improve("Beijing", rank=3),
    "RankBounds": lambda index: index.rank_bounds(within=0.25),
    "TippingPoint": lambda index: index.tipping_point("Beijing", "Paris"),
    "Uncertainty": lambda index: index.uncertainty(draws=64, rng=1),
    "Sensitivity": lambda index: index.sensitivity(samples=16, rng=1, weights=ix.Simplex(groups=["index"]), noise=0.05),
    "LeaveOneOut": lambda index: index.leave_one_out("group"),
    "Audit": lambda index: index.audit(),
    "Change": lambda index: index.change_from(index.drop("London")),
    "IndexSet": lambda index: ix.compare_indices({"one": index, "other": index.replace(method="geometric")}),
    "RanksWithin": lambda index: index.ranks_within("region"),
    "Panel": lambda _: panel(),
    "StabilityRadius": lambda index: index.stability_radius(),
    "Calibration": lambda index: index.calibrate(list(index.cities[:5])),
    "MostFavourable": lambda index: index.most_favourable("Beijing"),
    "Dominance": lambda index: index.dominance(),
    "WeightMap": lambda index: index.weight_map(),
    "RankMap": lambda index: index.weight_map().ranks("Beijing"),
    "Scenarios": lambda index: index.scenarios({"more": {"influence": 2}, "geometric": "geometric"}),
    "LocalSensitivity": lambda index: index.local_sensitivity(),
    "Reweightings": lambda index: index.reweight_many([{"influence": 2}, {"connectivity": 3}]),
    "Agreement": lambda _: ix.load("ieci-2022").agreement(),
    "Draft": lambda _: ix.draft(pd.DataFrame({"city": ["A", "B"], "Rents (EUR)": [700, 900], "region": ["x", "y"]})),
}
by_result = pytest.mark.parametrize("name", RESULTS)


@pytest.fixture(scope="module")
def results(index):
    """Results by name, each computed once."""
    found = {}

    def result(name):
        if name not in found:
            found[name] = RESULTS[name](index)
        return found[name]

    return result


def schema_of(record):
    return json.loads((SCHEMAS / f"{record.format.split('/')[1]}.json").read_text("utf-8"))


def test_every_result_is_asked_for_its_record():
    classes = {
        name
        for name in ix.results.__all__
        if isinstance(value := getattr(ix.results, name), type) and issubclass(value, ix.results.Result)
    }
    assert set(RESULTS) == classes - {"Result"}


@by_result
def test_a_record_holds_to_its_published_schema_and_reads_back(name, results):
    result = results(name)
    assert type(result).__name__ == name
    record = result.record()
    text = record.to_json()
    jsonschema.validate(json.loads(text), schema_of(record))
    assert json.loads(text) == record.to_dict()
    assert type(record).from_json(text).to_dict() == record.to_dict()


@by_result
def test_a_record_is_of_the_class_that_its_result_states(name, results):
    (base,) = [
        each for each in type(results(name)).__orig_bases__ if getattr(each, "__origin__", None) is ix.results.Result
    ]
    assert type(results(name).record()) is base.__args__[0]


@by_result
def test_a_record_has_no_number_that_json_has_not(name, results):
    json.loads(results(name).record().to_json(), parse_constant=pytest.fail)


@pytest.mark.parametrize("name", [name for name in RESULTS if "record" not in WRITERS.get(name, {})])
def test_a_table_record_holds_the_main_table_cell_by_cell(name, results):
    result = results(name)
    record, written = result.record(), result.table
    frame = written.reset_index() if written.index.names != [None] else written
    assert record.kind == name
    assert [each.name for each in record.columns] == list(map(str, frame.columns))
    assert len(record.rows) == len(frame)
    for at, column in enumerate(record.columns):
        for cell, wanted in zip((row[at] for row in record.rows), frame.iloc[:, at], strict=True):
            if column.type == "string":
                assert cell == (None if plain(wanted) is None else str(plain(wanted)))
            else:
                assert cell == plain(wanted)
    assert list(record.sentences) == [str(line) for line in result.shown.written().lines]


def test_the_parts_of_an_explanation_are_those_of_its_tables(index):
    found = index.explain("Beijing", against="Paris")
    record = found.record()
    assert record.total == found.total
    assert record.contributions == found.contributions.to_dict()
    table = found.table
    assert [node.node for node in record.nodes] == table.index.to_list()
    for field in ("depth", "contribution", "score", "reference", "value"):
        wanted = [plain(value) for value in table[field]]
        assert [getattr(node, field) for node in record.nodes] == wanted
    assert "reference" not in index.explain("Beijing").record().to_dict()["nodes"][0]


@pytest.mark.parametrize(
    ("name", "table", "part"),
    [
        ("Explanation", lambda found: found.table.drop(columns="standing"), lambda record: record.nodes),
        ("Explanation", lambda found: found.strengths, lambda record: record.strengths),
        ("Comparison", lambda found: found.peers.set_index("city"), lambda record: record.peers),
        ("Placement", lambda found: found.table, lambda record: record.cities),
        ("Placement", lambda found: found.unknown.set_index("city"), lambda record: record.unknown),
        ("Improvement", lambda found: found.table, lambda record: record.changes),
        ("Improvement", lambda found: found.marginal, lambda record: record.marginal),
        ("RankBounds", lambda found: found.table, lambda record: record.bounds),
    ],
)
def test_no_column_of_a_table_is_left_out_of_its_record(name, table, part, results):
    found = results(name)
    columns = set(table(found).columns)
    rows = [row.to_dict() for row in part(found.record())]
    assert rows
    assert all(columns <= set(row) for row in rows)


def test_the_scores_and_ranks_of_an_index_are_those_of_its_tables(index):
    scores, ranks = index.record("scores"), index.record("ranks")
    for record, values, frame in ((scores, scores.scores, index.scores), (ranks, ranks.ranks, index.ranks)):
        jsonschema.validate(json.loads(record.to_json()), schema_of(record))
        assert {
            city: {node: plain(cell) for node, cell in row.items()} for city, row in frame.T.to_dict().items()
        } == values


def test_a_record_that_does_not_exist_is_refused_with_the_nearest(index):
    with pytest.raises(ix.RequestError, match="did you mean 'ranking'"):
        index.record("rankings")


def test_a_record_is_frozen_and_refuses_unknown_fields(index):
    record = index.record()
    with pytest.raises(ValueError, match="frozen"):
        record.name = "other"
    with pytest.raises(ValueError, match="colour"):
        records.RankingRecord.from_json(json.dumps({**record.to_dict(), "colour": "red"}))


def test_every_record_is_public_by_name():
    assert {each.__name__ for each in RECORDS} <= set(records.__all__)
    assert list(records.__all__) == sorted(records.__all__)


@given(
    st.lists(st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text())
)
def test_a_typed_column_has_cells_of_its_type_only(values):
    kind, cells = typed(values)
    allowed = {"boolean": (bool,), "integer": (int,), "number": (int, float), "string": (str,)}[kind]
    assert all(each is None or type(each) in allowed for each in cells)
    assert [each is None for each in cells] == [each is None for each in values]


@pytest.mark.parametrize("value", [math.inf, -math.inf, np.float64("inf")])
def test_what_is_infinite_becomes_null(value):
    assert plain(value) is None


def test_a_record_is_written_without_a_warning(index):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        index.record().model_dump_json()


COMMANDS = {
    "rank": lambda index: index.record(),
    "score": lambda index: index.record("scores"),
    "score --ranks": lambda index: index.record("ranks"),
    "rank --within region": lambda index: index.ranks_within("region").record(),
    "explain Beijing": lambda index: index.explain("Beijing").record(),
    "explain Beijing --against Paris": lambda index: index.explain("Beijing", "Paris").record(),
    "compare Beijing Paris": lambda index: index.compare("Beijing", "Paris").record(),
    "place Hangzhou": lambda index: index.place("Hangzhou").record(),
    "improve Beijing --rank 3": lambda index: index.improve("Beijing", rank=3).record(),
    "bounds": lambda index: index.rank_bounds().record(),
    "tipping Beijing Paris": lambda index: index.tipping_point("Beijing", "Paris").record(),
    "audit": lambda index: index.audit().record(),
    "sensitivity --leave-out group": lambda index: index.leave_one_out("group").record(),
    "uncertainty --draws 64 --seed 1": lambda index: index.uncertainty(draws=64, rng=1).record(),
    "compare-indices geometric": lambda index: ix.compare_indices(
        {"default": index, "geometric": index.replace(method="geometric")}
    ).record(),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_command_line_prints_the_record(command, index, capsys):
    assert main.main([*command.split(), "--framework", "example", "--format", "json"]) == 0
    assert capsys.readouterr().out == COMMANDS[command](index).to_json(indent=2) + "\n"


OTHER_COMMANDS = ["show influence", "show", "show methods", "validate", "sensitivity --samples 16 --seed 1"]


@pytest.mark.parametrize("command", [*OTHER_COMMANDS, "rank --with region", "bounds --witness Beijing"])
def test_what_only_the_command_line_prints_holds_to_its_schema(command, capsys):
    assert main.main([*command.split(), "--framework", "example", "--format", "json"]) == 0
    written = json.loads(capsys.readouterr().out)
    name = written["format"].split("/")[1]
    jsonschema.validate(written, json.loads((SCHEMAS / f"{name}.json").read_text("utf-8")))


def test_the_reference_lists_every_format_and_its_class():
    page = (SCHEMAS.parent / "records.md").read_text("utf-8")
    assert [each for each in RECORDS if f"`{each.__name__}`" not in page] == []
    assert [each for each in RECORDS if f"`{each.model_fields['format'].default}`" not in page] == []
