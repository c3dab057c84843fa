"""Publication dates, datelines and web addresses as inputs write them."""

import re
from calendar import month_abbr, month_name
from datetime import UTC, datetime
from typing import Final

from kg.errors import ArticleError

_MONTHS: Final = {name[:3]: number for number, name in enumerate(month_abbr) if name}
_MONTH: Final = rf"(?P<month>{'|'.join([*filter(None, month_name), 'Sept', *filter(None, month_abbr)])})\b\.?"
_DAY: Final = r"(?P<day>[0-3]?\d)"
_AGENCY: Final = r"(?:\([^()\n]{1,40}\)|/[^/\n]{1,40}/)"
_DATELINES: Final = tuple(
    re.compile(
        rf"^[ \t]*[A-Z][A-Z.'’ -]+[A-Z](?:,[^\n;:!?—–]{{1,40}})?,\s{day},?\s+(?P<year>(?:19|20)\d\d)"
        rf",?\s*{_AGENCY}?\s*(?:[—–]|--?)(?=\s)",
        re.MULTILINE,
    )
    for day in (rf"{_MONTH}\s+{_DAY}", rf"{_DAY}\s+{_MONTH}")
)
"""The start of a report: "LONDON, May 5, 1982 (Reuters) —", "KABUL, Afghanistan, 15 August 2021 –"."""
_HEAD: Final = 600
"""Characters in which a dateline stands."""
_WEB_ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+", re.IGNORECASE)


def parse_published(text: str) -> datetime:
    """Return an ISO 8601 date or date-time in UTC; a date is its midnight, a time without a zone is UTC.

    Raises ArticleError for anything else.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise ArticleError(
            f"{text!r} is not a publication date. Write it as 2016-09-18 or 2016-09-18T14:30:00Z."
        ) from None


def dateline_day(text: str) -> datetime | None:
    """Return the day of the dateline with which a text begins, behind its headline; None where none has a year."""
    for pattern in _DATELINES:
        found = pattern.search(text[:_HEAD])
        if found:
            try:
                return datetime(int(found["year"]), _MONTHS[found["month"][:3]], int(found["day"]), tzinfo=UTC)
            except ValueError:
                return None
    return None


def is_web_address(text: str) -> bool:
    """Tell whether the text is an http or https address that can be linked to and written as an IRI."""
    return _WEB_ADDRESS.fullmatch(text) is not None
