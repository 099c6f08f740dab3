"""What is worth knowing about an index: how its method suits its data, and what was filled, fitted or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from intlindex.errors import listed
from intlindex.findings import Finding
from intlindex.index.provenance import provenance_findings
from intlindex.index.scales import scale_findings
from intlindex.kernels.aggregate_outranking import kemeny, outranking

if TYPE_CHECKING:
    from intlindex.index.index import Index

__all__ = ["findings_of"]


def findings_of(index: Index) -> tuple[Finding, ...]:
    """Collect the findings about an index, those of reading its data left aside.

    Parameters
    ----------
    index : Index
        A scored index.

    Returns
    -------
    tuple of Finding
        In the order of the data flow.
    """
    raw = index.raw[list(index.normalised.columns)].to_numpy()
    return (
        *scale_findings(index.framework, index.method, raw),
        *index.screening.findings,
        *_imputation_findings(index),
        *_treatment_findings(index),
        *_weight_findings(index),
        *_consensus_findings(index),
        *_blank_findings(index),
        *provenance_findings(index),
    )


def _imputation_findings(index: Index) -> list[Finding]:
    """Say which cells were imputed, and with what."""
    imputed = index.imputed
    unsettled = [
        Finding(
            "imputation-unsettled", "warning", index.framework.indicators[column].id, "the EM algorithm did not settle"
        )
        for columns, _, fit in index.preparation.imputations
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


def _treatment_findings(index: Index) -> list[Finding]:
    """Say which indicators are as skewed after their treatment as the method does not want them."""
    treated = index.treatment
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


def _weight_findings(index: Index) -> list[Finding]:
    """Say what weighting schemes did."""
    return [Finding("weights", "info", index.nodes[place], told) for place, told in index.scoring.told]


def _consensus_findings(index: Index) -> list[Finding]:
    """Say where a consensus ranking is not the only one."""
    root = index.framework.root
    rule = index.method.for_group(root.id, root.level)
    if rule.aggregate is None or rule.aggregate.kind != "kemeny":
        return []
    shares = index._shares
    _, scores = index.scoring.children_of(0, index.prepared.normalised, shares)
    ranked = ~index.scoring.blank[0]
    if kemeny(outranking(scores[ranked], shares[index.scoring.tree.branches[-1].children])).unique:
        return []
    return [Finding("consensus-not-unique", "warning", root.id, "another order agrees as well with the comparisons")]


def _blank_findings(index: Index) -> list[Finding]:
    """Say where a city has no score, and what stands in for it."""
    found = []
    for node, fills, blank in zip(index.nodes, index.scoring.fills, index.scoring.blank, strict=True):
        filled = blank & ~np.isnan(fills)
        for code, rows, consequence in (
            ("filled-blank", filled, "counts as the mean of its siblings"),
            ("blank-score", blank & ~filled, "has no score"),
        ):
            if rows.any():
                who = [index.cities[row] for row in np.flatnonzero(rows)]
                found.append(
                    Finding(
                        code,
                        "info",
                        node,
                        f"{consequence} for {len(who)} of {len(index.cities)}: {listed(who, most=4)}",
                    )
                )
    return found
