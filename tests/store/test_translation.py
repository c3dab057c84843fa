"""The graph in other vocabularies: their terms, their rules, and what the example becomes in each."""

import io
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.config import Config
from kg.errors import StoreError, TemplateError
from kg.namespaces import AUTHORITY, DEFAULT_BASE, NS, RDF, RDFS, SKOS
from kg.resources import resource_folder
from kg.store.exports.translation import TRANSLATION_FORMATS, load_translations, translate, translation
from kg.store.formats import N_QUADS, N_TRIPLES, ResultFormat
from kg.store.reader import Reader, open_reader
from kg.store.templates.templates import parse_template
from kg.store.writer import Change, open_writer

EXAMPLE = Path(__file__).parent.parent / "data" / "example.trig"
STRIKE = f"{DEFAULT_BASE}id/event/0b48ff83cba91eb9"
ARTICLE = f"{DEFAULT_BASE}id/article/4c00ae58f493457c"
COALITION = AUTHORITY + "GlobalCoalitionAgainstDaesh"
BIDEN = AUTHORITY + "JoeBidenPresidentOfTheUnitedStates"
TYPE = RDF + "type"
SPACES = {
    "cco": "https://www.commoncoreontologies.org/",
    "ftm": "https://schema.followthemoney.tech/#",
    "geosparql": "http://www.opengis.net/ont/geosparql#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "time": "http://www.w3.org/2006/time#",
}
# Whose member the subject and the value of a property must be, after the vocabulary's own definitions.
RULES = {
    ("ftm", "Event:organizer"): ("Event", {"Person", "Organization", "PublicBody", "LegalEntity"}),
    ("ftm", "Event:involved"): ("Event", {"Person", "Organization", "PublicBody", "LegalEntity"}),
    ("ftm", "Interval:proof"): ("Event", {"Article"}),
    ("ftm", "Occupancy:holder"): ("Occupancy", {"Person"}),
    ("ftm", "Occupancy:post"): ("Occupancy", {"Position"}),
    ("ftm", "Position:organization"): ("Position", {"Organization", "PublicBody"}),
    ("ftm", "Membership:organization"): ("Membership", {"Organization", "PublicBody"}),
    ("ftm", "Mention:document"): ("Mention", {"Article"}),
    ("ftm", "Mention:resolved"): ("Mention", {"Person", "Organization", "PublicBody", "LegalEntity"}),
    ("geosparql", "hasDefaultGeometry"): ("Feature", {"Point"}),
    ("geosparql", "sfWithin"): ("Feature", {"Feature"}),
    ("oa", "hasTarget"): ("Annotation", {"SpecificResource"}),
    ("oa", "hasSelector"): ("SpecificResource", {"TextPositionSelector", "TextQuoteSelector"}),
    ("org", "memberDuring"): ("Membership", {"Interval"}),
    ("org", "organization"): ("Membership", {"Organization"}),
    ("org", "postIn"): ("Post", {"Organization"}),
    ("prov", "wasAttributedTo"): ("Entity", {"Agent"}),
    ("prov", "wasDerivedFrom"): ("Entity", {"Entity"}),
    ("prov", "wasGeneratedBy"): ("Entity", {"Activity"}),
    ("prov", "used"): ("Activity", {"Entity"}),
    ("schema", "geo"): ("Place", {"GeoCoordinates"}),
    ("schema", "appearance"): ("Claim", {"NewsArticle"}),
    ("schema", "location"): ("Event", {"Place"}),
    ("sem", "hasPlace"): ("Event", {"Place"}),
    ("sem", "accordingTo"): ("View", {"Authority"}),
    ("sem", "eventType"): ("Event", {"EventType"}),
    ("time", "hasBeginning"): ("Interval", {"Instant"}),
    ("time", "hasEnd"): ("Interval", {"Instant"}),
}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    path = tmp_path_factory.mktemp("example") / "store"
    with open_writer(path) as writer:
        writer.commit(Change(add=list(ox.parse(path=str(EXAMPLE), format=ox.RdfFormat.TRIG))))
    with open_reader(Config(store=path, workers=1)) as opened:
        yield opened


def written(reader: Reader, name: str, format: ResultFormat = N_TRIPLES) -> bytes:
    out = io.BytesIO()
    translate(reader, translation(name), format, out)
    return out.getvalue()


def told(reader: Reader, name: str) -> set[tuple[str, str, str]]:
    """Return the triples as plain values, the vocabulary's own namespace left out."""
    triples = [quad.triple for quad in ox.parse(written(reader, name), ox.RdfFormat.N_TRIPLES)]
    plain = [(t.subject.value, t.predicate.value, t.object.value) for t in triples]
    return {(s, p.removeprefix(SPACES[name]), o.removeprefix(SPACES[name])) for s, p, o in plain}


def values(triples: set[tuple[str, str, str]], subject: str, predicate: str) -> set[str]:
    return {o for s, p, o in triples if (s, p) == (subject, predicate)}


def test_there_is_a_translation_for_each_alignment() -> None:
    aligned = {path.stem.removeprefix("align-") for path in resource_folder("ontology").glob("align-*.ttl")}
    assert set(load_translations()) == set(SPACES) == aligned


@pytest.mark.parametrize("name", SPACES)
def test_a_translation_uses_only_terms_that_the_alignment_declares(example: Reader, name: str) -> None:
    alignment = ox.parse(path=str(resource_folder("ontology") / f"align-{name}.ttl"), format=ox.RdfFormat.TURTLE)
    declared = {quad.subject.value for quad in alignment if quad.predicate.value == TYPE}
    triples = [quad.triple for quad in ox.parse(written(example, name), ox.RdfFormat.N_TRIPLES)]
    used = {triple.predicate.value for triple in triples}
    used |= {triple.object.value for triple in triples if triple.predicate.value == TYPE}
    assert {term for term in used - declared if not term.startswith((RDF, RDFS, SKOS))} == set()


@pytest.mark.parametrize(("name", "term"), RULES, ids=str)
def test_a_property_stands_between_what_the_vocabulary_says(example: Reader, name: str, term: str) -> None:
    triples = told(example, name)
    kinds: dict[str, set[str]] = {}
    for subject, predicate, kind in triples:
        if predicate == TYPE:
            kinds.setdefault(subject, set()).add(kind.rsplit("#", 1)[-1])
    domain, ranges = RULES[name, term]
    uses = [(subject, value) for subject, predicate, value in triples if predicate == term]
    assert uses
    assert [subject for subject, _ in uses if domain not in kinds.get(subject, set())] == []
    assert [value for _, value in uses if not ranges & kinds.get(value, set())] == []


@pytest.mark.parametrize("format", TRANSLATION_FORMATS, ids=lambda format: format.name)
@pytest.mark.parametrize("name", ["org", "ftm"])
def test_a_translation_is_the_same_in_every_format(example: Reader, name: str, format: ResultFormat) -> None:
    expected = set(ox.parse(written(example, name), ox.RdfFormat.N_TRIPLES))
    assert set(ox.parse(written(example, name, format), format.graph)) == expected


def test_lines_are_sorted_and_each_stands_once(example: Reader) -> None:
    lines = written(example, "sem").splitlines()
    assert lines == sorted(set(lines)) != []


def test_cco_has_the_pairs_of_classes_of_the_alignment() -> None:
    alignment = ox.parse(path=str(resource_folder("ontology") / "align-cco.ttl"), format=ox.RdfFormat.TURTLE)
    pairs = {
        (quad.subject.value, quad.object.value)
        for quad in alignment
        if quad.predicate.value == RDFS + "subClassOf" and str(quad.subject).startswith("<" + NS)
    }
    values = translation("cco").body.split("VALUES (?class ?type) {")[1].split("}")[0]
    rows = ox.Store().query(
        "PREFIX sr: <https://w3id.org/sitrep/ns#> PREFIX cco: <https://www.commoncoreontologies.org/> "
        f"PREFIX bfo: <http://purl.obolibrary.org/obo/> SELECT * {{ VALUES (?class ?type) {{ {values} }} }}"
    )
    assert {(row["class"].value, row["type"].value) for row in rows} == pairs


def test_cco_types_a_strike_as_weapon_use_with_its_agent(example: Reader) -> None:
    triples = told(example, "cco")
    assert "ont00000612" in values(triples, STRIKE, TYPE)
    assert values(triples, STRIKE, "ont00001833") == {COALITION}


def test_sem_tells_who_says_so(example: Reader) -> None:
    triples = told(example, "sem")
    views = [view for view in values(triples, STRIKE, "hasActor") if "View" in values(triples, view, TYPE)]
    by_hadath = [view for view in views if AUTHORITY + "AlHadath" in values(triples, view, "accordingTo")]
    assert COALITION in {value for view in by_hadath for value in values(triples, view, RDF + "value")}
    assert COALITION in values(triples, STRIKE, "hasActor")


def test_prov_leads_from_a_claim_to_its_words_its_article_and_its_run(example: Reader) -> None:
    triples = told(example, "prov")
    sources = values(triples, f"{DEFAULT_BASE}id/claim/14c27e8e788b1fea", "wasDerivedFrom")
    assert sources == {ARTICLE, f"{ARTICLE}#char=28,42"}
    assert values(triples, f"{ARTICLE}#char=28,42", "value") == {"fired missiles"}
    graph = ARTICLE.replace("/id/", "/graph/")
    assert values(triples, graph, "wasGeneratedBy") == {f"{DEFAULT_BASE}id/run/example"}


def test_org_gives_a_membership_its_time_and_a_post_its_present_holder(example: Reader) -> None:
    triples = told(example, "org")
    assert values(triples, BIDEN, "member") == {AUTHORITY + "JoeBiden"}
    stamps = {value for s, p, value in triples if s.startswith(BIDEN + "-") and p.endswith("inXSDDateTimeStamp")}
    assert stamps == {"2021-01-20T17:00:00Z", "2025-01-20T17:00:00Z"}
    assert [s for s, p, _ in triples if p == "holds"] == [AUTHORITY + "DonaldTrump"]


def test_time_bounds_an_event(example: Reader) -> None:
    triples = told(example, "time")
    assert values(triples, STRIKE, "hasTime") == {STRIKE + "-time"}
    assert values(triples, STRIKE + "-begin", "inXSDDateTimeStamp") == {"2025-12-20T00:00:00Z"}
    assert values(triples, STRIKE + "-end", "inXSDDateTimeStamp") == {"2025-12-20T23:59:59Z"}


def test_geosparql_writes_longitude_before_latitude(example: Reader) -> None:
    assert ("POINT(38 35)") in values(told(example, "geosparql"), AUTHORITY + "Syria-point", "asWKT")


def test_schema_dates_an_event_and_names_its_article(example: Reader) -> None:
    triples = told(example, "schema")
    assert values(triples, STRIKE, "startDate") == values(triples, STRIKE, "endDate") == {"2025-12-20"}
    assert ARTICLE in values(triples, STRIKE, "subjectOf")
    assert values(triples, ARTICLE, "datePublished") == {"2025-12-20"}


def test_ftm_gives_what_it_requires(example: Reader) -> None:
    triples = told(example, "ftm")
    required = {
        "Event": "Thing:name",
        "Article": "Document:fileName",
        "Position": "Thing:name",
        "Mention": "Mention:name",
    }
    for subject, predicate, kind in triples:
        if predicate == TYPE and kind in required:
            assert values(triples, subject, required[kind]), subject


def test_an_annotation_quotes_the_words_at_its_position(example: Reader) -> None:
    triples = told(example, "oa")
    text = example.article_text(ARTICLE)
    assert text is not None
    selectors = [s for s, p, kind in triples if p == TYPE and kind == "TextPositionSelector" and s.startswith(ARTICLE)]
    assert len(selectors) > 10
    for selector in selectors:
        (begin,), (end,) = values(triples, selector, "start"), values(triples, selector, "end")
        quote = selector.removesuffix("&position") + "&quote"
        assert values(triples, quote, "exact") == {text[int(begin) : int(end)]}


def test_what_cannot_be_translated_is_refused(example: Reader) -> None:
    with pytest.raises(TemplateError, match="choose one of cco, ftm"):
        translation("klingon")
    with pytest.raises(StoreError, match="choose one of ttl"):
        translate(example, translation("time"), N_QUADS, io.BytesIO())
    with pytest.raises(TemplateError, match="must be a CONSTRUCT"):
        translate(example, parse_template("mine", "SELECT * { ?s ?p ?o }"), N_TRIPLES, io.BytesIO())
    with pytest.raises(TemplateError, match="not SPARQL"):
        translate(example, parse_template("mine", "CONSTRUCT {"), N_TRIPLES, io.BytesIO())
