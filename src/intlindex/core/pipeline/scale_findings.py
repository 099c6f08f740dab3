"""What the measurement scale of each indicator supports, followed through to what reaches the aggregation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from intlindex.core.pipeline.common_scales import CommonScale, common_scales
from intlindex.findings import Finding, finding
from intlindex.sentences import Sentence, say
from intlindex.specs import Framework, Indicator, IndicatorRule, Method
from intlindex.specs.after import AfterStep, Round
from intlindex.specs.custom import CustomNormalisation, CustomTransform
from intlindex.specs.fields import Needs, Scale, open_ends
from intlindex.specs.normalisation import Normalisation
from intlindex.specs.transformation import Identity, Transformation, TransformBase

__all__ = ["scale_findings"]

_SUPPORTS: Mapping[Scale, Needs] = {"ordinal": "order", "interval": "differences", "ratio": "ratios"}
_LEVEL: Mapping[Needs, int] = {"order": 0, "differences": 1, "ratios": 2}
_PERCENT = ("%", "percent", "per cent")

Array = NDArray[np.float64]


def scale_findings(framework: Framework, method: Method, raw: Array | None = None) -> tuple[Finding, ...]:
    """Check what a method does with the scales of a framework's indicators, before anything is computed.

    Codes: ``scale-transform`` and ``scale-normalise`` (a step takes more from the values than their scale supports),
    ``scale-aggregate`` (a mean that takes ratios gets values whose zero is that of the sample), ``mixed-spread``
    (children of one group are not on a common scale), ``percentage`` (values outside 0..100),
    ``domain`` (the bounds allow values for which a step is not defined).

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
    scales = common_scales(framework, method)
    zeros: dict[str, bool] = {}
    for column, node in enumerate(framework.indicators):
        rule = method.for_indicator(node.id)
        found += _indicator_findings(node, rule)
        if raw is not None:
            found += _percentages(node, raw[:, column])
        zeros[node.id] = _zero_after(rule.steps, meant=False)
    for group in reversed([node for node in framework.nodes if not isinstance(node, Indicator)]):
        children = [child.id for child in framework.counted(group.id)]
        rule_of_group = method.for_group(group.id, group.level)
        assert rule_of_group.aggregate is not None
        found += _mixed(group.id, children, scales)
        wrong = [child for child in children if not zeros[child]]
        if rule_of_group.aggregate.flags.takes_ratios and wrong:
            kind = rule_of_group.aggregate.kind
            found.append(finding("scale-aggregate", "warning", group.id, kind=kind, nodes=tuple(wrong)))
        zeros[group.id] = _zero_after(rule_of_group.steps, meant=not wrong)
    return tuple(found)


def _zero_after(steps: Sequence[AfterStep | Normalisation], *, meant: bool) -> bool:
    """Return whether the zero of a node is meant, once its values went through some steps."""
    for step in steps:
        if isinstance(step, TransformBase | CustomTransform):
            meant = meant and _transform_needs(step)[1] == "ratios"
        elif not isinstance(step, Round):
            meant = _zero_is_meant(step)
    return meant


def _zero_is_meant(rule: Normalisation) -> bool:
    if isinstance(rule, CustomNormalisation):
        return bool(rule.method.flags.get("zero_is_meant", True))
    return rule.zero_is_meant


def _indicator_findings(node: Indicator, rule: IndicatorRule) -> Iterable[Finding]:
    assert rule.transform is not None
    assert rule.normalise is not None
    supports = _SUPPORTS[node.scale]
    if node.denominator is not None and supports != "ratios":
        given = {"denominator": node.denominator, "scale": node.scale}
        yield finding("scale-transform/denominator", "warning", node.id, **given)
    needs, gives = _transform_needs(rule.transform)
    if _LEVEL[needs] > _LEVEL[supports]:
        yield _transform_finding(node.id, rule.transform.kind, needs, supports)
    supports = min(supports, gives, key=lambda level: _LEVEL[level])
    needs = _normalisation_needs(rule.normalise)
    if _LEVEL[needs] > _LEVEL[supports]:
        yield _normalisation_finding(node.id, rule.normalise.kind, needs, supports)
    if _outside_domain(node, rule.transform):
        yield finding("domain", "warning", node.id, kind=rule.transform.kind, low=node.bounds[0])


def _transform_finding(node: str, kind: str, needs: Needs, supports: Needs) -> Finding:
    if supports == "differences":
        return finding("scale-transform/ratios-of-interval", "warning", node, kind=kind)
    ratios = needs == "ratios"
    return finding(
        "scale-transform/ratios-of-ordinal" if ratios else "scale-transform/differences-of-ordinal",
        "warning",
        node,
        kind=kind,
    )


def _normalisation_finding(node: str, kind: str, needs: Needs, supports: Needs) -> Finding:
    if supports == "differences":
        return finding("scale-normalise/ratios-of-interval", "warning", node, kind=kind)
    ratios = needs == "ratios"
    return finding(
        "scale-normalise/ratios-of-ordinal" if ratios else "scale-normalise/differences-of-ordinal",
        "warning",
        node,
        kind=kind,
    )


def _percentages(node: Indicator, values: Array) -> Iterable[Finding]:
    outside = values[(values < 0) | (values > 100)]
    if node.unit.strip().casefold().startswith(_PERCENT) and outside.size:
        yield finding("percentage", "warning", node.id, count=int(outside.size), found=float(outside[0]))


def _transform_needs(rule: Transformation | TransformBase) -> tuple[Needs, Needs]:
    if isinstance(rule, CustomTransform):
        return rule.method.flags.get("needs", "ratios"), rule.method.flags.get("gives", "differences")
    return rule.needs, rule.gives


def _normalisation_needs(rule: Normalisation) -> Needs:
    if isinstance(rule, CustomNormalisation):
        needs: Needs = rule.method.flags.get("needs", "differences")
        return needs
    return rule.needs


def _outside_domain(node: Indicator, rule: Transformation) -> bool:
    """Return whether the bounds allow values for which a transform is not defined."""
    if isinstance(rule, CustomTransform | Identity):
        return False
    low, (above, below) = node.bounds[0], open_ends(node.bounds)
    if rule.floor is not None and rule.floor >= low:
        low, above = rule.floor, above and rule.floor == low
    match rule.kind:
        case "log":
            return _reaches(-(low + rule.shift), above)
        case "reciprocal" | "box_cox":
            return _reaches(-low, above)
        case "square_root":
            return low < 0
        case "logit":
            high = node.bounds[1] if rule.cap is None else min(node.bounds[1], rule.cap)
            below = below and high == node.bounds[1]
            return _reaches(rule.low - low, above) or _reaches(high - rule.high, below)
        case _:
            return False


def _reaches(beyond: float, is_open: bool) -> bool:
    """Return whether values get to a limit: they end this far beyond it, in an end that is open or not."""
    return beyond > 0 or (beyond == 0 and not is_open)


def _mixed(group: str, children: list[str], scales: Mapping[str, CommonScale | None]) -> Iterable[Finding]:
    """Find a group whose children are not on a common scale; unknown ones are not judged."""
    known = {child: spread for child in children if (spread := scales[child]) is not None}
    if len(set(known.values())) > 1:
        yield finding("mixed-spread", "warning", group, spreads=tuple(_shown(*each) for each in known.items()))


def _shown(node: str, spread: CommonScale) -> Sentence:
    kind, first, second = spread
    match kind:
        case "range":
            return say("mixed-spread/range", node=node, low=first, high=second)
        case "deviation":
            return say("mixed-spread/deviation", node=node, mean=first, deviation=second)
        case _:
            return say("mixed-spread/kind", node=node, kind=kind)
