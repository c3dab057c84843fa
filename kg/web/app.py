"""The web application: its blueprints, its headers, its errors."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from flask import Flask

from kg.config import Config
from kg.web import operations
from kg.web.data import dataset, linked_data
from kg.web.http.clients import REQUEST_ID, limit_rate, new_request_id
from kg.web.http.compression import with_gzip
from kg.web.http.log import with_log
from kg.web.http.problems import register_problems
from kg.web.pages import pages
from kg.web.protocols import builds, graph_store, sparql
from kg.web.protocols.quick import QuickAnswers
from kg.web.questions import questions
from kg.web.served import serve_from, served_by

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_HEADERS: Final = (
    (
        "Content-Security-Policy",
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    # Everything here is public and nothing asks for cookies, so that any page may read it.
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "ETag, Link, Location, X-Request-Id, X-Truncated"),
)


def create_app(config: Config) -> Flask:
    """Return the application over the store in ``config.store``; raise StoreError if it cannot be read."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = config.request_bytes
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Flask's default provider has it
    serve_from(app, config)
    register_problems(app)
    count = limit_rate(app, config)
    for module in (sparql, graph_store, builds, operations, pages, dataset, linked_data, questions):
        app.register_blueprint(module.blueprint)
    metrics = operations.count_requests(app, served_by(app).reader)
    quick = QuickAnswers(app.wsgi_app, served_by(app).reader, public_url=config.public_url, count=count)
    app.wsgi_app = with_log(with_gzip(_with_headers(quick)), config, metrics.note)  # type: ignore[assignment]  # Flask's own way
    return app


def _with_headers(answer: "WSGIApplication") -> "WSGIApplication":
    """Return the application with our headers on every answer, errors of the framework too, and a number for each.

    Outside the framework because it takes 20 µs there to set one of these.
    """

    def answer_with_headers(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        identity = environ[REQUEST_ID] = new_request_id()

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:  # noqa: ANN401  # as WSGI has it
            return start_response(status, [*headers, ("X-Request-Id", identity), *_HEADERS], *error)

        return answer(environ, start)

    return answer_with_headers
