"""Updates over HTTP: who may make them, how they are sent, what they see."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from writable_server import ADMIN, BEARER, PASSWORD, basic

from kg.config import Config
from kg.web.app import create_app
from kg.web.served import served_by

UPDATE = "application/sparql-update"
INSERT = "INSERT DATA { <a> <b> 1 }"
COUNT = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


def count(client: FlaskClient, query: str = COUNT) -> int:
    text = client.get("/sparql", query_string={"query": query, "format": "csv"}).text
    return int(text.split()[1])


def test_an_update_is_seen_by_the_next_query_of_anyone(client: FlaskClient, app: Flask) -> None:
    assert client.post("/sparql", data=INSERT, headers={**ADMIN, "Content-Type": UPDATE}).status_code == 204
    assert count(app.test_client()) == 1
    assert client.post("/sparql", data={"update": "INSERT DATA { <a> <b> 2 }"}, headers=BEARER).status_code == 204
    assert count(app.test_client()) == 2


@pytest.mark.parametrize(
    "headers",
    [
        {},
        basic("admin", "wrong"),
        basic("admin", ""),
        basic("root", PASSWORD),
        {"Authorization": "Basic !"},
        {"Authorization": "Bearer token"},
        {"Authorization": f"Bearer {PASSWORD}"},
        {"Authorization": "Digest username=admin"},
    ],
)
def test_nobody_else_may_change_anything(client: FlaskClient, headers: dict[str, str]) -> None:
    response = client.post("/sparql", data={"update": INSERT}, headers=headers)
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Basic realm=")
    assert PASSWORD not in response.text
    assert client.put("/graphs?default", data="", headers=headers, content_type="text/turtle").status_code == 401
    assert count(client) == 0


def test_a_page_of_another_site_may_not_use_the_credentials_of_the_browser(client: FlaskClient) -> None:
    response = client.post("/sparql", data={"update": INSERT}, headers={**ADMIN, "Sec-Fetch-Site": "cross-site"})
    assert (response.status_code, count(client)) == (403, 0)


@pytest.mark.parametrize(
    "change",
    [{"allow_update": False}, {"admin_password": None, "tokens": None}, {"admin_password": None, "tokens": ", "}],
)
def test_without_the_switch_or_credentials_nothing_is_changed(app: Flask, change: dict[str, None]) -> None:
    config: Config = replace(served_by(app).config, **change)  # type: ignore[arg-type]  # of any field
    other = create_app(config)
    for headers in (ADMIN, basic("admin", ""), {"Authorization": "Bearer "}):
        response = other.test_client().post("/sparql", data={"update": INSERT}, headers=headers)
        assert response.status_code in {401, 403}
    served_by(other).close()


def test_secrets_are_not_shown(app: Flask) -> None:
    assert PASSWORD not in repr(served_by(app).config)
    assert "token2" not in repr(served_by(app).config)


def test_the_dataset_of_an_update_can_be_named(client: FlaskClient) -> None:
    client.post("/sparql", data={"update": "INSERT DATA { GRAPH <u:g> { <a> <b> 1 } }"}, headers=ADMIN)
    form = {"update": "INSERT { ?s ?p 2 } WHERE { ?s ?p ?o }", "using-graph-uri": "u:g"}
    assert client.post("/sparql", data=form, headers=ADMIN).status_code == 204
    assert count(client, "SELECT (COUNT(*) AS ?n) { ?s ?p 2 }") == 1
    twice = {**form, "update": "WITH <u:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"}
    assert client.post("/sparql", data=twice, headers=ADMIN).status_code == 400
    assert client.post("/sparql", data={**form, "default-graph-uri": "u:g"}, headers=ADMIN).status_code == 400
    assert client.post("/sparql", data={"query": COUNT, "using-graph-uri": "u:g"}).status_code == 400


def test_all_graphs_can_be_asked_as_one(client: FlaskClient) -> None:
    client.post("/sparql", data={"update": "INSERT DATA { <a> <b> 1 . GRAPH <u:g> { <a> <b> 2 } }"}, headers=ADMIN)
    query = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "default-graph-uri": "urn:x-arq:UnionGraph"}
    assert client.get("/sparql", query_string={**query, "format": "csv"}).text.split()[1] == "2"


def test_a_syntax_error_in_an_update_says_where(client: FlaskClient) -> None:
    response = client.post("/sparql", data={"update": "INSERT DATA {\n <a> <b> }"}, headers=ADMIN)
    assert (response.status_code, response.get_json(force=True)["line"]) == (400, 2)


@pytest.mark.parametrize(
    "update", ["LOAD <http://127.0.0.1/x>", "INSERT { ?s ?p ?o } WHERE { SERVICE <u:x> { ?s ?p ?o } }"]
)
def test_other_servers_are_not_asked(client: FlaskClient, update: str) -> None:
    assert client.post("/sparql", data={"update": update}, headers=ADMIN).status_code == 403


def test_only_who_may_change_the_store_may_send_much(client: FlaskClient) -> None:
    long = {"update": "INSERT DATA { " + "<a> <b> 1 . " * 1000 + "}"}
    assert client.post("/sparql", data=long).status_code == 413
    assert client.post("/sparql", data=long, headers=ADMIN).status_code == 204


def test_a_new_folder_becomes_a_store_that_says_it_takes_updates(client: FlaskClient, tmp_path: Path) -> None:
    text = client.get("/sparql", headers={"Accept": "application/n-triples"}).text
    assert "service-description#SPARQL11Update" in text
    assert "void#triples" in text
    assert "EmptyGraphs" in text
