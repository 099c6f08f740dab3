"""How every indicator is prepared and every group is formed: defaults and exceptions."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self, TypedDict, Unpack

from pydantic import model_validator

from intlindex.errors import DefinitionError, Problem, nearest, problem
from intlindex.specs.after import AfterStep, Digits, Round, Rounding
from intlindex.specs.aggregation import Aggregation, Arithmetic
from intlindex.specs.base import FrozenMap, Spec, screenful
from intlindex.specs.classes import Classes
from intlindex.specs.fields import Text
from intlindex.specs.framework import Framework
from intlindex.specs.given import (
    GroupRuleGiven,
    GroupRulesGiven,
    IndicatorRuleGiven,
    IndicatorRulesGiven,
    RankRuleGiven,
)
from intlindex.specs.imputation import Imputation, NoImputation
from intlindex.specs.load import load_spec
from intlindex.specs.normalisation import MinMax, NoNormalisation, Normalisation
from intlindex.specs.rule_names import unknown_names
from intlindex.specs.rule_parts import Blanks, ConstantBlanks, Denomination, DigitsOrNone, Screen, Share
from intlindex.specs.rule_resolution import Rule, commensurate, resolved
from intlindex.specs.transformation import Identity, Transformation
from intlindex.specs.treatment import NoTreatment, Treatment
from intlindex.specs.weighting import GivenWeights, Weighting

__all__ = [
    "Blanks",
    "ConstantBlanks",
    "Denomination",
    "GroupRule",
    "GroupRules",
    "IndicatorRule",
    "IndicatorRules",
    "Method",
    "MethodGiven",
    "RankRule",
    "Screen",
]


class IndicatorRule(Spec):
    """How indicators are prepared; what is omitted is taken from the next more general rule.

    Examples
    --------
    >>> IndicatorRule(normalise={"kind": "percentile_rank"}).normalise.kind
    'percentile_rank'
    """

    denominate: Denomination | None = None
    """How raw values are divided by the indicator's denominator."""
    transform: Transformation | None = None
    """What values go through then."""
    impute: Imputation | None = None
    """How blanks are filled."""
    treat: Treatment | None = None
    """How outliers are treated."""
    normalise: Normalisation | None = None
    """How values are brought to a common scale."""
    after: tuple[AfterStep, ...] | None = None
    """What normalised values go through then, in order; nothing by default."""

    if TYPE_CHECKING:

        def replace(self, **changes: Unpack[IndicatorRuleGiven]) -> Self:  # type: ignore[override]  # states what there is
            """Return a copy with some fields changed; see `Spec.replace`."""

    @cached_property
    def steps(self) -> tuple[AfterStep | Normalisation, ...]:
        """What directed values go through, in order."""
        first = () if self.normalise is None else (self.normalise,)
        return (*first, *(self.after or ()))


class IndicatorRules(IndicatorRule):
    """The rule for all indicators, and exceptions by id."""

    only: FrozenMap[IndicatorRule] = FrozenMap()
    """Exceptions, by indicator id."""
    screen: Screen = Screen.of_valid()
    """What an indicator must have in order to be scored."""

    if TYPE_CHECKING:

        def replace(self, **changes: Unpack[IndicatorRulesGiven]) -> Self:  # type: ignore[override]  # states what there is
            """Return a copy with some fields changed; see `Spec.replace`."""


class GroupRule(Spec):
    """How groups are formed; what is omitted is taken from the next more general rule.

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
    min_coverage: Share | None = None
    """Share of the nominal weight that must be present, else the group is blank."""
    normalise: Normalisation | None = None
    """What the score goes through then; it is left as it is by default."""
    after: tuple[AfterStep, ...] | None = None
    """What it goes through after that, in order; nothing by default. It excludes `round`."""
    round: DigitsOrNone | None = None
    """Digits after the point to which the score is finally rounded, the short form of an `after` that only rounds;
    "none" switches off what a more general rule sets."""
    rounding: Rounding | None = None
    """Where a half goes: away from zero, or to the even neighbour."""
    impute: Imputation | None = None
    """What fills a blank score on the way to the parent; it stays blank where it is shown or ranked."""

    if TYPE_CHECKING:

        def replace(self, **changes: Unpack[GroupRuleGiven]) -> Self:  # type: ignore[override]  # states what there is
            """Return a copy with some fields changed; see `Spec.replace`."""

    @model_validator(mode="after")
    def _rounds_once(self) -> Self:
        if self.after is not None and self.round is not None:
            raise DefinitionError([problem("conflict/after-and-round", "after")])
        return self

    @cached_property
    def steps(self) -> tuple[AfterStep | Normalisation, ...]:
        """What the score goes through after it is aggregated, in order."""
        first = () if self.normalise in (None, NoNormalisation()) else (self.normalise,)
        if self.after is not None or not isinstance(self.round, int):
            return (*first, *(self.after or ()))
        return (*first, Round(digits=self.round, rounding=self.rounding or "half_away"))


class GroupRules(GroupRule):
    """The rule for all groups, and exceptions by level and by id."""

    level: FrozenMap[GroupRule] = FrozenMap()
    """Exceptions, by the name of a level."""
    only: FrozenMap[GroupRule] = FrozenMap()
    """Exceptions, by group id."""

    if TYPE_CHECKING:

        def replace(self, **changes: Unpack[GroupRulesGiven]) -> Self:  # type: ignore[override]  # states what there is
            """Return a copy with some fields changed; see `Spec.replace`."""


class RankRule(Spec):
    """How scores become ranks.

    Examples
    --------
    >>> RankRule().ties
    'min'
    """

    ties: Literal["min", "max", "average", "dense", "ordinal"] = "min"
    """What equal scores get; "min" gives competition ranks, 1 2 2 4."""
    order: Literal["descending", "ascending"] = "descending"
    """Which end is rank 1: the highest score, or the lowest."""
    round: Digits | None = None
    """Digits after the point to which scores are rounded before they are ranked, as where the published scores are;
    the scores themselves stay exact."""


# Made without being validated: a schema takes long to build, and that of `Method` includes theirs.
_INDICATOR_DEFAULTS = IndicatorRule.of_valid(
    denominate=Denomination(),
    transform=Identity(),
    impute=NoImputation(),
    treat=NoTreatment(),
    normalise=MinMax(),
    after=(),
)
_GROUP_DEFAULTS = GroupRule.of_valid(
    weights=GivenWeights(),
    aggregate=Arithmetic(),
    blanks="siblings",
    min_coverage=0.5,
    rounding="half_away",
    impute=NoImputation(),
)


class MethodGiven(TypedDict, total=False):
    """Fields of a method as they are given, for type checkers."""

    name: str | None
    description: str | None
    units: Mapping[str, object] | Screen
    indicators: IndicatorRulesGiven | IndicatorRules
    groups: GroupRulesGiven | GroupRules
    rank: RankRuleGiven | RankRule
    classes: Mapping[str, object] | Classes


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
    units: Screen = Screen.of_valid()
    """What a unit must have in order to be scored."""
    indicators: IndicatorRules = IndicatorRules.of_valid()
    """How indicators are prepared."""
    groups: GroupRules = GroupRules.of_valid()
    """How groups are formed."""
    rank: RankRule = RankRule()
    """How scores become ranks."""
    classes: Classes = Classes()
    """Into which classes scores fall; into none by default."""

    if TYPE_CHECKING:

        def replace(self, **changes: Unpack[MethodGiven]) -> Self:  # type: ignore[override]  # states what there is
            """Return a copy with some fields changed; see `Spec.replace`."""

    def __repr__(self) -> str:
        lines = self.to_toml().splitlines()[1:]
        named = f"Method {self.name!r}" if self.name else "Method"
        kept = [line for line in lines if line and not line.startswith(("name = ", "description = "))]
        return screenful(named + (f": {self.description}" if self.description else ""), kept, ".to_toml()")

    __str__ = __repr__

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
        found: IndicatorRule | None = self._made.get(name)
        if found is not None:  # every step asks for the rules of every node
            return found
        rules = self.indicators.only.get(name), self.indicators, _INDICATOR_DEFAULTS
        key = "indicator", name if rules[0] is not None else ""
        self._made[name] = rule = self._once(key, lambda: resolved(IndicatorRule, *rules))
        return rule

    def for_group(self, name: str, level: str) -> GroupRule:
        """Return the complete rule for one group."""
        own, of_level = self.groups.only.get(name), self.groups.level.get(level)
        key = "group", name if own is not None else "", level if of_level is not None else ""
        return self._once(key, lambda: resolved(GroupRule, own, of_level, self.groups, _GROUP_DEFAULTS))

    def _once(self, key: Hashable, make: Callable[[], Rule]) -> Rule:
        """Return a rule that was made before, or make it."""
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = make()
        return made

    @cached_property
    def _made(self) -> dict[Hashable, Any]:
        return {}

    def problems_with(self, framework: Framework) -> list[Problem]:
        """List rules that name an indicator, a group or a level that a framework does not have."""
        ids = [node.id for node in framework.nodes]
        groups = {"only": self.groups.only, "level": self.groups.level}
        rules = {"indicators": {"only": self.indicators.only}, "groups": groups}
        return [
            *unknown_names(rules, framework),
            *(
                problem(
                    "unknown-node/specs-class-rule",
                    f"classes.only.{name}",
                    framework=framework.id,
                    found=name,
                    hint=nearest(name, ids),
                )
                for name in self.classes.only
                if name not in ids
            ),
            *self._columns_beside_classes(framework),
        ]

    def _columns_beside_classes(self, framework: Framework) -> list[Problem]:
        """Refuse a child of the root that is called as the column of its classes."""
        root, taken = framework.root.id, ("class",)
        classed = self.classes.of(root, root=root) is not None
        named = [node for node in framework.children(root) if classed and node.id in taken]
        return [problem("not-allowed/specs-reserved", f"nodes[{node.id}].id", reserved=taken) for node in named]

    def with_preset(self, preset: Method) -> tuple[Method, list[Problem]]:
        """Return a preset with this method's exceptions by id, and its classes unless the preset has some.

        Kept exceptions are made commensurate with the preset's own normalisation: a range becomes the preset's, and
        ranks are standardised afterwards where the preset standardises.

        Parameters
        ----------
        preset : Method
            The new defaults.

        Returns
        -------
        method : Method
            The preset's defaults and this method's `only` rules; those of the preset win.
        changed : list of Problem
            Exceptions that were made commensurate, and how.

        Examples
        --------
        >>> ordinal = Method(indicators={"only": {"stars": {"normalise": {"kind": "percentile_rank"}}}})
        >>> method, changed = ordinal.with_preset(Method(indicators={"normalise": {"kind": "min_max", "low": 1}}))
        >>> method.for_indicator("stars").normalise.low
        1.0
        >>> print(changed[0])
        stars: 'percentile_rank' runs from 1 to 100
        """
        only: dict[str, IndicatorRule] = {}
        changed = []
        for name, rule in self.indicators.only.items():
            normalise, change = commensurate(rule.normalise, preset.indicators.normalise)
            only[name] = rule if change is None else rule.replace(normalise=normalise)
            if change is not None:
                changed.append(Problem(name, change))
        indicators = preset.indicators.replace(only={**only, **preset.indicators.only})
        groups = preset.groups.replace(only={**self.groups.only, **preset.groups.only})
        return preset.replace(indicators=indicators, groups=groups, classes=preset.classes or self.classes), changed

    def restricted_to(self, framework: Framework) -> Self:
        """Return the method without the rules for nodes and levels that a framework does not have."""
        ids = {node.id for node in framework.nodes}
        levels = {group.level for group in framework.groups}
        indicators = self.indicators.with_valid(only=_only(self.indicators.only, ids))
        groups = self.groups.with_valid(only=_only(self.groups.only, ids), level=_only(self.groups.level, levels))
        return self.replace(indicators=indicators, groups=groups, classes=self.classes.restricted_to(ids))


def _only(rules: Mapping[str, Any], names: set[str]) -> FrozenMap[Any]:
    return FrozenMap({name: rule for name, rule in rules.items() if name in names})
