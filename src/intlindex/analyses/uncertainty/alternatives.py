"""Alternatives of method: every combination prepared once, by scoring the index again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from intlindex.core.data.shipped_files import resolve_method
from intlindex.core.scored import ScoredIndex
from intlindex.errors import DefinitionError, IntlindexError, Problem, nearest
from intlindex.findings import Finding
from intlindex.specs import GroupRule, IndicatorRule, Method, Spec

__all__ = ["Alternatives", "alternatives_of", "check_methods", "prepared"]

Alternatives = Mapping[str, Sequence[tuple[str, Any]]]
"""For each step, named alternatives."""

INDICATOR_STEPS = ("transform", "impute", "treat", "normalise")
GROUP_STEPS = ("weights", "aggregate", "blanks", "min_coverage")
STEPS = ("method", *INDICATOR_STEPS, *GROUP_STEPS)

MOST_COMBINATIONS = 4096


def alternatives_of(choices: Mapping[str, Any]) -> Alternatives:
    """Check lists of alternatives, and name each alternative.

    Parameters
    ----------
    choices : mapping of str to sequence
        By step, such as ``{"normalise": ["min_max", {"kind": "z_score"}], "method": ["default", "geometric"]}``.

    Returns
    -------
    mapping of str to sequence of (str, alternative)
        `method` first, then in the order of the steps.

    Raises
    ------
    DefinitionError
        If a step does not exist, has no alternatives, or one is not valid; with every problem.

    Examples
    --------
    >>> alternatives_of({"normalise": ["min_max", {"kind": "z_score"}]})["normalise"][1]
    ('z_score', ZScore(floor=None, cap=None, kind='z_score', mean=0.0, standard_deviation=1.0, ddof=1))
    """
    problems = [
        Problem(f"choices.{name}", f"no such step; {nearest(str(name), [*STEPS, 'indicators'])}")
        for name in choices
        if name not in STEPS
    ]
    found: dict[str, list[tuple[str, Any]]] = {}
    for step in STEPS:
        if step not in choices:
            continue
        given = choices[step]
        if isinstance(given, str | Mapping) or not isinstance(given, Sequence) or not given:
            problems.append(Problem(f"choices.{step}", f"must be a list of alternatives, not empty, found {given!r}"))
            continue
        found[step] = []
        for at, each in enumerate(given):
            try:
                found[step].append(_alternative(step, each))
            except IntlindexError as error:
                problems += [
                    Problem(f"choices.{step}[{at}]{problem.where.removeprefix(step)}", problem.message)
                    for problem in error.problems
                ]
    combinations = 1
    for given in found.values():
        combinations *= len(given)
    if combinations > MOST_COMBINATIONS:
        problems.append(
            Problem("choices", f"{combinations:,} combinations; at most {MOST_COMBINATIONS:,} are prepared")
        )
    if problems:
        raise DefinitionError(problems, source="uncertainty")
    return {step: _told_apart(given) for step, given in found.items()}


def _alternative(step: str, given: Any) -> tuple[str, Any]:
    """Read one alternative: a kind by name, a mapping, or a spec."""
    if given is None:
        raise DefinitionError("must be an alternative, found None")
    if step == "method":
        if isinstance(given, Method):
            return given.name or "own method", given
        return str(given), given
    plain = not isinstance(given, str) or step in ("blanks", "min_coverage")
    fields: dict[str, Any] = {step: given if plain else {"kind": given}}
    rule: Spec = IndicatorRule(**fields) if step in INDICATOR_STEPS else GroupRule(**fields)
    value = getattr(rule, step)
    return _name(value), value


def check_methods(index: ScoredIndex, alternatives: Alternatives) -> None:
    """Refuse methods that do not exist: what is misspelt is no alternative that is undefined.

    Raises
    ------
    DefinitionError
        If one is neither shipped nor, as a path, a file that holds a method; with every problem.
    """
    problems = []
    for at, (_, value) in enumerate(alternatives.get("method", ())):
        try:
            resolve_method(value, index.framework, base=index.method)
        except IntlindexError as error:
            problems += [Problem(f"choices.method[{at}]", str(problem)) for problem in error.problems]
    if problems:
        raise DefinitionError(problems, source="uncertainty")


def _name(value: Any) -> str:
    """Name an alternative by its kind and what differs from the defaults."""
    if not isinstance(value, Spec):
        return str(value)
    told = value.model_dump(exclude_defaults=True, exclude_none=True)
    kind = str(told.pop("kind", getattr(value, "kind", type(value).__name__)))
    return f"{kind}({', '.join(f'{name}={each}' for name, each in told.items())})" if told else kind


def _told_apart(given: Sequence[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Tell alternatives of one name apart by a number."""
    seen: dict[str, int] = {}
    found = []
    for name, value in given:
        seen[name] = seen.get(name, 0) + 1
        found.append((name if seen[name] == 1 else f"{name} ({seen[name]})", value))
    return found


def prepared(
    index: ScoredIndex, alternatives: Alternatives
) -> tuple[tuple[ScoredIndex | None, ...], tuple[Finding, ...]]:
    """Score the index under every combination of alternatives.

    Parameters
    ----------
    index : ScoredIndex
        At nominal choices.
    alternatives : Alternatives
        By step.

    Returns
    -------
    indices : tuple of Index or None
        In the order of combinations, the last step running fastest; None where one is not defined.
    findings : tuple of Finding
        What is not defined, and why.

    Raises
    ------
    IntlindexError
        If no combination is defined.
    """
    steps = list(alternatives)
    found: list[ScoredIndex | None] = []
    findings = []
    error: IntlindexError | None = None
    for combination in product(*alternatives.values()):
        chosen = {step: value for step, (_, value) in zip(steps, combination, strict=True)}
        names = ", ".join(f"{step} = {name}" for step, (name, _) in zip(steps, combination, strict=True))
        try:
            variant = _variant(index, chosen)
            if variant.nodes != index.nodes:
                gone = sorted(set(index.nodes) ^ set(variant.nodes))
                raise DefinitionError(f"scores other nodes than the nominal index: {', '.join(gone)}")
            if variant.scoring.blank[0].all():
                raise DefinitionError("no city has a score")
            found.append(variant)
        except IntlindexError as failed:
            error = failed
            found.append(None)
            why = "; ".join(map(str, failed.problems[:3]))
            findings.append(Finding("alternative-undefined", "warning", "", f"{names}: is not counted: {why}"))
    if error is not None and not any(each is not None for each in found):
        raise DefinitionError([Problem("choices", f"no combination is defined; the last: {error}")]) from error
    return tuple(found), tuple(findings)


def _variant(index: ScoredIndex, chosen: Mapping[str, Any]) -> ScoredIndex:
    """Score the index with some alternatives; those of steps replace defaults and rules by level, not rules by id."""
    if "method" in chosen:
        index = index.replace(method=chosen["method"])
    changes = {step: value for step, value in chosen.items() if step != "method"}
    if not changes:
        return index
    method = index.method
    of_indicators = {step: value for step, value in changes.items() if step in INDICATOR_STEPS}
    of_groups = {step: value for step, value in changes.items() if step in GROUP_STEPS}
    levels = {
        level: rule.replace(**dict.fromkeys(of_groups)) if of_groups else rule
        for level, rule in method.groups.level.items()
    }
    preset = method.replace(
        indicators=method.indicators.replace(**of_indicators, only={}),
        groups=method.groups.replace(**of_groups, level=levels, only={}),
    )
    changed, _ = method.with_preset(preset)
    return index if changed == method else index.replace(method=changed)
