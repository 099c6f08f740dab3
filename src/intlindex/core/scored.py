"""A scored index: data, framework and method, scored; a value that never changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.core import description
from intlindex.core.data.catalogue import resolve_method
from intlindex.core.data.table import Table, labelled
from intlindex.core.pipeline.aggregating import weights_per_unit
from intlindex.core.pipeline.fits import Fits
from intlindex.core.pipeline.index_findings import findings_of
from intlindex.core.pipeline.preparation import Preparation, Stages
from intlindex.core.pipeline.scoring import Scoring, Tree
from intlindex.core.pipeline.screening import Screening
from intlindex.display.findings import findings_frame
from intlindex.errors import DefinitionError, Problem, UnknownNameError, listed, nearest
from intlindex.findings import Finding
from intlindex.specs import Framework, FrozenMap, Method, Spec
from intlindex.specs.fields import LARGEST_WEIGHT
from intlindex.specs.names import clean_name

__all__ = ["ScoredIndex"]


@dataclass(frozen=True, eq=False, repr=False)
class ScoredIndex:
    """A scored index: what came in, what was learned from it, and what comes out.

    All tables are indexed by the display names of cities and have node ids as columns; each access returns a new copy.
    Two indices are equal if their framework, method, data and weights are. What is asked of one is added by
    `intlindex.Index`.

    Examples
    --------
    >>> import intlindex as ix
    >>> index = ix.load("ieci-2022")
    >>> index.reweight(influence=2) == index
    False
    """

    definition: Framework
    """What is measured, as given."""
    fits: Fits
    """What was fitted, and arrays by position."""
    reading_findings: tuple[Finding, ...] = ()
    """What was noticed when the data was read."""

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
        ScoredIndex
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
        return cls(framework, Fits.of(table, framework, method), reading_findings=findings)

    # ---------------------------------------------------------------- what was fitted

    @property
    def table(self) -> Table:
        """The data as read."""
        return self.fits.table

    @property
    def method(self) -> Method:
        """How it is combined."""
        return self.fits.method

    @property
    def reweighting(self) -> FrozenMap[float]:
        """Weights that replace those of the framework, by node id."""
        return self.fits.reweighting

    @property
    def screening(self) -> Screening:
        """Which cities and indicators are scored."""
        return self.fits.screening

    @property
    def preparation(self) -> Preparation:
        """What was learned from the data for preparing indicators."""
        return self.fits.preparation

    @property
    def prepared(self) -> Stages:
        """The values of all cities and scored indicators after each step."""
        return self.fits.prepared

    @property
    def scoring(self) -> Scoring:
        """What was decided at nominal weights: blanks, fills, grids."""
        return self.fits.scoring

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
        return self.fits.framework

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
        return self.fits.cities

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
        return self.fits.nodes

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
        return labelled(getattr(self.prepared, name).copy(), self.cities, self.fits.indicators)

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
        return self.fits.imputed()

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
        return self.fits.treatment()

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
        return labelled(self.fits.scores.T.copy(), self.cities, self.nodes)

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
        blank = np.isnan(self.fits.ranks)
        ranks = np.where(blank, 1, self.fits.ranks).astype(dtype)
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
        return pd.Series(self.fits.shares.copy(), index=list(self.nodes), name="weight")

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
        return pd.Series(self.scoring.tree.effective(self.fits.shares), index=list(self.nodes), name="effective_weight")

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
        return findings_frame((*self.reading_findings, *findings_of(self.fits)))

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
        children, scores = self.scoring.children_of(self.nodes.index(group), self.prepared.normalised, self.fits.shares)
        aggregate = self.fits.group_rule(group).aggregate
        assert aggregate is not None
        found = weights_per_unit(aggregate, scores)
        return labelled(found, self.cities, children)

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
        given = ({} if weights is None else weights).items()
        changes = {**{clean_name(str(name)): weight for name, weight in given}, **by_name}
        problems = [problem for name, weight in changes.items() for problem in self._weight_problems(name, weight)]
        if problems:
            raise DefinitionError(problems, source="weights")
        merged = FrozenMap({**self.reweighting, **{name: float(weight) for name, weight in changes.items()}})
        fits = self.fits.reweighted(merged)
        if problems := _zero_sums(self.scoring.tree, fits.weights):
            raise DefinitionError(problems, source="weights")
        fits.check_scores("weights")
        return replace(self, fits=fits)

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
            How it is combined: a value, a file (a `Path`), or the name of a shipped preset, which replaces the defaults
            of the present method and keeps its exceptions by id.
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
        if not isinstance(framework, Framework):
            raise DefinitionError(f"framework: must be a Framework, found {type(framework).__name__}")
        table = self.table if table is None else table
        ids = [node.id for node in framework.indicators]
        missing = [Problem(name, "the data has no such indicator") for name in ids if name not in table.indicators]
        if missing:
            raise DefinitionError(missing, source=framework.id)
        rules, changed = (self.method, ()) if method is None else resolve_method(method, framework, base=self.method)
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
        seen = [clean_name(name) for name in names]
        nodes = [name for name in seen if name in self.nodes]
        gone = {self.table.resolve(name, others=self.nodes) for name in seen if name not in self.nodes}
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
        return isinstance(other, ScoredIndex) and self.fingerprint == other.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __repr__(self) -> str:
        return description.as_text(self.fits, self.ranking)

    def _repr_html_(self) -> str:
        return description.as_html(self.fits, self.ranking)


def _plain(spec: Spec) -> dict[str, Any]:
    return spec.model_dump(mode="json", exclude_defaults=True, exclude_none=True)


def _zero_sums(tree: Tree, weights: NDArray[np.float64]) -> list[Problem]:
    return [
        Problem(tree.ids[branch.node], "the weights of its children sum to zero")
        for branch in tree.branches
        if not weights[branch.children].sum() > 0
    ]
