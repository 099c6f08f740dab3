"""The data of a case with errors of measurement: prepared again in every draw, one indicator at a time.

An indicator that no error varies is prepared once; of the others, each batch of draws stays in the cache until it is
commensurate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from intlindex.analyses.uncertainty.case import Case
from intlindex.analyses.uncertainty.factors import Factor, NoiseFactor
from intlindex.core.pipeline.preparation import Columns
from intlindex.core.pipeline.preparation_fit import Variants

__all__ = ["NoisyData"]

Array = NDArray[np.float64]


@dataclass(frozen=True)
class NoisyData:
    """What varies in the raw values of a case."""

    case: Case
    factors: tuple[Factor, ...]

    def leaves(self, values: Sequence[NDArray[np.generic]], count: int) -> tuple[Array, ...]:
        """Prepare raw values with errors, each draw separately.

        Parameters
        ----------
        values : sequence of arrays
            What each factor is in each draw, ``(..., count)``.
        count : int
            How many draws.

        Returns
        -------
        tuple of (count, cities) arrays
            Commensurate indicators; an indicator that no error varies is one row of memory.
        """
        found: dict[int, Array] = {}
        for part, columns in enumerate(self._variants.parts):
            varied = [at for at in columns if at in self._errors or at in self._imputed]
            if not varied:
                same = self._unvaried[part]
                found.update({at: np.broadcast_to(each, (count, each.size)) for at, each in same.items()})
                continue
            raw = np.empty((len(columns), self.case.raw.shape[0], count))
            for column, room in zip(columns, raw, strict=True):
                self._add_errors(column, values, room)
            found.update(self._prepared(part, raw, self._errors_of_imputed(columns, values, count)))
        return tuple(found[at] for at in range(len(found)))

    def _add_errors(self, column: int, values: Sequence[NDArray[np.generic]], room: Array) -> None:
        """Put raw values with errors ``(cities, draws)`` into an array, within the bounds of the indicator."""
        start = self.case.raw[:, column, None]
        places = self._errors.get(column, ())
        if not places:
            room[:] = start
        for place, at in places:
            np.add(start, values[place][at], out=room)
            bounds = self.case.framework.indicators[column].bounds
            if bounds is not None:
                np.clip(room, *bounds, out=room)
            start = room

    def _errors_of_imputed(self, columns: Columns, values: Sequence[NDArray[np.generic]], count: int) -> Array | None:
        """Add up the errors of imputed values of some indicators, ``(columns, cities, draws)``, if any has errors."""
        if not any(column in self._imputed for column in columns):
            return None
        errors = np.zeros((len(columns), self.case.raw.shape[0], count))
        for at, column in enumerate(columns):
            for place, own in self._imputed.get(column, ()):
                errors[at] += values[place][own]
        return errors

    def _prepared(self, part: int, raw: Array, errors: Array | None) -> dict[int, Array]:
        """Prepare raw values ``(columns, cities, ...)`` of one part; return each of them, ``(..., cities)``."""
        rows = self.case.rows
        if rows.size == self.case.raw.shape[0]:
            normalised = self._variants.prepare(part, raw.T, errors=None if errors is None else errors.T)
        else:  # cities that are screened out enter no fit, and have no score
            normalised = np.full(raw.shape, np.nan).T
            kept = None if errors is None else errors[:, rows].T
            normalised[..., rows, :] = self._variants.prepare(part, raw[:, rows].T, errors=kept)
        found = {}
        for at, column in enumerate(self._variants.parts[part]):
            values, blank = normalised[..., at], self._blank[column]
            found[column] = values if blank is None else np.where(blank, np.nan, values)
        return found

    @cached_property
    def _variants(self) -> Variants:
        case = self.case
        units = case.units if case.rows.size == case.raw.shape[0] else case.units.take(case.rows)
        return Variants.of(units, case.framework, case.method)

    @cached_property
    def _unvaried(self) -> dict[int, dict[int, Array]]:
        """What each part is where no error varies it."""
        found = {}
        for part, columns in enumerate(self._variants.parts):
            if not any(at in self._errors or at in self._imputed for at in columns):
                found[part] = self._prepared(part, np.ascontiguousarray(self.case.raw.T[list(columns)]), None)
        return found

    @cached_property
    def _blank(self) -> tuple[NDArray[np.bool_] | None, ...]:
        """Which cities have no value of each indicator; None where all have one."""
        blank = map(np.isnan, self.case.leaves)
        return tuple(each if each.any() else None for each in blank)

    @cached_property
    def _errors(self) -> dict[int, tuple[tuple[int, int], ...]]:
        """Which factors are errors of the values of each indicator, and its place among those that share them."""
        return self._places(imputed=False)

    @cached_property
    def _imputed(self) -> dict[int, tuple[tuple[int, int], ...]]:
        """Which factors are errors of its imputed values, and its place among those that share them."""
        return self._places(imputed=True)

    def _places(self, *, imputed: bool) -> dict[int, tuple[tuple[int, int], ...]]:
        found: dict[int, tuple[tuple[int, int], ...]] = {}
        for place, factor in enumerate(self.factors):
            if isinstance(factor, NoiseFactor) and factor.imputed == imputed:
                for at, indicator in enumerate(factor.indicators):
                    found[indicator] = (*found.get(indicator, ()), (place, at))
        return found
