"""Who tells a number: not always who tells of the event, for a toll often stands in a sentence of its own."""

from collections.abc import Iterable, Mapping

from kg.extraction.mention import ArticleMentions, EventMention, Span
from kg.fusion.claim import Entity
from kg.fusion.identity import Identifier


def tellers(span: Span, event: EventMention, mentions: ArticleMentions) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the mentions of those whose words hold a number of an event, and of those who passed it on.

    Nobody but the article tells a number that stands apart from the event's trigger and in nobody's words.
    """
    holding = [said for said in mentions.attributions if _holds(said.content, span)]
    if holding:
        inner = sorted(holding, key=lambda said: said.content.end - said.content.begin)
        named = [said.sources for said in inner if said.sources] or [()]
        return named[0], tuple(dict.fromkeys(source for sources in named[1:] for source in sources))
    return (event.sources, event.relays) if _holds(mentions.sentences[event.sentence], span) else ((), ())


def speaking_agents(named: Iterable[str], entities: Mapping[str, Entity], by: Identifier) -> list[str]:
    """Return those of the named who speak: a country through its government, aircraft and hospitals not at all."""
    speakers = dict.fromkeys(by.authority.government_of.get(speaker, speaker) for speaker in named)
    classes = {iri: entities[iri].cls if iri in entities else by.authority.classes[iri] for iri in speakers}
    return [iri for iri, cls in classes.items() if by.terms.is_a(cls, "Agent")]


def _holds(outer: Span, inner: Span) -> bool:
    return outer.begin <= inner.begin and inner.end <= outer.end
