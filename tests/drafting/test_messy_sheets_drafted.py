"""Every messy sheet becomes an index that runs, with the values that settings read."""

import pytest

import intlindex as ix
from index.test_messy_sheets import SHEETS, written


@pytest.mark.parametrize("name", SHEETS)
def test_a_messy_sheet_becomes_an_index_that_runs(name, tmp_path):
    sheet = SHEETS[name]
    path, folder = written(sheet, tmp_path), tmp_path / "index"
    draft = ix.draft(path, out=folder)
    index = ix.score(folder / "values.csv", folder / "framework.toml", folder / "method.toml")
    read = {name: column.tolist() for name, column in index.raw.items()}
    assert list(index.cities) == list(sheet.cities)
    assert list(read) == list(sheet.values)
    for node, values in sheet.values.items():
        assert read[node] == pytest.approx(values, rel=0, abs=0, nan_ok=True)
    assert index.ranking["rank"].notna().any()
    assert ix.Framework.from_toml(folder / "framework.toml") == draft.framework


@pytest.mark.parametrize("name", SHEETS)
def test_the_settings_that_were_guessed_read_the_sheet_itself(name, tmp_path):
    sheet = SHEETS[name]
    path = written(sheet, tmp_path)
    draft = ix.draft(path)
    index = ix.score(path, draft.framework, reading=draft.reading)
    assert index.raw.equals(draft.score().raw.rename_axis(index.raw.index.name))
    assert index.ranking["rank"].tolist() == draft.score().ranking["rank"].tolist()
