"""Axioms and entities are counted as Protégé counts them."""

from pathlib import Path

from kg.ontology.metrics import Metrics, measure
from kg.ontology.modules import load_ontology

PREFIXES = """
@prefix : <https://example.org/o#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
BASE = """
<https://example.org/base> a owl:Ontology ; owl:versionInfo "1" .
:A a owl:Class ; rdfs:label "a" .
:note a owl:AnnotationProperty ; rdfs:label "note" .
"""
ROOT = """
<https://example.org/root> a owl:Ontology ; owl:imports <https://example.org/base> .
:A a owl:Class ; :note "also here" .
:B a owl:Class ; rdfs:subClassOf :A , [ a owl:Restriction ;
    owl:onProperty [ owl:inverseOf :p ] ; owl:allValuesFrom :A ] .
:p a owl:ObjectProperty , owl:TransitiveProperty ; rdfs:range :A .
:d a owl:DatatypeProperty .
:x a owl:NamedIndividual , :B ; :p :y ; :d 1 ; rdfs:label "x" .
:y a owl:NamedIndividual .
[] a owl:AllDifferent ; owl:distinctMembers ( :x :y ) .
[] a owl:Axiom ; owl:annotatedSource :x ; owl:annotatedProperty :p ; owl:annotatedTarget :y ; :note "sure" .
"""


def test_axioms_and_entities_are_counted_over_the_imports(tmp_path: Path) -> None:
    (tmp_path / "base.ttl").write_text(PREFIXES + BASE)
    (tmp_path / "root.ttl").write_text(PREFIXES + ROOT)
    assert measure(load_ontology(tmp_path / "root.ttl")) == Metrics(
        axioms=20,
        logical_axioms=8,
        declarations=8,
        classes=2,
        object_properties=1,
        data_properties=1,
        annotation_properties=3,
        individuals=2,
    )
