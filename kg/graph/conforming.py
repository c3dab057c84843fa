"""Which things of a small graph may not keep to the shapes: a quick look before the thorough one.

pySHACL takes milliseconds for each thing, and nearly all things keep to their shapes. This look takes microseconds. It
knows the constraints that our shapes use; a thing about which it is not sure is one that may not keep to them.
"""

import re
from collections.abc import Callable, Container
from functools import partial
from typing import Final, TypeAlias

import pyoxigraph as ox
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH

from kg.graph.literal_values import UnsureError, has_datatype, order, text_of, unsure
from kg.graph.small_graph_facts import Facts, Term

Check: TypeAlias = Callable[[Facts, Term], bool]
"""Whether a thing keeps to a shape."""
_Constraint: TypeAlias = Callable[[Facts, Term, set[Term]], bool]
"""Whether the values of a thing keep to a constraint."""
_Path: TypeAlias = Callable[[Facts, Term], set[Term]]


class Conforming:
    """The shapes of classes, made ready for the quick look, if they are ``is_able`` to be looked at so."""

    def __init__(self, shapes: rdflib.Graph) -> None:
        # Things chosen otherwise than by their class are for the thorough look alone.
        self.is_able = all((None, target, None) not in shapes for target in _OTHER_TARGETS)
        self._checks: dict[Term, list[Check]] = {}
        for shape, cls in shapes.subject_objects(SH.targetClass):
            self._checks.setdefault(_term(cls), []).append(_shape(shapes, shape))

    def suspects(self, facts: Facts, about: Container[str]) -> set[Term]:
        """Return the things among those asked about that may not keep to a shape of their classes."""
        named = (each for each in facts.by_subject if isinstance(each, ox.NamedNode) and each.value in about)
        return {each for each in named if not self._keeps(facts, each)}

    def _keeps(self, facts: Facts, thing: Term) -> bool:
        classes = frozenset[Term]().union(*facts.classes(thing))
        try:
            return all(check(facts, thing) for cls in classes for check in self._checks.get(cls, ()))
        except UnsureError:
            return False


def _shape(graph: rdflib.Graph, shape: rdflib.term.Node) -> Check:
    path = graph.value(shape, SH.path)
    reach: _Path = _path(graph, path) if path is not None else lambda _, thing: {thing}
    constraints = [
        _constraint(graph, shape, name.removeprefix(str(SH)), value)
        for name, value in sorted((str(prop), value) for prop, value in graph.predicate_objects(shape))
        if name.startswith(str(SH)) and name.removeprefix(str(SH)) not in _NO_CONSTRAINTS
    ]

    def check(facts: Facts, thing: Term) -> bool:
        values = reach(facts, thing)
        return all(constraint(facts, thing, values) for constraint in constraints)

    return check


def _path(graph: rdflib.Graph, path: rdflib.term.Node) -> _Path:
    if isinstance(path, rdflib.URIRef):
        return lambda facts, thing: facts.values(thing, str(path))
    if (repeated := graph.value(path, SH.zeroOrMorePath)) is not None and isinstance(repeated, rdflib.URIRef):
        return lambda facts, thing: facts.reached(thing, str(repeated))
    if (choice := graph.value(path, SH.alternativePath)) is not None:
        ways = [_path(graph, each) for each in Collection(graph, choice)]
        return lambda facts, thing: {value for way in ways for value in way(facts, thing)}
    if graph.value(path, RDF.first) is None:
        return lambda facts, thing: unsure()
    return partial(_along, [_path(graph, each) for each in Collection(graph, path)])


def _along(steps: list[_Path], facts: Facts, thing: Term) -> set[Term]:
    found = {thing}
    for step in steps:
        found = {value for each in found for value in step(facts, each)}
    return found


def _constraint(graph: rdflib.Graph, shape: rdflib.term.Node, name: str, value: rdflib.term.Node) -> _Constraint:
    if name == "qualifiedValueShape":
        least, most = graph.value(shape, SH.qualifiedMinCount), graph.value(shape, SH.qualifiedMaxCount)
        return _qualified(_shape(graph, value), int(str(least or 0)), int(str(most or 1_000_000)))
    if name in _OF_SHAPES:
        return _OF_SHAPES[name](_shape(graph, value))
    if name in _OF_LISTS:
        return _OF_LISTS[name]([_shape(graph, each) for each in Collection(graph, value)])
    if name == "in":
        allowed = {_term(each) for each in Collection(graph, value)}
        return lambda facts, thing, values: values <= allowed
    return _SIMPLE[name](value) if name in _SIMPLE else lambda facts, thing, values: unsure()


def _qualified(check: Check, least: int, most: int) -> _Constraint:
    return lambda facts, thing, values: least <= sum(check(facts, value) for value in values) <= most


def _all_keep(check: Check) -> _Constraint:
    return lambda facts, thing, values: all(check(facts, value) for value in values)


def _none_keeps(check: Check) -> _Constraint:
    return lambda facts, thing, values: not any(check(facts, value) for value in values)


def _all_keep_all(checks: list[Check]) -> _Constraint:
    return lambda facts, thing, values: all(check(facts, value) for value in values for check in checks)


def _all_keep_one(checks: list[Check]) -> _Constraint:
    return lambda facts, thing, values: all(sum(check(facts, value) for check in checks) == 1 for value in values)


def _least(number: rdflib.term.Node) -> _Constraint:
    least = int(str(number))
    return lambda facts, thing, values: len(values) >= least


def _most(number: rdflib.term.Node) -> _Constraint:
    most = int(str(number))
    return lambda facts, thing, values: len(values) <= most


def _of_class(cls: rdflib.term.Node) -> _Constraint:
    wanted = _term(cls)
    return lambda facts, thing, values: all(any(wanted in each for each in facts.classes(value)) for value in values)


def _of_datatype(datatype: rdflib.term.Node) -> _Constraint:
    wanted = str(datatype)
    return lambda facts, thing, values: all(has_datatype(value, wanted) for value in values)


def _like(pattern: rdflib.term.Node) -> _Constraint:
    form = re.compile(str(pattern))
    return lambda facts, thing, values: all(form.search(text_of(value)) is not None for value in values)


def _of_kind(kind: rdflib.term.Node) -> _Constraint:
    def check(_facts: Facts, _thing: Term, values: set[Term]) -> bool:
        return all(isinstance(value, ox.NamedNode) for value in values) if kind == SH.IRI else unsure()

    return check


def _with(value: rdflib.term.Node) -> _Constraint:
    wanted = _term(value)
    return lambda facts, thing, values: wanted in values


def _apart(prop: rdflib.term.Node) -> _Constraint:
    return lambda facts, thing, values: values.isdisjoint(facts.values(thing, str(prop)))


def _in_languages(_: rdflib.term.Node) -> _Constraint:
    def check(_facts: Facts, _thing: Term, values: set[Term]) -> bool:
        tags = [value.language for value in values if isinstance(value, ox.Literal) and value.language]
        return len(tags) == len({tag.lower() for tag in tags})

    return check


def _from(bound: rdflib.term.Node) -> _Constraint:
    least = _term(bound)
    return lambda facts, thing, values: all(order(least, value) <= 0 for value in values)


def _up_to(bound: rdflib.term.Node) -> _Constraint:
    most = _term(bound)
    return lambda facts, thing, values: all(order(value, most) <= 0 for value in values)


def _below(prop: rdflib.term.Node, *, or_equal: bool) -> _Constraint:
    def check(facts: Facts, thing: Term, values: set[Term]) -> bool:
        others = facts.values(thing, str(prop))
        return all(order(value, other) < (1 if or_equal else 0) for value in values for other in others)

    return check


def _term(node: rdflib.term.Node) -> Term:
    if not isinstance(node, rdflib.Literal):
        return ox.NamedNode(str(node)) if isinstance(node, rdflib.URIRef) else ox.BlankNode(str(node))
    if node.language:
        return ox.Literal(str(node), language=node.language)
    return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype))) if node.datatype else ox.Literal(str(node))


_OTHER_TARGETS: Final = (SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode, SH.target)
_NO_CONSTRAINTS: Final = frozenset(
    {"path", "message", "severity", "targetClass", "qualifiedMinCount", "qualifiedMaxCount", "name", "description"}
)
_OF_SHAPES: Final[dict[str, Callable[[Check], _Constraint]]] = {
    "property": _all_keep,
    "node": _all_keep,
    "not": _none_keeps,
}
_OF_LISTS: Final[dict[str, Callable[[list[Check]], _Constraint]]] = {"and": _all_keep_all, "xone": _all_keep_one}
_SIMPLE: Final[dict[str, Callable[[rdflib.term.Node], _Constraint]]] = {
    "minCount": _least,
    "maxCount": _most,
    "class": _of_class,
    "datatype": _of_datatype,
    "pattern": _like,
    "nodeKind": _of_kind,
    "hasValue": _with,
    "disjoint": _apart,
    "uniqueLang": _in_languages,
    "minInclusive": _from,
    "maxInclusive": _up_to,
    "lessThan": partial(_below, or_equal=False),
    "lessThanOrEquals": partial(_below, or_equal=True),
}
