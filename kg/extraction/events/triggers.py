"""Event triggers: the words of the ontology found in the text, homonyms decided by their arguments."""

from collections.abc import Iterator
from typing import Final

from kg.extraction.events.armed import is_unarmed
from kg.extraction.events.quantities import is_counted
from kg.extraction.events.role_words import among_whom
from kg.extraction.events.trigger_words import TriggerWord, extent_of, is_hyphened, stands_at
from kg.extraction.language.clauses import children, objects
from kg.extraction.language.noun_phrases import is_verbal_noun
from kg.extraction.language.words import Word
from kg.extraction.reading import EventDraft, Reading
from kg.extraction.trace import as_written
from kg.ontology.trigger import Part, Trigger, Words

_STANDING = ("SpeechAct", "DiplomaticEvent", "CoerciveMeasure", "OrganisationalChange", "BaseEstablishment")
"""Events that a participle before a noun does not tell of, only what lasts: "the banned group", "fortified walls"."""
_NAMING: Final = frozenset({"PROPN", "ADJ", "NUM", "NOUN"})
_AS_NOUNS: Final = frozenset({"JJ", "VBN"})
_DECIDING: Final = frozenset({"object", "modifier"})
_OF_WHOM: Final = frozenset({"of", "among", "amongst"})
"""Prepositions behind which "the dead" are those of whom was told."""
ANY_WORD: Final = "*"
"""In an anti-trigger: whichever word tells of the event."""
Match = tuple[Trigger, int, int]
"""A trigger and the first and last token it covers."""


def find_triggers(reading: Reading) -> None:
    """Find the words that tell of an event; one word tells one event, of the class that fits best."""
    triggers = reading.knowledge.lexicon.triggers
    named = {token.head.i for token in reading.doc if token.text in reading.knowledge.lexicon.name_prefixes}
    for token in reading.doc:
        if token.i in named:
            _add_named(reading, token)
            continue
        if token.lemma not in triggers and token.form not in triggers:
            continue
        if token.pos not in ("VERB", "NOUN", "PROPN", "ADJ") or _in_name(reading, token):
            continue
        word = TriggerWord(reading, token)
        matches = _unbarred(word, list(_matches(word)))
        if matches:
            trigger, first, last = max(_narrowest(reading, matches), key=lambda match: _rank(reading, match))
            if reading.trace is not None:
                reading.trace.choose(reading.characters(first, last), trigger, {match[0].cls for match in matches})
            head = _head(reading, token, first)
            draft = EventDraft(len(reading.events), trigger.cls, head, first, last, bool(trigger.conditions))
            reading.events.append(draft)
    reading.events = [event for event in reading.events if not _is_told_by_another(reading, event)]
    reading.events = [event for event in reading.events if not _is_taken_up(reading, event)]
    for number, event in enumerate(reading.events):
        event.id = number


def _add_named(reading: Reading, name: Word) -> None:
    """Add the event whose name ends here: "Operation Iron Fist"; not that of a force, nor where nobody is armed."""
    prefixes = reading.knowledge.lexicon.name_prefixes
    first = next((word for word in children(name, "compound") if word.text in prefixes), None)
    whole = reading.doc[first.i : name.i + 1] if first is not None else ()
    event = first is not None and reading.is_a(prefixes[first.text], "Event") and not _in_name(reading, first)
    if first is None or not event or any(word.pos not in _NAMING for word in whole) or is_unarmed(reading, name):
        return
    reading.events.append(EventDraft(len(reading.events), prefixes[first.text], name, first.i, name.i, False))


def _head(reading: Reading, token: Word, first: int) -> Word:
    """Return the noun on which a phrase hangs: the state of "a state of emergency", whose last word was looked up."""
    while token.pos != "VERB" and first <= token.head.i < token.i and token.head.pos in ("NOUN", "ADP"):
        token = token.head
    return token


def _is_told_by_another(reading: Reading, event: EventDraft) -> bool:
    """Tell whether a noun is part of a verb's phrase ("went on strike"), or a light verb only carries such a noun.

    "Launched" in "launched air strikes" was chosen for its object; the event is the strikes.
    """
    for other in reading.events:
        overlap = other is not event and other.first <= event.last and event.first <= other.last
        wider = other.token is event.token and other.last - other.first > event.last - event.first
        if overlap and (wider or other.token.is_ancestor(event.token)) and event.token.pos != "ADJ":
            reading.reject("event", (event.first, event.last), event.cls, "toldByAnother", other.token.text)
            return True
    told = (
        _verb_of(reading, event)
        if event.token.pos != "VERB"
        else _carried(reading, event) or _purpose_of(reading, event)
    )
    if told:
        reading.reject("event", (event.first, event.last), event.cls, "toldByAnother", told.token.text)
    return told is not None


def _verb_of(reading: Reading, event: EventDraft) -> EventDraft | None:
    """Return the event of a verb that tells the same as its noun: "agreed to a truce"."""
    noun = event.token
    verb = noun.head.head if noun.dep == "pobj" else noun.head
    above = reading.event_at(verb) if verb.pos == "VERB" and noun.dep in ("dobj", "pobj") else None
    told = above is not None and above.pattern and above.cls == event.cls and _carried(reading, above) is None
    return above if told else None


def _is_taken_up(reading: Reading, event: EventDraft) -> bool:
    """Tell whether words take up the dead or hurt told before: "four of the dead were", "among those killed were"."""
    word = event.token
    those = word.dep == "acl" and word.head.tag == "DT"
    people = word.head if those else word
    if not those and not (_are_people(word) and any(det.form == "the" for det in children(word, "det"))):
        return False
    part = people.dep == "pobj" and people.head.form in _OF_WHOM
    if part and any(is_counted(who) or _is_named(reading, who) for who in among_whom(people)):
        return False  # "Two officers were among the dead" tells a number, "Ali Hassan was" tells who.
    if people.dep == "nsubjpass" and reading.is_a(event.cls, "CasualtyEvent"):
        return True
    if not (part or people.dep in ("nsubj", "nsubjpass")) or not reading.is_a(event.cls, "CasualtyEvent"):
        return False
    before = (other for other in reading.events if other.token.i < word.i)
    known = next((o for o in before if reading.knowledge.terms.compatible(o.cls, event.cls)), None)
    if known is not None:
        reading.reject("event", (event.first, event.last), event.cls, "toldByAnother", known.token.text)
    return known is not None


def _is_named(reading: Reading, word: Word) -> bool:
    entity = reading.entity_at(word)
    return entity is not None and entity.kind == "name" and reading.is_a(entity.cls, "Person")


def _are_people(word: Word) -> bool:
    """Tell whether it is "the dead" or "the wounded", which some trees take for a plural."""
    return word.tag in _AS_NOUNS or (word.tag == "NNS" and not word.form.endswith("s"))


def _carried(reading: Reading, event: EventDraft) -> EventDraft | None:
    """Return the event that a light verb chosen for its object carries: "launched strikes", "used gas to disperse"."""
    if not event.pattern or f"to {event.token.lemma}" not in reading.knowledge.lexicon.role_cues:
        return None
    purposes = [verb for verb in children(event.token, "xcomp", "advcl") if _is_infinitive(verb)]
    carried = (reading.event_at(token) for token in (*objects(event.token), *purposes))
    return next((e for e in carried if e and e.first > event.last and _akin(reading, event.cls, e.cls)), None)


def _purpose_of(reading: Reading, event: EventDraft) -> EventDraft | None:
    """Return the event of the same class of which this verb is the purpose: "marched to protest against the law"."""
    if event.token.dep not in ("xcomp", "advcl") or not _is_infinitive(event.token):
        return None
    done = reading.event_at(event.token.head)
    return done if done and done.cls == event.cls and _carried(reading, done) is not event else None


def _is_infinitive(verb: Word) -> bool:
    return any(mark.tag == "TO" for mark in children(verb, "aux"))


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

    What is asked of an object, or of what stands before a noun, decides most, then the further words of a noun ("a
    police operation" is one wherever it takes place), then what is asked of a subject or a preposition, and "*" least.
    """
    trigger, _, _ = match
    told = 0 if trigger.part == "verb" else 5 * (len(trigger.words) - 1)
    told += sum(2 if "*" in c.values else 6 if c.relation in _DECIDING else 4 for c in trigger.conditions)
    return told, len(trigger.words), reading.knowledge.terms.depth(trigger.cls), trigger.cls


def _in_name(reading: Reading, token: Word) -> bool:
    entity = reading.entity_at(token)
    if entity is None or not entity.span.begin <= token.idx < entity.span.end:
        return False
    return entity.kind == "name"


def _does(trigger: Trigger) -> bool:
    """Tell whether a thing tells of the event by what it does: "a roadside bomb killed three soldiers"."""
    return any(condition.relation == "verb" for condition in trigger.conditions)


def _matches(word: TriggerWord) -> Iterator[Match]:
    reading, token, lemma, form = word.reading, word.token, word.lemma, word.form
    qualifies = token.dep == "amod" and token.tag in ("VBN", "VBG")
    # "Remote-detonated devices" are of a kind: nothing was detonated.
    hyphened = qualifies and token.i > 1 and reading.doc[token.i - 1].text == "-"
    of_a_kind = hyphened and reading.doc[token.i - 2].pos != "ADV"
    triggers, thing, meet = reading.knowledge.lexicon.triggers, token.i in reading.heads, word.around.meet
    named = lemma != form and is_verbal_noun(token)
    extents: dict[tuple[Words, Part], tuple[int, int] | None] = {}
    for trigger in (*triggers.get(lemma, ()), *(triggers.get(form, ()) if named else ())):
        if (thing and not _does(trigger)) or (of_a_kind and not is_hyphened(trigger, lemma)):
            continue
        words = trigger.words, trigger.part
        if words not in extents:
            extents[words] = extent_of(trigger, word, named=named)
        extent = extents[words]
        if extent is None or (qualifies and reading.is_a(trigger.cls, *_STANDING)):
            continue
        if all(map(meet, trigger.conditions)):
            yield trigger, *extent
        elif reading.trace is not None:
            reading.reject("event", extent, trigger.cls, "argumentMissing", as_written(trigger))


def _unbarred(word: TriggerWord, matches: list[Match]) -> list[Match]:
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


def _bars(anti: Trigger, word: TriggerWord) -> bool:
    if anti.part != "any" and (anti.part == "verb") != (word.part == "VERB"):
        return False
    stands = anti.words == (ANY_WORD,) or stands_at(anti.words, word)
    return stands and all(map(word.around.meet, anti.conditions))
