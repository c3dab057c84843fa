"""Where an event happened when its own words do not say: the nearest place of its clause."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.extraction.events.apart import told_apart
from kg.extraction.language.clauses import children
from kg.extraction.language.noun_phrases import is_of_some, whole_of
from kg.extraction.language.words import Word
from kg.extraction.mention import Argument, EntityMention
from kg.extraction.reading import EventDraft, Reading
from kg.namespaces import NS

OCCURRED_AT, AT_FACILITY = NS + "occurredAt", NS + "atFacility"
_DESTINATION: Final = NS + "hasDestination"
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
_CLAUSES_OF_NOUNS: Final = ("relcl", "acl")
_DESCRIBING: Final = frozenset({*_CLAUSES_OF_NOUNS, "appos"})
"""What only says who or what somebody is: "the man who fled Y", "a man wounded in Y"."""
_WHERE: Final = "where"
_WHEN: Final = "when"
_SHARING: Final = frozenset({"in", "during", "by", "with", "of", "at", "under", "amid"})
"""Prepositions behind which stands what happened in the same place, not what it was about ("against the killing")."""


def add_nearest_place(reading: Reading, event: EventDraft) -> None:
    """Fall back to the nearest place of the clause for an event on the ground without one; marked ``nearest``."""
    # Where something was sent or crossed into is told; the nearest other place is none of its own.
    placed = any(argument.role in (OCCURRED_AT, AT_FACILITY, _DESTINATION) for argument in event.arguments)
    # "Handed over two captured pilots at the border": it was not there that they were captured.
    if placed or event.token.dep == "amod" or not reading.is_a(event.cls, *ON_THE_GROUND):
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
    sentence = reading.sentence_of[event.token.i]
    for entity in reading.entities:
        at = reading.head_of[entity.id]
        same = entity.kind == "name" and reading.sentence_of[at] == sentence
        if same and reading.is_a(entity.cls, "SpatialThing"):
            head = _kind_of_place(reading, reading.doc[at])
            above = head.head if head.dep == "pobj" else _opening(head)
            if (
                above is not None
                and OCCURRED_AT in cues.get(above.form, ())
                and _tells_where(reading, event, entity, above)
            ):
                yield entity


def _kind_of_place(reading: Reading, head: Word) -> Word:
    """Return the noun before a name, "in the town of Y", or the name's own head."""
    kind = whole_of(head)
    entity = reading.entity_at(kind)
    return kind if entity is not None and reading.is_a(entity.cls, "Place") else head


def _stands_inside(reading: Reading, facility: EntityMention) -> bool:
    """Tell whether a facility stands behind "at" or "in", not behind "near"."""
    above = reading.doc[reading.head_of[facility.id]].head
    return AT_FACILITY in reading.knowledge.lexicon.role_cues.get(above.form, ())


def _opening(noun: Word) -> Word | None:
    """Return the word before a place when it opens the sentence: the tagger takes "Near" there for part of the name."""
    before = noun.left_edge.neighbour(-1)
    return before if before.is_sent_start and before.text.istitle() else None


def _tells_where(reading: Reading, event: EventDraft, place: EntityMention, preposition: Word) -> bool:
    """Tell whether a place stands in the clause of an event, or of what the event is told under."""
    treated = is_of_care(reading, place) or _is_around_care(reading, preposition)
    if is_of_some(preposition) or (treated and reading.is_a(event.cls, "InjuryEvent")):
        return False
    scene = _scene(reading, event)
    if reading.doc[reading.head_of[place.id]] in scene.where:
        return True
    above = preposition.head
    if above == scene.saying:
        return preposition.is_sent_start or _is_said(above, event.token, preposition)
    told = [found for word in scene.words if (found := reading.event_at(word)) is not None] or [event]
    while above not in scene.words:
        if above.head == above or not any(_is_a_part(reading, other, above) for other in told):
            return False
        above = above.head
    return not told_apart(reading, event.token, preposition)


def is_of_care(reading: Reading, place: EntityMention | None) -> bool:
    """Tell whether a place is where people are treated, and seldom wounded."""
    return place is not None and reading.is_a(place.cls, "HealthFacility")


def _is_around_care(reading: Reading, preposition: Word) -> bool:
    """Tell whether a preposition says where a hospital lies: "treated in a hospital in Y"."""
    return is_of_care(reading, reading.entity_at(preposition.head))


def _is_said(saying: Word, told: Word, preposition: Word) -> bool:
    """Tell whether a phrase that the tree hangs on a saying is part of what is said: "two fell, in Y, police said"."""
    speakers = children(saying, "nsubj")
    return bool(speakers) and told.i < preposition.i < speakers[-1].left_edge.i < saying.i


class _Scene(NamedTuple):
    """The words above an event whose place is its own, the nouns "where it happened", and the verb that tells of it."""

    words: set[Word]
    where: list[Word]
    saying: Word | None = None


def _scene(reading: Reading, event: EventDraft) -> _Scene:
    """Climb from an event as far as one scene is told.

    It ends where a clause only says who somebody is, where somebody speaks, where another subject acts, and at what
    an event is about: the wounded of "a boy wounded in a raid lies in a hospital in Y" were not wounded in Y.
    """
    current, words = event.token, {event.token}
    while current.head != current:
        above, label = current.head, current.dep
        if label in _DESCRIBING and reading.event_at(above) is None:
            where = any(child.form == _WHERE for child in children(current, "advmod"))
            return _Scene(words, [above, *children(above, "appos")] if where else [])
        if _is_saying(reading, above):
            return _Scene(words, [], above)
        if _ends_scene(reading, current):
            break
        words.add(above)
        current = above
    return _Scene(words, [])


def _ends_scene(reading: Reading, token: Word) -> bool:
    """Tell whether another subject acts from here, an event is only spoken about, or it only says who somebody is."""
    above = token.head
    if token.dep in ("conj", "ccomp"):
        return bool(children(token, "nsubj", "nsubjpass"))
    if token.dep == "prep":
        entity = reading.entity_at(above)
        return entity is not None and reading.is_a(entity.cls, "Agent")
    # In "on Friday explosions were heard in Y" a tree takes both nouns for the day.
    on_a_day = any(child.ent_type == "DATE" for child in children(token, "compound"))
    return token.dep == "pobj" and above.form not in _SHARING and not on_a_day


def _is_saying(reading: Reading, token: Word) -> bool:
    event = reading.event_at(token)
    said = event is not None and reading.is_a(event.cls, "SpeechAct")
    return said or (token.pos == "VERB" and bool(reading.stances_of(token)))


def _is_a_part(reading: Reading, event: EventDraft, token: Word) -> bool:
    """Tell whether a place stands for what it is a part of.

    That is a day ("on Monday in Y"), a thing or person that the event is about ("outside a bank in Y"), what is said of
    such a place ("a depot that was used as barracks in Y"), or the moment ("shot when he opened his door in Y").
    """
    if token.pos == "ADP" or token.ent_type == "DATE":
        return True
    if token.pos == "VERB":
        now = token.dep == "advcl" and any(child.form == _WHEN for child in children(token, "advmod"))
        return now or (
            token.dep in _CLAUSES_OF_NOUNS and reading.event_at(token) is None and _is_place(reading, token.head)
        )
    if _is_place(reading, token):
        return True
    if token.dep == "appos" or token.pos not in ("NOUN", "PROPN", "NUM"):
        return False
    entity = _entity_with_head(reading, token)
    known = entity is not None and _takes_part(event, entity)
    return known or (event.token.is_ancestor(token) and reading.event_at(token) is None)


def _is_place(reading: Reading, token: Word) -> bool:
    entity = _entity_with_head(reading, token)
    return entity is not None and reading.is_a(entity.cls, "SpatialThing")


def _entity_with_head(reading: Reading, token: Word) -> EntityMention | None:
    return reading.entities[reading.heads[token.i]] if token.i in reading.heads else None


def _takes_part(event: EventDraft, entity: EntityMention) -> bool:
    return any(argument.entity == entity.id for argument in event.arguments)


def place_around(reading: Reading, place: EntityMention) -> EntityMention | None:
    """Return the province that is named right behind a place: "Jaghatu district, Wardak province"."""
    following = next((e for e in reading.entities if e.span.begin == place.span.end + 2), None)
    if following is None or not following.text[0].isupper() or not reading.is_a(following.cls, "AdministrativeArea"):
        return None
    beside = reading.text[place.span.end : following.span.begin] == ", "
    head = reading.doc[reading.head_of[following.id]]
    listed = children(head, "conj", "cc") or (head.dep == "conj" and children(head.head, "cc"))
    return following if beside and not listed else None
