"""What may vary, as factors: each turns random numbers into values, by draws or by quasi-random uniforms.

The last axis of values is that of the draws, so that what follows runs along the draws. Several numbers that vary
together, such as a vector of weights, are one factor.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from intlindex.core.data.table import read_only
from intlindex.core.weight_sets import VariedShares
from intlindex.errors import Problem, RequestError
from intlindex.kernels.simplex import draw
from intlindex.specs.weight_set import Dirichlet, Ordered, RelativeNoise, Simplex

__all__ = ["ChoiceFactor", "Factor", "InclusionFactor", "NoiseFactor", "SharesFactor", "shares_factor"]

Array = NDArray[np.float64]

TRIGGER = 1 << 16
"""Size of the sample that replaces a set to which no independent numbers map; one number selects a member."""

TRIGGER_PART = 256
"""Members that are drawn at once: where few candidates are accepted, very many are drawn."""


class Factor(Protocol):
    """One thing that varies on its own."""

    @property
    def name(self) -> str:
        """Its name in results."""
        ...

    @property
    def columns(self) -> int:
        """How many independent uniform numbers it takes."""
        ...

    def draw(self, rng: np.random.Generator, count: int) -> NDArray[np.generic]:
        """Draw values ``(..., count)``."""
        ...

    def place(self, uniforms: Array) -> NDArray[np.generic]:
        """Map uniforms ``(columns, count)`` from 0..1 to values ``(..., count)``."""
        ...


@dataclass(frozen=True)
class SharesFactor:
    """The shares of the children of one group, or of all leaves; values ``(children, count)``.

    Relative noise gives multipliers of the nominal weights, everything else shares.
    """

    varied: VariedShares
    rejection: draw.Rejection | None = None
    """How the shares are found where no independent numbers map to them."""

    @property
    def name(self) -> str:
        """What it is called in results."""
        return f"weights of {self.varied.where}"

    @property
    def multiplies(self) -> bool:
        """Whether its values are multipliers of the nominal weights."""
        return isinstance(self.varied.spec, RelativeNoise)

    @property
    def of_shares(self) -> SharesFactor:
        """The same factor, with shares for values in any case."""
        return replace(self, varied=replace(self.varied, spec=Simplex()))

    @property
    def columns(self) -> int:
        """How many independent uniform numbers it takes."""
        return 1 if self.rejection is not None else len(self.varied.nodes)

    def draw(self, rng: np.random.Generator, count: int) -> Array:
        """Draw shares, or multipliers."""
        shape = (len(self.varied.nodes), count)
        match self.varied.spec:
            case Simplex():
                return draw.scaled(rng.standard_exponential(shape))
            case Dirichlet(concentration=concentration):
                shapes = concentration * self.varied.nominal
                variates = rng.standard_gamma(np.broadcast_to(shapes[:, None], shape))
                return draw.dirichlet(variates, self.varied.nominal, lambda lost: rng.random((shape[0], lost.sum())))
            case RelativeNoise(noise=noise):
                return draw.multipliers(rng.random(shape), noise=noise)
            case Ordered(chains=chains) if self.rejection is None:
                return draw.sorted_within(draw.scaled(rng.standard_exponential(shape)), self._places(chains))
            case _:
                assert self.rejection is not None
                return self.rejection.draw(rng, count)

    def place(self, uniforms: Array) -> Array:
        """Map uniforms to shares, or multipliers."""
        if self.rejection is not None:
            sample = self._trigger
            return sample[:, np.minimum((uniforms[0] * TRIGGER).astype(np.int64), TRIGGER - 1)]
        match self.varied.spec:
            case RelativeNoise(noise=noise):
                return draw.multipliers(uniforms.copy(), noise=noise)
            case Dirichlet(concentration=concentration):
                from scipy.special import gammaincinv  # here, since it takes long to import

                shapes = np.maximum(concentration * self.varied.nominal, 1e-300)
                variates = gammaincinv(shapes[:, None], uniforms)
                return draw.dirichlet(variates, self.varied.nominal, lambda lost: uniforms[:, lost])
            case spec:
                shares = draw.scaled(-np.log1p(-uniforms))
                return draw.sorted_within(shares, self._places(spec.chains)) if isinstance(spec, Ordered) else shares

    @property
    def _trigger(self) -> Array:
        """The sample that replaces the set, drawn once in each process, and never sent to another."""
        rejection = self.rejection
        assert rejection is not None
        low, high = rejection.low.tobytes(), rejection.high.tobytes()
        return _trigger(rejection.kind, low, high, rejection.pairs, rejection.acceptance)

    def _places(self, chains: tuple[tuple[str, ...], ...]) -> list[list[int]]:
        nodes = self.varied.nodes
        return [[nodes.index(name) for name in chain] for chain in chains if chain[0] in nodes]


@lru_cache(maxsize=16)
def _trigger(
    kind: Literal["fixed", "box", "simplex"],
    low: bytes,
    high: bytes,
    pairs: tuple[tuple[int, int], ...],
    acceptance: float,
) -> Array:
    rejection = draw.Rejection(kind, np.frombuffer(low), np.frombuffer(high), pairs, acceptance)
    rng = np.random.default_rng(0)
    parts = [rejection.draw(rng, TRIGGER_PART) for _ in range(0, TRIGGER, TRIGGER_PART)]
    return read_only(np.concatenate(parts, axis=1))


def shares_factor(varied: VariedShares) -> SharesFactor:
    """Make the factor of shares that vary together.

    Raises
    ------
    RequestError
        If so few weights are within the limits that they cannot be drawn.
    """
    spec = varied.spec
    try:
        if isinstance(spec, Simplex | Dirichlet | RelativeNoise):
            return SharesFactor(varied)
        if isinstance(spec, Ordered):
            named = [name for chain in spec.chains for name in chain if name in varied.nodes]
            if len(set(named)) == len(named):
                return SharesFactor(varied)
            return SharesFactor(varied, draw.plan_ordered(len(varied.nodes), varied.pairs))
        return SharesFactor(varied, draw.plan_bounded(varied.low, varied.high))
    except ValueError as error:
        raise RequestError([Problem(varied.where, str(error))], source="weights") from error


@dataclass(frozen=True)
class ChoiceFactor:
    """Which of several alternatives is taken; values ``(count,)``, whole numbers."""

    key: str
    alternatives: tuple[str, ...]
    """Names of the alternatives."""

    @property
    def name(self) -> str:
        """What it is called in results."""
        return self.key

    @property
    def columns(self) -> int:
        """How many independent uniform numbers it takes."""
        return 1

    def draw(self, rng: np.random.Generator, count: int) -> NDArray[np.int64]:
        """Draw places of alternatives, all equally likely."""
        return rng.integers(len(self.alternatives), size=count)

    def place(self, uniforms: Array) -> NDArray[np.int64]:
        """Map uniforms to places of alternatives."""
        most = len(self.alternatives) - 1
        return np.asarray(np.minimum((uniforms[0] * (most + 1)).astype(np.int64), most))


@dataclass(frozen=True)
class InclusionFactor:
    """Whether an indicator is included; values ``(count,)``, yes or no."""

    indicator: int
    name: str
    probability: float

    @property
    def columns(self) -> int:
        """How many independent uniform numbers it takes."""
        return 1

    def draw(self, rng: np.random.Generator, count: int) -> NDArray[np.bool_]:
        """Draw whether it is included."""
        return rng.random(count) < self.probability

    def place(self, uniforms: Array) -> NDArray[np.bool_]:
        """Map uniforms to whether it is included."""
        return np.asarray(uniforms[0] < self.probability)


@dataclass(frozen=True)
class NoiseFactor:
    """The errors that the values of some indicators share; values ``(indicators, cities, count)``, in their units."""

    indicators: tuple[int, ...]
    name: str
    sizes: Array
    """``(indicators, cities)``: standard deviations, or largest errors; zero where there is none."""
    uniform: bool
    imputed: bool = False
    """Whether the errors are those of imputed values, on the scale on which they are imputed."""

    @property
    def columns(self) -> int:
        """How many independent uniform numbers it takes."""
        return int(self.sizes.shape[-1])

    def draw(self, rng: np.random.Generator, count: int) -> Array:
        """Draw errors."""
        shape = (self.columns, count)
        standard = 2.0 * rng.random(shape) - 1.0 if self.uniform else rng.standard_normal(shape)
        return np.asarray(standard * self.sizes[..., None])

    def place(self, uniforms: Array) -> Array:
        """Map uniforms to errors."""
        from scipy.special import ndtri

        standard = 2.0 * uniforms - 1.0 if self.uniform else ndtri(np.maximum(uniforms, 2.0**-54))
        return np.asarray(standard * self.sizes[..., None])
