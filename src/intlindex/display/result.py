"""What all results of analyses share: a table, findings, and how they show themselves and are written."""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeAlias

import pandas as pd

from intlindex.display import html, text
from intlindex.display.documents import as_html, as_latex, as_markdown
from intlindex.display.findings import findings_frame
from intlindex.display.layout import check_caption
from intlindex.display.records.base import Record
from intlindex.display.shown import Shown, flat
from intlindex.display.unit_names import outward_members
from intlindex.errors import RequestError, nearest, problem
from intlindex.registry import output_of
from intlindex.sentences.nouns import spoken
from intlindex.sentences.voices import voice_spoken

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Result", "Shown"]

FigureSize: TypeAlias = tuple[float, float] | Literal["page", "column"] | None
NOT_ASKED = {"found", "about", "ax", "figsize", "title"}
"""Parameters that all figures have."""

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    RecordOf_co = TypeVar("RecordOf_co", bound=Record, default=Record, covariant=True)
else:  # defaults of type variables are for type checkers, which have them everywhere
    from typing import TypeVar

    RecordOf_co = TypeVar("RecordOf_co", covariant=True)


class Result(ABC, Generic[RecordOf_co]):
    """Base of all results of analyses.

    Subclasses are frozen dataclasses. Tables are returned as copies, so that no result is changed in place. What
    takes no argument is a property. Results are compared by identity, since tables have no one truth.

    Examples
    --------
    >>> import intlindex as ix
    >>> bounds = ix.load("ieci-2022").rank_bounds()
    >>> bounds.table.columns.to_list(), bounds.findings.columns.to_list()
    (['best', 'rank', 'worst'], ['code', 'severity', 'node', 'message'])
    """

    def __init_subclass__(cls) -> None:
        """Let the public name of a result not depend on the file that defines it."""
        super().__init_subclass__()
        cls.__module__ = "intlindex.results"
        outward_members(cls, inherited=False)

    def __new__(cls, *_: Any, **__: Any) -> Self:
        """Note what is ranked and the language, for all that is asked of it later."""
        made = super().__new__(cls)
        if (noun := spoken()) is not None:
            object.__setattr__(made, "_noun", noun)
        if (voice := voice_spoken()) is not None:
            object.__setattr__(made, "_voice", voice)
        return made

    @property
    @abstractmethod
    def table(self) -> pd.DataFrame:
        """The main table, with all rows."""

    @property
    def findings(self) -> pd.DataFrame:
        """What is worth knowing about the result: code, severity, node, message."""
        return findings_frame(getattr(self, "_findings", ()))  # most analyses have none

    @property
    @abstractmethod
    def shown(self) -> Shown:
        """What there is to say, and the table to show."""

    def __repr__(self) -> str:
        return text.describe_result(self.shown)

    def _repr_html_(self) -> str:
        return html.describe_result(self.shown)

    def record(self) -> RecordOf_co:
        """Return the result as plain data: a typed record whose JSON Schema is published.

        The command line prints the same as JSON.

        Returns
        -------
        Record
            The record.

        Examples
        --------
        >>> import intlindex as ix
        >>> record = ix.load("ieci-2022").rank_bounds().record()
        >>> record.format, record.bounds[0].city
        ('intlindex/bounds/1', 'London')
        """
        found: RecordOf_co = self._written("record")
        return found

    # ---------------------------------------------------------------- for documents

    def to_markdown(
        self, *, caption: str | None = None, top: int | None = None, digits: int | None = None, names: bool = True
    ) -> str:
        """Write the table that is shown as Markdown, below its caption.

        Parameters
        ----------
        caption : str, optional
            What the table is called; by default the title of the result, and "" for none.
        top : int, optional
            How many rows; all by default.
        digits : int, optional
            Digits after the point; by default as shown.
        names : bool
            Write names of nodes instead of their ids.

        Returns
        -------
        str
            The text.

        Examples
        --------
        >>> import intlindex as ix
        >>> print(ix.load("ieci-2022").rank_bounds().to_markdown(caption="", top=1), end="")
        | city   | best | rank | worst |
        | :----- | ---: | ---: | ----: |
        | London |    1 |    1 |     1 |
        """
        check_caption(caption=caption, names=names)
        return as_markdown(self._published, caption=caption, top=top, digits=digits, names=names)

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
        r"""Write the table that is shown as LaTeX, with the rules of the package booktabs.

        Parameters
        ----------
        caption : str, optional
            What the table is called; by default the title of the result, and "" for none.
        label : str
            By what the table is referred to.
        top, digits, names
            As for `to_markdown`.
        long : bool
            Let the table break over pages, by the package longtable.

        Returns
        -------
        str
            The text.

        Examples
        --------
        >>> import intlindex as ix
        >>> print(ix.load("ieci-2022").rank_bounds().to_latex(label="tab:bounds", top=1).splitlines()[3])
        \label{tab:bounds}
        """
        check_caption(caption=caption, label=label, names=names, long=long)
        shown = self._published
        return as_latex(shown, caption=caption, label=label, top=top, digits=digits, names=names, long=long)

    def to_html(
        self, *, caption: str | None = None, top: int | None = None, digits: int | None = None, names: bool = True
    ) -> str:
        """Write the table that is shown as self-contained HTML.

        Parameters
        ----------
        caption, top, digits, names
            As for `to_markdown`.

        Returns
        -------
        str
            The text, all of it escaped.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("ieci-2022").rank_bounds().to_html(top=1).count("<tr>")
        2
        """
        check_caption(caption=caption, names=names)
        return as_html(self._published, caption=caption, top=top, digits=digits, names=names)

    def to_csv(self, path: str | Path | None = None, *, bom: bool = False) -> str:
        """Write the main table as CSV, to full precision.

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

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("ieci-2022").rank_bounds().to_csv().splitlines()[:2]
        ['city,best,rank,worst', 'London,1,1,1']
        """
        return str(self._written("to_csv", path, bom))

    def to_excel(self, path: str | Path) -> None:
        """Write a workbook: the outcome in words, the main table, both with names instead of ids, and the findings.

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
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     ix.load("ieci-2022").rank_bounds().to_excel(Path(folder) / "bounds.xlsx")
        """
        self._written("to_excel", path)

    def plot(
        self, *, ax: Axes | None = None, figsize: FigureSize = None, title: str | None = None, **options: Any
    ) -> Axes:
        """Draw the result.

        Parameters
        ----------
        ax : Axes, optional
            The axes to draw on; by default those of a new figure.
        figsize : tuple of float, "page" or "column", optional
            Width and height of the new figure in inches; or a name, "page" by default: the width of a page, or of a
            column of a journal, with the height that is needed.
        title : str, optional
            Text instead of the finding; "" for no title and subtitle.
        **options
            Those of the figure; the reference of results lists them.

        Returns
        -------
        Axes
            The axes of matplotlib.

        Raises
        ------
        RequestError
            If there is no such option, or there is nothing to draw.
        MissingDependencyError
            If matplotlib is not installed: ``pip install "intlindex[plot]"``.

        Examples
        --------
        >>> import intlindex as ix
        >>> ax = ix.load("example").rank_bounds().plot()
        >>> ax.get_xlabel()
        'rank'
        """
        drawn = output_of(type(self), "plot")
        allowed = [name for name in inspect.signature(drawn).parameters if name not in NOT_ASKED]
        unknown = [
            problem("unknown-name/plot-option", name, found=name, hint=nearest(name, allowed))
            for name in options
            if name not in allowed
        ]
        if unknown:
            raise RequestError(unknown, source="plot")
        axes: Axes = drawn(self, ax=ax, figsize=figsize, title=title, **options)
        return axes

    @property
    def _published(self) -> Shown:
        """What goes into a document: the main table where nothing but sentences is shown."""
        shown = self.shown
        return shown if len(shown.table.columns) else replace(shown, table=flat(self.table))

    def _written(self, how: str, *given: Any) -> Any:
        """Call the writer in the layer above, found by name."""
        return output_of(type(self), how)(self, *given)


outward_members(Result, inherited=False)
