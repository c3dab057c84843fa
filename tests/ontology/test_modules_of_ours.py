"""What the ontology promises: its classes, its words, its closed vocabularies, and a shape that reasoners like."""

from collections.abc import Iterable
from typing import get_args

import pyoxigraph as ox
import pytest

from kg.extraction import mention
from kg.namespaces import NS, OWL, RDF, RDFS, SKOS, token_iri
from kg.ontology.modules import Ontology, load_ontology
from kg.ontology.terms import Terms, load_terms
from kg.resources import resource_folder

SUB = RDFS + "subClassOf"
ROOTS = {"Occurrence", "Agent", "SpatialThing", "Equipment", "Post", "InformationThing", "Quality"}
VOCABULARIES = {
    "Modality": ("modality", mention.Modality),
    "Stance": ("stance", mention.Stance),
    "Phase": ("phase", mention.Phase),
    "TimePrecision": ("precision", mention.Precision),
    "How": ("how", mention.How),
    "TimeSource": ("timeSource", mention.TimeSource),
}
RANGES = {
    "hasActor": "Agent",
    "hasVictim": "Agent",
    "hasRecipient": "Agent",
    "hasInstrument": "Equipment",
    "occurredAt": "SpatialThing",
    "atFacility": "Facility",
    "hasOrigin": "SpatialThing",
    "hasDestination": "SpatialThing",
}
NOT_IN_RL = ("unionOf", "complementOf", "oneOf", "hasKey", "disjointUnionOf", "ReflexiveProperty")


@pytest.fixture(scope="module")
def ours() -> Ontology:
    return load_ontology(resource_folder("ontology") / "workbench.ttl")


@pytest.fixture(scope="module")
def terms(ours: Ontology) -> Terms:
    return load_terms(ours)


def texts(ours: Ontology, name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for term, value in ours.pairs(NS + name):
        found.setdefault(term.removeprefix(NS), []).append(value.value)
    return found


def below(terms: Terms, root: str) -> set[str]:
    return {cls.removeprefix(NS) for cls in terms.superclasses if terms.is_a(cls, root)}


def typed(ours: Ontology, kind: str) -> set[str]:
    return {term for term, value in ours.pairs(RDF + "type") if value == ox.NamedNode(OWL + kind)}


def assigned_events(ours: Ontology, terms: Terms) -> Iterable[str]:
    return sorted(below(terms, "Event") - {"Event"} - set(texts(ours, "abstract")))


def test_every_class_lies_below_one_of_seven_roots(ours: Ontology, terms: Terms) -> None:
    tops = {terms.superclasses.get(cls, (cls,))[-1].removeprefix(NS) for cls in typed(ours, "Class")}
    assert tops == ROOTS


def test_every_event_class_that_is_assigned_has_triggers_and_an_example(ours: Ontology, terms: Terms) -> None:
    triggers, patterns = texts(ours, "trigger"), texts(ours, "triggerPattern")
    examples = texts(ours, "positiveExample")
    poor = [
        cls
        for cls in assigned_events(ours, terms)
        if len(triggers.get(cls, []) + patterns.get(cls, [])) < 3 or cls not in examples
    ]
    assert poor == []


@pytest.mark.parametrize("kind", ["positiveExample", "negativeExample"])
def test_every_event_class_that_no_condition_defines_shows_what_it_is_and_what_not(
    kind: str, ours: Ontology, terms: Terms
) -> None:
    conditional = {definition.cls.removeprefix(NS) for definition in terms.definitions.sufficient}
    told = below(terms, "Event") - conditional - below(terms, "EventByTarget")
    assert len(told) > 110
    assert sorted(told - texts(ours, kind).keys()) == []


def test_there_are_more_than_a_hundred_event_classes(ours: Ontology, terms: Terms) -> None:
    assert len(list(assigned_events(ours, terms))) > 100


def test_every_event_class_has_a_role_for_subject_and_object(ours: Ontology, terms: Terms) -> None:
    for name in ("subjectRole", "objectRole"):
        given = set(texts(ours, name))
        lacking = [
            cls
            for cls in assigned_events(ours, terms)
            if not given & {ancestor.removeprefix(NS) for ancestor in terms.superclasses[NS + cls]}
        ]
        assert lacking == [], name


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_a_closed_vocabulary_has_the_tokens_of_the_records(vocabulary: str, ours: Ontology, terms: Terms) -> None:
    prefix, tokens = VOCABULARIES[vocabulary]
    members = {individual for individual, classes in terms.types.items() if NS + vocabulary in classes}
    assert members == {token_iri(prefix, token).value for token in get_args(tokens)}
    assert all(ours.objects(member, SKOS + "notation") for member in members)


@pytest.mark.parametrize("role", RANGES)
def test_a_role_has_the_range_by_which_the_extractor_chooses(role: str, terms: Terms) -> None:
    assert terms.ranges[NS + role] == NS + RANGES[role]


def test_a_target_may_be_anything(terms: Terms) -> None:
    assert NS + "hasTarget" not in terms.ranges
    assert NS + "hasParticipant" not in terms.superproperties[NS + "hasTarget"]


def test_an_event_in_a_base_is_an_event_in_its_country(terms: Terms) -> None:
    assert NS + "occurredIn" in terms.superproperties[NS + "atFacility"]
    assert (NS + "occurredIn", NS + "locatedIn", NS + "occurredIn") in terms.chains
    assert NS + "locatedIn" in terms.transitive


def test_quantity_words_run_from_least_to_greatest(ours: Ontology) -> None:
    least, greatest = texts(ours, "quantityMin"), texts(ours, "quantityMax")
    assert int(least["quantityDozens"][0]) == 24
    assert all(int(least[word][0]) <= int(value[0]) for word, value in greatest.items())


def test_nothing_stands_in_the_ontology_that_owl_2_rl_does_not_know(ours: Ontology) -> None:
    used = {node.value for triple in ours.triples() for node in triple if isinstance(node, ox.NamedNode)}
    assert not used & {OWL + name for name in NOT_IN_RL}


def test_a_condition_with_some_value_is_never_the_right_side_of_an_axiom(ours: Ontology) -> None:
    right = [triple.object for triple in ours.triples() if triple.predicate.value in (SUB, OWL + "equivalentClass")]
    told = {(t.subject, t.predicate.value) for t in ours.triples() if isinstance(t.subject, ox.BlankNode)}
    assert [node for node in right if (node, OWL + "someValuesFrom") in told] == []


def test_every_axiom_with_a_nameless_class_is_one_that_the_rules_know(terms: Terms) -> None:
    assert len(terms.definitions.sufficient) > 20
    assert terms.definitions.foreign == ()


def test_no_property_is_of_two_kinds(ours: Ontology) -> None:
    kinds = [typed(ours, kind) for kind in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")]
    assert sum(map(len, kinds)) == len(set.union(*kinds))


def test_contradictory_reports_of_an_event_stay_consistent(ours: Ontology) -> None:
    about_events = {term for term, domain in ours.pairs(RDFS + "domain") if domain == ox.NamedNode(NS + "Event")}
    assert not about_events & typed(ours, "FunctionalProperty")


def test_all_lexicon_values_are_in_english_and_trimmed(ours: Ontology) -> None:
    for name in ("trigger", "triggerPattern", "antiTrigger", "headNoun", "nameSuffix", "roleCue", "cue"):
        for term, value in ours.pairs(NS + name):
            assert isinstance(value, ox.Literal)
            assert value.language == "en", (term, value)
            assert value.value == " ".join(value.value.split()), (term, value)
