"""What is known of the data of an index: year, area and source of every value."""

from __future__ import annotations

import pandas as pd

from intlindex.core.pipeline.provenance import last_years, provenance_of, vintages_of
from intlindex.core.scored import ScoredIndex

__all__ = ["DataQuestions"]


class DataQuestions(ScoredIndex):
    """What is known of the data of an index: year, area and source of every value."""

    @property
    def provenance(self) -> pd.DataFrame:
        """Every value with its year, the area it is measured for, who can influence it, its source and its note.

        `first` and `last` are the years that `year` names, if it names any; `spatial_level` is that of the value, or
        else that of its indicator.

        Examples
        --------
        >>> import intlindex as ix
        >>> found = ix.load("ieci-2022").provenance.set_index(["city", "indicator"])
        >>> found.loc[("Beijing", "safety"), ["year", "spatial_level", "lever", "source"]].to_list()
        ['2022', 'country', 'country', 'legatum-prosperity-2023']
        """
        return provenance_of(self.fits)

    @property
    def vintages(self) -> pd.DataFrame:
        """By indicator: first and last year of its values, how many there are, their area, lever and sources.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("ieci-2022").vintages.loc["sister_cities", ["first", "last", "values"]].to_list()
        [2016, 2016, 37]
        """
        return vintages_of(self.fits)

    @property
    def years(self) -> tuple[int, int] | None:
        """Earliest and latest year in which the period of a value ends; None where no value says its year.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("ieci-2022").years
        (2016, 2026)
        """
        return last_years(self.fits)
