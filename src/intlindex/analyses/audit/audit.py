"""An audit: what is doubtful about an index, and the tables that show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from intlindex.analyses.audit.correlations import outside_figures, pairs
from intlindex.analyses.audit.counted import CODES_OF_DATA, counts_in_words
from intlindex.analyses.audit.evidence import Evidence
from intlindex.analyses.audit.principal import component_scores, loadings
from intlindex.analyses.audit.rules import RULES, AuditRule
from intlindex.analyses.audit.tables import distributions
from intlindex.core.languages import checked_language, voice_in
from intlindex.core.pipeline.root_score import require_score
from intlindex.display.findings import findings_frame
from intlindex.display.records.comparing import AuditRecord
from intlindex.display.result import Result, Shown
from intlindex.errors import RequestError, UnknownNameError, nearest, problem
from intlindex.findings import Severity
from intlindex.kernels.statistics.correlation import KINDS, Kind
from intlindex.registry import output_of
from intlindex.sentences import say, spoken_now
from intlindex.sentences.voices import in_voice
from intlindex.specs.audit_limits import AuditLimits

if TYPE_CHECKING:
    from intlindex.core.scored import ScoredIndex

__all__ = ["Audit", "audit"]

SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")
STAGES = ("raw", "denominated", "transformed", "imputed", "treated", "normalised")


@dataclass(frozen=True, eq=False, repr=False)
class Audit(Result[AuditRecord]):
    """What is doubtful about an index, and the tables that show it, each computed when first requested.

    All tables use observed cells only: no imputed or filled value, no city that is not scored; only
    availability counts every city that was read. Correlations and what follows from them count a group that is better
    when lower as its parent does, mirrored. Each access returns a new copy.

    Examples
    --------
    >>> import intlindex as ix
    >>> audit = ix.load("example").audit()
    >>> sorted(audit.findings["severity"].unique())
    ['info', 'warning']
    >>> audit.reliability.loc["science_technology", "alpha"]
    np.float64(0.67)
    """

    _evidence: Evidence
    _rules: tuple[AuditRule, ...]
    _ignored: frozenset[str]

    @property
    def index(self) -> ScoredIndex:
        """The index under audit."""
        return self._evidence.index

    @property
    def framework(self) -> str:
        """Id of the framework."""
        return self.index.framework.id

    @property
    def limits(self) -> AuditLimits:
        """The limits beyond which there is a finding."""
        return self._evidence.limits

    @cached_property
    def _findings(self) -> pd.DataFrame:
        rules = [rule for rule in self._rules if rule.code not in self._ignored]
        found = findings_frame(each for rule in rules for each in rule.findings(self._evidence))
        own = self._evidence.index.findings
        own = own[~own["code"].isin(self._ignored)]
        return pd.concat([own, found], ignore_index=True)

    @property
    def findings(self) -> pd.DataFrame:
        """All findings: code, severity, node, message; those of the index itself first."""
        return self._findings.copy()

    @property
    def rules(self) -> pd.DataFrame:
        """The rules that were applied: code, severity, title, advice, and how many findings each has."""
        counts = self._findings["code"].value_counts()
        rows = [
            (rule.code, rule.severity, spoken_now(rule.title), spoken_now(rule.advice), int(counts.get(rule.code, 0)))
            for rule in self._rules
            if rule.code not in self._ignored
        ]
        return pd.DataFrame(rows, columns=["code", "severity", "title", "advice", "findings"])

    def at_least(self, severity: Severity) -> pd.DataFrame:
        """Return the findings of a severity or a higher one.

        Parameters
        ----------
        severity : {"info", "warning", "error"}
            The lowest severity.

        Returns
        -------
        DataFrame
            Rows of `findings`.

        Raises
        ------
        RequestError
            If there is no such severity.

        Examples
        --------
        >>> import intlindex as ix
        >>> set(ix.load("example").audit().at_least("warning")["severity"])
        {'warning'}
        """
        if severity not in SEVERITIES:
            wrong = problem("wrong-value/audit-severity", found=severity, hint=nearest(str(severity), SEVERITIES))
            raise RequestError([wrong])
        chosen = SEVERITIES[SEVERITIES.index(severity) :]
        return self._findings[self._findings["severity"].isin(chosen)].reset_index(drop=True)

    # ---------------------------------------------------------------- tables

    @property
    def availability_by_indicator(self) -> pd.DataFrame:
        """Raw values by indicator: present, missing, zeros, availability, share that is not zero."""
        return self._evidence.by_indicator.copy()

    @property
    def availability_by_city(self) -> pd.DataFrame:
        """Raw values by city: present, missing, zeros, availability, share that is not zero."""
        return self._evidence.by_city.copy()

    @property
    def availability_by_group(self) -> pd.DataFrame:
        """Share of the indicators below each group that a city has, cities by groups."""
        return self._evidence.by_group.copy()

    def distributions(self, stage: str = "raw") -> pd.DataFrame:
        """Describe the values of each indicator.

        Parameters
        ----------
        stage : {"raw", "denominated", "transformed", "imputed", "treated", "normalised"}
            The step after which values are described.

        Returns
        -------
        DataFrame
            By indicator: minimum, maximum, mean, median, standard deviation (n - 1), skewness and excess kurtosis
            (bias-corrected), number of values, of outliers (further from the quartiles than 1.5 times their
            distance, Tukey 1977), share of zeros, number of distinct values, share of the most frequent one.

        Raises
        ------
        RequestError
            If there is no such stage.

        Examples
        --------
        >>> import intlindex as ix
        >>> found = ix.load("example").audit().distributions()
        >>> found.loc["unicorns", ["mean", "skewness", "outliers"]].to_list()
        [48.25, 2.51, 2.0]
        """
        if stage not in STAGES:
            raise RequestError([problem("wrong-value/audit-stage", found=stage, hint=nearest(str(stage), STAGES))])
        return distributions(self._evidence.index, stage)

    def correlations(self, kind: Kind = "pearson") -> pd.DataFrame:
        """Correlate all nodes in pairs, each over the cities that have both.

        Parameters
        ----------
        kind : {"pearson", "spearman", "kendall"}
            Which coefficient.

        Returns
        -------
        DataFrame
            Nodes by nodes; blank where fewer than three cities have both, or one is constant over them.

        Raises
        ------
        RequestError
            If there is no such kind.

        Examples
        --------
        >>> import intlindex as ix
        >>> found = ix.load("example").audit().correlations("spearman")
        >>> found.loc["flight_destinations", "international_airlines"]
        np.float64(0.90)
        """
        names = pd.Index(self._evidence.index.nodes)
        return pd.DataFrame(self._evidence.correlations(_known(kind)).coefficients.copy(), index=names, columns=names)

    def pairs(self, kind: Kind = "pearson") -> pd.DataFrame:
        """List all pairs of nodes with their correlation.

        Parameters
        ----------
        kind : {"pearson", "spearman", "kendall"}
            Which coefficient.

        Returns
        -------
        DataFrame
            The two nodes, their relation (siblings; parent or ancestor, the first of the second;
            across: both indicators or both groups, of different groups; other), correlation, p-value, number of
            cities, and flag: redundant, negative, weak or nothing.

        Raises
        ------
        RequestError
            If there is no such kind.

        Examples
        --------
        >>> import intlindex as ix
        >>> found = ix.load("example").audit().pairs()
        >>> found.query("flag == 'negative' and relation == 'siblings'")[["first", "second"]].iloc[0].to_list()
        ['attractiveness', 'influence']
        """
        evidence = self._evidence
        return pairs(evidence.index, evidence.correlations(_known(kind)), evidence.limits)

    @property
    def reliability(self) -> pd.DataFrame:
        """Cronbach's alpha by group, over its children and over all indicators below it."""
        return self._evidence.reliability.copy()

    @property
    def components(self) -> pd.DataFrame:
        """Principal components of the children of each group: eigenvalue, share of the variance explained.

        Over cities with all children; groups with one child, a constant one or fewer than three such cities are
        omitted.
        """
        return self._evidence.components.copy()

    def loadings(self, group: str, *, rotated: bool = False) -> pd.DataFrame:
        """Return the correlations of the children of a group with its principal components.

        Parameters
        ----------
        group : str
            Id of a group.
        rotated : bool
            By varimax, of the components with an eigenvalue above one, at least of one.

        Raises
        ------
        UnknownNameError, RequestError
            If there is no such group, or it has one child, a constant one or fewer than three complete cities.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("example").audit().loadings("index").round(2)[1].to_list()
        [0.71, 0.53, 0.92]
        """
        return loadings(self.index, self._evidence.counted, group, rotated=rotated)

    def component_scores(self, group: str, *, rotated: bool = False) -> pd.DataFrame:
        """Return the scores of the cities on the components of `loadings`, with mean 0 and variance 1.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("example").audit().component_scores("index")[1].idxmax()
        'London'
        """
        return component_scores(self.index, self._evidence.counted, group, rotated=rotated)

    @property
    def importance(self) -> pd.DataFrame:
        """Share of importance of each node within its group and of each indicator in the index, beside its weight.

        By a line (squared correlation) and by a smooth curve (correlation ratio); Becker, Saisana, Paruolo and
        Vandecasteele (2017).
        """
        return self._evidence.importance.copy()

    @property
    def dropping(self) -> pd.DataFrame:
        """Effect on the ranks of dropping each node, everything fitted again."""
        return self._evidence.dropping.copy()

    @property
    def outside(self) -> pd.DataFrame:
        """Correlations of nodes with denominators, other columns of numbers, given figures and published ranks.

        The sign of published ranks is reversed, so that agreement is positive.
        """
        return self._evidence.outside.copy()

    # ---------------------------------------------------------------- what is shown

    @property
    def table(self) -> pd.DataFrame:
        """Number of findings by code, the most severe first: code, severity, count, title."""
        findings = self._findings
        titles = {rule.code: spoken_now(rule.title) for rule in self._rules}
        rows = [
            (code, severity, len(found), titles.get(str(code), say("audit/when-scored")))
            for severity in reversed(SEVERITIES)
            for code, found in findings[findings["severity"] == severity].groupby("code", sort=False)
        ]
        return pd.DataFrame(rows, columns=["code", "severity", "count", "title"])

    @property
    def shown(self) -> Shown:
        """Number of findings by code."""
        index, table = self._evidence.index, self.table
        counts = self._findings["severity"].value_counts()
        line = counts_in_words({str(severity): int(count) for severity, count in counts.items()})
        title = say("audit/title", framework=index.framework.id, index=index.framework.title)
        return Shown(title, (line,), table if len(table) else pd.DataFrame())

    def report(self, path: str | Path | None = None, *, lang: str | None = None) -> str:
        """Write the audit as a page: its findings with advice, and the figures and tables behind them.

        Parameters
        ----------
        path : str or Path, optional
            A file that ends in ``.html``; an existing one is replaced only when the page is complete.
        lang : str, optional
            "en" or "zh"; by default the language of the index.

        Returns
        -------
        str
            The page.

        Raises
        ------
        RequestError, DataError, MissingDependencyError
            If it is not to be ``.html``, there is no such language, it cannot be written, or matplotlib is missing.

        Examples
        --------
        >>> import intlindex as ix
        >>> page = ix.load("example").audit().report()
        >>> "<h2>Correlations</h2>" in page
        True
        """
        if lang is None or checked_language(lang) == self.index.language:
            return str(output_of(type(self), "report")(self, path))
        index = replace(self.index, language=lang)
        with in_voice(voice_in(lang, index.definition, index.fits.table.registry)):
            spoken = Audit(replace(self._evidence, index=index), self._rules, self._ignored)
            return spoken.report(path)


def _known(kind: Kind) -> Kind:
    if kind not in KINDS:
        raise RequestError([problem("wrong-value/audit-correlation", found=kind, hint=nearest(str(kind), KINDS))])
    return kind


def audit(
    index: ScoredIndex,
    *,
    limits: AuditLimits | None = None,
    against: Mapping[str, Any] | pd.DataFrame | None = None,
    ignore: Sequence[str] = (),
    rules: Sequence[AuditRule] = RULES,
) -> Audit:
    """Audit an index; see `Index.audit`."""
    require_score(index.fits)
    if limits is not None and not isinstance(limits, AuditLimits):
        raise RequestError([problem("wrong-type/audit-limits", found=type(limits).__name__)])
    problems = [
        problem("wrong-type/audit-rule", found=type(rule).__name__) for rule in rules if not hasattr(rule, "check")
    ]
    if problems:
        raise RequestError(problems, source="rules")
    codes = [rule.code for rule in rules]
    if duplicates := sorted({code for code in codes if codes.count(code) > 1}):
        raise RequestError([problem("duplicate/audit-rule", code=code) for code in duplicates], source="rules")
    names = (ignore,) if isinstance(ignore, str) else tuple(ignore)
    known = [*codes, *CODES_OF_DATA]
    if unknown := [code for code in names if code not in known]:
        wrong = [problem("unknown-name/audit-code", found=code, hint=nearest(str(code), known)) for code in unknown]
        raise UnknownNameError(wrong, source="ignore")
    return Audit(
        Evidence(index, limits or AuditLimits(), outside_figures(index, against)), tuple(rules), frozenset(names)
    )
