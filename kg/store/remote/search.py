"""Finding names and sentences at a server that has no index of ours: slower, and in no order of fitness but our own."""

from collections.abc import Collection, Iterator
from typing import Final

import pyoxigraph as ox

from kg.store.remote.endpoint import Endpoint
from kg.store.results import plain_value
from kg.store.search import WORD, SearchHit, marked
from kg.store.search_index import NAMING, DocumentKind

_MOST_ROWS: Final = 2_000


def search_remote(endpoint: Endpoint, text: str, *, limit: int, kinds: Collection[DocumentKind]) -> list[SearchHit]:
    """Return at most ``limit`` hits that hold all words of ``text``, the last one perhaps only begun.

    Each IRI comes once, shorter texts first. Raises QueryError as the server answers.
    """
    words = [word.casefold() for word in WORD.findall(text)]
    if not words:
        return []
    rare = max(words, key=len)
    found: dict[str, SearchHit] = {}
    for hit in sorted(_hits(endpoint, rare, kinds), key=lambda hit: (len(hit.text), hit.iri)):
        if _holds(hit.text, words):
            found.setdefault(hit.iri, SearchHit(hit.iri, hit.kind, hit.text, marked(hit.text, words)))
    return list(found.values())[:limit]


def _hits(endpoint: Endpoint, word: str, kinds: Collection[DocumentKind]) -> Iterator[SearchHit]:
    terms = {"word": [ox.Literal(word)], "most": [ox.Literal(_MOST_ROWS)]}
    naming = [prop for prop, kind in NAMING.items() if kind in kinds]
    if naming:
        for row in endpoint.select("named-things", {**terms, "naming": naming}):
            kind = NAMING[ox.NamedNode(plain_value(row["naming"]))]
            yield SearchHit(plain_value(row["thing"]), kind, plain_value(row["text"]), ())
    if "sentence" in kinds:
        for row in endpoint.select("sentences", terms):
            yield SearchHit(plain_value(row["thing"]), "sentence", plain_value(row["text"]), ())


def _holds(text: str, words: list[str]) -> bool:
    there = [word.casefold() for word in WORD.findall(text)]
    return all(word in there for word in words[:-1]) and any(word.startswith(words[-1]) for word in there)
