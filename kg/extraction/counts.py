"""How many were killed, wounded, captured or displaced: counts told with the events that they belong to."""

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from kg.extraction.clauses import children, members, objects, subjects
from kg.extraction.mention import Count
from kg.extraction.quantities import Amount, amount_at, amount_of
from kg.extraction.reading import EventDraft, Reading
from kg.ontology.lexicon import Lexicon

Cues = Mapping[tuple[str, ...], tuple[str, ...]]

_INDEFINITE = frozenset({"a", "an", "another"})
_PARTS = frozenset({"among", "amongst", "including"})
_BARE = frozenset({"other", "none", "life", "body", "one", "many", "more", "number"})


def find_counts(reading: Reading) -> None:
    """Attach counts to each event whose trigger gives a kind of count ("killed", "dead", "death toll")."""
    cues = reading.knowledge.lexicon.cues.get("CountKind", {})
    for event in reading.events:
        kind = _kind(reading, event, cues)
        if kind:
            for token in _counted(event.token):
                _add_count(reading, event, kind, token)


def _kind(reading: Reading, event: EventDraft, cues: Cues) -> str | None:
    words = tuple(token.lemma_.lower() for token in reading.doc[event.first : event.last + 1])
    verb = event.token.lemma_.lower()
    beside = [(verb, child.lemma_.lower()) for child in children(event.token, "prt", "dobj")]
    for found in (words, *beside, words[-1:], words[:1], *((noun.lemma_.lower(),) for noun in objects(event.token))):
        if found in cues:
            return cues[found][0]
    return None


def _counted(trigger: Token) -> Iterator[Token]:
    """Yield the nouns or numerals that tell how many."""
    if trigger.pos_ == "VERB":
        affected = objects(trigger) or [subject for subject, _ in subjects(trigger)]
        for noun in affected:
            for member in (*members(noun), *_among_them(noun)):
                yield from _bodies_of(member)
        return
    if trigger.pos_ == "ADJ":
        yield from _described(trigger)
        return
    yield trigger
    yield from _told_by_verb(trigger)
    if trigger.dep_ == "pobj" and trigger.head.lower_ == "of":
        yield from _told_by_verb(trigger.head.head)


def _told_by_verb(noun: Token) -> Iterator[Token]:
    """Read "the death toll rose to 40", "the number of dead stands at 70"."""
    verb = noun.head
    if noun.dep_ == "nsubj" and verb.pos_ in ("VERB", "AUX"):
        for preposition in children(verb, "prep"):
            yield from (obj for obj in children(preposition, "pobj") if obj.like_num)
        yield from (other for other in children(verb, "attr", "dobj", "acomp") if other.like_num)


def _among_them(noun: Token) -> Iterator[Token]:
    """Read "12 people, among them 3 children", and lists that the parser takes for a noun beside the first."""
    for child in children(noun, "prep", "appos", "relcl", "acl"):
        if child.lower_ in _PARTS:
            for obj in children(child, "pobj", "dobj", "appos"):
                yield from (inner for part in (obj, *children(obj, "appos")) for inner in members(part))
        elif child.dep_ == "appos" and (children(child, "cc") or _has_part(child)):
            yield from members(child)


def _has_part(noun: Token) -> bool:
    return any(prep.lower_ in _PARTS for prep in children(noun, "prep"))


def _bodies_of(noun: Token) -> Iterator[Token]:
    """Read "the bodies of 17 men", "the lives of four soldiers" as the men and soldiers."""
    inner = [obj for prep in children(noun, "prep") if prep.lower_ == "of" for obj in children(prep, "pobj")]
    counted = [obj for obj in inner if children(obj, "nummod")]
    yield from counted or [noun]


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
    entity = reading.entity_at(noun)
    if entity is not None and reading.is_a(entity.cls, "SpatialThing"):
        # "Captured three villages": it is people and equipment that are counted.
        return
    amount = amount_at(noun, lexicon) if noun.like_num else amount_of(noun, lexicon)
    if amount is None:
        amount = _single(noun)
    if amount is None:
        return
    first, last = min(amount.first, noun.i), max(amount.last, noun.i)
    span = reading.characters(first, last)
    if any(count.span == span for count in event.counts):
        return
    group = None if noun == event.token or _tells_no_group(noun, lexicon) else noun.lemma_.lower()
    event.counts.append(Count(kind, amount.minimum, amount.maximum, group, span, noun.doc[first : last + 1].text))


def _tells_no_group(noun: Token, lexicon: Lexicon) -> bool:
    """Tell whether a counted word says nothing of who they are: "others", "dozens", a person's name."""
    is_quantity = (noun.lower_,) in lexicon.quantities or noun.lower_ in lexicon.numbers
    return noun.like_num or is_quantity or noun.ent_type_ == "PERSON" or noun.lemma_.lower() in _BARE


def _single(noun: Token) -> Amount | None:
    """Read "a civilian" and a person's name as one."""
    determiner = next((child for child in noun.children if child.lower_ in _INDEFINITE), None)
    if noun.tag_ == "NN" and determiner is not None:
        return Amount(1, 1, determiner.i, noun.i)
    if noun.ent_type_ == "PERSON":
        return Amount(1, 1, noun.i, noun.i)
    return None
