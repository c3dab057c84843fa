"""The endpoint as programs see it, in-process."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sparql_endpoint import FORM, GRAPH, LABEL, ONE, QUERY, get, labelled_server, problem
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from kg.config import Config
from kg.store.writer import Change, open_writer
from kg.web.app import create_app
from kg.web.served import served_by

GRAPH_OF_ONE = "CONSTRUCT WHERE { ?s rdfs:label ?o } LIMIT 1"
ALL = "SELECT ?s ?o WHERE { ?s rdfs:label ?o } ORDER BY ?o"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with labelled_server(tmp_path_factory.mktemp("served") / "store") as made:
        yield made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.mark.parametrize(
    "send",
    [
        lambda client: client.get("/sparql", query_string={"query": ONE}),
        lambda client: client.post("/sparql", data={"query": ONE}),
        lambda client: client.post("/sparql", data=ONE, content_type=QUERY),
        lambda client: client.post("/sparql", data=ONE.encode(), content_type=f"{QUERY}; charset=UTF-8"),
    ],
    ids=["get", "form", "direct", "direct with charset"],
)
def test_a_query_can_be_sent_in_three_ways(client: FlaskClient, send: Callable[[FlaskClient], TestResponse]) -> None:
    response = send(client)
    assert response.status_code == 200
    assert response.mimetype == "application/sparql-results+json"
    assert len(json.loads(response.get_data())["results"]["bindings"]) == 1


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml; charset=utf-8"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/csv;q=0.4, text/tab-separated-values;q=0.5", "text/tab-separated-values; charset=utf-8"),
        ("text/html;q=0.1, text/*;q=0.9", "text/csv; charset=utf-8"),
    ],
)
def test_solutions_come_in_the_format_that_is_wanted(
    client: FlaskClient, accept: str | None, content_type: str
) -> None:
    response = get(client, ONE, accept)
    assert response.content_type == content_type
    assert response.headers["Vary"] == "Accept"


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        (None, "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json, */*;q=0.1", "application/ld+json"),
        (
            "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09",
            "application/rdf+xml",
        ),
    ],
)
def test_graphs_come_in_the_format_that_is_wanted(client: FlaskClient, accept: str | None, mimetype: str) -> None:
    response = get(client, "CONSTRUCT WHERE { ?s rdfs:label 'é7' }", accept)
    assert response.mimetype == mimetype
    (quad,) = ox.parse(response.get_data(), ox.RdfFormat.from_media_type(mimetype))
    assert quad.object == ox.Literal("é7")


@pytest.mark.parametrize(
    ("query", "name", "mimetype"),
    [
        (ONE, "csv", "text/csv"),
        (ONE, "application/sparql-results+xml", "application/sparql-results+xml"),
        ("DESCRIBE <http://example.org/7>", "json", "application/ld+json"),
        ("DESCRIBE <http://example.org/7>", "turtle", "text/turtle"),
    ],
)
def test_a_format_can_be_named_in_the_url(client: FlaskClient, query: str, name: str, mimetype: str) -> None:
    assert get(client, query, "text/html", format=name).mimetype == mimetype


def test_ask_and_xml_escapes(client: FlaskClient) -> None:
    assert json.loads(get(client, "ASK { ?s rdfs:label 'é7' }").get_data())["boolean"] is True
    assert b"<literal>&lt;&amp;</literal>" in get(client, "SELECT ('<&' AS ?x) {}", format="xml").get_data()
    response = get(client, "SELECT ('\\u0001' AS ?x) {}", format="xml")
    assert (response.status_code, "ask for JSON" in problem(response)["detail"]) == (406, True)


@pytest.mark.parametrize(
    ("parameters", "rows"),
    [
        ([], 500),
        ([("default-graph-uri", GRAPH)], 1),
        ([("default-graph-uri", "http://example.org/none")], 0),
        ([("named-graph-uri", GRAPH)], 0),
    ],
)
def test_the_dataset_can_be_chosen(client: FlaskClient, parameters: list[tuple[str, str]], rows: int) -> None:
    body = urlencode([("query", ALL), ("format", "csv"), *parameters])
    in_body = client.post("/sparql", data=body, content_type=FORM)
    in_url = client.post(f"/sparql?{urlencode([('format', 'csv'), *parameters])}", data=ALL, content_type=QUERY)
    for response in (client.get(f"/sparql?{body}"), in_body, in_url):
        assert response.get_data().count(b"\n") == rows + 1


def test_named_graphs_of_the_chosen_dataset(client: FlaskClient) -> None:
    query = "SELECT ?g { GRAPH ?g { ?s ?p ?o } }"
    assert b"graph" in get(client, query, format="csv").get_data()
    assert b"graph" in get(client, query, format="csv", **{"named-graph-uri": GRAPH}).get_data()
    assert b"graph" not in get(client, query, format="csv", **{"default-graph-uri": GRAPH}).get_data()


@pytest.mark.parametrize(
    ("query", "formats", "mimetype"),
    [
        (ONE, ["tsv", "text/tab-separated-values"], "text/tab-separated-values"),  # as SPARQLWrapper sends it
        (GRAPH_OF_ONE, ["rdf+xml", "application/rdf+xml"], "application/rdf+xml"),
        (GRAPH_OF_ONE, ["json-ld", "application/ld+json,application/x-json+ld"], "application/ld+json"),
        (ONE, ["application/sparql-results xml"], "application/sparql-results+xml"),  # a + that was not encoded
    ],
)
def test_a_format_may_be_given_by_several_names(
    client: FlaskClient, query: str, formats: list[str], mimetype: str
) -> None:
    fields = [("query", query), *(("format", each) for each in formats)]
    for response in (client.get(f"/sparql?{urlencode(fields)}"), client.post("/sparql", data=MultiDict(fields))):
        assert (response.status_code, response.mimetype) == (200, mimetype)


def test_the_mark_of_byte_order_and_a_slash_at_the_end_are_let_be(client: FlaskClient) -> None:
    for response in (
        client.get("/sparql/", query_string={"query": "\ufeffASK {}"}),
        client.post("/sparql/", data="\ufeffASK {}".encode(), content_type=QUERY),
    ):
        assert response.get_json(force=True)["boolean"] is True


@pytest.mark.parametrize("path", ["/sparql", "/graphs?default", "/queries.json", "/ns.ttl", "/static/style.css"])
def test_any_page_may_read_whatever_headers_it_sends(client: FlaskClient, path: str) -> None:
    asked = {"Origin": "http://page.example", "Access-Control-Request-Method": "GET"}
    with client.options(path, headers={**asked, "Access-Control-Request-Headers": "x-own"}) as response:
        assert response.status_code == 204 and "Content-Length" not in response.headers
        assert "GET" in response.headers["Access-Control-Allow-Methods"]
        assert "*" in response.headers["Access-Control-Allow-Headers"].split(", ")


def test_head_is_get_without_body(client: FlaskClient) -> None:
    response = client.head("/sparql", query_string={"query": ONE})
    assert (response.status_code, response.get_data()) == (200, b"")
    assert response.mimetype == "application/sparql-results+json"


def test_any_page_may_ask(client: FlaskClient) -> None:
    preflight = client.options("/sparql")
    assert (preflight.status_code, preflight.get_data()) == (204, b"")
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in preflight.headers["Access-Control-Allow-Headers"]
    for response in (preflight, get(client, ONE), get(client, "SELEC"), client.put("/sparql")):
        assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_answers_carry_a_tag_until_the_graph_changes(client: FlaskClient) -> None:
    first = get(client, ONE)
    tag = first.headers["ETag"]
    assert tag.startswith('W/"')
    again = client.get("/sparql", query_string={"query": ONE}, headers={"If-None-Match": tag})
    assert (again.status_code, again.get_data(), again.headers["ETag"]) == (304, b"", tag)
    assert get(client, ONE, format="csv").headers["ETag"] != tag
    assert get(client, ALL).headers["ETag"] != tag


def test_answers_that_change_by_themselves_carry_none(client: FlaskClient) -> None:
    assert "ETag" not in get(client, "SELECT (now() AS ?x) {}").headers
    assert "ETag" not in client.post("/sparql", data={"query": ONE}).headers


def test_every_answer_has_the_headers_of_safety(client: FlaskClient) -> None:
    for response in (get(client, ONE), get(client, "SELEC"), client.get("/sparql", headers={"Accept": "text/html"})):
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("accept", [None, "*/*", "text/turtle", "application/rdf+xml", "application/ld+json"])
def test_the_service_describes_itself(client: FlaskClient, accept: str | None) -> None:
    response = client.get("/sparql", headers={"Accept": accept} if accept else {})
    graph = list(ox.parse(response.get_data(), ox.RdfFormat.from_media_type(response.mimetype)))
    endpoint = ox.NamedNode("http://localhost/sparql")
    described = {quad.predicate.value.rpartition("#")[2]: quad.object for quad in graph if quad.subject == endpoint}
    assert described["endpoint"] == endpoint
    assert "supportedLanguage" in described


def test_relative_iris_are_relative_to_the_endpoint(client: FlaskClient) -> None:
    assert b"http://localhost/thing" in get(client, "SELECT (<thing> AS ?x) {}", format="csv").get_data()


def test_a_large_result_is_streamed(client: FlaskClient) -> None:
    response = get(client, "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 25000", format="tsv")
    assert "Content-Length" not in response.headers
    assert response.get_data().count(b"\n") == 25001


def test_a_store_that_is_written_is_served_anew(tmp_path: Path) -> None:
    with open_writer(tmp_path / "store") as writer:
        app = create_app(Config(store=tmp_path / "store", workers=1))
        client = app.test_client()
        tag = get(client, "ASK { ?s ?p ?o }").headers["ETag"]
        writer.commit(Change(add=[ox.Quad(LABEL, LABEL, ox.Literal("label"))]))
        writer.publish()
        response = client.get("/sparql", query_string={"query": "ASK { ?s ?p ?o }"}, headers={"If-None-Match": tag})
        assert json.loads(response.get_data())["boolean"] is True
        served_by(app).reader.close()
