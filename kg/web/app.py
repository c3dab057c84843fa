"""The web application: its blueprints, its headers, its errors."""

from flask import Flask

from kg.config import Config
from kg.web import operations
from kg.web.data import dataset, dumps, linked_data, sitemap
from kg.web.http.clients import limit_rate
from kg.web.http.compression import refuse_compressed, with_gzip
from kg.web.http.headers import with_headers
from kg.web.http.hosts import refuse_wrong_hosts
from kg.web.http.log import with_log
from kg.web.http.preflight import allow_reading
from kg.web.http.problems import register_problems
from kg.web.http.whole_bodies import with_whole_bodies
from kg.web.pages import pages
from kg.web.protocols import builds, graph_store, sparql
from kg.web.protocols.quick import QuickAnswers
from kg.web.questions import questions
from kg.web.served import serve_from, served_by


def create_app(config: Config) -> Flask:
    """Return the application over the store in ``config.store``; raise StoreError if it cannot be read."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = config.request_bytes
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Flask's default provider has it
    serve_from(app, config)
    register_problems(app)
    allow_reading(app)
    count = limit_rate(app, config)
    app.before_request(refuse_wrong_hosts)
    app.before_request(refuse_compressed)
    for module in (sparql, graph_store, builds, operations, pages, dataset, dumps, sitemap, linked_data, questions):
        app.register_blueprint(module.blueprint)
    metrics = operations.count_requests(app, served_by(app).reader)
    whole = with_whole_bodies(app.wsgi_app)
    quick = QuickAnswers(whole, served_by(app).reader, public_url=config.public_url, count=count)
    app.wsgi_app = with_log(with_gzip(with_headers(quick)), config, metrics.note)  # type: ignore[assignment]  # Flask's own way
    return app
