"""Names of ships, which a language model takes for persons and towns: "HMS Richmond", "the landing ship Minsk"."""

from collections.abc import Iterator
from typing import Final

from kg.extraction.entities.candidate import Candidate
from kg.extraction.language.words import Word, root_of
from kg.extraction.reading import Reading

_OPENING_QUOTES: Final = frozenset({"``", "''"})
_PLACE_LABELS: Final = frozenset({"GPE", "LOC", "FAC"})
_LONGEST: Final = 5
"""Words of a ship's name at most."""


def vessel_names(reading: Reading) -> list[Candidate]:
    """Return names that begin as ships' names do, those right behind the noun for a ship, and both told again."""
    found = list(_named_fully(reading))
    return [*found, *_named_again(reading, found)]


def _named_again(reading: Reading, found: list[Candidate]) -> Iterator[Candidate]:
    """Yield where the last word of a ship's name stands again: behind "the", or taken for no town."""
    classes = {reading.doc[ship.last].text: ship.cls for ship in found if reading.doc[ship.last].text.isalpha()}
    if not classes:
        return
    taken = {i for ship in found for i in range(ship.first, ship.last + 1)}
    for token in reading.doc[1:]:
        again = token.text in classes and token.i not in taken and token.dep != "compound"
        if again and (token.neighbour(-1).form == "the" or _is_single_name(token)):
            yield Candidate(token.i, token.i, token.i, classes[token.text], "name")


def _is_single_name(token: Word) -> bool:
    """Tell whether a word is a name by itself that a language model takes for no place."""
    following = token.i + 1 < len(token.doc) and token.neighbour().inside
    alone = not token.inside and not following
    return token.pos == "PROPN" and alone and token.ent_type not in _PLACE_LABELS


def _named_fully(reading: Reading) -> Iterator[Candidate]:
    prefixes = reading.knowledge.lexicon.name_prefixes
    last = -1
    for token in reading.doc[:-1]:
        if token.i <= last:
            continue
        begins = token.text in prefixes and not reading.is_a(prefixes[token.text], "Event")
        cls = prefixes[token.text] if begins else _vessel(reading, token)
        if cls is None:
            continue
        first = token.i if begins else _behind(token)
        if not begins and not _names_it(reading, reading.doc[first]):
            continue
        kind = _vessel(reading, reading.doc[first - 1]) if begins and first else None
        last = _end(reading, first)
        if last > first or not begins:
            yield Candidate(first, last, root_of(reading.doc[first : last + 1]).i, kind or cls, "name")


def _vessel(reading: Reading, noun: Word) -> str | None:
    """Return the class of the single ship that a common noun means, else None."""
    if noun.tag != "NN" or not noun.text.islower():
        return None
    kinds = reading.knowledge.lexicon.head_nouns.get(noun.lemma)
    if kinds is None:
        return None
    described = any(child.dep in ("compound", "amod") for child in noun.lefts)  # the "flag carrier" flies
    alone = not described or reading.reads(noun.i - 2, ("-", "class"))
    fitting = (
        cls for words, cls in kinds if (len(words) > 1 or alone) and reading.reads(noun.i - len(words) + 1, words)
    )
    cls = next(fitting, None)
    return cls if cls and reading.is_a(cls, "Vessel") else None


def _behind(noun: Word) -> int:
    following = noun.neighbour()
    quoted = following.tag in _OPENING_QUOTES and following.i + 1 < len(noun.doc)
    return following.i + 1 if quoted else following.i


def _names_it(reading: Reading, word: Word) -> bool:
    """Tell whether a word begins the ship's name, not that of who seized it: "the ship Iran seized"."""
    if word.pos != "PROPN" or not word.text[0].isupper() or word.ent_type in ("ORG", "NORP"):
        return False
    return word.dep not in ("nsubj", "nsubjpass") or word.head.dep != "relcl"


def _end(reading: Reading, first: int) -> int:
    last = first
    for token in reading.doc[first + 1 : first + _LONGEST]:
        if token.text.islower() and (token.inside or token.tag == "FW"):
            continue  # the "de" of "FS Charles de Gaulle"
        if token.pos not in ("PROPN", "NUM") or not token.text[0].isalnum() or token.text.islower():
            break
        last = token.i
    return last
