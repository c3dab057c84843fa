from pathlib import Path

import pytest
from flask.testing import FlaskClient
from writable_server import ADMIN, BEARER, basic, writable

QUAD = "<urn:a> <urn:b> <urn:c> .\n"
ASK = "ASK { <urn:a> <urn:b> <urn:c> }"


def begin(client: FlaskClient) -> str:
    answer = client.post("/builds", headers=ADMIN)
    assert answer.status_code == 201
    return f"/builds/{answer.get_json()['build']}"


def holds(client: FlaskClient) -> bool:
    answer = client.get("/sparql", query_string={"query": ASK}, headers={"Accept": "application/sparql-results+json"})
    return bool(answer.get_json(force=True)["boolean"])


def test_a_builder_is_told_what_store_this_is(client: FlaskClient) -> None:
    told = client.get("/builds").get_json()
    assert told == {"software": "Sitrep", "base": "https://w3id.org/sitrep/", "format": 1}


def test_a_change_of_a_build_is_seen_by_the_next_query(client: FlaskClient) -> None:
    build = begin(client)
    assert client.post(build, json={"add": QUAD, "remove": ""}, headers=BEARER).status_code == 204
    assert holds(client)
    assert client.post(build, json={"add": "", "remove": QUAD}, headers=BEARER).status_code == 204
    assert not holds(client)
    assert client.delete(build, headers=ADMIN).status_code == 204


def test_derived_graphs_are_open_to_builds_and_closed_to_updates(tmp_path: Path) -> None:
    with writable(tmp_path / "store") as app:
        client = app.test_client()
        build = begin(client)
        assert client.post(build, json={"ontology": QUAD}, headers=ADMIN).status_code == 204
        assert holds(client)
        refused = client.post("/sparql", data={"update": "DELETE WHERE { ?s ?p ?o }"}, headers=ADMIN)
        assert refused.status_code == 403
        assert client.post(build, json={"add": "", "remove": QUAD}, headers=ADMIN).status_code == 204
        assert holds(client)  # what belongs to the ontology stays


def test_one_build_at_a_time(client: FlaskClient) -> None:
    build = begin(client)
    assert client.post("/builds", headers=ADMIN).status_code == 409
    client.delete(build, headers=ADMIN)
    assert client.post(build, json={"add": QUAD, "remove": ""}, headers=ADMIN).status_code == 404
    client.delete(begin(client), headers=ADMIN)


def test_a_build_that_fell_silent_makes_room(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = begin(client)
    monkeypatch.setattr("kg.web.protocols.builds._SILENT_SECONDS", 0.0)
    build = begin(client)
    assert client.post(silent, json={"add": QUAD, "remove": ""}, headers=ADMIN).status_code == 404
    client.delete(build, headers=ADMIN)


@pytest.mark.parametrize("headers", [{}, basic("admin", "wrong"), {"Authorization": "Bearer wrong"}])
def test_builds_need_credentials(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/builds", headers=headers).status_code == 401
    assert client.post("/builds/1", json={"add": QUAD, "remove": ""}, headers=headers).status_code == 401
    assert client.delete("/builds/1", headers=headers).status_code == 401


def test_a_server_that_takes_no_updates_takes_no_builds(browser: FlaskClient) -> None:
    answer = browser.post("/builds", headers=ADMIN)
    assert (answer.status_code, b"read-only" in answer.data) == (403, True)


@pytest.mark.parametrize("content", [{}, {"add": QUAD}, {"add": QUAD, "remove": 1}, [], {"add": "<", "remove": ""}])
def test_what_is_no_change_is_refused(client: FlaskClient, content: object) -> None:
    build = begin(client)
    assert client.post(build, json=content, headers=ADMIN).status_code == 400
    client.delete(build, headers=ADMIN)
