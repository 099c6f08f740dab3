"""What the wheel and the sdist hold, and what the package says of itself."""

import ast
import tarfile
import tomllib
import zipfile
from email import message_from_bytes
from pathlib import Path, PurePosixPath

import pytest
from packaging.requirements import Requirement

import intlindex as ix
from end_to_end.installing import distribution, shared_folder

ROOT = Path(__file__).parents[1]
CORE = {"numpy", "pandas", "scipy", "pydantic"}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    with zipfile.ZipFile(distribution(shared_folder(tmp_path_factory), "*.whl")) as archive:
        yield archive


@pytest.fixture(scope="session")
def sdist(tmp_path_factory):
    with tarfile.open(distribution(shared_folder(tmp_path_factory), "*.tar.gz")) as archive:
        yield archive


@pytest.fixture(scope="session")
def built_tree(tmp_path_factory):
    """The copy of the project from which both were built."""
    return distribution(shared_folder(tmp_path_factory), "*.whl").parents[1] / "tree"


@pytest.fixture(scope="session")
def metadata(wheel):
    (name,) = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
    return message_from_bytes(wheel.read(name))


@pytest.fixture(scope="session")
def requirements(metadata):
    return [Requirement(line) for line in metadata.get_all("Requires-Dist")]


@pytest.fixture(scope="session")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def tree(folder):
    """All files of a folder, but for what Python and the build leave there."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    kept = (path for path in found if not any(part == "__pycache__" or ".egg-info" in part for part in path.parts))
    return {path.as_posix() for path in kept}


def installed_files(root):
    """Where each file of the tree belongs in the wheel."""
    package = {f"intlindex/{name}": root / "src" / "intlindex" / name for name in tree(root / "src" / "intlindex")}
    data = {f"intlindex/indicators/{name}": root / "indicators" / name for name in tree(root / "indicators")}
    return package | data


def test_the_tree_has_nothing_but_code_and_data():
    endings = {PurePosixPath(name).suffix or PurePosixPath(name).name for name in installed_files(ROOT)}
    assert endings == {".py", ".csv", ".toml", ".md", ".typed", ".js", ".css", ".txt"}


def test_every_package_of_the_tree_is_listed_by_name(project):
    folders = {PurePosixPath(name).parent.as_posix() for name in installed_files(ROOT)}
    assert sorted(project["tool"]["setuptools"]["packages"]) == sorted(folder.replace("/", ".") for folder in folders)


@pytest.mark.slow
def test_the_wheel_holds_the_tree_and_nothing_else(wheel, built_tree):
    names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert names == set(installed_files(built_tree))
    assert "intlindex/py.typed" in names
    assert "intlindex/indicators/README.md" in names


@pytest.mark.slow
def test_every_file_in_the_wheel_has_the_bytes_of_the_tree(wheel, built_tree):
    for name, path in installed_files(built_tree).items():
        assert wheel.read(name) == path.read_bytes(), name


@pytest.mark.slow
def test_the_sdist_holds_what_the_wheel_is_built_from(sdist, built_tree):
    names = {PurePosixPath(*PurePosixPath(name).parts[1:]).as_posix() for name in sdist.getnames()}
    wanted = {path.relative_to(built_tree).as_posix() for path in installed_files(built_tree).values()}
    assert wanted | {"pyproject.toml", "README.md", "LICENSE"} <= names


@pytest.mark.slow
def test_neither_distribution_holds_what_a_tool_left_behind(wheel, sdist):
    for name in (*wheel.namelist(), *sdist.getnames()):
        assert "__pycache__" not in name
        assert not name.endswith((".pyc", ".ipynb"))


@pytest.mark.slow
def test_the_wheel_is_pure_python(wheel):
    (name,) = [name for name in wheel.namelist() if name.endswith(".dist-info/WHEEL")]
    assert b"Root-Is-Purelib: true" in wheel.read(name)
    assert b"Tag: py3-none-any" in wheel.read(name)


@pytest.mark.slow
def test_the_core_needs_four_packages_and_caps_none(requirements):
    core = [each for each in requirements if each.marker is None]
    assert {each.name for each in core} == CORE
    for each in core:
        operators = {specifier.operator for specifier in each.specifier}
        assert operators == {">="}, f"{each}: a lowest version and no highest"


@pytest.mark.slow
def test_all_installs_every_optional_part_but_the_benchmarks(metadata, requirements):
    extras = set(metadata.get_all("Provides-Extra"))
    assert "all" in extras
    chosen = {
        extra
        for each in requirements
        if each.marker and each.marker.evaluate({"extra": "all"})
        for extra in each.extras
    }
    assert chosen == extras - {"all", "bench"}


@pytest.mark.slow
def test_metadata_say_name_version_licence_and_python(metadata):
    assert metadata["Name"] == "intlindex"
    assert metadata["Version"] == ix.__version__
    assert metadata["License-Expression"] == "MIT"
    assert metadata.get_all("License-File") == ["LICENSE"]
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert "Typing :: Typed" in metadata.get_all("Classifier")


@pytest.mark.slow
def test_the_licence_comes_with_the_wheel(wheel):
    (name,) = [name for name in wheel.namelist() if name.endswith("licenses/LICENSE")]
    assert wheel.read(name) == (ROOT / "LICENSE").read_bytes()


@pytest.mark.slow
def test_the_wheel_installs_the_command(wheel):
    (name,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "intlindex = intlindex.cli.main:main" in wheel.read(name).decode().splitlines()


def test_the_version_is_read_without_importing_anything_else():
    parsed = ast.parse((ROOT / "src" / "intlindex" / "_version.py").read_text("utf-8"))
    assert not [node for node in ast.walk(parsed) if isinstance(node, ast.Import | ast.ImportFrom)]


def test_every_classifier_of_a_python_version_is_allowed_by_the_lowest(project):
    names = [line.rsplit(" :: ", 1)[1] for line in project["project"]["classifiers"] if ":: 3." in line]
    assert min(tuple(map(int, name.split("."))) for name in names) == (3, 11)
    assert project["project"]["requires-python"] == ">=3.11"
