"""Definition files: how they are read, and what is said of one that cannot be."""

from __future__ import annotations

import pytest

from intlindex import DefinitionError, Framework, Method
from makers import refused

TEXT = """\
format = "intlindex/framework/1"
id = "mine"
name = "Mine"
names = { zh = "我的指数" }

[[groups]]
id = "index"
name = "Index"
level = "index"

[[indicators]]
id = "trade"
parent = "index"
name = "Trade"
unit = "US$"
direction = "higher"
scale = "ratio"
bounds = [0, inf]
goalposts = [0, 60]
weight = 2
"""


@pytest.fixture
def write(tmp_path):
    def writer(content, name="mine.toml"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return writer


def test_a_framework_is_read_from_toml(write):
    made = Framework.from_toml(write(TEXT))
    assert made.names["zh"] == "我的指数"
    trade = made.indicators[0]
    assert (trade.weight, trade.bounds, trade.goalposts) == (2.0, (0.0, float("inf")), (0.0, 60.0))


@pytest.mark.parametrize(
    "change",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
        lambda text: text.rstrip("\n").encode(),
    ],
    ids=["byte-order mark", "Windows line ends", "both", "no last line end"],
)
def test_marks_and_line_ends_of_other_systems_are_accepted(write, change):
    assert Framework.from_toml(write(change(TEXT))) == Framework.from_toml(write(TEXT, "plain.toml"))


def test_a_path_may_be_text(write):
    assert Framework.from_toml(str(write(TEXT))).id == "mine"


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DefinitionError, match=r"nowhere\.toml: no such file"):
        Framework.from_toml(tmp_path / "nowhere.toml")


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(DefinitionError, match="is a directory"):
        Method.from_toml(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_said_to_be_empty(write, content):
    with refused(DefinitionError, ("", "is empty")):
        Framework.from_toml(write(content))


def test_what_is_not_utf_8_is_named_by_line_and_byte(write):
    latin = TEXT.replace("我的指数", "Städte").encode("latin-1")
    with refused(DefinitionError, ("", "line 4", "0xe4", "UTF-8")):
        Framework.from_toml(write(latin))


def test_utf_16_is_not_utf_8(write):
    with refused(DefinitionError, ("", "line 1", "0xff")):
        Framework.from_toml(write(TEXT.encode("utf-16")))


def test_toml_that_does_not_parse_is_named_by_line(write):
    with refused(DefinitionError, ("", "not valid TOML", "line 2")):
        Framework.from_toml(write('format = "x"\nid = = "mine"\n'))


def test_a_key_that_stands_twice_does_not_parse(write):
    with refused(DefinitionError, ("", "not valid TOML")):
        Framework.from_toml(write(TEXT.replace('id = "mine"', 'id = "mine"\nid = "yours"')))


def test_a_method_file_is_no_framework(write):
    with refused(
        DefinitionError,
        ("format", "'intlindex/framework/1'", "found 'intlindex/method/1'"),
        ("id", "is required"),
        ("name", "is required"),
        ("groups", "must be a list"),
        ("indicators", "is required"),
        ("rank", "not a field"),
        ("groups", "none is without a parent"),
    ):
        Framework.from_toml(write('format = "intlindex/method/1"\n[groups]\nblanks = "strict"\n[rank]\nties = "max"\n'))


def test_problems_of_a_file_begin_with_its_name(write):
    path = write(TEXT.replace("weight = 2", "weight = -2").replace('"higher"', '"up"'))
    with pytest.raises(DefinitionError) as caught:
        Framework.from_toml(path)
    lines = str(caught.value).splitlines()
    assert lines[0] == f"{path}: 2 problems"
    assert sorted(lines[1:]) == [
        "  indicators[trade].direction: must be one of 'higher', 'lower', found 'up'",
        "  indicators[trade].weight: must be greater than or equal to 0, found -2",
    ]


def test_a_method_is_read_from_toml(write):
    made = Method.from_toml(
        write(
            """
            [indicators]
            normalise = { kind = "min_max", low = 1 }
            [indicators.only.trade]
            normalise = { kind = "goalposts", clip = false }
            [groups.level.dimension]
            aggregate = { kind = "geometric" }
            [rank]
            ties = "dense"
            """
        )
    )
    assert made.for_indicator("trade").normalise.clip is False
    assert made.for_indicator("other").normalise.low == 1.0
    assert made.for_group("g", "dimension").aggregate.kind == "geometric"
    assert made.rank.ties == "dense"


def test_a_long_value_is_cut_in_the_message(write):
    with pytest.raises(DefinitionError) as caught:
        Framework.from_toml(write(TEXT.replace('"higher"', f'"{"x" * 500}"')))
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("name", ["a" * 400, "id = 1\n" + "#" * 400, "a\0b.toml"])
def test_a_name_that_no_file_can_have_is_no_file(name):
    with pytest.raises(DefinitionError):
        Framework.from_toml(name)
