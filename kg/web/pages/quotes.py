"""Sentences as evidence: the words of mentions in their sentence, with the article that prints them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from kg.namespaces import sr
from kg.store.quads import Graph
from kg.web.pages.lookup import FACTS, TITLE, Cell, Lookup, Node, moment_text

Words: TypeAlias = tuple[int, int, Node]
"""Begin and end of a mention in its article, and the mention."""


@dataclass(frozen=True)
class Quote:
    """A sentence, piece by piece, and where it is printed; ``begin`` is where in the article its first words stand."""

    pieces: tuple[tuple[str, bool], ...]
    """Text, and whether it is what is quoted for."""
    begin: int
    href: str
    title: str
    outlet: Cell
    published: str
    claim: str = ""
    """Page of the claim that it is evidence of, where it is shown for one."""

    @property
    def text(self) -> str:
        """Return the sentence."""
        return "".join(piece for piece, _ in self.pieces)


def read_quote(find: Lookup, mentions: Iterable[Node], graph: Graph) -> Quote | None:
    """Return the sentence that holds most of some mentions of an article's graph, None if the graph holds none."""
    found: dict[Node, list[Words]] = defaultdict(list)
    for mention in mentions:
        sentence = find.first(mention, sr("inSentence"), graph)
        if isinstance(sentence, Node):
            found[sentence].append(
                (_number(find, mention, "begin", graph), _number(find, mention, "end", graph), mention)
            )
    if not found:
        return None
    sentence = min(found, key=lambda each: (-len(found[each]), min(found[each])[0]))
    article = find.first(sentence, sr("inArticle"), graph)
    return _quote(find, sentence, sorted(found[sentence], key=lambda words: words[:2]), article, graph)


def _quote(find: Lookup, sentence: Node, words: list[Words], article: object, graph: Graph) -> Quote | None:
    if not isinstance(article, Node):
        return None
    start = _number(find, sentence, "begin", graph)
    spans = [(begin - start, end - start) for begin, end, _ in words]
    outlet = find.first(article, sr("publishedBy"), FACTS)
    return Quote(
        pieces=tuple(_pieces(find.text(sentence, sr("exactText"), graph), spans)),
        begin=words[0][0],
        href=find.urls.page(words[0][2].value),
        title=find.text(article, TITLE) or find.name(article),
        outlet=find.cell(outlet),
        published=moment_text(find.text(article, sr("publishedAt"))),
    )


def _pieces(text: str, spans: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Return a sentence in pieces, those marked that lie in a span."""
    marked = [any(begin <= place < end for begin, end in spans) for place in range(len(text))]
    groups = groupby(zip(text, marked, strict=True), key=itemgetter(1))
    return [("".join(letter for letter, _ in letters), mark) for mark, letters in groups]


def _number(find: Lookup, subject: Node, name: str, graph: Graph) -> int:
    text = find.text(subject, sr(name), graph)
    return int(text) if text.isdigit() else 0
