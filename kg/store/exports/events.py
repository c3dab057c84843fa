"""Events one after another, with what every table and codebook asks of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.namespaces import local_name
from kg.store.exports.facts import TITLE, FactReader, Facts, iris_of, is_a, label_of, text_of

ROLES: Final = {
    "actor": "hasActor",
    "target": "hasTarget",
    "victim": "hasVictim",
    "instrument": "hasInstrument",
    "recipient": "hasRecipient",
    "speaker": "hasSpeaker",
    "addressee": "hasAddressee",
    "item": "hasTransferredItem",
    "opposing_party": "opposingParty",
}
"""Columns of those who, and of what, take part in an event, and their properties."""


@dataclass(frozen=True)
class Where:
    """Where an event was as far as it is known; positions in decimal degrees as text, ``""`` for what is not known."""

    name: str = ""
    iri: str = ""
    precision: str = ""
    latitude: str = ""
    longitude: str = ""
    country: str = ""
    province: str = ""


@dataclass(frozen=True)
class Source:
    """An article that tells of an event."""

    iri: str
    title: str
    outlet: str
    published: str
    url: str


@dataclass(frozen=True)
class Event:
    """An event with its facts, its place and the articles that tell of it, oldest first."""

    iri: str
    cls: str
    label: str
    facts: Facts
    where: Where
    sources: tuple[Source, ...]

    def text(self, name: str) -> str:
        """Return one value of a property of ours as text."""
        return text_of(self.facts, name)

    def token(self, name: str, vocabulary: str) -> str:
        """Return the token of a controlled value: ``sr:precisionDay`` → ``day``."""
        token = local_name(self.text(name)).removeprefix(vocabulary)
        return token[:1].lower() + token[1:]

    @property
    def day(self) -> str:
        """Return the day on which the event may have begun, ``""`` if it is not known."""
        return self.text("earliestStart")[:10]


def read_events(reader: FactReader) -> Iterator[Event]:
    """Yield the events of a snapshot in the order of their IRIs."""
    for iri in reader.instances("Event"):
        facts = reader.facts(iri)
        if classes := iris_of(facts, "eventClass"):
            sources = sorted((_source(reader, each) for each in iris_of(facts, "reportedIn")), key=_age)
            yield Event(iri, classes[0], label_of(iri, facts), facts, _where(reader, facts), tuple(sources))


def names(reader: FactReader, event: Event, prop: str) -> list[str]:
    """Return what the things are called that are values of a property of an event."""
    return [reader.name(iri) for iri in iris_of(event.facts, prop)]


def sentences(reader: FactReader, event: Event) -> list[str]:
    """Return the sentences that say that an event happened, each once, those of an article in its order."""
    found: list[tuple[str, int, str]] = []
    for report in iris_of(event.facts, "hasReport"):
        for claim in reader.told_of("aboutReport", report):
            found += _evidence(reader, claim)
    return list(dict.fromkeys(text for *_, text in sorted(found)))


def _evidence(reader: FactReader, claim: str) -> Iterator[tuple[str, int, str]]:
    """Yield article, begin and text of each sentence that a claim of an occurrence rests on."""
    facts = reader.told(claim)
    if not is_a(facts, "OccurrenceClaim"):
        return
    for mention in iris_of(facts, "evidence"):
        for sentence in map(reader.told, iris_of(reader.told(mention), "inSentence")):
            article, begin = text_of(sentence, "inArticle"), int(text_of(sentence, "begin") or 0)
            yield article, begin, " ".join(text_of(sentence, "exactText").split())


def _where(reader: FactReader, facts: Facts) -> Where:
    places = iris_of(facts, "occurredAt") or iris_of(facts, "atFacility")
    if not places:
        return Where()
    facility = next(iter(iris_of(facts, "atFacility")), "")
    located = next((iri for iri in (*places, facility) if iri and "latitude" in reader.thing(iri)), places[0])
    around = [(iri, reader.thing(iri)) for iri in iris_of(facts, "occurredIn")]
    countries = [iri for iri, thing in around if is_a(thing, "Country")]
    provinces = [
        iri
        for iri, thing in around
        if is_a(thing, "AdministrativeArea") and (not countries or countries[0] in iris_of(thing, "locatedIn"))
    ]
    return Where(
        name=reader.name(places[0]),
        iri=places[0],
        precision=local_name(text_of(facts, "placePrecision")).removeprefix("placePrecision").lower(),
        latitude=text_of(reader.thing(located), "latitude"),
        longitude=text_of(reader.thing(located), "longitude"),
        country=reader.name(countries[0]) if countries else "",
        province=reader.name(provinces[0]) if provinces else "",
    )


def _source(reader: FactReader, article: str) -> Source:
    facts = reader.facts(article)
    outlet = next(iter(iris_of(facts, "publishedBy")), "")
    return Source(
        iri=article,
        title=text_of(facts, TITLE),
        outlet=reader.name(outlet) if outlet else "",
        published=text_of(facts, "publishedAt"),
        url=text_of(facts, "url"),
    )


def _age(source: Source) -> tuple[bool, str, str]:
    return not source.published, source.published, source.iri
