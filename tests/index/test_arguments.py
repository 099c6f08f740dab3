"""Whatever a public call is given, only errors of this package are raised, or a TypeError with a sentence of ours."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import intlindex as ix
from intlindex.api.boundary import guarded
from intlindex.sentences import Sentence

WRONG: dict[str, Any] = {
    "None": None,
    "1": 1,
    "-1": -1,
    "1.5": 1.5,
    "nan": float("nan"),
    "empty text": "",
    "text": "x",
    "list": [1, 2],
    "list of lists": [[]],
    "empty mapping": {},
    "mapping": {"x": 1},
    "mapping of a number": {1: "x"},
    "array": np.array([1.0, 2.0]),
    "matrix": np.zeros((2, 2)),
    "frame": pd.DataFrame({"x": [1]}),
    "object": object(),
    "type": int,
    "path to nowhere": Path("nowhere") / "nothing.toml",
}

EXAMPLE = ix.load("example")
FRAMEWORK = ix.Framework(
    id="mine",
    name="My index",
    groups=[{"id": "index", "name": "My index", "level": "index"}],
    indicators=[
        {
            "id": "parks",
            "parent": "index",
            "name": "Parks",
            "unit": "parks",
            "direction": "higher",
            "scale": "ratio",
        }
    ],
)
DATA = pd.DataFrame({"city": ["Here", "There"], "parks": [4, 9]})
TIMES = pd.DataFrame({"city": ["Here", "There"] * 2, "time": [1, 1, 2, 2], "parks": [4, 9, 9, 14]})

# What a call needs beside the argument that is wrong; kept small, as most calls succeed with some of the values.
OF_INDEX: dict[str, dict[str, Any]] = {
    "agreement": {},
    "audit": {},
    "calibrate": {"ranking": ["London", "Paris"], "random_orders": 0},
    "change_from": {"before": EXAMPLE},
    "city": {"name": "London"},
    "compare": {"a": "London", "b": "Paris", "draws": 8},
    "content": {},
    "dominance": {},
    "drop": {"names": "London"},
    "explain": {"city": "London", "draws": 8},
    "from_json": {"path": "nowhere.json"},
    "from_json_text": {"text": "{}"},
    "improve": {"city": "Paris", "rank": 1},
    "leave_one_out": {"what": "city"},
    "local_sensitivity": {},
    "subindex": {"node": "influence"},
    "in_language": {"lang": "zh"},
    "most_favourable": {"city": "Paris"},
    "of": {"table": EXAMPLE.table, "framework": EXAMPLE.definition, "method": EXAMPLE.method},
    "stage": {"name": "raw"},
    "place": {"name": "Here", "values": {"gdp": 100}},
    "rank_bounds": {"cities": ["London"]},
    "ranks_within": {"by": "region"},
    "replace": {},
    "record": {"what": "ranking"},
    "reweight": {"weights": {"influence": 2}, "by_name": 1},
    "reweight_many": {"weightings": [{}]},
    "scenarios": {"scenarios": {"a": "geometric"}},
    "sensitivity": {"samples": 2, "bootstraps": 0},
    "stability_radius": {},
    "tipping_point": {"a": "London", "b": "Paris"},
    "explore": {"ranges": False},
    "explorer": {"ranges": False},
    "to_coinr": {},
    "to_csv": {},
    "to_excel": {"path": "index.xlsx"},
    "to_folder": {"path": "index"},
    "to_html": {},
    "to_json": {},
    "to_latex": {},
    "to_markdown": {},
    "to_parquet": {"path": "index.parquet"},
    "uncertainty": {"draws": 8},
    "weight_map": {},
    "weight_problems": {"name": "influence", "weight": 1},
    "weights_per_unit": {"group": "influence"},
    "with_cities": {"placed": "Hangzhou"},
}

OF_PACKAGE: dict[str, dict[str, Any]] = {
    "alt_text": {"ax": "x"},
    "compare_indices": {"indices": {"a": EXAMPLE, "b": EXAMPLE}},
    "draft": {"data": DATA},
    "explorer": {"indices": EXAMPLE, "ranges": False},
    "frameworks": {},
    "from_coin_tool": {"path": "nowhere.xlsx"},
    "from_coinr": {"data": DATA, "meta": DATA},
    "load": {},
    "methods": {},
    "panel": {"data": TIMES, "framework": FRAMEWORK},
    "register": {"step": "transform", "name": "list"},
    "save_plot": {"ax": "x", "path": "figure.svg"},
    "score": {"data": DATA, "framework": FRAMEWORK},
    "show_versions": {},
    "to_latex": {"frame": DATA},
    "to_markdown": {"frame": DATA},
    "unregister": {"step": "transform", "name": "nothing"},
}


OF_RESULTS = ("plot", "to_csv", "to_excel", "to_html", "to_latex", "to_markdown")


def arguments_with(call: Callable[..., Any], given: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """Return arguments by position and by keyword, as the signature has them."""
    positional: list[Any] = []
    named: dict[str, Any] = {}
    for each in inspect.signature(call).parameters.values():
        if each.name not in given:
            continue
        if each.kind in {each.POSITIONAL_ONLY, each.VAR_POSITIONAL}:
            positional.append(given[each.name])
        else:
            named["influence" if each.kind is each.VAR_KEYWORD else each.name] = given[each.name]
    return positional, named


def cases() -> Iterator[Any]:
    """List every argument of every public call, with what the call needs beside it."""
    of_results = {name: {"path": "table.xlsx"} if name == "to_excel" else {} for name in OF_RESULTS}
    for owner, table in ((EXAMPLE, OF_INDEX), (ix, OF_PACKAGE), (EXAMPLE.ranks_within("region"), of_results)):
        for name, needed in table.items():
            call = getattr(owner, name)
            for argument in inspect.signature(call).parameters:
                yield pytest.param(call, needed, argument, id=f"{type(owner).__name__}-{name}-{argument}")


def error_of(call: Callable[..., Any], positional: list[Any], named: dict[str, Any]) -> Exception | None:
    try:
        call(*positional, **named)
    except (ix.IntlindexError, TypeError) as error:
        return error
    return None


def test_every_public_call_is_in_the_tables():
    methods = {name for name in dir(ix.Index) if not name.startswith("_") and callable(getattr(ix.Index, name))}
    assert methods == set(OF_INDEX)
    assert {name for name in ix.__all__ if inspect.isfunction(getattr(ix, name))} == set(OF_PACKAGE)


@pytest.mark.parametrize(("call", "needed", "argument"), list(cases()))
def test_only_errors_in_our_own_words_come_out(call, needed, argument, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # some of the values are names of files to write
    for label, value in WRONG.items():
        positional, named = arguments_with(call, needed | {argument: value})
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            error = error_of(call, positional, named)
        expected = error is None or isinstance(error, ix.IntlindexError) or isinstance(error.args[0], Sentence)
        assert expected, f"{label}: {error!r}"


UNKNOWN = "no_such_node"


@pytest.mark.parametrize(
    "ask",
    [
        lambda index: index.drop(UNKNOWN),
        lambda index: index.reweight({UNKNOWN: 2}),
        lambda index: index.reweight(no_such_node=2),
        lambda index: index.replace(method=UNKNOWN),
        lambda index: index.explain(UNKNOWN),
        lambda index: index.compare(UNKNOWN, "London"),
        lambda index: index.place(UNKNOWN),
        lambda index: index.ranks_within(UNKNOWN),
        lambda index: index.weights_per_unit(UNKNOWN),
        lambda index: index.change_from(index, node=UNKNOWN),
        lambda index: index.most_favourable(UNKNOWN),
        lambda index: ix.load(UNKNOWN),
        lambda index: ix.load("example", UNKNOWN),
    ],
)
def test_an_unknown_name_is_one_class_of_error_wherever_it_is_given(ask):
    with pytest.raises(ix.UnknownNameError) as caught:
        ask(EXAMPLE)
    assert isinstance(caught.value, ix.RequestError)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: EXAMPLE.dominance().to_html(caption=1), "caption: must be str, found 1 (int)"),
        (lambda: EXAMPLE.replace(table=1), "table: must be Table | None, found 1 (int)"),
        (lambda: ix.to_latex("x"), "frame: must be pd.DataFrame, found 'x' (str)"),
        (lambda: EXAMPLE.reweight([1, 2]), "weights: must be Mapping[str, float] | None, found [1, 2] (list)"),
    ],
)
def test_a_wrong_type_is_reported_with_what_is_allowed_and_found(ask, message):
    with pytest.raises(TypeError) as caught:
        ask()
    assert str(caught.value) == message
    assert caught.value.args[0].code == "wrong-type"


@pytest.mark.parametrize(
    ("ask", "where"),
    [
        (lambda: EXAMPLE.to_markdown(digits=-1), "digits"),
        (lambda: EXAMPLE.to_latex(digits=10**9), "digits"),
        (lambda: EXAMPLE.to_html(top=-1), "top"),
        (lambda: EXAMPLE.to_html(top=True), "top"),
        (lambda: ix.to_latex(DATA, digits=1.5), "digits"),
        (lambda: EXAMPLE.replace(framework="ieci-2024"), "framework"),
    ],
)
def test_a_wrong_value_is_a_bad_request(ask, where):
    with pytest.raises(ix.RequestError) as caught:
        ask()
    assert [each.where for each in caught.value.problems] == [where]


def test_an_error_of_a_call_whose_arguments_fit_is_not_touched():
    @guarded
    def broken(number: int, *names: str, scale: float = 1.0) -> int:
        return {}[number]

    with pytest.raises(KeyError):
        broken(1, "a", scale=2)
    with pytest.raises(TypeError, match=r"names: must be str, found 2 \(int\)") as caught:
        broken(1, "a", 2)
    assert isinstance(caught.value.__cause__, KeyError)  # where it failed
    with pytest.raises(TypeError, match="scale: must be float, found True"):
        broken(1, scale=True)
    with pytest.raises(TypeError, match="missing 1 required positional argument"):
        broken()
