"""The query templates as forms, tables and data."""

import csv
import json
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from test_pages import Page, get

from kg.resources import resource_folder
from kg.store.templates.templates import load_templates
from kg.web.pages.lookup import lookup
from kg.web.questions.question_form import example_value
from kg.web.urls import question

TEMPLATES = load_templates(resource_folder("queries"))


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_question_answers_on_its_page_with_its_examples(name: str, asked: FlaskClient) -> None:
    values = next(dict(case.values) for case in TEMPLATES[name].tests if case.rows)
    page = get(asked, question(name, **values))
    assert page.attributes("table") and "SELECT" in page.text
    assert not [column for column in page.attributes("th") if column.get("class") == "iri"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_question_has_a_form_with_a_field_for_each_parameter(name: str, browser: FlaskClient) -> None:
    fields = {each["name"] for each in get(browser, question(name)).attributes("input", "select")}
    assert {parameter.name for parameter in TEMPLATES[name].parameters} <= fields


def test_an_answer_shows_names_in_place_of_iris(browser: FlaskClient) -> None:
    page = get(browser, "/queries/weapons-by-actor?actor=auth:ArmedForcesOfUkraine")
    assert "R-360 Neptune" in page.text and "/authority/NeptuneMissile" in page.links()
    assert "weaponLabel" not in page.text.partition("Show the SPARQL")[0]


def test_a_thing_may_be_typed_by_name_on_a_page(browser: FlaskClient) -> None:
    page = get(browser, "/queries/organisation-events?organisation=ISIS")
    assert "Understood as Islamic State" in page.text and "missile strike, Deir ez-Zor" in page.text
    assert any("organisation=https" in link and ".csv" in link for link in page.links())
    assert "organisation" in get(browser, "/queries/organisation-events?organisation=Atlantis", status=400).text


def test_an_example_that_the_graph_does_not_hold_is_not_offered(example_app: Flask) -> None:
    known = TEMPLATES["facility-timeline"].parameter("facility")
    with example_app.test_request_context():
        assert example_value(lookup(), known) == known.example
        assert example_value(lookup(), replace(known, example="auth:Nobody")) == ""


def test_the_answer_comes_in_every_format(browser: FlaskClient) -> None:
    path = "/queries/{}?month=2022-04"
    found = json.loads(browser.get(path.format("contradictory-counts.json")).get_data())
    assert found["results"]["bindings"][0]["lower"]["value"] == "One sailor"
    rows = list(
        csv.DictReader(browser.get(path.format("contradictory-counts.csv")).get_data(as_text=True).splitlines())
    )
    assert [row["higher"] for row in rows] == ["About 40 sailors"]
    kinds = [browser.get(path.format(f"contradictory-counts.{ending}")).mimetype for ending in ("tsv", "xml")]
    assert kinds == ["text/tab-separated-values", "application/sparql-results+xml"]


def test_a_program_gets_data_from_the_same_path(browser: FlaskClient) -> None:
    response = browser.get("/queries/outlets?month=2025-12", headers={"Accept": "text/csv"})
    assert response.mimetype == "text/csv" and response.headers["Vary"] == "Accept"


def test_the_template_itself_is_served(browser: FlaskClient) -> None:
    response = browser.get("/queries/outlets.rq")
    assert response.mimetype == "application/sparql-query"
    assert response.get_data(as_text=True) == TEMPLATES["outlets"].source


def test_rows_are_chosen_by_limit_and_offset(browser: FlaskClient) -> None:
    path = "/queries/claims-of-article.csv?article={}&_limit=5&_offset=2"
    article = TEMPLATES["claims-of-article"].parameter("article").example
    rows = browser.get(path.format(article)).get_data(as_text=True).splitlines()
    assert len(rows) == 1 + 5
    assert browser.get("/queries/outlets.csv?month=2025-12&_limit=x").status_code == 400


def test_an_unknown_question_is_a_problem_that_names_the_known_ones(browser: FlaskClient) -> None:
    response = browser.get("/queries/nonsense", headers={"Accept": "application/json"})
    assert response.status_code == 404 and response.mimetype == "application/problem+json"
    detail = json.loads(response.get_data())["detail"]
    assert "nonsense" in detail and "contradictory-counts" in detail


@pytest.mark.parametrize(
    ("query", "word"),
    [("month=2025-12&colour=red", "colour"), ("month=yesterday", "month"), ("month=2025-12&kind=broken", "kind")],
)
def test_a_wrong_parameter_is_named_to_programs_and_people(query: str, word: str, browser: FlaskClient) -> None:
    response = browser.get(f"/queries/contradictory-counts.json?{query}", headers={"Accept": "application/json"})
    assert response.status_code == 400 and word in json.loads(response.get_data())["detail"]
    page = browser.get(f"/queries/contradictory-counts?{query}")
    assert page.status_code == 400
    [alert] = [each for each in Page(page.get_data(as_text=True)).tags if each[1].get("role") == "alert"]
    assert alert and word in page.get_data(as_text=True)


def test_a_hostile_value_stays_a_value(browser: FlaskClient) -> None:
    hostile = 'killed" } UNION { ?s ?p ?o } #'
    response = browser.get("/queries/corrections.json", query_string={"by": hostile})
    assert json.loads(response.get_data())["results"]["bindings"] == []
