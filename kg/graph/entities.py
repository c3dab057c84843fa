"""Entities and post holdings as facts."""

from kg.fusion.claim import ArticleClaims, Entity, Holding
from kg.graph.nodes import Fact, decimal, iri, label, moment, text
from kg.namespaces import AUTHORITY, NS, RDF, RDFS, SKOS, token_iri

LABEL = RDFS + "label"
_TYPE = RDF + "type"


def entity_facts(entity: Entity) -> list[Fact]:
    """Return what an article says of an entity: class, label, names, relations, coordinates.

    A known individual keeps what the authority says of it; only names and relations are added.
    """
    facts: list[Fact] = [(SKOS + "altLabel", label(name)) for name in entity.names]
    facts += [(prop, iri(value)) for prop, value in entity.relations]
    if entity.iri.startswith(AUTHORITY):
        return facts
    facts += [(_TYPE, iri(entity.cls)), (LABEL, label(entity.label))]
    if entity.latitude is not None and entity.longitude is not None:
        facts.append((NS + "latitude", decimal(entity.latitude)))
        facts.append((NS + "longitude", decimal(entity.longitude)))
    if entity.geonames_id:
        facts.append((NS + "geonamesId", text(entity.geonames_id)))
    if entity.precision:
        facts.append((NS + "placePrecision", token_iri("placePrecision", entity.precision)))
    return facts


def holding_facts(holding: Holding) -> list[Fact]:
    """Return a person's holding of a post."""
    facts: list[Fact] = [
        (_TYPE, iri(NS + "PostHolding")),
        (NS + "heldBy", iri(holding.person)),
        (NS + "ofPost", iri(holding.post)),
    ]
    if holding.since:
        facts.append((NS + "heldFrom", moment(holding.since)))
    if holding.until:
        facts.append((NS + "heldUntil", moment(holding.until)))
    if holding.as_of:
        facts.append((NS + "heldAsOf", moment(holding.as_of)))
    return facts


def post_facts(holding: Holding) -> list[Fact]:
    """Return a post that the authority does not have; empty for a known one."""
    if holding.new_post is None:
        return []
    cls, name, organisation = holding.new_post
    facts: list[Fact] = [(_TYPE, iri(cls or NS + "Post")), (LABEL, label(name))]
    if organisation:
        facts.append((NS + "postIn", iri(organisation)))
    return facts


def preferred_label(labels: list[str]) -> str:
    """Return the label to show of several: with capitals, longer, then first in the alphabet."""
    return min(labels, key=lambda name: (name.islower(), name.isupper() and len(name) > 5, -len(name), name))


def described_entities(claims: ArticleClaims) -> dict[str, set[Fact]]:
    """Return what an article says of each entity, post and holding, by IRI; those it only mentions are left out."""
    described: dict[str, set[Fact]] = {}
    outlet = [claims.outlet] if claims.outlet else []
    for entity in (*outlet, *claims.entities):
        described.setdefault(entity.iri, set()).update(entity_facts(entity))
    for holding in claims.holdings:
        described.setdefault(holding.iri, set()).update(holding_facts(holding))
        described.setdefault(holding.post, set()).update(post_facts(holding))
    return {subject: facts for subject, facts in described.items() if facts}


def told_entities(claims: ArticleClaims) -> set[str]:
    """Return the entities that the default graph describes: the named ones, and those of which something is claimed.

    What is only mentioned ("the group", "a region") stays in the graph of its article.
    """
    told = {entity.iri for entity in claims.entities if entity.lemma is None}
    for claim in claims.claims:
        told |= {value for value in (claim.value, claim.subject, *claim.sources, *claim.relays) if value}
    for report in claims.reports:
        told |= {place for reported in report.places for place in reported.within}
    for holding in claims.holdings:
        told |= {holding.iri, holding.person, holding.post}
    told |= {value for entity in claims.entities if entity.iri in told for _, value in entity.relations}
    return told | ({claims.outlet.iri} if claims.outlet else set())
