"""One label for each time, however it is written; found by each of its spellings; in one order."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import intlindex as ix
from intlindex import DataError, UnknownNameError
from intlindex.core.data.times import find_time, in_order, time_label
from makers import framework, refused, table

FRAMEWORK = framework("gdp")


def at(*times, gdp=None):
    cities = [chr(ord("A") + row) for row in range(len(times))]
    return table({"time": pd.Series(times, dtype=object), "gdp": gdp or list(range(len(times)))}, cities)


SAME = [2021, "2021", 2021.0, "2021.0", " 2021 ", "2021\u00a0", np.int64(2021), np.float32(2021), "2.021e3", "02021"]


@pytest.mark.parametrize("written", SAME, ids=repr)
def test_a_number_is_one_time_however_it_is_written(written):
    index = ix.score(at(written, 2021, 2020, gdp=[5, 3, 1]), FRAMEWORK, time=2021)
    assert index.cities == ("A", "B")
    for asked in SAME:
        assert ix.score(at(written, written), FRAMEWORK, time=asked).cities == ("A", "B")


DATES = [
    "2021-03-01",
    dt.date(2021, 3, 1),
    pd.Timestamp("2021-03-01"),
    np.datetime64("2021-03-01"),
    "2021-03-01 00:00:00",
]


@pytest.mark.parametrize("written", DATES, ids=repr)
def test_a_date_is_one_time_however_it_is_written(written):
    frame = at(written, "2021-03-01", "2020-03-01", gdp=[5, 3, 1])
    for asked in (*DATES, 2021, "2021", 2021.0, "2021-03"):
        assert ix.score(frame, FRAMEWORK, time=asked).cities == ("A", "B")


@pytest.mark.parametrize("zone", [None, "UTC"])
def test_a_column_of_dates_is_found_by_its_years(zone):
    frame = at(2020, 2020, 2021, 2021).assign(
        time=pd.to_datetime(["2020-01-01"] * 2 + ["2021-01-01"] * 2).tz_localize(zone)
    )
    assert ix.score(frame, FRAMEWORK, time=2021).cities == ("C", "D")
    assert ix.panel(frame.assign(city=list("ABAB")), FRAMEWORK).scores().columns.to_list() == [
        "2020-01-01",
        "2021-01-01",
    ]


def test_a_year_with_several_dates_names_them():
    frame = at("2021-01-31", "2021-02-28")
    with refused(UnknownNameError, ("", "'2021' may be one of several times: '2021-01-31', '2021-02-28'")):
        ix.score(frame, FRAMEWORK, time=2021)


def test_the_first_day_of_a_year_finds_the_year():
    assert find_time(pd.Timestamp("2021-01-01"), ["2020", "2021"]) == "2021"
    with pytest.raises(UnknownNameError):
        find_time("2021-06-30", ["2020", "2021"])


@pytest.mark.parametrize("asked", [2022, "20", "2021.5", "2021-", "", None, "x"])
def test_a_time_that_is_not_there_is_not_found(asked):
    with pytest.raises(UnknownNameError):
        find_time(asked, ["2020", "2021", "2019-12-31"])


def test_a_city_twice_at_one_time_is_refused_however_it_is_written():
    rows = table({"time": ["2020", "2021.0", "2021"], "gdp": [1, 9, None]}, ["B", "B", "B"])
    with refused(DataError, ("city 'B'", "2 rows")):
        ix.score(rows, FRAMEWORK, time=2021)
    with refused(DataError, ("time 2021, city 'B'", "2 rows")):
        ix.panel(rows, FRAMEWORK)


def test_a_panel_is_asked_by_every_spelling():
    rows = table({"time": [2020.0, 2020, 2021, 2021], "gdp": [1, 2, 4, 3]}, list("ABAB"))
    panel = ix.panel(rows, FRAMEWORK)
    assert panel.times == ("2020", "2021")
    for first in (2020, 2020.0, "2020", "2020.0"):
        assert panel.change(first, 2021).names == ("2020", "2021")


def test_a_row_without_its_time_is_named_by_its_row():
    for time in (2021, None):
        with refused(DataError, ("row 3", "'time' is blank")):
            ix.score(at(2021, pd.NaT, 2021), FRAMEWORK, time=time)


def test_a_blank_city_is_named_by_its_row_in_the_file():
    with refused(DataError, ("row 4", "'city' is blank")):
        ix.score(at(2020, 2020, 2021, 2021).assign(city=["A", "B", "", "B"]), FRAMEWORK, time=2021)


@given(st.integers(-(10**40), 10**40), st.integers(0, 5))
def test_whole_numbers_have_one_label_with_and_without_decimals(number, zeros):
    written = f"{number}.{'0' * zeros}"
    assert time_label(written) == time_label(number)
    assert find_time(number, in_order([time_label(written), time_label(number + 1)])) == time_label(number)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False)))
def test_numbers_are_in_the_order_of_numbers(numbers):
    labels = in_order(map(time_label, numbers))
    assert list(map(float, labels)) == sorted(set(numbers))


def test_the_order_of_times_does_not_hang_on_the_seed_of_hashes():
    times = "['b', 2021, '2021-01-01', 'a', 2021.0, 7]"
    code = f"from intlindex.core.data.times import *; print(in_order(map(time_label, {times})))"
    told = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in "03"
    }
    assert len(told) == 1
