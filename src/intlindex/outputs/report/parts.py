"""What the sections of a report on a city have in common."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from intlindex.core.description import node_names, score_digits
from intlindex.core.scored import ScoredIndex
from intlindex.display.shown import Shown
from intlindex.errors import DataError, RequestError
from intlindex.sentences import Sentence, say

__all__ = ["is_ranked", "reasons", "shown"]


def is_ranked(among: ScoredIndex, city: str) -> bool:
    """Return whether a city has a rank."""
    return bool(np.isfinite(among.fits.ranks[0, among.cities.index(city)]))


def shown(index: ScoredIndex, title: Sentence, lines: Sequence[str], table: pd.DataFrame | None = None) -> Shown:
    """Return what a section shows, with the names of the nodes and the digits of the scores."""
    return Shown(
        title,
        tuple(lines),
        pd.DataFrame() if table is None else table,
        digits=score_digits(index.fits),
        labels=node_names(index.framework),
    )


def reasons(error: RequestError | DataError) -> list[Sentence]:
    """Report why a question cannot be answered."""
    return [say("report/cannot", reason=each.message) for each in error.problems]
