"""Of which class a noun is by the ontology's words: "power plant", "Su-34 bombers", "Syrians"."""

from spacy.tokens import Token

from kg.extraction.reading import Reading
from kg.namespaces import NS


def head_noun(reading: Reading, token: Token) -> tuple[int, str] | None:
    """Return how many words of the phrase are a head noun of the lexicon, and of which class; the longest wins."""
    lexicon = reading.knowledge.lexicon
    lemma, lower = reading.forms[token.i]
    counted = token.tag_ == "NNP" and any(child.dep_ == "nummod" for child in token.lefts)
    if lower.endswith("s") and (counted or token.tag_ == "NNPS" or lower[-2:-1].isdigit()):
        lemma = lower[:-1]  # no lemmatizer knows "F-16s" and "Christians"
    suffixes = lexicon.name_suffixes.get(lower, ()) if token.text[0].isupper() else ()
    longest: tuple[int, str] | None = None
    for form, words, cls in (
        *((lemma, *n) for n in lexicon.head_nouns.get(lemma, ())),
        *((lower, *n) for n in suffixes),
    ):
        if words[-1] == form and (len(words) == 1 or reading.reads(token.i - len(words) + 1, words[:-1])):
            longest = longest if longest and longest[0] >= len(words) else (len(words), cls)
    return longest and (_aircraft(reading, token) or longest)


def _aircraft(reading: Reading, token: Token) -> tuple[int, str] | None:
    """Return the class of the type before "bombers" and "fighters", which are people else: "two Su-34 bombers"."""
    before = reading.forms[token.i - 1][1] if token.i else ""
    if not before[-1:].isdigit():
        return None
    kinds = reading.knowledge.lexicon.head_nouns.get(before, ())
    flying = (cls for words, cls in kinds if words == (before,) and reading.is_a(cls, "Aircraft"))
    return next(((2, cls) for cls in flying), None)


def people_of_country(reading: Reading, token: Token) -> tuple[int, str] | None:
    """Read "Syrians", "two Iraqis" as people of that country, and "Kumyks", "Tuaregs" as those that the model knows."""
    plural = token.tag_ in ("NNS", "NNPS") and token.lower_.endswith("s")
    known = token.lower_[:-1] in reading.knowledge.lexicon.demonyms or token.ent_type_ == "NORP"
    return (1, NS + "UnnamedGroup") if plural and known and token.text[0].isupper() else None
