"""Events as facts of the default graph."""

from collections.abc import Iterator, Mapping

from kg.fusion.claim import EventFacts, TimeValue
from kg.graph.article_graph import time_facts
from kg.graph.facets import day_of, grid_cell, months_of, place_key, week_of, year_of
from kg.graph.nodes import Fact, integer, iri, label, text, true
from kg.namespaces import DCTERMS, NS, RDF, RDFS, Iris, local_name, token_iri

REPLACED = DCTERMS + "isReplacedBy"
_TYPE = RDF + "type"
_PRECISION_ORDER = ("facility", "settlement", "district", "province", "country", "region")
_SCENES = (NS + "occurredAt", NS + "atFacility")
_TOLD_OF = tuple(NS + name for name in ("hasVictim", "hasTarget", "hasTransferredItem"))
_TOLD_BY = tuple(NS + name for name in ("hasSpeaker", "hasActor"))
_TOGETHER = (NS + "hasParticipant", NS + "opposingParty")
_TELLING = (*_TOLD_OF, *_TOLD_BY, *_TOGETHER)
"""The roles that tell one event from others where its place does not, first those that tell most."""
_COUNTED = ("killed", "wounded", "captured", "detained", "missing", "displaced")


def event_facts(event: EventFacts, iris: Iris, labels: Mapping[str, str]) -> list[Fact]:
    """Return what the articles together say of an event, with its facet keys; ``labels`` are those of classes."""
    facts: list[Fact] = [
        (_TYPE, iri(event.cls)),
        (NS + "eventClass", iri(event.cls)),
        (RDFS + "label", label(event_label(event, labels))),
        (NS + "articleCount", integer(len(event.articles))),
    ]
    facts += [(p.role, iri(p.entity)) for p in event.participants]
    facts += [(p.role, iri(p.entity)) for p in event.places]
    facts += [(NS + "hasReport", iri(iris.thing("report", member))) for member in event.members]
    facts += [(NS + "reportedIn", iri(iris.article(article))) for article in event.articles]
    facts += [(NS + "reportedBy", iri(source)) for source in event.sources]
    facts += [(relation, iri(iris.thing("event", target))) for relation, target in event.links]
    if event.time:
        facts += time_facts(event.time)
    if event.phase:
        facts.append((NS + "phase", token_iri("phase", event.phase)))
    facts += [(NS + "characterisedAs", token_iri("characterisation", c)) for c in event.characterisations]
    if event.disputed:
        facts.append((NS + "disputed", true()))
    facts += _place_precision(event)
    facts += _counts(event)
    facts += _facets(event)
    return list(dict.fromkeys(facts))


def replaced_fact(event: EventFacts, iris: Iris) -> Fact:
    """Return what is said of the event IRIs of all reports but the first: where the event is now."""
    return REPLACED, iri(iris.thing("event", event.digest))


def _place_precision(event: EventFacts) -> Iterator[Fact]:
    found = [p.precision for p in event.places if p.role in (NS + "occurredAt", NS + "atFacility")]
    if found:
        best = min(found, key=_PRECISION_ORDER.index)
        yield NS + "placePrecision", token_iri("placePrecision", best)


def _counts(event: EventFacts) -> Iterator[Fact]:
    for kind, low, high in event.counts:
        if kind in _COUNTED:
            yield f"{NS}{kind}Low", integer(low)
            yield f"{NS}{kind}High", integer(high)


def _facets(event: EventFacts) -> Iterator[Fact]:
    earliest = event.time.earliest if event.time else None
    latest = event.time.latest if event.time else None
    months = months_of(earliest, latest)
    single = {"day": day_of, "week": week_of, "year": year_of}
    yield from ((NS + name, text(key)) for name, make in single.items() if (key := make(earliest, latest)))
    yield from ((NS + "month", text(month)) for month in months)
    happened = [p for p in event.places if p.role in (NS + "occurredAt", NS + "atFacility")]
    keys = sorted({place_key(place) for reported in happened for place in reported.within})
    yield from ((NS + "provinceMonth", text(f"{key}|{month}")) for key in keys for month in months)
    for place in happened:
        if place.latitude is not None and place.longitude is not None:
            yield NS + "gridCell", text(grid_cell(place.latitude, place.longitude))


def event_label(event: EventFacts, labels: Mapping[str, str]) -> str:
    """Return a label that sorts by time: ``2025-12-20 missile strike, Deir ez-Zor``.

    Where no place is known it tells of whom, or by whom: ``death, Ali Hassan``, ``statement by Ali Hassan``.
    """
    when = _when(event.time)
    what = labels.get(event.cls, local_name(event.cls))
    return f"{when} {what}{_where(event) or _who(event)}".strip()


def _where(event: EventFacts) -> str:
    known = [(_SCENES.index(p.role), -len(p.within), p.label) for p in event.places if p.role in _SCENES]
    return f", {min(known)[-1]}" if known else ""


def _who(event: EventFacts) -> str:
    """Tell of somebody with a name before somebody without, and of these whom it befell before who did it."""
    known = [(p.lemma is not None, _TELLING.index(p.role), p.label) for p in event.participants if p.role in _TELLING]
    if not known:
        return ""
    _, rank, name = min(known)
    return f" by {name}" if _TELLING[rank] in _TOLD_BY else f", {name}"


def _when(time: TimeValue | None) -> str:
    if time is None:
        return ""
    day = day_of(time.earliest, time.latest)
    months = months_of(time.earliest, time.latest)
    if day:
        return day
    if len(months) == 1:
        return months[0]
    if months and time.latest:
        return f"before {time.latest.date().isoformat()}" if time.precision == "before" else f"{months[0]}/{months[-1]}"
    return year_of(time.earliest, time.latest) or ""
