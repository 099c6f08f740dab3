"""Results as HTML for a notebook: plain tables that inherit its fonts and colours."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import pandas as pd

from intlindex.display.shown import Shown
from intlindex.display.text import SHOWN, cell, is_numeric
from intlindex.sentences import say

__all__ = ["describe_result", "folded", "table"]

# One hue, light enough for text on it in a light and in a dark theme.
_BAR = "rgba(70, 130, 180, 0.30)"
# A transparent border keeps the bars of neighbouring columns apart.
_GAP = ";border-right:0.4em solid transparent"
_STYLE = "border-collapse:collapse;font-variant-numeric:tabular-nums;margin:0.4em 0"
_CELL = "padding:0.15em 0.8em;text-align:{align};white-space:nowrap{extra}"


def table(
    frame: pd.DataFrame,
    *,
    bars: Iterable[str] = (),
    top: float | None = None,
    digits: int = 1,
    caption: str = "",
) -> str:
    """Write a table, with a bar behind the numbers of some columns.

    Parameters
    ----------
    frame : DataFrame
        The table; its index is not written.
    bars : iterable of str
        Columns whose numbers get a bar.
    top : float, optional
        What a full bar stands for, in all columns; by default their common maximum.
    digits : int
        Digits after the point.
    caption : str
        What the table is called, above it.

    Returns
    -------
    str
        HTML, all text escaped.
    """
    numeric = {str(name): is_numeric(frame[name]) for name in frame.columns}
    barred = list(bars)
    if top is None and barred:
        top = float(frame[barred].max().max())
    tops = dict.fromkeys(barred, top)
    header = "".join(
        f'<th scope="col" style="{_CELL.format(align="right" if numeric[name] else "left", extra="")}">'
        f"{escape(str(name).replace('_', ' '))}</th>"
        for name in numeric
    )
    rows = "".join(
        "<tr>"
        + "".join(_cell(value, numeric[name], tops.get(name), digits) for name, value in zip(numeric, row, strict=True))
        + "</tr>"
        for row in frame.itertuples(index=False, name=None)
    )
    named = f'<caption style="text-align:left">{escape(caption)}</caption>' if caption else ""
    return f'<table style="{_STYLE}">{named}<thead><tr>{header}</tr></thead><tbody>{rows}</tbody></table>'


def _cell(value: object, numeric: bool, top: float | None, digits: int) -> str:
    extra = ""
    if top is not None and isinstance(value, float) and value == value and top > 0:  # noqa: PLR0124  not NaN
        share = f"{100 * max(value, 0.0) / top:.1f}%"
        extra = f";background:linear-gradient(to right,{_BAR} {share},transparent {share}) padding-box{_GAP}"
    written = cell(value, digits=digits)
    depth = len(written) - len(written.lstrip(" "))
    if depth and not numeric:  # a browser would drop the spaces that indent a tree
        extra += f";padding-left:{0.8 + 0.5 * depth:g}em"
    style = _CELL.format(align="right" if numeric else "left", extra=extra)
    return f'<td style="{style}">{escape(written)}</td>'


def folded(count: int, rest: str, language: str = "en") -> str:
    """Write the rest of a table so that it unfolds on demand."""
    summary = say("shown/rest", count=count).written(language)
    return f"<details><summary>{escape(summary)}</summary>{rest}</details>"


def describe_result(shown: Shown) -> str:
    """Show what an analysis found: its sentences, the first rows of its table, and all others on demand."""
    shown = shown.written()
    lines = "".join(f"<br>{escape(line)}" for line in shown.lines)
    parts = [f"<div><strong>{escape(shown.title)}</strong>{lines}"]
    if len(shown.table.columns):
        top = float(shown.table[list(shown.bars)].max().max()) if shown.bars else None
        first, rest = shown.table.head(2 * SHOWN), shown.table.iloc[2 * SHOWN :]
        parts.append(table(first, bars=shown.bars, top=top, digits=shown.digits))
        if len(rest):
            more = table(rest, bars=shown.bars, top=top, digits=shown.digits)
            parts.append(folded(len(rest), more, shown.language))
    return "".join([*parts, "</div>"])
