"""The figures of an uncertainty analysis: ranks with intervals, acceptabilities, pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from intlindex.analyses.robustness.rank_bounds import RankBounds
from intlindex.analyses.uncertainty.uncertainty import Uncertainty
from intlindex.display.result import FigureSize
from intlindex.errors import RequestError, problem
from intlindex.outputs.plots import rank_intervals, shares_of_draws

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["uncertainty"]

KINDS = ("ranks", "acceptability", "pairwise")


def uncertainty(
    found: Uncertainty,
    *,
    kind: Literal["ranks", "acceptability", "pairwise"] = "ranks",
    bounds: RankBounds | None = None,
    top: int | None = None,
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw one of the figures of an uncertainty analysis."""
    if kind not in KINDS:
        wrong = problem("wrong-value/plot-kind", "kind", found=f"{kind!r:.60}", allowed=KINDS)
        raise RequestError([wrong], source="plot")
    if kind == "ranks":
        return rank_intervals.uncertainty(found, bounds=bounds, top=top, ax=ax, figsize=figsize, title=title)
    if bounds is not None:
        raise RequestError([problem("not-allowed/plot-bounds", "bounds", kind=kind)], source="plot")
    draw = shares_of_draws.acceptability if kind == "acceptability" else shares_of_draws.pairwise
    return draw(found, top=top, ax=ax, figsize=figsize, title=title)
