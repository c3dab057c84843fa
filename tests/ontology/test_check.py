"""Each kind of finding is found in a tiny ontology that has just that fault."""

from pathlib import Path

import pytest

from kg.ontology.check import Finding, check_ontology
from kg.resources import resource_folder

PREFIXES = """
@prefix : <https://w3id.org/sitrep/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SOUND = """
<https://example.org/root> a owl:Ontology .
skos:definition a owl:AnnotationProperty .
:trigger a owl:AnnotationProperty ; rdfs:label "trigger"@en ; skos:definition "A word for a class."@en .
:triggerPattern a owl:AnnotationProperty ; rdfs:label "pattern"@en ; skos:definition "Words with conditions."@en .
:Event a owl:Class ; rdfs:label "event"@en ; skos:definition "What happens."@en .
:Raid a owl:Class ; rdfs:subClassOf :Event ; rdfs:label "raid"@en ; skos:definition "An entry."@en .
:Raid :trigger "raid"@en .
:Siege a owl:Class ; rdfs:subClassOf :Event ; rdfs:label "siege"@en ; skos:definition "A cutting off."@en .
:Agent a owl:Class ; rdfs:label "agent"@en ; skos:definition "Who acts."@en ; owl:disjointWith :Event .
:at a owl:DatatypeProperty ; rdfs:range xsd:dateTime ; rdfs:label "at"@en ; skos:definition "When."@en .
"""
FAULTS = {
    "undeclared-property": ":one a owl:NamedIndividual , :Raid ; rdfs:label 'one' ; :hasTraget :one .",
    "undeclared-class": ":one a owl:NamedIndividual , :Riad ; rdfs:label 'one' .",
    "datatype": ":one a owl:NamedIndividual , :Raid ; rdfs:label 'one' ; :at '2025-12-20'^^xsd:date .",
    "inconsistent": ":one a owl:NamedIndividual , :Raid , :Agent ; rdfs:label 'one' .",
    "unsatisfiable": ":Siege rdfs:subClassOf :Agent .",
    "lexicon": ":Siege :triggerPattern 'to close object:'@en .",
    "unknown-class": ":Siege :triggerPattern 'to close object:Strait'@en .",
    "shared-trigger": ":Siege :trigger 'to raid'@en .",
    "shared-alias": """
        :one a owl:NamedIndividual , :Agent ; rdfs:label 'Red Guard' .
        :two a owl:NamedIndividual , :Agent ; rdfs:label 'red guard' .""",
    "no-label": ":Riot a owl:Class ; skos:definition 'A crowd that harms.'@en .",
    "no-definition": ":Riot a owl:Class ; rdfs:label 'riot'@en .",
    "missing-import": "<https://example.org/root> owl:imports <https://example.org/elsewhere> .",
    "syntax": ":Riot a owl:Class",
}
WARNINGS = {"shared-alias", "no-label", "no-definition"}


def check(folder: Path, more: str = "") -> list[Finding]:
    (folder / "root.ttl").write_text(PREFIXES + SOUND + more)
    return check_ontology(folder / "root.ttl")


def test_a_sound_ontology_has_no_findings(tmp_path: Path) -> None:
    assert check(tmp_path) == []


@pytest.mark.parametrize("kind", FAULTS)
def test_the_fault_is_found_alone(kind: str, tmp_path: Path) -> None:
    findings = check(tmp_path, FAULTS[kind])
    severity = "warning" if kind in WARNINGS else "error"
    assert {(finding.kind, finding.severity) for finding in findings} == {(kind, severity)}


def test_a_syntax_error_names_file_and_line(tmp_path: Path) -> None:
    (finding,) = check(tmp_path, "\n:Riot a Riot .")
    line = (PREFIXES + SOUND).count("\n") + 2
    assert "root.ttl" in finding.message
    assert f"line {line}" in finding.message


def test_a_contradiction_names_the_individual_and_what_excludes_each_other(tmp_path: Path) -> None:
    (finding,) = check(tmp_path, FAULTS["inconsistent"])
    assert finding.term.endswith("#one")
    assert "#Event" in finding.message
    assert "#Agent" in finding.message


def test_an_import_cycle_is_unreadable(tmp_path: Path) -> None:
    other = "<https://example.org/other> a owl:Ontology ; owl:imports <https://example.org/root> ."
    (tmp_path / "other.ttl").write_text(PREFIXES + other)
    findings = check(tmp_path, "<https://example.org/root> owl:imports <https://example.org/other> .")
    assert [finding.kind for finding in findings] == ["unreadable"]


def test_a_trigger_may_stand_on_a_class_and_its_superclass(tmp_path: Path) -> None:
    assert check(tmp_path, ":Event :trigger 'raid'@en .") == []


def test_a_noun_and_a_verb_of_one_spelling_do_not_clash(tmp_path: Path) -> None:
    more = ":Siege :trigger 'a close'@en . :Agent rdfs:comment '' . :Raid :trigger 'to close'@en ."
    assert check(tmp_path, more) == []


def test_a_deprecated_term_needs_no_definition(tmp_path: Path) -> None:
    assert check(tmp_path, ":Riot a owl:Class ; rdfs:label 'DEPRECATED riot' ; owl:deprecated true .") == []


def test_our_ontology_has_no_findings() -> None:
    assert check_ontology(resource_folder("ontology") / "workbench.ttl") == []
