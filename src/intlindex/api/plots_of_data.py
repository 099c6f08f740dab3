"""Figures of the parts of an index: its framework, the distributions of its data, and a map of its cities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from intlindex.core.languages import voice_of
from intlindex.core.scored import ScoredIndex

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from intlindex.outputs.plots.canvas import FigureSize
    from intlindex.sentences.voices import Voice

__all__ = ["DataPlots"]


@dataclass(frozen=True)
class DataPlots:
    """Figures of framework and data."""

    index: ScoredIndex
    """The index."""

    @property
    def _voice(self) -> Voice | None:
        """The language in which the figures are written: that of the index."""
        return voice_of(self.index)

    def framework(self, *, ax: Axes | None = None, figsize: FigureSize = None, title: str | None = None) -> Axes:
        """Draw the framework as a tree, with the weight of each node and how it is known.

        Parameters
        ----------
        ax, figsize, title
            Where and how large; see `IndexPlots`.

        Returns
        -------
        Axes
            The axes.

        Raises
        ------
        MissingDependencyError
            If matplotlib is not installed: ``pip install "intlindex[plot]"``.

        Examples
        --------
        >>> import intlindex as ix
        >>> ax = ix.load("example").plot.framework()
        >>> ax.get_title(loc="left")
        '25 indicators with weights from 2.8% to 5.6%'
        """
        from intlindex.outputs.plots.framework_tree import framework_tree

        return framework_tree(self.index, ax=ax, figsize=figsize, title=title)

    def distributions(
        self,
        *,
        indicators: Sequence[str] | None = None,
        ax: Axes | None = None,
        figsize: FigureSize = None,
        title: str | None = None,
    ) -> Axes:
        """Draw the values of each indicator from the lowest to the highest, with those that were treated marked.

        Parameters
        ----------
        indicators : sequence of str, optional
            Ids; by default all.
        ax, figsize, title
            Where and how large; see `IndexPlots`.

        Returns
        -------
        Axes
            The axes.

        Raises
        ------
        UnknownNameError
            If there is no such indicator.
        MissingDependencyError
            If matplotlib is not installed: ``pip install "intlindex[plot]"``.

        Examples
        --------
        >>> import intlindex as ix
        >>> ax = ix.load("example").plot.distributions(indicators=["gdp"])
        >>> ax.get_xlabel()
        'values of the indicator'
        """
        from intlindex.outputs.plots.distributions import distributions

        return distributions(self.index, indicators=indicators, ax=ax, figsize=figsize, title=title)

    def map(
        self,
        *,
        node: str | None = None,
        top: int | None = None,
        ax: Axes | None = None,
        figsize: FigureSize = None,
        title: str | None = None,
    ) -> Axes:
        """Draw the cities on a map of the world, as large as their scores.

        Coordinates are columns `longitude` and `latitude` of the data, or those of a known city.

        Parameters
        ----------
        node : str, optional
            Id of a group whose scores are drawn; by default the root.
        top : int, optional
            How many cities are named, where there is room; by default ten.
        ax, figsize, title
            Where and how large; see `IndexPlots`.

        Returns
        -------
        Axes
            The axes.

        Raises
        ------
        UnknownNameError
            If there is no such group.
        RequestError
            If no city has a score and coordinates.
        MissingDependencyError
            If matplotlib is not installed: ``pip install "intlindex[plot]"``.

        Examples
        --------
        >>> import intlindex as ix
        >>> ax = ix.load("example").plot.map()
        >>> ax.get_title(loc="left")
        'London is first of 12 cities, with a score of 63.7'
        """
        from intlindex.outputs.plots.city_map import city_map

        return city_map(self.index, node=node, top=top, ax=ax, figsize=figsize, title=title)

    def agreement(
        self,
        *,
        kind: Literal["ranks", "scores"] = "ranks",
        ax: Axes | None = None,
        figsize: FigureSize = None,
        title: str | None = None,
    ) -> Axes:
        """Draw ranks or scores of a reconstruction against the published ranks, with the cities far off by name.

        Parameters
        ----------
        kind : {"ranks", "scores"}
            What is drawn against the published ranks.
        ax, figsize, title
            Where and how large; see `IndexPlots`.

        Returns
        -------
        Axes
            The axes.

        Raises
        ------
        UnknownNameError
            If nothing is published of the index.
        MissingDependencyError
            If matplotlib is not installed: ``pip install "intlindex[plot]"``.

        Examples
        --------
        >>> import intlindex as ix
        >>> ax = ix.load("ieci-2022").plot.agreement(kind="scores")
        >>> ax.get_ylabel()
        'reconstructed score'
        """
        from intlindex.analyses.comparison.agreement import agreement_of
        from intlindex.outputs.plots.agreement import agreement

        return agreement(agreement_of(self.index), kind=kind, ax=ax, figsize=figsize, title=title)
