"""The SHACL shapes, and what of a small graph does not keep to them.

Each file of shapes says by ``dcterms:type`` which part of a store it is about: what an ``article`` says, the ``facts``
that follow from all articles, the ``ontology`` with its individuals, or the ``curation`` by people. A store is far too
large for pySHACL, so that it is shown to the shapes in slices.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

import pyoxigraph as ox
import rdflib
from pyshacl import validate
from rdflib.namespace import DCTERMS, RDF, SH

from kg.errors import OntologyError
from kg.graph.conforming import Conforming
from kg.graph.small_graph_facts import Facts
from kg.namespaces import XSD

Part = Literal["article", "facts", "ontology", "curation"]
Severity = Literal["violation", "warning", "info"]

_STEPS: Final = 2
"""How far from a thing the shapes look at most, along their paths."""
_SEVERITIES: Final[dict[object, Severity]] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """Something that is not as it should be: how bad, found by which check, about which thing, why and what to do."""

    severity: Severity
    check: str
    """IRI of the shape or of the query."""
    component: str
    """IRI of the kind of constraint that is not kept."""
    thing: str
    value: str
    """The value that is wrong; empty where one is missing."""
    message: str


class Shapes:
    """The shapes of a folder, by the part of a store that they are about."""

    def __init__(self, by_part: dict[Part, rdflib.Graph]) -> None:
        self._by_part = by_part
        self._quick = {part: Conforming(graph) for part, graph in by_part.items()}

    @classmethod
    def load(cls, folder: Path) -> "Shapes":
        """Return the shapes in the Turtle files of a folder. Raises OntologyError naming the file that is wrong."""
        by_part: dict[Part, rdflib.Graph] = {part: rdflib.Graph() for part in get_args(Part)}
        for path in sorted(folder.glob("*.ttl")):
            graph = _read(path)
            by_part[_part_of(graph, path)] += graph
        return cls(by_part)

    def targets(self, part: Part) -> list[str]:
        """Return the classes whose things the shapes of a part are about."""
        return sorted({str(cls) for cls in self._by_part[part].objects(None, SH.targetClass)})

    def named(self) -> set[str]:
        """Return the IRIs of all shapes that findings can name."""
        shapes = {SH.NodeShape, SH.PropertyShape}
        found = {s for graph in self._by_part.values() for s, kind in graph.subject_objects(RDF.type) if kind in shapes}
        return {str(shape) for shape in found if isinstance(shape, rdflib.URIRef)}

    def findings(
        self, part: Part, triples: Iterable[ox.Triple], *, about: Container[str] | None = None
    ) -> Iterator[Finding]:
        """Yield what in a small graph does not keep to the shapes of a part, once for each thing, shape and value.

        The graph must hold the classes of all that is pointed to, and ``rdfs:subClassOf`` up to the shapes' classes.
        With ``about``, only these things are looked at and the others are there for their classes.
        """
        if about is None or not self._quick[part].is_able:
            yield from self._thorough(part, triples, about=about)
            return
        facts = Facts(triples)
        if suspects := self._quick[part].suspects(facts, about):
            known = {each.value for each in suspects if isinstance(each, ox.NamedNode)}
            yield from self._thorough(part, facts.near(suspects, _STEPS), about=known)

    def _thorough(
        self, part: Part, triples: Iterable[ox.Triple], *, about: Container[str] | None = None
    ) -> Iterator[Finding]:
        graph = rdflib.Graph()
        for triple in triples:
            graph.add((_subject(triple.subject), rdflib.URIRef(triple.predicate.value), _term(triple.object)))
        _, report, _ = validate(graph, shacl_graph=self._by_part[part], inplace=True, inference="none")
        if not isinstance(report, rdflib.Graph):
            raise OntologyError(f"The shapes about {part} cannot be used: {report}. Correct the files in shapes/.")
        seen: set[tuple[str, str, str]] = set()
        for result in report.subjects(RDF.type, SH.ValidationResult):
            finding = _finding(report, result)
            key = (finding.check, finding.thing, finding.value)
            if key not in seen and (about is None or finding.thing in about):
                seen.add(key)
                yield finding


def _read(path: Path) -> rdflib.Graph:
    try:
        return rdflib.Graph().parse(path, format="turtle")
    except (SyntaxError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise OntologyError(f"The shapes in {path} are not Turtle: {reason}. Correct the file.") from error


def _part_of(graph: rdflib.Graph, path: Path) -> Part:
    told = {str(value) for value in graph.objects(None, DCTERMS.type)}
    for part in get_args(Part):
        if told == {part}:
            return part  # type: ignore[no-any-return]  # get_args forgets that it is one of the Literal's values
    raise OntologyError(
        f'The shapes in {path} do not say what they are about. Write dcterms:type "article", "facts" or "ontology" '
        "behind the IRI of the file's owl:Ontology."
    )


def _finding(report: rdflib.Graph, result: rdflib.term.Node) -> Finding:
    def text(prop: rdflib.URIRef) -> str:
        value = report.value(result, prop)
        return "" if value is None else str(value)

    return Finding(
        severity=_SEVERITIES.get(report.value(result, SH.resultSeverity), "violation"),
        check=text(SH.sourceShape),
        component=text(SH.sourceConstraintComponent),
        thing=text(SH.focusNode),
        value=text(SH.value),
        message=text(SH.resultMessage),
    )


def _subject(term: object) -> rdflib.URIRef | rdflib.BNode:
    return rdflib.BNode(term.value) if isinstance(term, ox.BlankNode) else rdflib.URIRef(getattr(term, "value", ""))


def _term(term: object) -> rdflib.URIRef | rdflib.BNode | rdflib.Literal:
    if not isinstance(term, ox.Literal):
        return _subject(term)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    # rdflib tells a string with its datatype from the plain string of the shapes.
    plain = term.datatype.value == XSD + "string"
    return rdflib.Literal(term.value, datatype=None if plain else rdflib.URIRef(term.datatype.value))
