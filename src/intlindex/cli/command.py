"""What a command of the command line is: its arguments, and what it has to say in every format."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from intlindex.api.index import Index
from intlindex.display import text
from intlindex.display.result import Result
from intlindex.display.table_formats import escape_markdown, to_latex, to_markdown
from intlindex.outputs.csv_tables import to_csv

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
    sentences: tuple[str, ...] = ()
    """The title and what follows from it, for Markdown, where it is a list; instead of the caption."""
    below: str | None = None
    """The notes of Markdown and LaTeX, if others than those of the text: what the table says need not be said twice."""
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
                title, *told = map(escape_markdown, self.sentences or (self.caption or self.title,))
                sentences = "\n".join(f"- {line}" for line in told)
                table = to_markdown(self.frame, digits=self.digits).rstrip("\n")
                parts = [title, sentences, table, _unwrapped(self._below)]
                return "\n\n".join(part for part in parts if part) + "\n"
            case "latex":
                notes = "".join(f"% {line}\n" for line in self._below.splitlines())
                return notes + to_latex(self.frame, digits=self.digits, caption=self.caption or self.title)
        body = text.table(self.frame, keys=self.keys) if self.form is None else self.form
        parts = [self.title, body, self.notes]
        return "\n\n".join(part for part in parts if part) + "\n"

    @property
    def _below(self) -> str:
        return self.notes if self.below is None else self.below


def _unwrapped(notes: str) -> str:
    """Write notes that were wrapped for a terminal as Markdown: lists stay lists, all else is a paragraph a line."""
    lines: list[str] = []
    for line in notes.splitlines():
        if line.startswith("  ") and lines:
            lines[-1] += f" {line.strip()}"
        elif line.strip():
            lines.append(line)
    items = [f"- {escape_markdown(line[2:])}" if line.startswith("- ") else escape_markdown(line) for line in lines]
    ends = ["\n" if one.startswith("- ") and other.startswith("- ") else "\n\n" for one, other in pairwise(items)]
    return "".join(item + end for item, end in zip(items, [*ends, ""], strict=True)) if items else ""


def result_output(
    result: Result, frame: pd.DataFrame, record: dict[str, Any], *, notes: str = "", below: str | None = None
) -> Output:
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
    below : str, optional
        What stands below the table in Markdown and LaTeX; by default the notes.
    """
    shown = result.shown
    caption = " ".join([f"{shown.title}.", *shown.lines])
    form = text.describe_result(shown)
    return Output(
        frame,
        record,
        notes=notes,
        form=form,
        digits=shown.digits,
        caption=caption,
        sentences=(f"{shown.title}.", *shown.lines),
        below=below,
    )


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
