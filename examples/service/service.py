"""A ranking behind an API: the shipped indices over HTTP, with the records of intlindex as its schema.

    uvicorn service:app --app-dir examples/service

Everything that a request needs is loaded at the start: a request is arithmetic, and opens no file.
"""

from __future__ import annotations

import hashlib
import json
import linecache
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Annotated, Any, Literal

import anyio.to_thread
import scipy.optimize  # noqa: F401  a comparison may need its solvers, which no request should import
from fastapi import FastAPI, Header, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from limits import Limits
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

import intlindex as ix
from intlindex.records import ComparisonRecord, ExplanationRecord, PlacementRecord, RankingRecord, Record

INDICES = ("ieci-2022", "ieci-2024", "example")
METHODS = ("default", "geometric", "rank_based", "z_score")
THREADS = 4
"""Requests that are computed at the same time; others wait."""
MOST_BYTES = 65_536
MOST_CITIES = 20
LONGEST_NAME = 100

Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
IndexName = Annotated[str, Path(max_length=LONGEST_NAME, description="A shipped index, such as ieci-2022.")]
CityName = Annotated[str, Path(max_length=LONGEST_NAME, description="Any name of a city: Beijing, 北京, HK.")]
MethodName = Annotated[
    Literal["default", "geometric", "rank_based", "z_score"], Query(description="How it is combined.")
]
WeightText = Annotated[
    str,
    Query(
        max_length=2_000, description="Weights among siblings: influence=2,connectivity=0.5", examples=["influence=2"]
    ),
]
Known = Annotated[str | None, Header(alias="If-None-Match", description="The ETag of an answer that is known.")]


class Weights(BaseModel):
    """Weights by node id, relative to the siblings; nodes that are not named keep theirs."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    weights: dict[Name, Annotated[float, Field(ge=0, le=1e9)]] = Field(max_length=200, examples=[{"influence": 2}])


class PlacedValues(BaseModel):
    """Raw values of cities outside the index, by indicator; what is not given, or null, is not known."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    cities: dict[Name, dict[Name, float | None]] = Field(
        min_length=1, max_length=MOST_CITIES, examples=[{"Hangzhou": {"fortune_500_headquarters": 8}}]
    )


class ProblemDetail(BaseModel):
    """One thing that is wrong."""

    code: str
    """Stays the same between versions."""
    where: str
    message: str
    nearest: list[str] = []
    """Similar names, where a name is unknown."""


class ProblemDetails(BaseModel):
    """What is wrong with a request, in the form of RFC 9457."""

    type: str = "about:blank"
    title: str
    status: int
    problems: list[ProblemDetail] = []


LOADED: dict[tuple[str, str], ix.Index] = {}


@asynccontextmanager
async def started(made: FastAPI) -> AsyncIterator[None]:
    """Load all indices under all methods, and ask each question once, so that no request imports or reads anything."""
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    for name in INDICES:
        for method in METHODS:
            LOADED[name, method] = ix.load(name, method=method)
    for index in LOADED.values():
        first, second = index.cities[:2]
        index.reweight({index.nodes[1]: 2}).record().to_json()
        for ask in (lambda: index.explain(first), lambda: index.compare(first, second), lambda: index.place("X", {})):  # noqa: B023
            try:
                ask().record().to_json()
            except ix.IntlindexError as error:
                problem_of(error, 422)
    made.openapi()
    linecache.getlines(__file__)  # FastAPI names the place of a question in its errors
    yield
    LOADED.clear()


WRONG: dict[int | str, dict[str, Any]] = {
    304: {"description": "The answer is the one that is known."},
    400: {"model": ProblemDetails, "description": "The body is not JSON."},
    404: {"model": ProblemDetails, "description": "There is no such index or city."},
    413: {"model": ProblemDetails, "description": "The body is too large."},
    422: {"model": ProblemDetails, "description": "The request is not what it must be."},
}
app = FastAPI(title="Rankings of cities", version=ix.__version__, lifespan=started)
app.add_middleware(Limits, most_bytes=MOST_BYTES)


# ---------------------------------------------------------------- questions


@app.get("/indices")
def indices() -> list[str]:
    """List the indices."""
    return list(INDICES)


@app.get("/indices/{name}/ranking", response_model=RankingRecord, responses=WRONG)
def ranking(name: IndexName, method: MethodName = "default", weights: WeightText = "", known: Known = None) -> Response:
    """Rank the cities, with the weights of the index or with others."""
    given = read_weights(weights)
    return answer(loaded(name, method), known, [given], lambda index: reweighted(index, given).record())


@app.post("/indices/{name}/ranking", response_model=RankingRecord, responses=WRONG)
def ranking_with(name: IndexName, body: Weights, method: MethodName = "default", known: Known = None) -> Response:
    """Rank the cities with other weights."""
    return answer(loaded(name, method), known, [body.weights], lambda index: reweighted(index, body.weights).record())


@app.get("/indices/{name}/cities/{city}/explanation", response_model=ExplanationRecord, responses=WRONG)
def explanation(  # noqa: PLR0917  a request has no order of parameters
    name: IndexName,
    city: CityName,
    method: MethodName = "default",
    weights: WeightText = "",
    against: Annotated[str | None, Query(max_length=LONGEST_NAME)] = None,
    known: Known = None,
) -> Response:
    """Explain why a city has its score, or its difference from another city, the median, the mean or the best."""
    index, given = loaded(name, method), read_weights(weights)
    asked = named(index, city)
    return answer(
        index,
        known,
        ["explanation", asked, against, given],
        lambda index: reweighted(index, given).explain(asked, against).record(),
    )


@app.get("/indices/{name}/comparison", response_model=ComparisonRecord, responses=WRONG)
def comparison(
    name: IndexName,
    first: Annotated[str, Query(max_length=LONGEST_NAME)],
    second: Annotated[str, Query(max_length=LONGEST_NAME)],
    method: MethodName = "default",
    known: Known = None,
) -> Response:
    """Compare two cities."""
    question = ["comparison", first, second]
    return answer(loaded(name, method), known, question, lambda index: index.compare(first, second).record())


@app.post("/indices/{name}/placement", response_model=PlacementRecord, responses=WRONG)
def placement(name: IndexName, body: PlacedValues, method: MethodName = "default") -> Response:
    """Place cities that are not in the index; no city of the index moves."""
    index = loaded(name, method)
    rows = {
        city: {node: value for node, value in row.items() if value is not None} for city, row in body.cities.items()
    }
    if len(rows) == 1:
        ((city, row),) = rows.items()
        found = index.place(city, row)
    else:
        found = index.place(table_of(rows))
    return Response(found.record().to_json(), media_type="application/json")


# ---------------------------------------------------------------- answers


class NotThereError(Exception):
    """A name in the path of a request is not that of an index or a city."""

    def __init__(self, error: ix.IntlindexError) -> None:
        super().__init__(str(error))
        self.error = error


def loaded(name: str, method: str) -> ix.Index:
    """Return an index that was loaded at the start."""
    if (name, method) not in LOADED:
        raise NotThereError(ix.UnknownNameError(f"no index {name!a}; /indices lists them"))
    return LOADED[name, method]


def named(index: ix.Index, city: str) -> str:
    """Return the display name of a city in the path."""
    try:
        return index.city(city)
    except ix.UnknownNameError as error:
        raise NotThereError(error) from error


def reweighted(index: ix.Index, weights: dict[str, float]) -> ix.Index:
    """Return an index with other weights."""
    return index.reweight(weights) if weights else index


def read_weights(text: str) -> dict[str, float]:
    """Read weights as the command line takes them; what is no number is left for the library to refuse."""
    found: dict[str, Any] = {}
    for part in filter(None, map(str.strip, text.split(","))):
        node, _, weight = part.partition("=")
        try:
            found[node.strip()] = float(weight)
        except ValueError:
            found[node.strip()] = weight.strip()
    return found


def table_of(rows: dict[str, dict[str, float]]) -> Any:
    """Return values by city as a table."""
    import pandas as pd

    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("city").reset_index()


def answer(index: ix.Index, known: str | None, question: list[Any], ask: Callable[[ix.Index], Record]) -> Response:
    """Answer a question unless the caller has the answer, which follows from question and content of the index."""
    text = json.dumps([ix.__version__, index.fingerprint, question], sort_keys=True)
    tag = f'"{hashlib.sha256(text.encode("ascii")).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "public, max-age=60"}
    if known is not None and tag in (each.strip().removeprefix("W/") for each in known.split(",")):
        return Response(status_code=304, headers=headers)
    return Response(ask(index).to_json(), media_type="application/json", headers=headers)


# ---------------------------------------------------------------- what is wrong


def problem_of(error: ix.IntlindexError, status: int) -> JSONResponse:
    """Return an error of the library as problem details."""
    problems = [
        ProblemDetail(
            code=each.code,
            where=printable(each.where),
            message=printable(each.message),
            nearest=[printable(name) for name in each.nearest or ()],
        )
        for each in error.problems
    ]
    return problem_response(ProblemDetails(title=printable(type(error).__name__), status=status, problems=problems))


def problem_response(details: ProblemDetails, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return problem details as a response."""
    written = details.model_dump()
    return JSONResponse(written, details.status, headers, media_type="application/problem+json")


def printable(text: object) -> str:
    """Return a text that any client can read: what a request holds may be no valid Unicode."""
    return str(text).encode("utf-8", "backslashreplace").decode("utf-8")


@app.exception_handler(ix.IntlindexError)
def wrong_request(_: Request, error: ix.IntlindexError) -> JSONResponse:
    """Answer an error of the library: the request is not what it must be."""
    return problem_of(error, 501 if isinstance(error, ix.MissingDependencyError) else 422)


@app.exception_handler(NotThereError)
def not_there(_: Request, error: NotThereError) -> JSONResponse:
    """Answer that a part of the path does not exist."""
    return problem_of(error.error, 404)


@app.exception_handler(HTTPException)
def wrong_http(_: Request, error: HTTPException) -> JSONResponse:
    """Answer what is wrong before any question is found: an address, a method, a body that cannot be read."""
    problem = ProblemDetail(code=f"http-{error.status_code}", where="", message=printable(error.detail))
    details = ProblemDetails(title="Wrong request", status=error.status_code, problems=[problem])
    return problem_response(details, error.headers)


@app.exception_handler(RequestValidationError)
def wrong_form(_: Request, error: RequestValidationError) -> JSONResponse:
    """Answer that parameters or body have a wrong form; without quoting them, for they may be no valid JSON."""
    problems = [
        ProblemDetail(
            code=str(each["type"]), where=printable(".".join(map(str, each["loc"]))), message=printable(each["msg"])
        )
        for each in error.errors()
    ]
    return problem_response(ProblemDetails(title="Wrong form", status=422, problems=problems))
