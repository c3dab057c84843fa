"""Relations between entities that words state: "a militia backed by Iran", "Iraq's fight against ISIS"."""

from collections.abc import Iterator
from typing import Final

from kg.extraction.entities.nationalities import nationality_mention
from kg.extraction.entities.post_phrases import is_one_of_many, is_post_word
from kg.extraction.events.role_players import ACTOR
from kg.extraction.events.role_words import light_verb
from kg.extraction.language.clauses import children, clause_verb, is_passive, objects, subjects
from kg.extraction.language.noun_phrases import members
from kg.extraction.language.words import Word
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
    known = cues.keys() | inverse.keys()
    for token in reading.doc:
        if token.lemma not in known and token.form not in known:
            continue
        for form in dict.fromkeys(token.forms):
            for words, relation in cues.get(form, ()):
                yield from _by_cue(reading, token, words, relation)
            for words, relation in inverse.get(form, ()):
                for tail, head in _ends(reading, token, words, relation):
                    yield from _related(reading, head, relation, tail, token)


def _by_cue(reading: Reading, token: Word, words: tuple[str, ...], relation: str) -> Iterator[Relation]:
    if (relation in OF_THINGS and _of_verb(token)) or _is_no_longer(reading, token, relation):
        return
    for head, tail in _ends(reading, token, words, relation):
        if not (relation in OF_THINGS and _is_in_use(reading, token, head)):
            yield from _related(reading, head, relation, tail, token)
    for one, other in possessed_ends(reading, token, words, relation):
        yield from related(reading, one, relation, other, token)


def _of_verb(token: Word) -> bool:
    """Tell whether a preposition says where something was done, not where a thing lies."""
    return token.dep == "prep" and token.head.pos == "VERB"


def _is_in_use(reading: Reading, token: Word, noun: Word) -> bool:
    """Tell whether a preposition behind equipment says where it was used: "was brought down by a drone in X"."""
    entity = reading.entity_at(noun) if token.dep == "prep" else None
    used = entity is not None and reading.is_a(entity.cls, "Equipment")
    return used and reading.event_at(clause_verb(noun)) is not None


def _is_no_longer(reading: Reading, noun: Word, relation: str) -> bool:
    """Tell whether a noun says what somebody was, or is to be ("the former ally"), or that others command beside."""
    if relation == COMMANDS and noun.pos == "NOUN" and is_one_of_many(reading, noun.i):
        return True
    kinds = _NOT_NOW if relation != COMMANDS else (*_NOT_NOW, "deputy")
    before = children(noun, "amod", "compound", "advmod", "nmod") if noun.pos == "NOUN" else []
    return any(is_post_word(reading, word, kind) for word in before for kind in kinds)


def _ends(reading: Reading, token: Word, words: tuple[str, ...], relation: str) -> Iterator[tuple[Word, Word]]:
    """Yield the tokens at both ends of the relation that a word states."""
    if any(aux.tag in _UNSURE for aux in children(token, "aux")) or children(token, "neg"):
        return
    if _is_doubted(reading, token):
        return
    tails = list(_complements(token, words[1:]))
    if not tails:
        return
    swapped = words[-1] == "by" and any(
        other == (token.lemma,) and known == relation
        for other, known in reading.knowledge.lexicon.relation_cues.get(token.lemma, ())
    )
    for head in _heads(reading, token, relation):
        for tail in tails:
            yield (tail, head) if swapped else (head, tail)


def _is_doubted(reading: Reading, token: Word) -> bool:
    """Tell whether a verb above denies or only intends what this one says: "refused to back", "denied that it met"."""
    cues = reading.knowledge.lexicon.cues
    while token.dep in ("xcomp", "ccomp"):
        token = token.head
        words = (token.lemma,)
        if words in cues.get("Modality", {}) or "denies" in cues.get("Stance", {}).get(words, ()):
            return True
    return False


def _complements(token: Word, rest: tuple[str, ...]) -> Iterator[Word]:
    """Yield what a word is followed by: its object, or the objects of the preposition that the cue names.

    "Turkey-backed" is read as "backed by Turkey".
    """
    if not rest:
        label = "pobj" if token.dep == "prep" else "dobj" if token.pos == "VERB" and not is_passive(token) else ""
        # A second object is a misread phrase: "to help the government against the group IS".
        yield from (member for obj in children(token, label)[:1] for member in members(obj))
        return
    if len(rest) == 1 and token.tag == "VBN":
        yield from children(token, "npadvmod")
    for child in token.children:
        if rest[0] in (child.form, child.lemma):
            if len(rest) > 1:
                yield from _complements(child, rest[1:])
            elif child.dep in ("prep", "agent"):
                yield from (member for obj in children(child, "pobj") for member in members(obj))


def _heads(reading: Reading, token: Word, relation: str) -> list[Word]:
    """Return whom the word says it of: itself, the noun beside it, the subject, or what a participle modifies."""
    if token.dep == "prep":
        above = token.head
        nearer = reading.entity_at(token.doc[token.i - 1]) if token.i else None
        if relation == COMMANDS and nearer is not None:
            # "Losses to the army under the command of X": it is the army that X commands.
            return [token.doc[token.i - 1]]
        if token.form == "including" and any(token.i > told.i for told in objects(above)):
            return []  # "detained two men, including X"
        return [subject for subject, _ in subjects(above)] if above.pos in ("VERB", "AUX") else [above]
    if token.pos in ("NOUN", "PROPN"):
        return _named_by(reading, token)
    if token.dep in ("acl", "relcl", "amod") and not children(token, "nsubj", "nsubjpass"):
        return _modified(reading, token)
    found = objects(token) if is_passive(token) else [subject for subject, _ in subjects(token)]
    return [member for head in found for member in members(head)]


def _named_by(reading: Reading, noun: Word) -> list[Word]:
    """Return whom a noun says something of: itself where it is a mention, else what it is said of, or whose it is."""
    if noun.i in reading.heads:
        return [noun]
    if noun.dep == "attr":
        return children(noun.head, "nsubj")
    return [noun.head] if noun.dep == "appos" else _whose(reading, noun)


def _modified(reading: Reading, participle: Word) -> list[Word]:
    """Return the noun that a participle modifies; what stands before the first of two nouns is not said of both."""
    noun = participle.head
    if noun.i in reading.heads:
        return [noun] if participle.dep == "amod" else members(noun)
    return [] if participle.tag == "VBN" else _whose(reading, noun)


def _whose(reading: Reading, noun: Word) -> list[Word]:
    """Return whose a noun is: "Iraq's fight", "UK support", "the war that Iraq wages", "its efforts to defeat X"."""
    owners = [member for owner in children(noun, "poss") for member in members(owner)]
    owners += [word for word in children(noun, "compound", "amod", "nmod") if _names_agent(reading, word)]
    light = reading.knowledge.lexicon.role_cues.get(light_verb(noun.head), ())
    if owners or noun.dep != "dobj" or ACTOR not in light:
        return owners
    return [member for subject, _ in subjects(noun.head) for member in members(subject)]


def _names_agent(reading: Reading, word: Word) -> bool:
    entity = reading.entity_at(word)
    return entity is not None and reading.is_a(entity.cls, "Organisation", "Country")


def _related(reading: Reading, head: Word, relation: str, tail: Word, cue: Word) -> Iterator[Relation]:
    one, other = _named_at(reading, head), _named_at(reading, tail)
    if one and other:
        yield from related(reading, one, relation, other, cue)


def _named_at(reading: Reading, token: Word) -> EntityMention | None:
    """Return what a noun, or the name beside it, stands for: "its rival, the militia", "the town of Karm"."""
    if token.dep == "npadvmod" and token.i not in reading.heads:
        return nationality_mention(reading, token)
    entity = reading.entity_at(token)
    if entity is None:
        beside = (reading.entity_at(other) for other in children(token, "appos"))
        return next((other for other in beside if other), None)
    return bearer(reading, entity)
