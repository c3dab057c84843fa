"""The merged ontology: all statements of the modules under one name."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import OntologyError
from kg.namespaces import OWL, RDF
from kg.ontology.merging import MERGED, merged_file
from kg.ontology.modules import Ontology, load_ontology
from kg.resources import resource_folder

WORKBENCH = resource_folder("ontology") / "workbench.ttl"


def declared(ontology: Ontology) -> set[tuple[str, str]]:
    kinds = {(term, kind.value) for term, kind in ontology.pairs(RDF + "type") if isinstance(kind, ox.NamedNode)}
    return {(term, kind) for term, kind in kinds if kind != OWL + "Ontology"}


def test_the_merged_file_stands_alone_and_declares_the_same_terms(tmp_path: Path) -> None:
    (tmp_path / "sitrep.ttl").write_bytes(merged_file(WORKBENCH, ".ttl"))
    merged, modules = load_ontology(tmp_path / "sitrep.ttl"), load_ontology(WORKBENCH)
    assert [(module.iri, module.imports) for module in merged.modules] == [(MERGED, ())]
    assert declared(merged) == declared(modules)


def test_the_merged_file_says_its_version_and_the_one_before(tmp_path: Path) -> None:
    (tmp_path / "sitrep.ttl").write_bytes(merged_file(WORKBENCH, ".ttl"))
    (merged,), root = load_ontology(tmp_path / "sitrep.ttl").modules, load_ontology(WORKBENCH).modules[-1]
    for name in ("versionIRI", "priorVersion"):
        (ours,) = {str(t.object) for t in root.triples if t.predicate.value == OWL + name}
        (told,) = {str(t.object) for t in merged.triples if t.predicate.value == OWL + name}
        assert told == ours.replace("/workbench", "/sitrep")


def test_both_formats_hold_the_same_graph() -> None:
    turtle = ox.Dataset(ox.parse(merged_file(WORKBENCH, ".ttl"), ox.RdfFormat.TURTLE))
    xml = ox.Dataset(ox.parse(merged_file(WORKBENCH, ".owl"), ox.RdfFormat.RDF_XML))
    for graph in (turtle, xml):
        graph.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert turtle == xml


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    for name, imports in (("a", ""), ("b", f"; <{OWL}imports> <urn:a>")):
        text = f"<urn:{name}> a <{OWL}Ontology> {imports} . _:x <urn:of> <urn:{name}{name}> ."
        (tmp_path / f"{name}.ttl").write_text(text)
    graph = ox.Dataset(ox.parse(merged_file(tmp_path / "b.ttl", ".ttl"), ox.RdfFormat.TURTLE))
    assert len({quad.subject for quad in graph if quad.predicate.value == "urn:of"}) == 2


def test_the_command_writes_the_file_that_its_ending_says(tmp_path: Path) -> None:
    target = tmp_path / "all.owl"
    assert CliRunner().invoke(main, ["ontology", "merge", "-o", str(target)]).exit_code == 0
    assert target.read_bytes().startswith(b"<?xml")
    with pytest.raises(OntologyError, match=r"use \.ttl or \.owl"):
        merged_file(WORKBENCH, ".docx")
