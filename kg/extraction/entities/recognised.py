"""Names that the language model recognises, and those names where the text tells them again."""

import re
from dataclasses import replace

from kg.extraction.entities.candidate import Candidate
from kg.extraction.entities.demonyms import country_of_adjective
from kg.extraction.entities.mistaken import (
    agreed_classes,
    has_age,
    is_common_word,
    is_day_of_honour,
    is_equipment_word,
    is_part_of_post,
    is_post_with_field,
    is_undertaking,
    place_instead,
)
from kg.extraction.entities.repeated import repeated_names
from kg.extraction.language.words import names_in, root_of, text_of
from kg.extraction.reading import Reading
from kg.namespaces import NS

LABEL_CLASSES = {
    "ORG": NS + "Organisation",
    "PERSON": NS + "Person",
    "GPE": NS + "Place",
    "LOC": NS + "Region",
    "FAC": NS + "Facility",
    "PLATFORM": NS + "Platform",
    "WEAPON": NS + "Weapon",
}
"""Labels → the upper class they mean, the last two those of our own recogniser; other labels are no things of ours."""
_SEAT = re.compile(r"[DRI]\s?-\s?[A-Z]")
"""How American news writes the party and state of a legislator: "D-Ohio"."""
_EQUIPMENT = frozenset({NS + "Platform", NS + "Weapon"})


def recognised_names(reading: Reading, known: list[Candidate]) -> list[Candidate]:
    """Return the names that the model sees outside the names that are known; equipment outside all that is known."""
    doc = reading.doc
    named = {i for c in known if c.kind == "name" for i in range(c.first, c.last + 1)}
    described = named | {i for c in known for i in range(c.first, c.last + 1)}
    equipment = {i for c in known if reading.is_a(c.cls, "Equipment") for i in range(c.first, c.last + 1)}
    found = []
    for begin, end, label in names_in(doc):
        cls = LABEL_CLASSES.get(label)
        first, last = _trimmed(reading, begin, end)
        first = _behind_rank(reading, first, last) if label == "PERSON" else first
        if cls is None or not any(token.text[0].isupper() for token in doc[first : last + 1]):
            continue
        covered = described if cls in _EQUIPMENT else named if cls == NS + "Place" else named | equipment
        other = is_part_of_post(reading, first, last) or is_equipment_word(reading, first, last)
        if cls == NS + "Organisation":
            head = root_of(doc[first : last + 1])
            other = other or is_undertaking(reading, first, last) or is_post_with_field(reading, head)
            other = other or is_day_of_honour(reading, first, last)
        other = other or _SEAT.match(text_of(doc[first : last + 1])) is not None
        other = other or (first == last and country_of_adjective(reading, last) is not None)
        other = other or (first == last and is_common_word(reading, doc[first]))
        if covered.isdisjoint(range(first, last + 1)) and not other:
            name = doc[first : last + 1]
            cls = NS + "Person" if has_age(name) else place_instead(reading, root_of(name), first, cls)
            if cls == NS + "Place" and _is_division(reading, last):
                cls, last, name = NS + "AdministrativeArea", last + 1, doc[first : last + 2]
            found.append(Candidate(first, last, root_of(name).i, cls, "name"))
    texts = [(text_of(doc[c.first : c.last + 1]), c.cls) for c in found]
    agreed = [replace(c, cls=cls) for c, cls in zip(found, agreed_classes(texts), strict=True)]
    return _with_surnames(reading, [*known, *agreed], agreed)


def _with_surnames(reading: Reading, named: list[Candidate], found: list[Candidate]) -> list[Candidate]:
    """Take the end of a person's name, told before, for the person: "el Aissami", whatever a model says."""
    texts = [word.text for word in reading.doc]
    told: dict[tuple[str, ...], int] = {}
    for person in named:
        if person.kind == "name" and reading.is_a(person.cls, "Person"):
            for start in range(person.first + 1, person.last + 1):
                told.setdefault(tuple(texts[start : person.last + 1]), person.last)
    return [
        replace(c, cls=NS + "Person")
        if c.cls == NS + "Place" and told.get(tuple(texts[c.first : c.last + 1]), c.first) < c.first
        else c
        for c in found
    ]


def _is_division(reading: Reading, last: int) -> bool:
    """Tell whether a noun for a division stands behind a name and before another noun: "Kano state officials"."""
    behind = reading.doc[last + 1] if last + 1 < len(reading.doc) else None
    if behind is None or behind.dep != "compound" or not behind.text.islower():
        return False
    kinds = reading.knowledge.lexicon.head_nouns.get(behind.lemma, ())
    return any(len(words) == 1 and reading.is_a(cls, "AdministrativeArea", "Country") for words, cls in kinds)


def names_told_again(reading: Reading, recognised: list[Candidate], others: list[Candidate]) -> list[Candidate]:
    """Return where recognised names stand once more, outside all that has been found."""
    covered = {i for c in (*recognised, *others) for i in range(c.first, c.last + 1)}
    names = ((c.first, c.last, c.cls) for c in recognised)
    return [
        Candidate(first, last, root_of(reading.doc[first : last + 1]).i, cls, "name")
        for first, last, cls in repeated_names(reading.doc, names, covered)
    ]


def _behind_rank(reading: Reading, first: int, last: int) -> int:
    """Return where a person's name begins that the model has taken together with the rank: "Gen Burhan"."""
    ranks = reading.knowledge.lexicon.rank_words
    while first < last and reading.doc[first].form.rstrip(".") in ranks:
        first += 1
    return first


def _trimmed(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Leave articles, prepositions and punctuation at the ends of a name out of it."""
    doc, prepositions = reading.doc, reading.knowledge.lexicon.role_cues
    while first < last and (doc[first].tag in ("DT", "POS") or doc[first].is_punct or doc[first].form in prepositions):
        first += 1
    while first < last and (doc[last].tag == "POS" or doc[last].is_punct or doc[last].is_space):
        last -= 1
    return first, last
