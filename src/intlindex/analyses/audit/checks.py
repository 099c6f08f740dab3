"""What each rule of an audit looks at: pure functions of the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from intlindex.analyses.audit.evidence import Evidence
from intlindex.findings import Severity
from intlindex.kernels.weigh.smoothing import BINS, LARGEST_SAMPLE

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
    """What a check has to say of one node."""

    node: str
    """Id of the node, or name of the city."""
    message: str
    """What was found."""
    severity: Severity | None = None
    """Where it matters less or more than the rule says."""


def _each(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Go through the rows of a table: its label, and some numbers of it."""
    numbers = frame[list(columns)].to_numpy(np.float64)
    for name, row in zip(frame.index, numbers.tolist(), strict=True):
        yield str(name), tuple(row)


# ---------------------------------------------------------------- data


def sparse_indicators(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find indicators with few values."""
    least = evidence.limits.availability
    for name, (share,) in _each(evidence.by_indicator, "availability"):
        if share < least:
            yield RuleFinding(name, f"has values for {share:.0%} of the cities, {least:.0%} wanted")


def sparse_cities(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find cities with few values, on the whole or in a group."""
    least, table = evidence.limits.availability, evidence.by_group
    groups = list(table.columns)
    for city, shares in _each(table, *groups):
        low = [f"{group} ({share:.0%})" for group, share in zip(groups, shares, strict=True) if share < least]
        if shares[0] < least:
            yield RuleFinding(city, f"has values of {shares[0]:.0%} of the indicators, {least:.0%} wanted")
        elif low:
            yield RuleFinding(city, f"has few values in {', '.join(low)}; {least:.0%} wanted", "info")


def skewed(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find indicators with outliers as they are normalised."""
    limits = evidence.limits
    for name, (skewed, peaked, outliers) in _each(evidence.treated, "skewness", "kurtosis", "outliers"):
        if abs(skewed) > limits.skewness and peaked > limits.kurtosis:
            found = f"skewness {skewed:.1f} and kurtosis {peaked:.1f}"
            yield RuleFinding(name, f"has {found} as it is normalised, {outliers:.0f} values outside the fences")


def many_zeros(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find indicators that are mostly zero."""
    for name, (share,) in _each(evidence.raw, "zeros"):
        if share > evidence.limits.zeros:
            yield RuleFinding(name, f"is zero for {share:.0%} of its cities")


def same_values(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find indicators of which most cities have the same value."""
    for name, (share,) in _each(evidence.raw, "same"):
        if share > evidence.limits.same:
            yield RuleFinding(name, f"is one and the same for {share:.0%} of its cities")


# ---------------------------------------------------------------- structure


class _Pair(NamedTuple):
    first: str
    second: str
    relation: str
    correlation: float
    p_value: float
    common: int
    flag: str

    def __str__(self) -> str:
        chance = f"p = {self.p_value:.2g}, {self.common} cities"
        return f"{self.first!r} and {self.second!r} correlate by {self.correlation:.2f} ({chance})"


def _pairs(evidence: Evidence, flag: str, relation: str) -> Iterator[tuple[str, _Pair]]:
    """List pairs with a flag, each with the group that it is about."""
    parents = {node.id: node.parent for node in evidence.index.framework.nodes}
    for pair in map(_Pair._make, evidence.pairs.itertuples(index=False, name=None)):
        if pair.flag == flag and pair.relation == relation:
            yield (parents[pair.first] or "" if relation == "siblings" else pair.first), pair


def redundant(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find siblings that say the same."""
    return (RuleFinding(group, str(pair)) for group, pair in _pairs(evidence, "redundant", "siblings"))


def redundant_across(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find nodes of different groups that say the same."""
    return (RuleFinding(node, str(pair)) for node, pair in _pairs(evidence, "redundant", "across"))


def negative(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find siblings that run against each other."""
    limits = evidence.limits
    for group, pair in _pairs(evidence, "negative", "siblings"):
        sure = pair.p_value < limits.significance or pair.correlation < -limits.weak
        yield RuleFinding(group, str(pair), None if sure else "info")


def weak(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find siblings that share hardly anything."""
    return (RuleFinding(group, str(pair)) for group, pair in _pairs(evidence, "weak", "siblings"))


def against(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find nodes that run against their group or the index."""
    table = evidence.importance
    found = _each(table, "correlation", "correlation_with_index")
    for (name, (own, whole)), parent in zip(found, table["parent"], strict=True):
        against = {str(parent): own} | ({} if parent == evidence.index.framework.root.id else {"the index": whole})
        low = [f"{what} ({correlation:.2f})" for what, correlation in against.items() if correlation < 0]
        if low:
            yield RuleFinding(name, f"runs against {' and '.join(low)}")


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
            message = f"correlates more with {best!r} ({found[best]:.2f}) than with its own group ({own:.2f})"
            yield RuleFinding(node.id, message)


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
            yield RuleFinding(name, f"Cronbach's alpha of its children is {alpha:.2f}")


def many_components(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find groups whose first principal component explains little."""
    first = evidence.components.query("component == 1").set_index("group")
    for name, (share,) in _each(first, "explained"):
        if share < evidence.limits.explained:
            yield RuleFinding(
                name, f"the first principal component of its children explains {share:.0%} of the variance"
            )


# ---------------------------------------------------------------- weights


def _out_of_proportion(evidence: Evidence, weight: str, importance: str) -> Iterator[tuple[str, float, float]]:
    most = evidence.limits.importance
    for name, (share, found) in _each(evidence.importance, weight, importance):
        if share > 0 and not np.isnan(found) and not share / most <= found <= share * most:
            yield name, share, found


def importance(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find nodes whose importance within their group is far from their weight."""
    weighted = _weighted_groups(evidence)
    parents = evidence.importance["parent"]
    for name, weight, found in _out_of_proportion(evidence, "weight", "importance"):
        if parents[name] in weighted:
            yield RuleFinding(
                name, f"has {found:.0%} of the importance within its group, and {weight:.0%} of the weight"
            )


def importance_in_index(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find indicators whose importance in the index is far from their effective weight."""
    if len(_weighted_groups(evidence)) < len(evidence.index.framework.groups):
        return
    for name, weight, found in _out_of_proportion(evidence, "effective_weight", "importance_in_index"):
        yield RuleFinding(name, f"has {found:.1%} of the importance in the index, and {weight:.1%} of the weight")


def _weighted_groups(evidence: Evidence) -> set[str]:
    """List the groups whose scores depend on weights that all cities share."""
    tree = evidence.index.scoring.tree
    flags = {tree.ids[branch.node]: branch.aggregate.flags for branch in tree.branches}
    return {name for name, each in flags.items() if each.uses_weights and not each.weights_per_unit}


def from_bins(evidence: Evidence) -> Iterator[RuleFinding]:
    """Say where the smooth curves of importance are drawn through bins."""
    count = len(evidence.scores)
    if count > LARGEST_SAMPLE:
        told = f"smooth importance of {count:,} cities is drawn through the means of {BINS} bins of them"
        yield RuleFinding(evidence.index.framework.root.id, told)


def decisive(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find indicators without which ranks shift a lot."""
    ranked = int(evidence.index.ranks[evidence.index.framework.root.id].notna().sum())
    table = evidence.dropping.loc[[node.id for node in evidence.index.framework.indicators]]
    for (name, (mean, largest)), city in zip(_each(table, "mean_shift", "largest_shift"), table["city"], strict=True):
        if mean > evidence.limits.shift * ranked:
            yield RuleFinding(name, f"without it ranks shift by {mean:.1f} on average, that of {city} by {largest:g}")


def without_effect(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find nodes without which no rank changes."""
    for name, (shift,) in _each(evidence.dropping, "largest_shift"):
        if shift == 0:
            yield RuleFinding(name, "without it no rank changes")


# ---------------------------------------------------------------- what stands outside


def _of_the_index(evidence: Evidence, kinds: set[str]) -> pd.DataFrame:
    """Return the correlations of the whole index with some kinds of outside figures."""
    table = evidence.outside
    chosen = table["kind"].isin(kinds) & (table["node"] == evidence.index.framework.root.id)
    return table[chosen].set_index("outside")


def size_driven(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find sizes of cities that the index follows."""
    for name, (found,) in _each(_of_the_index(evidence, {"denominator", "attribute"}), "pearson"):
        if abs(found) > evidence.limits.driven:
            yield RuleFinding(evidence.index.framework.root.id, f"correlates by {found:.2f} with {name!r}")


def far_from_others(evidence: Evidence) -> Iterator[RuleFinding]:
    """Find outside rankings that the index is far from."""
    table = _of_the_index(evidence, {"published", "given"})
    for name, (found, common) in _each(table, "spearman", "common"):
        if found < evidence.limits.agreement:
            message = f"its ranks correlate by {found:.2f} with {name!r} ({common:g} cities)"
            yield RuleFinding(evidence.index.framework.root.id, message)
