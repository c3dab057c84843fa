"""Words that look like mentions and are none, and names that a model takes for the wrong kind of thing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from spacy.tokens import Span, Token

from kg.extraction.reading import Reading
from kg.namespaces import NS

_PLACED: Final = frozenset(NS + role for role in ("occurredAt", "atFacility", "hasOrigin", "hasDestination"))
_OF_TOWNS: Final = ("Withdrawal", "Displacement", "ControlEvent")
_LEAVING: Final = frozenset({"from"})
_LEFT: Final = frozenset({"det", "poss", "amod", "compound", "nummod", "nmod"})
_SUBJECTS: Final = frozenset({"NOUN", "PROPN", "PRON", "ADV"})
_HAVING: Final = frozenset({"of", "for", "to", "without"})
_COUNTED: Final = frozenset({"det", "poss", "compound", "nummod", "nmod"})
_BEHIND_AGE: Final = frozenset({",", ".", ";", ")", "and"})
_OLDEST: Final = 110
_SETTLED: Final = ("PopulatedPlace", "AdministrativeArea")
_NO_PLACES: Final = frozenset({"PERSON", "PLATFORM", "WEAPON"})
_PERSONS_AND_BODIES: Final = frozenset({NS + "Person", NS + "Organisation"})
_REGIONS: Final = "RegionWord"
_CONFUSED: Final = (NS + "Place", NS + "Organisation", NS + "Person")


def is_figurative(reading: Reading, token: Token, first: int, cls: str) -> bool:
    """Tell whether a noun names no thing of its class: "its base of support", "took place", "the West Bank"."""
    place = cls == NS + "Company" and token.ent_type_ in ("GPE", "LOC")
    if place or _is_strength(token, cls) or (_ends_other_name(token) and reading.is_a(cls, "SpatialThing")):
        return True
    if reading.is_a(cls, "Official", "Post"):
        return first == token.i and _is_rank_or_virtue(token)
    if first != token.i or (token.text[0].isupper() and not token.is_sent_start):
        return False
    if cls == NS + "Place" and not any(child.dep_ in _LEFT for child in token.lefts):
        return True
    if not reading.is_a(cls, "Facility", "Company", "Country"):
        return False
    return any(_is_common(obj) for prep in token.children if prep.lower_ == "of" for obj in prep.children)


def _is_strength(token: Token, cls: str) -> bool:
    """Tell whether a noun that may mean an armed body stands for what nobody counts: "used excessive force"."""
    bare = not any(child.dep_ in _COUNTED for child in token.lefts)
    return cls == NS + "ArmedOrganisation" and token.tag_ == "NN" and bare and token.dep_ in ("dobj", "pobj", "conj")


def _is_rank_or_virtue(token: Token) -> bool:
    """Tell whether a bare noun is what somebody has or strives for: "obstruction of justice", "runs for president"."""
    return (
        token.tag_ in ("NN", "NNP") and not any(token.lefts) and token.dep_ == "pobj" and token.head.lower_ in _HAVING
    )


def _ends_other_name(token: Token) -> bool:
    """Tell whether a word is the end of a person's or a ship's name: "Ann Forest", "HMS Ocean"."""
    return token.ent_type_ in _NO_PLACES and token.ent_iob_ == "I" and token.text[0].isupper()


def _is_common(token: Token) -> bool:
    """Tell whether "of" leads to a common noun in the singular, as in "base of support", "bank of the river"."""
    return token.dep_ == "pobj" and token.tag_ == "NN" and not token.ent_type_


def is_verb(name: Span) -> bool:
    """Tell whether a single word in capitals is a stressed verb: "this IS war", but not "as IS fled"."""
    word = name[0]
    if len(name) > 1 or word.pos_ not in ("AUX", "VERB"):
        return False
    return word.i == 0 or word.nbor(-1).pos_ in _SUBJECTS


def is_part_of_post(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a supposed name begins or ends a post: that of "Defence Minister", of "Secretary of State"."""
    posts, low = reading.knowledge.lexicon.post_names, max(first - 3, 0)
    words = tuple(form for _, form in reading.forms[low : last + 4])
    begin, end = first - low, last + 1 - low
    spans = [(begin, further) for further in range(end, len(words) + 1)]
    spans += [(before, end) for before in range(begin)]
    return any(words[one:other] in posts for one, other in spans)


def is_undertaking(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a supposed name is that of an event: "Operation Iron Shield", but not "Strike Force"."""
    triggers = reading.knowledge.lexicon.triggers.get(reading.forms[first][1], ())
    told = any(trigger.part == "noun" and len(trigger.words) == 1 for trigger in triggers)
    return first < last and told and reading.doc[last].lower_ not in reading.knowledge.lexicon.name_suffixes


def is_equipment_word(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a supposed name is an abbreviation for a kind of equipment: the UAV of "a UAV launch site"."""
    kinds = reading.knowledge.lexicon.head_nouns.get(reading.forms[first][1], ())
    single = first == last and reading.doc[first].is_upper
    return single and any(len(words) == 1 and reading.is_a(cls, "Equipment") for words, cls in kinds)


def is_part_of_place(reading: Reading, first: int, last: int, cls: str) -> bool:
    """Tell whether a country's name ends another place's or a person's: "New Mexico", but not "Northern Syria"."""
    doc = reading.doc
    before = doc[first - 1] if first else None
    if before is None or cls != NS + "Country" or before.ent_type_ not in ("GPE", "LOC", "PERSON"):
        return False
    same = doc[last].ent_type_ == before.ent_type_ and doc[first].ent_iob_ == "I"
    named = (before.lower_, reading.forms[last][1]) in reading.knowledge.lexicon.cues.get(_REGIONS, {})
    side = before.lower_.endswith("ern") and not named
    return same and before.pos_ == "PROPN" and before.text.istitle() and not side


def place_instead(reading: Reading, head: Token, first: int, cls: str) -> str:
    """Return the class of a name that the model labelled; behind "in" or "near", or the town of, it is a place."""
    before = reading.doc[first - 1] if first else None
    if cls == NS + "Facility" and _is_where_it_lies(reading, head) and not _ends_as_facility(reading, head):
        return NS + "Place"
    if cls not in _PERSONS_AND_BODIES or before is None or any(child.dep_ == "poss" for child in head.children):
        return cls
    if before.lower_ == "of" and before.i > 0:
        nouns = reading.knowledge.lexicon.head_nouns.get(reading.doc[before.i - 1].lemma_.lower(), ())
        kinds = [kind for words, kind in nouns if len(words) == 1]
        return NS + "Place" if any(reading.is_a(kind, *_SETTLED) for kind in kinds) else cls
    if head.tag_ == "POS" or (head.is_upper and cls == NS + "Organisation"):
        return cls
    roles = reading.knowledge.lexicon.role_cues.get(before.lower_, ())
    placed = (roles and _PLACED.issuperset(roles)) or _is_left_or_taken(reading, head, first, cls)
    return NS + "Place" if placed else cls


def _is_left_or_taken(reading: Reading, head: Token, first: int, cls: str) -> bool:
    """Tell whether a single word is what people flee, withdraw from or capture, as they do towns."""
    if cls != NS + "Organisation" or first != head.i or not head.text.istitle():
        return False
    verb = head.head.head if head.dep_ == "pobj" and head.head.lower_ in _LEAVING else head.head
    if verb.pos_ != "VERB" or (verb == head.head and head.dep_ != "dobj"):
        return False
    triggers = reading.knowledge.lexicon.triggers.get(verb.lemma_.lower(), ())
    return any(reading.is_a(trigger.cls, *_OF_TOWNS) for trigger in triggers if trigger.words[0] == verb.lemma_.lower())


def has_age(name: Span) -> bool:
    """Tell whether an age stands behind a name, as it does behind a person's: "Hodan Warsame, 34, said"."""
    behind = name.doc[name.end : name.end + 3]
    if len(behind) < 3 or behind[0].text != "," or behind[2].text not in _BEHIND_AGE:
        return False
    return behind[1].text.isdecimal() and 0 < int(behind[1].text) <= _OLDEST


def _is_where_it_lies(reading: Reading, head: Token) -> bool:
    """Tell whether a name stands where a town or province does: "in X", "the railway station at X"."""
    if head.dep_ != "pobj" or head.head.i == 0:
        return False
    return head.head.lower_ == "in" or _ends_as_facility(reading, head.head.nbor(-1))


def _ends_as_facility(reading: Reading, head: Token) -> bool:
    """Tell whether the last word of a name says what it is: "Evin prison", not "Norte de Santander"."""
    nouns = reading.knowledge.lexicon.head_nouns
    kinds = [kind for form in reading.forms[head.i] for _, kind in nouns.get(form, ())]
    return any(reading.is_a(kind, "Facility") for kind in kinds)


def agreed_classes(names: Sequence[tuple[str, str]]) -> list[str]:
    """Return a class for each name and its class, the same for the same name.

    A single word that ends a person's full name is that person; a name that the model takes for a place at least as
    often as for something else is a place.
    """
    surnames = {text.rsplit(" ", 1)[-1] for text, cls in names if cls == NS + "Person" and " " in text}
    votes = Counter(names)
    return [_agreed(text, cls, surnames, votes) for text, cls in names]


def _agreed(text: str, cls: str, surnames: set[str], votes: Mapping[tuple[str, str], int]) -> str:
    if text in surnames and cls in (*_PERSONS_AND_BODIES, NS + "Place"):
        return NS + "Person"
    place = votes.get((text, NS + "Place"), 0)
    return NS + "Place" if cls in _PERSONS_AND_BODIES and place and place >= votes[text, cls] else cls
