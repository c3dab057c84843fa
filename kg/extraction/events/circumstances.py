"""What an event shares with the one during which it is told to have happened: "captured in a raid by X in Y"."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.extraction.events.event_places import AT_FACILITY, OCCURRED_AT, ON_THE_GROUND, place_around
from kg.extraction.events.role_players import ACTOR, DESTINATION, role_played
from kg.extraction.language.clauses import children
from kg.extraction.language.noun_phrases import is_definite
from kg.extraction.language.words import Word
from kg.extraction.mention import Argument, EntityMention
from kg.extraction.reading import EventDraft, Reading

_SCENE: Final = frozenset({OCCURRED_AT, AT_FACILITY})
_DONE_BY_WHO_RAIDS: Final = ("CustodyEvent", "SearchOrSeizure")
_BACK: Final = 2
"""Sentences back to which "the operation" is looked for."""


def circumstances(token: Word, *prepositions: str) -> Iterator[Word]:
    """Yield the nouns of the circumstances under which something happened: "during an operation in Y".

    What something answered, "in response to an attack in Y", is none.
    """
    for prep in children(token, "prep"):
        if prep.form in prepositions:
            yield from (noun for noun in children(prep, "pobj") if not _leads_on(noun))


def _leads_on(noun: Word) -> bool:
    """Tell whether a noun only stands between two prepositions: the response of "in response to"."""
    return not children(noun, "det", "poss", "amod") and any(prep.form == "to" for prep in children(noun, "prep"))


def share_circumstances(reading: Reading) -> None:
    """Give events without place what is told of the event during which they happened, in their sentence or before."""
    for event in reading.events:
        for noun in circumstances(event.token, "during", "in"):
            for other in (reading.event_at(noun), _meant(reading, event, noun)):
                if other is not None and other is not event:
                    _share(reading, event, other)
            if not _is_placed(event) and reading.is_a(event.cls, *ON_THE_GROUND) and reading.entity_at(noun) is None:
                event.arguments += _scene(reading, _told_before(reading, noun))
        _share_place_behind(reading, event)
        for verb in children(event.token, "advcl"):
            other = reading.event_at(verb)
            if other is not None and any(mark.form == "while" for mark in children(verb, "mark")):
                _share(reading, event, other)


def _share_place_behind(reading: Reading, event: EventDraft) -> None:
    """Give a verb the place of the last one beside it, of one subject: "killed two and seized a cache in Y"."""
    if _is_placed(event) or event.token.pos != "VERB" or not reading.is_a(event.cls, *ON_THE_GROUND):
        return
    for verb in children(event.token, "conj"):
        other = reading.event_at(verb)
        alone = not children(verb, "nsubj", "nsubjpass", "expl", "conj")
        if other is not None and alone and reading.is_a(other.cls, *ON_THE_GROUND):
            event.arguments += [replace(a, how="inherited") for a in _places(other) if a.how != "nearest"]


def _told_before(reading: Reading, noun: Word) -> Word:
    """Return the noun that "the operation" takes up, within two sentences, or the noun itself."""
    if not is_definite(noun):
        return noun
    sentence = reading.sentence_of[noun.i]
    for token in reversed(reading.doc[: noun.i]):
        if sentence - reading.sentence_of[token.i] > _BACK:
            break
        if token.pos == "NOUN" and token.lemma == noun.lemma and token.dep != "compound":
            return token
    return noun


def _scene(reading: Reading, noun: Word) -> Iterator[Argument]:
    """Yield the places within a noun's phrase, relative clauses left out: "an operation to arrest a leader in Y"."""
    clauses = (verb for verb in noun.subtree if verb.dep == "relcl" and verb.tag != "VB")
    relative = {token.i for verb in clauses for token in verb.subtree}
    for place in _places_behind(reading, noun, relative):
        role = role_played(reading, OCCURRED_AT, place)
        yield Argument(role, place.id, place.span, place.text, "inherited")
        around = place_around(reading, place)
        if around:
            yield Argument(OCCURRED_AT, around.id, around.span, around.text, "inherited")


def _places_behind(reading: Reading, noun: Word, left_out: set[int]) -> Iterator[EntityMention]:
    cues = reading.knowledge.lexicon.role_cues
    for token in noun.subtree:
        entity = reading.entities[reading.heads[token.i]] if token.i in reading.heads else None
        behind = token.dep == "pobj" and OCCURRED_AT in cues.get(token.head.form, ())
        named = entity and entity.kind == "name" and reading.is_a(entity.cls, "SpatialThing")
        if entity and named and behind and token.i not in left_out:
            yield entity


def _meant(reading: Reading, event: EventDraft, noun: Word) -> EventDraft | None:
    """Return the event that "during the operation" takes up: the nearest told before, placed and on the ground."""
    dated = any(child.ent_type == "DATE" for child in noun.children)  # "in the 2020-2022 war"
    if dated or not is_definite(noun) or reading.entity_at(noun) or not _names_events(reading, noun):
        return None
    sentence = reading.sentence_of[event.token.i]
    for other in reversed(reading.events[: event.id]):
        back = sentence - reading.sentence_of[other.token.i]
        if back > _BACK:
            return None
        if back and other.modality == "realised" and _places(other) and reading.is_a(other.cls, *ON_THE_GROUND):
            return other
    return None


def _names_events(reading: Reading, noun: Word) -> bool:
    lemma, _ = noun.forms
    return any(trigger.words[-1] == lemma for trigger in reading.knowledge.lexicon.triggers.get(lemma, ()))


def _share(reading: Reading, event: EventDraft, other: EventDraft) -> None:
    shared: list[Argument] = []
    if reading.is_a(event.cls, *ON_THE_GROUND) and not _is_placed(event):
        shared += _places(other)
    acts = reading.is_a(event.cls, *_DONE_BY_WHO_RAIDS) and reading.event_at(other.token) is other
    # Who demonstrates arrests nobody.
    acts = acts and not reading.is_a(other.cls, "CivilUnrestEvent")
    if acts and not any(argument.role == ACTOR for argument in event.arguments):
        shared += [argument for argument in other.arguments if argument.role == ACTOR]
    event.arguments += [a if a.how == "nearest" else replace(a, how="inherited") for a in shared]


def _is_placed(event: EventDraft) -> bool:
    """Tell whether it is told where; where drones crossed into is not where the raid was during which they did."""
    return bool(_places(event)) or any(argument.role == DESTINATION for argument in event.arguments)


def _places(event: EventDraft) -> list[Argument]:
    return [argument for argument in event.arguments if argument.role in _SCENE]
