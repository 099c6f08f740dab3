"""Building the distributions and installing them side by side, once per test session."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pydantic
import pytest
import scipy

ROOT = Path(__file__).parents[2]
PATIENCE = 1200  # seconds, for a slow package index
_BUILT = ("src", "indicators", "pyproject.toml", "README.md", "LICENSE", "MANIFEST.in", "setup.cfg", "setup.py")
_LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info")
_UNREACHABLE = (
    "connection",
    "could not find a version",
    "name resolution",
    "no matching distribution",
    "proxy",
    "timed out",
)


def cannot(reason: str) -> None:
    """Skip, or fail where everything is demanded."""
    if os.environ.get("INTLINDEX_DEMAND_ALL"):
        pytest.fail(reason)
    pytest.skip(reason)


def clean_environment(**extra: str) -> dict[str, str]:
    """The variables of this process without those that change what Python imports."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return {**kept, "PYTHONNOUSERSITE": "1", **extra}


def run(command: Sequence[str | Path], *, cwd: Path, **extra: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command to its end, in a clean environment."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean_environment(**extra),
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )


def run_with_index(command: Sequence[str | Path], *, cwd: Path) -> None:
    """Run a command that may ask the package index; skip where that cannot be reached."""
    done = run(command, cwd=cwd)
    said = (done.stdout + done.stderr).decode(errors="replace")
    if done.returncode and any(sign in said.casefold() for sign in _UNREACHABLE):
        cannot(f"pip cannot get what it needs from the package index: {said[-500:]}")
    assert done.returncode == 0, said


def once(folder: Path, make: Callable[[Path], None]) -> Path:
    """Make the content of a folder in one test process, and wait for it in all others."""
    outcome = folder.with_suffix(".outcome")
    try:
        folder.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + PATIENCE
        while not outcome.exists():
            assert time.monotonic() < deadline, f"{folder} was not made in time"
            time.sleep(0.1)
    else:
        said = "it failed"
        try:
            make(folder)
            said = "done"
        except pytest.skip.Exception as reason:
            said = f"skipped: {reason}"
            raise
        finally:
            written = folder.with_suffix(".writing")
            written.write_text(said, "utf-8")
            written.rename(outcome)
    said = outcome.read_text("utf-8")
    if said.startswith("skipped"):
        cannot(said)
    assert said == "done", f"{folder.name}: {said}, see the first test that needed it"
    return folder


def can_build(python: str | Path) -> bool:
    """Tell whether an interpreter has a setuptools that is new enough for the project, so that none need be fetched."""
    done = run([python, "-c", "import setuptools; print(setuptools.__version__.split('.')[0])"], cwd=ROOT)
    return done.returncode == 0 and int(done.stdout) >= 77


def copy_tree(folder: Path) -> Path:
    """Copy what is built, so that building leaves nothing behind in the project and finds nothing left there."""
    folder.mkdir()
    for name in _BUILT:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, folder / name, ignore=_LEFT_OUT)
        elif path.exists():
            shutil.copy2(path, folder / name)
    return folder


def build(folder: Path) -> None:
    """Build the wheel and the sdist, each from the tree."""
    tree = copy_tree(folder / "tree")
    alone = ["--no-isolation"] if can_build(sys.executable) else []
    for kind in ("--wheel", "--sdist"):
        command = [sys.executable, "-m", "build", kind, *alone, "--outdir", folder / "dist", tree]
        run_with_index(command, cwd=folder)


def distribution(shared: Path, pattern: str) -> Path:
    """The wheel or the sdist, built by whichever test process comes first."""
    try:
        importlib.metadata.version("build")
    except importlib.metadata.PackageNotFoundError:
        cannot("the package 'build' is not installed")
    (path,) = (once(shared / "distributions", build) / "dist").glob(pattern)
    return path


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """A temporary folder that is the same for all test processes of a session."""
    base = factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@dataclass(frozen=True)
class Environment:
    """A virtual environment of its own."""

    folder: Path

    @classmethod
    def make(cls, folder: Path, python: str | Path = sys.executable) -> Environment:
        """Make an empty one."""
        done = run([python, "-m", "venv", folder], cwd=folder.parent)
        assert done.returncode == 0, done.stderr.decode()
        return cls(folder)

    @property
    def scripts(self) -> Path:
        """Where its commands are."""
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.scripts / "python"

    def borrow_dependencies(self) -> None:
        """Let it see what is installed here; editable installs do not come along, as .pth files in it are not read."""
        asked = self.run("-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
        packages = (np, pd, scipy, pydantic)
        folders = dict.fromkeys(str(Path(package.__file__).parents[1]) for package in packages)
        borrowed = Path(asked.stdout.decode().strip()) / "borrowed.pth"
        borrowed.write_text("\n".join(folders) + "\n", "utf-8")

    def install(self, *what: str | Path) -> None:
        """Install with pip."""
        run_with_index([self.python, "-m", "pip", "install", "--quiet", *what], cwd=self.folder)

    def run(self, *arguments: str | Path, **extra: str) -> subprocess.CompletedProcess[bytes]:
        """Run its interpreter, away from the project's tree."""
        return run([self.python, *arguments], cwd=self.folder, **extra)

    def location(self, **extra: str) -> Path:
        """Where it imports the package from."""
        done = self.run("-c", "import intlindex; print(intlindex.__file__)", **extra)
        assert done.returncode == 0, done.stderr.decode()
        return Path(done.stdout.decode().strip())


def interpreter(name: str) -> Path:
    """An interpreter of that name on the path that really runs."""
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        found = shutil.which(name, path=folder)
        if found is None:
            continue
        done = run([found, "-c", "import sys, venv; print('python%d.%d' % sys.version_info[:2])"], cwd=ROOT)
        if done.returncode == 0 and done.stdout.decode().strip() == name:
            return Path(found)
    pytest.skip(f"no interpreter {name} runs here")
