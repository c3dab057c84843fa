"""The words above an event whose meaning reaches down to it: "vowed to", "failed to launch", "plans for"."""

from collections.abc import Generator, Iterator, Mapping
from typing import Final, NamedTuple

from kg.extraction.language.clauses import children
from kg.extraction.language.words import Word
from kg.extraction.reading import Reading
from kg.namespaces import NS

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
_ENDS: Final = frozenset({".", "?", "!"})
_ASKING: Final = frozenset({"WP", "WP$", "WRB", "WDT"})
"""Tags of words that ask for what happened, not whether it did: "why did they attack?"."""
_OUTSTANDING: Final = frozenset({"first", "last", "latest", "only"})
_LONGEST: Final = 4
"""Words of a phrase that ends with a preposition: "in the event of"."""


class Governor(NamedTuple):
    """A word above an event; ``whole`` where what it means counts, not only the auxiliaries beside it."""

    token: Word
    whole: bool = True


Climb = Generator[Governor, None, Word | None]
"""Yields the words above, and returns the one to climb on from."""


def governors(reading: Reading, trigger: Word) -> Iterator[Governor]:
    """Yield the trigger and the words above whose meaning reaches down to it, the nearest first."""
    yield Governor(trigger)
    current: Word | None = None if _is_told_of(trigger) else trigger
    while current is not None and current.head != current:
        above = _phrase_above if current.dep in ("pobj", "pcomp") else _clause_above
        current = yield from above(reading, trigger, current)


def _is_told_of(noun: Word) -> bool:
    """Tell whether a clause says what came of it: "asked for the strike that hit a hospital"."""
    clauses = children(noun, "relcl") if noun.pos in _NOUNS and not is_indefinite(noun) else []
    return any(word.tag == "VBD" for verb in clauses for word in (verb, *children(verb, "aux", "auxpass")))


def _clause_above(reading: Reading, trigger: Word, current: Word) -> Climb:
    """Yield the word above in the clause; return whence to climb on, None where its meaning ends."""
    head = current.head
    if current is trigger and current.dep == "acomp" and head.pos == "AUX":
        yield Governor(head)  # "may be dead"
        return head
    if current.dep == "compound":
        if current == trigger and (head.lemma,) in _modalities(reading):
            yield Governor(head)
        return None
    if current.dep in ("dobj", "nsubj", "nsubjpass") and not _reaches_down(reading, head, trigger):
        return None
    if current.dep == "nsubj":
        unknown = is_indefinite(current) and not children(head, "dobj")
        if current == trigger and (unknown or brings_about(reading, head)):
            yield from _auxiliary_governor(head)
        return None
    infinitive = current.dep == "ccomp" and is_infinitive(current)
    content = children(current, "mark", "nsubj", "nsubjpass")  # "speculation they were killed"
    participle = current.dep == "acl" and current.tag in _PARTICIPLES and not content
    if (current.dep not in _UP or participle) and not infinitive:
        return None
    # "Foiled a raid and killed two": a verb beside shares what holds of the first one, not what that means.
    yield Governor(head, whole=current.dep != "conj")
    return head


def _phrase_above(reading: Reading, trigger: Word, current: Word) -> Climb:
    """Yield the nouns that a phrase hangs on ("debates about the effect of strikes"), or the verb ("accused of").

    The verb above a noun counts too where the noun is a plan, or only an amount: "abandoned plans for an offensive".
    """
    cues = _modalities(reading)
    preposition, governor = current.head, current.head.head
    if (preposition.form,) in cues:
        yield Governor(preposition)
    if governor.pos in _NOUNS:
        ended = "ended" in reading.knowledge.lexicon.cues.get("Phase", {}).get((governor.lemma,), ())
        if preposition.form in _PARTING or (ended and preposition.form in _ENDING):
            # What is to end goes on: "prayed for an end to the war".
            return None
        yield Governor(governor)
        # "A letter of intent on the purchase"
        yield from (Governor(kind) for kind in _called(governor) if kind.i < preposition.i)
        meant = (governor.lemma,) in cues or preposition.form == "of"
        return governor if governor.dep in ("pobj", "pcomp") or (governor.dep == "dobj" and meant) else None
    if governor.pos not in ("VERB", "AUX"):
        yield Governor(governor)
        return None
    shared = preposition.form in _SHARED and (is_indefinite(trigger) if trigger.pos in _NOUNS else False)
    if preposition.form in _ABOUT or (governor.lemma, preposition.form) in cues:
        yield Governor(governor)
    elif shared or (current.dep == "pcomp" and preposition.form == "by"):
        yield Governor(governor, whole=False)
        return governor
    return None


def _called(noun: Word) -> list[Word]:
    return [kind for of in children(noun, "prep") if of.form == "of" for kind in children(of, "pobj")]


def _modalities(reading: Reading) -> Cues:
    return reading.knowledge.lexicon.cues.get("Modality", {})


def meanings(governor: Word, trigger: Word, cues: Cues) -> tuple[str, ...]:
    """Return what a governing word says of the event, with its particle or preposition first: "called for"."""
    lemma = governor.lemma
    for child in children(governor, "prep", "prt"):
        particle = child.dep == "prt" or not children(child, "pobj", "pcomp") or trigger.dep == "nsubjpass"
        if (lemma, child.form) in cues and (particle or child.is_ancestor(trigger)):
            return cues[lemma, child.form]
        for obj in children(child, "pobj"):
            if (child.form, obj.form) in cues:
                return cues[child.form, obj.form]
    return cues.get((lemma,)) or cues.get((governor.form,), ())


def phrase_meanings(trigger: Word, cues: Cues) -> tuple[str, ...]:
    """Return what the words up to a preposition say of what follows: "in the event of", "on the verge of".

    So do those that stand apart: "offered a reward of $1 million for", "information that leads to".
    """
    if trigger.dep not in ("pobj", "pcomp"):
        return ()
    verb, last = trigger.head.head, trigger.head.i
    pairs = [(obj.lemma, trigger.head.form) for obj in children(verb, "dobj")]
    if verb.dep in ("acl", "relcl") and verb.tag != "VBD":
        pairs.append((verb.head.lemma, verb.lemma))
    if known := next((cues[pair] for pair in pairs if pair in cues), None):
        return known
    for length in range(2, _LONGEST + 1):
        words = tuple(token.form for token in trigger.doc[max(last - length + 1, 0) : last + 1])
        if words in cues:
            return cues[words]
    return ()


def _reaches_down(reading: Reading, verb: Word, trigger: Word) -> bool:
    """Tell whether what holds of a verb holds of the event too: of "launch" and "plan", not of "condemn" or "end".

    An event that is not known yet shares what holds of other verbs as well: "hopes to host a summit".
    """
    lexicon = reading.knowledge.lexicon
    lemma = verb.lemma
    if meanings(verb, trigger, _modalities(reading)):
        return True
    phases = lexicon.cues.get("Phase", {}).get((lemma,), ())
    if phases:
        return phases[0] in _COMING_ABOUT
    stances = lexicon.cues.get("Stance", {}).get((lemma,), ())
    if stances:
        open_ended = is_infinitive(verb) or verb.dep == "pcomp"  # "stopped short of declaring war"
        return "asserts" in stances and open_ended and is_indefinite(trigger)
    words = " ".join(("to", lemma, *(child.form for child in children(verb, "prt"))))
    carried = any(role.endswith(("hasActor", "occurredAt")) for role in lexicon.role_cues.get(words, ()))
    event = reading.event_at(verb)
    telling = event is not None and reading.is_a(event.cls, "SpeechAct")
    return carried or (verb.pos == "VERB" and is_indefinite(trigger) and not telling)


def is_indefinite(noun: Word) -> bool:
    """Tell whether a noun speaks of an event not known yet: "would welcome a withdrawal", "a raid could follow"."""
    determiners = [child.form for child in noun.children if child.dep in ("det", "poss", "nummod")]
    return noun.pos in _NOUNS and (not determiners or determiners[0] in ("a", "an", "any", "another"))


def is_answer(reading: Reading, verb: Word) -> bool:
    """Tell whether what a verb governs was there before: "to avenge the raid"."""
    return NS + "inResponseTo" in reading.knowledge.lexicon.role_cues.get(f"to {verb.lemma}", ())


def is_infinitive(verb: Word) -> bool:
    """Tell whether a verb is an infinitive with "to", passive or not, and not of the past: "to have left"."""
    helping = [child.form for child in children(verb, "aux", "auxpass")]
    return "to" in helping and "have" not in helping and (verb.tag == "VB" or "be" in helping)


def is_outstanding(reading: Reading, noun: Word) -> bool:
    """Tell whether it is the first, last or worst that did something: "the first envoy, the worst raid to hit X"."""
    known = reading.entity_at(noun) is not None or reading.event_at(noun) is not None
    return known and any(child.tag == "JJS" or child.form in _OUTSTANDING for child in children(noun, "amod"))


def is_order(verb: Word) -> bool:
    """Tell whether somebody is told to do something: "Release the hostages"."""
    alone = not children(verb, "nsubj", "nsubjpass", "aux", "auxpass", "expl") and verb.dep in ("ROOT", "ccomp")
    return alone and verb.tag == "VB" and verb.left_edge in (verb, *children(verb, "punct", "neg", "intj"))


def is_asked(clause: Word) -> bool:
    """Tell whether a sentence in the order of a statement asks for yes or no: "President convicted?"."""
    asking = any(word.tag in _ASKING for word in clause.sentence)
    return clause.sentence[-1].text == "?" and not asking


def is_question(clause: Word) -> bool:
    """Tell whether the first mark behind a clause that ends a sentence is a question mark."""
    return next((token.text for token in clause.doc[clause.i :] if token.text in _ENDS), "") == "?"


def brings_about(reading: Reading, verb: Word) -> bool:
    """Tell whether a verb says of its subject that it takes place: not "the truce will hold", "the war may be over"."""
    cues, lemma = reading.knowledge.lexicon.cues, verb.lemma
    if lemma == "be":
        return not children(verb, "attr")
    beside = [(lemma, child.form) for child in children(verb, "prt", "dobj", "advmod")]
    phrases = [(lemma, prep.form, obj.form) for prep in children(verb, "prep") for obj in children(prep, "pobj")]
    alone = [] if children(verb, "dobj") else [(lemma,)]
    phases = (cues.get("Phase", {}).get(key, ()) for key in (*beside, *phrases, *alone))
    if any(_BEGINNING.intersection(found) for found in phases):
        return True
    return any("realised" in _modalities(reading).get(key, ()) for key in ((lemma,), *beside))


def _auxiliary_governor(verb: Word) -> Iterator[Governor]:
    """Read "the offensive will begin", "no attack took place": the verb counts for its auxiliaries."""
    if children(verb, "aux", "neg", "mark"):
        yield Governor(verb)
