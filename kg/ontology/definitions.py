"""Defined classes: what suffices for being of a class, and what being of it brings along.

Three forms stay inside OWL 2 RL, and the rules know them: an equivalence, ``A ≡ B ⊓ C`` or ``A ≡ B ⊓ (r value v)``;
a general class axiom, ``B ⊓ ∃r.C ⊑ A``; and ``C ⊑ ∀r⁻.A``, which says ``∃r.C ⊑ A`` of the class that is pointed to.
An equivalence with ``∃r.C`` is outside it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.namespaces import OWL, RDF, RDFS
from kg.ontology.modules import Ontology, Term

Value = ox.NamedNode | ox.Literal
Fact = tuple[str, Value]


@dataclass(frozen=True, slots=True)
class Restriction:
    """A property with just this value, or with some value of this class or datatype."""

    prop: str
    value: Value | None
    filler: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """Whatever is of all the bases and keeps all the restrictions is of the class."""

    cls: str
    bases: tuple[str, ...]
    restrictions: tuple[Restriction, ...]


@dataclass(frozen=True)
class Definitions:
    """The defined classes of an ontology."""

    sufficient: tuple[Definition, ...]
    implied: Mapping[str, tuple[Fact, ...]]
    """Class → property and value that all its members have, the type and a class among them."""
    foreign: tuple[str, ...]
    """Classes with an axiom of a shape that the rules do not know."""


def read_definitions(ontology: Ontology) -> Definitions:
    """Return the definitions of the classes that are not deprecated."""
    sufficient: set[Definition] = set()
    implied: dict[str, set[Fact]] = {}
    foreign: set[str] = set()
    for cls, definition, values in _axioms(ontology):
        if definition and not ontology.is_deprecated(definition.cls):
            sufficient.add(definition)
        if values:
            implied.setdefault(cls, set()).update(values)
        if not definition and not values:
            foreign.add(cls)
    return Definitions(
        tuple(sorted(sufficient, key=repr)),
        {cls: tuple(sorted(values, key=str)) for cls, values in implied.items()},
        tuple(sorted(foreign)),
    )


def _axioms(ontology: Ontology) -> Iterator[tuple[str, Definition | None, set[Fact]]]:
    """Yield for each axiom with an anonymous class its named class, what suffices, and what is implied."""
    for quad in ontology.store.quads_for_pattern(None, ox.NamedNode(RDFS + "subClassOf"), None):
        one, other = quad.subject, quad.object
        if isinstance(one, ox.BlankNode) and isinstance(other, ox.NamedNode):
            yield other.value, _definition(ontology, one, other.value), set()
        elif isinstance(one, ox.NamedNode) and isinstance(other, ox.BlankNode):
            yield one.value, _pointed_to(ontology, one.value, other), _values((_restriction(ontology, other),))
    for quad in ontology.store.quads_for_pattern(None, ox.NamedNode(OWL + "equivalentClass"), None):
        for named, node in ((quad.subject, quad.object), (quad.object, quad.subject)):
            if isinstance(named, ox.NamedNode) and isinstance(node, ox.BlankNode):
                definition = _definition(ontology, node, named.value)
                bases = {(RDF + "type", ox.NamedNode(base)) for base in definition.bases} if definition else set()
                yield named.value, definition, bases | _values(definition.restrictions if definition else ())


def _definition(ontology: Ontology, node: ox.BlankNode, cls: str) -> Definition | None:
    together = _told(ontology, node).get(OWL + "intersectionOf")
    members: list[Term] = [node] if together is None else list(ontology.members(together))
    bases = [member.value for member in members if isinstance(member, ox.NamedNode)]
    nested = [_restriction(ontology, member) for member in members if isinstance(member, ox.BlankNode)]
    restrictions = [restriction for restriction in nested if restriction]
    if not members or len(restrictions) < len(nested):
        return None
    return Definition(cls, tuple(sorted(bases)), tuple(sorted(restrictions, key=repr)))


def _restriction(ontology: Ontology, node: ox.BlankNode) -> Restriction | None:
    told = _told(ontology, node)
    prop, value, filler = (told.get(OWL + name) for name in ("onProperty", "hasValue", "someValuesFrom"))
    if not isinstance(prop, ox.NamedNode):
        return None
    if isinstance(value, (ox.NamedNode, ox.Literal)):
        return Restriction(prop.value, value)
    return Restriction(prop.value, None, filler.value) if isinstance(filler, ox.NamedNode) else None


def _pointed_to(ontology: Ontology, cls: str, node: ox.BlankNode) -> Definition | None:
    """Return what follows of a thing that points to a member of a class: ``cls ⊑ ∀r⁻.A``."""
    told = _told(ontology, node)
    inverse, defined = told.get(OWL + "onProperty"), told.get(OWL + "allValuesFrom")
    prop = _told(ontology, inverse).get(OWL + "inverseOf") if isinstance(inverse, ox.BlankNode) else None
    if not isinstance(prop, ox.NamedNode) or not isinstance(defined, ox.NamedNode):
        return None
    return Definition(defined.value, (), (Restriction(prop.value, None, cls),))


def _values(restrictions: Iterable[Restriction | None]) -> set[Fact]:
    return {(each.prop, each.value) for each in restrictions if each and each.value is not None}


def _told(ontology: Ontology, node: ox.BlankNode) -> dict[str, Term]:
    return {quad.predicate.value: quad.object for quad in ontology.store.quads_for_pattern(node, None, None)}
