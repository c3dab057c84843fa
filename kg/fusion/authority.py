"""What the authority says of known individuals, as look-up tables."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import pyoxigraph as ox

from kg.fusion.post_titles import posts_by_title
from kg.namespaces import NS, RDFS, SKOS
from kg.ontology.modules import Ontology
from kg.ontology.terms import Terms


@dataclass(frozen=True, slots=True)
class KnownHolding:
    """A dated holding of the authority."""

    iri: str
    person: str
    post: str
    since: datetime | None
    until: datetime | None


@dataclass(frozen=True)
class Authority:
    """Known individuals by what one looks them up with."""

    labels: Mapping[str, str]
    classes: Mapping[str, str]
    """The most specific class of each individual."""
    country_by_code: Mapping[str, str]
    code_by_country: Mapping[str, str]
    forces_of: Mapping[str, str]
    government_of: Mapping[str, str]
    country_of: Mapping[str, str]
    """Government or armed forces → their country."""
    home_of: Mapping[str, str]
    """Organisation or facility → the country in which the authority puts it."""
    namesakes: Mapping[str, tuple[str, ...]]
    """Name in lower case → those whose labels tell them apart in brackets: "National Liberation Army (Colombia)"."""
    located_in: Mapping[str, tuple[str, ...]]
    coordinates: Mapping[str, tuple[float, float]]
    holdings: tuple[KnownHolding, ...]
    post_organisation: Mapping[str, str]
    posts_by_title: Mapping[tuple[str, str], str]
    """Country or organisation, and title in lower case, → post."""
    demonyms: Mapping[str, str]
    """Nationality adjective in lower case → country."""
    name_to_individual: Mapping[str, str]
    """Label in lower case → individual, for outlets named in an article's metadata."""

    def holder_of(self, post: str, moment: datetime) -> KnownHolding | None:
        """Return who held a post at a moment."""
        return next((h for h in self.holdings if h.post == post and _covers(h, moment)), None)

    def posts_of(self, person: str, moment: datetime | None) -> list[KnownHolding]:
        """Return the holdings of a person that cover a moment; all of them when no moment is known."""
        return [h for h in self.holdings if h.person == person and (moment is None or _covers(h, moment))]


def load_authority(ontology: Ontology, terms: Terms) -> Authority:
    """Return the look-up tables of an ontology's individuals."""
    codes = _literals(ontology, NS + "isoCode")
    names = {value.lower(): individual for individual, value in _label_pairs(ontology)}
    return Authority(
        labels=terms.labels,
        classes={i: max(classes, key=lambda c: (terms.depth(c), c)) for i, classes in terms.types.items()},
        country_by_code={code: country for country, code in codes.items()},
        code_by_country=codes,
        forces_of=_inverse(ontology, NS + "armedForcesOf"),
        government_of=_inverse(ontology, NS + "governmentOf"),
        country_of={
            body: country
            for predicate in ("governmentOf", "armedForcesOf")
            for country, body in _inverse(ontology, NS + predicate).items()
        },
        home_of=_homes(ontology, codes),
        namesakes=_namesakes(terms.labels),
        located_in=_many(ontology, NS + "locatedIn"),
        coordinates=_coordinates(ontology),
        holdings=tuple(_holdings(ontology)),
        post_organisation={s: o[0] for s, o in _many(ontology, NS + "postIn").items()},
        posts_by_title=posts_by_title(ontology, terms),
        demonyms={value.lower(): country for country, value in _literal_pairs(ontology, NS + "demonym")},
        name_to_individual=names,
    )


def _covers(holding: KnownHolding, moment: datetime) -> bool:
    started = holding.since is None or holding.since <= moment
    return started and (holding.until is None or moment <= holding.until)


def _literals(ontology: Ontology, predicate: str) -> dict[str, str]:
    return dict(_literal_pairs(ontology, predicate))


def _literal_pairs(ontology: Ontology, predicate: str) -> Iterable[tuple[str, str]]:
    yield from ((s, o.value) for s, o in ontology.pairs(predicate) if isinstance(o, ox.Literal))


def _label_pairs(ontology: Ontology) -> Iterable[tuple[str, str]]:
    for predicate in (NS + "caseSensitiveName", SKOS + "altLabel", RDFS + "label"):
        yield from _literal_pairs(ontology, predicate)


def _inverse(ontology: Ontology, predicate: str) -> dict[str, str]:
    return {o.value: s for s, o in ontology.pairs(predicate) if isinstance(o, ox.NamedNode)}


def _many(ontology: Ontology, predicate: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for s, o in ontology.pairs(predicate):
        if isinstance(o, ox.NamedNode):
            found[s].append(o.value)
    return {s: tuple(values) for s, values in found.items()}


def _homes(ontology: Ontology, countries: Container[str]) -> dict[str, str]:
    return {
        individual: place
        for predicate in ("locatedIn", "basedIn", "governmentOf", "armedForcesOf")
        for individual, places in _many(ontology, NS + predicate).items()
        for place in places
        if place in countries
    }


def _namesakes(labels: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for individual, label in sorted(labels.items()):
        name, bracket, _ = label.partition(" (")
        if bracket and label.endswith(")"):
            found[name.lower()].append(individual)
    return {name: tuple(individuals) for name, individuals in found.items()}


def _coordinates(ontology: Ontology) -> dict[str, tuple[float, float]]:
    longitudes = _literals(ontology, NS + "longitude")
    return {
        s: (float(latitude), float(longitudes[s]))
        for s, latitude in _literals(ontology, NS + "latitude").items()
        if s in longitudes
    }


def _holdings(ontology: Ontology) -> Iterable[KnownHolding]:
    since, until = _literals(ontology, NS + "heldFrom"), _literals(ontology, NS + "heldUntil")
    posts = _many(ontology, NS + "ofPost")
    for holding, persons in _many(ontology, NS + "heldBy").items():
        if holding in posts:
            start, end = _moment(since.get(holding)), _moment(until.get(holding))
            yield KnownHolding(holding, persons[0], posts[holding][0], start, end)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC) if text else None
