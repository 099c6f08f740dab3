"""How the series of cities change over time."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.kernels.statistics.trend import compound_growth, least_squares, theil_sen

__all__ = ["moments_of", "trends_of"]

LINES = {"theil_sen": theil_sen, "least_squares": least_squares}


def moments_of(times: list[str]) -> NDArray[np.float64]:
    """Return times as numbers: their own values, or 0, 1, 2 ... if one is not a number.

    Examples
    --------
    >>> moments_of(["2020", "2022"])
    array([2020., 2022.])
    >>> moments_of(["spring", "summer"])
    array([0., 1.])
    """
    numbers = pd.to_numeric(pd.Series(times, dtype=object), errors="coerce").to_numpy(np.float64)
    usable = np.isfinite(numbers).all() and (np.diff(numbers) > 0).all()
    return numbers if usable else np.arange(len(times), dtype=np.float64)


def trends_of(series: pd.DataFrame, *, line: Literal["theil_sen", "least_squares"]) -> pd.DataFrame:
    """Describe the change over time in each row of a table of cities by times.

    Parameters
    ----------
    series : DataFrame
        Values, blank where there are none.
    line : {"theil_sen", "least_squares"}
        The line of the trend.

    Returns
    -------
    DataFrame
        By city: times with a value, first, last, change, growth, slope, relative slope.
    """
    values, moments = series.to_numpy(np.float64), moments_of([str(time) for time in series.columns])
    fitted = LINES[line](values, moments)
    there = series.notna()
    first, last = (each.bfill(axis=1).iloc[:, 0] for each in (series, series.iloc[:, ::-1]))
    columns = {
        "times": there.sum(axis=1),
        "first": first,
        "last": last,
        "change": (last - first).where(there.sum(axis=1) > 1),
        "growth": compound_growth(values, moments),
        "slope": fitted.slope,
        "relative_slope": fitted.slope / np.where(fitted.start > 0, fitted.start, np.nan),
    }
    return pd.DataFrame(columns, index=series.index)
