"""What every transform is: a formula within limits, which knows its domain and its direction."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["Array", "Formula", "Limit", "Transform", "extremes", "hold", "over_units", "shape_of_parameters"]

Array = NDArray[np.float64]
Limit = float | Array | None
"""One for all indicators or one each, ``(..., indicators)``, infinite for an indicator without; None for no limit."""


class Transform(Protocol):
    """What any `fit` returns: a map of raw values that knows its domain and its direction."""

    @property
    def kind(self) -> str:
        """Name of the transform."""
        ...

    @property
    def increasing(self) -> bool:
        """Whether higher values stay higher; otherwise the order is reversed."""
        ...

    def apply(self, values: Array) -> Array:
        """Transform raw values ``(..., units, indicators)``; blanks stay blank."""
        ...

    def defined(self, values: Array) -> NDArray[np.bool_]:
        """Return which cells have a result; blanks count as defined."""
        ...


@dataclass(frozen=True, kw_only=True)
class Formula(ABC):
    """A transform with limits: every kind only adds its formula."""

    kind: str
    increasing: bool = True
    floor: Limit = None
    cap: Limit = None

    def apply(self, values: Array) -> Array:
        """Transform raw values ``(..., units, indicators)``; blanks stay blank, NaN outside the domain."""
        held = hold(values, self.floor, self.cap)
        if not (held.flags.c_contiguous or held.flags.f_contiguous):
            held = held.copy(order="K")  # vectorised logarithms and powers may round differently where memory has gaps
        with np.errstate(all="ignore"):
            result = self._formula(held)
        return np.where(np.isfinite(result), result, np.nan) + 0.0  # one zero of two

    def defined(self, values: Array) -> NDArray[np.bool_]:
        """Return which cells have a finite result; blanks count as defined."""
        return np.asarray(np.isnan(values) | ~np.isnan(self.apply(values)))

    @abstractmethod
    def _formula(self, held: Array) -> Array:
        """Map values within the limits; not finite outside the domain."""


def over_units(parameter: float | Array | NDArray[np.bool_]) -> Array:
    """Give a parameter of the indicators an axis for the units; one number serves all.

    Examples
    --------
    >>> over_units(np.array([1.0, 2.0])).shape, over_units(3.0).shape
    ((1, 2), ())
    """
    array = np.asarray(parameter)
    return array[..., None, :] if array.ndim else array


def hold(values: Array, floor: Limit, cap: Limit) -> Array:
    """Hold values within limits; blanks stay blank.

    Examples
    --------
    >>> hold(np.array([[-1.0], [np.nan], [7.0]]), 0.0, np.array([5.0])).ravel()
    array([ 0., nan,  5.])
    """
    if floor is not None:
        values = np.maximum(values, over_units(floor))
    if cap is not None:
        values = np.minimum(values, over_units(cap))
    return values


def shape_of_parameters(values: Array) -> tuple[int, ...]:
    """Return the shape of one number for each indicator, ``(..., indicators)``."""
    return (*values.shape[:-2], values.shape[-1])


def extremes(values: Array) -> tuple[Array, Array]:
    """Return the lowest and highest present value of each indicator, NaN where there is none."""
    # Adding zero makes one zero of two: which of -0.0 and 0.0 comes out would depend on the memory layout.
    return np.fmin.reduce(values, axis=-2) + 0.0, np.fmax.reduce(values, axis=-2) + 0.0
