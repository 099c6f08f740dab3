"""The page of the explorer: one file that holds its record, its script and its style, and loads nothing."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from intlindex.outputs.explorer.record import ExplorerRecord
from intlindex.outputs.index_file import write_atomically

__all__ = ["page_of", "record_text", "script", "style", "write_page"]

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="generator" content="intlindex {version}">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{reset}</style>
<style>{style}</style>
</head>
<body>
<main id="intlindex-explorer" class="intlindex-explorer"></main>
<script type="application/json" id="intlindex-record">{record}</script>
<script type="module">{script}</script>
</body>
</html>
"""
_RESET = "body{margin:0}.intlindex-explorer{min-height:100vh}"


@cache
def script() -> str:
    """Return the bundled script, an ES module."""
    return _read("explorer.js")


@cache
def style() -> str:
    """Return the style sheet."""
    return _read("explorer.css")


def _read(name: str) -> str:
    return (files("intlindex.outputs.explorer") / name).read_text("utf-8").strip()


def _plain(record: ExplorerRecord) -> dict[str, Any]:
    """Return a record as plain data, without fields at their default."""
    return {"format": record.format, **record.model_dump(mode="json", exclude_defaults=True)}


def record_text(record: ExplorerRecord) -> str:
    """Write a record as JSON that can stand inside a script element: no text in it can end the element.

    Numbers are written so that they are read back to the last bit.

    Examples
    --------
    >>> import intlindex as ix
    >>> from intlindex.outputs.explorer.gathering import explorer_record
    >>> text = record_text(explorer_record({"example": ix.load("example")}, ranges=False))
    >>> "<" in text
    False
    """
    text = json.dumps(_plain(record), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    signs = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
    return "".join(signs.get(sign, sign) for sign in text)


def page_of(record: ExplorerRecord) -> str:
    """Return the page that shows a record."""
    first = record.editions[0]
    name = first.names.get(record.language, first.name)
    return _PAGE.format(
        language=record.language,
        policy=escape(_policy()),
        version=escape(record.version),
        title=escape(name),
        reset=_RESET,
        style=style(),
        record=record_text(record),
        script=script(),
    )


def _policy() -> str:
    """Allow the very script and styles of the page, and nothing from anywhere else."""
    return (
        f"default-src 'none'; script-src {_digest(script())}; style-src {_digest(style())} {_digest(_RESET)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def write_page(record: ExplorerRecord, path: str | Path | None) -> str:
    """Write the page, to a file if one is named; an existing one is replaced only when the page is complete.

    Returns
    -------
    str
        The page.

    Raises
    ------
    DataError
        If it cannot be written.
    """
    page = page_of(record)
    if path is not None:
        write_atomically(path, page)
    return page
