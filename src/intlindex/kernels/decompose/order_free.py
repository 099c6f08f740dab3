"""What each of several changes did, when they could have come in any order: the Shapley value."""

from __future__ import annotations

from math import factorial

import numpy as np
from numpy.typing import NDArray

__all__ = ["effects_in_any_order"]

Array = NDArray[np.float64]


def effects_in_any_order(outcomes: Array) -> Array:
    """Share a total change among the changes that made it: the mean of what each does over all their orders.

    Shapley (1953); for the decomposition of changes, Shorrocks (2013), Journal of Economic Inequality 11, 99-126.

    Parameters
    ----------
    outcomes : (2, ..., 2, rest) array
        One axis of length two for each change, 0 without it and 1 with it, then one axis of anything else.

    Returns
    -------
    (changes, rest) array
        The effects; they sum to the outcome with all changes minus that with none.

    Examples
    --------
    >>> effects_in_any_order(np.array([[[1.0], [3.0]], [[2.0], [10.0]]]))
    array([[4.],
           [5.]])
    """
    count = outcomes.ndim - 1
    result = np.zeros((count, outcomes.shape[-1]))
    for change in range(count):
        steps = np.take(outcomes, 1, axis=change) - np.take(outcomes, 0, axis=change)
        for others in np.ndindex(*steps.shape[:-1]):
            made = sum(others)
            result[change] += factorial(made) * factorial(count - 1 - made) * steps[others]
    return result / factorial(count)  # at the end, so that whole effects stay whole
