"""The command line as a process: bytes, exit codes, pipes."""

import json
import os
import stat
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from installing import cannot, clean_environment, run
from own_index import SCORES

posix = pytest.mark.skipif(os.name == "nt", reason="needs the interpreter on a POSIX system")


def test_module_and_script_write_the_same_bytes(process, tmp_path):
    script = Path(sysconfig.get_path("scripts")) / "intlindex"
    if not script.exists():
        cannot("the script is not installed")
    by_script = subprocess.run([script, "rank"], cwd=tmp_path, env=clean_environment(), capture_output=True, check=True)
    by_module = process("rank")
    assert by_module.stdout == by_script.stdout
    assert (by_module.stderr, by_script.stderr) == (b"", b"")
    assert by_module.stdout.endswith(b"\n")
    assert b"\r" not in by_module.stdout


def test_a_ranking_as_json_comes_out_as_utf_8_whatever_the_locale(process):
    done = process("show", "香港", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("utf-8").startswith("Hong Kong (香港)\n")


def test_an_index_of_ones_own_is_ranked(process, own):
    done = process("rank", *own.arguments, "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    ranking = json.loads(done.stdout)["ranking"]
    assert {row["city"]: row["score"] for row in ranking} == pytest.approx(SCORES)


def test_a_ranking_causes_no_warning(process, own):
    done = process("rank", *own.all_arguments, PYTHONWARNINGS="always")
    assert (done.returncode, done.stderr) == (0, b"")


def test_wrong_input_exits_with_3_and_says_so_on_standard_error_only(process, own):
    own.data.write_text("city,parks,air,rent\nAlpha,many,10,900\nBeta,4,30,1000\n", "utf-8")
    done = process("rank", *own.arguments)
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"Alpha, parks" in done.stderr
    assert b"'many'" in done.stderr
    assert b"Traceback" not in done.stderr


def test_wrong_usage_exits_with_2(process):
    done = process("rank", "--format", "xml")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"'xml'" in done.stderr


def test_messages_with_any_characters_reach_a_standard_error_that_has_few(process):
    done = process("show", "上城", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"Traceback" not in done.stderr
    assert b"no city or node" in done.stderr


@posix
@pytest.mark.parametrize("arguments", [["rank"], ["score", "--format", "json"], ["--help"]])
def test_a_reader_that_has_gone_is_no_error(tmp_path, arguments):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "intlindex", *arguments],
            cwd=tmp_path,
            env=clean_environment(),
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 0


@posix
def test_head_takes_the_first_line_and_nobody_complains(tmp_path):
    done = subprocess.run(
        ["bash", "-c", 'set -o pipefail; "$0" -m intlindex score --format json | head -1', sys.executable],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"{\n", b"")


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs an interpreter on Linux")
def test_a_full_disk_is_said_without_a_traceback(tmp_path):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "intlindex", "rank"],
            cwd=tmp_path,
            env=clean_environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode != 0
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    assert b"internal fault" not in done.stderr


@posix
@pytest.mark.parametrize("what", [["rank"], ["bounds", "--within", "0.1"], ["schema", "method"]])
def test_a_closed_standard_output_is_said_without_a_traceback(what):
    command = ["bash", "-c", '"$0" -m intlindex "$@" >&-', sys.executable, *what]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (3, b"intlindex: cannot write to standard output: it is closed\n")


@posix
@pytest.mark.parametrize("what", [["rank", "--framework", "absent"], ["nothing"]])
def test_messages_for_a_closed_standard_error_are_not_printed(what):
    command = ["bash", "-c", '"$0" -m intlindex "$@" 2>&-', sys.executable, *what]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.stdout == b""
    assert done.returncode in {2, 3}


@posix
def test_closed_streams_do_not_end_up_in_files(tmp_path):
    command = ["bash", "-c", '"$0" -m intlindex rank -o "$1" >&- 2>&- <&-', sys.executable, tmp_path / "ranking.csv"]
    assert subprocess.run(command, check=False).returncode == 0
    assert (tmp_path / "ranking.csv").read_text("utf-8").startswith("rank,city")


def test_what_is_said_does_not_depend_on_kept_docstrings(tmp_path):
    code = (
        "from intlindex.cli.main import main\n"
        "for what in ('show methods', 'schema method', 'schema ranking'): main(what.split())"
    )
    kept = run([sys.executable, "-c", code], cwd=tmp_path)
    dropped = run([sys.executable, "-c", code], cwd=tmp_path, PYTHONOPTIMIZE="2")
    assert (dropped.returncode, dropped.stderr) == (0, b"")
    assert len(kept.stdout) > 10_000
    assert dropped.stdout == kept.stdout


@posix
def test_out_into_a_pipe_writes_into_it_and_leaves_it_a_pipe(process, tmp_path, own):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)  # open for both, so that nobody waits
    try:
        assert process("rank", *own.arguments, "--out", pipe).returncode == 0
        assert stat.S_ISFIFO(pipe.stat().st_mode)
        assert os.read(end, 65536) == process("rank", *own.arguments).stdout
    finally:
        os.close(end)


def test_the_command_line_imports_nothing_slow_or_optional_before_it_is_needed():
    code = "import sys, intlindex.cli.main; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=clean_environment(), capture_output=True, text=True, check=True
    )
    slow = {"scipy.stats", "scipy.optimize", "scipy.special", "matplotlib", "tqdm", "openpyxl", "dask", "anywidget"}
    assert slow & set(done.stdout.split()) == set()
