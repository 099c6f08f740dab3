"""Wrong input: every problem named with id and value, on standard error, and nothing else touched."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

import pytest
from own_index import DATA, FRAMEWORK, METHOD

USAGE, INPUT = 2, 3


@dataclass(frozen=True)
class Case:
    """An index of one's own with something wrong in it, and what must be said about it."""

    name: str
    says: tuple[str, ...]
    framework: str | bytes = FRAMEWORK
    data: str | bytes = DATA
    method: str | bytes = METHOD
    arguments: tuple[str, ...] = ()


def framework(*changes: tuple[str, str], more: str = "") -> str:
    """The framework with each text changed where it stands first."""
    text = FRAMEWORK
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text + more


def group(name: str, parent: str | None = None, weight: float | None = None) -> str:
    lines = ["", "[[groups]]", f'id = "{name}"', f'name = "{name}"', 'level = "dimension"']
    lines += [f'parent = "{parent}"'] if parent is not None else []
    lines += [f"weight = {weight}"] if weight is not None else []
    return "\n".join(lines) + "\n"


def indicator(name: str, parent: str, *lines: str) -> str:
    fields = ['unit = "points"', 'direction = "higher"', 'scale = "ratio"', *lines]
    return "\n".join(["", "[[indicators]]", f'id = "{name}"', f'name = "{name}"', f'parent = "{parent}"', *fields, ""])


def data(*changes: tuple[str, str], more: str = "") -> str:
    text = DATA
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text + more


def tidy(*rows: str) -> str:
    return "\n".join(["city,indicator,value", *rows, ""])


FULL = ("Alpha,parks,1", "Alpha,air,2", "Alpha,rent,3", "Beta,parks,2", "Beta,air,3", "Beta,rent,4")

IN_FRAMEWORK = [
    Case(
        "duplicate indicator",
        ("indicators[parks].id", "unique"),
        framework=framework(more=indicator("parks", "cost")),
    ),
    Case("duplicate group", ("groups[green].id", "unique"), framework=framework(more=group("green", "index"))),
    Case(
        "indicator with the id of a group",
        ("indicators[green].id", "unique"),
        framework=framework(more=indicator("green", "cost")),
    ),
    Case(
        "misspelt parent",
        ("indicators[parks].parent", "'gren'", "did you mean 'green'?"),
        framework=framework(('parent = "green"', 'parent = "gren"')),
    ),
    Case(
        "unknown parent",
        ("groups[cost].parent", "'zzz'", "allowed: 'index'"),
        framework=framework(('id = "cost"\nparent = "index"', 'id = "cost"\nparent = "zzz"')),
    ),
    Case(
        "missing parent of an indicator",
        ("indicators[parks].parent", "required"),
        framework=framework(('parent = "green"\n', "")),
    ),
    Case(
        "indicator below an indicator",
        ("indicators[air].parent", "'parks'", "cannot have children"),
        framework=framework(('id = "air"\nparent = "green"', 'id = "air"\nparent = "parks"')),
    ),
    Case(
        "cycle",
        ("left -> right -> left", "groups[left]"),
        framework=framework(more=group("left", "right") + group("right", "left") + indicator("x", "left")),
    ),
    Case(
        "group below itself",
        ("groups[loop].parent", "loop -> loop"),
        framework=framework(more=group("loop", "loop") + indicator("x", "loop")),
    ),
    Case(
        "two roots",
        ("index", "second", "exactly one"),
        framework=framework(more=group("second") + indicator("x", "second")),
    ),
    Case(
        "no root",
        ("without a parent", "index -> green -> index"),
        framework=framework(('name = "My index"\nlevel', 'name = "My index"\nparent = "green"\nlevel')),
    ),
    Case(
        "group without children",
        ("groups[empty]", "no children"),
        framework=framework(more=group("empty", "index")),
    ),
    Case("negative weight", ("groups[green].weight", "-3"), framework=framework(("weight = 3", "weight = -3"))),
    Case(
        "weights of a group that are all zero",
        ("groups[cost]", "sum to zero"),
        framework=framework(('id = "rent"', 'id = "rent"\nweight = 0')),
    ),
    Case("infinite weight", ("groups[green].weight", "inf"), framework=framework(("weight = 3", "weight = inf"))),
    Case("weight that is nan", ("groups[green].weight", "nan"), framework=framework(("weight = 3", "weight = nan"))),
    Case(
        "weight as text",
        ("groups[green].weight", "'heavy'", "number"),
        framework=framework(("weight = 3", 'weight = "heavy"')),
    ),
    Case(
        "unknown direction",
        ("indicators[parks].direction", "'up'", "'higher'", "'lower'"),
        framework=framework(('"higher"', '"up"')),
    ),
    Case(
        "unknown scale",
        ("indicators[parks].scale", "'metric'", "'ratio'", "'interval'", "'ordinal'"),
        framework=framework(('"ratio"', '"metric"')),
    ),
    Case(
        "misspelt field",
        ("indicators[parks].directoin", "did you mean 'direction'?", "indicators[parks].direction"),
        framework=framework(("direction", "directoin")),
    ),
    Case(
        "missing name of a group",
        ("groups[cost].name", "required"),
        framework=framework(('name = "Cost of living"\n', "")),
    ),
    Case(
        "id with a space",
        ("'green space'", "id"),
        framework=framework(('id = "parks"', 'id = "green space"')),
    ),
    Case(
        "bounds the wrong way round",
        ("indicators[parks].bounds", "[5, 1]"),
        framework=framework(("[0, inf]", "[5, 1]")),
    ),
    Case(
        "infinite goalposts",
        ("indicators[parks].goalposts", "inf"),
        framework=framework(("bounds = [0, inf]", "goalposts = [0, inf]")),
    ),
    Case(
        "format of another version",
        ("format", "intlindex/framework/9", "intlindex/framework/1"),
        framework=framework(("framework/1", "framework/9")),
    ),
    Case("groups as one table", ("groups", "list"), framework='id = "x"\nname = "x"\ngroups = 3\nindicators = 4\n'),
    Case(
        "several at once",
        (
            "indicators[parks].direction",
            "'up'",
            "groups[green].weight",
            "-3",
            "indicators[rent].parent",
            "'costs'",
            "did you mean 'cost'?",
            "groups[cost]",
            "groups[empty]",
            "indicators[air].colour",
        ),
        framework=framework(
            ('"higher"', '"up"'),
            ("weight = 3", "weight = -3"),
            ('parent = "cost"', 'parent = "costs"'),
            ('name = "Fine dust"', 'name = "Fine dust"\ncolour = "grey"'),
            more=group("empty", "index"),
        ),
    ),
    Case("empty", ("framework.toml", "empty"), framework=""),
    Case("blank", ("framework.toml", "empty"), framework=" \n\n"),
    Case("only a byte-order mark", ("framework.toml", "empty"), framework=b"\xef\xbb\xbf"),
    Case(
        "not UTF-8",
        ("framework.toml", "line 2", "0xe9", "UTF-8"),
        framework=b'id = "x"\nname = "Qu\xe9bec"\n',
    ),
    Case("not TOML", ("framework.toml", "TOML", "line 2"), framework='id = "x"\nname = = 3\n'),
]

IN_DATA = [
    Case(
        "unknown tidy indicator",
        ("'parcs'", "did you mean 'parks'?"),
        data=tidy(*FULL, "Alpha,parcs,1"),
    ),
    Case("tidy indicator without data", ("rent", "no value"), data=tidy(*(row for row in FULL if "rent" not in row))),
    Case("tidy value twice", ("Alpha, parks", "twice"), data=tidy(*FULL, "Alpha,parks,7")),
    Case("tidy text cell", ("Beta, air", "'n/a'"), data=tidy(*FULL[:4], "Beta,air,n/a", FULL[5])),
    Case(
        "indicator without a column",
        ("rent", "no column", "did you mean 'rents'?"),
        data=data(("rent", "rents")),
    ),
    Case("text cell", ("Beta, air", "'dusty'"), data=data(("30", "dusty"))),
    Case("decimal comma", ("Beta, air", "'3,5'"), data=data(("30", '"3,5"'))),
    Case("thousands separator", ("Beta, rent", "'1 000'"), data=data(("1000", "1 000"))),
    Case("hexadecimal", ("Beta, air", "'0x1F'"), data=data(("30", "0x1F"))),
    Case("digits with an underscore", ("Beta, rent", "'1_000'"), data=data(("1000", "1_000"))),
    Case("truth value", ("Beta, air", "'True'"), data=data(("30", "True"))),
    Case("infinity", ("Beta, air", "'inf'"), data=data(("30", "inf"))),
    Case("negative infinity", ("Beta, air", "'-Infinity'"), data=data(("30", "-Infinity"))),
    Case("number that overflows", ("Beta, air", "'1e999'"), data=data(("30", "1e999"))),
    Case("nan", ("Beta, air", "'nan'"), data=data(("30", "nan"))),
    Case("other word for a blank", ("Beta, air", "'NULL'"), data=data(("30", "NULL"))),
    Case("below the bounds", ("Beta, parks", "-4", "[0, inf]"), data=data(("Beta,4", "Beta,-4"))),
    Case("city twice", ("'Alpha'", "2 rows"), data=data(more="Alpha,1,11,950\n")),
    Case(
        "city by two of its names",
        ("HK", "Hong Kong", "hong_kong"),
        data=data(more="HK,1,11,950\nHong Kong,2,12,960\n"),
    ),
    Case("blank city", ("row 4", "'city'", "blank"), data=data(("上城", " "))),
    Case("no column for cities", ("'city'", "'unit'", "'town'"), data=data(("city", "town"))),
    Case("semicolons", ("'city;parks;air;rent'", "one cell", "commas"), data=data((",", ";"))),
    Case("column twice", ("'parks'", "twice"), data=data(("rent", "parks"))),
    Case("header only", ("data.csv", "no rows"), data="city,parks,air,rent\n"),
    Case(
        "several times",
        ("time", "'2020', '2021'"),
        data="city,time,parks,air,rent\nA,2020,1,2,3\nA,2021,2,3,4\nB,2020,3,4,5\n",
    ),
    Case("constant indicator", ("air", "constant", "7"), data=data((",10,", ",7,"), (",30,", ",7,"), (",20,", ",7,"))),
    Case(
        "indicator without a value",
        ("air", "no value for any city"),
        data=data((",10,", ",,"), (",30,", ",NA,"), (",20,", ", ,")),
    ),
    Case("indicator with one value", ("air", "only one value"), data=data((",10,", ",,"), (",30,", ",,"))),
    Case("row with a cell too many", ("data.csv", "3"), data=data(("Beta,4,30,1000", "Beta,4,3,5,1000"))),
    Case("first row with a cell too many", ("data.csv", "2"), data=data(("Alpha,0,10,900", "Alpha,0,1,5,900"))),
    Case("row with a cell too few", ("data.csv", "3"), data=data(("Beta,4,30,1000", "Beta,4,30"))),
    Case("quote that never ends", ("data.csv",), data=data(("Beta", '"Beta'))),
    Case(
        "several at once",
        (
            "Alpha, parks",
            "'many'",
            "Beta, air",
            "'inf'",
            "rent",
            "no column",
            "'Gamma'",
            "2 rows",
            "Delta, parks",
            "-1",
        ),
        data="city,parks,air\nAlpha,many,1\nBeta,2,inf\nGamma,3,3\nGamma,4,4\nDelta,-1,5\n",
    ),
    Case("empty", ("data.csv", "empty"), data=""),
    Case("not UTF-8", ("data.csv", "line 2", "0xe9", "UTF-8"), data=b"city,parks,air,rent\nQu\xe9bec,1,2,3\n"),
    Case("binary", ("data.csv",), data=b"\x00\x01\x02\xff\xfe"),
]

IN_METHOD = [
    Case(
        "unknown kind",
        ("indicators.normalise", "'min_mx'", "did you mean 'min_max'?"),
        method=METHOD.replace("min_max", "min_mx"),
    ),
    Case("misspelt field", ("hihg", "did you mean 'high'?"), method=METHOD.replace("high", "hihg")),
    Case(
        "rule for an unknown indicator",
        ("parcs", "did you mean 'parks'?"),
        method='[indicators.only.parcs]\nnormalise = { kind = "rank" }\n',
    ),
    Case(
        "rule for an unknown group",
        ("groups.only.gren", "did you mean 'green'?"),
        method="[groups.only.gren]\nmin_coverage = 1\n",
    ),
    Case(
        "rule for an unknown level",
        ("groups.level.dimensions", "did you mean 'dimension'?"),
        method="[groups.level.dimensions]\nmin_coverage = 1\n",
    ),
    Case(
        "range the wrong way round",
        ("indicators.normalise", "low = 0", "high = -10"),
        method=METHOD.replace("10", "-10"),
    ),
    Case("coverage above one", ("groups.min_coverage", "1.5"), method="[groups]\nmin_coverage = 1.5\n"),
    Case("unknown blanks", ("groups.blanks", "'skip'", "'siblings'"), method='[groups]\nblanks = "skip"\n'),
    Case(
        "goalposts that no indicator has",
        ("indicators[parks].goalposts", "indicators[air].goalposts", "indicators[rent].goalposts"),
        method='[indicators]\nnormalise = { kind = "goalposts" }\n',
    ),
    Case(
        "geometric mean of zeros",
        ("groups[green]", "'parks'", "Alpha", "'air'", "Beta", "geometric"),
        method='[groups]\naggregate = { kind = "geometric" }\n',
    ),
    Case("not TOML", ("method.toml", "TOML", "line 1"), method="[indicators\n"),
    Case("empty", ("method.toml", "empty"), method=""),
]

IN_WEIGHTS = [
    Case("negative weight", ("green", "-1", "at least 0"), arguments=("--weights=green=-1",)),
    Case("weight that is nan", ("green", "nan"), arguments=("--weights", "green=nan")),
    Case("infinite weight", ("green", "inf"), arguments=("--weights", "green=inf")),
    Case("weight that overflows", ("green", "inf"), arguments=("--weights", "green=1e999")),
    Case("unknown node", ("greeen", "did you mean 'green'"), arguments=("--weights", "greeen=1")),
    Case("weights that sum to zero", ("index", "sum to zero"), arguments=("--weights", "green=0,cost=0")),
    Case("weight twice", ("green", "twice"), arguments=("--weights", "green=1,green=2")),
    Case("weights whose sum overflows", ("index",), arguments=("--weights", "green=1e308,cost=1e308")),
    Case(
        "several at once",
        ("greeen", "did you mean 'green'", "cost", "-2", "parks", "nan"),
        arguments=("--weights", "greeen=1,cost=-2,parks=nan"),
    ),
]

EXTREME = [
    Case(
        "range of values that overflows",
        ("air",),
        data="city,parks,air,rent\nAlpha,1,-1e308,900\nBeta,4,1e308,1000\nGamma,7,8,9\n",
    ),
    Case(
        "spread of values that underflows",
        ("parks",),
        data="city,parks,air,rent\nAlpha,0,1,900\nBeta,1e-320,2,1000\nGamma,0,8,9\n",
    ),
]


def by_name(cases: list[Case]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases, ids=[case.name for case in cases])


def assert_refused(command, own, case: Case, *, what: str = "rank") -> str:
    """Run a case with an existing file as --out, and return the message."""
    for path, content in ((own.framework, case.framework), (own.data, case.data), (own.method, case.method)):
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    target = own.folder / "result"
    target.write_bytes(b"as it was\x00\r\n")
    before = sorted(path.name for path in own.folder.iterdir())
    outcome = command(what, *own.all_arguments, *case.arguments, "--out", target)
    assert outcome.code == INPUT, outcome
    assert outcome.out == ""
    assert "Traceback" not in outcome.err
    assert [part for part in case.says if part not in outcome.err] == [], outcome.err
    assert target.read_bytes() == b"as it was\x00\r\n"
    assert sorted(path.name for path in own.folder.iterdir()) == before
    return outcome.err


@by_name(IN_FRAMEWORK)
def test_a_wrong_framework_is_refused_with_every_problem(command, own, case):
    assert "framework.toml" in assert_refused(command, own, case)


@by_name(IN_DATA)
def test_wrong_data_are_refused_with_every_problem(command, own, case):
    assert_refused(command, own, case)


@by_name(IN_METHOD)
def test_a_wrong_method_is_refused_with_every_problem(command, own, case):
    assert_refused(command, own, case)


@by_name(IN_WEIGHTS)
def test_wrong_weights_are_refused_with_every_problem(command, own, case):
    assert_refused(command, own, case)


@by_name(EXTREME)
@pytest.mark.filterwarnings("default::RuntimeWarning")
def test_values_that_floating_point_cannot_hold_are_refused_and_not_scored_as_nan(command, own, case):
    assert_refused(command, own, case)


@pytest.mark.parametrize("what", ["score", "show", "validate"])
@by_name([IN_FRAMEWORK[-1], IN_DATA[0], IN_METHOD[0], IN_WEIGHTS[-1]])
def test_every_command_refuses_alike(command, own, case, what):
    assert assert_refused(command, own, case, what=what) == assert_refused(command, own, case)


@by_name([case for case in IN_METHOD if "rule" in case.name])
def test_a_rule_that_does_not_fit_is_said_with_the_file_that_holds_it(command, own, case):
    assert "method.toml" in assert_refused(command, own, case)


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Bejing", "Beijing"),
        ("hong kng", "Hong Kong"),
        ("Singapor", "Singapore"),
        ("influense", "influence"),
        ("gpd", "gdp"),
    ],
)
def test_an_unknown_name_in_show_is_answered_with_the_nearest(command, asked, meant):
    outcome = command("show", asked)
    assert (outcome.code, outcome.out) == (INPUT, "")
    assert f"'{asked}'" in outcome.err
    assert re.search(rf"did you mean .*'{meant}'", outcome.err, re.IGNORECASE)


@pytest.mark.parametrize("asked", ["", " ", "...", "🙂"])
def test_a_name_without_letters_in_show_is_no_city(command, asked):
    outcome = command("show", asked)
    assert (outcome.code, outcome.out) == (INPUT, "")
    assert "no city or node" in outcome.err


def test_an_unknown_shipped_framework_is_answered_with_the_nearest(command):
    outcome = command("rank", "--framework", "ieci-2023")
    assert outcome.out == ""
    assert outcome.code in {USAGE, INPUT}
    assert "did you mean 'ieci-202" in outcome.err


def test_an_unknown_shipped_method_is_answered_with_the_nearest(command):
    outcome = command("rank", "--method", "defualt")
    assert (outcome.code, outcome.out) == (INPUT, "")
    assert "did you mean 'default'?" in outcome.err


@pytest.mark.parametrize("option", ["--framework", "--data", "--method"])
def test_a_file_that_is_not_there_is_named(command, own, option):
    arguments = dict(zip(own.all_arguments[::2], own.all_arguments[1::2], strict=True))
    arguments[option] = str(own.folder / "absent.toml")
    outcome = command("rank", *(part for pair in arguments.items() for part in pair))
    assert (outcome.code, outcome.out) == (INPUT, "")
    assert "absent.toml: no such file" in outcome.err


@pytest.mark.parametrize("option", ["--framework", "--data", "--method"])
def test_a_directory_in_place_of_a_file_is_named(command, own, option):
    arguments = dict(zip(own.all_arguments[::2], own.all_arguments[1::2], strict=True))
    arguments[option] = str(own.folder)
    outcome = command("rank", *(part for pair in arguments.items() for part in pair))
    assert (outcome.code, outcome.out) == (INPUT, "")
    assert f"{own.folder}: is a directory" in outcome.err


@pytest.mark.parametrize("option", ["--framework", "--data", "--method"])
def test_a_file_name_that_no_system_allows_is_wrong_input(command, own, option):
    arguments = dict(zip(own.all_arguments[::2], own.all_arguments[1::2], strict=True))
    arguments[option] = "a" * 300
    outcome = command("rank", *(part for pair in arguments.items() for part in pair))
    assert (outcome.code, outcome.out) == (INPUT, "")


@pytest.mark.parametrize("ending", [".xlsx", ".parquet"])
def test_a_file_that_is_not_what_its_ending_says_is_wrong_input(command, own, ending):
    for content in (b"PK\x03\x04 no workbook", b"PAR1 no table", DATA.encode()):
        path = own.folder / f"data{ending}"
        path.write_bytes(content)
        outcome = command("rank", "--framework", own.framework, "--data", path)
        assert (outcome.code, outcome.out) == (INPUT, ""), outcome.err
        assert path.name in outcome.err


@pytest.mark.parametrize(("ending", "reader"), [(".xlsx", "openpyxl"), (".parquet", "pyarrow")])
def test_the_extra_that_a_missing_package_is_said_to_need_exists(command, own, monkeypatch, ending, reader):
    import importlib.metadata

    monkeypatch.setitem(sys.modules, reader, None)
    path = own.folder / f"data{ending}"
    path.write_bytes(b"something")
    outcome = command("rank", "--framework", own.framework, "--data", path)
    assert (outcome.code, outcome.out) == (INPUT, "")
    (extra,) = re.findall(r"intlindex\[(\w+)\]", outcome.err)
    assert extra in importlib.metadata.metadata("intlindex").get_all("Provides-Extra")


def test_blank_lines_above_the_header_are_passed_over_or_refused(command, own):
    own.data.write_text("\n\n" + DATA, "utf-8")
    outcome = command("rank", *own.arguments)
    assert outcome.code in {0, INPUT}
    assert "internal fault" not in outcome.err


# ---------------------------------------------------------------- several files


def test_validation_reports_a_wrong_framework_and_a_wrong_method(command, own):
    own.framework.write_text(framework(('"higher"', '"up"'), ("weight = 3", "weight = -3")), "utf-8")
    own.method.write_text(METHOD.replace("high", "hihg"), "utf-8")
    outcome = command("validate", *own.all_arguments)
    assert (outcome.code, outcome.out) == (INPUT, "")
    for part in ("framework.toml", "'up'", "-3", "method.toml", "hihg"):
        assert part in outcome.err


def test_validation_reports_wrong_data_and_a_method_that_is_wrong_in_itself(command, own):
    own.data.write_text(data(("30", "dusty")), "utf-8")
    own.method.write_text(METHOD.replace("high", "hihg"), "utf-8")
    outcome = command("validate", *own.all_arguments)
    assert outcome.code == INPUT
    for part in ("data.csv", "'dusty'", "method.toml", "hihg"):
        assert part in outcome.err


def test_validation_reports_wrong_data_and_a_method_that_does_not_fit(command, own):
    own.data.write_text(data(("30", "dusty")), "utf-8")
    own.method.write_text("[groups.only.gren]\nmin_coverage = 1\n", "utf-8")
    outcome = command("validate", *own.all_arguments)
    assert outcome.code == INPUT
    for part in ("data.csv", "'dusty'", "groups.only.gren", "did you mean 'green'?"):
        assert part in outcome.err


def test_validation_reports_a_wrong_framework_and_a_data_file_that_is_not_there(command, own):
    own.framework.write_text(framework(('"higher"', '"up"')), "utf-8")
    own.data.unlink()
    outcome = command("validate", *own.all_arguments)
    assert outcome.code == INPUT
    for part in ("framework.toml", "'up'", "data.csv"):
        assert part in outcome.err


# ---------------------------------------------------------------- --out


def test_out_into_a_directory_that_is_not_there_is_wrong_input(command, tmp_path):
    outcome = command("rank", "--out", tmp_path / "absent" / "ranking.csv")
    assert (outcome.code, outcome.out) == (INPUT, "")
    assert "cannot be written" in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_out_onto_a_directory_is_wrong_input_and_leaves_it_as_it_was(command, tmp_path):
    target = tmp_path / "folder"
    target.mkdir()
    (target / "content").write_text("kept")
    outcome = command("rank", "--out", target)
    assert (outcome.code, outcome.out) == (INPUT, "")
    assert str(target) in outcome.err
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
    assert (target / "content").read_text() == "kept"


def test_a_disk_that_fills_while_writing_leaves_the_old_file_and_no_other(command, tmp_path, monkeypatch):
    import os

    def full(*_):
        raise OSError(28, "No space left on device")

    target = tmp_path / "ranking.csv"
    target.write_text("old")
    monkeypatch.setattr(os, "replace", full)
    outcome = command("rank", "--out", target)
    assert (outcome.code, outcome.out) == (INPUT, "")
    assert "No space left on device" in outcome.err
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("ranking.csv", "old")]


# ---------------------------------------------------------------- wrong usage


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["rnak"],
        ["rank", "extra"],
        ["rank", "--fromat", "csv"],
        ["rank", "--format", "xml"],
        ["rank", "--weights", "influence"],
        ["rank", "--weights", "influence=much"],
        ["rank", "--weights", "=2"],
        ["rank", "--weights", "influence=2,"],
        ["rank", "--weights", ","],
        ["rank", "--weights", ""],
        ["rank", "--out"],
        ["rank", "--out", ""],
        ["rank", "--time", "2020"],
        ["schema"],
        ["schema", "framwork"],
        ["show", "Beijing", "Shanghai"],
    ],
    ids=lambda arguments: " ".join(arguments) or "nothing",
)
def test_wrong_usage_exits_with_2_and_a_message(command, arguments):
    outcome = command(*arguments)
    assert (outcome.code, outcome.out) == (USAGE, "")
    assert "intlindex" in outcome.err
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize("what", ["rank", "score", "show", "validate"])
def test_a_framework_of_ones_own_needs_its_data(command, own, what):
    outcome = command(what, "--framework", own.framework)
    assert (outcome.code, outcome.out) == (USAGE, "")
    assert "--data" in outcome.err


# ---------------------------------------------------------------- internal faults


@pytest.fixture
def faulty(monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("a bug")

    monkeypatch.delenv("INTLINDEX_TRACEBACK", raising=False)
    monkeypatch.setattr("intlindex.cli.main.load", fail)


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize("what", ["rank", "score", "show", "validate"])
def test_an_internal_fault_exits_with_1_and_no_traceback(command, tmp_path, what):
    target = tmp_path / "result"
    target.write_text("old")
    outcome = command(what, "--out", target)
    assert (outcome.code, outcome.out) == (1, "")
    assert "internal fault: RuntimeError: a bug" in outcome.err
    assert "Traceback" not in outcome.err
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("result", "old")]


@pytest.mark.usefixtures("faulty")
def test_an_internal_fault_can_be_traced(command, monkeypatch):
    monkeypatch.setenv("INTLINDEX_TRACEBACK", "1")
    with pytest.raises(RuntimeError, match="a bug"):
        command("rank")
