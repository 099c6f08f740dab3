"""One `match` from a spec to the derivatives of an aggregation, where it is homogeneous and they are known exactly."""

from __future__ import annotations

from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from intlindex.kernels import attribution
from intlindex.specs import aggregation as kinds

__all__ = ["derivatives"]

Array = NDArray[np.float64]


def derivatives(how: kinds.Aggregation, values: Array, shares: Array) -> Array | None:
    """Differentiate the aggregation of the children of a group, where its score is the sum of child times derivative.

    Parameters
    ----------
    how : Aggregation
        The kind.
    values : (units, children) array
        Scores of the children, NaN for one that is left out.
    shares : (children,) array
        Weights that sum to one.

    Returns
    -------
    (units, children) array or None
        The derivatives; None where the score is no such sum, or nothing is known of the function.
    """
    match how:
        case kinds.Arithmetic():
            return attribution.power_derivatives(values, shares, exponent=1.0)
        case kinds.Geometric():
            return attribution.power_derivatives(values, shares, exponent=0.0)
        case kinds.Harmonic():
            return attribution.power_derivatives(values, shares, exponent=-1.0)
        case kinds.Power(exponent=exponent):
            return attribution.power_derivatives(values, shares, exponent=exponent)
        case kinds.Sum():
            return np.multiply(values.shape[-1], attribution.power_derivatives(values, shares, exponent=1.0))
        case kinds.Median():
            return attribution.median_derivatives(values, shares)
        case kinds.Minimum():
            return attribution.extreme_derivatives(values, highest=False)
        case kinds.Maximum():
            return attribution.extreme_derivatives(values, highest=True)
        case kinds.OrderedWeightedAverage(order_weights=order):
            return attribution.ordered_derivatives(values, shares, order_weights=np.array(order))
        case kinds.MazziottaPareto(penalty="subtract"):
            return attribution.mazziotta_pareto_derivatives(values, shares, sign=-1)
        case kinds.MazziottaPareto():
            return attribution.mazziotta_pareto_derivatives(values, shares, sign=1)
        case kinds.Product() | kinds.Mirrored() | kinds.DisplacedIdeal() | kinds.CustomAggregation():
            return None
        case kinds.Topsis() | kinds.BenefitOfTheDoubt() | kinds.Copeland() | kinds.Kemeny():
            return None
        case _:
            assert_never(how)
