"""Weights of the children of a group, ``(..., children)``, non-negative and summing to one.

Schemes that people choose return the weights, or a small result with the weights and what is to say of them: how
consistent the judgements were, how far the experts are apart. Schemes that learn from data see ``values`` of shape
``(..., units, children)`` with NaN for a blank, and return such a result always. What a scheme cannot do on what it is
given is a `ValueError` that names the cause, children by their places counting from one.
"""

from __future__ import annotations

from intlindex.kernels.weigh.components import (
    Components,
    PrincipalComponentWeights,
    Rotation,
    principal_components,
    principal_directions,
    varimax,
)
from intlindex.kernels.weigh.from_data import (
    CriticWeights,
    EntropyWeights,
    InverseCorrelationWeights,
    StandardDeviationWeights,
    critic,
    entropy,
    inverse_correlation,
    standard_deviation,
)
from intlindex.kernels.weigh.importance import (
    Importance,
    Measure,
    Smoother,
    importance_shares,
)
from intlindex.kernels.weigh.optimised import OptimisedWeights, optimised
from intlindex.kernels.weigh.pairwise import (
    RANDOM_INDEX,
    AnalyticHierarchyWeights,
    BestWorstWeights,
    analytic_hierarchy,
    best_worst,
)
from intlindex.kernels.weigh.shared import FittedWeights, correlations
from intlindex.kernels.weigh.stated import (
    BudgetAllocationWeights,
    budget_allocation,
    equal,
    rank_order_centroid,
    rank_reciprocal,
    rank_sum,
)

__all__ = [
    "RANDOM_INDEX",
    "AnalyticHierarchyWeights",
    "BestWorstWeights",
    "BudgetAllocationWeights",
    "Components",
    "CriticWeights",
    "EntropyWeights",
    "FittedWeights",
    "Importance",
    "InverseCorrelationWeights",
    "Measure",
    "OptimisedWeights",
    "PrincipalComponentWeights",
    "Rotation",
    "Smoother",
    "StandardDeviationWeights",
    "analytic_hierarchy",
    "best_worst",
    "budget_allocation",
    "correlations",
    "critic",
    "entropy",
    "equal",
    "importance_shares",
    "inverse_correlation",
    "optimised",
    "principal_components",
    "principal_directions",
    "rank_order_centroid",
    "rank_reciprocal",
    "rank_sum",
    "standard_deviation",
    "varimax",
]
