"""Loadings and scores of the principal components of the children of a group, as they are and rotated."""

from __future__ import annotations

import numpy as np
import pandas as pd

from intlindex.core.scored import ScoredIndex
from intlindex.errors import RequestError, UnknownNameError, nearest
from intlindex.kernels.weigh.components import Components, principal_directions, varimax
from intlindex.kernels.weigh.shared import is_constant
from intlindex.sentences import say

__all__ = ["component_scores", "loadings"]

FEWEST = 3


def _components(index: ScoredIndex, scores: pd.DataFrame, group: str) -> tuple[pd.DataFrame, Components]:
    """Return the complete rows of the children of a group, and their components."""
    groups = [each.id for each in index.framework.groups]
    if group not in groups:
        raise UnknownNameError(say("unknown-node/group", found=group, hint=nearest(str(group), groups)))
    children = [node.id for node in index.framework.children(group)]
    values = scores[children].dropna()
    if len(children) < 2 or len(values) < FEWEST or is_constant(values.to_numpy()).any():
        raise RequestError(say("not-defined/plot-components", group=group), source=index.framework.id)
    return values, principal_directions(values.to_numpy())


def _factors(found: Components, *, rotated: bool) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return all loadings, or those with an eigenvalue above one, at least one, rotated by varimax."""
    if not rotated:
        return found.loadings
    kept = max(int((found.eigenvalues > 1).sum()), 1)
    return varimax(found.loadings[:, :kept])


def loadings(index: ScoredIndex, scores: pd.DataFrame, group: str, *, rotated: bool) -> pd.DataFrame:
    """Return the loadings of the children of a group; see `Audit.loadings`."""
    values, found = _components(index, scores, group)
    factors = _factors(found, rotated=rotated)
    columns = pd.RangeIndex(1, factors.shape[1] + 1, name="component")
    return pd.DataFrame(factors, index=values.columns.rename("node"), columns=columns)


def component_scores(index: ScoredIndex, scores: pd.DataFrame, group: str, *, rotated: bool) -> pd.DataFrame:
    """Return the standardised scores of the cities on the components; see `Audit.component_scores`."""
    values, found = _components(index, scores, group)
    table = values.to_numpy()
    standard = (table - table.mean(axis=0)) / table.std(axis=0, ddof=1)
    kept = int((found.eigenvalues > 1e-10 * found.eigenvalues[0]).sum())
    own = standard @ found.directions[:, :kept] / np.sqrt(found.eigenvalues[:kept])
    if rotated:
        factors = _factors(found, rotated=True)
        plain = found.loadings[:, : factors.shape[1]]
        own = own[:, : factors.shape[1]] @ np.linalg.lstsq(plain, factors, rcond=None)[0]
    return pd.DataFrame(own, index=values.index, columns=pd.RangeIndex(1, own.shape[1] + 1, name="component"))
