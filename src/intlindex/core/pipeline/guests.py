"""Further cities beside those that everything was fitted to: an index of both, in which nothing is fitted again."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intlindex.core.data.joined_table import joined_table, places_of_both
from intlindex.core.data.table import Table, read_only
from intlindex.core.pipeline.fits import Fits
from intlindex.core.pipeline.preparation import Stages
from intlindex.core.pipeline.scoring import Scoring

__all__ = ["Guests"]


@dataclass(frozen=True, eq=False)
class Guests:
    """Cities that are prepared and scored by what was fitted to others."""

    table: Table
    """Their values of all indicators of the definition, labels and denominators."""
    prepared: Stages
    """Their values of the scored indicators after each step."""
    kept: NDArray[np.bool_]
    """Which of them pass the screening."""
    scoring: Scoring
    """What scores them, and no others."""

    @property
    def cities(self) -> tuple[str, ...]:
        """Their display names."""
        return self.table.cities

    def take(self, *cities: str) -> Guests:
        """Return some of them, by display name."""
        rows = [self.cities.index(city) for city in cities]
        stages = {stage.name: getattr(self.prepared, stage.name)[rows] for stage in fields(Stages)}
        scoring = replace(
            self.scoring,
            fills=tuple(read_only(each[..., rows]) for each in self.scoring.fills),
            blank=read_only(self.scoring.blank[:, rows]),
        )
        return Guests(self.table.take(cities=cities), Stages(**stages), self.kept[rows], scoring)

    def beside(self, fits: Fits) -> Fits:
        """Return the fits of other cities with these among the cities; one that is both takes its own place."""
        places = places_of_both(fits.cities, self.cities)

        def both(own: NDArray[Any], more: NDArray[Any], axis: int = 0) -> NDArray[Any]:
            return read_only(np.concatenate([own, more], axis=axis).take(places, axis=axis))

        stages = {
            stage.name: both(getattr(fits.prepared, stage.name), getattr(self.prepared, stage.name))
            for stage in fields(Stages)
        }
        scoring = replace(
            fits.scoring,
            fills=tuple(both(*each, axis=-1) for each in zip(fits.scoring.fills, self.scoring.fills, strict=True)),
            blank=both(fits.scoring.blank, self.scoring.blank, axis=-1),
        )
        return replace(
            fits,
            table=joined_table(fits.table, self.table),
            screening=replace(fits.screening, units=both(fits.screening.units, self.kept)),
            prepared=Stages(**stages),
            scoring=scoring,
        )
