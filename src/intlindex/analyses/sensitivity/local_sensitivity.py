"""Exact local sensitivities: how fast each score changes with each weight and with each raw value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.core.data.table import labelled
from intlindex.core.description import node_names
from intlindex.core.pipeline.root_score import require_score
from intlindex.core.scored import ScoredIndex
from intlindex.core.slopes import RootSlopes, preparation_slopes, root_slopes
from intlindex.core.subject import Subject, subject_of
from intlindex.display.records.table import TableRecord
from intlindex.display.result import Result, Shown
from intlindex.findings import Finding, finding
from intlindex.kernels.normalise.chains import rounds
from intlindex.kernels.slopes.steps import times
from intlindex.sentences import Sentence, say

__all__ = ["LocalSensitivity", "local_sensitivity"]

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class LocalSensitivity(Result[TableRecord]):
    """Derivatives of the score of every city in the root.

    Bounds, imputed values, fills and all else that was fitted are held as they are; so are all other cities. Where
    there is no derivative a cell is blank, and a finding gives the reason.

    Examples
    --------
    >>> import intlindex as ix
    >>> index = ix.load("example")
    >>> found = index.local_sensitivity()
    >>> print(round(found.weights.loc["Singapore", "influence"], 3))
    -9.678
    >>> step = index.reweight(influence=1.001).scores["index"] - index.scores["index"]
    >>> print(round(step["Singapore"] / 0.001, 2))
    -9.67
    """

    framework: str
    """Id of the framework."""
    root: str
    """Id of the root, whose score it is."""
    _weights: pd.DataFrame
    _shares: pd.DataFrame
    _values: pd.DataFrame
    _findings: tuple[Finding, ...]
    _names: Mapping[str, str]
    _subjects: tuple[Subject, ...]

    @property
    def weights(self) -> pd.DataFrame:
        """Points of score for each unit of a node's given weight, cities by nodes; its siblings keep their weights."""
        return self._weights.copy()

    @property
    def shares(self) -> pd.DataFrame:
        """Points of score for each unit of a node's share, cities by nodes; its siblings shrink in proportion.

        A hundredth of it is what one percentage point is worth. Zero for an only child.
        """
        return self._shares.copy()

    @property
    def values(self) -> pd.DataFrame:
        """Points of score for each unit of a city's own raw value, cities by indicators; blank for a blank."""
        return self._values.copy()

    @property
    def table(self) -> pd.DataFrame:
        """What one percentage point of each node's share is worth, over the cities, by node.

        Columns: `lowest`, `median`, `highest`, and `mean_size`, the mean of the absolute values.
        """
        points = self._shares / 100
        return pd.DataFrame(
            {
                "lowest": points.min().to_numpy(),
                "median": points.median().to_numpy(),
                "highest": points.max().to_numpy(),
                "mean_size": points.abs().mean().to_numpy(),
            },
            index=pd.Index(points.columns, name="node"),
        )

    @property
    def shown(self) -> Shown:
        """What one percentage point of each node's share is worth, over the cities."""
        frame = self.table.rename(columns={"mean_size": "mean size"}).reset_index()
        title = say("local-sensitivity/title", root=self.root, framework=self.framework)
        lines = (say("local-sensitivity/points"), *self._without_slope())
        return Shown(title, lines, frame, digits=3, bars=("mean size",), labels=self._names)

    def _without_slope(self) -> list[str]:
        """Name the groups without derivative, and count the indicators."""
        named: list[str] = [
            say("reason/of-node", node=each.node, reason=each.message)
            for each in self._findings
            if each.node not in self._values
        ]
        rest = len(self._findings) - len(named)
        return [*named, say("local-sensitivity/no-slope", count=rest)] if rest else named


def local_sensitivity(index: ScoredIndex) -> LocalSensitivity:
    """Differentiate every city's score in the root; see `intlindex.Index.local_sensitivity`."""
    require_score(index.fits)
    found, own = root_slopes(index), preparation_slopes(index)
    blank = index.scoring.blank[0]
    tree = index.scoring.tree
    to_leaves = found.scores[list(tree.leaves)].T
    values = np.where(blank[:, None] | np.isnan(index.fits.raw), np.nan, times(to_leaves, own))
    by_weight = np.where(blank, np.nan, found.weights)[1:].T
    nodes = index.nodes[1:]
    return LocalSensitivity(
        index.framework.id,
        index.framework.root.id,
        labelled(by_weight, index.cities, nodes),
        labelled(times(by_weight, _weights_per_share(index)[1:]), index.cities, nodes),
        labelled(values, index.cities, index.fits.indicators),
        (*_group_findings(index, found), *_indicator_findings(index, to_leaves, own)),
        node_names(index.framework),
        (subject_of(index),),
    )


def _weights_per_share(index: ScoredIndex) -> Array:
    """Return how fast the weight of each node has to grow with its share, siblings' weights kept: W / (1 - s)."""
    weights = np.array([index.reweighting.get(name, given) for name, given in _given(index)])
    sums = np.ones(weights.shape)
    for branch in index.scoring.tree.branches:
        sums[branch.children] = weights[branch.children].sum()
    rest = 1 - index.fits.shares
    return np.where(rest > 0, sums / np.where(rest > 0, rest, 1.0), 0.0)


def _given(index: ScoredIndex) -> list[tuple[str, float]]:
    return list(zip(index.nodes, index.scoring.weights.tolist(), strict=True))


def _group_findings(index: ScoredIndex, found: RootSlopes) -> list[Finding]:
    """List the groups that have no derivative, and why."""
    findings = []
    branches = {branch.node: branch for branch in index.scoring.tree.branches}
    for node, children, weights in found.broken:
        branch = branches[node]
        flags = branch.aggregate.flags
        kind = branch.aggregate.kind
        if rounds(index.scoring.steps_to_score(branch.node)):
            why = say("no-derivative/rounded")
        elif not flags.per_unit:
            why = say("no-derivative/other-cities", kind=kind)
        else:
            why = say("no-derivative/kink", kind=kind)
        cities = _cities(index, children | weights)
        if not weights.any():
            lost = finding("no-derivative/children", "info", index.nodes[node], reason=why, cities=cities)
        elif not children.any():
            lost = finding("no-derivative/weights", "info", index.nodes[node], reason=why, cities=cities)
        else:
            lost = finding("no-derivative/children-and-weights", "info", index.nodes[node], reason=why, cities=cities)
        findings.append(lost)
    return findings


def _indicator_findings(index: ScoredIndex, to_leaves: Array, own: Array) -> list[Finding]:
    """List the indicators that have no derivative, and why."""
    matters = ~np.isnan(to_leaves) & (to_leaves != 0) & ~np.isnan(index.fits.raw)
    lost = np.isnan(own) & matters
    findings = []
    for column, name in enumerate(index.fits.indicators):
        if not lost[:, column].any():
            continue
        every = bool(lost[:, column].sum() == matters[:, column].sum() > 1)
        cities = _cities(index, lost[:, column])
        findings.append(finding("no-derivative/steps" if every else "no-derivative/limit", "info", name, cities=cities))
    return findings


def _cities(index: ScoredIndex, rows: NDArray[np.bool_]) -> Sentence:
    """Return a phrase that names some cities."""
    every = ~index.scoring.blank[0]
    if rows[every].all():
        return say("cities/every")
    return say("cities/some", cities=tuple(index.cities[row] for row in np.flatnonzero(rows)))
