"""Fitting the steps that any node goes through after it is normalised or aggregated."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from intlindex.core.pipeline.magnitudes import size_of_scores
from intlindex.core.pipeline.normalisation_kernels import Grid, Scale, fit_normalisation
from intlindex.core.pipeline.preparation_checks import Column, unspread, without_reference
from intlindex.core.pipeline.step_kernels import fit_transform
from intlindex.errors import DefinitionError, Problem, problem
from intlindex.kernels.normalise.chains import chained
from intlindex.kernels.normalise.linear import Fit
from intlindex.kernels.rounding import Rounded
from intlindex.specs.after import AfterStep, Round
from intlindex.specs.custom import CustomTransform
from intlindex.specs.normalisation import Normalisation
from intlindex.specs.normalisation_base import NormalisationBase
from intlindex.specs.transformation import TransformBase

__all__ = ["fit_after", "unsuitable"]

Array = NDArray[np.float64]
Step = AfterStep | Normalisation
Check = Callable[[Step, Array, Array], bool]


def fit_after(
    steps: Sequence[Step],
    sample: Array,
    size: Array | float,
    *,
    of_scores: bool,
    units: Sequence[str] = (),
    check: Check | None = None,
) -> Fit | None:
    """Fit steps in order.

    Parameters
    ----------
    steps : sequence
        What values go through.
    sample : (..., units, indicators) array
        What goes into the first, NaN for a blank.
    size : (..., indicators) array or float
        The largest magnitude of what the values were computed from.
    of_scores : bool
        They are scores of a group, not values of indicators.
    units : sequence of str
        Names of the units.
    check : callable, optional
        Called with each step, what goes into it and its size; a step for which it is false ends the chain.

    Returns
    -------
    Fit or None
        All of it as one map; None where nothing is done.

    Raises
    ------
    DefinitionError
        If a transform falls instead of rising.
    """
    found: Fit | None = None
    for step in steps:
        if check is not None and not check(step, sample, np.asarray(size)):
            break
        made = _fit_step(step, sample, Grid(sample, size, of_scores=of_scores), units)
        size, sample = size_of_scores(made, sample, size), made.apply(sample)
        found = chained(found, made)
    return found


def _fit_step(step: Step, sample: Array, grid: Grid, units: Sequence[str]) -> Fit:
    if isinstance(step, Round):
        return Rounded(step.digits, step.rounding)
    if isinstance(step, TransformBase | CustomTransform):
        fit = fit_transform(step, sample)
        if not fit.increasing:
            raise DefinitionError([problem("not-supported/after-falling", "after", kind=step.kind)])
        return fit
    return fit_normalisation(step, sample, Scale((), lambda raw: raw, units), grid)


def unsuitable(
    steps: Sequence[Step], column: Column, units: Sequence[str], *, of_scores: bool
) -> tuple[Fit | None, list[Problem]]:
    """Fit steps to one column of values; return what was fitted, and why the rest was not.

    Parameters
    ----------
    steps : sequence
        What the values go through.
    column : Column
        The values ``(units,)`` and what messages call them.
    units : sequence of str
        Names of the units.
    of_scores : bool
        They are scores of a group.

    Returns
    -------
    fit : Fit or None
        All of it as one map.
    problems : list of Problem
        Empty where every step suits the values that go into it.
    """
    problems: list[Problem] = []

    def check(step: Step, values: Array, size: Array) -> bool:
        field = "" if not of_scores else ".normalise" if isinstance(step, NormalisationBase) else ".after"
        here = Column(
            column.name + field, values[:, 0], float(size.ravel()[0]) if size.size else 0.0, of_group=of_scores
        )
        if isinstance(step, TransformBase | CustomTransform):
            outside = ~fit_transform(step, values).defined(values) & ~np.isnan(values)
            rows = np.flatnonzero(outside[:, 0])
            found = [
                problem("not-defined/after", here.name, kind=step.kind, found=float(values[row, 0]), city=units[row])
                for row in rows.tolist()
            ]
        elif isinstance(step, Round):
            found = []
        else:
            found = list(unspread(step, here)) or list(without_reference(step, here, units))
        problems.extend(found)
        return not found

    fit = fit_after(steps, column.values[:, None], column.size, of_scores=of_scores, units=units, check=check)
    return fit, problems
