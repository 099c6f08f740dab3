"""The tables of COINr as framework, data and method; every problem of both, by row and code."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import intlindex as ix
from intlindex.api.interchange.tool_cells import cell_number
from intlindex.api.interchange.tool_names import valid_ids
from intlindex.core.data.cells import is_blank
from intlindex.errors import SeveralErrors
from makers import framework, group, index_of, indicator, refused, root, table
from strategies import data_for, described_frameworks, frameworks


def units(**columns):
    plain = {"uCode": ["AUT", "BEL", "CYP"], "uName": ["Austria", "Belgium", "Cyprus"]}
    return pd.DataFrame(plain | {"trade": [1.0, 2.0, 4.0], "dust": [30.0, 10.0, 20.0]} | columns)


def entries(*more, **changes):
    """Two indicators under one pillar; `changes` replace cells, by ``code__column``."""
    columns = ["Level", "iCode", "Parent", "Direction", "Weight", "Type"]
    rows = [
        (1, "trade", "pillar", 1, 3, "Indicator"),
        (1, "dust", "pillar", -1, 1, "Indicator"),
        (2, "pillar", "whole", 1, 1, "Aggregate"),
        (3, "whole", None, 1, None, "Aggregate"),
    ]
    frame = pd.DataFrame([*rows, *more], columns=columns, dtype=object)
    for place, value in changes.items():
        code, column = place.split("__")
        frame.loc[frame["iCode"] == code, column] = value
    return frame


# ---------------------------------------------------------------- what is read


def test_the_tree_weights_and_directions_are_those_of_the_table():
    coin = ix.from_coinr(units(), entries())
    found = {node.id: (node.parent, node.weight) for node in coin.framework.nodes}
    assert found == {"whole": (None, 1), "pillar": ("whole", 1), "trade": ("pillar", 3), "dust": ("pillar", 1)}
    assert {node.id: node.direction for node in coin.framework.indicators} == {"trade": "higher", "dust": "lower"}
    assert [each.level for each in coin.framework.groups] == ["level-2", "level-3"]


def test_scores_are_the_weighted_mean_of_min_max_by_hand():
    index = ix.from_coinr(units(), entries()).score()
    # trade: 0, 33.3, 100; dust, lower is better: 0, 100, 50; weights 3 to 1
    assert index.scores["whole"].to_list() == pytest.approx([0.0, (100 + 100) / 4, (300 + 50) / 4])


def test_a_blank_is_left_out_and_weights_are_rescaled_as_coinr_does():
    index = ix.from_coinr(units(dust=[30.0, "NA", 20.0]), entries()).score()
    assert index.scores.loc["Belgium", "whole"] == pytest.approx(100 / 3)


def test_units_answer_to_name_and_code_and_go_by_code_where_there_is_no_name():
    assert ix.from_coinr(units(), entries()).score().city("bel") == "Belgium"
    index = ix.from_coinr(units(uName=["Austria", None, "Cyprus"]), entries()).score()
    assert index.cities == ("Austria", "BEL", "Cyprus")
    assert ix.from_coinr(units().drop(columns="uName"), entries()).score().cities == ("AUT", "BEL", "CYP")


def test_optional_columns_are_read():
    meta = entries((None, "people", None, None, None, "Denominator"), (None, "size", None, None, None, "Group")).assign(
        iName="", Unit="", Target=None, Denominator="", goalpost_lower=None, goalpost_upper=None
    )
    meta.loc[0, ["iName", "Unit", "Target", "Denominator"]] = ["Trade", "USD", 5, "people"]
    meta.loc[1, ["goalpost_lower", "goalpost_upper"]] = [0, 50]
    coin = ix.from_coinr(units(people=[1, 2, 2], size=["S", "M", "NA"]), meta)
    trade, dust = coin.framework.indicators
    assert (trade.name, trade.unit, trade.target, trade.denominator) == ("Trade", "USD", 5.0, "people")
    assert (dust.name, dust.unit, dust.goalposts) == ("dust", "not stated", (0.0, 50.0))
    assert coin.data["size"].isna().to_list() == [False, False, True]
    index = coin.score()
    assert index.stage("denominated")["trade"].to_list() == [1.0, 1.0, 2.0]


def test_files_are_read_as_tables_are(tmp_path):
    units().to_csv(tmp_path / "iData.csv", index=False, na_rep="NA")
    entries().to_csv(tmp_path / "iMeta.csv", index=False, na_rep="NA")
    coin = ix.from_coinr(tmp_path / "iData.csv", str(tmp_path / "iMeta.csv"))
    assert coin.framework == ix.from_coinr(units(), entries()).framework
    pd.testing.assert_frame_equal(coin.score().scores, ix.from_coinr(units(), entries()).score().scores)


def test_plain_score_takes_what_was_read():
    coin = ix.from_coinr(units(), entries())
    assert ix.score(coin.data, coin.framework, coin.method).scores.equals(coin.score().scores)


def test_another_method_may_be_given():
    coin = ix.from_coinr(units(), entries())
    assert coin.score("geometric").method != coin.method
    with pytest.raises(ix.UnknownNameError):
        coin.score("geometrical")


def test_levels_may_be_named_as_new_coin_does():
    coin = ix.from_coinr(units(), entries(), level_names=["Indicator", "Pillar", "Index"])
    assert [each.level for each in coin.framework.groups] == ["Pillar", "Index"]


def test_a_named_index_is_the_column_of_codes():
    assert ix.from_coinr(units().set_index("uCode"), entries().set_index("iCode")).score().city("AUT") == "Austria"


def test_a_scale_that_is_assumed_is_a_finding_and_one_that_is_given_is_not():
    coin = ix.from_coinr(units(), entries(), scale="interval")
    assert list(zip(coin.findings["code"], coin.findings["severity"], strict=True)) == [("assumed-scale", "info")]
    assert {node.scale for node in coin.framework.indicators} == {"interval"}
    assert "assumed-scale" in coin.score().findings["code"].to_list()
    told = ix.from_coinr(units(), entries().assign(Scale="ordinal"))
    assert told.findings.empty
    assert {node.scale for node in told.framework.indicators} == {"ordinal"}


def test_codes_with_spaces_and_reserved_ones_are_made_valid_and_told():
    meta = entries().replace({"trade": "trade per head", "pillar": "rank", "whole": "the [whole]"})
    coin = ix.from_coinr(units().rename(columns={"trade": "trade per head"}), meta)
    assert [node.id for node in coin.framework.nodes] == ["the_whole_", "rank_", "trade_per_head", "dust"]
    renamed = coin.findings.query("code == 'renamed-code'")
    assert set(renamed["node"]) == {"trade_per_head", "rank_", "the_whole_"}
    assert coin.score().scores.notna().all(axis=None)


def test_a_denominator_with_the_name_of_a_special_column_is_read():
    meta = entries((None, "Value", None, None, None, "Denominator")).assign(Denominator=None)
    meta.loc[0, "Denominator"] = "Value"
    index = ix.from_coinr(units(Value=[1, 2, 2]), meta).score()
    assert index.stage("denominated")["trade"].to_list() == [1.0, 1.0, 2.0]


def test_codes_that_become_one_id_are_refused():
    meta = entries((1, "tra de", "pillar", 1, 1, "Indicator"), (1, "tra_de", "pillar", 1, 1, "Indicator"))
    with refused(ix.DefinitionError, ("iMeta[tra_de].iCode", "is used before")):
        ix.from_coinr(units(**{"tra de": [1, 2, 3], "tra_de": [1, 2, 3]}), meta)


def test_a_column_that_is_no_entry_is_told_and_kept():
    coin = ix.from_coinr(units(colour=["red", "blue", "red"], tarde=[1, 2, 3]), entries())
    assert coin.findings.query("code == 'unused-column'")["node"].to_list() == ["colour", "tarde"]
    assert coin.score().table.attributes["colour"] == ("red", "blue", "red")


def test_declared_columns_of_numbers_are_not_suspected():
    meta = entries((None, "pepole", None, None, None, "Other"))
    found = ix.from_coinr(units(pepole=[1, 2, 3]), meta).score().findings
    assert "unused-column" not in found["code"].to_list()


def test_what_was_read_shows_itself_and_cannot_be_changed():
    coin = ix.from_coinr(units(), entries())
    assert repr(coin).splitlines()[0] == "Imported from iData: whole"
    assert "3 units, 2 indicators in 2 groups" in repr(coin)
    handed_out = coin.data
    handed_out.loc[0, "trade"] = 99.0
    assert coin.data.loc[0, "trade"] == 1.0
    with pytest.raises(AttributeError):
        coin.source = "elsewhere"


def test_tables_are_not_changed_by_reading():
    data, meta = units().drop(columns="uCode"), entries()
    before = data.copy(), meta.copy()
    with pytest.raises(ix.DataError):
        ix.from_coinr(data, meta)
    pd.testing.assert_frame_equal(data, before[0])
    pd.testing.assert_frame_equal(meta, before[1])


# ---------------------------------------------------------------- what is refused


def test_every_problem_of_the_metadata_is_told_at_once():
    meta = entries(
        (1, "trade", "pillar", 1, 1, "Indicator"),
        (1, "far", "pilar", 1, 1, "Indicator"),
        (1, None, "pillar", 1, 1, "Indicator"),
        (2, "kind", "whole", 1, 1, "Agregate"),
        dust__Direction=0,
        pillar__Weight="heavy",
        far__Level="one",
    )
    with refused(
        ix.DefinitionError,
        ("iMeta[trade].iCode", "rows 2, 6"),
        ("iMeta[far].Parent", "no group 'pilar'", "did you mean 'pillar'"),
        ("iMeta row 8.iCode", "blank"),
        ("iMeta[kind].Type", "'Agregate'", "did you mean 'Aggregate'"),
        ("iMeta[dust].Direction", "1 or -1", "found 0"),
        ("iMeta[pillar].Weight", "must be a number", "'heavy'"),
        ("iMeta[far].Level", "must be a number", "'one'"),
    ):
        ix.from_coinr(units(far=[1, 2, 3]), meta)


@pytest.mark.parametrize(
    ("changes", "where", "parts"),
    [
        ({"dust__Direction": None}, "iMeta[dust].Direction", ["1 or -1", "a blank"]),
        ({"dust__Direction": 0.5}, "iMeta[dust].Direction", ["found 0.5"]),
        ({"pillar__Direction": -1}, "iMeta[pillar].Direction", ["reverse its indicators"]),
        ({"dust__Weight": None}, "iMeta[dust].Weight", ["at least 0", "a blank"]),
        ({"dust__Weight": -1}, "iMeta[dust].Weight", ["-1"]),
        ({"dust__Weight": "inf"}, "iMeta[dust].Weight", ["must be a number"]),
        ({"dust__Level": 2}, "iMeta[dust].Level", ["must be 1"]),
        ({"pillar__Level": 3}, "iMeta[pillar].Level", ["below that of its parent 'whole', 3"]),
        ({"pillar__Level": 2.5}, "iMeta[pillar].Level", ["whole number of at least 2"]),
        ({"pillar__Level": 1}, "iMeta[pillar].Level", ["whole number of at least 2"]),
        ({"dust__Parent": "trade"}, "iMeta[dust].Parent", ["'trade' is an indicator"]),
        ({"whole__iCode": "hole"}, "iMeta[pillar].Parent", ["no group 'whole'"]),
    ],
)
def test_single_problems_of_the_metadata_are_told(changes, where, parts):
    with pytest.raises(ix.DefinitionError) as caught:
        ix.from_coinr(units(), entries(**changes))
    found = [problem.message for problem in caught.value.problems if problem.where == where]
    assert any(all(part in message for part in parts) for message in found)


def test_circular_parents_and_several_roots_are_told():
    meta = entries(
        (2, "a", "b", 1, 1, "Aggregate"), (3, "b", "a", 1, 1, "Aggregate"), (1, "far", "a", 1, 1, "Indicator")
    )
    with refused(
        ix.DefinitionError, ("iMeta[a].Parent", "is below itself"), ("iMeta[b].Level", "below that of its parent")
    ):
        ix.from_coinr(units(far=[1, 2, 3]), meta)
    two = entries((2, "other", None, 1, 1, "Aggregate"), (1, "far", "other", 1, 1, "Indicator"))
    with refused(ix.DefinitionError, ("iMeta", "2 are without a parent")):
        ix.from_coinr(units(far=[1, 2, 3]), two)
    orphan = entries(dust__Parent=None)
    with pytest.raises(ix.DefinitionError, match=r"iMeta\[dust\]\.Parent"):
        ix.from_coinr(units(), orphan)


def test_an_aggregate_without_children_and_half_goalposts_are_told():
    meta = entries((2, "empty", "whole", 1, 1, "Aggregate")).assign(goalpost_lower=None, goalpost_upper=None)
    meta.loc[0, "goalpost_lower"] = 3
    with refused(ix.DefinitionError, ("iMeta[empty]", "no children"), ("iMeta[trade].goalpost_upper", "is blank")):
        ix.from_coinr(units(), meta)
    turned = entries().assign(goalpost_lower=9, goalpost_upper=3)
    with refused(
        ix.DefinitionError, ("iMeta[trade].goalpost_lower", "[lower"), ("iMeta[dust].goalpost_lower", "[lower")
    ):
        ix.from_coinr(units(), turned)


def test_missing_columns_of_both_tables_are_told_together():
    with pytest.raises(SeveralErrors) as caught:
        ix.from_coinr(units().rename(columns={"uCode": "ucode"}), entries().drop(columns=["Weight", "Type"]))
    found = [(problem.where, problem.message) for problem in caught.value.problems]
    assert [where for where, _ in found] == ["column 'Weight'", "column 'Type'", "column 'uCode'"]
    assert "did you mean 'ucode'" in found[2][1]


def test_every_problem_of_the_data_is_told_at_once():
    data = units(
        uCode=["AUT", "AUT", None],
        uName=["Same", "Same", "Cyprus"],
        trade=["1", "a lot", "inf"],
        people=["1", "many", "3"],
        city=["x", "y", "z"],
    ).drop(columns="dust")
    meta = entries((None, "people", None, None, None, "Denominator"), (None, "size", None, None, None, "Group"))
    with refused(
        ix.DataError,
        ("uCode 'AUT'", "rows 2, 3"),
        ("iData row 4", "uCode is blank"),
        ("column 'dust'", "Type Indicator"),
        ("column 'size'", "Type Group"),
        ("AUT, trade", "'a lot'"),
        (", trade", "'inf'"),
        ("AUT, people", "'many'"),
        ("column 'city'", "rename it"),
    ):
        ix.from_coinr(data, meta)


def test_names_that_two_units_share_or_that_change_are_told():
    with refused(ix.DataError, ("uName 'Same'", "'AUT', 'BEL'")):
        ix.from_coinr(units(uName=["Same", "Same", "Cyprus"]), entries())
    panel = pd.concat([units(Time=2020), units(Time=2021, uName=["Austria", "Belgium", "Kypros"])])
    with refused(ix.DataError, ("uCode 'CYP'", "'Cyprus'", "'Kypros'")):
        ix.from_coinr(panel, entries())


def test_a_denominator_that_is_no_column_is_told():
    meta = entries().assign(Denominator=[None, "pepole", None, None])
    with refused(ix.DataError, ("column 'pepole'", "the Denominator of 'dust'", "did you mean 'people'")):
        ix.from_coinr(units(people=[1, 2, 3]), meta)


def test_a_unit_may_stand_once_a_time():
    panel = pd.concat([units(Time=2020), units(Time=2021, trade=[4.0, 2.0, 1.0])])
    coin = ix.from_coinr(panel, entries())
    assert coin.score(time=2021).ranking.loc[0, "city"] == "Austria"
    assert coin.score(time=2020).ranking.loc[0, "city"] == "Cyprus"
    with refused(ix.DataError, ("uCode 'AUT'", "rows 2, 5 at time 2020")):
        ix.from_coinr(pd.concat([panel.head(3), panel.head(1)]), entries())


@pytest.mark.parametrize("wrong", [None, 3, ["uCode"]])
def test_what_is_no_table_is_refused(wrong):
    with pytest.raises(ix.RequestError, match="iData: must be a path or a DataFrame"):
        ix.from_coinr(wrong, entries())
    with pytest.raises(ix.RequestError, match="iMeta: must be a path or a DataFrame"):
        ix.from_coinr(units(), wrong)


@pytest.mark.parametrize("names", ["Pillar", 3, ["Indicator", 2]])
def test_names_of_levels_are_a_sequence_of_names(names):
    with refused(ix.RequestError, ("level_names", "must be a sequence of names")):
        ix.from_coinr(units(), entries(), level_names=names)


@pytest.mark.parametrize("scale", ["nominal", None, ["ratio"]])
def test_a_scale_is_one_of_three(scale):
    with refused(ix.RequestError, ("scale", "must be one of 'ratio', 'interval', 'ordinal'")):
        ix.from_coinr(units(), entries(), scale=scale)
    with refused(ix.RequestError, ("scale", "must be one of 'ratio', 'interval', 'ordinal'")):
        ix.from_coin_tool("COIN_Tool.xlsm", scale=scale)


def test_missing_and_empty_files_are_told_by_name(tmp_path):
    with pytest.raises(SeveralErrors) as caught:
        ix.from_coinr(tmp_path / "none.csv", tmp_path / "neither.csv")
    assert "none.csv" in str(caught.value)
    assert "neither.csv" in str(caught.value)
    with pytest.raises(ix.DataError, match="no rows"):
        ix.from_coinr(units().head(0), entries())
    with refused(ix.DataError, ("column 'trade'", "is given twice")):
        ix.from_coinr(pd.concat([units(), units()[["trade"]]], axis=1), entries())


@given(cell=st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text()))
def test_a_cell_is_a_finite_number_or_blank_or_refused(cell):
    try:
        found = cell_number(cell)
    except ValueError:
        return
    assert found is None or isinstance(found, float)
    assert found is None or found == float(cell)


@given(codes=st.lists(st.text(min_size=1), unique=True))
def test_ids_that_are_made_are_valid_where_anything_is_left(codes):
    ids, _ = valid_ids(codes)
    assert set(ids) == set(codes)
    assert not any(letter.isspace() or letter in "[]" for made in ids.values() for letter in made)


# ---------------------------------------------------------------- there and back


def even(made):
    """Tell whether every node is right below the level of its parent."""
    height = {node.id: 0 for node in made.nodes}
    for node in reversed(made.nodes):
        if node.parent is not None:
            height[node.parent] = max(height[node.parent], height[node.id] + 1)
    return all(node.parent is None or height[node.parent] == height[node.id] + 1 for node in made.nodes)


def kept(made):
    """What COINr's tables have a place for."""
    fields = ("id", "parent", "name", "level", "unit", "direction", "scale", "target", "goalposts", "denominator")
    root_id = made.root.id
    return [
        {name: getattr(node, name, None) for name in fields} | {"weight": 1.0 if node.id == root_id else node.weight}
        for node in (*made.groups, *made.indicators)
    ]


@given(st.data())
def test_what_is_exported_is_read_back_as_the_same_framework_and_scores(data):
    made = data.draw(frameworks().filter(even))
    index = ix.score(data.draw(data_for(made)), made)
    again = ix.from_coinr(*index.to_coinr())
    assert kept(again.framework) == kept(made)
    pd.testing.assert_frame_equal(again.score(index.method).scores, index.scores, check_exact=True)


@given(made=described_frameworks())
def test_names_units_targets_and_goalposts_survive_in_any_script(made):
    plain = made.replace(indicators=[node.replace(denominator=None) for node in made.indicators])
    plain = plain.replace(
        groups=[
            each.replace(name=f"g {each.name.strip()}x", level=f"l {each.level.strip()}x") for each in plain.groups
        ],
        indicators=[
            each.replace(name=f"i{each.name.strip()}x", unit=f"u{each.unit.strip()}x") for each in plain.indicators
        ],
    )
    fields = {"bounds": (-float("inf"), float("inf"))}
    plain = plain.replace(indicators=[node.replace(**fields) for node in plain.indicators])
    values = [[float(row + column) for column in range(len(plain.indicators))] for row in range(3)]
    if any(is_blank(node.id) or node.id != valid_ids([node.id])[0][node.id] for node in plain.nodes):
        return  # in a table, NA is no code but a blank
    again = ix.from_coinr(*index_of(values, plain).to_coinr()).framework
    assert kept(again) == kept(plain)


def test_files_that_are_written_are_read_back(tmp_path, example):
    example.to_coinr(tmp_path / "deep" / "coinr")
    again = ix.from_coinr(tmp_path / "deep" / "coinr" / "iData.csv", tmp_path / "deep" / "coinr" / "iMeta.csv")
    assert kept(again.framework) == kept(example.framework)
    pd.testing.assert_frame_equal(again.score(example.method).scores, example.scores, check_exact=True)
    assert again.score(example.method).city("hong_kong") == "Hong Kong"


def test_weights_are_exported_as_they_are_now(example):
    again = ix.from_coinr(*example.reweight(influence=3).to_coinr())
    assert again.framework.node("influence").weight == 3


def test_codes_of_units_survive_and_do_not_clash_with_columns():
    index = ix.from_coinr(units(), entries()).score()
    data, _ = index.to_coinr()
    assert data["uCode"].to_list() == ["AUT", "BEL", "CYP"]
    made = framework("trade", "dust")
    clash = ix.score(table({"trade": [1, 2, 3], "dust": [3, 1, 2]}, ["trade", "1 Rome", "NA"]), made).to_coinr()
    assert clash.data["uCode"].to_list() == ["trade_2", "u_1_Rome", "NA_2"]
    assert ix.from_coinr(*clash).score().cities == ("trade", "1 Rome", "NA")


def test_attributes_are_groups_denominators_or_others():
    made = framework(indicator("trade", denominator="people"), "dust")
    data = table({"trade": [1, 2], "dust": [3, 1], "people": [1, 3], "size": ["S", "L"], "area": [5, 6], "time": 2020})
    meta = ix.score(data, made).to_coinr().meta.set_index("iCode")
    assert meta.loc[["people", "size", "area"], "Type"].to_list() == ["Denominator", "Group", "Other"]
    assert "time" not in meta.index
    assert ix.score(data, made).to_coinr().data["Time"].to_list() == [2020, 2020]


def test_a_tree_of_uneven_depth_is_refused_with_every_node():
    made = framework(root(), group("deep"), indicator("a", "deep"), indicator("b"), indicator("c"))
    index = index_of([[1, 2, 3], [3, 2, 1], [2, 1, 2]], made)
    with refused(ix.RequestError, ("b", "level 1", "level 3"), ("c", "level 1", "level 3")):
        index.to_coinr()


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path, example):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ix.DataError, match="cannot be created"):
        example.to_coinr(tmp_path / "file" / "folder")


def test_times_are_numbers_where_they_can_be():
    made = framework("trade", "dust")
    for label, expected in (("2020", 2020), ("spring", "spring")):
        index = ix.score(table({"trade": [1, 2], "dust": [3, 1], "time": label}), made)
        assert index.to_coinr().data["Time"].to_list() == [expected, expected]
