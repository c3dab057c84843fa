"""How many were killed, wounded, captured or displaced: counts told with the events that they belong to."""

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from kg.extraction.events.quantities import Amount, amount_at, amount_of
from kg.extraction.language.clauses import children, clause_verb, members, objects, subjects
from kg.extraction.mention import Count
from kg.extraction.reading import EventDraft, Reading
from kg.ontology.lexicon import Lexicon

Cues = Mapping[tuple[str, ...], tuple[str, ...]]

_INDEFINITE = frozenset({"a", "an", "another"})
_PARTS = frozenset({"among", "amongst", "including"})
_THEM = frozenset({"them", "whom", "these", "those"})
_RANGING = frozenset({"range", "vary"})
_HOMES = frozenset({"home", "house"})
_LOSING = frozenset({"lose", "of"})
_KINDS = {
    "DeathEvent": "killed",
    "InjuryEvent": "wounded",
    "Displacement": "displaced",
    "CaptureOrSurrender": "captured",
    "ArrestOrDetention": "detained",
    "Abduction": "detained",
}
"""What is counted where the words of a trigger do not say it."""
_SETTING_FREE = "ReleaseOrExchange"
_BARE = frozenset({"other", "none", "life", "body", "one", "many", "more", "number"})


def find_counts(reading: Reading) -> None:
    """Attach counts to each event whose trigger gives a kind of count ("killed", "dead", "death toll")."""
    cues = reading.knowledge.lexicon.cues.get("CountKind", {})
    for event in reading.events:
        kind = _kind(reading, event, cues)
        if kind:
            for token in dict.fromkeys(_counted(reading, event)):
                _add_count(reading, event, kind, token)
            _add_parts(reading, event, kind)
            if not event.counts:
                _add_number_before(reading, event, kind)


def _kind(reading: Reading, event: EventDraft, cues: Cues) -> str | None:
    words = tuple(token.lemma_.lower() for token in reading.doc[event.first : event.last + 1])
    verb = event.token.lemma_.lower()
    beside = [(verb, child.lemma_.lower()) for child in children(event.token, "prt", "dobj", "acomp", "oprd", "advmod")]
    named = () if reading.is_a(event.cls, _SETTING_FREE) else objects(event.token)
    for found in (words, *beside, words[-1:], words[:1], *((noun.lemma_.lower(),) for noun in named)):
        if found in cues:
            return cues[found][0]
    return next((kind for cls, kind in _KINDS.items() if reading.is_a(event.cls, cls)), None)


def _counted(reading: Reading, event: EventDraft) -> Iterator[Token]:
    """Yield the nouns or numerals that tell how many."""
    trigger = event.token
    if trigger.pos_ == "VERB":
        for noun in _affected(reading, event):
            for member in (*members(noun), *_among_them(noun)):
                yield from _bodies_of(reading, member)
        yield from _among_them(trigger)
        return
    if trigger.pos_ == "ADJ":
        yield from _described(trigger)
    yield trigger
    for prep in children(trigger, "prep"):
        if prep.lower_ == "of":
            yield from (member for obj in children(prep, "pobj") for member in members(obj))
    yield from _told_by_verb(trigger)
    if trigger.dep_ == "pobj":
        yield from _told_above(trigger)


def _affected(reading: Reading, event: EventDraft) -> list[Token]:
    """Return whom a verb concerns: its object, or its subject in "people left their homes"."""
    found = [noun for noun in objects(event.token) if not event.first <= noun.i <= event.last]
    if any(_may_be_counted(reading, member) for noun in found for member in members(noun)):
        return found
    return [subject for subject, _ in subjects(event.token)]


def _may_be_counted(reading: Reading, noun: Token) -> bool:
    """Tell whether a noun is no place, facility or reflexive: in "people left their homes" the people are counted."""
    entity = reading.entity_at(noun)
    placed = entity is not None and reading.is_a(entity.cls, "SpatialThing")
    return not placed and noun.tag_ not in ("PRP", "EX") and noun.lemma_.lower() not in _HOMES


def _told_above(noun: Token) -> Iterator[Token]:
    """Read "the number of dead stands at 70", "among the 52 dead were nine children"."""
    if noun.head.lower_ == "of":
        yield from _told_by_verb(noun.head.head)
    elif noun.head.lower_ in _PARTS:
        for person in children(noun.head.head, "attr", "nsubj"):
            yield from members(person)


def _told_by_verb(noun: Token) -> Iterator[Token]:
    """Read "the death toll rose to 40", "brought the toll to 40", "the number of dead stands at 70"."""
    verb = noun.head
    if noun.dep_ in ("nsubj", "nsubjpass", "dobj") and verb.pos_ in ("VERB", "AUX"):
        found = [obj for prep in children(verb, "prep") for obj in _last_number(prep)]
        yield from found
        if noun.dep_ != "dobj":
            yield from (other for other in children(verb, "attr", "dobj", "acomp") if other.like_num)


def _last_number(prep: Token) -> list[Token]:
    """Return the number after "at" and "to"; in "from 41 to 58" the first one is out of date."""
    ranging = prep.lower_ == "from" and prep.head.lemma_.lower() not in _RANGING
    return [] if ranging else [obj for obj in children(prep, "pobj") if obj.like_num]


def _among_them(noun: Token) -> Iterator[Token]:
    """Read "12 people, among them 3 children", and lists that the parser takes for a noun beside the first."""
    for child in children(noun, "prep", "appos", "relcl", "acl"):
        of_them = noun.pos_ != "VERB" or any(obj.lower_ in _THEM for obj in children(child, "pobj"))
        if child.lower_ in _PARTS and of_them:
            for obj in children(child, "pobj", "dobj", "appos"):
                yield from (inner for part in (obj, *children(obj, "appos")) for inner in members(part))
        elif child.dep_ == "appos" and (children(child, "cc") or _has_part(child)):
            yield from members(child)


def _has_part(noun: Token) -> bool:
    return any(prep.lower_ in _PARTS for prep in children(noun, "prep"))


def _bodies_of(reading: Reading, noun: Token) -> Iterator[Token]:
    """Read "the bodies of 17 men", "the lives of four soldiers" as the men and soldiers."""
    inner = [obj for prep in children(noun, "prep") if prep.lower_ == "of" for obj in children(prep, "pobj")]
    counted = [obj for obj in inner if children(obj, "nummod")]
    told = amount_of(noun, reading.knowledge.lexicon) is not None
    yield from counted if counted and not told else [noun]


def _described(adjective: Token) -> Iterator[Token]:
    """Read "left 12 people dead", "12 dead", "12 were found dead", "claimed 57 soldiers dead"."""
    own = children(adjective, "nsubj", "nsubjpass")
    if own:
        yield from (member for noun in own for member in members(noun))
    elif adjective.head.pos_ in ("VERB", "AUX") and adjective.dep_ != "pobj":
        for noun in children(adjective.head, "dobj") or children(adjective.head, "nsubj", "nsubjpass"):
            yield from (*members(noun), *_among_them(noun))
    elif adjective.head.pos_ in ("NOUN", "NUM"):
        yield adjective.head


def _add_parts(reading: Reading, event: EventDraft, kind: str) -> None:
    """Add the numbers told of some of those counted: "40 were hurt, eight of them seriously"."""
    if not event.counts:
        return
    low, high = min(c.span.begin for c in event.counts), event.token.sent.end
    for token in reading.doc[event.token.sent.start : high - 2]:
        apart = token.idx > low and token.nbor(1).lower_ in ("of", "among") and token.nbor(2).lower_ in _THEM
        if not apart or reading.event_at(clause_verb(token)) not in (event, None) or _is_closer(reading, event, token):
            continue
        described = [c for c in children(token, "appos", "attr") if c.pos_ == "NOUN"]
        _add_count(reading, event, kind, described[0] if described and not token.like_num else token)


def _is_closer(reading: Reading, event: EventDraft, token: Token) -> bool:
    """Tell whether another event with numbers stands between an event and a number."""
    between = (other for other in reading.events if event.token.i < other.token.i < token.i)
    return any(_kind(reading, other, reading.knowledge.lexicon.cues.get("CountKind", {})) for other in between)


def _add_number_before(reading: Reading, event: EventDraft, kind: str) -> None:
    """Read the number that stands right before the trigger, as headlines do: "TWO KILLED", "and 40 wounded"."""
    before = event.first - 1
    if before >= reading.doc[event.first].sent.start:
        token = reading.doc[before]
        if token.like_num or (
            (token.lower_,) in reading.knowledge.lexicon.quantities and token.lower_ not in _INDEFINITE
        ):
            _add_count(reading, event, kind, token)


def _add_count(reading: Reading, event: EventDraft, kind: str, noun: Token) -> None:
    lexicon = reading.knowledge.lexicon
    kind_here = _kind_of(reading, kind, noun)
    if kind_here is None:
        return
    amount = amount_at(noun, lexicon) if noun.like_num else amount_of(noun, lexicon)
    amount = amount or _single(noun)
    if amount is None:
        return
    first, last = min(amount.first, noun.i), max(amount.last, noun.i)
    span = reading.characters(first, last)
    if any(count.span.begin < span.end and span.begin < count.span.end for count in event.counts):
        return
    group = None if noun == event.token or _tells_no_group(noun, lexicon) else noun.lemma_.lower()
    event.counts.append(Count(kind_here, amount.minimum, amount.maximum, group, span, reading.text_of(span)))


def _kind_of(reading: Reading, kind: str, noun: Token) -> str | None:
    """Return what is counted of a noun: people who were "lost" died, and of things only equipment counts."""
    if noun.lemma_.lower() == "life":
        return "killed"
    entity = reading.entity_at(noun)
    if entity is None:
        return kind
    if reading.is_a(entity.cls, "SpatialThing"):
        # "Captured three villages": it is people and equipment that are counted.
        return None
    if reading.is_a(entity.cls, "Agent") and kind == "equipmentLost" and noun.head.lemma_ in _LOSING:
        return "killed"
    return "equipmentLost" if reading.is_a(entity.cls, "Equipment") and kind == "captured" else kind


def _tells_no_group(noun: Token, lexicon: Lexicon) -> bool:
    """Tell whether a counted word says nothing of who they are: "others", "dozens", a person's name."""
    is_quantity = (noun.lower_,) in lexicon.quantities or noun.lower_ in lexicon.numbers
    return noun.like_num or is_quantity or noun.ent_type_ == "PERSON" or noun.lemma_.lower() in _BARE


def _single(noun: Token) -> Amount | None:
    """Read "a civilian" as one; a name gives no number."""
    determiner = next((child for child in noun.children if child.lower_ in _INDEFINITE), None)
    if noun.tag_ == "NN" and determiner is not None:
        return Amount(1, 1, determiner.i, noun.i)
    return None
