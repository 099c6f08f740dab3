"""Alternatives of method: every combination prepared once, by scoring the index again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from intlindex.analyses.reasons import reason_of, within
from intlindex.core.data.shipped_files import resolve_method
from intlindex.core.request_errors import refusal
from intlindex.core.scored import ScoredIndex
from intlindex.errors import IntlindexError, Problem, RequestError, nearest, problem
from intlindex.findings import Finding, finding
from intlindex.sentences import say
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
    RequestError
        If a step does not exist, has no alternatives, or one is not valid; with every problem.

    Examples
    --------
    >>> alternatives_of({"normalise": ["min_max", {"kind": "z_score"}]})["normalise"][1]
    ('z_score', ZScore(floor=None, cap=None, kind='z_score', mean=0.0, standard_deviation=1.0, ddof=1))
    """
    problems = [
        problem("unknown-name/choices-step", f"choices.{name}", hint=nearest(str(name), [*STEPS, "indicators"]))
        for name in choices
        if name not in STEPS
    ]
    found: dict[str, list[tuple[str, Any]]] = {}
    for step in STEPS:
        if step not in choices:
            continue
        given = choices[step]
        if isinstance(given, str | Mapping) or not isinstance(given, Sequence) or not given:
            problems.append(problem("wrong-type/choices-alternatives", f"choices.{step}", found=given))
            continue
        found[step] = []
        for at, each in enumerate(given):
            try:
                found[step].append(_alternative(step, each))
            except IntlindexError as error:
                problems += [
                    Problem(f"choices.{step}[{at}]{wrong.where.removeprefix(step)}", wrong.message)
                    for wrong in error.problems
                ]
    combinations = 1
    for given in found.values():
        combinations *= len(given)
    if combinations > MOST_COMBINATIONS:
        problems.append(problem("too-large/combinations", "choices", found=combinations, allowed=MOST_COMBINATIONS))
    if problems:
        raise refusal(problems, source="uncertainty")
    return {step: _numbered(given) for step, given in found.items()}


def _alternative(step: str, given: Any) -> tuple[str, Any]:
    """Read one alternative: a kind by name, a mapping, or a spec."""
    if given is None:
        raise RequestError(say("required/alternative"))
    if step == "method":
        if isinstance(given, Method):
            return given.name or "user-defined method", given
        return str(given), given
    plain = not isinstance(given, str) or step in ("blanks", "min_coverage")
    fields: dict[str, Any] = {step: given if plain else {"kind": given}}
    rule: Spec = IndicatorRule(**fields) if step in INDICATOR_STEPS else GroupRule(**fields)
    value = getattr(rule, step)
    return _name(value), value


def check_methods(index: ScoredIndex, alternatives: Alternatives) -> None:
    """Refuse methods that do not exist: a misspelt name is not an alternative that is undefined.

    Raises
    ------
    RequestError
        If one is neither shipped nor, as a path, a file that holds a method; with every problem.
    """
    problems = []
    for at, (_, value) in enumerate(alternatives.get("method", ())):
        try:
            resolve_method(value, index.framework, base=index.method)
        except IntlindexError as error:
            problems += [within(f"choices.method[{at}]", each) for each in error.problems]
    if problems:
        raise refusal(problems, source="uncertainty")


def _name(value: Any) -> str:
    """Name an alternative by its kind and by what differs from the defaults."""
    if not isinstance(value, Spec):
        return str(value)
    changed = value.model_dump(exclude_defaults=True, exclude_none=True)
    kind = str(changed.pop("kind", getattr(value, "kind", type(value).__name__)))
    return f"{kind}({', '.join(f'{name}={each}' for name, each in changed.items())})" if changed else kind


def _numbered(given: Sequence[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Add a number to alternatives that have the same name."""
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
    RequestError
        If no combination is defined.
    """
    steps = list(alternatives)
    found: list[ScoredIndex | None] = []
    findings: list[Finding] = []
    error: IntlindexError | None = None
    for combination in product(*alternatives.values()):
        chosen = {step: value for step, (_, value) in zip(steps, combination, strict=True)}
        names = tuple(f"{step} = {name}" for step, (name, _) in zip(steps, combination, strict=True))
        try:
            variant = _variant(index, chosen)
            if variant.nodes != index.nodes:
                gone = sorted(set(index.nodes) ^ set(variant.nodes))
                raise RequestError(say("conflict/alternative-nodes", nodes=tuple(gone)))
            if variant.scoring.blank[0].all():
                raise RequestError(say("no-score/alternative"))
            found.append(variant)
        except IntlindexError as failed:
            error = failed
            found.append(None)
            findings.append(finding("alternative-undefined", "warning", chosen=names, reason=reason_of(failed)))
    if error is not None and not any(each is not None for each in found):
        raise RequestError([problem("not-defined/combinations", "choices", reason=reason_of(error))]) from error
    return tuple(found), tuple(findings)


def _variant(index: ScoredIndex, chosen: Mapping[str, Any]) -> ScoredIndex:
    """Score the index with some alternatives; those of steps replace defaults and rules by level, not rules by id."""
    if "method" in chosen:
        method, _ = resolve_method(chosen["method"], index.definition, base=index.method)
        index = index.replace(method=method.replace(classes=index.method.classes))  # what is counted stays the same
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
