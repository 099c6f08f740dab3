"""Errors: what a caller catches, and what is left of them after a journey between processes."""

from __future__ import annotations

import copy
import pickle

import pytest

import intlindex as ix

DEFINITION = ix.DefinitionError([ix.Problem("groups", "none is a root"), ix.Problem("id", "is blank")], source="f.toml")
DATA = ix.DataError("the file is empty", source="d.csv")
ERRORS = [
    ix.IntlindexError("a task is lost"),
    DEFINITION,
    DATA,
    ix.SeveralErrors([DEFINITION, DATA]),
    ix.UnknownNameError("no city 'Pekin'"),
    ix.MissingDependencyError("needs another package", source="d.xlsx"),
]
each_error = pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)


def sent(error):
    return pickle.loads(pickle.dumps(error))  # noqa: S301  our own bytes


@each_error
@pytest.mark.parametrize("journey", [sent, copy.copy, copy.deepcopy])
def test_an_error_says_the_same_after_a_journey_between_processes(error, journey):
    arrived = journey(error)
    assert type(arrived) is type(error)
    assert str(arrived) == str(error)
    assert arrived.problems == error.problems
    assert arrived.source == error.source


def test_several_errors_keep_each_with_its_file():
    arrived = sent(ix.SeveralErrors([DEFINITION, DATA]))
    assert [(type(error), error.source) for error in arrived.errors] == [
        (ix.DefinitionError, "f.toml"),
        (ix.DataError, "d.csv"),
    ]


@pytest.mark.parametrize(
    ("error", "builtins"),
    [
        (ix.DefinitionError, ValueError),
        (ix.DataError, ValueError),
        (ix.SeveralErrors, (ix.DefinitionError, ix.DataError)),
        (ix.UnknownNameError, KeyError),
        (ix.MissingDependencyError, ImportError),
    ],
)
def test_each_error_is_also_what_a_caller_expects(error, builtins):
    for expected in builtins if isinstance(builtins, tuple) else (builtins,):
        assert issubclass(error, expected)
    assert issubclass(error, ix.IntlindexError)
