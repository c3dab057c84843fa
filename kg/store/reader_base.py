"""What pages, commands and the endpoint ask of a store, wherever it is: one in a folder, or one at another server."""

import hashlib
import threading
from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.closing import Closing
from kg.config import Config
from kg.errors import QueryError
from kg.namespaces import sr
from kg.store.formats import GRAPH_FORMATS, JSON, SOLUTION_FORMATS, ResultFormat
from kg.store.quads import Graph, Object, Subject
from kg.store.query import QueryAnswer, QueryForm, QueryRequest
from kg.store.results import Solutions, parse_solutions
from kg.store.search import SearchHit
from kg.store.search_index import KINDS, DocumentKind
from kg.store.services.routes import allowed_services
from kg.store.snapshots import Snapshot
from kg.store.syntax.guard import check_query

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


class Reader(Closing):
    """A store opened for reading; threads may share it. It never changes anything."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._services = allowed_services(config)
        self._statistics: Statistics | None = None
        self._lock = threading.Lock()

    @property
    @abstractmethod
    def base(self) -> str:
        """Return the start of all data IRIs of this store."""

    @property
    @abstractmethod
    def identity(self) -> str:
        """Return what tells this store from all others that a server may have served at the same address."""

    @property
    @abstractmethod
    def snapshot(self) -> Snapshot:
        """Return the newest snapshot: its number and when it was published."""

    @abstractmethod
    def start(self) -> None:
        """Get ready now instead of with the first query."""

    @abstractmethod
    def run(self, request: QueryRequest) -> QueryAnswer:
        """Return the answer to a query that ``check`` let through, or raise the QueryError that fits."""

    @abstractmethod
    def search(self, text: str, *, limit: int = 20, kinds: Collection[DocumentKind] = KINDS) -> list[SearchHit]:
        """Return what is called so or says so, best first; errors as in ``kg.store.search.search``."""

    @abstractmethod
    def quads(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        object: Object | None = None,
        graph: Graph | None = None,
    ) -> Iterator[ox.Quad]:
        """Return the quads of that pattern; None matches everything, also every graph."""

    def expect(self, subjects: Iterable[ox.NamedNode], predicates: Collection[ox.NamedNode] = ()) -> None:
        """Get ready to be asked for the facts about each of those subjects: all, or only those of some properties.

        In a folder they are at hand.
        """

    @abstractmethod
    def has_graph(self, iri: str) -> bool:
        """Return whether there is a named graph of that IRI."""

    @abstractmethod
    def graph(self) -> AbstractContextManager[ox.Store]:
        """Hold the newest snapshot while the block runs and yield it, to be read whole in this process."""

    @abstractmethod
    def graph_sizes(self, *, most: int) -> list[tuple[str, int | None]]:
        """Return the named graphs, those of articles left out, with their triples, None where they are very many."""

    def probe(self) -> None:
        """Raise StoreError or QueryError if the store cannot be asked now. One in a folder tells it by its snapshot."""

    @abstractmethod
    def close(self) -> None:
        """Let go of everything."""

    @abstractmethod
    def kill(self) -> None:
        """Let go without waiting for anything, for a process that ends this moment."""

    def etag(self, *parts: str) -> str:
        """Return a tag for what was made from the newest snapshot and these parts of a request, without quotes."""
        snapshot = self.snapshot
        made_from = "\0".join((self.identity, snapshot.published.isoformat(), *parts))
        digest = hashlib.sha256(made_from.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return f"{snapshot.number}-{digest}"

    def graph_iri(self, name: str) -> str:
        """Return the IRI of the named graph ``BASE/graph/NAME``."""
        return f"{self.base}graph/{name}"

    def check(self, text: str) -> QueryForm:
        """Return the form of a query, or raise the QueryError that tells why it may not run."""
        return check_query(text, longest=self._config.query_bytes, services=self._services)

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
