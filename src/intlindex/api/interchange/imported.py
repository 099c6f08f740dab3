"""An index read from a file of another tool: framework, data, method, and what had to be assumed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from intlindex.api.index import Index
from intlindex.core.data.reading import read_table
from intlindex.core.data.shipped_files import resolve_method
from intlindex.display.findings import findings_frame
from intlindex.findings import Finding
from intlindex.specs import City, Framework, Method

__all__ = ["Imported", "mean_of_known_values"]


@dataclass(frozen=True, eq=False, repr=False)
class Imported:
    """An index as a file of another tool describes it, ready to be scored.

    Made by `intlindex.from_coinr` and `intlindex.from_coin_tool`. `framework` and `method` are values like any other:
    change them with `replace`, write them with `to_toml`.

    Examples
    --------
    >>> import intlindex as ix
    >>> coin = ix.from_coinr(*ix.load("example").to_coinr())
    >>> coin
    Imported from iData: International Exchange Centers Index
    12 units, 25 indicators in 15 groups; .framework, .data, .method; .score() scores it
    >>> coin.score().ranking.loc[0, "city"]
    'London'
    """

    framework: Framework
    """What is measured."""
    method: Method
    """How it is combined: the default method of the other tool, unless the file states another."""
    source: str
    """The file or table that it was read from."""
    cities: tuple[City, ...]
    """The units, with their codes as further names."""
    _data: pd.DataFrame
    _findings: tuple[Finding, ...] = ()

    @property
    def findings(self) -> pd.DataFrame:
        """What had to be assumed or changed: code, severity, node, message."""
        return findings_frame(self._findings)

    @property
    def data(self) -> pd.DataFrame:
        """Wide data as `intlindex.score` reads it: a column `city`, one column per indicator, and all others."""
        return self._data.copy()

    def score(self, method: Method | str | Path | None = None, *, time: object = None) -> Index:
        """Score the index; units answer to their names and to their codes.

        Parameters
        ----------
        method : Method, str or Path, optional
            How it is combined, by default `method`.
        time : object, optional
            Which time to score, where the data has several.

        Returns
        -------
        Index
            The scored index; what had to be assumed is among its findings.

        Raises
        ------
        RequestError
            If there is no such time or method.
        DefinitionError, DataError
            If the method does not suit the framework or the data.
        """
        table, found = read_table(self._data, self.framework, registry=self.cities, time=time)
        rules, changed = resolve_method(self.method if method is None else method, self.framework)
        # The file itself declares which columns are no indicators; that was checked when it was read.
        noticed = tuple(each for each in found if each.code != "unused-column")
        return Index.of(table, self.framework, rules, findings=(*self._findings, *noticed, *changed))

    def __repr__(self) -> str:
        framework = self.framework
        counts = f"{len(framework.indicators)} indicators in {len(framework.groups)} groups"
        return (
            f"Imported from {self.source}: {framework.name}\n"
            f"{len(self.cities)} units, {counts}; .framework, .data, .method; .score() scores it"
        )


def mean_of_known_values() -> Method:
    """Return the default method of both tools: min-max to 0..100, means that omit blanks.

    Examples
    --------
    >>> mean_of_known_values().groups.blanks
    'rescale'
    """
    return Method(
        name="Min-max and arithmetic means of known values",
        description="Min-max to 0..100; weighted arithmetic means that omit blanks and rescale the weights.",
        groups={"aggregate": {"kind": "arithmetic"}, "blanks": "rescale", "min_coverage": 0},  # type: ignore[arg-type]
    )
