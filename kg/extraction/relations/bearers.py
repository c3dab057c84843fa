"""Of whom or what a descriptive phrase speaks: "the town of Raqqa", "Karm is a village in …", "Hamas, a group …"."""

from dataclasses import replace

from kg.extraction.language.clauses import children
from kg.extraction.language.words import Word
from kg.extraction.mention import EntityMention
from kg.extraction.reading import Reading
from kg.namespaces import NS


def bearer(reading: Reading, mention: EntityMention) -> EntityMention:
    """Return the name that a descriptive phrase gives, is said of or stands beside; else the phrase's own mention."""
    if mention.kind != "nominal":
        return mention
    head = reading.doc[reading.head_of[mention.id]]
    for token in _described(reading, mention, head):
        other = reading.entity_at(token)
        if other is None or other.id == mention.id:
            continue
        if _is_one_thing(reading, mention, other):
            return other
        if _is_misread_place(reading, mention, other):
            return retyped(reading, other)
    return mention


def retyped(reading: Reading, mention: EntityMention) -> EntityMention:
    """Make a place of a name that a language model took for somebody, and return its mention."""
    place = replace(mention, cls=NS + "Place")
    reading.entities[mention.id] = place
    return place


def _is_misread_place(reading: Reading, nominal: EntityMention, other: EntityMention) -> bool:
    """Tell whether a name that a model took for somebody is a place: "Karm is a village", "the village of Karm"."""
    unknown = other.kind == "name" and other.individual is None
    return (
        unknown
        and reading.is_a(nominal.cls, "PopulatedPlace")
        and reading.is_a(other.cls, "Person", "Organisation")
        and not reading.is_a(other.cls, "ArmedOrganisation", "Government", "Official")
    )


def _described(reading: Reading, mention: EntityMention, head: Word) -> list[Word]:
    found: list[Word] = []
    if reading.is_a(mention.cls, "PopulatedPlace", "AdministrativeArea"):
        found += [obj for of in children(head, "prep") if of.form == "of" for obj in children(of, "pobj")]
    said = _one_of(head)
    if said.dep == "attr" and said.head.lemma == "be" and not children(said.head, "neg"):
        found += children(said.head, "nsubj")
    if said.dep == "appos":
        found.append(said.head)
    return found + children(head, "appos")


def _one_of(noun: Word) -> Word:
    """Return the number in "one of the groups", else the noun itself."""
    above = noun.head.head if noun.dep == "pobj" and noun.head.form == "of" else noun
    return above if above.tag == "CD" else noun


def _is_one_thing(reading: Reading, nominal: EntityMention, other: EntityMention) -> bool:
    """Tell whether a name, or a pronoun, can be what the phrase describes: no town is a province or a country."""
    wider = reading.is_a(nominal.cls, "PopulatedPlace") and reading.is_a(other.cls, "Country", "AdministrativeArea")
    if other.kind == "nominal" or wider or (reading.is_a(other.cls, "Country") and nominal.cls != other.cls):
        return False
    if reading.is_a(nominal.cls, "UnnamedGroup") and reading.is_a(other.cls, "Person", "Country"):
        return reading.doc[reading.head_of[nominal.id]].tag == "NN"
    return any(
        reading.is_a(nominal.cls, kind) and reading.is_a(other.cls, kind)
        for kind in ("Place", "Facility", "Organisation", "Person", "Equipment")
    )
