"""Findings as a table and as sentences."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from intlindex.findings import Finding
from intlindex.sentences import Sentence, say, spoken_now

__all__ = ["finding_line", "findings_frame", "findings_lines"]


def findings_frame(found: Iterable[Finding]) -> pd.DataFrame:
    """Return findings as a table: code, severity, node, message.

    Examples
    --------
    >>> findings_frame([Finding("imputed", "info", "gdp", "imputed by 'mean' for 'Rome'")]).loc[0, "node"]
    'gdp'
    """
    found = list(found)
    frame = pd.DataFrame(
        [(each.code, each.severity, each.node) for each in found], columns=["code", "severity", "node"]
    )
    messages = [spoken_now(each.message) for each in found]
    frame["message"] = pd.Series(messages, dtype=object)  # sentences, with their values
    return frame


def findings_lines(findings: pd.DataFrame) -> tuple[Sentence, ...]:
    """Write a table of findings as sentences, those of one code together, with their nodes and the first message.

    Examples
    --------
    >>> from intlindex.findings import Finding
    >>> both = [Finding("scale-noise", "warning", node, "has noise") for node in ("gdp", "pm25")]
    >>> findings_lines(findings_frame(both))
    ('warning scale-noise [gdp, pm25]: has noise',)
    """
    lines = []
    for (severity, code), same in findings.groupby(["severity", "code"], sort=False):
        messages = list(dict.fromkeys(same["message"]))
        message = messages[0]
        if len(messages) > 1:
            message = say("finding/others", message=message, count=len(messages) - 1)
        lines.append(finding_line(str(severity), str(code), same["node"], message, first=True))
    return tuple(lines)


def finding_line(severity: str, code: str, nodes: Iterable[str], message: str, *, first: bool = False) -> Sentence:
    """Write the findings of one code with the same message as one sentence, with the nodes in brackets.

    Parameters
    ----------
    severity, code : str
        Of the findings.
    nodes : iterable of str
        Ids of their nodes; empty for the whole.
    message : str
        What was found.
    first : bool
        Name the first eight nodes only.

    Returns
    -------
    Sentence
        The sentence.

    Examples
    --------
    >>> finding_line("info", "imputed", ["gdp", "", "pm25", "gdp"], "imputed by 'mean'")
    "info imputed [gdp, pm25]: imputed by 'mean'"
    """
    named = tuple(dict.fromkeys(node for node in nodes if node))
    if not named:
        return say("finding/line", severity=severity, code=code, message=message)
    return say(
        "finding/line-first-nodes" if first else "finding/line-nodes",
        severity=severity,
        code=code,
        nodes=named,
        message=message,
    )
