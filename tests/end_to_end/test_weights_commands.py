"""What ``dominance``, ``local-sensitivity`` and the other commands about weights print: what Python returns."""

from __future__ import annotations

import csv
import io
import json

import pandas as pd
import pytest

import intlindex as ix
from intlindex.display.shown import flat

NAMES = ["Paris", "London", "Tokyo", "Seoul"]
QUESTIONS = {
    "dominance": lambda index: index.dominance(),
    "dominance --any": lambda index: index.dominance(weights=ix.Simplex()),
    "most-favourable Beijing": lambda index: index.most_favourable("Beijing"),
    "most-favourable 北京 --by score --within 0.2": lambda index: index.most_favourable(
        "Beijing", by="score", within=0.2
    ),
    "weight-map": lambda index: index.weight_map(),
    "weight-map Beijing --within 0.3": lambda index: index.weight_map(within=0.3).ranks("Beijing"),
    "stability-radius": lambda index: index.stability_radius(),
    "stability-radius --first 3 --norm total": lambda index: index.stability_radius(top=3, norm="total"),
    "stability-radius --city Seoul --of leaves": lambda index: index.stability_radius(city="Seoul", of="leaves"),
    f"calibrate {' '.join(NAMES)} --random-orders 2": lambda index: index.calibrate(NAMES, random_orders=2),
    "local-sensitivity": lambda index: index.local_sensitivity(),
    "scenarios geometric influence=2": lambda index: index.scenarios(
        {"geometric": "geometric", "influence=2": {"influence": 2}}
    ),
}


@pytest.fixture(scope="module")
def example():
    return ix.load("example")


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_command_prints_the_result_of_python(question, result, example):
    found = QUESTIONS[question](example)
    given = [*question.split(), "--framework", "example"]
    text = result(*given)
    assert text == f"{found!r}\n"
    assert max(map(len, text.splitlines())) <= 80
    record = json.loads(result(*given, "--format", "json"))
    assert record == json.loads(found.record().to_json())
    assert (record["format"], record["kind"]) == ("intlindex/table/1", type(found).__name__)


TABLES = {
    "dominance": ("cities", lambda index: index.dominance(), ["necessary", "possible", "hasse"]),
    "local-sensitivity": ("nodes", lambda index: index.local_sensitivity(), ["shares", "weights", "values"]),
    "scenarios rank_based": (
        "summary",
        lambda index: index.scenarios({"rank_based": "rank_based"}),
        ["ranks", "shifts"],
    ),
    f"calibrate {' '.join(NAMES)} --random-orders 0": (
        "weights",
        lambda index: index.calibrate(NAMES, random_orders=0),
        ["violations"],
    ),
}


@pytest.mark.parametrize("question", TABLES)
def test_another_table_is_written_by_name_with_what_it_has(question, result, example):
    main, asked, others = TABLES[question]
    found = asked(example)
    given = [*question.split(), "--framework", "example"]
    assert result(*given, "--show", main) == result(*given)
    for name in others:
        expected = flat(getattr(found, name))
        rows = list(csv.reader(io.StringIO(result(*given, "--show", name, "--format", "csv"))))
        assert rows[0] == list(expected.columns)
        assert [row[0] for row in rows[1:]] == [str(cell) for cell in expected.iloc[:, 0]]
        record = json.loads(result(*given, "--show", name, "--format", "json"))
        assert [each["name"] for each in record["columns"]] == rows[0]
        read = pd.DataFrame(record["rows"], columns=rows[0])
        assert read.isna().to_numpy().tolist() == expected.isna().to_numpy().tolist()
        [sentence] = record["sentences"]
        assert sentence in " ".join(result(*given, "--show", name).split())
        chinese = result(*given, "--show", name, "--lang", "zh")
        assert sentence not in chinese
        assert "。" in chinese


def test_what_was_published_is_compared_at_the_command_line(result):
    found = ix.load("ieci-2022").agreement()
    assert result("agreement") == f"{found!r}\n"
    rows = list(csv.DictReader(io.StringIO(result("agreement", "--show", "claims", "--format", "csv"))))
    assert [row["id"] for row in rows] == found.claims["id"].to_list()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["dominance", "--any", "--within", "0.2"], 2, "--any"),
        (["dominance", "--method", "copeland"], 3, "linear"),
        (["most-favourable", "Bejing"], 3, "did you mean 'Beijing'?"),
        (["most-favourable"], 2, "required"),
        (["weight-map", "Bejing"], 3, "did you mean 'Beijing'?"),
        (["weight-map", "--of", "leaves"], 3, "three"),
        (["stability-radius", "--first", "3", "--city", "Seoul"], 3, "top"),
        (["calibrate", "Paris"], 3, "two"),
        (["calibrate", "Paris", "Paris"], 3, "Paris"),
        (["local-sensitivity", "--show", "slopes"], 2, "slopes"),
        (["scenarios", "influence=2", "influence=2"], 2, "given twice"),
        (["scenarios", "influence=much"], 2, "influence=much"),
        (["scenarios", "geometrical"], 3, "geometric"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments, code, words, command):
    outcome = command(*arguments, "--framework", "example")
    assert (outcome.code, outcome.out) == (code, "")
    assert words in outcome.err
