"""Tables as Markdown and LaTeX: every cell in its place, nothing in it taken for markup."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import intlindex as ix
from intlindex.cli.command import FORMATS, Output
from intlindex.display.table_formats import escape_latex, escape_markdown

FRAME = pd.DataFrame({"city": ["A|B", "R&D_50% #1", None], "score": [1.25, float("nan"), -3.0], "rank": [2, 3, 1]})

# What LaTeX would take for markup, unless a backslash stands before it or it ends a command of ours.
SPECIAL = re.compile(r"(?<!\\)[$&%#_~^{}]")
COMMANDS = re.compile(r"\\(?:text\w+|ensuremath)\{-?\}|^\{\}")


def test_markdown_by_hand():
    assert ix.to_markdown(FRAME, digits=2).splitlines() == [
        r"| city          | score | rank |",
        r"| :------------ | ----: | ---: |",
        r"| A\|B          |  1.25 |    2 |",
        r"| R\&D\_50% \#1 |     – |    3 |",
        r"| –             | -3.00 |    1 |",
    ]


def test_latex_by_hand():
    assert ix.to_latex(FRAME, digits=2).splitlines() == [
        r"\begin{tabular}{lrr}",
        r"\toprule",
        r"city & score & rank \\",
        r"\midrule",
        r"A|B & 1.25 & 2 \\",
        r"R\&D\_50\% \#1 & -- & 3 \\",
        r"-- & -3.00 & 1 \\",
        r"\bottomrule",
        r"\end{tabular}",
    ]


def test_a_caption_or_a_label_makes_it_float():
    written = ix.to_latex(FRAME, caption="100 % ours", label="tab: the one}").splitlines()
    assert written[:4] == [r"\begin{table}", r"\centering", r"\caption{100 \% ours}", r"\label{tab:-the-one-}"]
    assert written[-1] == r"\end{table}"


def test_a_named_index_becomes_the_first_column():
    scores = ix.load("example").scores.head(2)
    assert ix.to_markdown(scores).startswith("| city ")
    assert ix.to_latex(scores).splitlines()[2].startswith("city & ")
    assert scores.columns[0] == "index"  # left as it was


def unescaped_cells(row):
    """Split a row of a Markdown table where GitHub does: at pipes without a backslash before them."""
    return re.split(r"(?<!\\)(?:\\\\)*\|", row)[1:-1]


@given(text=st.text())
def test_any_text_stays_in_its_cell_of_markdown_and_reads_back(text):
    header, rule, row = ix.to_markdown(pd.DataFrame({"a": [text], "b": ["x"]})).splitlines()
    assert len(unescaped_cells(header)) == len(unescaped_cells(rule)) == 2
    found, last = re.fullmatch(r"\| (.*) \| (\S+) *\|", row).groups()
    assert last == "x"
    plain = re.sub(r"\\([\\`*_\[\]<>|~#$&])", r"\1", found.rstrip())
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    assert plain == " ".join(printable.split())


@given(text=st.text())
def test_nothing_of_a_text_is_left_for_latex_to_take_for_markup(text):
    escaped = escape_latex(text)
    assert "\n" not in escaped
    assert SPECIAL.findall(COMMANDS.sub("", escaped)) == []
    left = re.sub(r"\\(?:text\w+\{\}|ensuremath\{-\}|[{}$&%#_])", "", escaped)
    assert "\\" not in left


def test_a_first_cell_in_brackets_is_no_option_of_the_line_end():
    assert ix.to_latex(pd.DataFrame({"a": ["[1ex]", "*"]})).splitlines()[4:6] == [r"{}[1ex] \\", r"{}* \\"]


def test_escapes_are_on_one_line():
    assert escape_markdown("a\r\nb\tc") == "a b c"
    assert escape_latex("a\n\nb") == "a b"


# ---------------------------------------------------------------- the ranking


def test_the_ranking_says_what_it_is_in_both(example):
    assert "A reconstruction from open data" in example.to_markdown()
    latex = example.reweight(influence=2).to_latex(label="tab:a", digits=3)
    caption = next(line for line in latex.splitlines() if line.startswith(r"\caption"))
    assert "A reconstruction from open data" in caption
    assert "Re-weighted: Influence = 2" in caption
    assert f"{example.reweight(influence=2).ranking.loc[0, 'score']:.3f}" in latex


def test_the_table_of_the_ranking_has_all_cities_in_order(example):
    lines = [line for line in example.to_markdown().splitlines() if line.startswith("|")]
    assert [line.split("|")[2].strip() for line in lines[2:]] == example.ranking["city"].to_list()


# ---------------------------------------------------------------- commands


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_ends_with_one_line_end_and_says_the_title(form):
    output = Output(FRAME, ix.load("example").record(), "Ti_tle", "No_te")
    text = output.as_text(form)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert form in {"csv", "json"} or "tle" in text


def test_notes_are_comments_in_latex_and_text_in_markdown():
    output = Output(FRAME, {}, "Title", "One\nTwo", digits=3, caption="A caption.")
    assert output.as_text("latex").startswith("% One\n% Two\n\\begin{table}")
    assert "\\caption{A caption.}" in output.as_text("latex")
    assert "1.250" in output.as_text("markdown")
    assert output.as_text("markdown").splitlines()[0] == "A caption."
    assert output.as_text("markdown").splitlines()[-3:] == ["One", "", "Two"]


def test_notes_in_markdown_are_unwrapped_and_lists_stay_lists():
    notes = "One is\n  long_er\n- a\n- b is\n  long\n\nTwo"
    written = Output(FRAME, {}, "Title", notes, sentences=("Title.", "It is so.", "It_ is.")).as_text("markdown")
    assert written.endswith("\n\nOne is long\\_er\n\n- a\n- b is long\n\nTwo\n")
    assert written.startswith("Title.\n\n- It is so.\n- It\\_ is.\n\n|")


def test_what_stands_below_a_table_may_be_other_than_the_notes():
    output = Output(FRAME, {}, "Title", "All of it", below="Less")
    assert "All of it" in output.as_text("table")
    assert "% Less\n" in output.as_text("latex")
    for form in ("latex", "markdown"):
        assert "All of it" not in output.as_text(form)
