"""The ranking of an index as Markdown and LaTeX, with what the index is."""

from __future__ import annotations

from intlindex.core.description import about
from intlindex.core.scored import ScoredIndex
from intlindex.display.table_formats import escape_markdown, to_latex, to_markdown

__all__ = ["ranking_latex", "ranking_markdown"]


def ranking_markdown(index: ScoredIndex, *, digits: int = 1) -> str:
    """Write the ranking below what the index is; `Index.to_markdown` is its door."""
    return f"{escape_markdown(about(index.fits))}\n\n{to_markdown(index.ranking, digits=digits)}"


def ranking_latex(index: ScoredIndex, *, digits: int = 1, label: str = "") -> str:
    """Write the ranking as a table whose caption says what the index is; `Index.to_latex` is its door."""
    return to_latex(index.ranking, digits=digits, caption=about(index.fits), label=label)
