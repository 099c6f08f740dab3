"""Sentences of: interchange."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    # What was assumed or changed
    "assumed-scale/interchange-coin-tool": (
        "the workbook does not state the scale of its {count:plural indicator|indicators}: taken as {scale!r}"
    ),
    "assumed-scale/interchange-coinr": (
        "iMeta does not state the scale of {count:plural indicator|indicators}: taken as {scale!r}"
    ),
    "renamed-code": "was {was!r}: an id has no spaces or brackets, and is no reserved name",
    "unused-column/interchange": "is no entry of iMeta: not scored, kept as an attribute",
    # Cells
    "not-finite/interchange-cell": "must be a finite number, blank or NA, found {found!r}",
    "number/interchange": "{number:g}",
    "number/interchange-blank": "a blank",
    "required/interchange-cell": "is blank",
    "wrong-type/interchange-number": "must be a number, found {found!r}",
    "wrong-type/interchange-value": "must be a number or n/a, found {found!r}",
    # Tables
    "empty/interchange-rows": "has a header but no rows",
    "empty/interchange-sheet": "sheet {sheet!r} has no numbers in {cells}, where the values of indicators are expected",
    "not-allowed/interchange-city": "is what the units are called here; rename it in both tables",
    "required/interchange-sheet": "is missing; {hint}",
    "unknown-column/interchange": "is missing; {hint}",
    "unknown-column/interchange-denominator": "is missing, the Denominator of {user!r}; {hint}",
    "unknown-column/interchange-entry": "is missing, a column of Type {kind}; {hint}",
    "unreadable-file/interchange-header": "no header {header!r}: not a sheet of the COIN Tool",
    "unreadable-file/interchange-workbook": "is no workbook (.xlsx or .xlsm)",
    "unwritable-file/interchange": "cannot be created: {reason}",
    "wrong-type/interchange-table": "must be a path or a DataFrame, found {found}",
    # Options
    "wrong-type/interchange-level-names": "must be a sequence of names, found {found!r}",
    "wrong-type/interchange-path": "a workbook is read from a path, found {found}",
    "wrong-value/interchange-scale": "must be one of {allowed!r:name}, found {found!r}",
    # Units
    "conflict/interchange-unit-names": "has two names: {found!r:name}",
    "duplicate/interchange-unit": "is in rows {rows:name}",
    "duplicate/interchange-unit-at-time": "is in rows {rows:name} at time {time}",
    "duplicate/interchange-unit-code": "{found!r} is in row {row} too",
    "duplicate/interchange-unit-name": "is the name of several units: {units!r:name}",
    "required/interchange-row-code": "the row has values but no code of a unit",
    "required/interchange-unit-code": "uCode is blank",
    # Nodes
    "conflict/interchange-level": "{level:g} must be below that of its parent {parent!r}, {above:g}",
    "conflict/interchange-parent": "{node!r} is below {parent!r} here, and below {before!r} before",
    "duplicate/interchange-code": "{found!r} is given twice",
    "duplicate/interchange-code-rows": "is in rows {rows:name}",
    "not-supported/interchange-coinr": "COINr requires every node to be exactly one level below its parent",
    "not-supported/interchange-levels": "is at level {level}, and its parent {parent!r} at level {above}",
    "out-of-range/interchange-node-weight": "the weight of {node!r} must be at least 0, found {found}",
    "out-of-range/interchange-weight": "must be a number of at least 0, found {found}",
    "required/interchange-column-code": "the column has values but no code",
    "required/interchange-goalpost": "is blank, although there is a {other}",
    "required/interchange-level": "no {level}, although other indicators have one",
    "required/interchange-weight": "the weight of {node!r} is blank",
    "unknown-kind/interchange-type": "found {found!r}; {hint}",
    "unknown-node/interchange": "{node!r} is not in the sheet {sheet!r}; {hint}",
    "wrong-value/interchange-aggregate-direction": (
        "of an aggregate must be 1: reverse its indicators instead, found {found}"
    ),
    "wrong-value/interchange-aggregate-level": "of an aggregate must be a whole number of at least 2, found {found}",
    "wrong-value/interchange-direction": "must be 1 or -1, found {found}",
    "wrong-value/interchange-goalposts": ("goalposts of {node!r} must be a lower and a higher, found {low} and {high}"),
    "wrong-value/interchange-indicator-level": "of an indicator must be 1, found {found}",
    "wrong-value/interchange-node-direction": "the direction of {node!r} must be 1 or -1, found {found}",
    "wrong-value/interchange-root": "must hold one code, that of the whole index",
}
