"""Where an audit draws its lines."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from intlindex.specs.base import Spec

__all__ = ["AuditLimits"]

Share = Annotated[float, Field(ge=0, le=1)]
Size = Annotated[float, Field(ge=0)]


class AuditLimits(Spec):
    """From where on an audit has something to say.

    Defaults are those of the source that is named; where none is, the line is ours.

    Examples
    --------
    >>> AuditLimits(redundant=0.95).redundant
    0.95
    """

    availability: Share = 0.65
    """Least share of values that an indicator, or a city, should have; that of COINr's ``get_stats()``."""
    zeros: Share = 0.5
    """Largest share of zeros among the values of an indicator; that of COINr's ``get_stats()``."""
    same: Share = 0.5
    """Largest share of cities that hold one and the same value of an indicator."""
    skewness: Size = 2.0
    """An indicator is skewed if its skewness is larger than this, and its kurtosis than the next; those of COINr."""
    kurtosis: Size = 3.5
    """Excess kurtosis from which a skewed indicator has outliers."""
    redundant: Share = 0.92
    """Correlation above which two nodes say the same: the line ascribed to audits by the JRC; COINr flags from 0.9."""
    weak: Share = 0.3
    """Correlation below which two children of one group hardly share anything; COINr's ``plot_corr()`` has the same."""
    significance: Annotated[float, Field(gt=0, lt=1)] = 0.05
    """P-value below which a correlation is taken for more than chance."""
    reliability: Share = 0.7
    """Least Cronbach's alpha of a group (Nunnally 1978, Psychometric Theory)."""
    explained: Share = 0.5
    """Least share of the variance of a group that its first principal component should explain."""
    importance: Annotated[float, Field(gt=1)] = 2.0
    """How many times larger, or smaller, importance may be than weight."""
    shift: Share = 0.1
    """Largest mean shift of ranks, as a share of the number of cities, that leaving out one indicator may cause."""
    driven: Share = 0.7
    """Correlation with a denominator, or another size, from which it may be size that the index measures."""
    agreement: Share = 0.7
    """Least rank correlation with what is published, or with another index."""
