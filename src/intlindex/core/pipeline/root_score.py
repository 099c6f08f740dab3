"""Whether the root has a score, without which there is nothing to rank."""

from __future__ import annotations

from intlindex.core.pipeline.fits import Fits
from intlindex.errors import RequestError, problem
from intlindex.specs.aggregation import NoAggregation

__all__ = ["require_score"]


def require_score(fits: Fits) -> None:
    """Check that the method gives the root a score.

    Parameters
    ----------
    fits : Fits
        What was fitted.

    Raises
    ------
    RequestError
        If the root is only shown; with the groups that can be ranked as parts.
    """
    root = fits.scoring.tree.branches[-1]
    if not isinstance(root.aggregate, NoAggregation):
        return
    groups = [group.id for group in fits.framework.groups]
    scored = tuple(name for name in groups if not isinstance(fits.group_rule(name).aggregate, NoAggregation))
    raise RequestError([problem("no-score/not-aggregated", fits.nodes[0], allowed=scored)], source=fits.framework.id)
