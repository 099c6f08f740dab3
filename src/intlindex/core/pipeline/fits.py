"""What was fitted when an index was scored, and the arrays that follow from it under any weights."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.core.data.table import Table, frozen, read_only
from intlindex.core.data.unit_facts import units_of
from intlindex.core.pipeline.preparation import Preparation, Stages
from intlindex.core.pipeline.preparation_fit import fit_preparation
from intlindex.core.pipeline.scoring import Scoring, Tree
from intlindex.core.pipeline.scoring_fit import fit_scoring
from intlindex.core.pipeline.screening import Screening, screen
from intlindex.core.pipeline.suitability import check_finite, check_method, check_scores
from intlindex.kernels.rank import on_grid, rank_descending
from intlindex.kernels.treat import Record
from intlindex.specs import Framework, FrozenMap, Group, GroupRule, IndicatorRule, Method

__all__ = ["Fits"]

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Fits:
    """Data, method, and all that was learned from the two; arrays are read-only and by position.

    Nodes stand in the order of `nodes`, level by level from the root; cities in the order of the data; indicators in
    the order of the framework.

    Examples
    --------
    >>> import intlindex as ix
    >>> fits = ix.load("ieci-2022").fits
    >>> fits.scores.shape, fits.ranks[0, :2]
    ((40, 37), array([1., 3.]))
    """

    table: Table
    """The data as read."""
    method: Method
    """How it is combined."""
    screening: Screening
    """Which cities and indicators are scored."""
    preparation: Preparation
    """What was learned from the data for preparing indicators."""
    prepared: Stages
    """The values of all cities and scored indicators after each step."""
    scoring: Scoring
    """What was decided at nominal weights: blanks, fills, grids."""
    reweighting: FrozenMap[float] = field(default_factory=FrozenMap)
    """Weights that replace those of the framework, by node id."""

    @classmethod
    def of(cls, table: Table, definition: Framework, method: Method) -> Self:
        """Fit every step of a method to a table.

        Raises
        ------
        DefinitionError
            If the method names what the framework does not have.
        DataError
            If the method is not defined for the data, as a geometric mean for zeros.
        """
        check_method(method, definition)
        screening = screen(table, definition, method)
        kept, rules = screening.framework, method.restricted_to(screening.framework)
        scored = table.take(indicators=[node.id for node in kept.indicators])
        units = units_of(scored, kept, rules)
        rows = np.flatnonzero(screening.units)
        with np.errstate(all="ignore"):  # what cannot be held is found below
            preparation = fit_preparation(scored.values[rows], units.take(rows), kept, rules)
        prepared = preparation.stages(scored.values, units)
        check_finite(prepared, kept, table.cities)
        normalised = np.where(screening.units[:, None], prepared.normalised, np.nan)
        tree = Tree.of(kept, rules)
        given = np.array([node.weight for node in kept.nodes])
        with np.errstate(all="ignore"):
            scoring = fit_scoring(tree, normalised, given, table.cities, definition.id, sizes=preparation.sizes)
        prepared = replace(prepared, normalised=normalised)
        fits = cls(table, method, screening, frozen(preparation), prepared, frozen(scoring))
        fits.check_scores(definition.id)
        return fits

    def reweighted(self, weights: FrozenMap[float]) -> Self:
        """Return the same fits with other weights by node id in place of those of the framework."""
        made = replace(self, reweighting=weights)
        if "filled" in vars(self):
            with np.errstate(all="ignore"):  # weights that sum to zero are found by who asked
                vars(made)["filled"] = made._scored(self.unmoved(made.shares))  # noqa: SLF001  of the same class
        return made

    def unmoved(self, shares: Array) -> dict[int, Array]:
        """Return the scores of the groups that other shares ``(..., nodes)`` do not reach, by place."""
        moved: set[int] = set()
        tree = self.scoring.tree
        for branch in tree.branches:
            below = range(branch.children.start, branch.children.stop)
            same = bool((shares[..., branch.children] == self.shares[branch.children]).all())
            if not same or not moved.isdisjoint(below):
                moved.add(branch.node)
        return {branch.node: self.filled[branch.node] for branch in tree.branches if branch.node not in moved}

    def check_scores(self, source: str) -> None:
        """Raise a `DataError` if a score that is not blank is no number under these weights."""
        check_scores(self.scores, self.scoring, self.cities, source=source)

    @property
    def framework(self) -> Framework:
        """What is scored."""
        return self.screening.framework

    @property
    def cities(self) -> tuple[str, ...]:
        """Display names, in the order of the data."""
        return self.table.cities

    @property
    def nodes(self) -> tuple[str, ...]:
        """Ids of all nodes, level by level from the root."""
        return self.scoring.tree.ids

    @property
    def indicators(self) -> tuple[str, ...]:
        """Ids of the scored indicators."""
        return tuple(node.id for node in self.framework.indicators)

    @cached_property
    def raw(self) -> Array:
        """Raw values ``(cities, indicators)`` of the scored indicators."""
        return self.table.take(indicators=self.indicators).values

    @cached_property
    def weights(self) -> Array:
        """Weight of every node ``(nodes,)``, relative among siblings."""
        given = zip(self.nodes, self.scoring.weights, strict=True)
        return read_only(np.array([self.reweighting.get(name, weight) for name, weight in given]))

    @cached_property
    def shares(self) -> Array:
        """Share of every node among its siblings ``(nodes,)``."""
        return read_only(self.scoring.tree.shares(self.weights))

    @cached_property
    def filled(self) -> Array:
        """Scores ``(nodes, cities)``, with fills standing in for blanks."""
        return self._scored({})

    def _scored(self, known: dict[int, Array]) -> Array:
        with np.errstate(all="ignore"):  # what is not defined is NaN, and found by who asked
            return read_only(self.scoring.run(self.prepared.normalised, self.shares, known=known))

    @cached_property
    def scores(self) -> Array:
        """Scores ``(nodes, cities)``, NaN where a city has none."""
        return read_only(self.scoring.mask(self.filled))

    @property
    def grid(self) -> Array:
        """Scores ``(nodes, cities)`` as whole steps of the grid on which they are compared."""
        return on_grid(self.scores, self.scoring.steps[:, None])

    @cached_property
    def ranks(self) -> Array:
        """Ranks ``(nodes, cities)``, NaN where a city has no score."""
        return read_only(rank_descending(self.grid, ties=self.method.rank.ties))

    @cached_property
    def root_ranks(self) -> Array:
        """Ranks ``(cities,)`` at the root, for those who ask for no others."""
        if "ranks" in vars(self):
            return read_only(self.ranks[0])
        grid = on_grid(self.scores[0], float(self.scoring.steps[0]))
        return read_only(rank_descending(grid, ties=self.method.rank.ties))

    def indicator_rule(self, indicator: str) -> IndicatorRule:
        """Return the complete rule of an indicator."""
        return self.method.for_indicator(indicator)

    def group_rule(self, group: str) -> GroupRule:
        """Return the complete rule of a group."""
        node = self.framework.node(group)
        assert isinstance(node, Group)
        return self.method.for_group(group, node.level)

    def imputed(self) -> pd.DataFrame:
        """List the cells that were imputed: city, indicator, value (after transforms) and kind of imputation."""
        columns, rows = np.nonzero((self.prepared.filled & self.screening.units[:, None]).T)
        names = self.indicators
        kinds = {column: _kind(self.indicator_rule(names[column]).impute) for column in np.unique(columns).tolist()}
        cells = [
            (self.cities[row], names[column], self.prepared.imputed[row, column], kinds[column])
            for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        ]
        return pd.DataFrame(cells, columns=["city", "indicator", "value", "kind"])

    def treatment(self) -> pd.DataFrame:
        """List what was done to outliers, one row per indicator with a treatment, and why."""
        rows = []
        for columns, fit in self.preparation.treatments:
            for at, column in enumerate(columns):
                name = self.indicators[column]
                done = {each.name: getattr(fit.record, each.name)[at] for each in fields(fit.record)}
                rows.append({"indicator": name, "kind": _kind(self.indicator_rule(name).treat), **done})
        headers = ["indicator", "kind", *(each.name for each in fields(Record))]
        return pd.DataFrame(rows, columns=headers)


def _kind(step: Any) -> str:
    return str(step.kind)
