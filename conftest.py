"""What doctests need: the file of what carries a public name instead of the name of its file; and figures closed."""

from __future__ import annotations

import ast
import doctest
import inspect
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

os.environ["MPLBACKEND"] = "agg"  # figures without a screen

_from_module = doctest.DocTestFinder._from_module


@cache
def _classes_of(file: str) -> frozenset[str]:
    return frozenset(
        node.name for node in ast.parse(Path(file).read_text("utf-8")).body if isinstance(node, ast.ClassDef)
    )


def _is_of_module(self: doctest.DocTestFinder, module: Any, value: Any) -> bool:
    """Say whether a value is defined in a module; a public class is where a file defines a class of its name."""
    if inspect.isclass(value) and getattr(value, "__module__", "") in {
        "intlindex",
        "intlindex.specs",
        "intlindex.results",
    }:
        file = getattr(module, "__file__", None)
        return file is not None and value.__name__ in _classes_of(file)
    if inspect.isfunction(value):
        return inspect.unwrap(value).__globals__ is module.__dict__
    return bool(_from_module(self, module, value))


doctest.DocTestFinder._from_module = _is_of_module  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _figures_closed() -> Iterator[None]:
    """Close what was drawn, so that no figures add up; without a screen."""
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
