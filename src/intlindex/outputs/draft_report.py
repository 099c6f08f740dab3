"""The report of a draft: what was read as what, as a table and in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from intlindex.core.data.settings_named import setting, together
from intlindex.core.drafting.drafted import DraftedColumn, DraftedIndex
from intlindex.core.drafting.drafted_nodes import DraftedNode
from intlindex.core.drafting.header_words import is_chinese
from intlindex.core.drafting.table_layout import OmittedRow
from intlindex.sentences import Sentence, say

__all__ = ["draft_lines", "draft_table"]

_COLUMNS = ("column", "read as", "id", "name", "unit", "direction", "scale", "group", "why")
_REASONS = ("section", "note", "header")
_MOST_NAMED = 8


def draft_table(drafted: DraftedIndex) -> pd.DataFrame:
    """Return a row per column of the table: what it was taken for, and why."""
    groups = {node.id: node.parent for node in drafted.framework.indicators}
    rows = [_row(column, groups) for column in drafted.columns]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS))
    return frame.astype({name: "string" for name in _COLUMNS if name not in ("why", "read as")})


def _row(column: DraftedColumn, groups: dict[str, str]) -> dict[str, Any]:
    row: dict[str, Any] = {"column": column.header, "read as": column.role.kind, "why": column.role.why}
    node = column.node
    if node is None:
        return row
    values: dict[str, Any] = {
        "unit": node.unit_why,
        "direction_why": node.direction.why,
        "scale_why": node.scale.why,
        "direction": node.direction.direction,
        "scale": node.scale.scale,
    }
    grouped = {} if node.path_why is None else {"group": node.path_why}
    return row | {
        "id": node.id,
        "name": node.name,
        "unit": node.unit_text,
        "direction": node.direction.direction,
        "scale": node.scale.scale,
        "group": groups[node.id] if node.path else None,
        "why": say("draft-why/all-with-group" if grouped else "draft-why/all", **values, **grouped),
    }


def draft_lines(drafted: DraftedIndex, files: Sequence[Path] = ()) -> tuple[Sentence, ...]:
    """Return the sentences about a draft: what was read, what was left out, and what to check."""
    lines = [*_read(drafted), *_left_out(drafted), *_to_check(drafted)]
    if files:
        written = say("draft/written", folder=str(files[0].parent), files=tuple(path.name for path in files))
        lines.append(written)
    return tuple(lines)


def _read(drafted: DraftedIndex) -> list[Sentence]:
    framework, values = drafted.framework, drafted.values
    lines = [
        say(
            "draft/read",
            rows=len(values),
            key=drafted.key,
            indicators=len(framework.indicators),
            groups=len(framework.groups),
        )
    ]
    if len(drafted.sheets) > 1:
        lines.append(say("draft/sheet", sheet=drafted.sheets[0], others=drafted.sheets[1:]))
    if (series := drafted.layout.series) is not None:
        lines.append(say("draft/tidy", indicators=series[0], values=series[1]))
    if drafted.times:
        lines.append(say("draft/times", first=drafted.times[0], last=drafted.times[-1], count=len(drafted.times)))
    if settings := drafted.reading.settings():
        lines.append(say("draft/settings", setting=together([setting(*item) for item in settings.items()])))
    return lines


def _left_out(drafted: DraftedIndex) -> list[Sentence]:
    lines = []
    if columns := drafted.layout.unread:
        lines.append(say("draft/tidy-unread", columns=columns))
    omitted = {reason: [row for row in drafted.omitted if row.reason == reason] for reason in _REASONS}
    if rows := omitted["section"]:
        lines.append(say("draft/sections", rows=_numbers(rows), texts=tuple(row.text for row in rows)))
    if rows := omitted["note"]:
        lines.append(say("draft/notes", rows=_numbers(rows), texts=tuple(row.text for row in rows)))
    if rows := omitted["header"]:
        lines.append(say("draft/headers", rows=_numbers(rows)))
    if nameless := tuple(str(number) for number, label in drafted.left_out if not label):
        lines.append(say("draft/nameless-rows", rows=nameless))
    if summaries := [(str(number), label) for number, label in drafted.left_out if label]:
        numbers, labels = zip(*summaries, strict=True)
        lines.append(say("draft/summaries", rows=numbers, texts=labels))
    return lines


def _numbers(rows: Sequence[OmittedRow]) -> tuple[str, ...]:
    return tuple(str(row.number) for row in rows)


def _to_check(drafted: DraftedIndex) -> list[Sentence]:
    lines = [
        say("draft/unread", column=column.header, texts=column.unread[:_MOST_NAMED])
        for column in drafted.columns
        if column.unread
    ]
    nodes = [column.node for column in drafted.columns if column.node is not None]
    if unstated := tuple(_called(node) for node in nodes if not node.unit):
        lines.append(say("draft/units-unstated", nodes=unstated))
    if lower := tuple(_called(node) for node in nodes if node.direction.direction == "lower"):
        lines.append(say("draft/lower", nodes=lower))
    lines.append(say("draft/check"))
    return lines


def _called(node: DraftedNode) -> str:
    """Return the id of an indicator; its name where that is Chinese, since the id then says nothing."""
    return node.name if is_chinese(node.name) else node.id
