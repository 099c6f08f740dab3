"""The example service, end to end: a real server in a process of its own, and a real client."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import intlindex as ix
from intlindex import records

httpx = pytest.importorskip("httpx")

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def client(running_service):
    with httpx.Client(base_url=running_service, timeout=60) as made:
        yield made


@pytest.fixture(scope="module")
def index():
    return ix.load("ieci-2022")


def test_the_ranking_is_the_record_of_the_library(client, index):
    found = client.get("/indices/ieci-2022/ranking")
    assert found.status_code == 200
    assert found.text == index.record().to_json()
    assert records.RankingRecord.from_json(found.content).to_dict() == index.record().to_dict()


def test_all_questions_are_answered_as_by_the_library(client, index):
    questions = {
        "/indices/ieci-2022/ranking?weights=influence=2,connectivity=0.5": index.reweight(
            influence=2, connectivity=0.5
        ),
        "/indices/ieci-2022/ranking?method=geometric": ix.load("ieci-2022", method="geometric"),
        "/indices/ieci-2022/cities/北京/explanation?against=Paris": index.explain("Beijing", "Paris"),
        "/indices/ieci-2022/comparison?first=HK&second=Singapore": index.compare("HK", "Singapore"),
    }
    for path, expected in questions.items():
        assert client.get(path).text == expected.record().to_json()


def test_cities_are_placed_one_or_several(client, index):
    values = {"Hangzhou": {"fortune_500_headquarters": 8, "gdp": 250.0}, "Jinan": {"gdp": 170.0, "unicorns": None}}
    one = client.post("/indices/ieci-2022/placement", json={"cities": {"Hangzhou": values["Hangzhou"]}})
    assert one.text == index.place("Hangzhou", values["Hangzhou"]).record().to_json()
    both = client.post("/indices/ieci-2022/placement", json={"cities": values}).json()
    assert [city["city"] for city in both["cities"]] == ["Hangzhou", "Jinan"]
    assert both["cities"][0] == one.json()["cities"][0]


def test_an_answer_that_is_known_is_not_computed_again(client):
    first = client.get("/indices/ieci-2022/ranking?weights=influence=2")
    tag = first.headers["etag"]
    again = client.get("/indices/ieci-2022/ranking?weights=influence=2", headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get("/indices/ieci-2022/ranking", headers={"If-None-Match": tag}).status_code == 200
    body = client.post("/indices/ieci-2022/ranking", json={"weights": {"influence": 2}})
    assert (body.headers["etag"], body.text) == (tag, first.text)
    tags = {client.get(f"/indices/{name}/ranking").headers["etag"] for name in ("ieci-2022", "ieci-2024", "example")}
    assert len(tags | {tag}) == 4


WRONG = {
    "an unknown index": ("GET", "/indices/ieci-1999/ranking", {}, 404),
    "a path as an index": ("GET", "/indices/..%2F..%2Fetc%2Fpasswd/ranking", {}, 404),
    "an unknown city in the path": ("GET", "/indices/ieci-2022/cities/Pekin/explanation", {}, 404),
    "an unknown city in the query": ("GET", "/indices/ieci-2022/comparison?first=Pekin&second=Paris", {}, 422),
    "a city missing": ("GET", "/indices/ieci-2022/comparison?first=Paris", {}, 422),
    "an unknown node": ("GET", "/indices/ieci-2022/ranking?weights=influense=2", {}, 422),
    "a weight that is no number": ("GET", "/indices/ieci-2022/ranking?weights=influence=much", {}, 422),
    "a weight that is not finite": ("GET", "/indices/ieci-2022/ranking?weights=influence=nan", {}, 422),
    "weights that sum to zero": (
        "GET",
        "/indices/ieci-2022/ranking?weights=influence=0,attractiveness=0,connectivity=0",
        {},
        422,
    ),
    "an unknown method": ("GET", "/indices/ieci-2022/ranking?method=worst", {}, 422),
    "no JSON": ("POST", "/indices/ieci-2022/ranking", {"content": b"{"}, 422),
    "no number in JSON": ("POST", "/indices/ieci-2022/ranking", {"content": b'{"weights": {"influence": NaN}}'}, 422),
    "half a character": ("POST", "/indices/ieci-2022/ranking", {"content": b'{"weights": {"\\ud800": 1}}'}, 422),
    "half a name": ("POST", "/indices/ieci-2022/placement", {"content": b'{"cities": {"\\ud800": {"gdp": 1}}}'}, 422),
    "a file as a city": ("POST", "/indices/ieci-2022/placement", {"json": {"cities": {"/etc/passwd": {"x": 1}}}}, 422),
    "no city": ("POST", "/indices/ieci-2022/placement", {"json": {"cities": {}}}, 422),
    "too many cities": (
        "POST",
        "/indices/ieci-2022/placement",
        {"json": {"cities": {f"c{i}": {} for i in range(99)}}},
        422,
    ),
    "a body too large": ("POST", "/indices/ieci-2022/ranking", {"content": b" " * 70_000}, 413),
    "deep JSON": ("POST", "/indices/ieci-2022/ranking", {"content": b"[" * 60_000}, 400),
    "not UTF-8": ("POST", "/indices/ieci-2022/ranking", {"content": b'{"weights": {"\xff": 1}}'}, 400),
}


@pytest.mark.parametrize(("method", "path", "given", "status"), WRONG.values(), ids=WRONG)
def test_a_bad_request_is_refused_with_its_problems(method, path, given, status, client):
    found = client.request(method, path, headers={"content-type": "application/json"}, **given)
    assert found.status_code == status
    if status != 413:
        details = found.json()
        assert details["status"] == status
        assert details["problems"]
        assert all(problem["code"] and problem["message"] for problem in details["problems"])


def test_a_misspelt_city_gets_similar_names(client):
    (problem,) = client.get("/indices/ieci-2022/cities/Beijin/explanation").json()["problems"]
    assert problem["code"] == "unknown-city"
    assert problem["nearest"][0] == "Beijing"


def test_a_thousand_concurrent_re_weightings_have_the_bits_of_the_library(running_service, index):
    weights = [round(0.1 + k * 0.003, 3) for k in range(1000)]

    with httpx.Client(base_url=running_service, timeout=120) as client, ThreadPoolExecutor(50) as threads:

        def ask(weight):
            answered = client.get(f"/indices/ieci-2022/ranking?weights=influence={weight}")
            assert answered.status_code == 200
            return json.loads(answered.content)

        answers = list(threads.map(ask, weights))
    for weight, found in zip(weights, answers, strict=True):
        expected = index.reweight(influence=weight).ranking
        assert [row["city"] for row in found["ranking"]] == expected["city"].to_list()
        assert [row["rank"] for row in found["ranking"]] == expected["rank"].to_list()
        assert [row["score"] for row in found["ranking"]] == expected["score"].to_list()


def test_the_api_is_described_by_the_schemas_of_the_records(client):
    described = client.get("/openapi.json").json()["components"]["schemas"]
    for record in (records.RankingRecord, records.ExplanationRecord, records.ComparisonRecord, records.PlacementRecord):
        published = record.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
        assert set(described[record.__name__]["properties"]) == set(published["properties"])
        assert described[record.__name__]["description"] == published["description"]
