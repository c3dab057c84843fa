"""Each kind of finding is found in a tiny ontology that has just that fault."""

import shutil
from pathlib import Path

import pytest

from kg.namespaces import AUTHORITY, NS
from kg.ontology.check import check_ontology
from kg.ontology.finding import Finding
from kg.resources import resource_folder

PREFIXES = """
@prefix : <https://w3id.org/sitrep/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SOUND = """
<https://example.org/root> a owl:Ontology ; owl:versionIRI <https://example.org/1/root> ; dcterms:title "Root"@en ;
    dcterms:description "A small one."@en ; dcterms:creator "Sitrep" ; dcterms:license <https://example.org/licence> .
skos:definition a owl:AnnotationProperty . dcterms:title a owl:AnnotationProperty .
dcterms:description a owl:AnnotationProperty . dcterms:creator a owl:AnnotationProperty .
dcterms:license a owl:AnnotationProperty . dcterms:isReplacedBy a owl:AnnotationProperty .
:trigger a owl:AnnotationProperty ; rdfs:label "trigger"@en ; skos:definition "A word for a class."@en .
:triggerPattern a owl:AnnotationProperty ; rdfs:label "pattern"@en ; skos:definition "Words with conditions."@en .
:headNoun a owl:AnnotationProperty ; rdfs:label "head noun"@en ; skos:definition "A noun for a class."@en .
:competencyQuestion a owl:AnnotationProperty ; rdfs:label "question"@en ; skos:definition "Why it is there."@en .
:cue a owl:AnnotationProperty ; rdfs:label "cue"@en ; skos:definition "A word that gives a value."@en .
:Event a owl:Class ; rdfs:label "event"@en ; skos:definition "What happens."@en .
:Raid a owl:Class ; rdfs:subClassOf :Event ; rdfs:label "raid"@en ; skos:definition "An entry."@en .
:Raid :trigger "raid"@en ; :triggerPattern "to enter object:house|home"@en .
:Siege a owl:Class ; rdfs:subClassOf :Event ; rdfs:label "siege"@en ; skos:definition "A cutting off."@en .
:Agent a owl:Class ; rdfs:label "agent"@en ; skos:definition "Who acts."@en ; owl:disjointWith :Event .
:FunctionWord a owl:Class ; rdfs:label "function word"@en ; skos:definition "A word that binds others."@en .
:functionAuxiliary a owl:NamedIndividual , :FunctionWord ; rdfs:label "function: auxiliary"@en ; :cue "will"@en .
:at a owl:DatatypeProperty ; rdfs:range xsd:dateTime ; rdfs:label "at"@en ; skos:definition "When."@en .
:by a owl:ObjectProperty ; rdfs:domain :Event ; rdfs:range :Agent ; rdfs:label "by"@en ; skos:definition "Who."@en .
:trigger :competencyQuestion "Which?"@en . :triggerPattern :competencyQuestion "Which?"@en .
:competencyQuestion :competencyQuestion "Why?"@en . :Event :competencyQuestion "What?"@en .
:Raid :competencyQuestion "Where?"@en . :Siege :competencyQuestion "Where?"@en . :cue :competencyQuestion "How?"@en .
:Agent :competencyQuestion "Who?"@en . :at :competencyQuestion "When?"@en . :by :competencyQuestion "Who?"@en .
:headNoun :competencyQuestion "Which?"@en . :FunctionWord :competencyQuestion "Which?"@en .
"""
RIOT = ":Riot a owl:Class ; :competencyQuestion 'Where?'@en ; "
FAULTS = {
    "undeclared-property": ":one a owl:NamedIndividual , :Raid ; rdfs:label 'one' ; :hasTraget :one .",
    "undeclared-class": ":one a owl:NamedIndividual , :Riad ; rdfs:label 'one' .",
    "unknown-name": ":one a owl:NamedIndividual , :Raid ; rdfs:label 'one' ; rdfs:seeAlso :two .",
    "two-kinds": ":by a owl:AnnotationProperty .",
    "datatype": ":one a owl:NamedIndividual , :Raid ; rdfs:label 'one' ; :at '2025-12-20'^^xsd:date .",
    "inconsistent": ":one a owl:NamedIndividual , :Raid , :Agent ; rdfs:label 'one' .",
    "unsatisfiable": ":Siege rdfs:subClassOf :Agent .",
    "equivalent": """
        :Entry a owl:Class ; rdfs:subClassOf :Event ; rdfs:label 'entry'@en ; skos:definition 'A way in.'@en ;
            :competencyQuestion 'Where?'@en ;
            owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( :Raid :Event ) ] .""",
    "class-cycle": ":Event rdfs:subClassOf :Raid .",
    "lexicon": ":Siege :triggerPattern 'to close object:'@en .",
    "unknown-class": ":Siege :triggerPattern 'to close object:Strait'@en .",
    "ambiguous-class": """
        <https://example.org/root#Agent> a owl:Class ; rdfs:subClassOf :Agent ; rdfs:label "party"@en ;
            skos:definition "An agent that fights."@en ; :competencyQuestion "Who?"@en .
        :Siege :triggerPattern 'to close object:Agent'@en .""",
    "shared-trigger": ":Siege :trigger 'to raid'@en .",
    "stray-trigger": ":Agent :trigger 'actor'@en .",
    "badly-written": ":Siege :trigger 'siege'  .",
    "shared-alias": """
        :one a owl:NamedIndividual , :Agent ; rdfs:label 'Red Guard' .
        :two a owl:NamedIndividual , :Agent ; rdfs:label 'red guard' .""",
    "common-word": ":one a owl:NamedIndividual , :Agent ; rdfs:label 'Will' .",
    "no-label": RIOT + "skos:definition 'A crowd that harms.'@en .",
    "two-labels": RIOT + "skos:definition 'A crowd.'@en ; rdfs:label 'riot'@en , 'unrest'@en .",
    "duplicate-label": RIOT + "skos:definition 'A crowd that harms.'@en ; rdfs:label 'Raid'@en .",
    "no-definition": RIOT + "rdfs:label 'riot'@en .",
    "two-definitions": RIOT + "rdfs:label 'riot'@en ; skos:definition 'A crowd.'@en , 'A mob.'@en .",
    "circular-definition": ":Riot rdfs:subClassOf :Event . "
    + RIOT
    + "rdfs:label 'riot'@en ; skos:definition 'A riot.'@en .",
    "no-question": ":Riot a owl:Class ; rdfs:label 'riot'@en ; skos:definition 'A crowd that harms.'@en .",
    "functional": ":at a owl:FunctionalProperty ; rdfs:domain :Event .",
    "not-in-rules": ":Siege rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :by ; owl:allValuesFrom :Agent ] .",
    "no-replacement": ":Riot a owl:Class ; rdfs:label 'riot' ; owl:deprecated true .",
    "deprecated-in-use": """
        :Riot a owl:Class ; rdfs:label 'riot' ; owl:deprecated true ; dcterms:isReplacedBy :Raid .
        :Siege rdfs:subClassOf :Riot .""",
    "no-metadata": "<https://example.org/root> owl:imports <https://example.org/bare> .",
    "missing-import": "<https://example.org/root> owl:imports <https://example.org/elsewhere> .",
    "syntax": ":Riot a owl:Class",
}
ERRORS = {
    *("undeclared-property", "undeclared-class", "unknown-name", "two-kinds", "datatype", "inconsistent", "syntax"),
    *("unsatisfiable", "class-cycle", "lexicon", "unknown-class", "shared-trigger", "stray-trigger", "missing-import"),
}


def check(folder: Path, more: str = "", *, quick: bool = True) -> list[Finding]:
    (folder / "root.ttl").write_text(PREFIXES + SOUND + more)
    (folder / "bare.ttl").write_text(PREFIXES + "<https://example.org/bare> a owl:Ontology .")
    return check_ontology(folder / "root.ttl", quick=quick)


def test_a_sound_ontology_has_no_findings(tmp_path: Path) -> None:
    assert check(tmp_path, quick=False) == []


@pytest.mark.parametrize("kind", FAULTS)
def test_the_fault_is_found_alone(kind: str, tmp_path: Path) -> None:
    findings = check(tmp_path, FAULTS[kind], quick=kind not in {"inconsistent", "unsatisfiable", "equivalent"})
    severity = "error" if kind in ERRORS else "warning"
    assert {(finding.kind, finding.severity) for finding in findings} == {(kind, severity)}


def test_a_syntax_error_names_file_and_line(tmp_path: Path) -> None:
    (finding,) = check(tmp_path, "\n:Riot a Riot .")
    line = (PREFIXES + SOUND).count("\n") + 2
    assert "root.ttl" in finding.message
    assert f"line {line}" in finding.message


def test_a_contradiction_names_the_individual_and_what_excludes_each_other(tmp_path: Path) -> None:
    (finding,) = check(tmp_path, FAULTS["inconsistent"], quick=False)
    assert finding.term.endswith("#one")
    assert "sr:one would be both sr:Agent, as it is declared, and sr:Event, as it is declared" in finding.message


def test_a_contradiction_by_a_range_names_the_statement(tmp_path: Path) -> None:
    two = ":one a owl:NamedIndividual , :Raid ; rdfs:label 'one' ; :by :two . "
    (finding,) = check(tmp_path, two + ":two a owl:NamedIndividual , :Siege ; rdfs:label 'two' .", quick=False)
    assert finding.kind == "inconsistent"
    assert "sr:Agent, as sr:one sr:by sr:two says" in finding.message


def test_an_empty_class_is_told_with_the_two_ways_up(tmp_path: Path) -> None:
    (finding,) = check(tmp_path, ":Siege rdfs:subClassOf :Agent .", quick=False)
    assert "sr:Siege → sr:Agent and sr:Siege → sr:Event, and these exclude each other" in finding.message


def test_an_empty_class_is_told_by_the_property_that_it_must_have(tmp_path: Path) -> None:
    some = "[ a owl:Restriction ; owl:onProperty :by ; owl:someValuesFrom :{} ]"
    office = f":Office a owl:Class ; rdfs:subClassOf :Agent , {some.format('Agent')} ."
    wrong = f"{office} :Siege rdfs:subClassOf {some.format('Raid')} ."
    office, siege = (f.message for f in check(tmp_path, wrong, quick=False) if f.kind == "unsatisfiable")
    assert "sr:Office → sr:Agent and sr:Event, which alone has it, since sr:Office must have sr:by" in office
    assert "sr:Siege must have sr:by of sr:Raid, while its values are sr:Agent, and these exclude" in siege


@pytest.mark.parametrize(("alias", "kinds"), [("She", ["common-word"]), ("SHE", []), ("she", ["common-word"])])
def test_a_short_name_is_a_common_word_as_sentences_begin(alias: str, kinds: list[str], tmp_path: Path) -> None:
    words = f":functionAuxiliary :cue 'she'@en . :one a owl:NamedIndividual , :Agent ; rdfs:label '{alias}' ."
    assert [finding.kind for finding in check(tmp_path, words)] == kinds


def test_patterns_that_ask_the_same_of_the_same_argument_clash(tmp_path: Path) -> None:
    (finding,) = check(tmp_path, ":Siege :triggerPattern 'to enter object:home|camp'@en .")
    assert "'enter object:home' triggers both sr:Raid and sr:Siege" in finding.message
    assert check(tmp_path, ":Siege :triggerPattern 'to enter object:camp'@en .") == []
    assert check(tmp_path, ":Siege :triggerPattern 'to enter object:home from:camp'@en .") == []


def test_a_name_that_is_a_head_noun_is_a_common_word_unless_its_case_counts(tmp_path: Path) -> None:
    base = ":Agent :headNoun 'council'@en . :one a owl:NamedIndividual , :Agent ; rdfs:label 'the Council of Ten' ; "
    alias = "skos:altLabel 'Council' . skos:altLabel a owl:AnnotationProperty ."
    exact = ":caseSensitiveName 'Council'@en . :caseSensitiveName a owl:AnnotationProperty ; rdfs:label 'c'@en ; "
    told = "skos:definition 'A name in this case only.'@en ; :competencyQuestion 'Who?'@en ."
    assert [finding.kind for finding in check(tmp_path, base + alias)] == ["common-word"]
    assert check(tmp_path, base + exact + told) == []


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
    gone = ":Riot a owl:Class ; rdfs:label 'DEPRECATED riot' ; owl:deprecated true ; dcterms:isReplacedBy :Raid ."
    assert check(tmp_path, gone) == []


def test_our_ontology_has_no_findings() -> None:
    assert check_ontology(resource_folder("ontology") / "workbench.ttl") == []


def test_a_contradiction_among_all_our_terms_and_individuals_is_caught(tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(resource_folder("ontology"), folder)
    seeded = f"<{AUTHORITY}NorthAtlanticTreatyOrganization> <{NS}locatedIn> <{AUTHORITY}Belgium> ."
    with (folder / "workbench.ttl").open("a", encoding="utf-8") as file:
        file.write(seeded)
    (finding,) = [finding for finding in check_ontology(folder / "workbench.ttl") if finding.severity == "error"]
    assert finding.kind == "inconsistent"
    assert "sr:SpatialThing, as auth:NorthAtlanticTreatyOrganization sr:locatedIn auth:Belgium says" in finding.message
