"""The catalog leads every ontology and version IRI to a file beside it."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.errors import OntologyError
from kg.ontology.catalog import CATALOG, catalog_text, write_catalog
from kg.resources import resource_folder

MODULE = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
<https://example.org/{0}> a owl:Ontology ; owl:versionIRI <https://example.org/1.0/{0}> .
"""


def test_the_catalog_in_the_folder_is_up_to_date() -> None:
    folder = resource_folder("ontology")
    assert (folder / CATALOG).read_text() == catalog_text(folder)


def test_each_file_is_found_by_ontology_and_version_iri(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.ttl").write_text(MODULE.format(name))
    entries = [(entry.get("name"), entry.get("uri")) for entry in ElementTree.parse(write_catalog(tmp_path)).getroot()]  # noqa: S314  # our own file
    assert entries == [
        ("https://example.org/1.0/a", "a.ttl"),
        ("https://example.org/1.0/b", "b.ttl"),
        ("https://example.org/a", "a.ttl"),
        ("https://example.org/b", "b.ttl"),
    ]


def test_a_file_that_is_no_ontology_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.ttl").write_text("<https://example.org/a> <https://example.org/b> 1 .")
    with pytest.raises(OntologyError, match=r"notes\.ttl"):
        catalog_text(tmp_path)
