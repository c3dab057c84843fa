"""The ontology over HTTP: modules, terms as other programs ask for them, and the JSON-LD context."""

import io
import json
from collections.abc import Iterator

import owlready2
import pyoxigraph as ox
import pytest
from example_server import BASE, example_quads
from flask.testing import FlaskClient

from kg.config import Config
from kg.namespaces import NS, OWL, RDF, RDFS
from kg.store.writer import Change, open_writer
from kg.web.app import create_app
from kg.web.served import served_by

PROTEGE = "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09"
MODULE = ox.NamedNode(BASE + "events")
VERSION = ox.NamedNode(BASE + "0.1.0/events")
STRIKE = ox.NamedNode(NS + "MissileStrike")
CODES = ox.NamedNode(BASE + "codebooks")
CODE = ox.NamedNode(BASE + "codebooks#acled")
WIDE = ox.NamedNode(NS + "precisionCountry")


def module_quads() -> list[ox.Quad]:
    """A module, and a class that it describes by a blank node."""
    some = ox.BlankNode("some")
    return [
        ox.Quad(MODULE, ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + "Ontology")),
        ox.Quad(MODULE, ox.NamedNode(OWL + "versionIRI"), VERSION),
        ox.Quad(MODULE, ox.NamedNode(OWL + "priorVersion"), ox.NamedNode(BASE + "0.0.9/events")),
        ox.Quad(CODES, ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + "Ontology")),
        ox.Quad(CODE, ox.NamedNode(RDFS + "isDefinedBy"), CODES),
        ox.Quad(WIDE, ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + "NamedIndividual")),
        ox.Quad(STRIKE, ox.NamedNode(RDFS + "isDefinedBy"), MODULE),
        ox.Quad(STRIKE, ox.NamedNode(RDFS + "subClassOf"), some),
        ox.Quad(some, ox.NamedNode(OWL + "onProperty"), ox.NamedNode(NS + "hasActor")),
    ]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    path = tmp_path_factory.mktemp("module") / "store"
    with open_writer(path) as writer:
        writer.commit(Change(add=example_quads()))
        writer.load_ontology(module_quads())
    made = create_app(Config(store=path, workers=1))
    yield made.test_client()
    served_by(made).reader.close()


def test_a_module_leads_to_what_it_defines_with_its_blank_nodes(client: FlaskClient) -> None:
    response = client.get("/events", headers={"Accept": PROTEGE})
    assert response.mimetype == "application/rdf+xml"
    found = list(ox.parse(response.get_data(), ox.RdfFormat.RDF_XML))
    assert {NS + "hasActor", MODULE.value} <= {getattr(quad.object, "value", "") for quad in found}
    assert client.get("/events.ttl").mimetype == "text/turtle"


def test_a_version_of_a_module_leads_to_the_module(client: FlaskClient) -> None:
    assert client.get("/0.1.0/events").headers["Location"] == "/events"
    assert client.get("/0.2.0/events").status_code == 404


def test_an_earlier_version_is_gone(client: FlaskClient) -> None:
    response = client.get("/0.0.9/events")
    assert (response.status_code, "/events" in response.json["detail"]) == (410, True)


@pytest.mark.parametrize(
    ("path", "name"), [("/ns", "precisionCountry"), ("/ns", "MissileStrike"), ("/codebooks", "acled")]
)
def test_what_stands_behind_the_hash_is_a_place_of_the_page(client: FlaskClient, path: str, name: str) -> None:
    assert f'id="{name}"' in client.get(path, headers={"Accept": "text/html"}).text


def test_people_get_pages_at_the_same_places(client: FlaskClient) -> None:
    for path in ("/events", "/ontology/MissileStrike", "/ns"):
        assert client.get(path, headers={"Accept": "text/html"}).mimetype == "text/html"
    assert client.get("/no-such-module").status_code == 404


def test_protege_opens_a_term(client: FlaskClient) -> None:
    data = client.get("/ontology/MissileStrike", headers={"Accept": PROTEGE}).get_data()
    world = owlready2.World()
    world.get_ontology("urn:term").load(fileobj=io.BytesIO(data))
    assert world[STRIKE.value].label.en == ["missile strike"]
    world.close()


def test_json_ld_names_properties_as_the_context_says(client: FlaskClient) -> None:
    document = json.loads(client.get("/id/event/46acc5725275c466.jsonld").get_data())
    [event] = document["@graph"]
    assert "MissileStrike" in event["@type"] and event["killedHigh"] == 40
    published = json.loads(client.get("/context.jsonld").get_data())["@context"]
    assert document["@context"].items() <= published.items()


@pytest.mark.parametrize("path", ["/id/event/46acc5725275c466", "/authority/Moskva", "/ontology/MissileStrike", "/ns"])
def test_json_ld_and_n_triples_say_the_same(client: FlaskClient, path: str) -> None:
    said = []
    for ending, form in (("jsonld", ox.RdfFormat.JSON_LD), ("nt", ox.RdfFormat.N_TRIPLES)):
        dataset = ox.Dataset(ox.parse(client.get(f"{path}.{ending}").get_data(), form))
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        said.append(set(dataset))
    assert said[0] == said[1] and len(said[0]) > 5
