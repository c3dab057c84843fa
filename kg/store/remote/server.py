"""The server of a store: where it takes what, and its habits, found from one URL."""

import json
from dataclasses import dataclass, replace
from typing import Final

from kg.config import Config
from kg.errors import StoreError
from kg.store.remote.http import HttpClient, Reply, detail

_ASK: Final = "ASK {}"
_JSON: Final = "application/sparql-results+json"
_QUERY_PATHS: Final = ("", "/sparql", "/query")
_VIRTUOSO_QUADS: Final = 2_000
"""Virtuoso's parser runs out of memory in an update of 5,000 triples."""
_MANY_QUADS: Final = 100_000


@dataclass(frozen=True, kw_only=True)
class Habits:
    """What servers do differently."""

    name: str = "a SPARQL server"
    union: bool = False
    """Whether there is no default graph of its own: the facts are in a named one, which is named with each query."""
    own_terms: bool = False
    """Whether it writes blank nodes, truth values and geometries as nobody else does, and ASK as SELECT."""
    forms_only: bool = False
    """Whether updates must come as forms, and several operations with patterns one by one."""
    most_quads: int = _MANY_QUADS
    """Quads that one update may hold."""


VIRTUOSO: Final = Habits(name="Virtuoso", union=True, own_terms=True, forms_only=True, most_quads=_VIRTUOSO_QUADS)


@dataclass(frozen=True, kw_only=True)
class Server:
    """Where a server takes queries, updates and graphs; ``builds`` is where a Sitrep server takes builds."""

    url: str
    query: str
    update: str
    graphs: str
    builds: str | None = None
    base: str | None = None
    """The start of the data IRIs of a Sitrep server's store."""
    habits: Habits = Habits()


def find_server(config: Config, client: HttpClient) -> Server:
    """Return the server at ``config.store_url``, asked where it takes what unless the settings say so.

    Raises StoreError if there is none, if it is no SPARQL server, or if it wants other credentials.
    """
    url = (config.store_url or "").rstrip("/")
    found = _found(config, client, url)
    if config.store_facts:
        found = replace(found, habits=replace(found.habits, union=True))
    return replace(
        found,
        update=config.store_update_url or found.update,
        graphs=config.store_graphs_url or found.graphs,
    )


def _found(config: Config, client: HttpClient, url: str) -> Server:
    candidates = [config.store_query_url] if config.store_query_url else [url + path for path in _QUERY_PATHS]
    refusals = []
    for address in candidates:
        reply = client.form(address, [("query", _ASK)], accept=_JSON)
        if reply.status == 200 and reply.headers.get_content_type() == _JSON:
            reply.read()
            return _with_neighbours(client, url, address, reply)
        if reply.status in {401, 403}:
            raise unauthorised(address, reply)
        refusals.append(f"{address} answers {reply.status}")
        reply.close()
    raise StoreError(
        f"there is no SPARQL endpoint at {url} ({'; '.join(refusals)}): give the URL of the endpoint itself, "
        "or set KG_STORE_QUERY_URL"
    )


def unauthorised(address: str, reply: Reply) -> StoreError:
    """Return the error of who may not do what is asked."""
    told = detail(reply)
    if reply.status == 401:
        return StoreError(
            f"{address} wants other credentials: {told}; set KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN"
        )
    return StoreError(f"{address} does not allow it: {told}; ask who runs the server for the right to")


def _with_neighbours(client: HttpClient, url: str, query: str, reply: Reply) -> Server:
    """Return the server with the addresses that go with that of its queries."""
    start, _, last = query.rpartition("/")
    software = reply.headers.get("Server", "")
    if "virtuoso" in software.lower():
        secured = "-auth" if last.endswith("-auth") else ""
        graphs = f"{start}/sparql-graph-crud{secured}"
        return Server(url=url, query=query, update=query, graphs=graphs, habits=VIRTUOSO)
    if software.lower().startswith("oxigraph"):
        habits = Habits(name="Oxigraph")
        return Server(url=url, query=query, update=f"{start}/update", graphs=f"{start}/store", habits=habits)
    if last == "sparql" and (ours := _sitrep(client, url, query, start)):
        return ours
    if last == "query":  # as Fuseki has it
        return Server(url=url, query=query, update=f"{start}/update", graphs=f"{start}/data")
    if "/repositories/" in query:  # as RDF4J and GraphDB have it
        return Server(url=url, query=query, update=f"{query}/statements", graphs=f"{query}/rdf-graphs/service")
    return Server(url=url, query=query, update=query, graphs=f"{start}/graphs")


def _sitrep(client: HttpClient, url: str, query: str, start: str) -> Server | None:
    reply = client.send("GET", f"{start}/builds", headers={"Accept": "application/json"})
    if reply.status != 200 or reply.headers.get_content_type() != "application/json":
        reply.close()
        return None
    told = json.loads(reply.read())
    return Server(
        url=url,
        query=query,
        update=query,
        graphs=f"{start}/graphs",
        builds=f"{start}/builds",
        base=str(told["base"]),
        habits=Habits(name="Sitrep"),
    )
