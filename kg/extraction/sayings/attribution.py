"""Who says so: the sources of what a text tells, and the stretch of text that each vouches for."""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from kg.extraction.entities.nationalities import nationality_mention
from kg.extraction.events.governors import is_indefinite
from kg.extraction.language.clauses import children, clause_verb, prepositions
from kg.extraction.language.words import Word
from kg.extraction.mention import Attribution, EntityMention, Stance
from kg.extraction.reading import EventDraft, Reading
from kg.extraction.sayings.doubts import doubts
from kg.extraction.sayings.saying import Saying
from kg.extraction.sayings.sayings import Sayings, author_of
from kg.namespaces import NS

_PRONOUNS: Final = frozenset({"he", "she", "it", "they"})
_PERSONS: Final = frozenset({"he", "she"})
_BEHIND_COMMA: Final = 2
_EITHER: Final = frozenset({"or", "nor"})
_SETTING: Final = frozenset({"in", "during", "after", "before", "since", "following", "amid", "at", "for"})
"""Prepositions before a known event that what is said has to do with."""
_TIMES: Final = frozenset({"after", "before", "since", "when", "while"})
_POSSESSIVES: Final = frozenset({"his", "her", "its", "their"})
_THESE: Final = frozenset({"this", "that", "there", "what", "which", "who", "none", "nobody"})
"""Words in the place of a subject that are nobody, or stand for something else."""
_SOME: Final = frozenset({"DT", "JJ", "JJS", "NN", "CD"})
"""Tags of "those", "some", "many" and "one" where they stand for people."""
_DEEDS: Final = ("ViolentEvent", "HumanImpactEvent", "MilitaryActivity", "ControlEvent", "Sanction")
_WEIGHT: tuple[Stance, ...] = ("retracts", "denies", "disputes", "alleges", "confirms", "asserts")


def find_attributions(reading: Reading) -> None:
    """Find who says what, and give each event its speakers: the origin first, then those who passed it on."""
    previous: int | None = None
    sayings: list[tuple[Saying, Attribution]] = []
    for saying in sorted(Sayings(reading).all(), key=lambda s: s.cue):
        if not saying.content or _is_mute(reading, saying.speaker):
            continue
        source = _speaker(reading, saying.speaker, previous)
        begin, end = min(t.i for t in saying.content), max(t.i for t in saying.content)
        content, cue = reading.characters(begin, end), reading.characters(*saying.cue)
        attribution = Attribution(cue, source, content, saying.stance, _joint(reading, saying.speaker, source))
        if saying.told:
            reading.attributions.append(attribution)
        sayings.append((saying, attribution))
        # "His belief that …" is no statement that a later one goes on with.
        previous = previous if source is None or reading.doc[saying.cue[0]].pos == "NOUN" else source
    for event in reading.events:
        around = [(s, a) for s, a in sayings if event.token in s.content and s.cue[0] != event.token.i]
        around.sort(key=lambda pair: (len(pair[0].content), not pair[0].cited, -pair[0].cue[0]))
        known = [[s for s in a.sources if not _is_unknown(reading, s)] for _, a in around]
        event.sources = sorted(next(filter(None, known), []), key=lambda source: reading.entities[source].span.begin)
        event.relays = [s for s in dict.fromkeys(chain.from_iterable(known)) if s not in event.sources]
        meant = (s.stance for s, _ in around if not (_is_granted(s, event.token) or _answers(reading, s, event)))
        stances = {*meant, *doubts(reading, event)}
        event.stance = next((stance for stance in _WEIGHT if stance in stances), "asserts")


def _answers(reading: Reading, saying: Saying, event: EventDraft) -> bool:
    """Tell whether somebody answers what was said, which doubts not that it was: "a charge that X rejects"."""
    return reading.is_a(event.cls, "SpeechAct") and event.token.is_ancestor(reading.doc[saying.cue[0]])


def _is_granted(saying: Saying, token: Word) -> bool:
    """Tell whether what is said takes an event for known: "denied a role in the attack", "that he fled after the raid".

    So does a clause about somebody known: "denied that the men who attacked the town were soldiers".
    """
    if saying.granted:
        return True
    inside = {t.i for t in saying.content}
    setting = token.dep == "pobj" and token.head.form in _SETTING and token.head.head.i in inside
    if setting and not is_indefinite(token):
        return True
    while token.head.i in inside and token.head != token:
        marks = (word.form for word in children(token, "mark", "advmod"))
        if token.dep == "advcl" and not _TIMES.isdisjoint(marks):
            return True
        if token.dep == "relcl" and (token.head.pos == "PROPN" or _is_known(token.head)):
            return True
        token = token.head
    return False


def _is_known(noun: Word) -> bool:
    return noun.pos == "NOUN" and not is_indefinite(noun)


def _is_unknown(reading: Reading, source: int) -> bool:
    """Tell whether a speaker is only a pronoun, of whom nothing else is told."""
    pronoun = reading.entities[source].kind == "pronoun"
    return pronoun and not any(source in group for group in reading.groups)


def _is_mute(reading: Reading, speaker: Word | None) -> bool:
    """Tell whether a word is no source: "footage showed", "according to plan", "the attack shows"."""
    if speaker is None:
        return False
    words = reading.knowledge.lexicon.cues.get("SayingWord", {})
    deed = reading.event_at(speaker)
    done = deed is not None and speaker.pos == "NOUN" and reading.is_a(deed.cls, *_DEEDS)
    return done or "mute" in words.get((speaker.lemma,), ())


def _speaker(reading: Reading, token: Word | None, previous: int | None) -> int | None:
    """Return the mention that speaks; "the report said" continues with the speaker before."""
    if token is None:
        return None
    if "document" in reading.knowledge.lexicon.cues.get("SayingWord", {}).get((token.lemma,), ()):
        author = author_of(token) or _issuer(reading, token)
        told = previous if author is None else _speaker(reading, author, previous)
        if told is not None and (author is not None or any(c.dep in ("det", "poss") for c in token.children)):
            return told
    entity = reading.entity_at(token)
    if entity is not None and token.i == reading.head_of[entity.id]:
        entity = _named_beside(reading, token, entity) or entity
        named = entity.kind == "name" and token.dep in ("nsubj", "poss")
        mute = reading.is_a(entity.cls, "Place") and not reading.is_a(entity.cls, "Country") and not named
        return None if mute else entity.id
    if token.form in _PRONOUNS:
        return _pronoun(reading, token, previous)
    return _owner(reading, token, previous) if token.form in _POSSESSIVES else _of_no_entity(reading, token)


def _of_no_entity(reading: Reading, token: Word) -> int | None:
    """Return the mention of a people, of a noun or of "some of the soldiers", where they speak."""
    nation = nationality_mention(reading, token) if token.ent_type == "NORP" else None
    if nation is not None:
        return nation.id
    some = token.pos != "PRON" or (token.tag in _SOME and token.form not in _THESE)
    named = token.pos in ("NOUN", "PROPN") or (token.dep == "nsubj" and some) or token.ent_type == "NORP"
    return _unnamed_speaker(reading, token) if named else None


def _issuer(reading: Reading, document: Word) -> Word | None:
    """Return who published a document: the army of "a statement released by the army", not who has seen it."""
    told = (
        clause
        for clause in children(document, "acl")
        if (event := reading.event_at(clause)) is not None and reading.is_a(event.cls, "SpeechAct")
    )
    return next((obj for clause in told for by in children(clause, "agent") for obj in children(by, "pobj")), None)


def _owner(reading: Reading, possessive: Word, previous: int | None) -> int | None:
    """Return whose claim it is: the subject of the clause ("X repeated his claim that"), or who spoke before."""
    noun = possessive.head
    subjects = [s for s in children(clause_verb(noun), "nsubj") if s != noun and s.i < noun.i]
    return _speaker(reading, subjects[0], previous) if subjects else previous


def _named_beside(reading: Reading, token: Word, entity: EntityMention) -> EntityMention | None:
    """Return the name that follows a noun: El Tiempo of "the newspaper El Tiempo", the person of "a resident, X,"."""
    names = [name for name in children(token, "appos") if name.pos == "PROPN" and entity.kind == "nominal"]
    found = reading.entity_at(names[0]) if names else None
    if found is None or found.kind != "name":
        return None
    between = names[0].left_edge.i - token.i
    close = between == 1 or (between == _BEHIND_COMMA and reading.is_a(found.cls, "Person"))
    return found if close else None


def _joint(reading: Reading, speaker: Word | None, source: int | None) -> tuple[int, ...]:
    """Return who says it together with the source: "residents and officials said"."""
    if speaker is None or source is None or any(c.form in _EITHER for c in children(speaker, "cc")):
        return ()
    found = (_speaker(reading, token, None) for token in _beside(speaker) if not _is_mute(reading, token))
    return tuple(dict.fromkeys(other for other in found if other is not None and other != source))


def _beside(noun: Word) -> Iterator[Word]:
    for other in children(noun, "conj"):
        if other.pos in ("NOUN", "PROPN") and other.i > noun.i:
            yield other
            yield from _beside(other)
    yield from (other for other in children(noun, "nmod") if children(other, "cc") and children(other, "det", "poss"))
    if noun.dep == "nsubj":
        # A model may take the parts of a list for subjects of their own.
        yield from (other for other in children(noun.head, "nsubj") if other.i < noun.i and children(other, "cc"))


def _pronoun(reading: Reading, token: Word, previous: int | None) -> int:
    """Return the mention of a pronoun that stands for who spoke before, or for somebody whom the text does not name."""
    number = len(reading.entities)
    span = reading.characters(token.i, token.i)
    sentence = reading.sentence_of[token.i]
    cls = NS + ("Person" if token.form in _PERSONS else "UnnamedGroup")
    cls = cls if previous is None else reading.entities[previous].cls
    reading.entities.append(
        EntityMention(number, span, reading.text_of(span), sentence, cls, "pronoun", token.text, token.form)
    )
    reading.head_of[number] = token.i
    reading.heads[token.i] = number
    if previous is not None:
        reading.groups.append((previous, number))
    return number


def _unnamed_speaker(reading: Reading, token: Word) -> int:
    number = len(reading.entities)
    parts = [obj.i for of, obj in prepositions(token) if of == "of"] if token.pos not in ("NOUN", "PROPN") else []
    span = reading.characters(token.left_edge.i, parts[0]) if parts else reading.phrase(token)
    cls = NS + ("Person" if token.ent_type == "PERSON" else "UnnamedGroup")
    text = reading.text_of(span)
    reading.entities.append(
        EntityMention(number, span, text, reading.sentence_of[token.i], cls, "nominal", text, token.lemma)
    )
    reading.head_of[number] = token.i
    reading.heads[token.i] = number
    return number
