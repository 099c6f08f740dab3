"""What may vary in an index: weights, choices and data, as one experiment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from intlindex.analyses.uncertainty.alternatives import Alternatives, alternatives_of, check_methods, prepared
from intlindex.analyses.uncertainty.case import case_of
from intlindex.analyses.uncertainty.experiment import Experiment
from intlindex.analyses.uncertainty.factors import ChoiceFactor, Factor, InclusionFactor, SharesFactor, shares_factor
from intlindex.analyses.uncertainty.flattening import flattened
from intlindex.analyses.uncertainty.measurement import noise_factors
from intlindex.analyses.uncertainty.tasks import BLOCK
from intlindex.core.pipeline.root_score import require_score
from intlindex.core.request_errors import refusal
from intlindex.core.scored import ScoredIndex
from intlindex.core.weight_sets import varied_shares
from intlindex.errors import IntlindexError, Problem, RequestError, nearest, problem
from intlindex.findings import Finding, finding
from intlindex.specs.weight_set import Bounds, Dirichlet, RelativeNoise, WeightSet

__all__ = ["DEFAULT_NOISE", "Variation", "variation_of"]

MOST_MEMORY = 4 << 30
"""Bytes of random numbers that one seed block may take."""

DEFAULT_NOISE = 0.25
"""Relative noise on every group's weights, where nothing is asked for."""


@dataclass(frozen=True)
class Variation:
    """An experiment, and its findings."""

    experiment: Experiment
    findings: tuple[Finding, ...]


def variation_of(
    index: ScoredIndex, weights: Any, choices: Any, noise: Any, problems: Sequence[Problem] = ()
) -> Variation:
    """Collect what varies.

    Parameters
    ----------
    index : ScoredIndex
        At nominal weights, choices and data.
    weights : WeightSet or sequence of WeightSet, optional
        Sets of weights.
    choices : mapping, optional
        Alternatives by step, and under ``indicators`` the probability with which one is included.
    noise : float, Noise, or mapping, optional
        Errors of the data.
    problems : sequence of Problem
        What else is wrong, reported at the same time.

    Returns
    -------
    Variation
        What to draw.

    Raises
    ------
    RequestError
        With every problem, before anything is computed; an UnknownNameError if only names are wrong.
    """
    require_score(index.fits)
    found = list(problems)
    if weights is None and choices is None and noise is None:
        weights = RelativeNoise(DEFAULT_NOISE)
    factors: list[Factor] = []
    findings: list[Finding] = []
    alternatives: Alternatives = {}
    with _gathered(found):
        alternatives = alternatives_of(_steps(choices, found))
        factors += [ChoiceFactor(step, tuple(name for name, _ in given)) for step, given in alternatives.items()]
        check_methods(index, alternatives)
    with _gathered(found):
        factors += map(shares_factor, varied_shares(index, _sets(weights)))
    factors += _inclusions(index, choices, found)
    findings += _unused(index, factors)
    if noise is not None:
        with _gathered(found):
            noisy, of_noise = noise_factors(index, noise)
            factors += noisy
            findings += of_noise
            if {"impute", "method"} & set(alternatives) and any(factor.imputed for factor in noisy):
                found.append(problem("conflict/imputation-noise", "noise"))
    found += _too_large(factors)
    if found:
        raise refusal(found, source="uncertainty")
    variants, of_variants = prepared(index, alternatives)
    _check_nominal(factors, variants)
    cases = tuple(None if variant is None else case_of(variant) for variant in variants)
    if all(isinstance(factor, ChoiceFactor) or _of_leaves(factor) for factor in factors):
        cases = tuple(case and (flattened(case) or case) for case in cases)
    experiment = Experiment(tuple(factors), cases, len(index.cities), index.method.rank.ties)
    return Variation(experiment, (*findings, *of_variants))


def _too_large(factors: Sequence[Factor]) -> list[Problem]:
    """Refuse what would not fit the memory: a seed block is drawn at once."""
    needed = 8 * BLOCK * sum(factor.columns for factor in factors)
    if needed <= MOST_MEMORY:
        return []
    return [problem("too-large/seed-block", "noise", draws=BLOCK, size=needed / 2**30)]


def _of_leaves(factor: Factor) -> bool:
    return isinstance(factor, SharesFactor) and factor.varied.group is None


class _gathered:  # noqa: N801  used like a function
    """Collect the problems of an error instead of raising it."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        """Keep the problems of an error of this package."""
        if isinstance(error, IntlindexError):
            self.problems.extend(error.problems)
            return True
        return False


def _sets(weights: Any) -> list[WeightSet]:
    given = [] if weights is None else [weights] if isinstance(weights, WeightSet) else weights
    wrong = not isinstance(given, list | tuple) or not all(isinstance(each, WeightSet) for each in given)
    if wrong or (weights is not None and not given):
        raise RequestError([problem("wrong-type/weight-sets", "weights", found=weights)])
    return list(given)


def _steps(choices: Any, problems: list[Problem]) -> dict[str, Any]:
    if choices is None:
        return {}
    if not isinstance(choices, Mapping) or not choices:
        problems.append(problem("wrong-type/choices", "choices", found=choices))
        return {}
    return {step: given for step, given in choices.items() if step != "indicators"}


def _inclusions(index: ScoredIndex, choices: Any, problems: list[Problem]) -> list[Factor]:
    """Read the probabilities with which indicators are included."""
    if not isinstance(choices, Mapping) or "indicators" not in choices:
        return []
    ids = [node.id for node in index.framework.indicators]
    given = choices["indicators"]
    shares = given if isinstance(given, Mapping) else dict.fromkeys(ids, given)
    found: list[Factor] = []
    wrong = []
    if not shares:
        wrong.append(problem("empty/choices-indicators", "choices.indicators", found=given))
    for name, share in shares.items():
        if name not in ids:
            hint = nearest(str(name), ids)
            wrong.append(problem("unknown-node/choices-indicators", f"choices.indicators.{name}", hint=hint))
        elif not isinstance(share, int | float | np.number) or isinstance(share, bool) or not 0 < float(share) <= 1:
            where = "choices.indicators" + (f".{name}" if isinstance(given, Mapping) else "")
            wrong.append(problem("out-of-range/probability", where, found=share))
        else:
            found.append(InclusionFactor(ids.index(name), f"presence of {name}", float(share)))
    problems += dict.fromkeys(wrong)
    return found


def _unused(index: ScoredIndex, factors: Sequence[Factor]) -> list[Finding]:
    """List the varied weights, and the indicators that may be left out, that change nothing."""
    kinds = {index.nodes[branch.node]: branch.aggregate for branch in index.scoring.tree.branches}
    found = []
    for factor in factors:
        if isinstance(factor, SharesFactor):
            node, group = factor.varied.group, factor.varied.group
        elif isinstance(factor, InclusionFactor):
            indicator = index.framework.indicators[factor.indicator]
            node, group = indicator.id, indicator.parent
        else:
            continue
        if node is not None and group is not None and not kinds[group].flags.uses_weights:
            found.append(finding("weights-unused", "info", node, kind=kinds[group].kind))
    return found


def _check_nominal(factors: Sequence[Factor], variants: Sequence[ScoredIndex | None]) -> None:
    """Refuse sets around nominal weights where alternatives disagree on what is nominal."""
    for factor in factors:
        if not isinstance(factor, SharesFactor):
            continue
        spec = factor.varied.spec
        if not (isinstance(spec, Dirichlet) or (isinstance(spec, Bounds) and spec.within is not None)):
            continue
        for variant in variants:
            if variant is None:
                continue
            shares = variant.effective_weights if factor.varied.group is None else variant.weights
            if np.allclose(shares[list(factor.varied.nodes)], factor.varied.nominal, rtol=1e-9):
                continue
            wrong = problem("conflict/nominal-weights", factor.varied.where, kind=spec.kind)
            raise RequestError([wrong], source="uncertainty")
