"""Fitting the cuts between classes of scores, and the classes that cities fall into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from intlindex.errors import DataError, problem
from intlindex.kernels.classes import class_of, distinct, natural_cuts, quantile_cuts
from intlindex.specs import Method
from intlindex.specs.classes import ClassRule

__all__ = ["class_names", "class_rules", "fit_cuts"]

Array = NDArray[np.float64]


def class_rules(method: Method, nodes: Sequence[str]) -> dict[str, ClassRule]:
    """Return the rules of the nodes that have classes, in the order of the nodes, of which the first is the root."""
    if not method.classes:
        return {}
    found = {node: method.classes.of(node, root=nodes[0]) for node in nodes}
    return {node: rule for node, rule in found.items() if rule is not None}


def fit_cuts(
    rules: Mapping[str, ClassRule], ranked: Mapping[str, Array], steps: Mapping[str, float]
) -> dict[str, Array]:
    """Return the cuts between the classes of each node.

    Parameters
    ----------
    rules : mapping
        By node id.
    ranked : mapping
        Scores ``(cities,)`` at nominal weights as they are ranked, NaN for a blank.
    steps : mapping
        Steps of the grids on which they are compared.

    Returns
    -------
    dict
        ``(classes - 1,)`` arrays; NaN where no city has a score to which cuts could be fitted.

    Raises
    ------
    DataError
        If a node has fewer different scores than classes; with every such node.
    """
    found: dict[str, Array] = {}
    problems = []
    for node, rule in rules.items():
        if rule.cuts is not None:
            found[node] = np.array(rule.cuts)
            continue
        values, cities = distinct(ranked[node], steps[node])
        if not values.size:
            found[node] = np.full(rule.number - 1, np.nan)
        elif values.size < rule.number:
            problems.append(problem("not-defined/classes", f"classes[{node}]", allowed=rule.number, found=values.size))
        else:
            fit = natural_cuts if rule.kind == "jenks" else quantile_cuts
            found[node] = fit(values, cities, classes=rule.number)
    if problems:
        raise DataError(problems)
    return found


def class_names(rule: ClassRule, ranked: Array, cuts: Array, step: float, language: str) -> NDArray[np.object_]:
    """Return the label, in a language, of the class of each score ``(cities,)`` as it is ranked; None for a blank."""
    labels = np.array([*rule.labels_in(language), None], dtype=object)
    return np.asarray(labels[class_of(ranked, cuts, step=step)])
