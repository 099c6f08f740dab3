"""The index: data, framework and method, scored; a value that never changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.errors import DefinitionError, Problem, UnknownNameError, listed, nearest
from intlindex.findings import Finding
from intlindex.index.aggregating import weights_per_unit
from intlindex.index.observations import findings_of
from intlindex.index.preparation import Preparation, Stages
from intlindex.index.preparation_fit import fit_preparation
from intlindex.index.questions_audit import AuditQuestions
from intlindex.index.questions_data import DataQuestions
from intlindex.index.questions_explanation import ExplanationQuestions
from intlindex.index.questions_robustness import RobustnessQuestions
from intlindex.index.questions_tables import TableQuestions
from intlindex.index.questions_uncertainty import UncertaintyQuestions
from intlindex.index.scoring import Scoring, Tree
from intlindex.index.scoring_fit import fit_scoring
from intlindex.index.screening import Screening, screen
from intlindex.index.suitability import check_finite, check_method, check_scores
from intlindex.index.table import Table, findings_frame, frozen, labelled, read_only
from intlindex.index.units import units_of
from intlindex.kernels.rank import on_grid, rank_descending
from intlindex.kernels.treat import Record
from intlindex.specs import Framework, FrozenMap, Method, Spec
from intlindex.specs.fields import LARGEST_WEIGHT

if TYPE_CHECKING:
    from intlindex.index.agreement import Agreement

__all__ = ["Index"]

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class Index(
    UncertaintyQuestions, RobustnessQuestions, ExplanationQuestions, AuditQuestions, TableQuestions, DataQuestions
):
    """A scored index: what came in, what was learned from it, and what comes out.

    Made by `intlindex.load` and `intlindex.score`; every change returns a new index. All tables are indexed by
    the display names of cities and have node ids as columns; each access returns a new copy. Two indices are equal
    if their framework, method, data and weights are.

    Examples
    --------
    >>> import intlindex as ix
    >>> index = ix.load("ieci-2022")
    >>> index.ranking.loc[0, "city"]
    'London'
    >>> index.reweight(influence=2) == index
    False
    """

    table: Table
    """The data as read."""
    definition: Framework
    """What is measured, as given."""
    method: Method
    """How it is combined."""
    reweighting: FrozenMap[float] = field(default_factory=FrozenMap)
    """Weights that replace those of the framework, by node id."""
    reading_findings: tuple[Finding, ...] = ()
    """What was noticed when the data was read."""
    screening: Screening = field(kw_only=True)
    """Which cities and indicators are scored."""
    preparation: Preparation = field(kw_only=True)
    """What was learned from the data for preparing indicators."""
    prepared: Stages = field(kw_only=True)
    """The values of all cities and scored indicators after each step."""
    scoring: Scoring = field(kw_only=True)
    """What was decided at nominal weights: blanks, fills, grids."""

    @classmethod
    def of(cls, table: Table, framework: Framework, method: Method, *, findings: tuple[Finding, ...] = ()) -> Self:
        """Score a table.

        Parameters
        ----------
        table : Table
            Raw values, one column for each indicator of the framework, in its order.
        framework : Framework
            What is measured.
        method : Method
            How it is combined.
        findings : tuple of Finding
            What was noticed when the data was read.

        Returns
        -------
        Index
            The scored index.

        Raises
        ------
        DefinitionError
            If the method names what the framework does not have.
        DataError
            If the method is not defined for the data, as a geometric mean for zeros.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> ix.Index.of(index.table, index.definition, index.method) == index
        True
        """
        check_method(method, framework)
        screening = screen(table, framework, method)
        kept, rules = screening.framework, method.restricted_to(screening.framework)
        scored = table.take(indicators=[node.id for node in kept.indicators])
        units = units_of(scored, kept)
        rows = np.flatnonzero(screening.units)
        with np.errstate(all="ignore"):  # what cannot be held is found below
            preparation = fit_preparation(scored.values[rows], units.take(rows), kept, rules)
        prepared = preparation.stages(scored.values, units)
        check_finite(prepared, kept, table.cities)
        normalised = np.where(screening.units[:, None], prepared.normalised, np.nan)
        tree = Tree.of(kept, rules)
        given = np.array([node.weight for node in kept.nodes])
        scoring = fit_scoring(tree, normalised, given, table.cities, framework.id)
        index = cls(
            table,
            framework,
            method,
            reading_findings=findings,
            screening=screening,
            preparation=frozen(preparation),
            prepared=replace(prepared, normalised=normalised),
            scoring=frozen(scoring),
        )
        check_scores(index._scores, scoring, table.cities, source=framework.id)
        return index

    # ---------------------------------------------------------------- what comes out

    @property
    def framework(self) -> Framework:
        """What is scored: the definition without the indicators that screening left out.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> [node.id for node in index.framework.children("index")]
        ['attractiveness', 'influence', 'connectivity']
        """
        return self.screening.framework

    @cached_property
    def _shares(self) -> Array:
        return read_only(self.scoring.tree.shares(_weights(self.scoring, self.reweighting)))

    @cached_property
    def _scores(self) -> Array:
        """Scores ``(nodes, cities)``, NaN where a city has none."""
        with np.errstate(all="ignore"):  # what is not defined is NaN, and found by who asked
            return read_only(self.scoring.mask(self.scoring.run(self.prepared.normalised, self._shares)))

    @cached_property
    def _ranks(self) -> Array:
        grid = on_grid(self._scores, self.scoring.steps[:, None])
        return read_only(rank_descending(grid, ties=self.method.rank.ties))

    @property
    def cities(self) -> tuple[str, ...]:
        """Display names, in the order of the data.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> index.cities[:3]
        ('London', 'New York', 'Paris')
        """
        return self.table.cities

    @property
    def nodes(self) -> tuple[str, ...]:
        """Ids of all nodes, level by level from the root.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> index.nodes[:3]
        ('index', 'attractiveness', 'influence')
        """
        return self.scoring.tree.ids

    @property
    def raw(self) -> pd.DataFrame:
        """Raw values as read, cities by indicators.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> index.raw.loc["Beijing", "world_heritage"]
        np.float64(6.0)
        """
        return self.table.frame()

    @property
    def normalised(self) -> pd.DataFrame:
        """Commensurate values as aggregated, cities by indicators; higher is better.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> index.normalised.loc["Beijing", "world_heritage"]  # no city has more
        np.float64(100.0)
        """
        return self.stage("normalised")

    def stage(self, name: str) -> pd.DataFrame:
        """Return the values after one step of the preparation, cities by scored indicators.

        Parameters
        ----------
        name : {"denominated", "transformed", "imputed", "treated", "normalised"}
            The step.

        Returns
        -------
        DataFrame
            The values; blank where there are none.

        Raises
        ------
        UnknownNameError
            If there is no such step.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> index.stage("treated").equals(index.raw)
        True
        """
        names = [stage.name for stage in fields(self.prepared)]
        if name not in names:
            raise UnknownNameError(f"no stage {name!r}; {nearest(name, names)}")
        return labelled(getattr(self.prepared, name).copy(), self.cities, self._indicators)

    @property
    def _raw(self) -> Array:
        """Raw values of the scored indicators."""
        return self.table.take(indicators=self._indicators).values

    @property
    def _indicators(self) -> tuple[str, ...]:
        return tuple(node.id for node in self.framework.indicators)

    @property
    def imputed(self) -> pd.DataFrame:
        """The cells that were imputed: city, indicator, value (after transforms) and kind of imputation.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> method = index.method.replace(indicators={"impute": {"kind": "median"}})
        >>> index.replace(method=method).imputed.query("indicator == 'pm25'")["city"].to_list()
        ['New York']
        """
        rows = [
            (self.cities[row], name, self.prepared.imputed[row, column], self._rule(name).impute.kind)
            for column, name in enumerate(self._indicators)
            for row in np.flatnonzero(self.prepared.filled[:, column])
        ]
        return pd.DataFrame(rows, columns=["city", "indicator", "value", "kind"])

    @property
    def treatment(self) -> pd.DataFrame:
        """What was done to outliers, one row for each indicator with a treatment, and why.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> method = index.method.replace(indicators={"treat": {"kind": "winsorise"}})
        >>> index.replace(method=method).treatment.set_index("indicator").loc["gdp", "kind"]
        'winsorise'
        """
        rows = []
        for columns, fit in self.preparation.treatments:
            for at, column in enumerate(columns):
                name = self._indicators[column]
                done = {each.name: getattr(fit.record, each.name)[at] for each in fields(fit.record)}
                rows.append({"indicator": name, "kind": self._rule(name).treat.kind, **done})
        headers = ["indicator", "kind", *(each.name for each in fields(Record))]
        return pd.DataFrame(rows, columns=headers)

    def _rule(self, indicator: str) -> Any:
        return self.method.for_indicator(indicator)

    @property
    def scores(self) -> pd.DataFrame:
        """Scores, cities by all nodes; blank where a city has too little data.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> index.scores.loc["Beijing", ["index", "influence"]].round(1).to_list()
        [45.5, 72.2]
        """
        return labelled(self._scores.T.copy(), self.cities, self.nodes)

    @property
    def ranks(self) -> pd.DataFrame:
        """Ranks among the cities, cities by all nodes; <NA> where the score is blank.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> index.ranks.loc["Beijing", ["index", "influence"]].to_list()
        [8, 1]
        """
        array = pd.arrays.FloatingArray if self.method.rank.ties == "average" else pd.arrays.IntegerArray
        dtype = np.float64 if self.method.rank.ties == "average" else np.int64
        blank = np.isnan(self._ranks)
        ranks = np.where(blank, 1, self._ranks).astype(dtype)
        columns = {node: array(ranks[place], blank[place].copy()) for place, node in enumerate(self.nodes)}
        return pd.DataFrame(columns, index=pd.Index(self.cities, name="city"))

    @property
    def ranking(self) -> pd.DataFrame:
        """The cities, best first: rank, city, score and one column for each child of the root.

        Cities without a score come last, with rank <NA>. Cities of one rank keep the order of the data.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> index.ranking.loc[:1, ["rank", "city", "score"]].round(1).to_numpy().tolist()
        [[1, 'London', 66.0], [2, 'Paris', 54.8]]
        """
        root = self.framework.root.id
        dimensions = [node.id for node in self.framework.children(root)]
        scores, ranks = self.scores, self.ranks
        columns = {
            "rank": ranks[root],
            "city": pd.Series(self.cities, index=scores.index),
            "score": scores[root],
        }
        frame = pd.DataFrame(columns).join(scores[dimensions])
        return frame.sort_values("rank", kind="stable", na_position="last").reset_index(drop=True)

    @property
    def weights(self) -> pd.Series[float]:
        """Share of each node among its siblings.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> index.weights[["influence", "embassies"]].round(3).to_list()
        [0.333, 0.5]
        """
        return pd.Series(self._shares.copy(), index=list(self.nodes), name="weight")

    @property
    def effective_weights(self) -> pd.Series[float]:
        """Product of the shares from the root down to each node.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> index.effective_weights[["influence", "embassies"]].round(3).to_list()
        [0.333, 0.042]
        """
        return pd.Series(self.scoring.tree.effective(self._shares), index=list(self.nodes), name="effective_weight")

    @property
    def findings(self) -> pd.DataFrame:
        """What is worth knowing about data and result: code, severity, node, message.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> index.findings.loc[0, ["code", "node"]].to_list()
        ['filled-blank', 'pm25']
        """
        return findings_frame((*self.reading_findings, *findings_of(self)))

    def weights_per_unit(self, group: str) -> pd.DataFrame:
        """Return the weights that each city has of its own in a group, cities by children.

        Parameters
        ----------
        group : str
            Id of a group that is aggregated by benefit of the doubt.

        Returns
        -------
        DataFrame
            The weights.

        Raises
        ------
        UnknownNameError
            If there is no such group.
        DefinitionError
            If all cities have the same weights.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022", method="benefit_of_the_doubt")
        >>> index.weights_per_unit("index").shape
        (37, 3)
        """
        names = [node.id for node in self.framework.groups]
        if group not in names:
            raise UnknownNameError(f"no group {group!r}; {nearest(group, names)}")
        children, scores = self.scoring.children_of(self.nodes.index(group), self.prepared.normalised, self._shares)
        found = weights_per_unit(self._group_rule(group).aggregate, scores)
        return labelled(found, self.cities, children)

    def _group_rule(self, group: str) -> Any:
        node = next(node for node in self.framework.groups if node.id == group)
        return self.method.for_group(group, node.level)

    def agreement(self) -> Agreement:
        """Compare with what the authors of the index published for its edition.

        Returns
        -------
        Agreement
            Rank correlations over the published order, overlap of the top ten and twenty, each published rank beside
            ours, and each published statement as held, not held or not checkable.

        Raises
        ------
        UnknownNameError
            If nothing published is shipped for this framework.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("ieci-2022").agreement().cities
        20
        """
        from intlindex.index.agreement import agreement_of

        return agreement_of(self)

    # ---------------------------------------------------------------- what can be changed

    def reweight(self, weights: Mapping[str, float] | None = None, /, **by_name: float) -> Self:
        """Return the index with other weights; bounds, fills and blanks stay as they are.

        Parameters
        ----------
        weights : mapping of str to float, optional
            New weights by node id, relative to the siblings: 2 is twice each sibling that is at 1.
        **by_name
            The same, as keywords.

        Returns
        -------
        Index
            The new index. The nodes named get the new weights, their siblings keep theirs, and shares follow.

        Raises
        ------
        DefinitionError
            If a node does not exist, a weight is negative or not finite, or the weights of a group sum to zero;
            with every problem.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022").reweight(influence=2)
        >>> index.weights[["attractiveness", "influence", "connectivity"]].round(2).to_list()
        [0.25, 0.5, 0.25]
        """
        changes = {**({} if weights is None else dict(weights)), **by_name}
        problems = [problem for name, weight in changes.items() for problem in self._weight_problems(name, weight)]
        if problems:
            raise DefinitionError(problems, source="weights")
        merged = FrozenMap({**self.reweighting, **{name: float(weight) for name, weight in changes.items()}})
        problems = _zero_sums(self.scoring.tree, _weights(self.scoring, merged))
        if problems:
            raise DefinitionError(problems, source="weights")
        reweighted = replace(self, reweighting=merged)
        check_scores(reweighted._scores, self.scoring, self.cities, source="weights")
        return reweighted

    def _weight_problems(self, name: str, weight: Any) -> list[Problem]:
        if name not in self.nodes:
            return [Problem(str(name), f"no such node in {self.framework.id}; {nearest(str(name), self.nodes)}")]
        number = isinstance(weight, int | float | np.integer | np.floating) and not isinstance(weight, bool)
        if not number or not 0 <= (weight if isinstance(weight, int) else float(weight)) <= LARGEST_WEIGHT:
            found = repr(weight)[:40]
            return [Problem(name, f"a weight must be a finite number, at least 0 and at most 1e100, found {found}")]
        return []

    def replace(
        self,
        *,
        framework: Framework | None = None,
        method: Method | str | Path | None = None,
        table: Table | None = None,
    ) -> Self:
        """Return the index scored again with another framework, method or table; everything is fitted anew.

        Parameters
        ----------
        framework : Framework, optional
            With the indicators of the data.
        method : Method, str or Path, optional
            How it is combined: a value, a file, or the name of a shipped preset, which replaces the defaults of the
            present method and keeps its exceptions by id.
        table : Table, optional
            Other values of the same indicators.

        Returns
        -------
        Index
            The new index; weights set by `reweight` are kept.

        Raises
        ------
        DefinitionError, DataError
            If the parts do not fit together.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> from_one = index.method.indicators.replace(normalise={"kind": "z_score"})
        >>> changed = index.replace(method=index.method.replace(indicators=from_one))
        >>> bool(abs(changed.normalised["gdp"].mean()) < 1e-9)
        True
        """
        framework = self.definition if framework is None else framework
        table = self.table if table is None else table
        ids = [node.id for node in framework.indicators]
        missing = [Problem(name, "the data has no such indicator") for name in ids if name not in table.indicators]
        if missing:
            raise DefinitionError(missing, source=framework.id)
        rules, changed = (self.method, ()) if method is None else _resolved(method, framework, self.method)
        findings = (*self.reading_findings, *changed)
        scored = type(self).of(table.take(indicators=ids), framework, rules, findings=findings)
        kept = {name: weight for name, weight in self.reweighting.items() if name in scored.nodes}
        return scored.reweight(kept)

    def drop(self, *names: str) -> Self:
        """Return the index without some nodes or cities, scored again.

        Parameters
        ----------
        *names : str
            Ids of indicators or groups, or names of cities. All below a group goes with it, and so do groups that
            are left without children, and rules of the method for what is gone.

        Returns
        -------
        Index
            The new index.

        Raises
        ------
        UnknownNameError
            If a name is neither a node nor a city.
        DefinitionError
            If nothing is left.

        Examples
        --------
        >>> import intlindex as ix
        >>> smaller = ix.load("ieci-2022").drop("fortune_500_headquarters", "London")
        >>> smaller.scores.shape
        (36, 39)
        """
        nodes = [name for name in names if name in self.nodes]
        gone = {self.table.resolve(name, others=self.nodes) for name in names if name not in self.nodes}
        cities = [city for city in self.cities if city not in gone]
        if not cities:
            raise DefinitionError(f"no city is left without {listed(sorted(gone))}", source=self.framework.id)
        framework = self.definition.drop(nodes) if nodes else self.definition
        return self.replace(
            framework=framework,
            method=self.method.restricted_to(framework),
            table=self.table.take(cities=cities),
        )

    def city(self, name: str) -> str:
        """Return the display name of a city that is asked for by any of its names.

        Raises
        ------
        UnknownNameError
            If no city has that name, with the nearest that one has.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("ieci-2022").city("香港")
        'Hong Kong'
        """
        if not isinstance(name, str):
            raise UnknownNameError(f"a city is asked for by one of its names, found {name!r:.40}")
        try:
            return self.table.resolve(name)
        except UnknownNameError:
            if name in self.nodes:
                raise UnknownNameError(f"{name!r} is a node, not a city") from None
            raise

    # ---------------------------------------------------------------- what it is

    def content(self) -> dict[str, Any]:
        """Return what the index is made of as plain data: framework, method, weights and data.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> list(index.content())
        ['framework', 'method', 'reweighting', 'data']
        """
        return {
            "framework": _plain(self.definition),
            "method": _plain(self.method),
            "reweighting": dict(sorted(self.reweighting.items())),
            "data": self.table.content(),
        }

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the content, the same on every machine.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> index.fingerprint == index.reweight(influence=2).fingerprint
        False
        """
        text = json.dumps(self.content(), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Index) and self.fingerprint == other.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def to_json(self, path: str | Path | None = None) -> str:
        """Write all that is needed to get the same index again, and its results.

        Parameters
        ----------
        path : str or Path, optional
            Where to write; an existing file is replaced only when the text is complete.

        Returns
        -------
        str
            The text.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> ix.Index.from_json(index.to_json()) == index
        True
        """
        from intlindex.index.record import write_index

        return write_index(self, path)

    @classmethod
    def from_json(cls, source: str | Path) -> Index:
        """Read an index written by `to_json`, score it again and check that the results agree.

        Parameters
        ----------
        source : str or Path
            A file, or the text itself.

        Returns
        -------
        Index
            The index.

        Raises
        ------
        DefinitionError, DataError
            If it is not such a file, or the recorded results are not those of its content.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> ix.Index.from_json(index.to_json()).ranking.equals(index.ranking)
        True
        """
        from intlindex.index.record import read_index

        return read_index(source)

    # ---------------------------------------------------------------- how it looks: one door to the floor above

    def __repr__(self) -> str:
        from intlindex.presentation.text import describe

        return describe(self)

    def _repr_html_(self) -> str:
        from intlindex.presentation.html import describe

        return describe(self)


def _plain(spec: Spec) -> dict[str, Any]:
    return spec.model_dump(mode="json", exclude_defaults=True, exclude_none=True)


def _weights(scoring: Scoring, changes: Mapping[str, float]) -> Array:
    """Return the weight of every node before scaling, level by level."""
    return np.array([changes.get(name, weight) for name, weight in zip(scoring.tree.ids, scoring.weights, strict=True)])


def _resolved(method: Method | str | Path, framework: Framework, base: Method) -> tuple[Method, tuple[Finding, ...]]:
    from intlindex.index.shipped import resolve_method  # which needs this module

    return resolve_method(method, framework, base=base)


def _zero_sums(tree: Tree, weights: Array) -> list[Problem]:
    return [
        Problem(tree.ids[branch.node], "the weights of its children sum to zero")
        for branch in tree.branches
        if not weights[branch.children].sum() > 0
    ]
