"""Queries and updates at another server, and its answers in the words of the standards."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.config import Config
from kg.errors import QueryBusyError, QueryError, QueryRefusedError, QuerySyntaxError, QueryTimeoutError, StoreError
from kg.namespaces import DEFAULT_BASE, PREFIXES, UNION_GRAPH
from kg.store.formats import JSON, N_TRIPLES, ResultFormat
from kg.store.query import BrokenResultError, QueryForm, QueryRequest, QueryTooLargeError, RemoteStoreError
from kg.store.remote.dialect import standard_graph, standard_solutions, with_graphs_as_variables
from kg.store.remote.http import HttpClient, Reply, detail
from kg.store.remote.server import Server, find_server
from kg.store.results import Solutions, parse_solutions
from kg.store.syntax.tokens import significant
from kg.store.templates.binding import Term, bind_lists

_FOLDER: Final = Path(__file__).with_name("sparql")
_ERRORS: Final[dict[int, type[QueryError]]] = {
    400: QuerySyntaxError,
    401: QueryRefusedError,
    403: QueryRefusedError,
    413: QueryTooLargeError,
    429: QueryBusyError,
    503: QueryBusyError,
    504: QueryTimeoutError,
}
_OF_FACTS: Final = {
    *("facts-pattern", "facts-size", "named-things"),
    *("of-subjects", "of-objects", "about-subjects", "values-of-subjects"),
}
"""Our own queries that ask the default graph."""
_BASE_END: Final = "graph/ontology"
_RELATIVE: Final = re.compile(r"<[^<>:\s]*>")


@dataclass(frozen=True)
class Endpoint:
    """A server that answers queries about a store; threads may share it."""

    server: Server
    client: HttpClient
    base: str
    """The start of all data IRIs of the store."""
    is_built: bool
    """Whether something was built into the store."""
    facts: str | None
    """The named graph that stands for the default graph, None where the server has one of its own."""

    @classmethod
    def open(cls, config: Config) -> "Endpoint":
        """Return the endpoint that the settings name; raise StoreError if there is none that answers us."""
        client = HttpClient.of(config)
        try:
            return cls._opened(config, client)
        except BaseException:
            client.close()
            raise

    @classmethod
    def _opened(cls, config: Config, client: HttpClient) -> "Endpoint":
        server = find_server(config, client)
        bare = cls(server, client, server.base or config.base or DEFAULT_BASE, is_built=False, facts=None)
        bases = bare.built_bases()
        base = server.base or _chosen_base(bases, config)
        facts = config.store_facts or f"{base}graph/facts"
        if not (server.habits.union or bare.holds_graph(facts)):
            return cls(server, client, base, is_built=base in bases, facts=None)
        return cls(server, client, base, is_built=base in bases, facts=facts)

    def graph_iri(self, name: str) -> str:
        """Return the IRI of the named graph ``BASE/graph/NAME``."""
        return f"{self.base}graph/{name}"

    def built_bases(self) -> list[str]:
        """Return the bases of the stores that were built at this server."""
        found = (row["graph"] for row in self.select("stored-base", {}).texts())
        return sorted(graph.removesuffix(_BASE_END) for graph in found if graph.endswith(_BASE_END))

    def holds_graph(self, iri: str) -> bool:
        """Return whether a named graph holds anything."""
        rows = self.select("graph-pattern", {"graph": [ox.NamedNode(iri)]}, limit=1)
        return len(rows) > 0

    def select(self, name: str, terms: Mapping[str, Sequence[Term]], *, limit: int | None = None) -> Solutions:
        """Return the rows of one of our own queries with those terms for its ``$name`` variables."""
        text = bind_lists(template_text(name), terms) + (f" LIMIT {limit}" if limit else "")
        default = [self.facts] if self.facts and name in _OF_FACTS else []
        reply = self.ask(text, JSON.media_types[0], default=default)
        return parse_solutions(standard_solutions(self._whole(reply), self.server.habits))

    def answer(self, request: QueryRequest) -> Iterator[bytes]:
        """Yield the answer to a query in its format; the first part is there when this returns.

        Raises the QueryError that fits what the server answers, StoreError if it cannot be reached.
        """
        wanted = request.format
        if self.server.habits.own_terms:
            return iter([self._translated(request)])
        reply = self._asked(request, wanted)
        if reply.headers.get_content_type() in wanted.media_types:
            return self._parts(reply)
        reply.close()
        return iter([self._translated(request)])

    def ask(
        self,
        text: str,
        accept: str,
        *,
        default: Sequence[str] = (),
        named: Sequence[str] = (),
        seconds: float | None = None,
    ) -> Reply:
        """Return the reply of 200 to a query; errors as in ``answer``."""
        fields = [("query", text)]
        fields += [("default-graph-uri", iri) for iri in default] + [("named-graph-uri", iri) for iri in named]
        reply = self.client.form(self.server.query, fields, accept=accept, seconds=seconds)
        if reply.status != 200:
            raise self._refusal(reply)
        return reply

    def _asked(self, request: QueryRequest, form: ResultFormat) -> Reply:
        default = self._default_graphs(request)
        text = _self_contained(request.text, request.base)
        if default and self.server.habits.own_terms:
            text = with_graphs_as_variables(text)
        named = request.named_graphs or ()
        return self.ask(text, form.media_types[0], default=default, named=named, seconds=request.seconds)

    def _default_graphs(self, request: QueryRequest) -> Sequence[str]:
        """Return the graphs to name with a query, so that the facts are its default graph unless it says otherwise."""
        if request.default_graphs is not None:
            everything = UNION_GRAPH in request.default_graphs and self.facts
            return () if everything else request.default_graphs
        if not self.facts or request.named_graphs or _names_dataset(request.text):
            return ()
        return (self.facts,)

    def _translated(self, request: QueryRequest) -> bytes:
        """Return an answer in a format that the server does not write, or not as the standards say."""
        habits = self.server.habits
        if request.form.yields_triples:
            data = self._whole(self._asked(request, N_TRIPLES))
            graph = standard_graph(data, habits)
            return ox.serialize(graph, format=request.format.graph, prefixes=PREFIXES) or b""
        data = standard_solutions(self._whole(self._asked(request, JSON)), habits, is_ask=request.form is QueryForm.ASK)
        if request.format is JSON:
            return data
        results = ox.parse_query_results(data, ox.QueryResultsFormat.JSON)
        return results.serialize(format=request.format.solutions) or b""

    def _whole(self, reply: Reply) -> bytes:
        return b"".join(self._parts(reply))

    def _parts(self, reply: Reply) -> Iterator[bytes]:
        try:
            yield from reply
        except (OSError, HTTPException) as error:
            raise BrokenResultError(f"the result broke off: {error}; it is not whole") from error
        finally:
            reply.close()

    def _refusal(self, reply: Reply) -> QueryError | StoreError:
        kind = _ERRORS.get(reply.status)
        told = detail(reply)
        return kind(told) if kind else RemoteStoreError(f"{self.server.query} answers {reply.status}: {told}")


def _chosen_base(bases: Sequence[str], config: Config) -> str:
    """Return the base to work with: the one of the settings, else the one that is there."""
    if config.base or not bases:
        return config.base or DEFAULT_BASE
    if len(bases) > 1:
        raise StoreError(
            f"{config.store_url} holds several stores ({', '.join(bases)}): set KG_BASE to the one that is meant"
        )
    return bases[0]


@cache
def template_text(name: str) -> str:
    """Return one of our own queries or updates."""
    return (_FOLDER / f"{name}.rq").read_text(encoding="utf-8")


def _self_contained(text: str, base: str | None) -> str:
    """Return a query with the prefixes, and the base, that our own server would have lent it."""
    declared = set(re.findall(r"(?i)\bPREFIX\s+([\w-]*):", text))
    lent = [f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items() if f"{name}:" in text and name not in declared]
    if base and _RELATIVE.search(text):
        lent.insert(0, f"BASE <{base}>")
    return " ".join([*lent, text])


def _names_dataset(text: str) -> bool:
    for token in significant(text):
        if token.text == "{":
            return False
        if token.keyword == "FROM":
            return True
    return False
