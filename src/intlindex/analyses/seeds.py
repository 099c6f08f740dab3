"""Sources of random numbers: what a caller gives, and a child of it for each block of draws.

Every question takes `rng` in the same way: 0 unless something else is given, so that the same question has the same
answer. A caller's Generator is spawned from and never advanced.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from intlindex.analyses.arguments import is_whole
from intlindex.errors import RequestError, problem

__all__ = ["OURS", "Random", "Seed", "seed_of"]

OURS = 0x696E746C
"""Stands between a caller's seed and a block: `SeedSequence.spawn` counts from 0, and never comes that far."""

Random = int | np.integer | np.random.SeedSequence | np.random.Generator | None


@dataclass(frozen=True)
class Seed:
    """Where random numbers come from: a root that has a child for every seed block."""

    entropy: int | tuple[int, ...]
    key: tuple[int, ...] = ()

    @property
    def sequence(self) -> np.random.SeedSequence:
        """The root itself, as NumPy has it."""
        return np.random.SeedSequence(self.entropy, spawn_key=self.key)

    def generator(self, block: int) -> np.random.Generator:
        """Return the generator of a block; none that the caller may spawn from the same SeedSequence."""
        child = np.random.SeedSequence(self.entropy, spawn_key=(*self.key, OURS, block))
        return np.random.Generator(np.random.SFC64(child))


def seed_of(rng: Random) -> Seed:
    """Take what a caller gives as the source of randomness.

    Parameters
    ----------
    rng : int, SeedSequence, Generator or None
        A Generator is spawned from, so that its own stream is untouched (SPEC 7); None takes fresh entropy.

    Raises
    ------
    RequestError
        If it is none of these.

    Examples
    --------
    >>> seed_of(1) == seed_of(np.random.SeedSequence(1))
    True
    """
    if isinstance(rng, np.random.Generator):
        origin = getattr(rng.bit_generator, "seed_seq", None)
        if not isinstance(origin, np.random.SeedSequence):
            raise RequestError([problem("wrong-value/seed-generator", "rng")])
        sequence = origin.spawn(1)[0]
    elif isinstance(rng, np.random.SeedSequence):
        sequence = rng
    elif rng is None or is_whole(rng):
        sequence = np.random.SeedSequence(None if rng is None else int(rng))
    else:
        raise RequestError([problem("wrong-type/seed", "rng", found=rng)])
    return Seed(_entropy(sequence.entropy), tuple(map(int, sequence.spawn_key)))


def _entropy(given: Any) -> int | tuple[int, ...]:
    """Flatten entropy, as SeedSequence does: a number, or numbers in lists and arrays, within one another or not."""
    if isinstance(given, int | np.integer):
        return int(given)
    if isinstance(given, str):  # within a list; "0x" says that it is hexadecimal
        return int(given, base=0)
    parts = map(_entropy, given)
    return tuple(chain.from_iterable((part,) if isinstance(part, int) else part for part in parts))
