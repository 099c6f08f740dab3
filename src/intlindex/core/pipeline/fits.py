"""What was fitted when an index was scored, and the arrays that follow from it under any weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.core.data.table import Table, frozen, read_only
from intlindex.core.data.unit_facts import Units, units_of
from intlindex.core.pipeline.classing import class_names, class_rules, fit_cuts
from intlindex.core.pipeline.conditions import broken_conditions
from intlindex.core.pipeline.onward import onward_fits
from intlindex.core.pipeline.preparation import Preparation, Stages
from intlindex.core.pipeline.preparation_fit import fit_preparation
from intlindex.core.pipeline.scoring import Scoring
from intlindex.core.pipeline.scoring_fit import fit_scoring
from intlindex.core.pipeline.screening import Screening, screen
from intlindex.core.pipeline.suitability_checks import check_finite, check_labels, check_method, check_scores
from intlindex.core.pipeline.tree import Tree
from intlindex.errors import DataError, RequestError, problem
from intlindex.kernels.rank import rank_descending
from intlindex.kernels.rounding import round_to
from intlindex.kernels.treat import TreatmentRecord
from intlindex.specs import Framework, FrozenMap, Group, GroupRule, IndicatorRule, Method
from intlindex.specs.classes import ClassRule

__all__ = ["Fits"]

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Fits:
    """Data, method, and all that was learned from the two; arrays are read-only and by position.

    Nodes are in the order of `nodes`, level by level from the root; cities in the order of the data; indicators in
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
    cuts: FrozenMap[Array] = field(default_factory=FrozenMap)
    """Nodes that have classes, and the cuts between these, fitted at nominal weights."""

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
        labels = table.labels
        if broken := list(broken_conditions(method, definition, Units(table.cities, labels=labels))):
            raise DataError(broken, source=definition.id)
        check_labels(method, definition, labels)
        return cls._fitted(table, method, screen(table, definition, method))

    @classmethod
    def _fitted(cls, table: Table, method: Method, screening: Screening) -> Self:
        """Fit the steps to what is left after screening."""
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
            onward = onward_fits(tree, kept, rules)
            fitted = fit_scoring(tree, normalised, given, units, kept.id, sizes=preparation.sizes, onward=onward)
        prepared = replace(prepared, normalised=normalised)
        fits = cls(table, method, screening, frozen(preparation), prepared, fitted.scoring)
        fits.check_scores(kept.id)
        return fits._with_cuts()

    def _with_cuts(self) -> Self:
        """Return the same fits with the cuts between classes."""
        rules = self.class_rules
        if not rules:
            return self
        steps = dict(zip(self.nodes, self.scoring.steps.tolist(), strict=True))
        ranked = dict(zip(self.nodes, self.rounded(self.scores), strict=True))
        made = replace(self, cuts=FrozenMap(frozen(fit_cuts(rules, ranked, steps))))
        vars(made)["_scored"] = self._scored  # the cuts change no score
        return made

    def below(self, group: str) -> Self:
        """Return what was fitted to the part of the tree below a group, which becomes the root.

        Raises
        ------
        UnknownNameError
            If there is no such group.
        RequestError
            If an indicator of the part is imputed from others, which may be outside it.
        """
        kept = self.framework.subtree(group)
        inside = [node.id for node in kept.indicators]
        across = [
            problem("not-supported/part-imputed-across", name, kind=rule.kind)
            for name in inside
            if (rule := self.indicator_rule(name).impute) is not None and rule.looks_across
        ]
        if across and len(inside) < len(self.indicators):
            raise RequestError(across, source=self.framework.id)
        method = self.method
        if group != self.nodes[0]:
            method = method.replace(classes=method.classes.of_part())
        made = self._fitted(self.table.take(indicators=inside), method, replace(self.screening, framework=kept))
        ids = {node.id for node in kept.nodes[1:]}
        return made.reweighted(FrozenMap({name: each for name, each in self.reweighting.items() if name in ids}))

    def reweighted(self, weights: FrozenMap[float]) -> Self:
        """Return the same fits with other weights by node id in place of those of the framework."""
        made = replace(self, reweighting=weights)
        vars(made).update(unweighted=self.unweighted, raw=self.raw)
        tree = self.scoring.tree.with_totals(made.weights)
        if tree is not self.scoring.tree:
            made = replace(made, scoring=replace(self.scoring, tree=tree))
        elif "_scored" in vars(self):
            with np.errstate(all="ignore"):  # weights that sum to zero are found by who asked
                changed = {self.nodes.index(name) for name in (*weights, *self.reweighting)}
                vars(made)["shares"] = read_only(tree.changed_shares(self.shares, made.weights, changed))
                vars(made)["_scored"] = made._score(self.unmoved(made.shares), self._scored[1])  # noqa: SLF001  our own
        return made

    @cached_property
    def unweighted(self) -> dict[str, Any]:
        """What was found of data and method that no weights change, by name: found once, and kept by `reweighted`."""
        return {}

    def unmoved(self, shares: Array) -> dict[int, Array]:
        """Return the scores of the groups that other shares ``(..., nodes)`` do not reach, by place."""
        parents = self.scoring.tree.parents
        differ = (shares != self.shares).reshape(-1, len(parents)).any(axis=0)
        moved: set[int] = set()
        for node in np.flatnonzero(differ).tolist():
            while (node := parents[node]) >= 0 and node not in moved:
                moved.add(node)
        filled = self.filled
        return {branch.node: filled[branch.node] for branch in self.scoring.tree.branches if branch.node not in moved}

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
        weights = self.scoring.weights.copy()
        for name, weight in self.reweighting.items():
            weights[self.nodes.index(name)] = weight
        return read_only(weights)

    @cached_property
    def shares(self) -> Array:
        """Share of every node among its siblings ``(nodes,)``; NaN where weights sum to zero, found by who asked."""
        with np.errstate(all="ignore"):
            return read_only(self.scoring.tree.shares(self.weights))

    @cached_property
    def _scored(self) -> tuple[Array, dict[int, Array]]:
        return self._score({}, {})

    def _score(self, known: dict[int, Array], shown: Mapping[int, Array]) -> tuple[Array, dict[int, Array]]:
        """Score all nodes; return them as parents take them, and those that are shown otherwise, by place."""
        scores, otherwise = self.scoring.score(self.prepared.normalised, self.shares, known=known, shown=shown)
        return read_only(scores), otherwise

    @property
    def filled(self) -> Array:
        """Scores ``(nodes, cities)`` as parents take them: with fills for blanks, and the lower the better turned."""
        return self._scored[0]

    @cached_property
    def scores(self) -> Array:
        """Scores ``(nodes, cities)`` as they are shown, NaN where a city has none."""
        return read_only(self.scoring.as_shown(*self._scored))

    @property
    def grid(self) -> Array:
        """Scores ``(nodes, cities)`` as whole steps of the grid on which they are compared, rank 1 the highest."""
        return self.compared(self.scores)

    def compared(self, scores: Array) -> Array:
        """Put shown scores ``(nodes, any)``, of some nodes from the root, on the grid on which they are ranked."""
        return self.scoring.compared(scores, self.method.rank.round)

    def rounded(self, scores: Array) -> Array:
        """Round shown scores where ranks are of rounded scores: what is ranked, and falls into classes."""
        digits = self.method.rank.round
        return scores if digits is None else round_to(scores, digits=digits)

    @cached_property
    def class_rules(self) -> Mapping[str, ClassRule]:
        """The rules of the nodes that have classes, by id."""
        return class_rules(self.method, self.nodes)

    def class_names(self, node: str, scores: Array, language: str = "en") -> NDArray[np.object_]:
        """Return the labels, in a language, of the classes of shown scores ``(any,)`` of a node; None for a blank."""
        step = float(self.scoring.steps[self.nodes.index(node)])
        return class_names(self.class_rules[node], self.rounded(scores), self.cuts[node], step, language)

    @cached_property
    def ranks(self) -> Array:
        """Ranks ``(nodes, cities)``, NaN where a city has no score."""
        return read_only(rank_descending(self.grid, ties=self.method.rank.ties))

    @cached_property
    def root_ranks(self) -> Array:
        """Ranks ``(cities,)`` at the root, for those who ask for no others."""
        if "ranks" in vars(self):
            return read_only(self.ranks[0])
        grid = self.compared(self.scores[:1])[0]
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
        headers = ["indicator", "kind", *(each.name for each in fields(TreatmentRecord))]
        return pd.DataFrame(rows, columns=headers)


def _kind(step: Any) -> str:
    return str(step.kind)
