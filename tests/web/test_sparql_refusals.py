"""What the endpoint refuses, breaks off or cannot do, and what it says of that."""

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sparql_endpoint import FORM, ONE, QUERY, get, labelled_server, problem

from kg.web.served import served_by

ANEW = "SELECT ?o (RAND() AS ?x) WHERE { ?s rdfs:label ?o } LIMIT 1"
"""Is evaluated each time; most answers are kept."""
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with labelled_server(tmp_path_factory.mktemp("served") / "store") as made:
        yield made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_what_is_not_on_offer_is_refused_with_what_is(client: FlaskClient) -> None:
    for response in (get(client, ONE, "image/png"), get(client, ONE, format="ttl")):
        assert response.status_code == 406
        assert "text/csv (csv)" in problem(response)["detail"]


def test_what_is_wrong_with_a_query_is_told_before_what_is_wrong_with_a_format(client: FlaskClient) -> None:
    response = get(client, "SELECT ?x WHERE { ?x ?y }", "text/plain")
    assert (response.status_code, response.mimetype) == (400, "text/plain")
    assert "line 1" in response.get_data(as_text=True)
    assert get(client, ONE, "text/plain").status_code == 406


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


def test_a_runaway_query_is_a_timeout(client: FlaskClient) -> None:
    response = get(client, ENDLESS)
    assert response.status_code == 504
    assert "longer than 0.5 s" in problem(response)["detail"]
    assert get(client, ANEW).status_code == 200


def test_a_busy_server_says_when_to_come_back(client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.workers.turns._ASIDE_SECONDS", 60)  # on a slow machine it would make room meanwhile
    with served_by(app).reader.query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"):
        response = get(client, ANEW)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert get(client, ANEW).status_code == 200


def test_a_crash_is_a_problem_with_a_number_and_the_server_goes_on(
    client: FlaskClient, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    pool = served_by(app).reader._pool
    pool.start()
    pool._turns._idle[-1].ask({"text": ""})  # brings the worker down
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
