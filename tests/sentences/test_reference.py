"""The reference lists every code with its templates."""

from __future__ import annotations

import runpy
from pathlib import Path

from intlindex.sentences import catalogue
from intlindex.sentences.reference import reference
from intlindex.sentences.uses import uses

ROOT = Path(__file__).parents[2]
COMMAND = ROOT / "src" / "intlindex" / "sentences" / "__main__.py"
PAGE = ROOT / "docs" / "reference" / "codes.md"


def test_the_page_of_codes_is_what_the_command_prints(capsys):
    runpy.run_path(str(COMMAND), run_name="__main__")
    assert PAGE.read_text("utf-8") == capsys.readouterr().out


def test_every_sentence_is_on_the_page():
    page = reference()
    assert [key for key in catalogue() if f"| `{key}` |" not in page] == []


def test_codes_of_errors_that_are_told_by_a_variable_are_among_the_problems():
    problems, _ = reference().split("## Findings")
    assert "| `wrong-type/argument` |" in problems
    assert "| `did-you-mean` |" not in problems


def test_a_use_is_what_a_sentence_is_said_in(tmp_path):
    lines = [
        'problem("a", "place")',
        'raise ValueError(say("b" if x else "c", hint=say("d")))',
        'finding("e", "info", "node")',
        'Shown(say("f"))',
        'Problem("place", say("a/again"))',
        "say(key)",
    ]
    (tmp_path / "module.py").write_text("\n".join(lines), "utf-8")
    found = uses(tmp_path)
    assert {key for key in found if found[key] == {"problem"}} == {"a", "b", "c", "d", "a/again"}
    assert (found["e"], found["f"]) == ({"finding"}, {"text"})
