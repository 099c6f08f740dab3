"""Sentences of: command line."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    "audit-failed": "audit: findings of severity {severity!r} or above: {counts:name}",
    "audit-failed/count": "{count} {rule}",
    "conflict/cli-later-time": "change: with --data the later time is that of --time, found {found!r} as well",
    "conflict/cli-leave-out": "--leave-out draws nothing: omit {found:name}",
    "conflict/cli-leaves": "--vary {given}: {leaves} varies all weights at once, so it is given alone",
    "conflict/cli-out-and-format": "--out: a file that ends in {ending} holds {format}, but --format is {found}",
    "conflict/cli-with": "is a column of the table already",
    "conflict/cli-weights-file": "--weights-file ranks the whole index: omit --within and --with",
    "conflict/cli-within-and-any": "--within and --any exclude each other",
    "duplicate/cli-choice": "is given twice; give all its alternatives at once",
    "duplicate/cli-index-name": "compare-indices: two are called {found!r}",
    "duplicate/cli-scenario": "scenarios: {found!r} is given twice",
    "duplicate/cli-noise": "{node}: is given twice",
    "duplicate/cli-noise-of-all": "the size for all indicators: is given twice",
    "duplicate/cli-weights": "is given twice",
    "empty/cli-out": "--out: expected a file name, found ''",
    "fact/about": "About",
    "fact/country": "Country or region",
    "fact/definition": "Definition",
    "fact/edition": "In this edition",
    "fact/in-files": "In files",
    "fact/measured-for": "Measured for the",
    "fact/moved-by": "Moved by",
    "fact/note": "Note",
    "fact/of-city": "{city:city}",
    "fact/of-node": "{node:node}",
    "fact/path": "Path",
    "fact/region": "Part of the world",
    "fact/placed": "no, placed among its {count:plural city|cities}",
    "fact/share": "Share among its siblings",
    "fact/sources": "Sources",
    "fact/status": "Status",
    "fact/title": "{name:node} ({id})",
    "fact/to-load": "To load one",
    "fact/unit": "Unit",
    "fact/word": "{word:word}",
    "internal-fault": "internal fault: {kind}: {reason}",
    "internal-fault/report": "Please report it; INTLINDEX_TRACEBACK=1 shows where it happened.",
    "kind/after": "As in {step}; values are directed already.",
    "kind/blanks-rescale": "Leave out a child without a score, and rescale the weights of the others.",
    "kind/blanks-siblings": "Let a child without a score count as the mean of those that have one.",
    "kind/blanks-strict": "Leave the group blank where a child has no score.",
    "kind/classes-fixed": "Divide scores at stated cuts.",
    "kind/classes-jenks": "Divide scores at their natural breaks.",
    "kind/classes-quantile": "Divide scores at their quantiles, into classes of equally many cities.",
    "metropolitan-area": "metropolitan area",
    "moved-by/city": "the city",
    "moved-by/country": "its country",
    "moved-by/no-one": "no one",
    "not-allowed/cli-against": "place: --against explains one city, found {found}",
    "not-allowed/cli-panel-time": "--time: panel scores all times",
    "not-allowed/cli-reading": "{options:name}: how data are read; it goes with --data FILE",
    "not-allowed/cli-sheet": "--sheet: a shipped index is no workbook; it goes with --data FILE",
    "not-defined/cli-plot": "plot {command}: this command has no figure",
    "not-allowed/cli-plot-option": "plot {figure}: has no {options:name}",
    "not-allowed/cli-time": "--time: a shipped index has one time; it goes with --data FILE",
    "notes-on-data": "{count:plural note|notes} on the data: see intlindex validate",
    "out-of-range/cli-threads": "must be at least 1, found {found}",
    "panel/node-ranks": "Ranks of {node:node} at all times: {index}",
    "panel/node-scores": "Scores of {node:node} at all times: {index}",
    "panel/node-trends": "Trends of the scores of {node:node}: {index}",
    "profile/indices": "Indices",
    "profile/methods": "Methods",
    "registered-kind": "Registered: {function}",
    "reproduce/draws": "--draws {draws} --seed {seed} gives the same again.",
    "reproduce/samples": "--samples {samples} --bootstraps {bootstraps} --seed {seed} gives the same again.",
    "required/cli-data": "a user-defined framework needs its data: --data FILE",
    "required/cli-panel-data": "panel: the times are those of user-defined data: --data FILE",
    "table-shown/causes": ("The indicators behind every statement that does not hold, those with most effect first."),
    "table-shown/claims": "Every published statement, and whether it holds.",
    "table-shown/documents": "Statements of the documents around the index, and whether they hold.",
    "table-shown/hasse": "Which city is certainly ahead of which, without what follows from other rows.",
    "table-shown/necessary": (
        "Whether the city of the row is never behind that of the column, and ahead under some weights of the set."
    ),
    "table-shown/possible": (
        "Whether the city of the row is ahead of that of the column under some weights of the set."
    ),
    "table-shown/scenario-ranks": "Ranks, nominal and under each scenario.",
    "table-shown/scenario-shifts": "Places gained under each scenario; negative where lost.",
    "table-shown/slopes-of-shares": (
        "Points of score for each unit of a node's share, which is taken from its siblings; a percentage "
        "point is worth a hundredth."
    ),
    "table-shown/slopes-of-values": "Points of score for each unit of a city's own raw value.",
    "table-shown/slopes-of-weights": "Points of score for each unit of a node's weight; its siblings keep theirs.",
    "table-shown/violations": (
        "The pairs that the fitted weights invert; an unavoidable one is inverted under all weights of the set."
    ),
    "uncertainty-table/acceptability": (
        "Percentage of the draws in which a city has a rank; a dash where it never has it."
    ),
    "uncertainty-table/classes": (
        "Percentage of the draws in which the score of a city falls into a class; a dash where it never does."
    ),
    "uncertainty-table/pairwise": (
        "Percentage of the draws in which the city of the row is strictly ahead of that of the column, "
        "which is named by its place in this table."
    ),
    "uncertainty-table/scores": "Scores.",
    "unit/higher": "{unit}; higher is better, {scale} scale",
    "unit/lower": "{unit}; lower is better, {scale} scale",
    "unknown-city/cli-of-index": (
        "no city {city!r}; {hint}; a city outside the index can be placed: intlindex place FILE, "
        "a table with its values, or --place FILE for a command that has it"
    ),
    "unknown-city/cli-outside": (
        "{city:city} is not one of the {count} cities of {index}; its values are shipped: intlindex place {city!r:city}"
    ),
    "unknown-city/cli-place-edition": (
        "{cities!r:city 8}: there are shipped values for {editions:name} only, not for {edition!r}; "
        "give a file with values"
    ),
    "unknown-city/cli-place-shipped": "no city with shipped values: {city!r}; {hint}; a file ends in .csv or .xlsx",
    "unknown-column/cli-with": "no such attribute of the cities; {hint}",
    "unknown-kind/cli-vary": "--vary {given}: no such kind {found!r}; {hint}",
    "unknown-node/cli-group-or-level": "no group or level {found!r}; {hint}",
    "unwritable-file/cli-closed": "it is closed",
    "unwritable-file/cli-standard-output": "cannot write to standard output: {reason}",
    "valid": "Valid.",
    "valid/findings": "Valid. Findings: {count}.",
    "wrong-value/cli-explorer-out": "--out: a page is written to a file that ends in .html, found {found!r}",
    "wrong-value/cli-alternative": "--choice: expected KIND(PARAMETER=VALUE), found {found!r}",
    "wrong-value/cli-choice": "--choice {given}: expected STEP=ALTERNATIVE,ALTERNATIVE",
    "wrong-value/cli-export": "export: expected a file that ends in .xlsx or .parquet, found {found!r}",
    "wrong-value/cli-indicator": "{found!r} is an indicator, not a group",
    "wrong-value/cli-noise": (
        "--data-noise: expected SIZE, ID=SIZE, or ID=absolute(SIZE), column(NAME), imputed(TIMES); found {found!r}"
    ),
    "wrong-value/cli-out": "--out: cannot write {found!r}, allowed: {allowed:name}, or no suffix at all",
    "wrong-value/cli-out-parquet": (
        "--out: cannot write {found!r}, allowed: {allowed:name}, or no suffix at all; `intlindex export` writes it"
    ),
    "wrong-value/cli-probabilities": (
        "--choice {given}: expected indicators=PROBABILITY or indicators=ID=PROBABILITY,..."
    ),
    "written/cli-export": "written: {file}",
    "wrong-value/cli-schema": "--out: a schema is written as .json, found {found!r}",
    "wrong-value/cli-vary": "--vary {given}: expected {allowed}[:GROUPS]",
    "wrong-value/cli-vary-groups": "--vary {given}: expected groups, levels or {leaves} after the colon",
    "wrong-value/cli-skip-rows": "--skip-rows: expected a number, or numbers such as 1,2,40, found {found!r}",
    "wrong-value/cli-plot-names": (
        "plot {figure}: is about {allowed:plural city|cities}, found {found:plural name|names}"
    ),
    "wrong-value/cli-plot-size": (
        "--size: expected page, column, or width and height in inches, from 1 to 200: 7,4; found {found!r}"
    ),
    "out-of-range/cli-plot-dpi": "--dpi: must be a number from 10 to 2400, found {found:g}",
    "unknown-name/cli-figure": "plot: no figure {found!r}; {hint}",
    "wrong-value/cli-weights": "--weights: expected NODE=NUMBER, found {found!r}",
}
