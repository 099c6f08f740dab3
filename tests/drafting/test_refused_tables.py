"""What cannot be drafted is refused in a sentence, and nothing is replaced."""

import pandas as pd
import pytest

import intlindex as ix

GOOD = pd.DataFrame({"City": ["A", "B"], "Parks": [1, 2]})


def test_nothing_is_replaced(tmp_path):
    ix.draft(GOOD, out=tmp_path / "index")
    (tmp_path / "index" / "framework.toml").write_text("mine", "utf-8")
    with pytest.raises(ix.DataError, match=r"is not an empty folder: it has 'README.md', 'framework.toml'"):
        ix.draft(GOOD, out=tmp_path / "index")
    assert (tmp_path / "index" / "framework.toml").read_text("utf-8") == "mine"
    with pytest.raises(ix.DataError, match="is a file"):
        ix.draft(GOOD, out=tmp_path / "index" / "framework.toml")


def test_an_empty_folder_is_written_to(tmp_path):
    assert len(ix.draft(GOOD, out=tmp_path).files) == 4


def test_a_wrong_folder_and_a_wrong_table_are_reported_at_once(tmp_path):
    (tmp_path / "x").write_text("x", "utf-8")
    with pytest.raises(ix.SeveralErrors) as caught:
        ix.draft(tmp_path / "no.csv", out=tmp_path)
    assert "is not an empty folder" in str(caught.value)
    assert "no such file" in str(caught.value)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"City": ["A", "A"], "Parks": [1, 2]}, "city 'A'"),
        ({"City": ["A", "B"], "Region": ["x", "y"]}, "no column can be an indicator"),
        ({"City": ["A", "B"], "Parks": [5, 5]}, "no column can be an indicator"),
        ({"City": ["A", "A"], "Parks": [5, 5]}, "no column can be an indicator"),
        ({"City": [], "Parks": []}, "no rows"),
        ({"Parks": [1, 2], "Museums": [3, 4]}, "no column"),
        ({"City": ["Total", "合计"], "Parks": [3, 4]}, "no rows"),
    ],
)
def test_a_table_that_is_no_index(columns, message):
    with pytest.raises(ix.DataError, match=message):
        ix.draft(pd.DataFrame(columns))


@pytest.mark.parametrize("text", ["", "\n\n", "city\n", "a,b\n", "1,2\n3,4\n", '"a,b\n1,2\n', "city,x\nA\n"])
def test_a_file_that_is_no_table(text, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(ix.DataError):
        ix.draft(path, out=tmp_path / "index")
    assert not (tmp_path / "index").exists()


def test_what_is_no_table_at_all():
    with pytest.raises(ix.RequestError, match="must be a path or a DataFrame"):
        ix.draft(3)
    with pytest.raises(ix.RequestError, match="has no sheet"):
        ix.draft(GOOD, sheet="x")
    with pytest.raises(ix.RequestError, match="written to a path"):
        ix.draft(GOOD, out=3)


def test_a_key_that_does_not_exist_is_refused():
    with pytest.raises(ix.DataError, match="did you mean 'City'"):
        ix.draft(GOOD, reading=ix.Reading(key="Cities"))


def test_a_percent_sign_alone_is_no_number():
    frame = pd.DataFrame({"City": list("ABCD"), "Green": ["5 %", "%", "7.5%", "3%"]})
    draft = ix.draft(frame)
    assert draft.data["green"].isna().tolist() == [False, True, False, False]
    with pytest.raises(ix.DataError, match="found '%'"):
        ix.score(frame.rename(columns={"Green": "green"}), draft.framework, reading=ix.Reading(percent=True))
