"""Text is a name where a name is asked for: no file is opened, and nothing of one is quoted."""

from __future__ import annotations

import builtins
import io
import os
from pathlib import Path

import pytest

import intlindex as ix
from intlindex import IntlindexError
from makers import framework, table

LINE = "root:x:0:0"
INDEX = ix.score(table({"a": [1, 2, 3], "b": [3, 1, 2]}), framework("a", "b"))
SHIPPED = ix.load("ieci-2022")

ASKED = {
    "place": INDEX.place,
    "place of a shipped index": SHIPPED.place,
    "place several": lambda path: SHIPPED.place([path, path]),
    "place with values": lambda path: INDEX.place(path, {path: 1}),
    "replace": lambda path: INDEX.replace(method=path),
    "replace the framework": lambda path: INDEX.replace(framework=path),
    "scenarios": lambda path: INDEX.scenarios({"one": path}),
    "uncertainty": lambda path: INDEX.uncertainty(choices={"method": [path]}, draws=10, rng=1),
    "compare": lambda path: INDEX.compare(path, path),
    "explain": lambda path: INDEX.explain(path, against=path),
    "drop": INDEX.drop,
    "reweight": lambda path: INDEX.reweight({path: 1}),
    "from_json_text": ix.Index.from_json_text,
}


@pytest.fixture
def closed(monkeypatch, tmp_path):
    """Let no file of the folder of the test be opened or looked for."""

    def guarded(true):
        def call(path, *arguments, **options):
            if str(path).startswith(str(tmp_path)):
                raise AssertionError(f"opened {path!r}")
            return true(path, *arguments, **options)

        return call

    for module, name in ((builtins, "open"), (io, "open"), (os, "open"), (os, "stat"), (Path, "open")):
        monkeypatch.setattr(module, name, guarded(getattr(module, name)))


@pytest.mark.parametrize("name", ["secret.csv", "secret.toml", "secret.json", "secret.xlsx", "secret"])
@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_a_string_is_never_opened(tmp_path, ask, name, request):
    path = tmp_path / name
    path.write_text(f"{LINE}\n" * 3)
    request.getfixturevalue("closed")
    with pytest.raises(IntlindexError) as caught:
        ask(str(path))
    assert LINE not in str(caught.value)


def test_a_path_is_a_file_where_one_may_be_given(tmp_path):
    table({"a": [2], "b": [2]}, ["New"]).to_csv(tmp_path / "new.csv", index=False)
    (tmp_path / "geometric.toml").write_text(ix.load("ieci-2022").method.to_toml())
    INDEX.to_json(tmp_path / "index.json")
    assert INDEX.place(tmp_path / "new.csv").cities == ("New",)
    own = ix.Method(indicators={"normalise": {"kind": "min_max", "low": 1}})
    (tmp_path / "own.toml").write_text(own.to_toml())
    assert INDEX.replace(method=tmp_path / "own.toml") == INDEX.replace(method=own)
    assert ix.Index.from_json(tmp_path / "index.json") == ix.Index.from_json(str(tmp_path / "index.json")) == INDEX


def test_the_text_of_an_index_is_not_taken_for_a_path():
    with pytest.raises(ix.RequestError, match="from_json_text"):
        ix.Index.from_json(INDEX.to_json())


LINES = [
    "city,a,b\n{0},1\n",
    "city,a,b\nX,{0},1\nY,1,2\n",
    "{0}\n{0}\n",
    "{0};x\n{0}\n",
    "city,a,b\nX,1,2\n{0},3,4,5\n",
    'city,a,b\nX,1,"2\n{0}\n',
]


@pytest.mark.parametrize("text", LINES)
@pytest.mark.parametrize(
    "secret", [" ".join(["word"] * 2000), "root:x:0:0:root:/root:/bin/bash " * 50], ids=["words", "passwd"]
)
def test_a_message_quotes_no_more_than_the_beginning_of_one_cell(tmp_path, text, secret):
    (tmp_path / "data.csv").write_text(text.format(secret))
    with pytest.raises(ix.DataError) as caught:
        ix.score(tmp_path / "data.csv", framework("a", "b"))
    assert len(str(caught.value).replace(str(tmp_path), "")) < 300
