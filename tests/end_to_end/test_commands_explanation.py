"""What `explain`, `compare` and `place` print, as a table, as CSV and as JSON, and what they refuse."""

import csv
import io
import json
import re
import unicodedata
from pathlib import Path

import pytest

import intlindex as ix


def wide(line):
    return sum(
        0 if unicodedata.combining(letter) else 1 + (unicodedata.east_asian_width(letter) in "WF") for letter in line
    )


@pytest.fixture
def hangzhou(tmp_path, ieci):
    path = tmp_path / "hangzhou.csv"
    ieci.place("Hangzhou").raw.reset_index().to_csv(path, index=False)
    return str(path)


def test_all_read_well_in_80_columns(result, hangzhou):
    for arguments in (
        ["explain", "Beijing"],
        ["explain", "New York", "--against", "median"],
        ["explain", "Beijing", "--against", "Shanghai", "--method", "geometric"],
        ["compare", "Beijing", "Shanghai"],
        ["compare", "Beijing", "San Francisco", "--method", "copeland"],
        ["place", hangzhou],
        ["place", "Hangzhou", "Vienna"],
    ):
        printed = result(*arguments)
        assert max(map(wide, printed.splitlines())) <= 80, arguments
        assert printed.strip()


def test_explain_says_where_a_city_stands_and_why(result):
    printed = result("explain", "Beijing")
    assert re.search(r"Beijing scores \d+\.\d, rank \d+ of 37", printed)
    assert "fortune_500_headquarters" in printed


def test_explain_as_json_and_csv_sums_to_the_score(result, ieci):
    record = json.loads(result("explain", "Beijing", "--against", "Shanghai", "--format", "json"))
    assert record["format"] == "intlindex/explanation/1"
    assert (record["city"], record["against"]) == ("Beijing", "Shanghai")
    assert sum(record["contributions"].values()) == pytest.approx(record["total"], abs=1e-9)
    rows = list(csv.DictReader(io.StringIO(result("explain", "Beijing", "--format", "csv"))))
    leaves = {node.id for node in ieci.framework.indicators}
    whole = sum(float(row["contribution"]) for row in rows if row["node"] in leaves)
    assert whole == pytest.approx(ieci.scores.loc["Beijing", "index"], abs=1e-9)


def test_compare_as_json_and_csv_has_all_nodes(result, ieci):
    record = json.loads(result("compare", "Beijing", "Shanghai", "--format", "json"))
    assert record["format"] == "intlindex/comparison/1"
    assert len(record["nodes"]) == len(ieci.nodes)
    assert record["nodes"][0]["scores"] == {
        city: pytest.approx(ieci.scores.loc[city, "index"]) for city in ("Beijing", "Shanghai")
    }
    rows = list(csv.DictReader(io.StringIO(result("compare", "Beijing", "Shanghai", "--format", "csv"))))
    assert list(rows[0])[:4] == ["node", "Beijing", "Shanghai", "difference"]
    blanks = json.loads(result("compare", "Beijing", "Shanghai", "--method", "copeland", "--format", "json"))
    assert blanks["tipping"] == {"weights": None, "distance": None}


def test_place_takes_a_file_and_shipped_names_alike(result, hangzhou, ieci):
    from_file = json.loads(result("place", hangzhou, "--format", "json"))
    by_name = json.loads(result("place", "杭州", "--format", "json"))
    assert from_file == by_name
    assert from_file["format"] == "intlindex/placement/1"
    (row,) = from_file["cities"]
    assert list(row) == ["city", "score", "rank", "best", "worst"]
    assert row["best"] <= row["rank"] <= row["worst"]
    rows = list(csv.DictReader(io.StringIO(result("place", hangzhou, "--format", "csv"))))
    assert float(rows[0]["score"]) == pytest.approx(ieci.place("Hangzhou").table["score"].iloc[0])


def test_the_weights_that_are_asked_for_hold(result, ieci):
    record = json.loads(result("explain", "Beijing", "--weights", "influence=2", "--format", "json"))
    assert record["total"] == pytest.approx(ieci.reweight(influence=2).scores.loc["Beijing", "index"])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["explain", "Bejing"], "did you mean 'Beijing'"),
        (["explain", "Beijing", "--against", "nowhere at all"], "explain against"),
        (["explain", "Beijing", "--method", "copeland"], "compare the cities with one another"),
        (["compare", "Beijing", "北京"], "with itself"),
        (["place", "nowhere.csv"], "no such file"),
        (["place", "Hangzhuo"], "did you mean 'Hangzhou'"),
        (["place", "Hangzhou", "--method", "copeland"], "one more city"),
    ],
)
def test_wrong_input_is_told_on_standard_error(command, arguments, told):
    done = command(*arguments)
    assert done.code == 3
    assert done.out == ""
    assert told in done.err
    assert "Traceback" not in done.err


def test_a_file_with_several_problems_tells_all(command, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("city,parcs,pm25,safety\nJinan,1,many,-3\n", "utf-8")
    done = command("place", str(path))
    assert done.code == 3
    assert "parcs" in done.err
    path.write_text("city,pm25,safety\nJinan,many,-3\n", "utf-8")
    done = command("place", str(path))
    assert "Jinan, pm25" in done.err
    assert "Jinan, safety" in done.err


def test_wrong_usage_is_told(command):
    for arguments in (["explain"], ["compare", "Beijing"], ["place"]):
        assert command(*arguments).code == 2


def test_commands_say_what_the_python_calls_say(result):
    index = ix.load("ieci-2022")
    assert result("explain", "Tokyo").strip() == repr(index.explain("Tokyo")).strip()
    assert result("compare", "Tokyo", "Seoul").strip() == repr(index.compare("Tokyo", "Seoul")).strip()
    assert result("place", "Geneva").strip() == repr(index.place("Geneva")).strip()


def test_a_placed_city_is_explained_against_one_of_the_index(result, command, hangzhou, ieci):
    expected = ieci.place(Path(hangzhou)).explain("Hangzhou", against="Shanghai")
    assert result("place", hangzhou, "--against", "Shanghai").strip() == repr(expected).strip()
    record = json.loads(result("place", hangzhou, "--against", "上海", "--format", "json"))
    assert record["format"] == "intlindex/explanation/1"
    assert sum(record["contributions"].values()) == pytest.approx(record["total"], abs=1e-9)
    assert command("place", "Hangzhou", "Vienna", "--against", "Shanghai").code == 2
    assert "did you mean 'Shanghai'" in command("place", hangzhou, "--against", "Shangai").err


def test_records_have_the_sentences(result, ieci):
    record = json.loads(result("compare", "Beijing", "Shanghai", "--format", "json"))
    assert record["sentences"] == list(ieci.compare("Beijing", "Shanghai").sentences)
    record = json.loads(result("place", "Vienna", "--format", "json"))
    assert record["sentences"] == list(ieci.place("Vienna").sentences)
