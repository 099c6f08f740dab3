"""What each column of a table is: the key, the time, a label, an indicator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from intlindex.core.drafting.column_cells import ColumnCells
from intlindex.core.drafting.header_words import split_header
from intlindex.core.drafting.place_words import TIMES
from intlindex.core.drafting.words import CODES, DESCRIPTIONS, RESULTS, plain_header, word_in
from intlindex.kernels.weigh.shared import is_constant
from intlindex.sentences import Sentence, say

__all__ = ["ColumnRole", "roles_of"]

Kind = Literal["key", "time", "attribute", "indicator", "left out"]
_WITH_YEAR = re.compile(r"[,，]?\s*[(（]?(?<!\d)(?:1[89]|20)\d\d(?!\d)年?[)）]?")
_CODE = re.compile(r"(?:^|.* )(?:code|id|iso\d?|nuts\d?)$")
_POPULATION = ("population", "inhabitants", "einwohner", "bevolkerung", "habitants", "poblacion", "popolazione", "人口")


@dataclass(frozen=True)
class ColumnRole:
    """What a column is, and why it is taken so."""

    kind: Kind
    why: Sentence


def roles_of(
    names: Sequence[str],
    columns: Sequence[ColumnCells],
    key: int,
    time: int | None,
    groups: Sequence[Sequence[str]] | None = None,
) -> list[ColumnRole]:
    """Return what each column is.

    Parameters
    ----------
    names : sequence of str
        The names in the header.
    columns : sequence of ColumnCells
        The cells.
    key : int
        The column that names what is ranked.
    time : int or None
        The column of times.
    groups : sequence of sequence of str, optional
        The groups above each column; a total below a group is no result of the index.

    Returns
    -------
    list of ColumnRole
        One per column.
    """
    above = groups or [()] * len(names)
    parts = zip(names, columns, above, strict=True)
    roles = [_role(name, column, grouped=bool(path)) for name, column, path in parts]
    roles[key] = ColumnRole("key", say("draft-why/key"))
    if time is not None:
        roles[time] = ColumnRole("time", say("draft-why/time"))
    if not any(role.kind == "indicator" for role in roles):
        for at, name in enumerate(names):  # a table of nothing but results is an index of these
            if at not in (key, time) and plain_header(_bare(name)) in RESULTS and _varies(columns[at]):
                roles[at] = ColumnRole("indicator", say("draft-why/only-numbers"))
    return roles


def _role(name: str, column: ColumnCells, *, grouped: bool) -> ColumnRole:
    """Return what a column is that is neither the key nor the time."""
    if not column.has_values:
        return ColumnRole("left out", say("draft-why/empty"))
    if column.numbers is None:
        return ColumnRole("attribute", say("draft-why/text"))
    bare = _bare(name)
    plain = plain_header(bare)
    if plain in CODES or _CODE.match(plain):
        return ColumnRole("attribute", say("draft-why/code"))
    if plain in RESULTS and not grouped:
        return ColumnRole("attribute", say("draft-why/result"))
    if plain in TIMES:
        return ColumnRole("attribute", say("draft-why/date"))
    if plain in DESCRIPTIONS or plain_header(split_header(name)[2]) in DESCRIPTIONS:
        population = word_in(name, _POPULATION)
        return ColumnRole("attribute", say("draft-why/population" if population else "draft-why/description"))
    if not _varies(column):
        return ColumnRole("attribute", say("draft-why/constant"))
    return ColumnRole("indicator", say("draft-why/numbers"))


def _bare(name: str) -> str:
    """Return a header without its unit and a year."""
    bare = _WITH_YEAR.sub("", split_header(name)[0]).strip()
    return bare or name


def _varies(column: ColumnCells) -> bool:
    return column.numbers is not None and not is_constant(np.asarray(column.numbers)[:, None])[0]
