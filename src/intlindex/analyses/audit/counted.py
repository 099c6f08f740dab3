"""The findings of an audit: those of the index itself that are part of it, and how many there are, in words."""

from __future__ import annotations

from collections.abc import Mapping

from intlindex.sentences import Sentence, say

__all__ = ["CODES_OF_DATA", "counts_in_words"]

CODES_OF_DATA = (
    "assumed-scale",
    "blank-score",
    "consensus-not-unique",
    "domain",
    "filled-blank",
    "imputation-unsettled",
    "imputed",
    "mixed-spread",
    "percentage",
    "preset-range",
    "renamed-code",
    "scale-aggregate",
    "scale-normalise",
    "scale-transform",
    "screened-indicator",
    "screened-unit",
    "treatment-failed",
    "unused-column",
    "weights",
)
"""Codes of findings of the index itself, which are part of an audit too."""


def counts_in_words(counts: Mapping[str, int]) -> Sentence:
    """Describe how many findings of each severity there are.

    Examples
    --------
    >>> counts_in_words({"warning": 1, "info": 12})
    'Findings: 1 warning, 12 notes.'
    """
    parts = []
    if "error" in counts:
        parts.append(say("audit/errors", count=counts["error"]))
    if "warning" in counts:
        parts.append(say("audit/warnings", count=counts["warning"]))
    if "info" in counts:
        parts.append(say("audit/infos", count=counts["info"]))
    return say("audit/findings", counts=tuple(parts)) if parts else say("audit/no-findings")
