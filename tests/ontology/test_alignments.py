"""The alignments: each stands apart, names only terms that exist, and contradicts nothing."""

import re
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import URIRef
from rdflib.namespace import GEO, ORG, PROV, SDO, TIME, DefinedNamespace

from kg.namespaces import DCTERMS, NS, OWL, RDF, RDFS, SKOS, XSD
from kg.ontology.modules import Ontology, load_ontology, read_module
from kg.ontology.reasoning import reason
from kg.resources import resource_folder

FOLDER = resource_folder("ontology")
FILES = sorted(FOLDER.glob("align-*.ttl"))
PUBLISHED: dict[str, type[DefinedNamespace]] = {
    "geosparql": GEO,
    "org": ORG,
    "prov": PROV,
    "schema": SDO,
    "time": TIME,
}
WELL_KNOWN = (OWL, RDF, RDFS, XSD, SKOS, DCTERMS)
TARGETS = {"cco", "ftm", "geosparql", "oa", "org", "prov", "schema", "sem", "time"}


def name(path: Path) -> str:
    return path.stem.removeprefix("align-")


def named_nodes(path: Path) -> set[str]:
    nodes = {node for triple in read_module(path).triples for node in triple if isinstance(node, ox.NamedNode)}
    return {node.value for node in nodes if not node.value.startswith(WELL_KNOWN)}


def declared(ontology: Ontology) -> set[str]:
    return {term for term, _ in ontology.pairs(RDF + "type")}


def test_there_is_an_alignment_to_each_vocabulary() -> None:
    assert {name(path) for path in FILES} == TARGETS


@pytest.mark.parametrize("path", FILES, ids=name)
def test_an_alignment_imports_ours_and_nothing_imports_it(path: Path) -> None:
    assert read_module(path).imports == ("https://w3id.org/sitrep/claims",)
    assert all(read_module(path).iri not in read_module(other).imports for other in FOLDER.glob("*.ttl"))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_term_of_an_alignment_is_declared(path: Path) -> None:
    used = {node for node in named_nodes(path) if not node.startswith(("http://www.apache.org/", "http://purl.org/"))}
    ours = {"https://w3id.org/sitrep/claims", read_module(path).iri}
    assert {node for node in used - declared(load_ontology(path)) if "sitrep/0." not in node} <= ours


@pytest.mark.parametrize("path", FILES, ids=name)
def test_our_terms_are_declared_again_as_what_they_are(path: Path) -> None:
    """Without its own declarations a file loses annotations in Manchester syntax."""
    ours = {
        triple
        for other in FOLDER.glob("*.ttl")
        if other not in FILES
        for triple in read_module(other).triples
        if triple.predicate.value == RDF + "type"
    }
    kinds = [triple for triple in read_module(path).triples if triple.predicate.value == RDF + "type"]
    assert {triple for triple in kinds if str(triple.subject).startswith("<" + NS)} <= ours


@pytest.mark.parametrize("target", PUBLISHED)
def test_foreign_terms_are_those_that_their_vocabulary_publishes(target: str) -> None:
    space = PUBLISHED[target]
    terms = {node for node in named_nodes(FOLDER / f"align-{target}.ttl") if node.startswith(str(space))}
    assert len(terms) > 5
    assert {term for term in terms if URIRef(term) not in space} == set()


def test_all_alignments_together_contradict_nothing(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    imports = " , ".join(f"<{read_module(path).iri}>" for path in FILES)
    (tmp_path / "all.ttl").write_text(f"<urn:all> a <{OWL}Ontology> ; <{OWL}imports> {imports} .")
    outcome = reason(load_ontology(tmp_path / "all.ttl"))
    assert outcome.consistent
    assert outcome.unsatisfiable == ()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_prefix_stands_before_a_name_with_a_colon(path: Path) -> None:
    """OWL API 5 writes ``https://example.org/#Thing:name`` as ``ex:name`` where ``ex:`` is declared, and loses it."""
    spaces = re.findall(r"^@prefix \w*: <(.+)> \.$", path.read_text(encoding="utf-8"), re.MULTILINE)
    shortened = {(node, space) for node in named_nodes(path) for space in spaces if node.startswith(space)}
    assert [node for node, space in shortened if ":" in node.removeprefix(space)] == []
