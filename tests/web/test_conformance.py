"""SPARQL 1.1 over HTTP, case by case: queries over one dataset, updates from one to another, and what is neither."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import yaml
from flask.testing import FlaskClient

from kg.config import Config
from kg.store.writer import open_writer
from kg.web.app import create_app
from kg.web.served import served_by

CASES = yaml.safe_load((Path(__file__).parent.parent / "data" / "conformance.yaml").read_text(encoding="utf-8"))
NAMES = "http://example.org/"
PREFIX = f"PREFIX : <{NAMES}>\n"
ADMIN = {"Authorization": "Basic " + base64.b64encode(b"admin:secret").decode()}
Case = dict[str, Any]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    path = tmp_path_factory.mktemp("conformance") / "store"
    open_writer(path).close()
    config = Config(store=path, workers=1, allow_update=True, admin_password="secret", public_url=NAMES)  # noqa: S106  # of the test
    app = create_app(config)
    yield app.test_client()
    served_by(app).close()


@pytest.fixture(scope="module")
def filled(client: FlaskClient) -> FlaskClient:
    send(client, f"INSERT DATA {{ {CASES['data']} }}")
    return client


def send(client: FlaskClient, update: str) -> int:
    headers = {**ADMIN, "Content-Type": "application/sparql-update"}
    return client.post("/sparql", data=PREFIX + update, headers=headers).status_code


def ask(client: FlaskClient, query: str, accept: str) -> str:
    response = client.post("/sparql", data={"query": PREFIX + query}, headers={"Accept": accept})
    assert response.status_code == 200, response.text
    return response.text


def full(text: str) -> str:
    return text.replace(":", NAMES)


def name(case: Case) -> str:
    return str(case["name"])


@pytest.mark.parametrize("case", [case for case in CASES["queries"] if "rows" in case], ids=name)
def test_select(filled: FlaskClient, case: Case) -> None:
    rows = ask(filled, case["query"], "text/csv").splitlines()[1:]
    expected = [full(row) for row in case["rows"]]
    assert (rows, case["name"]) == (expected, case["name"]) if case.get("ordered") else sorted(rows) == sorted(expected)


@pytest.mark.parametrize("case", [case for case in CASES["queries"] if "answer" in case], ids=name)
def test_ask(filled: FlaskClient, case: Case) -> None:
    answer = ox.parse_query_results(
        ask(filled, case["query"], "application/sparql-results+json"), ox.QueryResultsFormat.JSON
    )
    assert bool(answer) is case["answer"]


@pytest.mark.parametrize("case", [case for case in CASES["queries"] if "triples" in case], ids=name)
def test_construct_and_describe(filled: FlaskClient, case: Case) -> None:
    found = {quad.triple for quad in ox.parse(ask(filled, case["query"], "text/turtle"), ox.RdfFormat.TURTLE)}
    document = PREFIX + " ".join(f"{triple} ." for triple in case["triples"])
    assert found == {quad.triple for quad in ox.parse(document, ox.RdfFormat.TURTLE)}


@pytest.mark.parametrize("query", CASES["bad queries"])
def test_what_is_no_query_is_a_bad_request(client: FlaskClient, query: str) -> None:
    assert client.post("/sparql", data={"query": PREFIX + query}).status_code == 400


def everything(client: FlaskClient) -> set[str]:
    query = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    return set(ask(client, query, "text/tab-separated-values").splitlines()[1:])


@pytest.mark.parametrize("case", CASES["updates"], ids=name)
def test_update(client: FlaskClient, case: Case) -> None:
    assert send(client, f"DROP ALL; INSERT DATA {{ {case['after']} }}") == 204
    expected = everything(client)
    assert send(client, f"DROP ALL; INSERT DATA {{ {case.get('before', '')} }}") == 204
    assert send(client, case["update"]) == 204
    assert everything(client) == expected


@pytest.mark.parametrize("case", CASES["failing updates"], ids=name)
def test_an_update_that_fails_changes_nothing(client: FlaskClient, case: Case) -> None:
    assert send(client, "DROP ALL; INSERT DATA { :a :b 1 }") == 204
    before = everything(client)
    assert send(client, case["update"]) == 400
    assert everything(client) == before
