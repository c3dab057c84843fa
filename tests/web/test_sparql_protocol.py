"""The endpoint as programs see it, in-process."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kg.config import Config
from kg.namespaces import RDFS
from kg.store.writer import Change, open_writer
from kg.web.app import create_app
from kg.web.served import served_by

LABEL = ox.NamedNode(RDFS + "label")
GRAPH = "http://example.org/graph"
ALL = "SELECT ?s ?o WHERE { ?s rdfs:label ?o } ORDER BY ?o"
ONE = "SELECT ?o WHERE { ?s rdfs:label ?o } LIMIT 1"
ANEW = "SELECT ?o (RAND() AS ?x) WHERE { ?s rdfs:label ?o } LIMIT 1"
"""Is evaluated each time; most answers are kept."""
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    path = tmp_path_factory.mktemp("served") / "store"
    with open_writer(path) as writer:
        thing = ox.NamedNode("http://example.org/thing")
        names = [ox.Quad(ox.NamedNode(f"http://example.org/{n}"), LABEL, ox.Literal(f"é{n}")) for n in range(500)]
        writer.commit(Change(add=[*names, ox.Quad(thing, LABEL, ox.Literal("told"), ox.NamedNode(GRAPH))]))
    config = Config(
        store=path, workers=1, query_seconds=0.5, query_wait_seconds=0.2, request_bytes=100_000, query_bytes=50_000
    )
    made = create_app(config)
    yield made
    served_by(made).reader.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def get(client: FlaskClient, query: str, accept: str | None = None, **parameters: str) -> TestResponse:
    headers = {"Accept": accept} if accept else {}
    return client.get("/sparql", query_string={"query": query, **parameters}, headers=headers)


def problem(response: TestResponse) -> dict[str, Any]:
    assert response.mimetype == "application/problem+json"
    body = json.loads(response.get_data())
    assert body["status"] == response.status_code
    assert "Traceback" not in body["detail"]
    return dict(body)


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


def test_what_is_not_on_offer_is_refused_with_what_is(client: FlaskClient) -> None:
    for response in (get(client, ONE, "image/png"), get(client, ONE, format="ttl")):
        assert response.status_code == 406
        assert "text/csv (csv)" in problem(response)["detail"]


def test_what_is_wrong_with_a_query_is_told_before_what_is_wrong_with_a_format(client: FlaskClient) -> None:
    response = get(client, "SELECT ?x WHERE { ?x ?y }", "text/plain")
    assert (response.status_code, response.mimetype) == (400, "text/plain")
    assert "line 1" in response.get_data(as_text=True)
    assert get(client, ONE, "text/plain").status_code == 406


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
    ("url", "reason"),
    [
        ("/sparql?format=csv&default-graph-uri=http://example.org/", "there is no query"),
        ("/sparql?query=ASK%7B%7D&query=ASK%7B%7D", "given 2 times"),
        ("/sparql?query=ASK%7B%7D%20ASK%7B%7D", "line 1, column"),
        ("/sparql?query=", "there is no query"),
        ("/sparql?query=SELEC", "found 'SELEC'"),
        ("/sparql?query=SELECT+*+%7B%3Fs+foo%3Ab+%3Fo%7D", "the prefix foo: is not declared"),
        ("/sparql?query=INSERT+DATA+%7B%7D", "INSERT is an update, not a query"),
        ("/sparql?update=CLEAR+ALL", "cannot be sent by GET"),
        ("/sparql?query=ASK%7B%7D%00", "NUL"),
        ("/sparql?query=%FF", "UTF-8"),
        ("/sparql?query=ASK%7B%7D%zz", "hexadecimal"),
        ("/sparql?query=ASK%7B%7D&default-graph-uri=no+iri", "not an absolute IRI"),
        ("/sparql?query=" + quote("ASK " + "{" * 101 + "}" * 101), "nested more than 100"),
    ],
)
def test_what_cannot_be_asked_is_a_bad_request(client: FlaskClient, url: str, reason: str) -> None:
    response = client.get(url)
    assert response.status_code == 400
    assert reason in problem(response)["detail"]


def test_a_syntax_error_says_where(client: FlaskClient) -> None:
    body = problem(get(client, "SELECT *\nWHERE { ?s unknown:x ?o }"))
    assert (body["line"], body["column"], body["offset"], body["text"]) == (2, 12, 20, "WHERE { ?s unknown:x ?o }")
    assert "unknown:" in body["reason"]


@pytest.mark.parametrize(
    ("content_type", "data", "status"),
    [
        (None, "ASK {}", 415),
        ("text/plain", "ASK {}", 415),
        ("multipart/form-data; boundary=x", "--x--", 415),
        (f"{QUERY}; charset=utf-16", "ASK {}", 415),
        (QUERY, "", 400),
        (QUERY, b"ASK { ?s ?p '\xff' }", 400),
        (FORM, "", 400),
        (FORM, "query=ASK%7B%7D&update=CLEAR+ALL", 400),
        (FORM, "query=%FF", 400),
        (FORM, "update=CLEAR+ALL", 403),
        ("application/sparql-update", "CLEAR ALL", 403),
        (FORM, "query=" + "a" * 200_000, 413),
        (QUERY, "ASK {} #" + "a" * 60_000, 413),
        (QUERY, "ASK { SERVICE <http://example.org/> {} }", 403),
    ],
)
def test_posts_that_are_refused(client: FlaskClient, content_type: str | None, data: str | bytes, status: int) -> None:
    response = client.post("/sparql", data=data, content_type=content_type)
    assert response.status_code == status
    assert problem(response)["detail"]
    assert ("Accept-Post" in response.headers) == (status == 415)


def test_a_query_in_url_and_body_is_refused(client: FlaskClient) -> None:
    response = client.post("/sparql?query=ASK%7B%7D", data="ASK {}", content_type=QUERY)
    assert "given twice" in problem(response)["detail"]


def test_the_store_is_as_it_was_after_refused_updates(client: FlaskClient) -> None:
    client.post("/sparql", data={"update": "CLEAR ALL"})
    client.get("/sparql", query_string={"update": "CLEAR ALL"})
    assert json.loads(get(client, "ASK { ?s ?p ?o }").get_data())["boolean"] is True


def test_refusals_name_the_limits(client: FlaskClient) -> None:
    assert "100,000 bytes" in problem(client.post("/sparql", data=b"a" * 200_000, content_type=QUERY))["detail"]
    assert "read-only" in problem(client.post("/sparql", data={"update": "CLEAR ALL"}))["detail"]
    response = client.get("/sparql?query=" + "a" * 9000)
    assert (response.status_code, "by POST" in problem(response)["detail"]) == (414, True)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_allowed(client: FlaskClient, method: str) -> None:
    response = client.open("/sparql", method=method)
    assert response.status_code == 405
    assert {"GET", "HEAD", "POST"} <= set(response.headers["Allow"].split(", "))
    assert problem(response)["title"] == "Method Not Allowed"


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


def test_a_runaway_query_is_a_timeout(client: FlaskClient) -> None:
    response = get(client, ENDLESS)
    assert response.status_code == 504
    assert "longer than 0.5 s" in problem(response)["detail"]
    assert get(client, ANEW).status_code == 200


def test_a_busy_server_says_when_to_come_back(client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.workers.pool._ASIDE_SECONDS", 60)  # on a slow machine it would make room meanwhile
    with served_by(app).reader.query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"):
        response = get(client, ANEW)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert get(client, ANEW).status_code == 200


def test_a_crash_is_a_problem_with_a_number_and_the_server_goes_on(
    client: FlaskClient, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    pool = served_by(app).reader._pool
    pool.start()
    pool._idle[-1].ask({"text": ""})  # brings the worker down
    response = get(client, ANEW)
    assert response.status_code == 500
    assert problem(response)["request"] in caplog.text
    assert get(client, ANEW).status_code == 200


def test_an_unforeseen_error_shows_nothing_of_itself(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("kg.web.protocols.sparql.read_request", fail)
    response = client.post("/sparql", data={"query": ONE})
    assert response.status_code == 500
    assert "secret" not in response.get_data(as_text=True)
    assert problem(response)["request"] in caplog.text


@pytest.mark.parametrize(
    ("accept", "mimetype"), [("text/plain", "text/plain"), ("application/json", "application/problem+json")]
)
def test_problems_come_as_wanted(client: FlaskClient, accept: str, mimetype: str) -> None:
    response = client.post("/sparql", headers={"Accept": accept})
    assert response.mimetype == mimetype


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


class TestPage:
    def test_browsers_get_an_editor(self, client: FlaskClient) -> None:
        page = client.get("/sparql", headers={"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
        assert page.mimetype == "text/html"
        assert "<textarea" in page.get_data(as_text=True)

    def test_an_answer_is_shown_as_text_and_never_as_markup(self, client: FlaskClient) -> None:
        page = get(client, "SELECT ('<script>' AS ?x) (5 AS ?n) (sr:AirStrike AS ?c) {}", "text/html").get_data(
            as_text=True
        )
        assert "&lt;script&gt;" in page
        assert "<script>" not in page
        assert '<a href="/ontology/AirStrike">' in page

    @pytest.mark.parametrize(
        ("query", "shown"),
        [("ASK {}", "Yes."), ("ASK { FILTER(false) }", "No."), ("CONSTRUCT WHERE { ?s ?p 'é7' }", "rdfs:label")],
    )
    def test_every_form_is_shown(self, client: FlaskClient, query: str, shown: str) -> None:
        assert shown in get(client, query, "text/html").get_data(as_text=True)

    def test_a_mistake_is_shown_beside_the_query(self, client: FlaskClient) -> None:
        response = get(client, "SELECT * { ?s foo:b ?o }", "text/html")
        page = response.get_data(as_text=True)
        assert response.status_code == 400
        assert "the prefix foo: is not declared" in page
        assert "foo:b" in page

    def test_a_long_answer_is_cut_and_says_so(self, client: FlaskClient) -> None:
        page = get(client, "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 2000", "text/html").get_data(as_text=True)
        assert "2,000 rows, the first 1,000 shown" in page


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
