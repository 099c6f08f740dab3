"""Reading text whose cells are separated by commas, tabs or semicolons."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from intlindex.core.data.files.encoded_text import decoded
from intlindex.core.data.files.file_cells import FileCells
from intlindex.core.data.files.layout import Row, is_skipped, known_names, laid_out, names_in, title_rows
from intlindex.core.data.files.plain_table import plain_table
from intlindex.core.data.settings_named import setting, together
from intlindex.errors import DataError, Problem, problem
from intlindex.sentences import say
from intlindex.specs.load import read_bytes
from intlindex.specs.reading import Reading

__all__ = ["read_delimited", "split_rows"]

_SEPARATORS = (",", ";", "\t")
_FIRST_LINES = 40
_FIRST_BYTES = 1 << 16
_LONGEST_QUOTE = 60


def read_delimited(path: Path, source: str, reading: Reading, wanted: Sequence[str] = ()) -> FileCells:
    """Read a CSV file, or a TSV file by its ending; empty lines are skipped.

    Where the decimal mark is given, the header shows what separates columns: commas, semicolons or tabs.

    Parameters
    ----------
    path : Path
        The file.
    source : str
        What messages call it.
    reading : Reading
        How it is read.
    wanted : sequence of str
        Columns of numbers, by which a header is known.

    Returns
    -------
    FileCells
        The cells.

    Raises
    ------
    DataError
        If it cannot be read, or a row has not as many cells as the header.
    """
    data = read_bytes(path, DataError)
    if reading.encoding is None:
        start = data[:_FIRST_BYTES].decode("utf-8", errors="replace")
        plain = plain_table(data, _separator(start, path, reading, wanted), reading, wanted, path)
        if plain is not None:
            return plain
    text = decoded(data, source, reading.encoding)
    separator = _separator(text, path, reading, wanted)
    lines = [(number, row) for number, row in split_rows(text, separator, source) if not is_skipped(number, reading)]
    if not lines:
        raise DataError(say("empty/data-all-skipped"), source=source)
    header = lines[0][1]
    if reading.skip_rows is None and (title := _title(text, lines, separator, reading, wanted)):
        raise DataError([title], source=source)
    if len(header) == 1 and any(mark in header[0] for mark in _SEPARATORS):
        raise DataError(_separated_otherwise(header[0].strip(), separator), source=source)
    if problems := _of_wrong_length(lines, separator, reading):
        raise DataError(problems, source=source)
    return laid_out(lines, reading, wanted, source, "line")


def _of_wrong_length(lines: Sequence[Row], separator: str, reading: Reading) -> list[Problem]:
    """Return the rows that are longer or shorter than the header; those of one cell with the setting to omit them."""
    width = len(lines[0][1])
    wrong = [(number, row) for number, row in lines[1:] if len(row) != width]
    skipped = reading.skip_rows or ()
    before = range(1, skipped + 1) if isinstance(skipped, int) else skipped
    notes = setting("skip_rows", (*before, *(number for number, row in wrong if len(row) == 1)))
    problems = []
    for number, row in wrong:
        found = separator.join(row)[:_LONGEST_QUOTE]
        if len(row) == 1:
            problems.append(problem("wrong-value/data-note-row", f"line {number}", found=found, setting=notes))
        else:
            problems.append(
                problem("wrong-value/data-row-length", f"line {number}", cells=len(row), header=width, found=found)
            )
    return problems


def _separator(text: str, path: Path, reading: Reading, wanted: Sequence[str]) -> str:
    """Return what separates columns: by the ending, or by the header where the decimal mark is given."""
    if path.suffix.casefold() == ".tsv":
        return "\t"
    if reading.decimal is None:
        return ","
    known = known_names(wanted, reading)
    lines = [
        line
        for number, line in enumerate(text.split("\n", _FIRST_LINES)[:-1] or [text], start=1)
        if line.strip() and not is_skipped(number, reading)
    ]
    for line in lines:
        counts = {mark: names_in(_unquoted(line, mark), known) for mark in _SEPARATORS}
        best = max(counts, key=lambda mark: (counts[mark], len(line.split(mark))))
        if counts[best] and best in line:
            return best
    return max(_SEPARATORS, key=lines[0].count) if lines else ","


def _unquoted(line: str, mark: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split(mark)]


def _title(text: str, lines: Sequence[Row], separator: str, reading: Reading, wanted: Sequence[str]) -> Problem | None:
    """Return the problem of a title above the header, whichever sign separates the columns below it."""
    known = known_names(wanted, reading)
    if found := title_rows(lines[:_FIRST_LINES], known, "line"):
        return found
    if names_in(lines[0][1], known) or reading.decimal is not None:
        return None
    first = [line for line in enumerate(text.split("\n", _FIRST_LINES)[:_FIRST_LINES], start=1) if line[1].strip()]
    for mark in _SEPARATORS:
        split = [(number, _unquoted(line, mark)) for number, line in first]
        if mark != separator and split[0][0] == lines[0][0] and (found := title_rows(split, known, "line")):
            both = together([found.values["setting"], setting("decimal", "," if mark == ";" else ".")])
            shown = {name: found.values[name] for name in ("found", "header")}
            return problem("wrong-value/data-title-rows", found.where, setting=both, **shown)
    return None


def _separated_otherwise(header: str, separator: str) -> str:
    """Return what is wrong with a header of one cell that holds other separators."""
    found = header if len(header) <= _LONGEST_QUOTE else f"{header[: _LONGEST_QUOTE - 1]}\u2026"
    if separator == "\t":
        return say("unreadable-file/data-no-tabs", found=found)
    if "\t" in header:
        return say("unreadable-file/data-tabs", found=found, setting=setting("decimal", "."))
    if ";" in header:
        return say("unreadable-file/data-semicolons", found=found, setting=setting("decimal", ","))
    return say("unreadable-file/data-no-commas", found=found)


def split_rows(text: str, separator: str, source: str) -> list[tuple[int, list[str]]]:
    """Split a text into rows, each with the line in which it begins.

    Raises
    ------
    DataError
        If quotes are not closed.
    """
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    lines = []
    before = 0
    try:
        for row in reader:
            if row:
                lines.append((before + 1, row))
            before = reader.line_num
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise DataError(say("unreadable-file/data-quote", line=before + 1), source=source) from error
        reason = say("unreadable-file/data-line", line=reader.line_num, reason=str(error))
        raise DataError(reason, source=source) from error
    return lines
