"""A claim with what a person puts in the place of its value: the words stay, and who says so, and how."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from kg.curation.correction import Said
from kg.fusion.claim import Claim, Entity
from kg.fusion.identity import Identifier
from kg.fusion.known_entities import known_entities
from kg.fusion.reported_places import PLACE_ROLES, reported_place
from kg.namespaces import digest

_NUMBER: Final = re.compile(r"(\d+)(?:(-)(\d+)?)?")
_MOMENT: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?)?")
_PRECISIONS: Final = ("year", "month", "day", "minute")
_KINDS: Final = ("killed", "wounded", "captured", "detained", "missing", "displaced", "equipmentLost")
_SECOND: Final = timedelta(seconds=1)


@dataclass
class Editor:
    """Makes edited claims; ``entities`` are the article's, and get those that a person names."""

    entities: dict[str, Entity]
    by: Identifier

    def edited(self, claim: Claim, becomes: Said) -> Claim | None:
        """Return the claim that says what a person reads; None where nothing of that kind can be said."""
        ways: dict[str, Callable[[Claim, Said], Claim | None]] = {
            "Occurrence": self._event,
            "Participation": self._participant,
            "Location": self._place,
            "Count": _number,
            "Time": _time,
        }
        made = ways[claim.kind](claim, becomes) if claim.kind in ways and claim.kind == becomes.kind else None
        if made is None:
            return None
        name = digest("edit", claim.digest, becomes.property, becomes.value)
        return replace(made, digest=name, how="corrected", confidence=1.0)

    def _event(self, claim: Claim, becomes: Said) -> Claim | None:
        return replace(claim, cls=becomes.value) if self.by.terms.is_a(becomes.value, "Event") else None

    def _participant(self, claim: Claim, becomes: Said) -> Claim | None:
        entity, wanted = self._entity(becomes.value), self.by.terms.ranges.get(becomes.property)
        fits = entity is not None and wanted is not None and self.by.terms.is_a(entity.cls, wanted)
        fits = fits and becomes.property not in PLACE_ROLES
        return replace(claim, role=becomes.property, value=becomes.value) if fits else None

    def _place(self, claim: Claim, becomes: Said) -> Claim | None:
        entity = self._entity(becomes.value)
        if entity is None or becomes.property not in PLACE_ROLES:
            return None
        place = reported_place(becomes.property, entity, "corrected", entities=self.entities, by=self.by)
        if place is None:
            return None
        return replace(claim, role=place.role, value=place.entity, place_precision=place.precision)

    def _entity(self, iri: str) -> Entity | None:
        """Return an entity of the article, of the authority or of the gazetteer."""
        if iri not in self.entities:
            for entity in known_entities(iri, self.by.authority, self.by.places):
                self.entities.setdefault(entity.iri, entity)
        return self.entities.get(iri)


def _number(claim: Claim, becomes: Said) -> Claim | None:
    """Read ``12``, ``12-20``, or ``12-`` for twelve and more."""
    told = _NUMBER.fullmatch(becomes.value)
    if told is None or claim.count is None or becomes.property not in _KINDS:
        return None
    least = int(told[1])
    most = least if told[2] is None else (int(told[3]) if told[3] else None)
    if most is not None and most < least:
        return None
    return replace(claim, count=replace(claim.count, kind=becomes.property, minimum=least, maximum=most))


def _time(claim: Claim, becomes: Said) -> Claim | None:
    """Read ``2025``, ``2025-12``, ``2025-12-20`` or ``2025-12-20T18:00``."""
    told = _MOMENT.fullmatch(becomes.value)
    if told is None or claim.time is None:
        return None
    parts = [int(part) for part in told.groups() if part]
    precision = _PRECISIONS[min(len(parts), 4) - 1]
    try:
        earliest, latest = _span(parts, precision)
    except ValueError:
        return None
    return replace(claim, time=replace(claim.time, earliest=earliest, latest=latest, precision=precision))


def _span(parts: list[int], precision: str) -> Iterator[datetime]:
    year, month, day, hour, minute = [*parts, *(1, 1, 1, 0, 0)[len(parts) :]]
    yield (begin := datetime(year, month, day, hour, minute, tzinfo=UTC))
    last = {"year": (12, 31), "month": (month, monthrange(year, month)[1])}.get(precision, (month, day))
    if precision == "minute":
        yield begin + timedelta(minutes=1) - _SECOND
    else:
        yield datetime(year, *last, tzinfo=UTC) + timedelta(days=1) - _SECOND
