"""Turtle written one way only: one statement a line, in an order that depends on nothing but the statement."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.namespaces import OWL, PREFIXES, RDF, RDFS, SKOS, XSD
from kg.ontology.modules import Term

Subject = ox.NamedNode | ox.BlankNode

ALWAYS: Final = ("auth", "dcterms", "owl", "rdf", "rdfs", "skos", "sr", "xsd")
"""Prefixes that every file declares, so that an editor that keeps only those of the file knows them."""

_TYPE: Final = ox.NamedNode(RDF + "type")
_FIRST: Final = ox.NamedNode(RDF + "first")
_REST: Final = ox.NamedNode(RDF + "rest")
_NIL: Final = ox.NamedNode(RDF + "nil")

_UNORDERED: Final = {OWL + name for name in ("members", "distinctMembers", "intersectionOf", "unionOf", "oneOf")}
"""Properties whose lists mean sets: editors shuffle them."""
_BOTH_WAYS: Final = {OWL + name for name in ("inverseOf", "disjointWith", "propertyDisjointWith", "equivalentClass")}
"""Properties that say the same in both directions: editors turn them round."""
_EARLY: Final = (
    *(RDFS + name for name in ("label", "subClassOf", "subPropertyOf")),
    *(OWL + name for name in ("versionIRI", "imports", "equivalentClass", "propertyChainAxiom", "inverseOf")),
    *(RDFS + name for name in ("domain", "range")),
    SKOS + "definition",
)
_LATE: Final = RDFS + "isDefinedBy"
_SECTIONS: Final = {
    "Ontology": "",
    "AnnotationProperty": "Annotation properties",
    "Datatype": "Datatypes",
    "Class": "Classes",
    "ObjectProperty": "Object properties",
    "DatatypeProperty": "Data properties",
}
_INDIVIDUALS: Final = "Individuals"
_ELSEWHERE: Final = "More about terms of other files"
_UNNAMED: Final = "Axioms without a name"
_ORDER: Final = (*_SECTIONS.values(), _INDIVIDUALS, _ELSEWHERE, _UNNAMED)

_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_\-])?")
_SHORT: Final = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}


def format_file(path: Path) -> str:
    """Return a Turtle file's statements in the one form. Raises OntologyError when it is not Turtle."""
    try:
        parser = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        triples = [quad.triple for quad in parser]
    except (SyntaxError, OSError, ValueError) as error:
        raise OntologyError(f"{path} cannot be read as Turtle: {error}. Correct the file and run again.") from error
    return turtle_text(triples, parser.prefixes)


def turtle_text(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> str:
    """Return triples as Turtle: equal graphs give equal texts, and one statement more or less is one line.

    ``prefixes`` (name → namespace) are offered beside those that every file declares, and written where used. Lists
    that mean sets are sorted, and what holds both ways stands at the first of the two names. Comments are not kept:
    what a reader must know is an annotation.
    """
    writer = _writer(triples, prefixes)
    body = writer.blocks()
    return "\n".join([*writer.declarations(), *body]) + "\n"


def statements(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield each statement as texts: subject, property and value, blank nodes written where they stand.

    The subject of an axiom without a name is ``""`` and so is its property: the value is the whole axiom.
    """
    writer = _writer(triples, prefixes)
    yield from writer.statements()


def _writer(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> "_Writer":
    dataset = ox.Dataset(ox.Quad(*_in_one_direction(triple)) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return _Writer([quad.triple for quad in dataset], prefixes)


def _in_one_direction(triple: ox.Triple) -> ox.Triple:
    one, other = triple.subject, triple.object
    if not isinstance(one, ox.NamedNode) or not isinstance(other, ox.NamedNode) or one.value <= other.value:
        return triple
    return ox.Triple(other, triple.predicate, one) if triple.predicate.value in _BOTH_WAYS else triple


class _Writer:
    def __init__(self, triples: list[ox.Triple], prefixes: Mapping[str, str]) -> None:
        self._of: dict[Subject, dict[str, list[Term]]] = {}
        for triple in triples:
            if isinstance(triple.subject, ox.Triple):
                raise OntologyError(f"{triple} is a statement about a statement, which OWL 2 does not know. Remove it.")
            self._of.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)
        named = {name: iri for name, iri in prefixes.items() if iri not in PREFIXES.values()}
        fixed = {name: PREFIXES[name] for name in PREFIXES if name in ALWAYS or PREFIXES[name] in prefixes.values()}
        by_preference = sorted({**named, **fixed}.items(), key=lambda item: (item[0] == "", item[0]), reverse=True)
        self._namespaces = {iri: name for name, iri in by_preference}
        self._used = set(ALWAYS)
        self._nested = _nested(triples)
        shared = {term for term in self._of if isinstance(term, ox.BlankNode) and term not in self._nested}
        referred = {triple.object for triple in triples if isinstance(triple.object, ox.BlankNode)}
        order = sorted(shared & referred, key=lambda node: (len(node.value), node.value))
        self._labels = {node: f"_:b{number}" for number, node in enumerate(order)}

    def declarations(self) -> list[str]:
        """Return the lines that declare prefixes; only those that ``blocks`` has used are there."""
        spaces = {name: iri for iri, name in self._namespaces.items()}
        return [f"@prefix {name}: <{spaces[name]}> ." for name in sorted(self._used)]

    def blocks(self) -> list[str]:
        """Return the lines of all subjects, section after section."""
        sections: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
        for subject in self._of:
            if subject not in self._nested:
                lines = self._block(subject)
                key = "\n".join(lines) if isinstance(subject, ox.BlankNode) else lines[0].split()[0]
                sections[self._section(subject)].append((key.casefold() + "\0" + key, lines))
        return [line for title in _ORDER for line in _section_lines(title, sections[title])]

    def statements(self) -> Iterator[tuple[str, str, str]]:
        """Yield subject, property and value of every statement."""
        for subject, values in self._of.items():
            if subject in self._nested:
                continue
            if isinstance(subject, ox.BlankNode):
                yield "", "", " ".join(" ".join(self._block(subject)).split())
                continue
            for predicate, terms in values.items():
                name = self._name(ox.NamedNode(predicate))
                yield from ((self._name(subject), name, self._inline(term)) for term in terms)

    def _section(self, subject: Subject) -> str:
        if isinstance(subject, ox.BlankNode):
            return _UNNAMED
        kinds = {getattr(kind, "value", "") for kind in self._of[subject].get(_TYPE.value, ())}
        found = next((title for kind, title in _SECTIONS.items() if OWL + kind in kinds), None)
        if found is None and RDFS + "Datatype" in kinds:
            found = _SECTIONS["Datatype"]
        return found if found is not None else _INDIVIDUALS if kinds else _ELSEWHERE

    def _block(self, subject: Subject) -> list[str]:
        name = self._name(subject) if isinstance(subject, ox.NamedNode) else self._labels.get(subject, "[]")
        values = dict(self._of[subject])
        types = sorted(map(self._inline, values.pop(_TYPE.value, [])), key=_types_first)
        head = f"{name} a {' , '.join(types)} ;" if types else name
        return [head, *(line for text in self._statements(values) for line in text.split("\n")), "."]

    def _statements(self, values: Mapping[str, list[Term]]) -> Iterator[str]:
        for predicate in sorted(values, key=self._rank):
            name = self._name(ox.NamedNode(predicate))
            texts = [self._object(term, unordered=predicate in _UNORDERED) for term in values[predicate]]
            yield from (f"    {name} {text} ;" for text in sorted(texts, key=lambda text: (text.casefold(), text)))

    def _rank(self, predicate: str) -> tuple[int, str]:
        if predicate in _EARLY:
            return _EARLY.index(predicate), ""
        return len(_EARLY) + (predicate == _LATE), self._name(ox.NamedNode(predicate))

    def _object(self, term: Term, *, unordered: bool) -> str:
        """Return the value of a statement; a list that means a set takes a line for each member."""
        items = self._list(term) if unordered else None
        if not items:
            return self._inline(term)
        texts = sorted(map(self._inline, items))
        return "\n".join(["(", *(f"        {text}" for text in texts), "    )"])

    def _inline(self, term: Term, *, unordered: bool = False) -> str:
        if isinstance(term, ox.NamedNode):
            return self._name(term)
        if isinstance(term, ox.Literal):
            return self._literal(term)
        if isinstance(term, ox.Triple):
            raise OntologyError(f"{term} is a statement about a statement, which OWL 2 does not know. Remove it.")
        if term in self._labels:
            return self._labels[term]
        items = self._list(term)
        if items is not None:
            texts = [self._inline(item) for item in items]
            return f"( {' '.join(sorted(texts) if unordered else texts)} )"
        return f"[ {' ; '.join(self._pairs(self._of[term]))} ]" if term in self._of else "[]"

    def _pairs(self, values: Mapping[str, list[Term]]) -> Iterator[str]:
        for predicate in sorted(values, key=lambda name: (name != _TYPE.value, self._rank(name))):
            name = "a" if predicate == _TYPE.value else self._name(ox.NamedNode(predicate))
            texts = [self._inline(term, unordered=predicate in _UNORDERED) for term in values[predicate]]
            yield f"{name} {' , '.join(sorted(texts))}"

    def _list(self, term: Term) -> list[Term] | None:
        """Return the members of a well-formed list that nothing else refers to, None for any other term."""
        items: list[Term] = []
        while isinstance(term, ox.BlankNode) and term in self._nested:
            values = self._of.get(term, {})
            if set(values) != {_FIRST.value, _REST.value} or any(len(found) != 1 for found in values.values()):
                return None
            items.append(values[_FIRST.value][0])
            term = values[_REST.value][0]
        return items if term == _NIL and items else None

    def _name(self, node: ox.NamedNode) -> str:
        end = max(node.value.rfind("#"), node.value.rfind("/")) + 1
        prefix = self._namespaces.get(node.value[:end])
        if prefix is None or not _LOCAL.fullmatch(node.value[end:]):
            return str(node)
        self._used.add(prefix)
        return f"{prefix}:{node.value[end:]}"

    def _literal(self, literal: ox.Literal) -> str:
        form = _SHORT.get(literal.datatype.value)
        if form and form.fullmatch(literal.value):
            return literal.value
        if literal.language or literal.datatype.value == XSD + "string":
            return str(literal)
        return f"{ox.Literal(literal.value)}^^{self._name(literal.datatype)}"


def _types_first(text: str) -> tuple[bool, str]:
    return not text.startswith("owl:"), text


def _section_lines(title: str, blocks: list[tuple[str, list[str]]]) -> Iterator[str]:
    if blocks and title:
        yield from ("", "", f"### {title}")
    for _, lines in sorted(blocks):
        yield ""
        yield from lines


def _nested(triples: Iterable[ox.Triple]) -> set[Term]:
    """Return the blank nodes that can be written where they stand: referred to once, and not by themselves."""
    referred = Counter(triple.object for triple in triples if isinstance(triple.object, ox.BlankNode))
    above = {t.object: t.subject for t in triples if isinstance(t.object, ox.BlankNode) and referred[t.object] == 1}
    nested: set[Term] = set()
    for node, nearest in above.items():
        trail = {node}
        parent: Term = nearest
        while isinstance(parent, ox.BlankNode) and parent in above and parent not in trail:
            trail.add(parent)
            parent = above[parent]
        if parent not in trail:
            nested.add(node)
    return nested
