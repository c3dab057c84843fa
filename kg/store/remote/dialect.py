"""What a server writes as nobody else does, put into the words of the standards.

Virtuoso names blank nodes by IRIs of its own, writes truth values as numbers, geometries under a type of its own, calls
literals with a datatype by another name, and answers ASK with rows.
"""

import json
import re
from collections.abc import Iterator
from typing import IO, Final, TypedDict

import pyoxigraph as ox

from kg.namespaces import GEO, VIRTUOSO, XSD
from kg.store.remote.server import Habits
from kg.store.syntax.tokens import replaced, significant

_NO_LABEL: Final = re.compile(r"\W")
_BOOLEAN: Final = XSD + "boolean"
_TRUTH: Final = {"1": "true", "0": "false"}
_GEOMETRY: Final = VIRTUOSO + "Geometry"
_WKT: Final = GEO + "wktLiteral"


class _Term(TypedDict, total=False):
    type: str
    value: str
    datatype: str


def with_graphs_as_variables(text: str) -> str:
    """Return a query whose GRAPH clauses all have variables.

    Where a default graph is named with the query, Virtuoso finds nothing in a graph that GRAPH names by its IRI.
    """
    tokens = significant(text)
    changes = []
    for word, name, opening in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if word.keyword == "GRAPH" and name.kind in {"iri", "prefixed"} and opening.text == "{":
            variable = f"?graph_{name.start}"
            changes.append((word.start, name.end, f"VALUES {variable} {{ {name.text} }} GRAPH {variable}"))
    return replaced(text, changes)


def standard_solutions(data: bytes, habits: Habits, *, is_ask: bool = False) -> bytes:
    """Return a result in SPARQL JSON as the Recommendation has it."""
    if not habits.own_terms:
        return data
    result = json.loads(data)
    if is_ask and "boolean" not in result:
        rows = result["results"]["bindings"]
        truth = any(term["value"] in {"1", "true"} for row in rows for term in row.values())
        return json.dumps({"head": {}, "boolean": truth}).encode()
    for row in result.get("results", {}).get("bindings", ()):
        for term in row.values():
            _correct(term)
    return json.dumps(result).encode()


def standard_graph(data: bytes | IO[bytes], habits: Habits) -> Iterator[ox.Triple]:
    """Yield the triples of a document in N-Triples as they were meant."""
    for quad in ox.parse(data, ox.RdfFormat.N_TRIPLES, lenient=True):
        value = quad.object
        if habits.own_terms and isinstance(value, ox.Literal) and value.datatype.value == _GEOMETRY:
            value = ox.Literal(value.value, datatype=ox.NamedNode(_WKT))
        yield ox.Triple(quad.subject, quad.predicate, value)


def _correct(term: _Term) -> None:
    if term["type"] == "typed-literal":
        term["type"] = "literal"
    if term["type"] == "bnode":
        term["value"] = _NO_LABEL.sub("", term["value"])
    elif term.get("datatype") == _BOOLEAN:
        term["value"] = _TRUTH.get(term["value"], term["value"])
    elif term.get("datatype") == _GEOMETRY:
        term["datatype"] = _WKT
