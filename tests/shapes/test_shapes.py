"""Each shape lets its valid examples pass and refuses each invalid one, which no other shape refuses."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import OntologyError
from kg.graph.shapes import Finding, Part, Shapes
from kg.namespaces import NS, OWL, RDF, RDFS, SHAPES, Iris, local_name
from kg.ontology.modules import Ontology
from kg.resources import resource_folder
from kg.store.layout import open_folder
from kg.store.slices.slices import Slices
from kg.store.snapshots import current_snapshot

EXAMPLES = Path(__file__).parent.parent / "data" / "shapes"
FILES = sorted(path.name for path in resource_folder("shapes").glob("*.ttl"))
LIKE, WITHOUT, REFUSED_BY = (f"https://example.org/{name}" for name in ("like", "without", "refusedBy"))
FRAME = {RDF + "type", RDFS + "subClassOf", RDFS + "subPropertyOf"}


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return Shapes.load(resource_folder("shapes"))


@pytest.fixture(scope="module")
def frame(ontology: Ontology) -> list[ox.Triple]:
    """The hierarchy of classes and properties, and the classes of the closed vocabularies' values."""
    ours = (triple for triple in ontology.triples() if triple.subject.value.startswith(NS))
    found = (triple for triple in ours if triple.predicate.value in FRAME)
    return [triple for triple in found if getattr(triple.object, "value", "") != OWL + "NamedIndividual"]


def read(kind: str, name: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(path=str(EXAMPLES / kind / name), format=ox.RdfFormat.TURTLE)]


def valid() -> list[ox.Triple]:
    return [triple for name in FILES for triple in read("valid", name)]


def invalid(name: str) -> tuple[list[ox.Triple], dict[str, set[str]]]:
    """The invalid things of a file, with what they share with a valid one, and which shapes refuse each."""
    told: dict[str, list[ox.Triple]] = defaultdict(list)
    for triple in read("invalid", name):
        told[triple.subject.value].append(triple)
    things: list[ox.Triple] = []
    refused = {}
    for subject, triples in told.items():
        notes = {LIKE: [], WITHOUT: [], REFUSED_BY: []}
        for triple in triples:
            notes.get(triple.predicate.value, []).append(triple.object.value)
        own = [triple for triple in triples if triple.predicate.value not in notes]
        replaced = {triple.predicate.value for triple in own} | set(notes[WITHOUT])
        things += own
        for triple in valid():
            if triple.subject.value in notes[LIKE] and triple.predicate.value not in replaced:
                things.append(ox.Triple(ox.NamedNode(subject), triple.predicate, triple.object))
        if notes[REFUSED_BY]:
            refused[subject] = {local_name(shape) for shape in notes[REFUSED_BY]}
    return things, refused


def part_of(name: str) -> Part:
    if name in {"article.ttl", "mention.ttl", "claim.ttl", "count.ttl"}:
        return "article"
    if name == "correction.ttl":
        return "curation"
    return "ontology" if name in {"authority.ttl", "lexicon.ttl"} else "facts"


@pytest.mark.parametrize("part", ["article", "facts", "ontology", "curation"])
def test_valid_examples_pass(part: Part, shapes: Shapes, frame: list[ox.Triple]) -> None:
    assert not list(shapes.findings(part, [*valid(), *frame]))


@pytest.mark.parametrize("name", FILES)
def test_each_invalid_example_is_refused_by_its_shape_alone(name: str, shapes: Shapes, frame: list[ox.Triple]) -> None:
    things, refused = invalid(name)
    found = defaultdict(set)
    for finding in shapes.findings(part_of(name), [*things, *valid(), *frame], about=refused):
        found[finding.thing].add(local_name(finding.check))
        assert finding.message
    assert found == refused


def constraints(shapes: Shapes) -> Iterator[str]:
    """The shapes that can find something by themselves: those of properties, and one of whole things."""
    grouping = {
        "Claim",
        "Article",
        "Sentence",
        "Span",
        "Mention",
        "Event",
        "PostHolding",
        "Entity",
        "Organisation",
        "Post",
        "Correction",
    }
    grouping |= {"Individual", "Triggering", "Cueing", "Naming", "Wording", "QuantityWord"}
    kinds = ("Occurrence", "Participation", "Location", "Time", "Count", "Link", "Post", "Relation", "Status")
    grouping |= {f"{kind}Claim" for kind in kinds}
    yield from sorted({local_name(shape) for shape in shapes.named()} - grouping)


def test_every_constraint_has_an_invalid_example(shapes: Shapes) -> None:
    shown = {shape for name in FILES for shapes_of in invalid(name)[1].values() for shape in shapes_of}
    assert shown == set(constraints(shapes))


def test_the_parts_of_a_store_have_shapes(shapes: Shapes) -> None:
    assert "https://w3id.org/sitrep/ns#Event" in shapes.targets("facts")
    assert all(shape.startswith(SHAPES) for shape in shapes.named())


def test_a_broken_file_of_shapes_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text("shape:a a sh:NodeShape .")
    with pytest.raises(OntologyError, match=r"mine\.ttl are not Turtle"):
        Shapes.load(tmp_path)
    (tmp_path / "mine.ttl").write_text("<https://example.org/mine> a <http://www.w3.org/2002/07/owl#Ontology> .")
    with pytest.raises(OntologyError, match=r"mine\.ttl do not say what they are about"):
        Shapes.load(tmp_path)


@pytest.fixture(scope="module")
def slices(sample_store: Path) -> Slices:
    folder = open_folder(sample_store)
    return Slices(ox.Store.read_only(str(current_snapshot(folder).path)), folder.base)


def violations(found: Iterator[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.severity == "violation"]


def test_what_articles_of_the_samples_say_keeps_to_the_shapes(shapes: Shapes, slices: Slices) -> None:
    parts = list(slices.articles(most=12))
    assert sum(thing.startswith(Iris().thing("claim", "")) for part in parts for thing in part.about) > 100
    assert not [f for part in parts for f in violations(shapes.findings("article", part.triples, about=part.about))]


@pytest.mark.parametrize("cls", ["Event", "PostHolding"])
def test_the_facts_of_the_samples_keep_to_the_shapes(cls: str, shapes: Shapes, slices: Slices) -> None:
    parts = list(slices.things(NS + cls))
    assert sum(len(part.about) for part in parts) > 100
    assert not [f for part in parts for f in violations(shapes.findings("facts", part.triples, about=part.about))]


def test_the_ontology_keeps_to_the_shapes(shapes: Shapes, slices: Slices) -> None:
    assert not violations(shapes.findings("ontology", slices.ontology().triples))
