"""From raw values to commensurate indicators: a chain of fitted steps, applied to any units.

Every step maps the values that the step before left: denominate, transform, impute, treat, direct and normalise. What
the steps learned from a sample is fitted by `preparation_fit`; columns with the same rule are handled together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from intlindex.core.data.table import read_only
from intlindex.core.data.unit_facts import Units
from intlindex.core.pipeline.conditions import Conditional, for_units
from intlindex.core.pipeline.step_kernels import ImputationFit, TransformFit
from intlindex.kernels.normalise.linear import Fit, direct
from intlindex.kernels.treat import FittedTreatment

__all__ = ["STEPS", "Columns", "Preparation", "Stages", "apply_fits", "denominate", "fill", "take_columns"]

Array = NDArray[np.float64]
Columns = tuple[int, ...]


@dataclass(frozen=True)
class Stages:
    """The values after each step, ``(..., units, indicators)``, NaN for a blank."""

    denominated: Array
    transformed: Array
    imputed: Array
    treated: Array
    normalised: Array

    def __post_init__(self) -> None:
        for stage in fields(self):
            read_only(getattr(self, stage.name))

    @property
    def filled(self) -> NDArray[np.bool_]:
        """Which cells were imputed."""
        return np.asarray(np.isnan(self.transformed) & ~np.isnan(self.imputed))


STEPS = tuple(stage.name for stage in fields(Stages))
"""The steps in their order, each named by what it leaves."""


@dataclass(frozen=True)
class Preparation:
    """What was learned from a sample: how its indicators become commensurate; a step not fitted changes nothing."""

    factors: Array
    """What quotients are multiplied by; NaN where an indicator is not divided."""
    signs: Array
    """1 where higher (transformed) values are better, -1 where lower are."""
    sizes: Array
    """The largest magnitude of what the values were computed from, in the end on the scale of commensurate ones."""
    transforms: tuple[tuple[Columns, TransformFit | Conditional], ...] = ()
    imputations: tuple[tuple[Columns, str | None, ImputationFit], ...] = ()
    """Columns, the labels that they are imputed by, and the fit."""
    treatments: tuple[tuple[Columns, FittedTreatment | Conditional], ...] = ()
    normalisations: tuple[tuple[Columns, Fit], ...] = ()

    def take_step(self, step: str, values: Array, units: Units, errors: Array | None = None) -> Array:
        """Take one step from the values ``(..., units, indicators)`` that the step before left."""
        match step:
            case "denominated":
                return denominate(values, self.factors, units)
            case "transformed":
                return apply_fits(for_units(self.transforms, units), values)
            case "imputed":
                return fill(self.imputations, values, units, errors)
            case "treated":
                return apply_fits(for_units(self.treatments, units), values)
            case _:
                return apply_fits(self.normalisations, direct(values, self.signs))

    def stages(self, raw: Array, units: Units) -> Stages:
        """Prepare raw values ``(..., units, indicators)`` of any units, keeping what every step made."""
        found: dict[str, Array] = {}
        values = raw
        with np.errstate(all="ignore"):  # what cannot be held becomes NaN or infinite, and is found by who asked
            for step in STEPS:
                values = found[step] = self.take_step(step, values, units)
        return Stages(**found)

    def apply(self, raw: Array, units: Units | None = None) -> Array:
        """Prepare raw values ``(..., units, indicators)`` of any units."""
        return self.stages(raw, units if units is not None else Units(())).normalised


def denominate(raw: Array, factors: Array, units: Units) -> Array:
    """Divide by the denominators of the units where a factor says so, and multiply by the factor."""
    divided = ~np.isnan(factors)
    if units.denominators is None or not divided.any():
        return raw
    return np.where(divided, raw / np.where(divided, units.denominators, 1.0) * np.where(divided, factors, 1.0), raw)


def apply_fits(fits: Sequence[tuple[Columns, Fit]], values: Array) -> Array:
    """Apply the fits of one step, each to its columns; other columns are unchanged and not copied."""
    if not fits:
        return values
    if len(fits) == 1 and len(fits[0][0]) == values.shape[-1]:
        return fits[0][1].apply(values)
    result = values.copy(order="K")
    for columns, fit in fits:
        result.T[list(columns)] = fit.apply(take_columns(values, columns)).T
    return result


def take_columns(values: Array, columns: Columns) -> Array:
    """Take some columns, each in one piece of memory, the draws of a batch running fastest; all are as they are."""
    if len(columns) == values.shape[-1]:
        return values
    return values.T[list(columns)].T


def fill(
    fits: Sequence[tuple[Columns, str | None, ImputationFit]], values: Array, units: Units, errors: Array | None = None
) -> Array:
    """Fill each rule's columns from the values before any imputation, so that no order of rules matters."""
    if not fits and errors is None:
        return values
    result = values.copy(order="K")
    for columns, by, fit in fits:
        filled = fit.apply(values, groups=units.labels_by(by))
        result[..., columns] = filled[..., columns]
    return result if errors is None else np.where(np.isnan(values), result + errors, result)
