"""What a server must be able to do before anything is built into a store there."""

import secrets
from dataclasses import replace

import pyoxigraph as ox

from kg.errors import StoreError
from kg.namespaces import DCTERMS
from kg.store.remote.endpoint import Endpoint, template_text
from kg.store.remote.sending import put_graph, send_update
from kg.store.templates.binding import bind_terms


def probed(endpoint: Endpoint) -> Endpoint:
    """Return the endpoint, with a graph for the facts if what is in named graphs shows in the default graph there.

    A graph of one triple is put there, asked for, and dropped. Raises StoreError telling what the server lacks.
    """
    graph = ox.NamedNode(endpoint.graph_iri("probe"))
    secret = ox.Literal(secrets.token_hex(8))
    where = f"{endpoint.server.url} ({endpoint.server.habits.name})"
    try:
        put_graph(endpoint, graph, [ox.Quad(graph, ox.NamedNode(DCTERMS + "identifier"), secret)])
    except StoreError as error:
        raise StoreError(
            f"{where} takes no graphs by the Graph Store Protocol: {error}. Give it the right to write, or set "
            "KG_STORE_GRAPHS_URL to where it takes them"
        ) from error
    is_there = _holds(endpoint, "graph-pattern", graph, secret)
    is_union = endpoint.facts is None and _holds(endpoint, "facts-pattern", graph, secret)
    try:
        send_update(endpoint, bind_terms(template_text("drop-graph"), {"graph": graph}))
    except StoreError as error:
        raise StoreError(
            f"{where} takes no updates: {error}. Give it the right to update, or set KG_STORE_UPDATE_URL"
        ) from error
    if not is_there:
        raise StoreError(f"{where} has no named graphs: a graph that was put there cannot be asked for")
    return replace(endpoint, facts=endpoint.graph_iri("facts")) if is_union else endpoint


def _holds(endpoint: Endpoint, name: str, graph: ox.NamedNode, secret: ox.Literal) -> bool:
    terms: dict[str, list[ox.NamedNode | ox.Literal]] = {"subject": [graph], "object": [secret], "graph": [graph]}
    return len(endpoint.select(name, terms)) > 0
