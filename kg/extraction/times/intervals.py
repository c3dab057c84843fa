"""Calendar arithmetic: days, months, seasons and years as intervals in UTC."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kg.extraction.mention import Precision

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``earliest`` to ``latest``, both inclusive to the second; None is open."""

    earliest: datetime | None
    latest: datetime | None
    precision: Precision


def day(year: int, month: int, number: int, *, last: int | None = None) -> Interval | None:
    """Return a day, or the days ``number`` to ``last`` of a month; None when the calendar has no such day."""
    end = last or number
    if not 1 <= number <= end <= monthrange(year, month)[1]:
        return None
    first = datetime(year, month, number, tzinfo=UTC)
    finish = datetime(year, month, end, tzinfo=UTC) + timedelta(days=1) - _SECOND
    return Interval(first, finish, "day" if end == number else "week")


def day_of(moment: datetime) -> Interval:
    """Return the day in which a moment lies."""
    first = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return Interval(first, first + timedelta(days=1) - _SECOND, "day")


def days_around(moment: datetime, *, before: int, after: int, precision: Precision) -> Interval:
    """Return the days from ``before`` days earlier to ``after`` days later."""
    start = day_of(moment - timedelta(days=before)).earliest
    end = day_of(moment + timedelta(days=after)).latest
    return Interval(start, end, precision)


def month(year: int, number: int, *, months: int = 1) -> Interval:
    """Return a month, or several from there on."""
    first = datetime(year, number, 1, tzinfo=UTC)
    beyond = year * 12 + number - 1 + months
    after = datetime(beyond // 12, beyond % 12 + 1, 1, tzinfo=UTC)
    return Interval(first, after - _SECOND, "month" if months == 1 else "season")


def year(number: int, *, years: int = 1) -> Interval:
    """Return a year, or several from there on."""
    first = datetime(number, 1, 1, tzinfo=UTC)
    return Interval(first, datetime(number + years, 1, 1, tzinfo=UTC) - _SECOND, "year")


def part(interval: Interval, which: str) -> Interval:
    """Return the early, middle or late third of an interval: ``early March``, ``mid-2014``."""
    if interval.earliest is None or interval.latest is None:
        return interval
    third = (interval.latest + _SECOND - interval.earliest) / 3
    index = {"early": 0, "mid": 1, "late": 2}[which]
    start = interval.earliest + third * index
    return Interval(start, start + third - _SECOND, interval.precision)
