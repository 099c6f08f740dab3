"""Transforms of raw values: fit to the units of a sample, apply to any unit.

`fit` functions see raw values ``(..., units, indicators)``, before anything is directed; a floor and a cap hold
them first. What comes out is a `Transform`: it maps the values of any units, says which of them lie within its
domain, and whether it keeps their order. Outside its domain a transform gives NaN without a warning, so that the
caller can name the cells before it computes.
"""

from __future__ import annotations

from intlindex.kernels.transform.elementary import (
    FittedIdentity,
    FittedPower,
    FittedSign,
    fit_identity,
    fit_power,
    fit_reciprocal,
    fit_sign,
    fit_square_root,
)
from intlindex.kernels.transform.formula import Formula, Limit, Transform, hold, over_units
from intlindex.kernels.transform.logarithms import (
    FittedLogarithm,
    FittedLogit,
    Shift,
    fit_log,
    fit_log_positive,
    fit_log_range,
    fit_log_skew,
    fit_logit,
)
from intlindex.kernels.transform.most_likely import FittedBoxCox, FittedYeoJohnson, fit_box_cox, fit_yeo_johnson

__all__ = [
    "FittedBoxCox",
    "FittedIdentity",
    "FittedLogarithm",
    "FittedLogit",
    "FittedPower",
    "FittedSign",
    "FittedYeoJohnson",
    "Formula",
    "Limit",
    "Shift",
    "Transform",
    "fit_box_cox",
    "fit_identity",
    "fit_log",
    "fit_log_positive",
    "fit_log_range",
    "fit_log_skew",
    "fit_logit",
    "fit_power",
    "fit_reciprocal",
    "fit_sign",
    "fit_square_root",
    "fit_yeo_johnson",
    "hold",
    "over_units",
]
