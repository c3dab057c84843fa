"""The endpoint as people see it: an editor, and answers as pages."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sparql_endpoint import get, labelled_server


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with labelled_server(tmp_path_factory.mktemp("served") / "store") as made:
        yield made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_browsers_get_an_editor(client: FlaskClient) -> None:
    page = client.get("/sparql", headers={"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
    assert page.mimetype == "text/html"
    assert "<textarea" in page.get_data(as_text=True)


def test_an_answer_is_shown_as_text_and_never_as_markup(client: FlaskClient) -> None:
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
def test_every_form_is_shown(client: FlaskClient, query: str, shown: str) -> None:
    assert shown in get(client, query, "text/html").get_data(as_text=True)


def test_a_mistake_is_shown_beside_the_query(client: FlaskClient) -> None:
    response = get(client, "SELECT * { ?s foo:b ?o }", "text/html")
    page = response.get_data(as_text=True)
    assert response.status_code == 400
    assert "the prefix foo: is not declared" in page
    assert "foo:b" in page


def test_a_long_answer_is_cut_and_says_so(client: FlaskClient) -> None:
    page = get(client, "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 2000", "text/html").get_data(as_text=True)
    assert "2,000 rows, the first 1,000 shown" in page
