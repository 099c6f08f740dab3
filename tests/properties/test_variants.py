"""Batches of variants of a sample are prepared as each variant is by itself, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest

import intlindex as ix
from intlindex.core.data.unit_facts import Units
from intlindex.core.pipeline.preparation_fit import Variants, fit_preparation

UNITS = Units(tuple("abcdefghi"))
RULES = {
    "min-max": {"normalise": {"kind": "min_max"}},
    "z-score": {"normalise": {"kind": "z_score"}},
    "places": {"normalise": {"kind": "percentile_rank"}},
    "dense places": {"normalise": {"kind": "rank", "ties": "dense"}},
    "logarithm and fences": {"transform": {"kind": "log_range"}, "treat": {"kind": "tukey_fences"}},
    "median": {"impute": {"kind": "median"}, "normalise": {"kind": "min_max"}},
    "neighbours": {"impute": {"kind": "nearest_neighbours"}, "normalise": {"kind": "min_max"}},
}


def framework() -> ix.Framework:
    indicators = [
        {"id": f"x{at}", "name": f"X{at}", "parent": "index", "unit": "1", "scale": "ratio", "direction": direction}
        for at, direction in enumerate(("higher", "lower", "higher"))
    ]
    return ix.Framework(
        id="made", name="Made", groups=[{"id": "index", "name": "Index", "level": "index"}], indicators=indicators
    )


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
@pytest.mark.parametrize("seed", range(5))
def test_each_variant_is_prepared_as_by_itself(rule, seed):
    rng = np.random.default_rng(seed)
    raw = rng.integers(1, 8, (40, 9, 3)) + rng.random((40, 9, 3)).round(1)
    if "impute" in rule:
        raw[:, 2, 1] = np.nan
    made, method = framework(), ix.Method(indicators=rule)
    variants = Variants.of(UNITS, made, method)
    columns_first = np.ascontiguousarray(raw.T)  # draws run fastest, as they do where errors are drawn
    found = np.empty(raw.shape)
    for part, columns in enumerate(variants.parts):
        found[..., list(columns)] = variants.prepare(part, columns_first[list(columns)].T)
    for one, prepared in zip(raw, found, strict=True):
        alone = fit_preparation(one, UNITS, made, method).apply(one, UNITS)
        assert prepared.tobytes() == np.ascontiguousarray(alone).tobytes()


def test_only_rules_that_look_at_other_indicators_are_prepared_together():
    alone = Variants.of(UNITS, framework(), ix.Method(indicators=RULES["median"]))
    together = Variants.of(UNITS, framework(), ix.Method(indicators=RULES["neighbours"]))
    assert (alone.parts, together.parts) == (((0,), (1,), (2,)), ((0, 1, 2),))
