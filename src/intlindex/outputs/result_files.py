"""Results of analyses as files: the main table as CSV; sentences, main table and findings as a workbook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from intlindex._version import __version__
from intlindex.display.result import Result
from intlindex.display.shown import flat, spoken_table
from intlindex.display.voiced import voiced
from intlindex.outputs.csv_tables import to_csv
from intlindex.outputs.excel import Page, write_workbook
from intlindex.outputs.index_file import write_atomically
from intlindex.outputs.number_formats import fixed_digits
from intlindex.outputs.stage_tables import sheet_name
from intlindex.sentences import say
from intlindex.sentences.voices import voice_spoken

__all__ = ["result_csv", "result_excel", "written_csv"]


def result_csv(result: Result, path: str | Path | None = None, bom: bool = False) -> str:
    """Write the main table of a result as CSV; called by `Result.to_csv`."""
    return written_csv(flat(result.table), path, bom=bom)


def written_csv(frame: pd.DataFrame, path: str | Path | None, *, bom: bool = False) -> str:
    """Return a table as CSV, after writing it where a path is given; with a byte-order mark if asked to.

    Raises
    ------
    DataError
        If it cannot be written.
    """
    text = to_csv(voiced(frame, voice_spoken()))
    if path is not None:
        write_atomically(path, text.encode("utf-8-sig" if bom else "utf-8"))
    return text


def result_excel(result: Result, path: str | Path) -> None:
    """Write the sentences of a result, its main table and its findings; called by `Result.to_excel`."""
    shown = result.shown
    about, table = shown.published(), replace(shown, table=flat(result.table)).published().table
    lines = [about.title, *about.lines, say("about/outputs-made-by", version=__version__)]
    numbers = {name: fixed_digits(shown.digits) for name, column in table.items() if _suits(column, shown.digits)}
    sheets = {sheet_name("about"): Page(spoken_table(pd.DataFrame({"about": lines})), filters=False)}
    sheets[sheet_name("table")] = Page(
        table, keys=shown.keys, formats={str(name): text for name, text in numbers.items()}
    )
    if len(result.findings):
        sheets[sheet_name("findings")] = Page(spoken_table(result.findings))
    write_workbook(sheets, path)


def _suits(column: pd.Series[Any], digits: int) -> bool:
    """Return whether all numbers of a column are large enough to be seen with the given digits after the point."""
    if column.dtype.kind != "f":
        return False
    sizes = column.abs()
    return not bool((sizes.gt(1e-9) & sizes.lt(10.0**-digits)).any())  # what is less is left by rounding
