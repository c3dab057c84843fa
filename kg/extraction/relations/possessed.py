"""Relations of a noun to whose it is: "Iran's ally Syria", "its rival, the militia", "NATO member Estonia"."""

from collections.abc import Iterator
from typing import Final

from kg.extraction.entities.nationalities import nationality_mention
from kg.extraction.language.clauses import children
from kg.extraction.language.noun_phrases import members
from kg.extraction.language.words import Word
from kg.extraction.mention import EntityMention
from kg.extraction.reading import Reading
from kg.extraction.relations.bearers import bearer
from kg.extraction.relations.fitting import COMMANDS
from kg.namespaces import NS

Ends = tuple[EntityMention, EntityMention]

_OF_STATES: Final = frozenset({NS + "alliedWith", NS + "fightsAgainst"})
"""What somebody can be to a state; a navy chief commands none, and "German soldiers" are no member of one."""
_OF: Final = "of"
_PAIR: Final = 2
"""Words of a cue that names a noun and its preposition."""
_CALLED: Final = frozenset({"compound", "nmod"})
_BELONGING: Final = ("Person", "UnnamedGroup")


def possessed_ends(reading: Reading, noun: Word, words: tuple[str, ...], relation: str) -> Iterator[Ends]:
    """Yield who is the ally, member or leader, and of whom, where "ally of" is told as "X's ally" or "X ally"."""
    if len(words) != _PAIR or words[1] != _OF or noun.pos != "NOUN" or _of_somebody(noun):
        return
    owners = list(_owners(reading, noun, relation))
    if not owners or (relation == COMMANDS and _is_of_one_field(noun)):
        return
    for one in _called(reading, noun):
        if relation != COMMANDS or reading.is_a(one.cls, "Person"):
            yield from ((one, owner) for owner in owners)


def _of_somebody(noun: Word) -> bool:
    return any(prep.form == _OF for prep in children(noun, "prep"))


def _is_of_one_field(noun: Word) -> bool:
    """Tell whether somebody leads only a part that is told in small letters: "the UN's human rights chief"."""
    return any(word.text.islower() for word in children(noun, "compound", "nmod"))


def _owners(reading: Reading, noun: Word, relation: str) -> Iterator[EntityMention]:
    """Yield whose somebody is; "Hamas leader Y" may be one leader of many, so that he commands nobody by that."""
    owners = [member for owner in children(noun, "poss") for member in members(owner)]
    if relation != COMMANDS:
        owners += [word for word in children(noun, "compound", "amod", "nmod") if word.text[0].isupper()]
    for owner in owners:
        entity = reading.entities[reading.heads[owner.i]] if owner.i in reading.heads else None
        entity = entity or nationality_mention(reading, owner)
        state = entity is not None and reading.is_a(entity.cls, "Country") and relation not in _OF_STATES
        if entity and not state and reading.is_a(entity.cls, "Organisation", "Country", "Person"):
            yield entity


def _called(reading: Reading, noun: Word) -> Iterator[EntityMention]:
    """Yield the names that a noun stands before, beside or is said of; else people without a name."""
    named = [noun.head] if noun.dep in (*_CALLED, "appos") else []
    named += [member for other in children(noun, "appos") for member in members(other)]
    if noun.dep == "attr" and noun.head.lemma == "be" and not children(noun.head, "neg"):
        named += [member for subject in children(noun.head, "nsubj") for member in members(subject)]
    entities = [reading.entities[reading.heads[token.i]] for token in named if token.i in reading.heads]
    found = [bearer(reading, entity) for entity in entities]
    own = reading.entities[reading.heads[noun.i]] if noun.i in reading.heads else None
    if not found and own and reading.is_a(own.cls, *_BELONGING):
        found = [own]
    yield from found
