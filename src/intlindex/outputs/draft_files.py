"""The files of a drafted index, in which every guess has a comment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from intlindex.core.drafting.drafted import DraftedIndex
from intlindex.core.drafting.drafted_nodes import DraftedNode
from intlindex.errors import DataError
from intlindex.outputs.index_file import checked_path
from intlindex.outputs.index_folder import write_files
from intlindex.sentences import Sentence, say
from intlindex.specs.toml import to_toml

__all__ = ["check_empty", "drafted_framework_text", "drafted_method_text", "write_draft"]

# The default method, as far as a person who drafts an index is likely to change it.
_METHOD: dict[str, Any] = {
    "format": "intlindex/method/1",
    "indicators": {"normalise": {"kind": "min_max", "low": 0, "high": 100}},
    "groups": {
        "weights": {"kind": "given"},
        "aggregate": {"kind": "arithmetic"},
        "blanks": "siblings",
        "min_coverage": 0.5,
    },
}


def check_empty(folder: str | Path) -> Path:
    """Check that a folder can be written without replacing anything: it is empty, or there is none.

    Raises
    ------
    RequestError
        If it is no path.
    DataError
        If there is a file of that name, or the folder holds something.
    """
    target = checked_path(folder)
    try:
        held = tuple(sorted(path.name for path in target.iterdir())) if target.is_dir() else ()
        is_other = target.exists() and not target.is_dir()
    except ValueError as error:  # as a NUL in the path
        raise DataError(say("unwritable-file/outputs-name", reason=str(error)), source=str(folder)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataError(say("unwritable-file/outputs-folder", reason=reason), source=str(folder)) from error
    if held:
        raise DataError(say("conflict/draft-folder", found=held), source=str(folder))
    if is_other:
        raise DataError(say("conflict/draft-file"), source=str(folder))
    return target


def write_draft(drafted: DraftedIndex, folder: str | Path) -> tuple[Path, ...]:
    """Write a drafted index as framework, method and data into an empty folder, and how to run them.

    Raises
    ------
    RequestError
        If it is no path.
    DataError
        If the folder holds something, or cannot be written.
    """
    target = check_empty(folder)
    framework, method = drafted_framework_text(drafted), drafted_method_text()
    return write_files(target, framework, method, drafted.values, several_times=bool(drafted.times))


def drafted_framework_text(drafted: DraftedIndex) -> str:
    """Return the framework of a draft as TOML, with a comment beside each guess."""
    framework = drafted.framework
    nodes = {each.node.id: (number, each.header, each.node) for number, each in _nodes(drafted)}
    comments: dict[tuple[str | int, ...], str] = {(): say("draft-file/framework", source=Path(drafted.source).name)}
    if drafted.layout.title:
        comments["name",] = _guess(say("draft-why/title"))
        comments["year",] = _guess(say("draft-why/title"))
    for at, indicator in enumerate(framework.indicators):
        number, header, node = nodes[indicator.id]
        of_series = say("draft-file/series", header=header)
        of_column = say("draft-file/column", number=number, header=header)
        comments["indicators", at] = of_column if drafted.layout.series is None else of_series
        for field, why in _reasons(node).items():
            comments["indicators", at, field] = _guess(why)
    group_why = next((node.path_why for _, _, node in nodes.values() if node.path_why is not None), None)
    for at, group in enumerate(framework.groups):
        if group.parent is not None and group_why is not None:
            comments["groups", at] = _guess(group_why)
    return framework.to_toml(comments)


def _nodes(drafted: DraftedIndex) -> list[tuple[int, Any]]:
    return [(number, each) for number, each in enumerate(drafted.columns, start=1) if each.node is not None]


def _reasons(node: DraftedNode) -> dict[str, Sentence]:
    """Return why each property of an indicator is guessed, by field."""
    found = {"unit": node.unit_why, "direction": node.direction.why, "scale": node.scale.why}
    return found if node.path_why is None else {"parent": node.path_why, **found}


def _guess(why: Sentence) -> Sentence:
    return say("draft-file/guess", why=why)


def drafted_method_text() -> str:
    """Return the default method as TOML, with what can be changed.

    Examples
    --------
    >>> import tomllib
    >>> from intlindex.specs import Method
    >>> Method.model_validate(tomllib.loads(drafted_method_text())).for_group("index", "index").min_coverage
    0.5
    """
    comments: dict[tuple[str | int, ...], str] = {
        (): say("draft-file/method"),
        ("indicators", "normalise"): say("draft-file/normalise"),
        ("groups", "weights"): say("draft-file/weights"),
        ("groups", "aggregate"): say("draft-file/aggregate"),
        ("groups", "blanks"): say("draft-file/blanks"),
        ("groups", "min_coverage"): say("draft-file/min-coverage"),
    }
    return to_toml(_METHOD, comments)
