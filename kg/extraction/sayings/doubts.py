"""Words that doubt an event without a verb of saying: "the alleged massacre", "unconfirmed reports of ten dead"."""

from collections.abc import Iterator
from typing import Final, cast

from kg.extraction.events.governors import is_indefinite
from kg.extraction.language.clauses import children, clause_verb
from kg.extraction.language.words import Word
from kg.extraction.mention import Stance
from kg.extraction.reading import EventDraft, Reading

_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_DOUBTS: Final = frozenset({"alleges", "denies", "disputes", "retracts"})
_OF_CLAUSE: Final = frozenset({"nsubj", "nsubjpass", "dobj"})
_PREDICATES: Final = ("acomp", "oprd", "attr")


def doubts(reading: Reading, event: EventDraft) -> Iterator[Stance]:
    """Yield what the words beside an event, or beside the report or charge that it is told in, make of it."""
    token = event.token
    if token.pos in _NOUNS:
        yield from _of_words(reading, token)
    # The state of "a state of emergency" states nothing.
    for noun in (noun for noun in _reports(reading, token) if not event.first <= noun.i <= event.last):
        yield from _of_words(reading, noun)
        if _is_called(reading, noun):
            yield "disputes"
        if "alleges" in _stances(reading, noun) and (token.pos not in _NOUNS or is_indefinite(token)):
            yield "alleges"


def _stances(reading: Reading, word: Word) -> tuple[str, ...]:
    written = reading.knowledge.lexicon.cues.get("Stance", {}).get((word.form,))
    return written or reading.stances_of(word)


def _of_words(reading: Reading, noun: Word) -> Iterator[Stance]:
    """Read the adjectives of a noun, and what it is said to be: "reports of a mutiny were false"."""
    words = children(noun, "amod", "compound")
    if noun.dep == "nsubj":
        verbs = (noun.head, *children(noun.head, "xcomp"))
        words += [word for verb in verbs for word in children(verb, *_PREDICATES)]
    for word in words:
        yield from (cast(Stance, stance) for stance in _stances(reading, word)[:1] if stance in _DOUBTS)


def _reports(reading: Reading, token: Word) -> Iterator[Word]:
    """Yield the nouns of saying that tell of an event: the reports of "reports that a general had been killed"."""
    clause = clause_verb(token) if token.dep in _OF_CLAUSE else token
    if clause.dep in ("acl", "ccomp") and clause.head.pos in _NOUNS and children(clause, "mark"):
        yield from _if_said(reading, clause.head)
    if clause.dep == "ccomp" and clause.head.pos == "VERB":
        # "Rumours spread that a general had been killed".
        yield from (noun for subject in children(clause.head, "nsubj") for noun in _if_said(reading, subject))
    phrase = token
    while phrase.dep == "conj" or (phrase.dep in ("acl", "amod") and phrase.head.dep in ("pobj", "ROOT")):
        phrase = phrase.head
        if phrase.dep == "ROOT":
            yield from _if_said(reading, phrase)
            return
    while phrase.dep == "pobj" and phrase.head.form == "of" and phrase.head.head.dep == "pobj":
        # "Reports of dozens of dead".
        phrase = phrase.head.head
    if phrase.dep not in ("pobj", "pcomp") or phrase.head.head.pos not in _NOUNS:
        return
    known = phrase == token and token.pos in _NOUNS and not is_indefinite(token)
    if phrase.head.form == "of" or (phrase.head.form in ("about", "on", "over") and not known):
        yield from _if_said(reading, phrase.head.head)


def _is_called(reading: Reading, noun: Word) -> bool:
    """Tell whether somebody calls a report by a name: "called reports of an incursion pure fantasy"."""
    words = reading.knowledge.lexicon.cues.get("SayingWord", {})
    return noun.dep == "dobj" and "name" in words.get((noun.head.lemma,), ())


def _if_said(reading: Reading, noun: Word) -> Iterator[Word]:
    """Yield a noun of saying, but not that of a fixed phrase: "in charge of the raid"."""
    fixed = noun.dep == "pobj" and noun.tag == "NN" and not noun.lefts
    if noun.pos in _NOUNS and _stances(reading, noun) and not fixed:
        yield noun
