"""The tables of an audit: availability, distributions, reliability, components, importance.

All of them use observed cells only: imputed values, and cities that are not scored, are omitted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.kernels.statistics.moments import kurtosis, skewness
from intlindex.kernels.statistics.reliability import cronbach_alpha
from intlindex.kernels.weigh.components import principal_directions
from intlindex.kernels.weigh.importance import importance_of
from intlindex.kernels.weigh.shared import is_constant

if TYPE_CHECKING:
    from intlindex.core.scored import ScoredIndex

__all__ = [
    "availability_by_city",
    "availability_by_group",
    "availability_by_indicator",
    "components",
    "distributions",
    "importance",
    "observed",
    "observed_scores",
    "reliability",
]

Array = NDArray[np.float64]

# Tukey's fences: values outside them are further from the quartiles than this many times their distance.
FENCE = 1.5
FEWEST_ROWS = 3


def _scored(index: ScoredIndex) -> NDArray[np.intp]:
    return np.flatnonzero(index.screening.units)


def observed(index: ScoredIndex, stage: str) -> Array:
    """Return the observed values of the scored cities and indicators at a stage, NaN for all others."""
    if stage == "raw":
        return index.fits.raw[_scored(index)]
    return np.where(index.prepared.filled, np.nan, index.stage(stage).to_numpy())[_scored(index)]


def observed_scores(index: ScoredIndex) -> pd.DataFrame:
    """Return the scores of all nodes for the scored cities; those of indicators only where they were observed."""
    scores = index.scores.iloc[_scored(index)].copy()
    scores[list(index.fits.indicators)] = observed(index, "normalised")
    return scores


# ---------------------------------------------------------------- availability


def _availability(values: Array, labels: pd.Index[str]) -> pd.DataFrame:
    """Count the values in each row."""
    there = ~np.isnan(values)
    present, zeros = there.sum(axis=1), (there & (values == 0)).sum(axis=1)
    shares = {
        "availability": present / values.shape[1],
        "nonzero": 1 - zeros / np.where(present > 0, present, np.nan),
    }
    counts = {"present": present, "missing": values.shape[1] - present, "zeros": zeros}
    return pd.DataFrame(counts | shares, index=labels)


def availability_by_indicator(index: ScoredIndex) -> pd.DataFrame:
    """Count the raw values of each indicator."""
    return _availability(index.fits.raw.T, pd.Index(index.fits.indicators, name="indicator"))


def availability_by_city(index: ScoredIndex) -> pd.DataFrame:
    """Count the raw values of each city."""
    return _availability(index.fits.raw, pd.Index(index.cities, name="city"))


def availability_by_group(index: ScoredIndex) -> pd.DataFrame:
    """Return the share of the indicators below each group that a city has, cities by groups."""
    there, tree = ~np.isnan(index.fits.raw), index.scoring.tree
    groups = [branch.node for branch in reversed(tree.branches)]
    below = tree.leaves_below(groups)
    columns = {tree.ids[group]: there[:, leaves].mean(axis=1) for group, leaves in zip(groups, below, strict=True)}
    return pd.DataFrame(columns, index=pd.Index(index.cities, name="city"))


def distributions(index: ScoredIndex, stage: str) -> pd.DataFrame:
    """Describe the values of each indicator at a stage."""
    values = observed(index, stage)
    rows = [_described(column[~np.isnan(column)]) for column in values.T]
    frame = pd.DataFrame(rows, index=pd.Index(index.fits.indicators, name="indicator"))
    frame.insert(5, "skewness", skewness(values))
    frame.insert(6, "kurtosis", kurtosis(values))
    return frame


def _described(present: Array) -> dict[str, float]:
    counts = np.unique(present, return_counts=True)[1]
    if not present.size:
        present = np.array([np.nan])
    quartiles = np.quantile(present, (0.25, 0.75))
    fences = quartiles + np.array([-FENCE, FENCE]) * np.ptp(quartiles)
    count = int(counts.sum())
    return {
        "minimum": float(present.min()),
        "maximum": float(present.max()),
        "mean": float(present.mean()),
        "median": float(np.median(present)),
        "standard_deviation": float(present.std(ddof=1)) if count > 1 else np.nan,
        "present": count,
        "outliers": int(((present < fences[0]) | (present > fences[1])).sum()),
        "zeros": float((present == 0).mean()) if count else np.nan,
        "distinct": len(counts),
        "same": float(counts.max() / count) if count else np.nan,
    }


# ---------------------------------------------------------------- structure


def _groups(index: ScoredIndex) -> Iterator[tuple[str, list[str], list[str]]]:
    """List every group, from the root down, with its children and all indicators below it."""
    tree, names = index.scoring.tree, np.array(index.fits.indicators, dtype=object)
    branches = tree.branches[::-1]
    for branch, below in zip(branches, tree.leaves_below([branch.node for branch in branches]), strict=True):
        yield tree.ids[branch.node], list(tree.ids[branch.children]), names[below].tolist()


def reliability(index: ScoredIndex, scores: pd.DataFrame) -> pd.DataFrame:
    """Measure Cronbach's alpha of each group, over its children and over all indicators below it."""
    rows = {
        group: {
            "children": len(children),
            "alpha": float(cronbach_alpha(scores[children].to_numpy()).alpha),
            "indicators": len(leaves),
            "alpha_of_indicators": float(cronbach_alpha(scores[leaves].to_numpy()).alpha),
        }
        for group, children, leaves in _groups(index)
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("group")


def components(index: ScoredIndex, scores: pd.DataFrame) -> pd.DataFrame:
    """Find the principal components of the children of each group, and what share of the variance each explains."""
    rows = []
    for group, children, _ in _groups(index):
        values = scores[children].dropna().to_numpy()
        if len(children) < 2 or len(values) < FEWEST_ROWS or is_constant(values).any():
            continue
        found = principal_directions(values)
        for place, (eigenvalue, explained) in enumerate(zip(found.eigenvalues, found.explained, strict=True), start=1):
            rows.append((group, place, eigenvalue, explained, found.explained[:place].sum(), len(values)))
    return pd.DataFrame(rows, columns=["group", "component", "eigenvalue", "explained", "cumulative", "cities"])


def importance(index: ScoredIndex, scores: pd.DataFrame) -> pd.DataFrame:
    """Measure how much of its parent's variance, and of the index's, each node explains, beside its weight."""
    root, leaves = index.framework.root.id, list(index.fits.indicators)
    parents = {node.id: node.parent for node in index.framework.nodes if node.parent is not None}
    frame = pd.DataFrame({"parent": parents}).rename_axis("node").reindex(index.nodes[1:])
    frame["weight"] = index.weights[frame.index]
    for group, children, _ in _groups(index):
        _measure(frame, scores, children, group, ("importance", "smooth_importance", "correlation"))
    frame["effective_weight"] = index.effective_weights[frame.index]
    of_index = ("importance_in_index", "smooth_importance_in_index", "correlation_with_index")
    _measure(frame, scores, leaves, root, of_index)
    above = [node for node in frame.index if node not in leaves]
    if above:
        found = importance_of(scores[above].to_numpy(), scores[root].to_numpy())
        frame.loc[above, of_index[2]] = found.correlations
    return frame


def _measure(frame: pd.DataFrame, scores: pd.DataFrame, nodes: list[str], of: str, columns: tuple[str, ...]) -> None:
    """Write the importance of nodes, by a line and by a smooth curve, and their correlation."""
    values, outcome = scores[nodes].to_numpy(), scores[of].to_numpy()
    line = importance_of(values, outcome)
    curve = importance_of(values, outcome, measure="correlation_ratio")
    for column, found in zip(columns, (line.shares, curve.shares, line.correlations), strict=True):
        frame.loc[nodes, column] = found
