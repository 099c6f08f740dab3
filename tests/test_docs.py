"""What the README and the files beside it say is so."""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sysconfig
import tomllib
from pathlib import Path

import pytest

import intlindex as ix
from end_to_end.installing import clean_environment
from intlindex.cli import main

ROOT = Path(__file__).parents[1]
FENCE = re.compile(r"^```(?P<language>[\w-]+)[^\n]*\n(?P<code>.*?)^```", re.DOTALL | re.MULTILINE)
PYTHON = {"python", "py", "pycon"}
SHELL_SYNTAX = re.compile(r"[|<>&;$`]")
SHELL = {"bash", "sh", "shell", "console", "shell-session"}


def blocks(languages):
    text = (ROOT / "README.md").read_text("utf-8")
    return [found["code"] for found in FENCE.finditer(text) if found["language"] in languages]


def commands():
    """The commands that start with the program's name, continued lines joined, prompts taken away."""
    for block in blocks(SHELL):
        for line in block.replace("\\\n", " ").splitlines():
            command = re.sub(r"^\s*(\$\s+)?", "", line)
            if command.split(" ")[0] == "intlindex":
                yield command


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the examples, as the reader of the README has them."""
    if (ROOT / "examples").is_dir():
        shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_readme_shows_python_and_the_command_line():
    assert blocks(PYTHON)
    assert list(commands())


def announced(block):
    """What a block says that it prints: the comments right below its calls of print."""
    lines = block.splitlines()
    below = [at + 1 for at, line in enumerate(lines) if line.startswith("print(")]
    return [lines[at][2:] for at in below if at < len(lines) and lines[at].startswith("# ")]


@pytest.mark.usefixtures("folder")
def test_python_blocks_of_the_readme_run_and_print_what_they_say(capsys):
    names = {"__name__": "readme"}
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    for number, block in enumerate(blocks(PYTHON), start=1):
        where = f"README.md, Python block {number}"
        if ">>>" not in block:
            exec(compile(block, where, "exec"), names)  # noqa: S102  it is our own README
            printed = capsys.readouterr().out.splitlines()
            assert not announced(block) or printed == announced(block)
            continue
        test = doctest.DocTestParser().get_doctest(block, names, where, "README.md", 0)
        said = []
        failed = doctest.DocTestRunner(optionflags=flags).run(test, out=said.append, clear_globs=False).failed
        assert not failed, "".join(said)
        names = test.globs


def test_commands_of_the_readme_run(folder, capsys):
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
    for command in commands():
        if not SHELL_SYNTAX.search(command):
            assert main.main(shlex.split(command, comments=True)[1:]) == 0, capsys.readouterr().err
            continue
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=clean_environment(PATH=path),
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}: {done.stderr.decode()}"


def test_the_ranking_in_the_readme_is_what_the_command_prints(capsys):
    (shown,) = [block for block in blocks({"text"}) if block.startswith("International Exchange Centers Index")]
    assert main.main(["rank"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(shown.rstrip("\n") + "\n")
    assert "London" in shown


def test_the_agreement_in_the_readme_is_what_is_computed():
    text = (ROOT / "README.md").read_text("utf-8")
    agreements = [ix.load(edition).agreement() for edition in ("ieci-2022", "ieci-2024")]
    wanted = {
        "cities ranked": [len(ix.load(edition).cities) for edition in ("ieci-2022", "ieci-2024")],
        "of which the published overall rank is known": [each.cities for each in agreements],
        "Spearman": [f"{each.spearman:.3f}" for each in agreements],
        "Kendall": [f"{each.kendall:.3f}" for each in agreements],
        "published top ten": [overlap(each.top_10, 10) for each in agreements],
        "published top twenty": [overlap(each.top_20, 20) for each in agreements],
        "published statements that hold": [each.counts["held"] for each in agreements],
        "that do not hold": [each.counts["not held"] for each in agreements],
        "cannot check": [each.counts["not checkable"] for each in agreements],
    }
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"]
    for name, values in wanted.items():
        (row,) = [row for row in rows if name in row[0]]
        assert row[1:] == [str(value) for value in values], name


def overlap(found, top):
    return "not all published" if found is None else f"{found} of {top}"


def test_the_definitions_in_the_readme_are_those_of_the_example():
    for block in blocks({"toml"}):
        name = block.splitlines()[0].removeprefix("# ")
        assert tomllib.loads(block) == tomllib.loads((ROOT / "examples" / "own_index" / name).read_text("utf-8"))


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md"])
def test_relative_links_lead_somewhere(name):
    links = re.findall(r"\]\(([^)\s]+)\)", (ROOT / name).read_text("utf-8"))
    local = [link.split("#")[0] for link in links if not re.match(r"\w+:|#", link)]
    assert [link for link in local if not (ROOT / link).exists()] == []


def test_the_changelog_has_the_current_version():
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(rf"^#+ .*\b{re.escape(ix.__version__)}\b", text, re.MULTILINE)


def test_the_citation_names_the_current_version_and_the_licence():
    text = (ROOT / "CITATION.cff").read_text("utf-8")
    fields = dict(re.findall(r"^(\w[\w-]*): *(.+)$", text, re.MULTILINE))
    assert fields["version"].strip("\"'") == ix.__version__
    assert fields["license"] == "MIT"
    assert fields["cff-version"] == "1.2.0"


def test_examples_of_an_own_index_are_valid():
    for framework in sorted((ROOT / "examples").rglob("framework.toml")):
        if framework.with_name("plug_in.py").exists():
            continue  # the command line does not import modules; it has a test of its own
        (data,) = (found for name in ("data.csv", "values.csv") if (found := framework.with_name(name)).exists())
        files = [framework, data]
        method = framework.with_name("method.toml")
        arguments = ["--framework", str(files[0]), "--data", str(files[1])]
        arguments += ["--method", str(method)] if method.exists() else []
        assert main.main(["validate", *arguments]) == 0, framework


def test_formulas_are_text_since_the_pages_load_nothing_from_the_network():
    """What Sphinx takes for mathematics is drawn by a script from elsewhere; what stands in dollars is not drawn."""
    pages = {path: FENCE.sub("", path.read_text("utf-8")) for path in (ROOT / "docs").rglob("*.md")}
    modules = {path: path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py")}
    mathematics, dollars = re.compile(r"\{math\}|:math:|\.\. math::"), re.compile(r"\$[^$\s`][^$\n`]*\$")
    assert [str(path) for path, text in (pages | modules).items() if mathematics.search(text)] == []
    assert {str(path): dollars.findall(text) for path, text in pages.items() if dollars.search(text)} == {}
