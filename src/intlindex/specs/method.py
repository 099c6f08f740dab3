"""How every indicator is prepared and every group is formed: defaults and exceptions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import Field

from intlindex.errors import Problem, nearest
from intlindex.specs.aggregation import Aggregation, Arithmetic
from intlindex.specs.base import FrozenMap, Spec
from intlindex.specs.fields import Text
from intlindex.specs.framework import Framework
from intlindex.specs.load import load_spec
from intlindex.specs.normalisation import MinMax, Normalisation

__all__ = [
    "EqualWeights",
    "GivenWeights",
    "GroupRule",
    "GroupRules",
    "Identity",
    "IndicatorRule",
    "IndicatorRules",
    "Method",
    "NoImputation",
    "NoTreatment",
    "RankRule",
    "Weighting",
]

Blanks = Literal["siblings", "rescale", "strict"]


class Identity(Spec):
    """Leave raw values as they are."""

    kind: Literal["identity"] = "identity"
    """Tag of this kind."""


class NoImputation(Spec):
    """Leave blanks blank."""

    kind: Literal["none"] = "none"
    """Tag of this kind."""


class NoTreatment(Spec):
    """Leave outliers as they are."""

    kind: Literal["none"] = "none"
    """Tag of this kind."""


class GivenWeights(Spec):
    """Take the weights of the framework."""

    kind: Literal["given"] = "given"
    """Tag of this kind."""


class EqualWeights(Spec):
    """Weigh all children of a group alike, whatever the framework says."""

    kind: Literal["equal"] = "equal"
    """Tag of this kind."""


Weighting = Annotated[GivenWeights | EqualWeights, Field(discriminator="kind")]
"""Any weighting scheme, told apart by its `kind`."""

Rule = TypeVar("Rule", bound=Spec)


class IndicatorRule(Spec):
    """How indicators are prepared; what is left out is taken from the next more general rule.

    Examples
    --------
    >>> IndicatorRule(normalise={"kind": "percentile_rank"}).normalise.kind
    'percentile_rank'
    """

    transform: Identity | None = None
    """What raw values go through first."""
    impute: NoImputation | None = None
    """How blanks are filled."""
    treat: NoTreatment | None = None
    """How outliers are treated."""
    normalise: Normalisation | None = None
    """How values are brought to a common scale."""


class IndicatorRules(IndicatorRule):
    """The rule for all indicators, and exceptions by id."""

    only: FrozenMap[IndicatorRule] = FrozenMap()
    """Exceptions, by indicator id."""


class GroupRule(Spec):
    """How groups are formed; what is left out is taken from the next more general rule.

    Examples
    --------
    >>> GroupRule(aggregate={"kind": "geometric"}).aggregate.kind
    'geometric'
    """

    weights: Weighting | None = None
    """Where the weights of the children come from."""
    aggregate: Aggregation | None = None
    """How children become the score of the group."""
    blanks: Blanks | None = None
    """What happens with children that have no score."""
    min_coverage: Annotated[float, Field(ge=0, le=1)] | None = None
    """Share of the nominal weight that must be present, else the group is blank."""


class GroupRules(GroupRule):
    """The rule for all groups, and exceptions by level and by id."""

    level: FrozenMap[GroupRule] = FrozenMap()
    """Exceptions, by the name of a level."""
    only: FrozenMap[GroupRule] = FrozenMap()
    """Exceptions, by group id."""


class RankRule(Spec):
    """How scores become ranks.

    Examples
    --------
    >>> RankRule().ties
    'min'
    """

    ties: Literal["min", "max", "average", "dense", "ordinal"] = "min"
    """What equal scores get; "min" gives competition ranks, 1 2 2 4."""


_INDICATOR_DEFAULTS = IndicatorRule(
    transform=Identity(), impute=NoImputation(), treat=NoTreatment(), normalise=MinMax()
)
_GROUP_DEFAULTS = GroupRule(weights=GivenWeights(), aggregate=Arithmetic(), blanks="siblings", min_coverage=0.5)


class Method(Spec):
    """How an index is computed from its framework and data.

    The most specific rule wins, key by key: an id before a level before the default of the file before the
    default of the library (min-max to 0..100, the framework's weights, arithmetic means, blanks as their siblings
    where at least half the weight is present).

    Examples
    --------
    >>> method = Method(groups={"level": {"dimension": {"aggregate": {"kind": "geometric"}}}})
    >>> method.for_group("influence", "dimension").aggregate.kind, method.for_group("index", "index").aggregate.kind
    ('geometric', 'arithmetic')
    """

    format: Literal["intlindex/method/1"] = "intlindex/method/1"
    """Name and version of the file format."""
    name: Text | None = None
    """Display name."""
    description: Text | None = None
    """What the method is meant for."""
    indicators: IndicatorRules = IndicatorRules()
    """How indicators are prepared."""
    groups: GroupRules = GroupRules()
    """How groups are formed."""
    rank: RankRule = RankRule()
    """How scores become ranks."""

    @classmethod
    def from_toml(cls, path: str | Path) -> Self:
        """Read a method from a TOML file.

        Parameters
        ----------
        path : str or Path
            The file, in the format ``intlindex/method/1``.

        Returns
        -------
        Method
            The method.

        Raises
        ------
        DefinitionError
            If the file cannot be read, does not parse or is not a method, with every problem.
        """
        return load_spec(cls, path)

    def for_indicator(self, name: str) -> IndicatorRule:
        """Return the complete rule for one indicator."""
        return _resolve(IndicatorRule, self.indicators.only.get(name), self.indicators, _INDICATOR_DEFAULTS)

    def for_group(self, name: str, level: str) -> GroupRule:
        """Return the complete rule for one group."""
        rules = self.groups
        return _resolve(GroupRule, rules.only.get(name), rules.level.get(level), rules, _GROUP_DEFAULTS)

    def problems_with(self, framework: Framework) -> list[Problem]:
        """List rules that name an indicator, a group or a level that a framework does not have."""
        groups = [group.id for group in framework.groups]
        known: dict[str, tuple[Mapping[str, Spec], list[str], str]] = {
            "indicators.only": (
                self.indicators.only,
                [node.id for node in framework.indicators],
                "indicator",
            ),
            "groups.only": (self.groups.only, groups, "group"),
            "groups.level": (
                self.groups.level,
                list(dict.fromkeys(group.level for group in framework.groups)),
                "level",
            ),
        }
        return [
            Problem(f"{where}.{name}", f"no {what} {name!r} in {framework.id}; {nearest(name, names)}")
            for where, (rules, names, what) in known.items()
            for name in rules
            if name not in names
        ]

    def restricted_to(self, framework: Framework) -> Self:
        """Return the method without the rules for nodes and levels that a framework does not have."""
        ids = {node.id for node in framework.nodes}
        levels = {group.level for group in framework.groups}
        indicators = self.indicators.replace(only=_only(self.indicators.only, ids))
        groups = self.groups.replace(only=_only(self.groups.only, ids), level=_only(self.groups.level, levels))
        return self.replace(indicators=indicators, groups=groups)


def _only(rules: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: rule for name, rule in rules.items() if name in names}


def _resolve(model: type[Rule], *rules: Spec | None) -> Rule:
    """Take each field from the first rule that has it."""
    return model(
        **{
            field: next(
                (value for rule in rules if rule is not None and (value := getattr(rule, field)) is not None),
                None,
            )
            for field in model.model_fields
        }
    )
