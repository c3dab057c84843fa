"""Sentences as evidence: the words of a mention in their sentence, with the article that prints them."""

from dataclasses import dataclass

from kg.web.pages.lookup import FACTS, TITLE, Cell, Graph, Lookup, Node, moment_text, node


@dataclass(frozen=True)
class Quote:
    """A sentence around the words of a mention, and where it is printed."""

    before: str
    words: str
    after: str
    href: str
    title: str
    outlet: Cell
    published: str


def read_quote(find: Lookup, mention: Node, graph: Graph) -> Quote | None:
    """Return the sentence of a mention in an article's graph, None if the graph does not hold it."""
    sentence = find.first(mention, node("inSentence"), graph)
    article = find.first(sentence, node("inArticle"), graph) if isinstance(sentence, Node) else None
    if not isinstance(sentence, Node) or not isinstance(article, Node):
        return None
    text = find.text(sentence, node("exactText"), graph)
    begin = _number(find, mention, "begin", graph) - _number(find, sentence, "begin", graph)
    end = _number(find, mention, "end", graph) - _number(find, sentence, "begin", graph)
    begin, end = max(begin, 0), min(max(end, 0), len(text))
    outlet = find.first(article, node("publishedBy"), FACTS)
    return Quote(
        before=text[:begin],
        words=text[begin:end],
        after=text[end:],
        href=find.urls.page(mention.value),
        title=find.text(article, TITLE) or find.name(article),
        outlet=find.cell(outlet),
        published=moment_text(find.text(article, node("publishedAt"))),
    )


def _number(find: Lookup, subject: Node, name: str, graph: Graph) -> int:
    text = find.text(subject, node(name), graph)
    return int(text) if text.isdigit() else 0
