"""The reader: what pages, commands and the endpoint ask of a store. It never changes anything."""

import contextlib
import hashlib
import threading
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pyoxigraph as ox

from kg.config import Config
from kg.errors import QueryError
from kg.namespaces import sr
from kg.store.formats import GRAPH_FORMATS, JSON, N_TRIPLES, SOLUTION_FORMATS, ResultFormat
from kg.store.layout import StoreFolder, open_folder
from kg.store.query import QueryAnswer, QueryForm, QueryRequest
from kg.store.results import Solutions, parse_solutions
from kg.store.search import SearchHit, search
from kg.store.search_index import DocumentKind
from kg.store.snapshots import Snapshot, current_snapshot, hold
from kg.store.syntax.guard import check_query
from kg.store.updates.services import allowed_services
from kg.store.workers.pool import QueryPool

_DEFAULT: Final = ox.DefaultGraph()
_STATISTICS: Final = Path(__file__).parent / "sparql" / "statistics.rq"


@dataclass(frozen=True, kw_only=True)
class Statistics:
    """How many things of a kind a snapshot holds, and the time that its events span, as xsd:dateTime or ``""``."""

    snapshot: Snapshot
    articles: int
    events: int
    agents: int
    places: int
    claims: int
    first: str
    last: str


@dataclass(frozen=True)
class _View:
    snapshot: Snapshot
    store: ox.Store
    held: contextlib.ExitStack


class Reader:
    """A store opened for reading; threads may share it. Every call sees the newest snapshot."""

    def __init__(self, folder: StoreFolder, config: Config) -> None:
        self._folder = folder
        self._config = config
        self._pool = QueryPool(folder, config)
        self._services = allowed_services(config)
        self._view: _View | None = None
        self._statistics: Statistics | None = None
        self._lock = threading.Lock()

    @property
    def base(self) -> str:
        """Return the start of all data IRIs of this store."""
        return self._folder.base

    def graph_iri(self, name: str) -> str:
        """Return the IRI of the named graph ``BASE/graph/NAME``."""
        return self._folder.graph_iri(name)

    @property
    def snapshot(self) -> Snapshot:
        """Return the newest snapshot: its number and when it was published."""
        return current_snapshot(self._folder)

    def etag(self, *parts: str) -> str:
        """Return a tag for what was made from the newest snapshot and these parts of a request, without quotes."""
        snapshot = self.snapshot
        made_from = "\0".join((self._folder.identity, snapshot.published.isoformat(), *parts))
        digest = hashlib.sha256(made_from.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return f"{snapshot.number}-{digest}"

    def start(self) -> None:
        """Start the query workers now instead of with the first query."""
        self._pool.start()

    def check(self, text: str) -> QueryForm:
        """Return the form of a query, or raise the QueryError that tells why it may not run."""
        return check_query(text, longest=self._config.query_bytes, services=self._services)

    def run(self, request: QueryRequest) -> QueryAnswer:
        """Return the answer to a query that ``check`` let through; errors as in QueryPool.run."""
        return self._pool.run(request)

    def query(self, text: str, *, format: ResultFormat | None = None, seconds: float | None = None) -> QueryAnswer:
        """Return the answer to a query in that format, else in SPARQL JSON or Turtle.

        Raises QueryError, in one of its kinds, if it is not answered.
        """
        form = self.check(text)
        offers = GRAPH_FORMATS if form.yields_triples else SOLUTION_FORMATS
        if format is not None and format not in offers:
            names = ", ".join(offer.label for offer in offers)
            raise QueryError(f"the result of {form} cannot be {format.label}: choose one of {names}")
        return self.run(QueryRequest(text=text, form=form, format=format or offers[0], seconds=seconds))

    def select(self, text: str) -> Solutions:
        """Return the rows of a SELECT as terms, all in memory."""
        with self.query(text, format=JSON) as answer:
            return parse_solutions(answer.read())

    def ask(self, text: str) -> bool:
        """Return the result of an ASK."""
        with self.query(text, format=JSON) as answer:
            result = ox.parse_query_results(answer.read(), ox.QueryResultsFormat.JSON)
        return isinstance(result, ox.QueryBoolean) and bool(result)

    def construct(self, text: str) -> list[ox.Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE, all in memory."""
        with self.query(text, format=N_TRIPLES) as answer:
            return [quad.triple for quad in ox.parse(answer.read(), ox.RdfFormat.N_TRIPLES)]

    def search(
        self, text: str, *, limit: int = 20, kinds: Collection[DocumentKind] = ("label", "alias", "title", "sentence")
    ) -> list[SearchHit]:
        """Return what is called so or says so, best first; errors as in ``kg.store.search.search``."""
        return search(self._folder.search, text, limit=limit, kinds=kinds)

    def quads(
        self,
        subject: ox.NamedNode | ox.BlankNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: ox.NamedNode | ox.BlankNode | ox.Literal | None = None,
        graph: ox.NamedNode | ox.DefaultGraph | None = None,
    ) -> Iterator[ox.Quad]:
        """Return the quads of that pattern, in this process; None matches everything, also every graph."""
        return self._opened().store.quads_for_pattern(subject, predicate, object, graph)

    def has_graph(self, iri: str) -> bool:
        """Return whether there is a named graph of that IRI, be it empty."""
        return self._opened().store.contains_named_graph(ox.NamedNode(iri))

    @contextlib.contextmanager
    def graph(self) -> Iterator[ox.Store]:
        """Hold the newest snapshot while the block runs and yield it, to be read whole in this process."""
        snapshot = self.snapshot
        with hold(snapshot.path):
            yield ox.Store.read_only(str(snapshot.path))

    def describe(self, iri: str) -> list[ox.Quad]:
        """Return all quads about that IRI, from the default graph and what each article says; none if it is unknown.

        What stands in the lists of inferred triples, of the ontology's and in the builder's ledger is left out.
        """
        hidden = {ox.NamedNode(self.graph_iri(name)) for name in ("inferred", "ontology", "ledger")}
        return [quad for quad in self.quads(ox.NamedNode(iri)) if quad.graph_name not in hidden]

    def statistics(self) -> Statistics:
        """Return how much the newest snapshot holds; counted once for each snapshot."""
        snapshot = self.snapshot
        if self._statistics is None or self._statistics.snapshot != snapshot:
            rows = next(self.select(_STATISTICS.read_text(encoding="utf-8")).texts())
            numbers = {name: int(rows[name]) for name in ("articles", "events", "agents", "places", "claims")}
            self._statistics = Statistics(
                snapshot=snapshot, first=rows.get("first", ""), last=rows.get("last", ""), **numbers
            )
        return self._statistics

    def article_text(self, iri: str) -> str | None:
        """Return the unchanged text of an article, None if the store does not hold it."""
        texts = ox.NamedNode(self.graph_iri("texts"))
        for link in self.quads(ox.NamedNode(iri), sr("hasText"), None, _DEFAULT):
            if isinstance(link.object, ox.NamedNode):
                for content in self.quads(link.object, sr("content"), None, texts):
                    return str(content.object.value) if isinstance(content.object, ox.Literal) else None
        return None

    def close(self) -> None:
        """End the query workers."""
        self._pool.close()

    def kill(self) -> None:
        """Kill the query workers without waiting for anything, for a process that ends this moment."""
        self._pool.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _opened(self) -> _View:
        snapshot = self.snapshot
        with self._lock:
            if self._view is None or self._view.snapshot != snapshot:
                held = contextlib.ExitStack()
                held.enter_context(hold(snapshot.path))
                self._view = _View(snapshot, ox.Store.read_only(str(snapshot.path)), held)
            return self._view


def open_reader(config: Config) -> Reader:
    """Open the store in ``config.store`` for reading; raise StoreError if there is none or it has another form."""
    return Reader(open_folder(Path(config.store)), config)
