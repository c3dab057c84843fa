"""A release: all modules move together, and each says which version came before."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import OntologyError
from kg.namespaces import DCTERMS, OWL
from kg.ontology.catalog import CATALOG, catalog_text
from kg.ontology.modules import Module, load_ontology, read_module
from kg.ontology.releasing import released_files, version_of
from kg.resources import resource_folder

FOLDER = resource_folder("ontology")
MODULES = [read_module(path) for path in sorted(FOLDER.glob("*.ttl"))]
HEADER = {
    *(DCTERMS + name for name in ("title", "description", "creator", "license", "created", "modified")),
    *(OWL + name for name in ("versionIRI", "priorVersion", "versionInfo")),
    *("http://purl.org/vocab/vann/" + name for name in ("preferredNamespacePrefix", "preferredNamespaceUri")),
    "http://purl.org/ontology/bibo/status",
}
RELEASES = sorted((Path(__file__).parents[1] / "data").glob("released-*.txt"))


def header(module: Module) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for triple in module.triples:
        if getattr(triple.subject, "value", "") == module.iri:
            told.setdefault(triple.predicate.value, []).append(getattr(triple.object, "value", ""))
    return told


def numbers(version: str) -> list[int]:
    return [int(number) for number in version.split(".")]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.path.stem)
def test_a_module_says_its_version_and_the_one_before(module: Module) -> None:
    told, (space, name) = header(module), module.iri.rsplit("/", 1)
    version, before = version_of(MODULES[0]), RELEASES[-1].stem.removeprefix("released-")
    assert HEADER - told.keys() == set()
    assert told[OWL + "versionIRI"] == [f"{space}/{version}/{name}"]
    assert told[OWL + "versionInfo"] == [version]
    assert told[OWL + "priorVersion"] == [f"{space}/{before}/{name}"]


def test_the_version_comes_after_the_last_release() -> None:
    versions = [numbers(path.stem.removeprefix("released-")) for path in RELEASES]
    assert versions[-1] == max(versions) < numbers(version_of(MODULES[0]))


def test_a_release_moves_headers_and_catalog_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(FOLDER, folder)
    names = tmp_path / "names.txt"
    arguments = ["9.0.0", str(folder / "workbench.ttl"), "--date", "2030-01-02", "--names", str(names)]
    result = CliRunner().invoke(main, ["ontology", "release", *arguments], catch_exceptions=False)
    assert result.output == f"{len(MODULES)} modules are at version 9.0.0\n"
    states = [read_module(where / "authority-states.ttl") for where in (FOLDER, folder)]
    changed = set(states[0].triples) ^ set(states[1].triples)
    assert {getattr(triple.subject, "value", "") for triple in changed} == {states[0].iri}
    assert len(changed) == 8
    assert header(states[1])[DCTERMS + "modified"] == ["2030-01-02T00:00:00Z"]
    assert (folder / CATALOG).read_text() == catalog_text(folder)
    assert len(load_ontology(folder / "workbench.ttl").modules) == len(load_ontology(FOLDER / "workbench.ttl").modules)
    assert {"sr:AirStrike", "auth:Syria"} <= {*names.read_text().split()}


@pytest.mark.parametrize(("version", "reason"), [("3", "no version"), ("0.0.1", "does not come after"), ("1.0", "no")])
def test_a_release_needs_a_higher_version(version: str, reason: str) -> None:
    with pytest.raises(OntologyError, match=reason):
        released_files(FOLDER, version, date(2030, 1, 2))


def test_a_module_without_a_version_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(f"<https://example.org/a> a <{OWL}Ontology> .")
    with pytest.raises(OntologyError, match=r"Give it one like <https://example\.org/1\.2\.0/a>"):
        released_files(tmp_path, "9.0.0", date(2030, 1, 2))
