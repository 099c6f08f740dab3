"""`rank --weights-file`: one row per weighting, from a table or from JSON, and every wrong cell by its row."""

import csv
import io
import json

import pandas as pd
import pytest

WEIGHTINGS = {"even": {}, "influence twice": {"influence": 2.0}, "both": {"influence": 3.0, "gdp": 0.5}}


@pytest.fixture
def files(tmp_path):
    """The same weightings as a table, a workbook and JSON."""
    frame = pd.DataFrame.from_dict(WEIGHTINGS, orient="index").rename_axis("weighting").reset_index()
    frame.to_csv(tmp_path / "w.csv", index=False)
    frame.to_excel(tmp_path / "w.xlsx", index=False)
    (tmp_path / "w.json").write_text(json.dumps(WEIGHTINGS), "utf-8")
    return {kind: str(tmp_path / f"w.{kind}") for kind in ("csv", "xlsx", "json")}


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_every_kind_of_file_gives_the_ranks_of_reweight(result, files, ieci, kind):
    rows = list(csv.DictReader(io.StringIO(result("rank", "--weights-file", files[kind], "--format", "csv"))))
    assert [row.pop("weighting") for row in rows] == list(WEIGHTINGS)
    for row, weights in zip(rows, WEIGHTINGS.values(), strict=True):
        assert {city: int(rank) for city, rank in row.items()} == ieci.reweight(weights).ranks["index"].to_dict()


def test_json_has_ranks_and_scores_and_the_text_is_that_of_python(result, files, ieci):
    found = ieci.reweight_many(WEIGHTINGS)
    record = json.loads(result("rank", "--weights-file", files["csv"], "--format", "json"))
    assert record == json.loads(found.record().model_dump_json())
    assert record["format"] == "intlindex/weightings/1"
    assert record["weightings"][1]["scores"]["Beijing"] == ieci.reweight(influence=2).scores.loc["Beijing", "index"]
    assert result("rank", "--weights-file", files["json"]).strip() == repr(found).strip()


def test_rows_without_names_are_called_by_their_number(result, tmp_path):
    (tmp_path / "w.csv").write_text("influence,gdp\n2,\n,3\n", "utf-8")
    record = json.loads(result("rank", "--weights-file", str(tmp_path / "w.csv"), "--format", "json"))
    assert [each["weighting"] for each in record["weightings"]] == ["row 2", "row 3"]
    (tmp_path / "w.json").write_text('[{"influence": 2}]', "utf-8")
    assert result("rank", "--weights-file", str(tmp_path / "w.json"))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("w.csv", "influence,gdp\n2,many\nfew,1\n", ("row 2: gdp: must be a finite number", "row 3: influence")),
        ("w.csv", "weighting,influense\na,2\n", ("a: influense", "did you mean 'influence'")),
        ("w.csv", "weighting,influence\na,-2\nb,1\nc,-3\n", ("a: influence", "c: influence")),
        ("w.csv", "influence,influence\n1,2\n", ("influence", "twice")),
        ("w.csv", "attractiveness,influence,connectivity\n0,0,0\n", ("row 2: index", "sum to zero")),
        ("w.csv", "influence\n", ("no row",)),
        ("w.json", "[1]", ("array of them",)),
        ("w.json", "{", ("not a readable JSON",)),
        ("w.json", '{"a": {"influence": "x"}}', ("a: influence",)),
        ("none.csv", None, ("no such file",)),
    ],
)
def test_what_is_wrong_is_told_by_row(command, tmp_path, name, text, told):
    if text is not None:
        (tmp_path / name).write_text(text, "utf-8")
    done = command("rank", "--weights-file", str(tmp_path / name))
    assert (done.code, done.out) == (3, "")
    for part in told:
        assert part in done.err
    assert "Traceback" not in done.err


def test_it_excludes_within_and_with(command, files):
    for option in (("--within", "region"), ("--with", "region")):
        assert command("rank", "--weights-file", files["csv"], *option).code == 2
