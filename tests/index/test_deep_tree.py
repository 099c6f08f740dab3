"""A tree of five levels with 80 indicators, written as three files, against a plain independent computation."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd
import pytest

import intlindex as ix
from makers import score_files

UNITS = 40
TOLERANCE = 1e-9
# 1 index, 2 pillars, 5 themes, 16 topics, 80 indicators.
PARENTS = {
    "east": "whole",
    "west": "whole",
    **{f"theme_{place}": "east" if place < 3 else "west" for place in range(5)},
    **{f"topic_{place}": f"theme_{place % 5}" for place in range(16)},
    **{f"x_{place}": f"topic_{place % 16}" for place in range(80)},
}
LEVELS = {"whole": "index", "east": "pillar", "west": "pillar"}
LEVELS |= {name: name.split("_")[0] for name in PARENTS if name.startswith(("theme", "topic"))}
LOGS = {f"x_{place}" for place in range(0, 80, 9)}
POSTS = {f"x_{place}" for place in range(4, 80, 11)} - LOGS
LOWER = {f"x_{place}" for place in range(0, 80, 7)}

METHOD = f"""
[indicators]
normalise = {{ kind = "min_max", low = 1, high = 100 }}

{
    "".join(
        f'[indicators.only.{name}]{chr(10)}transform = {{ kind = "log", cap = 60 }}{chr(10)}' for name in sorted(LOGS)
    )
}
{
    "".join(
        f'[indicators.only.{name}]{chr(10)}normalise = {{ kind = "goalposts", low = 1, high = 100 }}{chr(10)}'
        for name in sorted(POSTS)
    )
}
[groups]
min_coverage = 0.5

[groups.level.topic]
aggregate = {{ kind = "arithmetic" }}
min_coverage = 0.6

[groups.level.theme]
aggregate = {{ kind = "geometric" }}
normalise = {{ kind = "z_score", mean = 50, standard_deviation = 8 }}
round = 1

[groups.level.pillar]
aggregate = {{ kind = "power", exponent = 0.5 }}
weights = {{ kind = "equal" }}
min_coverage = 0.4
normalise = {{ kind = "min_max", low = 10, high = 90 }}
round = 2
rounding = "half_even"

[groups.only.topic_3]
aggregate = {{ kind = "harmonic" }}
blanks = "rescale"
round = 0

[groups.only.topic_7]
blanks = "strict"

[groups.only.theme_2]
aggregate = {{ kind = "minimum" }}
min_coverage = 0.9

[groups.only.theme_4]
normalise = {{ kind = "percentile_rank", low = 20, high = 80 }}
weights = {{ kind = "equal_at_the_leaves" }}

[groups.only.whole]
aggregate = {{ kind = "harmonic" }}
min_coverage = 1
round = 1
"""


@pytest.fixture(scope="module")
def weights():
    rng = np.random.default_rng(80)
    return {name: round(float(rng.uniform(0.2, 3)), 2) for name in PARENTS}


@pytest.fixture(scope="module")
def data():
    rng = np.random.default_rng(5)
    leaves = [name for name in PARENTS if name.startswith("x_")]
    values = np.round(rng.lognormal(3, 0.7, (UNITS, len(leaves))), 3)
    values[rng.random(values.shape) < 0.12] = np.nan
    values[3, ::2] = np.nan  # half of everything
    values[7, [place for place in range(80) if PARENTS[f"topic_{place % 16}"] in {"theme_1", "theme_2"}]] = np.nan
    return pd.DataFrame(values, index=[f"unit {row}" for row in range(UNITS)], columns=leaves)


@pytest.fixture(scope="module")
def framework(weights):
    def shared(name):
        parent = {"parent": PARENTS[name], "weight": weights[name]} if name in PARENTS else {}
        return {"id": name, "name": name} | parent

    return ix.Framework(
        id="deep",
        name="Deep",
        groups=[shared(name) | {"level": level} for name, level in LEVELS.items()],
        indicators=[
            shared(name)
            | {"unit": "points", "scale": "ratio", "direction": "lower" if name in LOWER else "higher"}
            | ({"goalposts": (5, 50)} if name in POSTS else {})
            for name in PARENTS
            if name.startswith("x_")
        ],
    )


# ---------------------------------------------------------------- the same by hand: loops, and nothing of ours


def rounded(value, digits, mode):
    if np.isnan(value):
        return value
    return float(Decimal(f"{value:.12g}").quantize(Decimal(1).scaleb(-digits), rounding=mode))


def plain_indicator(name, column):
    values = column.copy()
    if name in LOGS:
        values = np.log(np.minimum(values, 60))
    if name in POSTS:
        share = (np.clip(values, 5, 50) - 5) / 45
    else:
        share = (values - values.min()) / (values.max() - values.min())
    if name in LOWER:
        share = 1 - share
    return 1 + 99 * share


def plain_mean(kind, values, shares):
    match kind:
        case "arithmetic":
            return sum(share * value for share, value in zip(shares, values, strict=True))
        case "geometric":
            return np.exp(sum(share * np.log(value) for share, value in zip(shares, values, strict=True)))
        case "harmonic":
            return 1 / sum(share / value for share, value in zip(shares, values, strict=True))
        case "root":
            return sum(share * value**0.5 for share, value in zip(shares, values, strict=True)) ** 2
        case "minimum":
            return min(values)


def plain_rule(group):
    """Return mean, least coverage, whether blanks are refused, normalisation, digits and mode of rounding."""
    up, even = ROUND_HALF_UP, ROUND_HALF_EVEN
    rules = {
        "topic": ("arithmetic", 0.6, False, None, None, up),
        "theme": ("geometric", 0.5, False, "z_score", 1, up),
        "pillar": ("root", 0.4, False, "min_max", 2, even),
        "topic_3": ("harmonic", 0.6, False, None, 0, up),
        "topic_7": ("arithmetic", 0.6, True, None, None, up),
        "theme_2": ("minimum", 0.9, False, "z_score", 1, up),
        "theme_4": ("geometric", 0.5, False, "percentile_rank", 1, up),
        "whole": ("harmonic", 1, False, None, 1, up),
    }
    return rules.get(group) or rules[LEVELS[group]]


def plain_again(kind, scores):
    match kind:
        case None:
            return scores
        case "z_score":
            return 50 + 8 * (scores - scores.mean()) / scores.std(ddof=1)
        case "min_max":
            return 10 + 80 * (scores - scores.min()) / (scores.max() - scores.min())
        case "percentile_rank":
            return 20 + 60 * (scores.rank(method="average") - 1) / (scores.count() - 1)


def plain_scores(data, weights):
    scores = {name: plain_indicator(name, data[name]) for name in data}
    leaves_below = {f"topic_{place}": 5 for place in range(16)}
    for group in [*[*reversed(LEVELS)][:-3], "west", "east", "whole"]:
        children = [name for name, parent in PARENTS.items() if parent == group]
        kind, least, strict, again, digits, mode = plain_rule(group)
        if LEVELS[group] == "pillar":
            weight = dict.fromkeys(children, 1.0)
        elif group == "theme_4":
            weight = {child: leaves_below[child] for child in children}
        else:
            weight = {child: weights[child] for child in children}
        column = []
        for unit in data.index:
            there = [child for child in children if not np.isnan(scores[child][unit])]
            covered = sum(weight[child] for child in there)
            enough = covered / sum(weight.values()) >= least - 1e-12 and there
            if not enough or (strict and len(there) < len(children)):
                column.append(np.nan)
                continue
            shares = [weight[child] / covered for child in there]
            column.append(plain_mean(kind, [scores[child][unit] for child in there], shares))
        found = plain_again(again, pd.Series(column, data.index))
        scores[group] = found if digits is None else found.map(lambda value: rounded(value, digits, mode))  # noqa: B023
    return pd.DataFrame(scores)


# ---------------------------------------------------------------- the comparison


@pytest.fixture
def index(tmp_path, data, framework):
    return score_files(tmp_path, data.rename_axis("unit").reset_index(), framework, METHOD)


def test_five_levels_with_80_indicators_are_expressible_in_files(index):
    assert len(index.framework.indicators) == 80
    assert len(index.nodes) == 80 + 16 + 5 + 2 + 1
    assert len({group.level for group in index.framework.groups}) == 4


def test_every_score_of_a_deep_tree_equals_a_plain_computation(index, data, weights):
    plain = plain_scores(data, weights)
    found = index.scores.loc[plain.index, plain.columns]
    np.testing.assert_allclose(found, plain, rtol=TOLERANCE, atol=TOLERANCE)
    for group in LEVELS:
        assert plain[group].notna().sum() >= 2, group
    blank = plain[list(LEVELS)].isna()
    assert blank.any(axis=None)
    assert not blank["whole"].all()
    assert blank["whole"].any()


def test_every_rank_of_a_deep_tree_equals_a_plain_computation(index, data, weights):
    plain = plain_scores(data, weights)[list(LEVELS)].rank(ascending=False, method="min")
    found = index.ranks.loc[plain.index, plain.columns].astype(float)
    pd.testing.assert_frame_equal(found, plain, check_names=False)


def test_a_deep_tree_survives_being_written_and_read(index):
    again = ix.Index.from_json_text(index.to_json())
    assert again == index
    pd.testing.assert_frame_equal(again.scores, index.scores)
