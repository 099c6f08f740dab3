"""What is known of the data of an index: year, area and source of every value.

Each property is a door to a function of its own module, imported when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import pandas as pd

    from intlindex.index.index import Index

__all__ = ["DataQuestions"]


class DataQuestions:
    """What is known of the data of an index: year, area and source of every value."""

    @property
    def provenance(self) -> pd.DataFrame:
        """Every value with its year, the area it is measured for, who can move it, its source and its note.

        `first` and `last` are the years that `year` names, if it names any; `spatial_level` is that of the value, or
        else that of its indicator.

        Examples
        --------
        >>> import intlindex as ix
        >>> found = ix.load("ieci-2022").provenance.set_index(["city", "indicator"])
        >>> found.loc[("Beijing", "safety"), ["year", "spatial_level", "lever", "source"]].to_list()
        ['2022', 'country', 'country', 'legatum-prosperity-2023']
        """
        from intlindex.index.provenance import provenance_of

        return provenance_of(cast("Index", self))

    @property
    def vintages(self) -> pd.DataFrame:
        """By indicator: first and last year of its values, how many there are, their area, lever and sources.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("ieci-2022").vintages.loc["sister_cities", ["first", "last", "values"]].to_list()
        [2016, 2016, 37]
        """
        from intlindex.index.provenance import vintages_of

        return vintages_of(cast("Index", self))

    @property
    def years(self) -> tuple[int, int] | None:
        """Earliest and latest year in which the period of a value ends; None where no value says its year.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("ieci-2022").years
        (2016, 2026)
        """
        from intlindex.index.provenance import last_years

        return last_years(cast("Index", self))
