"""Mappings to other codebooks: each with one relation, a condition that can be asked, and the code that people read."""

from collections import defaultdict

import pyoxigraph as ox
import pytest

from kg.namespaces import CODES, NS, OWL, SKOS, local_name
from kg.ontology.exclusions import disjoint_classes
from kg.ontology.modules import Ontology
from kg.ontology.terms import Terms

RELATIONS = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch")
CODEBOOKS = {"acledCode": "acled", "ploverCode": "plover", "cameoCode": "cameo", "gtdCode": "gtd"}
Mapping = tuple[str, str, str]


@pytest.fixture(scope="module")
def mappings(ontology: Ontology) -> list[Mapping]:
    """Return class, relation and code."""
    return [
        (cls, relation, code.value)
        for relation in RELATIONS
        for cls, code in ontology.pairs(SKOS + relation)
        if isinstance(code, ox.NamedNode) and code.value.startswith(CODES)
    ]


def axioms(ontology: Ontology) -> list[dict[str, str]]:
    """Return what is said of mappings that hold under a condition."""
    targets = ontology.store.quads_for_pattern(None, ox.NamedNode(OWL + "annotatedTarget"), None)
    told = [ontology.store.quads_for_pattern(quad.subject, None, None) for quad in targets]
    return [{local_name(q.predicate.value): getattr(q.object, "value", "") for q in quads} for quads in told]


def test_a_class_and_a_code_are_in_one_relation(mappings: list[Mapping], terms: Terms) -> None:
    pairs = [(cls, code) for cls, _, code in mappings]
    assert len(pairs) > 400
    assert len(pairs) == len(set(pairs))
    assert all(terms.is_a(cls, "Event") for cls, _ in pairs)


def test_a_condition_asks_for_a_class_of_the_event_or_of_a_role(
    ontology: Ontology, terms: Terms, mappings: list[Mapping]
) -> None:
    for axiom in axioms(ontology):
        named = (axiom["annotatedSource"], local_name(axiom["annotatedProperty"]), axiom["annotatedTarget"])
        assert named in mappings
        asked = {name for name in axiom if name.startswith("onlyIf")}
        assert asked in ({"onlyIfEventIs"}, {"onlyIfRole", "onlyIfRoleIs"})
        assert {axiom[name] for name in asked - {"onlyIfRole"}} <= terms.superclasses.keys()


def test_a_condition_can_be_met(ontology: Ontology, terms: Terms) -> None:
    disjoint = disjoint_classes(ontology)
    for axiom in axioms(ontology):
        if "onlyIfEventIs" in axiom:
            above = [terms.superclasses[axiom[name]] for name in ("annotatedSource", "onlyIfEventIs")]
            met = {frozenset((a, b)) for a in above[0] for b in above[1]}
            assert not met & disjoint, axiom


@pytest.mark.parametrize("name", ["CoupAttempt", "Interception", "MutinyOrCoup", "SearchOrSeizure", "SearchRaid"])
def test_of_codes_that_hold_for_some_events_one_at_most_has_no_condition(
    name: str, ontology: Ontology, mappings: list[Mapping]
) -> None:
    conditioned = {(axiom["annotatedSource"], axiom["annotatedTarget"]) for axiom in axioms(ontology)}
    codes = [code for cls, _, code in mappings if cls == NS + name and code.startswith(CODES + "acled")]
    assert len(codes) > 1
    assert len([code for code in codes if (NS + name, code) not in conditioned]) == 1


@pytest.mark.parametrize("prop", CODEBOOKS)
def test_the_codes_that_people_read_are_the_mapped_ones(prop: str, ontology: Ontology, mappings: list[Mapping]) -> None:
    notation = {code: getattr(text, "value", "") for code, text in ontology.pairs(SKOS + "notation")}
    mapped: dict[str, set[str]] = defaultdict(set)
    for cls, _, code in mappings:
        if local_name(code).startswith(CODEBOOKS[prop]):
            mapped[cls].add(notation[code])
    read = {
        cls: set(getattr(text, "value", "").split("; ")) for cls, text in ontology.pairs(NS + prop) if cls in mapped
    }
    assert read == mapped
