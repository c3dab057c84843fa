"""Every IRI of the example graph leads somewhere, as a page and as data."""

import pyoxigraph as ox
import pytest
from example_server import BASE, example_quads
from flask.testing import FlaskClient

from kg.namespaces import AUTHORITY, DCTERMS, NS
from kg.web.urls import Urls

ACCEPTS = {"text/html": "text/html", "text/turtle": "text/turtle", "application/ld+json": "application/ld+json"}
PARSERS = {"text/turtle": ox.RdfFormat.TURTLE, "application/ld+json": ox.RdfFormat.JSON_LD}
ARTICLE = sorted(quad.graph_name.value for quad in example_quads() if quad.predicate.value == NS + "aboutReport")[0][
    -16:
]
KINDS = ("article", "event", "report", "claim", "entity", "place", "text", "run")


def subjects(start: str) -> list[str]:
    found = {str(quad.subject)[1:-1] for quad in example_quads()}
    return sorted(iri for iri in found if iri.startswith(start))


def path_of(iri: str) -> str:
    """The path a client asks for when the host of the IRI is this server."""
    return "/" + iri.removeprefix(BASE).partition("#")[0]


@pytest.mark.parametrize("accept", ACCEPTS)
@pytest.mark.parametrize("kind", KINDS)
def test_an_iri_of_each_kind_gives_page_and_data(kind: str, accept: str, browser: FlaskClient) -> None:
    iri = next(each for each in subjects(f"{BASE}id/{kind}/") if "#" not in each)
    response = browser.get(path_of(iri), headers={"Accept": accept}, follow_redirects=True)
    assert response.status_code == 200
    assert response.mimetype == ACCEPTS[accept]
    if accept in PARSERS:
        assert list(ox.parse(response.get_data(), PARSERS[accept]))


def test_every_event_and_entity_leads_on_with_303_and_articles_answer_themselves(browser: FlaskClient) -> None:
    merged = {quad.subject.value for quad in replaced()}
    for kind in ("event", "entity", "place", "claim", "report"):
        for iri in subjects(f"{BASE}id/{kind}/"):
            if iri not in merged:
                response = browser.get(path_of(iri))
                assert (response.status_code, response.headers["Location"]) == (303, path_of(iri) + ".html")
                assert response.headers["Vary"] == "Accept"
    for iri in subjects(f"{BASE}id/article/"):
        assert browser.get(path_of(iri)).status_code == 200


def replaced() -> list[ox.Quad]:
    return [quad for quad in example_quads() if quad.predicate.value == DCTERMS + "isReplacedBy"]


def test_the_iri_of_a_merged_event_leads_to_the_one_it_is_in(browser: FlaskClient) -> None:
    assert len(replaced()) == 4
    for quad in replaced():
        response = browser.get(path_of(quad.subject.value))
        assert (response.status_code, response.headers["Location"]) == (301, path_of(quad.object.value))
        response = browser.get(path_of(quad.subject.value) + ".ttl")
        assert response.headers["Location"] == path_of(quad.object.value) + ".ttl"


def test_data_about_an_event_keeps_the_real_iris(browser: FlaskClient) -> None:
    data = browser.get("/id/event/46acc5725275c466.nt").get_data()
    triples = {quad.triple for quad in ox.parse(data, ox.RdfFormat.N_TRIPLES)}
    event = ox.NamedNode(f"{BASE}id/event/46acc5725275c466")
    assert ox.Triple(event, ox.NamedNode(NS + "hasTarget"), ox.NamedNode(AUTHORITY + "Moskva")) in triples


def test_data_about_an_article_holds_its_claims(browser: FlaskClient) -> None:
    article = BASE + "id/article/" + ARTICLE
    for path in (path_of(article) + ".ttl", path_of(article).replace("/id/", "/graph/") + ".ttl"):
        assert b"sr:aboutReport" in browser.get(path).get_data()


def test_graph_of_an_article_is_a_document(browser: FlaskClient) -> None:
    graph = sorted({str(quad.graph_name)[1:-1] for quad in example_quads() if "/graph/article/" in str(quad)})[0]
    for accept, kind in ACCEPTS.items():
        response = browser.get(path_of(graph), headers={"Accept": accept})
        assert (response.status_code, response.mimetype) == (200, kind)


def test_the_namespace_and_the_authority_answer_as_page_and_data(browser: FlaskClient) -> None:
    for path, prefix in (("/ns", NS), ("/authority", AUTHORITY)):
        assert browser.get(path).mimetype == "text/html"
        found = list(ox.parse(browser.get(path + ".ttl").get_data(), ox.RdfFormat.TURTLE))
        assert len(found) > 50 and all(quad.subject.value.startswith(prefix) for quad in found)
        negotiated = browser.get(path, headers={"Accept": "text/turtle"})
        assert negotiated.mimetype == "text/turtle"


def test_every_term_and_known_name_has_a_page_and_data(browser: FlaskClient) -> None:
    for prefix, folder in ((NS, "ontology"), (AUTHORITY, "authority")):
        names = [iri.removeprefix(prefix) for iri in subjects(prefix)]
        assert len(names) > 15
        for name in names:
            assert browser.get(f"/{folder}/{name}").status_code == 200, name
            assert browser.get(f"/{folder}/{name}.ttl").mimetype == "text/turtle"


@pytest.mark.parametrize(
    "path", ["/ns", "/authority", "/ontology/MissileStrike", "/authority/Moskva", "/queries/outlets"]
)
def test_a_page_is_also_found_by_its_ending(browser: FlaskClient, path: str) -> None:
    response = browser.get(path + ".html", headers={"Accept": "text/turtle"})
    assert (response.status_code, response.mimetype) == (200, "text/html")


def test_the_anchor_of_every_term_stands_on_the_page_of_the_namespace(browser: FlaskClient) -> None:
    page = browser.get("/ns").get_data(as_text=True)
    for name in ("MissileStrike", "hasActor", "Person"):
        assert f'id="{name}"' in page


def test_a_format_that_does_not_exist_is_refused_and_an_unknown_thing_is_not_found(browser: FlaskClient) -> None:
    event = "/id/event/46acc5725275c466"
    assert browser.get(event, headers={"Accept": "image/png"}).status_code == 406
    for path in ("/id/event/ffff", "/id/event/ffff.ttl", "/id/nothing/1", "/graph/article/ffff", "/ontology/No.ttl"):
        assert browser.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/%5C", "/id/event/a%5Cb", "/graph/article/%00", "/ontology/a%20b.ttl", "/0.1/%7B%7D"]
)
def test_a_path_that_makes_no_iri_is_not_found(browser: FlaskClient, path: str) -> None:
    response = browser.get(path)
    assert response.status_code == 404
    assert "no IRI" in response.get_data(as_text=True)


def test_paths_stand_for_iris_of_any_base() -> None:
    urls = Urls("http://127.0.0.1:8000/data/")
    assert urls.page("http://127.0.0.1:8000/data/id/event/1") == "/id/event/1.html"
    assert urls.page("http://127.0.0.1:8000/data/id/article/1#char=2,3") == "/id/article/1#char=2,3"
    assert urls.page(NS + "AirStrike") == "/ontology/AirStrike"
    assert urls.page("http://elsewhere.example/id/event/1") == ""
