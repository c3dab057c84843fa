"""Words that look like mentions and are none, and names that a model takes for the wrong kind of thing."""

from typing import Final

from spacy.tokens import Token

from kg.extraction.reading import Reading
from kg.namespaces import NS

_PLACED: Final = frozenset(NS + role for role in ("occurredAt", "atFacility"))
_LEFT: Final = frozenset({"det", "poss", "amod", "compound", "nummod", "nmod"})
_PERSONS_AND_BODIES: Final = frozenset({NS + "Person", NS + "Organisation"})


def is_figurative(reading: Reading, token: Token, first: int, cls: str) -> bool:
    """Tell whether a noun names no thing of its class: "its base of support", "took place", "the West Bank"."""
    if cls == NS + "Company" and token.ent_type_ in ("GPE", "LOC"):
        return True
    if first != token.i or token.text[0].isupper():
        return False
    if cls == NS + "Place" and not any(child.dep_ in _LEFT for child in token.lefts):
        return True
    if not reading.is_a(cls, "Facility", "Company"):
        return False
    return any(_is_common(obj) for prep in token.children if prep.lower_ == "of" for obj in prep.children)


def _is_common(token: Token) -> bool:
    """Tell whether "of" leads to a common noun in the singular, as in "base of support", "bank of the river"."""
    return token.dep_ == "pobj" and token.tag_ == "NN" and not token.ent_type_


def is_part_of_post(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a supposed name is the beginning of a post: "Defence" of "Defence Minister Hulusi Akar"."""
    doc, posts = reading.doc, reading.knowledge.lexicon.post_names
    for end in range(last + 1, min(last + 4, len(doc)) + 1):
        if tuple(token.lower_ for token in doc[first:end]) in posts:
            return True
    return False


def is_part_of_place(reading: Reading, first: int, last: int, cls: str) -> bool:
    """Tell whether a country's name is the end of another place's: "New Mexico", but not "Northern Syria"."""
    doc = reading.doc
    before = doc[first - 1] if first else None
    if before is None or cls != NS + "Country" or before.ent_type_ not in ("GPE", "LOC"):
        return False
    same = doc[last].ent_type_ == before.ent_type_ and doc[first].ent_iob_ == "I"
    return same and before.pos_ == "PROPN" and before.text.istitle() and not before.lower_.endswith("ern")


def place_instead(reading: Reading, head: Token, first: int, cls: str) -> str:
    """Return the class of a name that the model labelled; behind "in" or "near", or "the town of", it is a place."""
    if cls not in _PERSONS_AND_BODIES or head.dep_ != "pobj":
        return cls
    preposition = head.head
    if preposition.lower_ == "of":
        kind = next(
            (
                c
                for w, c in reading.knowledge.lexicon.head_nouns.get(preposition.head.lemma_.lower(), ())
                if len(w) == 1
            ),
            "",
        )
        return NS + "Place" if kind and reading.is_a(kind, "PopulatedPlace", "AdministrativeArea") else cls
    roles = reading.knowledge.lexicon.role_cues.get(preposition.lower_, ())
    if not roles or not _PLACED.issuperset(roles) or any(child.dep_ == "poss" for child in head.children):
        return cls
    titled = reading.doc[first - 1].pos_ in ("DET", "PROPN") or reading.doc[first - 1].i == 0
    acronym = head.is_upper and cls == NS + "Organisation"
    return cls if titled or acronym else NS + "Place"
