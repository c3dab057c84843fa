"""The web application: its blueprints, its headers, its errors."""

from typing import Final

from flask import Flask, Response

from kg.config import Config
from kg.web import linked_data, pages, questions, sparql
from kg.web.problems import register_problems
from kg.web.served import serve_from

_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    # Everything here is public and nothing asks for cookies, so that any page may read it.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Location, X-Truncated",
}


def create_app(config: Config) -> Flask:
    """Return the application over the store in ``config.store``; raise StoreError if it cannot be read."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = config.request_bytes
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Flask's default provider has it
    serve_from(app, config)
    register_problems(app)
    app.after_request(_add_headers)
    for module in (sparql, pages, linked_data, questions):
        app.register_blueprint(module.blueprint)
    return app


def _add_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
