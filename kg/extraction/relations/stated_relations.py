"""Relations between entities that words state: "a militia backed by Iran", "Iraq's fight against ISIS"."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg.extraction.entities.nationalities import nationality_mention
from kg.extraction.entities.post_phrases import is_one_of_many, is_post_word
from kg.extraction.events.role_players import ACTOR
from kg.extraction.events.role_words import light_verb
from kg.extraction.language.clauses import children, is_passive, members, objects, subjects
from kg.extraction.mention import EntityMention, Relation
from kg.extraction.reading import Reading
from kg.extraction.relations.bearers import bearer
from kg.extraction.relations.fitting import COMMANDS, OF_THINGS, related
from kg.extraction.relations.possessed import possessed_ends

_NOT_NOW: Final = ("former", "elect")
_UNSURE: Final = frozenset({"MD"})


def relations_by_cues(reading: Reading) -> Iterator[Relation]:
    """Yield the relations that a noun, a participle or a verb states."""
    cues, inverse = reading.knowledge.lexicon.relation_cues, reading.knowledge.lexicon.inverse_relation_cues
    for token, forms in zip(reading.doc, reading.forms, strict=True):
        if cues.keys().isdisjoint(forms) and inverse.keys().isdisjoint(forms):
            continue
        for form in dict.fromkeys(forms):
            for words, relation in cues.get(form, ()):
                yield from _by_cue(reading, token, words, relation)
            for words, relation in inverse.get(form, ()):
                for tail, head in _ends(reading, token, words, relation):
                    yield from _related(reading, head, relation, tail, token)


def _by_cue(reading: Reading, token: Token, words: tuple[str, ...], relation: str) -> Iterator[Relation]:
    if (relation in OF_THINGS and _of_verb(token)) or _is_no_longer(reading, token, relation):
        return
    for head, tail in _ends(reading, token, words, relation):
        yield from _related(reading, head, relation, tail, token)
    for one, other in possessed_ends(reading, token, words, relation):
        yield from related(reading, one, relation, other, token)


def _of_verb(token: Token) -> bool:
    """Tell whether a preposition says where something was done, not where a thing lies."""
    return token.dep_ == "prep" and token.head.pos_ == "VERB"


def _is_no_longer(reading: Reading, noun: Token, relation: str) -> bool:
    """Tell whether a noun says what somebody was, or is to be ("the former ally"), or that others command beside."""
    if relation == COMMANDS and noun.pos_ == "NOUN" and is_one_of_many(reading, noun.i):
        return True
    kinds = _NOT_NOW if relation != COMMANDS else (*_NOT_NOW, "deputy")
    before = children(noun, "amod", "compound", "advmod", "nmod") if noun.pos_ == "NOUN" else []
    return any(is_post_word(reading, word, kind) for word in before for kind in kinds)


def _ends(reading: Reading, token: Token, words: tuple[str, ...], relation: str) -> Iterator[tuple[Token, Token]]:
    """Yield the tokens at both ends of the relation that a word states."""
    if any(aux.tag_ in _UNSURE for aux in children(token, "aux")) or children(token, "neg"):
        return
    if _is_doubted(reading, token):
        return
    tails = list(_complements(token, words[1:]))
    if not tails:
        return
    swapped = words[-1] == "by" and any(
        other == (token.lemma_.lower(),) and known == relation
        for other, known in reading.knowledge.lexicon.relation_cues.get(token.lemma_.lower(), ())
    )
    for head in _heads(reading, token):
        for tail in tails:
            yield (tail, head) if swapped else (head, tail)


def _is_doubted(reading: Reading, token: Token) -> bool:
    """Tell whether a verb above denies or only intends what this one says: "refused to back", "denied that it met"."""
    cues = reading.knowledge.lexicon.cues
    while token.dep_ in ("xcomp", "ccomp"):
        token = token.head
        words = (token.lemma_.lower(),)
        if words in cues.get("Modality", {}) or "denies" in cues.get("Stance", {}).get(words, ()):
            return True
    return False


def _complements(token: Token, rest: tuple[str, ...]) -> Iterator[Token]:
    """Yield what a word is followed by: its object, or the objects of the preposition that the cue names.

    "Turkey-backed" is read as "backed by Turkey".
    """
    if not rest:
        label = "pobj" if token.dep_ == "prep" else "dobj" if token.pos_ == "VERB" and not is_passive(token) else ""
        yield from (member for obj in children(token, label) for member in members(obj))
        return
    if len(rest) == 1 and token.tag_ == "VBN":
        yield from children(token, "npadvmod")
    for child in token.children:
        if rest[0] in (child.lower_, child.lemma_.lower()):
            if len(rest) > 1:
                yield from _complements(child, rest[1:])
            elif child.dep_ in ("prep", "agent"):
                yield from (member for obj in children(child, "pobj") for member in members(obj))


def _heads(reading: Reading, token: Token) -> list[Token]:
    """Return whom the word says it of: itself, the noun beside it, the subject, or what a participle modifies."""
    if token.dep_ == "prep":
        above = token.head
        return [subject for subject, _ in subjects(above)] if above.pos_ in ("VERB", "AUX") else [above]
    if token.pos_ in ("NOUN", "PROPN"):
        return _named_by(reading, token)
    if token.dep_ in ("acl", "relcl", "amod") and not children(token, "nsubj", "nsubjpass"):
        return _modified(reading, token)
    found = objects(token) if is_passive(token) else [subject for subject, _ in subjects(token)]
    return [member for head in found for member in members(head)]


def _named_by(reading: Reading, noun: Token) -> list[Token]:
    """Return whom a noun says something of: itself where it is a mention, else what it is said of, or whose it is."""
    if noun.i in reading.heads:
        return [noun]
    if noun.dep_ == "attr":
        return children(noun.head, "nsubj")
    return [noun.head] if noun.dep_ == "appos" else _whose(reading, noun)


def _modified(reading: Reading, participle: Token) -> list[Token]:
    """Return the noun that a participle modifies; what stands before the first of two nouns is not said of both."""
    noun = participle.head
    if noun.i in reading.heads:
        return [noun] if participle.dep_ == "amod" else members(noun)
    return [] if participle.tag_ == "VBN" else _whose(reading, noun)


def _whose(reading: Reading, noun: Token) -> list[Token]:
    """Return whose a noun is: "Iraq's fight", "UK support", "the war that Iraq wages", "its efforts to defeat X"."""
    owners = [member for owner in children(noun, "poss") for member in members(owner)]
    owners += [word for word in children(noun, "compound", "amod", "nmod") if _names_agent(reading, word)]
    light = reading.knowledge.lexicon.role_cues.get(light_verb(noun.head), ())
    if owners or noun.dep_ != "dobj" or ACTOR not in light:
        return owners
    return [member for subject, _ in subjects(noun.head) for member in members(subject)]


def _names_agent(reading: Reading, word: Token) -> bool:
    entity = reading.entity_at(word)
    return entity is not None and reading.is_a(entity.cls, "Organisation", "Country")


def _related(reading: Reading, head: Token, relation: str, tail: Token, cue: Token) -> Iterator[Relation]:
    one, other = _named_at(reading, head), _named_at(reading, tail)
    if one and other:
        yield from related(reading, one, relation, other, cue)


def _named_at(reading: Reading, token: Token) -> EntityMention | None:
    """Return what a noun, or the name beside it, stands for: "its rival, the militia", "the town of Karm"."""
    if token.dep_ == "npadvmod" and token.i not in reading.heads:
        return nationality_mention(reading, token)
    entity = reading.entity_at(token)
    if entity is None:
        beside = (reading.entity_at(other) for other in children(token, "appos"))
        return next((other for other in beside if other), None)
    return bearer(reading, entity)
