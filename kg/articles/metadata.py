"""Publication dates and web addresses as inputs write them."""

import re
from datetime import UTC, datetime
from typing import Final

from kg.errors import ArticleError

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


def is_web_address(text: str) -> bool:
    """Tell whether the text is an http or https address that can be linked to and written as an IRI."""
    return _WEB_ADDRESS.fullmatch(text) is not None
