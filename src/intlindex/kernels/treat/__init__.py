"""Outlier treatment: fit to the units of a sample, apply to any unit, and say what was done.

A treated indicator is held within fitted bounds, or goes through a fitted transform where that does not help;
an indicator that needs nothing is left alone. So a city outside the sample is treated with the bounds of the
sample and changes no other value. What was done to each indicator of the sample is in the `record`.
"""

from __future__ import annotations

from intlindex.kernels.treat.limits import fit_percentiles, fit_tukey
from intlindex.kernels.treat.treatment import FittedTreatment, OutlierRule, TreatmentRecord
from intlindex.kernels.treat.winsorising import Fallback, fit_box_cox, fit_winsorise

__all__ = [
    "Fallback",
    "FittedTreatment",
    "OutlierRule",
    "TreatmentRecord",
    "fit_box_cox",
    "fit_percentiles",
    "fit_tukey",
    "fit_winsorise",
]
