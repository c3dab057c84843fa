"""Which thing each mention is: authority individual, place of the gazetteer, or an entity of its own.

The IRI of an entity that the authority does not know is made from its kind and full name, so that articles that name it
alike meet in one node. What has no name, or only a person's surname, stays within its article.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.extraction.mention import ArticleMentions, EntityMention
from kg.fusion.authority import Authority
from kg.fusion.claim import Entity
from kg.fusion.facility_names import NamedAfter
from kg.fusion.known_entities import place_entity
from kg.fusion.namesakes import is_somebody_else, namesake_meant
from kg.fusion.office_holders import office_holder
from kg.fusion.places import GroundedPlace, PlaceFinder
from kg.namespaces import NS, Iris, digest
from kg.ontology.terms import Terms

_LOCATED_IN = NS + "locatedIn"
_KINDS = ("Person", "Organisation", "Facility", "Place", "Equipment", "UnnamedGroup")
_FORCES = frozenset(NS + name for name in ("ArmedOrganisation", "StateArmedForce", "ArmedForces"))
_PUNCTUATION = re.compile(r"[\W_]+")
_ONE_OF_SEVERAL = re.compile(r"\b(?:an?|another|any|each|every|no|one)\s$", re.IGNORECASE)
"""What stands before an office that does not mean who holds it: "a Taliban leader"."""
_LONGEST_DETERMINER = 9
"""Characters to look back, a word boundary and the space included."""


@dataclass(frozen=True)
class Identities:
    """Who is who in one article: an entity for each mention, and all entities by IRI."""

    of_mention: Mapping[int, str]
    entities: Mapping[str, Entity]
    places: Mapping[str, GroundedPlace]
    """Grounded places by IRI, those in which others lie included."""

    def entity(self, mention: int) -> Entity:
        """Return the entity that a mention refers to."""
        return self.entities[self.of_mention[mention]]


class Identifier:
    """Identifies the entities of articles."""

    def __init__(self, authority: Authority, terms: Terms, places: PlaceFinder, iris: Iris) -> None:
        self.authority = authority
        self.terms = terms
        self.places = places
        self.iris = iris

    def identify(self, article: str, mentions: ArticleMentions) -> Identities:
        """Return the entities of an article."""
        context = self.countries(mentions)
        work = _Identification(self, article, mentions, context)
        for group in mentions.coreference:
            work.identify_group([mentions.entities[number] for number in group])
        work.relate()
        return Identities(work.of_mention, work.entities, work.places)

    def countries(self, mentions: ArticleMentions) -> tuple[str, ...]:
        """Return the ISO codes of the countries that a text speaks of, the most frequent first."""
        counts: dict[str, int] = {}
        for mention in mentions.entities:
            if self._is_inside_name(mentions, mention):
                continue
            named = mention.individual or ""
            for country in {self.authority.country_of.get(named, named), mention.country or ""}:
                code = self.authority.code_by_country.get(country)
                if code:
                    counts[code] = counts.get(code, 0) + 1
        return tuple(sorted(counts, key=lambda code: (-counts[code], code)))

    def _is_inside_name(self, mentions: ArticleMentions, mention: EntityMention) -> bool:
        """Tell whether a name is a part of a longer one: the country of "Niger State" is another."""
        longer = (
            m.span for m in mentions.entities if m.kind == "name" and self.terms.is_a(m.cls, "AdministrativeArea")
        )
        return any(s.begin <= mention.span.begin < mention.span.end <= s.end and s != mention.span for s in longer)

    def peoples(self, mentions: ArticleMentions) -> frozenset[str]:
        """Return the ISO codes of the countries that a text speaks of by an adjective or the name of a people."""
        demonyms = self.authority.demonyms
        named = {mention.country or demonyms.get(mention.name.lower(), "") for mention in mentions.entities}
        return frozenset(filter(None, map(self.authority.code_by_country.get, sorted(named))))


class _Identification:
    """The identification of one article in progress."""

    def __init__(self, by: Identifier, article: str, mentions: ArticleMentions, context: tuple[str, ...]) -> None:
        self.by = by
        self.article = article
        self.mentions = mentions
        self.context = context
        named = {m.name for m in mentions.entities if m.kind == "name" and by.terms.is_a(m.cls, "Place")}
        self.surroundings = by.places.surroundings(named, countries=context, peoples=by.peoples(mentions))
        self.named_after = NamedAfter(by.places, by.terms, self.surroundings, frozenset(named))
        self.of_mention: dict[int, str] = {}
        self.entities: dict[str, Entity] = {}
        self.places: dict[str, GroundedPlace] = {}

    def identify_group(self, group: list[EntityMention]) -> None:
        """Find the entity of mentions that are the same thing."""
        best = min(group, key=lambda m: (m.individual is None, m.kind != "name", -len(m.name), m.id))
        # "Yemeni" means the country, but is no name of it.
        demonyms = self.by.authority.demonyms
        names = tuple(sorted({m.name for m in group if m.kind == "name" and m.name.lower() not in demonyms}))
        entity = self._entity(best, names)
        known = self.entities.get(entity.iri)
        if known:
            entity = replace(known, names=tuple(sorted({*known.names, *entity.names})))
        self.entities[entity.iri] = entity
        for mention in group:
            self.of_mention[mention.id] = entity.iri

    def relate(self) -> None:
        """Add the relations that the text states between entities."""
        for relation in self.mentions.relations:
            head, tail = self.of_mention[relation.head], self.of_mention[relation.tail]
            entity = self.entities[head]
            if head != tail and (relation.relation, tail) not in entity.relations and head not in self.places:
                self.entities[head] = replace(entity, relations=(*entity.relations, (relation.relation, tail)))

    def _entity(self, best: EntityMention, names: tuple[str, ...]) -> Entity:
        namesake = self.by.places.namesake(best.name, self.surroundings)
        if namesake:
            return self._place(namesake, names)
        known = self._individual(best)
        if known:
            return self._known(known, names)
        stands_for = self._forces(best) or self._holder(best)
        if stands_for:
            return self._known(stands_for, ())
        if best.kind != "name":
            capital = self._capital(best)
            return self._place(capital, ()) if capital else self._unnamed(best)
        if self.by.terms.is_a(best.cls, "Place"):
            told = tuple(dict.fromkeys(self._around(names, frozenset())))
            grounded = self._found(best, told or self.surroundings.countries)
            if grounded and (not told or grounded.place.country_code in told):
                return self._place(grounded, names)
        return self._named(best, names)

    def _individual(self, best: EntityMention) -> str | None:
        """Return the individual of the authority that a name means."""
        article = (best, self.mentions, self.by.authority, self.by.terms)
        if best.individual is None:
            return namesake_meant(*article, around=self.context)
        return None if is_somebody_else(*article, around=self.context) else best.individual

    def _found(self, mention: EntityMention, countries: Collection[str]) -> GroundedPlace | None:
        divisions, abroad = self.surroundings.divisions, self.surroundings.abroad
        return self.by.places.find(
            mention.name, countries=countries, cls=mention.cls, divisions=divisions, abroad=abroad
        )

    def _around(self, names: Collection[str], asked: frozenset[str]) -> Iterator[str]:
        """Yield the countries that the text puts a name's place in: "Tripoli, Libya", "Kuchi in Munya, Niger State".

        ``asked`` are the names of places that lead here.
        """
        for relation in self.mentions.relations:
            head, tail = self.mentions.entities[relation.head], self.mentions.entities[relation.tail]
            if relation.relation != _LOCATED_IN or head.name not in names or tail.name in (*names, *asked):
                continue
            code = self.by.authority.code_by_country.get(tail.individual or "")
            if code:
                yield code
            elif self.by.terms.is_a(tail.cls, "Place"):
                around = self._found(tail, self.surroundings.countries) if tail.kind == "name" else None
                known = around is not None and around.cls == NS + "AdministrativeArea"
                yield from (around.place.country_code,) if around and known else ()
                yield from () if known else self._around((tail.name,), asked.union(names))

    def _known(self, individual: str, names: tuple[str, ...]) -> Entity:
        authority = self.by.authority
        code = authority.code_by_country.get(individual)
        grounded = self.by.places.country(code) if code else None
        if grounded:
            return self._place(grounded, names)
        cls = authority.classes.get(individual, NS + "Agent")
        for place in authority.located_in.get(individual, ()):
            self._known_place(place)
        return Entity(individual, cls, authority.labels.get(individual, ""), names)

    def _known_place(self, individual: str) -> None:
        code = self.by.authority.code_by_country.get(individual)
        grounded = self.by.places.country(code) if code else None
        if grounded:
            self.entities.setdefault(grounded.iri, self._place(grounded, ()))

    def _forces(self, mention: EntityMention) -> str | None:
        """Return the armed forces of the country in "U.S. forces" and "Syrian troops" told without a number."""
        if mention.cls not in _FORCES:
            return None
        owner = None if mention.owner is None else self.mentions.entities[mention.owner]
        country = mention.country or (owner.individual if owner else None)
        country = self.by.authority.country_of.get(country, country) if country else None
        return self.by.authority.forces_of.get(country) if country else None

    def _capital(self, mention: EntityMention) -> GroundedPlace | None:
        """Return the city that is "the Somali capital" or "Somalia's capital", not "the Somali commercial capital"."""
        before, noun, _ = mention.name.lower().rpartition(mention.lemma)
        words = before.removesuffix("'s ").strip()
        if not self.by.terms.is_a(mention.cls, "CapitalCity") or not noun:
            return None
        owner = None if mention.owner is None else self.mentions.entities[mention.owner]
        alone = not words or words in self.by.authority.demonyms or (owner is not None and words == owner.name.lower())
        code = self.by.authority.code_by_country.get(mention.country or (owner.individual if owner else None) or "")
        return self.by.places.capital(code) if alone and code else None

    def _holder(self, mention: EntityMention) -> str | None:
        """Return who, at the time of the article, was "the Russian defence minister" or "Russia's president"."""
        by = self.by
        if _ONE_OF_SEVERAL.search(self.mentions.text[: mention.span.begin][-_LONGEST_DETERMINER:]):
            return None
        holding = office_holder(mention, self.mentions, by.authority, by.terms, around=self.context)
        return holding.person if holding else None

    def _unnamed(self, mention: EntityMention) -> Entity:
        """Make an entity of its own; "U.S. soldiers" are members of the country's forces."""
        iri = self.by.iris.thing("entity", digest("unnamed", self.article, str(mention.span.begin)))
        relations = []
        country = mention.country
        if mention.owner is not None:
            owner = self.mentions.entities[mention.owner]
            country = country or (owner.individual if owner.cls == NS + "Country" else None)
        forces = self.by.authority.forces_of.get(country) if country else None
        if forces and self.by.terms.is_a(mention.cls, "Soldiers"):
            relations.append((NS + "memberOf", forces))
            self.entities.setdefault(forces, self._known(forces, ()))
        if country and self.by.terms.is_a(mention.cls, "Place"):
            relations.append((_LOCATED_IN, country))
            self.entities.setdefault(country, self._known(country, ()))
        return Entity(iri, mention.cls, mention.name, (), mention.lemma, tuple(relations))

    def _place(self, grounded: GroundedPlace, names: tuple[str, ...]) -> Entity:
        self.places[grounded.iri] = grounded
        for parent in grounded.parents:
            if parent.iri not in self.entities:
                self.entities[parent.iri] = self._place(parent, ())
        return place_entity(grounded, names)

    def _named(self, mention: EntityMention, names: tuple[str, ...]) -> Entity:
        terms = self.by.terms
        kind = next((kind for kind in _KINDS if terms.is_a(mention.cls, kind)), "Thing")
        folded = _PUNCTUATION.sub(" ", mention.name.casefold()).strip()
        scope = self.article if kind == "Person" and " " not in folded else ""
        country = mention.country or ""
        if kind in ("Facility", "Place") and not country:
            country = self.context[0] if self.context else ""
        iri = self.by.iris.thing("entity", digest(kind, folded, scope, country))
        entity = Entity(iri, mention.cls, mention.name, names or (mention.name,))
        if kind != "Facility":
            return entity
        flown_to = terms.is_a(mention.cls, "AirBase") or terms.is_a(mention.cls, "Airport")
        airport = self.by.places.airport(mention.name, countries=self.context) if flown_to else None
        return self._at_airport(entity, airport) if airport else self._located(entity, mention)

    def _at_airport(self, entity: Entity, airport: GroundedPlace) -> Entity:
        """Give an airport or air base the point and province that the gazetteer knows."""
        place = self._place(airport, ())
        return replace(
            entity,
            relations=place.relations,
            latitude=place.latitude,
            longitude=place.longitude,
            precision="facility",
        )

    def _located(self, entity: Entity, mention: EntityMention) -> Entity:
        """Place a facility by the settlement in its name: "Ash Shaddadi military base" lies at Ash Shaddadi."""
        called = (self.named_after.settlement(name, mention.cls) for name in (mention.name, *entity.names))
        grounded = next(filter(None, called), None)
        if grounded is None:
            return entity
        self.entities.setdefault(grounded.iri, self._place(grounded, ()))
        return replace(
            entity,
            relations=((_LOCATED_IN, grounded.iri),),
            latitude=round(grounded.place.latitude, 5),
            longitude=round(grounded.place.longitude, 5),
            precision="settlement",
        )
