"""What a result has to show: sentences and one table, whatever it is shown on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

__all__ = ["Shown", "flat"]


@dataclass(frozen=True)
class Shown:
    """How a result shows itself at a prompt, in a notebook and at the command line."""

    title: str
    """What was asked, of which index."""
    lines: tuple[str, ...] = ()
    """What came out, as sentences."""
    table: pd.DataFrame = field(default_factory=pd.DataFrame)
    """The figures; its index is not shown."""
    keys: int = 1
    """How many of its columns name the row."""
    digits: int = 1
    """Digits after the point."""
    bars: tuple[str, ...] = ()
    """Columns whose numbers get a bar in a notebook."""
    rows: int | None = None
    """How many rows are shown at a prompt; all by default, and all are written to documents."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Names of nodes by id, for what is published."""

    def published(self, *, top: int | None = None, names: bool = True) -> Shown:
        """Return what goes into a document: the first rows, with names instead of ids.

        Parameters
        ----------
        top : int, optional
            How many rows; all by default.
        names : bool
            Write names of nodes instead of their ids, in cells and headers.

        Returns
        -------
        Shown
            The same with another table.

        Examples
        --------
        >>> table = pd.DataFrame({"node": ["gdp", "  pm25 *"], "city": ["Rome", "Oslo"]})
        >>> Shown("", table=table, labels={"gdp": "Output", "pm25": "Fine dust"}).published().table["node"].to_list()
        ['Output', '  Fine dust *']
        """
        table = self.table if top is None else self.table.head(top)
        if not names or not self.labels:
            return replace(self, table=table)
        named = {at: table.iloc[:, at].map(self._named) for at in range(table.shape[1]) if _is_text(table.iloc[:, at])}
        columns = [named.get(at, table.iloc[:, at]) for at in range(table.shape[1])]
        headers = [self._named(name) for name in table.columns]
        written = pd.concat(columns, axis=1).set_axis(headers, axis=1) if columns else table
        return replace(self, table=written, bars=tuple(map(self._named, self.bars)))

    def _named(self, cell: Any) -> Any:
        """Return the name of a node for its id, indented and marked as the id was."""
        if not isinstance(cell, str):
            return cell
        word = cell.strip().removesuffix(" *")
        return cell.replace(word, self.labels[word], 1) if word in self.labels else cell


def flat(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose named index, such as that of the cities, is its first columns.

    Examples
    --------
    >>> flat(pd.DataFrame({"rank": [1]}, index=pd.Index(["Rome"], name="city"))).columns.to_list()
    ['city', 'rank']
    """
    named = any(name is not None for name in frame.index.names)
    columns = frame.rename_axis(columns=None).reset_index() if named else frame
    return columns.set_axis([str(name) for name in columns.columns], axis=1)


def _is_text(column: pd.Series[Any]) -> bool:
    return bool(column.dtype == object or pd.api.types.is_string_dtype(column))
