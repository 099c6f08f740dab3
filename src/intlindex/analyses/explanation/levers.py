"""How each raw value of a city changes its score, through the fitted preparation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intlindex.core.data.unit_facts import units_of
from intlindex.core.request_errors import refusal
from intlindex.core.scored import ScoredIndex
from intlindex.errors import Problem, nearest, problem
from intlindex.kernels.normalise.chains import affine_of
from intlindex.kernels.normalise.linear import Affine
from intlindex.specs import Indicator

__all__ = ["Lever", "Levers"]

Array = NDArray[np.float64]

WHOLE = 1e-6
"""Part by which a solver may miss a whole number."""
STRAIGHT = 1e-9
"""Part of the rise by which a segment may bend and still counts as straight."""


@dataclass(frozen=True)
class Lever:
    """One indicator of a city, from its value to the limit of what is realistic."""

    indicator: Indicator
    column: int
    weight: float
    """Score of the whole index for one normalised point."""
    raw: Array
    """Raw values at which the slope may change, from the present one to the limit."""
    points: Array
    """Normalised values there."""
    straight: bool
    """Whether points are linear in raw values between them."""
    stepped: bool
    """Whether only values that some city has are considered, since its scale or normalisation is ordinal."""

    @property
    def counted(self) -> bool:
        """Whether it is changed by a whole number along straight lines."""
        return self.indicator.whole and self.straight and not self.stepped and float(self.raw[0]).is_integer()

    def rounded(self, value: float) -> float:
        """Return a raw value, or where it counts things the next whole number that is no less of a change."""
        if not self.indicator.whole or self.stepped:
            return value
        up = self.raw[-1] > self.raw[0]
        near = float(np.rint(value))
        if abs(value - near) <= WHOLE * max(abs(near), 1.0):
            return near
        return float(min(np.ceil(value), self.raw[-1]) if up else max(np.floor(value), self.raw[-1]))


class Levers:
    """The indicators with which a city can change its score, all that was fitted held."""

    def __init__(self, index: ScoredIndex, city: str) -> None:
        self.index, self.row = index, index.cities.index(city)
        self.city = city
        self.nodes = index.framework.indicators
        self.values = index.table.take(indicators=[node.id for node in self.nodes]).values
        self.units = units_of(
            index.table.take(indicators=[node.id for node in self.nodes]), index.framework, index.method
        )
        self.problems: list[Problem] = []

    def of(self, names: list[str], limits: dict[str, float], *, named: bool) -> list[Lever]:
        """Collect levers.

        Parameters
        ----------
        names : list of str
            Ids of indicators.
        limits : dict of str to float
            How far each may go, in raw units; the best value of any city by default.
        named : bool
            Whether they were asked for by name, so that one that cannot change is an error.

        Raises
        ------
        UnknownNameError
            If there is no such indicator, and nothing else is wrong.
        RequestError
            If the score is not affine in one of them; with every problem.
        """
        found = [self._lever(name, limits, named=named) for name in names]
        if self.problems:
            raise refusal(self.problems, source="improve")
        return [lever for lever in found if lever is not None]

    def _lever(self, name: str, limits: dict[str, float], *, named: bool) -> Lever | None:
        ids = [node.id for node in self.nodes]
        if name not in ids:
            if name in self.index.nodes:
                self.problems.append(problem("unknown-node/improve-group", name))
            else:
                self.problems.append(problem("unknown-node/improve", name, hint=nearest(name, ids)))
            return None
        column = ids.index(name)
        node, present = self.nodes[column], self.values[:, column]
        now = present[self.row]
        if np.isnan(now):
            self._skip(named, problem("no-score/improve-value", name, city=self.city))
            return None
        up = self._rises(column)
        limit = float(limits.get(name, self._best(column)))
        if not node.bounds[0] <= limit <= node.bounds[1]:
            low, high = node.bounds
            self.problems.append(problem("out-of-range/improve-limit", name, low=low, high=high, found=limit))
            return None
        if node.whole:  # the last whole number before the limit
            limit = float(np.floor(limit) if up else np.ceil(limit))
        if (limit - now) * (1 if up else -1) <= 0:
            worse = limit != now and name in limits
            self._skip(named and worse, problem("conflict/improve-limit", name, limit=limit, found=now))
            return None
        if not self._is_affine(name):
            return None
        weight = self._weight(column)
        if weight == 0:
            self._skip(named, problem("conflict/improve-no-weight", name, city=self.city))
            return None
        return self._profile(node, column, weight, float(now), limit)

    def doubled(self, names: list[str]) -> dict[str, float]:
        """Return limits of indicators: twice the present value, or half of it where less is better.

        A value that is worse than the median of the cities may reach the median where that is farther; none goes
        beyond the best of them. What the city has no value of, or does not gain by, has no limit here.
        """
        found = {}
        for column, node in enumerate(self.nodes):
            if node.id not in names:
                continue
            present = self.values[:, column]
            now, up = present[self.row], self._rises(column)
            if np.isnan(now):
                continue
            farther = max if up else min
            nearer = min if up else max
            reach = farther(now, 2 * now if up else now / 2, float(np.nanmedian(present)))
            found[node.id] = float(nearer(reach, self._best(column)))
        return found

    def _rises(self, column: int) -> bool:
        """Return whether higher raw values of an indicator bring the city nearer to rank 1."""
        return (self.nodes[column].direction == "higher") == (self._better(column) > 0)

    def _best(self, column: int) -> float:
        """Return the best value of any city."""
        present = self.values[:, column]
        return float(np.nanmax(present) if self._rises(column) else np.nanmin(present))

    def _skip(self, reported: bool, reason: Problem) -> None:
        if reported:
            self.problems.append(reason)

    def _is_affine(self, name: str) -> bool:
        """Check whether each group from an indicator up to the root is affine in its children."""
        tree, scoring = self.index.scoring.tree, self.index.scoring
        branches = {branch.node: branch for branch in tree.branches}
        node, fine = tree.parents[tree.ids.index(name)], True
        while node >= 0:
            branch, group = branches[node], tree.ids[node]
            maps = affine_of(scoring.steps_to_rank(node))
            bent = maps is None or any(each.floor > -np.inf or each.ceiling < np.inf for each in maps)
            if not branch.aggregate.flags.affine:
                wrong = problem("not-supported/improve-affine", f"groups[{group}]", kind=branch.aggregate.kind)
                self.problems.append(wrong)
            elif bent:
                self.problems.append(problem("not-supported/improve-afterwards", f"groups[{group}]"))
            fine &= branch.aggregate.flags.affine and not bent
            node = tree.parents[node]
        return fine

    def _weight(self, column: int) -> float:
        """Return the score of one more normalised point; it is exact, as the score is affine."""
        normalised = np.stack([self.index.prepared.normalised] * 2)
        normalised[1, self.row, column] += self._better(column)
        before, after = self.scores(normalised)[:, self.row]
        weight = float(after - before)
        return weight if abs(weight) > 1e-12 * max(abs(float(before)), 1.0) else 0.0

    def scores(self, normalised: Array) -> Array:
        """Score normalised values ``(..., cities, indicators)`` at the root."""
        scoring = self.index.scoring
        with np.errstate(all="ignore"):
            return np.asarray(scoring.mask(scoring.run(normalised, np.array(self.index.weights)))[0])

    def points(self, column: int, raw: Array) -> Array:
        """Normalise raw values of one indicator of the city, by what was fitted."""
        rows = np.full(raw.size, self.row)
        values = self.values[rows]
        values[:, column] = raw
        return self.index.preparation.apply(values, self.units.take(rows))[:, column] * self._better(column)

    def _better(self, column: int) -> float:
        """Return 1 where a higher normalised value brings the city nearer to rank 1, -1 where a lower one does."""
        return float(self.index.scoring.tree.orientations_of_leaves[column])

    def value_at(self, lever: Lever, points: float, low: float, high: float) -> float:
        """Return the raw value between two at which prepared values have risen to some points, by bisection."""
        for _ in range(200):
            middle = (low + high) / 2
            if middle in (low, high):
                break
            reached = self.points(lever.column, np.array([middle]))[0] >= points
            low, high = (low, middle) if reached else (middle, high)
        return float(high)

    def changed(self, raw: dict[int, float]) -> Array:
        """Return all normalised values with some raw ones of the city replaced."""
        normalised = self.index.prepared.normalised.copy()
        for column, value in raw.items():
            normalised[self.row, column] = self.points(column, np.array([value]))[0] * self._better(column)
        return normalised

    def _profile(self, node: Indicator, column: int, weight: float, now: float, limit: float) -> Lever | None:
        """Find where the slope of points over raw values may change, and whether it is straight in between."""
        low, high = min(now, limit), max(now, limit)
        rule = self.index.method.for_indicator(node.id)
        stepped = node.scale == "ordinal" or getattr(rule.normalise, "needs", "") == "order"
        others = list(self.values[:, column])
        if not stepped:
            edges = (getattr(rule.transform, "floor", None), getattr(rule.transform, "cap", None))
            others += [*(node.goalposts or ()), *self._corners(column), *(edge for edge in edges if edge is not None)]
        raw = np.unique([now, limit, *(each for each in others if low < each < high)])
        raw = raw if limit > now else raw[::-1]
        inside = raw[:-1, None] + np.diff(raw)[:, None] * np.array([0.0, 0.3, 0.5, 0.7, 1.0])
        points = self.points(column, inside.ravel()).reshape(inside.shape)
        rise = points[:, -1] - points[:, 0]
        size = max(float(np.abs(points).max()), 1.0)
        line = points[:, :1] + rise[:, None] * np.array([0.0, 0.3, 0.5, 0.7, 1.0])
        straight = bool(np.abs(points - line).max() <= STRAIGHT * size)
        if not np.isfinite(points).all() or (np.diff(points, axis=1) < -STRAIGHT * size).any():
            self.problems.append(problem("not-supported/improve-rise", node.id, now=now, limit=limit))
            return None
        reached = np.append(points[:, 0], points[-1, -1])
        bends = np.ones(raw.size, dtype=bool)
        if straight and not stepped:  # segments of one slope are one
            slopes = rise / np.abs(np.diff(raw))
            bends[1:-1] = np.abs(np.diff(slopes)) > STRAIGHT * np.abs(slopes).max()
        return Lever(node, column, weight, raw[bends], reached[bends], straight, stepped)

    def _corners(self, column: int) -> list[float]:
        """Return limits in raw units that a clipping normalisation sets, where transform and treatment are straight."""
        found = []
        sign = self.index.preparation.signs[column]
        for columns, fit in self.index.preparation.normalisations:
            if column in columns and isinstance(fit, Affine):
                at = columns.index(column)
                edges = np.array([each for each in (fit.floor, fit.ceiling) if np.isfinite(each)])
                found += list(((edges - fit.base[at]) / fit.scale[at] + fit.origin[at]) * sign)
        return [float(each) for each in found]
