"""A release of the ontology: every module moves to the new version, and says which one came before."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.namespaces import DCTERMS, OWL, XSD
from kg.ontology.declarations import declared_at_all
from kg.ontology.finding import short
from kg.ontology.formatting import turtle_text
from kg.ontology.modules import Module, Ontology, Term, read_module

_VERSION: Final = re.compile(r"(\d+)\.(\d+)\.(\d+)")
_IRI: Final = OWL + "versionIRI"
_INFO: Final = OWL + "versionInfo"
_PRIOR: Final = OWL + "priorVersion"
_MODIFIED: Final = DCTERMS + "modified"
_MOVED: Final = {_IRI, _INFO, _PRIOR, _MODIFIED}


def released_files(folder: Path, version: str, day: date) -> dict[Path, str]:
    """Return the text of each module of a folder at a new version: version IRI, info, prior version and date.

    Raises OntologyError when the version is not of the form 1.2.3, not above that of a module, or a module has none.
    """
    if not _VERSION.fullmatch(version):
        raise OntologyError(f"'{version}' is no version. Write three numbers, as in 1.2.0.")
    return {path: _moved(path, version, day) for path in sorted(folder.glob("*.ttl"))}


def released_names(ontology: Ontology) -> list[str]:
    """Return what an ontology declares, as people write it: the names that no later release may lack."""
    modules = {module.iri for module in ontology.modules}
    return sorted(short(name) for name in declared_at_all(ontology) - modules)


def version_of(module: Module) -> str:
    """Return the version in a module's version IRI. Raises OntologyError when there is none."""
    name = module.iri.rsplit("/", 1)[-1]
    told = {t.predicate.value: t.object for t in module.triples if getattr(t.subject, "value", "") == module.iri}
    iri = getattr(told.get(_IRI), "value", "")
    found = re.fullmatch(rf"{re.escape(module.iri.removesuffix(name))}({_VERSION.pattern})/{re.escape(name)}", iri)
    if not found:
        wanted = module.iri.removesuffix(name) + "1.2.0/" + name
        raise OntologyError(f"{module.path} has the version IRI <{iri}>. Give it one like <{wanted}>.")
    return found[1]


def _moved(path: Path, version: str, day: date) -> str:
    module = read_module(path)
    old = version_of(module)
    if _numbers(version) <= _numbers(old):
        raise OntologyError(f"{path} has the version {old}, and {version} does not come after it. Take a higher one.")
    here = ox.NamedNode(module.iri)
    space, name = module.iri.rsplit("/", 1)
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    told: dict[str, Term] = {
        _IRI: ox.NamedNode(f"{space}/{version}/{name}"),
        _INFO: ox.Literal(version),
        _PRIOR: ox.NamedNode(f"{space}/{old}/{name}"),
        _MODIFIED: ox.Literal(moment, datatype=ox.NamedNode(XSD + "dateTime")),
    }
    kept = [t for t in module.triples if t.subject != here or t.predicate.value not in _MOVED]
    header = [ox.Triple(here, ox.NamedNode(predicate), value) for predicate, value in told.items()]
    return turtle_text([*kept, *header], module.prefixes)


def _numbers(version: str) -> list[int]:
    return [int(number) for number in version.split(".")]
