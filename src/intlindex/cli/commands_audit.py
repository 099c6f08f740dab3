"""The command that asks whether an index is sound: ``audit``."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from intlindex.api.index import Index
from intlindex.cli.command import Command, Output, result_output
from intlindex.display import text
from intlindex.outputs.records.cells import rows
from intlindex.sentences import say

if TYPE_CHECKING:
    from intlindex.analyses.audit.audit import Audit

__all__ = ["COMMANDS"]

SEVERITIES = ("info", "warning", "error")


def _audit(index: Index, arguments: argparse.Namespace) -> Output:
    """Audit, and fail if asked to; the findings are written nevertheless."""
    found = index.audit(ignore=[code.strip() for code in arguments.ignore.split(",") if code.strip()])
    output = result_output(found, found.findings, found.record(), notes=_findings_by_rule(found), below=_advice(found))
    output = replace(output, page=found.report)
    if arguments.fail_on is None or not len(failing := found.at_least(arguments.fail_on)):
        return output
    counts = failing["code"].value_counts(sort=False).items()
    listed = tuple(say("audit-failed/count", count=count, rule=code) for code, count in counts)
    return replace(output, failure=say("audit-failed", severity=arguments.fail_on, counts=listed))


def _findings_by_rule(found: Audit) -> str:
    """List findings below the title and the advice of their rule, the most severe first."""
    findings = found.findings
    rules = {rule["code"]: {"title": rule["title"], "advice": rule["advice"]} for rule in rows(found.rules)}
    blocks = []
    for severity in reversed(SEVERITIES):
        for code, group in findings[findings["severity"] == severity].groupby("code", sort=False):
            named = {"severity": severity, "code": str(code)}
            rule = rules.get(str(code))
            head = say("audit/code", **named) if rule is None else say("audit/rule", **named, **rule)
            lines = [text.paragraph(head, hanging="  ")]
            lines += [
                text.paragraph(
                    say("audit/rule-finding", node=node, message=message)
                    if node
                    else say("audit/rule-finding-of-all", message=message),
                    hanging="  ",
                )
                for node, message in zip(group["node"], group["message"], strict=True)
            ]
            blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _advice(found: Audit) -> str:
    """List the advice on each kind of finding, where a table lists the findings themselves."""
    advised = rows(found.rules[found.rules["findings"] > 0])
    return "\n".join(
        say("audit/rule-advised", code=row["code"], title=row["title"], advice=row["advice"]) for row in advised
    )


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fail-on", choices=SEVERITIES, metavar="SEVERITY", help=say("help/fail-on"))
    parser.add_argument("--ignore", default="", metavar="CODES", help=say("help/ignore"))


COMMANDS = (Command("audit", say("help/of-audit"), _audit, _arguments, has_page=True),)
