"""Blocking: keys that reports of one event share, so that only few pairs need to be compared."""

from datetime import timedelta

from kg.fusion.claim import Report, TimeValue

LONGEST_SPAN = timedelta(days=8)
"""Reports whose time is less sure than this are not matched across articles."""


def blocking_keys(report: Report) -> list[str]:
    """Return the keys under which those that may match a report are found: its own, and those of its whole."""
    return sorted({*spots(report), *(spots(report.whole) if report.whole else ())})


def spots(report: Report) -> list[str]:
    """Return a key for each day and place, country aside, that the report may be about; none where unknown."""
    if not (report.realised or report.denied):
        return []
    places = sorted({iri for place in report.places for iri in _finer_than_country(place.within)})
    return [f"{day}|{place}" for day in days(report.time) for place in places]


def _finer_than_country(within: tuple[str, ...]) -> tuple[str, ...]:
    """Return all but the last of a chain of places, which is the country; a country alone is too coarse."""
    return within[:-1]


def days(time: TimeValue | None) -> list[str]:
    """Return the days of a time, none where it is unknown or not sure enough to tell events by."""
    if time is None or time.earliest is None or time.latest is None or time.latest - time.earliest > LONGEST_SPAN:
        return []
    count = (time.latest.date() - time.earliest.date()).days + 1
    return [(time.earliest.date() + timedelta(days=n)).isoformat() for n in range(count)]
