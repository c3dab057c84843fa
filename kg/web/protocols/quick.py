"""The short way to an answer: plain queries by GET, which are most of what programs ask, without the framework.

What a request asks, whether it may, and what comes of it is found by the same functions as anywhere else. Whatever is
out of the ordinary, errors above all, goes on to the framework.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_accept_header

from kg.errors import KGError
from kg.store.answers import is_repeatable
from kg.store.formats import GRAPH_FORMATS, SOLUTION_FORMATS, ResultFormat
from kg.store.query import QueryAnswer, QueryRequest
from kg.store.reader_base import Reader
from kg.web.http.hosts import host_of
from kg.web.http.log import QUERY, ROUTE
from kg.web.http.negotiation import HTML, choose_format
from kg.web.protocols.protocol import ProtocolRequest, read_url

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH: Final = "/sparql"
FAILURE: Final = "sitrep.failure"
"""The key of the error that a query ended with already, in the environment of its request."""
_OTHERWISE: Final = ("SCRIPT_NAME", "HTTP_IF_NONE_MATCH", "HTTP_UPGRADE")


class QuickAnswers:
    """An application with a short way in front, for requests that ``count`` lets through."""

    def __init__(
        self,
        answer: "WSGIApplication",
        reader: Reader,
        *,
        public_url: str | None,
        count: "Callable[[WSGIEnvironment], None]",
    ) -> None:
        self._answer = answer
        self._reader = reader
        self._public = f"{public_url.rstrip('/')}{PATH}" if public_url else None
        self._count = count

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request, by the short way if it is one for that."""
        wanted = None
        if environ["PATH_INFO"] == PATH and environ["REQUEST_METHOD"] == "GET":
            wanted = self._wanted(environ)
        if wanted is None:
            return self._answer(environ, start_response)
        asked, request = wanted
        environ[ROUTE], environ[QUERY] = PATH, request.text
        try:
            # The tag first: it may be older than the answer, which then is sent once too often, but never newer.
            headers = answer_headers(self._reader, asked, request.format)
            answer = self._reader.run(request)
        except Exception as error:  # noqa: BLE001  # told where all errors are
            environ[FAILURE] = error
            return self._answer(environ, start_response)
        return _started(answer, {"Content-Type": request.format.content_type, **headers}, start_response)

    def _wanted(self, environ: "WSGIEnvironment") -> tuple[ProtocolRequest, QueryRequest] | None:
        """Return what is asked, None for what the framework is to look at."""
        if any(environ.get(name) for name in _OTHERWISE):
            return None
        try:
            self._count(environ)
            host = host_of(environ)
            asked = read_url(environ["QUERY_STRING"].encode("latin-1"))
            if asked.query is None:
                return None
            form = self._reader.check(asked.query)
            chosen = _format(environ.get("HTTP_ACCEPT", ""), asked.format, triples=form.yields_triples)
            if chosen is HTML:
                return None
        except (HTTPException, KGError):
            return None
        return asked, QueryRequest(
            text=asked.query,
            form=form,
            format=chosen,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            base=self._public or f"{environ['wsgi.url_scheme']}://{host}{PATH}",
        )


def answer_headers(reader: Reader, asked: ProtocolRequest, chosen: ResultFormat) -> dict[str, str]:
    """Return the headers of the answer to a query by GET: what it depends on, and a tag if it lasts."""
    headers = {"Vary": "Accept"}
    if asked.query and is_repeatable(asked.query):
        graphs = (repr(asked.default_graphs), repr(asked.named_graphs))
        headers["ETag"] = f'W/"{reader.etag(asked.query, chosen.name, *graphs)}"'
        headers["Cache-Control"] = "no-cache"  # keep it, but ask whether it still holds
    return headers


def _started(answer: QueryAnswer, headers: dict[str, str], start_response: "StartResponse") -> Iterable[bytes]:
    if not answer.is_whole:
        start_response("200 OK", [*headers.items()])
        return answer
    body = answer.read()
    start_response("200 OK", [*headers.items(), ("Content-Length", str(len(body)))])
    return (body,)


@lru_cache(maxsize=256)
def _format(accept: str, name: str | None, *, triples: bool) -> ResultFormat:
    offers = GRAPH_FORMATS if triples else SOLUTION_FORMATS
    return choose_format(parse_accept_header(accept, MIMEAccept), (*offers, HTML), name=name)
