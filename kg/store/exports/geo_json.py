"""GeoJSON (RFC 7946): things at points, with what is known of them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

Property: TypeAlias = str | int | float | bool | list[str] | None


@dataclass(frozen=True)
class Feature:
    """A thing with its position in degrees, None where it has none, and its properties."""

    id: str
    latitude: float | None
    longitude: float | None
    properties: Mapping[str, Property]


def write_features(features: Iterable[Feature]) -> Iterator[str]:
    """Yield the parts of a FeatureCollection, one line for each feature."""
    yield '{"type": "FeatureCollection", "features": [\n'
    separator = ""
    for feature in features:
        yield separator + json.dumps(_feature(feature), ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def degrees(text: str | None, *, most: float) -> float | None:
    """Return a coordinate, None where the text is no number of degrees from ``-most`` to ``most``."""
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if -most <= number <= most else None


def _feature(feature: Feature) -> dict[str, object]:
    point = None
    if feature.latitude is not None and feature.longitude is not None:
        point = {"type": "Point", "coordinates": [feature.longitude, feature.latitude]}
    found: dict[str, object] = {"type": "Feature", "geometry": point, "properties": dict(feature.properties)}
    return {**found, "id": feature.id} if feature.id else found
