"""Whether the children of a group measure one thing: Cronbach's alpha."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from intlindex.kernels.weigh.shared import FEWEST_COMMON_UNITS, Array, ArrayResult, over_batch

__all__ = ["Reliability", "cronbach_alpha"]


@dataclass(frozen=True, eq=False)
class Reliability(ArrayResult):
    """Cronbach's alpha ``(...)``, and what it would be `without` each child, ``(..., children)``."""

    alpha: Array
    without: Array


def cronbach_alpha(values: Array) -> Reliability:
    """Measure the internal consistency of children, from covariances over the units that have both.

    ``alpha = k^2 mean(c_ij, i != j) / sum(c_ij)`` with c the covariances of the k children; without blanks this is
    ``k / (k - 1) (1 - sum of the variances / variance of the sum)``. Cronbach (1951), Psychometrika 16, 297-334;
    OECD/JRC Handbook (2008), step 4.

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children on one scale and of one direction, NaN for a blank.

    Returns
    -------
    Reliability
        NaN for fewer than two children (three for `without`), where two children have fewer than three units in
        common, or where the covariances sum to zero. Below zero where children run against each other.

    Examples
    --------
    >>> found = cronbach_alpha(np.array([[1.0, 2.0, 9.0], [2.0, 3.0, 1.0], [3.0, 4.0, 5.0]]))
    >>> found.alpha
    np.float64(-0.75)
    >>> found.without
    array([-0.615, -0.615, 1.   ])
    """

    def fit(block: Array) -> Reliability:
        covariances = _covariances(block)
        kept = [np.delete(np.arange(len(covariances)), child) for child in range(len(covariances))]
        without = np.array([_alpha(covariances[np.ix_(rest, rest)]) for rest in kept])
        return Reliability(np.array(_alpha(covariances)), without)

    return over_batch(fit, (values, 2))


def _alpha(covariances: Array) -> float:
    count = len(covariances)
    total = covariances.sum()
    size = np.abs(covariances).sum()
    if count < 2 or not abs(total) > 1e-12 * size:  # NaN too
        return float("nan")
    return float(count / (count - 1) * (total - np.trace(covariances)) / total)


def _covariances(block: Array) -> Array:
    """Return the covariances, each over the units that have both, NaN for fewer than three."""
    count = block.shape[1]
    # Alpha does not change with the scale, so no magnitude need overflow.
    largest = np.nanmax(np.abs(block), initial=0.0)
    scaled = block / largest if largest > 0 else block
    present = ~np.isnan(block)
    result = np.full((count, count), np.nan)
    for one in range(count):
        for other in range(one, count):
            pair = scaled[present[:, one] & present[:, other]][:, [one, other]]
            if len(pair) >= FEWEST_COMMON_UNITS:
                first, second = (pair - pair.mean(axis=0)).T
                result[one, other] = result[other, one] = np.sum(first * second) / (len(pair) - 1)
    return result
