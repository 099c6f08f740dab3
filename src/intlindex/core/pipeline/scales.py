"""What the measurement scale of each indicator supports, followed through to what reaches the aggregation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from intlindex.findings import Finding
from intlindex.specs import Framework, GroupRule, Indicator, IndicatorRule, Method
from intlindex.specs.custom import CustomNormalisation, CustomTransform
from intlindex.specs.fields import Needs, Scale
from intlindex.specs.normalisation import Normalisation
from intlindex.specs.transformation import Identity, Transformation

__all__ = ["scale_findings"]

_SUPPORTS: Mapping[Scale, Needs] = {"ordinal": "order", "interval": "differences", "ratio": "ratios"}
_LEVEL: Mapping[Needs, int] = {"order": 0, "differences": 1, "ratios": 2}
_SCALE: Mapping[Needs, str] = {"order": "ordinal", "differences": "interval", "ratios": "ratio"}
_PERCENT = ("%", "percent", "per cent")

Array = NDArray[np.float64]
Spread = tuple[str, float, float]


def scale_findings(framework: Framework, method: Method, raw: Array | None = None) -> tuple[Finding, ...]:
    """Check what a method does with the scales of a framework's indicators, before anything is computed.

    Codes: ``scale-transform`` and ``scale-normalise`` (a step takes more from the values than their scale supports),
    ``scale-aggregate`` (a mean that takes ratios gets values whose zero is that of the sample), ``mixed-spread``
    (children of one group are not on a common scale), ``percentage`` (values outside 0..100),
    ``domain`` (the bounds admit values for which a step is not defined).

    Parameters
    ----------
    framework : Framework
        The indicators with their scales and bounds.
    method : Method
        What is done with them.
    raw : (units, indicators) array, optional
        Raw values, to find percentages outside 0..100.

    Returns
    -------
    tuple of Finding
        All of severity "warning": not meaningful. What is undefined for the data is an error when it is scored.

    Examples
    --------
    >>> from intlindex.specs import Group, Indicator
    >>> stars = Indicator(id="stars", parent="index", name="Stars", unit="stars", direction="higher", scale="ordinal")
    >>> framework = Framework(
    ...     id="mine", name="Mine", groups=[Group(id="index", name="Mine", level="index")], indicators=[stars]
    ... )
    >>> print(scale_findings(framework, Method())[0])
    warning scale-normalise [stars]: 'min_max' takes differences, but the values are ordinal; use a rank-based kind
    """
    found: list[Finding] = []
    spreads: dict[str, Spread | None] = {}
    zeros: dict[str, bool] = {}
    for column, node in enumerate(framework.indicators):
        rule = method.for_indicator(node.id)
        found += _indicator_findings(node, rule)
        if raw is not None:
            found += _percentages(node, raw[:, column])
        assert rule.normalise is not None
        spreads[node.id] = None if isinstance(rule.normalise, CustomNormalisation) else rule.normalise.spread
        zeros[node.id] = _zero_is_meant(rule.normalise)
    for group in reversed([node for node in framework.nodes if not isinstance(node, Indicator)]):
        children = [child.id for child in framework.children(group.id)]
        rule_of_group = method.for_group(group.id, group.level)
        assert rule_of_group.aggregate is not None
        found += _mixed(group.id, children, spreads)
        wrong = [child for child in children if not zeros[child]]
        if rule_of_group.aggregate.flags.takes_ratios and wrong:
            kind = rule_of_group.aggregate.kind
            named = ", ".join(map(repr, wrong[:3])) + (f" and {len(wrong) - 3} more" if len(wrong) > 3 else "")
            message = (
                f"{kind!r} takes ratios, but the zero of {named} is that of the sample: "
                "other cities would change the order; use goalposts"
            )
            found.append(Finding("scale-aggregate", "warning", group.id, message))
        spreads[group.id], zeros[group.id] = _of_group(rule_of_group, {spreads[child] for child in children}, not wrong)
    return tuple(found)


def _of_group(rule: GroupRule, of_children: set[Spread | None], zero: bool) -> tuple[Spread | None, bool]:
    """Return the common scale of a group's score, and whether its zero is meant."""
    assert rule.aggregate is not None
    if rule.normalise is not None:
        spread = None if isinstance(rule.normalise, CustomNormalisation) else rule.normalise.spread
        return spread, _zero_is_meant(rule.normalise)
    common = of_children.pop() if len(of_children) == 1 else None
    return (common if rule.aggregate.flags.keeps_scale else None), zero


def _zero_is_meant(rule: Normalisation) -> bool:
    if isinstance(rule, CustomNormalisation):
        return bool(rule.method.flags.get("zero_is_meant", True))
    return rule.zero_is_meant


def _indicator_findings(node: Indicator, rule: IndicatorRule) -> Iterable[Finding]:
    assert rule.transform is not None
    assert rule.normalise is not None
    supports = _SUPPORTS[node.scale]
    if node.denominator is not None and supports != "ratios":
        message = f"is divided by {node.denominator!r}, which takes ratios, but the values are {node.scale}"
        yield Finding("scale-transform", "warning", node.id, message)
    needs, gives = _transform_needs(rule.transform)
    if _LEVEL[needs] > _LEVEL[supports]:
        message = f"{rule.transform.kind!r} takes {needs}, but the values are {_SCALE[supports]}"
        yield Finding("scale-transform", "warning", node.id, message)
    supports = min(supports, gives, key=lambda level: _LEVEL[level])
    needs = _normalisation_needs(rule.normalise)
    if _LEVEL[needs] > _LEVEL[supports]:
        advice = "use a rank-based kind" if supports == "order" else "use one that takes differences only"
        message = f"{rule.normalise.kind!r} takes {needs}, but the values are {_SCALE[supports]}; {advice}"
        yield Finding("scale-normalise", "warning", node.id, message)
    if _outside_domain(node, rule.transform):
        message = f"{rule.transform.kind!r} is not defined for all that the bounds admit, from {node.bounds[0]:g}"
        yield Finding("domain", "warning", node.id, message)


def _percentages(node: Indicator, values: Array) -> Iterable[Finding]:
    outside = values[(values < 0) | (values > 100)]
    if node.unit.strip().casefold().startswith(_PERCENT) and outside.size:
        message = f"is a percentage, but {outside.size} values are outside 0..100, such as {outside[0]:g}; is it meant?"
        yield Finding("percentage", "warning", node.id, message)


def _transform_needs(rule: Transformation) -> tuple[Needs, Needs]:
    if isinstance(rule, CustomTransform):
        return rule.method.flags.get("needs", "ratios"), rule.method.flags.get("gives", "differences")
    return rule.needs, rule.gives


def _normalisation_needs(rule: Normalisation) -> Needs:
    if isinstance(rule, CustomNormalisation):
        needs: Needs = rule.method.flags.get("needs", "differences")
        return needs
    return rule.needs


def _outside_domain(node: Indicator, rule: Transformation) -> bool:
    """Tell whether the bounds admit values for which a transform is not defined."""
    if isinstance(rule, CustomTransform | Identity):
        return False
    low = node.bounds[0] if rule.floor is None else max(node.bounds[0], rule.floor)
    match rule.kind:
        case "log":
            return low + rule.shift <= 0
        case "reciprocal" | "box_cox":
            return low <= 0
        case "square_root":
            return low < 0
        case "logit":
            high = node.bounds[1] if rule.cap is None else min(node.bounds[1], rule.cap)
            return low <= rule.low or high >= rule.high
        case _:
            return False


def _mixed(group: str, children: list[str], spreads: Mapping[str, Spread | None]) -> Iterable[Finding]:
    """Find a group whose children are not on a common scale; unknown ones are not judged."""
    known = {child: spread for child in children if (spread := spreads[child]) is not None}
    if len(set(known.values())) > 1:
        listed = ", ".join(f"{child} {_shown(spread)}" for child, spread in list(known.items())[:4])
        yield Finding("mixed-spread", "warning", group, f"its children are not on a common scale: {listed}")


def _shown(spread: Spread) -> str:
    kind, first, second = spread
    return {"range": f"{first:g}..{second:g}", "deviation": f"{first:g} ± {second:g}"}.get(kind, kind)
