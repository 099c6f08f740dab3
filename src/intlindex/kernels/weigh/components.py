"""Weights from principal components: loadings, varimax rotation, and the handbook's factor-analysis weights.

Components are those of the correlation matrix of the complete rows: a unit with a blank is omitted, and the result
says how many are left. The sign of a component is arbitrary; it is chosen so that its largest loading is positive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from intlindex.kernels.aggregate.basic_means import shares
from intlindex.kernels.weigh.shared import (
    RELATIVE_ROUNDING,
    Array,
    ArrayResult,
    FittedWeights,
    Places,
    is_constant,
    listed,
    over_batch,
)
from intlindex.sentences import say

__all__ = [
    "Components",
    "PrincipalComponentWeights",
    "Rotation",
    "principal_components",
    "principal_directions",
    "varimax",
]

Rotation = Literal["none", "varimax"]
PrincipalMethod = Literal["first", "loadings", "handbook"]

# An eigenvalue is above one, and a loading the largest, by more than rounding: whatever the machine, one answer.
ROUNDING = 1e-9
MOST_SWEEPS = 200


@dataclass(frozen=True, eq=False)
class Components(ArrayResult):
    """Principal components, the first explains most.

    `directions` are unit vectors in columns, ``(..., children, components)``; `eigenvalues` the variances along
    them, `explained` the same as shares, both ``(..., components)``; `rows` the number of complete rows.
    """

    directions: Array
    eigenvalues: Array
    explained: Array
    rows: Places

    @property
    def loadings(self) -> Array:
        """Correlations of children with components, directions times the root of the eigenvalues."""
        return np.asarray(self.directions * np.sqrt(self.eigenvalues)[..., None, :])


def principal_directions(values: Array) -> Components:
    """Find the principal components of the standardised children, over complete rows.

    OECD/JRC Handbook (2008), step 4, "principal components analysis"; on the correlation matrix.

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children, NaN for a blank; at least two complete rows, no child constant over them.

    Returns
    -------
    Components
        As many as there are children; the largest entry of each direction is positive, the first on a tie.

    Examples
    --------
    >>> found = principal_directions(np.array([[1.0, 5.0], [2.0, 3.0], [3.0, 1.0]]))
    >>> found.directions[:, 0]
    array([ 0.707, -0.707])
    >>> found.eigenvalues
    array([2., 0.])
    """
    return over_batch(_principal_directions, (values, 2))


def _principal_directions(values: Array) -> Components:
    complete = values[~np.isnan(values).any(axis=1)]
    rows, count = complete.shape
    if rows < 2:
        raise ValueError(say("out-of-range/kernel-complete-rows", found=rows))
    flat = np.flatnonzero(is_constant(complete))
    if flat.size:
        raise ValueError(say("no-spread/kernel-components", children=listed(flat), count=rows))
    standard = (complete - complete.mean(axis=0)) / complete.std(axis=0, ddof=1)
    # All directions are wanted, also those along which so few units cannot vary.
    _, lengths, transposed = np.linalg.svd(standard, full_matrices=rows < count)
    eigenvalues = np.zeros(count)
    eigenvalues[: lengths.size] = lengths**2 / (rows - 1)
    return Components(_upright(transposed.T), eigenvalues, eigenvalues / eigenvalues.sum(), np.array(rows))


def _upright(columns: Array) -> Array:
    """Turn columns so that the entry of largest magnitude, the first of equals, is positive."""
    sizes = np.abs(columns)
    largest = np.argmax(sizes >= sizes.max(axis=0) * (1.0 - ROUNDING), axis=0)
    return np.asarray(columns * np.where(columns[largest, np.arange(columns.shape[1])] < 0, -1.0, 1.0))


def varimax(loadings: Array) -> Array:
    """Rotate loadings so that the variance of their squares is largest in each column.

    Kaiser (1958), with his normalisation of rows to unit length; plane by plane, each at its best angle, until
    none turns.

    Parameters
    ----------
    loadings : (children, factors) array
        Loadings on the factors that are kept.

    Returns
    -------
    (children, factors) array
        Rotated loadings, factors in descending order of the variance they explain, largest entries positive.

    Examples
    --------
    >>> varimax(np.array([[0.9, 0.3], [0.8, 0.4], [0.6, -0.7]]))
    array([[0.923 , 0.218],
           [0.891, 0.081],
           [0.142 , 0.911]])
    """
    lengths = np.sqrt((loadings * loadings).sum(axis=1, keepdims=True))
    rotated = loadings / np.where(lengths > 0, lengths, 1.0)
    factors = range(loadings.shape[1])
    for _ in range(MOST_SWEEPS):
        turns = [_turn(rotated, one, other) for one in factors for other in factors[one + 1 :]]
        if max(map(abs, turns), default=0.0) <= RELATIVE_ROUNDING:
            break
    rotated = rotated * lengths
    order = np.argsort(-np.round((rotated * rotated).sum(axis=0), 9), kind="stable")
    return _upright(rotated[:, order])


def _turn(columns: Array, one: int, other: int) -> float:
    """Rotate two columns in place by the angle at which the varimax criterion of the two is largest."""
    x, y = columns[:, one].copy(), columns[:, other].copy()
    u, v = x * x - y * y, 2.0 * x * y
    along = np.sum(u * u - v * v) - (u.sum() ** 2 - v.sum() ** 2) / len(x)
    across = 2.0 * np.sum(u * v) - 2.0 * u.sum() * v.sum() / len(x)
    # Where every angle is as good, rounding must not choose one.
    flat = np.hypot(along, across) <= RELATIVE_ROUNDING * len(x)
    angle = 0.0 if flat else float(np.arctan2(across, along)) / 4.0
    columns[:, one] = x * np.cos(angle) + y * np.sin(angle)
    columns[:, other] = y * np.cos(angle) - x * np.sin(angle)
    return angle


@dataclass(frozen=True, eq=False)
class PrincipalComponentWeights(FittedWeights):
    """Weights from principal components, and what they were computed from.

    `loadings` ``(..., children, components)``, `eigenvalues` and `explained` (shares of the variance)
    ``(..., components)`` are of all components, before rotation. `kept` says how many made the weights, `rotated`
    holds their loadings after rotation, `factor_explained` the share of the kept variance that each explains, both
    NaN beyond `kept`. `assigned` is the factor on which each child loads highest, `rows` the number of complete rows.
    A negative loading of the assigned factor marks a child that runs against it.
    """

    loadings: Array
    eigenvalues: Array
    explained: Array
    kept: Places
    rotated: Array
    factor_explained: Array
    assigned: Places
    rows: Places


def principal_components(
    values: Array,
    *,
    method: PrincipalMethod = "first",
    components: int | None = None,
    threshold: float | Literal["kaiser"] = "kaiser",
    rotate: Rotation = "varimax",
) -> PrincipalComponentWeights:
    """Weigh children by their loadings on principal components.

    OECD/JRC Handbook (2008), step 6, "weights based on principal components analysis or factor analysis", after
    Nicoletti, Scarpetta and Boylaud (2000).

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children, NaN for a blank; at least two complete rows, no child constant over them.
    method : {"first", "loadings", "handbook"}
        ``"first"``: squared loadings on the first component. ``"loadings"``: these loadings themselves, an error
        where they have both signs. ``"handbook"``: squared loadings on the kept and rotated factors, scaled to sum
        to one for each factor; each child takes that of the factor on which it loads highest, times the share of
        the kept variance that the factor explains; then all are scaled to sum to one.
    components : int, optional
        How many factors the handbook's method keeps; by default as `threshold` says.
    threshold : "kaiser" or float
        Keep the eigenvalues above one (at least one), or the fewest that explain this share of the variance.
    rotate : {"varimax", "none"}
        Rotation of the kept factors in the handbook's method.

    Returns
    -------
    PrincipalComponentWeights
        The weights, loadings before and after rotation, and the variance explained.

    Examples
    --------
    >>> sample = np.array([[1.0, 2.0, 5.0], [2.0, 1.0, 3.0], [3.0, 4.0, 4.0], [4.0, 3.0, 6.0]])
    >>> fit = principal_components(sample)
    >>> fit.weights
    array([0.367, 0.367, 0.266])
    >>> fit.explained
    array([0.647, 0.22, 0.133])
    """

    def fit(block: Array) -> PrincipalComponentWeights:
        found = _principal_directions(block)
        if method == "handbook":
            kept = _kept(found, components=components, threshold=threshold)
            factors = varimax(found.loadings[:, :kept]) if rotate == "varimax" else found.loadings[:, :kept]
        else:
            kept, factors = 1, found.loadings[:, :1]
        squared = factors * factors
        explained = squared.sum(axis=0) / squared.sum()
        sizes = np.abs(factors)
        assigned = np.argmax(sizes >= sizes.max(axis=1, keepdims=True) * (1.0 - ROUNDING), axis=1)
        if method == "loadings":
            raw = _of_one_sign(found.directions[:, 0])
        else:
            raw = (squared / squared.sum(axis=0) * explained)[np.arange(len(assigned)), assigned]
        return PrincipalComponentWeights(
            weights=shares(raw),
            loadings=found.loadings,
            eigenvalues=found.eigenvalues,
            explained=found.explained,
            kept=np.array(kept),
            rotated=_padded(factors),
            factor_explained=_padded(explained[None, :], len(sizes))[0],
            assigned=assigned,
            rows=found.rows,
        )

    return over_batch(fit, (values, 2))


def _kept(found: Components, *, components: int | None, threshold: float | Literal["kaiser"]) -> int:
    """Return the number of components that are kept; at least one."""
    count = found.eigenvalues.size
    if components is not None:
        if not 1 <= components <= count:
            raise ValueError(say("out-of-range/kernel-components", allowed=count, found=components))
        return components
    if threshold == "kaiser":
        return max(1, int((found.eigenvalues > 1.0 + ROUNDING).sum()))
    if not 0 < threshold <= 1:
        raise ValueError(say("out-of-range/kernel-threshold", found=threshold))
    return int(np.argmax(np.cumsum(found.explained) >= threshold - ROUNDING)) + 1


def _of_one_sign(direction: Array) -> Array:
    """Return the loadings as they are; only rounding may be below zero."""
    against = np.flatnonzero(direction < -ROUNDING)
    if against.size:
        loadings = tuple(f"{direction[child]:.3g}" for child in against)
        raise ValueError(say("out-of-range/kernel-loadings", children=listed(against), found=loadings))
    return np.maximum(direction, 0.0)


def _padded(columns: Array, count: int | None = None) -> Array:
    """Fill up with NaN to as many columns as there are children, so that a batch may keep different numbers."""
    padded = np.full((len(columns), count or len(columns)), np.nan)
    padded[:, : columns.shape[1]] = columns
    return padded
