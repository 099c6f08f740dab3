"""How blanks of an indicator are filled. Specs only: the arithmetic is in the kernels."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from intlindex.specs.base import Spec
from intlindex.specs.fields import Column, Identifier

__all__ = [
    "Constant",
    "ExpectationMaximisation",
    "HotDeck",
    "Imputation",
    "LastObservation",
    "MaximumImputation",
    "MeanImputation",
    "MedianImputation",
    "MinimumImputation",
    "NearestNeighbours",
    "NoImputation",
    "Regression",
    "Worst",
]


class ImputationBase(Spec):
    """What the pipeline asks of every imputation."""

    looks_across: ClassVar[bool] = False
    """It looks at the values of other indicators."""

    @property
    def labels(self) -> str | None:
        """The column of labels within which units are imputed; None for all units together."""
        return None

    @property
    def predictors(self) -> tuple[str, ...]:
        """Indicators that are named to predict from; empty where none is."""
        return ()


class NoImputation(ImputationBase):
    """Leave blanks blank; the group's rule for blanks says what they count as.

    Examples
    --------
    >>> NoImputation().kind
    'none'
    """

    kind: Literal["none"] = "none"
    """Tag of this kind."""


class Constant(ImputationBase):
    """Fill with a given value.

    Examples
    --------
    >>> Constant(value=0).value
    0.0
    """

    kind: Literal["constant"] = "constant"
    """Tag of this kind."""
    value: float
    """What blanks become, in the unit of the (transformed) values."""


class _Statistic(ImputationBase):
    by: Column | None = None
    """Column of labels, such as `region`: only units of the same label count. A label without values fills nothing."""

    @property
    def labels(self) -> str | None:
        """The column of labels within which units are imputed."""
        return self.by


class MeanImputation(_Statistic):
    """Fill with the mean of the present values.

    Examples
    --------
    >>> MeanImputation(by="region").by
    'region'
    """

    kind: Literal["mean"] = "mean"
    """Tag of this kind."""


class MedianImputation(_Statistic):
    """Fill with the median of the present values.

    Examples
    --------
    >>> MedianImputation().by is None
    True
    """

    kind: Literal["median"] = "median"
    """Tag of this kind."""


class MinimumImputation(_Statistic):
    """Fill with the lowest of the present values.

    Examples
    --------
    >>> MinimumImputation().kind
    'minimum'
    """

    kind: Literal["minimum"] = "minimum"
    """Tag of this kind."""


class MaximumImputation(_Statistic):
    """Fill with the highest of the present values.

    Examples
    --------
    >>> MaximumImputation().kind
    'maximum'
    """

    kind: Literal["maximum"] = "maximum"
    """Tag of this kind."""


class Worst(ImputationBase):
    """Fill with the worst of the present values by direction, or with something worse still.

    For a blank that means "worse than the end of the list".

    Examples
    --------
    >>> Worst(beyond=1).beyond
    1.0
    """

    kind: Literal["worst"] = "worst"
    """Tag of this kind."""
    beyond: Annotated[float, Field(ge=0)] = 0.0
    """How much worse than the worst, in the unit of the values."""


class NearestNeighbours(ImputationBase):
    """Fill with the mean of the nearest units that have a value.

    Examples
    --------
    >>> NearestNeighbours(neighbours=3).neighbours
    3
    """

    looks_across: ClassVar[bool] = True
    kind: Literal["nearest_neighbours"] = "nearest_neighbours"
    """Tag of this kind."""
    neighbours: Annotated[int, Field(ge=1)] = 5
    """How many units are averaged."""
    on: tuple[Identifier, ...] | None = None
    """Indicators that say how near units are; by default all others."""
    weights: Literal["uniform", "distance"] = "uniform"
    """Whether nearer units count more."""

    @property
    def predictors(self) -> tuple[str, ...]:
        """Indicators that are named to predict from."""
        return self.on or ()


class Regression(ImputationBase):
    """Fill with the prediction of a linear regression on other indicators.

    Examples
    --------
    >>> Regression(on=["gdp"]).on
    ('gdp',)
    """

    looks_across: ClassVar[bool] = True
    kind: Literal["regression"] = "regression"
    """Tag of this kind."""
    on: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """Indicators to predict from; a unit that lacks one keeps its blank."""

    @property
    def predictors(self) -> tuple[str, ...]:
        """Indicators that are named to predict from."""
        return self.on or ()


class ExpectationMaximisation(ImputationBase):
    """Fill with the expectation under a multivariate normal distribution, fitted by the EM algorithm.

    Examples
    --------
    >>> ExpectationMaximisation(on=["gdp"]).ridge
    0.0
    """

    looks_across: ClassVar[bool] = True
    kind: Literal["expectation_maximisation"] = "expectation_maximisation"
    """Tag of this kind."""
    on: tuple[Identifier, ...] | None = None
    """Indicators modelled together with this one; by default all."""
    ridge: Annotated[float, Field(ge=0)] = 0.0
    """Added to the variances as a share of them, where there are too few units for the number of indicators."""
    tolerance: Annotated[float, Field(gt=0)] = 1e-10
    """Largest relative change at which it stops."""
    max_iterations: Annotated[int, Field(ge=1)] = 10_000
    """Iterations after which it stops."""

    @property
    def predictors(self) -> tuple[str, ...]:
        """Indicators that are named to predict from."""
        return self.on or ()


class HotDeck(ImputationBase):
    """Fill with the value of the most similar unit that has one.

    Examples
    --------
    >>> HotDeck(by="region").by
    'region'
    """

    looks_across: ClassVar[bool] = True
    kind: Literal["hot_deck"] = "hot_deck"
    """Tag of this kind."""
    on: tuple[Identifier, ...] | None = None
    """Indicators that say how similar units are; by default all others."""
    by: Column | None = None
    """Column of labels: only units of the same label are donors."""

    @property
    def predictors(self) -> tuple[str, ...]:
        """Indicators that are named to predict from."""
        return self.on or ()

    @property
    def labels(self) -> str | None:
        """The column of labels within which units are imputed."""
        return self.by


class LastObservation(ImputationBase):
    """Fill with the unit's own latest earlier value; needs data with a `time` column.

    Examples
    --------
    >>> LastObservation(max_age=2).max_age
    2
    """

    kind: Literal["last_observation"] = "last_observation"
    """Tag of this kind."""
    max_age: Annotated[int, Field(ge=1)] | None = None
    """How many times back it may lie; by default any."""


Imputation = Annotated[
    NoImputation
    | Constant
    | MeanImputation
    | MedianImputation
    | MinimumImputation
    | MaximumImputation
    | Worst
    | NearestNeighbours
    | Regression
    | ExpectationMaximisation
    | HotDeck
    | LastObservation,
    Field(discriminator="kind"),
]
"""Any imputation, distinguished by its `kind`."""
