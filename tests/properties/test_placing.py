"""A city of the sample is placed where it is, and no unknown value leads out of the range of ranks."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from test_explaining import PER_UNIT, accounts

from strategies import indices

MONOTONE = tuple(rule for rule in PER_UNIT if rule["kind"] != "mazziotta_pareto")


@given(index=accounts())
def test_the_sample_is_placed_where_it_is(index):
    known = index.raw[index.raw.notna().any(axis=1)]
    before = index.ranks
    placed = index.place(known)
    pd.testing.assert_frame_equal(placed.scores, index.scores.loc[known.index], check_exact=True)
    pd.testing.assert_frame_equal(placed.ranks, index.ranks.loc[known.index])
    pd.testing.assert_frame_equal(index.ranks, before)


@given(index=indices())
def test_so_it_is_under_any_normalisation(index):
    placed = index.place(index.raw)
    pd.testing.assert_frame_equal(placed.scores, index.scores, check_exact=True)


@given(index=accounts(aggregates=MONOTONE), data=st.data())
def test_no_value_leads_out_of_the_range_of_ranks(index, data):
    root = index.framework.root.id
    city = data.draw(st.sampled_from(index.cities))
    raw = index.raw
    known = raw.loc[city].copy()
    there = list(known.index[known.notna()])
    kept = data.draw(st.sets(st.sampled_from(there), min_size=1, max_size=max(len(there) - 1, 1)))
    known[~known.index.isin(kept)] = np.nan
    if known.notna().all():
        return  # one indicator, so that nothing is left to be unknown
    row = index.place("New", known.dropna()).table.loc["New"]
    assert "best" in row
    tried = []
    for _ in range(3):
        full = {name: data.draw(st.sampled_from(sorted(raw[name].dropna()))) for name in known.index[known.isna()]}
        found = index.place("New", {**known.dropna(), **full})
        tried.append(found.ranks.loc["New", root])
    assert all(row["best"] <= rank <= row["worst"] for rank in tried)
