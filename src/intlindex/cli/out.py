"""Where the output of a command goes, and in which format: the suffix of a file determines it."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from intlindex.cli.command import Output, UsageError
from intlindex.display.shown import spoken_table
from intlindex.outputs.excel import Page, write_workbook
from intlindex.outputs.index_file import write_atomically
from intlindex.outputs.report.page import ENDINGS as PAGE_ENDINGS
from intlindex.sentences import say

__all__ = ["ENDINGS", "check_schema_file", "complain", "format_of", "keep_closed_streams", "let_go_of_output", "write"]

ENDINGS = {
    ".txt": "table",
    ".csv": "csv",
    ".json": "json",
    ".md": "markdown",
    ".tex": "latex",
    ".xlsx": "xlsx",
}
"""Format of a file by its suffix; a file without one gets the format that is asked for."""


PAGES = dict.fromkeys(PAGE_ENDINGS, "html")
"""The same for commands whose output can be a page."""


def format_of(asked: str | None, out: str | None, *, pages: bool = False) -> str:
    """Return the format to write: that of the suffix of the file, or the one asked for, or a table.

    Parameters
    ----------
    asked : str, optional
        The format that is asked for.
    out : str, optional
        The file.
    pages : bool
        Whether it can be a page.

    Raises
    ------
    UsageError
        If the suffix cannot be written, or contradicts the format asked for.

    Examples
    --------
    >>> format_of(None, "ranking.csv"), format_of("json", None), format_of(None, "-")
    ('csv', 'json', 'table')
    """
    ending = _ending_of(out)
    if not ending:
        return asked or "table"
    endings = {**ENDINGS, **PAGES} if pages else ENDINGS
    if ending not in endings:
        if ending == ".parquet":
            raise UsageError(say("wrong-value/cli-out-parquet", found=ending, allowed=tuple(endings)))
        raise UsageError(say("wrong-value/cli-out", found=ending, allowed=tuple(endings)))
    if asked not in {None, endings[ending]}:
        raise UsageError(say("conflict/cli-out-and-format", ending=ending, format=endings[ending], found=asked))
    return endings[ending]


def check_schema_file(out: str | None) -> None:
    """Check that the suffix of a schema's file is that of JSON.

    Raises
    ------
    UsageError
        If it is another.
    """
    if _ending_of(out) not in {"", ".json"}:
        raise UsageError(say("wrong-value/cli-schema", found=out))


def _ending_of(out: str | None) -> str:
    if out == "":
        raise UsageError(say("empty/cli-out"))
    return "" if out is None else Path(out).suffix.casefold()


def write(output: Output | str, form: str, out: str | None, name: str, *, bom: bool = False) -> None:
    """Write the output of a command to a file, or else to standard output.

    Parameters
    ----------
    output : Output or str
        The output, or its text.
    form : str
        The format.
    out : str, optional
        The file.
    name : str
        What the sheet of a workbook is called.
    bom : bool
        Start a CSV file with a byte-order mark.
    """
    if isinstance(output, Output) and form == "xlsx" and out is not None:
        write_workbook({name: Page(spoken_table(output.frame), keys=output.keys)}, out)
        return
    if form == "html" and isinstance(output, Output) and output.page is not None:
        text = output.page()
    else:
        text = output if isinstance(output, str) else output.as_text(form)
    if bom and form == "csv":
        text = f"\ufeff{text}"
    if out is None:
        _print(text)
    else:
        write_atomically(out, text)


def _print(written: str) -> None:
    if sys.stdout is None:  # closed by the caller
        raise OSError(errno.EBADF, say("unwritable-file/cli-closed"))
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(written)
    sys.stdout.flush()


def complain(message: str) -> None:
    """Write a line to standard error, if there is one."""
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(f"{message}\n")


def keep_closed_streams() -> None:
    """Open the null device for standard streams that the caller closed: the next file opened would take their place."""
    for stream in (0, 1, 2):
        try:
            os.fstat(stream)
        except OSError:
            with suppress(OSError):
                os.open(os.devnull, os.O_RDWR)
    if sys.stderr is None:  # argparse would write to standard output instead
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  as long as the process


def let_go_of_output() -> None:
    """Keep the interpreter from flushing into an output that accepts no more."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
