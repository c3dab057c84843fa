"""Errors as answers: problem details (RFC 9457), plain text, or a page; never a trace."""

import json
import logging
from typing import Final

from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from kg.errors import (
    KGError,
    QueryBusyError,
    QueryError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    StoreError,
    TemplateError,
)
from kg.store.query import (
    BrokenResultError,
    DocumentError,
    EvaluationError,
    FetchError,
    GivenUpError,
    LocatedSyntaxError,
    MissingGraphError,
    QueryTooComplexError,
    QueryTooLargeError,
    RemoteStoreError,
    UnrepresentableResultError,
)
from kg.web.http.clients import REQUEST_ID

_LOG: Final = logging.getLogger(__name__)
_STATUS: Final[dict[type[KGError], tuple[int, str]]] = {
    QuerySyntaxError: (400, "Not a SPARQL query"),
    QueryTooComplexError: (400, "Query too complex"),
    EvaluationError: (400, "Query cannot be evaluated"),
    DocumentError: (400, "Not an RDF graph"),
    MissingGraphError: (404, "No such graph"),
    FetchError: (502, "Another server does not answer"),
    QueryTooLargeError: (413, "Too large"),
    QueryRefusedError: (403, "Not allowed"),
    QueryTimeoutError: (504, "Query took too long"),
    QueryBusyError: (503, "Server busy"),
    GivenUpError: (499, "Client gone"),
    UnrepresentableResultError: (406, "Format cannot hold the result"),
    BrokenResultError: (500, "Query worker crashed"),
    QueryError: (400, "Query not answered"),
    TemplateError: (400, "Wrong parameter"),
    RemoteStoreError: (502, "Remote store does not answer"),
    StoreError: (503, "Store not readable"),
    KGError: (500, "Internal error"),
}
_RETRY_SECONDS: Final = 5
_MACHINE_TYPES: Final = ["application/problem+json", "application/json", "text/plain", "text/html"]


def register_problems(app: Flask) -> None:
    """Let the application answer every error with a problem."""
    app.register_error_handler(KGError, _known)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unknown)


def status_and_title(error: KGError) -> tuple[int, str]:
    """Return the HTTP status of an error and what it is called."""
    return next(_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS)


def _known(error: KGError) -> Response:
    status, title = status_and_title(error)
    details: dict[str, object] = {}
    if isinstance(error, LocatedSyntaxError):
        details = {
            "line": error.line,
            "column": error.column,
            "offset": error.offset,
            "reason": error.reason,
            "text": error.line_text,
        }
    if status >= 500:
        details["request"] = request.environ[REQUEST_ID] if status in {502, 503, 504} else _logged(error)
    response = _problem(status, title, str(error), details)
    if status == 503:
        response.headers["Retry-After"] = str(_RETRY_SECONDS)
    return response


def _http(error: HTTPException) -> Response:
    original = error.get_response()
    if error.code is None or error.code < 400:
        return Response(original.get_data(), original.status_code, original.headers)
    detail = error.description or error.name
    if error.code == 413:
        detail = f"a request may hold {current_app.config['MAX_CONTENT_LENGTH']:,} bytes: send less"
    response = _problem(error.code, error.name, detail, {})
    for name in ("Allow", "Accept-Post", "Retry-After", "WWW-Authenticate"):
        if name in original.headers:
            response.headers[name] = original.headers[name]
    return response


def _unknown(error: Exception) -> Response:
    identity = _logged(error)
    return _problem(
        500,
        InternalServerError().name,
        f"something went wrong here; the server's log has it under {identity}",
        {"request": identity},
    )


def _logged(error: Exception) -> str:
    identity = str(request.environ[REQUEST_ID])
    _LOG.error("request %s %s failed (%s)", request.method, request.path, identity, exc_info=error)
    return identity


def _problem(status: int, title: str, detail: str, more: dict[str, object]) -> Response:
    wanted = request.accept_mimetypes.best_match(_MACHINE_TYPES, default=_MACHINE_TYPES[0])
    if wanted == "text/html":
        page = render_template("problem.html", status=status, title=title, detail=detail, problem=more)
        return Response(page, status, mimetype="text/html")
    if wanted == "text/plain":
        return Response(f"{title}: {detail}\n", status, mimetype="text/plain")
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return Response(json.dumps(body, ensure_ascii=False) + "\n", status, mimetype="application/problem+json")
