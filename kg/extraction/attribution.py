"""Who says so: verbs and phrases of saying, their speakers, and the stretch of text that they vouch for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from spacy.tokens import Token

from kg.extraction.clauses import children, prepositions, subjects
from kg.extraction.mention import Attribution, EntityMention, Span, Stance
from kg.extraction.reading import Reading
from kg.namespaces import NS

_WEIGHT: tuple[Stance, ...] = ("retracts", "denies", "disputes", "alleges", "confirms", "asserts")
_DOCUMENTS = frozenset({"report", "statement", "account", "communique", "communiqué", "release", "dispatch"})


@dataclass(slots=True)
class _Saying:
    """A cue with its speaker and the tokens of what is said."""

    cue: Token
    speaker: Token | None
    content: list[Token]
    stance: Stance


def find_attributions(reading: Reading) -> None:
    """Find who says what, and give each event its speakers: the origin first, then those who passed it on."""
    previous: int | None = None
    sayings: list[tuple[_Saying, Attribution]] = []
    for saying in _sayings(reading):
        source = _speaker(reading, saying.speaker, previous)
        first, last = saying.content[0], saying.content[-1]
        content = reading.characters(first.i, last.i)
        cue = Span(saying.cue.idx, saying.cue.idx + len(saying.cue))
        attribution = Attribution(cue, source, content, saying.stance)
        reading.attributions.append(attribution)
        sayings.append((saying, attribution))
        previous = previous if source is None else source
    for event in reading.events:
        around = [pair for pair in sayings if _covers(pair[0], event.token) and pair[0].cue != event.token]
        around.sort(key=lambda pair: len(pair[0].content))
        event.sources = list(dict.fromkeys(a.source for _, a in around if a.source is not None))
        stances = {a.stance for _, a in around}
        event.stance = next((stance for stance in _WEIGHT if stance in stances), "asserts")


def _covers(saying: _Saying, token: Token) -> bool:
    return any(token.i == said.i for said in saying.content)


def _sayings(reading: Reading) -> Iterator[_Saying]:
    cues = reading.knowledge.lexicon.cues.get("Stance", {})
    for token in reading.doc:
        if token.lower_ == "according":
            yield from _according(token)
            continue
        stances = cues.get((token.lemma_.lower(),)) if token.pos_ == "VERB" else None
        if not stances:
            continue
        content = _content(token, stances)
        if content:
            speaker = next((subject for subject, _ in subjects(token)), None)
            yield _Saying(token, speaker, content, cast(Stance, stances[0]))


def _content(verb: Token, stances: tuple[str, ...]) -> list[Token]:
    """Return what is said: the clause below the verb, or what a verb like "deny" takes as its object."""
    clauses = children(verb, "ccomp", "parataxis")
    if not clauses and stances[0] != "asserts":
        clauses = children(verb, "dobj", "xcomp", "pcomp", "nsubjpass")
    if not clauses and verb.dep_ == "parataxis":
        inside = set(verb.subtree)
        return [token for token in verb.head.subtree if token not in inside]
    if not clauses:
        clauses = [obj for preposition, obj in prepositions(verb) if preposition in ("of", "about")]
    return sorted({token for clause in clauses for token in clause.subtree}, key=lambda token: token.i)


def _according(token: Token) -> Iterator[_Saying]:
    """Read "according to X": X vouches for the clause that the phrase hangs on."""
    speakers = [obj for to in children(token, "prep") for obj in children(to, "pobj")]
    if speakers:
        phrase = set(token.subtree)
        content = [other for other in token.head.subtree if other not in phrase]
        if content:
            yield _Saying(token, speakers[0], content, "asserts")


def _speaker(reading: Reading, token: Token | None, previous: int | None) -> int | None:
    """Return the mention that speaks; "the report said" continues with the speaker before."""
    if token is None:
        return previous
    if token.lemma_.lower() in _DOCUMENTS and previous is not None:
        return previous
    entity = reading.entity_at(token)
    if entity is not None and token.i == reading.head_of[entity.id]:
        return entity.id
    if token.pos_ in ("NOUN", "PROPN"):
        return _unnamed_speaker(reading, token)
    return previous if token.pos_ == "PRON" and token.lower_ in ("he", "she", "it", "they") else None


def _unnamed_speaker(reading: Reading, token: Token) -> int:
    number = len(reading.entities)
    span = reading.phrase(token)
    cls = NS + ("Person" if token.ent_type_ == "PERSON" else "UnnamedGroup")
    text = reading.text_of(span)
    reading.entities.append(
        EntityMention(number, span, text, reading.sentence_of[token.i], cls, "nominal", text, token.lemma_.lower())
    )
    reading.head_of[number] = token.i
    reading.heads[token.i] = number
    return number
