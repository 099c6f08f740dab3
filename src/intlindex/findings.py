"""Findings: what is worth knowing about a result although it is not an error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from intlindex.sentences import code_of, say, values_of

__all__ = ["Finding", "Severity", "finding"]

Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True)
class Finding:
    """A finding, with a code that stays the same between versions.

    Parameters
    ----------
    code : str
        The kind of finding, such as ``filled-blank``.
    severity : {"info", "warning", "error"}
        Its importance.
    node : str
        Id of the node or column that it is about; empty for the whole index.
    message : str
        What was found, and what to do about it.

    Examples
    --------
    >>> print(Finding("unused-column", "warning", "gpd", "is no indicator; did you mean 'gdp'?"))
    warning unused-column [gpd]: is no indicator; did you mean 'gdp'?
    """

    code: str
    severity: Severity
    node: str
    message: str

    def __str__(self) -> str:
        place = f" [{self.node}]" if self.node else ""
        return f"{self.severity} {self.code}{place}: {self.message}"

    @property
    def values(self) -> dict[str, Any]:
        """The values in the sentence, by name."""
        return values_of(self.message)


def finding(key: str, severity: Severity, node: str = "", /, **values: Any) -> Finding:
    """Make a finding of a sentence of the catalogue.

    Parameters
    ----------
    key : str
        Key of the sentence; up to its first slash it is the code.
    severity : {"info", "warning", "error"}
        Its importance.
    node : str
        Id of the node or column that it is about.
    **values
        The values of the sentence.

    Returns
    -------
    Finding
        The finding.

    Examples
    --------
    >>> finding("did-you-mean", "info", "gpd", nearest=["gdp"]).code
    'did-you-mean'
    """
    message = say(key, **values)
    return Finding(code_of(message), severity, node, message)
