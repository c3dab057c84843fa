"""Names behind a noun that says what they are: "the newspaper El Nacional", "a bus driver José", "the river Tigris"."""

from dataclasses import replace
from typing import Final

from kg.extraction.mention import EntityMention
from kg.extraction.reading import Reading
from kg.namespaces import NS

_UPPER: Final = frozenset(NS + name for name in ("Organisation", "Person", "Place", "Region", "Facility"))
"""What a language model makes of a name; more is told by its own words or by the authority."""
_SOMEBODY: Final = ("Person", "UnnamedGroup")
_SOMETHING: Final = ("Organisation", "Place", "Facility")


def read_what_names_are(reading: Reading) -> None:
    """Let a noun and the name right behind it be one thing of the noun's class, whatever a model took the name for."""
    for name in [m for m in reading.entities if m.kind == "name" and m.individual is None and m.cls in _UPPER]:
        noun = _noun_before(reading, name)
        cls = _class_by(reading, noun) if noun else None
        if noun and cls:
            reading.entities[name.id] = replace(name, cls=cls)
            lemma = reading.doc[reading.head_of[noun.id]].lemma
            reading.entities[noun.id] = replace(noun, kind="nominal", lemma=lemma)
            reading.groups.append((noun.id, name.id))


def _noun_before(reading: Reading, name: EntityMention) -> EntityMention | None:
    """Return the description right before a name to which the name stands in apposition."""
    head = reading.doc[reading.head_of[name.id]]
    noun = reading.entity_at(head.head) if head.dep == "appos" and head.head.tag == "NN" else None
    if noun is None or noun.individual is not None or reading.head_of[noun.id] != head.head.i:
        return None
    small = head.head.text.islower()
    return noun if small and reading.text[noun.span.end : name.span.begin] == " " else None


def _class_by(reading: Reading, noun: EntityMention) -> str | None:
    if reading.is_a(noun.cls, *_SOMEBODY):
        return NS + "Person"
    return noun.cls if reading.is_a(noun.cls, *_SOMETHING) else None
