"""The Graph Store Protocol: whole graphs read, replaced, extended and deleted at ``/graphs``.

A graph is named by ``?graph=IRI``, ``?default``, or by its own URL below ``/graphs/``.
"""

import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal
from urllib.parse import unquote

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest, PreconditionFailed, UnsupportedMediaType

from kg.store.formats import GRAPH_FORMATS, N_QUADS, TRIG, ResultFormat, named_format
from kg.store.query import MissingGraphError, QueryAnswer, QueryForm, QueryRequest
from kg.store.syntax.prologue import Prologue
from kg.store.syntax.tokens import tokenise
from kg.store.updates.graph_changes import Document
from kg.web.http.addresses import root
from kg.web.http.compression import PACKED
from kg.web.http.credentials import check_may_write
from kg.web.http.negotiation import choose_format
from kg.web.http.streams import sent
from kg.web.protocols.protocol import Fields
from kg.web.served import served

blueprint = Blueprint("graph_store", __name__)

_WHOLE: Final = Path(__file__).with_name("whole-graph.rq")
_METHODS: Final = "GET, HEAD, PUT, POST, DELETE, OPTIONS"
_TAKEN: Final = (*GRAPH_FORMATS, TRIG, N_QUADS)
_MULTIPART: Final = "multipart/form-data"
_FOREIGN: Final = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
"""Bytes in a URL that are no ASCII."""
_NAMING: Final = "name the graph: ?graph=IRI, ?default, or its own URL below this one"


@blueprint.route("/graphs", methods=["OPTIONS"])
@blueprint.route("/graphs/<path:name>", methods=["OPTIONS"])
def options(name: str = "") -> Response:
    """Tell browsers that any page may read here; before Flask's own answer, which comes with each other route."""
    return Response(status=204, headers={"Allow": _METHODS})


@blueprint.get("/graphs")
@blueprint.get("/graphs/<path:name>")
def read_graph(name: str = "") -> Response:
    """Answer with a graph, in the format that the client wants."""
    iri = _graph(name)
    _check_exists(iri)
    chosen = choose_format(request.accept_mimetypes, GRAPH_FORMATS, name=Fields(request.query_string).one("format"))
    tag = _tag(iri, chosen)
    held = next(filter(request.if_none_match.contains_weak, _forms(tag)), None)
    response = Response(status=304) if held else Response(_content(iri, chosen), content_type=chosen.content_type)
    response.set_etag(held or tag)
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept")
    return response


@blueprint.put("/graphs")
@blueprint.put("/graphs/<path:name>")
def replace_graph(name: str = "") -> Response:
    """Put the graph that was sent in place of the one before: 201 if there was none."""
    return _write("put", _graph(name))


@blueprint.post("/graphs/<path:name>")
def extend_graph(name: str) -> Response:
    """Add what was sent to a graph; 201 if it is a new one."""
    return _write("post", _graph(name))


@blueprint.post("/graphs")
def extend_or_make_graph() -> Response:
    """Add what was sent to the graph that is named; make one, and tell where it is, if none is."""
    fields = Fields(request.query_string)
    if fields.all("graph") or fields.all("default"):
        return _write("post", _graph(""))
    iri = f"{_url()}/{secrets.token_hex(8)}"
    response = _write("post", iri)
    response.headers["Location"] = iri
    return response


@blueprint.delete("/graphs")
@blueprint.delete("/graphs/<path:name>")
def delete_graph(name: str = "") -> Response:
    """Delete a graph; the default graph is emptied."""
    return _write("delete", _graph(name))


def _graph(name: str) -> str | None:
    """Return the IRI of the graph that the request is about, None for the default graph."""
    fields = Fields(request.query_string)
    iri = fields.one("graph")
    is_default = bool(fields.all("default"))
    if (iri is not None) + is_default + bool(name) != 1:
        raise BadRequest(f"{_NAMING}, and in one of these ways only")
    if is_default:
        return None
    return _absolute(iri if iri is not None else _own_url(fields, name))


def _own_url(fields: Fields, name: str) -> str:
    """Return the URL of the request as the name of a graph: as it was sent, in which %2F is no slash.

    What is not ASCII is decoded, as clients have to encode it where it is in the name.
    """
    if fields:
        raise BadRequest("the URL of a graph takes no parameter but format: name the graph by ?graph=IRI instead")
    sent_url = str(request.environ.get("RAW_URI") or request.environ.get("REQUEST_URI", ""))
    sent_name = sent_url.partition("?")[0].partition("/graphs/")[2]
    return f"{_url()}/{_FOREIGN.sub(_decoded, sent_name or name)}"


def _decoded(part: re.Match[str]) -> str:
    try:
        return unquote(part[0], errors="strict")
    except UnicodeDecodeError:
        return part[0]


def _absolute(iri: str) -> str:
    """Return the IRI that a parameter names, itself or in relation to this place."""
    name = f"<{iri}>"
    try:
        if [token.kind for token in tokenise(name)] != ["iri"]:
            raise BadRequest(f"graph={iri!r} is not an IRI")
        return Prologue(_url()).absolute(name)
    except SyntaxError as error:
        # Of what the engine says, not the place: it is one in a document that it was given to parse.
        reason = error.msg.partition("Invalid ")
        raise BadRequest(f"graph={iri!r} is not an IRI: {''.join(reason[1:]) or error.msg}") from error


def _url() -> str:
    return f"{root()}graphs"


def _check_exists(iri: str | None) -> None:
    if iri is not None and not served().reader.has_graph(iri):
        raise MissingGraphError(f"there is no graph {iri}")


def _tag(iri: str | None, chosen: ResultFormat) -> str:
    return served().reader.etag("graph", iri or "", chosen.name)


def _forms(tag: str) -> tuple[str, str]:
    """Return a tag as it goes out with the answer plain and compressed."""
    return tag, tag + PACKED


def _content(iri: str | None, chosen: ResultFormat) -> QueryAnswer | bytes:
    reader = served().reader
    answer = reader.run(
        QueryRequest(
            text=_WHOLE.read_text(encoding="utf-8"),
            form=QueryForm.CONSTRUCT,
            format=chosen,
            default_graphs=None if iri is None else (iri,),
        )
    )
    return sent(answer)


def _write(method: Literal["put", "post", "delete"], iri: str | None) -> Response:
    config, updater = served().config, served().updater
    check_may_write(config)
    request.max_content_length = config.upload_bytes
    documents = [] if method == "delete" else _documents(iri or _url())
    with updater.alone():
        _check_conditions(iri)
        created = updater.change_graph(method, iri, documents)
    return Response(status=201 if created else 204)


def _check_conditions(iri: str | None) -> None:
    """Raise PreconditionFailed if the graph is not as the request says that it must be."""
    if not (request.if_match or request.if_none_match):
        return
    exists = iri is None or served().reader.has_graph(iri)
    tags = [tag for form in GRAPH_FORMATS for tag in _forms(_tag(iri, form))] if exists else []
    wanted, unwanted = request.if_match, request.if_none_match
    if wanted and not (exists and (wanted.star_tag or any(map(wanted.contains, tags)))):
        raise PreconditionFailed("the graph has changed since: read it again")
    if unwanted and exists and (unwanted.star_tag or any(map(unwanted.contains, tags))):
        raise PreconditionFailed("the graph is there already")


def _documents(base: str) -> Sequence[Document]:
    if request.mimetype != _MULTIPART:
        return [Document(request.get_data(), _format(request.mimetype, request.mimetype_params), base)]
    files = [file for _, file in request.files.items(multi=True)]
    if request.form or not files:
        raise BadRequest("send each graph as a file: a part with a filename and a Content-Type")
    return [Document(file.read(), _format(file.mimetype, file.mimetype_params), base) for file in files]


def _format(media_type: str, parameters: dict[str, str]) -> str:
    found = named_format(media_type, _TAKEN) if media_type else None
    if found is None or parameters.get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
        offers = ", ".join(form.media_types[0] for form in _TAKEN)
        raise UnsupportedMediaType(f"send a graph as one of {offers}, in UTF-8")
    return found.name
