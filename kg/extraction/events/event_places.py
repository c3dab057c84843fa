"""Where an event happened when its own words do not say: the nearest place of the sentence."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg.extraction.events.apart import told_apart
from kg.extraction.language.clauses import children, whole_of
from kg.extraction.mention import Argument, EntityMention
from kg.extraction.reading import EventDraft, Reading
from kg.namespaces import NS

OCCURRED_AT, AT_FACILITY = NS + "occurredAt", NS + "atFacility"
ON_THE_GROUND: Final = (
    "ViolentEvent",
    "ControlEvent",
    "MilitaryActivity",
    "HumanImpactEvent",
    "CivilUnrestEvent",
    "CustodyEvent",
    "SearchOrSeizure",
)
"""Events that happen somewhere in particular."""


def add_nearest_place(reading: Reading, event: EventDraft) -> None:
    """Fall back to the nearest place of the sentence for an event on the ground without one; marked ``nearest``."""
    placed = any(argument.role in (OCCURRED_AT, AT_FACILITY) for argument in event.arguments)
    # "Handed over two captured pilots at the border": it was not there that they were captured.
    if placed or event.token.dep_ == "amod" or not reading.is_a(event.cls, *ON_THE_GROUND):
        return
    taken = {argument.entity for argument in event.arguments}
    candidates = [entity for entity in _places_of_sentence(reading, event) if entity.id not in taken]
    if candidates:
        nearest = min(candidates, key=lambda e: (abs(reading.head_of[e.id] - event.token.i), e.id))
        inside = reading.is_a(nearest.cls, "Facility") and _stands_inside(reading, nearest)
        role = AT_FACILITY if inside else OCCURRED_AT
        event.arguments.append(Argument(role, nearest.id, nearest.span, nearest.text, "nearest"))
        around = place_around(reading, nearest)
        if around:
            event.arguments.append(Argument(OCCURRED_AT, around.id, around.span, around.text, "nearest"))


def _places_of_sentence(reading: Reading, event: EventDraft) -> Iterator[EntityMention]:
    """Yield the places that stand behind a place preposition in the event's sentence."""
    cues = reading.knowledge.lexicon.role_cues
    for entity in reading.entities:
        head = reading.doc[reading.head_of[entity.id]]
        same = reading.sentence_of[head.i] == reading.sentence_of[event.token.i]
        if same and reading.is_a(entity.cls, "SpatialThing") and entity.kind == "name":
            head = _kind_of_place(reading, head)
            above = head.head if head.dep_ == "pobj" else _opening(head)
            if (
                above is not None
                and OCCURRED_AT in cues.get(above.lower_, ())
                and _is_free(reading, event, above)
                and not _is_elsewhere(reading, event, above)
            ):
                yield entity


def _kind_of_place(reading: Reading, head: Token) -> Token:
    """Return the noun before a name, "in the town of Y", or the name's own head."""
    kind = whole_of(head)
    entity = reading.entity_at(kind)
    return kind if entity is not None and reading.is_a(entity.cls, "Place") else head


def _stands_inside(reading: Reading, facility: EntityMention) -> bool:
    """Tell whether a facility stands behind "at" or "in", not behind "near"."""
    above = reading.doc[reading.head_of[facility.id]].head
    return AT_FACILITY in reading.knowledge.lexicon.role_cues.get(above.lower_, ())


def _opening(noun: Token) -> Token | None:
    """Return the word before a place when it opens the sentence: the tagger takes "Near" there for part of the name."""
    first = noun.i == noun.sent.start + 1 and noun.nbor(-1).text.istitle()
    return noun.nbor(-1) if first else None


def _is_elsewhere(reading: Reading, event: EventDraft, preposition: Token) -> bool:
    """Tell whether a place is that of somebody who plays no part: "a monitor in London said", "officials in Kyiv"."""
    noun = preposition.head
    while noun.dep_ in ("acl", "pobj") or noun.pos_ == "ADP":
        noun = noun.head
    entity = reading.entity_at(noun) if noun.pos_ in ("NOUN", "PROPN") else None
    if entity is None or not reading.is_a(entity.cls, "Agent"):
        return False
    return all(argument.entity != entity.id for argument in event.arguments)


def _is_free(reading: Reading, event: EventDraft, preposition: Token) -> bool:
    """Tell whether a place belongs to no other event than those that this one is told under."""
    owner = next((found for token in preposition.ancestors if (found := reading.event_at(token))), event)
    if owner is event:
        return True
    below = owner.token.is_ancestor(event.token) and not told_apart(reading, event.token, owner.token)
    return below and not _is_told_of_somebody(reading, event.token, owner.token)


def _is_told_of_somebody(reading: Reading, token: Token, above: Token) -> bool:
    """Tell whether an event only says who somebody is: where "suspects in the murder" were held, no murder happened."""
    for noun in token.ancestors:
        if noun == above:
            return False
        entity = reading.entities[reading.heads[noun.i]] if noun.i in reading.heads else None
        if entity is not None and reading.is_a(entity.cls, "Agent"):
            return token.pos_ != "VERB"
    return False


def place_around(reading: Reading, place: EntityMention) -> EntityMention | None:
    """Return the province that is named right behind a place: "Jaghatu district, Wardak province"."""
    following = next((e for e in reading.entities if e.span.begin == place.span.end + 2), None)
    if following is None or not following.text[0].isupper() or not reading.is_a(following.cls, "AdministrativeArea"):
        return None
    beside = reading.text[place.span.end : following.span.begin] == ", "
    head = reading.doc[reading.head_of[following.id]]
    listed = children(head, "conj", "cc") or (head.dep_ == "conj" and children(head.head, "cc"))
    return following if beside and not listed else None
