"""Which place each name was taken for, among those that it could mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.explaining.explanation import ExplainedPlace, PlaceChoice
from kg.extraction.mention import ArticleMentions, EntityMention
from kg.fusion.identity import Identifier, Identities
from kg.fusion.places import GroundedPlace

_SHOWN: Final = 4


def countries_named(by: Identifier, mentions: ArticleMentions) -> tuple[str, ...]:
    """Return the names of the countries that a text speaks of, the most frequent first."""
    codes = by.countries(mentions)
    return tuple(by.authority.labels.get(by.authority.country_by_code[code], code) for code in codes)


def explained_places(by: Identifier, mentions: ArticleMentions) -> Iterator[ExplainedPlace]:
    """Yield each place name of a text once, with the best of the places that it could mean."""
    named = [m for m in mentions.entities if m.kind == "name" and by.terms.is_a(m.cls, "Place")]
    work = _Places(by, mentions, by.identify("", mentions), frozenset(mention.name for mention in named))
    seen: set[str] = set()
    for mention in named:
        if mention.name not in seen:
            seen.add(mention.name)
            yield work.explained(mention)


@dataclass(frozen=True)
class _Places:
    by: Identifier
    mentions: ArticleMentions
    identities: Identities
    names: frozenset[str]

    def explained(self, mention: EntityMention) -> ExplainedPlace:
        """Return the places that a name could mean, the one it was taken for among them."""
        taken = self.identities.places.get(self.identities.of_mention[mention.id])
        if mention.individual:
            return ExplainedPlace(mention.name, True, (_choice(taken, True),) if taken else ())
        finder = self.by.places
        around = finder.surroundings(self.names, countries=self.by.countries(self.mentions))
        weighed = finder.weighed(mention.name, countries=around.countries, cls=mention.cls, divisions=around.divisions)
        offered = [finder.ground(place) for place in weighed[:_SHOWN]]
        if taken and all(offer.iri != taken.iri for offer in offered):
            offered.insert(0, taken)
        choices = (_choice(offer, taken is not None and offer.iri == taken.iri) for offer in offered)
        return ExplainedPlace(mention.name, False, tuple(choices))


def _choice(grounded: GroundedPlace, chosen: bool) -> PlaceChoice:
    place = grounded.place
    where = ", ".join(parent.label for parent in grounded.parents)
    geonames = str(place.geonames_id or "")
    point = (place.latitude, place.longitude)
    return PlaceChoice(grounded.label, place.kind, where, *point, geonames, place.how, place.confidence, chosen)
