"""A slice for Protégé: which events are in it, that it opens clean and offline, and that it says what it is not."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.config import Config
from kg.errors import StoreError, TemplateError
from kg.namespaces import AUTHORITY, DEFAULT_BASE, OWL, RDF, RDFS, XSD, sr
from kg.ontology.catalog import CATALOG, catalog_text
from kg.ontology.check import check_ontology
from kg.ontology.modules import load_ontology, read_module
from kg.protege import SLICE, Slice, write_slice
from kg.resources import resource_folder
from kg.store.reader import Reader, open_reader
from kg.store.slices.slice_events import SliceRequest, choose_events
from kg.store.writer import Change, open_writer

EXAMPLE = Path(__file__).parent / "data" / "example.trig"
WORKBENCH = resource_folder("ontology") / "workbench.ttl"
TYPE, LABEL = ox.NamedNode(RDF + "type"), ox.NamedNode(RDFS + "label")
INDIVIDUAL = ox.NamedNode(OWL + "NamedIndividual")
STRIKE = f"{DEFAULT_BASE}id/event/0b48ff83cba91eb9"
ODD = f"{DEFAULT_BASE}id/event/odd"
PLACE = ox.NamedNode(f"{DEFAULT_BASE}id/place/170792")


def odd_quads() -> list[ox.Quad]:
    """Return an event without a date, called as another is, with an addressee that is a place, and an unknown term."""
    event = ox.NamedNode(ODD)
    return [
        ox.Quad(event, TYPE, sr("Threat")),
        ox.Quad(event, sr("eventClass"), sr("Threat")),
        ox.Quad(event, LABEL, ox.Literal("threat", language="en")),
        ox.Quad(event, sr("hasAddressee"), PLACE),
        ox.Quad(event, sr("occurredIn"), PLACE),
        ox.Quad(event, ox.NamedNode("https://example.org/unheardOf"), ox.Literal("x")),
        ox.Quad(event, sr("after"), ox.NamedNode(STRIKE)),
    ]


def example_quads() -> list[ox.Quad]:
    return [*ox.parse(path=str(EXAMPLE), format=ox.RdfFormat.TRIG), *odd_quads()]


@pytest.fixture(scope="module")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("example") / "store"
    with open_writer(path) as writer:
        writer.commit(Change(add=example_quads()))
    return path


@pytest.fixture(scope="module")
def example(example_store: Path) -> Iterator[Reader]:
    with open_reader(Config(store=example_store, workers=1)) as opened:
        yield opened


@pytest.fixture(scope="module")
def lean(example: Reader, tmp_path_factory: pytest.TempPathFactory) -> Slice:
    return write_slice(example, SliceRequest(), tmp_path_factory.mktemp("lean") / "slice", ontology=WORKBENCH)


@pytest.fixture(scope="module")
def full(example: Reader, tmp_path_factory: pytest.TempPathFactory) -> Slice:
    folder = tmp_path_factory.mktemp("full") / "slice"
    return write_slice(example, SliceRequest(view="full"), folder, ontology=WORKBENCH)


def triples(written: Slice) -> list[ox.Triple]:
    return list(read_module(written.path).triples)


def labels(written: Slice) -> dict[str, str]:
    return {t.subject.value: t.object.value for t in triples(written) if t.predicate == LABEL}


def chosen(reader: Reader, request: SliceRequest) -> set[str]:
    with reader.graph() as store:
        return set(choose_events(store, request).events)


@pytest.mark.parametrize("view", ["lean", "full"])
def test_a_slice_opens_without_error_or_contradiction(view: str, request: pytest.FixtureRequest) -> None:
    written: Slice = request.getfixturevalue(view)
    assert [finding for finding in check_ontology(written.path) if finding.severity == "error"] == []


@pytest.mark.parametrize("view", ["lean", "full"])
def test_every_individual_is_declared_labelled_and_of_a_known_class(view: str, request: pytest.FixtureRequest) -> None:
    written: Slice = request.getfixturevalue(view)
    found = [triple for triple in triples(written) if triple.predicate.value != OWL + "imports"]
    declared = {t.subject for t in found if t.object == INDIVIDUAL}
    known = {term for term, _ in load_ontology(WORKBENCH).pairs(RDF + "type")}
    assert len(declared) == written.individuals > 10
    assert {t.subject for t in found if t.subject not in declared} == {ox.NamedNode(f"{DEFAULT_BASE}slice")}
    named = {t.object for t in found if t.subject in declared and isinstance(t.object, ox.NamedNode)} - {INDIVIDUAL}
    assert {node.value for node in named - declared} <= known
    assert {node.value for node in declared} <= known | set(labels(written))


def test_a_slice_imports_the_ontology_and_ships_it_with_its_catalog(lean: Slice) -> None:
    folder = lean.path.parent
    assert read_module(lean.path).imports == ("https://w3id.org/sitrep/workbench",)
    assert (folder / CATALOG).read_text() == catalog_text(folder)
    shipped = {module.path.name for module in load_ontology(WORKBENCH).modules}
    assert {path.name for path in folder.iterdir()} == shipped | {SLICE, CATALOG}


def test_no_value_is_of_a_datatype_outside_owl_2(full: Slice) -> None:
    datatypes = {t.object.datatype.value for t in triples(full) if isinstance(t.object, ox.Literal)}
    names = ("string", "dateTime", "decimal", "integer", "nonNegativeInteger", "boolean", "anyURI")
    assert datatypes <= {XSD + name for name in names} | {RDF + "langString"}


def test_a_nought_is_of_the_type_that_editors_keep(full: Slice) -> None:
    told = {str(t.object) for t in triples(full)}
    assert str(ox.Literal("0", datatype=ox.NamedNode(XSD + "nonNegativeInteger"))) in told
    assert str(ox.Literal(0)) not in told


def test_labels_sort_by_day_and_no_two_are_equal(full: Slice) -> None:
    assert labels(full)[STRIKE].startswith("2025-12-20 missile strike")
    assert labels(full)[ODD] == "undated threat"
    assert len(set(labels(full).values())) == len(labels(full))


def test_the_full_view_leads_from_an_event_to_its_sentence(full: Slice) -> None:
    facts = {(t.subject.value, t.predicate, t.object.value) for t in triples(full)}
    report = f"{DEFAULT_BASE}id/report/0b48ff83cba91eb9"
    claim = f"{DEFAULT_BASE}id/claim/14c27e8e788b1fea"
    mention = f"{DEFAULT_BASE}id/article/4c00ae58f493457c#char=28,42"
    assert {(STRIKE, sr("hasReport"), report), (claim, sr("aboutReport"), report)} <= facts
    assert {(claim, sr("evidence"), mention), (mention, sr("exactText"), "fired missiles")} <= facts
    assert labels(full)[claim] == "occurrence claim: fired missiles"


def test_the_lean_view_holds_no_evidence(lean: Slice) -> None:
    evidence = {sr(name) for name in ("Claim", "Mention", "Sentence", "EventReport")}
    assert not [t for t in triples(lean) if t.object in evidence]
    assert any("'full'" in words for words in lean.left_out)


def test_what_would_contradict_or_is_unknown_is_left_out_and_said(lean: Slice) -> None:
    odd = {t.predicate for t in triples(lean) if t.subject.value == ODD}
    assert sr("occurredIn") in odd
    assert not odd & {sr("hasAddressee"), ox.NamedNode("https://example.org/unheardOf")}
    header = [t.object.value for t in triples(lean) if t.predicate.value == RDFS + "comment"]
    assert any("hasAddressee" in words for words in header)
    assert any("unheardOf" in words for words in header)
    assert {f"Left out: {words}." for words in lean.left_out} == set(header)


EVENTS = {
    "strike": STRIKE,
    "odd": ODD,
    "shooting": f"{DEFAULT_BASE}id/event/22d66bb7bdf2ca75",
    "threat": f"{DEFAULT_BASE}id/event/ad4c06773bc5d4cc",
    "cruiser": f"{DEFAULT_BASE}id/event/46acc5725275c466",
    "denial": f"{DEFAULT_BASE}id/event/937cd9366dcf9578",
}


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (SliceRequest(), set(EVENTS)),
        (SliceRequest(since="2025-12-20"), {"strike"}),
        (SliceRequest(until="2022-04-13"), {"cruiser"}),
        (SliceRequest(since="2022-04-14", until="2025-12-13"), {"denial", "shooting", "threat"}),
        (SliceRequest(class_="RemoteAttack"), {"strike", "cruiser"}),
        (SliceRequest(class_="sr:Threat"), {"threat", "odd"}),
        (SliceRequest(place="auth:Syria"), {"strike", "shooting"}),
        (SliceRequest(place="auth:Syria", since="2025-12-14"), {"strike"}),
        (SliceRequest(around=AUTHORITY + "GlobalCoalitionAgainstDaesh"), {"strike"}),
        (SliceRequest(around="auth:GlobalCoalitionAgainstDaesh", hops=2), {"strike", "shooting", "threat", "odd"}),
        (SliceRequest(around=EVENTS["cruiser"]), {"cruiser"}),
        (SliceRequest(around="auth:Syria", class_="MissileStrike"), {"strike"}),
        (SliceRequest(limit=2), {"strike", "threat"}),
    ],
    ids=lambda value: ",".join(sorted(value)) if isinstance(value, set) else "",
)
def test_conditions_choose_events(example: Reader, asked: SliceRequest, names: set[str]) -> None:
    assert chosen(example, asked) == {EVENTS[name] for name in names}


def test_the_header_says_how_many_events_were_left_out(example: Reader, tmp_path: Path) -> None:
    written = write_slice(example, SliceRequest(limit=2), tmp_path / "slice", ontology=WORKBENCH)
    assert written.events == 2
    assert written.left_out[0] == "4 of 6 events that fit: the latest 2 are here"


def test_links_to_events_outside_are_not_told(example: Reader, tmp_path: Path) -> None:
    written = write_slice(example, SliceRequest(limit=1), tmp_path / "slice", ontology=WORKBENCH)
    assert not [t for t in triples(written) if t.predicate == sr("inResponseTo")]
    assert any("inResponseTo" in words for words in written.left_out)


def test_equal_graphs_give_equal_slices(full: Slice, tmp_path: Path) -> None:
    with open_writer(tmp_path / "store") as writer:
        for quads in (example_quads()[500:], example_quads()[:500]):
            writer.commit(Change(add=quads))
    with open_reader(Config(store=tmp_path / "store", workers=1)) as reader:
        again = write_slice(reader, SliceRequest(view="full"), tmp_path / "slice", ontology=WORKBENCH)
    assert again.path.read_bytes() == full.path.read_bytes()


def test_a_folder_with_other_files_is_not_touched(example: Reader, tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("mine")
    (tmp_path / "mine.ttl").write_text("mine")
    with pytest.raises(StoreError, match="holds other files"):
        write_slice(example, SliceRequest(), tmp_path, ontology=WORKBENCH)
    assert {path.name for path in tmp_path.iterdir()} == {"thesis.doc", "mine.ttl"}


def test_what_is_not_there_or_not_a_day_is_refused(example: Reader) -> None:
    with pytest.raises(StoreError, match="auth:Nobody"):
        chosen(example, SliceRequest(around="auth:Nobody"))
    with pytest.raises(TemplateError, match="since"):
        chosen(example, SliceRequest(since="last week"))


def kg(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    return result.exit_code, result.output


def test_the_command_says_what_to_open_and_what_is_missing(example_store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "slice"
    code, said = kg("export", "--protege", "--class", "Threat", "-o", folder, "--store", example_store)
    assert code == 0
    assert said.startswith("2 events")
    assert f"Open {folder / SLICE} in Protégé" in said
    assert "Left out:" in said


@pytest.mark.parametrize(
    "options",
    [["--protege"], ["--protege", "--format", "nt", "-o", "x"], ["--since", "2025-01-01"], ["--view", "full"]],
    ids=" ".join,
)
def test_options_that_do_not_go_together_are_refused(example_store: Path, options: list[str]) -> None:
    code, said = kg("export", *options, "--store", example_store)
    assert code == 2
    assert "--protege" in said
