"""A user's ontology in a namespace of its own: its classes are found, and name each other in conditions."""

import shutil
from pathlib import Path

import pytest

from kg.extraction.examples import load_examples, try_examples
from kg.extraction.mention import ArticleMentions
from kg.extraction.pipeline import Extractor
from kg.ontology.check import check_ontology
from kg.ontology.lexicon import load_lexicon
from kg.ontology.modules import load_ontology
from kg.ontology.terms import load_terms
from kg.resources import resource_folder

MINE = "https://example.org/harbour#"
TAUGHT = f"""
@prefix my: <{MINE}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix sr: <https://w3id.org/sitrep/ns#> .

<https://example.org/harbour> a owl:Ontology ; owl:imports <https://w3id.org/sitrep/authority> ;
    owl:versionIRI <https://example.org/1.0.0/harbour> ; dcterms:title "Harbour"@en ; dcterms:creator "A user" ;
    dcterms:description "What harbours meet."@en ; dcterms:license <http://www.apache.org/licenses/LICENSE-2.0> .

my:HarbourBoom a owl:Class ; rdfs:subClassOf sr:MilitaryFacility ; rdfs:label "harbour boom"@en ;
    skos:definition "A military facility that floats across a harbour mouth and keeps vessels out."@en ;
    sr:competencyQuestion "Which harbours are closed by a boom?"@en ;
    sr:headNoun "harbour boom"@en ; sr:headNoun "boom"@en .

my:BoomCutting a owl:Class ; rdfs:subClassOf sr:Sabotage ; rdfs:label "boom cutting"@en ;
    skos:definition "Sabotage that opens a harbour boom."@en ;
    sr:competencyQuestion "Where were harbour booms opened by force?"@en ;
    sr:triggerPattern "to cut object:HarbourBoom"@en ; sr:triggerPattern "to part object:{MINE}HarbourBoom"@en ;
    sr:positiveExample "Divers cut the harbour boom on Tuesday."@en ;
    sr:positiveExample "Frogmen parted the boom near Basra."@en ;
    sr:negativeExample "The mayor cut the budget on Tuesday."@en .

my:TideGuard a owl:NamedIndividual , sr:Militia ; rdfs:label "Tide Guard"@en ;
    skos:altLabel "Haras al-Madd"@en ; sr:caseSensitiveName "TGD"@en .
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own") / "ontology"
    shutil.copytree(resource_folder("ontology"), folder)
    (folder / "harbour.ttl").write_text(TAUGHT, encoding="utf-8")
    return folder / "harbour.ttl"


@pytest.fixture(scope="module")
def extractor(root: Path) -> Extractor:
    ontology = load_ontology(root)
    terms = load_terms(ontology)
    return Extractor.load(load_lexicon(ontology, terms), terms)


def read(extractor: Extractor, text: str) -> ArticleMentions:
    return extractor.read(extractor.nlp(text), None)


def test_the_check_finds_no_fault_in_it(root: Path) -> None:
    assert check_ontology(root, quick=True) == []


def test_its_examples_pass(root: Path, extractor: Extractor) -> None:
    ontology = load_ontology(root)
    examples = [example for example in load_examples(ontology) if example.cls.startswith(MINE)]
    trials = list(try_examples(examples, extractor, load_terms(ontology)))
    assert [(trial.example.sentence, trial.found) for trial in trials if not trial.passed] == []
    assert len(trials) == 3


@pytest.mark.parametrize("name", ["Tide Guard", "Haras al-Madd", "TGD"])
def test_its_militia_acts_in_its_event(name: str, extractor: Extractor) -> None:
    mentions = read(extractor, f"The {name} cut the harbour boom near Basra on Tuesday.")
    (event,) = (event for event in mentions.events if event.cls == MINE + "BoomCutting")
    players = {argument.role.rpartition("#")[2]: argument.entity for argument in event.arguments}
    actor, target = (mentions.entities[players[role] or 0] for role in ("hasActor", "hasTarget"))
    assert (actor.individual, target.cls) == (MINE + "TideGuard", MINE + "HarbourBoom")


def test_another_object_is_no_such_event(extractor: Extractor) -> None:
    found = read(extractor, "The Tide Guard cut the power cable near Basra on Tuesday.").events
    assert [event for event in found if event.cls == MINE + "BoomCutting"] == []
