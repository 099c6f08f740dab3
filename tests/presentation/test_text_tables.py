"""Tables and headings for a terminal."""

import re
import unicodedata

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import intlindex as ix
from intlindex.display import text


def columns(line):
    return sum(
        0 if unicodedata.combining(letter) else 1 + (unicodedata.east_asian_width(letter) in "WF") for letter in line
    )


def test_numbers_stand_to_the_right_and_text_to_the_left():
    frame = pd.DataFrame({"city": ["Rome", "Ulaanbaatar"], "score": [7.0, 100.0], "count": [5, 12]})
    assert text.table(frame).splitlines() == [
        "city         score  count",
        "Rome           7.0      5",
        "Ulaanbaatar  100.0     12",
    ]


def test_chinese_characters_take_two_columns():
    frame = pd.DataFrame({"city": ["上海", "Rome"], "score": [1.0, 2.0]})
    assert text.table(frame).splitlines() == ["city  score", "上海    1.0", "Rome    2.0"]


def test_full_width_letters_take_two_columns_and_combining_marks_none():
    frame = pd.DataFrame({"city": ["ＡＢ", "Sa\u0303o", "Rome"], "score": [1.0, 2.0, 3.0]})
    lines = text.table(frame).splitlines()
    assert {columns(line) for line in lines} == {11}


@pytest.mark.parametrize("blank", [None, float("nan"), pd.NA, np.nan], ids=["None", "nan", "NA", "numpy nan"])
def test_a_blank_is_a_dash(blank):
    frame = pd.DataFrame({"city": ["Rome"], "score": pd.Series([blank], dtype=object)})
    assert text.table(frame).splitlines()[1].split() == ["Rome", "–"]
    assert text.cell(blank) == "–"


def test_a_blank_in_a_column_of_whole_numbers_leaves_the_others_whole():
    frame = pd.DataFrame({"city": ["Rome", "Oslo"], "rank": pd.array([1, None], dtype="Int64")})
    assert [line.split() for line in text.table(frame).splitlines()[1:]] == [["Rome", "1"], ["Oslo", "–"]]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (2.0, "2.0"),
        (2.25, "2.3"),
        (0.15, "0.2"),
        (-0.04, "0.0"),
        (-0.5, "-0.5"),
        (1e6, "1000000.0"),
        (3, "3"),
        ("x", "x"),
    ],
)
def test_floats_have_one_digit_and_whole_numbers_none(value, shown):
    assert text.cell(value) == shown


def test_digits_can_be_chosen():
    frame = pd.DataFrame({"city": ["Rome"], "score": [3.14159]})
    assert text.table(frame, digits=3).splitlines()[1] == "Rome  3.142"


def test_columns_that_do_not_fit_follow_below_with_the_key_columns_repeated():
    wide = {f"column_{number:02}": [float(number), float(number) + 1] for number in range(20)}
    frame = pd.DataFrame({"rank": [1, 2], "city": ["Rome", "Oslo"], **wide})
    blocks = text.table(frame, keys=2).split("\n\n")
    headers = [block.splitlines()[0].split() for block in blocks]
    assert len(blocks) > 1
    assert all(header[:2] == ["rank", "city"] for header in headers)
    assert [name for header in headers for name in header[2:]] == list(wide)
    for block in blocks:
        lines = block.splitlines()
        assert [line.split()[:2] for line in lines[1:]] == [["1", "Rome"], ["2", "Oslo"]]
        assert all(columns(line) <= 80 for line in lines)


def test_a_table_without_key_columns_repeats_none():
    frame = pd.DataFrame({f"column_{number:02}": [number] for number in range(12)})
    headers = [block.splitlines()[0].split() for block in text.table(frame, keys=0).split("\n\n")]
    assert [name for header in headers for name in header] == list(frame.columns)


def test_a_narrower_terminal_gets_narrower_blocks():
    frame = pd.DataFrame({"city": ["Rome"], "a": [1.0], "b": [2.0], "c": [3.0]})
    for width in (16, 20, 40):
        lines = text.table(frame, width=width).splitlines()
        assert all(columns(line) <= width for line in lines)


@pytest.mark.parametrize("letter", ["x", "城"])
def test_text_that_is_too_long_is_cut_and_shown_to_be(letter):
    frame = pd.DataFrame({"city": ["Rome"], "note": [letter * 200]})
    lines = text.table(frame).splitlines()
    assert all(columns(line) <= 80 for line in lines)
    (shown,) = re.findall(rf"{letter}+…", "\n".join(lines))
    assert len(shown) > 20


def test_text_that_just_fits_is_not_cut():
    frame = pd.DataFrame({"note": ["x" * 76]})
    assert text.table(frame, keys=0).splitlines()[1] == "x" * 76


def test_a_table_without_rows_has_its_header():
    assert text.table(pd.DataFrame({"city": [], "score": []})).split() == ["city", "score"]


WORDS = st.text(alphabet="abcXYZ_- é上海城市Ａ\u0301", min_size=1, max_size=100)
SIZES = st.integers(1, 120)


@given(
    names=st.lists(st.tuples(SIZES, st.sampled_from("x城")), min_size=1, max_size=5),
    cells=st.lists(SIZES, min_size=5, max_size=5),
    keys=st.integers(0, 2),
)
def test_no_table_is_wider_than_the_terminal(names, cells, keys):
    frame = pd.DataFrame(
        {
            f"{letter * size}{number}": ["城" * cell, "x" * cell, 1.5]
            for number, ((size, letter), cell) in enumerate(zip(names, cells, strict=False))
        }
    )
    lines = text.table(frame, keys=keys).splitlines()
    assert [line for line in lines if columns(line) > 80] == []


@given(rows=st.lists(WORDS, min_size=1, max_size=5))
def test_columns_are_straight_whatever_the_text(rows):
    rows = [row.strip() or "x" for row in rows]
    lines = text.table(pd.DataFrame({"name": rows, "end": ["|"] * len(rows)})).splitlines()
    ends = {columns(line[: line.rindex("|")]) for line in lines[1 : len(rows) + 1] if line.endswith("|")}
    assert len(ends) <= 1


@pytest.mark.parametrize("break_", ["\n", "\r", "\r\n", "\t", "\x1b[31m", "\x0b", "\u2028"])
def test_a_control_character_in_a_cell_neither_breaks_the_row_nor_reaches_the_terminal(break_):
    frame = pd.DataFrame({"city": [f"Ro{break_}me", "Oslo"], "score": [1.0, 2.0]})
    written = text.table(frame)
    assert len(written.splitlines()) == 3
    assert break_ not in written.replace("\n", "", 2)


# ---------------------------------------------------------------- paragraphs


def test_a_paragraph_is_wrapped_and_loses_no_word():
    words = ["all", "composite", "indicators", "are", "wrong", "and", "some", "of", "them", "useful"] * 6
    wrapped = text.paragraph(" ".join(words))
    assert wrapped.split() == words
    assert all(columns(line) <= 80 for line in wrapped.splitlines())


@pytest.mark.parametrize("given_text", ["国际交往中心城市指数，" * 12, "word 城市 " * 30])
def test_a_chinese_paragraph_is_wrapped_by_its_width(given_text):
    wrapped = text.paragraph(given_text)
    assert all(columns(line) <= 80 for line in wrapped.splitlines())
    assert "".join(wrapped.split()) == "".join(given_text.split())


# ---------------------------------------------------------------- an index at the prompt


def test_an_index_shows_its_name_its_description_and_its_first_ten_cities():
    index = ix.load("ieci-2022")
    shown = repr(index)
    lines = shown.splitlines()
    assert lines[0] == "International Exchange Centers Index 2022 (ieci-2022): 37 cities, 25 indicators"
    assert "reconstruction" in lines[1]
    assert [city for city in index.ranking["city"] if f"  {city} " in shown] == index.ranking["city"][:10].to_list()
    assert "27 more" in lines[-1]
    assert all(columns(line) <= 80 for line in lines)


def test_an_index_shows_that_it_was_reweighted_and_how():
    index = ix.load("ieci-2022")
    assert "Re-weighted" not in repr(index)
    shown = repr(index.reweight(influence=2, gdp=0.25))
    assert "Re-weighted: influence = 2, gdp = 0.25" in " ".join(shown.split())


def test_an_index_without_description_shows_none():
    index = ix.load("ieci-2022")
    bare = index.replace(framework=index.framework.replace(description=None))
    assert "reconstruction" not in repr(bare)
    assert "None" not in repr(bare)


def test_a_small_index_shows_all_its_cities_and_counts_no_more():
    index = ix.load("ieci-2022").drop(*ix.load("ieci-2022").cities[10:])
    assert len(index.cities) == 10
    assert all(city in repr(index) for city in index.cities)
    assert "more" not in repr(index)


def test_an_agreement_shows_correlations_overlaps_and_counts():
    agreement = ix.load("ieci-2022").agreement()
    shown = repr(agreement)
    assert f"Spearman {agreement.spearman:.3f}" in shown
    assert f"Kendall {agreement.kendall:.3f}" in shown
    assert f"{agreement.top_10} of 10" in shown
    assert f"{agreement.counts['not held']} not held" in shown
    assert all(columns(line) <= 80 for line in shown.splitlines())


def test_an_agreement_of_an_edition_without_a_published_top_twenty_says_so():
    agreement = ix.load("ieci-2024").agreement()
    assert agreement.top_20 is None
    assert "None" not in repr(agreement)
    assert re.search(r"top 20: .*not", repr(agreement))
