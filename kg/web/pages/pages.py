"""The pages a reader begins with: the start page, search, events, articles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, abort, render_template, request

from kg.namespaces import sr
from kg.store.formats import CSV
from kg.store.reader import Statistics
from kg.store.search import SearchHit
from kg.store.search_index import DocumentKind
from kg.web.data.representations import wanted_format
from kg.web.data.vocabulary import module_answer
from kg.web.http.conditional import tag_answers
from kg.web.http.negotiation import HTML
from kg.web.http.streams import sent
from kg.web.page_queries import nodes, page_query, recent, remembered, select
from kg.web.pages.articles import article_row
from kg.web.pages.events import read_rows
from kg.web.pages.filters import Meant, meant_thing
from kg.web.pages.lookup import TYPE, Cell, Lookup, Node, lookup, moment_text
from kg.web.pages.ontology_pages import blueprint as ontology
from kg.web.pages.ontology_pages import event_classes
from kg.web.pages.things import narrowest
from kg.web.served import served
from kg.web.urls import question, with_query

blueprint = Blueprint("pages", __name__)
blueprint.register_blueprint(ontology)
tag_answers(blueprint, lambda: tuple(served().templates))

_PAGE: Final = 50
_NEWEST: Final = 10
_HITS: Final = 30
_QUESTIONS: Final = 6
_SORTED: Final = 20_000
"""Of more events than these no class is looked for in all months."""
_GROUPS: Final[Mapping[str, tuple[DocumentKind, ...]]] = {
    "names": ("label", "alias"),
    "titles": ("title",),
    "sentences": ("sentence",),
}
_FILTERS: Final = ("class", "place", "actor", "month")


@dataclass(frozen=True)
class Hit:
    """A search result: where it leads, what it is, and its text with the found words marked."""

    link: Cell
    kind: str
    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class _Place:
    """Where a page of events begins: after how many with a time, or after how many without where it has only those."""

    dated: int = 0
    undated: int | None = None


_FIRST: Final = _Place()


@dataclass(frozen=True)
class _Found:
    """The events of a page and one more, if there is one: with a time, and without."""

    dated: list[Node]
    undated: list[Node]

    @property
    def shown(self) -> list[Node]:
        """Return those of the page."""
        return [*self.dated, *self.undated][:_PAGE]

    def beside(self, place: _Place) -> tuple[_Place | None, _Place | None]:
        """Return where the pages before and after the one from that place begin, None where there is none."""
        before = after = None
        if place.undated is not None:
            before = _Place(place.dated, place.undated - _PAGE if place.undated >= _PAGE else None)
        elif place.dated:
            before = _Place(max(place.dated - _PAGE, 0))
        if len(self.dated) > _PAGE:
            after = _Place(place.dated + _PAGE)
        elif len(self.dated) + len(self.undated) > _PAGE:
            after = _Place(place.dated, (place.undated or 0) + _PAGE - len(self.dated))
        return before, after


@blueprint.app_context_processor
def _common() -> dict[str, object]:
    return {"graph_date": served().reader.snapshot.published.strftime("%Y-%m-%d %H:%M UTC")}


@blueprint.get("/")
def home() -> str:
    """Show what there is and the ways into it."""
    find = lookup()
    statistics = _statistics()
    questions = [Cell(template.summary, question(name)) for name, template in served().templates.items()]
    return render_template(
        "home.html",
        statistics=statistics,
        first=moment_text(statistics.first)[:10],
        last=moment_text(statistics.last)[:10],
        questions=questions[:: max(1, len(questions) // _QUESTIONS)][:_QUESTIONS],
        events=read_rows(find, _events({}, _FIRST).shown[:_NEWEST]),
    )


@blueprint.get("/search")
def search() -> str:
    """Show what is called so, and sentences that say so."""
    text = request.args.get("q", "").strip()
    find = lookup()
    groups: dict[str, list[Hit]] = {"events": [], "names": [], "titles": [], "sentences": []}
    for group, kinds in _GROUPS.items():
        for hit in find.reader.search(text, limit=_HITS, kinds=kinds):
            is_event = hit.iri.startswith(find.urls.iri("id/event/"))
            groups["events" if is_event else group].append(_hit(find, hit))
    return render_template("search.html", q=text, groups={name: hits for name, hits in groups.items() if hits})


@blueprint.get("/events")
def events() -> str | Response:
    """Show a page of the events that the fields choose; to who asks for RDF, the ontology's module of that name."""
    if not request.args and wanted_format() is not HTML:
        return module_answer("events", wanted_format())
    find = lookup()
    chosen = _chosen(find)
    unknown = [name for name, meant in chosen.items() if meant.text and not meant.iri]
    values = {name: meant.iri for name, meant in chosen.items() if meant.iri}
    place = _place()
    found = _Found([], []) if unknown else _events(values, place)
    shown = {name: meant.text for name, meant in chosen.items()}
    before, after = found.beside(place)
    return render_template(
        "events.html",
        chosen={name: shown.get(name, "") for name in _FILTERS},
        unknown=[shown[name] for name in unknown],
        classes=event_classes(find),
        months=[(name, count, with_query("/events", {**shown, "month": name})) for name, count in _months()],
        month=_narrowed(values).get("month", ""),
        events=read_rows(find, found.shown),
        previous=_events_link(shown, before),
        next=_events_link(shown, after),
        csv=with_query("/events.csv", values),
    )


@blueprint.get("/events.csv")
def events_csv() -> Response:
    """Return all events that the fields choose, as a table for spreadsheets."""
    find = lookup()
    chosen = _chosen(find)
    for name, meant in chosen.items():
        if meant.text and not meant.iri:
            abort(404, f"nothing in the graph is called {meant.text!r} ({name}): give an IRI, or another name")
    query = page_query("events-table", {name: meant.iri for name, meant in chosen.items() if meant.iri})
    answer = find.reader.query(query, format=CSV)
    return Response(sent(answer), content_type=CSV.content_type)


@blueprint.get("/articles")
def articles() -> str:
    """Show a page of the articles, the newest first."""
    find = lookup()
    outlet = meant_thing(find, request.args.get("outlet", ""), role="publishedBy")
    offset = _offset()
    found = nodes(select("articles", {"outlet": outlet.iri}, limit=_PAGE + 1, offset=offset), "article")
    undated = nodes(select("undated-articles", {"outlet": outlet.iri}), "article") if len(found) <= _PAGE else []
    shown = {"outlet": outlet.iri}
    return render_template(
        "articles.html",
        articles=[article_row(find, article) for article in [*found[:_PAGE], *undated]],
        previous=_page_link("/articles", shown, offset - _PAGE) if offset else "",
        next=_page_link("/articles", shown, offset + _PAGE) if len(found) > _PAGE else "",
    )


def _hit(find: Lookup, hit: SearchHit) -> Hit:
    thing = Node(hit.iri)
    named = hit.kind != "sentence"
    text = find.name(thing) if named else hit.text
    # What an event follows to be, as a cross-border attack, is not what it is called.
    classes = find.values(thing, sr("eventClass")) or narrowest(find, find.values(thing, TYPE)) if named else []
    kinds = find.cells(classes)
    link = Cell(text if named else "", find.cell(thing).href or find.urls.page(hit.iri))
    return Hit(link, kinds[0].text if kinds else "", _parts(hit))


def _parts(hit: SearchHit) -> tuple[tuple[str, bool], ...]:
    parts: list[tuple[str, bool]] = []
    position = 0
    for begin, end in hit.marks:
        parts += [(hit.text[position:begin], False), (hit.text[begin:end], True)]
        position = end
    return (*parts, (hit.text[position:], False))


def _chosen(find: Lookup) -> dict[str, Meant]:
    """Return what each field means; class and month are checked where they are bound."""
    texts = {name: request.args.get(name, "").strip() for name in _FILTERS}
    roles = {"place": "occurredIn", "actor": "hasParticipant"}
    return {
        name: meant_thing(find, text, role=roles[name]) if name in roles else Meant(text, text)
        for name, text in texts.items()
    }


def _narrowed(values: Mapping[str, str]) -> dict[str, str]:
    """Return the values, with the newest month where too many events would be looked at for their class."""
    if set(values) != {"class"} or _statistics().events <= _SORTED:
        return dict(values)
    return {**values, "month": _newest_month()}


def _events(values: Mapping[str, str], place: _Place) -> _Found:
    """Return the events of a page and one more, if there is one."""
    first = not values and place == _FIRST
    return recent("newest events", lambda: _sought({}, _FIRST)) if first else _sought(_narrowed(values), place)


def _sought(values: Mapping[str, str], place: _Place) -> _Found:
    """Return the events from that place: with a time as far as there are, then without."""
    dated = []
    if place.undated is None:
        dated = nodes(select("events", values, limit=_PAGE + 1, offset=place.dated), "event")
    if len(dated) > _PAGE or "month" in values:
        return _Found(dated, [])
    rest = select("undated-events", values, limit=_PAGE + 1 - len(dated), offset=place.undated or 0)
    return _Found(dated, nodes(rest, "event"))


def _statistics() -> Statistics:
    return recent("statistics", served().reader.statistics)


def _months() -> Sequence[tuple[str, str]]:
    return [(row["month"], row["events"]) for row in remembered("months").texts()]


def _newest_month() -> str:
    return next((month for month, _ in _months()), "")


def _place() -> _Place:
    return _Place(_offset(), _offset("undated") if "undated" in request.args else None)


def _offset(name: str = "offset") -> int:
    text = request.args.get(name, "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _events_link(shown: Mapping[str, str], place: _Place | None) -> str:
    if place is None:
        return ""
    return with_query("/events", {**shown, "offset": place.dated or "", "undated": place.undated})


def _page_link(path: str, shown: Mapping[str, str], offset: int) -> str:
    return with_query(path, {**shown, "offset": max(offset, 0) or ""})
