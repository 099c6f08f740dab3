"""What is worth knowing about an index: how its method suits its data, and what was filled, fitted or left out."""

from __future__ import annotations

import numpy as np

from intlindex.core.pipeline.aggregating import consensus
from intlindex.core.pipeline.fits import Fits
from intlindex.core.pipeline.provenance import provenance_findings
from intlindex.core.pipeline.scales import scale_findings
from intlindex.core.pipeline.tied import tied_findings
from intlindex.errors import listed
from intlindex.findings import Finding
from intlindex.kernels.rank import on_grid

__all__ = ["findings_of"]


def findings_of(fits: Fits) -> tuple[Finding, ...]:
    """Collect the findings about an index, those of reading its data left aside.

    Parameters
    ----------
    fits : Fits
        What was fitted to the data, and what came out.

    Returns
    -------
    tuple of Finding
        In the order of the data flow.
    """
    return (
        *scale_findings(fits.framework, fits.method, fits.raw),
        *fits.screening.findings,
        *_imputation_findings(fits),
        *_treatment_findings(fits),
        *_weight_findings(fits),
        *_consensus_findings(fits),
        *_blank_findings(fits),
        *provenance_findings(fits),
        *tied_findings(fits),
    )


def _imputation_findings(fits: Fits) -> list[Finding]:
    """Say which cells were imputed, and with what."""
    imputed = fits.imputed()
    unsettled = [
        Finding(
            "imputation-unsettled", "warning", fits.framework.indicators[column].id, "the EM algorithm did not settle"
        )
        for columns, _, fit in fits.preparation.imputations
        for column in columns
        if not getattr(fit, "converged", True)
    ]
    return unsettled + [
        Finding(
            "imputed",
            "info",
            str(name),
            f"imputed by {cells['kind'].iloc[0]!r} for {listed(list(cells['city']), most=4)}",
        )
        for name, cells in imputed.groupby("indicator", sort=False)
    ]


def _treatment_findings(fits: Fits) -> list[Finding]:
    """Say which indicators are as skewed after their treatment as the method does not want them."""
    treated = fits.treatment()
    return [
        Finding(
            "treatment-failed",
            "warning",
            name,
            f"{kind!r} did not help: skewness {skewness:.2f}, kurtosis {kurtosis:.2f}",
        )
        for name, kind, skewness, kurtosis, passed in zip(
            treated["indicator"],
            treated["kind"],
            treated["skewness_after"],
            treated["kurtosis_after"],
            treated["passed_after"],
            strict=True,
        )
        if not passed
    ]


def _weight_findings(fits: Fits) -> list[Finding]:
    """Say what weighting schemes did."""
    return [Finding("weights", "info", fits.nodes[place], told) for place, told in fits.scoring.told]


def _consensus_findings(fits: Fits) -> list[Finding]:
    """Say where a consensus ranking is not the only one."""
    root = fits.framework.root
    rule = fits.method.for_group(root.id, root.level)
    if rule.aggregate is None or rule.aggregate.kind != "kemeny":
        return []
    children = fits.scoring.tree.branches[-1].children
    _, scores = fits.scoring.children_of(0, fits.prepared.normalised, fits.shares)
    ranked = ~fits.scoring.blank[0]
    if consensus(on_grid(scores[ranked], fits.scoring.steps[children]), fits.shares[children])[1]:
        return []
    return [Finding("consensus-not-unique", "warning", root.id, "another order agrees as well with the comparisons")]


def _blank_findings(fits: Fits) -> list[Finding]:
    """Say where a city has no score, and what stands in for it."""
    found = []
    for node, fills, blank in zip(fits.nodes, fits.scoring.fills, fits.scoring.blank, strict=True):
        filled = blank & ~np.isnan(fills)
        for code, rows, consequence in (
            ("filled-blank", filled, "counts as the mean of its siblings"),
            ("blank-score", blank & ~filled, "has no score"),
        ):
            if rows.any():
                who = [fits.cities[row] for row in np.flatnonzero(rows)]
                found.append(
                    Finding(
                        code,
                        "info",
                        node,
                        f"{consequence} for {len(who)} of {len(fits.cities)}: {listed(who, most=4)}",
                    )
                )
    return found
