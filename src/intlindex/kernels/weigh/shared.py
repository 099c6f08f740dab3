"""What the weighting schemes share: a frozen result, the loop over a batch, correlations with blanks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels.rank import has_no_spread
from intlindex.sentences import Sentence, say

__all__ = [
    "Array",
    "ArrayResult",
    "FittedWeights",
    "Flags",
    "Places",
    "correlations",
    "is_constant",
    "listed",
    "over_batch",
]

Array = NDArray[np.float64]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Differences below this share of the largest magnitude are rounding, not data.
RELATIVE_ROUNDING = 1e-12
# Two units in common would correlate perfectly whatever they are.
FEWEST_COMMON_UNITS = 3


@dataclass(frozen=True, eq=False)
class ArrayResult:
    """What a scheme found: read-only arrays, whose leading axes are a batch."""

    def __post_init__(self) -> None:
        for field in fields(self):
            own = np.array(getattr(self, field.name))
            own.setflags(write=False)
            object.__setattr__(self, field.name, own[()])


@dataclass(frozen=True, eq=False)
class FittedWeights(ArrayResult):
    """Weights ``(..., children)``, non-negative and summing to one, with their diagnostics."""

    weights: Array


R = TypeVar("R", bound=ArrayResult)


def over_batch(fit: Callable[..., R], *arguments: tuple[Array, int]) -> R:
    """Call a function for each element of the batch and stack what it finds.

    Each call sees fresh contiguous copies: linear algebra then takes the same path, to the bit, for an element
    alone and for one among many.

    Parameters
    ----------
    fit : callable
        A function of arrays without leading axes that returns an `ArrayResult`.
    *arguments : tuple of array and int
        The arrays and how many of their last axes the function wants; all other axes broadcast.

    Returns
    -------
    ArrayResult
        Of the same class, each field with the leading axes in front.
    """
    lead = np.broadcast_shapes(*(array.shape[: array.ndim - core] for array, core in arguments))
    spread = [np.broadcast_to(array, lead + array.shape[array.ndim - core :]) for array, core in arguments]
    results = [fit(*(np.array(array[at], dtype=np.float64, order="C") for array in spread)) for at in np.ndindex(*lead)]
    if not results:
        raise ValueError(say("empty/kernel-batch"))
    stacked = {
        field.name: np.stack([np.asarray(getattr(result, field.name)) for result in results])
        for field in fields(results[0])
    }
    return type(results[0])(**{name: array.reshape(lead + array.shape[1:]) for name, array in stacked.items()})


def is_constant(values: Array) -> Flags:
    """Return which children have no spread over their present units; one without any unit has none.

    Parameters
    ----------
    values : (units, children) array
        Values of the children, NaN for a blank.

    Returns
    -------
    (children,) array of bool
        Whether the spread is at most 1e-12 of the largest magnitude.

    Examples
    --------
    >>> is_constant(np.array([[1.0, 5.0], [2.0, np.nan], [3.0, 5.0]]))
    array([False,  True])
    """
    return has_no_spread(values, axis=0)


def correlations(values: Array) -> Array:
    """Correlate each pair of children over the units that have both (Pearson, pairwise complete).

    Parameters
    ----------
    values : (..., units, children) array
        Values of the children, NaN for a blank.

    Returns
    -------
    (..., children, children) array
        Correlations within -1..1; NaN where fewer than three units have both, or one is constant over them.

    Examples
    --------
    >>> correlations(np.array([[1.0, 4.0], [2.0, 2.0], [3.0, 0.0], [9.0, np.nan]]))
    array([[ 1., -1.],
           [-1.,  1.]])
    """
    count = values.shape[-1]
    result = np.full((*values.shape[:-2], count, count), np.nan)
    for at in np.ndindex(*values.shape[:-2]):
        block = np.array(values[at], dtype=np.float64, order="C")
        present = ~np.isnan(block)
        for one in range(count):
            for other in range(one, count):
                pair = block[present[:, one] & present[:, other]][:, [one, other]]
                result[(*at, one, other)] = result[(*at, other, one)] = _correlation(pair)
    return result


def _correlation(pair: Array) -> float:
    if len(pair) < FEWEST_COMMON_UNITS or is_constant(pair).any():
        return np.nan
    first, second = (column - column.mean() for column in np.ascontiguousarray(pair.T))
    # Scaled before they are squared, so that no magnitude overflows.
    first, second = first / np.abs(first).max(), second / np.abs(second).max()
    squares = np.sum(first * first) * np.sum(second * second)
    return float(np.clip(np.sum(first * second) / np.sqrt(squares), -1.0, 1.0))


def listed(places: Iterable[int]) -> Sentence:
    """Name children by their places, counting from one; the caller knows what they are called.

    Examples
    --------
    >>> listed([1])
    'child 2'
    >>> listed([0, 1, 4])
    'children 1, 2 and 5'
    """
    *others, last = (int(place) + 1 for place in places)
    return (
        say("children/kernel-several", others=tuple(others), last=last)
        if others
        else say("children/kernel-one", child=last)
    )
