"""Sentences of: drafts of an index from a table."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    # The report
    "draft/check": (
        "Names, units, directions, scales and groups are guesses: each has a comment in framework.toml, and all are "
        "in the table, with the reasons. Weights are equal."
    ),
    "draft/headers": "Repeated headers are left out: row {rows:name 8}.",
    "draft/lower": "Lower is better for {nodes:node}; higher for all others.",
    "draft/nameless-rows": "Rows without a name are left out: row {rows:name 8}.",
    "draft/notes": "Notes are left out: row {rows:name 8}, {texts!r:name 3}.",
    "draft/read": (
        "{rows:plural row|rows}, named by column {key!r}; {indicators:plural indicator|indicators} in "
        "{groups:plural group|groups}, the index included."
    ),
    "draft/sections": "Headings within the table are left out: row {rows:name 8}, {texts!r:name 3}.",
    "draft/settings": "It was read with {setting}.",
    "draft/sheet": "Sheet {sheet!r} was read, and not {others!r:name 5}.",
    "draft/summaries": "Rows that summarise others are left out: row {rows:name 8}, {texts!r:name 3}.",
    "draft/tidy": (
        "The table has one row per value: column {indicators!r} names the indicators, and {values!r} has the values."
    ),
    "draft/tidy-unread": "Columns about single values are left out: {columns!r:name 8}.",
    "draft/times": "{count:plural time|times} from {first} to {last}: score one with time, or all as a panel.",
    "draft/title": "{index}: an index drafted from {source}",
    "draft/units-unstated": "The table does not state the unit of {nodes:node}.",
    "draft/unread": "In column {column!r} some texts are no numbers, and are blank now: {texts!r:name 5}.",
    "draft/written": "Written to {folder}: {files:name}.",
    # The files
    "conflict/draft-file": "is a file; a draft is written to a folder",
    "conflict/draft-folder": "is not an empty folder: it has {found!r:name 4}; a draft replaces nothing",
    "draft-file/aggregate": "or geometric, which lets a weak part count more",
    "draft-file/blanks": 'or "rescale", "strict"',
    "draft-file/column": "Column {number} of the table: {header}",
    "draft-file/framework": (
        'Drafted from {source}. What has the comment "guess" is not certain: check it, and correct it here.\n'
        "Ids can be renamed; `column` is the name in values.csv. Weights are 1: for another, add a line `weight = 2`."
    ),
    "draft-file/guess": "guess: {why}",
    "draft-file/method": "How the index is combined. All of it is the default, and can be changed here.",
    "draft-file/min-coverage": "share of the weight that must be present, or else the score is blank",
    "draft-file/normalise": "or z_score, percentile_rank and others",
    "draft-file/series": "Series of the table: {header}",
    "draft-file/weights": "the weights of framework.toml",
    "draft/nameless": "column {number}",
    "draft/no-unit": "not stated",
    "duplicate/draft-value": "has {count} rows for {found!r}",
    "empty/draft-indicators": (
        "no column can be an indicator: it holds numbers that are not all equal, and that are no codes, ranks or sizes"
    ),
    "required/draft-header": "no row of names was found above the numbers; skip_rows says how many rows come before it",
    # Why something is guessed
    "draft-why/all": "unit: {unit}; {direction}: {direction_why}; {scale}: {scale_why}",
    "draft-why/all-with-group": ("unit: {unit}; {direction}: {direction_why}; {scale}: {scale_why}; group: {group}"),
    "draft-why/both-directions": "its name has {word!r}, and also {other!r}",
    "draft-why/code": "it identifies the row",
    "draft-why/constant": "all its values are equal, so that it cannot distinguish anything",
    "draft-why/date": "it is a date, and there is one row per name",
    "draft-why/description": "it describes size or place",
    "draft-why/empty": "it holds nothing",
    "draft-why/group-prefix": "from the start of the headers",
    "draft-why/group-row": "from a row above the names",
    "draft-why/key": "it names what is ranked",
    "draft-why/no-zero": "the zero of {word!r} is a convention",
    "draft-why/nothing-lower": "no word in its name shows that less is better",
    "draft-why/numbers": "it holds numbers",
    "draft-why/only-numbers": "it holds the only numbers",
    "draft-why/population": "it describes the size; it can be the denominator of an indicator",
    "draft-why/rank": "its name has {word!r}: the lowest rank is the best",
    "draft-why/ratio": "its values look like amounts or shares",
    "draft-why/result": "it is a rank or a total, the result of an index",
    "draft-why/steps": "its values are the whole numbers from {low} to {high}",
    "draft-why/steps-word": "its name has {word!r}, and its values are whole numbers up to {most}",
    "draft-why/text": "it holds text",
    "draft-why/time": "there are several rows per name, one per time",
    "draft-why/title": "from the title above the table",
    "draft-why/unit-cells": "it is beside the numbers",
    "draft-why/unit-column": "it is in the column of units",
    "draft-why/unit-common": "it is stated for the whole table",
    "draft-why/unit-header": "it is in the header",
    "draft-why/unit-lower": "{unit!r} measures pollution or noise",
    "draft-why/unit-row": "it is in the row of units",
    "draft-why/unit-unknown": "the table does not state it",
    "draft-why/word": "its name has {word!r}",
    "draft-why/years": "its values are years",
}
