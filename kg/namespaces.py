"""The IRIs that Sitrep writes, in one place."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

import pyoxigraph as ox

DEFAULT_BASE: Final = "https://w3id.org/sitrep/"
NS: Final = "https://w3id.org/sitrep/ns#"
AUTHORITY: Final = "https://w3id.org/sitrep/authority#"
CODES: Final = "https://w3id.org/sitrep/codebooks#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
PROV: Final = "http://www.w3.org/ns/prov#"
SH: Final = "http://www.w3.org/ns/shacl#"
SHAPES: Final = "https://w3id.org/sitrep/shapes#"
SD: Final = "http://www.w3.org/ns/sparql-service-description#"
VOID: Final = "http://rdfs.org/ns/void#"
SCHEMA: Final = "https://schema.org/"
GEO: Final = "http://www.opengis.net/ont/geosparql#"
VIRTUOSO: Final = "http://www.openlinksw.com/schemas/virtrdf#"
GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"
GEXF: Final = "http://www.gexf.net/1.2draft"

UNION_GRAPH: Final = "urn:x-arq:UnionGraph"
"""What clients call the graph of everything: the default graph and all named ones."""

PREFIXES: Final = {
    "sr": NS,
    "auth": AUTHORITY,
    "code": CODES,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "prov": PROV,
}
"""Prefixes for Turtle and for queries typed by people."""


def sr(name: str) -> ox.NamedNode:
    """Return the ontology's term of that local name."""
    return ox.NamedNode(NS + name)


def local_name(iri: str) -> str:
    """Return what stands behind the last ``#`` or ``/`` of an IRI."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def token_iri(vocabulary: str, token: str) -> ox.NamedNode:
    """Return the individual of a closed vocabulary: ``modality``, ``realised`` → ``sr:modalityRealised``."""
    return sr(vocabulary + token[0].upper() + token[1:])


@dataclass(frozen=True, slots=True)
class Iris:
    """The IRIs of data under one base; ``digest`` arguments are hexadecimal."""

    base: str = DEFAULT_BASE

    def article(self, key: str) -> str:
        """Return the IRI of an article."""
        return f"{self.base}id/article/{key}"

    def span(self, key: str, begin: int, end: int) -> str:
        """Return the IRI of characters of an article, after RFC 5147."""
        return f"{self.base}id/article/{key}#char={begin},{end}"

    def graph(self, name: str) -> str:
        """Return the IRI of a named graph: ``article/KEY``, ``inferred``, ``runs`` and so on."""
        return f"{self.base}graph/{name}"

    def thing(self, kind: str, digest: str) -> str:
        """Return the IRI of a thing of a kind: ``report``, ``event``, ``claim``, ``entity``, ``place`` and so on."""
        return f"{self.base}id/{kind}/{digest}"


def digest(*parts: str) -> str:
    """Return 16 hexadecimal digits that stand for the parts."""
    return sha256("\x1f".join(parts).encode()).hexdigest()[:16]
