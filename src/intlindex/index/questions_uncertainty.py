"""Questions about what usually happens under other weights, choices and data, and about what decides it.

Each method is a door to a function in `intlindex.analyses`, imported when it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any, cast

from intlindex.specs.noise import Noise
from intlindex.specs.weight_set import WeightSet

if TYPE_CHECKING:
    import numpy as np

    from intlindex.analyses.uncertainty import Uncertainty
    from intlindex.index.index import Index

    Random = int | np.random.SeedSequence | np.random.Generator | None

__all__ = ["UncertaintyQuestions"]


class UncertaintyQuestions:
    """Questions about what usually happens under other weights, choices and data, and about what decides it."""

    def uncertainty(
        self,
        draws: int = 10_000,
        *,
        weights: WeightSet | Sequence[WeightSet] | None = None,
        choices: Mapping[str, Any] | None = None,
        noise: float | Noise | Mapping[str, float | Noise] | None = None,
        rng: Random = None,
        executor: Executor | None = None,
        block: int | None = None,
        progress: bool | None = None,
    ) -> Uncertainty:
        """Draw other weights, choices and data, and count the ranks that the cities get.

        Parameters
        ----------
        draws : int
            How many, at most 10,000,000,000. Memory does not grow with them.
        weights : WeightSet or sequence of WeightSet, optional
            What weights vary, and how: `Simplex`, `Dirichlet`, `RelativeNoise`, `Ordered`, `Bounds`. Without weights,
            choices and noise, ``RelativeNoise(0.25)`` on every group.
        choices : mapping of str to list, optional
            Alternatives, each as likely: of ``"transform"``, ``"impute"``, ``"treat"``, ``"normalise"``, ``"weights"``,
            ``"aggregate"``, ``"blanks"``, ``"min_coverage"``, by kind or in full, which replace the defaults and keep
            the `only` rules; of ``"method"``, presets or methods; and under ``"indicators"`` the probability, one for
            all or by id, with which an indicator takes part: one that does not has no weight.
        noise : float, Noise, or mapping of str to either, optional
            Errors of the raw values, for all indicators or by id; a number is relative. Everything that is fitted to
            data is fitted anew in every draw.
        rng : int, SeedSequence or Generator, optional
            Source of randomness; the same gives the same bits, wherever and in whatever tasks it is computed, and the
            first draws of a longer run are those of a shorter one.
        executor : Executor, optional
            Where tasks run, as in `concurrent.futures`: threads, processes, or a cluster through
            ``dask.distributed.Client.get_executor()``. By default threads, one a core.
        block : int, optional
            Seed blocks, of 2,048 draws each, of one task; changes nothing but the speed.
        progress : bool, optional
            Show a progress bar; by default on a terminal.

        Returns
        -------
        Uncertainty
            Summaries of ranks and scores, acceptabilities, pairs, central weights, Monte Carlo errors.

        Raises
        ------
        DefinitionError
            If anything asked for is not valid; with every problem, before any work starts.
        IntlindexError
            If a task is lost in the executor.

        Notes
        -----
        Monte Carlo uncertainty analysis as in OECD/JRC Handbook (2008), section 1.7, and Saisana, Saltelli and
        Tarantola (2005), Journal of the Royal Statistical Society A 168, 307-323; acceptabilities and central weights
        as in SMAA-2, Lahdelma and Salminen (2001), Operations Research 49, 444-454.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> found = index.uncertainty(draws=2000, weights=ix.Simplex(groups=["index"]), rng=1)
        >>> found.acceptability.loc["London", 1] > 0.5
        np.True_
        """
        from intlindex.analyses.uncertainty import uncertainty_of

        return uncertainty_of(
            cast("Index", self),
            draws=draws,
            weights=weights,
            choices=choices,
            noise=noise,
            rng=rng,
            executor=executor,
            block=block,
            progress=progress,
        )
