"""The record of fits is enough: scores are computed again from it alone, with plain NumPy."""

import json
import math
from pathlib import Path
from statistics import NormalDist

import jsonschema
import numpy as np
import pandas as pd
import pytest

import intlindex as ix
from intlindex.cli import main
from intlindex.core.data.shipped_files import method_names

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/reference/schemas/fits.json").read_text("utf-8"))


def limited(values, floor, ceiling):
    return np.clip(values, -np.inf if floor is None else floor, np.inf if ceiling is None else ceiling)


def on_grid(values, step):
    return np.rint(values / step)


def places(x, p):
    """A value of the sample has its place, one between two lies on the line between theirs, one outside the end."""
    points, at = np.array(p["points"]), np.array(p["places"])
    grid = on_grid(points, p["step"])
    found = np.interp(x, points, at)
    for row, value in enumerate(on_grid(x, p["step"])):
        equal = np.flatnonzero(grid == value)
        if equal.size:
            found[row] = at[equal[0]]
        elif value < grid[0]:
            found[row] = p["low"]
        elif value > grid[-1]:
            found[row] = p["high"]
    return found


def bands(x, p):
    edges = on_grid(np.array(p["edges"]), p["step"])
    passed = (on_grid(x, p["step"])[:, None] > edges).sum(axis=1)
    return p["low"] + (p["high"] - p["low"]) * passed / len(edges)


def logarithm(x, p):
    sign = -1.0 if p.get("mirrored") else 1.0
    found = sign * np.log(sign * (x - p.get("origin", 0.0)) + p.get("shift", 0.0))
    return found / math.log(p["base"]) if "base" in p else found


def rounded(x, p):
    return np.copysign(np.floor(np.abs(x) * 10.0 ** p["digits"] + 0.5) / 10.0 ** p["digits"], x)


FORMULAS = {
    "affine": lambda x, p: limited((x - p["origin"]) * p["scale"] + p["base"], p["floor"], p["ceiling"]),
    "limits": lambda x, p: limited(x, p["floor"], p["ceiling"]),
    "normal_cdf": lambda x, p: p["low"] + (p["high"] - p["low"]) * np.vectorize(NormalDist().cdf)(x),
    "places": places,
    "bands": bands,
    "log": logarithm,
    "log_skew": logarithm,
    "log_range": logarithm,
    "square_root": lambda x, _: np.sqrt(x),
    "identity": lambda x, _: x,
    "round": rounded,
}


def take(steps, x, cities):
    for step in steps:
        p = step["parameters"]
        held = limited(x, p.get("floor"), p.get("cap")) if step["stage"] == "transform" else x
        present = ~np.isnan(held)
        found = held.copy()
        found[present] = FORMULAS[step["kind"]](held[present], p)
        x = np.where([city in step.get("cities", cities) for city in cities], found, x)
    return x


MEANS = {
    "arithmetic": lambda x, w: (x * w).sum(),
    "geometric": lambda x, w: np.exp((np.log(x) * w).sum()) if (x[w > 0] > 0).all() else 0.0,
    "harmonic": lambda x, w: 1 / (w / x).sum(),
    "median": lambda x, w: np.median(x),
}


def scored_again(record):
    """Score every node from a record of fits."""
    cities = record["cities"]

    def numbers(values):
        return np.array([np.nan if value is None else value for value in values], dtype=float)

    taken, shown = {}, {}
    for indicator in record["indicators"]:
        x = numbers(indicator["raw"])
        if "divided_by" in indicator:
            x = x / numbers(indicator["divided_by"]) * indicator["multiplied_by"]
        before = [step for step in indicator["steps"] if step["stage"] == "transform"]
        x = take(before, x, cities)
        for city, value in indicator["imputed"].items():
            x[cities.index(city)] = value
        taken[indicator["id"]] = take(indicator["steps"][len(before) :], x, cities)
    for node in reversed(record["nodes"]):
        if node.get("aggregate") is not None:
            children = [each for each in record["nodes"] if each["parent"] == node["id"] and each["share"] > 0]
            x = np.array([taken[child["id"]] for child in children])
            shares = np.array([child["share"] for child in children])
            found = np.full(len(cities), np.nan)
            for city in range(len(cities)):
                there = ~np.isnan(x[:, city])
                if there.all() or (node["left_out"] and there.any()):
                    kept = shares[there] / shares[there].sum()
                    found[city] = MEANS[node["aggregate"]["kind"]](x[there, city], kept)
            taken[node["id"]] = take([step for step in node["steps"] if step["stage"] == "after"], found, cities)
        blank = [city in node["blank"] for city in cities]
        shown[node["id"]] = np.where(blank, np.nan, taken[node["id"]])
        taken[node["id"]] = take(
            [step for step in node.get("steps", ()) if step["stage"] == "onward"], taken[node["id"]], cities
        )
        for city, value in node["fills"].items():
            taken[node["id"]][cities.index(city)] = value
    return shown


def check(index):
    written = json.loads(index.record("fits").to_json())
    jsonschema.validate(written, SCHEMA)
    found = scored_again(written)
    scores = index.scores
    for node in written["nodes"]:
        np.testing.assert_allclose(found[node["id"]], scores[node["id"]].to_numpy(), rtol=1e-9, atol=1e-9)
        own = [np.nan if score is None else score for score in node["scores"]]
        np.testing.assert_array_equal(own, scores[node["id"]].to_numpy())
    root = written["nodes"][0]
    grid = root["turn"] * on_grid(found[root["id"]], root["step"])
    ranks = [np.nan if np.isnan(mine) else 1 + (grid > mine).sum() for mine in grid]
    np.testing.assert_array_equal(ranks, index.ranks.iloc[:, 0].astype(float))


@pytest.mark.parametrize("framework", ["example", "ieci-2022", "ieci-2024"])
def test_scores_follow_from_the_record(framework):
    check(ix.load(framework))
    check(ix.load(framework).reweight(influence=2, connectivity=0.5))


METHODS = {
    "z_score": {"indicators": {"normalise": {"kind": "z_score"}}},
    "goalposts of the sample": {"indicators": {"normalise": {"kind": "min_max", "low": 1, "high": 10, "clip": True}}},
    "percentile_rank": {"indicators": {"normalise": {"kind": "percentile_rank"}}},
    "normal_cdf": {"indicators": {"normalise": {"kind": "normal_cdf"}}},
    "winsorised": {"indicators": {"treat": {"kind": "winsorise"}}},
    "winsorised, then logarithms": {
        "indicators": {"treat": {"kind": "winsorise", "skewness": 1, "kurtosis": 1, "max_points": 1, "then": "log"}}
    },
    "square roots": {"indicators": {"transform": {"kind": "square_root"}}},
    "imputed": {"indicators": {"impute": {"kind": "median"}}},
    "rounded groups": {"groups": {"round": 1}},
    "geometric": {
        "indicators": {"normalise": {"kind": "min_max", "low": 1, "high": 100}},
        "groups": {"aggregate": {"kind": "geometric"}},
    },
    "rescaled": {"groups": {"blanks": "rescale"}},
    "two steps": {"indicators": {"after": [{"kind": "round", "digits": 2}, {"kind": "z_score"}]}},
    "a group normalised": {"groups": {"level": {"dimension": {"normalise": {"kind": "min_max"}}}}},
}


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_scores_follow_from_the_record_under_other_methods(method):
    index = ix.load("example")
    check(index.replace(method=ix.Method(**method)))


NEED_GOALPOSTS = {"human_development"}


@pytest.mark.parametrize("name", sorted(set(method_names()) - NEED_GOALPOSTS))
def test_every_shipped_method_has_a_record_that_holds_to_the_schema(name):
    index = ix.load("example", method=name)
    record = index.record("fits")
    jsonschema.validate(json.loads(record.to_json()), SCHEMA)
    assert "other" not in {step.kind for each in (*record.indicators, *record.nodes) for step in each.steps}


def test_denominators_directions_and_conditions_are_in_the_record():
    framework = ix.Framework(
        id="mine",
        name="Mine",
        groups=[{"id": "index", "name": "Mine", "level": "index"}],
        indicators=[
            {
                "id": "cases",
                "parent": "index",
                "name": "Cases",
                "unit": "cases",
                "direction": "lower",
                "scale": "ratio",
                "denominator": "people",
            },
            {
                "id": "schools",
                "parent": "index",
                "name": "Schools",
                "unit": "schools",
                "direction": "higher",
                "scale": "ratio",
            },
        ],
    )
    where = {"column": "people", "below": 150}
    method = ix.Method(indicators={"only": {"schools": {"transform": {"kind": "identity", "cap": 5, "where": where}}}})
    data = pd.DataFrame(
        {
            "city": ["A", "B", "C"],
            "cases": [10.0, 30.0, 20.0],
            "schools": [9.0, 8.0, 2.0],
            "people": [100.0, 200.0, 50.0],
        }
    )
    index = ix.score(data, framework, method)
    check(index)
    (cases, schools) = index.record("fits").indicators
    assert cases.divided_by == (100.0, 200.0, 50.0)
    assert [step.stage for step in cases.steps] == ["direct", "normalise"]
    assert schools.steps[0].cities == ("A", "C")


def test_a_registered_method_has_no_formula():
    @ix.register("normalise", "halved_for_a_test")
    def halved(values, sample):
        return values / 2

    try:
        method = ix.Method(indicators={"normalise": {"kind": "halved_for_a_test"}})
        index = ix.load("example").replace(method=method)
        assert {step.kind for each in index.record("fits").indicators for step in each.steps} == {"affine", "other"}
    finally:
        ix.unregister("normalise", "halved_for_a_test")


def test_the_command_line_prints_the_record_of_fits(capsys):
    assert main.main(["show", "fits", "--framework", "example", "--format", "json"]) == 0
    assert capsys.readouterr().out == ix.load("example").record("fits").to_json(indent=2) + "\n"
    assert main.main(["show", "fits", "--framework", "example"]) == 0
    assert "pm25" in capsys.readouterr().out
