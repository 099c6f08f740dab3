"""Names that look like markup, formulas or commands are text in every document that a result is written to.

That they are text in every figure is seen in `test_plots_as_pictures`.
"""

from __future__ import annotations

import csv
import io
import re

import pytest
from tests.presentation.indices import HOSTILE, made
from tests.presentation.test_html_tables import Reader
from tests.presentation.test_plots_as_pictures import Drawn

import intlindex as ix

openpyxl = pytest.importorskip("openpyxl")

OTHERS = {
    "calibration": lambda index, one, other: index.calibrate([one, other], random_orders=0),
    "comparison": lambda index, one, other: index.compare(one, other),
    "rank map": lambda index, one, other: index.weight_map().ranks(one),
    "reweightings": lambda index, one, other: index.reweight_many([{}, {"g0": 2}]),
    "scenarios": lambda index, one, other: index.scenarios({HOSTILE[0]: {"g0": 2}, HOSTILE[2]: "geometric"}),
    "stability": lambda index, one, other: index.stability_radius(city=one),
    "weight map": lambda index, one, other: index.weight_map(),
    "placement": lambda index, one, other: index.place(HOSTILE[6], dict(index.raw.loc[one])),
}
KEPT = ("uncertainty", "sensitivity", "change", "set", "audit", "panel", "dominance", "bounds", "improvement")
KEPT += ("leave_one_out", "local", "tipping", "favourable", "explanation")


@pytest.fixture(scope="module")
def drawn():
    return Drawn(made(6, groups=3, hostile=True))


def found_of(drawn, what):
    return OTHERS[what](drawn.index, drawn.first, drawn.second) if what in OTHERS else drawn.found(what)


def has(names, texts):
    return any(name in text for text in texts for name in names)


@pytest.mark.parametrize("what", [*KEPT, *OTHERS])
def test_documents_of_every_result_show_hostile_names_as_text(what, drawn, tmp_path):
    found = found_of(drawn, what)
    html = found.to_html() + found._repr_html_()
    read = Reader(html)
    assert not {"img", "script", "b", "i"} & set(read.tags)
    assert "onerror" not in {name for name, _ in read.attributes}
    assert has(HOSTILE, read.texts)

    latex = found.to_latex()
    assert not re.search(r"\\(input|textbf)|(?<!\\)[$#%]", latex)
    assert r"\textless{}" in latex or r"\_" in latex or r"\$" in latex

    assert "two\nlines" not in latex

    markdown = found.to_markdown()
    assert "two\nlines" not in markdown
    assert not re.search(r"(?<!\\)[<>$`*\[#]", markdown)
    rows = [line for line in markdown.splitlines() if line.startswith("|")]
    assert len({len(re.split(r"(?<!\\)\|", row)) for row in rows}) == 1

    for row in csv.reader(io.StringIO(found.to_csv())):
        assert not [cell for cell in row if cell.startswith(("=", "@"))]

    found.to_excel(tmp_path / "result.xlsx")
    cells = [cell for sheet in openpyxl.load_workbook(tmp_path / "result.xlsx") for row in sheet for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b"}
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    assert has(HOSTILE, [cell.value for cell in texts])
    assert all(cell.quotePrefix for cell in texts if cell.value.startswith("="))


def test_every_class_of_result_is_among_these(drawn):
    classes = {
        name
        for name in ix.results.__all__
        if isinstance(value := getattr(ix.results, name), type) and issubclass(value, ix.results.Result)
    }
    seen = {type(found_of(drawn, what)).__name__ for what in [*KEPT, *OTHERS]}
    # What was published is that of shipped editions; a draft and groups have names of their own.
    assert classes - seen == {"Result", "Draft", "Agreement", "RanksWithin"}
