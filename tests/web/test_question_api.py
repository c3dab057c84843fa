"""The query templates as an API: formats, pages of rows, descriptions, and files dropped into the folder."""

import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from example_server import BASE, example_quads
from flask.testing import FlaskClient

from kg.config import Config
from kg.namespaces import NS, RDF, SH
from kg.resources import resource_folder
from kg.store.templates.templates import load_templates
from kg.store.writer import Change, open_writer
from kg.web.app import create_app
from kg.web.served import served_by

TEMPLATES = load_templates(resource_folder("queries"))
NEAR = "/queries/events-near{}?latitude=34.6&longitude=38.3&month=2025-12"
OF_ARTICLE = "/queries/claims-of-article{}?article=" + TEMPLATES["claims-of-article"].parameter("article").example
GRAPH = """\
#+ summary: Events of some kinds
#+ description: The events of the kinds given, as a graph.
#+ tags: [events]
#+ params:
#+   - {name: kind, type: class, multiple: true, required: true, example: MissileStrike}
#+   - {name: killed, type: integer, min: 0, max: 1000, default: 0}
#+ cache: 60

PREFIX sr: <https://w3id.org/sitrep/ns#>
CONSTRUCT { ?event a ?class ; sr:killedHigh ?high } WHERE {
  VALUES ?class { $kind }
  ?event sr:eventClass ?class .
  OPTIONAL { ?event sr:killedHigh ?high }
  FILTER(COALESCE(?high, 0) >= $killed)
}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("queries")


@pytest.fixture(scope="module")
def client(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    path = tmp_path_factory.mktemp("dropped") / "store"
    with open_writer(path) as writer:
        writer.commit(Change(add=example_quads()))
    made = create_app(Config(store=path, queries=folder, workers=1))
    yield made.test_client()
    served_by(made).reader.close()


@pytest.fixture
def kinds(folder: Path, client: FlaskClient) -> FlaskClient:
    (folder / "kinds.rq").write_text(GRAPH)
    return client


def links(response: object) -> dict[str, str]:
    header = response.headers.get("Link", "")  # type: ignore[attr-defined]  # werkzeug's test response
    pairs = (part.split(">; rel=") for part in header.split(", ") if part)
    return {name.strip('"'): url.lstrip("<").removeprefix("http://localhost") for url, name in pairs}


def test_answers_with_coordinates_come_as_geo_json(browser: FlaskClient) -> None:
    response = browser.get(NEAR.format(".geojson"))
    assert response.mimetype == "application/geo+json"
    [feature] = json.loads(response.get_data())["features"]
    assert feature["geometry"]["type"] == "Point"
    assert feature["geometry"]["coordinates"] == pytest.approx([38.3, 34.6], abs=0.5)
    assert feature["id"].startswith(BASE) and "lat" not in feature["properties"]
    assert browser.get(OF_ARTICLE.format(".geojson")).status_code == 406


@pytest.mark.parametrize("ending", ["json", "csv", "tsv", "xml"])
def test_rows_come_page_by_page_with_links(browser: FlaskClient, ending: str) -> None:
    first = browser.get(OF_ARTICLE.format("." + ending) + "&_limit=5")
    assert set(links(first)) == {"next"}
    second = browser.get(links(first)["next"])
    assert set(links(second)) == {"next", "prev"} and second.get_data() != first.get_data()
    assert browser.get(links(second)["prev"]).get_data() == first.get_data()


def test_the_last_page_leads_no_further(browser: FlaskClient) -> None:
    assert links(browser.get(OF_ARTICLE.format(".csv"))) == {}


def test_a_limit_of_nothing_gives_no_row_and_leads_nowhere(browser: FlaskClient) -> None:
    answer = browser.get(OF_ARTICLE.format(".csv") + "&_limit=0")
    assert answer.get_data().count(b"\n") == 1 and links(answer) == {}


def test_a_limit_is_given_once(browser: FlaskClient) -> None:
    answer = browser.get(OF_ARTICLE.format(".csv") + "&_limit=5&_limit=6")
    assert answer.status_code == 400 and "_limit is given 2 times" in answer.get_data(as_text=True)


def test_the_list_is_there_for_programs(browser: FlaskClient) -> None:
    for path, accept in (("/queries", "application/json"), ("/queries.json", "*/*")):
        entries = json.loads(browser.get(path, headers={"Accept": accept}).get_data())
        assert [entry["name"] for entry in entries] == list(TEMPLATES)
    near = next(entry for entry in entries if entry["name"] == "events-near")
    assert near["formats"]["geojson"].endswith("/queries/events-near.geojson")
    assert near["parameters"][0] | {"type": "decimal", "required": True} == near["parameters"][0]


def test_every_template_is_described_at_its_iri(browser: FlaskClient) -> None:
    data = browser.get("/queries/outlets", headers={"Accept": "text/turtle"}).get_data()
    found = ox.Dataset(ox.parse(data, ox.RdfFormat.TURTLE))
    about = ox.NamedNode(BASE + "queries/outlets")
    assert ox.NamedNode(SH + "SPARQLExecutable") in {q.object for q in found.quads_for_subject(about)}
    [select] = [q.object.value for q in found if q.predicate.value == SH + "select"]
    assert select == TEMPLATES["outlets"].body
    everything = ox.parse(browser.get("/queries.ttl").get_data(), ox.RdfFormat.TURTLE)
    typed = {q.subject for q in everything if q.object == ox.NamedNode(SH + "SPARQLExecutable")}
    assert len(typed) == len(TEMPLATES)


def test_the_open_api_document_holds_every_template_and_parameter(browser: FlaskClient) -> None:
    document = json.loads(browser.get("/queries/openapi.json").get_data())
    assert document["openapi"] == "3.1.0" and document == json.loads(browser.get("/openapi.json").get_data())
    for name, template in TEMPLATES.items():
        operation = document["paths"][f"/queries/{name}.{{format}}"]["get"]
        names = {parameter["name"] for parameter in operation["parameters"]}
        assert names == {each.name for each in template.parameters} | {"format", "_limit", "_offset"}
        assert operation["parameters"][0]["schema"]["enum"][0] == "json"


def test_a_file_dropped_into_the_folder_is_served_and_a_broken_one_harms_no_other(
    kinds: FlaskClient, folder: Path
) -> None:
    assert kinds.get("/queries/later").status_code == 404
    (folder / "later.rq").write_text("#+ summary: Later\nSELECT ?s WHERE { ?s ?p ?o }\n")
    (folder / "broken.rq").write_text("#+ params: [{name: x}]\nSELECT ?s WHERE { ?s ?p ?o }\n")
    assert kinds.get("/queries/later.csv?_limit=2").get_data().count(b"\n") == 3
    assert kinds.get("/queries/broken").status_code == 404
    (folder / "later.rq").unlink()
    assert kinds.get("/queries/later").status_code == 404


def test_a_page_takes_several_values_and_a_parameter_of_any_name(folder: Path, client: FlaskClient) -> None:
    header = "#+ params:\n#+   - {name: name, type: class, multiple: true, required: true, example: MissileStrike}\n"
    (folder / "named.rq").write_text(
        header + "SELECT ?event ?name { VALUES ?name { $name } ?event sr:eventClass ?name }"
    )
    page = client.get("/queries/named?name=MissileStrike&name=Threat")
    assert page.status_code == 200
    assert "/ontology/MissileStrike" in page.text and "/ontology/Threat" in page.text
    assert "/queries/named.csv?name=MissileStrike&amp;name=Threat" in page.text
    (folder / "named.rq").unlink()


def test_the_page_of_a_question_of_yes_or_no_says_which(folder: Path, client: FlaskClient) -> None:
    (folder / "asked.rq").write_text("ASK { ?event sr:eventClass sr:MissileStrike }")
    page = client.get("/queries/asked", headers={"Accept": "text/html"})
    assert page.status_code == 200 and "<td>yes</td>" in page.text
    (folder / "asked.rq").unlink()


def test_a_construct_answers_as_rdf_and_a_parameter_may_be_multiple(kinds: FlaskClient) -> None:
    response = kinds.get("/queries/kinds.ttl?kind=MissileStrike&kind=Threat")
    assert response.mimetype == "text/turtle" and response.headers["Cache-Control"] == "max-age=60"
    classes = {
        q.object.value for q in ox.parse(response.get_data(), ox.RdfFormat.TURTLE) if q.predicate.value == RDF + "type"
    }
    assert classes == {NS + "MissileStrike", NS + "Threat"}
    assert kinds.get("/queries/kinds.csv?kind=Threat").status_code == 406


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("kind=Threat&killed=-1", "from 0 up"),
        ("kind=Threat&killed=1&killed=2", "killed is given 2 times"),
        ("", "kind"),
    ],
)
def test_a_value_out_of_range_or_given_twice_is_named(kinds: FlaskClient, query: str, words: str) -> None:
    response = kinds.get(f"/queries/kinds.ttl?{query}")
    assert response.status_code == 400 and words in json.loads(response.get_data())["detail"]


def test_who_has_the_answer_already_is_told_so_until_the_file_changes(kinds: FlaskClient, folder: Path) -> None:
    path = "/queries/kinds.ttl?kind=Threat"
    tag = {"If-None-Match": kinds.get(path).headers["ETag"]}
    assert kinds.get(path, headers=tag).status_code == 304
    (folder / "kinds.rq").write_text(GRAPH + "# changed\n")
    assert kinds.get(path, headers=tag).status_code == 200


PAGED = """\
#+ summary: Events of a month
#+ params:
#+   - name: month
#+     type: month
#+     enum: "SELECT DISTINCT ?month { ?event sr:month ?month } ORDER BY ?month"
#+ formats: [csv, tsv]
#+ view: bars
#+ pagination: 2

SELECT ?event (1 AS ?one) WHERE { ?event sr:month $month } ORDER BY ?event
"""


@pytest.fixture
def paged(folder: Path, client: FlaskClient) -> Iterator[FlaskClient]:
    (folder / "paged.rq").write_text(PAGED, encoding="utf-8")
    yield client
    (folder / "paged.rq").unlink()


def test_a_template_answers_in_its_formats_only(paged: FlaskClient) -> None:
    assert paged.get("/queries/paged.csv").status_code == 200
    refused = paged.get("/queries/paged.json")
    assert (refused.status_code, "csv, tsv" in refused.get_data(as_text=True)) == (406, True)


def test_a_page_has_as_many_rows_as_the_template_says(paged: FlaskClient) -> None:
    answer = paged.get("/queries/paged.csv")
    assert len(answer.get_data(as_text=True).splitlines()) == 3
    assert "_limit=2&_offset=2" in answer.headers["Link"].replace("&amp;", "&")
    page = paged.get("/queries/paged").get_data(as_text=True)
    assert page.count("<meter") == 2
    assert "_offset=2" in page


def test_what_a_query_lists_is_offered_and_anything_else_may_be_given(paged: FlaskClient) -> None:
    page = paged.get("/queries/paged").get_data(as_text=True)
    assert '<option value="2025-12">' in page.partition("<datalist")[2].partition("</datalist>")[0]
    assert paged.get("/queries/paged.csv?month=1901-01").get_data(as_text=True).split() == ["event,one"]
    entry = next(each for each in json.loads(paged.get("/queries.json").data) if each["name"] == "paged")
    assert entry["parameters"][0]["choices"].startswith("SELECT DISTINCT ?month")


def test_a_graph_is_shown_as_a_table_of_its_triples(kinds: FlaskClient) -> None:
    page = kinds.get("/queries/kinds.html?kind=MissileStrike&kind=AirStrike").get_data(as_text=True)
    table = page.partition("<table>")[2].partition("</table>")[0]
    graph = ox.parse(
        kinds.get("/queries/kinds.nt?kind=MissileStrike&kind=AirStrike").get_data(), ox.RdfFormat.N_TRIPLES
    )
    assert table.count("<tr>") == 1 + len(set(graph)) > 2
    assert ">missile strike</a>" in table and ">killed high</a>" in table


def test_a_page_of_a_graph_leads_to_the_next(kinds: FlaskClient, folder: Path) -> None:
    (folder / "kinds.rq").write_text(GRAPH.replace("#+ cache: 60", "#+ pagination: 1"))
    page = kinds.get("/queries/kinds.html?kind=MissileStrike&kind=AirStrike").get_data(as_text=True)
    assert 'rel="next"' in page and "_offset=1" in page and 'rel="prev"' not in page
    last = kinds.get("/queries/kinds.html?kind=MissileStrike&kind=AirStrike&_offset=1000").get_data(as_text=True)
    assert 'rel="next"' not in last and "nothing that fits" in last


def test_a_form_takes_several_values_and_shows_them_all(kinds: FlaskClient, folder: Path) -> None:
    page = kinds.get("/queries/kinds.html?kind=MissileStrike&kind=sr:AirStrike").get_data(as_text=True)
    assert "multiple size=" in page
    chosen = [line.partition('value="')[2].partition('"')[0] for line in page.splitlines() if " selected" in line]
    assert sorted(chosen) == ["AirStrike", "MissileStrike"]
    text = GRAPH.replace("type: class", "type: iri").replace("example: MissileStrike", "example: sr:MissileStrike")
    (folder / "kinds.rq").write_text(text)
    page = kinds.get("/queries/kinds.html?kind=sr:MissileStrike&kind=air+strike").get_data(as_text=True)
    assert page.count('name="kind"') == 3 and 'value="air strike"' in page
    assert "air strike</a>. " in page.partition("Understood as")[2]


def test_templates_of_ones_own_stand_beside_the_shipped_and_before_them(kinds: FlaskClient, folder: Path) -> None:
    (folder / "outlets.rq").write_text("#+ summary: My outlets\n#+ params: []\nASK {}")
    try:
        listed = {each["name"]: each["summary"] for each in kinds.get("/queries.json").get_json()}
    finally:
        (folder / "outlets.rq").unlink()
    assert {*TEMPLATES, "kinds"} <= set(listed) and listed["outlets"] == "My outlets"
