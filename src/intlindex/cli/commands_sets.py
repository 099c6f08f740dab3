"""Commands that put indices beside each other: ``change``, ``compare-indices``."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from intlindex.api.index import Index
from intlindex.api.loading import load, score
from intlindex.cli.command import Command, Output, UsageError, result_output
from intlindex.cli.files import method_argument
from intlindex.cli.reading_options import reading_of
from intlindex.core.data.shipped_files import framework_names
from intlindex.sentences import say

__all__ = ["COMMANDS"]


def _edition(name: str, like: Index) -> Index:
    """Load a shipped edition, with the method and the weights of another index."""
    return _reweighted(load(name).replace(method=like.method), like)


def _reweighted(index: Index, like: Index) -> Index:
    return index.reweight(dict(like.reweighting)) if like.reweighting else index


def _change(index: Index, arguments: argparse.Namespace) -> Output:
    first, last = arguments.before, arguments.after
    if arguments.data is None:
        after = index if last is None else _edition(last, index)
        found = after.change_from(_edition(first, index), node=arguments.node)
    elif last is not None:
        raise UsageError(say("conflict/cli-later-time", found=last))
    else:
        reading = reading_of(arguments)
        earlier = score(arguments.data, arguments.framework, arguments.method, time=first, reading=reading)
        before = _reweighted(earlier, index)
        later = arguments.framework if arguments.time is None else arguments.time
        found = replace(index.change_from(before, node=arguments.node), names=(first, later))
    return result_output(found, found.ranks.reset_index(), found.record())


def _change_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", help=say("help/before", names=framework_names()))
    parser.add_argument("after", nargs="?", help=say("help/after"))


def _compare_indices(index: Index, arguments: argparse.Namespace) -> Output:
    from intlindex.analyses.comparison.index_set import compare_indices

    indices = {Path(arguments.method).stem: index}
    for other in arguments.others:
        name = other if other in framework_names() else Path(other).stem
        if name in indices:
            raise UsageError(say("duplicate/cli-index-name", found=name))
        indices[name] = (
            _edition(other, index) if other in framework_names() else index.replace(method=method_argument(other))
        )
    found = compare_indices(indices, node=arguments.node, among=arguments.among)
    return result_output(found, found.ranks.reset_index(), found.record())


def _compare_indices_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("others", nargs="+", metavar="METHOD|EDITION", help=say("help/others"))
    parser.add_argument("--among", choices=("own", "common"), default="own", help=say("help/among"))


COMMANDS = (
    Command(
        "change",
        say("help/of-change"),
        _change,
        _change_arguments,
        answers_for_nodes=True,
    ),
    Command(
        "compare-indices",
        say("help/of-compare-indices"),
        _compare_indices,
        _compare_indices_arguments,
        answers_for_nodes=True,
    ),
)
