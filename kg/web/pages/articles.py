"""An article as its page shows it: its text with everything that was understood in it marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.namespaces import sr
from kg.web.pages.events import EventRow, read_rows
from kg.web.pages.lookup import FACTS, TITLE, TYPE, Cell, Lookup, Node, moment_text

_ARTICLE: Final = sr("Article")


@dataclass(frozen=True)
class Part:
    """A stretch of the text: plain, a mention with a link, the begin or end of a sentence, or where another mention is.

    That of kind ``anchor`` stands for a mention inside the next one, which cannot be a link of its own.
    """

    kind: str
    text: str = ""
    id: str = ""
    href: str = ""
    title: str = ""
    event: bool = False


@dataclass(frozen=True)
class ArticleRow:
    """An article as a row of a table."""

    link: Cell
    outlet: Cell
    published: str


@dataclass(frozen=True)
class Article:
    """An article as its page shows it."""

    iri: str
    row: ArticleRow
    published_iso: str
    date_source: str
    url: str
    parts: list[Part]
    events: list[EventRow]


@dataclass(frozen=True)
class _Span:
    begin: int
    end: int
    node: Node
    thing: Node | None


def read_article(find: Lookup, article: Node) -> Article | None:
    """Return an article with its marked text and the events it tells, None if the graph has no such article."""
    if _ARTICLE not in find.values(article, TYPE):
        return None
    graph = ox.NamedNode(find.urls.iri(f"graph/{article.value.removeprefix(find.urls.iri('id/'))}"))
    sentences = _spans(find, graph, "Sentence")
    mentions = _spans(find, graph, "Mention")
    url = find.text(article, sr("url"))
    events = sorted(set(find.subjects(sr("reportedIn"), article)), key=find.name)
    return Article(
        iri=article.value,
        row=article_row(find, article),
        published_iso=find.text(article, sr("publishedAt")),
        date_source=find.text(article, sr("publicationDateSource")),
        url=url if url.startswith(("http://", "https://")) else "",
        parts=list(_parts(find, find.reader.article_text(article.value) or "", sentences, mentions)),
        events=read_rows(find, events),
    )


def article_row(find: Lookup, article: Node) -> ArticleRow:
    """Return an article as a row of a table."""
    title = find.text(article, TITLE) or find.name(article)
    return ArticleRow(
        link=Cell(title, find.urls.page(article.value)),
        outlet=find.cell(find.first(article, sr("publishedBy"), FACTS)),
        published=moment_text(find.text(article, sr("publishedAt"))),
    )


def _spans(find: Lookup, graph: Node, kind: str) -> list[_Span]:
    found = []
    for span in set(find.subjects(TYPE, sr(kind), graph)):
        begin, end = find.text(span, sr("begin"), graph), find.text(span, sr("end"), graph)
        thing = find.first(span, sr("refersTo"), graph)
        if begin.isdigit() and end.isdigit():
            found.append(_Span(int(begin), int(end), span, thing if isinstance(thing, ox.NamedNode) else None))
    return sorted(found, key=lambda span: (span.begin, -span.end))


def _outermost(spans: list[_Span]) -> list[_Span]:
    """Leave out spans inside or across an earlier one: links cannot lie in links."""
    kept: list[_Span] = []
    for span in spans:
        if not kept or span.begin >= kept[-1].end:
            kept.append(span)
    return kept


def _parts(find: Lookup, text: str, sentences: list[_Span], mentions: list[_Span]) -> Iterator[Part]:
    position = 0
    for sentence in _outermost(sentences):
        yield Part("text", text[position : sentence.begin])
        yield Part("sentence", id=_fragment(sentence))
        inside = [span for span in mentions if sentence.begin <= span.begin and span.end <= sentence.end]
        yield from _marked(find, text, sentence, inside)
        yield Part("end")
        position = sentence.end
    yield Part("text", text[position:])


def _marked(find: Lookup, text: str, sentence: _Span, mentions: list[_Span]) -> Iterator[Part]:
    position = sentence.begin
    outermost = _outermost(mentions)
    for span in outermost:
        yield Part("text", text[position : span.begin])
        within = (each for each in mentions if each not in outermost and span.begin <= each.begin < span.end)
        yield from (Part("anchor", id=_fragment(each)) for each in within)
        yield _mention(find, span, text[span.begin : span.end])
        position = span.end
    yield Part("text", text[position : sentence.end])


def _mention(find: Lookup, span: _Span, text: str) -> Part:
    if span.thing is None:
        return Part("mention", text, id=_fragment(span))
    event = next(find.subjects(sr("hasReport"), span.thing), None)
    is_report = event is not None or "/id/report/" in span.thing.value
    shown = event or span.thing
    cell = find.cell(shown)
    return Part("mention", text, _fragment(span), cell.href, cell.text, event=is_report)


def _fragment(span: _Span) -> str:
    return span.node.value.partition("#")[2]
