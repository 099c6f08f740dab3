"""Which factor the variance of ranks, scores or gaps is due to: Sobol indices of weights, choices and data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.arguments import is_whole
from intlindex.analyses.reasons import joined
from intlindex.analyses.seeds import Random, Seed, seed_of
from intlindex.analyses.sensitivity.saltelli import MOST_COLUMNS, MOST_SAMPLES, ROWS, Design, evaluate
from intlindex.analyses.sensitivity.targets import Target, target_of
from intlindex.analyses.uncertainty.tasks import check_tasks, run_tasks, threads
from intlindex.analyses.uncertainty.uncertainty import MOST_SLOW_DRAWS
from intlindex.analyses.uncertainty.variation import Variation, variation_of
from intlindex.analyses.uncertainty.varied import factor_in_words
from intlindex.core.request_errors import refusal
from intlindex.core.scored import ScoredIndex
from intlindex.display.findings import findings_lines
from intlindex.display.records.uncertainty import SensitivityRecord
from intlindex.display.result import Result, Shown
from intlindex.display.rounding import fixed
from intlindex.errors import IntlindexError, Problem, RequestError, problem
from intlindex.findings import Finding, finding
from intlindex.kernels.statistics.sobol import sobol_indices
from intlindex.sentences import Sentence, say

__all__ = ["Sensitivity", "sensitivity_of"]

Array = NDArray[np.float64]

SOURCE = "sensitivity"
COLUMNS = ("first", "first_low", "first_high", "total", "total_low", "total_high")

MOST_NUMBERS = 1 << 28
"""Outputs that are held at once: 2 GB."""

MOST_BLOCKS = 16
"""Units of rows of a task, unless the caller sets another number."""

WIDE = 0.1
"""Intervals wider than this call for more samples."""


@dataclass(frozen=True, eq=False, repr=False)
class Sensitivity(Result[SensitivityRecord]):
    """Which part of the variance of a target each factor explains, alone and with others.

    Made by `Index.sensitivity`. Every access returns a new copy.

    Examples
    --------
    >>> import intlindex as ix
    >>> index = ix.load("example")
    >>> found = index.sensitivity(weights=ix.Simplex(groups=["index"]), noise=0.05, samples=256, rng=1)
    >>> found.indices["total"].idxmax()
    'weights of index'
    """

    index: ScoredIndex
    """At nominal weights, choices and data."""
    target: Sentence
    """What is explained, in words."""
    samples: int
    """Rows of each of the two samples; the index is scored ``samples * (factors + 2)`` times."""
    variation: Variation
    """What varies."""
    _indices: pd.DataFrame
    _findings: tuple[Finding, ...]

    @property
    def table(self) -> pd.DataFrame:
        """The table `indices`."""
        return self.indices

    @property
    def indices(self) -> pd.DataFrame:
        """Sobol indices: `first`, `first_low`, `first_high`, `total`, `total_low`, `total_high`, per factor.

        For the ranks of all cities, per city and factor. Intervals are of 95%.
        """
        return self._indices.copy()

    @property
    def shown(self) -> Shown:
        """What was found, in sentences and as a table."""
        title = say("sensitivity/title", target=self.target, index=self.index.framework.title)
        lines = (*self._sentences, *findings_lines(self.findings))
        if self._indices.index.nlevels > 1 and len(self._indices):
            return Shown(title, lines, self._by_city, digits=2, bars=("total",))
        table = self._indices.sort_values("total", ascending=False, kind="stable").reset_index()
        ends = {f"{name} 95%": _ends(table[f"{name}_low"], table[f"{name}_high"]) for name in ("first", "total")}
        columns = {
            "factor": table["factor"].map(factor_in_words),
            "first": table["first"],
            "first 95%": ends["first 95%"],
        }
        columns |= {"total": table["total"], "total 95%": ends["total 95%"]}
        return Shown(title, lines, pd.DataFrame(columns), digits=2, bars=("first", "total"))

    @property
    def _sentences(self) -> list[Sentence]:
        count = len(self.variation.experiment.factors)
        lines = [say("sensitivity/effort", factors=count, samples=self.samples, count=self.samples * (count + 2))]
        if self._indices.index.nlevels == 1 and self._indices["total"].gt(0).any():
            alone = round(100 * float(self._indices["first"].sum()))
            lines.append(
                say("sensitivity/interactions", share=alone) if alone < 100 else say("sensitivity/no-interactions")
            )
        width = (self._indices["total_high"] - self._indices["total_low"]).max()
        if width > WIDE:
            lines.append(say("sensitivity/few-samples", width=fixed(width, 2)))
        return lines

    @property
    def _by_city(self) -> pd.DataFrame:
        """The factor that decides most about each city."""
        cities, factors = (self._indices.index.unique(level) for level in ("city", "factor"))
        first, total = (self._indices[name].to_numpy().reshape(len(cities), -1) for name in ("first", "total"))
        most = (np.arange(len(cities)), total.argmax(axis=1))
        none = say("sensitivity/no-factor")
        frame = pd.DataFrame(
            {
                "city": cities,
                "rank": self.index.ranking.set_index("city")["rank"].reindex(cities).to_numpy(),
                "decided most by": [
                    factor_in_words(factors[at]) if some else none
                    for at, some in zip(most[1], total[most] > 0, strict=True)
                ],
                "first": first[most],
                "total": total[most],
            }
        )
        return frame.sort_values("rank", kind="stable")


def _ends(low: pd.Series[float], high: pd.Series[float]) -> list[str]:
    ends = zip(low, high, strict=True)
    return ["–" if np.isnan(a) else say("sensitivity/interval", low=fixed(a, 2), high=fixed(b, 2)) for a, b in ends]


def sensitivity_of(
    index: ScoredIndex,
    *,
    weights: Any,
    choices: Any,
    noise: Any,
    target: Any,
    samples: int,
    rng: Random,
    bootstraps: int,
    executor: Executor | None,
    block: int | None,
    progress: bool | None,
) -> Sensitivity:
    """Estimate Sobol indices of a target; see `Index.sensitivity`.

    Raises
    ------
    UnknownNameError
        If a name does not exist, and nothing else is wrong.
    RequestError
        If anything asked for is not valid; with every problem, before any work starts.
    """
    problems = [*check_tasks(block, executor), *_check(samples, bootstraps)]
    seed, meant, name = Seed(0), None, None
    try:
        seed = seed_of(rng)
    except RequestError as error:
        problems += error.problems
    try:
        meant, name = target_of(index, target)
    except IntlindexError as error:
        problems += error.problems
    try:
        variation = variation_of(index, weights, choices, noise, problems)
    except RequestError as error:
        raise refusal(error.problems, source=SOURCE) from error
    assert meant is not None
    assert name is not None
    design = Design(seed, sum(factor.columns for factor in variation.experiment.factors), int(samples))
    _check_size(variation, design, meant)
    outputs = _run(variation, design, meant, executor=executor, block=block, progress=progress)
    indices, findings = _estimated(index, variation, design, outputs, int(bootstraps), noisy=noise is not None)
    return Sensitivity(index, name, design.samples, variation, indices, (*variation.findings, *findings))


def _check(samples: Any, bootstraps: Any) -> list[Problem]:
    problems: list[Problem] = []
    if not is_whole(samples, least=2) or samples > MOST_SAMPLES or samples & (samples - 1):
        if is_whole(samples, least=3) and samples < MOST_SAMPLES:
            below = 1 << (int(samples).bit_length() - 1)
            wrong = problem(
                "out-of-range/samples-near",
                "samples",
                high=MOST_SAMPLES,
                found=samples,
                nearest=(f"{below:,}", f"{2 * below:,}"),
            )
        else:
            wrong = problem("out-of-range/samples", "samples", high=MOST_SAMPLES, found=samples)
        problems.append(wrong)
    if not is_whole(bootstraps) or bootstraps > 100_000:
        problems.append(problem("out-of-range/bootstraps", "bootstraps", found=bootstraps))
    return problems


def _check_size(variation: Variation, design: Design, target: Target) -> None:
    """Refuse what would not fit, or never end."""
    experiment = variation.experiment
    problems = []
    if design.columns > MOST_COLUMNS:
        problems.append(problem("too-large/sobol-columns", "noise", found=design.columns, allowed=MOST_COLUMNS))
    scored = design.samples * (2 + len(experiment.factors))
    if scored * target.outputs > MOST_NUMBERS:
        outputs = scored * target.outputs
        problems.append(problem("too-large/sobol-outputs", "samples", found=outputs, allowed=MOST_NUMBERS))
    slow = {
        (experiment_case.scoring.tree.ids[branch.node], branch.aggregate.kind)
        for experiment_case in experiment.cases
        if experiment_case is not None
        for branch in experiment_case.scoring.tree.branches
        if not branch.aggregate.flags.batches
    }
    if scored > MOST_SLOW_DRAWS:
        problems += [
            problem("too-large/slow-samples", group, kind=kind, allowed=MOST_SLOW_DRAWS, found=scored)
            for group, kind in sorted(slow)
        ]
    if problems:
        raise refusal(problems, source=SOURCE)


def _run(
    variation: Variation,
    design: Design,
    target: Target,
    *,
    executor: Executor | None,
    block: int | None,
    progress: bool | None,
) -> Array:
    """Evaluate the design, ``(2 + factors, samples, outputs)``."""
    experiment = variation.experiment
    units = -(-design.samples // ROWS)
    most = block or int(np.clip(-(-units // (2 * threads())), 1, MOST_BLOCKS))
    tasks = list(design.tasks(most))
    outputs = np.empty((2 + len(experiment.factors), design.samples, target.outputs))
    work = partial(evaluate, target=target)
    with run_tasks(work, experiment, tasks, design.samples, executor=executor, progress=progress) as done:
        for task, found in zip(tasks, done, strict=True):
            outputs[:, task.start : task.start + task.size] = found
    return outputs


def _estimated(
    index: ScoredIndex, variation: Variation, design: Design, outputs: Array, bootstraps: int, *, noisy: bool
) -> tuple[pd.DataFrame, list[Finding]]:
    """Estimate the indices of each output that is defined in all draws of all samples.

    Samples cannot be left out: the two halves of a Sobol sequence are even as a whole, and what is left of them is a
    sample of other factors than were asked about, so that a total index may come out below its first-order one.
    """
    factors = [factor.name for factor in variation.experiment.factors]
    defined = np.asarray(np.isfinite(outputs).all(axis=0))
    whole = np.asarray(defined.all(axis=0))
    if not whole.any():
        raise RequestError([_undefined(variation, defined, noisy=noisy)], source=SOURCE)
    kept = outputs if whole.all() else outputs[:, :, whole]
    estimate = sobol_indices(kept[0], kept[1], kept[2:], bootstraps=bootstraps, rng=design.bootstraps)
    found = np.stack([getattr(estimate, name) for name in COLUMNS], axis=-1).swapaxes(0, 1)
    cities = [city for city, there in zip(index.cities, whole, strict=False) if there]
    findings = _findings(index, defined, [name for name, same in _named(cities, estimate.constant) if same])
    names = pd.Index(factors, name="factor")
    if outputs.shape[2] == 1:
        return pd.DataFrame(found[0], index=names, columns=list(COLUMNS)), findings
    rows_of = pd.MultiIndex.from_product([pd.Index(cities, name="city"), names])
    return pd.DataFrame(found.reshape(-1, len(COLUMNS)), index=rows_of, columns=list(COLUMNS)), findings


def _named(cities: Sequence[str], flags: NDArray[np.bool_]) -> Iterator[tuple[str, bool]]:
    """Put flags of outputs beside their cities; a single output has no city."""
    return zip(cities if flags.size > 1 else [""], flags.tolist(), strict=True)


def _undefined(variation: Variation, defined: NDArray[np.bool_], *, noisy: bool) -> Problem:
    """Describe how many samples have no target, why, and what to change."""
    lost, samples = int((~defined.all(axis=1)).sum()), len(defined)
    reasons = [each.message for each in variation.findings if each.code == "alternative-undefined"]
    if noisy and not reasons:
        return problem("not-defined/samples-noise", "noise", lost=lost, samples=samples, share=lost / samples)
    reason = joined(reasons) if reasons else say("not-defined/samples-target")
    return problem("not-defined/samples", "choices", lost=lost, samples=samples, share=lost / samples, reason=reason)


def _findings(index: ScoredIndex, defined: NDArray[np.bool_], constant: Sequence[str]) -> list[Finding]:
    """List the cities that have no indices, and what never varies."""
    findings: list[Finding] = []
    some, whole = np.asarray(defined.any(axis=0)), np.asarray(defined.all(axis=0))
    root = index.framework.root.id
    if (some & ~whole).any():
        part = [city for city, lost in zip(index.cities, some & ~whole, strict=True) if lost]
        share = float((~defined[:, some & ~whole]).mean(axis=0).max())
        findings.append(finding("draws-undefined/samples", "warning", root, share=share, cities=tuple(part)))
    if not some.all():
        gone = [city for city, there in zip(index.cities, some, strict=True) if not there]
        findings.append(finding("blank-score/sensitivity", "info", root, cities=tuple(gone)))
    if constant:
        if constant[0]:
            findings.append(finding("target-constant/cities", "info", cities=tuple(constant)))
        else:
            findings.append(finding("target-constant", "info"))
    return findings
