"""The web application: its blueprints, its headers, its errors."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from flask import Flask

from kg.config import Config
from kg.web import dataset, graph_store, linked_data, pages, questions, sparql
from kg.web.compression import with_gzip
from kg.web.problems import register_problems
from kg.web.served import serve_from

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_HEADERS: Final = (
    (
        "Content-Security-Policy",
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    # Everything here is public and nothing asks for cookies, so that any page may read it.
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "ETag, Link, Location, X-Truncated"),
)


def create_app(config: Config) -> Flask:
    """Return the application over the store in ``config.store``; raise StoreError if it cannot be read."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = config.request_bytes
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Flask's default provider has it
    serve_from(app, config)
    register_problems(app)
    for module in (sparql, graph_store, pages, dataset, linked_data, questions):
        app.register_blueprint(module.blueprint)
    app.wsgi_app = with_gzip(_with_headers(app.wsgi_app))  # type: ignore[assignment]  # Flask's own way
    return app


def _with_headers(answer: "WSGIApplication") -> "WSGIApplication":
    """Return the application with our headers on every answer, errors of the framework too.

    Outside the framework because it takes 20 µs there to set one of these.
    """

    def answer_with_headers(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:  # noqa: ANN401  # as WSGI has it
            return start_response(status, [*headers, *_HEADERS], *error)

        return answer(environ, start)

    return answer_with_headers
