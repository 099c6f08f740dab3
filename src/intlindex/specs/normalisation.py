"""How an indicator is brought to a common scale. Specs only: the arithmetic is in the kernels."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic.json_schema import SkipJsonSchema

from intlindex.errors import DefinitionError, problem
from intlindex.specs.custom import CustomNormalisation, tag_of
from intlindex.specs.fields import Needs, Text
from intlindex.specs.normalisation_base import Invariant, NormalisationBase, Ranged

__all__ = [
    "Borda",
    "Categories",
    "Distance",
    "ExponentialRank",
    "FractionOfMaximum",
    "Goalposts",
    "Invariant",
    "MinMax",
    "NoNormalisation",
    "NormalCdf",
    "Normalisation",
    "PercentileRank",
    "QuantileBands",
    "Rank",
    "ZScore",
]


class NoNormalisation(NormalisationBase):
    """Take values as they are, turned so that higher is better.

    Examples
    --------
    >>> NoNormalisation().kind
    'none'
    """

    invariant: ClassVar[Invariant] = "nothing"
    zero_is_meant: ClassVar[bool] = True
    kind: Literal["none"] = "none"
    """Tag of this kind."""


class MinMax(Ranged):
    """Stretch the sample's worst and best value to low and high.

    Examples
    --------
    >>> MinMax(low=1).high
    100.0
    """

    divides_by_spread: ClassVar[bool] = True
    kind: Literal["min_max"] = "min_max"
    """Tag of this kind."""
    clip: bool = False
    """Hold values from outside the sample within low..high."""


class Goalposts(Ranged):
    """Stretch the indicator's own goalposts to low and high.

    Examples
    --------
    >>> Goalposts().clip
    True
    """

    invariant: ClassVar[Invariant] = "nothing"
    zero_is_meant: ClassVar[bool] = True
    kind: Literal["goalposts"] = "goalposts"
    """Tag of this kind."""
    clip: bool = True
    """Count values beyond a goalpost as the goalpost."""


class ZScore(NormalisationBase):
    """Shift and scale the sample to a given mean and standard deviation.

    Examples
    --------
    >>> ZScore(mean=50, standard_deviation=10).ddof
    1
    """

    divides_by_spread: ClassVar[bool] = True
    kind: Literal["z_score"] = "z_score"
    """Tag of this kind."""
    mean: float = 0.0
    """Mean of the result over the sample."""
    standard_deviation: Annotated[float, Field(gt=0)] = 1.0
    """Standard deviation of the result over the sample."""
    ddof: Annotated[int, Field(ge=0, le=1)] = 1
    """The standard deviation divides by n - ddof."""

    @property
    def spread(self) -> tuple[str, float, float] | None:
        """The common scale of the results."""
        return ("deviation", self.mean, self.standard_deviation)


class NormalCdf(Ranged):
    """Replace values by the normal distribution function of their z-scores, mapped to low..high.

    Examples
    --------
    >>> NormalCdf(high=1).high
    1.0
    """

    divides_by_spread: ClassVar[bool] = True
    kind: Literal["normal_cdf"] = "normal_cdf"
    """Tag of this kind."""
    ddof: Annotated[int, Field(ge=0, le=1)] = 1
    """The standard deviation divides by n - ddof."""


class Distance(NormalisationBase):
    """Measure the distance to a reference, mapped so that the reference becomes `high`.

    Examples
    --------
    >>> Distance(to="unit", unit="London").form
    'range'
    >>> Distance(to="worst")
    Traceback (most recent call last):
    intlindex.DefinitionError: Distance: to = "worst" needs form = "relative", since it has no way from the worst
    """

    invariant: ClassVar[Invariant] = "nothing"
    kind: Literal["distance"] = "distance"
    """Tag of this kind."""
    to: Literal["best", "worst", "mean", "target", "unit"]
    """The reference: of the sample, the indicator's own target, or one unit."""
    unit: Text | None = None
    """Name of the unit, where the reference is one."""
    form: Literal["range", "relative"] = "range"
    """A share of the way from the worst to the reference, or of the reference itself."""
    low: float = 0.0
    """What the worst (or a value of zero) is mapped to."""
    high: float = 100.0
    """What the reference is mapped to."""

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        problems = []
        if (self.to == "unit") != (self.unit is not None):
            problems.append(problem("not-allowed/specs-unit", "unit"))
        if self.to == "worst" and self.form == "range":
            problems.append(problem("conflict/specs-to-worst"))
        if not self.low < self.high:
            problems.append(problem("conflict/specs-low-high", low=self.low, high=self.high))
        if problems:
            raise DefinitionError(problems)
        return self


class FractionOfMaximum(Ranged):
    """Divide by the sample's maximum; where lower is better, take the reciprocal first.

    Examples
    --------
    >>> FractionOfMaximum().needs
    'ratios'
    """

    needs: ClassVar[Needs] = "ratios"
    invariant: ClassVar[Invariant] = "nothing"
    zero_is_meant: ClassVar[bool] = True
    kind: Literal["fraction_of_maximum"] = "fraction_of_maximum"
    """Tag of this kind."""

    @property
    def spread(self) -> tuple[str, float, float] | None:
        """The common scale of the results: none, since the worst may score anything."""
        return None


class Categories(NormalisationBase):
    """Score categories that are given in advance.

    Without interpolation there is one score more than there are points, and a value that equals a point belongs
    above it; with interpolation, one score per point. Points are raw (transformed) values in ascending order; scores
    follow the direction of the indicator.

    Examples
    --------
    >>> Categories(points=[10, 25], scores=[0, 50, 100]).interpolate
    False
    """

    needs: ClassVar[Needs] = "order"
    invariant: ClassVar[Invariant] = "nothing"
    zero_is_meant: ClassVar[bool] = True
    kind: Literal["categories"] = "categories"
    """Tag of this kind."""
    points: Annotated[tuple[float, ...], Field(min_length=1)]
    """Where categories begin, in ascending order."""
    scores: tuple[float, ...]
    """What they score."""
    interpolate: bool = False
    """Whether scores run linearly between the points."""

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        problems = []
        wanted = len(self.points) + (0 if self.interpolate else 1)
        if len(self.scores) != wanted:
            sizes = {"points": len(self.points), "found": len(self.scores)}
            problems.append(problem("out-of-range/specs-scores", "scores", allowed=wanted, **sizes))
        if any(low >= high for low, high in zip(self.points, self.points[1:], strict=False)):
            problems.append(problem("conflict/specs-points", "points", found=list(self.points)))
        steps = {high > low for low, high in zip(self.scores, self.scores[1:], strict=False) if high != low}
        if len(steps) > 1:
            problems.append(problem("conflict/specs-scores", "scores", found=list(self.scores)))
        if problems:
            raise DefinitionError(problems)
        return self

    @property
    def spread(self) -> tuple[str, float, float] | None:
        """The common scale of the results."""
        return ("range", min(self.scores), max(self.scores))


SecondNormalisation = Annotated[MinMax | ZScore | NormalCdf, Field(discriminator="kind")]
"""What may follow a rank-based normalisation."""


class _RankBased(NormalisationBase):
    """A kind that takes nothing but the order of the values."""

    needs: ClassVar[Needs] = "order"
    invariant: ClassVar[Invariant] = "monotone"

    then: SecondNormalisation | None = None
    """What the places go through, so that they become commensurate with other indicators."""


class _RankRanged(Ranged, _RankBased):
    """A kind that takes nothing but the order, and maps it to low..high."""

    @property
    def spread(self) -> tuple[str, float, float] | None:
        """The common scale of the results."""
        return ("range", self.low, self.high) if self.then is None else self.then.spread


class Rank(_RankRanged):
    """Replace values by their places in the sample, mapped to low..high.

    Examples
    --------
    >>> Rank(ties="dense").ties
    'dense'
    """

    kind: Literal["rank"] = "rank"
    """Tag of this kind."""
    ties: Literal["min", "max", "average", "dense"] = "min"
    """What equal values get; "min" is the lowest place of the tie."""


class PercentileRank(_RankRanged):
    """Replace values by the share of the others that they pass, mapped to low..high.

    Examples
    --------
    >>> PercentileRank(high=1).high
    1.0
    """

    kind: Literal["percentile_rank"] = "percentile_rank"
    """Tag of this kind."""
    ties: Literal["min", "max", "average"] = "average"
    """What equal values get."""


class Borda(_RankBased):
    """Replace values by the number of units that they pass.

    Examples
    --------
    >>> Borda().ties
    'min'
    """

    kind: Literal["borda"] = "borda"
    """Tag of this kind."""
    ties: Literal["min", "max", "average", "dense"] = "min"
    """What equal values get; "min" counts only those that are strictly worse."""

    @property
    def spread(self) -> tuple[str, float, float] | None:
        """The common scale of the results."""
        return ("borda", 0.0, 0.0) if self.then is None else self.then.spread


class QuantileBands(_RankRanged):
    """Replace values by the quantile band of the sample that they fall into, mapped to low..high.

    Examples
    --------
    >>> QuantileBands(bands=10).bands
    10
    """

    kind: Literal["quantile_bands"] = "quantile_bands"
    """Tag of this kind."""
    bands: Annotated[int, Field(ge=2)] = 4
    """How many; 4 are quartiles."""


class ExponentialRank(_RankRanged):
    """Replace values by the exponential transform of their ranks, as deprivation indices do.

    Examples
    --------
    >>> ExponentialRank().decay
    23.0
    """

    kind: Literal["exponential_rank"] = "exponential_rank"
    """Tag of this kind."""
    decay: Annotated[float, Field(gt=0)] = 23.0
    """The smaller, the further the best stand apart."""
    share: Literal["rank", "behind"] = "rank"
    """What is transformed, of n units with rank 1 the highest: ``(n + 1 - rank) / n``, which is 1 for the highest, or
    the share of units behind, ``(n - rank) / n``, which is 0 for the lowest."""
    ties: Literal["min", "max", "average", "dense"] = "average"
    """What equal values get."""


Normalisation = Annotated[
    Annotated[NoNormalisation, Tag("none")]
    | Annotated[MinMax, Tag("min_max")]
    | Annotated[Goalposts, Tag("goalposts")]
    | Annotated[ZScore, Tag("z_score")]
    | Annotated[NormalCdf, Tag("normal_cdf")]
    | Annotated[Distance, Tag("distance")]
    | Annotated[FractionOfMaximum, Tag("fraction_of_maximum")]
    | Annotated[Categories, Tag("categories")]
    | Annotated[Rank, Tag("rank")]
    | Annotated[PercentileRank, Tag("percentile_rank")]
    | Annotated[Borda, Tag("borda")]
    | Annotated[QuantileBands, Tag("quantile_bands")]
    | Annotated[ExponentialRank, Tag("exponential_rank")]
    | SkipJsonSchema[Annotated[CustomNormalisation, Tag("custom")]],
    Discriminator(tag_of("normalise")),
]
"""Any normalisation, distinguished by its `kind`."""
