"""What raw values go through before anything else. Specs only: the arithmetic is in the kernels."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic.json_schema import SkipJsonSchema

from intlindex.sentences import say
from intlindex.specs.base import Spec
from intlindex.specs.condition import Condition
from intlindex.specs.custom import CustomTransform, tag_of
from intlindex.specs.fields import Needs

__all__ = [
    "BoxCox",
    "Identity",
    "Log",
    "LogPositive",
    "LogRange",
    "LogSkew",
    "Logit",
    "PowerTransform",
    "Reciprocal",
    "Sign",
    "SquareRoot",
    "TransformBase",
    "Transformation",
    "YeoJohnson",
]


class TransformBase(Spec):
    """Fields of all transforms."""

    needs: ClassVar[Needs] = "ratios"
    """What the scale of the raw values must support."""
    gives: ClassVar[Needs] = "differences"
    """What the transformed values support."""

    floor: float | None = None
    """Raw values below count as this."""
    cap: float | None = None
    """Raw values above count as this."""
    where: Condition | None = None
    """Units that it is fitted and applied to; the values of others stay as they are."""

    @model_validator(mode="after")
    def _floor_below_cap(self) -> Self:
        if self.floor is not None and self.cap is not None and not self.floor < self.cap:
            raise ValueError(say("conflict/specs-floor-cap", floor=self.floor, cap=self.cap))
        return self


class Identity(TransformBase):
    """Leave raw values as they are, apart from a floor and a cap.

    Examples
    --------
    >>> Identity(cap=100).cap
    100.0
    """

    needs: ClassVar[Needs] = "order"
    gives: ClassVar[Needs] = "ratios"
    kind: Literal["identity"] = "identity"
    """Tag of this kind."""


class Log(TransformBase):
    """Take the logarithm of value plus shift.

    Examples
    --------
    >>> Log(shift=1).shift
    1.0
    """

    kind: Literal["log"] = "log"
    """Tag of this kind."""
    base: Annotated[float, Field(gt=1)] | None = None
    """Base of the logarithm; by default e."""
    shift: float = 0.0
    """Added before, for values that can be zero."""


class LogRange(TransformBase):
    """Take the logarithm of the distance to the sample's minimum plus a share of its range.

    Examples
    --------
    >>> LogRange().share
    0.01
    """

    needs: ClassVar[Needs] = "differences"
    kind: Literal["log_range"] = "log_range"
    """Tag of this kind."""
    share: Annotated[float, Field(gt=0)] = 0.01
    """Share of the range that is added."""


class LogSkew(TransformBase):
    """Like `log_range`, mirrored where the sample is skewed to the left.

    Examples
    --------
    >>> LogSkew().kind
    'log_skew'
    """

    needs: ClassVar[Needs] = "differences"
    kind: Literal["log_skew"] = "log_skew"
    """Tag of this kind."""
    share: Annotated[float, Field(gt=0)] = 0.01
    """Share of the range that is added."""


class LogPositive(TransformBase):
    """Take the logarithm, after a shift to a minimum of one.

    Examples
    --------
    >>> LogPositive().kind
    'log_positive'
    """

    kind: Literal["log_positive"] = "log_positive"
    """Tag of this kind."""


class SquareRoot(TransformBase):
    """Take the square root.

    Examples
    --------
    >>> SquareRoot(floor=0).floor
    0.0
    """

    kind: Literal["square_root"] = "square_root"
    """Tag of this kind."""


class PowerTransform(TransformBase):
    """Raise to a power.

    Examples
    --------
    >>> PowerTransform(exponent=2).exponent
    2.0
    """

    kind: Literal["power"] = "power"
    """Tag of this kind."""
    exponent: float
    """Not zero; a negative one reverses the direction."""

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        if self.exponent == 0:
            raise ValueError(say("out-of-range/specs-exponent"))
        return self


class Logit(TransformBase):
    """Take the log odds of a share of low..high.

    Examples
    --------
    >>> Logit(high=100).low
    0.0
    """

    kind: Literal["logit"] = "logit"
    """Tag of this kind."""
    low: float = 0.0
    """What counts as no share."""
    high: float = 1.0
    """What counts as the whole."""

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if not self.low < self.high:
            raise ValueError(say("conflict/specs-low-high", low=self.low, high=self.high))
        return self


class Reciprocal(TransformBase):
    """Take one over the value; positive values only, and the direction is reversed.

    Examples
    --------
    >>> Reciprocal().kind
    'reciprocal'
    """

    gives: ClassVar[Needs] = "ratios"
    kind: Literal["reciprocal"] = "reciprocal"
    """Tag of this kind."""


class BoxCox(TransformBase):
    """Take the Box-Cox power transform, its exponent given or fitted by maximum likelihood.

    Examples
    --------
    >>> BoxCox(exponent=0.5).exponent
    0.5
    """

    kind: Literal["box_cox"] = "box_cox"
    """Tag of this kind."""
    exponent: float | None = None
    """Exponent; by default fitted to the sample."""


class YeoJohnson(TransformBase):
    """Take the Yeo-Johnson power transform, which allows zeros and negative values.

    Examples
    --------
    >>> YeoJohnson().exponent is None
    True
    """

    kind: Literal["yeo_johnson"] = "yeo_johnson"
    """Tag of this kind."""
    exponent: float | None = None
    """Exponent; by default fitted to the sample."""


class Sign(TransformBase):
    """Keep only the sign: -1, 0 or 1.

    Examples
    --------
    >>> Sign().kind
    'sign'
    """

    gives: ClassVar[Needs] = "order"
    kind: Literal["sign"] = "sign"
    """Tag of this kind."""


Transformation = Annotated[
    Annotated[Identity, Tag("identity")]
    | Annotated[Log, Tag("log")]
    | Annotated[LogRange, Tag("log_range")]
    | Annotated[LogSkew, Tag("log_skew")]
    | Annotated[LogPositive, Tag("log_positive")]
    | Annotated[SquareRoot, Tag("square_root")]
    | Annotated[PowerTransform, Tag("power")]
    | Annotated[Logit, Tag("logit")]
    | Annotated[Reciprocal, Tag("reciprocal")]
    | Annotated[BoxCox, Tag("box_cox")]
    | Annotated[YeoJohnson, Tag("yeo_johnson")]
    | Annotated[Sign, Tag("sign")]
    | SkipJsonSchema[Annotated[CustomTransform, Tag("custom")]],
    Discriminator(tag_of("transform")),
]
"""Any transform, distinguished by its `kind`."""
