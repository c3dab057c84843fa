"""Checking a store: SHACL shapes on slices of it, and queries that must find nothing."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final, Literal, get_args

import pyoxigraph as ox
from tqdm import tqdm

from kg.checking.checked import SEVERITIES, Checked
from kg.config import Config
from kg.errors import QueryError, TemplateError
from kg.graph.shapes import Finding, Part, Severity, Shapes
from kg.namespaces import NS, RDFS, SH, SHAPES
from kg.resources import resource_folder
from kg.store.reader import Reader, open_reader
from kg.store.slices.slices import Slice, Slices
from kg.store.templates.templates import Template, bind, load_templates

_PARTS: Final[tuple[Part | Literal["events"], ...]] = (*get_args(Part), "events")
_QUERY_SECONDS: Final = 900.0
_BY_QUERY: Final = SH + "SPARQLConstraintComponent"
_LABEL: Final = ox.NamedNode(RDFS + "label")


@dataclass(frozen=True, slots=True)
class HygieneQuery:
    """A query that must find nothing: which part of a store it is about, and how bad its rows are.

    Besides the parts that shapes are about there are ``events``: facts together with the claims that they rest on.
    """

    template: Template
    part: Part | Literal["events"]
    severity: Severity
    text: str

    def finding(self, thing: str, value: str) -> Finding:
        """Return what a row of it says."""
        message = f"{self.template.summary}. {self.template.description}"
        return Finding(self.severity, SHAPES + self.template.name, _BY_QUERY, thing, value, message)


def load_hygiene_queries() -> list[HygieneQuery]:
    """Return the queries of ``queries/violation``. Raises TemplateError for one whose tags name no part or severity."""
    return [_hygiene_query(template) for template in load_templates(resource_folder("queries") / "violation").values()]


def check_store(config: Config, *, least: Severity = "info", kept: int = 10, sample: int | None = None) -> Checked:
    """Return what in a store is not as it should be, down to the severity ``least``.

    With ``sample``, only so many articles and so many things of each class are looked at, and no query runs over all
    facts. Raises StoreError when there is no store, and OntologyError or TemplateError when a shape or query is wrong.
    """
    check = _Check(Shapes.load(resource_folder("shapes")), load_hygiene_queries(), Checked(kept), sample)
    wanted = SEVERITIES[: SEVERITIES.index(least) + 1]
    with open_reader(replace(config, query_seconds=_QUERY_SECONDS)) as reader, reader.graph() as store:
        slices = Slices(store, reader.base)
        for finding in chain(check.articles(slices), check.facts(slices), check.whole(slices, reader)):
            if finding.severity in wanted:
                check.checked.add(finding)
        check.checked.labels = _labels(store, chain.from_iterable(check.checked.findings.values()))
    return check.checked


@dataclass(frozen=True)
class _Check:
    shapes: Shapes
    queries: list[HygieneQuery]
    checked: Checked
    sample: int | None

    def articles(self, slices: Slices) -> Iterator[Finding]:
        """Yield what is wrong in what articles say, slice by slice."""
        for part in self._watched(slices.articles(most=self.sample), "articles"):
            yield from self.shapes.findings("article", part.triples, about=part.about)
            yield from self._asked("article", part.quads)

    def facts(self, slices: Slices) -> Iterator[Finding]:
        """Yield what is wrong in the facts about the things of each class, each thing once, slice by slice."""
        classes = self.shapes.targets("facts")
        for place, cls in enumerate(classes):
            things = slices.things(cls, unless=classes[:place], most=self.sample)
            for part in self._watched(things, cls.rpartition("#")[2]):
                yield from self.shapes.findings("facts", part.triples, about=part.about)
                if cls == NS + "Event":
                    yield from self._asked("events", [*part.quads, *slices.claims(part)])

    def whole(self, slices: Slices, reader: Reader) -> Iterator[Finding]:
        """Yield what is wrong in the ontology, and what only shows over the whole store."""
        ontology = slices.ontology()
        yield from self.shapes.findings("ontology", ontology.triples)
        curation = slices.curation()
        yield from self.shapes.findings("curation", curation.triples, about=curation.about)
        for query in self.queries:
            if query.part == "ontology" or (query.part == "facts" and self.sample is None):
                yield from _answers(query, reader)

    def _asked(self, about: Literal["article", "events"], quads: Iterable[ox.Quad]) -> Iterator[Finding]:
        store = ox.Store()
        store.bulk_extend(quads)
        for query in self.queries:
            if query.part == about:
                yield from _rows(query, store)

    def _watched(self, slices: Iterable[Slice], name: str) -> Iterator[Slice]:
        # Told at least once a second on a terminal, nowhere else.
        with tqdm(desc=f"Checking {name}", unit=" things", disable=None, file=sys.stderr) as progress:
            for part in slices:
                yield part
                self.checked.things += len(part.about)
                progress.update(len(part.about))


def _hygiene_query(template: Template) -> HygieneQuery:
    parts = [part for part in _PARTS if part in template.tags]
    severities = [severity for severity in SEVERITIES if severity in template.tags]
    if len(parts) != 1 or len(severities) != 1:
        raise TemplateError(
            f"The query {template.name} does not say what it is about and how bad its rows are: give it two tags, one "
            f"of {', '.join(_PARTS)} and one of {', '.join(SEVERITIES)}."
        )
    return HygieneQuery(template, parts[0], severities[0], bind(template, {}))


def _rows(query: HygieneQuery, store: ox.Store) -> Iterator[Finding]:
    found = store.query(query.text)
    if not isinstance(found, ox.QuerySolutions):
        raise TemplateError(f"The query {query.template.name} is no SELECT: let it select ?thing and ?value.")
    for row in found:
        value = row["value"]
        yield query.finding(_text(row["thing"]), "" if value is None else _text(value))


def _answers(query: HygieneQuery, reader: Reader) -> Iterator[Finding]:
    try:
        rows = reader.select(query.text).texts()
        yield from (query.finding(row.get("thing", ""), row.get("value", "")) for row in rows)
    except QueryError as error:
        message = f"The check could not be made: {error}"
        yield Finding("warning", SHAPES + query.template.name, _BY_QUERY, "", "", message)


def _text(term: object) -> str:
    return str(term.value) if isinstance(term, (ox.NamedNode, ox.Literal, ox.BlankNode)) else str(term)


def _labels(store: ox.Store, findings: Iterable[Finding]) -> dict[str, str]:
    iris = {
        text for finding in findings for text in (finding.thing, finding.value) if "://" in text and " " not in text
    }
    labels: dict[str, str] = {}
    for iri in iris:
        for quad in store.quads_for_pattern(ox.NamedNode(iri), _LABEL, None, None):
            labels[iri] = min(_text(quad.object), labels.get(iri, _text(quad.object)))
    return labels
