"""Scores without one node after another: only the groups above it are fitted again, where that is enough."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intlindex.core.data.unit_facts import Units, units_of
from intlindex.core.pipeline.fits import Fits
from intlindex.core.pipeline.onward import onward_fits
from intlindex.core.pipeline.preparation_fit import looks_around
from intlindex.core.pipeline.scoring_fit import Fitted, fit_scoring
from intlindex.core.pipeline.suitability_checks import check_method, check_scores, zero_sums
from intlindex.core.pipeline.tree import Tree
from intlindex.errors import RequestError
from intlindex.specs import Framework, Method

__all__ = ["LeavingOut"]

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class LeavingOut:
    """Scores an index without one node after another.

    An indicator whose rules look at no other is prepared as before, and a group none of whose children is gone is
    scored as before. So only the groups above what is left out are fitted again.

    Examples
    --------
    >>> import intlindex as ix
    >>> index = ix.load("example")
    >>> found = LeavingOut.of(index.fits).grid("influence")
    >>> bool((found == index.drop("influence").fits.grid[0]).all())
    True
    """

    fits: Fits
    units: Units
    before: Fitted
    """All nodes, at nominal weights."""
    separate: bool
    """Whether each indicator is screened and prepared without regard to the others."""

    @classmethod
    def of(cls, fits: Fits) -> LeavingOut:
        """Score all nodes, with which the parts are compared."""
        screens = fits.method.units, fits.method.indicators.screen
        screened = any(each.min_availability is not None or each.min_nonzero is not None for each in screens)
        rules = (fits.indicator_rule(name) for name in fits.indicators)
        units = units_of(fits.table, fits.framework, fits.method)
        before = _fitted(fits, fits.framework, fits.method, units)
        return cls(fits, units, before, not screened and not any(map(looks_around, rules)))

    def grid(self, name: str) -> Array | None:
        """Return the scores of the root without a node, on the grid on which they are ranked, NaN for a blank.

        Parameters
        ----------
        name : str
            Id of a node other than the root.

        Returns
        -------
        (cities,) array or None
            The very same as of an index without the node; None where all has to be scored again.

        Raises
        ------
        IntlindexError
            If the rest cannot be scored.
        """
        fits = self.fits
        framework = fits.framework.drop([name])
        at = [fits.indicators.index(node.id) for node in framework.indicators]
        if not self.separate or np.isnan(fits.raw[:, at][fits.screening.units]).all(axis=1).any():
            return None
        method = fits.method.restricted_to(framework)
        check_method(method, framework)
        moved = [name]
        for each in moved:  # grows while it is walked
            parent = fits.framework.node(each).parent
            moved += [] if parent is None else [parent]
        scoring = _fitted(fits, framework, method, self.units, at, before=self.before, moved=moved).scoring
        weights = scoring.weights.copy()
        for at_node, node in enumerate(scoring.tree.ids):
            weights[at_node] = fits.reweighting.get(node, weights[at_node])
        with np.errstate(all="ignore"):
            shares = scoring.tree.shares(weights)
        if np.isnan(shares).any():
            raise RequestError(zero_sums(scoring.tree, weights), source="weights")
        scores = scoring.as_shown(*scoring.score(fits.prepared.normalised[:, at], shares))
        check_scores(scores, scoring, fits.cities, source=framework.id)
        return np.asarray(scoring.compared(scores[:1], method.rank.round)[0])


def _fitted(
    fits: Fits,
    framework: Framework,
    method: Method,
    units: Units,
    indicators: list[int] | slice = slice(None),
    *,
    before: Fitted | None = None,
    moved: Collection[str] = (),
) -> Fitted:
    """Fit the scoring of some indicators, prepared as they are."""
    tree = Tree.of(framework, method)
    normalised, sizes = fits.prepared.normalised[:, indicators], fits.preparation.sizes[indicators]
    given = np.array([node.weight for node in framework.nodes])
    with np.errstate(all="ignore"):
        onward = onward_fits(tree, framework, method)
        return fit_scoring(
            tree,
            normalised,
            given,
            units,
            framework.id,
            sizes=sizes,
            onward=onward,
            before=before,
            moved=moved,
        )
