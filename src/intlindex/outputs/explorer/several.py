"""What the explorer is asked for: one index or several, cities to place among theirs, a file, a language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from intlindex.core.scored import ScoredIndex
from intlindex.errors import RequestError, problem
from intlindex.outputs.explorer.gathering import explorer_record
from intlindex.outputs.explorer.page import write_page
from intlindex.outputs.index_file import checked_path

__all__ = ["LANGUAGES", "explorer"]

LANGUAGES = ("en", "zh")


def explorer(
    indices: Mapping[str, Any] | ScoredIndex,
    path: str | Path | None = None,
    *,
    place: str | Iterable[str] = (),
    ranges: bool = True,
    lang: str | None = None,
) -> str:
    """Write a page in which anyone can re-weight one index or several, and see who moves and why.

    The page is one file that loads nothing: it opens from disk and holds all values with their sources. Under any
    weights that it allows, its scores and ranks are those of `Index.reweight`.

    Parameters
    ----------
    indices : mapping of str to Index, or Index
        The indices by what the choice between them calls them, as ``{"2022": a, "2024": b}``.
    path : str or Path, optional
        Where to write; an existing file is replaced only when the page is complete.
    place : str or iterable of str
        Cities with shipped values, which can be shown among those of an index that does not have them.
    ranges : bool
        Compute the exact ranges of ranks for weights within a quarter of those given.
    lang : {"en", "zh"}, optional
        Language in which the page opens; it can be switched in the page. By default English.

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
    named = {indices.framework.id: indices} if isinstance(indices, ScoredIndex) else indices
    names = (place,) if isinstance(place, str) else place
    problems = []
    if not isinstance(named, Mapping):
        problems.append(problem("wrong-type/explorer-indices", "indices", found=type(named).__name__))
    elif not named:
        problems.append(problem("empty/explorer-indices", "indices"))
    else:
        problems += [
            problem("wrong-type/explorer-index", str(label), found=type(index).__name__)
            for label, index in named.items()
            if not (isinstance(label, str) and isinstance(index, ScoredIndex))
        ]
    if not isinstance(names, Iterable) or isinstance(names, Mapping):
        problems.append(problem("wrong-type/explorer-place", "place", found=type(names).__name__))
    else:
        names = tuple(names)
        problems += [
            problem("wrong-type/explorer-place", "place", found=type(name).__name__)
            for name in names
            if not isinstance(name, str)
        ]
    if lang is not None and lang not in LANGUAGES:
        problems.append(problem("wrong-value/explorer-lang", "lang", allowed=LANGUAGES, found=repr(lang)[:40]))
    if problems:
        raise RequestError(problems)
    return write_page(explorer_record(named, placed=names, ranges=bool(ranges), language=lang or "en"), path)
