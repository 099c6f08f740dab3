"""Methods of a user's own: one function, one line, and files name them like the built-in ones."""

from __future__ import annotations

import subprocess
import sys
from typing import get_args

import numpy as np
import pytest

import intlindex as ix
from intlindex import registry_names
from intlindex.registry import Step, registered
from intlindex.specs import Method
from intlindex.specs.aggregation_flags import FLAGS
from intlindex.specs.kinds import built_in
from makers import framework, indicator, refused, score_files, table

DATA = table({"a": [1.0, 8.0, 27.0], "b": [2.0, 4.0, 3.0]})
MADE = framework("a", indicator("b", weight=3))
AS_IS = '[indicators]\nnormalise = { kind = "none" }\n'


@pytest.fixture(autouse=True)
def registry():
    """Register one method of each step, and take them away again."""

    @ix.register("transform", "my_root", needs="ratios")
    def my_root(values, sample, *, degree=3):
        return np.sign(values) * np.abs(values) ** (1 / degree)

    @ix.register("normalise", "my_share")
    def my_share(values, sample, *, top):
        return top * values / np.nanmax(sample, axis=-2, keepdims=True)

    @ix.register("aggregate", "my_range", uses_weights=False, per_unit=True)
    def my_range(values, weights):
        return np.nanmax(values, axis=-1) - np.nanmin(values, axis=-1)

    @ix.register("weights", "my_weights")
    def my_weights(values, *, first=2.0):
        return np.array([first, *[1.0] * (values.shape[-1] - 1)])

    yield
    for step, name in (
        ("transform", "my_root"),
        ("normalise", "my_share"),
        ("aggregate", "my_range"),
        ("weights", "my_weights"),
    ):
        ix.unregister(step, name)


def test_a_registered_transform_works_in_files_by_name(tmp_path):
    """By hand: cube roots 1, 2, 3."""
    index = score_files(tmp_path, DATA, MADE, '[indicators.only.a]\ntransform = { kind = "my_root" }\n')
    np.testing.assert_allclose(index.stage("transformed")["a"], [1, 2, 3])
    np.testing.assert_allclose(index.normalised["a"], [0, 50, 100])


def test_a_registered_transform_takes_parameters_from_files(tmp_path):
    index = score_files(tmp_path, DATA, MADE, '[indicators.only.b]\ntransform = { kind = "my_root", degree = 2 }\n')
    np.testing.assert_allclose(index.stage("transformed")["b"], np.sqrt([2, 4, 3]))


def test_a_registered_normalisation_works_in_files_by_name(tmp_path):
    index = score_files(tmp_path, DATA, MADE, '[indicators]\nnormalise = { kind = "my_share", top = 10.0 }\n')
    np.testing.assert_allclose(index.normalised["b"], [5, 10, 7.5])


def test_a_registered_aggregation_works_in_files_by_name(tmp_path):
    index = score_files(tmp_path, DATA, MADE, f'{AS_IS}[groups]\naggregate = {{ kind = "my_range" }}\n')
    np.testing.assert_allclose(index.scores["index"], [1, 4, 24])
    flags = index.method.groups.aggregate.flags
    assert not flags.uses_weights
    assert flags.per_unit
    assert not flags.monotone  # what was not declared is the most careful


def test_registered_weights_work_in_files_by_name(tmp_path):
    index = score_files(tmp_path, DATA, MADE, f'{AS_IS}[groups]\nweights = {{ kind = "my_weights", first = 3.0 }}\n')
    np.testing.assert_allclose(index.weights[["a", "b"]], [0.75, 0.25])
    assert "my_weights" in index.findings.query("code == 'weights'")["message"].iloc[0]


def test_an_index_with_registered_methods_survives_being_written_and_read(tmp_path):
    method = """
    [indicators]
    transform = { kind = "my_root", degree = 2 }
    normalise = { kind = "my_share", top = 5.0 }
    [groups]
    weights = { kind = "my_weights" }
    """
    index = score_files(tmp_path, DATA, MADE, method)
    assert ix.Index.from_json_text(index.to_json()) == index
    assert Method(**index.method.model_dump(exclude_defaults=True)) == index.method


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('[indicators]\ntransform = { kind = "my_root", degre = 2 }\n', ["degre", "did you mean 'degree'"]),
        ('[indicators]\nnormalise = { kind = "my_share" }\n', ["top", "is required"]),
        ('[groups]\naggregate = { kind = "my_range", p = 2 }\n', ["p", "is not a parameter"]),
        ('[groups]\nweights = { kind = "my_weights", fist = 2 }\n', ["fist", "did you mean 'first'"]),
    ],
)
def test_wrong_parameters_of_a_registered_method_are_refused(tmp_path, body, words):
    with pytest.raises(ix.DefinitionError) as caught:
        score_files(tmp_path, DATA, MADE, body)
    assert all(word in str(caught.value) for word in words)
    assert "method.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ('[indicators]\ntransform = { kind = "my_rot" }\n', "my_root"),
        ('[indicators]\nnormalise = { kind = "my_shar" }\n', "my_share"),
        ('[groups]\naggregate = { kind = "my_rnge" }\n', "my_range"),
        ('[groups]\nweights = { kind = "my_weigts" }\n', "my_weights"),
        ('[groups]\naggregate = { kind = "geometrc" }\n', "geometric"),
        ('[indicators]\nnormalise = { kind = "zscore" }\n', "z_score"),
    ],
)
def test_an_unknown_kind_names_the_nearest_registered_ones_included(tmp_path, body, hint):
    with pytest.raises(ix.DefinitionError) as caught:
        score_files(tmp_path, DATA, MADE, body)
    assert "did you mean" in str(caught.value)
    assert hint in str(caught.value)


@pytest.mark.parametrize(
    ("step", "name"),
    [("transform", "log"), ("normalise", "min_max"), ("aggregate", "arithmetic"), ("weights", "given")],
)
def test_built_in_names_cannot_be_taken(step, name):
    with refused(ix.RequestError, ("", repr(name), "built-in")):
        ix.register(step, name)
    assert name not in registered(step)


def test_an_unknown_step_names_the_nearest():
    with refused(ix.RequestError, ("", "'agregate'", "did you mean 'aggregate'")):
        ix.register("agregate", "mine")


def test_a_function_with_other_arguments_is_refused():
    with refused(ix.RequestError, ("", "must take (values, sample)", "found (values)")):

        @ix.register("transform", "wrong")
        def wrong(values):
            return values

    assert "wrong" not in registered("transform")


def test_a_function_whose_parameters_cannot_be_read_is_refused():
    with refused(ix.RequestError, ("", "parameters of the function of 'smallest' cannot be read")):
        ix.register("transform", "smallest")(min)


def test_unknown_flags_are_refused_with_the_nearest():
    with pytest.raises(ix.RequestError) as caught:
        ix.register("aggregate", "flagged", homogenous=True)
    (wrong,) = caught.value.problems
    assert (wrong.code, wrong.found, wrong.nearest) == ("unknown-name", "homogenous", ("homogeneous",))
    assert "flagged" not in registered("aggregate")


@pytest.mark.parametrize(
    ("step", "body"),
    [
        ("transform", '[indicators]\ntransform = { kind = "flat" }\n'),
        ("normalise", '[indicators]\nnormalise = { kind = "flat" }\n'),
        ("aggregate", '[groups]\naggregate = { kind = "flat" }\n'),
        ("weights", '[groups]\nweights = { kind = "flat" }\n'),
    ],
)
def test_a_function_that_returns_another_shape_is_refused_by_name(tmp_path, step, body):
    if step in {"transform", "normalise"}:
        ix.register(step, "flat")(lambda values, sample: np.zeros(7))
    elif step == "aggregate":
        ix.register(step, "flat")(lambda values, weights: np.zeros(7))
    else:
        ix.register(step, "flat")(lambda values: np.zeros(7))
    try:
        with pytest.raises(ix.DefinitionError, match="'flat'"):
            score_files(tmp_path, DATA, MADE, body)
    finally:
        ix.unregister(step, "flat")


def test_registered_weights_that_are_negative_are_refused(tmp_path):
    with refused(ix.DefinitionError, ("groups[index].weights", "'my_weights'", "not negative", "a = -1")):
        score_files(tmp_path, DATA, MADE, '[groups]\nweights = { kind = "my_weights", first = -1.0 }\n')


def test_cells_for_which_a_registered_transform_is_undefined_are_listed(tmp_path):
    ix.register("transform", "my_log")(lambda values, sample: np.log(values))
    try:
        with refused(ix.DataError, ("A, a", "'my_log' is not defined", "0 points")):
            data = table({"a": [0.0, 1.0, 2.0], "b": [1.0, 2.0, 3.0]})
            score_files(tmp_path, data, MADE, '[indicators]\ntransform = { kind = "my_log" }\n')
    finally:
        ix.unregister("transform", "my_log")


def test_the_listed_names_are_those_of_the_kinds_that_are_built_in():
    assert set(registry_names.BUILT_IN) == set(registry_names.FLAGS_OF) == set(get_args(Step))
    for step, names in registry_names.BUILT_IN.items():
        assert names == set(built_in(step))
    assert registry_names.FLAGS_OF["aggregate"] == FLAGS


def test_names_are_kept_by_who_only_registers():
    code = "import intlindex as ix; ix.register('normalise', 'min_max')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert "'min_max' is a built-in kind of normalise; choose another name" in done.stderr


def test_registered_weights_may_be_zero_for_some_children_but_not_for_all(tmp_path):
    index = score_files(tmp_path, DATA, MADE, f'{AS_IS}[groups]\nweights = {{ kind = "my_weights", first = 0.0 }}\n')
    assert index.weights[["a", "b"]].to_list() == [0.0, 1.0]
    ix.register("weights", "none_at_all")(lambda values: np.zeros(values.shape[-1]))
    try:
        with refused(ix.DefinitionError, ("groups[index].weights", "'none_at_all'", "not all zero", "a = 0")):
            score_files(tmp_path, DATA, MADE, '[groups]\nweights = { kind = "none_at_all" }\n')
    finally:
        ix.unregister("weights", "none_at_all")
