"""The page of a class tells its codes in other codebooks, and on what conditions."""

import re
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from conftest import serving
from flask.testing import FlaskClient

GRAPH = """
PREFIX sr: <https://w3id.org/sitrep/ns#> PREFIX code: <https://w3id.org/sitrep/codebooks#>
PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
sr:Raid a owl:Class ; rdfs:label "raid" ; skos:exactMatch code:plain ; skos:broadMatch code:bound, <http://e/other> .
sr:Weapon rdfs:label "weapon" . sr:hasTarget rdfs:label "has target" . sr:Assault rdfs:label "assault" .
code:plain rdfs:label "BOOK: plain" ; skos:notation "1" ; sr:inCodebook code:book .
code:bound rdfs:label "BOOK: bound" ; skos:notation "2" ; sr:inCodebook code:book .
code:book rdfs:label "The book" .
[] a owl:Axiom ; owl:annotatedSource sr:Raid ; owl:annotatedProperty skos:broadMatch ; owl:annotatedTarget code:bound ;
   sr:onlyIfRole sr:hasTarget ; sr:onlyIfRoleIs sr:Weapon ; sr:onlyIfEventIs "Assault" .
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    quads = list(ox.parse(GRAPH, ox.RdfFormat.TURTLE))
    with serving(tmp_path_factory.mktemp("coded") / "store", quads) as app:
        yield app.test_client()


def section(client: FlaskClient, heading: str) -> str:
    with client.get("/ontology/Raid", headers={"Accept": "text/html"}) as response:
        page = response.get_data(as_text=True)
    [found] = re.findall(rf"<h2>{heading}</h2>(.*?)</dl>", page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", str(found)).split())


def test_codes_stand_below_their_codebook_with_their_conditions(client: FlaskClient) -> None:
    assert section(client, "In other codebooks") == (
        "The book bound (is broader), only if it has target : a kind of weapon and is also a kind of assault "
        "plain (means the same)"
    )


def test_what_is_told_there_is_not_told_twice(client: FlaskClient) -> None:
    assert section(client, "In the ontology") == "broad match http://e/other"
