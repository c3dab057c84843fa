"""An ontology and all it imports as one file, for people who open a single one."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.namespaces import DCTERMS, DEFAULT_BASE, OWL, PREFIXES, RDFS
from kg.ontology.formatting import turtle_text
from kg.ontology.modules import Module, Ontology, Term, load_ontology

MERGED: Final = DEFAULT_BASE + "sitrep"
"""The name of the merged ontology."""

_IMPORTS: Final = ox.NamedNode(OWL + "imports")
_VERSION_IRI: Final = ox.NamedNode(OWL + "versionIRI")
_VERSION: Final = ox.NamedNode(OWL + "versionInfo")
_PRIOR: Final = ox.NamedNode(OWL + "priorVersion")
_TITLE: Final = ox.NamedNode(DCTERMS + "title")
_DESCRIPTION: Final = ox.NamedNode(DCTERMS + "description")
_DEFINED_BY: Final = ox.NamedNode(RDFS + "isDefinedBy")


def merged_file(root: Path, suffix: str) -> bytes:
    """Return an ontology file and its imports as one ontology, in Turtle (``.ttl``) or RDF/XML (``.owl``, ``.rdf``).

    Raises OntologyError for another suffix, and when the files cannot be read.
    """
    if suffix not in {".ttl", ".owl", ".rdf"}:
        raise OntologyError(
            f"An ontology cannot be merged into a file {suffix or 'without an ending'}: use .ttl or .owl."
        )
    ontology = load_ontology(root)
    triples = _merged(ontology)
    prefixes = {name: iri for module in ontology.modules for name, iri in module.prefixes.items()}
    text = turtle_text(triples, prefixes)
    if suffix == ".ttl":
        return text.encode()
    out = BytesIO()
    in_order = (quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE))
    named = {name: iri for name, iri in {**prefixes, **PREFIXES}.items() if name}
    ox.serialize(in_order, out, ox.RdfFormat.RDF_XML, prefixes=named)
    return out.getvalue()


def _merged(ontology: Ontology) -> list[ox.Triple]:
    """Return all statements but the modules' headers, and one header made of the root's."""
    headers = {module.iri for module in ontology.modules}
    root, here = ontology.modules[-1], ox.NamedNode(MERGED)
    own = {_IMPORTS, _VERSION_IRI, _PRIOR, _TITLE, _DESCRIPTION}
    kept = [
        ox.Triple(here, t.predicate, t.object)
        for t in root.triples
        if _is_about(t, root.iri) and t.predicate not in own
    ]
    version = next((t.object.value for t in kept if t.predicate == _VERSION and isinstance(t.object, ox.Literal)), "0")
    names = ", ".join(sorted(iri.rsplit("/", 1)[-1] for iri in headers))
    header = [
        *kept,
        ox.Triple(here, _VERSION_IRI, ox.NamedNode(f"{DEFAULT_BASE}{version}/sitrep")),
        *(ox.Triple(here, _PRIOR, _version_of_all(t.object)) for t in root.triples if t.predicate == _PRIOR),
        ox.Triple(here, _TITLE, ox.Literal("Sitrep, all modules in one file", language="en")),
        ox.Triple(
            here, _DESCRIPTION, ox.Literal(f"The modules {names} merged, to open or to publish as one.", language="en")
        ),
    ]
    told = (triple for number, module in enumerate(ontology.modules) for triple in _apart(module, number))
    body = (triple for triple in told if not any(_is_about(triple, iri) for iri in headers))
    return [*header, *(ox.Triple(t.subject, t.predicate, here) if t.predicate == _DEFINED_BY else t for t in body)]


def _version_of_all(version: Term) -> ox.NamedNode:
    """Return the version IRI of the merged ontology for that of a module: the same number, another name."""
    return ox.NamedNode(f"{getattr(version, 'value', '').rsplit('/', 1)[0]}/{MERGED.rsplit('/', 1)[-1]}")


def _apart(module: Module, number: int) -> Iterator[ox.Triple]:
    """Yield a module's statements, its blank nodes named unlike those of any other module."""

    def own(term: Term) -> Term:
        return ox.BlankNode(f"m{number}{term.value}") if isinstance(term, ox.BlankNode) else term

    for triple in module.triples:
        subject = own(triple.subject)
        if not isinstance(subject, ox.Literal):
            yield ox.Triple(subject, triple.predicate, own(triple.object))


def _is_about(triple: ox.Triple, iri: str) -> bool:
    return isinstance(triple.subject, ox.NamedNode) and triple.subject.value == iri
