"""The public index: a scored value with all its analyses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from intlindex.analyses.comparison.agreement import Agreement, agreement_of
from intlindex.api.questions_audit import AuditQuestions
from intlindex.api.questions_data import DataQuestions
from intlindex.api.questions_explanation import ExplanationQuestions
from intlindex.api.questions_robustness import RobustnessQuestions
from intlindex.api.questions_searches import SearchQuestions
from intlindex.api.questions_tables import TableQuestions
from intlindex.api.questions_uncertainty import UncertaintyQuestions
from intlindex.outputs.index_file import index_from_text, read_index, write_index

__all__ = ["Index"]


@dataclass(frozen=True, eq=False, repr=False)
class Index(
    UncertaintyQuestions,
    RobustnessQuestions,
    SearchQuestions,
    ExplanationQuestions,
    AuditQuestions,
    TableQuestions,
    DataQuestions,
):
    """A scored index: its data, what was fitted to it, scores and ranks, and the analyses of them.

    Made by `intlindex.load` and `intlindex.score`; every change returns a new index. All tables are indexed by
    the display names of cities and have node ids as columns; each access returns a new copy. Two indices are equal
    if their framework, method, data and weights are.

    Examples
    --------
    >>> import intlindex as ix
    >>> index = ix.load("example")
    >>> index.ranking.loc[0, "city"]
    'London'
    >>> index.reweight(influence=2) == index
    False
    """

    def agreement(self) -> Agreement:
        """Compare with what the authors of the index published for its edition.

        Returns
        -------
        Agreement
            Rank correlations over the published order, overlap of the top ten and twenty, each published rank beside
            that of the index, and each published statement as held, not held or not checkable.

        Raises
        ------
        UnknownNameError
            If nothing published is shipped for this framework.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("ieci-2022").agreement().edition
        'ieci-2022'
        """
        return agreement_of(self)

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
