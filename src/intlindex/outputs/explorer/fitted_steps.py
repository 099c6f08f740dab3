"""Fitted steps of group scores as plain data, and why the page does not compute a group or change its weights."""

from __future__ import annotations

from typing import Literal

from intlindex.core.pipeline.tree import Branch
from intlindex.display.records.fits import FittedStep
from intlindex.kernels.normalise.linear import Fit
from intlindex.outputs.explorer.record import Why
from intlindex.outputs.records.of_fits import steps_of
from intlindex.specs.custom import Custom

__all__ = ["step_records", "why_not_computed", "why_weights_are_fixed"]

COMPUTED = frozenset({"affine", "limits", "places", "bands", "round"})
"""The kinds of steps of a group that the page computes; categories are for indicators only."""


def step_records(fit: Fit | None, stage: Literal["after", "onward"]) -> tuple[FittedStep, ...] | None:
    """Return a chain of fitted steps as records; None where one has no form that the page computes.

    Examples
    --------
    >>> from intlindex.kernels.rounding import Rounded
    >>> [each.kind for each in step_records(Rounded(2), "after")]
    ['round']
    """
    steps = list(steps_of(fit))
    if any(kind not in COMPUTED for kind, _ in steps):
        return None
    return tuple(FittedStep(stage=stage, kind=kind, parameters=parameters) for kind, parameters in steps)


def why_not_computed(branch: Branch, *, stepped: bool) -> Why | None:
    """Return why the page cannot compute the score of a group; None where it can.

    Parameters
    ----------
    branch : Branch
        The group.
    stepped : bool
        Whether it computes the steps of the score.
    """
    flags = branch.aggregate.flags
    if isinstance(branch.aggregate, Custom) or any(isinstance(step, Custom) for step in branch.rule.steps):
        return "registered"
    if flags.weights_per_unit:
        return "weights-per-city"
    if not flags.per_unit:
        return "cities-compared"
    if branch.aggregate.kind == "displaced_ideal":
        return "distance"
    return None if stepped else "step"


def why_weights_are_fixed(branch: Branch) -> Why | None:
    """Return why the weights of the children of a group that is computed cannot be changed; None where they can."""
    if branch.aggregate.kind == "none":
        return "no-score"
    return "weights-from-data" if branch.by_data else None
