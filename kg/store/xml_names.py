"""Which triples RDF/XML can hold: it writes a property as the name of an element, which not every IRI ends with."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from kg.namespaces import RDF
from kg.store.query import UnrepresentableResultError

_NAME: Final = re.compile(r"[A-Za-z_\u00c0-\U000effff][\w.-]*\Z")
_SYNTAX: Final = frozenset(
    {"RDF", "ID", "about", "bagID", "parseType", "resource", "nodeID", "datatype", "Description", "li"}
    | {"aboutEach", "aboutEachPrefix"}
)
"""Names in the namespace of RDF that are RDF/XML's own."""


def nameable(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Yield triples as they are; raise UnrepresentableResultError, naming it, at a property that XML cannot name.

    The engine would write an element without a name, which no reader of XML takes.
    """
    known: set[str] = set()
    for triple in triples:
        iri = triple.predicate.value
        if iri not in known:
            if not _NAME.search(iri) or iri.removeprefix(RDF) in _SYNTAX:
                raise UnrepresentableResultError(
                    f"RDF/XML cannot name the property <{iri}> of the result: ask for Turtle or N-Triples"
                )
            known.add(iri)
        yield triple
