"""The ranking of an index as Markdown and LaTeX, with what the index is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intlindex.presentation.table_formats import escape_markdown, to_latex, to_markdown

if TYPE_CHECKING:
    from intlindex.index.index import Index

__all__ = ["about", "ranking_latex", "ranking_markdown"]


def about(index: Index) -> str:
    """Say in sentences what an index is, whose, and how it was re-weighted.

    Examples
    --------
    >>> import intlindex as ix
    >>> about(ix.load("example"))[:104]
    'Example: twelve cities, frozen (example): 12 cities, 25 indicators. An example for trying things on: 12 '
    """
    framework = index.framework
    counts = f"{len(index.cities)} cities, {len(framework.indicators)} indicators"
    changed = ", ".join(f"{name} = {weight:g}" for name, weight in index.reweighting.items())
    sentences = [f"{framework.name} ({framework.id}): {counts}.", framework.description or ""]
    sentences.append(f"Re-weighted: {changed} (siblings keep their weights)." if changed else "")
    return " ".join(sentence.strip() for sentence in sentences if sentence)


def ranking_markdown(index: Index, *, digits: int = 1) -> str:
    """Write the ranking below what the index is; `Index.to_markdown` is its door."""
    return f"{escape_markdown(about(index))}\n\n{to_markdown(index.ranking, digits=digits)}"


def ranking_latex(index: Index, *, digits: int = 1, label: str = "") -> str:
    """Write the ranking as a table whose caption says what the index is; `Index.to_latex` is its door."""
    return to_latex(index.ranking, digits=digits, caption=about(index), label=label)
