"""The catalog that tells Protégé which file holds which ontology, so that no import ever asks the network."""

from pathlib import Path
from xml.sax.saxutils import quoteattr

import pyoxigraph as ox

from kg.namespaces import OWL
from kg.ontology.modules import read_module

CATALOG = "catalog-v001.xml"
"""The name under which Protégé looks for a catalog beside the file it opens."""

_VERSION = ox.NamedNode(OWL + "versionIRI")


def catalog_text(folder: Path) -> str:
    """Return the catalog of the Turtle files of a folder: ontology and version IRIs, sorted, with relative paths.

    Raises OntologyError when one of the files is not an ontology in Turtle.
    """
    entries = sorted(entry for path in folder.glob("*.ttl") for entry in _entries(path))
    lines = [f"    <uri name={quoteattr(iri)} uri={quoteattr(name)}/>" for iri, name in entries]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
            '<catalog prefer="public" xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">',
            *lines,
            "</catalog>",
            "",
        ]
    )


def write_catalog(folder: Path) -> Path:
    """Write the catalog of a folder into it and return its path. Raises OntologyError as catalog_text does."""
    path = folder / CATALOG
    path.write_text(catalog_text(folder), encoding="utf-8")
    return path


def _entries(path: Path) -> list[tuple[str, str]]:
    module = read_module(path)
    versions = [
        t.object.value for t in module.triples if t.predicate == _VERSION and isinstance(t.object, ox.NamedNode)
    ]
    return [(iri, path.name) for iri in (module.iri, *versions)]
