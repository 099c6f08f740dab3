"""An audit as a page: its findings with advice, and the figures and tables behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from intlindex._version import __version__
from intlindex.core.description import node_names
from intlindex.display.shown import Shown
from intlindex.errors import DataError, RequestError, UnknownNameError
from intlindex.outputs.plots.audit import audit as draw_audit
from intlindex.outputs.plots.distributions import distributions as draw_distributions
from intlindex.outputs.report.page import Section, checked_page, page, picture, write_page
from intlindex.sentences import Sentence, say
from intlindex.sentences.voices import language_spoken

if TYPE_CHECKING:
    from intlindex.analyses.audit.audit import Audit

__all__ = ["audit_report"]

SEVERITIES = ("error", "warning", "info")
MOST = 10
"""Nodes left out that are listed, those that move most first."""


def audit_report(found: Audit, path: str | Path | None = None) -> str:
    """Write an audit as a page; see `Audit.report`.

    Raises
    ------
    RequestError
        If the file is not named ``.html``.
    DataError
        If it cannot be written.
    MissingDependencyError
        If matplotlib is not installed.
    """
    checked_page(path)
    index = found.index
    sections = [
        _findings(found),
        _advice(found),
        _values(found),
        _correlations(found),
        _structure(found),
        _weights(found),
        _left_out(found),
        _outside(found),
    ]
    head = Shown(
        say("audit-report/title", index=index.framework.title),
        tuple(line for line in (index.framework.description_in(language_spoken()), *found.shown.lines) if line),
    )
    foot = say("report/foot", version=__version__, fingerprint=index.fingerprint[:12])
    text = page(head, [each for each in sections if each is not None], foot)
    return write_page(text, path)


def _findings(found: Audit) -> Section | None:
    rows = found.findings
    order = rows["severity"].map(SEVERITIES.index)
    table = rows.loc[order.sort_values(kind="stable").index, ["severity", "node", "message"]]
    return _section(found, say("audit-report/findings-heading"), (), table.reset_index(drop=True))


def _advice(found: Audit) -> Section | None:
    rules = found.rules
    table = rules.loc[rules["findings"] > 0, ["title", "findings", "advice"]].rename(columns={"findings": "count"})
    headings = {"title": say("audit-report/rule"), "advice": say("audit-report/advice")}
    return _section(found, say("audit-report/advice-heading"), (), table, headings)


def _values(found: Audit) -> Section | None:
    present = found.availability_by_indicator
    here, missing = int(present["present"].sum()), int(present["missing"].sum())
    lines = [say("audit-report/present", present=here, all=here + missing, share=here / max(here + missing, 1))]
    table = present.loc[present["missing"] > 0, ["present", "missing"]].rename_axis("node").reset_index()
    headings = {"present": say("audit-report/values"), "missing": say("audit-report/missing")}
    pictures = _pictures(lambda: draw_distributions(found.index))
    return _section(found, say("audit-report/values-heading"), lines, table, headings, pictures=pictures)


def _correlations(found: Audit) -> Section | None:
    pairs = found.pairs()
    pairs = pairs[(pairs["flag"] != "") & pairs["relation"].isin(["siblings", "across", "parent"])]
    chosen = pairs[(pairs["flag"] != "weak") & (pairs["relation"] != "across") | (pairs["flag"] == "redundant")]
    lines = [say("audit-report/correlations", count=len(chosen), limit=found.limits.redundant)]
    headings = {
        "first": say("audit-report/first"),
        "second": say("audit-report/second"),
        "correlation": say("audit-report/correlation"),
    }
    pictures = _pictures(lambda: draw_audit(found))
    heading = say("audit-report/correlations-heading")
    return _section(found, heading, lines, chosen[list(headings)], headings, pictures=pictures)


def _structure(found: Audit) -> Section | None:
    root = found.index.framework.root.id
    components = found.components
    first = components[components["component"] == 1].set_index("group")["explained"]
    lines = [say("audit-report/component", node=root, share=float(first[root]))] if root in first.index else []
    table = found.reliability.assign(explained=first).reset_index()
    headings = {
        "group": say("audit-report/group"),
        "children": say("audit-report/children"),
        "alpha": say("audit-report/alpha"),
        "explained": say("audit-report/explained"),
    }
    pictures = _pictures(lambda: draw_audit(found, kind="scree"), lambda: draw_audit(found, kind="loadings"))
    heading = say("audit-report/structure-heading")
    return _section(found, heading, lines, table[list(headings)], headings, pictures=pictures)


def _weights(found: Audit) -> Section | None:
    headings = {
        "node": say("audit-report/node"),
        "weight": say("audit-report/weight"),
        "importance": say("audit-report/importance"),
        "correlation_with_index": say("audit-report/with-index"),
    }
    table = found.importance.reset_index()
    lines = [say("audit-report/importance-note")]
    return _section(found, say("audit-report/weights-heading"), lines, table[list(headings)], headings)


def _left_out(found: Audit) -> Section | None:
    table = found.dropping.sort_values("mean_shift", ascending=False, kind="stable").head(MOST).reset_index()
    headings = {
        "node": say("audit-report/node"),
        "mean_shift": say("audit-report/mean-shift"),
        "largest_shift": say("audit-report/largest-shift"),
        "city": say("audit-report/largest-of"),
        "spearman": say("audit-report/spearman"),
    }
    heading = say("audit-report/dropping-heading", count=len(table))
    return _section(found, heading, (), table[list(headings)], headings)


def _outside(found: Audit) -> Section | None:
    table = found.outside
    headings = {
        "node": say("audit-report/node"),
        "outside": say("audit-report/outside"),
        "pearson": say("audit-report/correlation"),
        "common": say("audit-report/common"),
    }
    table = table.loc[table["pearson"].notna(), list(headings)]
    return _section(found, say("audit-report/outside-heading"), (), table, headings) if len(table) else None


def _section(
    found: Audit,
    title: Sentence,
    lines: Sequence[str],
    table: pd.DataFrame,
    headings: dict[str, Sentence] | None = None,
    *,
    pictures: tuple[str, ...] = (),
) -> Section | None:
    """Return a section; None where it has nothing to say."""
    if not len(table) and not pictures and not lines:
        return None
    labels = node_names(found.index.framework)
    return Section(Shown(title, tuple(lines), table, digits=2, labels=labels, headings=headings or {}), pictures)


def _pictures(*draws: Callable[[], Any]) -> tuple[str, ...]:
    """Return the figures that can be drawn of an index."""
    drawn = []
    for draw in draws:
        try:
            drawn.append(picture(draw()))
        except (DataError, RequestError, UnknownNameError):
            continue  # as of a group with one child; the table says what there is
    return tuple(drawn)
