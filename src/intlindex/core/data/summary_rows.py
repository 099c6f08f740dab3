"""Rows that sum up others, by their names: most likely none of what is ranked."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from intlindex.findings import Finding, finding

__all__ = ["SUMMARIES", "summary_rows"]

SUMMARIES = {
    *("total", "sum", "mean", "average", "avg", "median", "minimum", "maximum", "min", "max", "all", "overall"),
    *("all cities", "grand total", "subtotal", "world", "std", "std dev", "standard deviation", "oecd total"),
    *("oecd average", "eu average", "eu 27", "eu27", "eu 28", "eu28", "euro area", "gesamt", "insgesamt", "summe"),
    *("durchschnitt", "mittelwert", "total general", "moyenne", "ensemble", "media", "promedio", "totale", "合计"),
    *("总计", "小计", "平均", "平均值", "均值", "中位数", "全国", "全国平均", "全国总计", "全市", "全省", "最大值"),
    *("最小值", "标准差", "总和", "全部", "各市平均", "总体"),
}
"""Names of rows that sum up others."""
_LIKELY = SUMMARIES - {"all", "media", "max", "min", "std", "sum", "ensemble", "world"}  # no names of places


def summary_rows(names: pd.Series[str], key: str) -> Iterable[Finding]:
    """Return a finding on names that are those of totals and means.

    Parameters
    ----------
    names : Series of str
        The names, by the numbers of their rows.
    key : str
        The column that holds them.

    Returns
    -------
    iterable of Finding
        One, or none.

    Examples
    --------
    >>> [found] = summary_rows(pd.Series(["Rome", "Oslo", "Total"], index=[2, 3, 4]), "city")
    >>> found.message
    "'Total' seems to sum up other rows, and is ranked like them; if so, omit row 4 by skip_rows"
    """
    rows = names[names.str.casefold().isin(_LIKELY)]
    if rows.empty:
        return ()
    labels = tuple(dict.fromkeys(rows))
    numbers = tuple(map(str, rows.index))
    return (finding("summary-row", "warning", key, labels=labels, rows=numbers, count=len(labels)),)
