"""Exact local sensitivities: how fast each score changes with each weight and with each raw value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.core.data.table import labelled
from intlindex.core.description import node_names
from intlindex.core.scored import ScoredIndex
from intlindex.core.slopes import RootSlopes, preparation_slopes, root_slopes
from intlindex.display.result import Result, Shown
from intlindex.errors import listed
from intlindex.findings import Finding
from intlindex.kernels.normalise.chains import rounds
from intlindex.kernels.slopes.steps import times

__all__ = ["LocalSensitivity", "local_sensitivity"]

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class LocalSensitivity(Result):
    """Derivatives of the score of every city in the root.

    Bounds, imputed values, fills, and what was fitted otherwise are held as they are; so are all other cities. Where
    there is no derivative a cell is blank, and a finding says why.

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
        title = f"Local sensitivity of the score in {self.root!r} ({self.framework})"
        told = (
            "What one percentage point more of the share of a node, taken from its siblings, adds to the scores.",
            *self._told(),
        )
        return Shown(title, told, frame, digits=3, bars=("mean size",), labels=self._names)

    def _told(self) -> list[str]:
        """Name the groups without derivative, and count the indicators."""
        named = [f"{each.node}: {each.message}" for each in self._findings if each.node not in self._values]
        rest = len(self._findings) - len(named)
        return [*named, f"For {rest} indicators some raw values have no slope; .findings says why."] if rest else named


def local_sensitivity(index: ScoredIndex) -> LocalSensitivity:
    """Differentiate every city's score in the root; see `intlindex.Index.local_sensitivity`."""
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
    """Say which groups have no derivative, and why."""
    findings = []
    branches = {branch.node: branch for branch in index.scoring.tree.branches}
    for node, children, weights in found.broken:
        branch = branches[node]
        flags = branch.aggregate.flags
        kind = branch.aggregate.kind
        if rounds(index.scoring.explained(branch.node)):
            why = "its score is rounded, and so goes in steps"
        elif not flags.per_unit:
            why = f"under {kind!r} a score depends on the other cities"
        else:
            why = f"under {kind!r} there is a kink or a jump, as where children tie, or the slope is infinite"
        what = "neither to children nor to weights"
        if not weights.any():
            what = "not to children"
        elif not children.any():
            what = "not to weights"
        who = _who(index, children | weights)
        findings.append(Finding("no-derivative", "info", index.nodes[node], f"{why}: {what}, for {who}"))
    return findings


def _indicator_findings(index: ScoredIndex, to_leaves: Array, own: Array) -> list[Finding]:
    """Say which indicators have no derivative of their own, and why."""
    matters = ~np.isnan(to_leaves) & (to_leaves != 0) & ~np.isnan(index.fits.raw)
    lost = np.isnan(own) & matters
    findings = []
    for column, name in enumerate(index.fits.indicators):
        if not lost[:, column].any():
            continue
        every = bool(lost[:, column].sum() == matters[:, column].sum() > 1)
        why = "its preparation goes in steps, or is not known" if every else "a value on a limit, or an infinite slope"
        findings.append(Finding("no-derivative", "info", name, f"{why}: for {_who(index, lost[:, column])}"))
    return findings


def _who(index: ScoredIndex, rows: NDArray[np.bool_]) -> str:
    every = ~index.scoring.blank[0]
    if rows[every].all():
        return "every city"
    return listed([index.cities[row] for row in np.flatnonzero(rows)], most=4)
