"""The SPARQL 1.1 Protocol: what a request asks of the endpoint, or the HTTP error that tells why it asks nothing."""

import re
from binascii import a2b_qp
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox
from flask import Request
from werkzeug.exceptions import BadRequest, RequestURITooLarge, UnsupportedMediaType

_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_BAD_ESCAPE: Final = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_LONGEST_URL: Final = 8_000
"""Bytes of a query string; the web server in front allows little more, and POST has no such limit."""
_MOST_FIELDS: Final = 1_000
_DATASET: Final = ("default-graph-uri", "named-graph-uri")
_USING: Final = ("using-graph-uri", "using-named-graph-uri")


@dataclass(frozen=True)
class ProtocolRequest:
    """What a request asks: a query, an update, or neither for the description of the service.

    The graphs are those of a query (``default-graph-uri``) or of an update (``using-graph-uri``).
    """

    query: str | None
    format: str | None
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    update: str | None = None


class _ForeignTypeError(UnsupportedMediaType):
    """Names the types that are understood in a header too."""

    def get_headers(self, *args: Any, **kwargs: Any) -> list[tuple[str, str]]:  # noqa: ANN401  # as in werkzeug
        return [*super().get_headers(*args, **kwargs), ("Accept-Post", f"{_FORM}, {_QUERY}, {_UPDATE}")]


class Fields:
    """The fields of a form or of a query string, each of which may come several times."""

    def __init__(self, encoded: bytes) -> None:
        self._values: dict[str, tuple[str, ...]] = {}
        if _BAD_ESCAPE.search(encoded):
            raise BadRequest("a % in the parameters is not followed by two hexadecimal digits")
        if not encoded.isascii():
            raise BadRequest("a character in the parameters is not in ASCII and not written with %")
        if encoded.count(b"&") >= _MOST_FIELDS:
            raise BadRequest(f"there are more than {_MOST_FIELDS:,} parameters")
        try:
            for pair in filter(None, encoded.split(b"&")):
                name, _, value = pair.partition(b"=")
                self._add(_decoded(name), (_decoded(value),))
        except UnicodeDecodeError as error:
            raise BadRequest(f"the parameters cannot be read as UTF-8: {error}") from error

    def _add(self, name: str, values: tuple[str, ...]) -> None:
        self._values[name] = self._values.get(name, ()) + values

    def all(self, name: str) -> tuple[str, ...]:
        """Return all values of a field."""
        return self._values.get(name, ())

    def one(self, name: str) -> str | None:
        """Return the value of a field, None if it is not there; raise BadRequest if it is there twice."""
        values = self.all(name)
        if len(values) > 1:
            raise BadRequest(f"the parameter {name} is given {len(values)} times: give it once")
        return values[0] if values else None

    def __bool__(self) -> bool:
        return any(name != "format" for name in self._values)

    def __add__(self, other: "Fields") -> "Fields":
        both = Fields(b"")
        for values in (self._values, other._values):
            for name, those in values.items():
                both._add(name, those)
        return both


def _decoded(part: bytes) -> str:
    # What has = in quoted-printable has % in a URL: so the standard library decodes it in one go.
    return a2b_qp(part.replace(b"+", b" ").replace(b"=", b"=3D").replace(b"%", b"=")).decode("utf-8")


def read_request(request: Request) -> ProtocolRequest:
    """Return what a GET or POST request asks.

    Raises BadRequest, UnsupportedMediaType, RequestURITooLarge or RequestEntityTooLarge.
    """
    if request.method != "POST":
        return read_url(request.query_string)
    return _posted(request, _fields(request.query_string))


def read_url(parameters: bytes) -> ProtocolRequest:
    """Return what a GET request asks with the query part of its URL; raise BadRequest or RequestURITooLarge."""
    fields = _fields(parameters)
    if fields.one("update") is not None:
        raise BadRequest("an update cannot be sent by GET: send it by POST")
    return _asked(fields, fields.one("query"), described=not fields)


def _fields(parameters: bytes) -> Fields:
    if len(parameters) > _LONGEST_URL:
        raise RequestURITooLarge(f"the URL is longer than {_LONGEST_URL:,} bytes: send the query by POST")
    return Fields(parameters)


def _posted(request: Request, fields: Fields) -> ProtocolRequest:
    kind = request.mimetype
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if kind not in {_FORM, _QUERY, _UPDATE} or charset not in {"utf-8", "utf8"}:
        raise _ForeignTypeError(f"send a query as {_FORM} or {_QUERY}, an update as {_FORM} or {_UPDATE}, in UTF-8")
    if kind == _FORM:
        return _asked_by_form(fields + Fields(request.get_data()))
    if fields.one("query") is not None or fields.one("update") is not None:
        raise BadRequest("what is asked is given twice: in the URL and in the body")
    text = _text(request.get_data())
    return _asked(fields, text, described=False) if kind == _QUERY else _changing(fields, text)


def _asked_by_form(fields: Fields) -> ProtocolRequest:
    query, update = fields.one("query"), fields.one("update")
    if query is not None and update is not None:
        raise BadRequest("a query and an update are given: give one of them")
    return _asked(fields, query, described=False) if update is None else _changing(fields, update)


def _asked(fields: Fields, query: str | None, *, described: bool) -> ProtocolRequest:
    if query is None and not described:
        raise BadRequest("there is no query: give it as the parameter query")
    _check_text(query or "")
    _check_unused(fields, _USING, "an update")
    default, named = _graphs(fields, _DATASET)
    # Some programs give the format twice, by its name and by its media type.
    return ProtocolRequest(_without_mark(query), ",".join(fields.all("format")) or None, default, named)


def _changing(fields: Fields, update: str) -> ProtocolRequest:
    _check_text(update)
    _check_unused(fields, _DATASET, "a query")
    default, named = _graphs(fields, _USING)
    return ProtocolRequest(None, None, default, named, _without_mark(update))


def _without_mark(text: str | None) -> str | None:
    """Return a text without the mark of byte order that some editors put at the start of a file."""
    return text.removeprefix("\ufeff") if text else text


def _check_text(text: str) -> None:
    if "\0" in text:
        raise BadRequest("the text holds a NUL character")


def _check_unused(fields: Fields, names: tuple[str, str], kind: str) -> None:
    for name in names:
        if fields.all(name):
            raise BadRequest(f"{name} belongs to {kind}, and there is none")


def _graphs(fields: Fields, names: tuple[str, str]) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """Return the default and the named graphs, None and None if the request names none."""
    default, named = (_iris(fields, name) for name in names)
    return (default, named) if default or named else (None, None)


def _iris(fields: Fields, name: str) -> tuple[str, ...]:
    iris = fields.all(name)
    for iri in iris:
        try:
            ox.NamedNode(iri)
        except ValueError as error:
            raise BadRequest(f"{name}={iri!r} is not an absolute IRI") from error
    return iris


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"the query is not in UTF-8: {error.reason} at byte {error.start}") from error
