"""The nodes of the tree as records."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from intlindex.core.pipeline.scoring import Branch, Scoring
from intlindex.core.scored import ScoredIndex
from intlindex.outputs.explorer.fitted_steps import step_records, why_not_computed, why_weights_are_fixed
from intlindex.outputs.explorer.provenance_records import Cells
from intlindex.outputs.explorer.record import GroupRecord, IndicatorRecord, NodeRecord
from intlindex.specs import Group, Indicator

__all__ = ["node_records"]

Array = NDArray[np.float64]


def node_records(
    index: ScoredIndex, scoring: Scoring, normalised: Array, raw: Array, cells: Cells
) -> tuple[NodeRecord, ...]:
    """Return all nodes, level by level from the root.

    Parameters
    ----------
    index : ScoredIndex
        The index.
    scoring : Scoring
        What scores all cities, those placed among them too.
    normalised, raw : (cities, indicators) array
        Their values.
    cells : Cells
        Where the values come from.
    """
    shown: dict[int, Array] = {}
    with np.errstate(all="ignore"):  # what is not defined is blank
        taken = scoring.run(normalised, index.fits.shares, shown=shown)
    scores = taken.copy()
    for node, values in shown.items():
        scores[node] = values
    scores = np.where(scoring.blank, np.nan, scores)
    branches = {branch.node: branch for branch in scoring.tree.branches}
    columns = {leaf: column for column, leaf in enumerate(scoring.tree.leaves)}
    found = []
    for at, node in enumerate(index.framework.nodes):
        group = indicator = None
        if isinstance(node, Group):
            group = _group(scoring, branches[at], scores[at], taken[at])
        else:
            own = columns[at]
            filled = index.prepared.filled[:, own]
            indicator = _indicator(node, normalised[:, own], raw[:, own], filled, cells)
        found.append(_node(index, scoring, at, group, indicator))
    return tuple(found)


def _node(
    index: ScoredIndex, scoring: Scoring, at: int, group: GroupRecord | None, indicator: IndicatorRecord | None
) -> NodeRecord:
    node, tree = index.framework.nodes[at], scoring.tree
    blank = np.flatnonzero(scoring.blank[at]).tolist()
    fills = np.broadcast_to(scoring.fills[at], (scoring.blank.shape[1],))
    return NodeRecord(
        id=node.id,
        parent=tree.parents[at],
        name=node.name,
        names=dict(node.names),
        level=node.level if isinstance(node, Group) else None,
        status=node.status,
        counts=node.counts,
        weight=float(index.fits.weights[at]),
        turn=_sign(tree.turns[at]),
        better=_sign(tree.orientations[at]),
        step=float(scoring.steps[at]),
        blank=tuple(blank),
        fills={str(city): float(fills[city]) for city in blank if not math.isnan(fills[city])},
        group=group,
        indicator=indicator,
    )


def _group(scoring: Scoring, branch: Branch, scores: Array, taken: Array) -> GroupRecord:
    name = scoring.tree.ids[branch.node]
    fits = scoring.afterwards.get(name), scoring.onward.get(name)
    why = why_not_computed(branch, fits)
    rescale = branch.rule.blanks == "rescale"
    nominal = scoring.weights[branch.children] if rescale else ()
    after, onward = (() if why else step_records(fit) or () for fit in fits)
    return GroupRecord(
        aggregate=branch.aggregate.model_dump(mode="json"),
        skip_blanks=rescale or not branch.aggregate.flags.fillable,
        rescale=rescale,
        nominal=tuple(float(weight) for weight in nominal),
        after=after,
        onward=onward,
        scores=_numbers(scores),
        taken=_numbers(taken) if why else None,
        why=why,
        fixed=why or why_weights_are_fixed(branch),
    )


def _indicator(
    node: Indicator, normalised: Array, raw: Array, filled: NDArray[np.bool_], cells: Cells
) -> IndicatorRecord:
    return IndicatorRecord(
        values=_numbers(normalised),
        raw=_numbers(raw),
        years=cells.column(node.id, "year"),
        sources=cells.column(node.id, "source"),
        areas=cells.column(node.id, "area"),
        imputed=tuple(np.flatnonzero(filled).tolist()),
        unit=node.unit,
        direction=node.direction,
        lever=node.lever,
        definition=node.definition,
    )


def _numbers(values: Array) -> tuple[float | None, ...]:
    return tuple(None if math.isnan(value) else value for value in values.tolist())


def _sign(turn: float) -> Literal[-1, 1]:
    return 1 if turn > 0 else -1
