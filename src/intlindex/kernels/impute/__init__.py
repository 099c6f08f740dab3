"""Imputation: learn from a sample what its blanks may hold, fill the blanks of any unit.

`fit` functions see a whole sample ``(..., units, indicators)`` with NaN for a blank, and learn how to fill the columns
`targets`; `apply` fills these columns of any values with the same indicators, and returns a new array in
which all other cells are as they were. So a city outside the sample is imputed without changing any other. A blank
that nothing is known about (no value in its group, no donor, no predictor) stays blank; nothing is raised for it.

Nothing here is random, and nothing depends on the order of the units: sums run over sorted values or are
rounded once, and a matrix that goes to LAPACK is first copied, one member of a batch at a time, with its rows sorted.

Sources: OECD/JRC Handbook (2008), section 1.3; Little and Rubin, Statistical Analysis with Missing Data.
"""

from __future__ import annotations

from intlindex.kernels.impute.in_time import constant_in_time, last_observation, linear_in_time
from intlindex.kernels.impute.model import FittedRegression, JointNormal, fit_expectation_maximisation, fit_regression
from intlindex.kernels.impute.neighbours import Neighbours, fit_hot_deck, fit_nearest_neighbours
from intlindex.kernels.impute.statistics import (
    Fills,
    Imputer,
    fit_constant,
    fit_maximum,
    fit_mean,
    fit_median,
    fit_minimum,
    fit_worst,
)

__all__ = [
    "Fills",
    "FittedRegression",
    "Imputer",
    "JointNormal",
    "Neighbours",
    "constant_in_time",
    "fit_constant",
    "fit_expectation_maximisation",
    "fit_hot_deck",
    "fit_maximum",
    "fit_mean",
    "fit_median",
    "fit_minimum",
    "fit_nearest_neighbours",
    "fit_regression",
    "fit_worst",
    "last_observation",
    "linear_in_time",
]
