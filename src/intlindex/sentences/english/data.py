"""Sentences of: data."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    # Shipped frameworks and methods
    "edition/data-check": "{title} ({edition}): {count:plural city|cities}",
    "preset-range": "{change} here, so that it is commensurate in {method!r}",
    "unknown-name/data-framework": "no framework {name!r}, shipped or as a file; {hint}",
    "unknown-name/data-method": "no method {name!r}, shipped or as a file; {hint}",
    "unknown-name/data-shipped-framework": "no framework {name!r} ships; {hint}; a file is a pathlib.Path",
    "unknown-name/data-shipped-method": "no method {name!r} ships; {hint}; a file is a pathlib.Path",
    "wrong-type/data-framework": "a framework is a Framework, a path or a name, found {found}",
    "wrong-type/data-method": "a method is a Method, a path or a name, found {found}",
    # What is given as data
    "not-allowed/data-sheet": "has no sheet {sheet!r}: only a workbook has sheets",
    "not-allowed/data-sheet-of-file": "has no sheet {sheet!r}: only a workbook (.xlsx, .xlsm) has sheets",
    "wrong-type/data": "must be a path or a DataFrame, found {found}",
    # Settings of a reading
    "reading-option/equals": "{option}={value}",
    "reading-option/flag": "{option}",
    "reading-option/quoted": "{option}={value!r}",
    "reading-option/several": "{options:name}",
    "reading-setting": "{name}={setting_value!r}",
    "reading-settings": "{first:name} and {last}",
    "not-allowed/data-setting": "{setting} is for text files only",
    "not-allowed/data-setting-of-file": "{setting} is for files only",
    # Files
    "file-format/archive": "an archive",
    "file-format/arrow": "an Arrow file",
    "file-format/binary-workbook": "a binary workbook",
    "file-format/compressed": "compressed",
    "file-format/database": "a database",
    "file-format/frame": "frame ({type})",
    "file-format/ending": "{ending} file",
    "file-format/json": "JSON",
    "file-format/numbers": "a spreadsheet of Numbers",
    "file-format/old-workbook": "a workbook of the old format",
    "file-format/open-document": "an OpenDocument spreadsheet",
    "file-format/pdf": "a PDF document",
    "file-format/pickle": "a pickle, which may run code",
    "file-format/r": "a file of R",
    "file-format/sas": "a file of SAS",
    "file-format/spss": "a file of SPSS",
    "file-format/stata": "a file of Stata",
    "file-format/text-document": "a text document",
    "file-format/toml": "TOML",
    "file-format/web-page": "a web page",
    "file-format/workbook": "workbook (.xlsx or .xlsm)",
    "file-format/xml": "XML",
    "missing-package/data-arrow": (
        "reading a frame of another library than pandas needs another package: pip install 'intlindex[parquet]'"
    ),
    "missing-package/data-excel": "reading a workbook needs another package: pip install 'intlindex[excel]'",
    "missing-package/data-parquet": "reading .parquet needs another package: pip install 'intlindex[parquet]'",
    "unreadable-file/data-address": "is an address, not a file: download it first, and give the path of the file",
    "unreadable-file/data-column-order": "row {row}, column {column} comes after {before}",
    "unreadable-file/data-device": "is a device, not a file",
    "unreadable-file/data-ending-parquet": (
        "is Parquet, by its first bytes: give it the ending .parquet, or save it as .xlsx, .csv (UTF-8), .tsv or "
        ".parquet"
    ),
    "unreadable-file/data-ending-workbook": (
        "is a workbook or an archive, by its first bytes: give it the ending .xlsx, or save it as .xlsx, .csv (UTF-8), "
        ".tsv or .parquet"
    ),
    "unreadable-file/data-entity": "declares an entity, which no workbook does",
    "unreadable-file/data-format": (
        "is {format}, which is not read as data: save it as .xlsx, .csv (UTF-8), .tsv or .parquet"
    ),
    "unreadable-file/data-format-found": (
        "is {format}, by its first bytes, and is not read: save it as .xlsx, .csv (UTF-8), .tsv or .parquet"
    ),
    "unreadable-file/data-encoding": (
        "line {line}: byte {found} is not UTF-8; with {setting} it may be read, or save the file as UTF-8"
    ),
    "unreadable-file/data-not-in-encoding": "is not text in the encoding {encoding!r}: {reason}",
    "unreadable-file/data-utf16": "is UTF-16, by its first bytes: with {setting} it is read, or save it as UTF-8",
    "unreadable-file/data-quote": "a quotation mark opens in the row that begins in line {line}, and is never closed",
    "unreadable-file/data-line": "line {line}: {reason}",
    "unreadable-file/data-missing": "no such file",
    "unreadable-file/data-name": "is not a valid file name: {reason}",
    "unreadable-file/data-no-commas": "the header {found!r} is one cell: columns are separated by commas",
    "unreadable-file/data-no-tabs": "the header {found!r} is one cell: columns are separated by tabs",
    "unreadable-file/data-old-workbook": (
        "is a workbook of the old format, and is not read: save it as .xlsx, .csv (UTF-8), .tsv or .parquet"
    ),
    "unreadable-file/data-old-workbook-renamed": (
        "is a workbook of the old format despite its ending {ending!r}, and is not read: save it as .xlsx, "
        ".csv (UTF-8), .tsv or .parquet"
    ),
    "unreadable-file/data-place": "a cell is in row {row}, column {column}, where no sheet has one",
    "unreadable-file/data-protected": (
        "is protected by a password: open it, take the password away, and save it again"
    ),
    "unreadable-file/data-protected-archive": "is protected by a password: save it without one",
    "unreadable-file/data-row-order": "row {row} comes after {before}",
    "unreadable-file/data-semicolons": (
        "the header {found!r} is one cell: columns are separated by commas; with {setting}, the decimal mark, they may "
        "be separated by semicolons"
    ),
    "unreadable-file/data-system": "{reason}",
    "unreadable-file/data-tabs": (
        "the header {found!r} is one cell: columns are separated by commas; a file separated by tabs ends in .tsv, or "
        "is read with {setting}"
    ),
    # Limits
    "too-large/data-archive": "expands to {found:,.1f} MB, and the limit is {limit:,.1f} MB",
    "too-large/data-archive-part": (
        "its part {part!r} expands from {compressed:,.1f} MB to {found:,.1f} MB, which no table does"
    ),
    "too-large/data-cells": "holds {cells:,} cells, and the limit is {limit:,}",
    "too-large/data-file": "{size}; to read it all the same, set {variable}=10 (ten times each limit)",
    "too-large/data-sheet": (
        "holds a table of {rows:,} rows and {columns:,} columns, and the limit is {limit:,} cells"
    ),
    # Sheets
    "ambiguous/data-sheets": (
        "could be read from several sheets, {allowed!r:name 20}: choose one by sheet=... (--sheet)"
    ),
    "empty/data-hidden-sheets": (
        "has no visible sheet that holds anything; hidden: {hidden!r:name 8}, which sheet=... (--sheet) reads all the "
        "same"
    ),
    "empty/data-sheet": "sheet {sheet!r} is empty",
    "empty/data-workbook": "has no visible sheet that holds anything",
    "sheet-read": "sheet {sheet!r} is read, not {others!r:name 8}",
    "unknown-name/data-sheet": "no sheet {name!r}; {hint}",
    # Header and columns
    "duplicate/data-column": "is given twice",
    "duplicate/data-columns-alike": "is given twice: {found!r:name} are read as one name",
    "empty/data-all-skipped": "has no rows other than those that are skipped",
    "empty/data-rows": "has a header but no rows",
    "key-column": ("names the cities, not {others!r:name 8}; rename the column that does to 'city' if that is wrong"),
    "required/data-column-name": (
        "is taken as the header, and column {column} has values but no name in it; it has only {found!r:name}"
    ),
    "required/data-header": (
        "is taken as the header, and column {column} has values but no name in it; it has no names at all"
    ),
    "unknown-column/data-cities": "no column 'city' or 'unit'; found {found!r:name 8}",
    "unknown-column/data-cities-key": (
        "no column 'city' or 'unit'; found {found!r:name 8}; with {setting} the rows are named by that column"
    ),
    "unknown-column/data-denominator": "no column for this denominator; {hint}",
    "unknown-column/data-key": "no column {found!r}; {hint}",
    "unknown-column/data-indicator": "no column for this indicator; {hint}",
    "unknown-column/data-indicator-only": "no column for this indicator",
    "unknown-column/data-separators": (
        "no column 'city' or 'unit'; found {found!r:name 8}; columns are separated by commas"
    ),
    "unknown-column/data-time": "no column 'time': a panel needs the time of every row",
    "unused-column/data-many": (
        "{count} columns are no indicators; the first {checked} were checked for their spelling"
    ),
    "unused-column/data-numbers": "holds numbers but is no indicator of the framework: not scored",
    "unused-column/data-similar": (
        "is no indicator of the framework and is not scored; did you mean {nearest!r:either}?"
    ),
    "unused-column/data-tidy": "is not a column of tidy data: not read",
    "wrong-type/data-nested": "holds {found}; a cell holds one value",
    "wrong-value/data-title-rows": (
        "seems to be a title, {found!r}, and row {header} to be the header: read the table with {setting}"
    ),
    "wrong-value/data-units-row": (
        "holds units of measurement and no values, found {found!r:name 4}; with {setting} they are compared with those "
        "of the framework"
    ),
    "wrong-value/data-label-levels": "has several levels of row or column labels; one is required: reset_index()",
    "wrong-value/data-note-row": "has one cell only, {found!r}; if it is a note or a heading, omit it with {setting}",
    "wrong-value/data-row-length": "has {cells} cells, but the header has {header}: {found!r}",
    # Cells and values
    "broken-cell/data-attributes": "cells show errors, which are kept as text: {cells:name 4}",
    "broken-cell/data-error": "{error!r} in cell {cell} of sheet {sheet!r}",
    "broken-cell/data-formula": "a formula without a stored value in cell {cell} of sheet {sheet!r}",
    "broken-cell/data-label": "column {column!r} must name something, found {found}",
    "broken-cell/data-number": "must be a finite number, blank or NA, found {found}",
    "duplicate/data-value": "has a value twice",
    "empty/data-indicator": "has no value for any city",
    "not-finite/data-cell-as-read": "must be a finite number, blank or NA, found {found!r}, read with {setting}",
    "not-finite/data-cell-missing": (
        "must be a finite number, blank or NA, found {found!r}; with {setting} it is read as no value"
    ),
    "not-finite/data-cell-setting": (
        "must be a finite number, blank or NA, found {found!r}; with {setting} it reads {number}"
    ),
    "not-finite/data-cells-missing": (
        "must be a finite number, blank or NA, found {found!r}; with {setting} it is read as no value; "
        "{others:plural other cell|other cells} {others:choose is|are} of this kind"
    ),
    "not-finite/data-cells-setting": (
        "must be a finite number, blank or NA, found {found!r}; with {setting} it reads {number}; "
        "{others:plural other cell|other cells} {others:choose is|are} of this kind"
    ),
    "not-finite/data-cell": "must be a finite number, blank or NA, found {found!r}",
    "out-of-range/data-denominator": "a denominator must be positive, found {found!r}",
    "out-of-range/data-value-open": "must be within {bounds}, found {found:g} {unit}",
    "out-of-range/data-value": "must be within [{low:g}, {high:g}], found {found:g} {unit}",
    "required/data-cell": "column {column!r} is blank",
    "required/data-indicator": "the data has no value of this indicator",
    "unknown-node/data-indicator": "is not in {framework}; {hint}",
    "wrong-type/data-denominator": "must be a number, found {found!r}",
    "footnotes-dropped": "marks of footnotes are dropped from {count:plural number|numbers}: {marks!r:name 8}",
    "read-as-missing": "{count:plural cell|cells} {found!r} {count:choose is|are} read as no value",
    "summary-row": (
        "{labels!r:name 5} {count:choose seems to sum|seem to sum} up other rows, and {count:choose is|are} ranked "
        "like them; if so, omit row {rows:name 5} by skip_rows"
    ),
    "unit-differs": "the table states the unit {found!r}, and the framework {allowed!r}",
    # Cities and times
    "ambiguous/data-city": "may be {allowed!r:name 8}: write one of these names",
    "ambiguous/data-time": "{found!r} may be one of several times: {allowed!r:name 8}",
    "ambiguous/data-times": "has several times, {allowed!r:name 8}; an index is scored for one: time=...",
    "duplicate/data-city": "has {count} rows",
    "duplicate/data-city-at-time": "is the name of two rows: city and time together must be unique",
    "duplicate/data-city-names": "is the same city as {others!r:name 8} ({city}); write one name",
    "duplicate/data-city-time": "has {count} rows; if column {column!r} holds times, call it 'time'",
    "not-allowed/data-time": "no column 'time' to look for {time!r} in",
    "similar-names": (
        "{names!r:name 8} are equal except for case, accents or punctuation, and are kept apart: write one name if "
        "they are one"
    ),
    "unknown-name/data-table": "no {name!r}; {hint}",
    "unknown-name/data-time": "no time {name!r}; {hint}",
}
