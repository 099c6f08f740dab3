"""Tables of an index: ranks within groups of cities, and files for other tools.

Each method calls a function of its own module, imported when it is asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from intlindex.core.scored import ScoredIndex
from intlindex.display.documents import as_html, as_latex, as_markdown

if TYPE_CHECKING:
    from intlindex.analyses.comparison.ranks_within import RanksWithin
    from intlindex.api.interchange.export_coinr import CoinrTables

__all__ = ["TableQuestions"]


class TableQuestions(ScoredIndex):
    """Tables of an index: ranks within groups of cities, and files for other tools."""

    def ranks_within(self, by: str) -> RanksWithin:
        """Rank cities among those of their group.

        Parameters
        ----------
        by : str
            A column of the data that is no indicator, such as a size class; or "region" or "country" of known cities.

        Returns
        -------
        RanksWithin
            The ranks at all nodes, group by group.

        Raises
        ------
        UnknownNameError
            If there is no such column.
        RequestError
            If it holds nothing for any city.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("example").ranks_within("region").groups["Asia"]
        6
        """
        from intlindex.analyses.comparison.ranks_within import ranks_within

        return ranks_within(self, by)

    def to_excel(self, path: str | Path) -> None:
        """Write a workbook with one sheet per stage, from the raw values to scores and ranks, all as plain values.

        Its first sheet describes the index and its source, with versions and fingerprint. No cell holds a formula: a
        text that starts like one is stored as text.

        Parameters
        ----------
        path : str or Path
            A file that ends in ``.xlsx``; an existing one is replaced only when the workbook is complete.

        Raises
        ------
        DataError
            If it cannot be written.
        MissingDependencyError
            If openpyxl is not installed: ``pip install "intlindex[excel]"``.

        Examples
        --------
        >>> import tempfile
        >>> from pathlib import Path
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     index.to_excel(Path(folder) / "index.xlsx")
        """
        from intlindex.outputs.workbook import write_excel

        write_excel(self, path)

    def to_parquet(self, path: str | Path) -> tuple[Path, ...]:
        """Write Parquet: a folder with the same tables as `to_excel`, or one long table.

        Parameters
        ----------
        path : str or Path
            A folder, made if it does not exist. Or a file that ends in ``.parquet``: it gets one table with the columns
            `stage, city, node, value`.

        Returns
        -------
        tuple of Path
            The files that were written.

        Raises
        ------
        DataError
            If it cannot be written.
        MissingDependencyError
            If pyarrow is not installed: ``pip install "intlindex[parquet]"``.

        Examples
        --------
        >>> import tempfile
        >>> from pathlib import Path
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     [path.name for path in index.to_parquet(Path(folder) / "index.parquet")]
        ['index.parquet']
        """
        from intlindex.outputs.parquet import write_parquet

        return write_parquet(self, path)

    def to_markdown(
        self, *, caption: str | None = None, top: int | None = None, digits: int | None = None, names: bool = True
    ) -> str:
        """Write the ranking as Markdown, below a line that describes the index.

        Parameters
        ----------
        caption : str, optional
            Text above the table; by default the description of the index, and "" for none.
        top : int, optional
            How many cities; all by default.
        digits : int, optional
            Decimal places; by default as shown.
        names : bool
            Write names of nodes instead of their ids.

        Returns
        -------
        str
            The text; `intlindex.to_markdown` writes any other table.

        Raises
        ------
        RequestError
            If `digits` or `top` is out of range.

        Examples
        --------
        >>> import intlindex as ix
        >>> print(ix.load("example").to_markdown(top=3).splitlines()[2])
        | rank | city     | score | Attractiveness | Influence | Connectivity |
        """
        return as_markdown(self.shown, caption=caption, top=top, digits=digits, names=names)

    def to_latex(
        self,
        *,
        caption: str | None = None,
        label: str = "",
        top: int | None = None,
        digits: int | None = None,
        names: bool = True,
        long: bool = False,
    ) -> str:
        r"""Write the ranking as a LaTeX table whose caption describes the index.

        Parameters
        ----------
        caption, top, digits, names
            As for `to_markdown`.
        label : str
            Label for references to the table.
        long : bool
            Let the table break over pages, by the package longtable.

        Returns
        -------
        str
            The text, for the package booktabs; `intlindex.to_latex` writes any other table.

        Raises
        ------
        RequestError
            If `digits` or `top` is out of range.

        Examples
        --------
        >>> import intlindex as ix
        >>> print(ix.load("example").to_latex(label="tab:ieci").splitlines()[3])
        \label{tab:ieci}
        """
        shown = self.shown
        return as_latex(shown, caption=caption, label=label, top=top, digits=digits, names=names, long=long)

    def to_html(
        self, *, caption: str | None = None, top: int | None = None, digits: int | None = None, names: bool = True
    ) -> str:
        """Write the ranking as a self-contained HTML table that loads nothing.

        Parameters
        ----------
        caption, top, digits, names
            As for `to_markdown`.

        Returns
        -------
        str
            The text, all of it escaped.

        Raises
        ------
        RequestError
            If `digits` or `top` is out of range.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("ieci-2022").to_html(top=3).count("<tr>")
        4
        """
        return as_html(self.shown, caption=caption, top=top, digits=digits, names=names)

    def to_csv(self, path: str | Path | None = None, *, bom: bool = False) -> str:
        """Write the ranking as CSV, to full precision.

        Parameters
        ----------
        path : str or Path, optional
            Where to write; an existing file is replaced only when the text is complete.
        bom : bool
            Start the file with a byte-order mark, without which Excel takes Chinese for other letters.

        Returns
        -------
        str
            The text.

        Raises
        ------
        DataError
            If it cannot be written.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("ieci-2022").to_csv().splitlines()[0]
        'rank,city,score,attractiveness,influence,connectivity'
        """
        from intlindex.outputs.result_files import written_csv

        return written_csv(self.ranking, path, bom=bom)

    def to_coinr(self, folder: str | Path | None = None) -> CoinrTables:
        """Write the tables of the R package COINr: `iData` and `iMeta`.

        They hold data, tree, weights as they are now, directions, units, targets, denominators and goalposts; not the
        method, earlier times, sources, definitions or statuses. `Scale` and `LevelName` are additional columns,
        which COINr ignores and `intlindex.from_coinr` reads.

        Parameters
        ----------
        folder : str or Path, optional
            Where to write ``iData.csv`` and ``iMeta.csv``, with blanks as ``NA``.

        Returns
        -------
        CoinrTables
            The tables as `data` and `meta`.

        Raises
        ------
        RequestError
            If a node is more than one level below its parent, which COINr cannot represent.
        DataError
            If the files cannot be written.

        Examples
        --------
        >>> import intlindex as ix
        >>> data, meta = ix.load("example").to_coinr()
        >>> data.shape, meta["Type"].value_counts().to_dict()
        ((12, 27), {'Indicator': 25, 'Aggregate': 15})
        """
        from intlindex.api.interchange.export_coinr import coinr_tables

        return coinr_tables(self, folder)
