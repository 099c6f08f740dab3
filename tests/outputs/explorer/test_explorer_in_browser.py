"""The explorer as a person uses it: in a real browser, from a file, without a network."""

import csv
import io
import json
import os
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlencode
from xml.etree import ElementTree as ET

import pytest
from explorer_cases import HOSTILE, HOSTILE_CITIES, cases, expected, hostile, shipped, weightings

import intlindex as ix
from intlindex.display.rounding import fixed
from intlindex.outputs.explorer.gathering import explorer_record
from intlindex.outputs.explorer.page import record_text, script, style
from intlindex.outputs.explorer.several import explorer
from makers import framework, group, indicator, table

pytestmark = pytest.mark.slow
CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parents[3] / "web" / "node_modules" / "axe-core" / "axe.min.js"
EXAMPLE = ix.load("example")


@pytest.fixture(scope="module")
def browser():
    if "CI" not in os.environ and not CHROMIUM.exists():
        pytest.skip("no browser on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        opened = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "page.html"
    explorer({"equal": EXAMPLE, "influence": EXAMPLE.reweight(influence=3)}, path, place="Hangzhou")
    return path


class Window:
    """A page that is open in a browser, and what went wrong in it."""

    def __init__(self, browser, path, hash_="", **options):
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True, **options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.wrong = []
        self.page.on("console", lambda message: self.wrong.append(message.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", self._note)
        self.page.on("dialog", lambda dialog: self.wrong.append(f"dialog: {dialog.message}"))
        self.path = path
        self.page.goto(f"{path.as_uri()}{hash_}")
        self.page.wait_for_selector(".ranking, .movement")

    def _note(self, request):
        if request.url.split("#")[0] != self.path.as_uri() and not request.url.startswith(("data:", "blob:")):
            self.wrong.append(f"request: {request.url}")

    def order(self):
        return self.page.eval_on_selector_all(".ranking tbody tr", "rows => rows.map(row => row.dataset.city)")

    def ranking(self):
        """Return by id of the city its rank and score, as they are shown."""
        rows = self.page.eval_on_selector_all(
            ".ranking tbody tr",
            "rows => rows.map(row => [row.dataset.city, row.querySelector('.rank').textContent,"
            " row.querySelector('.score').textContent])",
        )
        return {city: (rank, score) for city, rank, score in rows}

    def share(self, node):
        return float(self.page.input_value(f'.weight[data-node="{node}"] input[type=number]'))

    def type_share(self, node, text):
        field = self.page.locator(f'.weight[data-node="{node}"] input[type=number]').first
        field.fill(text)
        field.press("Enter")

    def text(self, name):
        self.page.evaluate("document.querySelector('.sharing').open = true")
        return self.page.input_value(f"textarea[name=share-{name}]")

    def close(self):
        self.context.close()
        assert self.wrong == []


@pytest.fixture
def window(browser, file):
    opened = Window(browser, file)
    yield opened
    opened.close()


def shown_of(index):
    """Return by id of the city its rank and score, as the page should show them."""
    digits = ix.load("example").shown.digits
    ids = {name: index.table.registry[name].id for name in index.cities}
    rows = index.ranking.itertuples()
    return {ids[row.city]: (str(row.rank), fixed(row.score, digits)) for row in rows}


def test_it_opens_with_the_ranking_of_the_library(window):
    assert window.ranking() == shown_of(EXAMPLE)


def test_a_typed_share_keeps_the_proportions_of_its_siblings_and_gives_the_ranks_of_the_library(window):
    window.type_share("influence", "50")
    assert [window.share(node) for node in ("attractiveness", "influence", "connectivity")] == [25, 50, 25]
    changes = json.loads(window.text("json"))["weights"]
    assert window.ranking() == shown_of(EXAMPLE.reweight(changes))
    python = window.text("python")
    assert eval(python, {"index": EXAMPLE}) == EXAMPLE.reweight(changes)  # noqa: S307  the line that the page gives
    option = re.fullmatch(r"--weights '(.*)'", window.text("option"))[1]
    assert dict(part.split("=") for part in option.split(",")) == {
        name: str(value).removesuffix(".0") for name, value in changes.items()
    }


def test_a_slider_that_goes_to_the_end_and_back_keeps_the_proportions(window):
    window.type_share("influence", "40")
    window.type_share("connectivity", "40")
    before = window.share("attractiveness"), window.share("influence")
    slider = window.page.locator('.weight[data-node="connectivity"] input[type=range]')
    box = slider.bounding_box()
    window.page.mouse.move(box["x"] + box["width"] * 0.41, box["y"] + box["height"] / 2)
    window.page.mouse.down()
    window.page.mouse.move(box["x"] + box["width"] + 20, box["y"] + 5, steps=6)
    assert window.share("connectivity") == 100
    window.page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 5, steps=6)
    window.page.mouse.up()
    after = window.share("attractiveness"), window.share("influence")
    assert after[0] / after[1] == pytest.approx(before[0] / before[1], rel=0.01)
    assert sum(after) + window.share("connectivity") == pytest.approx(100, abs=0.011)


def test_a_locked_share_stays(window):
    window.page.click('.weight[data-node="attractiveness"] .lock')
    window.type_share("influence", "60")
    assert window.share("attractiveness") == 33.33
    assert window.share("connectivity") == 6.67
    assert window.page.is_disabled('.weight[data-node="attractiveness"] input[type=range]')


def test_presets_set_and_reset_weights(window):
    pressed = window.page.locator('.presets [aria-pressed="true"]')
    assert pressed.evaluate_all("all => all.map(each => each.dataset.preset)") == ["given", "equal"]  # the same here
    window.page.click('[data-preset="double:connectivity"]')
    assert window.ranking() == shown_of(EXAMPLE.reweight(connectivity=2))
    assert pressed.evaluate_all("all => all.map(each => each.dataset.preset)") == ["double:connectivity"]
    assert json.loads(window.text("json"))["weights"] == {"connectivity": 2}
    window.page.click('[data-preset="given"]')
    assert window.ranking() == shown_of(EXAMPLE)
    window.type_share("influence", "80")
    window.page.click('[data-preset="equal"]')
    assert window.ranking() == shown_of(EXAMPLE)


def test_an_opened_dimension_shows_the_weights_and_scores_of_its_groups(window):
    window.page.click('.weight[data-node="influence"] .open')
    group = EXAMPLE.framework.children("influence")[0].id
    window.type_share(group, "70")
    changes = json.loads(window.text("json"))["weights"]
    assert changes[group] == 0.7
    assert window.ranking() == shown_of(EXAMPLE.reweight(changes))


def test_the_triangle_is_moved_by_pointer_and_by_keys(window):
    svg = window.page.locator(".triangle svg")
    svg.scroll_into_view_if_needed()
    box = svg.bounding_box()
    window.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    window.page.mouse.down()
    window.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 2, steps=4)
    window.page.mouse.up()
    assert window.share("attractiveness") == 100
    svg.focus()
    window.page.keyboard.press("ArrowDown")
    assert 90 < window.share("attractiveness") < 100
    changes = json.loads(window.text("json"))["weights"]
    assert window.ranking() == shown_of(EXAMPLE.reweight(changes))


def test_the_areas_of_the_triangle_name_the_winner(window):
    first = EXAMPLE.reweight({"attractiveness": 1, "influence": 0, "connectivity": 0}).ranking["city"][0]
    names = window.page.eval_on_selector_all(".triangle .area title", "all => all.map(each => each.textContent)")
    assert first in names
    assert EXAMPLE.ranking["city"][0] in names


def test_the_language_is_switched_in_place(window):
    window.page.click(".language")
    assert window.page.get_attribute("html", "lang") == "zh"
    assert window.page.inner_text('tr[data-city="beijing"] button.city') == "北京"
    assert "影响力" in window.page.inner_text('.weight[data-node="influence"]')
    assert window.ranking() == shown_of(EXAMPLE)


@pytest.mark.parametrize("text", ["beijing", "北京", "Peking"])
def test_a_city_is_found_by_any_name(window, text):
    if text == "Peking" and "Peking" not in EXAMPLE.table.registry["Beijing"].aliases:
        text = "china"
    window.page.fill("input[type=search]", text)
    assert "beijing" in window.order()
    assert "london" not in window.order()
    window.page.press("input[type=search]", "Enter")
    assert window.page.is_visible(".city-panel")
    assert len(window.order()) == len(EXAMPLE)


def test_regions_filter_the_rows_and_keep_the_ranks(window):
    window.page.select_option("select[name=region]", "Europe")
    whole = shown_of(EXAMPLE)
    europe = {
        EXAMPLE.table.registry[city].id for city in EXAMPLE.cities if EXAMPLE.table.registry[city].region == "Europe"
    }
    assert window.ranking() == {city: whole[city] for city in whole if city in europe}


def test_a_placed_city_gets_its_rank_and_moves_no_other(window):
    window.page.check("[data-placed=hangzhou]")
    placement = EXAMPLE.place("Hangzhou")
    found = window.ranking()
    assert found.pop("hangzhou")[0] == str(int(placement.table["rank"].iloc[0]))
    assert found == shown_of(EXAMPLE)


def test_strengths_and_weaknesses_are_those_of_a_dimension_where_one_is_chosen(window):
    window.page.click('tr[data-city="beijing"] button.city')
    names = window.page.locator(".effects .effect-name")
    below = {node.name for node in EXAMPLE.framework.below("attractiveness")}
    assert not {name.removesuffix(" national value") for name in names.all_inner_texts()} <= below
    window.page.select_option("select[name=within]", label="Attractiveness")
    chosen = [name.removesuffix(" national value") for name in names.all_inner_texts()]
    assert len(chosen) > 1
    assert set(chosen) <= below


def test_two_cities_are_compared_part_by_part(window):
    window.page.click('tr[data-city="seoul"] button.city')
    window.page.select_option("select[name=against]", "tokyo")
    gap = EXAMPLE.scores.loc["Seoul", "index"] - EXAMPLE.scores.loc["Tokyo", "index"]
    assert fixed(abs(gap), EXAMPLE.shown.digits) in window.page.inner_text(".comparison p")
    assert window.page.locator(".waterfall rect").count() >= 8
    dimensions = EXAMPLE.scores[[node.id for node in EXAMPLE.framework.children("index")]]
    leads = (dimensions.loc["Seoul"] - dimensions.loc["Tokyo"]) / 3
    told = window.page.locator(".comparison p").nth(1).inner_text()
    assert sorted(map(float, re.findall(r"[+-]?\d+\.\d", told))) == pytest.approx(sorted(leads), abs=0.051)
    window.page.evaluate("document.querySelector('.comparison details').open = true")
    cells = window.page.eval_on_selector_all(
        ".comparison tbody tr td:last-child", "all => all.map(each => each.textContent)"
    )
    assert sum(map(float, cells)) == pytest.approx(gap, abs=0.3)


def test_the_smallest_change_of_a_weight_that_puts_a_city_ahead_is_told_and_made(window):
    later, earlier = EXAMPLE.ranking["city"][5], EXAMPLE.ranking["city"][4]
    ids = {name: EXAMPLE.table.registry[name].id for name in (later, earlier)}
    window.page.click(f'tr[data-city="{ids[later]}"] button.city')
    window.page.select_option("select[name=against]", ids[earlier])
    node = window.page.get_attribute("[data-change]", "data-change")
    told = window.page.inner_text(".change")
    assert told.startswith(f"{later} would pass {earlier} if ")
    window.page.click("[data-change]")
    assert window.page.inner_text(".change").startswith(f"{earlier} would pass {later} if ")
    order = window.order()
    assert order.index(ids[later]) < order.index(ids[earlier])
    assert abs(window.share(node) - float(re.search(r"than ([\d.]+)%", told)[1])) < 0.6


def test_published_ranks_stand_beside_ours_in_the_profile_and_in_a_table(browser, tmp_path):
    index = ix.load("ieci-2022")
    index.explorer(tmp_path / "page.html", ranges=False)
    opened = Window(browser, tmp_path / "page.html", "#city=beijing")
    known = index.agreement().ranks.query("city == 'Beijing'").set_index("node")
    names = {node.id: node.name for node in index.framework.nodes}
    cells = opened.page.eval_on_selector_all(
        ".profile li:not(.heads)",
        "all => all.map(row => [...row.querySelectorAll('span')].map(each => each.textContent))",
    )
    shown = {name: (ours, published) for name, _, ours, published in cells if published}
    ranks = known[["reconstructed", "published"]].astype(str)
    rows = {names[node]: tuple(row) for node, row in zip(ranks.index, ranks.to_numpy(), strict=True)}
    assert shown == {name: rows[name] for name in rows if name in {cell[0] for cell in cells}}
    assert len(shown) > 3
    table = opened.page.eval_on_selector_all(
        ".city-panel > table.plain tbody tr", "all => all.map(row => [...row.cells].map(each => each.textContent))"
    )
    assert {name: (ours, published) for name, published, ours, _ in table} == rows
    opened.close()


def test_where_rank_1_is_the_lowest_score_the_city_with_it_is_ahead(browser, tmp_path):
    given = EXAMPLE.replace(method=EXAMPLE.method.replace(rank={"order": "ascending"}))
    explorer({"one": given}, tmp_path / "ascending.html")
    first, last = given.ranking["city"].iloc[[0, -1]]
    ids = {name: given.table.registry[name].id for name in (first, last)}
    opened = Window(browser, tmp_path / "ascending.html", f"#city={ids[last]}&against={ids[first]}")
    assert re.match(rf"{last} is [\d.]+ points behind {first}\.", opened.page.inner_text(".comparison p"))
    for change in opened.page.query_selector_all(".change"):
        assert change.inner_text().startswith(f"{last} would pass {first} if ")
    assert opened.wrong == []
    opened.context.close()


def test_while_a_slider_moves_all_rows_follow_at_the_latest_when_it_rests(window):
    drag = "share => { const slider = document.querySelector('.weight[data-node=influence] input[type=range]');"
    drag += " slider.value = share; slider.dispatchEvent(new Event('input', { bubbles: true })); }"
    window.page.set_viewport_size({"width": 1280, "height": 400})
    for share in (40, 50, 60):
        window.page.evaluate(drag, share)
    window.page.wait_for_timeout(400)
    window.page.evaluate("document.querySelector('.sharing').open = true")
    changes = json.loads(window.text("json"))["weights"]
    assert window.share("influence") == 60
    assert window.ranking() == shown_of(EXAMPLE.reweight(changes))


@pytest.mark.parametrize("width", [390, 1280])
def test_a_chosen_city_comes_into_the_window(window, width):
    window.page.set_viewport_size({"width": width, "height": 500})
    window.page.wait_for_timeout(200)
    window.page.locator("button.city").last.click()
    window.page.wait_for_timeout(200)
    top = window.page.evaluate("document.querySelector('.city-panel').getBoundingClientRect().top")
    assert 0 <= top < 100


def test_the_movement_has_the_weights_beside_it(window):
    window.page.locator("input[value=movement]").check(force=True)
    window.type_share("influence", "60")
    assert window.share("influence") == 60
    assert window.page.locator(".movement .band.up").count() > 0


def test_the_panel_tells_range_national_values_and_sources(window):
    window.page.click('tr[data-city="beijing"] button.city')
    bounds = EXAMPLE.rank_bounds(within=0.25).table.loc["Beijing"]
    told = window.page.inner_text(".range")
    assert f"Rank {bounds['best']} to {bounds['worst']}" in told or bounds["best"] == bounds["worst"]
    assert "25%" in told
    window.page.evaluate("document.querySelector('.values').open = true")
    rows = window.page.inner_text(".values tbody")
    assert "country" in rows
    assert window.page.locator(".values tbody tr").count() == len(EXAMPLE.framework.indicators)


def test_the_movement_shows_both_rankings(window):
    window.page.click('[data-preset="double:connectivity"]')
    window.page.locator("input[value=movement]").check(force=True)
    assert window.page.locator(".movement .band").count() == len(EXAMPLE)
    window.page.get_by_role("button", name=re.compile(r"^\d+ Tokyo: ")).focus()
    window.page.keyboard.press("Enter")
    assert window.page.inner_text("#city-title") == "Tokyo"
    moved = (EXAMPLE.ranks["index"] != EXAMPLE.reweight(connectivity=2).ranks["index"]).sum()
    assert window.page.locator(".band.up, .band.down").count() == moved


def test_the_address_holds_the_state(browser, file, window):
    window.type_share("influence", "50")
    window.page.click('tr[data-city="beijing"] button.city')
    window.page.click(".language")
    window.page.wait_for_timeout(400)  # it is written after the last change
    hash_ = window.page.evaluate("location.hash")
    assert "lang=zh" in hash_
    ranking = window.ranking()
    again = Window(browser, file, hash_)
    assert again.ranking() == ranking
    assert again.page.inner_text("#city-title") == "北京"
    again.close()


@pytest.mark.parametrize(
    "hash_", ["#w=influence=-1,nothing=3,attractiveness=x&city=nowhere&lang=fr", "#%E0%A4%A", "#w="]
)
def test_an_address_that_makes_no_sense_is_ignored(browser, file, hash_):
    opened = Window(browser, file, hash_)
    assert opened.ranking() == shown_of(EXAMPLE)
    opened.close()


def test_editions_are_chosen(window):
    window.page.select_option("select[name=edition]", "1")
    assert window.ranking() == shown_of(EXAMPLE.reweight(influence=3))


def test_exports_hold_the_ranking(window):
    window.page.click('[data-preset="double:connectivity"]')
    window.page.evaluate("document.querySelector('.sharing').open = true")
    with window.page.expect_download() as waiting:
        window.page.click("[data-export=csv]")
    rows = list(csv.reader(io.StringIO(Path(waiting.value.path()).read_text("utf-8-sig"))))
    wanted = list(csv.reader(io.StringIO(EXAMPLE.reweight(connectivity=2).to_csv())))
    assert rows[0] == [*wanted[0], "region"]
    assert [row[:2] for row in rows] == [row[:2] for row in wanted]
    assert [list(map(float, row[2:-1])) for row in rows[1:]] == [list(map(float, row[2:])) for row in wanted[1:]]
    assert rows[1][1:2] + rows[1][-1:] == ["London", "Europe"]
    with window.page.expect_download() as waiting:
        window.page.click("[data-export=svg]")
    assert waiting.value.suggested_filename == "example-reweighted.svg"
    picture = Path(waiting.value.path()).read_text("utf-8")
    assert ">London<" in picture
    assert "weights Connectivity 2<" in picture  # a picture travels without its page


def test_all_controls_are_reached_and_worked_by_keys(window):
    window.page.focus('.weight[data-node="influence"] input[type=range]')
    window.page.keyboard.press("ArrowRight")
    assert window.share("influence") > 33.4
    window.page.focus('tr[data-city="beijing"] button.city')
    window.page.keyboard.press("Enter")
    assert window.page.inner_text("#city-title") == "Beijing"
    window.page.focus('.weight[data-node="influence"] .open')
    window.page.keyboard.press("Space")
    assert window.page.get_attribute('.weight[data-node="influence"] .open', "aria-expanded") == "true"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_axe_finds_nothing_serious(browser, file, scheme, language):
    if "CI" not in os.environ and not AXE.exists():
        pytest.skip("the front end is not installed on this machine")
    hash_ = f"#lang={language}&city=beijing&against=seoul&w=influence=0.5&opened=influence&placed=hangzhou"
    opened = Window(browser, file, hash_, color_scheme=scheme, bypass_csp=True)
    opened.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    opened.page.add_script_tag(content=AXE.read_text("utf-8"))
    for view in ("ranking", "movement") if language == "en" else ("ranking",):
        opened.page.locator(f"input[value={view}]").check(force=True)
        found = opened.page.evaluate("axe.run()")["violations"]
        serious = [
            (each["id"], each["nodes"][0]["html"][:200]) for each in found if each["impact"] in {"serious", "critical"}
        ]
        assert serious == [], view
    opened.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_wider_than_the_screen(browser, file, width):
    opened = Window(browser, file, "#city=beijing&against=seoul&w=influence=0.5")
    opened.page.set_viewport_size({"width": width, "height": 800})
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    beyond = "boxes => boxes.filter(box => box.getBoundingClientRect().right > innerWidth - 8).length"
    assert opened.page.is_visible('.weight[data-node="influence"] input[type=range]')
    assert opened.page.eval_on_selector_all(".page > * button, .page > :not(.columns) input, .weight *", beyond) == 0
    opened.close()


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "page.html"
    ix.explorer(hostile(), path, ranges=False)
    return path


MARKUP = "document.querySelectorAll(':is(.page, .intlindex-explorer) :is(img, script, iframe, style)').length"


@pytest.mark.parametrize("view", ["ranking", "movement"])
def test_markup_in_names_is_text(browser, hostile_file, view):
    image, brace, end, comment, signs, formula = HOSTILE
    state = urlencode({"city": image, "against": end, "opened": "p,q,r", "w": "p=0.5", "view": view, "edition": end})
    opened = Window(browser, hostile_file, f"#{state}")
    page = opened.page
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert page.evaluate(MARKUP) == 0
    assert page.title() == end
    assert page.text_content("h1").strip() == end
    assert page.text_content("#city-title") == image
    assert page.text_content("select[name=edition] option:checked") == end
    labels = page.locator(".weights, .ranking thead").first.locator(".weight-label").all_text_contents()
    assert labels == [end, image, brace, comment, formula, signs, comment]
    if view == "ranking":
        assert set(page.locator("button.city").all_text_contents()) == set(HOSTILE_CITIES)
    page.wait_for_timeout(400)
    assert dict(parse_qsl(page.evaluate("location.hash.slice(1)")))["city"] == image
    opened.close()


def test_markup_in_names_is_text_in_files(browser, hostile_file):
    index = next(iter(hostile().values()))
    opened = Window(browser, hostile_file)
    opened.page.evaluate("document.querySelector('.sharing').open = true")
    written = {}
    for kind in ("csv", "svg"):
        with opened.page.expect_download() as waiting:
            opened.page.click(f"[data-export={kind}]")
        written[kind] = Path(waiting.value.path()).read_text("utf-8")
    rows, wanted = (list(csv.reader(io.StringIO(text))) for text in (written["csv"], index.to_csv()))
    assert [row[:2] for row in rows] == [row[:2] for row in wanted]
    picture = ET.fromstring(written["svg"])  # noqa: S314  the page has just made it
    assert {each.tag.split("}")[1] for each in picture.iter()} == {"svg", "rect", "text"}
    assert set(HOSTILE_CITIES) <= {each.text for each in picture.iter()}
    opened.close()


RANKINGS = """async hashes => {
  const found = [];
  for (const hash of hashes) {
    await new Promise((done) => {
      addEventListener("hashchange", () => setTimeout(done), { once: true }); // after the page has heard of it
      location.hash = hash;
    });
    const rows = document.querySelectorAll(".ranking tbody tr");
    const text = (row, name) => row.querySelector(name).textContent;
    found.push([...rows].map(row => [row.dataset.city, text(row, ".rank"), text(row, ".score")]));
  }
  return found;
}"""


@pytest.mark.parametrize(
    "name",
    ["ieci-2022", "ieci-2024", "two levels", "five levels", "geometric", "ties", "two levels, blanks rescaled"],
)
def test_fifty_random_weightings_are_shown_as_the_library_has_them(browser, tmp_path, name):
    case = (cases() | shipped())[name]
    path = tmp_path / "page.html"
    explorer({"one": case.index}, path, place=case.placed, ranges=False)
    edition = case.record()["editions"][0]
    ids, digits = edition["cities"], edition["digits"]
    placed = ",".join(city["id"] for city in ids if city.get("placed"))
    tried = weightings(case.index, 7, 50)
    hashes = [
        f"w={','.join(f'{node}={weight}' for node, weight in changes.items())}&placed={placed}&time={time}"
        for time, changes in enumerate(tried)
    ]
    opened = Window(browser, path)
    for changes, shown in zip(tried, opened.page.evaluate(RANKINGS, hashes), strict=True):
        wanted = expected(case, changes)
        told = {
            city["id"]: ("–" if rank is None else f"{rank:g}", "no score" if row[0] is None else fixed(row[0], digits))
            for city, rank, row in zip(ids, wanted["ranks"], wanted["scores"], strict=True)
        }
        assert {city: (rank, score) for city, rank, score in shown} == told, changes
    opened.close()


WIDGET = """async ([script, record]) => {
  const module = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  const state = { _record: record, weights: {}, city: "" };
  const heard = {};
  window.sent = [];
  window.fake = {
    get: (name) => state[name],
    set: (name, value) => { state[name] = value; },
    save_changes: () => window.sent.push({ weights: state.weights, city: state.city }),
    on: (name, act) => { heard[name] = act; },
    push: (name, value) => { state[name] = value; heard[`change:${name}`](); },
  };
  module.default.render({ model: window.fake, el: document.body });
}"""


def test_the_widget_sends_and_takes_weights_and_city(browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    record = record_text(explorer_record({"example": EXAMPLE}, ranges=False))
    page.evaluate(WIDGET, [script(), record])
    page.add_style_tag(content=style())
    page.wait_for_selector(".ranking")
    page.click('[data-preset="double:connectivity"]')
    page.click('tr[data-city="beijing"] button.city')
    page.wait_for_function("sent.length >= 2")
    assert page.evaluate("sent.at(-1)") == {"weights": {"connectivity": 2}, "city": "Beijing"}
    page.focus(".ranking input[type=range]")  # keys of which JupyterLab would take, but for this attribute
    assert page.evaluate("document.activeElement.hasAttribute('data-lm-suppress-shortcuts')")
    page.evaluate("fake.push('weights', {influence: 3})")
    page.evaluate("fake.push('city', 'Tokyo')")
    page.wait_for_function("document.querySelector('#city-title')?.textContent === 'Tokyo'")
    ranks = page.eval_on_selector_all(".ranking tbody tr", "rows => rows.map(row => row.dataset.city)")
    by_hand = EXAMPLE.reweight(influence=3).ranking["city"]
    assert ranks == [EXAMPLE.table.registry[city].id for city in by_hand]
    assert wrong == []
    page.close()


def test_markup_in_names_is_text_in_the_widget(browser):
    page = browser.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    record = record_text(explorer_record({"one": next(iter(hostile().values()))}, ranges=False))
    page.evaluate(WIDGET, [script(), record])
    page.wait_for_selector(".ranking")
    for name in HOSTILE_CITIES:
        page.evaluate("name => fake.push('city', name)", name)
        page.wait_for_function("name => document.querySelector('#city-title')?.textContent === name", arg=name)
    page.locator("button.city").first.click()
    page.wait_for_function("sent.length > 0")
    assert page.evaluate("sent.at(-1).city") in ("", *HOSTILE_CITIES)
    assert page.evaluate(MARKUP.replace("style", "link")) == 0
    assert wrong == []
    page.close()


WORDS = """() => {
  const main = document.querySelector('main');
  const kept = node => node.closest('[lang=en], textarea, [data-export]');
  const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const found = [document.title];
  while (walk.nextNode()) if (!kept(walk.currentNode.parentElement)) found.push(walk.currentNode.textContent);
  for (const name of ['title', 'aria-label', 'placeholder'])
    for (const each of main.querySelectorAll(`[${name}]`)) if (!kept(each)) found.push(each.getAttribute(name));
  return found;
}"""
LATIN_IN_CHINESE = {"PM", "QS", "GaWC", "Mbps", "JSON", "Python", "intlindex", "mixed"} | {
    "Alpha",
    "CWTS",
    "IQAir",
    "Ookla",
    "Speedtest",
    "confs",
    "tech",
}
"""Names and formats that a Chinese page has in Latin letters: of units and files, and of what definitions rest on."""


def test_a_chinese_page_has_no_english_word_but_in_sources_and_switches_both_ways(browser, tmp_path, indicators_folder):
    path = tmp_path / "page.html"
    ix.load("ieci-2022", lang="zh").explorer(path, place="杭州", ranges=False)
    window = Window(browser, path, "#city=beijing&against=shanghai&weights=influence%3D0.5")
    page = window.page
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    chinese = page.evaluate(WORDS)
    with (indicators_folder / "sources.csv").open(encoding="utf-8") as sources:
        known = [text for row in csv.DictReader(sources) for text in (row["publisher"], row["title_zh"])]
    names = {word for text in known for word in re.findall("[A-Za-z]{2,}", text)}
    found = {word for text in chinese for word in re.findall("[A-Za-z]{2,}", text)}
    assert found - names - LATIN_IN_CHINESE == set()
    page.click(".language")
    english = page.evaluate(WORDS)
    assert [text for text in english if re.search("[\u4e00-\u9fff]", text)] == []
    page.click(".language")
    assert set(page.evaluate(WORDS)) == set(chinese)
    window.close()


@pytest.mark.parametrize(("lang", "cities"), [("en", r"\bcit(y|ies)\b"), ("zh", "城市|两城")])
def test_a_page_of_countries_is_about_countries_and_their_regions(browser, tmp_path, lang, cities):
    made = framework(
        *[group(name) for name in "pqr"],
        *[indicator(f"{name}{at}", name, spatial_level="country") for name in "pqr" for at in (1, 2)],
        unit_name={"one": "country", "many": "countries", "zh": "国家"},
        names={"zh": "我的指数"},
        labels={"region": {"North": {"zh": "北部"}, "South": {"zh": "南部"}}},
    )
    values = {f"{name}{at}": [at, 3, 2 * at, 4] for name in "pqr" for at in (1, 2)}
    data = table(values | {"p1": [5, None, 1, 2]}, ["Chad", "Peru", "Nepal", "Fiji"])
    index = ix.score(data.assign(region=["North", "South", "North", "South"]), made, lang=lang)
    index.explorer(tmp_path / "countries.html")
    opened = Window(browser, tmp_path / "countries.html", "#city=Chad&against=Peru")
    page = opened.page
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    said = page.inner_text("main") + page.eval_on_selector_all(
        "[title], [aria-label], [placeholder]",
        "all => all.map(each => ['title', 'aria-label', 'placeholder'].map(name => each.getAttribute(name))).join()",
    )
    assert {"en": "COUNTRY", "zh": "国家"}[lang] in said.upper()
    assert not re.search(cities, re.sub(r"\S*#city=\S*", "", said), re.IGNORECASE)
    assert "national value" not in said
    assert "国家层面数据" not in said
    labels = page.eval_on_selector_all("select[name=region] option", "all => all.map(each => each.textContent.trim())")
    north, south = {"en": ("North", "South"), "zh": ("北部", "南部")}[lang]
    assert labels[1:] == [north, south]
    assert north in page.inner_text(".city-panel header")
    page.select_option("select[name=region]", "South")
    assert set(opened.order()) == {"Peru", "Fiji"}
    with page.expect_download() as waiting:
        page.click("[data-export=csv]")
    rows = list(csv.reader(io.StringIO(Path(waiting.value.path()).read_text("utf-8-sig"))))
    assert rows[0][:3] + rows[0][-1:] == ["rank", "country", "score", "region"]
    assert {row[-1] for row in rows[1:]} == {south}
    opened.close()
