"""Tables as Markdown and LaTeX, ready for a paper or a page."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from intlindex.display.layout import check_layout
from intlindex.display.text import cell, is_numeric

__all__ = ["escape_latex", "escape_markdown", "to_latex", "to_markdown"]

_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    '"': r"\textquotedbl{}",
    "–": "--",
    "−": r"\ensuremath{-}",
}
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~#$&])")


def escape_latex(text: str) -> str:
    r"""Write text so that LaTeX prints it as it is, on one line.

    Examples
    --------
    >>> print(escape_latex("R&D_share 5% {x} C:\\ ^2"))
    R\&D\_share 5\% \{x\} C:\textbackslash{} \textasciicircum{}2
    """
    escaped = "".join(_LATEX.get(letter, letter) for letter in _one_line(text))
    return f"{{}}{escaped}" if escaped.startswith(("[", "*")) else escaped  # after \\ these would be its options


def escape_markdown(text: str) -> str:
    r"""Write text so that Markdown shows it as it is, within one cell of a table.

    Examples
    --------
    >>> print(escape_markdown("a|b *c* <d>"))
    a\|b \*c\* \<d\>
    """
    return _MARKDOWN.sub(r"\\\1", _one_line(text))


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def to_markdown(frame: pd.DataFrame, *, digits: int = 1) -> str:
    r"""Write a table as Markdown, with pipes as GitHub and MyST read them.

    Parameters
    ----------
    frame : DataFrame
        The table. A named index, such as that of the cities, becomes its first column.
    digits : int
        Digits after the point.

    Returns
    -------
    str
        The text, ended by a line feed. Blanks are a dash; numbers are aligned right.

    Raises
    ------
    RequestError
        If `digits` is out of range.

    Examples
    --------
    >>> print(to_markdown(pd.DataFrame({"city": ["Rome", "Oslo"], "score": [81.25, None]})), end="")
    | city | score |
    | :--- | ----: |
    | Rome |  81.3 |
    | Oslo |     – |
    """
    check_layout(digits=digits)
    rows, right = _cells(frame, digits, escape_markdown)
    widths = [max(3, *map(len, column)) for column in zip(*rows, strict=True)]
    rule = [
        f"{'-' * (width - 1)}:" if is_right else f":{'-' * (width - 1)}" for width, is_right in _both(widths, right)
    ]
    lines = [_row(rows[0], widths, right), f"| {' | '.join(rule)} |", *(_row(row, widths, right) for row in rows[1:])]
    return "\n".join(lines) + "\n"


def to_latex(frame: pd.DataFrame, *, digits: int = 1, caption: str = "", label: str = "", long: bool = False) -> str:
    r"""Write a table as LaTeX with the rules of the package booktabs.

    Parameters
    ----------
    frame : DataFrame
        The table. A named index, such as that of the cities, becomes its first column.
    digits : int
        Digits after the point.
    caption, label : str
        What the table is called, and by what it is referred to. With either, it is put in a ``table``.
    long : bool
        Let the table break over pages, by the package longtable.

    Returns
    -------
    str
        The text, ended by a line feed. Blanks are a dash; numbers are aligned right.

    Raises
    ------
    RequestError
        If `digits` is out of range.

    Examples
    --------
    >>> print(to_latex(pd.DataFrame({"city": ["Rome", "Oslo"], "score": [81.25, None]})), end="")
    \begin{tabular}{lr}
    \toprule
    city & score \\
    \midrule
    Rome & 81.3 \\
    Oslo & -- \\
    \bottomrule
    \end{tabular}
    """
    check_layout(digits=digits)
    rows, right = _cells(frame, digits, escape_latex)
    header, *body = (rf"{' & '.join(row)} \\" for row in rows)
    columns = "".join("r" if is_right else "l" for is_right in right)
    named = [rf"\caption{{{escape_latex(caption)}}}"] if caption else []
    key = re.sub(r"[^\w:.-]+", "-", label)
    named += [rf"\label{{{key}}}"] if label else []
    if long:
        return "\n".join(_long(columns, named, header, body)) + "\n"
    lines = [rf"\begin{{tabular}}{{{columns}}}", r"\toprule", header, r"\midrule", *body, r"\bottomrule"]
    lines += [r"\end{tabular}"]
    if named:
        lines = [r"\begin{table}", r"\centering", *named, *lines, r"\end{table}"]
    return "\n".join(lines) + "\n"


def _long(columns: str, named: list[str], header: str, body: list[str]) -> list[str]:
    """Return the lines of a table that repeats its header on every page."""
    head = [r"\toprule", header, r"\midrule"]
    ended = [*named[:-1], rf"{named[-1]} \\"] if named else []
    return [
        rf"\begin{{longtable}}{{{columns}}}",
        *ended,
        *head,
        r"\endfirsthead",
        *head,
        r"\endhead",
        r"\bottomrule",
        r"\endlastfoot",
        *body,
        r"\end{longtable}",
    ]


def _cells(frame: pd.DataFrame, digits: int, escape: object) -> tuple[list[list[str]], list[bool]]:
    """Return header and rows as escaped text, and which columns stand right."""
    assert callable(escape)
    shown = frame.reset_index() if any(name is not None for name in frame.index.names) else frame
    columns = [
        [escape(str(name)), *(escape(cell(value, digits=digits)) for value in shown.iloc[:, at])]
        for at, name in enumerate(shown.columns)
    ]
    right = [is_numeric(shown.iloc[:, at]) for at in range(shown.shape[1])]
    return [list(row) for row in zip(*columns, strict=True)], right


def _both(widths: Iterable[int], right: Iterable[bool]) -> Iterable[tuple[int, bool]]:
    return zip(widths, right, strict=True)


def _row(cells: Iterable[str], widths: Iterable[int], right: Iterable[bool]) -> str:
    padded = (
        text.rjust(width) if is_right else text.ljust(width)
        for text, width, is_right in zip(cells, widths, right, strict=True)
    )
    return f"| {' | '.join(padded)} |"
