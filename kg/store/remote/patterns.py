"""Quads of a pattern, asked of another server."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

import pyoxigraph as ox

from kg.store.quads import Pattern
from kg.store.remote.endpoint import Endpoint
from kg.store.results import Solutions
from kg.store.templates.binding import Term

DEFAULT: Final = ox.DefaultGraph()


def fetch_pattern(endpoint: Endpoint, pattern: Pattern) -> list[ox.Quad]:
    """Return the quads of a pattern, of all graphs if it names none."""
    subject, predicate, object_, graph = pattern
    if isinstance(subject, ox.BlankNode) or isinstance(object_, ox.BlankNode):
        return []  # which no query can name
    bound: dict[str, Term | None] = {"subject": subject, "predicate": predicate}
    bound["object"] = None if subject and predicate else object_  # a query for all columns needs one that is free
    if isinstance(graph, ox.NamedNode):
        bound["graph"] = graph
    name = "graph-pattern" if endpoint.facts or isinstance(graph, ox.NamedNode) else "any-pattern"
    if isinstance(graph, ox.DefaultGraph):
        name = "facts-pattern"
    rows = endpoint.select(name, {key: [term] for key, term in bound.items() if term is not None})
    found = _quads(rows, endpoint, pattern)
    return [quad for quad in found if object_ is None or quad.object == object_]


def fetch_facts(
    endpoint: Endpoint, subjects: Sequence[ox.NamedNode], predicates: Collection[ox.NamedNode] = ()
) -> dict[ox.NamedNode, list[ox.Quad]]:
    """Return the facts about each of some subjects, asked for at once; those of some properties, if any are given."""
    terms: dict[str, Sequence[Term]] = {"subjects": subjects}
    if predicates:
        terms["predicates"] = sorted(predicates, key=str)
    rows = endpoint.select("values-of-subjects" if predicates else "about-subjects", terms)
    found: dict[ox.NamedNode, list[ox.Quad]] = {subject: [] for subject in subjects}
    for quad in read_quads(rows, endpoint):
        if isinstance(quad.subject, ox.NamedNode):
            found[quad.subject].append(quad)
    return found


def read_quads(rows: Solutions, endpoint: Endpoint) -> Iterator[ox.Quad]:
    """Yield the quads of rows with the columns subject, predicate, object and graph."""
    yield from _quads(rows, endpoint, (None, None, None, None))


def _quads(rows: Solutions, endpoint: Endpoint, pattern: Pattern) -> Iterator[ox.Quad]:
    facts = ox.NamedNode(endpoint.facts) if endpoint.facts else None
    subject, predicate, object_, graph = pattern
    for row in rows:
        home = row.get("graph", graph or DEFAULT)
        yield ox.Quad(
            row.get("subject", subject),  # type: ignore[arg-type]  # the column is there where the pattern has none
            row.get("predicate", predicate),  # type: ignore[arg-type]  # as above
            row.get("object", object_),  # type: ignore[arg-type]  # as above
            DEFAULT if home == facts else home,  # type: ignore[arg-type]  # graphs are named by IRIs
        )
