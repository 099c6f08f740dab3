"""Findings as a table and as sentences."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from intlindex.findings import Finding

__all__ = ["findings_frame", "findings_lines", "nodes_named"]

NAMED = 8
"""How many nodes a sentence names."""


def findings_frame(found: Iterable[Finding]) -> pd.DataFrame:
    """Return findings as a table: code, severity, node, message.

    Examples
    --------
    >>> findings_frame([Finding("imputed", "info", "gdp", "imputed by 'mean' for 'Rome'")]).loc[0, "node"]
    'gdp'
    """
    rows = [(each.code, each.severity, each.node, each.message) for each in found]
    return pd.DataFrame(rows, columns=["code", "severity", "node", "message"])


def findings_lines(findings: pd.DataFrame) -> tuple[str, ...]:
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
        others = f"; and {len(messages) - 1} more of this code, listed by .findings" if len(messages) > 1 else ""
        lines.append(f"{severity} {code}{nodes_named(same['node'])}: {messages[0]}{others}")
    return tuple(lines)


def nodes_named(nodes: Iterable[str], *, most: int = NAMED) -> str:
    """Name nodes in brackets, after a space; nothing if there is none.

    Examples
    --------
    >>> nodes_named(["gdp", "", "pm25", "gdp"]), nodes_named([""])
    (' [gdp, pm25]', '')
    """
    named = list(dict.fromkeys(node for node in nodes if node))
    more = f" and {len(named) - most} more" if len(named) > most else ""
    return f" [{', '.join(named[:most])}{more}]" if named else ""
