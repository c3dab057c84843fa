"""Whose a described thing is: the name inside the description, or that of who possesses it."""

from dataclasses import replace

from kg.extraction.language.words import Word
from kg.extraction.mention import EntityMention
from kg.extraction.reading import Reading

_NOT_THEIRS = ("anti-", "pro-", "ex-", "non-")
"""What joins a name to those who are for it or against it: "anti-junta fighters" are not the junta's."""
_LONGEST = max(map(len, _NOT_THEIRS))


def find_owners(reading: Reading) -> None:
    """Link a described thing to the name inside it or possessing it: ISIS in "ISIS positions"."""
    for mention in list(reading.entities):
        head = reading.doc[reading.head_of[mention.id]]
        owner = _inner_owner(reading, mention) or _owner_beside(reading, head)
        if owner is not None and not owner.span.begin <= mention.span.begin < mention.span.end <= owner.span.end:
            reading.entities[mention.id] = replace(mention, owner=owner.id)


def _inner_owner(reading: Reading, mention: EntityMention) -> EntityMention | None:
    if mention.individual or _has_left(reading, mention):
        return None
    for other in reading.entities:
        inside = mention.span.begin <= other.span.begin and other.span.end <= mention.span.end
        inside = inside and reading.text[other.span.end : other.span.end + 1] != "-"
        before = reading.text[max(other.span.begin - _LONGEST, 0) : other.span.begin] if inside else ""
        inside = inside and not before.lower().endswith(_NOT_THEIRS) and not _is_namesake(reading, other)
        if inside and other.id != mention.id and other.kind == "name":
            return other
    return None


def _has_left(reading: Reading, mention: EntityMention) -> bool:
    """Tell whether people are told to have left whoever is named beside them: "dissident FARC rebels"."""
    words = reading.knowledge.lexicon.cues.get("PartingWord", {})
    return any((child.form,) in words for child in reading.doc[reading.head_of[mention.id]].lefts)


def _is_namesake(reading: Reading, person: EntityMention) -> bool:
    """Tell whether a thing is only called after somebody: "the Rafic Hariri airport" is not his."""
    return reading.is_a(person.cls, "Person") and reading.doc[reading.head_of[person.id]].dep == "compound"


def _owner_beside(reading: Reading, head: Word) -> EntityMention | None:
    """Find the owner in "bases of the SDF" and "its soldiers" is left to coreference."""
    for child in head.children:
        if child.dep == "poss" and child.tag not in ("PRP$", "WP$"):
            return reading.entity_at(child)
        if child.dep == "prep" and child.form in ("of", "from"):
            for obj in child.children:
                entity = reading.entity_at(obj) if obj.dep == "pobj" else None
                if entity and (reading.is_a(entity.cls, "Agent", "Country") or _lies_in(reading, head, entity)):
                    return entity
    return None


def _lies_in(reading: Reading, head: Word, around: EntityMention) -> bool:
    """Tell whether "of" says where a place lies: "the Munya area of Niger State"."""
    place = reading.entity_at(head)
    placed = place is not None and reading.is_a(place.cls, "SpatialThing")
    return placed and around.kind == "name" and reading.is_a(around.cls, "AdministrativeArea")
