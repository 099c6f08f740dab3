"""The docstrings of classes, from their source where the interpreter drops them (``python -OO``)."""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache

__all__ = ["docstring_of"]


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
