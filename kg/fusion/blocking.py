"""Blocking: keys that reports of one event share, so that only few pairs need to be compared."""

from collections.abc import Iterator
from datetime import timedelta

from kg.fusion.claim import Participant, Report, ReportedPlace, TimeValue
from kg.namespaces import NS

LONGEST_SPAN = timedelta(days=8)
"""Reports whose time is less sure than this are not matched across articles."""
MURDER = frozenset(NS + name for name in ("UnlawfulKilling", "Assassination", "Execution"))
"""Classes of killing somebody that articles tell by turns."""
TAKEN = frozenset(NS + name for name in ("ArrestOrDetention", "CaptureOrSurrender"))
"""Classes of taking somebody that articles tell by turns."""
_ONCE = MURDER | {NS + "DeathEvent"}
"""Classes of what befalls a person once."""
BEFELL = frozenset({NS + "hasVictim", NS + "hasTarget"})
_LEAST_COUNT = 5
"""The smallest number that two events of one doer and day hardly share by chance."""


def blocking_keys(report: Report) -> list[str]:
    """Return the keys under which those that may match a report are found: its own, and those of its whole."""
    whole = (*spots(report.whole), *_mergers(report.whole)) if report.whole else ()
    return sorted({*spots(report), *marks(report), *_mergers(report), *whole})


def _mergers(report: Report) -> list[str]:
    """Return a key for each report that a person says is of the same event."""
    return ["|".join(("merged", *sorted((report.digest, other)))) for other in report.merged]


def spots(report: Report) -> list[str]:
    """Return a key for each day and place, country aside, that the report may be about; none where unknown."""
    if not (report.realised or report.denied):
        return []
    places = sorted({iri for place in report.places for iri in _finer_than_country(place)})
    return [f"{day}|{place}" for day in days(report.time) for place in places]


def marks(report: Report) -> list[str]:
    """Return keys of what tells one event from others of its kind where its place is not told.

    That is the person or thing by name that it befell that day; the person who was killed, whenever it was; what
    somebody did at one minute; and an exact number that somebody killed, captured … that day.
    """
    if not (report.realised or report.denied):
        return []
    return sorted({*_befallen(report), *_moments(report), *_numbers(report)})


def persons_hit(report: Report) -> set[str]:
    """Return the persons by name whom an event befell."""
    return {p.entity for p in befallen(report) if p.cls == NS + "Person"}


def befallen(report: Report) -> list[Participant]:
    """Return those with a name whom an event befell."""
    return [p for p in report.participants if p.role in BEFELL and p.lemma is None]


def _befallen(report: Report) -> Iterator[str]:
    yield from (f"{day}|{p.entity}" for day in days(report.time) for p in befallen(report))
    if report.cls in _ONCE and not _sums_up(report):
        yield from persons_hit(report)


def _sums_up(report: Report) -> bool:
    """Tell whether a report adds up what happened over weeks: "five leaders, among them Ali Hassan, since June"."""
    return bool(report.counts and report.time and report.time.earliest) and not days(report.time)


def _moments(report: Report) -> Iterator[str]:
    if report.time and report.time.earliest and report.time.precision == "minute":
        for actor in doers(report):
            yield f"{report.time.earliest.isoformat()}|{actor}"


def _numbers(report: Report) -> Iterator[str]:
    exact = {
        ("taken" if report.cls in TAKEN else c.kind, c.minimum)
        for c in report.counts
        if c.minimum == c.maximum and c.minimum >= _LEAST_COUNT
    }
    for actor in doers(report):
        yield from (f"{day}|{actor}|{kind}|{number}" for day in days(report.time) for kind, number in exact)


def doers(report: Report) -> set[str]:
    """Return those who acted and have a name."""
    return {p.entity for p in report.participants if p.role == NS + "hasActor" and p.lemma is None}


def _finer_than_country(place: ReportedPlace) -> tuple[str, ...]:
    """Return all but the last of a chain of places, which is the country; a country alone is too coarse."""
    return place.within[:-1] or (place.within if place.precision == "facility" else ())


def days(time: TimeValue | None) -> list[str]:
    """Return the days of a time, none where it is unknown or not sure enough to tell events by."""
    if time is None or time.earliest is None or time.latest is None or time.latest - time.earliest > LONGEST_SPAN:
        return []
    count = (time.latest.date() - time.earliest.date()).days + 1
    return [(time.earliest.date() + timedelta(days=n)).isoformat() for n in range(count)]
