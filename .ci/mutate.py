"""Change one thing at a time in the modules that decide numbers, and see whether a test notices.

``python .ci/mutate.py [MODULE ...] [--most N] [--seed S]`` runs in a copy of the sources and prints each mutant that
survives its tests. A survivor is a test that is missing, or a change that changes nothing; the verdict on each stands
in ``.ci/mutants.toml``, and one without a verdict is an error.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "intlindex"
VERDICTS = ROOT / ".ci" / "mutants.toml"
SECONDS = 300

TAKING_PART = "tests/index/test_who_takes_part.py"
WEIGHT_SETS = "tests/analyses/test_weight_sets.py"
MODULES = {
    "core/pipeline/scoring.py": (TAKING_PART, "tests/index/test_scoring.py", "tests/index/test_scores_of_groups.py"),
    "core/pipeline/scoring_fit.py": (TAKING_PART, "tests/index/test_scoring.py", "tests/index/test_weighing.py"),
    "core/pipeline/weighing.py": ("tests/index/test_weighing.py",),
    "core/weight_sets.py": ("tests/analyses/test_weight_sets.py", "tests/analyses/test_uncertainty_refusals.py"),
    "analyses/robustness/weight_polytope.py": (
        "tests/analyses/test_weight_sets.py",
        "tests/analyses/test_dominance.py",
    ),
    "kernels/rank.py": ("tests/kernels/test_rank.py",),
    "kernels/aggregate/basic_means.py": ("tests/kernels/test_aggregate_means.py", "tests/kernels/test_aggregate.py"),
    "kernels/simplex/polytope.py": ("tests/kernels/test_polytope.py",),
    "kernels/statistics/sobol.py": ("tests/kernels/test_sobol.py",),
    "kernels/tally.py": ("tests/kernels/test_tally.py",),
}
"""The modules, and the tests that must notice."""

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
SIGNS: dict[type[ast.AST], str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=", ast.Is: "is",
    ast.IsNot: "is not", ast.And: "and", ast.Or: "or", ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/",
    ast.BitAnd: "&", ast.BitOr: "|",
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change."""

    module: str
    where: str
    line: int
    text: str
    change: str
    source: str

    @property
    def key(self) -> str:
        """What names it, whatever lines stand above it."""
        return f"{self.module}: {self.where}: {self.text}: {self.change}"


class _Changes(ast.NodeTransformer):
    """Makes the change of one number, and counts those that could be made."""

    def __init__(self, wanted: int) -> None:
        self.wanted, self.seen = wanted, -1
        self.scope: list[str] = []
        self.made: tuple[str, int, str] | None = None

    def _turn(self, line: int, told: str) -> bool:
        self.seen += 1
        if self.seen == self.wanted:
            self.made = (".".join(self.scope) or "module", line, told)
        return self.seen == self.wanted

    def visit(self, node: ast.AST) -> ast.AST:
        named = isinstance(node, ast.FunctionDef | ast.ClassDef)
        if named:
            self.scope.append(node.name)  # type: ignore[attr-defined]
        node = self.generic_visit(node) if not _is_text(node) else node
        found = self._changed(node)
        if named:
            self.scope.pop()
        return found

    def _changed(self, node: ast.AST) -> ast.AST:
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
            return self._swapped(node, "ops", line)
        if isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in SWAPS:
            return self._swapped(node, "op", line)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert | ast.USub):
            return node.operand if self._turn(line, f"drop {type(node.op).__name__}") else node
        if isinstance(node, ast.Constant) and isinstance(node.value, bool | int | float):
            value = (not node.value) if isinstance(node.value, bool) else node.value + 1
            return ast.Constant(value) if self._turn(line, f"{node.value} to {value}") else node
        return node

    def _swapped(self, node: ast.AST, field: str, line: int) -> ast.AST:
        old = type(node.ops[0] if field == "ops" else node.op)  # type: ignore[attr-defined]
        if self._turn(line, f"{SIGNS[old]} to {SIGNS[SWAPS[old]]}"):
            new = SWAPS[old]()
            setattr(node, field, [new, *node.ops[1:]] if field == "ops" else new)  # type: ignore[attr-defined]
        return node


def _is_text(node: ast.AST) -> bool:
    """Leave alone docstrings, annotations and f-strings, which decide no number."""
    return isinstance(node, ast.JoinedStr | ast.AnnAssign) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )


def mutants(module: str) -> Iterator[Mutant]:
    """Make every mutant of a module."""
    source = (PACKAGE / module).read_text("utf-8")
    lines = source.splitlines()
    wanted = 0
    while True:
        changes = _Changes(wanted)
        tree = ast.fix_missing_locations(changes.visit(ast.parse(source)))
        if changes.made is None:
            return
        where, line, told = changes.made
        yield Mutant(module, where, line, lines[line - 1].strip(), told, ast.unparse(tree))
        wanted += 1


def survives(mutant: Mutant, copy: Path) -> bool:
    """Run the tests of a module on a mutant; tell whether none of them failed."""
    file = copy / "intlindex" / mutant.module
    before = file.read_text("utf-8")
    file.write_text(mutant.source, "utf-8")
    command = [sys.executable, "-m", "pytest", "-n", "0", "-x", "-q", "-p", "no:cacheprovider"]
    command += MODULES[mutant.module]
    environment = os.environ | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603  our own tests
            command, cwd=ROOT, env=environment, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    finally:
        file.write_text(before, "utf-8")
    return done.returncode == 0


def main() -> None:
    """Run the mutants, and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", default=list(MODULES), metavar="MODULE", help="default: all")
    parser.add_argument("--most", type=int, default=40, help="mutants of each module, drawn at random; 0 for all")
    parser.add_argument("--seed", type=int, default=0, help="of the draw")
    given = parser.parse_args()
    verdicts = tomllib.loads(VERDICTS.read_text("utf-8"))["survivors"] if VERDICTS.exists() else {}
    unjudged = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(PACKAGE, copy / "intlindex", ignore=shutil.ignore_patterns("__pycache__"))
        for module in given.modules:
            made = list(mutants(module))
            plain = ast.unparse(ast.parse((PACKAGE / module).read_text("utf-8")))
            if not survives(Mutant(module, "", 0, "", "", plain), copy):
                raise SystemExit(f"{module}: its tests fail without any change")
            if given.most:
                made = random.Random(given.seed).sample(made, min(given.most, len(made)))  # noqa: S311  no secret
            alive = [mutant for mutant in made if survives(mutant, copy)]
            print(f"{module}: {len(made) - len(alive)} of {len(made)} killed", flush=True)
            for mutant in sorted(alive, key=lambda each: each.line):
                verdict = verdicts.get(mutant.key)
                unjudged += verdict is None
                print(f"  line {mutant.line}, {mutant.key}\n    {verdict or 'NO VERDICT'}", flush=True)
    if unjudged:
        raise SystemExit(f"{unjudged} survivors without a verdict: add a test, or a verdict in {VERDICTS.name}")


if __name__ == "__main__":
    main()
