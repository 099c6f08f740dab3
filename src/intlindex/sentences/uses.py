"""Where the library uses each sentence: in problems and errors, in findings, or in what results show."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

__all__ = ["Use", "uses"]

Use = Literal["problem", "finding", "text"]

PACKAGE = Path(__file__).parents[1]


def uses(package: Path = PACKAGE) -> dict[str, set[Use]]:
    """Return the uses of each key, as found in the source of the library.

    Parameters
    ----------
    package : Path
        Folder of the source.

    Returns
    -------
    dict
        Uses by key: "problem" also for the message of an error, "text" for all that is not a problem or a finding.

    Examples
    --------
    >>> uses()["unreadable-file"]
    {'problem'}
    """
    found: dict[str, set[Use]] = {}
    for path in sorted(package.rglob("*.py")):
        if "sentences" not in path.relative_to(package).parts:
            for key, use in _in_code(ast.parse(path.read_text("utf-8")), "text"):
                found.setdefault(key, set()).add(use)
    return found


def _in_code(node: ast.AST, use: Use) -> Iterator[tuple[str, Use]]:
    """List keys below a node; what is said within an error or a problem is part of it."""
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in {"problem", "Problem"} or name.endswith(("Error", "error")):
            use = "problem"
        elif name in {"finding", "Finding"}:
            use = "finding"
        if name in {"say", "problem", "finding"} and node.args:
            for key in _keys(node.args[0]):
                yield key, use
    for child in ast.iter_child_nodes(node):
        yield from _in_code(child, use)


def _keys(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    return _keys(node.body) + _keys(node.orelse) if isinstance(node, ast.IfExp) else []
