"""The language of an index."""

from __future__ import annotations

from dataclasses import replace
from typing import Self

from intlindex.core.languages import checked_language
from intlindex.core.scored import ScoredIndex

__all__ = ["LanguageQuestions"]


class LanguageQuestions(ScoredIndex):
    """The language of an index."""

    def in_language(self, lang: str) -> Self:
        """Return the index in a language: the same values and columns, with other words.

        Its sentences, headings, findings and errors are in the language, and so are the names of cities, in tables
        too; columns stay ids. Other indices and results that come from it are in the language as well. Cities
        are found by any of their names. It is no part of equality, hash or JSON.

        Parameters
        ----------
        lang : str
            "en" for English or "zh" for Chinese.

        Returns
        -------
        Index
            The index in the language.

        Raises
        ------
        RequestError
            If there is no such language.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> index.in_language("zh").ranking.loc[0, "city"], index.in_language("zh") == index
        ('伦敦', True)
        """
        return replace(self, language=checked_language(lang))
