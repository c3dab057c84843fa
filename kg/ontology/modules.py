"""The ontology's modules: an ontology file and everything it imports, read from one folder, offline."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.namespaces import OWL, RDF, XSD

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_TYPE = ox.NamedNode(RDF + "type")
_ONTOLOGY = ox.NamedNode(OWL + "Ontology")
_IMPORTS = ox.NamedNode(OWL + "imports")
_DEPRECATED = ox.NamedNode(OWL + "deprecated")
_TRUE = ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean"))


@dataclass(frozen=True, slots=True)
class Module:
    """One ontology file: its ontology IRI, its path, its triples, what it imports and its prefixes."""

    iri: str
    path: Path
    triples: tuple[ox.Triple, ...]
    imports: tuple[str, ...]
    prefixes: Mapping[str, str]


@dataclass(frozen=True)
class Ontology:
    """The modules, imported ones before those that import them, and their triples together."""

    modules: tuple[Module, ...]
    store: ox.Store = field(repr=False)

    def objects(self, subject: str, predicate: str) -> list[Term]:
        """Return the values of a property, sorted."""
        pattern = self.store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None)
        return sorted((quad.object for quad in pattern), key=str)

    def pairs(self, predicate: str) -> Iterator[tuple[str, Term]]:
        """Yield subject and value of every use of a property by a term that is not deprecated, sorted."""
        pattern = self.store.quads_for_pattern(None, ox.NamedNode(predicate), None)
        found = [(quad.subject.value, quad.object) for quad in pattern if isinstance(quad.subject, ox.NamedNode)]
        for subject, value in sorted(found, key=str):
            if not self.is_deprecated(subject):
                yield subject, value

    def members(self, node: Term) -> Iterator[Term]:
        """Yield the members of an RDF list."""
        while isinstance(node, ox.BlankNode):
            told = {quad.predicate.value: quad.object for quad in self.store.quads_for_pattern(node, None, None)}
            if RDF + "first" not in told:
                return
            yield told[RDF + "first"]
            node = told.get(RDF + "rest", ox.NamedNode(RDF + "nil"))

    def is_deprecated(self, term: str) -> bool:
        """Tell whether a term is marked ``owl:deprecated true``."""
        return term in self._deprecated

    @cached_property
    def _deprecated(self) -> frozenset[str]:
        marked = self.store.quads_for_pattern(None, _DEPRECATED, _TRUE)
        return frozenset(quad.subject.value for quad in marked if isinstance(quad.subject, ox.NamedNode))

    def triples(self) -> Iterator[ox.Triple]:
        """Yield the triples of all modules, each once."""
        for quad in self.store:
            yield quad.triple


def load_ontology(root: Path) -> Ontology:
    """Read an ontology file and its imports, which must lie in the same folder.

    Raises OntologyError when a file cannot be read, is not Turtle, or imports an ontology that is not there.
    """
    beside = {module.iri: module for module in map(read_module, sorted(root.parent.glob("*.ttl")))}
    start = next((module for module in beside.values() if module.path.name == root.name), None)
    if start is None:
        raise OntologyError(f"There is no ontology {root}. Name an existing Turtle file.")
    ordered: dict[str, Module] = {}
    _visit(start, beside, ordered)
    store = ox.Store()
    for module in ordered.values():
        store.extend(ox.Quad(*triple) for triple in module.triples)
    return Ontology(tuple(ordered.values()), store)


def read_module(path: Path) -> Module:
    """Read one Turtle file. Raises OntologyError with file, line and column when it is broken."""
    try:
        parser = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        triples = tuple(quad.triple for quad in parser)
    except (SyntaxError, OSError, ValueError) as error:
        raise OntologyError(f"{path} cannot be read as Turtle: {error}. Correct the file and run again.") from error
    declared = [t.subject.value for t in triples if t.predicate == _TYPE and t.object == _ONTOLOGY]
    if len(declared) != 1:
        raise OntologyError(f"{path} declares {len(declared)} ontologies; it must declare one with 'a owl:Ontology'.")
    imports = tuple(sorted(t.object.value for t in triples if t.predicate == _IMPORTS))
    return Module(declared[0], path, triples, imports, dict(parser.prefixes))


def _visit(module: Module, beside: dict[str, Module], ordered: dict[str, Module], trail: tuple[str, ...] = ()) -> None:
    if module.iri in ordered:
        return
    if module.iri in trail:
        raise OntologyError(f"{module.path} imports itself through {' → '.join(trail)}. Remove one import.")
    for imported in module.imports:
        if imported not in beside:
            raise OntologyError(
                f"{module.path} imports {imported}, but no file in {module.path.parent} declares it. "
                "Put the file there or remove the import."
            )
        _visit(beside[imported], beside, ordered, (*trail, module.iri))
    ordered[module.iri] = module
