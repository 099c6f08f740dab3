"""Two cities point by point: who leads where, what decides it, which weights would turn it round, who is like them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from intlindex.analyses.explanation.explanation import Explanation, explain
from intlindex.analyses.explanation.scored_city import sample_unit
from intlindex.analyses.robustness.tipping_point import tipping_point
from intlindex.analyses.seeds import Random
from intlindex.core.scored import ScoredIndex
from intlindex.display.result import Result, Shown
from intlindex.display.rounding import fixed
from intlindex.errors import DefinitionError, IntlindexError
from intlindex.kernels.rank import on_grid
from intlindex.specs import Group

__all__ = ["Comparison", "compare", "neighbours"]

NEAREST = 5
"""How many peers are named."""


@dataclass(frozen=True, eq=False, repr=False)
class Comparison(Result):
    """Two cities side by side, at every level.

    Examples
    --------
    >>> import intlindex as ix
    >>> comparison = ix.load("example").compare("Beijing", "Shanghai")
    >>> comparison.table.loc[["influence", "connectivity"], ["Beijing", "Shanghai", "difference"]].round(1)
                  Beijing  Shanghai  difference
    node
    influence        69.0      25.0        44.0
    connectivity     31.3      36.9        -5.5
    """

    first: str
    """Display name of the first city."""
    second: str
    """Display name of the second."""
    explanation: Explanation | None
    """What the difference is made of, indicator by indicator; None where no account is exact."""
    tipping_weights: dict[str, float] | None
    """The nearest weights of the root's children under which both are level; None if there are none."""
    tipping_distance: float
    """The largest change of a share that they take; infinite if nothing does, NaN where it is not known exactly."""
    refused: tuple[str, ...]
    """What could not be said exactly under this method, and why."""
    _table: pd.DataFrame
    _peers: pd.DataFrame
    _names: Mapping[str, str]

    @property
    def table(self) -> pd.DataFrame:
        """All nodes, each group before what is below it.

        Columns: the scores of the two cities, under their names, and their ``difference``; what the node contributes
        to the difference of the whole index (``contribution``); ``leader``, empty where they are level or one has no
        score; and ``depth``.
        """
        return self._table.copy()

    @property
    def deciding(self) -> pd.Series[float]:
        """The fewest indicators whose advantage covers the lead of the one ahead, largest first, with contributions.

        Without what they contribute the lead would be gone. Empty where the cities are level.
        """
        if self.explanation is None or self.explanation.total == 0:
            return pd.Series(dtype=np.float64, name="contribution", index=pd.Index([], name="indicator"))
        found, total = self.explanation, self.explanation.total
        leaves = found.contributions[[name for name in found.contributions.index if name in self._table.index]]
        ahead = (leaves * np.sign(total)).sort_values(ascending=False, kind="stable")
        enough = int(np.argmax(ahead.cumsum().to_numpy() >= abs(total) * (1 - 1e-12))) + 1
        return leaves.loc[list(ahead.index[:enough])]

    @property
    def peers(self) -> pd.DataFrame:
        """The cities most like each of the two: ``city``, ``peer``, ``distance``, nearest first."""
        return self._peers.copy()

    @property
    def shown(self) -> Shown:
        """Who leads, by what, and all nodes side by side."""
        frame = self._table
        columns = {"node": ["  " * depth + str(name) for name, depth in zip(frame.index, frame["depth"], strict=True)]}
        columns |= {name: frame[name].array for name in (self.first, self.second, "difference", "contribution")}
        return Shown(f"{self.first} and {self.second}", self.sentences, pd.DataFrame(columns), labels=self._names)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The main points in words."""
        root = self._table.iloc[0]
        lines = [f"{self.first} {fixed(root[self.first])}, {self.second} {fixed(root[self.second])}."]
        leaves = self._table[self._table["leaf"]]
        counts = [int((leaves["leader"] == city).sum()) for city in (self.first, self.second)]
        level = int((leaves["leader"] == "").sum())
        lines[0] += f" Of {len(leaves)} indicators {self.first} leads in {counts[0]}, {self.second} in {counts[1]}"
        lines[0] += f"; they are level, or one is blank, in {level}." if level else "."
        if len(self.deciding):
            blank = self._table[[self.first, self.second]].isna().any(axis=1)
            stars = {name: "*" if blank[name] else "" for name in self.deciding.index}
            named = self.deciding.items()
            told = ", ".join(f"{self._names[str(name)]}{stars[name]} {fixed(abs(value))}" for name, value in named)
            ahead = self.first if root["leader"] in (self.first, "") else self.second
            lines.append(f"Without its lead in these {ahead} would not be ahead, in points of the index: {told}.")
            if any(stars.values()):
                lines.append("Not known of one of them, and counted as what stands in for it (*).")
        lines += self._tipping()
        for city, rows in self._peers.groupby("city", sort=False):
            lines.append(f"Most like {city!s}: {', '.join(rows['peer'])}.")
        return (*lines, *self.refused)

    def _tipping(self) -> list[str]:
        if np.isnan(self.tipping_distance):
            return []
        if self.tipping_weights is None:
            return ["No weights of the first level turn it round."]
        shares = ", ".join(f"{self._names[name]} {share:.3f}" for name, share in self.tipping_weights.items())
        return [f"They would be level with the weights {shares} (the largest changes by {self.tipping_distance:.3f})."]


def compare(index: ScoredIndex, a: str, b: str, *, draws: int = 2048, rng: Random = 0) -> Comparison:
    """Put two cities side by side.

    Parameters
    ----------
    index : ScoredIndex
        The index.
    a, b : str
        Any names of two cities.
    draws, rng
        As for `explain`.

    Returns
    -------
    Comparison
        The two at every level.

    Raises
    ------
    UnknownNameError
        If there is no such city.
    DefinitionError
        If both are one city.
    """
    first, second = sample_unit(index, a).name, sample_unit(index, b).name
    if first == second:
        raise DefinitionError(f"{first} cannot be compared with itself")
    refused: list[str] = []
    explanation, tipping = None, None
    try:
        explanation = explain(index, first, second, draws=draws, rng=rng)
    except IntlindexError as error:
        refused.append(f"Not shared out over indicators: {error}.")
    try:
        tipping = tipping_point(index, first, second)
    except IntlindexError as error:
        refused.append(f"No tipping point: {error}.")
    peers = pd.concat([neighbours(index, city) for city in (first, second)], ignore_index=True)
    return Comparison(
        first,
        second,
        explanation,
        None if tipping is None else tipping.weights,
        float("nan") if tipping is None else tipping.distance,
        tuple(refused),
        _table(index, first, second, explanation),
        peers,
        {node.id: node.name for node in index.framework.nodes},
    )


def _table(index: ScoredIndex, first: str, second: str, explanation: Explanation | None) -> pd.DataFrame:
    scores, framework = index.scores, index.framework
    tree = index.scoring.tree
    rows = []

    def walk(name: str, depth: int) -> None:
        node, at = framework.node(name), index.nodes.index(name)
        ours, theirs = float(scores.loc[first, name]), float(scores.loc[second, name])  # type: ignore[arg-type]
        lead = np.diff(on_grid(np.array([theirs, ours]), index.scoring.steps[at]))[0] * tree.orientations[at]
        rows.append(
            {
                "node": name,
                first: ours,
                second: theirs,
                "difference": ours - theirs,
                "contribution": np.nan if explanation is None else explanation.table.loc[name, "contribution"],
                "leader": first if lead > 0 else second if lead < 0 else "",
                "depth": depth,
                "leaf": not isinstance(node, Group),
            }
        )
        for child in framework.children(name) if isinstance(node, Group) else ():
            walk(child.id, depth + 1)

    walk(framework.root.id, 0)
    return pd.DataFrame(rows).set_index("node")


def neighbours(index: ScoredIndex, city: str, *, count: int = NEAREST) -> pd.DataFrame:
    """Find the cities whose profile is nearest to that of a city.

    The distance is the root of the mean squared difference of normalised values, by effective weight, over the
    indicators that both have.

    Parameters
    ----------
    index : ScoredIndex
        The index.
    city : str
        Any name of a city.
    count : int
        How many.

    Returns
    -------
    DataFrame
        ``city``, ``peer``, ``distance``, nearest first.

    Examples
    --------
    >>> import intlindex as ix
    >>> neighbours(ix.load("example"), "Shanghai", count=1)["peer"].to_list()
    ['Seoul']
    """
    name = index.city(city)
    normalised = index.normalised
    weights = index.effective_weights[list(normalised.columns)].to_numpy()
    squares = np.square(normalised.to_numpy() - normalised.loc[name].to_numpy())
    counted = np.where(np.isnan(squares), 0.0, weights)
    total = counted.sum(axis=1)
    with np.errstate(invalid="ignore"):
        distance = np.sqrt((counted * np.nan_to_num(squares)).sum(axis=1) / np.where(total > 0, total, np.nan))
    found = pd.Series(distance, index=list(index.cities)).drop(name).dropna().sort_values(kind="stable").head(count)
    return pd.DataFrame({"city": name, "peer": found.index, "distance": found.to_numpy()})
