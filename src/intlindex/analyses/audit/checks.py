"""The checks of the rules of an audit: pure functions of the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from intlindex.analyses.audit.evidence import Evidence
from intlindex.display.rounding import fixed
from intlindex.findings import Severity
from intlindex.kernels.weigh.smoothing import BINS, LARGEST_SAMPLE
from intlindex.sentences import Sentence, say

__all__ = [
    "RuleFinding",
    "against",
    "decisive",
    "elsewhere",
    "far_from_others",
    "from_bins",
    "importance",
    "importance_in_index",
    "many_components",
    "many_zeros",
    "negative",
    "redundant",
    "redundant_across",
    "same_values",
    "size_driven",
    "skewed",
    "sparse_cities",
    "sparse_indicators",
    "unreliable",
    "weak",
    "without_effect",
]


class RuleFinding(NamedTuple):
    """What a check found about one node."""

    node: str
    """Id of the node, or name of the city."""
    message: str
    """What was found: a sentence of the catalogue, or the text of a user-defined check."""
    severity: Severity | None = None
    """The severity, where it is lower or higher than that of the rule."""


def _each(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Iterate over the rows of a table: the label of each, and some of its numbers."""
    numbers = frame[list(columns)].to_numpy(np.float64)
    for name, row in zip(frame.index, numbers.tolist(), strict=True):
        yield str(name), tuple(row)


# ---------------------------------------------------------------- data


def sparse_indicators(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find indicators with few values."""
    required = evidence.limits.availability
    for name, (share,) in _each(evidence.by_indicator, "availability"):
        if share < required:
            yield RuleFinding(name, say("sparse-indicator", share=share, required=required))


def sparse_cities(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find cities with few values, on the whole or in a group."""
    required, table = evidence.limits.availability, evidence.by_group
    groups = list(table.columns)
    for city, shares in _each(table, *groups):
        low = tuple(
            say("sparse-city/group", group=group, share=share)
            for group, share in zip(groups, shares, strict=True)
            if share < required
        )
        if shares[0] < required:
            yield RuleFinding(city, say("sparse-city", share=shares[0], required=required))
        elif low:
            yield RuleFinding(city, say("sparse-city/groups", groups=low, required=required), "info")


def skewed(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find indicators with outliers as they are normalised."""
    limits = evidence.limits
    for name, (skewness, kurtosis, outliers) in _each(evidence.treated, "skewness", "kurtosis", "outliers"):
        if abs(skewness) > limits.skewness and kurtosis > limits.kurtosis:
            moments = {"skewness": fixed(skewness), "kurtosis": fixed(kurtosis)}
            yield RuleFinding(name, say("skewed", **moments, outliers=int(outliers)))


def many_zeros(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find indicators that are mostly zero."""
    for name, (share,) in _each(evidence.raw, "zeros"):
        if share > evidence.limits.zeros:
            yield RuleFinding(name, say("many-zeros", share=share))


def same_values(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find indicators of which most cities have the same value."""
    for name, (share,) in _each(evidence.raw, "same"):
        if share > evidence.limits.same:
            yield RuleFinding(name, say("same-values", share=share))


# ---------------------------------------------------------------- structure


class _Pair(NamedTuple):
    first: str
    second: str
    relation: str
    correlation: float
    p_value: float
    common: int
    flag: str

    @property
    def values(self) -> dict[str, Any]:
        """The values of sentences about the pair."""
        return {
            "first": self.first,
            "second": self.second,
            "correlation": fixed(self.correlation, 2),
            "p_value": self.p_value,
            "common": self.common,
        }


def _pairs(evidence: Evidence, flag: str, relation: str) -> Iterator[tuple[str, _Pair]]:
    """List pairs with a flag, each with the group that it is about."""
    parents = {node.id: node.parent for node in evidence.index.framework.nodes}
    for pair in map(_Pair._make, evidence.pairs.itertuples(index=False, name=None)):
        if pair.flag == flag and pair.relation == relation:
            yield (parents[pair.first] or "" if relation == "siblings" else pair.first), pair


def redundant(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find redundant siblings."""
    return (
        RuleFinding(group, say("redundant", **pair.values)) for group, pair in _pairs(evidence, "redundant", "siblings")
    )


def redundant_across(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find redundant nodes of different groups."""
    return (
        RuleFinding(node, say("redundant-across", **pair.values))
        for node, pair in _pairs(evidence, "redundant", "across")
    )


def negative(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find siblings that correlate negatively."""
    limits = evidence.limits
    for group, pair in _pairs(evidence, "negative", "siblings"):
        certain = pair.p_value < limits.significance or pair.correlation < -limits.weak
        yield RuleFinding(group, say("negative-correlation", **pair.values), None if certain else "info")


def weak(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find siblings that hardly correlate."""
    return (
        RuleFinding(group, say("weak-correlation", **pair.values))
        for group, pair in _pairs(evidence, "weak", "siblings")
    )


def against(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find nodes that correlate negatively with their group or the index."""
    table, root = evidence.importance, evidence.index.framework.root.id
    found = _each(table, "correlation", "correlation_with_index")
    for (name, (own, whole)), parent in zip(found, table["parent"], strict=True):
        message = _negative(str(parent), own, np.nan if parent == root else whole)
        if message is not None:
            yield RuleFinding(name, message)


def _negative(group: str, own: float, whole: float) -> Sentence | None:
    """Describe the negative ones of the correlations with a group and with the index; None if there is none."""
    if own < 0 and whole < 0:
        return say("against-index/both", group=group, own=fixed(own, 2), whole=fixed(whole, 2))
    if own < 0:
        return say("against-index/group", group=group, own=fixed(own, 2))
    return say("against-index/index", whole=fixed(whole, 2)) if whole < 0 else None


def elsewhere(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find indicators that correlate more with another group of the level than with their own."""
    framework = evidence.index.framework
    levels = {group.id: group.level for group in framework.groups}
    parents = {group.id: group.parent for group in framework.groups}
    for node in framework.indicators:
        own_groups = _upwards(node.parent, parents)
        others = [name for name, level in levels.items() if level == levels[node.parent] and name not in own_groups]
        row = evidence.pearson[node.id].to_dict()
        own, found = row[node.parent], {name: row[name] for name in others if not np.isnan(row[name])}
        if found and max(found.values()) > own:
            best = max(found, key=lambda name: found[name])
            correlations = {"best": fixed(found[best], 2), "own": fixed(own, 2)}
            yield RuleFinding(node.id, say("better-elsewhere", group=best, **correlations))


def _upwards(group: str, parents: Mapping[str, str | None]) -> set[str]:
    """List a group and all groups that it is in."""
    found: set[str] = set()
    above: str | None = group
    while above is not None:
        found.add(above)
        above = parents[above]
    return found


def unreliable(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find groups with a low Cronbach's alpha."""
    for name, (alpha,) in _each(evidence.reliability, "alpha"):
        if alpha < evidence.limits.reliability:
            yield RuleFinding(name, say("low-reliability", alpha=fixed(alpha, 2)))


def many_components(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find groups whose first principal component explains little."""
    first = evidence.components.query("component == 1").set_index("group")
    for name, (share,) in _each(first, "explained"):
        if share < evidence.limits.explained:
            yield RuleFinding(name, say("several-dimensions", share=share))


# ---------------------------------------------------------------- weights


def _out_of_proportion(evidence: Evidence, weight: str, importance: str) -> Iterator[tuple[str, float, float]]:
    factor = evidence.limits.importance
    for name, (share, found) in _each(evidence.importance, weight, importance):
        if share > 0 and not np.isnan(found) and not share / factor <= found <= share * factor:
            yield name, share, found


def importance(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find nodes whose importance within their group is far from their weight."""
    weighted = _weighted_groups(evidence)
    parents = evidence.importance["parent"]
    for name, weight, found in _out_of_proportion(evidence, "weight", "importance"):
        if parents[name] in weighted:
            yield RuleFinding(name, say("importance", importance=found, weight=weight))


def importance_in_index(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find indicators whose importance in the index is far from their effective weight."""
    if len(_weighted_groups(evidence)) < len(evidence.index.framework.groups):
        return
    for name, weight, found in _out_of_proportion(evidence, "effective_weight", "importance_in_index"):
        yield RuleFinding(name, say("importance-in-index", importance=found, weight=weight))


def _weighted_groups(evidence: Evidence) -> set[str]:
    """List the groups whose scores depend on weights that all cities share."""
    tree = evidence.index.scoring.tree
    flags = {tree.ids[branch.node]: branch.aggregate.flags for branch in tree.branches}
    return {name for name, each in flags.items() if each.uses_weights and not each.weights_per_unit}


def from_bins(evidence: Evidence) -> Iterator[RuleFinding]:
    """Report that the smooth curves of importance are drawn through bins, where there are many cities."""
    count = len(evidence.scores)
    if count > LARGEST_SAMPLE:
        message = say("importance-from-bins", cities=count, bins=BINS)
        yield RuleFinding(evidence.index.framework.root.id, message)


def decisive(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find indicators without which ranks shift a lot."""
    ranked = int((~np.isnan(evidence.index.fits.root_ranks)).sum())
    table = evidence.dropping.loc[[node.id for node in evidence.index.framework.indicators]]
    for (name, (mean, largest)), city in zip(_each(table, "mean_shift", "largest_shift"), table["city"], strict=True):
        if mean > evidence.limits.shift * ranked:
            message = say("decisive", mean=fixed(mean), city=str(city), largest=largest)
            yield RuleFinding(name, message)


def without_effect(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find nodes without which no rank changes."""
    for name, (shift,) in _each(evidence.dropping, "largest_shift"):
        if shift == 0:
            yield RuleFinding(name, say("without-effect"))


# ---------------------------------------------------------------- figures from outside


def _of_the_index(evidence: Evidence, kinds: set[str]) -> pd.DataFrame:
    """Return the correlations of the whole index with some kinds of outside figures."""
    table = evidence.outside
    chosen = table["kind"].isin(kinds) & (table["node"] == evidence.index.framework.root.id)
    return table[chosen].set_index("outside")


def size_driven(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find sizes of cities that the index follows."""
    for name, (found,) in _each(_of_the_index(evidence, {"denominator", "attribute"}), "pearson"):
        if abs(found) > evidence.limits.driven:
            yield RuleFinding(
                evidence.index.framework.root.id, say("size-driven", correlation=fixed(found, 2), outside=name)
            )


def far_from_others(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find outside rankings that the index is far from."""
    table = _of_the_index(evidence, {"published", "given"})
    for name, (found, common) in _each(table, "spearman", "common"):
        if found < evidence.limits.agreement:
            message = say("far-from-others", correlation=fixed(found, 2), outside=name, common=int(common))
            yield RuleFinding(evidence.index.framework.root.id, message)
