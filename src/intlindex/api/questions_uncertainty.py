"""Questions about the ranks under other weights, choices and data, and about the causes of their variation.

Each method calls a function in `intlindex.analyses`, imported when the method is called.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any, Literal

from intlindex.core.scored import ScoredIndex
from intlindex.specs.noise import Noise
from intlindex.specs.weight_set import WeightSet

if TYPE_CHECKING:
    from intlindex.analyses.reweighting import Reweightings, WeightingsGiven
    from intlindex.analyses.seeds import Random
    from intlindex.analyses.sensitivity.leave_one_out import LeaveOneOut
    from intlindex.analyses.sensitivity.local_sensitivity import LocalSensitivity
    from intlindex.analyses.sensitivity.scenarios import Scenario, Scenarios
    from intlindex.analyses.sensitivity.sensitivity import Sensitivity
    from intlindex.analyses.sensitivity.targets import TargetGiven
    from intlindex.analyses.uncertainty.uncertainty import Uncertainty

__all__ = ["UncertaintyQuestions"]


class UncertaintyQuestions(ScoredIndex):
    """Questions about the ranks under other weights, choices and data, and about the causes of their variation."""

    def uncertainty(
        self,
        draws: int = 10_000,
        *,
        weights: WeightSet | Sequence[WeightSet] | None = None,
        choices: Mapping[str, Any] | None = None,
        noise: float | Noise | Mapping[str, float | Noise] | None = None,
        rng: Random = 0,
        executor: Executor | None = None,
        block: int | None = None,
        progress: bool | None = None,
    ) -> Uncertainty:
        """Draw other weights, choices and data, and count the ranks that the cities get.

        Parameters
        ----------
        draws : int
            Number of draws, at most 10,000,000,000. Memory does not grow with it.
        weights : WeightSet or sequence of WeightSet, optional
            Which weights vary, and how: `Simplex`, `Dirichlet`, `RelativeNoise`, `Ordered`, `Bounds`. Without weights,
            choices and noise, ``RelativeNoise(0.25)`` on every group.
        choices : mapping of str to list, optional
            Alternatives, equally likely: of ``"transform"``, ``"impute"``, ``"treat"``, ``"normalise"``, ``"weights"``,
            ``"aggregate"``, ``"blanks"``, ``"min_coverage"``, by kind or in full, which replace the defaults and keep
            the `only` rules; of ``"method"``, presets or methods; and under ``"indicators"`` the probability, one for
            all or by id, with which an indicator is included: one that is not has no weight.
        noise : float, Noise, or mapping of str to either, optional
            Errors of the raw values, for all indicators or by id; a number is relative. Everything that is fitted to
            data is fitted again in every draw.
        rng : int, SeedSequence, Generator or None
            Source of randomness, None for a new one each time; the same gives the same bits, wherever and in whatever
            tasks it is computed, and the first draws of a longer run are those of a shorter one.
        executor : Executor, optional
            Where tasks run, as in `concurrent.futures`: threads, processes, or a cluster through
            ``dask.distributed.Client.get_executor()``. By default threads, one per core.
        block : int, optional
            Number of seed blocks, of 2,048 draws each, per task; affects only the speed.
        progress : bool, optional
            Show a progress bar; by default on a terminal.

        Returns
        -------
        Uncertainty
            Summaries of ranks and scores, acceptabilities, pairs, central weights, Monte Carlo errors.

        Raises
        ------
        RequestError
            If an argument is not valid; with every problem, before any draw.
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
        >>> index = ix.load("example")
        >>> found = index.uncertainty(draws=2000, weights=ix.Simplex(groups=["index"]), rng=1)
        >>> found.acceptability.loc["London", 1] > 0.5
        np.True_
        """
        from intlindex.analyses.uncertainty.uncertainty import uncertainty_of

        return uncertainty_of(
            self,
            draws=draws,
            weights=weights,
            choices=choices,
            noise=noise,
            rng=rng,
            executor=executor,
            block=block,
            progress=progress,
        )

    def reweight_many(self, weightings: WeightingsGiven) -> Reweightings:
        """Score and rank with many sets of weights at once.

        Parameters
        ----------
        weightings : DataFrame, mapping, sequence of mappings or Path
            A table with a row for each weighting and a column for each node whose weight it changes, blank where it
            does not; or mappings from node ids to weights, in a list or by name. Each is what `reweight` takes. Or a
            file: a table in which a column ``weighting`` may name the rows, or JSON.

        Returns
        -------
        Reweightings
            `scores` and `ranks`, weightings by cities: bit-identical to those of `reweight`, one after the other.

        Raises
        ------
        RequestError
            If a node does not exist, a weight is negative or not finite, or the weights of a group sum to zero.
        DataError
            If an aggregation is not defined under one of them.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> index.reweight_many({"even": {}, "influence twice": {"influence": 2}}).ranks["Beijing"].to_list()
        [8, 3]
        """
        from intlindex.analyses.reweighting import reweight_many

        return reweight_many(self, weightings)

    # ---------------------------------------------------------------- causes of variation

    def sensitivity(
        self,
        *,
        weights: WeightSet | Sequence[WeightSet] | None = None,
        choices: Mapping[str, Any] | None = None,
        noise: float | Noise | Mapping[str, float | Noise] | None = None,
        target: TargetGiven = "mean_rank_shift",
        samples: int = 1024,
        rng: Random = 0,
        bootstraps: int = 100,
        executor: Executor | None = None,
        block: int | None = None,
        progress: bool | None = None,
    ) -> Sensitivity:
        """Attribute the variance of ranks, scores or gaps to weights, choices and errors of the data.

        Variance-based sensitivity analysis. The first-order index of a factor is the part of the variance of the
        target that would vanish if the factor were known; the total index is the part that would remain if all others
        were. They differ by the interactions of the factor. Factors vary independently, as in `uncertainty`; a
        vector of weights, or the errors of one indicator in all cities, is one factor.

        Parameters
        ----------
        weights, choices, noise
            What varies, as for `uncertainty`; without any, ``RelativeNoise(0.25)`` on every group.
        target : str or tuple
            What is explained. ``"mean_rank_shift"``, the mean over the cities of the absolute difference of rank and
            nominal rank; ``"rank"``, the rank of each city; ``("rank", city)`` or ``("score", city)`` of one;
            ``("gap", city, city)``, the score of the first minus that of the second. As one string too:
            ``"rank:Beijing"``, ``"gap:Beijing,Shanghai"``.
        samples : int
            Rows of each of two samples; a power of two, at most 16,777,216. The index is scored
            ``samples * (factors + 2)`` times.
        rng : int, SeedSequence, Generator or None
            Source of randomness, None for a new one each time; the same gives the same bits, wherever and in whatever
            tasks it is computed.
        bootstraps : int
            Number of bootstrap samples for the 95% intervals; 0 for none.
        executor : Executor, optional
            Where tasks run, as for `uncertainty`.
        block : int, optional
            Number of blocks of 256 samples per task; affects only the speed.
        progress : bool, optional
            Show a progress bar; by default on a terminal.

        Returns
        -------
        Sensitivity
            First-order and total indices with intervals.

        Raises
        ------
        RequestError
            If an argument is not valid, or a city unknown or without a score; with every problem, before any work
            starts. If the target is not defined in some samples, with their share, the reason, and what to change.
        IntlindexError
            If a task is lost in the executor.

        Notes
        -----
        With samples A and B, which are the two halves of the columns of one scrambled Sobol sequence, and AB_i, which
        has the columns of factor i from B and all others from A, the target is found at all of them (Saltelli,
        Annoni, Azzini, Campolongo, Ratto and Tarantola 2010, Computer Physics Communications 181, 259-270) and the
        indices are estimated by the formulas of that paper. A factor that changes nothing has exactly zero. Leaving
        out samples would break the design, so a target that is not defined in all of them is refused. Of weights that
        no independent numbers map to, `Bounds` and some `Ordered`, one number picks one of 65,536 draws.

        On composite indicators: Saisana, Saltelli and Tarantola (2005), Journal of the Royal Statistical Society A
        168, 307-323; OECD/JRC Handbook (2008), section 7.3.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> found = index.sensitivity(weights=ix.RelativeNoise(0.25, levels=["index", "dimension"]), samples=256, rng=1)
        >>> found.indices["total"].idxmax()
        'weights of index'
        """
        from intlindex.analyses.sensitivity.sensitivity import sensitivity_of

        return sensitivity_of(
            self,
            weights=weights,
            choices=choices,
            noise=noise,
            target=target,
            samples=samples,
            rng=rng,
            bootstraps=bootstraps,
            executor=executor,
            block=block,
            progress=progress,
        )

    def leave_one_out(self, what: Literal["indicator", "group", "city"] = "indicator") -> LeaveOneOut:
        """Find which cities gain and lose places when one indicator, group or city is left out.

        The index is scored again without each, everything fitted again, as by `drop`. Ranks are compared among the
        cities that have a score both ways, in the data as well as without: the place that a city left out has vacated
        is no shift. So with ``"city"`` every shift is a rank reversal: two cities change their order because a third
        is not there, as bounds and other fits move with it.

        Parameters
        ----------
        what : {"indicator", "group", "city"}
            What is left out; of groups, each but the root, with all below it.

        Returns
        -------
        LeaveOneOut
            `.table` with a summary of each, and `.shifts`, cities by what was left out: places gained without it (2 is
            from fifth to third), negative where lost. <NA> for the city left out, and for a city that has no score
            without it. What cannot be left out is a column of <NA>, with the reason in `.findings`, as is who has no
            score.

        Raises
        ------
        RequestError
            If there is nothing of that kind, or nothing that can be left out, with the reason for each.

        Examples
        --------
        >>> import intlindex as ix
        >>> found = ix.load("example").leave_one_out("group")
        >>> found.shifts.loc["Singapore", ["attractiveness", "influence", "connectivity"]].to_list()
        [-7, 1, -4]
        """
        from intlindex.analyses.sensitivity.leave_one_out import leave_one_out

        return leave_one_out(self, what)

    def scenarios(self, scenarios: Mapping[str, Scenario], /) -> Scenarios:
        """Compare the ranking with those of scenarios, each with one change.

        Parameters
        ----------
        scenarios : mapping of str to change
            By name: a mapping of weights by node id, as for `reweight`; a method, the name of a preset or a `Path`, as
            for `replace`; or a function that takes the index and returns another, such as
            ``lambda index: index.drop("unicorns")``.

        Returns
        -------
        Scenarios
            Ranks, shifts and a summary; what could not be scored is among its findings.

        Raises
        ------
        RequestError
            If there is no scenario, or one is not valid, before any is scored; or if none can be scored.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> found = index.scenarios({"geometric": "geometric", "no pm25": lambda index: index.drop("pm25")})
        >>> found.shifts.loc["Singapore"].to_list()
        [-3, 0]
        """
        from intlindex.analyses.sensitivity.scenarios import compare_scenarios

        return compare_scenarios(self, scenarios)

    def local_sensitivity(self) -> LocalSensitivity:
        """Differentiate the score of every city in the root to every weight, and to every raw value of that city.

        Exact, by the chain rule down the tree. With w the weights of siblings, W their sum and s = w / W their shares,
        ``∂s_j / ∂w_k = ((1 if j = k else 0) - s_j) / W``: siblings keep their weights, as by `reweight`. A share grows
        at the expense of its siblings in proportion, so that ``∂/∂s_k = W / (1 - s_k) ∂/∂w_k``.

        Everything fitted is held: bounds, imputed values, substitutes of blanks, weights found from the data. So
        this is the effect of a change of one cell before anything is fitted again.

        Returns
        -------
        LocalSensitivity
            Slopes to weights, to shares and to raw values. Blank where there is no derivative, with a finding: ranks
            move in steps, a limit has a kink, and an aggregation across cities depends on all of them.

        Examples
        --------
        >>> import intlindex as ix
        >>> found = ix.load("example").local_sensitivity()
        >>> (found.shares.loc["Singapore", ["attractiveness", "influence", "connectivity"]] / 100).round(3).to_list()
        [0.445, -0.436, -0.009]
        """
        from intlindex.analyses.sensitivity.local_sensitivity import local_sensitivity

        return local_sensitivity(self)
