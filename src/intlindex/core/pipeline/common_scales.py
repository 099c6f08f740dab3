"""On what scale the scores of each node are, as far as its steps state it: a range, or a mean and a deviation."""

from __future__ import annotations

from collections.abc import Sequence

from intlindex.specs import Framework, GroupRule, Indicator, Method
from intlindex.specs.after import AfterStep, Round
from intlindex.specs.custom import Custom
from intlindex.specs.normalisation import Normalisation
from intlindex.specs.transformation import TransformBase

__all__ = ["CommonScale", "common_scales", "range_of"]

CommonScale = tuple[str, float, float]
"""The kind of scale and its two figures, as ``("range", 0, 100)``."""


def common_scales(framework: Framework, method: Method) -> dict[str, CommonScale | None]:
    """Return the scale of every node by id; None where no step states one.

    Examples
    --------
    >>> import intlindex as ix
    >>> index = ix.load("example")
    >>> common_scales(index.framework, index.method)[index.framework.root.id]
    ('range', 0.0, 100.0)
    """
    found: dict[str, CommonScale | None] = {}
    for node in reversed(framework.nodes):
        if isinstance(node, Indicator):
            found[node.id] = _stated(method.for_indicator(node.id).steps, None)
        else:
            below = {found[child.id] for child in framework.counted(node.id)}
            found[node.id] = _of_group(method.for_group(node.id, node.level), below)
    return found


def range_of(scale: CommonScale | None) -> tuple[float, float] | None:
    """Return the ends of a scale that is a range; None for any other."""
    return (scale[1], scale[2]) if scale is not None and scale[0] == "range" else None


def _of_group(rule: GroupRule, below: set[CommonScale | None]) -> CommonScale | None:
    assert rule.aggregate is not None
    common = below.pop() if len(below) == 1 and rule.aggregate.flags.keeps_scale else None
    return _stated(rule.steps, common)


def _stated(steps: Sequence[AfterStep | Normalisation], start: CommonScale | None) -> CommonScale | None:
    """Return what the last step that changes the scale says of it."""
    scale = start
    for step in steps:
        if isinstance(step, Round):
            continue
        scale = None if isinstance(step, Custom | TransformBase) else step.spread
    return scale
