"""The linear form of what is ranked is that of scoring, or there is none and the reason is said."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import intlindex as ix
from intlindex.analyses.robustness.linear_scores import linear_scores, rescored
from intlindex.analyses.robustness.weight_polytope import polytope
from intlindex.errors import RequestError, UnknownNameError
from intlindex.kernels.aggregate.link import apply_link
from intlindex.specs.aggregation import Link
from makers import as_is, group, index_of, indicator, refused, root
from strategies import indices

MEANS = {
    "arithmetic": {"kind": "arithmetic"},
    "geometric": {"kind": "geometric"},
    "harmonic": {"kind": "harmonic"},
    "quadratic": {"kind": "power", "exponent": 2},
    "low power": {"kind": "power", "exponent": -0.5},
    "mirrored": {"kind": "mirrored", "of": {"kind": "geometric"}, "top": 120},
    "mirrored power": {"kind": "mirrored", "of": {"kind": "power", "exponent": 3}, "top": 120},
}
TOTALS = {"sum": {"kind": "sum"}, "product": {"kind": "product"}}
NODES = (root(), group("g"), group("h"), indicator("a", "g"), indicator("b", "g"), indicator("c", "h"),
         indicator("d", "h"), indicator("e", "h"), indicator("f"))  # fmt: skip


def values(rng, *, blanks=True):
    found = rng.uniform(1, 100, (7, 6))
    if blanks:
        found[0, 0] = found[1, 3] = np.nan  # filled by their siblings
        found[2, [2, 3]] = np.nan  # h is blank, and filled as a whole
    return found


def made(aggregate, *, blanks="siblings", missing=True, **rule):
    frame, method = as_is(*NODES, aggregate=aggregate, blanks=blanks, min_coverage=0.5, **rule)
    return index_of(values(np.random.default_rng(1), blanks=missing), frame, method)


def check(index, of):
    """Draw shares, score the index under them, and compare with the linear form."""
    space = polytope(index, within=None, of=of, weights=ix.Simplex())
    linear = linear_scores(index, space.varied)
    shares = np.random.default_rng(2).dirichlet(np.ones(len(space.varied.nodes)), 20)
    shares = np.vstack([shares, np.eye(len(space.varied.nodes)), space.varied.nominal])
    scores = rescored(index, space.weights(index, shares))[:, linear.rows]
    return linear, shares @ linear.matrix.T, scores


@pytest.mark.parametrize("of", ["leaves", "index", "g", "h"])
@pytest.mark.parametrize("aggregate", MEANS.values(), ids=list(MEANS))
def test_the_score_seen_through_its_link_is_linear_in_the_weights(aggregate, of):
    index = made(aggregate)
    link = index.scoring.tree.branches[0].aggregate.flags.link
    linear, forms, scores = check(index, of)
    assert forms == pytest.approx(apply_link(scores, exponent=link.exponent, top=link.top), rel=1e-9)
    assert linear.identity == (link == Link())


@pytest.mark.parametrize("of", ["leaves", "index", "g", "h"])
@pytest.mark.parametrize("aggregate", TOTALS.values(), ids=list(TOTALS))
def test_a_sum_or_product_is_linear_where_nothing_is_blank(aggregate, of):
    _, forms, scores = check(made(aggregate, missing=False), of)
    assert forms == pytest.approx(np.log(scores) if aggregate["kind"] == "product" else scores, rel=1e-9)


def test_a_witness_for_reweight_scores_the_same():
    index = made({"kind": "arithmetic"})
    space = polytope(index, within=None, of="leaves", weights=ix.Simplex())
    shares = np.array([0.0, 0.0, 0.25, 0.5, 0.0, 0.25])  # g weighs nothing, and keeps its nominal weights within
    weighting = space.weighting(index, shares)
    again = index.reweight(weighting)
    assert again.weights[["a", "b"]].to_list() == [0.5, 0.5]
    assert weighting["g"] == 0
    assert weighting["h"] == pytest.approx(0.75)
    linear = linear_scores(index, space.varied)
    assert again.scores["index"].to_numpy()[linear.rows] == pytest.approx(linear.matrix @ shares)


@given(indices(data={"max_rows": 5}), st.data())
def test_whatever_is_not_refused_is_exact(index, data):
    """Any tree, mix of means, blanks and exceptions: either refused, or the order of scores is that of the form."""
    groups = [node.id for node in index.framework.groups if len(index.framework.children(node.id)) > 1]
    of = data.draw(st.sampled_from(["leaves", *groups]))
    if len(index.framework.indicators) < 2 or index.scoring.blank[0].all():
        return
    try:
        linear, forms, scores = check(index, of)
    except RequestError as error:
        if {each.code for each in error.problems} != {"not-supported"}:
            raise
        return
    gap, lead = forms[:, :, None] - forms[:, None], scores[:, :, None] - scores[:, None]
    size = np.abs(forms).max()
    assert (lead[gap > 1e-9 * size] >= 0).all()
    if linear.identity:
        assert forms == pytest.approx(scores, rel=1e-9, abs=1e-9 * max(size, 1))


def test_affine_normalisation_of_groups_and_root_is_followed():
    z_score = {"kind": "z_score", "mean": 50, "standard_deviation": 10}
    linear, forms, scores = check(made({"kind": "arithmetic"}, normalise=z_score), "leaves")
    assert forms == pytest.approx(scores)
    assert linear.identity


def test_a_single_child_is_any_mean():
    frame, _ = as_is(root(), group("g"), indicator("a", "g"), "b")
    method = ix.Method(
        indicators={"normalise": {"kind": "goalposts", "clip": False}},
        groups={"aggregate": {"kind": "geometric"}, "only": {"g": {"aggregate": {"kind": "arithmetic"}}}},
    )
    index = index_of(np.array([[1.0, 2.0], [3.0, 4.0], [9.0, 1.0]]), frame, method)
    _, forms, scores = check(index, "leaves")
    assert forms == pytest.approx(np.log(scores))


REFUSED = {
    "copeland": ({"aggregate": {"kind": "copeland"}}, "index", "index", "'copeland' is not linear"),
    "topsis": ({"aggregate": {"kind": "topsis"}}, "index", "index", "'topsis' is not linear"),
    "median": ({"aggregate": {"kind": "median"}}, "h", "h", "'median' is not linear"),
    "minimum": ({"aggregate": {"kind": "minimum"}}, "g", "g", "'minimum' does not use weights"),
    "rescale": ({"blanks": "rescale"}, "h", "h", "blanks = 'rescale' omits blanks, of 'city 1'"),
    "rounded": ({"round": 1}, "index", "index", "rounds its scores to 1 digit,"),
    "percentile": ({"normalise": {"kind": "percentile_rank"}}, "index", "index", "'percentile_rank' afterwards"),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "of", "where", "message"), REFUSED.values(), ids=list(REFUSED))
def test_what_is_not_linear_is_refused_with_the_group_and_the_reason(rule, of, where, message):
    frame, method = as_is(*NODES)
    method = method.replace(groups={**method.groups.model_dump(), "only": {where: rule}})
    index = index_of(values(np.random.default_rng(1)), frame, method)
    with pytest.raises(RequestError) as caught:
        index.rank_bounds(of=of)
    problem = next(problem for problem in caught.value.problems if problem.where == f"groups[{where}]")
    assert message in problem.message


def test_weights_below_another_mean_are_refused_and_those_of_the_root_are_not():
    frame, method = as_is(*NODES)
    rules = {**method.groups.model_dump(), "only": {"index": {"aggregate": {"kind": "geometric"}}}}
    mixed = method.replace(groups=rules)
    index = index_of(values(np.random.default_rng(1)), frame, mixed)
    _, forms, scores = check(index, "index")
    assert forms == pytest.approx(np.log(scores))
    with refused(RequestError, ("groups[index]", "another mean", "vary the weights of the root alone")):
        index.rank_bounds(of="g")
    with refused(RequestError, ("groups[g]", "another mean"), ("groups[h]", "another mean")):
        index.rank_bounds(of="leaves")


def test_rescaling_is_exact_where_nothing_is_blank():
    _, forms, scores = check(made({"kind": "arithmetic"}, blanks="rescale", missing=False), "leaves")
    assert forms == pytest.approx(scores)


def test_a_limit_that_some_weights_would_exceed_is_refused():
    frame, method = as_is("a", "b")
    clipped = {"kind": "min_max", "clip": True}
    method = method.replace(groups={**method.groups.model_dump(), "only": {"index": {"normalise": clipped}}})
    index = index_of(np.array([[10.0, 90.0], [50.0, 40.0], [20.0, 30.0]]), frame, method)
    with refused(RequestError, ("groups[index]", "limits its scores by 'min_max'")):
        index.rank_bounds(of="index")


@pytest.mark.parametrize("preset", ["copeland", "mazziotta_pareto", "benefit_of_the_doubt"])
def test_presets_without_a_linear_form_are_refused(preset):
    with pytest.raises(RequestError, match=r"linear|does not use weights"):
        ix.load("example", method=preset).rank_bounds(of="index")


@pytest.mark.parametrize("preset", ["geometric", "z_score", "rank_based"])
def test_presets_with_a_linear_form_are_answered(preset):
    index = ix.load("example", method=preset)
    bounds = index.rank_bounds(of="index").table
    assert (bounds["best"] <= bounds["rank"]).all()
    assert (bounds["rank"] <= bounds["worst"]).all()


DIMENSIONS = ("attractiveness", "influence", "connectivity")
BAD = {
    "distribution": ({"weights": ix.Dirichlet(50, groups=["index"])}, "weights", "is a distribution", "Simplex()"),
    "noise": ({"weights": ix.RelativeNoise(0.25)}, "weights", "is a distribution", "Bounds(within=...)"),
    "no set": ({"weights": {"kind": "simplex"}}, "weights", "must be Bounds, Ordered or Simplex"),
    "both": ({"weights": ix.Simplex(), "within": 0.1}, "within", "not both"),
    "negative": ({"within": -0.1}, "within", "must be a number, at least 0, found -0.1"),
    "text": ({"within": "0.1"}, "within", "must be a number"),
    "nan": ({"within": float("nan")}, "within", "must be a number"),
    "unknown": ({"of": "influense"}, "of", "did you mean 'influence'?"),
    "indicator": ({"of": "gdp"}, "of", "is an indicator, not a group"),
    "elsewhere": ({"of": "leaves", "weights": ix.Simplex(groups=["index"])}, "of", "name another place"),
    "several": ({"weights": ix.Simplex(groups=["index", "influence"])}, "of", "name one by of=..."),
    "empty": ({"weights": ix.Bounds(shares=dict.fromkeys(DIMENSIONS, (0, 0.1)), groups=["index"])}, "index",
              "leaves no weights", "sum to 0.3"),
}  # fmt: skip


@pytest.mark.parametrize("ask", ["rank_bounds", "dominance", "weight_map"])
def test_limits_on_groups_say_whose_weights_vary(example, ask):
    weights = ix.Bounds(shares={"influence": (0.3, 0.5)})
    assert getattr(example, ask)(weights=weights).weight_set.startswith(
        f"the weights of {', '.join(DIMENSIONS)} in index"
    )
    wrong = "leaves no weights: the smallest shares of its nodes sum to 1.2, above 1"
    with refused(RequestError, ("index", wrong)):
        getattr(example, ask)(weights=ix.Bounds(shares={"influence": (0.6, 1), "connectivity": (0.6, 1)}))


@pytest.mark.parametrize("case", BAD.values(), ids=list(BAD))
def test_what_names_no_convex_set_is_refused_by_every_question(example, case):
    options, where, *parts = case
    questions = [example.rank_bounds, example.dominance, example.stability_radius, example.weight_map]
    questions += [lambda **given: example.tipping_point("London", "Paris", **given)]
    questions += [lambda **given: example.most_favourable("London", **given)]
    questions += [lambda **given: example.calibrate(["London", "Paris"], **given)]
    error = UnknownNameError if options.get("of") in {"influense", "gdp"} else RequestError
    for ask in questions:
        with refused(error, (where, *parts)):
            ask(**options)
