"""The ontology in pages: the class tree, its terms, and the individuals known beforehand."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

import pyoxigraph as ox
from flask import Blueprint, abort, render_template

from kg.namespaces import AUTHORITY, NS, OWL, RDFS, SKOS, local_name, sr
from kg.web.page_queries import remembered
from kg.web.pages.codes import by_codebook, read_codes
from kg.web.pages.events import Fact
from kg.web.pages.lookup import LABEL, TYPE, Lookup, Node, Value, lookup
from kg.web.pages.things import read_thing
from kg.web.urls import thing, with_query

blueprint = Blueprint("ontology", __name__)

_CLASS: Final = ox.NamedNode(OWL + "Class")
_INDIVIDUAL: Final = ox.NamedNode(OWL + "NamedIndividual")
_LISTED: Final = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual")
"""What stands below the tree of classes."""
_SUBCLASS: Final = ox.NamedNode(RDFS + "subClassOf")
_DEFINED_BY: Final = ox.NamedNode(RDFS + "isDefinedBy")
_DEFINITION: Final = ox.NamedNode(SKOS + "definition")
_EXAMPLES: Final = (ox.NamedNode(SKOS + "example"), sr("positiveExample"))
_COUNTER_EXAMPLES: Final = (sr("negativeExample"),)
_ELSEWHERE: Final = {LABEL, TYPE, _SUBCLASS, _DEFINITION, *_EXAMPLES, *_COUNTER_EXAMPLES}
_MATCHES: Final = {ox.NamedNode(f"{SKOS}{name}Match") for name in ("exact", "close", "broad", "narrow")}


@dataclass(frozen=True)
class Term:
    """A term of the ontology in a list."""

    id: str
    href: str
    label: str
    definition: str
    count: str = ""
    children: list["Term"] = field(default_factory=list)


@blueprint.get("/ontology")
def ontology() -> str:
    """Show all terms; also the readable form of the namespace itself."""
    return render_ontology()


def render_term(name: str) -> str:
    """Return the page of one term: what it means, what it is told by, what it stands above and below."""
    find = lookup()
    iri = sr(name)
    facts = find.facts(iri)
    if not facts:
        abort(404, f"the ontology has no term {name}: see /ontology for all of them")
    codes = read_codes(find, iri)
    shown = _without(facts, {code.iri for code in codes})
    return render_template(
        "term.html",
        title=find.name(iri),
        iri=iri.value,
        parents=find.cells(_ancestors(find, iri)),
        definitions=[value.value for value in facts.get(_DEFINITION, [])],
        examples=[value.value for key in _EXAMPLES for value in facts.get(key, [])],
        counter_examples=[value.value for key in _COUNTER_EXAMPLES for value in facts.get(key, [])],
        codes=by_codebook(find, codes),
        facts=[Fact(find.name(key), find.cells(shown[key])) for key in sorted(shown, key=find.name)],
        children=find.named_cells(find.subjects(_SUBCLASS, iri)),
        events=with_query("/events", {"class": name}) if sr("Event") in {iri, *_ancestors(find, iri)} else "",
        formats=find.urls.formats(iri.value),
    )


def _without(facts: Mapping[Node, list[Value]], codes: Set[Node]) -> dict[Node, list[Value]]:
    """Return the facts of a term that its page does not tell elsewhere."""
    left = {key: values for key, values in facts.items() if key not in _ELSEWHERE}
    for key in _MATCHES & left.keys():
        left[key] = [value for value in left[key] if value not in codes]
    return {key: values for key, values in left.items() if values}


def render_known(name: str) -> str:
    """Return the page of one known individual."""
    find = lookup()
    iri = AUTHORITY + name
    found = read_thing(find, Node(iri))
    if found is None:
        abort(404, f"no known individual is named {name}: see /authority for all of them, or search")
    return render_template("thing.html", thing=found, formats=find.urls.formats(iri))


def render_ontology() -> str:
    """Return the page of all terms."""
    find = lookup()
    classes = [kind for kind in find.subjects(TYPE, _CLASS) if kind.value.startswith(NS)]
    groups = [(name, _terms(find, find.subjects(TYPE, ox.NamedNode(OWL + name)))) for name in _LISTED]
    return render_template("ontology.html", roots=_tree(find, classes), groups=groups)


def defined_terms(find: Lookup, module: Node) -> list[Term]:
    """Return the terms that a module of the ontology defines, by name."""
    return _in_order(find, find.subjects(_DEFINED_BY, module))


def render_authority() -> str:
    """Return the page of the individuals known beforehand, by class; those without a name of their own left out."""
    find = lookup()
    children = _children(find)
    groups: dict[str, list[Term]] = {}
    found = [each for each in find.subjects(TYPE, _INDIVIDUAL) if each.value.startswith(AUTHORITY)]
    for each in find.expect(found, TYPE):
        if find.values(each, LABEL):
            groups.setdefault(find.name(_narrowest(find, each, children)), []).append(_listed(find, each))
    for names in groups.values():
        names.sort(key=lambda each: each.label.casefold())
    return render_template("authority.html", groups=sorted(groups.items()))


def _listed(find: Lookup, known: Node) -> Term:
    return Term(local_name(known.value), find.urls.page(known.value), find.name(known), "")


def event_classes(find: Lookup) -> list[Term]:
    """Return the classes of events, each below its parent, labels indented by depth."""
    return list(_flat(_branch(find, sr("Event"), _children(find), counts={}), depth=0))


def _flat(term: Term, depth: int) -> Iterator[Term]:
    yield Term(term.id, term.href, "\u2003" * depth + term.label, term.definition)
    for child in term.children:
        yield from _flat(child, depth + 1)


def _tree(find: Lookup, classes: Iterable[Node]) -> list[Term]:
    children = _children(find)
    below = {child for under in children.values() for child in under}
    counts = {row["class"]: row["things"] for row in remembered("class-counts").texts()}
    roots = find.by_name(kind for kind in classes if kind not in below)
    return [_branch(find, root, children, counts) for root in roots]


def _children(find: Lookup) -> dict[Node, list[Node]]:
    found: dict[Node, list[Node]] = {}
    for quad in find.reader.quads(None, _SUBCLASS, None, ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            found.setdefault(quad.object, []).append(quad.subject)
    find.expect({*found, *chain.from_iterable(found.values())}, _DEFINITION)
    return found


def _branch(find: Lookup, kind: Node, children: dict[Node, list[Node]], counts: dict[str, str]) -> Term:
    below = [_branch(find, child, children, counts) for child in sorted(children.get(kind, []), key=find.name)]
    return _term(find, kind, count=counts.get(kind.value, ""), children=below)


def _terms(find: Lookup, found: Iterable[Node]) -> list[Term]:
    return _in_order(find, (each for each in found if each.value.startswith(NS)))


def _in_order(find: Lookup, found: Iterable[Node]) -> list[Term]:
    return [_term(find, each) for each in find.by_name(find.expect(set(found), _DEFINITION))]


def _term(find: Lookup, each: Node, count: str = "", children: list[Term] | None = None) -> Term:
    definition = find.text(each, _DEFINITION)
    href = find.urls.page(each.value) or thing(each.value)
    return Term(local_name(each.value), href, find.name(each), definition, count, children or [])


def _ancestors(find: Lookup, kind: Node) -> list[Node]:
    """Return the way from the root to the parent of a class."""
    way: list[Node] = []
    parent = find.first(kind, _SUBCLASS)
    while isinstance(parent, ox.NamedNode) and parent not in way and parent.value.startswith(NS):
        way.insert(0, parent)
        parent = find.first(parent, _SUBCLASS)
    return way


def _narrowest(find: Lookup, known: Node, children: dict[Node, list[Node]]) -> Node:
    kinds = {kind for kind in find.values(known, TYPE) if isinstance(kind, ox.NamedNode) and kind.value.startswith(NS)}
    lowest = (kind for kind in sorted(kinds, key=str) if kinds.isdisjoint(children.get(kind, [])))
    return next(lowest, sr("Occurrence"))
