"""Event triggers: the words of the ontology found in the text, homonyms decided by their arguments."""

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from spacy.tokens import Token

from kg.extraction.events.conditions import Surroundings
from kg.extraction.language.clauses import children, is_verbal_noun, objects
from kg.extraction.reading import EventDraft, Reading
from kg.extraction.trace import as_written
from kg.ontology.trigger import Trigger

_SAID = ("SpeechAct", "DiplomaticEvent")
"""Events that a participle before a noun does not tell of: "alleged attackers", "backed forces"."""
_ADJECTIVES = frozenset({"acomp", "attr", "oprd", "amod", "pobj", "conj", "ccomp", "advcl", "ROOT", "nsubj", "dobj"})
"""Where an adjective tells of an event: "found dead", "57 soldiers dead", "among the dead", "the toll at 8 dead"."""
_AS_NOUNS: Final = frozenset({"JJ", "VBN"})
_OF_WHOM: Final = frozenset({"of", "among", "amongst"})
"""Prepositions behind which "the dead" are those of whom was told."""
ANY_WORD: Final = "*"
"""In an anti-trigger: whichever word tells of the event."""
Match = tuple[Trigger, int, int]
"""A trigger and the first and last token it covers."""


class _Word:
    """A word that may tell of an event, with what its many triggers ask of the words around it."""

    def __init__(self, reading: Reading, token: Token) -> None:
        self.reading = reading
        self.token = token
        self.lemma, self.form = reading.forms[token.i]
        self.part = token.pos_
        self.around = Surroundings(reading, token)

    @cached_property
    def below(self) -> dict[str, int]:
        """Return where the lemmas and forms of the words below a verb stand."""
        return {form: t.i for t in _near_dependants(self.token) for form in self.reading.forms[t.i]}


def find_triggers(reading: Reading) -> None:
    """Find the words that tell of an event; one word tells one event, of the class that fits best."""
    triggers = reading.knowledge.lexicon.triggers
    for token, forms in zip(reading.doc, reading.forms, strict=True):
        if triggers.keys().isdisjoint(forms):
            continue
        if token.pos_ not in ("VERB", "NOUN", "PROPN", "ADJ") or _in_name(reading, token):
            continue
        word = _Word(reading, token)
        matches = _unbarred(word, list(_matches(word)))
        if matches:
            trigger, first, last = max(_narrowest(reading, matches), key=lambda match: _rank(reading, match))
            if reading.trace is not None:
                reading.trace.choose(reading.characters(first, last), trigger, {match[0].cls for match in matches})
            draft = EventDraft(len(reading.events), trigger.cls, token, first, last, bool(trigger.conditions))
            reading.events.append(draft)
    reading.events = [event for event in reading.events if not _is_told_by_another(reading, event)]
    reading.events = [event for event in reading.events if not _is_taken_up(reading, event)]
    for number, event in enumerate(reading.events):
        event.id = number


def _is_told_by_another(reading: Reading, event: EventDraft) -> bool:
    """Tell whether a noun is part of a verb's phrase ("went on strike"), or a light verb only carries such a noun.

    "Launched" in "launched air strikes" was chosen for its object; the event is the strikes.
    """
    for other in reading.events:
        overlap = other.first <= event.last and event.first <= other.last
        if other is not event and overlap and other.token.is_ancestor(event.token) and event.token.pos_ != "ADJ":
            reading.reject("event", (event.first, event.last), event.cls, "toldByAnother", other.token.text)
            return True
    if event.token.pos_ != "VERB":
        return False
    told = _carried(reading, event) or _purpose_of(reading, event)
    if told:
        reading.reject("event", (event.first, event.last), event.cls, "toldByAnother", told.token.text)
    return told is not None


def _is_taken_up(reading: Reading, event: EventDraft) -> bool:
    """Tell whether words take up the dead or hurt told before: "four of the dead were", "among those killed were"."""
    word = event.token
    those = word.dep_ == "acl" and word.head.tag_ == "DT"
    people = word.head if those else word
    if not those and not (word.tag_ in _AS_NOUNS and any(det.lower_ == "the" for det in children(word, "det"))):
        return False
    part = people.dep_ == "pobj" and people.head.lower_ in _OF_WHOM
    if not (part or people.dep_ in ("nsubj", "nsubjpass")) or not reading.is_a(event.cls, "CasualtyEvent"):
        return False
    before = (other for other in reading.events if other.token.i < word.i)
    known = next((o for o in before if reading.knowledge.terms.compatible(o.cls, event.cls)), None)
    if known is not None:
        reading.reject("event", (event.first, event.last), event.cls, "toldByAnother", known.token.text)
    return known is not None


def _carried(reading: Reading, event: EventDraft) -> EventDraft | None:
    """Return the event that a light verb chosen for its object carries: "launched strikes", "used gas to disperse"."""
    if not event.pattern or f"to {event.token.lemma_.lower()}" not in reading.knowledge.lexicon.role_cues:
        return None
    purposes = [verb for verb in children(event.token, "xcomp", "advcl") if _is_infinitive(verb)]
    carried = (reading.event_at(token) for token in (*objects(event.token), *purposes))
    return next((e for e in carried if e and e.first > event.last and _akin(reading, event.cls, e.cls)), None)


def _purpose_of(reading: Reading, event: EventDraft) -> EventDraft | None:
    """Return the event of the same class of which this verb is the purpose: "marched to protest against the law"."""
    if event.token.dep_ not in ("xcomp", "advcl") or not _is_infinitive(event.token):
        return None
    done = reading.event_at(event.token.head)
    return done if done and done.cls == event.cls and _carried(reading, done) is not event else None


def _is_infinitive(verb: Token) -> bool:
    return any(mark.tag_ == "TO" for mark in children(verb, "aux"))


def _akin(reading: Reading, one: str, other: str) -> bool:
    """Tell whether two classes lie on one line or have the same class above."""
    above = reading.knowledge.terms.superclasses
    return reading.knowledge.terms.compatible(one, other) or above[one][1:2] == above[other][1:2]


def _narrowest(reading: Reading, matches: list[Match]) -> list[Match]:
    """Leave out a match whose class lies above that of another that asks for as much.

    The words that "to cut cable" asks for beside its verb count as the condition of "to cut object:cable" does.
    """
    is_a = reading.knowledge.terms.is_a
    return [
        match
        for match in matches
        if not any(
            match[0].cls != other.cls and is_a(other.cls, match[0].cls) and _demand(other) >= _demand(match[0])
            for other, _, _ in matches
        )
    ]


def _demand(trigger: Trigger) -> int:
    return len(trigger.words) + len(trigger.conditions)


def _rank(reading: Reading, match: Match) -> tuple[int, int, int, str]:
    """Rank by what the arguments must be, then by words, then by how far down the class lies.

    An object decides more than a subject or a preposition does, and "*" least.
    """
    trigger, _, _ = match
    told = sum(1 if "*" in c.values else 3 if c.relation == "object" else 2 for c in trigger.conditions)
    return told, len(trigger.words), reading.knowledge.terms.depth(trigger.cls), trigger.cls


def _in_name(reading: Reading, token: Token) -> bool:
    entity = reading.entity_at(token)
    if entity is None or not entity.span.begin <= token.idx < entity.span.end:
        return False
    return entity.kind == "name"


def _does(trigger: Trigger) -> bool:
    """Tell whether a thing tells of the event by what it does: "a roadside bomb killed three soldiers"."""
    return any(condition.relation == "verb" for condition in trigger.conditions)


def _matches(word: _Word) -> Iterator[Match]:
    reading, token, lemma, form = word.reading, word.token, word.lemma, word.form
    qualifies = token.dep_ == "amod" and token.tag_ == "VBN"
    triggers = reading.knowledge.lexicon.triggers
    named = lemma != form and is_verbal_noun(token)
    for trigger in (*triggers.get(lemma, ()), *(triggers.get(form, ()) if named else ())):
        if token.i in reading.heads and not _does(trigger):
            continue
        if not (_part_fits(trigger, word) or (named and _is_noun(trigger, form))) or (
            qualifies and reading.is_a(trigger.cls, *_SAID)
        ):
            continue
        extent = _extent(trigger, word)
        if extent and all(map(word.around.meet, trigger.conditions)):
            yield trigger, *extent
        elif extent and reading.trace is not None:
            reading.reject("event", extent, trigger.cls, "argumentMissing", as_written(trigger))


def _is_noun(trigger: Trigger, form: str) -> bool:
    return trigger.part != "verb" and trigger.words[-1] == form


def _part_fits(trigger: Trigger, word: _Word) -> bool:
    if word.part == "VERB":
        return trigger.part != "noun" and (trigger.words[0] == word.lemma or _is_hyphened(trigger, word.lemma))
    if word.part == "ADJ":
        return trigger.part == "any" and trigger.words == (word.lemma,) and word.token.dep_ in _ADJECTIVES
    return trigger.part != "verb" and trigger.words[-1] == word.lemma and word.token.dep_ != "compound"


def _is_hyphened(trigger: Trigger, lemma: str) -> bool:
    """Tell whether a verb ends such a trigger: "test-fired"."""
    return trigger.words[-1] == lemma and trigger.words[-2:-1] == ("-",)


def _extent(trigger: Trigger, word: _Word) -> tuple[int, int] | None:
    """Return the tokens that the trigger's words cover around its head, or None if they are not all there."""
    words, last = trigger.words, word.token.i
    if len(words) == 1:
        return last, last
    if word.part == "VERB" and words[0] == word.lemma:
        return _verb_extent(words[1:], word)
    first = last - len(words) + 1
    return (first, last) if word.reading.reads(first, words) else None


def _verb_extent(rest: tuple[str, ...], word: _Word) -> tuple[int, int] | None:
    """Match particle, object or complement of a verb, also with words between: "blew the bridge up"."""
    below, verb = word.below, word.token
    if not all(form in below for form in rest):
        return None
    last = below[rest[-1]]
    # An article stands between in "took to the streets"; the noun of "opened an attack" tells of the event by itself.
    longest = len(rest) + (len(rest) > 1 and word.reading.doc[last - 1].dep_ in ("det", "poss"))
    return verb.i, last if verb.i < last <= verb.i + longest else verb.i


def _near_dependants(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ == "nsubj":
            continue
        yield child
        if child.dep_ in ("prep", "dobj", "prt", "attr", "nsubjpass", "advmod"):
            for inner in child.children:
                yield inner
                if inner.dep_ in ("pobj", "prep"):
                    yield from inner.children


def _unbarred(word: _Word, matches: list[Match]) -> list[Match]:
    """Leave out the matches of whose class, or one above it, an anti-trigger stands here ("heart attack")."""
    above, against = word.reading.knowledge.terms.superclasses, word.reading.knowledge.lexicon.antitriggers
    concerned = {cls for trigger, _, _ in matches for cls in above[trigger.cls]}
    forms = dict.fromkeys((word.lemma, word.form, ANY_WORD)) if matches else ()
    antis = (anti for form in forms for anti in against.get(form, ()) if anti.cls in concerned)
    barring = [anti for anti in antis if _bars(anti, word)]
    left = []
    for trigger, first, last in matches:
        anti = next((anti for anti in barring if anti.cls in above[trigger.cls]), None)
        if anti is None:
            left.append((trigger, first, last))
        else:
            word.reading.reject("event", (first, last), trigger.cls, "antiTrigger", as_written(anti))
    return left


def _bars(anti: Trigger, word: _Word) -> bool:
    if anti.part != "any" and (anti.part == "verb") != (word.part == "VERB"):
        return False
    stands = anti.words == (ANY_WORD,) or _stands_at(anti.words, word)
    return stands and all(map(word.around.meet, anti.conditions))


def _stands_at(words: tuple[str, ...], word: _Word) -> bool:
    forms, reads = (word.lemma, word.form), word.reading.reads
    if any(other in forms and reads(word.token.i - offset, words) for offset, other in enumerate(words)):
        return True
    return word.part == "VERB" and words[0] == word.lemma and _verb_extent(words[1:], word) is not None
