"""The widget: weights, city and index go both ways."""

import builtins

import pytest
from explorer_cases import HOSTILE_CITIES, hostile

import intlindex as ix
from intlindex import IntlindexError, MissingDependencyError, RequestError, UnknownNameError
from intlindex.outputs.explorer import widget as module

EXAMPLE = ix.load("example")


@pytest.fixture
def widget():
    return EXAMPLE.explore(place="Hangzhou", ranges=False)


@pytest.fixture(scope="module")
def hostile_widget():
    return next(iter(hostile().values())).explore(ranges=False)


def test_it_starts_with_the_weights_given(widget):
    assert widget.weights == {}
    assert not widget.city
    assert widget.index == EXAMPLE


def test_the_index_follows_the_weights(widget):
    widget.weights = {"connectivity": 2}
    assert widget.index == EXAMPLE.reweight(connectivity=2)


def test_the_weights_follow_the_index(widget):
    widget.index = EXAMPLE.reweight(influence=3)
    assert widget.weights == {"influence": 3.0}


def test_a_city_is_chosen_by_any_name(widget):
    widget.city = "北京"
    assert widget.city == "Beijing"
    widget.city = "Hangzhou"
    assert widget.city == "Hangzhou"


def test_what_the_page_sends_is_observed(widget):
    seen = []
    widget.observe(lambda change: seen.append(change["new"]), "weights")
    widget.set_state({"weights": {"influence": 0.5, "attractiveness": 0.25, "connectivity": 0.25}})
    assert seen == [{"influence": 0.5, "attractiveness": 0.25, "connectivity": 0.25}]
    assert widget.index == EXAMPLE.reweight(influence=0.5, attractiveness=0.25, connectivity=0.25)


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("weights", {"nothing": 1}, UnknownNameError),
        ("weights", {"influence": -1}, RequestError),
        ("city", "Nowhere", UnknownNameError),
        ("index", ix.load("ieci-2022").drop("pm25"), RequestError),
        ("index", 3, RequestError),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_changes(widget, name, value, error):
    with pytest.raises(error):
        setattr(widget, name, value)
    assert widget.index == EXAMPLE
    assert not widget.city


@pytest.mark.parametrize("name", HOSTILE_CITIES)
def test_a_city_of_any_name_is_chosen(hostile_widget, name):
    hostile_widget.city = name
    assert hostile_widget.city == name


def test_without_the_package_the_error_says_how_to_get_it(monkeypatch):
    real = builtins.__import__

    def without(name, *arguments, **options):
        if name == "anywidget":
            raise ModuleNotFoundError(name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    module._widget_class.cache_clear()
    with pytest.raises(MissingDependencyError, match=r"intlindex\[widget\]"):
        EXAMPLE.explore(ranges=False)


def test_all_errors_are_ours():
    with pytest.raises(IntlindexError):
        EXAMPLE.explore(lang="fr")
