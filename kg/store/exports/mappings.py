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
_TARGET: Final = OWL + "annotatedTarget"


@dataclass(frozen=True)
class Mapping:
    """A statement of the ontology: that class relates so to that code, under a condition or ``""``.

    ``notation`` is the code as the codebook writes it.
    """

    cls: str
    relation: str
    code: str
    notation: str
    condition: str

    def cells(self) -> dict[str, str]:
        """Return the columns by which a row can be traced to the statement."""
        return dict(zip(MAPPING_COLUMNS, (self.cls, self.relation, self.code, self.condition), strict=True))


def mapping_of(reader: FactReader, event: Event, codebook: str) -> Mapping | None:
    """Return the code that fits an event best; None if the ontology has none for it.

    Told at the event's class, else at the nearest class above it. A code whose condition the event meets goes before
    the others, then the nearer relation goes first; a code whose condition it does not meet is not its code. Where all
    codes are narrower than the class, nobody has decided which it is: it gets the code above all of them, if any.
    """
    for place, cls in enumerate(reader.above(event.cls)):
        found = [each for each in _mappings(reader, cls, codebook) if _holds(reader, event, each)]
        decided = [each for each in found if each.condition or each.relation != _RELATIONS[-1]]
        if decided:
            return min(decided, key=lambda each: (not each.condition, _RELATIONS.index(each.relation), each.code))
        if found and not place:
            return _above_all(reader, found)
    return None


def _above_all(reader: FactReader, found: list[Mapping]) -> Mapping | None:
    """Return the code that is directly above all of these codes, None if there is none."""
    above = {tuple(iris_of(reader.thing(each.code), _BROADER)) for each in found}
    [codes] = above if len(above) == 1 else [()]
    if len(codes) != 1:
        return None
    return Mapping(found[0].cls, _ABOVE_NARROW, codes[0], text_of(reader.thing(codes[0]), _NOTATION), "")


def _mappings(reader: FactReader, cls: str, codebook: str) -> Iterator[Mapping]:
    facts = reader.thing(cls)
    for relation in _RELATIONS:
        for code in iris_of(facts, SKOS + relation):
            entry = reader.thing(code)
            if CODES + codebook in iris_of(entry, "inCodebook"):
                yield Mapping(cls, relation, code, text_of(entry, _NOTATION), _condition(reader, cls, code))


def _condition(reader: FactReader, cls: str, code: str) -> str:
    """Return the condition of a mapping: ``AttackOnCivilians`` or ``hasActor: NonStateArmedGroup``."""
    for axiom in reader.axioms(cls):
        if code in iris_of(axiom, _TARGET):
            kind, role = _names(axiom, "onlyIfEventIs"), _names(axiom, "onlyIfRole")
            return f"{role}: {_names(axiom, 'onlyIfRoleIs')}" if role else kind
    return ""


def _names(axiom: Facts, prop: str) -> str:
    return next((local_name(iri) for iri in iris_of(axiom, prop)), "")


def _holds(reader: FactReader, event: Event, mapping: Mapping) -> bool:
    role, mark, kind = mapping.condition.rpartition(": ")
    if not mapping.condition:
        return True
    if not mark:
        return NS + kind in iris_of(event.facts, TYPE)
    return any(NS + kind in iris_of(reader.thing(iri), TYPE) for iri in iris_of(event.facts, role))
