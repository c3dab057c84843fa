"""Sending changes to the server of a store, and what it says to them."""

import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Final, TypeVar
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.errors import QueryBusyError, QueryError, StoreBusyError, StoreError
from kg.store.remote.endpoint import Endpoint
from kg.store.remote.http import Reply, detail
from kg.store.remote.server import unauthorised

Result = TypeVar("Result")

CHANGE_SECONDS: Final = 600.0
"""How long a server may take over a change; to give up early would leave in doubt whether it was made."""
_WAITS: Final = (1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds between tries at a server that says it is busy."""


def send_update(endpoint: Endpoint, text: str) -> None:
    """Let the server run an update; raise StoreError if it does not."""
    server, client = endpoint.server, endpoint.client
    if server.habits.forms_only:
        fields = [("update", text)]
        accepted(server.update, lambda: client.form(server.update, fields, accept="*/*", seconds=CHANGE_SECONDS))
        return
    body, headers = text.encode(), {"Content-Type": "application/sparql-update; charset=utf-8"}
    send = partial(client.send, body=body, headers=headers, seconds=CHANGE_SECONDS)
    accepted(server.update, lambda: send("POST", server.update))


def put_graph(endpoint: Endpoint, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
    """Let the server put triples in place of a graph, by the Graph Store Protocol; raise StoreError if it does not."""
    body = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""
    url = f"{endpoint.server.graphs}?{urlencode({'graph': graph.value})}"
    headers = {"Content-Type": "text/turtle"}
    send = partial(endpoint.client.send, body=body, headers=headers, seconds=CHANGE_SECONDS)
    accepted(url, lambda: send("PUT", url))


def patiently(attempt: Callable[[], Result]) -> Result:
    """Return what an attempt returns, made again for half a minute while the server says that it is busy.

    Raises StoreError in place of other errors of queries: they are not the user's.
    """
    for seconds in (*_WAITS, None):
        try:
            return attempt()
        except QueryBusyError as error:
            if seconds is None:
                raise StoreError(f"the server stays busy: {error}; run the same command again later") from error
            time.sleep(seconds)
        except QueryError as error:
            raise StoreError(f"the server of the store does not answer a query of the builder: {error}") from error
    raise AssertionError  # the loop ends by return or raise


def accepted(url: str, attempt: Callable[[], Reply]) -> bytes:
    """Return the body of the answer to a change that the server takes; raise StoreError if it does not."""
    return patiently(lambda: _taken(url, attempt()))


def _taken(url: str, reply: Reply) -> bytes:
    if reply.status < 300:
        return reply.read()
    if reply.status in {401, 403}:
        raise unauthorised(url, reply)
    told = detail(reply)
    if reply.status == 409:
        raise StoreBusyError(told)
    if reply.status in {429, 503}:
        raise QueryBusyError(told)
    raise StoreError(f"{url} answers {reply.status} to a change: {told}; what was committed before is kept")
