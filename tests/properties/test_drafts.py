"""A clean table of any framework is drafted to an index with the same values."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

import intlindex as ix
from effort import dear

NAMES = st.text(
    st.characters(codec="utf-8", categories=("Lu", "Ll", "Lo"), max_codepoint=0x9FFF), min_size=1, max_size=12
)
NUMBERS = st.floats(-1e9, 1e9, allow_subnormal=False) | st.integers(-(10**6), 10**6).map(float)


@st.composite
def tables(draw):
    """Return a table of cities and numbers, each column of which varies; a cell may be blank."""
    columns = draw(st.lists(NAMES.map(lambda name: f"x {name}"), min_size=1, max_size=6, unique_by=str.casefold))
    rows = draw(st.integers(2, 8))
    cells = {}
    for name in columns:
        values = draw(st.lists(NUMBERS, min_size=rows, max_size=rows, unique=True))
        blank = draw(st.integers(0, rows - 1)) if rows > 3 and draw(st.booleans()) else None
        cells[name] = [np.nan if at == blank else value for at, value in enumerate(values)]
    return pd.DataFrame({"city": [f"City {chr(65 + row)}" for row in range(rows)], **cells})


def varies(frame):
    """Return whether each column varies, and each row has a value: one of a name alone is a heading."""
    present = frame.iloc[:, 1:]
    spread = (present.max() - present.min() > 1e-9 * present.abs().max()).all()
    return bool(spread and present.notna().any(axis="columns").all())


@dear
@given(table=tables().filter(varies))
def test_a_clean_table_keeps_its_values(table):
    draft = ix.draft(table)
    raw = draft.score().raw
    assert raw.index.tolist() == table["city"].tolist()
    assert np.array_equal(raw.to_numpy(), table.iloc[:, 1:].to_numpy(), equal_nan=True)
    assert [node.name for node in draft.framework.indicators] == draft.table["name"].dropna().tolist()


@dear
@given(table=tables().filter(varies), mark=st.sampled_from([",", ";", "\t"]))
def test_so_does_one_in_a_file_and_the_files_that_are_written(table, mark, tmp_path_factory):
    folder = tmp_path_factory.mktemp("draft")
    path = folder / ("table.tsv" if mark == "\t" else "table.csv")
    table.to_csv(path, sep=mark, index=False)
    draft = ix.draft(path, out=folder / "index")
    index = ix.score(*(folder / "index" / name for name in ("values.csv", "framework.toml", "method.toml")))
    assert np.array_equal(index.raw.to_numpy(), table.iloc[:, 1:].to_numpy(), equal_nan=True)
    assert index.framework == draft.framework
