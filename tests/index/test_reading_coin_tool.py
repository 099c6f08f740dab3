"""Workbooks of the JRC's COIN Tool, laid out as COINr's importer expects them; every cell that does not fit is told.

No workbook of the tool itself is part of the repository: these are written cell by cell, at the places that the
reference page lists.
"""

from __future__ import annotations

import sys

import pytest

import intlindex as ix
from intlindex.errors import SeveralErrors
from makers import refused

openpyxl = pytest.importorskip("openpyxl")

INDICATORS = {  # column: weight, direction, goalposts, index, sub-index, pillar, sub-pillar, name, code, values
    "E": [2, 1, 0, 100, "Index", "si.01", "p.01", "sp.01", "Trade", "ind.01", 10, 50, 90],
    "F": [1, -1, "n/a", "n/a", "Index", "si.01", "p.01", "sp.02", "Dust", "ind.02", 30, "n/a", 10],
    "G": [1, 1, "n/a", "n/a", "Index", "si.01", "p.02", "sp.03", "Schools", "ind.03", 1, 2, 3],
    "H": [None, None, None, None, "--", "--", "--", "--", "--", "ind.04", "n/a", None, None],
}
NODES = [
    ("sp.01", "Goods", 1),
    ("sp.02", "Air", 1),
    ("sp.03", "Learning", 1),
    ("p.01", "Economy", 3),
    ("p.02", "People", 1),
    ("si.01", "All of it", 1),
    ("Index", "The whole", None),
]


def workbook(path, changes=None, *, nodes=NODES, header=4, sheets=("Database", "Framework")):
    """Write a workbook; `changes` replace cells, by sheet and address."""
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    database, listing = (book.create_sheet(name) for name in sheets)
    for column, cells in INDICATORS.items():
        for row, value in enumerate(cells, start=7):
            database[f"{column}{row}"] = value
    for row, (name, code) in enumerate([("Austria", "AUT"), ("Belgium", "BEL"), ("Cyprus", "CYP")], start=17):
        database[f"B{row}"], database[f"C{row}"] = name, code
    listing[f"C{header}"], listing[f"E{header}"], listing[f"H{header}"] = "Code", "Weight", "Dimension/indicator"
    listed = [*nodes, ("ind.01", "Trade", 2), ("p.09", "--", 1), ("--", "--", "--")]
    for row, (code, name, weight) in enumerate(listed, start=header + 1):
        listing[f"C{row}"], listing[f"E{row}"], listing[f"H{row}"] = code, weight, name
    for place, value in (changes or {}).items():
        sheet, address = place.split("!")
        book[sheet][address] = value
    book.save(path)
    return path


@pytest.fixture
def write(tmp_path):
    return lambda changes=None, **options: workbook(tmp_path / "tool.xlsx", changes, **options)


def test_tree_names_weights_and_directions_are_read(write):
    coin = ix.from_coin_tool(write())
    assert coin.framework.name == "The whole"
    assert {node.id: (node.parent, node.name, node.weight) for node in coin.framework.nodes} == {
        "Index": (None, "The whole", 1),
        "p.01": ("Index", "Economy", 3),
        "p.02": ("Index", "People", 1),
        "sp.01": ("p.01", "Goods", 1),
        "sp.02": ("p.01", "Air", 1),
        "sp.03": ("p.02", "Learning", 1),
        "ind.01": ("sp.01", "Trade", 2),
        "ind.02": ("sp.02", "Dust", 1),
        "ind.03": ("sp.03", "Schools", 1),
    }
    assert [node.level for node in coin.framework.groups] == ["index", *2 * ["pillar"], *3 * ["sub-pillar"]]
    assert [node.direction for node in coin.framework.indicators] == ["higher", "lower", "higher"]
    assert [node.goalposts for node in coin.framework.indicators] == [(0, 100), None, None]


def test_values_units_and_scores_are_those_of_the_cells(write):
    coin = ix.from_coin_tool(write())
    index = coin.score()
    assert index.cities == ("Austria", "Belgium", "Cyprus")
    assert index.city("CYP") == "Cyprus"
    assert index.raw["ind.02"].isna().to_list() == [False, True, False]
    # min-max: trade 0, 50, 100; dust 0, blank, 100; schools 0, 50, 100
    assert index.scores["Index"].to_list() == pytest.approx([0, 50, 100])
    assert index.scores["p.01"].to_list() == pytest.approx([0, 50, 100])
    assert "assumed-scale" in index.findings["code"].to_list()


def test_a_level_with_one_code_for_all_is_passed_over_and_used_ones_are_kept(write):
    coin = ix.from_coin_tool(write({"Database!G12": "si.02"}, nodes=[*NODES, ("si.02", "Other", 5)]))
    assert [node.id for node in coin.framework.children("Index")] == ["si.01", "si.02"]
    assert coin.framework.node("si.02").weight == 5


def test_the_header_of_older_versions_is_found_one_row_below(write):
    assert ix.from_coin_tool(write(header=5)).framework == ix.from_coin_tool(write(header=4)).framework


def test_the_header_is_found_in_whichever_column_it_stands(write):
    changes = {"Framework!H4": "Name", "Framework!D4": "Dimension/indicator"}
    changes |= {f"Framework!D{row}": "--" if row >= 13 else "dimension" for row in range(5, 15)}
    assert ix.from_coin_tool(write(changes)).framework == ix.from_coin_tool(write()).framework


def test_columns_and_rows_that_are_kept_ready_are_passed_over(write):
    coin = ix.from_coin_tool(write({"Database!B20": "Denmark", "Database!C20": "DNK", "Database!E20": "n/a"}))
    assert len(coin.framework.indicators) == 3
    assert [city.name for city in coin.cities] == ["Austria", "Belgium", "Cyprus"]


def test_every_cell_that_does_not_fit_is_told_at_once(write):
    changes = {
        "Database!E7": "heavy",
        "Database!F7": -2,
        "Database!F8": 0,
        "Database!G8": None,
        "Database!E9": 200,
        "Database!G14": "sp.99",
        "Database!F16": "ind.01",
        "Database!F13": None,
        "Database!E18": "many",
        "Database!C19": None,
        "Framework!E5": "much",
        "Framework!E8": None,
    }
    with pytest.raises(SeveralErrors) as caught:
        ix.from_coin_tool(write(changes))
    found = {}
    for problem in caught.value.problems:
        found.setdefault(problem.where, []).append(problem.message)
    expected = {
        "Database!E7": "must be a number, found 'heavy'",
        "Database!F7": "at least 0, found -2",
        "Database!F8": "must be 1 or -1, found 0",
        "Database!G8": "must be 1 or -1, found a blank",
        "Database!E9": "a lower and a higher, found 200 and 100",
        "Database!G14": "'sp.99' is not in the sheet 'Framework'",
        "Database, row 16": "'ind.01' is given twice",
        "Database!F13": "no pillar",
        "Database!E18": "must be a number or n/a, found 'many'",
        "Database!C19": "no code of a unit",
        "Framework!E5": "must be a number, found 'much'",
        "Framework!E8": "the weight of 'p.01' is blank",
    }
    assert set(expected) <= set(found)
    for where, message in expected.items():
        assert any(message in each for each in found[where]), where


def test_a_group_below_two_others_is_told(write):
    with refused(ix.DefinitionError, ("Database!G14", "'sp.01' is below 'p.02' here", "below 'p.01' before")):
        ix.from_coin_tool(write({"Database!G14": "sp.01"}))


def test_two_codes_of_the_whole_are_told(write):
    with pytest.raises(ix.DefinitionError, match="row 11: must hold one code"):
        ix.from_coin_tool(write({"Database!G11": "Index 2"}))


def test_codes_and_names_of_units_stand_once(write):
    with refused(ix.DataError, ("Database!C18", "'AUT' is in row 17 too")):
        ix.from_coin_tool(write({"Database!C18": "AUT"}))
    with refused(ix.DataError, ("name 'Austria'", "'AUT', 'BEL'")):
        ix.from_coin_tool(write({"Database!B18": "Austria"}))


def test_a_column_with_values_needs_a_code(write):
    with refused(ix.DefinitionError, ("Database!F16", "no code")):
        ix.from_coin_tool(write({"Database!F16": None}))


def test_a_group_listed_twice_is_told(write):
    with refused(ix.DefinitionError, ("Framework!C12", "'p.01' is given twice")):
        ix.from_coin_tool(write(nodes=[*NODES, ("p.01", "Again", 1)]))


def test_what_is_no_path_is_a_bad_request():
    with pytest.raises(ix.RequestError, match="a workbook is read from a path, found int"):
        ix.from_coin_tool(3)


def test_another_workbook_is_told_apart(write, tmp_path):
    with refused(ix.DefinitionError, ("Framework!C4:H5", "not a sheet of the COIN Tool")):
        ix.from_coin_tool(write({"Framework!H4": "Name", "Database!E11": "Index"}, nodes=[]))
    with refused(ix.DataError, ("sheet 'Database'", "did you mean 'Databse'"), ("sheet 'Framework'", "missing")):
        ix.from_coin_tool(write(sheets=("Databse", "Tree")))
    empty = {f"Database!{column}{row}": None for column in "EFG" for row in (17, 18, 19)}
    with pytest.raises(ix.DataError, match="no numbers in E17:CY315"):
        ix.from_coin_tool(write(empty))
    with pytest.raises(ix.DataError, match="no such file"):
        ix.from_coin_tool(tmp_path / "none.xlsx")
    (tmp_path / "text.xlsx").write_text("not a workbook", encoding="utf-8")
    with pytest.raises(ix.DataError, match="not a readable workbook"):
        ix.from_coin_tool(tmp_path / "text.xlsx")


def test_a_missing_package_is_told_with_how_to_install_it(write, monkeypatch):
    path = write()
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ix.MissingDependencyError, match=r"intlindex\[excel\]"):
        ix.from_coin_tool(path)
