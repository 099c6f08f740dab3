"""The evidence for the rules of an audit: an index, the limits, and every table, computed when first requested."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from intlindex.analyses.audit import correlations, tables
from intlindex.analyses.dropping import effects_of_dropping
from intlindex.kernels.statistics.correlation import Correlations, Kind, correlate
from intlindex.specs.audit_limits import AuditLimits

if TYPE_CHECKING:
    from intlindex.core.scored import ScoredIndex

__all__ = ["Evidence"]


@dataclass(frozen=True, eq=False)
class Evidence:
    """The tables of an audit. They are shared between rules, which must not write to them."""

    index: ScoredIndex
    """The index under audit."""
    limits: AuditLimits = field(default_factory=AuditLimits)
    """The limits beyond which there is a finding."""
    figures: pd.DataFrame = field(default_factory=pd.DataFrame)
    """Figures of the cities from outside the index, cities by names."""

    @cached_property
    def scores(self) -> pd.DataFrame:
        """Observed scores, scored cities by all nodes."""
        return tables.observed_scores(self.index)

    @cached_property
    def counted(self) -> pd.DataFrame:
        """Observed scores with the sign that they have in the root: negative below a group that is better when lower.

        So a group is not found to go against the index only because its scores are mirrored on the way to it.
        """
        orientations = np.array(self.index.scoring.tree.orientations)
        found: pd.DataFrame = self.scores * (orientations * orientations[0])
        return found

    @cached_property
    def by_indicator(self) -> pd.DataFrame:
        """Availability of each indicator."""
        return tables.availability_by_indicator(self.index)

    @cached_property
    def by_city(self) -> pd.DataFrame:
        """Availability for each city."""
        return tables.availability_by_city(self.index)

    @cached_property
    def by_group(self) -> pd.DataFrame:
        """Share of the indicators below each group that a city has."""
        return tables.availability_by_group(self.index)

    @cached_property
    def raw(self) -> pd.DataFrame:
        """Distributions of raw values."""
        return tables.distributions(self.index, "raw")

    @cached_property
    def treated(self) -> pd.DataFrame:
        """Distributions of treated values."""
        return tables.distributions(self.index, "treated")

    def correlations(self, kind: Kind) -> Correlations:
        """Correlate all nodes."""
        return correlate(self.counted.to_numpy(), kind=kind)

    @cached_property
    def _pearson(self) -> Correlations:
        return self.correlations("pearson")

    @cached_property
    def pearson(self) -> pd.DataFrame:
        """Pearson correlations, nodes by nodes."""
        names = pd.Index(self.index.nodes)
        return pd.DataFrame(self._pearson.coefficients, index=names, columns=names)

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """Pearson correlations of all pairs of nodes, with flags."""
        return correlations.pairs(self.index, self._pearson, self.limits)

    @cached_property
    def reliability(self) -> pd.DataFrame:
        """Cronbach's alpha by group."""
        return tables.reliability(self.index, self.counted)

    @cached_property
    def components(self) -> pd.DataFrame:
        """Principal components by group."""
        return tables.components(self.index, self.counted)

    @cached_property
    def importance(self) -> pd.DataFrame:
        """Importance of each node beside its weight."""
        return tables.importance(self.index, self.counted)

    @cached_property
    def dropping(self) -> pd.DataFrame:
        """Effects of dropping each node."""
        return effects_of_dropping(self.index)

    @cached_property
    def outside(self) -> pd.DataFrame:
        """Correlations with figures from outside the index."""
        return correlations.outside_correlations(self.index, self.scores, self.figures)
