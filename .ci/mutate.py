"""Change one thing at a time in the modules that decide numbers, and see whether a test notices.

``python .ci/mutate.py [MODULE ...] [--most N] [--seed S]`` runs in copies of the sources and prints each mutant that
survives its tests. A survivor is a test that is missing, or a change that changes nothing; the verdict on each stands
in ``.ci/mutants.toml``, and one without a verdict is an error.

What decides no number is left alone: annotations, decorators, arguments of a class, docstrings, ``__all__`` and
messages. Each mutant is tested in a fork of a process that has imported the packages that the library needs, but not
the library; two of them run at a time, each with a copy of its own.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import importlib
import importlib.util
import multiprocessing
import os
import random
import resource
import shutil
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "intlindex"
VERDICTS = ROOT / ".ci" / "mutants.toml"
SECONDS = 30
"""Of processor time for the tests of one mutant; one that takes longer never ends."""
PROCESSES = 2
IMPORTED = ("numpy", "pandas", "scipy.stats", "scipy.optimize", "scipy.cluster.hierarchy", "pydantic", "openpyxl")
"""What a process imports before it forks: it takes longer than most tests."""

TAKING_PART = "tests/index/test_who_takes_part.py"
STEPS = "tests/index/test_steps_of_nodes.py"
MODULES = {
    "core/pipeline/scoring.py": (
        TAKING_PART,
        STEPS,
        "tests/index/test_scoring.py",
        "tests/index/test_refitting.py",
        "tests/index/test_scores_of_groups.py",
    ),
    "core/pipeline/scoring_fit.py": (
        TAKING_PART,
        STEPS,
        "tests/index/test_refitting.py",
        "tests/index/test_scores_of_groups.py",
        "tests/index/test_weighing.py",
        "tests/index/test_scoring.py",
    ),
    "core/pipeline/weighing.py": ("tests/index/test_weighing.py", "tests/index/test_registered_kinds.py"),
    "core/weight_sets.py": ("tests/analyses/test_weight_sets.py", "tests/analyses/test_uncertainty_refusals.py"),
    "analyses/robustness/weight_polytope.py": (
        "tests/analyses/test_weight_sets.py",
        "tests/analyses/test_dominance.py",
    ),
    "kernels/rank.py": ("tests/kernels/test_rank.py", "tests/index/test_grid.py"),
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


IDLE_FIELDS = {"annotation", "returns", "decorator_list"}
MESSAGES = {"say", "problem", "finding"}


class _Changes(ast.NodeTransformer):
    """Makes the change of one number, and counts those that could be made."""

    def __init__(self, wanted: int) -> None:
        self.wanted, self.seen = wanted, -1
        self.scope: list[str] = []
        self.made: tuple[str, int, str] | None = None

    def _turn(self, line: int, change: str) -> bool:
        self.seen += 1
        if self.seen == self.wanted:
            self.made = (".".join(self.scope) or "module", line, change)
        return self.seen == self.wanted

    def visit(self, node: ast.AST) -> ast.AST:
        named = isinstance(node, ast.FunctionDef | ast.ClassDef)
        if named:
            self.scope.append(node.name)  # type: ignore[attr-defined]
        if not _is_text(node) and _negative(node) is None:
            for field, value in ast.iter_fields(node):
                self._visit_field(node, field, value)
        found = self._changed(node)
        if named:
            self.scope.pop()
        return found

    def _visit_field(self, node: ast.AST, field: str, value: object) -> None:
        if field in IDLE_FIELDS or (isinstance(node, ast.ClassDef) and field in {"bases", "keywords"}):
            return
        if isinstance(value, list):
            value[:] = [self.visit(each) if isinstance(each, ast.AST) else each for each in value]
        elif isinstance(value, ast.AST):
            setattr(node, field, self.visit(value))

    def _changed(self, node: ast.AST) -> ast.AST:
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
            return self._swapped(node, "ops", line)
        if isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in SWAPS:
            return self._swapped(node, "op", line)
        if (value := _negative(node)) is not None:
            return ast.Constant(_other(value)) if self._turn(line, f"{value} to {_other(value)}") else node
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert | ast.USub):
            return node.operand if self._turn(line, f"drop {type(node.op).__name__}") else node
        if isinstance(node, ast.Constant) and isinstance(node.value, bool | int | float):
            value = _other(node.value)
            return ast.Constant(value) if self._turn(line, f"{node.value} to {value}") else node
        return node

    def _swapped(self, node: ast.AST, field: str, line: int) -> ast.AST:
        old = type(node.ops[0] if field == "ops" else node.op)  # type: ignore[attr-defined]
        if self._turn(line, f"{SIGNS[old]} to {SIGNS[SWAPS[old]]}"):
            new = SWAPS[old]()
            setattr(node, field, [new, *node.ops[1:]] if field == "ops" else new)  # type: ignore[attr-defined]
        return node


def _is_text(node: ast.AST) -> bool:
    """Return whether a node is text, or names only: docstrings, f-strings, messages, imports and ``__all__``."""
    match node:
        case ast.JoinedStr() | ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in MESSAGES
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript() | ast.BinOp(op=ast.BitOr())):
            return name[:1].isupper() and not name.isupper()  # a name for a type
    return False


def _negative(node: ast.AST) -> float | None:
    """Return the value of a negative constant, such as the last axis; without its sign it is often the same axis."""
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
            return -value
    return None


def _other(value: float) -> float:
    """Return another constant: the other truth value, one more, or ten times a fraction such as a tolerance."""
    if isinstance(value, bool):
        return not value
    return value * 10 if isinstance(value, float) and not value.is_integer() else value + 1


def mutants(module: str) -> Iterator[Mutant]:
    """Make every mutant of a module."""
    seen: Counter[str] = Counter()
    source = (PACKAGE / module).read_text("utf-8")
    lines = source.splitlines()
    wanted = 0
    while True:
        changes = _Changes(wanted)
        tree = ast.fix_missing_locations(changes.visit(ast.parse(source)))
        if changes.made is None:
            return
        where, line, change = changes.made
        mutant = Mutant(module, where, line, lines[line - 1].strip(), change, ast.unparse(tree))
        seen[mutant.key] += 1
        yield replace(mutant, change=f"{change} ({seen[mutant.key]})") if seen[mutant.key] > 1 else mutant
        wanted += 1


def survives(folder: Path, mutant: Mutant) -> bool:
    """Run the tests of a module on a mutant; return whether none of them failed."""
    copy = folder / str(os.getpid())
    if not copy.exists():
        shutil.copytree(PACKAGE, copy / "intlindex", ignore=shutil.ignore_patterns("__pycache__"))
    file = copy / "intlindex" / mutant.module
    before = file.read_text("utf-8")
    _write(file, mutant.source)
    child = multiprocessing.get_context("fork").Process(target=_test, args=(copy, MODULES[mutant.module]))
    try:
        child.start()
        child.join()
        return child.exitcode == 0
    finally:
        _write(file, before)


def _write(file: Path, source: str) -> None:
    """Write a module; what was compiled of it would count as fresh where size and second are the same."""
    file.write_text(source, "utf-8")
    Path(importlib.util.cache_from_source(str(file))).unlink(missing_ok=True)


def _test(copy: Path, tests: tuple[str, ...]) -> None:
    """Run tests on a copy of the library, as far as the first that fails, and exit with the code of pytest."""
    import pytest
    from hypothesis import HealthCheck, Phase, settings

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.path.insert(0, str(copy))
    os.chdir(ROOT)
    settings.register_profile(
        "mutants",
        derandomize=True,
        deadline=None,
        max_examples=20,
        phases=[Phase.explicit, Phase.generate],  # whatever fails will do; none of it is read
        suppress_health_check=list(HealthCheck),
    )
    options = ["-n", "0", "-x", "-q", "-p", "no:cacheprovider", "--hypothesis-profile=mutants"]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # hypothesis is imported already
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
        os._exit(int(pytest.main([*options, *tests])))


def main() -> None:
    """Run the mutants, and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", default=list(MODULES), metavar="MODULE", help="default: all")
    parser.add_argument("--most", type=int, default=40, help="mutants of each module, drawn at random; 0 for all")
    parser.add_argument("--seed", type=int, default=0, help="of the draw")
    given = parser.parse_args()
    verdicts = tomllib.loads(VERDICTS.read_text("utf-8"))["survivors"] if VERDICTS.exists() else {}
    unjudged = 0
    for name in (*IMPORTED, "pytest", "hypothesis"):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    forking = multiprocessing.get_context("fork")
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(PROCESSES, forking) as pool:
        run = partial(survives, Path(folder))
        for module in given.modules:
            made = list(mutants(module))
            plain = ast.unparse(ast.parse((PACKAGE / module).read_text("utf-8")))
            if not pool.submit(run, Mutant(module, "", 0, "", "", plain)).result():
                raise SystemExit(f"{module}: its tests fail without any change")
            if given.most:
                made = random.Random(given.seed).sample(made, min(given.most, len(made)))  # noqa: S311  no secret
            alive = 0
            for mutant, survived in zip(made, pool.map(run, made), strict=True):
                if survived:
                    alive += 1
                    verdict = verdicts.get(mutant.key)
                    unjudged += verdict is None
                    print(f"  line {mutant.line}, {mutant.key}\n    {verdict or 'NO VERDICT'}", flush=True)
            print(f"{module}: {len(made) - alive} of {len(made)} killed", flush=True)
    if unjudged:
        raise SystemExit(f"{unjudged} survivors without a verdict: add a test, or a verdict in {VERDICTS.name}")


if __name__ == "__main__":
    main()
