"""Whom a word beside a verb stands for, and whether and when the verb's deed was done."""

from collections.abc import Iterator
from typing import Final

from kg.extraction.language.clauses import children
from kg.extraction.language.words import Word
from kg.extraction.mention import EntityMention, TimeExpression
from kg.extraction.reading import Reading

_CLOSED: Final = ")", "]"
_SINCE: Final = "since"


def holders_at(reading: Reading, token: Word) -> Iterator[EntityMention]:
    """Yield the named person or pronoun that a token heads, or the names of whom it calls an official."""
    mention = reading.entity_at(token)
    if mention and mention.kind != "nominal":
        if reading.is_a(mention.cls, "Person"):
            yield mention
        return
    beside = [m for noun in children(token, "appos") if (m := reading.entity_at(noun))]
    others = [] if mention is None else [reading.entities[number] for number in reading.group_of(mention.id)]
    yield from (m for m in (*beside, *others) if m.kind == "name" and reading.is_a(m.cls, "Person"))


def is_credit(reading: Reading, mention: EntityMention) -> bool:
    """Tell whether a name in brackets behind a colon says whose a picture is: "(Image: Omar Said)"."""
    return reading.text[: mention.span.begin][-2:] == ": " and reading.text[mention.span.end :][:1] in _CLOSED


def is_unreal(verb: Word) -> bool:
    """Tell whether a verb tells of what is not, may be or is to be."""
    hedged = any(aux.tag == "MD" for aux in children(verb, "aux"))
    return bool(children(verb, "neg")) or hedged or verb.dep == "xcomp"


def time_of(reading: Reading, verb: Word) -> TimeExpression | None:
    """Return the first time told behind a verb in its clause."""
    begin, end = verb.doc[verb.left_edge.i].idx, verb.doc[verb.right_edge.i].idx
    inside = (t for t in reading.times if begin <= t.span.begin <= end and t.earliest is not None)
    return next((t for t in inside if t.span.begin > verb.idx), None)


def since_of(reading: Reading, word: Word) -> TimeExpression | None:
    """Return the time told behind "since" below a word: "commander of the force since 2015"."""
    phrases = [token for token in word.subtree if token.form == _SINCE and token.dep == "prep" and token.i > word.i]
    ends = [(phrase.idx, phrase.doc[phrase.right_edge.i].end) for phrase in phrases[:1]]
    told = (t for t in reading.times for begin, end in ends if begin <= t.span.begin < end)
    return next((t for t in told if t.earliest is not None), None)


def said_of(verb: Word) -> list[Word]:
    """Return whom a participle stands beside, and whom the verb before it is said of: "was sacked and replaced"."""
    above = verb.head
    if verb.dep == "conj" and above.pos == "VERB" and not children(verb, "nsubj", "nsubjpass"):
        return children(above, "nsubj", "nsubjpass")
    return [above] if verb.dep == "acl" else []
