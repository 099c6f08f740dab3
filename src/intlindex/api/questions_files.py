"""The file of an index: all that is needed to reproduce it, as JSON."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any, Literal, Self

from intlindex.core.scored import ScoredIndex
from intlindex.outputs.index_file import index_from_text, read_index, write_index

__all__ = ["FileQuestions"]


class FileQuestions(ScoredIndex):
    """The file of an index: all that is needed to reproduce it, as JSON."""

    def to_json(self, path: str | Path | None = None) -> str:
        """Write all that is needed to reproduce the index, and its results.

        Parameters
        ----------
        path : str or Path, optional
            Where to write; an existing file is replaced only when the text is complete.

        Returns
        -------
        str
            The text.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> ix.Index.from_json_text(index.to_json()) == index
        True
        """
        return write_index(self, path)

    def to_folder(self, path: str | Path) -> tuple[Path, ...]:
        """Write the index as files to edit: ``framework.toml``, ``method.toml``, ``values.csv``, ``README.md``.

        `intlindex.score` on the three files gives the same scores. Weights that were changed are written into the
        framework. Values are written with their sources, one per row, if they have any; earlier times are not written.

        Parameters
        ----------
        path : str or Path
            A folder, made if it does not exist; files of these names are replaced.

        Returns
        -------
        tuple of Path
            The files that were written.

        Raises
        ------
        RequestError
            If the files would not give the same scores: where an indicator is imputed from earlier times, or blanks
            were filled before weights were changed. `to_json` writes any index.
        DataError
            If they cannot be written.

        Examples
        --------
        >>> import tempfile
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     framework, method, values, readme = index.to_folder(folder)
        ...     ix.score(values, framework, method).ranking.equals(index.ranking)
        True
        """
        from intlindex.outputs.index_folder import write_folder

        return write_folder(self, path)

    def explorer(
        self,
        path: str | Path | None = None,
        *,
        place: str | Collection[str] = (),
        ranges: bool = True,
        lang: Literal["en", "zh"] | None = None,
    ) -> str:
        """Write a page in which anyone can re-weight the index, and see which cities move and why.

        The page is one file that loads nothing: it opens from disk and holds all values with their sources. Under any
        weights that it allows, its scores and ranks are those of `reweight`. `intlindex.explorer` writes one
        for several indices.

        Parameters
        ----------
        path : str or Path, optional
            Where to write; an existing file is replaced only when the page is complete.
        place : str or collection of str
            Cities with shipped values, which can be shown among those of the index.
        ranges : bool
            Compute the exact ranges of ranks for weights within a quarter of those given.
        lang : {"en", "zh"}, optional
            Language in which the page opens; it can be switched in the page. By default that of the index.

        Returns
        -------
        str
            The page.

        Raises
        ------
        RequestError
            If an argument is not of its kind.
        UnknownNameError
            If a city to place has no shipped values.
        DataError
            If the page cannot be written.

        Examples
        --------
        >>> import intlindex as ix
        >>> page = ix.load("example").explorer(place="Hangzhou", ranges=False)
        >>> len(page) < 1_000_000
        True
        """
        from intlindex.outputs.explorer.several import explorer

        return explorer(self, path, place=place, ranges=ranges, lang=lang)

    def explore(
        self,
        *,
        place: str | Collection[str] = (),
        ranges: bool = True,
        lang: Literal["en", "zh"] | None = None,
    ) -> Any:
        """Show the explorer in a notebook, as a widget whose weights and city go both ways.

        `widget.weights` (by node id) and `widget.city` follow what is done in the page and can be set; `widget.index`
        is the index under the present weights.

        Parameters
        ----------
        place, ranges, lang
            As for `explorer`.

        Returns
        -------
        AnyWidget
            The widget.

        Raises
        ------
        MissingDependencyError
            If anywidget is not installed: ``pip install "intlindex[widget]"``.
        RequestError
            If an argument is not of its kind.
        UnknownNameError
            If a city to place has no shipped values.

        Examples
        --------
        >>> import intlindex as ix
        >>> widget = ix.load("example").explore(ranges=False)
        >>> widget.weights = {"connectivity": 2}
        >>> widget.index == ix.load("example").reweight(connectivity=2)
        True
        """
        from intlindex.outputs.explorer.widget import explorer_widget

        return explorer_widget(self, place=place, ranges=ranges, lang=lang)

    @classmethod
    def from_json(cls, path: str | Path) -> Self:
        """Read an index from a file written by `to_json`, score it again and check that the results agree.

        Parameters
        ----------
        path : str or Path
            The file.

        Returns
        -------
        Index
            The index.

        Raises
        ------
        DefinitionError, DataError
            If it is not such a file, or the recorded results are not those of its content.

        Examples
        --------
        >>> import tempfile
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     text = index.to_json(Path(folder) / "index.json")
        ...     ix.Index.from_json(Path(folder) / "index.json").ranking.equals(index.ranking)
        True
        """
        return read_index(cls, path)

    @classmethod
    def from_json_text(cls, text: str) -> Self:
        """Read an index from the text that `to_json` returns; as `from_json`, but no file is ever opened.

        Parameters
        ----------
        text : str
            The text.

        Returns
        -------
        Index
            The index.

        Raises
        ------
        DefinitionError, DataError
            If it is not such a text, or the recorded results are not those of its content.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> ix.Index.from_json_text(index.to_json()).ranking.equals(index.ranking)
        True
        """
        return index_from_text(cls, text)
