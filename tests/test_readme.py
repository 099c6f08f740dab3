"""The figures that the README quotes are those of the index as it ships."""

from __future__ import annotations

import importlib.util
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"


def readme():
    spec = importlib.util.spec_from_file_location("readme_figures", DOCS / "_readme.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_readme_quotes_current_figures():
    module = readme()
    text = module.README.read_text("utf-8")
    assert module.current(text) == text, "run python docs/_readme.py"


def test_an_old_figure_would_be_replaced():
    module = readme()
    text = module.README.read_text("utf-8")
    assert module.current(text.replace("0.875", "0.999")) == text
    assert module.current(text.replace("| 2022 | 2024 |", "| 2021 | 2024 |")) == text
    assert module.current(text.replace("  1  London ", "  2  London ")) == text
    assert text.count("0.875") == 1
