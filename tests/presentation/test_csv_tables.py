"""Tables as CSV that a spreadsheet and a program read alike."""

import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intlindex.outputs.csv_tables import to_csv


def rows(frame):
    return list(csv.reader(io.StringIO(to_csv(frame), newline="")))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "﹦"])
def test_text_that_a_spreadsheet_would_compute_is_marked_as_text(start):
    formula = f"{start}cmd|' /C calc'!A0"
    assert rows(pd.DataFrame({"city": [formula, "Rome"]})) == [["city"], [f"'{formula}"], ["Rome"]]


@pytest.mark.parametrize("separator", [";", "; ", "\t", "\n", ';"', ";'"])
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝"])
def test_a_formula_after_what_some_programs_take_for_a_separator_is_marked_too(start, separator):
    (_, (cell, _)) = rows(pd.DataFrame({"city": [f"Rome{separator}{start}cmd|x"], "n": [1]}))
    assert cell == f"Rome{separator[0]}'{separator[1:]}{start}cmd|x"


@given(st.text(alphabet="a1 =+-@;,\t\r\n\"'＝＠", max_size=12))
def test_no_cell_begins_with_a_formula_however_rows_are_split(text):
    written = to_csv(pd.DataFrame({"n": [1], "city": [text]}))
    for separator in ",;\t":
        for row in csv.reader(io.StringIO(written, newline=""), delimiter=separator):
            assert not any(cell.startswith(("=", "+", "-", "@", "＝", "＠")) for cell in row)


def test_a_column_name_that_a_spreadsheet_would_compute_is_marked_as_text():
    assert rows(pd.DataFrame({"=1+1": ["x"]}))[0] == ["'=1+1"]


def test_text_with_such_a_sign_inside_is_left_alone():
    for name in ("a=b", "Saint-Denis", "a@b", "1+1", ""):
        assert rows(pd.DataFrame({"city": ["x", name], "n": [1, 2]}))[2] == [name, "2"]


def test_negative_numbers_are_numbers():
    frame = pd.DataFrame({"a": [-1.5, 2.0], "b": [-3, 4]})
    assert rows(frame) == [["a", "b"], ["-1.5", "-3"], ["2.0", "4"]]


def test_blanks_are_empty_and_whole_numbers_stay_whole_beside_them():
    frame = pd.DataFrame(
        {
            "city": ["Rome", None],
            "rank": pd.array([1, None], dtype="Int64"),
            "score": [np.nan, 2.0],
        }
    )
    assert rows(frame) == [["city", "rank", "score"], ["Rome", "1", ""], ["", "", "2.0"]]


def test_commas_quotes_line_breaks_and_any_script_come_back():
    names = ["Washington, D.C.", 'The "Big" One', "two\nlines", "上海", "São Paulo", "🙂"]
    assert [row[0] for row in rows(pd.DataFrame({"city": names}))[1:]] == names


def test_lines_end_with_a_line_feed():
    assert to_csv(pd.DataFrame({"a": [1], "b": [2]})) == "a,b\n1,2\n"


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_numbers_come_back_to_the_last_bit(values):
    read = [float(row[0]) for row in rows(pd.DataFrame({"score": values}))[1:]]
    assert read == values


def test_the_table_itself_is_left_as_it_was():
    frame = pd.DataFrame({"=city": ["=1", "Rome"], "n": [1, 2]})
    before = frame.copy(deep=True)
    to_csv(frame)
    pd.testing.assert_frame_equal(frame, before)


def test_the_tables_for_coinr_hold_no_formulas_and_keep_their_numbers(tmp_path):
    import intlindex as ix
    from makers import framework, table

    data = table(
        {"a": [-1, 2, 3], "note": ["=cmd|' /C calc'!A0", "@SUM(1)", "x;=1"], "height": ["-5", "3", "4"]},
        ["=1+1", "Rome", "Oslo"],
    )
    ix.score(data, framework("a")).to_coinr(tmp_path)
    written = (tmp_path / "iData.csv").read_text("utf-8")
    assert written.splitlines()[1].endswith(",'=1+1,'=cmd|' /C calc'!A0,-5,-1.0")
    assert "'@SUM(1)" in written
    assert "x;'=1" in written
