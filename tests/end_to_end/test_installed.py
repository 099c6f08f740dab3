"""The package as people get it: wheel, sdist, editable, zip; on every interpreter at hand."""

import csv
import io
import json
import sys

import pytest
from installing import Environment, can_build, copy_tree, interpreter, once, run

pytestmark = pytest.mark.slow  # and `release` where a package is built or fetched again for one test

RANK = ("-m", "intlindex", "rank", "--format", "json")


@pytest.fixture(scope="session")
def reference(tmp_path_factory):
    """The ranking that the package under test prints."""
    done = run([sys.executable, *RANK], cwd=tmp_path_factory.mktemp("reference"))
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


@pytest.fixture(scope="session")
def installed(shared, wheel):
    """An environment that has the wheel, and borrows everything else."""

    def make(folder):
        environment = Environment.make(folder / "venv")
        environment.borrow_dependencies()
        environment.install("--no-deps", wheel)

    return Environment(once(shared / "wheel-installed", make) / "venv")


def pip_flags(environment):
    return ["--no-build-isolation"] if can_build(environment.python) else []


def test_the_wheel_ranks_to_the_same_bytes(installed, reference):
    assert installed.folder in installed.location().parents
    done = installed.run(*RANK)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == reference


def test_the_wheel_brings_the_command(installed, reference):
    done = run([installed.scripts / "intlindex", "rank", "--format", "json"], cwd=installed.folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, reference, b"")


def test_the_sdist_ranks_to_the_same_bytes(tmp_path, sdist, reference):
    environment = Environment.make(tmp_path / "venv")
    environment.borrow_dependencies()
    environment.install("--no-deps", *pip_flags(environment), sdist)
    assert environment.folder in environment.location().parents
    done = environment.run(*RANK)
    assert (done.returncode, done.stdout, done.stderr) == (0, reference, b"")


@pytest.mark.release
def test_an_editable_install_ranks_to_the_same_bytes_and_sees_a_file_that_is_added_later(tmp_path, wheel, reference):
    assert wheel.exists()  # where nothing can be built, nothing can be installed from the tree
    tree = copy_tree(tmp_path / "tree")
    environment = Environment.make(tmp_path / "venv")
    environment.borrow_dependencies()
    environment.install("--no-deps", *pip_flags(environment), "--editable", tree)
    assert environment.location().resolve() == (tree / "src" / "intlindex" / "__init__.py").resolve()
    done = environment.run(*RANK)
    assert (done.returncode, done.stdout, done.stderr) == (0, reference, b"")
    methods = tree / "indicators" / "methods"
    (methods / "later.toml").write_bytes((methods / "default.toml").read_bytes())
    later = environment.run(*RANK, "--method", "later")
    assert (later.returncode, later.stdout, later.stderr) == (0, reference, b"")


def test_the_wheel_ranks_to_the_same_bytes_from_within_the_zip(installed, wheel, reference):
    assert wheel in installed.location(PYTHONPATH=str(wheel)).parents
    done = installed.run(*RANK, PYTHONPATH=str(wheel))
    assert (done.returncode, done.stdout, done.stderr) == (0, reference, b"")


@pytest.mark.parametrize("what", ["rank", "score --format csv", "show --format json", "validate --format json"])
def test_a_command_writes_from_the_wheel_what_it_writes_from_the_tree(installed, command, own, what):
    arguments = (*what.split(), *own.all_arguments)
    target = own.folder / "result"
    done = installed.run("-m", "intlindex", *arguments, "--out", target)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert target.read_text("utf-8") == command(*arguments).out


def test_the_other_edition_comes_with_the_wheel(installed):
    done = installed.run("-m", "intlindex", "rank", "--framework", "ieci-2024", "--format", "csv")
    assert len(list(csv.DictReader(io.StringIO(done.stdout.decode())))) == 43


def test_wrong_input_is_refused_alike_from_the_wheel(installed, own):
    own.data.write_text("city,parks,air,rent\nAlpha,many,10,900\nBeta,4,30,1000\n", "utf-8")
    done = installed.run("-m", "intlindex", "rank", *own.arguments)
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"'many'" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.release
@pytest.mark.parametrize("name", ["python3.12", "python3.13"])
def test_the_ranking_is_the_same_with_another_interpreter_and_its_newest_dependencies(tmp_path, wheel, reference, name):
    environment = Environment.make(tmp_path / "venv", interpreter(name))
    environment.install(wheel)
    done = environment.run("-W", "error", *RANK)
    assert (done.returncode, done.stderr) == (0, b"")
    ours, theirs = json.loads(reference), json.loads(done.stdout)
    assert [row["city"] for row in theirs["ranking"]] == [row["city"] for row in ours["ranking"]]
    assert [row["rank"] for row in theirs["ranking"]] == [row["rank"] for row in ours["ranking"]]
    for mine, other in zip(ours["ranking"], theirs["ranking"], strict=True):
        assert other["score"] == pytest.approx(mine["score"], rel=0, abs=1e-12)
        assert other["dimensions"] == pytest.approx(mine["dimensions"], rel=0, abs=1e-12)
    assert theirs["weights"] == pytest.approx(ours["weights"], rel=0, abs=1e-12)
