"""Questions about what usually happens under other weights, choices and data, and about what decides it.

Each method is a door to a function in `intlindex.analyses`, imported when it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any, Literal, cast

from intlindex.specs.noise import Noise
from intlindex.specs.weight_set import WeightSet

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from intlindex.analyses.local_sensitivity import LocalSensitivity
    from intlindex.analyses.scenarios import Change, Scenarios
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

    # ---------------------------------------------------------------- what decides it

    def leave_one_out(self, what: Literal["indicator", "group", "city"] = "indicator") -> pd.DataFrame:
        """Tell who gains and who loses places when one indicator, group or city is left out.

        The index is scored again without each, everything fitted anew, as by `drop`. Ranks are compared among the
        cities that have a score both ways, in the data as well as without: the place that a city left out has vacated
        is no shift. So with ``"city"`` every shift is a rank reversal: two cities change their order because a third
        is not there, as bounds and other fits move with it.

        Parameters
        ----------
        what : {"indicator", "group", "city"}
            What is left out; of groups, each but the root, with all below it.

        Returns
        -------
        DataFrame
            Cities by what was left out: places gained without it (2 is from fifth to third), negative where lost.
            <NA> for the city left out, and for a city that has no score without it. What cannot be left out is a
            column of <NA>, with the reason in ``frame.attrs["findings"]``, a tuple of `Finding`, as is who has no
            score.

        Raises
        ------
        DefinitionError
            If there is nothing of that kind, or nothing that can be left out, with the reason for each.

        Examples
        --------
        >>> import intlindex as ix
        >>> shifts = ix.load("ieci-2022").leave_one_out("group")
        >>> shifts.loc["Singapore", ["attractiveness", "influence", "connectivity"]].to_list()
        [-3, 3, -2]
        """
        from intlindex.analyses.leave_one_out import leave_one_out

        return leave_one_out(cast("Index", self), what)

    def scenarios(self, scenarios: Mapping[str, Change], /) -> Scenarios:
        """Compare the ranking with that of some scenarios, each with one change.

        Parameters
        ----------
        scenarios : mapping of str to change
            By name: a mapping of weights by node id, as for `reweight`; a method, the name of a preset or a file, as
            for `replace`; or a function that takes the index and returns another, such as
            ``lambda index: index.drop("unicorns")``.

        Returns
        -------
        Scenarios
            Ranks, shifts and a summary; what could not be scored is among its findings.

        Raises
        ------
        DefinitionError
            If there is no scenario, or one is not what it must be, before any is scored; or if none can be scored.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> found = index.scenarios({"geometric": "geometric", "no pm25": lambda index: index.drop("pm25")})
        >>> found.shifts.loc["Singapore"].to_list()
        [-1, 0]
        """
        from intlindex.analyses.scenarios import compare_scenarios

        return compare_scenarios(cast("Index", self), scenarios)

    def local_sensitivity(self) -> LocalSensitivity:
        r"""Differentiate the score of every city in the root to every weight, and to every raw value of its own.

        Exact, by the chain rule down the tree. With w the weights of siblings, W their sum and s = w / W their shares,
        :math:`\partial s_j / \partial w_k = (\delta_{jk} - s_j) / W`: siblings keep their weights, as by `reweight`. A
        share grows at the expense of its siblings in proportion, so that
        :math:`\partial / \partial s_k = W / (1 - s_k) \; \partial / \partial w_k`.

        Everything fitted is held: bounds, imputed values, what stands in for blanks, weights found from the data. So
        this is what a change of one cell does before anything is fitted anew.

        Returns
        -------
        LocalSensitivity
            Slopes to weights, to shares and to raw values. Blank where there is no derivative, with a finding: ranks
            go in steps, a limit has a kink, and under an aggregation across cities no city stands alone.

        Examples
        --------
        >>> import intlindex as ix
        >>> found = ix.load("ieci-2022").local_sensitivity()
        >>> (found.shares.loc["Singapore", ["attractiveness", "influence", "connectivity"]] / 100).round(3).to_list()
        [0.415, -0.379, -0.037]
        """
        from intlindex.analyses.local_sensitivity import local_sensitivity

        return local_sensitivity(cast("Index", self))
