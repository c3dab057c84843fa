"""The graph as a STIX 2.1 bundle: incidents, who took part in them, where they were, and the articles as reports."""

import json
from collections.abc import Iterator
from typing import Final, TypeAlias
from uuid import NAMESPACE_URL, uuid5

from kg.namespaces import NS
from kg.store.exports.events import Event, Source, read_events, sentences
from kg.store.exports.facts import FactReader, Facts, iris_of, is_a, label_of, text_of
from kg.store.exports.geo_json import degrees
from kg.store.exports.mappings import mapping_of
from kg.store.exports.sorting import sorted_unique

Json: TypeAlias = "str | int | float | dict[str, Json] | list[Json]"

_RELATIONS: Final = {
    "hasActor": "attributed-to",
    "hasSpeaker": "attributed-to",
    "hasTarget": "targets",
    "hasVictim": "targets",
    "opposingParty": "related-to",
    "hasRecipient": "related-to",
    "hasAddressee": "related-to",
    "occurredAt": "located-at",
    "atFacility": "located-at",
}
_CODEBOOKS: Final = {"acled": "ACLED", "plover": "PLOVER", "cameo": "CAMEO", "gtd": "GTD"}
_UNDATED: Final = "1970-01-01T00:00:00.000Z"
"""The time of what has none: STIX wants one, and the present would make another file each time."""
_OURS: Final = "sitrep"


def write_stix(reader: FactReader) -> Iterator[str]:
    """Yield a STIX 2.1 bundle; equal graphs give equal bundles.

    Places without a known position and equipment are left out: STIX has no object for them.
    """
    yield f'{{"type": "bundle", "id": "{_id("bundle", reader.base)}", "objects": [\n'
    separator = ""
    for found in _objects(reader):
        yield separator + json.dumps(found, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def _objects(reader: FactReader) -> Iterator[dict[str, Json]]:
    producer = _object("identity", reader.base, _UNDATED, name="Sitrep", identity_class="system")
    yield producer
    for iri in sorted_unique(each for event in read_events(reader) for each in _participants(event)):
        if found := _participant(reader, iri):
            yield _by(reader, found)
    for event in read_events(reader):
        for found in _incident(reader, event):
            yield _by(reader, found)
    for iri in reader.instances("Article"):
        if found := _report(reader, iri):
            yield _by(reader, found)


def _participants(event: Event) -> Iterator[str]:
    return (iri for prop in _RELATIONS for iri in iris_of(event.facts, prop))


def _participant(reader: FactReader, iri: str) -> dict[str, Json] | None:
    facts = reader.thing(iri)
    kind = _kind(facts)
    if not kind:
        return None
    found = _object(kind, iri, _UNDATED, name=reader.name(iri), external_references=[_reference(iri)])
    if kind == "location":
        return found | {"latitude": float(text_of(facts, "latitude")), "longitude": float(text_of(facts, "longitude"))}
    return found | {"identity_class": "individual" if is_a(facts, "Person") else "organization"}


def _kind(facts: Facts) -> str:
    """Return the type of STIX object for a thing, ``""`` if there is none."""
    if is_a(facts, "Agent"):
        return "identity"
    latitude, longitude = text_of(facts, "latitude"), text_of(facts, "longitude")
    has_position = degrees(latitude, most=90) is not None and degrees(longitude, most=180) is not None
    return "location" if is_a(facts, "SpatialThing") and has_position else ""


def _incident(reader: FactReader, event: Event) -> Iterator[dict[str, Json]]:
    """Yield an event and its relations."""
    created = _time(
        next((source.published for source in event.sources if source.published), event.text("earliestStart"))
    )
    references: list[Json] = [_reference(event.iri), *_codes(reader, event), *map(_article_reference, event.sources)]
    found = _object("incident", event.iri, created, name=event.label, external_references=references)
    text = " ".join(sentences(reader, event))
    labels: list[Json] = [event.cls.removeprefix(NS), *(["disputed"] if event.text("disputed") == "true" else [])]
    yield found | ({"description": text} if text else {}) | {"labels": labels}
    for prop, relation in _RELATIONS.items():
        for iri in iris_of(event.facts, prop):
            if kind := _kind(reader.thing(iri)):
                yield _relationship(event, created, (prop, relation), _id(kind, iri))


def _relationship(event: Event, created: str, named: tuple[str, str], target: str) -> dict[str, Json]:
    prop, relation = named
    return _object(
        "relationship",
        f"{event.iri} {prop} {target}",
        created,
        relationship_type=relation,
        source_ref=_id("incident", event.iri),
        target_ref=target,
        labels=[prop],
    )


def _report(reader: FactReader, iri: str) -> dict[str, Json] | None:
    facts = reader.facts(iri)
    events = [each for each in reader.told_of("reportedIn", iri) if "eventClass" in reader.facts(each)]
    if not events:
        return None
    created = _time(text_of(facts, "publishedAt"))
    refs: list[Json] = [_id("incident", each) for each in events]
    references: list[Json] = [_reference(iri)]
    if url := text_of(facts, "url"):
        references.append({"source_name": "article", "url": url})
    found = _object("report", iri, created, name=label_of(iri, facts), published=created, object_refs=refs)
    return found | {"external_references": references}


def _codes(reader: FactReader, event: Event) -> Iterator[Json]:
    """Yield the codes of the event in other codebooks, with the statement of the ontology that gives them to it."""
    for name, codebook in _CODEBOOKS.items():
        if mapping := mapping_of(reader, event, name):
            told = " ".join(filter(None, mapping.cells().values()))
            yield {"source_name": codebook, "external_id": mapping.notation, "description": told}


def _article_reference(source: Source) -> Json:
    link = source.url if source.url.startswith(("http://", "https://")) else source.iri
    return {"source_name": source.outlet or "article", "url": link, "description": source.title or source.iri}


def _reference(iri: str) -> Json:
    return {"source_name": _OURS, "url": iri}


def _object(kind: str, name_of_it: str, created: str, **further: Json) -> dict[str, Json]:
    common: dict[str, Json] = {"type": kind, "spec_version": "2.1", "id": _id(kind, name_of_it)}
    return common | {"created": created, "modified": created} | further


def _by(reader: FactReader, found: dict[str, Json]) -> dict[str, Json]:
    return found | {"created_by_ref": _id("identity", reader.base)}


def _id(kind: str, name: str) -> str:
    return f"{kind}--{uuid5(NAMESPACE_URL, name)}"


def _time(text: str) -> str:
    """Return an xsd:dateTime in UTC as STIX writes it."""
    return f"{text[:19]}.000Z" if len(text) >= 19 and text.endswith("Z") else _UNDATED
