"""A store at another server, opened for reading."""

import contextlib
import threading
import time
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.config import Config
from kg.errors import QuerySyntaxError
from kg.store.formats import JSON
from kg.store.quads import Graph, Object, Pattern, Subject
from kg.store.query import QueryAnswer, QueryRequest, QueryTooLargeError
from kg.store.reader_base import Reader
from kg.store.remote.copy import copied
from kg.store.remote.endpoint import Endpoint
from kg.store.remote.patterns import DEFAULT, fetch_facts, fetch_pattern
from kg.store.remote.search import search_remote
from kg.store.search import SearchHit
from kg.store.search_index import KINDS, DocumentKind
from kg.store.snapshots import Snapshot
from kg.store.syntax.syntax_errors import find_error

_FRESH_SECONDS: Final = 10.0
"""For so long what the server said is taken to hold: nothing tells when others change its store."""
_PROBE_SECONDS: Final = 5.0
_MOST_KEPT: Final = 20_000
_AT_ONCE: Final = 200
"""Subjects that one query asks for."""


class RemoteReader(Reader):
    """A store at the server that ``config.store_url`` names; raises StoreError if none answers there.

    A snapshot here is what is seen within some seconds.
    """

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._endpoint = Endpoint.open(config)
        self._seen = _Seen()

    @property
    def base(self) -> str:
        """Return the start of all data IRIs of this store."""
        return self._endpoint.base

    @property
    def snapshot(self) -> Snapshot:
        """Return what stands for the newest snapshot: a number for these seconds, and when they began."""
        number = int(time.time() // _FRESH_SECONDS)
        return Snapshot(number, Path(), datetime.fromtimestamp(number * _FRESH_SECONDS, UTC))

    @property
    def identity(self) -> str:
        """Return where the store is."""
        return self._endpoint.server.url

    def start(self) -> None:
        """Do nothing: the server is at work already."""

    def run(self, request: QueryRequest) -> QueryAnswer:
        """Return the answer to a query that ``check`` let through.

        Raises the QueryError that fits what the server answers, StoreError if it cannot be reached.
        """
        seconds = min(request.seconds or self._config.query_seconds, self._config.query_seconds)
        try:
            parts = self._endpoint.answer(replace(request, seconds=seconds))
        except QuerySyntaxError as error:
            if located := find_error(request.text):
                raise located from error
            raise
        return QueryAnswer(request.form, request.format, None, _Chunks(parts, most=self._config.result_bytes))

    def search(self, text: str, *, limit: int = 20, kinds: Collection[DocumentKind] = KINDS) -> list[SearchHit]:
        """Return what is called so or says so, short texts first, by a query that looks at every name."""
        return search_remote(self._endpoint, text, limit=limit, kinds=kinds)

    def quads(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        object: Object | None = None,
        graph: Graph | None = None,
    ) -> Iterator[ox.Quad]:
        """Return the quads of that pattern; None matches everything, also every graph.

        What is asked of a subject is answered from all that is said of it, which is asked for once.
        """
        about_subject = subject is not None and not isinstance(subject, ox.BlankNode)
        asked: Pattern = (subject, None, None, None) if about_subject else (subject, predicate, object, graph)
        found = self._seen.get(asked)
        if found is None and about_subject and graph == DEFAULT:
            found = self._seen.get((subject, None, None, DEFAULT), predicate)
        if found is None:
            found = self._seen.keep(asked, fetch_pattern(self._endpoint, asked))
        return iter(
            [
                quad
                for quad in found
                if (predicate is None or quad.predicate == predicate)
                and (object is None or quad.object == object)
                and (graph is None or quad.graph_name == graph)
            ]
        )

    def expect(self, subjects: Iterable[ox.NamedNode], predicates: Collection[ox.NamedNode] = ()) -> None:
        """Fetch the facts about those subjects, many at once; only those of some properties, if any are given."""
        lacking = [each for each in dict.fromkeys(subjects) if not self._knows(each, predicates)]
        fetched: dict[ox.NamedNode, list[ox.Quad]] = {}
        for start in range(0, len(lacking), _AT_ONCE):
            fetched |= fetch_facts(self._endpoint, lacking[start : start + _AT_ONCE], predicates)
        for subject, quads in fetched.items():  # when all are here, so that the first still hold then
            self._seen.keep((subject, None, None, DEFAULT), quads, only=predicates)

    def _knows(self, subject: ox.NamedNode, predicates: Collection[ox.NamedNode]) -> bool:
        known = (self._seen.get((subject, None, None, DEFAULT), predicate) for predicate in predicates or (None,))
        return self._seen.get((subject, None, None, None)) is not None or None not in known

    def has_graph(self, iri: str) -> bool:
        """Return whether a named graph of that IRI holds anything."""
        return self._endpoint.holds_graph(iri)

    @contextlib.contextmanager
    def graph(self) -> Iterator[ox.Store]:
        """Copy the whole store into a temporary folder and yield it while the block runs."""
        with copied(self._endpoint) as store:
            yield store

    def graph_sizes(self, *, most: int) -> list[tuple[str, int | None]]:
        """Return the named graphs, those of articles left out, with their triples."""
        articles = self.graph_iri("article/")
        rows = self._endpoint.select("graph-sizes", {}).texts()
        sizes: list[tuple[str, int | None]] = [
            (row["graph"], int(row["triples"])) for row in rows if not row["graph"].startswith(articles)
        ]
        return sorted(sizes)[:most]

    def probe(self) -> None:
        """Ask the server something small; raise StoreError if it does not answer, QueryError if it refuses."""
        self._endpoint.ask("ASK {}", JSON.media_types[0], seconds=_PROBE_SECONDS).read()

    def close(self) -> None:
        """Hang up."""
        self._endpoint.client.close()

    def kill(self) -> None:
        """Do nothing: the connections end with the process."""


@dataclass(frozen=True)
class _Answer:
    good_until: float
    quads: list[ox.Quad]
    only: Collection[ox.NamedNode]
    """The properties that were asked for, none if it was all."""


class _Seen:
    """What the server said of patterns, for some seconds."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Pattern, _Answer] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, pattern: Pattern, predicate: ox.NamedNode | None = None) -> list[ox.Quad] | None:
        """Return the quads of a pattern if they are here, or at least those of that property."""
        with self._lock:
            found = self._answers.get(pattern)
        if found is None or time.monotonic() > found.good_until:
            return None
        return found.quads if not found.only or predicate in found.only else None

    def keep(self, pattern: Pattern, quads: list[ox.Quad], *, only: Collection[ox.NamedNode] = ()) -> list[ox.Quad]:
        if len(quads) > _MOST_KEPT:
            return quads
        with self._lock:
            self._answers[pattern] = _Answer(time.monotonic() + _FRESH_SECONDS, quads, only)
            self._answers.move_to_end(pattern)
            if len(self._answers) > _MOST_KEPT:
                self._answers.popitem(last=False)
        return quads


class _Chunks(Iterator[bytes]):
    """The parts of an answer; the first is asked for at once, and no more come than are allowed."""

    def __init__(self, parts: Iterator[bytes], *, most: int) -> None:
        self._parts = parts
        self._left = most
        self._most = most

    @property
    def is_whole(self) -> bool:
        """Return whether no more will come than is here."""
        return False

    def __next__(self) -> bytes:
        part = next(self._parts)
        self._left -= len(part)
        if self._left < 0:
            raise QueryTooLargeError(f"the result is larger than {self._most:,} bytes: add a LIMIT")
        return part

    def close(self) -> None:
        """Hang up."""
        close = getattr(self._parts, "close", None)
        if close:
            close()
