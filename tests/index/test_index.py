"""The index as a value: what it hands out, what can be changed, and everything that is refused."""

from __future__ import annotations

import dataclasses
import math
import pickle
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

import intlindex as ix
from intlindex import DataError, DefinitionError, Index, Method, RequestError, UnknownNameError
from makers import framework, group, indicator, refused, root, table

FRAMEWORK = framework(
    root(),
    group("influence", weight=2),
    group("livability"),
    indicator("gdp", "influence"),
    indicator("papers", "influence", weight=3),
    indicator("rent", "livability", direction="lower"),
    indicator("parks", "livability"),
)
DATA = table(
    {
        "gdp": [10, 20, 30, 40],
        "papers": [4, None, 2, 1],
        "rent": [500, 900, 700, 600],
        "parks": [3, 5, 9, 1],
        "zone": ["x", "NA", "y", "x"],
    },
    ["London", "Paris", "hong_kong", "My town"],
)


@pytest.fixture
def index():
    return ix.score(DATA, FRAMEWORK, Method())


# ---------------------------------------------------------------- what comes out


def test_tables_are_labelled_by_display_name_and_node(index):
    cities = ["London", "Paris", "Hong Kong", "My town"]
    nodes = ["index", "influence", "livability", "gdp", "papers", "rent", "parks"]
    for frame in (index.raw, index.normalised, index.scores, index.ranks):
        assert frame.index.to_list() == cities
        assert frame.index.name == "city"
    assert index.raw.columns.to_list() == index.normalised.columns.to_list() == ["gdp", "papers", "rent", "parks"]
    assert index.scores.columns.to_list() == index.ranks.columns.to_list() == nodes
    assert index.weights.index.to_list() == index.effective_weights.index.to_list() == nodes
    assert index.cities == tuple(cities)
    assert index.nodes == tuple(nodes)


def test_the_ranking_has_rank_city_score_and_one_column_for_each_dimension(index):
    ranking = index.ranking
    assert ranking.columns.to_list() == ["rank", "city", "score", "influence", "livability"]
    assert ranking.index.to_list() == [0, 1, 2, 3]
    assert ranking["rank"].dtype == "Int64"


def test_weights_are_shares_among_siblings(index):
    assert index.weights.to_list() == pytest.approx([1, 2 / 3, 1 / 3, 1 / 4, 3 / 4, 1 / 2, 1 / 2], rel=1e-15)
    assert index.effective_weights.to_list() == pytest.approx([1, 2 / 3, 1 / 3, 1 / 6, 1 / 2, 1 / 6, 1 / 6], rel=1e-15)


def test_raw_values_are_those_that_were_read(index):
    expected = DATA[["gdp", "papers", "rent", "parks"]].astype(float).to_numpy()
    np.testing.assert_array_equal(index.raw, expected)


TABLES = ["raw", "normalised", "scores", "ranks", "ranking", "weights", "effective_weights", "findings"]


@pytest.mark.parametrize("name", TABLES)
def test_what_is_handed_out_is_a_copy(index, name):
    index = index.reweight(gdp=2)
    before = getattr(index, name).copy(deep=True)
    changed = getattr(index, name)
    changed.iloc[:] = changed.iloc[::-1].to_numpy()
    assert not changed.equals(before)
    assert getattr(index, name).equals(before)


@pytest.mark.parametrize("name", TABLES)
def test_what_is_handed_out_gives_no_way_into_the_index(index, name):
    before = getattr(index, name).copy(deep=True)
    handed = getattr(index, name).to_numpy()
    try:
        handed[...] = handed[::-1].copy()
    except ValueError:  # read-only is as good as a copy
        return
    assert getattr(index, name).equals(before)


@pytest.mark.parametrize("name", ["table", "framework", "method", "reweighting", "prepared", "scoring", "preparation"])
def test_no_part_can_be_put_in_place(index, name):
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(index, name, None)


def arrays_of(index):
    yield "table.values", index.table.values
    yield "prepared", index.prepared.normalised
    for name in ("shares", "scores", "ranks"):
        yield name, getattr(index.fits, name)
    for node, fills in zip(index.nodes, index.scoring.fills, strict=True):
        yield f"scoring.fills of {node}", fills
    for name in ("blank", "steps", "weights"):
        yield f"scoring.{name}", getattr(index.scoring, name)
    yield "preparation.signs", index.preparation.signs
    for field in dataclasses.fields(index.prepared):
        yield f"prepared.{field.name}", getattr(index.prepared, field.name)
    yield "screening.units", index.screening.units


def test_no_array_can_be_written_to():
    method = Method(indicators={"only": {"gdp": {"normalise": {"kind": "percentile_rank"}}}})
    index = ix.score(DATA, FRAMEWORK, method)
    _ = index.scores, index.ranks
    writable = [name for name, array in arrays_of(index) if array.flags.writeable]
    assert writable == []


def test_no_mapping_can_be_written_to(index):
    for mapping in (index.table.attributes, index.table.registry, index.reweighting):
        with pytest.raises(TypeError):
            mapping["zone"] = ("a", "b", "c", "d")


# ---------------------------------------------------------------- equality


def test_indices_of_equal_content_are_equal_and_of_equal_hash(index):
    again = ix.score(DATA.copy(), ix.Framework(**FRAMEWORK.model_dump()), Method())
    assert again == index
    assert hash(again) == hash(index)
    assert again.fingerprint == index.fingerprint
    assert len({index, again}) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda index: index.reweight(gdp=2),
        lambda index: index.drop("gdp"),
        lambda index: index.drop("Paris"),
        lambda index: index.replace(method=Method(rank={"ties": "max"})),
        lambda index: index.replace(method=Method(name="Other")),
        lambda index: index.replace(framework=index.framework.replace(name="Other")),
        lambda _: ix.score(DATA.replace({"zone": {"y": "z"}}), FRAMEWORK, Method()),
        lambda _: ix.score(DATA.replace({"gdp": {40: 41}}), FRAMEWORK, Method()),
        lambda _: ix.score(DATA.replace({"city": {"Paris": "Lyon"}}), FRAMEWORK, Method()),
        lambda _: ix.score(DATA.drop(columns="zone"), FRAMEWORK, Method()),
        lambda _: ix.score(DATA.iloc[::-1], FRAMEWORK, Method()),
    ],
    ids=range(11),
)
def test_an_index_of_other_content_is_another(index, change):
    other = change(index)
    assert other != index
    assert other.fingerprint != index.fingerprint


def test_an_index_is_no_other_thing(index):
    assert index != index.fingerprint
    assert index != index.scores.to_numpy().tolist()


def test_the_fingerprint_is_a_sha_256(index):
    assert len(index.fingerprint) == 64
    assert int(index.fingerprint, 16) >= 0


def test_an_index_can_be_sent_to_another_process(index):
    again = pickle.loads(pickle.dumps(index.reweight(gdp=2)))  # noqa: S301  our own bytes
    assert again == index.reweight(gdp=2)
    assert again.scores.equals(index.reweight(gdp=2).scores)


# ---------------------------------------------------------------- reweight


def test_new_weights_leave_the_old_index_as_it_was(index):
    before = index.scores
    assert index.reweight(influence=5).scores.equals(before) is False
    assert index.scores.equals(before)
    assert index.reweighting == {}


def test_a_new_weight_is_relative_to_what_the_siblings_have(index):
    """Siblings of weights 1 and 3: twice the one makes shares 2/5 and 3/5."""
    changed = index.reweight(gdp=2)
    assert changed.weights[["gdp", "papers"]].to_list() == pytest.approx([0.4, 0.6], rel=1e-15)
    assert changed.weights["influence"] == index.weights["influence"]


def test_weights_may_come_as_a_mapping_or_by_name(index):
    expected = index.reweight(gdp=2, rent=0)
    assert index.reweight({"gdp": 2, "rent": 0}) == expected
    assert index.reweight({"gdp": 2}, rent=0) == expected
    assert index.reweight({"gdp": np.int64(2)}, rent=np.float32(0)) == expected
    assert index.reweight(gdp=2).reweight(rent=0) == expected


def test_weights_may_come_as_they_are_handed_out(index):
    changed = index.reweight(gdp=2)
    again = index.reweight(changed.weights)
    np.testing.assert_allclose(again.scores, changed.scores, rtol=1e-12)


def test_a_weight_on_the_root_is_idle(index):
    assert index.reweight(index=7).scores.equals(index.scores)


def test_bounds_and_blanks_stay_under_new_weights(index):
    changed = index.reweight(gdp=9)
    assert changed.normalised.equals(index.normalised)
    assert changed.scores.isna().equals(index.scores.isna())


@pytest.mark.parametrize(
    "weight",
    [
        *[-1, -0.1, math.nan, math.inf, -math.inf, "2", None, True, False, [1], 1j, Fraction(1, 2)],
        pytest.param(10**400, id="beyond floats"),
    ],
)
def test_a_weight_that_is_no_finite_number_from_zero_is_refused(index, weight):
    with refused(RequestError, ("gdp", "finite number, at least 0", "found ")):
        index.reweight(gdp=weight)


def test_every_wrong_weight_is_named(index):
    with refused(
        RequestError,
        ("gpd", "no such node in mine", "did you mean 'gdp'?"),
        ("rent", "found -2"),
        ("London", "no such node"),
        ("parks", "found 'much'"),
    ):
        index.reweight({"gpd": 1, "rent": -2, "London": 1}, parks="much")


def test_a_name_that_is_no_text_is_no_node(index):
    with pytest.raises(UnknownNameError, match="no such node"):
        index.reweight({1: 2.0})


def test_weights_that_sum_to_zero_are_refused_for_every_group(index):
    with refused(
        RequestError,
        ("influence", "weights", "sum to zero"),
        ("livability", "weights", "sum to zero"),
    ):
        index.reweight(gdp=0, papers=0, rent=0, parks=0)
    with refused(RequestError, ("influence", "sum to zero")):
        index.reweight(gdp=0).reweight(papers=0)


def test_weights_whose_sum_is_beyond_arithmetic_are_refused_or_scored(index):
    try:
        changed = index.reweight(gdp=1e308, papers=1e308)
    except RequestError:
        return
    assert changed.weights[["gdp", "papers"]].to_list() == [0.5, 0.5]


# ---------------------------------------------------------------- replace and drop


def test_replacing_the_method_scores_again_and_keeps_the_weights(index):
    method = Method(indicators={"normalise": {"kind": "z_score"}})
    changed = index.reweight(influence=5).replace(method=method)
    assert changed.method == method
    assert changed.weights["influence"] == pytest.approx(5 / 6, rel=1e-15)
    assert changed.normalised["gdp"].mean() == pytest.approx(0, abs=1e-12)
    assert index.method == Method()


def test_replacing_the_framework_may_leave_indicators_out_but_not_add_any(index):
    smaller = index.replace(framework=framework("gdp", "rent"))
    assert smaller.nodes == ("index", "gdp", "rent")
    assert smaller.raw.columns.to_list() == ["gdp", "rent"]
    with refused(RequestError, ("patents", "no such indicator"), ("pm25", "no such indicator")):
        index.replace(framework=framework("gdp", "patents", "pm25"))


def test_weights_of_nodes_that_are_gone_are_gone(index):
    smaller = index.reweight(papers=5, influence=3).drop("papers")
    assert smaller.reweighting == {"influence": 3.0}


def test_replacing_the_table_fits_anew(index):
    changed = index.replace(table=index.table.take(cities=["Paris", "London", "My town"]))
    assert changed.cities == ("Paris", "London", "My town")
    assert changed.normalised["parks"].to_list() == [100.0, 50.0, 0.0]


def test_a_method_that_does_not_fit_is_refused(index):
    with refused(DefinitionError, ("groups.only.gdp", "no group 'gdp'")):
        index.replace(method=Method(groups={"only": {"gdp": {}}}))


def test_dropping_an_indicator_leaves_the_normalised_values_of_the_rest(index):
    smaller = index.drop("papers")
    assert smaller.normalised.equals(index.normalised.drop(columns="papers"))
    assert "papers" not in smaller.nodes
    assert smaller.weights["gdp"] == 1.0


def test_dropping_a_group_takes_what_is_below(index):
    assert index.drop("influence").nodes == ("index", "livability", "rent", "parks")


def test_dropping_all_below_a_group_takes_the_group(index):
    assert index.drop("gdp", "papers") == index.drop("influence")


def test_dropping_a_city_fits_anew(index):
    smaller = index.drop("Hong Kong")
    assert smaller.cities == ("London", "Paris", "My town")
    assert smaller.normalised["parks"].to_list() == [50.0, 100.0, 0.0]
    assert smaller.table.attributes["zone"] == ("x", "NA", "x")


def test_a_city_is_dropped_by_any_of_its_names(index):
    assert index.drop("香港") == index.drop("hong_kong") == index.drop("HK") == index.drop("Hong Kong")


def test_rules_for_what_is_dropped_are_dropped_too(index):
    method = Method(
        indicators={"only": {"gdp": {}, "rent": {"normalise": {"kind": "z_score"}}}},
        groups={"only": {"influence": {"min_coverage": 0.1}, "livability": {}}},
    )
    smaller = index.replace(method=method).drop("influence", "Paris")
    assert set(smaller.method.indicators.only) == {"rent"}
    assert set(smaller.method.groups.only) == {"livability"}


def test_dropping_everything_is_refused(index):
    with refused(ix.RequestError, ("", "no indicator is left")):
        index.drop("index")
    with refused(RequestError, ("", "no city is left")):
        index.drop(*index.cities)


def test_dropping_down_to_one_city_is_refused_where_spread_is_needed(index):
    with pytest.raises(DataError, match="too few"):
        index.drop("London", "Paris", "Hong Kong")


def test_a_name_that_is_neither_node_nor_city_is_answered_with_the_nearest_of_both(index):
    with pytest.raises(UnknownNameError, match="did you mean 'papers'"):
        index.drop("paperz")
    with pytest.raises(UnknownNameError, match="did you mean 'London'"):
        index.drop("Lonndon")


# ---------------------------------------------------------------- cities


@pytest.mark.parametrize("name", ["Hong Kong", "hong kong", "hong_kong", "香港", "HK"])
def test_a_city_is_found_by_any_of_its_names(index, name):
    assert index.city(name) == "Hong Kong"


def test_an_unknown_city_is_answered_with_the_nearest(index):
    with pytest.raises(UnknownNameError, match=r"no city 'Lodnon'; did you mean 'London'"):
        index.city("Lodnon")
    with pytest.raises(KeyError):
        index.city("Tokyo")


def test_a_node_is_no_city(index):
    with pytest.raises(UnknownNameError, match="'gdp' is a node, not a city"):
        index.city("gdp")


# ---------------------------------------------------------------- load and score


def test_an_index_that_does_not_ship_is_answered_with_the_nearest():
    with pytest.raises(UnknownNameError, match="no index 'ieci-2023' ships; did you mean 'ieci-202"):
        ix.load("ieci-2023")


def test_a_method_that_does_not_ship_is_answered_with_the_nearest():
    with pytest.raises(UnknownNameError, match=r"no method 'defualt'.*did you mean 'default'"):
        ix.load("example", "defualt")


@pytest.mark.parametrize("name", [3, None, ["ieci-2022"], {"name": "ieci-2022"}, 2022.0, b"ieci-2022"], ids=repr)
def test_a_name_of_the_wrong_type_is_no_index(name):
    with pytest.raises(ix.IntlindexError):
        ix.load(name)


@pytest.mark.parametrize("method", [3, None, ["default"], {"rank": {}}], ids=repr)
def test_a_method_of_the_wrong_type_is_refused(method):
    with pytest.raises(ix.IntlindexError):
        ix.load("example", method)
    with refused(RequestError, ("", "a method is", f"found {type(method).__name__}")):
        ix.score(DATA, FRAMEWORK, method)


@pytest.mark.parametrize("given", [3, None, ["f"], {"id": "mine"}, Method()], ids=lambda given: type(given).__name__)
def test_a_framework_of_the_wrong_type_is_refused(given):
    with refused(RequestError, ("", "a framework is", f"found {type(given).__name__}")):
        ix.score(DATA, given)


def test_a_framework_and_a_method_may_be_values_paths_or_names(tmp_path):
    (tmp_path / "f.toml").write_text(FRAMEWORK.to_toml(), encoding="utf-8")
    (tmp_path / "m.toml").write_text(Method(rank={"ties": "dense"}).to_toml(), encoding="utf-8")
    expected = ix.score(DATA, FRAMEWORK, Method(rank={"ties": "dense"}))
    assert ix.score(DATA, tmp_path / "f.toml", tmp_path / "m.toml") == expected
    assert ix.score(DATA, str(tmp_path / "f.toml"), str(tmp_path / "m.toml")) == expected
    shipped = ix.load("example")
    frame = shipped.raw.reset_index()
    assert ix.score(frame, "ieci-2022").scores.equals(shipped.scores)


def test_a_file_without_an_ending_is_read_too(tmp_path):
    path = tmp_path / "framework"
    path.write_text(FRAMEWORK.to_toml(), encoding="utf-8")
    assert ix.score(DATA, path).framework == FRAMEWORK


def test_a_framework_that_is_neither_shipped_nor_a_file_is_answered_with_the_nearest():
    with pytest.raises(UnknownNameError, match=r"no framework 'ieci-20222'.*did you mean 'ieci-2022'"):
        ix.score(DATA, "ieci-20222")
    with pytest.raises(DefinitionError, match="no such file"):
        ix.score(DATA, "nowhere.toml")


@pytest.mark.parametrize("text", [FRAMEWORK.to_toml(), "a" * 300], ids=["text", "long name"])
def test_text_that_is_no_name_of_a_file_is_refused(text):
    with pytest.raises(ix.IntlindexError):
        ix.score(DATA, text)
    with pytest.raises(ix.IntlindexError):
        ix.score(DATA, FRAMEWORK, text)


def test_a_shipped_method_is_taken_without_rules_for_other_frameworks():
    index = ix.score(DATA, FRAMEWORK, "default")
    assert index.method.indicators.only == {}
    assert index.scores.equals(ix.score(DATA, FRAMEWORK, Method()).scores)


def test_loading_twice_gives_one_value():
    assert ix.load("ieci-2022") == ix.load()
    assert ix.load() == ix.load("ieci-2022", "default")


def test_an_index_shows_itself_in_a_notebook_and_a_console(index):
    assert "Hong Kong" in repr(index)
    assert "Hong Kong" in index._repr_html_()


def test_every_error_is_also_the_one_that_a_caller_expects():
    assert issubclass(DefinitionError, ValueError)
    assert issubclass(DataError, ValueError)
    assert issubclass(UnknownNameError, KeyError)
    assert issubclass(ix.MissingDependencyError, ImportError)
    for error in (DefinitionError, DataError, UnknownNameError, ix.MissingDependencyError):
        assert issubclass(error, ix.IntlindexError)


def test_an_index_is_made_by_the_class_as_well(index):
    assert Index.of(index.table, index.framework, index.method) == index
    assert isinstance(index.findings, pd.DataFrame)
