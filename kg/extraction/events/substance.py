"""Words of which nothing is told are no events: "acts of violence", "fears of attacks", "amid allegations".

They would be nodes of the graph that nobody can tell apart, and most of them speak of a kind, not of an event. A verb,
the subject of a sentence, and a noun with an article ("the attack") tell that something happened; nobody speaks without
a speaker.
"""

from dataclasses import replace
from typing import Final

from kg.extraction.events.role_words import among_whom
from kg.extraction.language.clauses import children, subjects
from kg.extraction.language.words import Word
from kg.extraction.reading import EventDraft, Reading
from kg.namespaces import NS

_SPEAKING: Final = frozenset(NS + role for role in ("hasSpeaker", "hasActor"))
_HARM: Final = "HumanImpactEvent"
"""Harm is linked to its cause for nearness too: that link says nothing of itself."""
_PARTICIPLES: Final = frozenset({"JJ", "VBN", "VBD"})
_THINGS: Final = frozenset({"dobj", "pobj", "nsubj", "nsubjpass"})
_POSSESSIVE: Final = frozenset({"poss", "compound"})
_SINGLE: Final = frozenset({"the", "this", "that", "these", "those", "a", "an", "another"})
_SPEAKERS: Final = frozenset({"NOUN", "PROPN"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "ROOT"})


def leave_out_bare_events(reading: Reading) -> None:
    """Leave out events of which no mention tells anything, and renumber the rest."""
    stated = [link for link in reading.links if not reading.is_a(reading.events[link.head].cls, _HARM)]
    linked = {event for link in stated for event in (link.head, link.tail)}
    kept: set[int] = set()
    for group in reading.event_groups:
        drafts = [reading.events[number] for number in group]
        silent = all(reading.is_a(draft.cls, "SpeechAct") for draft in drafts)
        if (linked & set(group) and not silent) or any(_is_told_of(reading, draft) for draft in drafts):
            kept.update(group)
        else:
            for draft in drafts:
                reading.reject("event", (draft.first, draft.last), draft.cls, "noSubstance")
    keep_events(reading, kept)


def keep_events(reading: Reading, kept: set[int]) -> None:
    """Leave out all other events and what they are linked by, and renumber those that stay."""
    if len(kept) < len(reading.events):
        _renumber(reading, sorted(kept))


def _is_told_of(reading: Reading, event: EventDraft) -> bool:
    told = {argument.role for argument in event.arguments if argument.how != "nearest"}
    if reading.is_a(event.cls, "SpeechAct"):
        return bool(told & _SPEAKING) or _has_speaker(event.token)
    if _only_describes(reading, event):
        return False
    return bool(told or event.counts or event.time or event.phase) or _stands_for_itself(reading, event)


def _only_describes(reading: Reading, event: EventDraft) -> bool:
    """Tell whether a word of harm only says who people are: "carried the wounded", "the displaced people's council"."""
    if event.counts or among_whom(event.token) or not reading.is_a(event.cls, _HARM):
        return False
    person = event.token.tag in _PARTICIPLES and event.token.dep in _THINGS and bool(children(event.token, "det"))
    return person or (event.token.dep == "amod" and event.token.head.dep in _POSSESSIVE)


def _has_speaker(verb: Word) -> bool:
    """Tell whether somebody speaks who is no entity that we know: "the moderate wing refused"."""
    own = (token for token, inherited in subjects(verb) if not inherited)
    return verb.pos == "VERB" and any(token.pos in _SPEAKERS for token in own)


def _stands_for_itself(reading: Reading, event: EventDraft) -> bool:
    """Tell whether grammar makes a single event of a word: a verb, a subject, a definite noun, what somebody does."""
    token = event.token
    if token.pos == "VERB" or token.dep in _SUBJECTS or token.head.dep == "agent":
        return True
    if event.modality == "generic":
        return False
    if token.dep == "dobj" and reading.is_a(event.cls, "DiplomaticEvent"):
        return bool(subjects(token.head))
    counted = token.dep == "pobj" and (token.head.head.form,) in reading.knowledge.lexicon.quantities
    words = reading.doc[event.first : event.last + 1]
    return counted or any(child.form in _SINGLE for word in words for child in children(word, "det"))


def _renumber(reading: Reading, kept: list[int]) -> None:
    number = {old: new for new, old in enumerate(kept)}
    reading.events = [reading.events[old] for old in kept]
    for event in reading.events:
        event.id = number[event.id]
    reading.event_groups = [
        tuple(number[old] for old in group) for group in reading.event_groups if all(old in number for old in group)
    ]
    reading.links = [
        replace(link, head=number[link.head], tail=number[link.tail])
        for link in reading.links
        if link.head in number and link.tail in number
    ]
