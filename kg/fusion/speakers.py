"""Who tells a number: not always who tells of the event, for a toll often stands in a sentence of its own."""

from kg.extraction.mention import ArticleMentions, EventMention, Span


def tellers(span: Span, event: EventMention, mentions: ArticleMentions) -> tuple[int, ...]:
    """Return the mentions of those whose words hold a number of an event, the origin first.

    Nobody but the article tells a number that stands apart from the event's trigger and in nobody's words.
    """
    holding = [said for said in mentions.attributions if _holds(said.content, span)]
    if holding:
        inner = sorted(holding, key=lambda said: said.content.end - said.content.begin)
        return tuple(dict.fromkeys(said.source for said in inner if said.source is not None))
    return event.sources if _holds(mentions.sentences[event.sentence], span) else ()


def _holds(outer: Span, inner: Span) -> bool:
    return outer.begin <= inner.begin and inner.end <= outer.end
