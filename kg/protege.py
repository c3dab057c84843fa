"""A slice of the graph as a folder that Protégé opens offline: the slice, the ontology it imports, and a catalog."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import StoreError
from kg.namespaces import DCTERMS, OWL, PREFIXES, RDF, RDFS, XSD
from kg.ontology.catalog import write_catalog
from kg.ontology.exclusions import excluded_ends
from kg.ontology.modules import Ontology, load_ontology
from kg.ontology.terms import load_terms
from kg.store.reader import Reader
from kg.store.slices.slice_events import ChosenEvents, SliceRequest, choose_events
from kg.store.slices.slice_facts import DeclaredTerms, SliceFacts
from kg.wording import counted

SLICE: Final = "slice.ttl"
"""The file to open."""

_TYPE: Final = ox.NamedNode(RDF + "type")
_INDIVIDUAL: Final = ox.NamedNode(OWL + "NamedIndividual")
_DATA_PROPERTY: Final = ox.NamedNode(OWL + "DatatypeProperty")
_LABEL: Final = RDFS + "label"
_NOUGHT: Final = ox.Literal(0)
_KEPT_NOUGHT: Final = ox.Literal("0", datatype=ox.NamedNode(XSD + "nonNegativeInteger"))
_LICENCE: Final = ox.NamedNode(DCTERMS + "license")


@dataclass(frozen=True)
class Slice:
    """What was written: the file to open, how many events and individuals are in it, and what is not, in words."""

    path: Path
    events: int
    individuals: int
    left_out: tuple[str, ...]


def write_slice(reader: Reader, request: SliceRequest, folder: Path, *, ontology: Path) -> Slice:
    """Write a slice of the newest snapshot into a new, empty or former folder of a slice; return what is in it.

    ``ontology`` is the file that the slice imports; it and its imports are copied beside the slice, with a catalog.
    Raises StoreError when the folder holds other files, OntologyError when the ontology cannot be read, TemplateError
    when a condition of the request cannot.
    """
    modules = load_ontology(ontology)
    _make_room(folder)
    with reader.graph() as store:
        chosen = choose_events(store, request)
        facts = SliceFacts(store, reader.base, chosen, _declared(modules), request.view == "full")
        for _ in facts.triples():  # to know what is left out, which the header says before the first statement
            pass
        left_out = tuple(_left_out(request, chosen, facts))
        header = _header(reader.base, modules, chosen, request, left_out)
        facts = SliceFacts(store, reader.base, chosen, facts.ontology, facts.with_evidence)
        told = map(_as_editors_keep_it, facts.triples())
        ox.serialize(chain(header, told), str(folder / SLICE), ox.RdfFormat.TURTLE, prefixes={**PREFIXES})
    for module in modules.modules:
        shutil.copyfile(module.path, folder / module.path.name)
    write_catalog(folder)
    return Slice(folder / SLICE, len(chosen.events), facts.individuals, left_out)


def _as_editors_keep_it(triple: ox.Triple) -> ox.Triple:
    # OWL API 4.5 loses an xsd:integer of nought in Manchester syntax; the value is the same in either type.
    return ox.Triple(triple.subject, triple.predicate, _KEPT_NOUGHT) if triple.object == _NOUGHT else triple


def _make_room(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder} is a file: name a new folder for the slice")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / SLICE).is_file():
        raise StoreError(f"{folder} holds other files, and Protégé reads all of a folder: name a new one for the slice")
    folder.mkdir(parents=True, exist_ok=True)
    for path in (*folder.glob("*.ttl"), *folder.glob("catalog-v001.xml")):
        path.unlink()


def _declared(modules: Ontology) -> DeclaredTerms:
    declared = list(modules.pairs(RDF + "type"))
    individuals = frozenset(term for term, kind in declared if kind == _INDIVIDUAL)
    return DeclaredTerms(
        terms=frozenset(term for term, _ in declared) | {_LABEL},
        data_properties=frozenset(term for term, kind in declared if kind == _DATA_PROPERTY),
        individuals=individuals,
        names={term: label.value for term, label in modules.pairs(_LABEL) if isinstance(label, ox.Literal)},
        excluded=excluded_ends(modules, load_terms(modules)),
    )


def _left_out(request: SliceRequest, chosen: ChosenEvents, facts: SliceFacts) -> Iterator[str]:
    more = chosen.matching - len(chosen.events)
    if more:
        yield f"{more} of {counted(chosen.matching, 'event')} that fit: the latest {len(chosen.events)} are here"
    if request.view != "full":
        yield "reports, claims, mentions, sentences and articles: these are in the view 'full'"
    yield "what a reasoner infers, and the keys of queries for day, week, month, year and grid cell"
    for reason, number in sorted(facts.left_out.items()):
        yield f"{counted(number, 'statement')}, since each {reason}"


def _header(
    base: str, modules: Ontology, chosen: ChosenEvents, request: SliceRequest, left_out: Iterable[str]
) -> Iterator[ox.Triple]:
    root = modules.modules[-1]
    here = ox.NamedNode(base + "slice")
    version = sha256("\n".join((request.view, *chosen.events)).encode()).hexdigest()[:16]
    asked = ", ".join(f"{name} {value}" for name, value in request.conditions.items())
    near = f", {counted(request.hops, 'hop')} around {request.around}" if request.around else ""
    chosen_by = (asked + near).lstrip(", ")
    title = f"Slice of {counted(len(chosen.events), 'event')}" + (f" ({chosen_by})" if chosen_by else "")
    yield ox.Triple(here, _TYPE, ox.NamedNode(OWL + "Ontology"))
    yield ox.Triple(here, ox.NamedNode(OWL + "versionIRI"), ox.NamedNode(f"{base}slice/{version}"))
    yield ox.Triple(here, ox.NamedNode(OWL + "imports"), ox.NamedNode(root.iri))
    yield ox.Triple(here, ox.NamedNode(DCTERMS + "title"), ox.Literal(title, language="en"))
    text = f"Events of a Sitrep graph in the view '{request.view}', to browse in Protégé."
    yield ox.Triple(here, ox.NamedNode(DCTERMS + "description"), ox.Literal(text, language="en"))
    yield ox.Triple(here, ox.NamedNode(DCTERMS + "creator"), ox.Literal("Sitrep"))
    yield ox.Triple(here, ox.NamedNode(OWL + "versionInfo"), ox.Literal(version))
    for triple in root.triples:
        if triple.predicate == _LICENCE:
            yield ox.Triple(here, _LICENCE, triple.object)
    for words in left_out:
        comment = ox.Literal(f"Left out: {words}.", language="en")
        yield ox.Triple(here, ox.NamedNode(RDFS + "comment"), comment)
