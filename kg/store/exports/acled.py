"""The events as a table in the shape of ACLED's."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from kg.store.exports.events import Event, names, read_events, sentences
from kg.store.exports.facts import FactReader
from kg.store.exports.mappings import MAPPING_COLUMNS, Mapping, mapping_of
from kg.store.exports.tables import write_csv

_TYPES: Final = Path(__file__).with_name("acled-types.csv")
_COLUMNS: Final = (
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "actor2",
    "assoc_actor_2",
    "country",
    "admin1",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "notes",
    "fatalities",
    "tags",
    *MAPPING_COLUMNS,
)
_TIME: Final = {"minute": "1", "day": "1", "week": "2", "month": "3"}
_PLACE: Final = {"facility": "1", "settlement": "1", "district": "2", "province": "3", "region": "3", "country": "3"}
_OPPOSED: Final = ("hasTarget", "hasVictim", "opposingParty", "hasRecipient", "hasAddressee")
_PARTING: Final = "; "


@dataclass(frozen=True)
class AcledType:
    """A sub-event type of ACLED, or ``""`` for an event type as a whole, with what it belongs to."""

    sub_event_type: str
    event_type: str
    disorder_type: str


def write_acled(reader: FactReader) -> Iterator[str]:
    """Yield a CSV table of the events of those classes that the ontology maps to a type of ACLED.

    An event that is part of another is left out, or its dead would be counted twice.
    """
    return write_csv(_COLUMNS, _rows(reader))


def acled_type(notation: str) -> AcledType:
    """Return the type of ACLED with that notation: ``event type: sub-event type``, or an event type."""
    event_type, _, sub_event_type = notation.partition(": ")
    known = _disorder_types()
    disorder = known.get((event_type, sub_event_type)) or known.get((event_type, ""), "")
    return AcledType(sub_event_type, event_type, disorder)


@cache
def _disorder_types() -> dict[tuple[str, str], str]:
    with _TYPES.open(encoding="utf-8", newline="") as file:
        return {(row["event_type"], row["sub_event_type"]): row["disorder_type"] for row in csv.DictReader(file)}


def _rows(reader: FactReader) -> Iterator[dict[str, str]]:
    for event in read_events(reader):
        mapping = mapping_of(reader, event, "acled")
        if mapping and not event.text("partOf"):
            yield _row(reader, event, acled_type(mapping.notation), mapping)


def _row(reader: FactReader, event: Event, kind: AcledType, mapping: Mapping) -> dict[str, str]:
    actors = names(reader, event, "hasActor") or names(reader, event, "hasSpeaker")
    opposed = list(dict.fromkeys(name for prop in _OPPOSED for name in names(reader, event, prop)))
    where = event.where
    return {
        "event_id_cnty": event.iri,
        "event_date": event.day,
        "year": event.day[:4],
        "time_precision": _TIME.get(event.token("timePrecision", "precision"), ""),
        "disorder_type": kind.disorder_type,
        "event_type": kind.event_type,
        "sub_event_type": kind.sub_event_type,
        "actor1": next(iter(actors), ""),
        "assoc_actor_1": _PARTING.join(actors[1:]),
        "actor2": next(iter(opposed), ""),
        "assoc_actor_2": _PARTING.join(opposed[1:]),
        "country": where.country,
        "admin1": where.province,
        "location": where.name,
        "latitude": where.latitude,
        "longitude": where.longitude,
        "geo_precision": _PLACE.get(where.precision, ""),
        "source": _PARTING.join(dict.fromkeys(source.outlet for source in event.sources if source.outlet)),
        "notes": " ".join(sentences(reader, event)),
        "fatalities": event.text("killedLow"),
        "tags": "disputed" if event.text("disputed") == "true" else "",
        **mapping.cells(),
    }
