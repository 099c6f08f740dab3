"""The figures of an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intlindex.core.scored import ScoredIndex

if TYPE_CHECKING:
    from intlindex.api.plots import IndexPlots

__all__ = ["PlotQuestions"]


class PlotQuestions(ScoredIndex):
    """The figures of an index."""

    @property
    def plot(self) -> IndexPlots:
        """The figures of the index; each method draws one and returns the axes of matplotlib.

        Examples
        --------
        >>> import intlindex as ix
        >>> ax = ix.load("example").plot.profile("Tokyo")
        >>> ax.get_xlabel()
        'score'
        """
        from intlindex.api.plots import IndexPlots

        return IndexPlots(self)
