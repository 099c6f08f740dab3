"""Fitted maps of columns that share no formula."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from intlindex.kernels.normalise.linear import Array, Thresholds

__all__ = ["PerColumn"]


@dataclass(frozen=True)
class PerColumn:
    """A separate map for each column.

    Examples
    --------
    >>> steps = [Thresholds(np.array([cut]), np.array([0.0, 1.0]), interpolate=False) for cut in (10.0, 20.0)]
    >>> PerColumn(tuple(steps)).apply(np.array([[15.0, 15.0]]))
    array([[1., 0.]])
    """

    fits: tuple[Thresholds, ...]

    def apply(self, values: Array) -> Array:
        """Map values ``(..., units, indicators)``; blanks stay blank."""
        columns = [fit.apply(values[..., column]) for column, fit in enumerate(self.fits)]
        return np.stack(columns, axis=-1)
