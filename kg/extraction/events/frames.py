"""What the words around a clause make of it: "in the film", "every year", "stormed a mock airfield"."""

from collections.abc import Iterator
from typing import Final

from kg.extraction.events.governors import Cues
from kg.extraction.language.clauses import children, clause_verb, is_passive
from kg.extraction.language.words import Word
from kg.extraction.mention import Modality
from kg.extraction.reading import EventDraft, Reading

_PRESENT: Final = frozenset({"VBZ", "VBP"})
_PAST: Final = frozenset({"VBD", "VBN"})
_UNREAL: Final = frozenset({"would", "could", "might", "may"})
_DUMMIES: Final = frozenset({"it", "this", "that"})
_EACH: Final = frozenset({"every", "each"})
_A: Final = frozenset({"a", "an", "per"})
_INSIDE: Final = frozenset({"ccomp", "relcl", "acl", "pobj", "pcomp", "prep", "dobj", "conj", "nsubj", "nsubjpass"})
"""Ways in which what a book tells hangs on the verb of telling."""
_REHEARSED: Final = ("ControlEvent", "ArmedClash", "RemoteAttack", "MilitaryActivity", "Deployment")
_STAGED: Final = ("ViolentEvent", "ControlEvent", "MilitaryActivity")


def framed(reading: Reading, event: EventDraft, cues: Cues) -> Iterator[Modality]:
    """Yield what fiction, drills and habits around an event make of it."""
    verb = event.token if event.token.pos == "VERB" else clause_verb(event.token)
    verbs = [verb]
    while verbs[-1].dep == "conj" and verbs[-1].head.pos == "VERB":
        verbs.append(verbs[-1].head)
    for clause in verbs:
        staged = event.token == verb and _is_staged(reading, event, clause, cues)
        if staged or _is_invented(reading, event, clause, cues):
            yield "hypothetical"
        yield from _of_subject(clause)
        if any(_is_unconfirmed(reading, condition) for condition in children(clause, "advcl")):
            yield "possible"
    if event.token == verb and any(map(_is_repeated, verbs)):
        yield "generic"
    if _is_first(event.token, verb):
        yield "hypothetical"
    if _is_in_a_story(event.token, cues):
        yield "hypothetical"


def _is_hypothetical(cues: Cues, *words: str) -> bool:
    return "hypothetical" in cues.get(words, ())


def _is_invented(reading: Reading, event: EventDraft, verb: Word, cues: Cues) -> bool:
    """Tell whether a clause is set in a story or a drill: "in the film, …", "seized a beach during the drill"."""
    for prep in children(verb, "prep"):
        for noun in children(prep, "pobj"):
            if prep.is_ancestor(event.token) or not _is_hypothetical(cues, prep.form, noun.lemma):
                continue
            if prep.form == "under":
                return verb.tag in _PRESENT and event.token in (verb, *children(verb, "conj"))
            if prep.form != "during":
                return prep.i < verb.i
            return not is_passive(verb) and reading.is_a(event.cls, *_REHEARSED)
    return False


def _is_staged(reading: Reading, event: EventDraft, verb: Word, cues: Cues) -> bool:
    """Tell whether what a deed is done to is not real: "captured a mock village"."""
    if not reading.is_a(event.cls, *_STAGED):
        return False
    things = [*children(verb, "dobj"), *(obj for prep in children(verb, "prep") for obj in children(prep, "pobj"))]
    return any(_is_hypothetical(cues, word.form) for thing in things for word in children(thing, "amod"))


def _is_in_a_story(token: Word, cues: Cues) -> bool:
    """Tell whether a verb of which a story is the subject tells an event: "the novel tells how a battalion fled"."""
    while token.dep in _INSIDE and token.head != token:
        token = token.head
        if token.pos == "VERB" and any(
            subject.i < token.i and _is_hypothetical(cues, "in", subject.lemma) for subject in children(token, "nsubj")
        ):
            return True
    return False


def _of_subject(clause: Word) -> Iterator[Modality]:
    """Read a deed of which something is said: "bombing the dam would flood the valley", "bombing dams is a crime".

    So is one that it brings about: "forcing people to leave is a crime".
    """
    while clause.dep in ("xcomp", "ccomp") and clause.head.tag == "VBG" and not _is_told(clause):
        clause = clause.head
    if clause.dep != "csubj" or clause.tag != "VBG" or children(clause, "nsubj"):
        return
    helping = children(clause.head, "aux")
    if any(word.form in _UNREAL for word in helping):
        yield "hypothetical"
    elif not helping and clause.head.tag in _PRESENT:
        yield "generic"


def _is_told(clause: Word) -> bool:
    return any(word.tag in _PAST for word in (clause, *children(clause, "aux", "auxpass")))


def _is_first(token: Word, clause: Word) -> bool:
    """Tell whether it is what something would be: "it would be the first attack", "the first time that they left"."""
    noun = clause.head if clause.dep in ("ccomp", "acl", "relcl") else token
    if noun.dep != "attr" or not any(word.form in _UNREAL for word in children(noun.head, "aux")):
        return False
    return any(subject.form in _DUMMIES for subject in children(noun.head, "nsubj"))


def _is_repeated(verb: Word) -> bool:
    """Tell whether a deed is told by the rate at which it recurs: "every year, bandits raid", "kills dozens a year"."""
    tensed = next(iter(children(verb, "auxpass")), verb)
    if tensed.tag in _PAST or children(verb, "aux"):
        return False
    if tensed.tag in _PRESENT and any(_is_whenever(clause) for clause in children(verb, "advcl")):
        return True
    rates = children(verb, "npadvmod")
    rates += [rate for thing in children(verb, "dobj") for rate in children(thing, "npadvmod")]
    words = {det.form for rate in rates for det in children(rate, "det")}
    return bool(words & _EACH) or (tensed.tag in _PRESENT and bool(words & _A))


def _is_unconfirmed(reading: Reading, clause: Word) -> bool:
    """Tell whether a clause leaves open whether it is so: "if confirmed, the death of …"."""
    return (
        clause.tag == "VBN"
        and "confirms" in reading.stances_of(clause)
        and any(m.form == "if" for m in children(clause, "mark"))
    )


def _is_whenever(clause: Word) -> bool:
    """Tell whether a clause in the present tells on what occasions: "when villagers refuse to pay, the gangs burn"."""
    return clause.tag in _PRESENT and any(word.tag == "WRB" for word in children(clause, "advmod"))
