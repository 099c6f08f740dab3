"""``intlindex sensitivity``: what it prints in every form, what it takes, and what it refuses."""

import csv
import io
import json

import pandas as pd
import pytest

import intlindex as ix

FEW = ("sensitivity", "--samples", "64", "--seed", "1")


@pytest.fixture(scope="module")
def index():
    return ix.load("ieci-2022")


def read_csv(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    "more",
    [
        (),
        ("--target", "rank"),
        ("--target", "gap:Washington, D.C.,Beijing"),
        ("--data-noise", "0.05"),
        ("--bootstraps", "0"),
    ],
)
def test_text_fits_80_columns_and_says_how_to_repeat_it(result, more):
    text = result(*FEW, *more)
    assert max(map(len, text.splitlines())) <= 80
    assert "reconstruction" in text
    assert "64 samples" in text
    assert "--samples 64" in text.splitlines()[-1]
    assert text.endswith("--seed 1 gives the same again.\n")


def test_csv_has_the_indices_of_the_library(result, index):
    rows = read_csv(result(*FEW, "--vary", "simplex:index,dimension", "--target", "rank:北京", "--format", "csv"))
    weights = ix.Simplex(groups=["index"], levels=["dimension"])
    found = index.sensitivity(weights=weights, target=("rank", "Beijing"), samples=64, rng=1).indices
    assert list(rows[0]) == ["factor", *found.columns]
    assert {row["factor"]: float(row["total_high"]) for row in rows} == found["total_high"].to_dict()


def test_json_is_a_record_with_all_that_repeats_it(result, index):
    options = ("--choice", "normalise=min_max,z_score", "--target", "rank", "--bootstraps", "20", "--threads", "1")
    record = json.loads(result(*FEW, *options, "--format", "json"))
    found = index.sensitivity(
        choices={"normalise": ["min_max", "z_score"]}, target="rank", samples=64, bootstraps=20, rng=1
    )
    assert record["format"] == "intlindex/sensitivity/1"
    assert (record["samples"], record["bootstraps"], record["seed"]) == (64, 20, 1)
    assert (record["target"], record["varied"]) == ("rank", ["normalise"])
    assert len(record["indices"]) == 37
    told = {row["city"]: row["first"] for row in record["indices"]}
    assert told == found.indices["first"].droplevel("factor").to_dict()
    assert [each["code"] for each in record["findings"]] == found.findings["code"].to_list()


def test_without_bootstraps_ends_of_intervals_are_null(result):
    record = json.loads(result(*FEW, "--bootstraps", "0", "--format", "json"))
    assert record["indices"][0]["first_low"] is None


def test_a_seed_that_was_not_given_is_told(result):
    text = result("sensitivity", "--samples", "16")
    seed = text.split("--seed ")[1].split()[0]
    assert result("sensitivity", "--samples", "16", "--seed", seed) == text


@pytest.mark.parametrize("what", ["indicator", "group", "city"])
def test_leaving_out_lists_who_moves(result, index, what):
    text = result("sensitivity", "--leave-out", what)
    assert max(map(len, text.splitlines())) <= 80
    shifts = index.leave_one_out(what).shifts
    rows = read_csv(result("sensitivity", "--leave-out", what, "--format", "csv"))
    assert list(rows[0]) == ["city", *shifts.columns]
    record = json.loads(result("sensitivity", "--leave-out", what, "--format", "json"))
    assert record["format"] == "intlindex/leave-one-out/1"
    name = shifts.columns[0]
    expected = [None if pd.isna(value) else value for value in shifts[name]]
    assert [record["shifts"][city][name] for city in shifts.index] == expected


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--samples", "1000"), ("power of two", "512 or 1,024")),
        (("--target", "rank:Pekin"), ("Pekin", "did you mean 'Beijing'?")),
        (("--target", "rnk", "--samples", "7", "--bootstraps", "-1"), ("did you mean 'rank'?", "found 7", "found -1")),
        (("--threads", "0"), ("at least 1",)),
    ],
)
def test_wrong_input_exits_with_3_and_says_everything(command, arguments, said):
    outcome = command("sensitivity", *arguments)
    assert (outcome.code, outcome.out) == (3, "")
    for each in said:
        assert each in outcome.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--leave-out", "country"),
        ("--leave-out", "city", "--seed", "1", "--vary", "simplex"),
        ("--leave-out", "city", "--target", "rank"),
        ("--leave-out", "city", "--samples", "3"),
        ("--leave-out", "city", "--bootstraps", "0"),
        ("--leave-out", "city", "--threads", "1"),
        ("--samples", "many"),
    ],
)
def test_wrong_usage_exits_with_2(command, arguments):
    outcome = command("sensitivity", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
