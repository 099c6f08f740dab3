"""What the explorer is asked for: one index or several, cities to place among theirs, a file, a language."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from intlindex.core.scored import ScoredIndex
from intlindex.errors import Problem, RequestError, problem
from intlindex.outputs.explorer.gathering import explorer_record
from intlindex.outputs.explorer.page import write_page
from intlindex.outputs.index_file import checked_path

__all__ = ["LANGUAGES", "check_request", "explorer"]

LANGUAGES = ("en", "zh")


def explorer(
    indices: Mapping[str, Any] | ScoredIndex,
    path: str | Path | None = None,
    *,
    place: str | Collection[str] = (),
    ranges: bool = True,
    lang: str | None = None,
) -> str:
    """Write a page in which anyone can re-weight one index or several, and see which cities move and why.

    The page is one file that loads nothing: it opens from disk and holds all values with their sources. Under any
    weights that it allows, its scores and ranks are those of `Index.reweight`.

    Parameters
    ----------
    indices : mapping of str to Index, or Index
        The indices by what the choice between them calls them, as ``{"2022": a, "2024": b}``.
    path : str or Path, optional
        Where to write; an existing file is replaced only when the page is complete.
    place : str or collection of str
        Cities with shipped values, which can be shown among those of an index that does not have them.
    ranges : bool
        Compute the exact ranges of ranks for weights within a quarter of those given.
    lang : {"en", "zh"}, optional
        Language in which the page opens; it can be switched in the page. By default that of the first index.

    Returns
    -------
    str
        The page.

    Raises
    ------
    RequestError
        If there is no index, or an argument is not of its kind; with every problem.
    UnknownNameError
        If a city to place has no shipped values.
    DataError
        If the page cannot be written.

    Examples
    --------
    >>> import intlindex as ix
    >>> page = ix.explorer({"2022": ix.load("example")}, place="Hangzhou", ranges=False)
    >>> page.splitlines()[0]
    '<!doctype html>'
    """
    if path is not None:
        checked_path(path)
    named, placed = check_request(indices, place, lang)
    return write_page(explorer_record(named, placed=placed, ranges=bool(ranges), language=lang), path)


def check_request(indices: Any, place: Any, lang: Any) -> tuple[dict[str, ScoredIndex], tuple[str, ...]]:
    """Return the indices by what they are called, and the names of the cities to place.

    Raises
    ------
    RequestError
        If an argument is not of its kind; with every problem.
    """
    named = {indices.framework.id: indices} if isinstance(indices, ScoredIndex) else indices
    problems = [*_problems_of_indices(named), *_problems_of_names(place)]
    if lang is not None and lang not in LANGUAGES:
        problems.append(problem("wrong-value/explorer-lang", "lang", allowed=LANGUAGES, found=repr(lang)[:40]))
    if problems:
        raise RequestError(problems)
    return dict(named), (place,) if isinstance(place, str) else tuple(place)


def _problems_of_indices(named: Any) -> list[Problem]:
    if not isinstance(named, Mapping):
        return [problem("wrong-type/explorer-indices", "indices", found=type(named).__name__)]
    if not named:
        return [problem("empty/explorer-indices", "indices")]
    return [
        problem("wrong-type/explorer-index", str(label), found=type(index).__name__)
        for label, index in named.items()
        if not isinstance(label, str) or not isinstance(index, ScoredIndex)
    ]


def _problems_of_names(place: Any) -> list[Problem]:
    if isinstance(place, str):
        return []
    if not isinstance(place, list | tuple | set | frozenset):
        return [problem("wrong-type/explorer-place", "place", found=type(place).__name__)]
    wrong = [name for name in place if not isinstance(name, str)]
    return [problem("wrong-type/explorer-place", "place", found=type(name).__name__) for name in wrong]
