"""A scored index: data, framework and method, scored; a value that never changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
import pandas as pd

from intlindex.core.data.shipped_files import resolve_method
from intlindex.core.data.table import Table, labelled
from intlindex.core.pipeline.aggregating import weights_per_unit
from intlindex.core.pipeline.fits import Fits
from intlindex.core.pipeline.suitability_checks import zero_sums
from intlindex.core.score_tables import ScoreTables
from intlindex.errors import Problem, RequestError, UnknownNameError, nearest, problem
from intlindex.findings import Finding
from intlindex.sentences import say
from intlindex.specs import Framework, FrozenMap, Method, Spec
from intlindex.specs.fields import LARGEST_WEIGHT
from intlindex.specs.names import clean_name

__all__ = ["ScoredIndex"]


@dataclass(frozen=True, eq=False, repr=False)
class ScoredIndex(ScoreTables):
    """A scored index that can be re-weighted, scored again and compared.

    Two indices are equal if their framework, method, data and weights are. What is asked of one is added by
    `intlindex.Index`.

    Examples
    --------
    >>> import intlindex as ix
    >>> index = ix.load("ieci-2022")
    >>> index.reweight(influence=2) == index
    False
    """

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
        >>> index = ix.load("example")
        >>> ix.Index.of(index.table, index.definition, index.method) == index
        True
        """
        return cls(framework, Fits.of(table, framework, method), reading_findings=findings)

    def weights_per_unit(self, group: str) -> pd.DataFrame:
        """Return the weights of each city alone in a group, cities by children.

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
        >>> index = ix.load("example", method="benefit_of_the_doubt")
        >>> index.weights_per_unit("index").shape
        (12, 3)
        """
        names = [node.id for node in self.framework.groups]
        if group not in names:
            raise UnknownNameError(say("unknown-node/group", found=group, hint=nearest(group, names)))
        children, scores = self.scoring.children_of(self.nodes.index(group), self.prepared.normalised, self.fits.shares)
        aggregate = self.fits.group_rule(group).aggregate
        assert aggregate is not None
        found = weights_per_unit(aggregate, scores)
        return labelled(found, self.cities, children)

    def subindex(self, node: str) -> Self:
        """Return the part below a group as an index: the same values, fits and scores.

        Parameters
        ----------
        node : str
            Id of a group, which becomes the root.

        Returns
        -------
        Index
            The part. Its method is that of the whole, of which the rules for other nodes are idle.

        Raises
        ------
        UnknownNameError
            If there is no such group.
        RequestError
            If an indicator of the part is imputed from others.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> part = index.subindex("influence")
        >>> part.ranking["score"].to_list() == sorted(index.scores["influence"], reverse=True)
        True
        """
        fits = self.fits.below(node)
        return type(self)(fits.framework, replace(fits, method=fits.method.restricted_to(fits.framework)))

    # ---------------------------------------------------------------- what can be changed

    def reweight(self, weights: Mapping[str, float] | None = None, /, **by_name: float) -> Self:
        """Return the index with other weights; with the same bounds, fills and blanks.

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
        UnknownNameError
            If a node does not exist.
        RequestError
            If a weight is negative or not finite, or the weights of a group sum to zero; with every problem.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example").reweight(influence=2)
        >>> index.weights[["attractiveness", "influence", "connectivity"]].round(2).to_list()
        [0.25, 0.5, 0.25]
        """
        given = ({} if weights is None else weights).items()
        changes = {**{clean_name(str(name)): weight for name, weight in given}, **by_name}
        problems = [each for name, weight in changes.items() for each in self.weight_problems(name, weight)]
        if problems:
            unknown = all(each.code == "unknown-node" for each in problems)
            raise (UnknownNameError if unknown else RequestError)(problems, source="weights")
        merged = FrozenMap({**self.reweighting, **{name: float(weight) for name, weight in changes.items()}})
        fits = self.fits.reweighted(merged)
        if np.isnan(fits.shares).any():
            raise RequestError(zero_sums(self.scoring.tree, fits.weights), source="weights")
        fits.check_scores("weights")
        return replace(self, fits=fits)

    def weight_problems(self, name: str, weight: Any) -> list[Problem]:
        """Return the problems of a weight of a node.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> index.weight_problems("influence", 2), index.weight_problems("influence", -1)[0].where
        ([], 'influence')
        """
        if name not in self.nodes:
            hint = nearest(str(name), self.nodes)
            return [problem("unknown-node/weight", str(name), framework=self.framework.id, hint=hint)]
        number = isinstance(weight, int | float | np.integer | np.floating) and not isinstance(weight, bool)
        if not number or not 0 <= (weight if isinstance(weight, int) else float(weight)) <= LARGEST_WEIGHT:
            return [problem("out-of-range/weight", name, found=repr(weight)[:40])]
        return []

    def replace(
        self,
        *,
        framework: Framework | None = None,
        method: Method | str | Path | None = None,
        table: Table | None = None,
    ) -> Self:
        """Return the index scored again with another framework, method or table; everything is fitted again.

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
        RequestError
            If the framework is not a Framework, or has an indicator that the data has not.
        UnknownNameError
            If no method of that name ships.
        DefinitionError, DataError
            If the parts do not fit together.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> from_one = index.method.indicators.replace(normalise={"kind": "z_score"})
        >>> changed = index.replace(method=index.method.replace(indicators=from_one))
        >>> bool(abs(changed.normalised["gdp"].mean()) < 1e-9)
        True
        """
        framework = self.definition if framework is None else framework
        if not isinstance(framework, Framework):
            raise RequestError([problem("wrong-type/framework", "framework", found=type(framework).__name__)])
        table = self.table if table is None else table
        ids = [node.id for node in framework.indicators]
        missing = [problem("required/indicator-of-data", name) for name in ids if name not in table.indicators]
        if missing:
            raise RequestError(missing, source=framework.id)
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
        RequestError
            If nothing is left.

        Examples
        --------
        >>> import intlindex as ix
        >>> smaller = ix.load("example").drop("fortune_500_headquarters", "London")
        >>> smaller.scores.shape
        (11, 39)
        """
        seen = [clean_name(name) for name in names]
        nodes = [name for name in seen if name in self.nodes]
        gone = {self.table.resolve(name, others=self.nodes) for name in seen if name not in self.nodes}
        cities = [city for city in self.cities if city not in gone]
        if not cities:
            raise RequestError(say("empty/cities-left", cities=tuple(sorted(gone))), source=self.framework.id)
        framework = self.definition.drop(nodes) if nodes else self.definition
        return self.replace(
            framework=framework,
            method=self.method.restricted_to(framework),
            table=self.table.take(cities=cities),
        )

    # ---------------------------------------------------------------- what it is

    def content(self) -> dict[str, Any]:
        """Return the contents of the index as plain data: framework, method, weights and data.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
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
        >>> index = ix.load("example")
        >>> index.fingerprint == index.reweight(influence=2).fingerprint
        False
        """
        text = json.dumps(self.content(), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def __len__(self) -> int:
        return len(self.cities)

    def __contains__(self, name: object) -> bool:
        """Return whether there is a city of that name, whichever of its names it is."""
        try:
            self.city(name)  # type: ignore[arg-type]  # what is no text names no city
        except UnknownNameError:
            return False
        return True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ScoredIndex) and self.fingerprint == other.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)


def _plain(spec: Spec) -> dict[str, Any]:
    return spec.model_dump(mode="json", exclude=set(spec.NOT_COMPARED), exclude_defaults=True, exclude_none=True)
