"""Cells become numbers many at a time, and each as it would by itself."""

from __future__ import annotations

import pickle
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import intlindex as ix
import makers
from intlindex.core.data import reading
from intlindex.core.data.cells import to_numbers

CELLS = st.one_of(
    st.sampled_from(
        ["", "NA", " 7 ", "\t8", "1-2", "--1", "1e", "e5", ".", "5.", ".5", "+4e5", "1_000", "0x10", "1e999"]
    ),
    st.sampled_from(
        [None, pd.NA, float("nan"), float("inf"), True, np.float64(2), np.int64(3), np.float32(0.5), 10**400]
    ),
    st.floats(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False).map(str),
    st.text("0123456789.eE+- ", max_size=6),
)


@given(st.lists(CELLS, min_size=1, max_size=12))
def test_a_column_is_converted_as_its_cells_are_one_by_one(cells: list[object]) -> None:
    numbers, bad = to_numbers(pd.Series(cells, dtype=object))
    alone = [to_numbers(pd.Series([cell], dtype=object)) for cell in cells]
    np.testing.assert_array_equal(numbers, np.concatenate([each for each, _ in alone]))
    np.testing.assert_array_equal(bad, np.concatenate([each for _, each in alone]))


@pytest.mark.parametrize(
    ("cell", "number", "bad"),
    [
        ("1.5", 1.5, False),
        (" 7 ", 7.0, False),
        ("5.", 5.0, False),
        (".5e1", 5.0, False),
        ("NA", np.nan, False),
        (None, np.nan, False),
        (pd.NA, np.nan, False),
        (float("nan"), np.nan, False),
        ("nan", np.nan, True),
        ("inf", np.nan, True),
        (float("inf"), np.nan, True),
        ("1e999", np.nan, True),
        (10**400, np.nan, True),
        ("1_000", np.nan, True),
        ("1,5", np.nan, True),
        (True, np.nan, True),
        ("1-2", np.nan, True),
        ("e5", np.nan, True),
    ],
)
def test_what_a_cell_is(cell: object, number: float, bad: bool) -> None:
    found, wrong = to_numbers(pd.Series(["1", cell], dtype=object))
    np.testing.assert_array_equal(found, [1.0, number])
    assert wrong.tolist() == [False, bad]


def test_reading_numbers_takes_about_as_long_as_pandas_does() -> None:
    column = pd.Series(np.random.default_rng(0).random(200_000).astype(str), dtype=object)
    seconds = {}
    for name, convert in (("ours", to_numbers), ("theirs", pd.to_numeric)):
        took = []
        for _ in range(3):
            start = time.process_time()
            convert(column)
            took.append(time.process_time() - start)
        seconds[name] = min(took)
    assert seconds["ours"] < 8 * seconds["theirs"]


def panel(years: int) -> pd.DataFrame:
    rows = [(city, year, float(at + year)) for year in range(years) for at, city in enumerate(("Here", "There"))]
    return pd.DataFrame(rows, columns=["city", "time", "a"])


LAST = ix.Method(indicators={"impute": {"kind": "last_observation"}})


def test_earlier_times_are_read_when_a_method_asks_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    original = reading.read_wide
    monkeypatch.setattr(reading, "read_wide", lambda *given: read.append(1) or original(*given))
    data = panel(30)
    framework = makers.framework(makers.root(), makers.indicator("a", "index"))
    index = ix.score(data, framework, ix.Method(), time=29)
    assert sum(read) == 1
    assert index.table.history is not None
    assert sum(read) == 30
    assert index.table.history.shape == (29, 2, 1)


def test_a_table_with_a_history_that_was_not_read_can_be_sent_to_a_process() -> None:
    framework = makers.framework(makers.root(), makers.indicator("a", "index"))
    index = ix.score(panel(4), framework, ix.Method(), time=3)
    again = pickle.loads(pickle.dumps(index.table.take(cities=["There"])))  # noqa: S301  what was just made
    np.testing.assert_array_equal(again.history[:, 0, 0], [1.0, 2.0, 3.0])


def test_what_is_wrong_with_an_earlier_time_is_told_by_the_method_that_looks_back() -> None:
    data = panel(4).astype(object)
    data.loc[0, "a"] = "#REF!"
    framework = makers.framework(makers.root(), makers.indicator("a", "index"))
    assert ix.score(data, framework, ix.Method(), time=3).ranks.notna().all(axis=None)
    with pytest.raises(ix.DataError, match="Here, a: must be a finite number"):
        ix.score(data, framework, LAST, time=3)
