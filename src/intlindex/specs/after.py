"""What a value goes through after it is normalised, or a score after it is aggregated: any steps, in order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag
from pydantic.json_schema import SkipJsonSchema

from intlindex.registry import registered
from intlindex.specs import normalisation as scales
from intlindex.specs import transformation as transforms
from intlindex.specs.base import Spec
from intlindex.specs.condition import unconditional
from intlindex.specs.custom import CustomNormalisation, CustomTransform

__all__ = ["AfterStep", "Digits", "Round", "Rounding"]

Digits = Annotated[int, Field(ge=-10, le=12)]
"""Digits after the point; negative ones round to tens, hundreds."""

Rounding = Literal["half_away", "half_even"]
"""Where a half goes: away from zero, or to the even neighbour."""


class Round(Spec):
    """Round to a number of digits, on 12 significant digits.

    Examples
    --------
    >>> Round(digits=3).rounding
    'half_away'
    """

    kind: Literal["round"] = "round"
    """Tag of this kind."""
    digits: Digits
    """Digits after the point."""
    rounding: Rounding = "half_away"
    """Where a half goes."""


def _tag(value: Any) -> Any:
    kind = value.get("kind") if isinstance(value, Mapping) else getattr(value, "kind", None)
    if isinstance(kind, str) and kind in registered("transform"):
        return "custom_transform"
    return "custom" if isinstance(kind, str) and kind in registered("normalise") else kind


AfterStep = Annotated[
    Annotated[Round, Tag("round")]
    | Annotated[scales.MinMax, Tag("min_max")]
    | Annotated[scales.ZScore, Tag("z_score")]
    | Annotated[scales.NormalCdf, Tag("normal_cdf")]
    | Annotated[scales.Distance, Tag("distance")]
    | Annotated[scales.FractionOfMaximum, Tag("fraction_of_maximum")]
    | Annotated[scales.Rank, Tag("rank")]
    | Annotated[scales.PercentileRank, Tag("percentile_rank")]
    | Annotated[scales.Borda, Tag("borda")]
    | Annotated[scales.QuantileBands, Tag("quantile_bands")]
    | Annotated[scales.ExponentialRank, Tag("exponential_rank")]
    | Annotated[transforms.Identity, Tag("identity")]
    | Annotated[transforms.Log, Tag("log")]
    | Annotated[transforms.LogRange, Tag("log_range")]
    | Annotated[transforms.LogSkew, Tag("log_skew")]
    | Annotated[transforms.LogPositive, Tag("log_positive")]
    | Annotated[transforms.SquareRoot, Tag("square_root")]
    | Annotated[transforms.PowerTransform, Tag("power")]
    | Annotated[transforms.Logit, Tag("logit")]
    | Annotated[transforms.BoxCox, Tag("box_cox")]
    | Annotated[transforms.YeoJohnson, Tag("yeo_johnson")]
    | Annotated[transforms.Sign, Tag("sign")]
    | SkipJsonSchema[Annotated[CustomNormalisation, Tag("custom")]]
    | SkipJsonSchema[Annotated[CustomTransform, Tag("custom_transform")]],
    Discriminator(_tag),
    AfterValidator(unconditional),
]
"""Any step that may follow: a rounding, a normalisation that needs no raw values, or a transform that rises."""
