"""The words above an event whose meaning reaches down to it: "vowed to", "failed to launch", "plans for"."""

from collections.abc import Generator, Iterator, Mapping
from typing import Final, NamedTuple

from spacy.tokens import Token

from kg.extraction.language.clauses import children
from kg.extraction.reading import Reading

Cues = Mapping[tuple[str, ...], tuple[str, ...]]

_UP: Final = frozenset({"xcomp", "dobj", "acl", "conj", "nsubjpass"})
_PARTICIPLES: Final = frozenset({"VBN", "VBG"})
_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_BEGINNING: Final = frozenset({"planned", "begun", "resumed"})
_COMING_ABOUT: Final = frozenset({"planned", "begun", "ongoing", "resumed", "failed"})
_ABOUT: Final = frozenset({"of", "about", "from"})
"""Prepositions behind verbs whose meaning reaches what follows: "accused of", "barred from"."""
_PARTING: Final = frozenset({"after", "since", "following", "amid", "during", "before", "despite", "under", "in", "by"})
"""Prepositions behind nouns that part what follows from them: "plans after the attack"."""
_ENDING: Final = frozenset({"to", "of"})
_SHARED: Final = frozenset({"in", "with", "by", "on", "into", "through"})
"""Prepositions through which an event not known yet shares what holds of the verb: "could die in an attack"."""
_LONGEST: Final = 4
"""Words of a phrase that ends with a preposition: "in the event of"."""


class Governor(NamedTuple):
    """A word above an event; ``whole`` where what it means counts, not only the auxiliaries beside it."""

    token: Token
    whole: bool = True


Climb = Generator[Governor, None, Token | None]
"""Yields the words above, and returns the one to climb on from."""


def governors(reading: Reading, trigger: Token) -> Iterator[Governor]:
    """Yield the trigger and the words above whose meaning reaches down to it, the nearest first."""
    yield Governor(trigger)
    current: Token | None = None if _is_told_of(trigger) else trigger
    while current is not None and current.head != current:
        above = _phrase_above if current.dep_ in ("pobj", "pcomp") else _clause_above
        current = yield from above(reading, trigger, current)


def _is_told_of(noun: Token) -> bool:
    """Tell whether a clause says what came of it: "asked for the strike that hit a hospital"."""
    clauses = children(noun, "relcl") if noun.pos_ in _NOUNS and not is_indefinite(noun) else []
    return any(word.tag_ == "VBD" for verb in clauses for word in (verb, *children(verb, "aux", "auxpass")))


def _clause_above(reading: Reading, trigger: Token, current: Token) -> Climb:
    """Yield the word above in the clause; return whence to climb on, None where its meaning ends."""
    head = current.head
    if current.dep_ == "compound":
        if current == trigger and (head.lemma_.lower(),) in _modalities(reading):
            yield Governor(head)
        return None
    if current.dep_ in ("dobj", "nsubj", "nsubjpass") and not _reaches_down(reading, head, trigger):
        return None
    if current.dep_ == "nsubj":
        unknown = is_indefinite(current) and not children(head, "dobj")
        if current == trigger and (unknown or brings_about(reading, head)):
            yield from _auxiliary_governor(head)
        return None
    infinitive = current.dep_ == "ccomp" and is_infinitive(current)
    participle = current.dep_ == "acl" and current.tag_ in _PARTICIPLES and not children(current, "mark")
    if (current.dep_ not in _UP or participle) and not infinitive:
        return None
    yield Governor(head)
    return head


def _phrase_above(reading: Reading, trigger: Token, current: Token) -> Climb:
    """Yield the nouns that a phrase hangs on ("debates about the effect of strikes"), or the verb ("accused of").

    The verb above a noun counts too where the noun is a plan, or only an amount: "abandoned plans for an offensive".
    """
    cues = _modalities(reading)
    preposition, governor = current.head, current.head.head
    if (preposition.lower_,) in cues:
        yield Governor(preposition)
    if governor.pos_ in _NOUNS:
        ended = "ended" in reading.knowledge.lexicon.cues.get("Phase", {}).get((governor.lemma_.lower(),), ())
        if preposition.lower_ in _PARTING or (ended and preposition.lower_ in _ENDING):
            # What is to end goes on: "prayed for an end to the war".
            return None
        yield Governor(governor)
        meant = (governor.lemma_.lower(),) in cues or preposition.lower_ == "of"
        return governor if governor.dep_ in ("pobj", "pcomp") or (governor.dep_ == "dobj" and meant) else None
    if governor.pos_ not in ("VERB", "AUX"):
        yield Governor(governor)
        return None
    shared = preposition.lower_ in _SHARED and (is_indefinite(trigger) if trigger.pos_ in _NOUNS else False)
    if preposition.lower_ in _ABOUT or (governor.lemma_.lower(), preposition.lower_) in cues:
        yield Governor(governor)
    elif shared or (current.dep_ == "pcomp" and preposition.lower_ == "by"):
        yield Governor(governor, whole=False)
        return governor
    return None


def _modalities(reading: Reading) -> Cues:
    return reading.knowledge.lexicon.cues.get("Modality", {})


def meanings(governor: Token, trigger: Token, cues: Cues) -> tuple[str, ...]:
    """Return what a governing word says of the event, with its particle or preposition first: "called for"."""
    lemma = governor.lemma_.lower()
    for child in children(governor, "prep", "prt"):
        particle = child.dep_ == "prt" or not children(child, "pobj", "pcomp") or trigger.dep_ == "nsubjpass"
        if (lemma, child.lower_) in cues and (particle or child.is_ancestor(trigger)):
            return cues[lemma, child.lower_]
        for obj in children(child, "pobj"):
            if (child.lower_, obj.lower_) in cues:
                return cues[child.lower_, obj.lower_]
    return cues.get((lemma,)) or cues.get((governor.lower_,), ())


def phrase_meanings(trigger: Token, cues: Cues) -> tuple[str, ...]:
    """Return what the words up to a preposition say of what follows: "in the event of", "on the verge of"."""
    if trigger.dep_ not in ("pobj", "pcomp"):
        return ()
    last = trigger.head.i
    for length in range(2, _LONGEST + 1):
        words = tuple(token.lower_ for token in trigger.doc[max(last - length + 1, 0) : last + 1])
        if words in cues:
            return cues[words]
    return ()


def _reaches_down(reading: Reading, verb: Token, trigger: Token) -> bool:
    """Tell whether what holds of a verb holds of the event too: of "launch" and "plan", not of "condemn" or "end".

    An event that is not known yet shares what holds of other verbs as well: "hopes to host a summit".
    """
    lexicon = reading.knowledge.lexicon
    lemma = verb.lemma_.lower()
    if meanings(verb, trigger, _modalities(reading)):
        return True
    phases = lexicon.cues.get("Phase", {}).get((lemma,), ())
    if phases:
        return phases[0] in _COMING_ABOUT
    stances = lexicon.cues.get("Stance", {}).get((lemma,), ())
    if stances:
        return "asserts" in stances and is_infinitive(verb) and is_indefinite(trigger)
    words = " ".join(("to", lemma, *(child.lower_ for child in children(verb, "prt"))))
    carried = any(role.endswith(("hasActor", "occurredAt")) for role in lexicon.role_cues.get(words, ()))
    event = reading.event_at(verb)
    telling = event is not None and reading.is_a(event.cls, "SpeechAct")
    return carried or (verb.pos_ == "VERB" and is_indefinite(trigger) and not telling)


def is_indefinite(noun: Token) -> bool:
    """Tell whether a noun speaks of an event not known yet: "would welcome a withdrawal", "a raid could follow"."""
    determiners = [child.lower_ for child in noun.children if child.dep_ in ("det", "poss", "nummod")]
    return noun.pos_ in _NOUNS and (not determiners or determiners[0] in ("a", "an", "any", "another"))


def is_infinitive(verb: Token) -> bool:
    """Tell whether a verb is an infinitive with "to", passive or not, and not of the past: "to have left"."""
    helping = [child.lower_ for child in children(verb, "aux", "auxpass")]
    return "to" in helping and "have" not in helping and (verb.tag_ == "VB" or "be" in helping)


def brings_about(reading: Reading, verb: Token) -> bool:
    """Tell whether a verb says of its subject that it takes place: not "the truce will hold", "the war may be over"."""
    cues, lemma = reading.knowledge.lexicon.cues, verb.lemma_.lower()
    if lemma == "be":
        return not children(verb, "attr")
    beside = [(lemma, child.lower_) for child in children(verb, "prt", "dobj", "advmod")]
    phrases = [(lemma, prep.lower_, obj.lower_) for prep in children(verb, "prep") for obj in children(prep, "pobj")]
    alone = [] if children(verb, "dobj") else [(lemma,)]
    phases = (cues.get("Phase", {}).get(key, ()) for key in (*beside, *phrases, *alone))
    if any(_BEGINNING.intersection(found) for found in phases):
        return True
    return any("realised" in _modalities(reading).get(key, ()) for key in ((lemma,), *beside))


def _auxiliary_governor(verb: Token) -> Iterator[Governor]:
    """Read "the offensive will begin", "no attack took place": the verb counts for its auxiliaries."""
    if children(verb, "aux", "neg", "mark"):
        yield Governor(verb)
