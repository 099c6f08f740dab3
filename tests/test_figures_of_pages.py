"""The figures of the README and of the first page are those of the index as it is, and the gallery shows every one."""

from __future__ import annotations

import importlib.util
import inspect
import re
from pathlib import Path

import intlindex as ix
from intlindex.outputs import WRITERS

DOCS = Path(__file__).parents[1] / "docs"


def script():
    found = importlib.util.spec_from_file_location("figures_of_pages", DOCS / "_figures.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_figures_of_the_pages_are_current():
    """To draw them again: ``python docs/_figures.py``."""
    assert script().outdated() == []


def test_a_figure_that_is_missing_or_reads_otherwise_is_not_current(tmp_path):
    figures = script()
    for name in figures.NAMES[1:]:
        svg = (DOCS / "_static" / f"{name}.svg").read_text("utf-8")
        (tmp_path / f"{name}.svg").write_text(svg.replace("Beijing", "Peking"), encoding="utf-8")
    assert figures.outdated(tmp_path) == list(figures.NAMES)


def test_the_gallery_shows_every_figure():
    text = (DOCS / "gallery" / "index.md").read_text("utf-8")
    methods = {name for name, _ in inspect.getmembers(ix.results.IndexPlots, inspect.isfunction) if name[0] != "_"}
    assert {name for name in methods if f"index.plot.{name}(" not in text and f".plot.{name}(" not in text} == set()
    drawn = {
        places["plot"].partition(":")[0] for kind, places in WRITERS.items() if "plot" in places and kind != "Result"
    }
    assert len(drawn) >= 15
    cells = re.findall(r"```\{code-cell\} python\n(import intlindex.*?)```", text, flags=re.DOTALL)
    assert len(cells) >= 27
    assert all(len(cell.splitlines()) == 3 for cell in cells)
    assert all(cell.splitlines()[-1].startswith("ax = ") for cell in cells)
