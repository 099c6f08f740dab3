"""What ``bounds``, ``tipping`` and ``improve`` print."""

import csv
import io
import json

import pytest
from own_index import Own

import intlindex as ix


def test_bounds_print_every_city_with_best_and_worst_rank(result):
    lines = result("bounds").splitlines()
    header = next(at for at, line in enumerate(lines) if line.startswith("city"))
    assert lines[header].split() == ["city", "best", "rank", "worst"]
    assert lines[header + 1].split() == ["London", "1", "1", "1"]
    assert len(lines) == header + 38
    told = ["Best and worst attainable rank: International Exchange Centers Index 2022", "(reconstruction)"]
    assert lines[:2] == told
    assert max(map(len, lines)) <= 80


def test_bounds_as_json_hold_witnesses_that_reweight_takes(result, ieci):
    record = json.loads(result("bounds", "--of", "index", "--within", "0.5", "--witness", "北京", "--format", "json"))
    assert record["format"] == "intlindex/bounds/1"
    rows = {row["city"]: row for row in record["bounds"]}
    assert len(rows) == 37
    assert record["findings"] == []
    for side, weights in record["witnesses"].items():
        assert ieci.reweight(weights).ranks.loc["Beijing", "index"] == rows["Beijing"][side]


def test_a_city_is_looked_up_before_its_bounds_are_sought(monkeypatch, command):
    monkeypatch.setattr(ix.Index, "rank_bounds", lambda *_, **__: pytest.fail("it was sought"))
    outcome = command("bounds", "--witness", "Bejing")
    assert (outcome.code, outcome.out) == (3, "")
    assert "did you mean 'Beijing'?" in outcome.err


def test_bounds_as_csv(result):
    rows = list(csv.DictReader(io.StringIO(result("bounds", "--of", "index", "--any", "--format", "csv"))))
    assert rows[0] == {"city": "London", "best": "1", "rank": "1", "worst": "3"}


def test_bounds_of_files_of_ones_own(result, own: Own):
    out = result("bounds", "-f", own.framework, "-d", own.data, "-m", own.method, "--of", "leaves")
    assert "best" in out


def test_standard_output_of_a_process_carries_only_the_result(process):
    done = process("bounds", "--any", "--of", "leaves", "--format", "json")
    assert done.returncode == 0
    assert done.stderr in (b"", "")
    assert json.loads(done.stdout)["format"] == "intlindex/bounds/1"


def test_a_tipping_point_is_printed(result):
    assert "The two cities tie at a distance of" in result("tipping", "Beijing", "Seoul")
    record = json.loads(result("tipping", "London", "Mumbai", "--format", "json"))
    assert (record["distance"], record["weights"]) == (None, None)
    record = json.loads(
        result("tipping", "London", "Paris", "--norm", "total", "--any", "--of", "leaves", "--format", "json")
    )
    assert record["ahead"] == "London"
    assert record["distance"] > 0
    again = ix.load("ieci-2022").reweight(record["weights"]).scores["index"]
    assert again["London"] == pytest.approx(again["Paris"], abs=1e-9)


def test_an_improvement_is_printed(result):
    out = result("improve", "Beijing", "--rank", "6", "--indicators", "visa_openness, flight_destinations")
    assert "with the change, rank 6" in " ".join(out.split())
    record = json.loads(result("improve", "Beijing", "--rank", "6", "--per", "unit", "--format", "json"))
    assert record["rank"] == {"target": 6, "before": 8, "after": 6}
    assert record["changes"]
    assert record["marginal"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["bounds", "--of", "gdp"], 3, "is an indicator, not a group"),
        (["bounds", "--within", "-1"], 3, "within: must be a number, at least 0, found -1.0"),
        (["bounds", "--within", "much"], 2, "invalid float value"),
        (["bounds", "--within", "0.1", "--any"], 2, "exclude each other"),
        (["bounds", "--witness", "Atlantis"], 3, "no city 'Atlantis'"),
        (["bounds", "--method", "copeland", "--of", "index"], 3, "'copeland' is not linear in the weights"),
        (["tipping", "London", "London"], 3, "is London as well"),
        (["tipping", "London"], 2, "required"),
        (["improve", "Mumbai", "--rank", "1", "--indicators", "pm25"], 3, "1 cannot be reached"),
        (["improve", "Mumbai", "--rank", "0"], 3, "must be a whole number from 1 to 37"),
        (["improve", "Mumbai"], 2, "--rank"),
    ],
)
def test_wrong_input_is_told_on_standard_error(command, arguments, code, message):
    outcome = command(*arguments)
    assert outcome.code == code
    assert outcome.out == ""
    assert message in " ".join(outcome.err.split())
