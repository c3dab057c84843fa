"""LOAD: documents fetched by us, as the engine would fetch anything from anywhere."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.errors import QueryError
from kg.store.formats import GRAPH_FORMATS, ResultFormat, named_format
from kg.store.query import DocumentError, FetchError
from kg.store.services.fetching import AllowList
from kg.store.syntax.operations import DEFAULT_GRAPH, Operation, UpdateForm
from kg.store.updates.graph_changes import Document, SeveralGraphsError, insert_data, read_triples

_ACCEPTED: Final = "text/turtle, application/n-triples, application/rdf+xml;q=0.9, application/ld+json;q=0.5, */*;q=0.1"
_NOTHING: Final = "INSERT DATA {}"


def loaded(operations: Iterable[Operation], sources: AllowList) -> list[tuple[int, int, str]]:
    """Return, for each LOAD, its stretch of the text and the operation that does the same with the document's triples.

    Raises QueryRefusedError, FetchError or DocumentError, unless the LOAD is silent: it then changes nothing.
    """
    return [(found.start, found.end, _loaded(found, sources)) for found in operations if found.form is UpdateForm.LOAD]


def _loaded(operation: Operation, sources: AllowList) -> str:
    (name,) = operation.writes
    graph = ox.DefaultGraph() if name == DEFAULT_GRAPH else ox.NamedNode(name)
    try:
        return insert_data(_fetch(operation.source, sources), graph)
    except QueryError:
        if operation.silent:
            return _NOTHING
        raise


def _fetch(address: str, sources: AllowList) -> list[ox.Triple]:
    fetched = sources.fetch(address, headers={"Accept": _ACCEPTED})
    if fetched.status != 200:
        raise FetchError(f"{address} answers {fetched.status}")
    form = _format(fetched.media_type, address)
    try:
        return list(read_triples(Document(fetched.content, form.name, address)))
    except SyntaxError as error:
        raise DocumentError(f"{address} is not {form.label}: {error}") from error
    except SeveralGraphsError as error:
        raise DocumentError(f"{address} holds named graphs: LOAD takes one graph") from error


def _format(media_type: str, address: str) -> ResultFormat:
    """Return the format by the media type, by the ending of the name where that tells nothing."""
    by_type = named_format(media_type, GRAPH_FORMATS) if media_type != "text/plain" else None
    found = by_type or named_format(urlsplit(address).path.rpartition(".")[2], GRAPH_FORMATS)
    if found is None and media_type != "text/plain":
        raise DocumentError(f"{address} is {media_type}, which is no format of RDF")
    return found or next(form for form in GRAPH_FORMATS if media_type in form.media_types)
