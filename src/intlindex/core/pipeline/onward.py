"""What the score of a group goes through on the way to its parent, and that of the root on the way to its ranks."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from intlindex.core.pipeline.common_scales import common_scales, range_of
from intlindex.core.pipeline.tree import Tree
from intlindex.errors import DefinitionError, problem
from intlindex.kernels.normalise.chains import chained
from intlindex.kernels.normalise.linear import Affine, Fit
from intlindex.kernels.rounding import Rounded
from intlindex.specs import Framework, Method

__all__ = ["onward_fits"]


def onward_fits(tree: Tree, framework: Framework, method: Method) -> Mapping[str, Fit]:
    """Return the mirror of each group that is better when lower, and what the root's score is ranked by.

    A group of ``direction = "lower"`` gives its parent ``low + high - score``, with the range that the last of its
    steps states. The root's score is rounded where ranks are of rounded scores, and turned where rank 1 is the lowest.

    Raises
    ------
    DefinitionError
        If no step states the range of such a group; with every such group.
    """
    found: dict[str, Fit] = {}
    problems = []
    scales = None
    for group in framework.groups:
        if group.parent is None or group.direction == "higher" or not group.counts:
            continue
        scales = common_scales(framework, method) if scales is None else scales
        ends = range_of(scales[group.id])
        if ends is None:
            problems.append(problem("required/range-to-mirror", f"groups[{group.id}].direction", group=group.id))
        else:
            found[group.id] = _mirror(sum(ends))
    if problems:
        raise DefinitionError(problems, source=framework.id)
    rounded = None if method.rank.round is None else Rounded(method.rank.round)
    root = chained(rounded, _mirror(0.0) if tree.turns[0] < 0 else None)
    return found if root is None else {**found, tree.ids[0]: root}


def _mirror(total: float) -> Affine:
    return Affine(np.zeros(1), np.full(1, -1.0), np.full(1, total))
