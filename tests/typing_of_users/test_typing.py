"""What type checkers say of the programs of users."""

import json
import subprocess
import sys
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

import intlindex as ix
from intlindex.specs import given, kinds
from intlindex.specs.custom import Custom

HERE = Path(__file__).parent
GIVEN = {
    "transform": given.TransformGiven,
    "impute": given.ImputeGiven,
    "treat": given.TreatGiven,
    "normalise": given.NormaliseGiven,
    "weights": given.WeightsGiven,
    "aggregate": given.AggregateGiven,
}


@pytest.mark.parametrize("step", kinds.STEPS)
def test_the_types_of_mappings_name_all_kinds_and_parameters_and_no_other(step):
    hints = get_type_hints(GIVEN[step])
    specs = kinds.built_in(step)
    assert set(get_args(hints.pop("kind"))) == set(specs)
    assert set(hints) == {name for spec in specs.values() for name in spec.model_fields} - {"kind"}
    assert Custom not in specs.values()


@pytest.mark.parametrize(
    ("typed", "spec"),
    [
        (given.IndicatorRulesGiven, ix.specs.IndicatorRules),
        (given.GroupRulesGiven, ix.specs.GroupRules),
        (given.RankRuleGiven, ix.specs.RankRule),
    ],
)
def test_the_types_of_rules_name_all_fields(typed, spec):
    assert typed.__required_keys__ | typed.__optional_keys__ == set(spec.model_fields)


def complaints(path):
    """Lines of a program of which pyright complains, with what it says."""
    pytest.importorskip("pyright")
    settings = {
        "typeCheckingMode": "strict",
        "include": [str(path)],
        "pythonVersion": "3.11",
        "extraPaths": [str(Path(ix.__file__).parents[1])],
    }
    project = path.parent / "pyrightconfig.json"
    project.write_text(json.dumps(settings), "utf-8")
    command = [
        sys.executable,
        "-m",
        "pyright",
        "--pythonpath",
        sys.executable,
        "--outputjson",
        "--project",
        str(project),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    found = json.loads(done.stdout)["generalDiagnostics"]
    return {each["range"]["start"]["line"] + 1: each["message"] for each in found if each["severity"] == "error"}


def copied(name, folder):
    path = folder / f"{Path(name).stem}.py"
    path.write_text((HERE / name).read_text("utf-8"), "utf-8")
    return path


@pytest.mark.slow
def test_a_program_of_a_user_passes_pyright_in_strict_mode(tmp_path):
    assert complaints(copied("client.py", tmp_path)) == {}


@pytest.mark.slow
def test_every_mistake_is_found_on_its_line(tmp_path):
    path = copied("mistakes.txt", tmp_path)
    wanted = {
        at
        for at, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if "index." in line and "import" not in line
    }
    assert set(complaints(path)) == wanted


def test_the_program_of_a_user_runs():
    done = subprocess.run([sys.executable, HERE / "client.py"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
