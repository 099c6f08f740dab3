"""The example: a small index that never changes, and that is no edition."""

from __future__ import annotations

import hashlib
import json

import pytest

import intlindex as ix
from intlindex.cli import main as cli
from intlindex.core.data.shipped_files import framework_names, index_names, shipped_cities, shipped_rows
from intlindex.errors import UnknownNameError

CHECKSUMS = {
    "cities.csv": "208e6fbec02a684365adf82aa20db7fc742fd7e1b60335bf5353726f823f9d95",
    "framework.toml": "4876d0527758d806d42e49cec86112c867c38344e654ad64baf8b3a804ad146b",
    "values.csv": "eacd81f27516a7427e0d48709c495b65fb4fb8238323a0350013d82614e3415d",
}


@pytest.mark.parametrize("name", CHECKSUMS)
def test_a_file_of_the_example_never_changes(indicators_folder, name):
    written = (indicators_folder / "example" / name).read_bytes().replace(b"\r\n", b"\n")
    assert hashlib.sha256(written).hexdigest() == CHECKSUMS[name]


def test_it_ranks_twelve_cities_on_the_tree_of_the_edition(example):
    edition = ix.load("ieci-2022")
    assert set(example.cities) < set(edition.cities)
    assert len(example.cities) == 12
    assert example.nodes == edition.nodes
    assert example.method == edition.method
    assert example.ranking.loc[0, "city"] == "London"
    assert example.ranking["score"].round(1).to_list()[:3] == [63.7, 50.1, 44.8]


def test_it_has_what_examples_are_about(example):
    assert "filled-blank" in set(example.findings["code"])
    assert {"ratio", "ordinal"} <= {node.scale for node in example.framework.indicators}
    assert {node.direction for node in example.framework.indicators} == {"higher", "lower"}


def test_it_is_listed_beside_the_editions_and_is_none_of_them():
    assert index_names() == (*framework_names(), "example")
    assert not any("example" in city.editions for city in shipped_cities())
    assert {name for city in shipped_cities("example") for name in city.editions} == {"example"}


def test_nothing_published_is_compared_with_it(example):
    with pytest.raises(UnknownNameError, match="nothing published is shipped for 'example'"):
        example.agreement()


def test_cities_are_placed_in_it_with_its_own_values(example):
    placed = example.place(["Vienna", "Hangzhou"])
    assert list(placed.scores.index) == ["Vienna", "Hangzhou"]
    assert placed.scores["index"].round(1).to_list() == [33.1, 17.8]
    with pytest.raises(UnknownNameError, match="no city with shipped values: 'Istanbul'"):
        example.place(["Istanbul"])


def test_a_city_outside_it_is_said_to_be_placeable(example):
    with pytest.raises(UnknownNameError, match=r"place\('Vienna'\)"):
        example.explain("Vienna")


def test_its_sources_are_still_explained():
    known = {row["id"] for row in shipped_rows("sources.csv")}
    assert {row["source"] for row in shipped_rows("example/values.csv")} <= known


def test_its_framework_scores_the_same_data_again(example, indicators_folder):
    again = ix.score(indicators_folder / "example" / "values.csv", "example")
    assert set(again.cities) > set(example.cities)  # those that it only places, too


def test_the_command_line_takes_it_and_lists_it(capsys):
    assert cli.main(["rank", "--framework", "example", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["ranking"]) == 12
    assert cli.main(["show", "indices", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [(row["index"], row["cities"]) for row in rows] == [("ieci-2022", 37), ("ieci-2024", 43), ("example", 12)]
