"""In which wider place one lies: "Raqqa, Syria", "Karm, in Hama province", "the Salam district of Karm"."""

from typing import Final

from kg.extraction.mention import EntityMention, Relation
from kg.extraction.reading import Reading
from kg.namespaces import NS

_LOCATED: Final = NS + "locatedIn"
_BESIDE: Final = frozenset({(",",), ("in",)})
_INSIDE: Final = (",", "in")
_PART: Final = ("of",)
_SIDE: Final = (",", "in", "the")
_FAR: Final = len(", in the north-west of ")


def find_wider_places(reading: Reading) -> None:
    """Add in which wider place each place lies, and take back that a facility in the one lies in the other too."""
    places = [e for e in reading.entities if e.kind == "name" and reading.is_a(e.cls, "Place")]
    known = {(r.head, r.tail) for r in reading.relations if r.relation == _LOCATED}
    wider: dict[int, int] = {}
    for one in places:
        for other in places if one.individual is None else ():
            if 0 < other.span.begin - one.span.end <= _FAR and _lies_in(reading, one, other):
                around = _owned(reading, other)
                wider[one.id] = around.id
                if (one.id, around.id) not in known:
                    reading.relations.append(Relation(one.id, around.id, _LOCATED, around.span))
                break
    told_twice = {(head, wider[tail]) for head, tail in known if tail in wider}
    reading.relations = [r for r in reading.relations if r.relation != _LOCATED or (r.head, r.tail) not in told_twice]


def _owned(reading: Reading, place: EntityMention) -> EntityMention:
    """Return the province in "Congo's Ituri province", else the place itself."""
    head = reading.doc[reading.head_of[place.id]]
    owned = reading.entity_at(head.head) if head.dep == "poss" else None
    return owned if owned and owned.kind == "name" and reading.is_a(owned.cls, "Place") else place


def _lies_in(reading: Reading, one: EntityMention, other: EntityMention) -> bool:
    between = tuple(reading.text[one.span.end : other.span.begin].split())
    if between == _PART:
        return reading.is_a(one.cls, "AdministrativeArea")
    if between[:3] == _SIDE:
        return between[-1:] == _PART and _is_side(reading, between[3:-1])
    return between == _INSIDE or (between in _BESIDE and reading.is_a(other.cls, "Country", "AdministrativeArea"))


def _is_side(reading: Reading, words: tuple[str, ...]) -> bool:
    """Tell whether it is a point of the compass: "north" as in "north of"."""
    return len(words) == 1 and f"{words[0].lower().rpartition('-')[2]} of" in reading.knowledge.lexicon.role_cues
