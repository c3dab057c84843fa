"""Who plays a role in an event that a noun tells, where other words than its own phrases say so."""

from collections.abc import Iterator

from kg.extraction.events.role_players import ACTOR, TARGET, VICTIM, players
from kg.extraction.events.role_words import agents_behind_things, person_among, whose
from kg.extraction.language.clauses import children, is_passive, prepositions
from kg.extraction.language.words import Word
from kg.extraction.mention import How
from kg.extraction.reading import EventDraft, Reading

Player = tuple[str, Word, How]
"""A role, the word that tells who plays it, and how that is known."""


def players_around(reading: Reading, event: EventDraft, noun: Word) -> Iterator[Player]:
    """Yield who plays which role: the perpetrators of an attack, its target, whom it is blamed on, who hides behind."""
    if reading.knowledge.lexicon.object_roles.get(event.cls) == VICTIM:
        yield from ((VICTIM, owner, "dependency") for owner in (*whose(noun), *person_among(noun)))
    yield from _called(reading, noun)
    for participle in children(noun, "acl", "relcl"):
        if is_passive(participle):
            yield from _accused(reading, participle)
    if not any(preposition == "by" for preposition, _ in prepositions(noun)):
        for agent in agents_behind_things(reading, noun):
            yield from ((ACTOR, member, "dependency") for member in players(reading, agent))


def _called(reading: Reading, noun: Word) -> Iterator[Player]:
    """Read "the perpetrators of the attack", "suspects in the killing", "the station was the target of the attack"."""
    if noun.dep != "pobj" or noun.head.head.pos not in ("NOUN", "PROPN"):
        return
    called = noun.head.head
    for role in reading.knowledge.lexicon.role_cues.get(f"{called.lemma} {noun.head.form}", ()):
        yield role, called, "inferred"
        if role == TARGET:
            for other in _equated(called):
                yield from ((role, member, "dependency") for member in players(reading, other))


def _equated(noun: Word) -> list[Word]:
    """Return the other side of "the target was X" and "X was the target"."""
    if noun.dep == "nsubj" and noun.head.lemma == "be":
        return children(noun.head, "attr")
    return children(noun.head, "nsubj") if noun.dep == "attr" and noun.head.lemma == "be" else []


def _accused(reading: Reading, participle: Word) -> Iterator[Player]:
    """Read "an attack, blamed on X, killed": whom somebody accuses, marked as inferred."""
    cues = reading.knowledge.lexicon.role_cues
    for preposition, obj in prepositions(participle):
        if ACTOR in cues.get(f"{participle.lemma} {preposition}", ()):
            yield from ((ACTOR, member, "inferred") for member in players(reading, obj))
