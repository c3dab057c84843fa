"""What an event would be coded as in another codebook: told by the ontology, with the relation and its condition."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.namespaces import CODES, NS, OWL, SKOS, local_name
from kg.store.exports.events import Event
from kg.store.exports.facts import TYPE, FactReader, Facts, iris_of, text_of

MAPPING_COLUMNS: Final = ("mapping_class", "mapping_relation", "mapping_code", "mapping_condition")
_RELATIONS: Final = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch")
"""From the nearest on; of the codes of the last, each fits some events of the class only."""
_ABOVE_NARROW: Final = "broader of narrowMatch"
_NOTATION: Final = SKOS + "notation"
_BROADER: Final = SKOS + "broader"
_PROPERTY: Final = OWL + "annotatedProperty"
_TARGET: Final = OWL + "annotatedTarget"
_BETWEEN_CODES: Final = "; "
"""In the lines that name a class's codes for people, such as those of ``sr:acledCode``."""


@dataclass(frozen=True, order=True)
class Condition:
    """What an event must be for a mapping to hold: of a class, or with a value of that class in a role.

    Both are IRIs, or local names where the ontology gives a name as text; ``role`` is ``""`` for the event itself.
    """

    role: str
    kind: str

    def __str__(self) -> str:
        kind = local_name(self.kind)
        return f"{local_name(self.role)}: {kind}" if self.role else kind


@dataclass(frozen=True)
class Mapping:
    """A statement of the ontology: that class relates so to that code, under conditions that must all be met.

    ``notation`` is the code as the codebook writes it. ``place`` is the code's place in the line of the class that
    names its codes for people, the nearest first; codes that are not in the line come after it.
    """

    cls: str
    relation: str
    code: str
    notation: str
    conditions: tuple[Condition, ...] = ()
    place: int = 0

    def cells(self) -> dict[str, str]:
        """Return the columns by which a row can be traced to the statement."""
        told = (self.cls, self.relation, self.code, " and ".join(map(str, self.conditions)))
        return dict(zip(MAPPING_COLUMNS, told, strict=True))


def mapping_of(reader: FactReader, event: Event, codebook: str) -> Mapping | None:
    """Return the code that fits an event best; None if the ontology has none for it.

    Told at the event's class, else at the nearest class above it. A code whose conditions the event meets goes before
    the others, then the nearer relation goes first, then the code that the class names first; a code with a condition
    that the event does not meet is not its code. Where all codes are narrower than the class, nobody has decided which
    it is: it gets the code above all of them, if any.
    """
    for place, cls in enumerate(reader.above(event.cls)):
        found = [each for each in _mappings(reader, cls, codebook) if _holds(reader, event, each)]
        decided = [each for each in found if each.conditions or each.relation != _RELATIONS[-1]]
        if decided:
            return min(decided, key=_rank)
        if found and not place:
            return _above_all(reader, found)
    return None


def _rank(mapping: Mapping) -> tuple[bool, int, int, str]:
    return (not mapping.conditions, _RELATIONS.index(mapping.relation), mapping.place, mapping.code)


def _above_all(reader: FactReader, found: list[Mapping]) -> Mapping | None:
    """Return the code that is directly above all of these codes, None if there is none."""
    above = {tuple(iris_of(reader.thing(each.code), _BROADER)) for each in found}
    [codes] = above if len(above) == 1 else [()]
    if len(codes) != 1:
        return None
    return Mapping(found[0].cls, _ABOVE_NARROW, codes[0], text_of(reader.thing(codes[0]), _NOTATION))


def _mappings(reader: FactReader, cls: str, codebook: str) -> Iterator[Mapping]:
    facts = reader.thing(cls)
    line = text_of(facts, f"{codebook}Code").split(_BETWEEN_CODES)
    for relation in _RELATIONS:
        for code in iris_of(facts, SKOS + relation):
            entry = reader.thing(code)
            if CODES + codebook in iris_of(entry, "inCodebook"):
                notation = text_of(entry, _NOTATION)
                place = line.index(notation) if notation in line else len(line)
                yield Mapping(cls, relation, code, notation, _conditions(reader, (cls, SKOS + relation, code)), place)


def _conditions(reader: FactReader, statement: tuple[str, str, str]) -> tuple[Condition, ...]:
    """Return what all annotations of a statement (class, property, code) ask for, those of another left out."""
    cls, prop, code = statement
    found: set[Condition] = set()
    for axiom in reader.axioms(cls):
        if prop in iris_of(axiom, _PROPERTY) and code in iris_of(axiom, _TARGET):
            found |= {Condition("", kind) for kind in _values(axiom, "onlyIfEventIs")}
            kinds = _values(axiom, "onlyIfRoleIs") or [""]
            found |= {Condition(role, kind) for role in _values(axiom, "onlyIfRole") for kind in kinds}
    return tuple(sorted(found))


def _values(axiom: Facts, prop: str) -> list[str]:
    return [value.value for value in axiom.get(prop, [])]


def _holds(reader: FactReader, event: Event, mapping: Mapping) -> bool:
    return all(_meets(reader, event, condition) for condition in mapping.conditions)


def _meets(reader: FactReader, event: Event, condition: Condition) -> bool:
    if not condition.role:
        return _is_kind(event.facts, condition.kind)
    values = iris_of(event.facts, condition.role.removeprefix(NS))
    return any(_is_kind(reader.thing(iri), condition.kind) for iri in values)


def _is_kind(facts: Facts, kind: str) -> bool:
    """Return whether a thing is of a class, named by its IRI or, in any namespace, by its local name."""
    return any(kind in (iri, local_name(iri)) for iri in iris_of(facts, TYPE))
