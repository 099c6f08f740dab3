"""One combination of alternatives, prepared: all that scoring its draws needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intlindex.core.data.unit_facts import Units, units_of
from intlindex.core.pipeline.root_score import require_score
from intlindex.core.pipeline.scoring import Scoring, stacked
from intlindex.core.scored import ScoredIndex
from intlindex.specs import Framework, Method

__all__ = ["Case", "Fixed", "case_of", "fixed_in"]

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """One combination of alternatives, prepared: all that scoring its draws needs, and nothing that is slow to send."""

    scoring: Scoring
    leaves: tuple[Array, ...]
    """Commensurate indicators ``(cities,)``."""
    shares: Array
    """Shares ``(nodes,)`` among siblings, where nothing varies them."""
    scores: Array
    """Scores ``(nodes, cities)`` at those shares, with fills in place of blanks."""
    given: Array
    """Weights ``(nodes,)`` of the framework."""
    reweighted: Array
    """Weights ``(nodes,)`` that were set by hand; NaN where none was."""
    ranked: NDArray[np.intp]
    """Cities that have a score, by place."""
    raw: Array
    """Raw values ``(cities, indicators)``."""
    units: Units
    rows: NDArray[np.intp]
    """Cities that steps are fitted to."""
    framework: Framework
    method: Method
    cuts: Array
    """Between the classes of the root; empty where it has none."""

    @property
    def step(self) -> float:
        """Step of the grid on which scores are compared."""
        return float(self.scoring.steps[0])


def case_of(index: ScoredIndex) -> Case:
    """Collect what scoring the draws of an index needs."""
    require_score(index.fits)
    framework = index.framework
    table = index.table.take(indicators=[node.id for node in framework.indicators])
    return Case(
        index.scoring,
        tuple(np.ascontiguousarray(column) for column in index.prepared.normalised.T),
        index.fits.shares,
        index.fits.filled,
        np.array([node.weight for node in framework.nodes]),
        np.array([index.reweighting.get(node.id, np.nan) for node in framework.nodes]),
        np.flatnonzero(~index.scoring.blank[0]),
        table.values,
        units_of(table, framework, None),
        np.flatnonzero(index.screening.units),
        framework,
        index.method.restricted_to(framework),
        index.fits.cuts.get(index.nodes[0], np.empty(0)),
    )


@dataclass(frozen=True)
class Fixed:
    """What no factor varies in a case."""

    groups: Mapping[int, Array]
    """Scores ``(cities,)`` of groups, by place."""
    children: Mapping[int, Array]
    """Scores ``(cities, children)`` of the children of groups of which only the weights vary, by place."""


def fixed_in(case: Case, varied: Collection[str | None]) -> Fixed:
    """Find the groups with no varied group at or below them, and those of which only the weights vary."""
    tree = case.scoring.tree
    moved = [branch.node for branch in tree.branches if None in varied or tree.ids[branch.node] in varied]
    still = {branch.node for branch in tree.branches if not any(tree.is_below(node, branch.node) for node in moved)}
    children = {
        branch.node: stacked(list(case.scores[branch.children]))
        for branch in tree.branches
        if branch.node not in still
        and all(at in still or at in tree.leaves for at in range(branch.children.start, branch.children.stop))
    }
    return Fixed({node: case.scores[node] for node in still}, children)
