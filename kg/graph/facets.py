"""Facet keys: strings under which events are found without comparing dates or coordinates."""

import math
from datetime import datetime, timedelta

from kg.namespaces import local_name

MOST_MONTHS = 3
"""An event whose time is less sure than this many months gets no month keys."""


def grid_cell(latitude: float, longitude: float) -> str:
    """Return the one-degree cell of a point: ``35|40``."""
    return f"{math.floor(latitude)}|{math.floor(longitude)}"


def place_key(place: str) -> str:
    """Return what stands for a place in a key: the local name of its IRI."""
    return local_name(place)


def months_of(earliest: datetime | None, latest: datetime | None) -> list[str]:
    """Return the months that an interval touches, as ``2025-12``; none when it is open or touches too many."""
    if earliest is None or latest is None:
        return []
    count = (latest.year - earliest.year) * 12 + latest.month - earliest.month + 1
    if count > MOST_MONTHS:
        return []
    first = earliest.year * 12 + earliest.month - 1
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(first, first + count)]


def day_of(earliest: datetime | None, latest: datetime | None) -> str | None:
    """Return the day of an interval that lies within one, as ``2025-12-20``."""
    if earliest is None or latest is None or latest - earliest >= timedelta(days=1):
        return None
    return earliest.date().isoformat() if earliest.date() == latest.date() else None


def week_of(earliest: datetime | None, latest: datetime | None) -> str | None:
    """Return the ISO week of an interval that lies within one, as ``2025-W51``."""
    if earliest is None or latest is None:
        return None
    first, last = earliest.isocalendar(), latest.isocalendar()
    return f"{first.year:04d}-W{first.week:02d}" if first[:2] == last[:2] else None


def year_of(earliest: datetime | None, latest: datetime | None) -> str | None:
    """Return the year of an interval that lies within one."""
    if earliest is None or latest is None or earliest.year != latest.year:
        return None
    return f"{earliest.year:04d}"
