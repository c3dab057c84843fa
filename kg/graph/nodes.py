"""RDF terms made from Python values."""

from datetime import UTC, datetime
from functools import lru_cache

import pyoxigraph as ox

from kg.namespaces import XSD

_DATE_TIME = ox.NamedNode(XSD + "dateTime")
_DECIMAL = ox.NamedNode(XSD + "decimal")
_INTEGER = ox.NamedNode(XSD + "integer")
_BOOLEAN = ox.NamedNode(XSD + "boolean")
_OFFSET = ox.NamedNode(XSD + "nonNegativeInteger")

Node = ox.NamedNode | ox.Literal
Fact = tuple[str, Node]
"""A property's IRI and a value, said of a subject at hand."""


@lru_cache(maxsize=16_384)
def iri(value: str) -> ox.NamedNode:
    """Return an IRI; those used again and again are made once."""
    return ox.NamedNode(value)


def text(value: str) -> ox.Literal:
    """Return a plain string."""
    return ox.Literal(value)


def label(value: str) -> ox.Literal:
    """Return a string in English."""
    return ox.Literal(value, language="en")


def moment(value: datetime) -> ox.Literal:
    """Return an xsd:dateTime in UTC, to the second."""
    return ox.Literal(value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), datatype=_DATE_TIME)


def decimal(value: float) -> ox.Literal:
    """Return an xsd:decimal in its shortest form."""
    written = f"{value:.6f}".rstrip("0")
    return ox.Literal(written + "0" if written.endswith(".") else written, datatype=_DECIMAL)


def integer(value: int) -> ox.Literal:
    """Return an xsd:integer."""
    return ox.Literal(str(value), datatype=_INTEGER)


def offset(value: int) -> ox.Literal:
    """Return an xsd:nonNegativeInteger, the type of character offsets."""
    return ox.Literal(str(value), datatype=_OFFSET)


def true() -> ox.Literal:
    """Return the xsd:boolean true."""
    return ox.Literal("true", datatype=_BOOLEAN)


def value_of(term: object) -> str:
    """Return the IRI or the lexical form of a term that is one; the graph holds no other terms as data."""
    if isinstance(term, (ox.NamedNode, ox.Literal)):
        return term.value
    raise TypeError(f"{term} is neither an IRI nor a literal")


def as_fact(quad: ox.Quad) -> Fact:
    """Return what a quad says of its subject."""
    if isinstance(quad.object, (ox.NamedNode, ox.Literal)):
        return quad.predicate.value, quad.object
    raise TypeError(f"{quad} has neither an IRI nor a literal as its object")
