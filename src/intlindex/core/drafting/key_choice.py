"""Which column names what is ranked, which states the time, and what they are called in the data that is written."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from intlindex.core.data.key_names import CITY_NAMES, FIRST_KEYS, USUAL_KEYS
from intlindex.core.data.labels import labels_of
from intlindex.core.data.summary_rows import SUMMARIES
from intlindex.core.data.times import time_label
from intlindex.core.drafting.cell_kinds import is_year
from intlindex.core.drafting.column_cells import ColumnCells
from intlindex.core.drafting.place_words import KEYS, TIMES
from intlindex.core.drafting.words import CODES, RESULTS, is_named, plain_header
from intlindex.errors import DataError, nearest, problem
from intlindex.sentences import say
from intlindex.specs.names import clean_name

__all__ = ["kept_rows", "key_column", "key_name", "time_column"]

_CITIES = {
    *(
        "city",
        "city name",
        "cities",
        "town",
        "metropolis",
        "metro area",
        "stadt",
        "stadte",
        "ville",
        "commune",
        "ciudad",
    ),
    *("citta", "cidade", "stad", "gemeente", "miasto", "城市", "城市名称", "城市名", "地级市", "市", "市名", "市别"),
}
_COUNTRIES = {
    "country",
    "country name",
    "countries",
    "pays",
    "pais",
    "paese",
    "国家",
    "国别",
    "国家名称",
    "国家和地区",
    "国家地区",
}


def key_column(names: Sequence[str], columns: Sequence[ColumnCells], asked: str | None, source: str) -> int:
    """Return the column that names what is ranked.

    That is the one asked for; else one with a usual name, of cities before others, whose labels are all different if
    there is one; else the first column of different texts; else the first of texts.

    Raises
    ------
    DataError
        If there is none.
    """
    if asked is not None:
        return _asked(names, asked, source)
    texts = [at for at, column in enumerate(columns) if column.numbers is None and column.has_values]
    usual = [at for at in texts if is_named(names[at], KEYS) or not names[at]]
    usual.sort(key=lambda at: (not is_named(names[at], _CITIES), not names[at]))
    codes = [at for at in texts if plain_header(names[at]) in CODES]
    others = [at for at in texts if at not in usual and at not in codes and plain_header(names[at]) not in TIMES]
    for among in (usual, others):
        for at in among:
            if _are_different(columns[at]):
                return at
    first = [*usual, *codes, *others, *_numbers_that_identify(names, columns)]
    if not first:
        found = tuple(name for name in names if name)
        raise DataError(say("unknown-column/data-cities", found=found), source=source)
    return first[0]


def _asked(names: Sequence[str], asked: str, source: str) -> int:
    wanted = clean_name(asked).casefold()
    found = [at for at, name in enumerate(names) if name.casefold() == wanted]
    if not found and wanted == "city":
        found = [at for at, name in enumerate(names) if name.casefold() in CITY_NAMES]
    if not found:
        hint = nearest(asked, [name for name in names if name])
        raise DataError([problem("unknown-column/data-key", "key", found=asked, hint=hint)], source=source)
    return found[0]


def _are_different(column: ColumnCells) -> bool:
    labels = labels_of(column.cells)
    labels = labels[labels != ""]
    return len(labels) > 0 and not labels.duplicated().any()


def _numbers_that_identify(names: Sequence[str], columns: Sequence[ColumnCells]) -> list[int]:
    """Return columns of numbers that can name rows: with the name of a key or of a code, all different."""
    usual = [at for at, name in enumerate(names) if plain_header(name) in {*KEYS, *CODES} - RESULTS]
    return [at for at in usual if columns[at].has_values and _are_different(columns[at])]


def time_column(names: Sequence[str], columns: Sequence[ColumnCells], key: int) -> int | None:
    """Return the column of times, where rows of one key have several: with a usual name, and filled in every row."""
    labels = labels_of(columns[key].cells)
    if not labels[labels != ""].duplicated().any():
        return None
    named = labels != ""
    for at, name in enumerate(names):
        words = plain_header(name).split()
        if at == key or not (plain_header(name) in TIMES or (words and words[-1] in TIMES)):
            continue
        times = columns[at].cells[named].map(time_label)
        if (times != "").all() and not pd.DataFrame({"key": labels[named], "time": times}).duplicated().any():
            return at
    for at, column in enumerate(columns):  # a column of years under another name
        times = column.cells[named].map(time_label)
        if (
            at != key
            and times.map(is_year).all()
            and not pd.DataFrame({"a": labels[named], "b": times}).duplicated().any()
        ):
            return at
    return None


def kept_rows(labels: pd.Series[str]) -> tuple[list[int], list[tuple[int, str]]]:
    """Return the rows to keep, and the numbers and labels of those that have no label, or sum up others.

    Examples
    --------
    >>> kept_rows(pd.Series(["Rome", "", "Total", "合计"], index=[2, 3, 4, 5]))
    ([2], [(3, ''), (4, 'Total'), (5, '合计')])
    """
    kept, left_out = [], []
    for number, label in zip(labels.index.tolist(), labels, strict=True):
        if not label or plain_header(label) in SUMMARIES:
            left_out.append((number, label))
        else:
            kept.append(number)
    return kept, left_out


def key_name(header: str, labels: pd.Series[str], others: Sequence[str]) -> str:
    """Return what the key is called in the data that is written, so that it is read as the key.

    Parameters
    ----------
    header : str
        Its header in the table.
    labels : Series
        Its labels.
    others : sequence of str
        The headers of the columns of text.

    Examples
    --------
    >>> some = pd.Series(["A", "B"])
    >>> [key_name(each, some, []) for each in ("城市", "Stadt", "Country", "地区", "Airport")]
    ['city', 'city', 'country', '地区', 'unit']
    """
    name = header.casefold()
    if name in CITY_NAMES or is_named(header, _CITIES):
        return "city"
    if name in USUAL_KEYS:
        return name
    if is_named(header, _COUNTRIES):
        return "country"
    if header in FIRST_KEYS and not any(other.casefold() in USUAL_KEYS for other in others):
        return header
    return "unit" if not labels.map(_is_number).all() else "city"


def _is_number(label: str) -> bool:
    try:
        float(label)
    except ValueError:
        return False
    return True
