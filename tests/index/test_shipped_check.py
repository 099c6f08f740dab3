"""The check of all that ships finds what is wrong with it, all of it at once, and nothing where nothing is."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

import intlindex as ix
from intlindex.api.shipped_check import overview, shipped_problems
from intlindex.core.data.shipped_files import shipped_rows

CHANGES = [
    ("values.csv", {"city": "berlim"}, "did you mean 'berlin'"),
    ("values.csv", {"indicator": "pm52"}, "did you mean 'pm25'"),
    ("values.csv", {"value": "much"}, "must be a number, found 'much'"),
    ("values.csv", {"value": "-1"}, "must be within [0, inf], found -1"),
    ("values.csv", {"value": ""}, "has no value"),
    ("values.csv", {"year": "lately"}, "must have a year, found 'lately'"),
    ("values.csv", {"source": "gawc-2018"}, "is not among the sources of the indicator"),
    ("values.csv", {"source": "iqair"}, "no source 'iqair'; did you mean 'iqair-2021'"),
    ("values.csv", {"spatial_level": "metro"}, "spatial_level must be one of city, metropolitan, region, country"),
    ("editions/ieci-2024.csv", {"value": "x"}, "must be a number"),
    ("supplementary/pct_applications.csv", {"value": "12", "low": "1", "high": "2"}, "must lie within its bounds"),
    ("supplementary/second_sources.csv", {"indicator": "dust"}, "no indicator 'dust'"),
    ("sources.csv", {"licence": " "}, "has no licence"),
    ("sources.csv", {"locator": ""}, "has no locator"),
]


def changed(file, **cells):
    """Read what ships, with the first row of one file changed."""

    def read(name):
        rows = shipped_rows(name)
        return ({**rows[0], **cells}, *rows[1:]) if name == file else rows

    return read


def test_what_ships_has_no_problem():
    assert shipped_problems() == []


@pytest.mark.parametrize(("file", "cells", "told"), CHANGES)
def test_each_thing_that_can_be_wrong_is_told_with_its_place(file, cells, told):
    found = shipped_problems(changed(file, **cells))
    assert any(told in problem.message and problem.where.startswith(file) for problem in found), found


def test_a_row_twice_is_told():
    def read(name):
        rows = shipped_rows(name)
        return (*rows, rows[-1]) if name in {"values.csv", "sources.csv"} else rows

    assert [problem.message for problem in shipped_problems(read)] == ["is given twice", "has two values"]


def test_a_value_of_the_country_that_differs_in_one_city_is_told():
    def read(name):
        return tuple(
            {**row, "value": "1"} if (row.get("city"), row.get("indicator")) == ("beijing", "safety") else row
            for row in shipped_rows(name)
        )

    found = [problem for problem in shipped_problems(read) if problem.where.endswith(": safety")]
    assert len(found) == 2  # in both editions
    assert "measured for the country, but its values are different in cities of one country" in found[0].message


def test_several_problems_are_told_at_once():
    assert len(shipped_problems(changed("values.csv", city="x", value="y", year="z"))) >= 3


def test_the_overview_has_a_row_for_each_indicator():
    found = overview()
    assert found.index.to_list() == [node.id for node in ix.load("ieci-2022").framework.indicators]
    assert (found[["source", "years", "coverage", "spatial level", "lever"]] != "").all(axis=None)
    assert found["second source"].ne("").sum() == 6
    assert found.loc["flight_destinations", "years"] == "2022 to 2023"


def test_the_command_prints_the_overview():
    command = [sys.executable, "-m", "intlindex.indicators.check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stderr == ""
    assert "indicator" in done.stdout.splitlines()[0]
    assert done.stdout.count("Agreement of the reconstruction") == 2
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_the_command_lists_problems_on_standard_error(monkeypatch, capsys):
    module = importlib.import_module("intlindex.indicators.check")
    monkeypatch.setattr(module, "shipped_problems", lambda: [ix.errors.Problem("values.csv: rome, dust", "is wrong")])
    assert module.main() == 3
    out = capsys.readouterr()
    assert out.out == ""
    assert "values.csv: rome, dust" in out.err
