"""The short way to an answer: it leads to the same as the long one, which an If-None-Match makes a request take."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kg.store.query import QueryAnswer, QueryRequest
from kg.web.app import create_app
from kg.web.served import served_by

ROWS = "SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s LIMIT 3"
LONG_WAY = {"If-None-Match": '"another"'}


@pytest.fixture
def client(example_app: Flask) -> FlaskClient:
    return example_app.test_client()


def told(response: TestResponse) -> tuple[int, bytes, dict[str, str]]:
    with response:
        headers = {name: value for name, value in response.headers.items() if name != "X-Request-Id"}
        return response.status_code, response.get_data(), headers


@pytest.mark.parametrize(
    "accept", ["", "*/*", "text/csv", "application/sparql-results+xml;q=0.5", "text/*", "image/png"]
)
@pytest.mark.parametrize(
    "parameters",
    [
        {"query": ROWS},
        {"query": ROWS, "format": "tsv"},
        {"query": "ASK {}", "default-graph-uri": "urn:x-arq:UnionGraph"},
        {"query": "CONSTRUCT { <a> ?p ?o } WHERE { ?s ?p ?o } ORDER BY ?o LIMIT 2"},
        {"query": "SELECT (<a> AS ?here) {}"},
        {"query": "SELECT * { ?s ?p }"},
        {"query": "SELECT * { ?s ?p 'a }"},
        {"query": "SELECT * { SERVICE <http://e/> {} }"},
        {"query": ROWS, "format": "none"},
        {"query": ROWS, "using-graph-uri": "http://e/"},
        {"update": "DROP ALL"},
        {},
    ],
)
def test_both_ways_lead_to_the_same(client: FlaskClient, parameters: dict[str, str], accept: str) -> None:
    headers = {"Accept": accept} if accept else {}
    short = client.get("/sparql", query_string=parameters, headers=headers)
    assert told(short) == told(client.get("/sparql", query_string=parameters, headers=headers | LONG_WAY))


def test_the_short_way_is_taken(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("kg.web.protocols.sparql.read_request")
    with client.get("/sparql", query_string={"query": ROWS}) as response:
        assert response.status_code == 200
    with client.get("/sparql", query_string={"query": ROWS}, headers=LONG_WAY) as response:
        assert response.status_code == 500


def test_a_large_answer_is_streamed(client: FlaskClient) -> None:
    query = {"query": "SELECT ?s ?p ?o ?a WHERE { ?s ?p ?o . ?a ?b ?c } LIMIT 20000", "format": "json"}
    with client.get("/sparql", query_string=query) as response:
        assert response.status_code == 200
        assert "Content-Length" not in response.headers
        assert response.get_data().endswith(b"]}}")


def test_a_crash_is_told_as_on_the_long_way(client: FlaskClient, example_app: Flask) -> None:
    pool = served_by(example_app).reader._pool
    pool.start()
    pool._turns._idle[-1].ask({"text": ""})  # brings the worker down
    with client.get("/sparql", query_string={"query": "SELECT (RAND() AS ?n) {}"}) as response:
        assert (response.status_code, response.mimetype) == (500, "application/problem+json")
        assert response.json["request"] == response.headers["X-Request-Id"]


@pytest.mark.parametrize("query", [ROWS, "SELECT * { ?s ?p }"])
def test_each_request_counts_once(example_app: Flask, query: str) -> None:
    app = create_app(replace(served_by(example_app).config, client_requests=3))
    client = app.test_client()
    asked = [
        client.get("/sparql", query_string={"query": query}, environ_base={"REMOTE_ADDR": "192.0.2.9"})
        for _ in range(4)
    ]
    assert [answer.status_code == 429 for answer in asked] == [False, False, False, True]
    assert int(asked[-1].headers["Retry-After"]) >= 1
    served_by(app).close()


def test_both_ways_are_counted_by_their_route(client: FlaskClient) -> None:
    def count() -> int:
        with client.get("/metrics") as response:
            lines = response.get_data(as_text=True).splitlines()
        found = [
            line for line in lines if line.startswith('sitrep_requests_total{method="GET",route="/sparql",status="200"')
        ]
        return round(float(found[0].split()[-1])) if found else 0

    before = count()
    for headers in ({}, LONG_WAY):
        client.get("/sparql", query_string={"query": ROWS}, headers=headers).close()
    assert count() == before + 2


def test_a_tag_is_never_newer_than_its_answer(
    client: FlaskClient, example_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, snapshots = served_by(example_app).reader, iter(["old", "new"])
    published, run = {"etag": next(snapshots)}, reader.run

    def run_while_published(request: QueryRequest) -> QueryAnswer:
        answer = run(request)
        published["etag"] = next(snapshots)
        return answer

    monkeypatch.setattr(reader, "run", run_while_published)
    monkeypatch.setattr(reader, "etag", lambda *_parts: published["etag"])
    with client.get("/sparql", query_string={"query": ROWS}) as response:
        assert response.headers["ETag"] == 'W/"old"'
