"""Which index a result is about: what remains of it in results that do not keep the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from intlindex.core.description import node_names
from intlindex.core.pipeline.provenance import last_years
from intlindex.core.scored import ScoredIndex

__all__ = ["Subject", "overall_subject", "subject_of"]


@dataclass(frozen=True)
class Subject:
    """An index by name and size, and how much of it is reconstructed."""

    title: str
    """Name of the framework, which says that it is a reconstruction where it is one."""
    root: str
    """Id of its root."""
    cities: int
    indicators: int
    reconstructed: int
    """How many of the indicators are reconstructed."""
    years: tuple[int, int] | None
    """The earliest and the latest year of the values; None where none is known."""
    names: Mapping[str, str] = field(repr=False, compare=False)
    """Names of its nodes by id."""


def subject_of(index: ScoredIndex) -> Subject:
    """Return what identifies an index.

    Examples
    --------
    >>> import intlindex as ix
    >>> found = subject_of(ix.load("example"))
    >>> found.cities, found.indicators, found.years
    (12, 25, (2016, 2026))
    """
    nodes = index.framework.indicators
    reconstructed = sum(node.status == "reconstructed" for node in nodes)
    title, root = index.framework.title, index.framework.root.id
    sizes = (len(index.cities), len(nodes), reconstructed)
    return Subject(title, root, *sizes, last_years(index.fits), node_names(index.framework))


def overall_subject(indices: tuple[ScoredIndex, ...], cities: int) -> Subject:
    """Return what identifies indices of one framework together, such as those of several times.

    Examples
    --------
    >>> import intlindex as ix
    >>> overall_subject((ix.load("example"), ix.load("ieci-2022")), 38).years
    (2016, 2026)
    """
    all_years = [years for each in indices if (years := last_years(each.fits)) is not None]
    span = (min(first for first, _ in all_years), max(last for _, last in all_years)) if all_years else None
    return replace(subject_of(indices[-1]), cities=cities, years=span)
