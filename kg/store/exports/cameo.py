"""The events in the shapes of those who code after CAMEO and PLOVER: columns as GDELT's, records as POLECAT's."""

import json
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from kg.store.exports.events import Event, names, read_events, sentences
from kg.store.exports.facts import FactReader, iris_of
from kg.store.exports.mappings import MAPPING_COLUMNS, mapping_of
from kg.store.exports.tables import write_csv

Json: TypeAlias = "str | int | float | Mapping[str, Json] | list[Json] | None"

_RECEIVING: Final = ("hasTarget", "hasVictim", "hasRecipient", "hasAddressee", "opposingParty")
_ACTING: Final = ("hasActor", "hasSpeaker")
_LAST_ROOTS: Final = ((5, "1"), (8, "2"), (13, "3"), (20, "4"))
"""GDELT's classes: verbal and material cooperation, verbal and material conflict, by the highest of their roots."""
_GDELT: Final = (
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "Actor1Name",
    "Actor2Name",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "NumSources",
    "NumArticles",
    "ActionGeo_FullName",
    "ActionGeo_CountryName",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
    *MAPPING_COLUMNS,
)


def write_gdelt(reader: FactReader) -> Iterator[str]:
    """Yield a CSV table with GDELT's columns of the events of those classes that the ontology maps to CAMEO."""
    return write_csv(_GDELT, _gdelt_rows(reader))


def write_plover(reader: FactReader) -> Iterator[str]:
    """Yield one JSON object a line, of each event whose class the ontology maps to a category of PLOVER."""
    for event in read_events(reader):
        mapping = mapping_of(reader, event, "plover")
        if mapping:
            category, _, mode = mapping.notation.partition(" ")
            codes: dict[str, Json] = {"event_type": category, "event_mode": mode or None}
            record = _plover(reader, event) | codes | {"mapping": mapping.cells()}
            yield json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n"


def quad_class(root: str) -> str:
    """Return GDELT's class of a root code, ``""`` for what is none."""
    return next((name for last, name in _LAST_ROOTS if root.isdigit() and 1 <= int(root) <= last), "")


def _gdelt_rows(reader: FactReader) -> Iterator[dict[str, str]]:
    for event in read_events(reader):
        if mapping := mapping_of(reader, event, "cameo"):
            yield {**_gdelt(reader, event), **_codes(mapping.notation), **mapping.cells()}


def _codes(code: str) -> dict[str, str]:
    return {
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": quad_class(code[:2]),
    }


def _gdelt(reader: FactReader, event: Event) -> dict[str, str]:
    day, where, first = event.day.replace("-", ""), event.where, next(iter(event.sources), None)
    return {
        "GLOBALEVENTID": event.iri,
        "SQLDATE": day,
        "MonthYear": day[:6],
        "Year": day[:4],
        "Actor1Name": _first(reader, event, _ACTING),
        "Actor2Name": _first(reader, event, _RECEIVING),
        "IsRootEvent": "0" if event.text("partOf") else "1",
        "NumSources": str(len(iris_of(event.facts, "reportedBy"))),
        "NumArticles": event.text("articleCount"),
        "ActionGeo_FullName": ", ".join(dict.fromkeys(filter(None, (where.name, where.province, where.country)))),
        "ActionGeo_CountryName": where.country,
        "ActionGeo_Lat": where.latitude,
        "ActionGeo_Long": where.longitude,
        "ActionGeo_FeatureID": where.iri,
        "DATEADDED": first.published[:10].replace("-", "") if first else "",
        "SOURCEURL": first.url if first else "",
    }


def _first(reader: FactReader, event: Event, props: tuple[str, ...]) -> str:
    return next((name for prop in props for name in names(reader, event, prop)), "")


def _plover(reader: FactReader, event: Event) -> dict[str, Json]:
    where = event.where
    return {
        "event_id": event.iri,
        "event_date": event.day or None,
        "date_precision": event.token("timePrecision", "precision") or None,
        "actors": _things(reader, event, _ACTING),
        "recipients": _things(reader, event, _RECEIVING),
        "location": {
            "name": where.name or None,
            "iri": where.iri or None,
            "country": where.country or None,
            "admin1": where.province or None,
            "lat": float(where.latitude) if where.latitude else None,
            "lon": float(where.longitude) if where.longitude else None,
        },
        "dead": _range(event, "killed"),
        "injured": _range(event, "wounded"),
        "sources": [{"outlet": each.outlet, "published": each.published, "url": each.url} for each in event.sources],
        "text": [*sentences(reader, event)],
    }


def _things(reader: FactReader, event: Event, props: tuple[str, ...]) -> list[Json]:
    found = dict.fromkeys(iri for prop in props for iri in iris_of(event.facts, prop))
    return [{"name": reader.name(iri), "iri": iri} for iri in found]


def _range(event: Event, kind: str) -> Json:
    low, high = event.text(f"{kind}Low"), event.text(f"{kind}High")
    return {"low": int(low), "high": int(high)} if low.isdigit() and high.isdigit() else None
