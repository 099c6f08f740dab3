"""The docstrings of classes and attributes, from their source where the interpreter drops them (``python -OO``)."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

__all__ = ["attribute_docs", "docstring_of"]


def docstring_of(made: type) -> str | None:
    """Return what a class says of itself, whether or not the interpreter keeps docstrings.

    Examples
    --------
    >>> from intlindex.specs import Framework
    >>> docstring_of(Framework) == Framework.__doc__
    True
    """
    home = vars(made).get("__defined_in__", made.__module__)  # public names carry another module
    return _docstrings(home).get(made.__qualname__)


@cache
def _docstrings(module: str) -> dict[str, str | None]:
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (KeyError, OSError, TypeError):  # no source, as in a notebook
        return {}
    return {node.name: ast.get_docstring(node, clean=False) for node in tree.body if isinstance(node, ast.ClassDef)}


def attribute_docs(made: type) -> dict[str, str]:
    """Return what a class says of each of its attributes, in the text below it.

    Examples
    --------
    >>> from intlindex.specs import Group
    >>> attribute_docs(Group)["parent"]
    'Id of the group that it belongs to; the root has none.'
    """
    home = vars(made).get("__defined_in__", made.__module__)
    return _attribute_docs(home).get(made.__qualname__, {})


@cache
def _attribute_docs(module: str) -> dict[str, dict[str, str]]:
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (KeyError, OSError, TypeError):  # no source, as in a notebook
        return {}
    return {node.name: dict(_documented(node.body)) for node in tree.body if isinstance(node, ast.ClassDef)}


def _documented(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for each, below in pairwise(body):
        named = isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
        if named and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            yield each.target.id, inspect.cleandoc(str(below.value.value))  # type: ignore[attr-defined]
