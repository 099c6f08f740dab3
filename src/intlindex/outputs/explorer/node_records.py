"""The nodes of the tree as records."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from intlindex.core.pipeline.fits import Fits
from intlindex.core.pipeline.tree import Branch
from intlindex.outputs.explorer.fitted_steps import step_records, why_not_computed, why_weights_are_fixed
from intlindex.outputs.explorer.provenance_records import Cells
from intlindex.outputs.explorer.record import GroupRecord, IndicatorRecord, NodeRecord
from intlindex.specs import Group, Indicator

__all__ = ["node_records"]

Array = NDArray[np.float64]


def node_records(fits: Fits, cells: Cells) -> tuple[NodeRecord, ...]:
    """Return all nodes, level by level from the root.

    Parameters
    ----------
    fits : Fits
        What was fitted to the cities of an index, with those that are placed among them.
    cells : Cells
        Where the values come from.
    """
    branches = {branch.node: branch for branch in fits.scoring.tree.branches}
    columns = {leaf: column for column, leaf in enumerate(fits.scoring.tree.leaves)}
    found = []
    for at, node in enumerate(fits.framework.nodes):
        group = indicator = None
        if isinstance(node, Group):
            group = _group(fits, branches[at])
        else:
            indicator = _indicator(fits, node, columns[at], cells)
        found.append(_node(fits, at, group, indicator))
    return tuple(found)


def _node(fits: Fits, at: int, group: GroupRecord | None, indicator: IndicatorRecord | None) -> NodeRecord:
    scoring = fits.scoring
    node, tree = fits.framework.nodes[at], scoring.tree
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
        weight=float(fits.weights[at]),
        turn=_sign(tree.turns[at]),
        better=_sign(tree.orientations[at]),
        step=float(scoring.steps[at]),
        blank=tuple(blank),
        fills={str(city): float(fills[city]) for city in blank if not math.isnan(fills[city])},
        group=group,
        indicator=indicator,
    )


def _group(fits: Fits, branch: Branch) -> GroupRecord:
    scoring = fits.scoring
    name = scoring.tree.ids[branch.node]
    after = step_records(scoring.afterwards.get(name), "after")
    onward = step_records(scoring.onward.get(name), "onward")
    why = why_not_computed(branch, stepped=after is not None and onward is not None)
    rescale = branch.rule.blanks == "rescale"
    nominal = scoring.weights[branch.children] if rescale else ()
    return GroupRecord(
        aggregate=branch.aggregate.model_dump(mode="json"),
        skip_blanks=rescale or not branch.aggregate.flags.fillable,
        rescale=rescale,
        nominal=tuple(float(weight) for weight in nominal),
        after=() if why else after or (),
        onward=() if why else onward or (),
        scores=_numbers(fits.scores[branch.node]),
        taken=_numbers(fits.filled[branch.node]) if why else None,
        why=why,
        fixed=why or why_weights_are_fixed(branch),
    )


def _indicator(fits: Fits, node: Indicator, column: int, cells: Cells) -> IndicatorRecord:
    return IndicatorRecord(
        values=_numbers(fits.prepared.normalised[:, column]),
        raw=_numbers(fits.raw[:, column]),
        years=cells.column(node.id, "year"),
        sources=cells.column(node.id, "source"),
        areas=cells.column(node.id, "area"),
        imputed=tuple(np.flatnonzero(fits.prepared.filled[:, column]).tolist()),
        unit=node.unit,
        direction=node.direction,
        lever=node.lever,
        definition=({"en": node.definition} if node.definition else {}) | dict(node.definitions),
    )


def _numbers(values: Array) -> tuple[float | None, ...]:
    return tuple(None if math.isnan(value) else value for value in values.tolist())


def _sign(turn: float) -> Literal[-1, 1]:
    return 1 if turn > 0 else -1
