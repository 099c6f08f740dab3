"""Which cities tie although what they are compared by differs: the grid is coarse where magnitudes differ widely."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intlindex.core.pipeline.fits import Fits
from intlindex.findings import Finding, finding
from intlindex.kernels.normalise.linear import Bounded, Chained, direct
from intlindex.kernels.normalise.per_column import PerColumn
from intlindex.kernels.normalise.rank_based import Bands, FittedPlaces
from intlindex.kernels.rank import NO_SPREAD, on_grid
from intlindex.sentences import say

__all__ = ["tied_findings"]

Array = NDArray[np.float64]
Pair = tuple[int, int]

SURELY = 1 / 16
"""Of a step: by how much scores of a group must differ, so that it is not what rounding adds on the way up."""


def tied_findings(fits: Fits) -> list[Finding]:
    """Report nodes that have cities that tie on the grid although they differ.

    Parameters
    ----------
    fits : Fits
        What was fitted to the data, and what came out.

    Returns
    -------
    list of Finding
        One for each indicator whose values, or group whose scores, are distinct and fall on one step.
    """
    if "tied indicators" not in fits.unweighted:
        fits.unweighted["tied indicators"] = dict(_indicators(fits))
    pairs = {**fits.unweighted["tied indicators"], **dict(_groups(fits))}
    return [_finding(fits, node, found) for node, found in sorted(pairs.items()) if found]


def _finding(fits: Fits, node: int, pairs: list[Pair]) -> Finding:
    named = tuple(say("tied-by-grid/pair", first=fits.cities[one], second=fits.cities[other]) for one, other in pairs)
    return finding("tied-by-grid", "warning", fits.nodes[node], pairs=named)


def _indicators(fits: Fits) -> Iterator[tuple[int, list[Pair]]]:
    """Compare distinct values of each indicator on the grid of its column, or else of its scores."""
    prepared, scoring = fits.prepared, fits.scoring
    directed = direct(prepared.treated, fits.preparation.signs)
    for columns, fit in fits.preparation.normalisations:
        for place, column in enumerate(columns):
            node = scoring.tree.leaves[column]
            scores, raw = prepared.normalised[:, column], prepared.denominated[:, column]
            step = _column_step(fit, place)
            compared, step = (scores, scoring.steps[node]) if step is None else (directed[:, column], step)
            rows = np.flatnonzero(~(np.isnan(raw) | np.isnan(scores)))
            rows = rows[np.argsort(raw[rows], kind="stable")]
            one, other = rows[:-1], rows[1:]
            apart = np.abs(raw[one] - raw[other]) > NO_SPREAD * np.maximum(np.abs(raw[one]), np.abs(raw[other]))
            tied = on_grid(compared[one], step) == on_grid(compared[other], step)
            # What was held within limits is one value, by its own rule and not by the grid.
            found = apart & tied & (compared[one] != compared[other])
            yield node, list(zip(one[found].tolist(), other[found].tolist(), strict=True))


def _column_step(fit: Any, place: int) -> float | None:
    """Return the step on which a normalisation compares the values of a column; None if it does not."""
    match fit:
        case Bounded():
            return _column_step(fit.fit, place)
        case Chained():
            return _column_step(fit.first, place)
        case FittedPlaces() | Bands():
            return float(fit.step[place])
        case PerColumn():
            own = fit.fits[place]
            return None if own.interpolate or own.step is None else float(own.step)
        case _:
            return None


def _groups(fits: Fits) -> Iterator[tuple[int, list[Pair]]]:
    """Compare distinct scores of each group; where all are on one step they have no spread, and nothing is compared."""
    for branch in fits.scoring.tree.branches:
        scores, step = fits.scores[branch.node], float(fits.scoring.steps[branch.node])
        rows = np.flatnonzero(~np.isnan(scores))
        if not rows.size or np.ptp(on_grid(scores[rows], step)) == 0:
            continue
        rows = rows[np.argsort(scores[rows], kind="stable")]
        gaps = np.diff(scores[rows])
        distinct = gaps > max(SURELY * step, NO_SPREAD * float(np.abs(scores[rows]).max()))
        found = np.flatnonzero(distinct & (np.diff(on_grid(scores[rows], step)) == 0))
        yield branch.node, [(int(rows[at]), int(rows[at + 1])) for at in found]
