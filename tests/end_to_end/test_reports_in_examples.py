"""The reports in examples/ are those that the commands beside them write today."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

pytest.importorskip("matplotlib")

ROOT = Path(__file__).parents[2]
COMMANDS = re.findall(r"^intlindex (report .*)$", (ROOT / "examples/README.md").read_text("utf-8"), re.MULTILINE)


def compared(page):
    """Return a page without what depends on the fonts that are installed, and on texts that it does not show."""
    return re.sub(r'data:image/svg[^"]*|generator" content="[^"]*|<footer>.*?</footer>', "", page, flags=re.DOTALL)


def test_there_is_one_in_each_language():
    assert len(COMMANDS) == 2
    assert "--lang zh" in COMMANDS[0]


@pytest.mark.slow
@pytest.mark.parametrize("line", COMMANDS)
def test_a_report_is_what_its_command_writes(command, tmp_path, line):
    *arguments, name = shlex.split(line)
    page = tmp_path / "report.html"
    outcome = command(*arguments, page)
    assert (outcome.code, outcome.err) == (0, "")
    kept = (ROOT / name).read_text("utf-8")
    assert compared(page.read_text("utf-8")) == compared(kept)
    assert len(kept.encode()) < 300_000
