"""How many were killed, wounded, captured or displaced: counts told with the events that they belong to."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extraction.clauses import children, members, objects, subjects
from kg.extraction.mention import Count
from kg.extraction.quantities import Amount, amount_at, amount_of
from kg.extraction.reading import EventDraft, Reading

_INDEFINITE = frozenset({"a", "an", "another"})


def find_counts(reading: Reading) -> None:
    """Attach counts to each event whose trigger gives a kind of count ("killed", "dead", "death toll")."""
    cues = reading.knowledge.lexicon.cues.get("CountKind", {})
    for event in reading.events:
        kind = _kind(reading, event, cues)
        if kind:
            for token in _counted(event.token):
                _add_count(reading, event, kind, token)


def _kind(reading: Reading, event: EventDraft, cues: object) -> str | None:
    assert isinstance(cues, dict)  # noqa: S101  # the lexicon's table, narrowed for the type checker
    words = tuple(token.lemma_.lower() for token in reading.doc[event.first : event.last + 1])
    for found in (words, words[-1:], words[:1]):
        if found in cues:
            return str(cues[found][0])
    return None


def _counted(trigger: Token) -> Iterator[Token]:
    """Yield the nouns or numerals that tell how many."""
    if trigger.pos_ == "VERB":
        affected = objects(trigger) or [subject for subject, _ in subjects(trigger)]
        for noun in affected:
            yield from members(noun)
        return
    if trigger.pos_ == "ADJ":
        yield from _described(trigger)
        return
    yield trigger
    verb = trigger.head
    if trigger.dep_ == "nsubj" and verb.pos_ in ("VERB", "AUX"):
        for preposition in children(verb, "prep"):
            yield from (obj for obj in children(preposition, "pobj") if obj.like_num)
        yield from (other for other in children(verb, "attr", "dobj", "acomp") if other.like_num)


def _described(adjective: Token) -> Iterator[Token]:
    """Read "left 12 people dead", "12 dead", "12 were dead"."""
    if adjective.head.pos_ in ("VERB", "AUX"):
        for noun in children(adjective.head, "dobj", "nsubj"):
            yield from members(noun)
    elif adjective.head.pos_ in ("NOUN", "NUM"):
        yield adjective.head
    yield adjective


def _add_count(reading: Reading, event: EventDraft, kind: str, noun: Token) -> None:
    lexicon = reading.knowledge.lexicon
    amount = amount_at(noun, lexicon) if noun.like_num else amount_of(noun, lexicon)
    if amount is None:
        amount = _single(noun)
    if amount is None:
        return
    span = reading.characters(min(amount.first, noun.i), max(amount.last, noun.i))
    if any(count.span == span for count in event.counts):
        return
    group = None if noun.like_num or noun == event.token else noun.lemma_.lower()
    event.counts.append(Count(kind, amount.minimum, amount.maximum, group, span, reading.text_of(span)))


def _single(noun: Token) -> Amount | None:
    """Read "a civilian" and a person's name as one."""
    determiner = next((child for child in noun.children if child.lower_ in _INDEFINITE), None)
    if noun.tag_ == "NN" and determiner is not None:
        return Amount(1, 1, determiner.i, noun.i)
    if noun.ent_type_ == "PERSON":
        return Amount(1, 1, noun.i, noun.i)
    return None
