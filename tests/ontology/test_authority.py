"""The authority's structure: what must hold of the known individuals, whoever adds one."""

from collections import defaultdict
from itertools import combinations

import pyoxigraph as ox
import pytest

from kg.fusion.authority import Authority, load_authority
from kg.namespaces import AUTHORITY, NS, RDFS, SKOS
from kg.ontology.modules import Ontology
from kg.ontology.terms import Terms

NAMES = (RDFS + "label", SKOS + "altLabel", SKOS + "hiddenLabel", NS + "caseSensitiveName")
COMMON = frozenset({"the", "will", "may", "us", "it", "who", "base", "army", "coalition", "general", "president"})


@pytest.fixture(scope="module")
def authority(ontology: Ontology, terms: Terms) -> Authority:
    return load_authority(ontology, terms)


def individuals(terms: Terms, cls: str) -> list[str]:
    return [
        i for i, classes in terms.types.items() if i.startswith(AUTHORITY) and any(terms.is_a(c, cls) for c in classes)
    ]


def test_holdings_end_after_they_begin(authority: Authority) -> None:
    backwards = [h.iri for h in authority.holdings if h.since and h.until and h.since >= h.until]
    assert len(authority.holdings) >= 1100
    assert backwards == []


def test_no_two_hold_one_post_on_one_day(authority: Authority) -> None:
    by_post = defaultdict(list)
    for holding in authority.holdings:
        by_post[holding.post].append(holding)
    overlapping = [
        (one.iri, other.iri)
        for holdings in by_post.values()
        for one, other in combinations(sorted(holdings, key=lambda h: str(h.since)), 2)
        if one.until is None or (other.since and one.until > other.since)
    ]
    assert overlapping == []


def test_every_facility_is_somewhere(authority: Authority, terms: Terms) -> None:
    facilities = individuals(terms, "Facility")
    lost = [f for f in facilities if f not in authority.coordinates and f not in authority.located_in]
    assert len(facilities) >= 120
    assert lost == []


def test_every_outlet_has_a_country_or_an_owner(ontology: Ontology, terms: Terms) -> None:
    based = {s for name in ("basedIn", "subOrganisationOf", "operatedBy") for s, _ in ontology.pairs(NS + name)}
    assert [outlet for outlet in individuals(terms, "MediaOutlet") if outlet not in based] == []


def test_no_name_means_two_individuals(ontology: Ontology, terms: Terms) -> None:
    owners = defaultdict(set)
    for predicate in NAMES:
        for subject, name in ontology.pairs(predicate):
            if subject.startswith(AUTHORITY) and isinstance(name, ox.Literal):
                owners[name.value].add(subject)
    assert {name: sorted(found) for name, found in owners.items() if len(found) > 1} == {}


def test_no_common_word_is_a_name(ontology: Ontology) -> None:
    found = [
        (subject, name.value)
        for predicate in NAMES[:3]
        for subject, name in ontology.pairs(predicate)
        if subject.startswith(AUTHORITY) and isinstance(name, ox.Literal) and name.value.lower() in COMMON
    ]
    assert found == []


def test_every_individual_has_a_label_and_one_of_our_classes(terms: Terms) -> None:
    known = [individual for individual in terms.types if individual.startswith(AUTHORITY)]
    assert len(known) >= 2500
    assert [i for i in known if i not in terms.labels] == []
    assert [i for i in known if not any(c in terms.superclasses for c in terms.types[i])] == []


KINDS = {
    "Country": 190,
    "Government": 190,
    "ArmedForces": 170,
    "ArmedService": 120,
    "Ministry": 200,
    "NonStateArmedGroup": 400,
    "Alliance": 5,
    "Coalition": 5,
    "PeaceMission": 45,
    "InternationalOrganisation": 50,
    "MediaOutlet": 350,
    "MilitaryFacility": 300,
    "Post": 270,
    "Person": 1000,
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_covered(kind: str, terms: Terms) -> None:
    assert len(individuals(terms, kind)) >= KINDS[kind]


def test_every_post_is_in_an_organisation(authority: Authority, terms: Terms) -> None:
    assert [post for post in individuals(terms, "Post") if post not in authority.post_organisation] == []


@pytest.mark.parametrize("kind", ["DefenceMinister", "ForeignMinister", "ChiefOfStaff", "HeadOfState"])
def test_posts_of_a_kind_are_held_by_persons_in_dated_order(kind: str, authority: Authority, terms: Terms) -> None:
    held = {holding.post for holding in authority.holdings}
    posts = individuals(terms, kind)
    assert len(posts) >= 15
    assert [post for post in posts if post not in held] == []
    assert [h.iri for h in authority.holdings if not h.since] == []


def years(ontology: Ontology, name: str) -> dict[str, int]:
    return {s: int(o.value) for s, o in ontology.pairs(NS + name) if isinstance(o, ox.Literal)}


def test_organisations_end_after_they_began(ontology: Ontology) -> None:
    founded, dissolved = years(ontology, "foundedInYear"), years(ontology, "dissolvedInYear")
    assert len(founded) >= 250
    assert [o for o, year in dissolved.items() if o in founded and founded[o] > year] == []


def test_an_organisation_comes_from_an_older_one(ontology: Ontology) -> None:
    founded = years(ontology, "foundedInYear")
    pairs = [(s, o.value) for s, o in ontology.pairs(NS + "succeeds") if isinstance(o, ox.NamedNode)]
    assert len(pairs) >= 20
    assert [pair for pair in pairs if founded.get(pair[0], 9999) < founded.get(pair[1], 0) or pair[0] == pair[1]] == []


def test_most_military_facilities_have_an_operator(ontology: Ontology, terms: Terms) -> None:
    operated = {facility for facility, _ in ontology.pairs(NS + "operatedBy")}
    military = individuals(terms, "MilitaryFacility")
    assert len([facility for facility in military if facility in operated]) > len(military) * 0.6


def test_a_facility_is_in_one_state_at_most(ontology: Ontology, terms: Terms) -> None:
    states = [(s, o) for s, o in ontology.pairs(NS + "facilityStatus") if s in terms.types]
    assert len(states) >= 90
    assert len({facility for facility, _ in states}) == len(states)


def test_names_are_in_many_scripts(ontology: Ontology) -> None:
    names = [o for s, o in ontology.pairs(SKOS + "altLabel") if s.startswith(AUTHORITY) and isinstance(o, ox.Literal)]
    assert len({name.language for name in names}) >= 12
    assert len([name for name in names if not name.value.isascii() and name.language != "en"]) >= 100
