"""What an article tells of days that it cannot know."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from kg.extraction.mention import EventMention, TimeExpression

_TIME_ZONES: Final = timedelta(days=1)
"""How much earlier it may be where an article was published than where it happened."""


def as_known(events: Iterable[EventMention], published: datetime | None) -> Iterator[EventMention]:
    """Yield the events, as plans those told of a day after publication: no article knows that they happened.

    A year inferred without a date of publication says nothing of that.
    """
    for event in events:
        time = event.time
        stated = time is not None and time.source != "inferredYear"
        foretold = stated and event.modality == "realised" and _is_ahead(time, published)
        yield replace(event, modality="intended") if foretold else event


def _is_ahead(time: TimeExpression | None, published: datetime | None) -> bool:
    start = time.earliest if time else None
    return start is not None and published is not None and start.date() > published.date() + _TIME_ZONES
