"""Which column names the cities: the index of a frame, then `city`, and `unit` only where nothing else can."""

from __future__ import annotations

import pandas as pd
import pytest

import intlindex as ix
from intlindex import DataError
from makers import framework, indicator, refused

FRAMEWORK = framework("gdp", indicator("air", direction="lower"))
PLAIN = pd.DataFrame({"city": list("ABCD"), "gdp": [1, 2, 3, 4], "air": [10, 20, 30, 15]})
MEASURED = PLAIN.assign(unit=["kg", "t", "m", "s"])
TIDY = PLAIN.melt("city", var_name="indicator").assign(unit=["USD"] * 4 + ["ug"] * 4)
CITIES = tuple("ABCD")


def keyed(frame, expected=CITIES):
    index = ix.score(frame, FRAMEWORK)
    assert index.cities == tuple(expected)
    return [(each.severity, each.node) for each in index.reading_findings if each.code == "key-column"]


def test_the_index_of_a_frame_names_the_cities_whatever_stands_beside_it():
    assert keyed(MEASURED.set_index("city")) == [("info", "city")]
    assert keyed(MEASURED.set_index("city").rename_axis(None)) == [("info", "city")]
    assert keyed(MEASURED.set_index("city").rename_axis("Country")) == [("warning", "Country")]
    assert keyed(PLAIN.set_index("city").rename_axis("Country")) == []
    assert keyed(PLAIN.set_index("city").rename_axis("Unit")) == []
    assert keyed(TIDY.set_index("city")) == []
    assert keyed(PLAIN.set_index("city", drop=False)) == []


def test_an_index_with_a_name_comes_before_a_column_of_cities():
    frame = PLAIN.assign(code=["w", "x", "y", "z"]).set_index("code")
    assert keyed(frame, "wxyz") == [("warning", "code")]


def test_an_index_that_only_counts_rows_names_nothing():
    assert keyed(PLAIN.iloc[::-1], "DCBA") == []
    assert keyed(PLAIN.set_index(pd.Index([4, 5, 6, 9], name="id"))) == []
    assert keyed(PLAIN.rename(columns={"city": "unit"}).iloc[[0, 2, 3]], "ACD") == []


def test_an_index_that_is_a_column_of_data_is_one():
    frame = pd.concat([PLAIN.assign(time=2020), PLAIN.assign(time=2021, gdp=[9, 8, 7, 6])]).set_index("time")
    assert ix.score(frame, FRAMEWORK, time=2021).raw["gdp"].to_list() == [9, 8, 7, 6]
    assert keyed(PLAIN.set_index("gdp")) == []


def test_a_column_of_cities_comes_before_a_unit_of_measurement():
    assert keyed(MEASURED) == [("info", "city")]
    assert keyed(MEASURED[["unit", "gdp", "air", "city"]]) == [("info", "city")]
    assert keyed(TIDY) == []


@pytest.mark.parametrize("name", ["Country", "economy", "Location"])
def test_a_column_before_the_unit_names_the_cities(name):
    wide = MEASURED.rename(columns={"city": name})[[name, "unit", "gdp", "air"]]
    assert keyed(wide) == [("warning", name)]
    assert keyed(TIDY.rename(columns={"city": name})) == [("warning", name)]


def test_a_unit_that_cannot_be_the_key_is_not():
    wide = MEASURED.rename(columns={"city": "country"}).assign(unit="USD")[["unit", "gdp", "air", "country"]]
    assert keyed(wide) == [("warning", "country")]
    with refused(DataError, ("city 'A'", "2 rows"), ("column 'country'", "names the cities, not 'unit'")):
        ix.score(wide.assign(country=list("ABCA")), FRAMEWORK)


def test_a_unit_is_the_key_where_nothing_else_can_be():
    unit = PLAIN.rename(columns={"city": "unit"})
    assert keyed(unit) == []
    assert keyed(unit.assign(zone=["x", "x", "y", "y"])) == []
    first = unit.assign(region=["x", "x", "y", "y"])[["region", "unit", "gdp", "air"]]
    assert keyed(first) == []
    assert keyed(unit.assign(country=["p", "q", "r", "s"])) == [("warning", "unit")]
    assert keyed(unit.melt("unit", var_name="indicator").assign(country="p")) == []


def test_a_usual_name_is_taken_where_there_is_no_other():
    assert keyed(PLAIN.rename(columns={"city": "Country"})) == []


def test_the_index_in_a_parquet_file_is_read(tmp_path):
    pytest.importorskip("pyarrow")
    for frame in (PLAIN.set_index("city"), MEASURED.set_index("city")):
        frame.to_parquet(tmp_path / "data.parquet")
        assert ix.score(tmp_path / "data.parquet", FRAMEWORK).cities == CITIES


def test_a_placed_table_is_keyed_alike(tmp_path):
    index = ix.score(PLAIN, FRAMEWORK)
    frame = pd.DataFrame({"gdp": [2], "air": [20]}, index=pd.Index(["New"], name="Country"))
    assert index.place(frame).cities == ("New",)
