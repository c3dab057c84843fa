"""Of which class a noun is by the ontology's words: "power plant", "Su-34 bombers", "Syrians"."""

from collections.abc import Mapping, Sequence

from kg.extraction.language.words import Word
from kg.extraction.reading import Reading
from kg.namespaces import NS

_COUNTRY = NS + "Country"
Noun = tuple[tuple[str, ...], str]
"""The words of a head noun and its class."""


def head_noun(reading: Reading, token: Word) -> tuple[int, str] | None:
    """Return how many words of the phrase are a head noun of the lexicon, and of which class; the longest wins."""
    lexicon = reading.knowledge.lexicon
    lemma, lower = token.forms
    counted = token.tag == "NNP" and any(child.dep == "nummod" for child in token.lefts)
    if lower.endswith("s") and (counted or token.tag == "NNPS" or lower[-2:-1].isdigit()):
        lemma = lower[:-1]  # no lemmatizer knows "F-16s" and "Christians"
    found = _match(reading, token, lemma, lexicon.head_nouns)
    named = found is not None and found[1] == _COUNTRY and _bears_name(token)  # "Guerrero state"
    if named or (token.text[0].isupper() and (found is None or reading.is_a(found[1], "Post"))):
        found = _match(reading, token, lower, lexicon.name_suffixes) or found  # a "House of Representatives"
    return found and (_aircraft(reading, token) or found)


def _bears_name(token: Word) -> bool:
    before = token.neighbour(-1) if token.i else token
    return before.pos == "PROPN" and before.head == token and before.dep == "compound"


def _match(reading: Reading, token: Word, form: str, table: Mapping[str, Sequence[Noun]]) -> tuple[int, str] | None:
    for words, cls in table.get(form, ()):
        if words[-1] == form and (len(words) == 1 or reading.reads(token.i - len(words) + 1, words[:-1])):
            return len(words), cls
    return None


def _aircraft(reading: Reading, token: Word) -> tuple[int, str] | None:
    """Return the class of the type before "bombers" and "fighters", which are people else: "two Su-34 bombers"."""
    before = reading.doc[token.i - 1].form if token.i else ""
    if not before[-1:].isdigit():
        return None
    kinds = reading.knowledge.lexicon.head_nouns.get(before, ())
    flying = (cls for words, cls in kinds if words == (before,) and reading.is_a(cls, "Aircraft"))
    return next(((2, cls) for cls in flying), None)


def people_of_country(reading: Reading, token: Word) -> tuple[int, str] | None:
    """Read "Syrians", "two Iraqis" as people of that country, and "Kumyks", "Tuaregs" as those that the model knows."""
    plural = token.tag in ("NNS", "NNPS") and token.form.endswith("s")
    known = token.form[:-1] in reading.knowledge.lexicon.demonyms or token.ent_type == "NORP"
    return (1, NS + "UnnamedGroup") if plural and known and token.text[0].isupper() else None
