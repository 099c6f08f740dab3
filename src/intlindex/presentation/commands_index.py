"""Commands that show an index itself: ``rank``, ``score``, ``show``, ``validate``."""

from __future__ import annotations

import argparse

from intlindex.index.index import Index
from intlindex.presentation import profiles, records, text
from intlindex.presentation.command import Command, Output

__all__ = ["COMMANDS"]


def _rank(index: Index, _: argparse.Namespace) -> Output:
    return Output(index.ranking, records.ranking_record(index), text.heading(index), _findings_text(index), keys=2)


def _score(index: Index, _: argparse.Namespace) -> Output:
    frame = index.scores.reset_index()
    scores = {row.pop("city"): row for row in records.rows(frame)}
    record = {"format": "intlindex/scores/1", "framework": index.framework.id, "scores": scores}
    return Output(frame, record, text.heading(index), _findings_text(index))


def _show(index: Index, arguments: argparse.Namespace) -> Output:
    profile = profiles.profile(index, arguments.name)
    record = {"title": profile.title, "facts": profile.facts, "rows": records.rows(profile.frame)}
    facts = "\n".join(text.paragraph(f"{name}: {fact}") for name, fact in profile.facts.items())
    title = "\n".join(part for part in (text.paragraph(profile.title), facts) if part)
    return Output(profile.frame, record, title, keys=profile.keys, form=profile.form)


def _findings_text(index: Index) -> str:
    """Name what is not only information, and count the rest."""
    findings = index.findings
    warnings = findings[findings["severity"] != "info"]
    rest = len(findings) - len(warnings)
    noted = f"{rest} note{'s' if rest > 1 else ''} on the data" if rest else ""
    more = f"{noted}: see intlindex validate" if noted else ""
    return "\n".join(part for part in (text.findings(warnings), more) if part)


def _validate(index: Index, _: argparse.Namespace) -> Output:
    """Say that all files are right, and what is worth knowing; an index that is not could not be made."""
    record = {"valid": True, "framework": index.framework.id, "findings": records.findings(index)}
    title = f"{text.heading(index)}\nValid. Findings: {len(index.findings)}."
    return Output(index.findings, record, title, form=text.findings(index.findings))


def _show_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", help="a node's id or any name of a city; without it, the framework")


COMMANDS = (
    Command("rank", "rank the cities", _rank),
    Command("score", "score all cities on all nodes", _score),
    Command("show", "show the framework, a node or a city", _show, _show_arguments),
    Command("validate", "check framework, data and method", _validate),
)
