"""The ontology as pages in Markdown: the tree of classes, a page for each term, the questions behind the terms."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Final

import pyoxigraph as ox

from kg.namespaces import NS, OWL, PREFIXES, RDF, RDFS, SKOS, local_name
from kg.ontology.definitions import Restriction, Value
from kg.ontology.metrics import Metrics, measure
from kg.ontology.modules import Ontology
from kg.ontology.terms import Terms

_KINDS: Final = {
    OWL + "Class": "Classes",
    OWL + "ObjectProperty": "Object properties",
    OWL + "DatatypeProperty": "Data properties",
    OWL + "AnnotationProperty": "Annotation properties",
}
_METRICS: Final = {
    "axioms": "Axiom",
    "logical_axioms": "Logical axiom count",
    "declarations": "Declaration axioms count",
    "classes": "Class count",
    "object_properties": "Object property count",
    "data_properties": "Data property count",
    "individuals": "Individual count",
    "annotation_properties": "Annotation Property count",
}
"""Our name of each count → what Protégé's panel calls it."""
_SHOWN_APART: Final = {
    *(RDFS + name for name in ("label", "isDefinedBy", "subClassOf", "subPropertyOf")),
    *(RDF + "type", SKOS + "definition", NS + "abstract"),
}
_ORDER: Final = ("scopeNote", "positiveExample", "negativeExample", "competencyQuestion", "domain", "range")
_ANNOTATED: Final = tuple(OWL + name for name in ("annotatedSource", "annotatedProperty", "annotatedTarget"))
Statement = tuple[str, str, Value]
_CAPITAL: Final = re.compile("([A-Z])")
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>|#])")


def metrics_table(metrics: Metrics) -> str:
    """Return the counts as a Markdown table, under the names that Protégé's Metrics panel gives them."""
    counts = asdict(metrics)
    rows = [f"| {title} | {counts[name]:,} |" for name, title in _METRICS.items()]
    return "\n".join(["| metric | count |", "|---|---:|", *rows, ""])


def ontology_pages(ontology: Ontology, terms: Terms) -> Iterator[tuple[str, str]]:
    """Yield path and Markdown text of each page: ``index.md``, ``questions.md`` and ``terms/NAME.md``."""
    work = _Pages(ontology, terms)
    yield "index.md", work.index()
    yield "questions.md", work.questions()
    for term in sorted(work.file_of):
        yield work.file_of[term], work.term(term)


class _Pages:
    """The pages of one ontology."""

    def __init__(self, ontology: Ontology, terms: Terms) -> None:
        self.ontology = ontology
        self.terms = terms
        self.kind_of = dict(_documented(ontology))
        self.file_of = dict(_files(self.kind_of))
        self.below = _children(self.kind_of, terms)
        self.remarks = _remarks(ontology)

    def index(self) -> str:
        """Return the page with the tree of classes, the lists of properties, and the metrics."""
        lines = ["# The ontology", "", metrics_table(measure(self.ontology)), "[Questions](questions.md)", ""]
        for kind, title in _KINDS.items():
            roots = [t for t, k in self.kind_of.items() if k == kind and not self._parents(t)]
            lines += [f"## {title}", "", *self._tree(sorted(roots, key=self._label), ""), ""]
        return "\n".join(lines)

    def questions(self) -> str:
        """Return the page of the competency questions, each with the terms that answer it."""
        asked: dict[str, list[str]] = defaultdict(list)
        for term, question in self.ontology.pairs(NS + "competencyQuestion"):
            if term in self.file_of and isinstance(question, ox.Literal):
                asked[question.value].append(term)
        lines = [f"- {_plain(question)} {self._links(asked[question], '')}" for question in sorted(asked)]
        return "\n".join(["# Questions", "", *lines, ""])

    def term(self, term: str) -> str:
        """Return the page of a term: definition, place in the tree, and every annotation."""
        definition = " ".join(value.value for value in self._literals(term, SKOS + "definition"))
        parents, children = self._parents(term), self.below.get(term, [])
        kind = _KINDS[self.kind_of[term]].lower().replace("classes", "class").replace("properties", "property")
        lines = [
            f"# {_plain(self._label(term))}",
            "",
            f"`{term}` · {kind} · [index](../index.md)",
            "",
            _plain(definition),
        ]
        lines += ["", f"Above: {self._links(parents)}"] if parents else []
        lines += ["", f"Below: {self._links(sorted(children, key=self._label))}"] if children else []
        conditions = sorted(self._conditions(term))
        lines += ["", "## what is one", "", *(f"- {condition}" for condition in conditions)] if conditions else []
        for title, values in self._annotations(term):
            lines += ["", f"## {title}", "", *(f"- {value}" for value in values)]
        return "\n".join([*lines, ""])

    def _conditions(self, term: str) -> Iterator[str]:
        """Yield in words each condition under which a thing is of a defined class."""
        for definition in self.terms.definitions.sufficient:
            if definition.cls == term:
                has = [self._restriction(each) for each in definition.restrictions]
                yield "whatever " + " and ".join([*(f"is {self._links([base])}" for base in definition.bases), *has])

    def _restriction(self, condition: Restriction) -> str:
        value = self._value(condition.value) if condition.value is not None else self._value_of(condition.filler)
        return f"{self._value_of(condition.prop)} {value}"

    def _value_of(self, iri: str) -> str:
        return self._value(ox.NamedNode(iri))

    def _label(self, term: str) -> str:
        return self.terms.labels.get(term, local_name(term))

    def _links(self, terms: Iterable[str], folder: str = "../") -> str:
        return ", ".join(f"[{_plain(self._label(term))}]({folder}{self.file_of[term]})" for term in terms)

    def _parents(self, term: str) -> list[str]:
        return [above for above in _direct(self.terms, term) if above in self.kind_of]

    def _tree(self, terms: Iterable[str], indent: str) -> Iterator[str]:
        for term in terms:
            yield f"{indent}- {self._links([term], '')}"
            yield from self._tree(sorted(self.below.get(term, []), key=self._label), indent + "  ")

    def _literals(self, term: str, predicate: str) -> list[ox.Literal]:
        return [value for value in self.ontology.objects(term, predicate) if isinstance(value, ox.Literal)]

    def _annotations(self, term: str) -> Iterator[tuple[str, list[str]]]:
        """Yield the label of each further property of a term with its values, those for readers first."""
        found: dict[str, list[str]] = defaultdict(list)
        for quad in self.ontology.store.quads_for_pattern(ox.NamedNode(term), None, None):
            if quad.predicate.value not in _SHOWN_APART and not isinstance(quad.object, ox.BlankNode | ox.Triple):
                statement = (term, quad.predicate.value, quad.object)
                found[quad.predicate.value].append(self._value(quad.object) + self._remarks(statement))
        rank = {name: place for place, name in enumerate(_ORDER)}
        for predicate in sorted(found, key=lambda p: (rank.get(local_name(p), len(rank)), p)):
            title = self.terms.labels.get(predicate) or _CAPITAL.sub(r" \1", local_name(predicate)).lower()
            yield title, sorted(found[predicate])

    def _remarks(self, statement: Statement) -> str:
        """Return in words what annotations of a statement say of it, such as the condition of a mapping."""
        said = (f"{self._label(prop)} {self._value(value)}" for prop, value in self.remarks.get(statement, ()))
        return "".join(f", {remark}" for remark in said)

    def _value(self, value: Value) -> str:
        if isinstance(value, ox.Literal):
            return _plain(value.value)
        if value.value in self.file_of:
            return self._links([value.value])
        label = self.terms.labels.get(value.value)
        return f"{_plain(label)} (`{_short(value.value)}`)" if label else f"`{_short(value.value)}`"


def _remarks(ontology: Ontology) -> dict[Statement, list[tuple[str, Value]]]:
    """Return what is said of statements: property and value of each annotation, in the order of the properties."""
    found: dict[Statement, list[tuple[str, Value]]] = defaultdict(list)
    for axiom in ontology.store.quads_for_pattern(None, ox.NamedNode(_ANNOTATED[0]), None):
        told = {q.predicate.value: q.object for q in ontology.store.quads_for_pattern(axiom.subject, None, None)}
        source, prop, target = (told.get(name) for name in _ANNOTATED)
        if isinstance(source, ox.NamedNode) and isinstance(prop, ox.NamedNode) and isinstance(target, Value):
            further = sorted((p, value) for p, value in told.items() if p not in (*_ANNOTATED, RDF + "type"))
            found[source.value, prop.value, target] += [(p, v) for p, v in further if isinstance(v, Value)]
    return found


def _documented(ontology: Ontology) -> Iterator[tuple[str, str]]:
    """Yield the terms that have a definition, and their kind."""
    defined = {term for term, _ in ontology.pairs(SKOS + "definition")}
    for term, kind in ontology.pairs(RDF + "type"):
        if term in defined and isinstance(kind, ox.NamedNode) and kind.value in _KINDS:
            yield term, kind.value


def _files(terms: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the file of each term, a number behind the name where two namespaces or two spellings share it."""
    taken: dict[str, int] = defaultdict(int)
    for term in sorted(terms):
        name = local_name(term)
        taken[name.lower()] += 1
        number = taken[name.lower()]
        yield term, f"terms/{name}.md" if number == 1 else f"terms/{name}-{number}.md"


def _direct(terms: Terms, term: str) -> list[str]:
    """Return the classes or properties right above one: those above it that are above no other of them."""
    above = terms.superclasses.get(term, terms.superproperties.get(term, (term,)))[1:]
    further = {
        a for other in above for a in terms.superclasses.get(other, terms.superproperties.get(other, (other,)))[1:]
    }
    return [a for a in above if a not in further]


def _children(kinds: Mapping[str, str], terms: Terms) -> dict[str, list[str]]:
    below: dict[str, list[str]] = defaultdict(list)
    for term in kinds:
        for above in _direct(terms, term):
            below[above].append(term)
    return below


def _plain(text: str) -> str:
    """Return a text in which Markdown finds no markup."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _short(iri: str) -> str:
    prefix = next((name for name, start in PREFIXES.items() if iri.startswith(start)), None)
    return f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}" if prefix else iri
