"""The checks that an ontology passes before anything is built with it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.errors import OntologyError
from kg.ontology.contradictions import check_contradictions
from kg.ontology.declarations import check_declarations
from kg.ontology.finding import Finding
from kg.ontology.hygiene import check_hygiene
from kg.ontology.modules import Module, load_ontology, read_module
from kg.ontology.terms import load_terms
from kg.ontology.vocabulary import check_vocabulary

_MISREAD: Final = {"datatype", "undeclared-property", "undeclared-class", "two-kinds"}
"""Kinds of findings that the reasoner stumbles over, so that it is asked only when they are gone."""


def check_ontology(root: Path, *, quick: bool = False) -> list[Finding]:
    """Return what is wrong with an ontology file and its imports, errors first; nothing when all is well.

    A ``quick`` check leaves out the reasoner.

    Kinds, besides those that ``check_declarations``, ``check_hygiene``, ``check_vocabulary`` and
    ``check_contradictions`` list: ``syntax``, ``missing-import``, ``unreadable``. When files cannot be read or are
    missing, the other checks are left out.
    """
    broken = sorted(_file_findings(root))
    if broken:
        return broken
    try:
        ontology = load_ontology(root)
    except OntologyError as error:
        return [Finding("error", "unreadable", str(root), str(error))]
    terms = load_terms(ontology)
    findings = [
        *check_declarations(ontology),
        *check_hygiene(ontology, terms),
        *check_vocabulary(ontology, terms),
    ]
    if not quick and not any(finding.kind in _MISREAD for finding in findings):
        findings += check_contradictions(root, ontology, terms)
    return sorted(set(findings))


def _file_findings(root: Path) -> Iterator[Finding]:
    readable: dict[str, Module] = {}
    for path in sorted(root.parent.glob("*.ttl")):
        try:
            module = read_module(path)
        except OntologyError as error:
            yield Finding("error", "syntax", str(path), str(error))
        else:
            readable[module.iri] = module
    waiting = [module.iri for module in readable.values() if module.path.name == root.name]
    seen: set[str] = set()
    while waiting:
        module = readable[waiting.pop()]
        seen.add(module.iri)
        for imported in module.imports:
            if imported not in readable:
                remedy = f"Put the file that declares it into {root.parent} or remove the import."
                yield Finding("error", "missing-import", imported, f"{module.path} imports {imported}. {remedy}")
            elif imported not in seen:
                waiting.append(imported)
