"""``intlindex uncertainty``: what it prints in every form, what it takes, and what it refuses."""

import csv
import io
import json
import unicodedata

import pytest

import intlindex as ix

FEW = ("uncertainty", "--draws", "300", "--seed", "1")
SHOWN = ("ranks", "scores", "acceptability", "pairwise")


@pytest.fixture(scope="module")
def index():
    return ix.load("ieci-2022")


def columns(line):
    return sum(0 if unicodedata.combining(each) else 1 + (unicodedata.east_asian_width(each) in "WF") for each in line)


def read_csv(text):
    return list(csv.DictReader(io.StringIO(text)))


def by_rank(index):
    return index.ranking["city"].to_list()


# ---------------------------------------------------------------- what is printed


@pytest.mark.parametrize("shown", SHOWN)
def test_every_line_of_every_table_fits_80_columns(result, shown):
    lines = result(*FEW, "--show", shown, "--data-noise", "0.05").splitlines()
    assert [line for line in lines if columns(line) > 80] == []


@pytest.mark.parametrize("shown", SHOWN)
def test_text_says_that_the_index_is_a_reconstruction_what_varied_and_how_to_repeat_it(result, shown):
    text = result(*FEW, "--show", shown, "--vary", "simplex:index")
    assert "reconstruction" in text
    assert "Varied: weights of index." in text
    assert "Few draws" in text
    assert text.endswith("--draws 300 --seed 1 gives the same again.\n")


def test_the_default_is_that_of_the_library_ranked_by_nominal_rank(result, index):
    rows = read_csv(result(*FEW, "--format", "csv"))
    ranks = index.uncertainty(300, rng=1).ranks
    assert [row["city"] for row in rows] == by_rank(index)
    assert list(rows[0]) == ["city", *ranks.columns]
    assert {row["city"]: float(row["mean"]) for row in rows} == ranks["mean"].to_dict()
    assert {row["city"]: int(row["q95"]) for row in rows} == ranks["q95"].to_dict()


def test_acceptabilities_as_csv_have_a_column_a_rank(result, index):
    rows = read_csv(result(*FEW, "--show", "acceptability", "--format", "csv"))
    shares = index.uncertainty(300, rng=1).acceptability
    assert list(rows[0]) == ["city", *map(str, range(1, 38))]
    assert [float(row["2"]) for row in rows] == shares.loc[by_rank(index), 2].to_list()


def test_pairs_as_csv_name_rows_and_columns_by_city_in_the_same_order(result, index):
    rows = read_csv(result(*FEW, "--show", "pairwise", "--format", "csv"))
    pairs = index.uncertainty(300, rng=1).pairwise
    assert [row["city"] for row in rows] == list(rows[0])[1:] == by_rank(index)
    assert float(rows[3]["New York"]) == pairs.loc["Tokyo", "New York"] > 0


def test_acceptabilities_as_text_are_percents_with_a_dash_for_never(result, index):
    text = result(*FEW, "--show", "acceptability", "--vary", "simplex:index")
    shares = index.uncertainty(300, weights=ix.Simplex(groups=["index"]), rng=1).acceptability.loc["London"]
    (line, *_) = [line for line in text.splitlines() if line.startswith("London ")]
    told = [None if cell == "–" else int(cell) for cell in line.split()[1:]]
    assert told == [round(100 * share) if share else None for share in shares[: len(told)]]
    assert told[0] > 80
    assert told[-1] is None


def test_json_is_a_typed_record(result, index):
    record = json.loads(result(*FEW, "--format", "json", "--vary", "simplex:index", "--data-noise", "safety=0.05"))
    assert list(record) == [
        "format", "version", "framework", "name", "description", "varied", "draws", "counted", "seed", "enough",
        "ranks", "acceptability", "findings",
    ]  # fmt: skip
    found = index.uncertainty(300, weights=ix.Simplex(groups=["index"]), noise={"safety": 0.05}, rng=1)
    assert record["format"] == "intlindex/uncertainty/1"
    assert (record["draws"], record["counted"], record["seed"]) == (300, 300, 1)
    assert record["varied"] == ["weights of index", "noise of safety"]
    assert list(record["ranks"]) == list(record["acceptability"]) == by_rank(index)
    assert {city: row["mean"] for city, row in record["ranks"].items()} == found.ranks["mean"].to_dict()
    assert record["acceptability"]["Paris"]["2"] == found.acceptability.loc["Paris", 2]
    assert [finding["code"] for finding in record["findings"]] == ["scale-noise"]
    assert "reconstruction" in record["description"]


@pytest.mark.parametrize("shown", ["scores", "pairwise"])
def test_json_has_the_table_that_was_asked_for_besides(result, index, shown):
    record = json.loads(result(*FEW, "--format", "json", "--show", shown))
    found = getattr(index.uncertainty(300, rng=1), shown)
    assert record[shown]["Paris"] == found.loc["Paris"].to_dict()


def test_a_city_without_a_score_has_blanks_and_comes_last(result, own):
    own.data.write_text("city,parks,air,rent\nAlpha,0,10,900\nBeta,4,30,1000\nGamma,,,1400\n", "utf-8")
    arguments = (*FEW, *own.arguments, "--vary", "noise=0.2")
    assert "Gamma" not in [row["city"] for row in read_csv(result(*arguments, "--format", "csv"))][:2]
    record = json.loads(result(*arguments, "--format", "json"))
    assert record["ranks"]["Gamma"] == dict.fromkeys(record["ranks"]["Alpha"])
    assert sum(record["acceptability"]["Gamma"].values()) == 0


def test_out_writes_what_would_be_printed(result, tmp_path):
    file = tmp_path / "ranks.csv"
    assert result(*FEW, "--format", "csv", "--out", file) == ""
    assert file.read_text("utf-8") == result(*FEW, "--format", "csv")


def test_a_run_without_a_seed_tells_one_that_gives_the_same_again(result):
    first = json.loads(result("uncertainty", "--draws", "300", "--format", "json"))
    again = json.loads(result("uncertainty", "--draws", "300", "--format", "json", "--seed", str(first["seed"])))
    assert again == first
    other = json.loads(result("uncertainty", "--draws", "300", "--format", "json"))
    assert other["seed"] != first["seed"]


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_threads_change_nothing(result, threads):
    arguments = ("uncertainty", "--draws", "9000", "--seed", "1", "--vary", "simplex:index", "--format", "json")
    assert result(*arguments, "--threads", threads) == result(*arguments)


# ---------------------------------------------------------------- what varies


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("noise=0.1", ix.RelativeNoise(0.1)),
        ("noise=0.1:leaves", ix.RelativeNoise(0.1, of="leaves")),
        ("simplex:index", ix.Simplex(groups=["index"])),
        ("simplex:dimension", ix.Simplex(levels=["dimension"])),
        ("dirichlet=50:index,dimension", ix.Dirichlet(50, groups=["index"], levels=["dimension"])),
        ("bounds=0.25:leaves", ix.Bounds(within=0.25, of="leaves")),
        ("bounds=influence=0.3..0.5", ix.Bounds(shares={"influence": (0.3, 0.5)})),
        (
            "bounds=0.5, influence=0.3..0.5 :index",
            ix.Bounds(within=0.5, shares={"influence": (0.3, 0.5)}, groups=["index"]),
        ),
        ("ordered=influence,connectivity", ix.Ordered(["influence", "connectivity"])),
        (
            "ordered=influence,connectivity/influence,attractiveness",
            ix.Ordered(["influence", "connectivity"], ["influence", "attractiveness"]),
        ),
        ("ordered=gdp,safety:leaves", ix.Ordered(["gdp", "safety"], of="leaves")),
    ],
)
def test_weights_vary_as_typed(result, index, typed, meant):
    record = json.loads(result(*FEW, "--vary", typed, "--format", "json"))
    assert {city: row["mean"] for city, row in record["ranks"].items()} == index.uncertainty(
        300, weights=meant, rng=1
    ).ranks["mean"].to_dict()


def test_weights_vary_around_those_that_are_set(result, index):
    record = json.loads(result(*FEW, "--weights", "influence=3", "--vary", "noise=0.2", "--format", "json"))
    found = index.reweight(influence=3).uncertainty(300, weights=ix.RelativeNoise(0.2), rng=1)
    assert {city: row["mean"] for city, row in record["ranks"].items()} == found.ranks["mean"].to_dict()


def test_several_sets_vary_several_groups(result):
    record = json.loads(result(*FEW, "--vary", "simplex:index", "--vary", "noise=0.1:influence", "--format", "json"))
    assert record["varied"] == ["weights of index", "weights of influence"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["normalise=min_max,z_score"], {"normalise": ["min_max", "z_score"]}),
        (
            ["normalise=min_max(low=1, high=10), z_score"],
            {"normalise": [{"kind": "min_max", "low": 1.0, "high": 10.0}, "z_score"]},
        ),
        (["method=default,geometric"], {"method": ["default", "geometric"]}),
        (
            ["min_coverage=0,0.6", "blanks=siblings,rescale"],
            {"min_coverage": [0, 0.6], "blanks": ["siblings", "rescale"]},
        ),
        (["indicators=0.8"], {"indicators": 0.8}),
        (["indicators=gdp=0.8,safety=0.5"], {"indicators": {"gdp": 0.8, "safety": 0.5}}),
        (["normalise=min_max(clip=true),min_max(clip=false)"],
         {"normalise": [{"kind": "min_max", "clip": True}, {"kind": "min_max", "clip": False}]}),
    ],
)  # fmt: skip
def test_choices_vary_as_typed(result, index, typed, meant):
    arguments = [part for each in typed for part in ("--choice", each)]
    record = json.loads(result(*FEW, *arguments, "--format", "json"))
    found = index.uncertainty(300, choices=meant, rng=1)
    assert record["varied"] == [factor.name for factor in found.variation.experiment.factors]
    assert {city: row["mean"] for city, row in record["ranks"].items()} == found.ranks["mean"].to_dict()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("0.05", 0.05),
        ("gdp=0.05,safety=absolute(2)", {"gdp": 0.05, "safety": ix.Noise(absolute=2)}),
        ("0.05, gdp=absolute(20)", "all but gdp"),
    ],
)
def test_data_vary_as_typed(result, index, typed, meant):
    if meant == "all but gdp":
        meant = {node.id: 0.05 for node in index.framework.indicators} | {"gdp": ix.Noise(absolute=20)}
    record = json.loads(result(*FEW, "--data-noise", typed, "--format", "json"))
    found = index.uncertainty(300, noise=meant, rng=1)
    assert record["varied"] == [factor.name for factor in found.variation.experiment.factors]
    assert {city: row["mean"] for city, row in record["ranks"].items()} == found.ranks["mean"].to_dict()


def test_errors_may_come_from_a_column_of_the_data(result, own):
    own.data.write_text("city,parks,air,rent,dust_error\nA,0,10,900,5\nB,4,30,1000,5\nC,10,20,1400,9\n", "utf-8")
    text = result("uncertainty", "--draws", "300", *own.arguments, "--data-noise", "air=column(dust_error)")
    assert "Varied: noise of air." in text


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--vary", "noise"], ("expected noise=SHARE",)),
        (["--vary", "noise="], ("expected noise=SHARE",)),
        (["--vary", "noise=much"], ("noise=much", "expected noise=SHARE")),
        (["--vary", "nose=0.2"], ("'nose'", "did you mean 'noise'?")),
        (["--vary", "simplex=3"], ("expected simplex",)),
        (["--vary", "simplex:"], ("after the colon",)),
        (["--vary", "simplex:influence,leaves"], ("is given alone",)),
        (["--vary", "ordered:influence,connectivity"], ("expected ordered=NODE,NODE",)),
        (["--vary", "bounds=influence=0.3"], ("NODE=LOW..HIGH",)),
        (["--choice", "normalise"], ("STEP=ALTERNATIVE",)),
        (["--choice", "normalise=min_max(low)"], ("KIND(PARAMETER=VALUE)",)),
        (["--choice", "indicators=gdp=0.5,0.8"], ("indicators=PROBABILITY",)),
        (["--data-noise", "much"], ("ID=SIZE", "'much'")),
        (["--draws", "many"], ("--draws", "'many'")),
        (["--show", "rank"], ("--show", "'rank'")),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_is_not_in_the_notation_is_wrong_usage(command, arguments, says):
    outcome = command("uncertainty", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert [each for each in says if each not in outcome.err] == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--vary", "noise=-1"], ("--vary noise=-1", "greater than or equal to 0", "-1")),
        (["--vary", "noise=nan"], ("nan",)),
        (["--vary", "dirichlet=0"], ("greater than 0",)),
        (["--vary", "simplex:indx"], ("'indx'", "did you mean 'index'?")),
        (["--vary", "simplex:gdp"], ("'gdp' is an indicator, not a group",)),
        (["--vary", "ordered=influence"], ("at least 2",)),
        (["--vary", "ordered=influence,livability"], ("children of one group",)),
        (["--vary", "ordered=influence,connectivity/connectivity,influence"], ("contradicts itself",)),
        (["--vary", "bounds=influence=0.6..0.5"], ("[lowest, highest]", "0.6, 0.5")),
        (["--vary", "bounds=influence=0..0.1,connectivity=0..0.1,attractiveness=0..0.1"], ("leaves no weights",)),
        (["--vary", "simplex:index", "--vary", "noise=0.1"], ("two sets",)),
        (["--choice", "normalize=min_max"], ("did you mean 'normalise'?",)),
        (["--choice", "normalise=minmax"], ("did you mean 'min_max'?",)),
        (["--choice", "normalise=min_max", "--choice", "normalise=z_score"], ("is given twice",)),
        (["--choice", "method=default,geometrik"], ("'geometrik'", "'geometric'")),
        (["--choice", "indicators=1.5"], ("1.5",)),
        (["--choice", "indicators=gpd=0.5"], ("did you mean 'gdp'?",)),
        (["--data-noise=-0.1"], ("-0.1",)),
        (["--data-noise", "gpd=0.1"], ("did you mean 'gdp'?",)),
        (["--data-noise", "gdp=0.1,gdp=0.2"], ("gdp: is given twice",)),
        (["--data-noise", "gdp=column(error)"], ("'error'",)),
        (["--data-noise", "gdp=absolut(2)"], ("did you mean 'absolute'?",)),
        (["--draws", "0"], ("draws", "0")),
        (["--draws", "10000000001"], ("10,000,000,000",)),
        (["--seed", "-1"], ("-1",)),
        (["--threads", "0"], ("--threads", "0")),
    ],
    ids=" ".join,
)
def test_what_is_not_valid_is_wrong_input(command, arguments, says):
    outcome = command("uncertainty", *arguments)
    assert (outcome.code, outcome.out) == (3, "")
    assert "Traceback" not in outcome.err
    assert [each for each in says if each not in outcome.err] == []


def test_every_option_that_is_not_valid_is_said_at_once(command):
    outcome = command("uncertainty", "--vary", "noise=-1", "--vary", "simplex:indx", "--data-noise", "gdp=absolute(-1)")
    assert outcome.code == 3
    assert all(each in outcome.err for each in ("noise=-1", "'indx'", "gdp=absolute(-1)"))


# ---------------------------------------------------------------- as a process


def test_a_fresh_process_gives_the_same_bytes_and_no_progress_into_a_pipe(process, result):
    arguments = ("uncertainty", "--draws", "5000", "--seed", "3", "--vary", "simplex:index", "--format", "json")
    done = process(*arguments, PYTHONWARNINGS="error")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("utf-8") == result(*arguments)


def test_wrong_input_in_a_fresh_process_writes_no_file(process, tmp_path):
    done = process("uncertainty", "--vary", "simplex:indx", "--out", "ranks.csv")
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"Traceback" not in done.stderr
    assert b"did you mean 'index'?" in done.stderr
    assert list(tmp_path.iterdir()) == []
