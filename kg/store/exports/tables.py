"""Tables for spreadsheets and data frames: events with one row each, and the things of any class."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kg.errors import StoreError
from kg.namespaces import NS, PREFIXES
from kg.store.exports.events import ROLES, Event, names, read_events
from kg.store.exports.facts import LABEL, TYPE, FactReader, iris_of, label_of
from kg.store.exports.geo_json import Feature, Property, degrees, write_features

_PARTING: Final = "; "
"""Between several values in one cell."""
_NUMBERS: Final = ("killedLow", "killedHigh", "woundedLow", "woundedHigh", "articleCount")


def write_events(reader: FactReader) -> Iterator[str]:
    """Yield a CSV table of the events, one row each."""
    return write_csv(_event_columns(), (event_row(reader, event) for event in read_events(reader)))


def write_event_features(reader: FactReader) -> Iterator[str]:
    """Yield the events as GeoJSON; those without a known position have no geometry."""
    return write_features(_feature(reader, event) for event in read_events(reader))


def write_things(reader: FactReader, cls: str) -> Iterator[str]:
    """Yield a CSV table of the things of a class of ours, one row each, one column for each property in use.

    Raises StoreError if the graph holds none.
    """
    columns = _columns_in_use(reader, cls)
    if not columns:
        raise StoreError(f"the graph holds nothing of the class {cls}: name a class of /ontology, such as Person")
    heads = ["iri", "label", "class", *(_head(column) for column in columns)]
    rows = (_thing_row(reader, iri, columns) for iri in reader.instances(cls))
    return write_csv(heads, rows)


def write_csv(columns: Iterable[str], rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Yield the lines of a CSV file after RFC 4180, the names of the columns first."""
    held = io.StringIO(newline="")
    writer = csv.DictWriter(held, list(columns), lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        yield _taken(held)
        writer.writerow(row)
    yield _taken(held)


def event_row(reader: FactReader, event: Event) -> dict[str, str]:
    """Return an event as a row: names and IRIs in columns of their own, several parted by semicolons."""
    row = {
        "event": event.iri,
        "label": event.label,
        "class": event.cls.removeprefix(NS),
        "start": event.text("earliestStart"),
        "end": event.text("latestEnd"),
        "time_precision": event.token("timePrecision", "precision"),
        "phase": event.token("phase", "phase"),
    }
    for column, prop in ROLES.items():
        row[column] = _PARTING.join(names(reader, event, prop))
        row[f"{column}_iri"] = _PARTING.join(iris_of(event.facts, prop))
    where = event.where
    row |= {"place": where.name, "place_iri": where.iri, "place_precision": where.precision}
    row |= {"latitude": where.latitude, "longitude": where.longitude, "country": where.country}
    row |= {"province": where.province, "facility": _PARTING.join(names(reader, event, "atFacility"))}
    row |= {_snake(name): event.text(name) for name in _NUMBERS}
    row |= {"disputed": event.text("disputed") or "false"}
    row |= {"reported_by": _PARTING.join(names(reader, event, "reportedBy"))}
    row |= {"first_published": event.sources[0].published if event.sources else ""}
    row |= {"urls": _PARTING.join(source.url for source in event.sources if source.url)}
    return row


def _event_columns() -> list[str]:
    roles = [name for column in ROLES for name in (column, f"{column}_iri")]
    first = ["event", "label", "class", "start", "end", "time_precision", "phase"]
    where = ["place", "place_iri", "place_precision", "latitude", "longitude", "country", "province", "facility"]
    return [*first, *roles, *where, *map(_snake, _NUMBERS), "disputed", "reported_by", "first_published", "urls"]


def _feature(reader: FactReader, event: Event) -> Feature:
    row = event_row(reader, event)
    latitude, longitude = degrees(row.pop("latitude"), most=90), degrees(row.pop("longitude"), most=180)
    properties: dict[str, Property] = {name: _json_value(name, text) for name, text in row.items() if text}
    return Feature(event.iri, latitude, longitude, properties)


def _json_value(name: str, text: str) -> Property:
    if name == "disputed":
        return text == "true"
    return int(text) if name in map(_snake, _NUMBERS) and text.isdigit() else text


def _columns_in_use(reader: FactReader, cls: str) -> list[str]:
    found: set[str] = set()
    for iri in reader.instances(cls):
        found |= reader.told(iri).keys()
    return sorted(found - {LABEL, TYPE}) if found else []


def _thing_row(reader: FactReader, iri: str, columns: Iterable[str]) -> dict[str, str]:
    facts = reader.told(iri)
    classes = [kind.removeprefix(NS) for kind in reader.narrowest(facts)]
    row = {"iri": iri, "label": label_of(iri, facts), "class": _PARTING.join(classes)}
    return row | {_head(name): _PARTING.join(value.value for value in facts.get(name, [])) for name in columns}


def _head(name: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if name.startswith(namespace):
            return f"{prefix}:{name.removeprefix(namespace)}"
    return name


def _snake(name: str) -> str:
    return "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in name)


def _taken(held: io.StringIO) -> str:
    text = held.getvalue()
    held.seek(0)
    held.truncate()
    return text
