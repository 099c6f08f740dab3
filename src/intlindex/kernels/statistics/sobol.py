"""Sobol indices: which part of the variance of an output each factor explains, with bootstrap intervals.

A factor may own several columns of the sample. What is estimated are sums over independent samples, so that nothing
here is ranked: products of matrices may run through BLAS.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

__all__ = ["SobolIndices", "sobol_indices"]

Array = NDArray[np.float64]

CONFIDENCE = 0.95
# Outputs whose spread is below this share of their size differ by roundings only.
ROUNDING = 1e-14
# A difference of two sums of squares below this share of them is nothing but roundings.
CANCELLED = 1e-12
# Numbers of the mixtures that are multiplied at once.
NUMBERS = 1 << 20


@dataclass(frozen=True)
class SobolIndices:
    """First-order and total indices of some factors for some outputs, with the ends of their intervals.

    All fields but `constant` have shape ``(factors, outputs)``; the ends are NaN where no bootstraps were drawn.
    """

    first: Array
    """Part of the variance that the factor explains on its own."""
    first_low: Array
    first_high: Array
    total: Array
    """Part of the variance that the factor has any share in, alone or with others."""
    total_low: Array
    total_high: Array
    constant: NDArray[np.bool_]
    """``(outputs,)``: does not vary over the samples, so that all its indices are zero."""


def sobol_indices(
    first: Array, second: Array, mixed: Iterable[Array], *, bootstraps: int, rng: np.random.Generator
) -> SobolIndices:
    """Estimate Sobol indices from the outputs at two independent samples A and B and at mixtures of them.

    In the mixture of a factor i, ``AB_i``, all columns are those of A but those of the factor, which are those of B.
    With V the variance of all outputs at A and B, and m their mean, sums over the N samples::

        S_i = Σ (f(B) - m) (f(AB_i) - f(A)) / (N V)
        T_i = Σ (f(A) - f(AB_i))² / (2 N V)

    The first is equation (b) of table 2 of Saltelli, Annoni, Azzini, Campolongo, Ratto and Tarantola (2010),
    "Variance based sensitivity analysis of model output", Computer Physics Communications 181. The outputs are
    centred: the second factor is zero on average, so that taking off m changes no expectation, but removes the
    part of the error that grows with m; SALib and SciPy centre for the same reason. The second is that of
    Jansen (1999), "Analysis of variance designs for model output", Computer Physics Communications 117, equation (f)
    of the same table.

    Intervals hold the middle 95% of bootstraps (Efron and Tibshirani 1993, section 13.3): samples are drawn again,
    with all outputs that belong to one together, and everything is estimated again, m and V included. As many samples
    of a Sobol sequence are more even than independent ones, the intervals are rather too wide than too narrow.

    Parameters
    ----------
    first, second : (samples, outputs) array
        Outputs at A and B.
    mixed : iterable of (samples, outputs) array
        Outputs at each mixture, one factor after the other; an array ``(factors, samples, outputs)`` will do.
    bootstraps : int
        How often to draw again; 0 for no intervals.
    rng : numpy.random.Generator
        What draws.

    Returns
    -------
    SobolIndices
        The indices. A factor that changes no output has exactly zero, interval included; so has every factor for
        an output that does not vary.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> a, b = rng.random((2, 4096, 2))
    >>> output = lambda x: (2 * x[:, :1] + x[:, 1:]) * [1.0, 10.0]  # of one variance, the first has four fifths
    >>> mixed = [output(np.where([True, False], b, a)), output(np.where([False, True], b, a))]
    >>> sobol_indices(output(a), output(b), mixed, bootstraps=0, rng=rng).total.round(1)
    array([[0.8, 0.8],
           [0.2, 0.2]])
    """
    samples = first.shape[0]
    constant = _constant(first, second)
    centre = (first.mean(axis=0) + second.mean(axis=0)) / 2
    base, other = first - centre, second - centre  # else the moments of large outputs cancel
    draws = np.concatenate([np.ones((1, samples)), _counts(samples, bootstraps, rng)])
    variance, mean = _moments(base, other, draws)
    found = [
        _interval(_estimates(first, other, some, draws, (variance, mean, constant)))
        for some in _batched(mixed, max(NUMBERS // first.size, 1))
    ]
    shape = (2, 3, 0, first.shape[1])
    (one, one_low, one_high), (total, total_low, total_high) = np.concatenate([np.empty(shape), *found], axis=2)
    return SobolIndices(one, one_low, one_high, total, total_low, total_high, constant=constant)


def _batched(mixed: Iterable[Array], most: int) -> Iterator[list[Array]]:
    """Take several mixtures at a time: one large product of matrices is faster than many small ones."""
    rest = iter(mixed)
    while some := list(islice(rest, most)):
        yield some


def _estimates(
    first: Array, other: Array, mixed: list[Array], draws: Array, known: tuple[Array, Array, NDArray[np.bool_]]
) -> Array:
    """Estimate both indices of some factors in all draws, ``(2, draws, factors, outputs)``."""
    variance, mean, constant = known
    samples, width = other.shape
    terms = np.empty((samples, len(mixed), 3, width))
    for at, outputs in enumerate(mixed):
        change = outputs - first
        np.multiply(other, change, out=terms[:, at, 0])
        terms[:, at, 1] = change
        np.square(change, out=terms[:, at, 2])
    sums = (draws @ terms.reshape(samples, -1)).reshape(len(draws), len(mixed), 3, width)
    covaried = (sums[:, :, 0] - mean[:, None] * sums[:, :, 1]) / samples
    moved = sums[:, :, 2] / (2 * samples)
    return np.stack([_part(each, variance[:, None], constant) for each in (covaried, moved)])


def _constant(first: Array, second: Array) -> NDArray[np.bool_]:
    """Return which outputs do not vary."""
    highest = np.maximum(first.max(axis=0), second.max(axis=0))
    lowest = np.minimum(first.min(axis=0), second.min(axis=0))
    size = np.maximum(np.abs(highest), np.abs(lowest))
    return np.asarray(highest - lowest <= ROUNDING * size)


def _counts(samples: int, bootstraps: int, rng: np.random.Generator) -> Array:
    """Draw samples with replacement; count how often each was drawn, ``(bootstraps, samples)``."""
    drawn = rng.integers(0, samples, (bootstraps, samples))
    places = drawn + samples * np.arange(bootstraps)[:, None]
    return np.bincount(places.ravel(), minlength=bootstraps * samples).reshape(bootstraps, samples).astype(np.float64)


def _moments(base: Array, other: Array, draws: Array) -> tuple[Array, Array]:
    """Return variance and mean of all outputs at both samples, ``(draws, outputs)``; the variance divides by n - 1."""
    count = 2 * base.shape[0]
    mean = draws @ (base + other) / count
    squares = draws @ (np.square(base) + np.square(other))
    spread = squares - count * np.square(mean)
    return np.where(spread > CANCELLED * squares, spread, 0.0) / (count - 1), mean


def _part(explained: Array, variance: Array, constant: NDArray[np.bool_]) -> Array:
    """Divide by the variance; where there is none, nothing is explained."""
    some = (variance > 0) & ~constant
    return np.asarray(np.where(some, explained / np.where(some, variance, 1.0), 0.0) + 0.0)  # one zero of two


def _interval(draws: Array) -> Array:
    """Return the estimates, which are the first of the draws, and the ends of their intervals.

    From ``(2, draws, factors, outputs)`` to ``(2, 3, factors, outputs)``.
    """
    estimate = draws[:, :1]
    if draws.shape[1] == 1:
        return np.concatenate([estimate, np.full_like(estimate, np.nan), np.full_like(estimate, np.nan)], axis=1)
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(draws[:, 1:], [tail, 1 - tail], axis=1)
    return np.stack([estimate[:, 0], low, high], axis=1)
