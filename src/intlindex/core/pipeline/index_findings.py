"""What is worth knowing about an index: how its method suits its data, and what was filled, fitted or left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intlindex.core.pipeline.aggregating import consensus
from intlindex.core.pipeline.conditions import conditions_of
from intlindex.core.pipeline.fits import Fits
from intlindex.core.pipeline.provenance import provenance_findings
from intlindex.core.pipeline.scale_findings import scale_findings
from intlindex.core.pipeline.tie_findings import tied_findings
from intlindex.findings import Finding, finding
from intlindex.kernels.impute import JointNormal
from intlindex.kernels.rank import on_grid
from intlindex.specs.method import ConstantBlanks

__all__ = ["all_findings", "findings_of", "still_unused"]


def all_findings(read: Sequence[Finding], fits: Fits) -> tuple[Finding, ...]:
    """Return the findings of reading that still hold, and then those about the index."""
    return (*still_unused(read, fits), *findings_of(fits))


def findings_of(fits: Fits) -> tuple[Finding, ...]:
    """Collect the findings about an index, without those of reading its data.

    Parameters
    ----------
    fits : Fits
        What was fitted to the data, and what came out.

    Returns
    -------
    tuple of Finding
        In the order of the data flow.
    """
    known = fits.unweighted
    if "preparation findings" not in known:
        known["preparation findings"] = (
            *scale_findings(fits.framework, fits.method, fits.raw),
            *fits.screening.findings,
            *_imputation_findings(fits),
            *_treatment_findings(fits),
            *_weight_findings(fits),
        )
        known["blank findings"] = _blank_findings(fits)
    found = (
        *known["preparation findings"],
        *_consensus_findings(fits),
        *known["blank findings"],
        *provenance_findings(fits),
        *tied_findings(fits),
    )
    return tuple(_once(found, fits))


def still_unused(read: Sequence[Finding], fits: Fits) -> tuple[Finding, ...]:
    """Return the findings of reading without those on columns that a condition of the method uses."""
    if not any(each.code == "unused-column" for each in read):
        return tuple(read)
    used = {condition.column for _, condition in conditions_of(fits.method, fits.framework)}
    return tuple(each for each in read if each.code != "unused-column" or each.node not in used)


def _once(found: Sequence[Finding], fits: Fits) -> Iterator[Finding]:
    """Leave out what is found of a group with a single child, and of the child in the same words."""
    only = {
        node.id: children[0].id
        for node in fits.framework.groups
        if len(children := fits.framework.children(node.id)) == 1
    }
    known = {(each.code, each.node, str(each.message)) for each in found}
    for each in found:
        if (each.code, only.get(each.node), str(each.message)) not in known:
            yield each


def _imputation_findings(fits: Fits) -> list[Finding]:
    """Report which cells were imputed, and with what."""
    imputed = fits.imputed()
    unsettled = [
        finding("imputation-unsettled", "warning", fits.framework.indicators[column].id)
        for columns, _, fit in fits.preparation.imputations
        for column in columns
        if isinstance(fit, JointNormal) and not fit.converged
    ]
    return unsettled + [
        finding("imputed", "info", str(name), kind=cells["kind"].iloc[0], cities=tuple(cells["city"]))
        for name, cells in imputed.groupby("indicator", sort=False)
    ]


def _treatment_findings(fits: Fits) -> list[Finding]:
    """Report indicators that are still more skewed after their treatment than the method accepts."""
    treated = fits.treatment()
    return [
        finding("treatment-failed", "warning", name, kind=kind, skewness=skewness, kurtosis=kurtosis)
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
    """Report what weighting schemes did."""
    return [Finding("weights", "info", fits.nodes[place], note) for place, note in fits.scoring.weighting_notes]


def _consensus_findings(fits: Fits) -> list[Finding]:
    """Report a consensus ranking that is not the only one."""
    root = fits.framework.root
    rule = fits.method.for_group(root.id, root.level)
    if rule.aggregate is None or rule.aggregate.kind != "kemeny":
        return []
    children = fits.scoring.tree.branches[-1].children
    _, scores = fits.scoring.children_of(0, fits.prepared.normalised, fits.shares)
    ranked = ~fits.scoring.blank[0]
    if consensus(on_grid(scores[ranked], fits.scoring.steps[children]), fits.shares[children])[1]:
        return []
    return [finding("consensus-not-unique", "warning", root.id)]


def _blank_findings(fits: Fits) -> list[Finding]:
    """Report where a city has no score, and what fills it."""
    found = []
    for node, fills, blank in zip(fits.nodes, fits.scoring.fills, fits.scoring.blank, strict=True):
        filled = blank & ~np.isnan(fills)
        if filled.any():
            found.append(_filled_blank(fits, node, _cities(fits, filled)))
        if (blank & ~filled).any():
            found.append(finding("blank-score", "info", node, **_cities(fits, blank & ~filled)))
    return found


def _filled_blank(fits: Fits, node: str, cities: dict[str, Any]) -> Finding:
    """Report what the blanks of a node count as in its parent."""
    if node in fits.scoring.imputations:
        kind = getattr(fits.group_rule(node).impute, "kind", "")
        return finding("filled-blank/imputed", "info", node, kind=kind, **cities)
    parent = fits.framework.node(node).parent
    blanks = None if parent is None else fits.group_rule(parent).blanks
    if isinstance(blanks, ConstantBlanks):
        return finding("filled-blank/constant", "info", node, value=blanks.value, **cities)
    return finding("filled-blank/siblings", "info", node, **cities)


def _cities(fits: Fits, rows: NDArray[np.bool_]) -> dict[str, Any]:
    cities = tuple(fits.cities[row] for row in np.flatnonzero(rows))
    return {"count": len(cities), "total": len(fits.cities), "cities": cities}
