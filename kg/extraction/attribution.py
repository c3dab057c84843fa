"""Who says so: verbs and phrases of saying, their speakers, and the stretch of text that they vouch for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from spacy.tokens import Token

from kg.extraction.clauses import children, is_passive, prepositions, subjects
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
        around.sort(key=lambda pair: (len(pair[0].content), -pair[0].cue.i))
        event.sources = list(dict.fromkeys(a.source for _, a in around if a.source is not None))
        stances = {a.stance for _, a in around}
        event.stance = next((stance for stance in _WEIGHT if stance in stances), "asserts")


def _covers(saying: _Saying, token: Token) -> bool:
    return saying.content[0].i <= token.i <= saying.content[-1].i and token in saying.content


def _sayings(reading: Reading) -> Iterator[_Saying]:
    cues = reading.knowledge.lexicon.cues.get("Stance", {})
    for token in reading.doc:
        if token.lower_ == "according":
            yield from _according(token)
            continue
        stances = cues.get((token.lemma_.lower(),), ())
        if token.pos_ == "VERB" and stances:
            yield from _said(token, cast(Stance, stances[0]))
        elif token.pos_ == "NOUN" and stances:
            yield from _told_by_noun(token, cast(Stance, stances[-1]))


def _said(verb: Token, stance: Stance) -> Iterator[_Saying]:
    """Read a verb of saying with its speaker; "citing officials" names who told the one who says it."""
    content = _content(verb, stance)
    cited = verb.tag_ == "VBG" and verb.dep_ in ("advcl", "prep", "acl") and not children(verb, "ccomp")
    sources = children(verb, "dobj") if cited else []
    if sources and verb.head.pos_ == "VERB":
        yield _Saying(verb, sources[0], _content(verb.head, "asserts") or _clause_without(verb), "asserts")
    elif content and not _is_denied(verb):
        speaker = next((subject for subject, _ in subjects(verb)), None)
        yield _Saying(verb, speaker, content, stance)


def _is_denied(verb: Token) -> bool:
    """Tell whether nobody said it: "no group has claimed", "did not confirm"."""
    nobody = any(child.lower_ == "no" for subject, _ in subjects(verb) for child in children(subject, "det"))
    return nobody or bool(children(verb, "neg"))


def _content(verb: Token, stance: Stance) -> list[Token]:
    """Return what is said: the clause below the verb, or what a verb like "deny" takes as its object."""
    clauses = children(verb, "ccomp", "parataxis")
    if not clauses and is_passive(verb) and children(verb, "agent"):
        clauses = children(verb, "nsubjpass")
    if not clauses and stance != "asserts":
        clauses = children(verb, "dobj", "xcomp", "pcomp", "nsubjpass")
        clauses += [inner for prep in children(verb, "prep") for inner in children(prep, "pcomp")]
    if not clauses and verb.dep_ == "parataxis":
        return _clause_without(verb)
    if not clauses:
        clauses = [obj for preposition, obj in prepositions(verb) if preposition in ("of", "about")]
    return _tokens_below(clauses)


def _clause_without(token: Token) -> list[Token]:
    """Return the clause that a phrase hangs on, without the phrase."""
    inside = set(token.subtree)
    return [other for other in token.head.subtree if other not in inside]


def _tokens_below(clauses: list[Token]) -> list[Token]:
    return sorted({token for clause in clauses for token in clause.subtree}, key=lambda token: token.i)


def _told_by_noun(noun: Token, stance: Stance) -> Iterator[_Saying]:
    """Read "claims by the government that …" and "Israel's allegation that …"."""
    clauses = [c for c in children(noun, "acl", "ccomp") if any(m.lower_ == "that" for m in children(c, "mark"))]
    speaker = _author(noun)
    if clauses and speaker is not None:
        yield _Saying(noun, speaker, _tokens_below(clauses), stance)


def _author(noun: Token) -> Token | None:
    """Return whose report or claim it is: "by X", "from X", "X's"."""
    found = [obj for preposition, obj in prepositions(noun) if preposition in ("by", "from", "of")]
    return next(iter([*found, *children(noun, "poss")]), None)


def _according(token: Token) -> Iterator[_Saying]:
    """Read "according to X": X vouches for the clause that the phrase hangs on."""
    speakers = [obj for to in children(token, "prep") for obj in children(to, "pobj")]
    content = _clause_without(token)
    if speakers and content:
        yield _Saying(token, speakers[0], content, "asserts")


def _speaker(reading: Reading, token: Token | None, previous: int | None) -> int | None:
    """Return the mention that speaks; "the report said" continues with the speaker before."""
    if token is None:
        return previous
    if token.lemma_.lower() in _DOCUMENTS:
        author = _author(token)
        if author is not None or previous is not None:
            return _speaker(reading, author, previous)
    entity = reading.entity_at(token)
    if entity is not None and token.i == reading.head_of[entity.id]:
        mute = reading.is_a(entity.cls, "Place") and not reading.is_a(entity.cls, "Country")
        return None if mute else entity.id
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
