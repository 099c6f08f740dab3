"""The command line as a function and as a process, and the distributions."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from installing import distribution, run, shared_folder
from own_index import DATA, FRAMEWORK, METHOD, Outcome, Own

from intlindex.cli import main


@pytest.fixture
def own(tmp_path: Path) -> Own:
    files = Own(tmp_path / "own")
    files.folder.mkdir()
    files.framework.write_bytes(FRAMEWORK.encode())
    files.data.write_bytes(DATA.encode())
    files.method.write_bytes(METHOD.encode())
    return files


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """The command line within this process."""

    def call(*arguments: str | Path) -> Outcome:
        try:
            code = main.main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = 0 if stop.code is None else stop.code
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return call


@pytest.fixture
def result(command: Callable[..., Outcome]) -> Callable[..., str]:
    """What a command that succeeds without a word beside it writes."""

    def call(*arguments: str | Path) -> str:
        outcome = command(*arguments)
        assert (outcome.code, outcome.err) == (0, "")
        return outcome.out

    return call


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """The command line as a process of its own, in an empty folder."""

    def call(*arguments: str | Path, **extra: str) -> subprocess.CompletedProcess[bytes]:
        return run([sys.executable, "-m", "intlindex", *arguments], cwd=tmp_path, **extra)

    return call


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared_folder(tmp_path_factory)


@pytest.fixture(scope="session")
def wheel(shared: Path) -> Path:
    return distribution(shared, "*.whl")


@pytest.fixture(scope="session")
def sdist(shared: Path) -> Path:
    return distribution(shared, "*.tar.gz")


@pytest.fixture(scope="module")
def running_service():
    """The address of a server that watches what it opens, and what it wrote to standard error."""
    httpx = pytest.importorskip("httpx")
    for package in ("fastapi", "uvicorn"):
        pytest.importorskip(package)
    process = subprocess.Popen(
        [sys.executable, Path(__file__).with_name("watched_service.py")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    address = f"http://127.0.0.1:{process.stdout.readline().strip()}"
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            httpx.get(f"{address}/indices", timeout=120)
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield address
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert re.findall(r"OPENED .*|Traceback[^$]*", said) == []
