"""Findings as a table and as sentences."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from intlindex.findings import Finding

__all__ = ["findings_frame", "findings_lines"]


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
    """Write a table of findings as sentences, those of one code together, with the first message.

    Examples
    --------
    >>> from intlindex.findings import Finding
    >>> both = [Finding("scale-noise", "warning", node, "has noise") for node in ("gdp", "pm25")]
    >>> findings_lines(findings_frame(both))
    ('warning scale-noise [gdp and 1 more]: has noise',)
    """
    lines = []
    for (severity, code), same in findings.groupby(["severity", "code"], sort=False):
        nodes = [node for node in same["node"] if node]
        place = f" [{nodes[0]}{f' and {len(nodes) - 1} more' if len(nodes) > 1 else ''}]" if nodes else ""
        lines.append(f"{severity} {code}{place}: {same['message'].iloc[0]}")
    return tuple(lines)
