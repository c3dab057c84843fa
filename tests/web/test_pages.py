"""The pages as a browser without JavaScript gets them."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from example_server import BASE, HOSTILE, HOSTILE_ENTITY, HOSTILE_KEY
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import NamedNode

from kg.namespaces import NS
from kg.web.page_queries import recent
from kg.web.pages import pages, things

MOSKVA = "/id/event/46acc5725275c466.html"
PAGES = [
    "/",
    "/search",
    "/search?q=missile",
    "/search?q=nothing+at+all",
    "/events",
    "/events?class=ViolentEvent&place=Syria&actor=Islamic+State&month=2025-12",
    "/events?offset=100",
    "/articles",
    f"/id/article/{HOSTILE_KEY}",
    MOSKVA,
    "/id/place/170792.html",
    "/id/entity/5286c13db1b085ab.html",
    "/authority",
    "/authority/IslamicState",
    "/authority/PresidentOfTheUnitedStates",
    "/ontology",
    "/ontology/MissileStrike",
    "/ontology/hasActor",
    "/ontology/stanceDenies",
    "/ns",
    "/queries",
    "/queries/contradictory-counts",
    "/queries/contradictory-counts?month=2022-04",
    "/sparql",
    f"/thing?iri={BASE}authority%23Syria",
]


class Page(HTMLParser):
    """What a test asks about a page: its tags with their attributes, and its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attributes}))
        self.text += " " if tag in {"td", "th", "dt", "dd", "li", "p"} else ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def attributes(self, *names: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.tags if tag in names]

    def links(self) -> list[str]:
        return [each["href"] for each in self.attributes("a") if "href" in each]


def get(client: FlaskClient, path: str, status: int = 200) -> Page:
    response = client.get(path)
    assert response.status_code == status, path
    return Page(response.get_data(as_text=True))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_one_heading_labels_and_nothing_from_outside(path: str, browser: FlaskClient) -> None:
    page = get(browser, path)
    assert len(page.attributes("h1")) == 1
    labelled = {each.get("for") for each in page.attributes("label")}
    fields = page.attributes("input", "select", "textarea")
    assert all(field["id"] in labelled for field in fields)
    identities = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(identities) == len(set(identities))
    loaded = [each.get("src", "") for each in page.attributes("script", "img", "iframe")]
    loaded += [each["href"] for each in page.attributes("link")]
    assert loaded and not [source for source in loaded if "//" in source]
    assert not [attributes for _, attributes in page.tags if "style" in attributes or "onclick" in attributes]


def test_the_header_of_every_page_leads_to_the_five_ways_in(browser: FlaskClient) -> None:
    for path in PAGES:
        assert {"/events", "/queries", "/sparql", "/ontology", "/articles"} <= set(get(browser, path).links())


@pytest.mark.parametrize(
    "start", ["/", MOSKVA, "/events", "/articles", "/authority/IslamicState", "/queries", "/ontology"]
)
def test_every_internal_link_of_a_page_resolves(start: str, browser: FlaskClient) -> None:
    links = {link.partition("#")[0] for link in get(browser, start).links() if link.startswith("/")}
    assert len(links) > 8
    for link in sorted(links):
        assert browser.get(link, follow_redirects=True).status_code == 200, link


def test_the_start_page_counts_what_the_graph_holds(browser: FlaskClient) -> None:
    text = " ".join(get(browser, "/").text.split())
    assert "5 events" in text and "6 articles" in text
    assert "Events from 2022-04-13 to 2025-12-20." in text
    assert "2025-12-20 missile strike, Deir ez-Zor" in text


def test_an_event_page_tells_who_says_what_and_where_they_disagree(browser: FlaskClient) -> None:
    text = " ".join(get(browser, MOSKVA).text.split())
    assert "Missile strike by Armed Forces of Ukraine on Moskva, Black Sea, 13 April 2022" in text
    assert "Sources disagree about: that it happened, killed." in text
    assert re.search(r"Ministry of Defence of Russia denies it On April 14 .* denied that missiles had struck", text)
    assert re.search(r"killed sources disagree About 40 sailors Novaya Gazeta Europe", text)
    assert "One sailor Ministry of Defence of Russia 2022-04-22 Harbour Gazette, 2022-04-23" in text


def test_an_event_without_disagreement_says_nothing_of_it(browser: FlaskClient) -> None:
    text = get(browser, "/id/event/0b48ff83cba91eb9.html").text
    assert "told by 2 articles" in text and "disagree" not in text


def test_the_mention_stands_marked_in_its_sentence(browser: FlaskClient) -> None:
    source = browser.get(MOSKVA).get_data(as_text=True)
    assert "Ukrainian forces <mark>hit</mark> the cruiser Moskva with two Neptune missiles" in source


def test_whom_a_claim_names_and_what_happened_stand_marked_together(browser: FlaskClient) -> None:
    source = browser.get("/id/event/0b48ff83cba91eb9.html").get_data(as_text=True)
    assert "<p><mark>The international coalition</mark> <mark>fired missiles</mark> at ISIS" in source


def test_further_sentences_of_the_same_claim_are_folded(browser: FlaskClient) -> None:
    source = browser.get("/id/event/0b48ff83cba91eb9.html").get_data(as_text=True)
    folded = source.partition("<summary>1 more sentence</summary>")[2].partition("</details>")[0]
    assert "<mark>The missiles</mark>" in folded
    assert source.count("<details>") == 1


def test_an_article_page_has_an_anchor_for_every_sentence_and_shows_the_text_unchanged(browser: FlaskClient) -> None:
    article = next(link for link in get(browser, "/articles").links() if link.startswith("/id/article/"))
    source = browser.get(article).get_data(as_text=True)
    page = Page(source)
    anchors = [attributes["id"] for _, attributes in page.tags if attributes.get("id", "").startswith("char=")]
    assert len(anchors) > 3
    shown = source.partition('class="article-text">')[2].partition("</div>")[0]
    assert "A missile strike hit ISIS positions in Deir ez-Zor on Saturday. The Syrian Observatory" in Page(shown).text


def test_what_a_claim_rests_on_has_its_place_in_the_text_of_the_article(browser: FlaskClient) -> None:
    events = {link for link in get(browser, "/events").links() if link.startswith("/id/event/")}
    evidence = {link for event in events for link in get(browser, event).links() if "#char=" in link}
    pages = {link.partition("#")[0] for link in evidence}
    ids = {f"{page}#{attributes.get('id')}" for page in pages for _, attributes in get(browser, page).tags}
    assert evidence and evidence <= ids
    assert any('class="within"' in browser.get(page).get_data(as_text=True) for page in pages)


def test_an_entity_page_shows_names_offices_events_and_sentences(browser: FlaskClient) -> None:
    text = " ".join(get(browser, "/authority/DonaldTrump").text.split())
    assert "Also written President Trump, Trump." in text
    assert "President of the United States Donald Trump 2025-01-20 17:00" in text
    assert "2025-12-13 threat, Donald Trump speaker" in text
    assert "had vowed on December 13 to retaliate against ISIS." in text


def test_events_are_chosen_by_name_class_and_month(browser: FlaskClient) -> None:
    text = get(browser, "/events?class=ViolentEvent&place=Syria&actor=ISIS").text
    assert "missile strike, Deir ez-Zor" in text and "Palmyra" not in text
    assert "No event in the graph is like this" in get(browser, "/events?month=2001-01").text
    assert "Nothing in the graph is called" in get(browser, "/events?place=Atlantis").text


def test_the_same_events_come_as_csv(browser: FlaskClient) -> None:
    response = browser.get("/events.csv?class=MissileStrike")
    lines = response.get_data(as_text=True).splitlines()
    assert response.mimetype == "text/csv"
    assert len(lines) == 3 and "2022-04-13 missile strike, Black Sea" in lines[2]
    assert browser.get("/events.csv?place=Atlantis").status_code == 404


def test_events_come_page_by_page(browser: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.web.pages.pages._PAGE", 2)
    first = get(browser, "/events?class=Event")
    [after] = [each["href"] for each in first.attributes("a") if each.get("rel") == "next"]
    second = get(browser, after)
    titles = [page.text.count("2025-12-1") + page.text.count("2022-04-1") for page in (first, second)]
    assert all(titles) and "offset=2" in after
    assert [each["href"] for each in second.attributes("a") if each.get("rel") == "prev"] == ["/events?class=Event"]


def test_a_thing_says_that_there_are_more_events_only_if_there_are(
    browser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = len(event_links(get(browser, "/authority/Syria")))
    assert shown > 1
    for most, expected in ((shown, False), (shown - 1, True)):
        monkeypatch.setattr(things, "_MOST_EVENTS", most)
        page = get(browser, "/authority/Syria")
        assert ("are shown;" in page.text) == expected
        assert len(event_links(page)) == most


def event_links(page: Page) -> list[str]:
    return list(dict.fromkeys(link for link in page.links() if link.startswith("/id/event/")))


@pytest.mark.parametrize("dated", range(6))
def test_the_pages_show_every_event_once_those_without_a_time_last(
    browser: FlaskClient, monkeypatch: pytest.MonkeyPatch, dated: int
) -> None:
    whole = event_links(get(browser, "/events?class=Event"))
    known = [{"event": NamedNode(BASE + link.removeprefix("/").removesuffix(".html"))} for link in whole]
    parts = {"events": known[:dated], "undated-events": known[dated:]}

    def select(name: str, _: object, *, limit: int, offset: int) -> list[dict[str, NamedNode]]:
        return parts[name][offset : offset + limit]

    monkeypatch.setattr(pages, "_PAGE", 2)
    monkeypatch.setattr(pages, "select", select)
    path, seen = "/events?class=Event", []
    while path:
        page = get(browser, path)
        seen.append(event_links(page))
        path = next((each["href"] for each in page.attributes("a") if each.get("rel") == "next"), "")
    assert len(whole) == 5 and seen == [whole[:2], whole[2:4], whole[4:]]


def test_search_finds_names_articles_and_sentences(browser: FlaskClient) -> None:
    page = get(browser, "/search?q=moskva")
    assert {"/authority/Moskva"} <= set(page.links())
    assert any("#char=" in link for link in page.links())
    assert "Russia admits a death on the Moskva" in page.text


def test_search_calls_an_event_by_its_own_class(browser: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "narrowest", lambda *_: [NamedNode(f"{NS}Threat"), NamedNode(f"{NS}ShootingAttack")])
    text = " ".join(get(browser, "/search?q=palmyra").text.split())
    assert "2025-12-13 shooting attack, Palmyra shooting attack" in text


def test_what_articles_say_is_escaped_everywhere(browser: FlaskClient) -> None:
    entity = HOSTILE_ENTITY.removeprefix(BASE)
    paths = [f"/id/article/{HOSTILE_KEY}", f"/{entity}.html", "/articles", "/search?q=alert", f"/search?q={HOSTILE}"]
    paths += [f"/events?place={HOSTILE}", f"/sparql?query={HOSTILE}", f"/queries/office-holders-on-day?day={HOSTILE}"]
    for path in paths:
        source = browser.get(path).get_data(as_text=True)
        assert "&lt;script&gt;" in source, path
        page = Page(source)
        assert not page.attributes("script", "img"), path
        assert not [link for link in page.links() if link.startswith("javascript")]


def test_a_term_page_defines_places_and_counts(browser: FlaskClient) -> None:
    page = get(browser, "/ontology/MissileStrike")
    text = " ".join(page.text.split())
    assert re.search(r"event . violent event . remote attack . missile strike", text)
    assert "A remote attack in which guided, ballistic or cruise missiles are fired at a target." in text
    assert "missile attack" in text and "Two missiles struck the depot before dawn." in text
    assert "remote attack 2" in " ".join(get(browser, "/ontology").text.split())


def test_an_unknown_path_is_told_as_a_problem(browser: FlaskClient) -> None:
    for path in ("/ontology/Nonsense", "/authority/Nobody", "/id/event/0000", "/graph/article/0000", "/nothing"):
        page = get(browser, path, status=404)
        assert len(page.attributes("h1")) == 1


def test_a_costly_number_is_made_again_for_a_new_snapshot_only_when_that_is_worth_it(
    example_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 1000, 10))
    monkeypatch.setattr("kg.web.page_queries.monotonic", lambda: next(clock))
    made: list[int] = []

    def make() -> int:
        made.append(len(made))
        return len(made)

    with example_app.test_request_context():
        assert [recent("test", make), recent("test", make)] == [1, 1]
        example_app.extensions["sitrep.remembered"]["test"] = replace(
            example_app.extensions["sitrep.remembered"]["test"], snapshot=-1
        )
        found = [recent("test", make) for _ in range(25)]
    assert found[0] == 1 and found[-1] == 2, "it took 10 s, so it is good for 200 s more"


def test_the_first_page_of_events_is_sorted_once(browser: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    before = browser.get("/events").get_data(as_text=True), browser.get("/").get_data(as_text=True)
    asked: list[tuple[dict[str, str], int]] = []

    def select(name: str, values: dict[str, str], *, limit: int, offset: int = 0) -> list[object]:
        if name == "events":
            asked.append((values, offset))
        return []

    monkeypatch.setattr(pages, "select", select)
    assert (browser.get("/events").get_data(as_text=True), browser.get("/").get_data(as_text=True)) == before
    assert not asked
    browser.get("/events?offset=50")
    browser.get("/events?month=2022-04")
    assert asked == [({}, 50), ({"month": "2022-04"}, 0)]
