"""The graph as a whole: described, dumped, listed."""

import gzip
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from example_server import BASE, example_quads
from flask.testing import FlaskClient
from test_pages import get

from kg.namespaces import DCTERMS, VOID, sr

ROOT = "http://localhost/"
DATASET = ox.NamedNode(ROOT + "dataset")
PARSERS = {"trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD}


def described(browser: FlaskClient) -> ox.Dataset:
    response = browser.get("/.well-known/void", headers={"Accept": "text/turtle"})
    return ox.Dataset(ox.parse(response.get_data(), ox.RdfFormat.TURTLE))


def value(description: ox.Dataset, subject: object, prop: str) -> str:
    [found] = [quad.object.value for quad in description.quads_for_subject(subject) if quad.predicate.value == prop]
    return found


def test_the_description_counts_triples_classes_and_properties(browser: FlaskClient) -> None:
    description = described(browser)
    expected = {quad for quad in example_quads() if quad.graph_name == ox.DefaultGraph()}
    assert value(description, DATASET, VOID + "triples") == str(len(expected))
    [part] = [q.subject for q in description if q.predicate.value == VOID + "class" and q.object == sr("Event")]
    events = {quad.subject for quad in expected if quad.object == sr("Event") and "22-rdf" in quad.predicate.value}
    assert value(description, part, VOID + "entities") == str(len(events))


def test_the_folder_of_dumps_leads_to_the_list_of_them(browser: FlaskClient) -> None:
    response = browser.get("/dumps/")
    assert (response.status_code, response.headers["Location"]) == (303, "/dataset")


def test_the_description_tells_date_endpoint_and_dumps(browser: FlaskClient) -> None:
    description = described(browser)
    assert value(description, DATASET, VOID + "sparqlEndpoint") == ROOT + "sparql"
    assert value(description, DATASET, DCTERMS + "modified").endswith("Z")
    assert value(description, DATASET, VOID + "uriSpace") == BASE
    dumps = [quad.object.value for quad in description if quad.predicate.value == VOID + "dataDump"]
    for dump in dumps:
        assert browser.head(dump.removeprefix(ROOT[:-1])).status_code == 200
    assert len(dumps) == 3


def test_the_licence_is_told_where_there_is_one(browser: FlaskClient) -> None:
    assert not [quad for quad in described(browser) if quad.predicate.value == DCTERMS + "license"]
    assert "has not named one" in get(browser, "/dataset").text


def test_people_are_led_from_the_well_known_place_to_the_page(browser: FlaskClient) -> None:
    assert browser.get("/.well-known/void").headers["Location"] == "/dataset"
    assert any(link == "/dumps/graph.nq.gz" for link in get(browser, "/dataset").links())


@pytest.mark.parametrize("ending", PARSERS)
def test_a_dump_holds_every_graph(browser: FlaskClient, ending: str) -> None:
    response = browser.get(f"/dumps/graph.{ending}")
    assert response.is_streamed and set(ox.parse(response.get_data(), PARSERS[ending])) == set(example_quads())
    packed = browser.get(f"/dumps/graph.{ending}.gz")
    assert packed.mimetype == "application/gzip" and gzip.decompress(packed.get_data()) == response.get_data()


def test_events_come_in_the_shapes_of_tables_and_codebooks(browser: FlaskClient) -> None:
    for link in [each for each in get(browser, "/dataset").links() if each.startswith("/dumps/events.")]:
        response = browser.get(link)
        assert response.status_code == 200 and (response.get_data() or "plover" in link), link
    assert browser.get("/dumps/events.csv").mimetype == "text/csv"
    assert browser.get("/dumps/events.xlsx").status_code == 404


def test_the_sitemap_leads_to_every_event_and_article(browser: FlaskClient) -> None:
    def locations(path: str) -> list[str]:
        root = ET.fromstring(browser.get(path).get_data())  # noqa: S314  # our own server's answer
        return [each.text.removeprefix(ROOT[:-1]) for each in root.iter() if each.tag.endswith("loc") and each.text]

    pages = [page for part in locations("/sitemap.xml") for page in locations(part)]
    found = {quad.subject.value for quad in example_quads() if quad.object == sr("Event")}
    events = {iri for iri in found if "/id/event/" in iri}
    assert len([page for page in pages if "/event/" in page]) == len(events)
    assert all(browser.get(page).status_code == 200 for page in pages)
    assert browser.get("/sitemap-events-1.xml").status_code == 404
    assert ROOT + "sitemap.xml" in browser.get("/robots.txt").get_data(as_text=True)


def test_what_is_counted_once_is_not_counted_again(browser: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    described(browser)
    monkeypatch.setattr("kg.web.data.dataset.select", lambda *_: pytest.fail("counted again"))
    assert value(described(browser), DATASET, VOID + "triples")
