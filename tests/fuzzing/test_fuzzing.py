"""A short run of the fuzzer; ``python tests/fuzzing --cases 20000`` is a long one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

pytest.importorskip("resource")  # limits of memory are those of POSIX


def test_fuzzed_files_and_arguments_raise_nothing_but_our_errors():
    command = [sys.executable, Path(__file__).parent, "--cases", "300", "--seed", "13"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert "300 cases, 0 failed" in done.stdout
