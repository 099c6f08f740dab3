"""What a command of the command line is: its arguments, and what it has to say in every format."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from intlindex.index.index import Index
from intlindex.index.result import Result
from intlindex.presentation import text
from intlindex.presentation.table_formats import escape_markdown, to_latex, to_markdown
from intlindex.presentation.tables import to_csv

__all__ = ["FORMATS", "Command", "Output", "UsageError", "result_output"]

FORMATS = ("table", "csv", "json", "markdown", "latex")
"""What every command can write."""


class UsageError(Exception):
    """The arguments do not go together."""


@dataclass(frozen=True)
class Output:
    """What a command has to say, in every format."""

    frame: pd.DataFrame
    record: dict[str, Any]
    title: str = ""
    notes: str = ""
    keys: int = 1
    form: str | None = None
    """The table as text, where it is better read as something else."""
    digits: int = 1
    """Digits after the point, in Markdown and LaTeX."""
    caption: str = ""
    """The title in sentences, for Markdown and LaTeX."""
    failure: str = ""
    """Why the command fails all the same, once all is written; the input is wrong then."""

    def as_text(self, form: str) -> str:
        """Write it in one of the `FORMATS`."""
        match form:
            case "json":
                return json.dumps(self.record, ensure_ascii=False, indent=2) + "\n"
            case "csv":
                return to_csv(self.frame)
            case "markdown":
                title, notes = (escape_markdown(part) for part in (self.caption or self.title, self.notes))
                parts = [title, to_markdown(self.frame, digits=self.digits).rstrip("\n"), notes]
                return "\n\n".join(part for part in parts if part) + "\n"
            case "latex":
                notes = "".join(f"% {line}\n" for line in self.notes.splitlines())
                return notes + to_latex(self.frame, digits=self.digits, caption=self.caption or self.title)
        body = text.table(self.frame, keys=self.keys) if self.form is None else self.form
        parts = [self.title, body, self.notes]
        return "\n\n".join(part for part in parts if part) + "\n"


def result_output(result: Result, frame: pd.DataFrame, record: dict[str, Any], *, notes: str = "") -> Output:
    """Say what an analysis found: its own words as text, a table as CSV, a record as JSON.

    Parameters
    ----------
    result : Result
        What was found.
    frame : DataFrame
        Its main table, with nothing of worth in the index.
    record : dict
        Plain data, with a `format` such as ``intlindex/bounds/1``.
    notes : str
        What stands below the text.
    """
    shown = result.shown
    caption = " ".join([f"{shown.title}.", *shown.lines])
    form = text.describe_result(shown)
    return Output(frame, record, notes=notes, form=form, digits=shown.digits, caption=caption)


@dataclass(frozen=True)
class Command:
    """One command that reads an index."""

    name: str
    """As it is typed."""
    summary: str
    """What it does, in a few words."""
    run: Callable[[Index, argparse.Namespace], Output]
    """From an index and the arguments to what is written."""
    arguments: Callable[[argparse.ArgumentParser], None] = lambda _: None
    """Adds the arguments of its own."""
