"""What `change` and `compare-indices` print in every format, and what they refuse."""

import csv
import io
import json

import pytest

import intlindex as ix
from makers import framework, table

pytestmark = pytest.mark.slow


@pytest.fixture
def years(tmp_path):
    """Three cities in two years, as files; C overtakes B by its own values."""
    data = table({"a": [1.0, 5.0, 9.0, 1.0, 5.0, 9.0], "b": [1.0, 6.0, 2.0, 1.0, 6.0, 9.0]}, cities=[*"ABC", *"ABC"])
    data = data.assign(time=[2020] * 3 + [2022] * 3)
    data.to_csv(tmp_path / "years.csv", index=False)
    made = framework("a", "b")
    (tmp_path / "made.toml").write_text(made.to_toml(), "utf-8")
    return made, data, ["--data", tmp_path / "years.csv", "--framework", tmp_path / "made.toml"]


def test_both_read_well_in_80_columns(result):
    for arguments in (["change", "ieci-2022", "ieci-2024"], ["compare-indices", "geometric", "ieci-2024"]):
        printed = result(*arguments)
        assert max(map(len, printed.splitlines())) <= 80
    editions = [ix.load(name) for name in ("ieci-2022", "ieci-2024")]
    assert result("change", "ieci-2022", "ieci-2024").strip() == repr(editions[1].change_from(editions[0])).strip()


def test_change_as_json_has_effects_that_sum_and_tells_newcomers(result):
    record = json.loads(result("change", "ieci-2022", "ieci-2024", "--weights", "influence=2", "--format", "json"))
    before, after = (ix.load(name).reweight(influence=2) for name in ("ieci-2022", "ieci-2024"))
    change = after.change_from(before)
    assert record["format"] == "intlindex/change/1"
    assert (record["before"], record["after"], record["node"]) == ("ieci-2022", "ieci-2024", "index")
    assert record["entered"] == change.entered.to_dict()
    for name, column in (("ranks", "rank"), ("scores", "score")):
        assert [row["city"] for row in record[name]] == list(getattr(change, name).index), column
        for row in record[name]:
            assert row["method"] + row["cities"] + row["others"] + row["own"] == pytest.approx(row["change"], abs=1e-9)


def test_the_later_edition_is_that_of_the_framework_unless_named(result):
    named = result("change", "ieci-2022", "ieci-2024", "--method", "geometric", "--format", "csv")
    assert named == result(
        "change", "ieci-2022", "--framework", "ieci-2024", "--method", "geometric", "--format", "csv"
    )


def test_two_times_of_ones_own_data_are_compared(result, years):
    made, data, options = years
    rows = list(csv.DictReader(io.StringIO(result("change", "2020", *options, "--time", "2022", "--format", "csv"))))
    before, after = (ix.score(data, made, time=time) for time in (2020, 2022))
    expected = after.change_from(before).ranks
    assert [row["city"] for row in rows] == list(expected.index)
    assert [float(row["own"]) for row in rows] == expected["own"].to_list()
    assert float(rows[0]["own"]) == 1  # C
    assert "from 2020 to 2022" in result("change", "2020", *options, "--time", "2022")


def test_methods_are_compared_with_the_one_of_the_index(result, tmp_path):
    (tmp_path / "mine.toml").write_text(ix.load("ieci-2022").method.to_toml(), "utf-8")
    arguments = ["compare-indices", "geometric", tmp_path / "mine.toml", "--weights", "influence=2", "--format"]
    record = json.loads(result(*arguments, "json"))
    index = ix.load("ieci-2022").reweight(influence=2)
    expected = ix.compare_indices({"default": index, "geometric": index.replace(method="geometric"), "mine": index})
    assert record["format"] == "intlindex/index-set/1"
    assert record["indices"] == ["default", "geometric", "mine"]
    assert record["pairs"] == expected.pairs.to_dict("records")
    assert {city: row["geometric"] for city, row in record["ranks"].items()} == expected.ranks["geometric"].to_dict()
    rows = list(csv.DictReader(io.StringIO(result(*arguments, "csv"))))
    assert [row["city"] for row in rows] == list(expected.ranks.index)


def test_among_common_ranks_the_cities_of_all(result):
    arguments = ["compare-indices", "ieci-2024", "--format", "json", "--among"]
    own, common = (json.loads(result(*arguments, among))["ranks"] for among in ("own", "common"))
    assert (len(own), len(common)) == (43, 37)
    assert max(row["ieci-2024"] for row in common.values()) == 37


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["change", "ieci-2023", "ieci-2024"], 3, "no index 'ieci-2023' ships"),
        (["change", "ieci-2022", "ieci-2024", "--node", "influense"], 3, "did you mean 'influence'?"),
        (["change"], 2, "before"),
        (["compare-indices"], 2, "METHOD"),
        (["compare-indices", "default"], 2, "two are called 'default'"),
        (["compare-indices", "geometrik"], 3, "did you mean 'geometric'?"),
        (["compare-indices", "geometric", "--node", "influense"], 3, "did you mean 'influence'?"),
        (["compare-indices", "geometric", "--among", "all"], 2, "invalid choice"),
    ],
)
def test_what_is_wrong_is_told(command, arguments, code, said):
    done = command(*arguments)
    assert (done.code, done.out) == (code, "")
    assert said in done.err


def test_times_are_told_by_time(command, years):
    *_, options = years
    done = command("change", "2020", "2022", *options, "--time", "2022")
    assert (done.code, done.out) == (2, "")
    assert "--time" in done.err
    done = command("change", "2021", *options, "--time", "2022")
    assert done.code == 3
    assert "2021" in done.err
