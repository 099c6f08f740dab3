"""Where weights come from: every scheme through files, what it must be told, and when it is fitted again."""

from __future__ import annotations

import numpy as np
import pytest

import intlindex as ix
from intlindex.kernels.weigh import principal_components
from makers import framework, group, indicator, refused, score_files, table

NAMES = ["trade", "travel", "talks"]
MADE = framework(*[indicator(name, weight=weight) for name, weight in zip(NAMES, (3, 2, 1), strict=True)])
_rng = np.random.default_rng(4)
VALUES = _rng.normal(50, 10, (12, 3)).round(1) + np.array([1, 1, 0]) * _rng.normal(0, 8, (12, 1)).round(1)
DATA = table(dict(zip(NAMES, VALUES.T, strict=True)))
AS_IS = '[indicators]\nnormalise = { kind = "none" }\n'


def weigh(scheme, folder, made=MADE, data=DATA, normalise=AS_IS):
    return score_files(folder, data, made, f"{normalise}[groups.only.index]\nweights = {scheme}\n")


def shares(index):
    return index.weights[NAMES].to_numpy()


def plain_correlations():
    return np.corrcoef(VALUES.T)


def plain_entropy():
    part = VALUES / VALUES.sum(axis=0)
    diversity = 1 + (part * np.log(part)).sum(axis=0) / np.log(len(VALUES))
    return diversity / diversity.sum()


def plain_critic():
    information = VALUES.std(axis=0, ddof=1) * (1 - plain_correlations()).sum(axis=0)
    return information / information.sum()


def plain_deviation():
    return VALUES.std(axis=0, ddof=1) / VALUES.std(axis=0, ddof=1).sum()


def plain_component():
    _, vectors = np.linalg.eigh(plain_correlations())
    return vectors[:, -1] ** 2


# Each expectation is worked out beside its scheme, by hand or in plain NumPy.
SCHEMES = {
    "given": ('{ kind = "given" }', [3 / 6, 2 / 6, 1 / 6]),
    "equal": ('{ kind = "equal" }', [1 / 3] * 3),
    "equal_at_the_leaves": ('{ kind = "equal_at_the_leaves" }', [1 / 3] * 3),
    "budget_allocation": (  # (60 + 20) / 200, (30 + 40) / 200, (10 + 40) / 200
        (
            '{ kind = "budget_allocation", experts = [{ trade = 60, travel = 30, talks = 10 }, '
            "{ trade = 1, travel = 2, talks = 2 }] }"
        ),
        [0.4, 0.35, 0.25],
    ),
    "analytic_hierarchy": (  # consistent: 4 : 2 : 1; the order of the file is not that of the framework
        (
            '{ kind = "analytic_hierarchy", order = ["talks", "trade", "travel"], '
            "matrix = [[1, 0.25, 0.5], [4, 1, 2], [2, 0.5, 1]] }"
        ),
        [4 / 7, 2 / 7, 1 / 7],
    ),
    "best_worst": (  # consistent: 8 = 2 x 4, so 8 : 4 : 1
        (
            '{ kind = "best_worst", best_to_others = { trade = 1, travel = 2, talks = 8 }, '
            "others_to_worst = { trade = 8, travel = 4, talks = 1 } }"
        ),
        [8 / 13, 4 / 13, 1 / 13],
    ),
    "rank_order_centroid": (  # (1 + 1/2 + 1/3) / 3, (1/2 + 1/3) / 3, (1/3) / 3
        '{ kind = "rank_order_centroid", ranks = { trade = 1, travel = 2, talks = 3 } }',
        [11 / 18, 5 / 18, 2 / 18],
    ),
    "rank_sum": (  # 3 : 2 : 1
        '{ kind = "rank_sum", ranks = { talks = 1, travel = 2, trade = 3 } }',
        [1 / 6, 2 / 6, 3 / 6],
    ),
    "entropy": ('{ kind = "entropy" }', plain_entropy()),
    "critic": ('{ kind = "critic" }', plain_critic()),
    "standard_deviation": ('{ kind = "standard_deviation" }', plain_deviation()),
    "principal_components": ('{ kind = "principal_components" }', plain_component()),
}


@pytest.mark.parametrize("kind", SCHEMES)
def test_every_scheme_weighs_the_children_through_files(tmp_path, kind):
    scheme, expected = SCHEMES[kind]
    index = weigh(scheme, tmp_path)
    np.testing.assert_allclose(shares(index), expected, rtol=1e-9)
    np.testing.assert_allclose(index.scores["index"], VALUES @ np.asarray(expected), rtol=1e-9)


def test_inverse_correlation_prefers_what_the_others_do_not_say(tmp_path):
    found = shares(weigh('{ kind = "inverse_correlation" }', tmp_path))
    assert found.sum() == pytest.approx(1)
    assert NAMES[found.argmax()] == NAMES[np.abs(plain_correlations()).sum(axis=0).argmin()]


def test_optimised_weights_meet_their_target_and_report_the_residual(tmp_path):
    index = weigh('{ kind = "optimised", target = { trade = 1, travel = 1, talks = 2 } }', tmp_path)
    squares = np.array([np.corrcoef(column, index.scores["index"])[0, 1] ** 2 for column in VALUES.T])
    np.testing.assert_allclose(squares / squares.sum(), [0.25, 0.25, 0.5], atol=1e-3)
    assert (shares(index) >= 0).all()
    said = index.findings.query("code == 'weights'")["message"].iloc[0]
    assert "within 0.00" in said


def test_weights_at_the_leaves_count_the_indicators_below(tmp_path):
    made = framework(
        group("left"), group("right"), *[indicator(name, "left") for name in "abc"], indicator("d", "right")
    )
    data = table({name: [float(row + place) for row in range(3)] for place, name in enumerate("abcd")})
    index = score_files(tmp_path, data, made, '[groups]\nweights = { kind = "equal_at_the_leaves" }\n')
    assert index.weights[["left", "right"]].to_list() == [0.75, 0.25]
    assert index.effective_weights[list("abcd")].to_list() == pytest.approx([0.25] * 4)


@pytest.mark.parametrize("kind", ["entropy", "analytic_hierarchy", "best_worst", "budget_allocation"])
def test_a_scheme_says_what_it_did(tmp_path, kind):
    index = weigh(SCHEMES[kind][0], tmp_path)
    found = index.findings.query("code == 'weights'")
    assert found["node"].to_list() == ["index"]
    assert found["severity"].to_list() == ["info"]


NAMED = {
    "budget_allocation": '{{ kind = "budget_allocation", experts = [{{ trade = 6, {} = 3, talks = 1 }}] }}',
    "analytic_hierarchy": '{{ kind = "analytic_hierarchy", order = ["talks", "trade", "{}"], '
    "matrix = [[1, 1, 1], [1, 1, 1], [1, 1, 1]] }}",
    "best_worst": '{{ kind = "best_worst", best_to_others = {{ trade = 1, {0} = 2, talks = 8 }}, '
    "others_to_worst = {{ trade = 8, {0} = 4, talks = 1 }} }}",
    "rank_order_centroid": '{{ kind = "rank_order_centroid", ranks = {{ trade = 1, {} = 2, talks = 3 }} }}',
    "rank_sum": '{{ kind = "rank_sum", ranks = {{ trade = 1, {} = 2, talks = 3 }} }}',
    "optimised": '{{ kind = "optimised", target = {{ trade = 1, {} = 2, talks = 3 }} }}',
}


@pytest.mark.parametrize("kind", NAMED)
def test_children_that_a_scheme_names_are_checked_with_the_nearest(tmp_path, kind):
    where = "groups.only.index.weights"
    with refused(
        ix.DefinitionError, (where, "'travvel'", "did you mean 'travel'"), (where, "does not name", "'travel'")
    ):
        weigh(NAMED[kind].format("travvel"), tmp_path)


def test_a_weight_that_the_framework_gives_must_not_be_negative():
    with pytest.raises(ix.DefinitionError, match="weight"):
        indicator("a", weight=-1)


@pytest.mark.parametrize(
    "scheme",
    [
        '{ kind = "budget_allocation", experts = [{ trade = -6, travel = 3, talks = 1 }] }',
        (
            '{ kind = "analytic_hierarchy", order = ["trade", "travel", "talks"], '
            "matrix = [[1, -1, 1], [1, 1, 1], [1, 1, 1]] }"
        ),
        '{ kind = "optimised", target = { trade = -1, travel = 2, talks = 3 } }',
        '{ kind = "rank_sum", ranks = { trade = -1, travel = 2, talks = 3 } }',
    ],
)
def test_negative_judgements_are_refused(tmp_path, scheme):
    with pytest.raises(ix.DefinitionError):
        weigh(scheme, tmp_path)


def test_loadings_of_both_signs_are_refused_as_weights(tmp_path):
    """Two children move together, the third against them: its loading on the first component is negative."""
    data = table({"trade": [1.0, 2.0, 3.0, 4.0], "travel": [1.0, 2.0, 3.0, 5.0], "talks": [4.0, 3.0, 2.0, 1.5]})
    with pytest.raises(ix.DefinitionError, match="negative") as caught:
        weigh('{ kind = "principal_components", method = "loadings" }', tmp_path, data=data)
    assert caught.value.problems[0].where == "groups[index].weights"


@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        ("[[1, 9, 0.1111111], [0.1111111, 1, 9], [9, 0.1111111, 1]]", "consisten"),
        ("[[1, 2, 1], [2, 1, 1], [1, 1, 1]]", "reciprocal"),
    ],
)
def test_inconsistent_and_non_reciprocal_judgements_are_refused(tmp_path, matrix, message):
    scheme = f'{{ kind = "analytic_hierarchy", order = ["trade", "travel", "talks"], matrix = {matrix} }}'
    with pytest.raises(ix.DefinitionError, match=message):
        weigh(scheme, tmp_path)


def test_weights_from_data_are_frozen_under_reweight_and_refitted_by_replace(tmp_path):
    index = weigh('{ kind = "standard_deviation" }', tmp_path)
    fitted = VALUES.std(axis=0, ddof=1)
    fitted = fitted / fitted.mean()  # on average one, as given weights are by default
    changed = index.reweight(trade=2)
    np.testing.assert_allclose(shares(changed), [2, *fitted[1:]] / (2 + fitted[1:].sum()))
    assert changed.scoring.weights.tolist() == index.scoring.weights.tolist()

    wider = DATA.assign(trade=DATA["trade"] * 3)
    again = weigh('{ kind = "standard_deviation" }', tmp_path, data=wider)
    replaced = index.replace(table=again.table)
    np.testing.assert_allclose(shares(replaced), shares(again))
    assert shares(replaced)[0] > shares(index)[0]


def test_weights_are_fitted_to_what_was_observed_and_not_to_what_was_filled(tmp_path):
    data = DATA.copy()
    data.loc[[0, 5], "trade"] = np.nan
    index = weigh('{ kind = "standard_deviation" }', tmp_path, data=data)
    present = data[NAMES].std(ddof=1)
    np.testing.assert_allclose(shares(index), present / present.sum())


def test_an_only_child_needs_no_weighing(tmp_path):
    index = score_files(
        tmp_path, DATA[["city", "trade"]], framework("trade"), '[groups]\nweights = { kind = "critic" }\n'
    )
    assert index.weights["trade"] == 1


@pytest.mark.parametrize("kind", [*(kind for kind in SCHEMES if kind != "given"), "inverse_correlation", "optimised"])
def test_weights_that_are_not_given_are_one_on_average(tmp_path, kind):
    scheme, _ = SCHEMES.get(kind, (f'{{ kind = "{kind}" }}', None))
    index = weigh(scheme, tmp_path)
    assert index.scoring.weights[1:].mean() == pytest.approx(1)


@pytest.mark.parametrize("explain", [None, 0.99])
@pytest.mark.parametrize("of", ["children", "leaves"])
def test_components_are_those_of_the_children_or_of_all_indicators(tmp_path, of, explain):
    rng = np.random.default_rng(6)
    values = rng.normal(50, 10, (15, 4)) + rng.normal(0, 9, (15, 1)) * [1, 1, 1, 0]
    nodes = [group("left"), group("right"), *(indicator(name, "left") for name in "abc"), indicator("d", "right")]
    more = "" if explain is None else f", explain = {explain}"
    scheme = f'{{ kind = "principal_components", of = "{of}"{more} }}'
    data = table(dict(zip("abcd", values.T, strict=True)))
    index = weigh(scheme, tmp_path, made=framework(*nodes), data=data)
    columns = values if of == "leaves" else index.scores[["left", "right"]].to_numpy()
    found = principal_components(columns, threshold=explain or "kaiser").weights
    expected = np.array([found[:3].sum(), found[3]]) if of == "leaves" else found
    np.testing.assert_allclose(index.weights[["left", "right"]], expected / expected.sum(), rtol=1e-9)
    assert index.scoring.weights[1:3].mean() == pytest.approx(1)
