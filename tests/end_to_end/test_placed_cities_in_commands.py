"""Cities outside the index in every command that asks of cities: from a file, or by the name of a shipped one."""

import csv
import io
import json
import shlex
from pathlib import Path

import pytest

import intlindex as ix

ROOT = Path(__file__).parents[2]


@pytest.fixture
def file(tmp_path, ieci):
    """Values of two cities, one that ships and one that does not."""
    raw = ieci.place(["Hangzhou", "Vienna"]).raw.rename({"Vienna": "Atlantis"})
    path = tmp_path / "two.csv"
    raw.reset_index().to_csv(path, index=False)
    return str(path)


def test_a_shipped_city_is_known_by_name_in_every_question(result, ieci):
    placed = ieci.place("Hangzhou")
    for arguments, found in (
        (["improve", "杭州", "--rank", "30"], placed.improve("Hangzhou", rank=30)),
        (["explain", "Hangzhou", "--against", "Beijing"], placed.explain("Hangzhou", "Beijing")),
        (["explain", "Beijing", "--against", "hangzhou"], placed.explain("Beijing", "Hangzhou")),
        (["compare", "Hangzhou", "Beijing"], placed.compare("Hangzhou", "Beijing")),
        (["tipping", "Beijing", "杭州"], placed.tipping_point("Beijing", "Hangzhou")),
        (["bounds", "--city", "Hangzhou"], placed.rank_bounds()),
    ):
        assert result(*arguments).strip() == repr(found).strip()
    both = ieci.place(["Hangzhou", "Vienna"]).compare("Hangzhou", "Vienna")
    assert result("compare", "Hangzhou", "Vienna").strip() == repr(both).strip()


def test_cities_of_a_file_are_asked_about(result, file, ieci):
    placed = ieci.place(Path(file))
    rows = list(csv.DictReader(io.StringIO(result("bounds", "--place", file, "--format", "csv"))))
    assert [row["city"] for row in rows] == ["Atlantis", "Hangzhou"]
    record = json.loads(result("improve", "Atlantis", "--rank", "10", "--place", file, "--format", "json"))
    assert record["changes"][0]["then"] == pytest.approx(placed.improve("Atlantis", rank=10).table["then"].iloc[0])
    printed = result("compare", "Atlantis", "Beijing", "--place", file)
    assert printed.strip() == repr(placed.compare("Atlantis", "Beijing")).strip()
    record = json.loads(
        result("bounds", "--place", file, "--city", "Atlantis", "--witness", "Atlantis", "--format", "json")
    )
    reached = ieci.reweight(record["witnesses"]["best"]).place(Path(file)).table.loc["Atlantis", "rank"]
    assert reached == record["bounds"][0]["best"]


def test_files_of_the_examples_can_be_asked_about(result):
    for name in ("hangzhou", "chengdu"):
        path = str(ROOT / "examples" / "placed" / f"{name}.csv")
        assert name.title() in result("bounds", "--place", path)


def test_show_knows_placed_cities(result, file, ieci):
    rows = {row["node"]: row for row in json.loads(result("show", "杭州", "--format", "json"))["rows"]}
    assert rows["index"]["rank"] == ieci.place("Hangzhou").table.loc["Hangzhou", "rank"]
    assert rows["unicorns"]["value"] == ieci.place("Hangzhou").raw.loc["Hangzhou", "unicorns"]
    assert rows["safety"]["source"]
    printed = result("show", "Hangzhou")
    assert "Hangzhou (杭州)" in printed
    assert "no, placed among its 37 cities" in printed
    assert "Atlantis" in result("show", "Atlantis", "--place", file)


def test_with_another_index_framework_or_node(result):
    assert "Chengdu" in result("explain", "Chengdu", "--framework", "example")
    assert "Chengdu" in result("explain", "Chengdu", "--framework", "example", "--node", "influence")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["improve", "Mordor", "--rank", "3"], ("no city 'Mordor'", "--place FILE")),
        (["explain", "Mordor", "--against", "Beijing"], ("no city 'Mordor'", "--place FILE")),
        (["improve", "Hangzu", "--rank", "3"], ("did you mean 'Hangzhou'",)),
        (["show", "Hangzu"], ("did you mean", "'Hangzhou'")),
        (["compare", "Mordor", "Beijing", "--place", "Hangzhou"], ("'Mordor' was not placed",)),
        (["bounds", "--place", "nowhere.csv"], ("no such file",)),
        (["bounds", "--place", "Mordor"], ("no city with shipped values", "a file ends in .csv")),
        (["explain", "Hangzhou", "--method", "copeland"], ("one more city",)),
    ],
)
def test_a_name_that_is_not_known_is_answered_in_the_words_of_the_command_line(command, arguments, told):
    done = command(*arguments)
    assert (done.code, done.out) == (3, "")
    for part in told:
        assert part in done.err
    for word in ("place(", "pathlib", "Traceback"):
        assert word not in done.err


@pytest.mark.parametrize("asked", [["most-favourable", "Hangzhou"], ["plot", "profile", "Hangzhou", "--out", "p.png"]])
def test_a_command_that_places_no_city_advises_one_that_does(command, result, asked):
    told = command(*asked)
    assert told.code == 3
    _, advised = told.err.split("its values are shipped: intlindex ")
    assert "Hangzhou" in result(*shlex.split(advised))


def test_in_python_the_advice_is_a_call(ieci):
    with pytest.raises(ix.UnknownNameError, match=r"place\('Hangzhou'\)"):
        ieci.improve("杭州", rank=20)
    with pytest.raises(ix.UnknownNameError, match=r"place\('Mordor', \{indicator: value\}\)"):
        ieci.tipping_point("Beijing", "Mordor")


def test_reading_options_hold_for_the_file(result, tmp_path, ieci):
    raw = ieci.place("Hangzhou").raw.reset_index().astype(object)
    path = tmp_path / "semicolons.csv"
    raw = raw.map(lambda cell: str(cell).replace(".", ",")).replace("nan", "--")
    raw.to_csv(path, sep=";", index=False)
    printed = result("bounds", "--place", str(path), "--decimal", ",", "--missing", "--")
    assert printed == result("bounds", "--place", "Hangzhou")


def test_improve_changes_what_the_city_can_change_and_takes_costs(result, command, tmp_path, ieci):
    record = json.loads(result("improve", "Hangzhou", "--rank", "20", "--format", "json"))
    levers = {node.id: node.lever for node in ieci.framework.indicators}
    assert {levers[row["indicator"]] for row in record["changes"] + record["fewest"]["changes"]} == {"city"}
    assert {levers[name] for name in record["left_out"]} == {"country", "none"}
    both = ("--levers", "city,country")
    record = json.loads(result("improve", "Hangzhou", "--rank", "20", *both, "--format", "json"))
    assert "country" in {levers[row["indicator"]] for row in record["changes"]}
    costs = tmp_path / "costs.csv"
    costs.write_text("indicator,cost,limit\nunicorns,5,100\nflight_destinations,1,\n", "utf-8")
    record = json.loads(result("improve", "Hangzhou", "--rank", "30", "--costs", str(costs), "--format", "json"))
    assert record["per"] == "unit"
    assert record["cost"] == pytest.approx(
        ieci.place("Hangzhou").improve("Hangzhou", rank=30, costs=costs, per="unit").cost
    )
    costs.write_text("indicator,price\nunicorns,5\n", "utf-8")
    done = command("improve", "Hangzhou", "--rank", "30", "--costs", str(costs))
    assert (done.code, done.out) == (3, "")
    assert "price: is no column of a table of costs" in done.err
    done = command("improve", "Hangzhou", "--rank", "3", "--levers", "mayor")
    assert done.code == 3
    assert "'city', 'country', 'none'" in done.err
