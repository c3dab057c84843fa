"""What tests of event extraction ask of an article: events by trigger, roles by name."""

from datetime import UTC, datetime

from kg.articles.article import Article
from kg.extraction.mention import ArticleMentions, EventMention
from kg.namespaces import local_name
from kg.reader import ArticleReader

PUBLISHED = datetime(2025, 12, 22, tzinfo=UTC)


def read(reader: ArticleReader, text: str) -> ArticleMentions:
    """Return what a text says when published on 22 December 2025."""
    return reader.extractor.extract(Article(text, published=PUBLISHED))


def event(mentions: ArticleMentions, trigger: str) -> EventMention:
    """Return the first event whose trigger is these words."""
    return next(found for found in mentions.events if found.text == trigger)


def told(mentions: ArticleMentions) -> list[tuple[str, str]]:
    """Return trigger and class of each event."""
    return [(found.text, local_name(found.cls)) for found in mentions.events]


def roles(mentions: ArticleMentions, trigger: str) -> dict[str, list[str]]:
    """Return the texts of an event's arguments by role."""
    found: dict[str, list[str]] = {}
    for argument in event(mentions, trigger).arguments:
        found.setdefault(local_name(argument.role), []).append(argument.text)
    return found


def together(mentions: ArticleMentions, one: str, other: str) -> bool:
    """Tell whether two triggers tell the same event."""
    ids = {event(mentions, one).id, event(mentions, other).id}
    return any(ids <= set(group) for group in mentions.event_coreference)


def sources(mentions: ArticleMentions, trigger: str) -> list[str]:
    """Return who says that an event happened, the origin first, then who passed it on."""
    told = event(mentions, trigger)
    return [mentions.entities[source].text for source in (*told.sources, *told.relays)]


def links(mentions: ArticleMentions) -> set[tuple[str, str, str]]:
    """Return the links between events by their triggers."""
    return {
        (mentions.events[link.head].text, local_name(link.relation), mentions.events[link.tail].text)
        for link in mentions.links
    }


def relations(mentions: ArticleMentions) -> set[tuple[str, str, str]]:
    """Return the relations between entities by the words of their ends."""
    name = {entity.id: entity.text for entity in mentions.entities}
    return {(name[r.head], local_name(r.relation), name[r.tail]) for r in mentions.relations}
