"""A SPARQL endpoint elsewhere, asked over HTTP: ``kg query --store URL``."""

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException, HTTPResponse
from typing import Final, cast

from kg.errors import QueryBusyError, QueryError, QueryRefusedError, QuerySyntaxError, QueryTimeoutError, StoreError
from kg.store.formats import GRAPH_FORMATS, JSON, SOLUTION_FORMATS, ResultFormat
from kg.store.query import BrokenResultError, QueryAnswer, QueryTooLargeError
from kg.store.results import Solutions, parse_solutions
from kg.store.syntax.guard import query_form

_CHUNK: Final = 1 << 16
_ERRORS: Final[dict[int, type[QueryError]]] = {
    400: QuerySyntaxError,
    401: QueryRefusedError,
    403: QueryRefusedError,
    413: QueryTooLargeError,
    429: QueryBusyError,
    503: QueryBusyError,
    504: QueryTimeoutError,
}


class RemoteReader:
    """The query part of a Reader, over the SPARQL 1.1 Protocol."""

    def __init__(self, url: str, *, seconds: float = 60.0) -> None:
        if not url.startswith(("http://", "https://")):
            raise StoreError(f"{url!r} is no web address of a SPARQL endpoint: start it with http:// or https://")
        self._url = url
        self._seconds = seconds

    def query(self, text: str, *, format: ResultFormat | None = None) -> QueryAnswer:
        """Return the answer of the endpoint in that format, else in SPARQL JSON or Turtle.

        Raises the QueryError that fits what the endpoint answers, StoreError if it cannot be reached.
        """
        form = query_form(text)
        chosen = format or (GRAPH_FORMATS if form.yields_triples else SOLUTION_FORMATS)[0]
        request = urllib.request.Request(  # noqa: S310  # the constructor let only http and https through
            self._url,
            data=urllib.parse.urlencode({"query": text}).encode(),
            headers={"Accept": chosen.media_types[0], "Content-Type": "application/x-www-form-urlencoded"},
        )
        try:
            response = urllib.request.urlopen(request, timeout=self._seconds)  # noqa: S310  # see above
        except urllib.error.HTTPError as error:
            raise self._refusal(error) from error
        except TimeoutError as error:
            raise QueryTimeoutError(f"{self._url} did not answer within {self._seconds:g} s") from error
        except (OSError, HTTPException) as error:
            raise StoreError(f"cannot reach {self._url}: {getattr(error, 'reason', error)}; is it running?") from error
        return QueryAnswer(form, chosen, None, _Body(cast(HTTPResponse, response)))

    def select(self, text: str) -> Solutions:
        """Return the rows of a SELECT as terms, all in memory."""
        with self.query(text, format=JSON) as answer:
            return parse_solutions(answer.read())

    def _refusal(self, error: urllib.error.HTTPError) -> QueryError | StoreError:
        with error:
            detail = _detail(error.read(10_000), error.reason)
        kind = _ERRORS.get(error.code)
        return kind(detail) if kind else StoreError(f"{self._url} answers {error.code}: {detail}")


class _Body:
    """The body of an HTTP response as the parts of a result."""

    is_whole = False

    def __init__(self, response: HTTPResponse) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            chunk = self._response.read(_CHUNK)
        except (OSError, HTTPException) as error:
            raise BrokenResultError(f"the result broke off: {error}; it is not whole") from error
        if not chunk:
            missing = self._response.length  # of the announced length; None where none was announced
            self.close()
            if missing:
                raise BrokenResultError(f"the result broke off {missing:,} bytes before its end; it is not whole")
            raise StopIteration
        return chunk

    def close(self) -> None:
        """Hang up."""
        self._response.close()


def _detail(body: bytes, reason: str) -> str:
    text = body.decode("utf-8", "replace").strip()
    try:
        problem = json.loads(text)
    except ValueError:
        return text.splitlines()[0] if text and not text.startswith("<") else reason
    return str(problem.get("detail", reason)) if isinstance(problem, dict) else reason
