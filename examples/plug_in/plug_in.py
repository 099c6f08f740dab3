"""Three user-defined kinds: a ratio of two children, a switch between two, and a piecewise linear transform.

Importing this module registers them; files then name them like the built-in kinds.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

import intlindex as ix

Array = NDArray[np.float64]


def children(values: Array, weights: Array, *, count: int) -> list[Array]:
    """Return the first children, each in the batch of values and weights; blank where one was left out."""
    values, _ = np.broadcast_arrays(values, weights[..., None, :])
    if values.shape[-1] < count:
        return [np.full(values.shape[:-1], np.nan)] * count
    return [values[..., at] for at in range(count)]


@ix.register("aggregate", "ratio", uses_weights=False, per_unit=True, domain="positive")
def ratio(values: Array, weights: Array, *, factor: float = 1.0) -> Array:
    """Divide the first child by the second; blank where either is."""
    first, second = children(values, weights, count=2)
    return factor * first / second


@ix.register("aggregate", "switch", uses_weights=False, per_unit=True, keeps_scale=True)
def switch(values: Array, weights: Array, *, at: float = 0.5) -> Array:
    """Take the second child where the first is at least `at`, and the third elsewhere."""
    deciding, there, elsewhere = children(values, weights, count=3)
    chosen = np.where(deciding >= at, there, elsewhere)
    return np.where(np.isnan(deciding), np.nan, chosen)


@ix.register("transform", "piecewise", needs="differences", gives="differences")
def piecewise(values: Array, sample: Array, *, at: Sequence[float], to: Sequence[float]) -> Array:  # noqa: ARG001
    """Interpolate between the points `at`, which become `to`, whatever the sample; straight on beyond the ends."""
    points, images = np.asarray(at, dtype=np.float64), np.asarray(to, dtype=np.float64)
    slopes = np.diff(images) / np.diff(points)
    piece = np.clip(np.searchsorted(points, values, side="right") - 1, 0, slopes.size - 1)
    found = images[piece] + slopes[piece] * (values - points[piece])
    return np.where(np.isnan(values), np.nan, found)
