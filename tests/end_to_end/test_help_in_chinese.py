"""The command line's own words: help, usage and what is wrong with it, in the language of ``--lang``."""

from __future__ import annotations

import argparse
import re
import unicodedata

import pytest

from intlindex.cli.main import _parser
from intlindex.sentences.voices import Voice, in_voice

CHINESE = re.compile(r"[\u4e00-\u9fff]")
NAMES_ALONE = {"bounds, compare, distributions, framework, map, profile, ranking, tornado, triangle, uncertainty"}


@pytest.fixture(scope="module")
def parsers():
    """Every parser in Chinese, by the name of its command."""
    with in_voice(Voice("zh")):
        parser = _parser()
    [commands] = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    return {"": parser, **commands.choices}


def columns(line):
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)


def test_every_argument_group_and_command_is_described_in_chinese(parsers):
    texts = []
    for parser in parsers.values():
        texts += [parser.description, *(group.title for group in parser._action_groups)]
        texts += [action.help for action in parser._actions if action.help not in {None, *NAMES_ALONE}]
    assert len(texts) > 500
    assert [text for text in texts if not CHINESE.search(text)] == []


def test_help_fits_the_terminal(parsers, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    for name, parser in parsers.items():
        with in_voice(Voice("zh")):
            text = parser.format_help()
        assert text.startswith("用法： intlindex"), name
        long = [line for line in text.splitlines() if columns(line) > 80]
        assert [line for line in long if CHINESE.search(line)] == [], name
        assert text.count("\n选项:") == 1, name


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        (["explain"], "the following arguments are required: city", "缺少以下参数：city"),
        (["rank", "--nonsense"], "unrecognized arguments: --nonsense", "无法识别的参数：--nonsense"),
        (
            ["rank", "--format", "pdf"],
            "argument --format: invalid choice: 'pdf' (choose",
            "参数--format：没有选项'pdf'",
        ),
        (
            ["improve", "Beijing", "--rank", "x"],
            "argument --rank: invalid int value: 'x'",
            "参数--rank：应为整数，实为'x'",
        ),
        (["improve", "Beijing", "--rank"], "argument --rank: expected one argument", "参数--rank：后面须有一个值"),
        (["report", "Beijing", "--against"], "expected at least one argument", "后面至少须有一个值"),
        (["rank", "--f", "x"], "ambiguous option: --f could match", "选项不明确：--f可为"),
        (["rank", "--bom=1"], "argument --bom: ignored explicit argument '1'", "参数--bom：不接受给出的值'1'"),
    ],
)
def test_wrong_usage_is_said_in_the_language_of_the_command_line(command, arguments, english, chinese):
    said, own = command(*arguments), command("--lang", "zh", *arguments)
    assert (said.code, own.code) == (2, 2)
    assert english in said.err.replace("\n", " ")
    assert chinese in own.err
    assert own.err.startswith("用法：")


def test_the_language_stands_before_the_command_or_after_it(command):
    before, after = command("--lang", "zh", "show", "--help"), command("show", "--lang", "zh", "--help")
    assert before == after
    assert command("--lang", "zh", "rank", "--framework", "example").out.startswith("示例")
    assert command("--lang", "zh", "rank", "--framework", "example", "--lang", "en").out.startswith("Example")
