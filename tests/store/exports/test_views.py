"""The example graph in the shapes of tables, networks and codebooks, read by the programs that read such files."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import stix2

from kg.config import Config
from kg.errors import StoreError
from kg.namespaces import CODES, DEFAULT_BASE, NS, OWL, SKOS, sr
from kg.store.exports import sorting
from kg.store.exports.acled import acled_type
from kg.store.exports.cameo import quad_class
from kg.store.exports.views import VIEWS, export_class, export_view
from kg.store.reader import Reader, open_reader
from kg.store.writer import Change, open_writer

EXAMPLE = Path(__file__).parents[2] / "data" / "example.trig"
SINKING = DEFAULT_BASE + "id/event/46acc5725275c466"
MAPPINGS = [
    ("MissileStrike", "broadMatch", "acled", "Explosions/Remote violence: Shelling/artillery/missile attack"),
    ("MissileStrike", "closeMatch", "cameo", "194"),
    ("MissileStrike", "narrowMatch", "cameo", "1944"),
    ("ViolentEvent", "broadMatch", "plover", "ASSAULT heavy-weapons"),
    ("ViolentEvent", "narrowMatch", "gtd", "Armed Assault"),
    ("ShootingAttack", "narrowMatch", "cameo", "193"),
    ("ShootingAttack", "narrowMatch", "cameo", "182"),
    ("Denial", "narrowMatch", "cameo", "121"),
    ("Denial", "narrowMatch", "cameo", "122"),
    ("ShootingAttack", "broadMatch", "acled", "Violence against civilians"),
    ("ShootingAttack", "narrowMatch", "acled", "Violence against civilians: Attack"),
    ("ShootingAttack", "closeMatch", "acled", "Battles: Armed clash"),
]
CONDITIONS = {
    "Violence against civilians: Attack": {"onlyIfRole": "hasVictim", "onlyIfRoleIs": "Agent"},
    "Battles: Armed clash": {"onlyIfEventIs": "ArmedClash"},
}


def code_iri(codebook: str, notation: str) -> ox.NamedNode:
    return ox.NamedNode(CODES + codebook + "".join(filter(str.isalnum, notation)))


def mapping_quads() -> Iterator[ox.Quad]:
    for number, (cls, relation, codebook, notation) in enumerate(MAPPINGS):
        code = code_iri(codebook, notation)
        yield ox.Quad(sr(cls), ox.NamedNode(SKOS + relation), code)
        yield ox.Quad(code, sr("inCodebook"), ox.NamedNode(CODES + codebook))
        yield ox.Quad(code, ox.NamedNode(SKOS + "notation"), ox.Literal(notation))
        if codebook == "cameo":
            above = code_iri(codebook, notation[:-1])
            yield ox.Quad(code, ox.NamedNode(SKOS + "broader"), above)
            yield ox.Quad(above, ox.NamedNode(SKOS + "notation"), ox.Literal(notation[:-1]))
        for name, value in CONDITIONS.get(notation, {}).items():
            axiom = ox.BlankNode(f"axiom{number}")
            yield ox.Quad(axiom, ox.NamedNode(OWL + "annotatedSource"), sr(cls))
            yield ox.Quad(axiom, ox.NamedNode(OWL + "annotatedProperty"), ox.NamedNode(SKOS + relation))
            yield ox.Quad(axiom, ox.NamedNode(OWL + "annotatedTarget"), code)
            yield ox.Quad(axiom, sr(name), sr(value))


def quads() -> list[ox.Quad]:
    """The example, and what its ontology says of codebooks."""
    return [*ox.parse(path=EXAMPLE, format=ox.RdfFormat.TRIG), *mapping_quads()]


def stored(path: Path, batches: list[list[ox.Quad]]) -> Path:
    with open_writer(path) as writer:
        for batch in batches:
            writer.commit(Change(add=batch))
    return path


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    path = stored(tmp_path_factory.mktemp("views") / "store", [quads()])
    with open_reader(Config(store=path)) as opened:
        yield opened


def view(reader: Reader, name: str) -> str:
    out = io.BytesIO()
    export_view(reader, VIEWS[name], out)
    return out.getvalue().decode()


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def row_of(text: str, key: str) -> dict[str, str]:
    [found] = [row for row in rows(text) if row[key] == SINKING]
    return found


def test_each_event_is_one_row(reader: Reader) -> None:
    found = rows(view(reader, "csv"))
    events = {quad.subject.value for quad in quads() if quad.predicate == sr("eventClass")}
    assert [row["event"] for row in found] == sorted(events)
    row = row_of(view(reader, "csv"), "event")
    assert (row["class"], row["actor"], row["target"]) == ("MissileStrike", "Armed Forces of Ukraine", "Moskva")
    assert (row["killed_low"], row["killed_high"], row["disputed"]) == ("1", "40", "true")
    assert row["start"].startswith("2022-04-13") and row["place"] == "Black Sea"


def test_things_of_a_class_are_rows_of_their_own(reader: Reader) -> None:
    out = io.BytesIO()
    export_class(reader, "CountClaim", out)
    found = rows(out.getvalue().decode())
    assert {"countMin", "countMax", "stance"} <= found[0].keys()
    assert {row["countText"] for row in found} >= {"About 40 sailors", "One sailor"}
    by_iri = io.BytesIO()
    export_class(reader, NS + "CountClaim", by_iri)
    assert by_iri.getvalue() == out.getvalue()
    for name, problem in (("Unicorn", "nothing of the class Unicorn"), ("no name", "is no class")):
        with pytest.raises(StoreError, match=problem):
            export_class(reader, name, io.BytesIO())


def test_events_are_features_at_their_places(reader: Reader) -> None:
    features = json.loads(view(reader, "geojson"))["features"]
    [sinking] = [feature for feature in features if feature["id"] == SINKING]
    assert sinking["geometry"]["type"] == "Point" and sinking["properties"]["killed_high"] == 40
    longitude, latitude = sinking["geometry"]["coordinates"]
    assert 27 < longitude < 42 and 40 < latitude < 47


@pytest.mark.parametrize(("name", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networkx_opens_the_network(reader: Reader, name: str, read: object) -> None:
    graph = read(io.BytesIO(view(reader, name).encode()))  # type: ignore[operator]  # one of networkx's readers
    ship = NS.replace("ns#", "authority#") + "Moskva"
    assert graph.nodes[SINKING]["class"] == "MissileStrike" and graph.nodes[ship]["label"] == "Moskva"
    named = {data.get("role", data.get("label")) for _, other, data in graph.edges(SINKING, data=True) if other == ship}
    assert "hasTarget" in named


def test_a_row_of_acled_can_be_traced_to_the_ontology(reader: Reader) -> None:
    row = row_of(view(reader, "acled"), "event_id_cnty")
    assert (row["event_type"], row["disorder_type"]) == ("Explosions/Remote violence", "Political violence")
    cls, relation, codebook, notation = MAPPINGS[0]
    assert (row["mapping_class"], row["mapping_relation"]) == (NS + cls, relation)
    assert row["mapping_code"] == code_iri(codebook, notation).value and notation.endswith(row["sub_event_type"])
    assert (row["event_date"], row["time_precision"], row["fatalities"]) == ("2022-04-13", "1", "1")
    assert "Moskva" in row["notes"] and "Quayside Post" in row["source"]


def test_a_code_counts_only_under_its_condition_and_goes_before_those_without(reader: Reader) -> None:
    [row] = [row for row in rows(view(reader, "acled")) if row["mapping_class"] == NS + "ShootingAttack"]
    assert (row["sub_event_type"], row["mapping_condition"]) == ("Attack", "hasVictim: Agent")


def test_a_class_takes_the_code_of_the_class_above_unless_that_is_narrower(reader: Reader) -> None:
    records = [json.loads(line) for line in view(reader, "plover").splitlines()]
    assert {record["mapping"]["mapping_class"] for record in records} == {NS + "ViolentEvent"}
    types = {row["class"] for row in rows(view(reader, "csv"))}
    assert "Threat" in types and "Armed Assault" not in view(reader, "stix")


def test_codes_that_are_all_narrower_give_the_one_above_them_or_none(reader: Reader) -> None:
    codes = {row["mapping_class"]: (row["EventCode"], row["mapping_relation"]) for row in rows(view(reader, "gdelt"))}
    assert codes[NS + "Denial"] == ("12", "broader of narrowMatch")
    assert NS + "ShootingAttack" not in codes


def test_columns_of_gdelt(reader: Reader) -> None:
    row = row_of(view(reader, "gdelt"), "GLOBALEVENTID")
    assert (row["EventCode"], row["EventRootCode"], row["QuadClass"]) == ("194", "19", "4")
    assert (row["SQLDATE"], row["Actor1Name"], row["Actor2Name"]) == ("20220413", "Armed Forces of Ukraine", "Moskva")


def test_records_of_plover(reader: Reader) -> None:
    records = [json.loads(line) for line in view(reader, "plover").splitlines()]
    [record] = [record for record in records if record["event_id"] == SINKING]
    assert (record["event_type"], record["event_mode"]) == ("ASSAULT", "heavy-weapons")
    assert record["dead"] == {"low": 1, "high": 40} and record["mapping"]["mapping_class"] == NS + "ViolentEvent"


def test_the_stix_library_accepts_the_bundle(reader: Reader) -> None:
    bundle = stix2.parse(view(reader, "stix"))
    found = {each.id: each for each in bundle.objects}
    assert len(found) == len(bundle.objects) > 20
    [incident] = [each for each in bundle.objects if each.get("external_references", [{}])[0].get("url") == SINKING]
    assert any(ref.get("external_id") == "194" for ref in incident.external_references)
    targets = [each for each in bundle.objects if each.type == "relationship" and each.source_ref == incident.id]
    assert targets and all(each.target_ref in found for each in targets)
    assert all(ref in found for each in bundle.objects if each.type == "report" for ref in each.object_refs)


@pytest.mark.parametrize("name", VIEWS)
def test_equal_graphs_give_equal_files(reader: Reader, name: str, tmp_path: Path) -> None:
    parts = quads()
    path = stored(tmp_path / "store", [parts[700:], parts[:700]])
    with open_reader(Config(store=path)) as other:
        assert view(other, name) == view(reader, name)


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    hostile = '=1+1;"</data><x>\u0001\n'
    changed = [
        replace_object(quad, hostile) if quad.subject.value == SINKING and "label" in quad.predicate.value else quad
        for quad in quads()
    ]
    path = stored(tmp_path / "store", [changed])
    with open_reader(Config(store=path)) as other:
        graph = nx.read_graphml(io.BytesIO(view(other, "graphml").encode()))
        assert graph.nodes[SINKING]["label"] == hostile.replace("\u0001", "")
        assert row_of(view(other, "csv"), "event")["label"] == hostile


def replace_object(quad: ox.Quad, text: str) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, ox.Literal(text), quad.graph_name)


def test_more_than_fits_into_memory_is_sorted_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [f"é{number * 7919 % 1000}" for number in range(3000)]
    monkeypatch.setattr(sorting, "AT_ONCE", 100)
    assert list(sorting.sorted_unique(words)) == sorted(set(words))
    assert list(sorting.sorted_lines(words)) == sorted(words)
    assert list(sorting.sorted_unique([])) == []


@pytest.mark.parametrize(
    ("notation", "disorder"),
    [
        ("Explosions/Remote violence: Air/drone strike", "Political violence"),
        ("Protests: Excessive force against protesters", "Political violence; Demonstrations"),
        ("Strategic developments", "Strategic developments"),
        ("Riots: Something new", "Demonstrations"),
    ],
)
def test_types_of_acled_belong_to_kinds_of_disorder(notation: str, disorder: str) -> None:
    found = acled_type(notation)
    assert notation.startswith(found.event_type) and found.disorder_type == disorder


def test_root_codes_have_classes() -> None:
    assert [quad_class(root) for root in ("03", "07", "12", "19", "")] == [*"1234", ""]
