"""What is shown as part of a document: Markdown, LaTeX and HTML, with names instead of ids."""

from __future__ import annotations

from intlindex.display import html, table_formats
from intlindex.display.layout import check_layout
from intlindex.display.shown import Shown

__all__ = ["as_html", "as_latex", "as_markdown"]


def as_markdown(shown: Shown, *, caption: str | None, top: int | None, digits: int | None, names: bool) -> str:
    """Write the table as Markdown, below its caption: by default the title, and "" for none.

    Examples
    --------
    >>> import pandas as pd
    >>> shown = Shown("Cities", table=pd.DataFrame({"city": ["Rome", "Oslo"]}))
    >>> print(as_markdown(shown, caption=None, top=1, digits=None, names=True), end="")
    Cities
    <BLANKLINE>
    | city |
    | :--- |
    | Rome |
    """
    check_layout(digits=digits, top=top)
    written = shown.published(top=top, names=names)
    title = written.title if caption is None else caption
    head = f"{table_formats.escape_markdown(title)}\n\n" if title else ""
    return head + table_formats.to_markdown(written.table, digits=shown.digits if digits is None else digits)


def as_latex(
    shown: Shown, *, caption: str | None, label: str, top: int | None, digits: int | None, names: bool, long: bool
) -> str:
    """Write the table as LaTeX; see `as_markdown` and `intlindex.to_latex`."""
    check_layout(digits=digits, top=top)
    written = shown.published(top=top, names=names)
    return table_formats.to_latex(
        written.table,
        digits=shown.digits if digits is None else digits,
        caption=written.title if caption is None else caption,
        label=label,
        long=long,
    )


def as_html(shown: Shown, *, caption: str | None, top: int | None, digits: int | None, names: bool) -> str:
    """Write the table as HTML; see `as_markdown`."""
    check_layout(digits=digits, top=top)
    written = shown.published(top=top, names=names)
    return html.table(
        written.table,
        bars=written.bars,
        digits=shown.digits if digits is None else digits,
        caption=written.title if caption is None else caption,
    )
