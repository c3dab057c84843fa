"""The statements of a slice: each individual declared, labelled and told in the terms of one ontology."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from kg.namespaces import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, local_name, sr
from kg.store.slices.slice_events import ChosenEvents

_DEFAULT: Final = ox.DefaultGraph()
_TYPE: Final = ox.NamedNode(RDF + "type")
_LABEL: Final = ox.NamedNode(RDFS + "label")
_INDIVIDUAL: Final = ox.NamedNode(OWL + "NamedIndividual")
_TOLD_OTHERWISE: Final = frozenset(
    sr(name)
    for name in ("eventClass", "hasText", "day", "week", "month", "year", "provinceMonth", "gridCell", "content")
)
"""Keys and shortcuts for queries: the class, the interval and the place say the same."""
_EVIDENCE: Final = frozenset({sr("hasReport"), sr("reportedIn")})
_WORDS: Final = (
    *(ox.NamedNode(SKOS + "altLabel"), sr("publishedAt"), ox.NamedNode(DCTERMS + "title")),
    *(sr(name) for name in ("exactText", "heldBy", "ofPost", "countText", "timeText", "evidence", "url")),
)
"""What the label of an individual without one is made of: the first two that it has."""
_DATE_TIME: Final = ox.NamedNode(XSD + "dateTime")
_DECIMAL: Final = ox.NamedNode(XSD + "decimal")
_LONGEST_LABEL: Final = 80


@dataclass(frozen=True)
class DeclaredTerms:
    """What the ontology declares, which the slice imports: what uses other terms is left out."""

    terms: frozenset[str]
    data_properties: frozenset[str]
    individuals: frozenset[str]
    names: Mapping[str, str]
    """What its terms and individuals are called."""
    excluded: Mapping[str, tuple[frozenset[str], frozenset[str]]]
    """Property → classes that what it is said of, and what it leads to, cannot be members of."""


@dataclass
class SliceFacts:
    """Yields the statements about the chosen events and everything they name, in the order of IRIs."""

    store: ox.Store
    base: str
    chosen: ChosenEvents
    ontology: DeclaredTerms
    with_evidence: bool
    left_out: Counter[str] = field(default_factory=Counter)
    """How many statements could not be told, by reason."""
    individuals: int = 0
    _labels: Counter[str] = field(default_factory=Counter)
    _kinds: dict[str, frozenset[str]] = field(default_factory=dict)

    def triples(self) -> Iterator[ox.Triple]:
        """Yield the statements; ``left_out`` and ``individuals`` are right once all have been taken."""
        self._labels.update(self.ontology.names[iri] for iri in self.ontology.individuals & self.ontology.names.keys())
        evidence = self._evidence() if self.with_evidence else {}
        waiting = [*self.chosen.events, *evidence]
        inside = set(waiting)
        done: set[str] = set()
        while waiting:
            further: set[str] = set()
            for iri in sorted(waiting):
                yield from self._about(iri, evidence.get(iri, _DEFAULT), inside, further)
            done.update(waiting)
            waiting = sorted(further - done)

    def _evidence(self) -> dict[str, ox.NamedNode | ox.DefaultGraph]:
        """Return reports, claims, mentions, sentences and articles behind the events, each with the graph it is in."""
        found: dict[str, ox.NamedNode | ox.DefaultGraph] = {}
        for event in self.chosen.events:
            for told in self._values(event, "hasReport", _DEFAULT):
                for quad in self.store.quads_for_pattern(None, sr("aboutReport"), ox.NamedNode(told)):
                    if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.graph_name, ox.NamedNode):
                        found[told] = quad.graph_name
                        found.update(dict.fromkeys(self._behind(quad.subject.value, quad.graph_name), quad.graph_name))
            found.update(dict.fromkeys(self._values(event, "reportedIn", _DEFAULT), _DEFAULT))
        return found

    def _behind(self, claim: str, graph: ox.NamedNode) -> Iterator[str]:
        yield claim
        for mention in self._values(claim, "evidence", graph):
            if sentences := self._values(mention, "inSentence", graph):
                yield from (mention, *sentences)

    def _values(self, subject: str, name: str, graph: ox.NamedNode | ox.DefaultGraph) -> list[str]:
        quads = self.store.quads_for_pattern(ox.NamedNode(subject), sr(name), None, graph)
        return [quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)]

    def _holdings(self, person: ox.NamedNode) -> set[str]:
        quads = self.store.quads_for_pattern(None, sr("heldBy"), person, _DEFAULT)
        found = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
        return found - self.ontology.individuals

    def _about(
        self, iri: str, graph: ox.NamedNode | ox.DefaultGraph, inside: set[str], further: set[str]
    ) -> Iterator[ox.Triple]:
        node = ox.NamedNode(iri)
        about = sorted(self.store.quads_for_pattern(node, None, None, graph), key=str)
        quads = [quad for quad in about if quad.object != _INDIVIDUAL and self._is_told(quad)]
        kept = [quad for quad in quads if self._keeps(quad, inside, further)]
        further |= self._holdings(node)
        self.individuals += 1
        yield ox.Triple(node, _TYPE, _INDIVIDUAL)
        yield from (self._as_owl(quad.triple) for quad in kept if quad.predicate != _LABEL)
        if iri not in self.ontology.individuals:
            yield ox.Triple(node, _LABEL, self._own(self._label(node, kept, graph)))

    def _as_owl(self, triple: ox.Triple) -> ox.Triple:
        """Return a statement with its value as editors of OWL 2 RL keep it.

        Values of data properties bear no language, and decimals a point, without which they are saved as integers.
        """
        value = triple.object
        if not isinstance(value, ox.Literal) or triple.predicate.value not in self.ontology.data_properties:
            return triple
        if value.datatype == _DECIMAL and "." not in value.value:
            value = ox.Literal(f"{value.value}.0", datatype=_DECIMAL)
        elif value.language:
            value = ox.Literal(value.value)
        return ox.Triple(triple.subject, triple.predicate, value)

    def _is_told(self, quad: ox.Quad) -> bool:
        """Return whether a statement is neither inferred nor the ontology's own, nor left to the other view."""
        if quad.predicate in _TOLD_OTHERWISE or (quad.predicate in _EVIDENCE and not self.with_evidence):
            return False
        imported = isinstance(quad.subject, ox.NamedNode) and quad.subject.value in self.ontology.individuals
        lists = ("inferred", "ontology") if imported else ("inferred",)
        listed = (ox.NamedNode(f"{self.base}graph/{name}") for name in lists)
        return not any(ox.Quad(quad.subject, quad.predicate, quad.object, graph) in self.store for graph in listed)

    def _keeps(self, quad: ox.Quad, inside: set[str], further: set[str]) -> bool:
        """Return whether the ontology knows the terms of a statement and the slice what it leads to."""
        if quad.predicate != _TYPE and quad.predicate.value not in self.ontology.terms:
            self.left_out[f"uses {quad.predicate.value}, which the ontology does not declare"] += 1
            return False
        if self._contradicts(quad):
            self.left_out[f"says by {local_name(quad.predicate.value)} what the classes of its ends exclude"] += 1
            return False
        return self._leads_inside(quad, inside, further)

    def _contradicts(self, quad: ox.Quad) -> bool:
        """Return whether a statement would make the slice inconsistent, so that no reasoner could work with it."""
        ends = self.ontology.excluded.get(quad.predicate.value)
        if ends is None:
            return False
        pairs = zip(ends, (quad.subject, quad.object), strict=True)
        return any(excluded & self._classes(end) for excluded, end in pairs)

    def _classes(self, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> frozenset[str]:
        if not isinstance(term, ox.NamedNode):
            return frozenset()
        if term.value not in self._kinds:
            kinds = (quad.object for quad in self.store.quads_for_pattern(term, _TYPE, None, _DEFAULT))
            self._kinds[term.value] = frozenset(kind.value for kind in kinds if isinstance(kind, ox.NamedNode))
        return self._kinds[term.value]

    def _leads_inside(self, quad: ox.Quad, inside: set[str], further: set[str]) -> bool:
        value = quad.object
        if not isinstance(value, ox.NamedNode) or value.value in inside:
            return True
        if value.value in self.ontology.terms:
            further |= {value.value} & self.ontology.individuals
            return True
        if quad.predicate == _TYPE:
            self.left_out[f"is of the class {value.value}, which the ontology does not declare"] += 1
            return False
        if self._is_outside(value):
            self.left_out[f"leads by {local_name(quad.predicate.value)} out of the slice"] += 1
            return False
        further.add(value.value)
        return True

    def _is_outside(self, node: ox.NamedNode) -> bool:
        """Return whether something is an event, or evidence: these are in the slice only when chosen."""
        kinds = ("event", "report", "article", "claim", "text", "run")
        return node.value.startswith(tuple(f"{self.base}id/{kind}/" for kind in kinds))

    def _own(self, label: ox.Literal) -> ox.Literal:
        """Return a label that no other individual has: a second one of the same is numbered."""
        self._labels[label.value] += 1
        number = self._labels[label.value]
        return _like(label, f"{label.value} ({number})") if number > 1 else label

    def _label(self, node: ox.NamedNode, quads: list[ox.Quad], graph: ox.NamedNode | ox.DefaultGraph) -> ox.Literal:
        labels = [quad.object for quad in quads if quad.predicate == _LABEL and isinstance(quad.object, ox.Literal)]
        if not labels:
            return ox.Literal(self._made_label(node, quads, graph))
        undated = node.value in self.chosen.iris and not labels[0].value[:1].isdigit()
        return _like(labels[0], f"undated {labels[0].value}") if undated else labels[0]

    def _made_label(self, node: ox.NamedNode, quads: list[ox.Quad], graph: ox.NamedNode | ox.DefaultGraph) -> str:
        types = (quad.object for quad in quads if quad.predicate == _TYPE)
        kinds = sorted(kind.value for kind in types if isinstance(kind, ox.NamedNode))
        kind = self._text(ox.NamedNode(kinds[-1]), graph) if kinds else ""  # the last: CountClaim, not Claim
        said = [self._text(quad.object, graph) for word in _WORDS for quad in quads if quad.predicate == word]
        words = ", ".join(said[:2]) or self._event_label(node) or local_name(node.value)
        text = f"{kind}: {words}" if kind else words
        return text if len(text) <= _LONGEST_LABEL else text[: _LONGEST_LABEL - 1] + "…"

    def _event_label(self, report: ox.NamedNode) -> str:
        for quad in self.store.quads_for_pattern(None, sr("hasReport"), report, _DEFAULT):
            if isinstance(quad.subject, ox.NamedNode):
                return self._text(quad.subject, _DEFAULT)
        return ""

    def _text(self, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, graph: object) -> str:
        if not isinstance(term, ox.NamedNode):
            text = term.value if isinstance(term, ox.Literal) else str(term)
            is_moment = isinstance(term, ox.Literal) and term.datatype == _DATE_TIME
            return text[:10] if is_moment else " ".join(text.split())
        if term.value in self.ontology.names:
            return self.ontology.names[term.value]
        inside = graph if isinstance(graph, ox.NamedNode) else _DEFAULT
        for predicate, where in ((_LABEL, _DEFAULT), (sr("exactText"), inside)):
            for quad in self.store.quads_for_pattern(term, predicate, None, where):
                return quad.object.value if isinstance(quad.object, ox.Literal) else local_name(term.value)
        return local_name(term.value)


def _like(label: ox.Literal, text: str) -> ox.Literal:
    return ox.Literal(text, language=label.language) if label.language else ox.Literal(text)
