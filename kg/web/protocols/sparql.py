"""The endpoint ``/sparql``: the SPARQL 1.1 Protocol for programs, a page with an editor for browsers."""

from contextlib import suppress
from dataclasses import replace
from typing import Final

import pyoxigraph as ox
from flask import Blueprint, Response, request
from werkzeug.exceptions import NotAcceptable

from kg.errors import QueryTimeoutError
from kg.namespaces import SD, VOID
from kg.store.formats import GRAPH_FORMATS, SOLUTION_FORMATS
from kg.store.query import QueryRequest
from kg.store.updates.updater import UpdateRequest
from kg.web.http.addresses import root
from kg.web.http.credentials import check_may_write, may_write
from kg.web.http.log import note_query
from kg.web.http.negotiation import HTML, choose_format
from kg.web.http.streams import sent
from kg.web.protocols.protocol import ProtocolRequest, read_request
from kg.web.protocols.quick import FAILURE, answer_headers
from kg.web.protocols.service_description import describe_service
from kg.web.protocols.sparql_page import render_page
from kg.web.served import served

blueprint = Blueprint("sparql", __name__)

_METHODS: Final = "GET, HEAD, POST, OPTIONS"
_CHECK_SECONDS: Final = 1.0


@blueprint.route("/sparql", methods=["GET", "POST"], provide_automatic_options=False, strict_slashes=False)
def sparql() -> Response:
    """Answer a query, or make an update; describe the service, or show the editor, if there is neither."""
    if may_write(served().config):
        request.max_content_length = served().config.upload_bytes
    if FAILURE in request.environ:
        raise request.environ[FAILURE]
    asked = read_request(request)
    note_query(asked.query or asked.update or "")
    if asked.update is not None:
        return _update(asked, asked.update)
    response = _describe(asked) if asked.query is None else _answer(asked, asked.query)
    response.headers["Vary"] = "Accept"
    return response


@blueprint.route("/sparql", methods=["OPTIONS"], strict_slashes=False)
def options() -> Response:
    """Tell browsers that any page may ask here, also by POST."""
    return Response(status=204, headers={"Allow": _METHODS, "Access-Control-Allow-Methods": _METHODS})


def _describe(asked: ProtocolRequest) -> Response:
    chosen = choose_format(request.accept_mimetypes, (*GRAPH_FORMATS, HTML), name=asked.format)
    if chosen is HTML:
        return render_page("")
    data = ox.serialize(describe_service(_endpoint()), format=chosen.graph, prefixes={"sd": SD, "void": VOID})
    return Response(data, content_type=chosen.content_type)


def _update(asked: ProtocolRequest, text: str) -> Response:
    check_may_write(served().config)
    using, named = asked.default_graphs, asked.named_graphs
    served().updater.update(UpdateRequest(text=text, base=_endpoint(), using=using, using_named=named))
    return Response(status=204)


def _answer(asked: ProtocolRequest, text: str) -> Response:
    reader = served().reader
    form = reader.check(text)
    offers = GRAPH_FORMATS if form.yields_triples else SOLUTION_FORMATS
    wanted = QueryRequest(
        text=text,
        form=form,
        format=offers[0],
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
        base=_endpoint(),
    )
    try:
        chosen = choose_format(request.accept_mimetypes, (*offers, HTML), name=asked.format)
    except NotAcceptable:
        _check_syntax(wanted)
        raise
    if chosen is HTML:
        return render_page(text)
    headers = {} if request.method == "POST" else answer_headers(reader, asked, chosen)
    if "ETag" in headers and request.if_none_match.contains_raw(headers["ETag"]):
        return Response(status=304, headers=headers)
    answer = reader.run(replace(wanted, format=chosen))
    return Response(sent(answer), headers=headers, content_type=chosen.content_type)


def _check_syntax(wanted: QueryRequest) -> None:
    """Raise QuerySyntaxError for what the engine cannot read: that is told before what is wrong with a format."""
    with suppress(QueryTimeoutError):
        served().reader.run(replace(wanted, seconds=_CHECK_SECONDS)).close()


def _endpoint() -> str:
    return f"{root()}sparql"
