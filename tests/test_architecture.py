"""The house stands: floors, imports one way, small modules, every public name documented."""

from __future__ import annotations

import ast
import importlib
import inspect
import io
import re
import statistics
import subprocess
import sys
import tokenize
import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest

import intlindex as ix
from intlindex.display.result import Result
from intlindex.outputs import WRITERS
from intlindex.specs import kinds

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "intlindex"
MOST_LINES = 280  # of code: docstrings, comments and blank lines do not count

# Floors from the ground up; each imports only floors below, and what stands on it.
GROUND = {"_version", "errors", "findings", "registry", "registry_names", "sentences"}
FLOORS = [GROUND, {"kernels"}, {"specs"}, {"display"}, {"core"}, {"analyses"}, {"outputs"}, {"api"}, {"cli"}]
TOP = {"", "__main__", "records", "results"}  # the package itself and its command may import everything

# Specs and kernels know nobody; specs may speak in our errors, and know what a user registered.
KNOWN_TO = {
    "kernels": {"kernels", "sentences"},
    "specs": {"specs", "errors", "findings", "registry", "sentences"},
    "display": {"display", "specs", "errors", "findings", "registry", "sentences"},
    "registry": {"errors", "registry_names", "sentences"},
    "registry_names": set(),
    "findings": {"sentences"},
    "errors": {"sentences"},
    "sentences": {"sentences"},
    "_version": set(),
}
FOREIGN = {"kernels": {"numpy", "scipy"}, "specs": {"pydantic", "pydantic_core"}}
CORE = {"numpy", "pandas", "scipy", "pydantic", "pydantic_core"}
MOST_LINES_IN_ALL = 400
MEDIAN_LINES = 200


@dataclass(frozen=True)
class Import:
    """One import statement's target, and where it stands."""

    module: str
    target: str
    scope: str = ""
    typing_only: bool = False

    def __str__(self) -> str:
        place = f"{self.module}:{self.scope}" if self.scope else self.module
        return f"{place} imports {self.target}"


def module_name(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


PATHS = {module_name(path): path for path in sorted(SOURCE.rglob("*.py"))}


def wrong_in(modules: Iterable[str], check: Callable[[str], object]) -> dict[str, object]:
    """Return what a check finds wrong, by module; a test for each module would cost more than the checks themselves."""
    return {module: wrong for module in modules if (wrong := check(module))}


def imports_of(module: str) -> list[Import]:
    """List all imports of a module, those within functions too."""
    found: list[Import] = []

    def visit(node: ast.AST, scope: tuple[str, ...], typing_only: bool) -> None:
        for child in ast.iter_child_nodes(node):
            here, only = scope, typing_only
            if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                here = (*scope, child.name)
            elif isinstance(child, ast.If) and ast.unparse(child.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}:
                for inner in child.body:
                    visit(ast.Module([inner], []), scope, typing_only=True)
                for inner in child.orelse:
                    visit(ast.Module([inner], []), scope, typing_only)
                continue
            elif isinstance(child, ast.Import):
                found.extend(Import(module, name.name, ".".join(scope), only) for name in child.names)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, f"{module}: relative import"
                for name in child.names:
                    full = f"{child.module}.{name.name}"
                    target = full if full in PATHS else str(child.module)
                    found.append(Import(module, target, ".".join(scope), only))
            visit(child, here, only)

    visit(parsed(PATHS[module]), (), typing_only=False)
    return found


@cache
def all_imports() -> tuple[Import, ...]:
    return tuple(each for module in PATHS for each in imports_of(module))


def part(module: str) -> str:
    """The floor or ground-floor module that a module of ours belongs to."""
    return module.split(".")[1] if "." in module else ""


def floor(module: str) -> int:
    return next(height for height, parts in enumerate(FLOORS) if part(module) in parts)


def ours(each: Import) -> bool:
    return each.target.split(".")[0] == "intlindex"


def foreign(each: Import) -> bool:
    return not ours(each) and each.target.split(".")[0] not in {*sys.stdlib_module_names, "__future__"}


def test_every_module_stands_on_a_floor():
    known = set().union(*FLOORS) | TOP
    assert [module for module in PATHS if part(module) not in known] == []


def test_the_check_sees_imports_at_the_top_within_functions_and_for_types():
    seen = {(each.module, each.target, each.scope, each.typing_only) for each in all_imports()}
    assert ("intlindex.core.pipeline.scoring", "intlindex.kernels.aggregate.basic_means", "", False) in seen
    assert ("intlindex.api.questions_audit", "intlindex.analyses.audit.audit", "AuditQuestions.audit", False) in seen
    assert ("intlindex.api.questions_audit", "intlindex.analyses.audit.audit", "", True) in seen


def test_imports_go_one_way():
    wrong = [
        str(each)
        for each in all_imports()
        if ours(each)
        and part(each.module) not in TOP
        and (part(each.target) in TOP or floor(each.target) > floor(each.module))
    ]
    assert wrong == []


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Return groups of modules that reach each other (Tarjan 1972)."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        order[name] = lowest[name] = len(order)
        stack.append(name)
        for target in graph[name] - {name}:
            if target not in order:
                visit(target)
                lowest[name] = min(lowest[name], lowest[target])
            elif target in stack:
                lowest[name] = min(lowest[name], order[target])
        if lowest[name] == order[name]:
            group = stack[stack.index(name) :]
            del stack[stack.index(name) :]
            if len(group) > 1:
                found.append(sorted(group))

    for name in graph:
        if name not in order:
            visit(name)
    return found


def test_the_search_for_circles_finds_one():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]


def test_no_modules_import_each_other_in_a_circle_not_even_lazily_or_for_types():
    graph = {module: {each.target for each in all_imports() if each.module == module} & set(PATHS) for module in PATHS}
    assert circles(graph) == []


def test_results_find_what_writes_them_by_name_and_nothing_else_looks_up():
    """The one resolver: `outputs` lists writers, the package hands them to `registry`, and results ask there."""
    for functions in WRITERS.values():
        for place in functions.values():
            module, _, function = place.partition(":")
            assert part(module) == "outputs"
            assert callable(getattr(importlib.import_module(module), function))
    by_name = [module for module, path in PATHS.items() if "import_module" in path.read_text("utf-8")]
    assert by_name == ["intlindex", "intlindex.registry", "intlindex.results"]


@pytest.mark.parametrize("name", KNOWN_TO)
def test_kernels_and_specs_know_nobody(name):
    wrong = [
        str(each)
        for each in all_imports()
        if part(each.module) == name and ours(each) and part(each.target) not in KNOWN_TO[name]
    ]
    assert wrong == []


@pytest.mark.parametrize("name", FOREIGN)
def test_kernels_and_specs_use_few_packages(name):
    wrong = [
        str(each)
        for each in all_imports()
        if part(each.module) == name and foreign(each) and each.target.split(".")[0] not in FOREIGN[name]
    ]
    assert wrong == []


def test_what_is_not_a_core_dependency_is_imported_within_functions_only():
    wrong = [
        str(each)
        for each in all_imports()
        if foreign(each) and each.target.split(".")[0] not in CORE and not each.scope and not each.typing_only
    ]
    assert wrong == []


def private_names_taken(module: str) -> list[str]:
    modules, taken = set(), []
    for node in ast.walk(parsed(PATHS[module])):
        if isinstance(node, ast.ImportFrom):
            private = [each.name for each in node.names if each.name[0] == "_" and each.name != "__version__"]
            taken += [f"{node.module}.{name}" for name in private]
            modules |= {each.asname or each.name for each in node.names if f"{node.module}.{each.name}" in PATHS}
    taken += [
        ast.unparse(node)
        for node in ast.walk(parsed(PATHS[module]))
        if isinstance(node, ast.Attribute)
        and node.attr[0] == "_"
        and node.attr[:2] != "__"
        and isinstance(node.value, ast.Name)
        and node.value.id in modules
    ]
    return taken


def test_a_private_name_stays_in_its_module():
    assert wrong_in(PATHS, private_names_taken) == {}


def test_the_data_package_is_never_imported_statically():
    assert [str(each) for each in all_imports() if each.target.startswith("intlindex.indicators")] == []


def lines_of_code(text: str) -> int:
    """Count lines that hold code: neither blank, nor only a comment, nor part of a docstring or a bare string."""
    layout = {
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENCODING,
        tokenize.ENDMARKER,
    }
    tokens = [each for each in tokenize.generate_tokens(io.StringIO(text).readline) if each.type not in layout]
    held = {line for each in tokens for line in range(each.start[0], each.end[0] + 1)}
    described = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    return len(held - described)


def test_lines_of_code_leave_out_docstrings_comments_and_blank_lines():
    text = '"""What\n\nit is."""\n\nx = """a\nb"""  # one\n# two\ny: int\n"""About y."""\n'
    assert lines_of_code(text) == 3


def test_a_module_is_of_readable_length():
    lengths = {module: lines_of_code(path.read_text("utf-8")) for module, path in PATHS.items()}
    assert {module: lines for module, lines in lengths.items() if lines > MOST_LINES} == {}


def test_modules_are_of_readable_length_with_their_docstrings():
    lengths = {module: len(path.read_text("utf-8").splitlines()) for module, path in PATHS.items()}
    assert {module: lines for module, lines in lengths.items() if lines > MOST_LINES_IN_ALL} == {}
    assert statistics.median(lengths.values()) < MEDIAN_LINES


# ---------------------------------------------------------------- public names


def public_definitions(module: str) -> list[str]:
    kinds = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    return [node.name for node in parsed(PATHS[module]).body if isinstance(node, kinds) and node.name[0] != "_"]


@cache
def modules_with_names() -> tuple[str, ...]:
    return tuple(module for module in PATHS if public_definitions(module))


def overloaded(node: ast.AST) -> bool:
    """Whether it only states types; what it stands for follows it."""
    return any(isinstance(each, ast.Name) and each.id == "overload" for each in getattr(node, "decorator_list", ()))


def public_objects(module: str) -> list[tuple[str, ast.AST]]:
    """Functions and classes of a module's `__all__`, and the public methods of the classes."""
    names = getattr(importlib.import_module(module), "__all__", ())
    found: list[tuple[str, ast.AST]] = []
    for node in parsed(PATHS[module]).body:
        if getattr(node, "name", None) not in names:
            continue
        found.append((node.name, node))
        if isinstance(node, ast.ClassDef):
            found += [
                (f"{node.name}.{inner.name}", inner)
                for inner in node.body
                if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef)
                and inner.name[0] != "_"
                and not overloaded(inner)
            ]
    return found


def wrongly_offered(module: str) -> list[str]:
    loaded = importlib.import_module(module)
    names = loaded.__all__
    twice = [name for name in set(names) if names.count(name) > 1]
    private = [name for name in names if name.startswith("_") and name != "__version__"]
    return [*twice, *private, *(name for name in names if not hasattr(loaded, name))]


def test_a_module_says_what_it_offers():
    assert wrong_in(modules_with_names(), wrongly_offered) == {}


def undescribed(module: str) -> list[str]:
    return [name for name, node in public_objects(module) if not ast.get_docstring(node)]


def test_every_public_function_class_and_method_has_a_docstring():
    assert wrong_in(modules_with_names(), undescribed) == {}


def without_types(module: str) -> list[str]:
    missing = []
    for name, node in public_objects(module):
        if isinstance(node, ast.ClassDef):
            continue
        given = node.args
        arguments = [*given.posonlyargs, *given.args, *given.kwonlyargs]
        arguments += [argument for argument in (given.vararg, given.kwarg) if argument is not None]
        missing += [
            f"{name}({argument.arg})"
            for argument in arguments
            if argument.annotation is None and argument.arg not in {"self", "cls"}
        ]
        if node.returns is None:
            missing.append(f"{name} -> ?")
    return missing


def test_every_public_function_and_method_is_fully_annotated():
    assert wrong_in(modules_with_names(), without_types) == {}


def test_every_module_says_what_it_is_for():
    assert [module for module, path in PATHS.items() if not ast.get_docstring(parsed(path))] == []


def test_what_the_package_offers_is_sorted_and_there():
    assert list(ix.__all__) == sorted(ix.__all__)
    names: dict[str, object] = {}
    exec("from intlindex import *", names)  # noqa: S102  the very statement that must work
    assert set(ix.__all__) <= set(names)


def test_the_package_offers_all_that_it_holds_and_nothing_else():
    held = {
        name for name in dir(ix) if not name.startswith("_") and not isinstance(getattr(ix, name), types.ModuleType)
    }
    assert held | {"__version__"} == set(ix.__all__)


def test_a_public_name_has_a_docstring():
    assert [name for name in ix.__all__ if name != "__version__" and not inspect.getdoc(getattr(ix, name))] == []


def documented() -> set[str]:
    """Return the last part of every name that the reference describes from its docstring."""
    pages = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "docs" / "reference").glob("*.md")))
    return set(re.findall(r"^\.\. auto\w+:: (?:[\w.]+\.)?(\w+)", pages, flags=re.MULTILINE))


def test_every_public_name_is_described_in_the_reference():
    public = {*ix.__all__, *ix.results.__all__, *ix.specs.__all__} - {"__version__", "RULES", "FrozenMap", "Spec"}
    assert sorted(public - documented()) == []


def test_every_result_is_public_by_name():
    homes = {module: importlib.import_module(module) for module in PATHS if part(module) in {"analyses", "core", "api"}}
    results = {
        value
        for home in homes.values()
        for value in vars(home).values()
        if isinstance(value, type) and issubclass(value, Result) and value is not Result
    }
    assert {each.__module__ for each in results} == {"intlindex.results", "intlindex"}  # Agreement is both
    assert sorted({each.__name__ for each in results} - set(ix.results.__all__)) == []
    assert [each for each in results if getattr(ix.results, each.__name__) is not each] == []


@pytest.mark.parametrize("module", [ix, ix.specs, ix.results])
def test_public_names_are_those_of_their_public_module(module):
    held = [getattr(module, name) for name in module.__all__]
    public = {"intlindex", "intlindex.specs", "intlindex.results"}
    homes = {each.__module__ for each in held if isinstance(each, type | types.FunctionType)}
    ours = {home for home in homes if module is not ix.results}
    assert ours <= public


def test_the_documentation_names_no_file_below_the_public_modules():
    texts = {path: path.read_text("utf-8") for path in [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]}
    floors = "analyses|api|cli|core|display|outputs"
    assert [str(path) for path, text in texts.items() if re.search(rf"intlindex\.(?:{floors})\.", text)] == []


def modules_after(code: str) -> set[str]:
    """Return what a fresh interpreter has imported after some code."""
    code += "; import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return set(done.stdout.split())


def test_importing_the_package_imports_nothing_until_a_name_is_asked_for():
    loaded = modules_after("import intlindex")
    assert {"numpy", "pandas", "pydantic", "scipy"} & loaded == set()
    assert {name for name in loaded if name.startswith("intlindex")} == {
        "intlindex",
        "intlindex._version",
        "intlindex.errors",
        "intlindex.outputs",
        "intlindex.registry",
        "intlindex.registry_names",
        "intlindex.results",
        "intlindex.sentences",
        "intlindex.sentences.catalogues",
        "intlindex.sentences.filling",
        "intlindex.sentences.nouns",
        "intlindex.sentences.punctuation",
        "intlindex.sentences.voices",
        "intlindex.sentences.sentence",
    }


def test_a_first_ranking_imports_nothing_slow_or_optional():
    loaded = modules_after("import intlindex as ix; ix.load('ieci-2022').ranking")
    slow = {"scipy.stats", "scipy.optimize", "matplotlib", "tqdm", "openpyxl", "dask", "jinja2"}
    assert slow & loaded == set()
    assert not any(name.startswith(("intlindex.analyses.uncertainty", "intlindex.outputs.excel")) for name in loaded)


def test_a_first_ranking_builds_the_schema_of_the_method_only_not_of_each_of_its_rules():
    rules = ("IndicatorRule", "IndicatorRules", "GroupRule", "GroupRules", "Screen")
    code = f"import intlindex as ix; from intlindex.specs import method; ix.load('ieci-2022').ranking; known = {rules}"
    code += "; print(*(name for name in known if getattr(method, name).__pydantic_complete__))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.split() == []


def test_type_checkers_see_every_name_that_is_loaded_when_it_is_asked_for():
    seen = {
        name.asname or name.name
        for node in ast.walk(parsed(PATHS["intlindex"]))
        if isinstance(node, ast.ImportFrom) and node.module != "__future__"
        for name in node.names
    }
    assert set(ix.__all__) <= seen
    assert set(ix.__all__) <= set(dir(ix))
    for name in ix.__all__:
        if name != "__version__":
            value = getattr(ix, name)
            assert value.__module__ == "intlindex"
            assert ix._HOMES[name] in sys.modules
    with pytest.raises(AttributeError, match="module 'intlindex' has no attribute 'nothing'"):
        ix.nothing  # noqa: B018


def test_every_name_of_the_package_and_every_question_of_an_index_has_an_example():
    asked = {
        f"Index.{name}": value
        for name, value in inspect.getmembers(ix.Index)
        if not name.startswith("_") and (inspect.isroutine(value) or isinstance(value, property | cached_property))
    }
    offered = {name: getattr(ix, name) for name in ix.__all__ if not name.startswith("__")}
    assert [name for name, value in (offered | asked).items() if ">>> " not in (inspect.getdoc(value) or "")] == []


def compared_by_value(module: str) -> list[str]:
    held = [value for value in vars(importlib.import_module(module)).values() if isinstance(value, type)]
    results = [kind for kind in held if issubclass(kind, Result)]
    return [kind.__name__ for kind in results if kind.__eq__ is not object.__eq__]


def test_what_holds_tables_is_compared_by_identity_since_tables_have_no_one_truth():
    assert wrong_in(PATHS, compared_by_value) == {}


def where_is_what() -> list[tuple[str, str]]:
    """Return what the table of that name in CONTRIBUTING.md says: names, and the file that holds them."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    rows = re.findall(r"^\| (.+) \| `([\w/]+\.py)` \|$", text.partition("## Where to find what")[2], flags=re.MULTILINE)
    return [(name, path) for names, path in rows for name in re.findall(r"`([\w-]+)`", names)]


def test_what_the_contributors_guide_says_of_where_things_are_is_true():
    found = where_is_what()
    assert len(found) > 25
    missing = []
    for name, path in found:
        text = (SOURCE / path).read_text("utf-8")
        if not re.search(rf"(?:def|class) {name}\b|\"{name}[\"/]", text):
            missing.append((name, path))
    assert missing == []


def class_names() -> dict[str, list[str]]:
    """Return the modules that define each class, those within functions and private ones included."""
    found: dict[str, list[str]] = {}
    for module, path in PATHS.items():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(module)
    return found


def test_no_two_classes_share_a_name():
    assert {name: modules for name, modules in class_names().items() if len(modules) > 1} == {}


def test_no_class_has_the_name_of_all_the_kinds_of_a_step():
    unions = {name for name, value in vars(kinds).items() if any(value is each for each in kinds.STEPS.values())}
    assert len(unions) == len(kinds.STEPS)
    assert sorted(unions & set(class_names())) == []
