"""The figures of an index, as `index.plot`.

Each method calls a function in `intlindex.outputs.plots`, imported when the method is called.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from intlindex.api.boundary import guarded_class
from intlindex.api.plots_of_data import DataPlots
from intlindex.display.unit_names import outward_members
from intlindex.errors import RequestError
from intlindex.specs.weight_set import Bounds

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from intlindex.analyses.robustness.rank_bounds import RankBounds
    from intlindex.analyses.seeds import Random
    from intlindex.outputs.plots.canvas import FigureSize

__all__ = ["IndexPlots"]

WITHIN = 0.25


@outward_members
@guarded_class
@dataclass(frozen=True)
class IndexPlots(DataPlots):
    """The figures of an index; each is drawn on axes of matplotlib and returned as these.

    All methods have `ax`, the axes to draw on (by default those of a new figure); `figsize`, width and height of the
    new figure in inches, or ``"page"`` (the default) or ``"column"``, the width of a column of a journal, with the
    height that is needed; and `title`, text instead of the finding, or ``""`` for no title and subtitle.

    Examples
    --------
    >>> import intlindex as ix
    >>> ax = ix.load("example").plot.ranking()
    >>> ax.get_title(loc="left")
    'London is first with a score of 63.7, 13.6 ahead of Paris'
    """

    def __repr__(self) -> str:
        names = ", ".join(name for name in sorted(dir(self)) if not name.startswith("_") and name != "index")
        return f"IndexPlots({names})"

    def ranking(
        self,
        *,
        top: int | None = None,
        widths: bool = False,
        ax: Axes | None = None,
        figsize: FigureSize = None,
        title: str | None = None,
    ) -> Axes:
        """Draw the ranking: a bar for each city, divided into the contributions of the children of the root.

        Parameters
        ----------
        top : int, optional
            How many cities; by default all, or as many as fit.
        widths : bool
            Instead, draw a column for each child of the root, as wide as its weight and filled as far as its score.
        ax, figsize, title
            Where and how large; see `IndexPlots`.

        Returns
        -------
        Axes
            The axes; the length of a bar is the score.

        Raises
        ------
        DataError
            If no city has a score.
        RequestError
            If `widths` is asked for and scores below zero or nodes without weights leave none.
        MissingDependencyError
            If matplotlib is not installed: ``pip install "intlindex[plot]"``.

        Examples
        --------
        >>> import intlindex as ix
        >>> ax = ix.load("example").plot.ranking(top=3)
        >>> [label.get_text().split()[-1] for label in ax.get_yticklabels()]
        ['London', 'Paris', 'Singapore']
        """
        from intlindex.outputs.plots.ranking_widths import ranking_with

        return ranking_with(self.index, top=top, widths=widths, ax=ax, figsize=figsize, title=title)

    def profile(
        self,
        city: str,
        *,
        nodes: Literal["groups", "indicators", "all"] = "groups",
        ax: Axes | None = None,
        figsize: FigureSize = None,
        title: str | None = None,
    ) -> Axes:
        r"""Draw the profile of a city: its scores against the median, the middle half and the range of all cities.

        Parameters
        ----------
        city : str
            Any name of a city.
        nodes : {"groups", "indicators", "all"}
            Which scores.
        ax, figsize, title
            Where and how large; see `IndexPlots`.

        Returns
        -------
        Axes
            The axes.

        Raises
        ------
        UnknownNameError
            If there is no such city.
        DataError
            If it has no score at any of the nodes.
        MissingDependencyError
            If matplotlib is not installed: ``pip install "intlindex[plot]"``.

        Examples
        --------
        >>> import intlindex as ix
        >>> ax = ix.load("example").plot.profile("Beijing")
        >>> ax.get_title(loc="left").replace("\n", " ")[:38]
        'Beijing has rank 8: best in Influence '
        """
        from intlindex.outputs.plots.profile import profile

        return profile(self.index, city, nodes=nodes, ax=ax, figsize=figsize, title=title)

    def compare(
        self,
        a: str,
        b: str,
        *,
        by: Literal["dimensions", "groups", "indicators"] = "groups",
        ax: Axes | None = None,
        figsize: FigureSize = None,
        title: str | None = None,
    ) -> Axes:
        """Draw what two cities differ in, as steps from the score of `b` to that of `a`.

        Parameters
        ----------
        a, b : str
            Any names of two cities.
        by : {"dimensions", "groups", "indicators"}
            What a step is: a child of the root, a child of these, or an indicator.
        ax, figsize, title
            Where and how large; see `IndexPlots`.

        Returns
        -------
        Axes
            The axes; the steps sum to the difference of the scores.

        Raises
        ------
        UnknownNameError
            If there is no such city.
        RequestError
            If both are one city, or the method has no decomposition of the difference.
        MissingDependencyError
            If matplotlib is not installed: ``pip install "intlindex[plot]"``.

        Examples
        --------
        >>> import intlindex as ix
        >>> ax = ix.load("example").plot.compare("London", "Paris", by="dimensions")
        >>> [label.get_text() for label in ax.get_yticklabels()]
        ['Paris', 'Connectivity', 'Attractiveness', 'Influence', 'London']
        """
        from intlindex.analyses.explanation.comparison import compare
        from intlindex.outputs.plots.comparison import comparison

        return comparison(compare(self.index, a, b), by=by, ax=ax, figsize=figsize, title=title)

    def bounds(
        self,
        *,
        within: float | None = None,
        of: str | None = None,
        top: int | None = None,
        ax: Axes | None = None,
        figsize: FigureSize = None,
        title: str | None = None,
    ) -> Axes:
        """Draw the best and worst rank of each city over a set of weights, exactly.

        Parameters
        ----------
        within, of
            The set of weights, as for `Index.rank_bounds`.
        top, ax, figsize, title
            As for `ranking`.

        Returns
        -------
        Axes
            The axes.

        Raises
        ------
        RequestError
            If the scores are not linear in the weights.
        MissingDependencyError
            If matplotlib is not installed: ``pip install "intlindex[plot]"``.

        Examples
        --------
        >>> import intlindex as ix
        >>> ax = ix.load("example").plot.bounds(within=0.25)
        >>> ax.get_title(loc="left")
        'London is first under all weights of the set; 3 of 12 ranks are certain'
        """
        from intlindex.analyses.robustness.rank_bounds import rank_bounds
        from intlindex.outputs.plots.rank_intervals import rank_bounds as draw

        found = rank_bounds(self.index, within=within, of=of)
        return draw(found, top=top, ax=ax, figsize=figsize, title=title)

    def uncertainty(
        self,
        *,
        within: float = WITHIN,
        draws: int = 10_000,
        rng: Random = 0,
        kind: Literal["ranks", "acceptability", "pairwise"] = "ranks",
        top: int | None = None,
        ax: Axes | None = None,
        figsize: FigureSize = None,
        title: str | None = None,
    ) -> Axes:
        """Draw ranks with intervals over draws of weights, and the exact bounds of the same weights behind them.

        Parameters
        ----------
        within : float
            The weights of the children of the root are drawn within this part of their shares, up or down.
        draws, rng
            As for `Index.uncertainty`.
        kind : {"ranks", "acceptability", "pairwise"}
            Intervals of ranks, the share of draws of each rank, or that in which one city is ahead of another.
        top, ax, figsize, title
            As for `ranking`.

        Returns
        -------
        Axes
            The axes. For other weights, choices and noise, use ``index.uncertainty(...).plot(bounds=...)``.

        Raises
        ------
        RequestError
            If an argument is not valid.
        MissingDependencyError
            If matplotlib is not installed: ``pip install "intlindex[plot]"``.

        Examples
        --------
        >>> import intlindex as ix
        >>> ax = ix.load("example").plot.uncertainty(draws=500)
        >>> ax.get_title(loc="left")
        'London is first in all draws'
        """
        from intlindex.analyses.uncertainty.uncertainty import uncertainty_of
        from intlindex.outputs.plots.uncertainty import uncertainty

        root = self.index.framework.root.id
        weights = Bounds(within=within, groups=(root,))
        found = uncertainty_of(
            self.index, draws=draws, weights=weights, choices=None, noise=None, rng=rng,
            executor=None, block=None, progress=None,
        )  # fmt: skip
        bounds = self._bounds(within) if kind == "ranks" else None
        return uncertainty(found, kind=kind, bounds=bounds, top=top, ax=ax, figsize=figsize, title=title)

    def triangle(
        self,
        city: str | None = None,
        *,
        of: str | None = None,
        within: float | None = None,
        ax: Axes | None = None,
        figsize: FigureSize = None,
        title: str | None = None,
    ) -> Axes:
        """Draw the triangle of the three weights of a group, divided into exact regions.

        Parameters
        ----------
        city : str, optional
            Draw the regions in which this city has each of its ranks; by default, in which each city is first.
        of, within
            The set of weights, as for `Index.weight_map`.
        ax, figsize, title
            Where and how large; see `IndexPlots`.

        Returns
        -------
        Axes
            The axes.

        Raises
        ------
        RequestError
            If not exactly three weights vary, or the scores are not linear in them.
        MissingDependencyError
            If matplotlib is not installed: ``pip install "intlindex[plot]"``.

        Examples
        --------
        >>> import intlindex as ix
        >>> ax = ix.load("example").plot.triangle()
        >>> ax.get_title(loc="left")
        'London is first under 92% of the weights, 2 others elsewhere'
        """
        from intlindex.analyses.robustness.weight_map import weight_map
        from intlindex.outputs.plots import weight_triangle

        found = weight_map(self.index, of=of, within=within)
        if city is None:
            return weight_triangle.weight_map(found, ax=ax, figsize=figsize, title=title)
        return weight_triangle.rank_map(found.ranks(city), ax=ax, figsize=figsize, title=title)

    def tornado(
        self,
        city: str,
        *,
        within: float = WITHIN,
        top: int | None = None,
        ax: Axes | None = None,
        figsize: FigureSize = None,
        title: str | None = None,
    ) -> Axes:
        """Draw what each weight alone does to the score of a city: its share smaller and larger by a part of it.

        Parameters
        ----------
        city : str
            Any name of a city.
        within : float
            The part, up to 1; the siblings of the node keep their proportions.
        top : int, optional
            How many nodes, those with the largest effect; by default 20.
        ax, figsize, title
            Where and how large; see `IndexPlots`.

        Returns
        -------
        Axes
            The axes.

        Raises
        ------
        UnknownNameError
            If there is no such city.
        RequestError
            If no share can vary, or `within` is out of range.
        MissingDependencyError
            If matplotlib is not installed: ``pip install "intlindex[plot]"``.

        Examples
        --------
        >>> import intlindex as ix
        >>> ax = ix.load("example").plot.tornado("Beijing", top=1)
        >>> [label.get_text() for label in ax.get_yticklabels()]
        ['Influence']
        """
        from intlindex.outputs.plots.tornado import tornado

        return tornado(self.index, city, within=within, top=top, ax=ax, figsize=figsize, title=title)

    def _bounds(self, within: float) -> RankBounds | None:
        """Return exact bounds, if there are any."""
        from intlindex.analyses.robustness.rank_bounds import rank_bounds

        try:
            return rank_bounds(self.index, within=within)
        except RequestError:
            return None
