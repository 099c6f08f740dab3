"""Times of rows: one label for each, however it is written, in one order, and found by each of its spellings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, DecimalException
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from intlindex.core.data.cells import NUMBER, is_blank
from intlindex.errors import UnknownNameError, nearest
from intlindex.sentences import say
from intlindex.specs.names import clean_name

__all__ = ["find_time", "in_order", "row_times", "time_label"]

_NUMBER = re.compile(NUMBER)
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:Z|[+-]\d{2}:\d{2})?)?")
_MIDNIGHT = re.compile(r"00:00(?::00(?:\.0+)?)?")
# A number of more digits is written with an exponent.
_MOST_DIGITS = 21


def time_label(cell: Any) -> str:
    """Return the one label of a time: numbers as numbers, dates as dates, all else as text; an empty text for a blank.

    Examples
    --------
    >>> time_label(2021), time_label("2021"), time_label(2021.0), time_label(pd.Timestamp("2021-01-01"))
    ('2021', '2021', '2021', '2021-01-01')
    """
    if is_blank(cell):
        return ""
    if isinstance(cell, np.datetime64):
        cell = pd.Timestamp(cell)
    if isinstance(cell, date):  # and what derives from it: datetime, pd.Timestamp
        text = cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
    else:
        text = str(cell)
    return _text_label(text)


@lru_cache(maxsize=4096)  # times are few, and rows are many
def _text_label(text: str) -> str:
    text = clean_name(text)
    if _NUMBER.fullmatch(text):
        return _number_label(text)
    found = _DATE.fullmatch(text)
    if found is None:
        return text
    day, clock = found.groups()
    return day if clock is None or _MIDNIGHT.fullmatch(clock) else text.replace("T", " ")


def _number_label(text: str) -> str:
    exact = Context(prec=len(text), Emax=MAX_EMAX, Emin=MIN_EMIN)
    try:
        number = exact.normalize(Decimal(text))
    except DecimalException:  # an exponent beyond all use
        return text
    plain = abs(number.adjusted()) < _MOST_DIGITS
    return "0" if not number else format(number, "f") if plain else str(number)


def in_order(labels: Iterable[str]) -> list[str]:
    """Return labels of times, each once and ascending: as numbers if all are, otherwise as text, which suits dates.

    Examples
    --------
    >>> in_order(["2021", "950", "2021"]), in_order(["2021-03-01", "2020-12-01"])
    (['950', '2021'], ['2020-12-01', '2021-03-01'])
    """
    once = sorted(set(labels))
    numeric = all(_NUMBER.fullmatch(label) for label in once)
    return sorted(once, key=Decimal) if numeric else once


def row_times(frame: pd.DataFrame) -> tuple[pd.Series[str], list[str]]:
    """Return the time of each row, and all times in ascending order.

    Examples
    --------
    >>> row_times(pd.DataFrame({"time": [2021, 2019, 2021.0]}))[1]
    ['2019', '2021']
    """
    labels = frame["time"].map(time_label).astype(object)
    return labels, in_order(labels)


def find_time(asked: object, times: Sequence[str]) -> str:
    """Return the label of the time that is asked for: a number, a date, or either as text.

    A year or a month finds the one date within it, and its first day finds a year or a month.

    Raises
    ------
    UnknownNameError
        If there is none, or several dates are within what is asked for.

    Examples
    --------
    >>> find_time(2021.0, ["2020", "2021"]), find_time(2021, ["2020-12-31", "2021-12-31"])
    ('2021', '2021-12-31')
    """
    label = time_label(asked)
    if label in times:
        return label
    within = [time for time in times if _DATE.fullmatch(time) and re.match(rf"{re.escape(label)}[- ]", time)]
    within = within if re.fullmatch(r"\d{4}(-\d{2}){0,2}", label) else []
    around = [start for start in (label.removesuffix("-01"), label.removesuffix("-01-01")) if start in times]
    found = within or (around if _DATE.fullmatch(label) else [])
    if len(found) > 1:
        raise UnknownNameError(say("ambiguous/data-time", found=label, allowed=tuple(found)))
    if not found:
        raise UnknownNameError(say("unknown-name/data-time", name=label, hint=nearest(label, times)))
    return found[0]
