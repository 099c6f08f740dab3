"""An index over time: on joint bounds one index of all rows, on bounds per time one index each."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import intlindex as ix
import strategies
from effort import dear
from intlindex.analyses.comparison.change import EFFECTS
from intlindex.analyses.comparison.panel import Panel
from intlindex.specs import Method
from makers import framework, indicator, refused

MADE = framework("a", indicator("b", direction="lower"))


def made_up(times=(2019, 2020, 2022), cities="ABCD", seed=1, blanks=0.0):
    """A synthetic panel."""
    rng = np.random.default_rng(seed)
    rows = [(city, time, *rng.uniform(1, 9, 2).round(2)) for time in times for city in cities]
    frame = pd.DataFrame(rows, columns=["city", "time", "a", "b"])
    hidden = rng.random((len(frame), 2)) < blanks
    frame[["a", "b"]] = frame[["a", "b"]].mask(hidden)
    return frame


def pooled_by_hand(frame):
    return frame.assign(city=frame["city"] + ", " + frame["time"].astype(str)).drop(columns="time")


@pytest.mark.parametrize("method", ["default", "geometric", "z_score", "copeland"])
def test_joint_bounds_are_those_of_all_rows_together(method):
    frame = made_up()
    panel = ix.panel(frame, MADE, method)
    plain = ix.score(pooled_by_hand(frame), MADE, method)
    np.testing.assert_array_equal(panel.pooled.scores.to_numpy(), plain.scores.to_numpy())
    scores = panel.scores()
    for city, time in frame[["city", "time"]].itertuples(index=False):
        assert scores.loc[city, str(time)] == plain.scores.loc[f"{city}, {time}", "index"]
    for time in panel.times:
        expected = scores[time].rank(ascending=False, method="min")
        np.testing.assert_array_equal(panel.ranks()[time], expected)


def test_bounds_per_time_are_those_of_an_index_scored_for_that_time():
    frame = made_up()
    panel = ix.panel(frame, MADE, bounds="per_time")
    for time in (2019, 2020, 2022):
        alone = ix.score(frame, MADE, time=time)
        assert panel.at(time) == alone
        assert panel.at(time).fingerprint == alone.fingerprint
        np.testing.assert_array_equal(panel.scores("a")[str(time)], alone.scores["a"])
        np.testing.assert_array_equal(panel.ranks()[str(time)], alone.ranks["index"].astype(float))


def test_history_serves_imputation_in_both_ways():
    frame = made_up().sort_values("time", ascending=False)
    frame.loc[(frame["city"] == "B") & (frame["time"] == 2022), "a"] = np.nan
    method = Method(indicators={"impute": {"kind": "last_observation"}})
    known = frame.set_index(["city", "time"]).loc[("B", 2020), "a"]
    alone = ix.panel(frame, MADE, method, bounds="per_time").at(2022)
    assert alone.stage("imputed").loc["B", "a"] == known
    together = ix.panel(frame, MADE, method).pooled
    assert together.stage("imputed").loc["B, 2022", "a"] == known
    assert together.imputed["city"].to_list() == ["B, 2022"]


def test_cities_may_come_and_go_and_indicators_may_be_missing_at_a_time():
    frame = made_up()
    frame = frame[~((frame["city"] == "A") & (frame["time"] == 2022))]
    frame.loc[frame["time"] == 2020, "b"] = np.nan
    panel = ix.panel(frame, MADE)
    assert np.isnan(panel.scores().loc["A", "2022"])
    assert np.isnan(panel.ranks().loc["A", "2022"])
    assert sorted(panel.ranks()["2022"].dropna()) == [1, 2, 3]
    assert panel.raw("b")["2020"].isna().all()
    change = panel.change()
    assert list(change.left.index) == ["A"]
    with pytest.raises(ix.DataError, match="time 2020"):
        ix.panel(frame, MADE, bounds="per_time")


def test_tidy_data_and_files_are_read(tmp_path):
    frame = made_up()
    tidy = frame.melt(["city", "time"], var_name="indicator")
    path = tmp_path / "panel.csv"
    frame.to_csv(path, index=False)
    expected = ix.panel(frame, MADE).scores()
    pd.testing.assert_frame_equal(ix.panel(tidy, MADE).scores(), expected)
    pd.testing.assert_frame_equal(ix.panel(path, MADE).scores(), expected)


def test_times_are_in_rising_order_as_numbers_or_as_text():
    frame = made_up(times=(9, 10, 100))
    assert ix.panel(frame.sample(frac=1, random_state=1), MADE).times == ("9", "10", "100")
    frame["time"] = frame["time"].map({9: "autumn", 10: "summer", 100: "winter"})
    panel = ix.panel(frame, MADE)
    assert panel.times == ("autumn", "summer", "winter")
    steps = panel.scores().to_numpy()
    plain = np.polyfit([0, 1, 2], steps.T, 1)[0]
    np.testing.assert_allclose(panel.trends(line="least_squares")["slope"], plain)


def test_trends_are_those_of_the_series():
    panel = ix.panel(made_up(), MADE)
    found = panel.trends("a", of="raw")
    raw = panel.raw("a")
    np.testing.assert_array_equal(found["first"], raw["2019"])
    np.testing.assert_allclose(found["change"], raw["2022"] - raw["2019"])
    np.testing.assert_allclose(found["growth"], (raw["2022"] / raw["2019"]) ** (1 / 3) - 1)
    slopes = [(raw[b] - raw[a]) / (int(b) - int(a)) for a, b in (("2019", "2020"), ("2019", "2022"), ("2020", "2022"))]
    np.testing.assert_allclose(found["slope"], np.median(slopes, axis=0))


def test_one_time_is_a_panel_without_trends():
    panel = ix.panel(made_up(times=(2020,)), MADE)
    assert panel.trends()[["change", "growth", "slope"]].isna().all(axis=None)
    assert (panel.change().ranks["change"] == 0).all()
    assert "2020" in repr(panel)


@pytest.mark.parametrize("bounds", ["joint", "per_time"])
@dear
@given(seed=st.integers(0, 10**6), data=st.data())
def test_changes_between_times_sum_up(bounds, seed, data):
    frame = made_up(seed=seed, times=(1, 2))
    gone = data.draw(st.sampled_from(["", "A", "B"]))
    frame = frame[~((frame["city"] == gone) & (frame["time"] == 2))]
    panel = ix.panel(frame, MADE, bounds=bounds)
    change = panel.change(node="index")
    for each in (change.ranks, change.scores):
        np.testing.assert_allclose(each[list(EFFECTS)].sum(axis=1), each["change"], atol=1e-9)
    ranks = panel.ranks()
    kept = change.ranks.index
    np.testing.assert_array_equal(change.ranks["change"], ranks.loc[kept, "1"] - ranks.loc[kept, "2"])
    assert (change.ranks["method"] == 0).all()
    if bounds == "joint":
        np.testing.assert_allclose(change.scores["own"], change.scores["change"], rtol=1e-12)


@dear
@given(data=st.data())
def test_any_index_is_a_panel_of_one_time(data):
    made = data.draw(strategies.frameworks())
    frame = data.draw(strategies.data_for(made))
    method = data.draw(strategies.methods(made))
    index = ix.score(frame, made, method)
    for bounds in ("joint", "per_time"):
        panel = ix.panel(frame.assign(time=1), made, method, bounds=bounds)
        np.testing.assert_array_equal(panel.scores()["1"], index.scores[made.root.id])
        np.testing.assert_array_equal(panel.ranks()["1"], index.ranks[made.root.id].astype("Float64").astype(float))


def test_other_weights_hold_at_all_times_and_leave_the_panel_as_it_was():
    panel = ix.panel(made_up(), MADE)
    before = panel.scores()
    other = panel.reweight(a=3)
    assert isinstance(other, Panel)
    np.testing.assert_array_equal(other.scores(), other.pooled.scores["index"].to_numpy().reshape(3, 4).T)
    assert not np.array_equal(other.scores(), before)
    pd.testing.assert_frame_equal(panel.scores(), before)
    taken = panel.scores()
    taken.iloc[:, :] = 0.0
    pd.testing.assert_frame_equal(panel.scores(), before)


@pytest.mark.parametrize("ties", ["min", "average"])
def test_a_panel_shows_itself(ties):
    panel = ix.panel(made_up(), MADE, Method(rank={"ties": ties}))
    assert "3 times from 2019 to 2022, 4 cities." in repr(panel)
    assert "all times together" in repr(panel)
    assert max(map(len, repr(panel).splitlines())) <= 80
    assert "<table" in panel._repr_html_()


@pytest.mark.oracle
def test_the_artificial_panel_of_coinr_is_scored_in_both_ways(oracle):
    frame = pd.read_csv(oracle / "data" / "asem_iData_panel.csv")
    frame = frame.rename(columns={"uCode": "unit", "Time": "time"}).drop(columns="uName")
    meta = pd.read_csv(oracle / "data" / "asem_iMeta.csv").drop(columns="Denominator")
    made = ix.from_coinr(oracle / "data" / "asem_iData.csv", meta).framework
    panel = ix.panel(frame, made)
    assert panel.times == ("2018", "2019", "2020", "2021", "2022")
    assert panel.scores().shape == (51, 5)
    values = frame[[node.id for node in made.indicators]]
    low, high = values.min(), values.max()
    signs = pd.Series({node.id: node.direction == "higher" for node in made.indicators})
    plain = (100 * (values - low) / (high - low)).where(signs, 100 * (high - values) / (high - low), axis=1)
    np.testing.assert_allclose(panel.pooled.normalised, plain.iloc[panel_order(frame)], rtol=1e-9, atol=1e-9)
    assert ix.panel(frame, made, bounds="per_time").at(2020) == ix.score(frame, made, time=2020)


def panel_order(frame):
    return frame["time"].argsort(kind="stable")


# ---------------------------------------------------------------- bad input


def test_data_without_times_or_with_a_blank_time_is_refused():
    with refused(ix.DataError, ("", "no column 'time'")):
        ix.panel(made_up().drop(columns="time"), MADE)
    frame = made_up().astype({"time": object})
    frame.loc[1, "time"] = None
    frame.loc[5, "time"] = " "
    with refused(ix.DataError, ("row 3", "column 'time' is blank"), ("row 7", "blank")):
        ix.panel(frame, MADE)


def test_problems_of_all_times_are_told_with_their_time():
    frame = made_up().astype({"a": object})
    frame.loc[1, "a"] = "much"
    frame.loc[9, "a"] = "inf"
    frame.loc[10, "city"] = "B"
    with refused(
        ix.DataError,
        ("time 2019, B, a", "found 'much'"),
        ("time 2022, B, a", "found 'inf'"),
        ("time 2022, city 'B'", "has 2 rows"),
    ):
        ix.panel(frame, MADE)


def test_an_indicator_without_any_value_is_refused():
    with refused(ix.DataError, ("b", "has no value for any city")):
        ix.panel(made_up().assign(b=np.nan), MADE)


def test_rows_that_would_share_a_name_are_refused():
    frame = pd.DataFrame({"city": ["A, 1", "A"], "time": ["2", "1, 2"], "a": [1.0, 2], "b": [1.0, 2]})
    with refused(ix.DataError, ("city 'A, 1, 2'", "is the name of two rows")):
        ix.panel(frame, MADE)


def test_unknown_names_are_refused():
    panel = ix.panel(made_up(), MADE)
    for call in (panel.scores, panel.ranks, panel.trends, lambda node: panel.change(node=node)):
        with pytest.raises(ix.UnknownNameError, match="no node 'indx'; did you mean 'index'"):
            call("indx")
    with pytest.raises(ix.UnknownNameError, match="no indicator 'index'"):
        panel.raw("index")
    with pytest.raises(ix.UnknownNameError, match="no time '2021'"):
        panel.change(2021)
    with pytest.raises(ix.RequestError, match="no 'sen'"):
        panel.trends(line="sen")
    with pytest.raises(ix.RequestError, match="no 'row'; did you mean 'raw'"):
        panel.trends(of="row")
    with pytest.raises(ix.RequestError, match="name it"):
        panel.trends(of="raw")
    with pytest.raises(ix.RequestError, match="no such bounds 'jont'; did you mean 'joint'"):
        ix.panel(made_up(), MADE, bounds="jont")


def test_one_index_is_asked_for_where_there_are_many_and_the_other_way_round():
    with pytest.raises(ix.RequestError, match="bounds are joint"):
        ix.panel(made_up(), MADE).at(2019)
    with pytest.raises(ix.RequestError, match="one index per time"):
        _ = ix.panel(made_up(), MADE, bounds="per_time").pooled
    with pytest.raises(ix.UnknownNameError, match="no time '2021'"):
        ix.panel(made_up(), MADE, bounds="per_time").at(2021)


def test_times_without_a_city_in_common_cannot_be_compared():
    frame = made_up(times=(1, 2))
    frame["city"] = frame["city"] + frame["time"].astype(str)
    for bounds in ("joint", "per_time"):
        with pytest.raises(ix.DataError, match="no city"):
            ix.panel(frame, MADE, bounds=bounds).change()


def test_wrong_methods_and_frameworks_are_refused():
    with pytest.raises(ix.UnknownNameError, match="no method 'geometrik'"):
        ix.panel(made_up(), MADE, "geometrik")
    with pytest.raises(ix.RequestError, match="a framework is a Framework"):
        ix.panel(made_up(), 3)
    with pytest.raises(ix.DefinitionError):
        ix.panel(made_up(), MADE, Method(indicators={"only": {"zz": {"normalise": {"kind": "rank"}}}}))
