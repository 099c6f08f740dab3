"""Importance of children in an index, and weights under which it comes closest to a target.

A weight is not importance: what a child contributes to the variation of the index depends on its spread and on the
company it keeps. The importance of a child is the share of the variance of the index that it explains on its own, by
a line (the squared correlation) or by a smooth curve (the correlation ratio); shares of importance are these figures
scaled to sum to one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from intlindex.kernels.aggregate.basic_means import shares
from intlindex.kernels.weigh.shared import (
    FEWEST_COMMON_UNITS,
    RELATIVE_ROUNDING,
    Array,
    ArrayResult,
    is_constant,
    listed,
    over_batch,
)
from intlindex.kernels.weigh.smoothing import cubic, dense, local_linear
from intlindex.sentences import say

__all__ = ["Explained", "Importance", "Measure", "Smoother", "importance_of", "importance_shares"]

Measure = Literal["squared_correlation", "correlation_ratio"]
Smoother = Literal["local_linear", "cubic"]
# Below any variance: keeps the ratios of an index without variance finite.
TINY = 1e-300


@dataclass(frozen=True, eq=False)
class Importance(ArrayResult):
    """How much of the variance of an index each child explains on its own, ``(..., children)``.

    `shares` sum to one; `explained` are the squared correlations or correlation ratios that they come from, and
    `correlations` the signed ones: the index falls where a child with a negative one rises.
    """

    shares: Array
    explained: Array
    correlations: Array


def importance_shares(
    values: Array,
    weights: Array,
    *,
    measure: Measure = "squared_correlation",
    smoother: Smoother = "local_linear",
    bandwidth: float = 1.0,
) -> Importance:
    """Measure the shares of importance of the children in their weighted arithmetic mean.

    Becker, Saisana, Paruolo and Vandecasteele (2017), ``S_i = V(E(y | x_i)) / V(y)``. The conditional mean is a line,
    or a fixed linear smoother. ``"local_linear"``: at each unit the weighted least-squares line with Gaussian kernel
    weights of standard deviation ``h = bandwidth s n^(-1/5)``, s the standard deviation of the child and n the number
    of its units; above 1,000 units through the means of 256 bins of them. ``"cubic"``: the least-squares cubic
    polynomial.

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children, NaN for a blank. A unit's index is the mean of what it has; each child is compared
        over the units that have it, at least three, and varies.
    weights : (..., children) array
        Non-negative weights of any sum; leading axes broadcast with those of `values`.
    measure : {"squared_correlation", "correlation_ratio"}
        Whether a child explains the index by a line or by a smooth curve.
    smoother : {"local_linear", "cubic"}
        The curve of the correlation ratio.
    bandwidth : float
        Multiple of the standard bandwidth of the local line; the larger, the smoother.

    Returns
    -------
    Importance
        The shares, what they come from, and the correlations of children with the index.

    Examples
    --------
    >>> sample = np.array([[0.0, 0.0], [1.0, 2.0], [2.0, 4.0], [3.0, 2.0]])
    >>> importance_shares(sample, np.array([0.5, 0.5])).shares
    array([0.473, 0.527])
    """

    def fit(block: Array, given: Array) -> Importance:
        if not (np.isfinite(given) & (given >= 0)).all() or given.sum() <= 0:
            raise ValueError(say("out-of-range/kernel-weights", found=given.tolist()))
        return Explained(block, measure=measure, smoother=smoother, bandwidth=bandwidth).importance(shares(given))

    return over_batch(fit, (values, 2), (weights, 1))


def importance_of(
    values: Array,
    outcome: Array,
    *,
    measure: Measure = "squared_correlation",
    smoother: Smoother = "local_linear",
    bandwidth: float = 1.0,
) -> Importance:
    """Measure the shares of importance of the children in an outcome, however it is computed from them.

    As `importance_shares`, with the outcome itself instead of a weighted arithmetic mean: for any aggregation, and for
    indicators in the whole index.

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children, NaN for a blank.
    outcome : (..., units) array
        The scores that they lead to, NaN for a blank.
    measure, smoother, bandwidth
        As for `importance_shares`.

    Returns
    -------
    Importance
        NaN for a child that is constant, or has fewer than three units in common with the outcome, or over whose
        units the outcome is constant; the others share what there is. Shares are NaN where none explains anything.

    Examples
    --------
    >>> sample = np.array([[0.0, 0.0], [1.0, 2.0], [2.0, 4.0], [3.0, 2.0]])
    >>> importance_of(sample, sample.mean(axis=1)).shares
    array([0.473, 0.527])
    """

    def fit(block: Array, target: Array) -> Importance:
        known = ~np.isnan(target)
        block, target = block[known], target[known]
        compared = np.where(np.isnan(block), np.nan, target[:, None])
        usable = (~np.isnan(block)).sum(axis=0) >= FEWEST_COMMON_UNITS
        usable[usable] = ~is_constant(block[:, usable]) & ~is_constant(compared[:, usable])
        found = Importance(*(np.full(block.shape[1], np.nan) for _ in range(3)))
        if not usable.any():
            return found
        # On one scale, since what counts as rounding depends on the magnitude of the children.
        children, target = _to_one(block[:, usable]), _to_one(target)
        model = Explained(children, measure=measure, smoother=smoother, bandwidth=bandwidth)
        measured = model.importance_of(target)
        columns = (np.array(found.shares), np.array(found.explained), np.array(found.correlations))
        for column, part in zip(columns, (measured.shares, measured.explained, measured.correlations), strict=True):
            column[usable] = part
        return Importance(*columns)

    return over_batch(fit, (values, 2), (outcome, 1))


class Explained:
    """What each child explains of the index, as a function of the weights, with its derivatives.

    With `y` the index of the units that have child i, the sum of squares that the child explains is ``|L_i y|^2``:
    a line and a linear smoother are both fixed matrices, made once (`kernels.weigh.smoothing`).
    """

    def __init__(self, values: Array, *, measure: Measure, smoother: Smoother, bandwidth: float) -> None:
        if bandwidth <= 0:
            raise ValueError(say("out-of-range/kernel-bandwidth", found=bandwidth))
        self.present = ~np.isnan(values)
        lacking = self.present.sum(axis=0) < FEWEST_COMMON_UNITS
        if lacking.any():
            few = listed(np.flatnonzero(lacking))
            raise ValueError(say("not-defined/kernel-importance", children=few, allowed=FEWEST_COMMON_UNITS))
        flat = np.flatnonzero(is_constant(values))
        if flat.size:
            raise ValueError(say("no-spread/kernel-importance", children=listed(flat)))
        self.filled = np.where(self.present, values, 0.0)
        self.size = float(np.abs(self.filled).max())
        self.lines = dense(values, self.present, _line)
        if measure == "squared_correlation":
            self.curves = self.lines
        elif smoother == "cubic":
            self.curves = dense(values, self.present, cubic)
        else:
            self.curves = local_linear(values, self.present, bandwidth=bandwidth)

    def index(self, weights: Array) -> tuple[Array, Array]:
        """Return the mean of what each unit has, and its derivatives by the weights, (units, children)."""
        total = self.present @ weights
        # A unit with nothing but children of weight zero has no mean; the plain one holds its place.
        held = np.where((total > 0)[:, None], self.present * weights, self.present)
        total = np.maximum(held.sum(axis=1), TINY)
        index = (held * self.filled).sum(axis=1) / total
        return index, self.present * (self.filled - index[:, None]) / total[:, None]

    def shares(self, weights: Array) -> tuple[Array, Array]:
        """Return the shares of importance and their derivatives, (children, children)."""
        index, slopes = self.index(weights)
        centred = self._centred(index)
        variances = np.maximum((centred * centred).sum(axis=1), TINY)
        fitted = self.curves.apply(index)
        explained = (fitted * fitted).sum(axis=1) / variances
        by_index = self.curves.back(fitted) - explained[:, None] * centred
        gradients = 2.0 / variances[:, None] * (by_index @ slopes)
        total = max(float(explained.sum()), TINY)
        return explained / total, (gradients - np.outer(explained / total, gradients.sum(axis=0))) / total

    def importance(self, weights: Array) -> Importance:
        """Return everything there is to say at these weights."""
        return self.importance_of(self.index(weights)[0])

    def importance_of(self, index: Array) -> Importance:
        """Return everything there is to say of an outcome."""
        lengths = np.sqrt((self._centred(index) ** 2).sum(axis=1))
        if lengths.min() <= RELATIVE_ROUNDING * self.size:
            raise ValueError(say("no-spread/kernel-index"))
        explained = (self.curves.apply(index) ** 2).sum(axis=1) / lengths**2
        signed = np.clip(self.lines.apply(index)[:, 0] / lengths, -1.0, 1.0)
        # Children that explain nothing at all share nothing.
        total = explained.sum() if explained.sum() > RELATIVE_ROUNDING else np.nan
        return Importance(explained / total, explained, signed)

    def _centred(self, index: Array) -> Array:
        """Return the index less its mean over the units of each child, zero for the others, (children, units)."""
        rows = self.present.T
        means = (rows * index).sum(axis=1) / rows.sum(axis=1)
        return np.asarray(rows * (index - means[:, None]))


def _to_one(values: Array) -> Array:
    """Scale values so that the largest magnitude is one."""
    return np.asarray(values / np.nanmax(np.abs(values)))


def _line(column: Array) -> Array:
    """Return the row whose product with the index is, squared, the sum of squares on the child's line."""
    centred = column - column.mean()
    scaled = centred / np.abs(centred).max()
    return np.asarray(scaled / np.sqrt(np.sum(scaled * scaled)))[None, :]
