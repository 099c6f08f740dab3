"""Where the weights of the children of a group come from. Specs only: the arithmetic is in the kernels."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic.json_schema import SkipJsonSchema

from intlindex.errors import DefinitionError, problem
from intlindex.registry import Step
from intlindex.sentences import say
from intlindex.specs.base import FrozenMap, Spec
from intlindex.specs.custom import Custom, tag_of
from intlindex.specs.fields import Identifier

__all__ = [
    "AnalyticHierarchy",
    "BestWorst",
    "BudgetAllocation",
    "Critic",
    "CustomWeights",
    "Entropy",
    "EqualAtTheLeaves",
    "EqualWeights",
    "GivenWeights",
    "InverseCorrelation",
    "Optimised",
    "PrincipalComponents",
    "RankOrderCentroid",
    "RankSum",
    "StandardDeviation",
    "Weighting",
]

Positive = Annotated[float, Field(gt=0)]
NotNegative = Annotated[float, Field(ge=0)]


class _Weigh(Spec):
    from_data: ClassVar[bool] = False
    """It is fitted to the scores of the children."""

    @property
    def children(self) -> tuple[str, ...]:
        """Ids of the children that it names; empty where it names none."""
        return ()


class GivenWeights(_Weigh):
    """Take the weights of the framework.

    Examples
    --------
    >>> GivenWeights().from_data
    False
    """

    kind: Literal["given"] = "given"
    """Tag of this kind."""


class EqualWeights(_Weigh):
    """Give all children of a group equal weights, whatever the framework says.

    Examples
    --------
    >>> EqualWeights().kind
    'equal'
    """

    kind: Literal["equal"] = "equal"
    """Tag of this kind."""


class EqualAtTheLeaves(_Weigh):
    """Weigh every child by the number of indicators below it, so that all indicators have equal weights in the index.

    Examples
    --------
    >>> EqualAtTheLeaves().kind
    'equal_at_the_leaves'
    """

    kind: Literal["equal_at_the_leaves"] = "equal_at_the_leaves"
    """Tag of this kind."""


class _Named(_Weigh):
    """A scheme that names the children of one group."""


class BudgetAllocation(_Named):
    """Take the mean of the shares that experts give out of a budget of points.

    Examples
    --------
    >>> BudgetAllocation(experts=[{"a": 60, "b": 40}, {"a": 50, "b": 50}]).children
    ('a', 'b')
    """

    kind: Literal["budget_allocation"] = "budget_allocation"
    """Tag of this kind."""
    experts: Annotated[tuple[FrozenMap[NotNegative], ...], Field(min_length=1)]
    """What each expert gives to every child; each expert's points are scaled to one."""

    @model_validator(mode="after")
    def _all_speak_of_the_same(self) -> Self:
        problems = []
        for place, points in enumerate(self.experts, start=1):
            if set(points) != set(self.experts[0]):
                problems.append(problem("conflict/specs-experts", f"experts[{place}]"))
            elif not sum(points.values()) > 0:
                problems.append(problem("empty/specs-expert", f"experts[{place}]"))
        if problems:
            raise DefinitionError(problems)
        return self

    @property
    def children(self) -> tuple[str, ...]:
        """Ids of the children that it names."""
        return tuple(self.experts[0])


class AnalyticHierarchy(_Named):
    """Take the principal eigenvector of a matrix of comparisons in pairs (AHP).

    Examples
    --------
    >>> AnalyticHierarchy(order=["a", "b"], matrix=[[1, 3], [0.3333, 1]]).max_inconsistency
    0.1
    """

    kind: Literal["analytic_hierarchy"] = "analytic_hierarchy"
    """Tag of this kind."""
    order: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """Children, in the order of the matrix."""
    matrix: tuple[tuple[Positive, ...], ...]
    """How many times as important the child of the row is as that of the column."""
    max_inconsistency: NotNegative = 0.1
    """Largest consistency ratio that is taken."""

    @model_validator(mode="before")
    @classmethod
    def _rows_are_tuples(cls, data: object) -> object:
        if isinstance(data, dict) and isinstance(data.get("matrix"), list | tuple):
            data = data | {"matrix": tuple(tuple(row) if isinstance(row, list) else row for row in data["matrix"])}
        return data

    @model_validator(mode="after")
    def _is_square(self) -> Self:
        if any(len(row) != len(self.order) for row in self.matrix) or len(self.matrix) != len(self.order):
            raise ValueError(say("out-of-range/specs-matrix", count=len(self.order)))
        return self

    @property
    def children(self) -> tuple[str, ...]:
        """Ids of the children that it names."""
        return self.order


class BestWorst(_Named):
    """Compare the best child with all others, and all others with the worst (BWM).

    Examples
    --------
    >>> BestWorst(best_to_others={"a": 1, "b": 4}, others_to_worst={"a": 4, "b": 1}).children
    ('a', 'b')
    """

    kind: Literal["best_worst"] = "best_worst"
    """Tag of this kind."""
    best_to_others: FrozenMap[Annotated[float, Field(ge=1)]]
    """How many times as important the best child is as each; 1 for itself."""
    others_to_worst: FrozenMap[Annotated[float, Field(ge=1)]]
    """How many times as important each child is as the worst; 1 for itself."""

    @model_validator(mode="after")
    def _both_speak_of_the_same(self) -> Self:
        if set(self.best_to_others) != set(self.others_to_worst):
            raise ValueError(say("conflict/specs-best-worst"))
        return self

    @property
    def children(self) -> tuple[str, ...]:
        """Ids of the children that it names."""
        return tuple(self.best_to_others)


class _Ordered(_Named):
    ranks: Annotated[FrozenMap[Annotated[float, Field(ge=1)]], Field(min_length=1)]
    """Rank of every child, 1 for the most important; equal ranks share."""

    @property
    def children(self) -> tuple[str, ...]:
        """Ids of the children that it names."""
        return tuple(self.ranks)


class RankOrderCentroid(_Ordered):
    """Take the centre of all weights that keep an order of the children.

    Examples
    --------
    >>> RankOrderCentroid(ranks={"a": 1, "b": 2}).children
    ('a', 'b')
    """

    kind: Literal["rank_order_centroid"] = "rank_order_centroid"
    """Tag of this kind."""


class RankSum(_Ordered):
    """Take weights that decrease by equal steps along an order of the children.

    Examples
    --------
    >>> RankSum(ranks={"a": 1, "b": 2}).kind
    'rank_sum'
    """

    kind: Literal["rank_sum"] = "rank_sum"
    """Tag of this kind."""


class _FromData(_Weigh):
    from_data: ClassVar[bool] = True


class Entropy(_FromData):
    """Weigh children by how unequally they are spread over the units.

    Examples
    --------
    >>> Entropy().from_data
    True
    """

    kind: Literal["entropy"] = "entropy"
    """Tag of this kind."""


class Critic(_FromData):
    """Weigh children by their standard deviation and by how little they correlate with the others (CRITIC).

    Examples
    --------
    >>> Critic().kind
    'critic'
    """

    kind: Literal["critic"] = "critic"
    """Tag of this kind."""


class StandardDeviation(_FromData):
    """Weigh children by their standard deviation.

    Examples
    --------
    >>> StandardDeviation().kind
    'standard_deviation'
    """

    kind: Literal["standard_deviation"] = "standard_deviation"
    """Tag of this kind."""


class InverseCorrelation(_FromData):
    """Weigh children by how little they correlate with the others.

    Examples
    --------
    >>> InverseCorrelation().kind
    'inverse_correlation'
    """

    kind: Literal["inverse_correlation"] = "inverse_correlation"
    """Tag of this kind."""


class PrincipalComponents(_FromData):
    """Weigh children by their loadings on principal components, or on rotated factors as the handbook does.

    Examples
    --------
    >>> PrincipalComponents(method="handbook").rotate
    'varimax'
    """

    kind: Literal["principal_components"] = "principal_components"
    """Tag of this kind."""
    method: Literal["first", "loadings", "handbook"] = "first"
    """Squared loadings on the first component, these loadings themselves, or the handbook's factor analysis."""
    components: Annotated[int, Field(ge=1)] | None = None
    """How many factors the handbook's method keeps; by default those whose eigenvalue is above one."""
    explain: Annotated[float, Field(gt=0, le=1)] | None = None
    """Keep the fewest factors that explain this share of the variance instead."""
    rotate: Literal["varimax", "none"] = "varimax"
    """Rotation of the factors in the handbook's method."""
    of: Literal["children", "leaves"] = "children"
    """Of each group's own children, or once of all indicators: a child then weighs what the indicators below it do."""


class Optimised(_FromData):
    """Find weights under which the shares of importance of the children come closest to a target.

    Examples
    --------
    >>> Optimised().target is None
    True
    """

    kind: Literal["optimised"] = "optimised"
    """Tag of this kind."""
    target: FrozenMap[NotNegative] | None = None
    """Wanted shares of importance by child, in any scale; by default the framework's weights."""
    measure: Literal["squared_correlation", "correlation_ratio"] = "squared_correlation"
    """What importance is: variance of the index explained by a line, or by a smooth curve."""
    smoother: Literal["local_linear", "cubic"] = "local_linear"
    """The curve of the correlation ratio."""

    @property
    def children(self) -> tuple[str, ...]:
        """Ids of the children that it names."""
        return tuple(self.target or ())


class CustomWeights(Custom):
    """A registered weighting, fitted to the scores of the children."""

    step: ClassVar[Step] = "weights"
    from_data: ClassVar[bool] = True
    children: ClassVar[tuple[str, ...]] = ()


Weighting = Annotated[
    Annotated[GivenWeights, Tag("given")]
    | Annotated[EqualWeights, Tag("equal")]
    | Annotated[EqualAtTheLeaves, Tag("equal_at_the_leaves")]
    | Annotated[BudgetAllocation, Tag("budget_allocation")]
    | Annotated[AnalyticHierarchy, Tag("analytic_hierarchy")]
    | Annotated[BestWorst, Tag("best_worst")]
    | Annotated[RankOrderCentroid, Tag("rank_order_centroid")]
    | Annotated[RankSum, Tag("rank_sum")]
    | Annotated[Entropy, Tag("entropy")]
    | Annotated[Critic, Tag("critic")]
    | Annotated[StandardDeviation, Tag("standard_deviation")]
    | Annotated[InverseCorrelation, Tag("inverse_correlation")]
    | Annotated[PrincipalComponents, Tag("principal_components")]
    | Annotated[Optimised, Tag("optimised")]
    | SkipJsonSchema[Annotated[CustomWeights, Tag("custom")]],
    Discriminator(tag_of("weights")),
]
"""Any weighting scheme, distinguished by its `kind`."""
