"""Columns of every type that pandas has are read by what they hold."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

import intlindex as ix
from makers import framework, indicator, refused, table

FRAMEWORK = framework("a", indicator("b", denominator="population"))
CITIES = ["X", "Y", "Z"]

NUMBERS = {
    "categories": pd.Series([1, 2, 4]).astype("category"),
    "ordered categories": pd.Series(pd.Categorical([1, 2, 4], categories=[4, 2, 1, 9], ordered=True)),
    "categories of text": pd.Series(["1", "2", "4.0"]).astype("category"),
    "categories of both": pd.Series(pd.Categorical([1, "2", 4.0])),
    "extended precision": pd.Series(np.array([1, 2, 4], dtype=np.longdouble)),
    "half precision": pd.Series(np.array([1, 2, 4], dtype=np.float16)),
    "extended objects": pd.Series([np.longdouble(1), np.float32(2), np.float16(4)], dtype=object),
    "mixed": pd.Series([1, "2", Decimal("4.0")], dtype=object),
    "small integers": pd.Series([1, 2, 4], dtype=np.uint8),
    "nullable": pd.Series([1, 2, 4], dtype="Float32"),
    "strings": pd.Series(["1", "2", "4"], dtype="string"),
    "sparse": pd.Series(pd.arrays.SparseArray([1.0, 2.0, 4.0])),
}
BLANKS = [None, np.nan, pd.NA, pd.NaT, np.longdouble("nan"), np.float32("nan"), Decimal("NaN"), np.datetime64("NaT")]


@pytest.mark.parametrize("column", NUMBERS.values(), ids=NUMBERS)
def test_numbers_are_numbers_whatever_their_type(column):
    frame = table({"a": column, "b": [1, 4, 4], "population": column}, CITIES)
    for data in (frame, frame.set_index("city"), frame.astype({"city": "category"})):
        index = ix.score(data, FRAMEWORK)
        assert index.raw["a"].to_list() == [1.0, 2.0, 4.0]
        assert index.stage("denominated")["b"].to_list() == [1.0, 2.0, 1.0]
        assert ix.Index.from_json_text(index.to_json()) == index


@pytest.mark.parametrize("blank", BLANKS, ids=repr)
def test_every_kind_of_nothing_is_a_blank(blank):
    frame = table(
        {
            "a": pd.Series([1, blank, 4], dtype=object),
            "b": [1, 2, 3],
            "region": pd.Series(["x", blank, "y"], dtype=object),
        },
        CITIES,
    )
    index = ix.score(frame, framework("a", "b"))
    assert index.raw["a"].isna().to_list() == [False, True, False]
    assert index.table.attributes["region"] == ("x", None, "y")


@pytest.mark.parametrize("dtype", ["category", "string", object])
def test_a_blank_of_a_category_is_a_blank_and_text_is_named(dtype):
    frame = table({"a": pd.Series(["1", None, "x"]).astype(dtype), "b": [1, 2, 3]}, CITIES)
    with refused(ix.DataError, ("Z, a", "finite number", "'x'")):
        ix.score(frame, framework("a", "b"))


def test_a_number_beyond_double_precision_is_no_finite_number():
    huge = pd.Series(np.array(["1", "2", "1e4000"], dtype=np.longdouble))
    if np.isinf(huge.iloc[2]):
        huge = pd.Series([1, 2, np.inf])
    with refused(ix.DataError, ("Z, a", "finite number")):
        ix.score(table({"a": huge, "b": [1, 2, 3]}, CITIES), framework("a", "b"))


def test_a_whole_number_beyond_double_precision_is_no_denominator():
    huge = pd.Series([10**400, 1, 2], dtype=object)
    with refused(ix.DataError, ("X, population", "must be a number")):
        ix.score(table({"a": [1, 2, 3], "b": [1, 2, 3], "population": huge}, CITIES), FRAMEWORK)


def test_tidy_columns_may_be_categories():
    frame = table({"a": [1, 2, 4], "b": [1, 2, 3]}, CITIES).melt("city", var_name="indicator")
    frame = frame.assign(source=pd.Categorical(["s", None] * 3), time=pd.Categorical([2020] * 6))
    read = ix.score(
        frame.astype({"city": "category", "indicator": "category", "value": "category"}), framework("a", "b")
    )
    assert read.raw["a"].to_list() == [1.0, 2.0, 4.0]


def test_groups_that_mix_numbers_and_text_are_groups():
    frame = table({"a": [1, 3, None, 7], "b": [1, 2, 3, 4], "region": pd.Categorical([1, "x", 1.0, "x"])}, list("WXYZ"))
    index = ix.score(frame, framework("a", "b"), ix.Method(indicators={"impute": {"kind": "mean", "by": "region"}}))
    assert index.imputed["value"].to_list() == [1.0]
    assert index.ranks_within("region").groups == {"1": 2, "x": 2}
    assert ix.Index.from_json_text(index.to_json()) == index
