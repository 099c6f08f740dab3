"""Frames of other libraries: Arrow, and anything with the Arrow interface or the interchange protocol."""

from __future__ import annotations

import sys

import pandas as pd
import pyarrow as pa
import pytest

import intlindex as ix
from intlindex import DataError, MissingDependencyError, RequestError
from makers import framework, refused

FRAMEWORK = framework("gdp", "air")
FRAME = pd.DataFrame(
    {"city": ["A", "B", "C"], "gdp": [1, 2, None], "air": [10.5, 20.0, 30.0], "zone": ["x", "y", None]}
)
TABLE = pa.Table.from_pandas(FRAME, preserve_index=False).replace_schema_metadata()


class Stream:
    """A frame as polars has it: nothing but the Arrow interface."""

    def __init__(self, table):
        self._table = table

    def __arrow_c_stream__(self, requested_schema=None):
        return self._table.__arrow_c_stream__(requested_schema)


class Interchange:
    """A frame that offers only the interchange protocol."""

    def __init__(self, table):
        self._table = table

    def __dataframe__(self, nan_as_null=False, allow_copy=True):
        return self._table.__dataframe__(nan_as_null, allow_copy)


def frames():
    return [TABLE, TABLE.to_batches()[0], TABLE.to_reader(), Stream(TABLE), Interchange(TABLE)]


@pytest.mark.parametrize("at", range(5))
def test_other_frames_are_read_as_a_frame_of_pandas(at):
    expected = ix.score(FRAME, FRAMEWORK)
    found = ix.score(frames()[at], FRAMEWORK)
    pd.testing.assert_frame_equal(found.raw, expected.raw)
    assert found.table.attributes["zone"] == ("x", "y", None)
    assert found.ranking.equals(expected.ranking)


def test_categories_text_numbers_and_settings_are_read_from_arrow():
    table = pa.table(
        {"city": pa.array(["A", "B", "C"]).dictionary_encode(), "gdp": ["1,5", "--", "2"], "air": [1, 2, 3]}
    )
    index = ix.score(Stream(table), FRAMEWORK, reading=ix.Reading(decimal=",", missing=["--"]))
    assert index.raw.loc["A", "gdp"] == 1.5


def test_panels_and_placed_cities_take_other_frames():
    times = pa.table({"city": ["A", "B"] * 2, "time": [1, 1, 2, 2], "gdp": [1, 2, 3, 4], "air": [4, 3, 2, 1]})
    assert list(ix.panel(Stream(times), FRAMEWORK).times) == ["1", "2"]
    new = pa.table({"city": ["N"], "gdp": [1.5], "air": [15.0]})
    assert ix.score(FRAME, FRAMEWORK).place(Stream(new)).cities == ("N",)


def test_nested_columns_doubled_columns_and_other_things_are_refused():
    with refused(DataError, ("column 'gdp'", "a cell holds one value")):
        ix.score(pa.table({"city": ["A"], "gdp": [[1]], "air": [1]}), FRAMEWORK)
    with refused(DataError, ("column 'gdp'", "is given twice")):
        ix.score(
            pa.Table.from_arrays([pa.array(["A"]), pa.array([1]), pa.array([2])], ["city", "gdp", "gdp"]), FRAMEWORK
        )
    with pytest.raises((RequestError, TypeError), match="DataFrame"):
        ix.score({"city": ["A"]}, FRAMEWORK)


def test_a_frame_that_needs_a_package_says_which(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingDependencyError, match=r"pip install 'intlindex\[parquet\]'"):
        ix.score(Stream(TABLE), FRAMEWORK)
