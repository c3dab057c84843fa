"""What those who run the server ask it: whether it is well, and how busy it is."""

import json
import os
from datetime import UTC, datetime
from typing import Final

from flask import Blueprint, Flask, Response, current_app, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from kg.store.reader import Reader
from kg.web.http.log import ROUTE, Exchange
from kg.web.served import served

blueprint = Blueprint("operations", __name__)

_KEY: Final = "sitrep.metrics"
_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_SHARED: Final = "PROMETHEUS_MULTIPROC_DIR"
"""Names a folder where several processes of one server add up what they count."""


class Metrics:
    """What a server counts. Told of each exchange when it is over."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "sitrep_requests", "Requests answered.", ("method", "route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "sitrep_request_seconds",
            "Time from a request to its answer's last byte.",
            ("route",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._bytes = Counter("sitrep_sent_bytes", "Bytes of answers sent.", registry=self._registry)
        self._kept: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        self._cut = Counter("sitrep_cut_answers", "Answers that broke off.", registry=self._registry)

    def note(self, exchange: Exchange) -> None:
        """Count an exchange that is over."""
        route = exchange.environ.get(ROUTE, "none")
        method = exchange.environ.get("REQUEST_METHOD", "")
        known = method if method in {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"} else "other"
        requests, seconds = self._counters(known, route, exchange.status)
        requests.inc()
        seconds.observe(exchange.seconds)
        self._bytes.inc(exchange.bytes)
        if not exchange.is_whole:
            self._cut.inc()

    def _counters(self, method: str, route: str, status: int) -> tuple[Counter, Histogram]:
        key = method, route, status
        if key not in self._kept:
            self._kept[key] = self._requests.labels(method, route, str(status)), self._seconds.labels(route)
        return self._kept[key]

    def text(self) -> bytes:
        """Return everything counted, of all processes of the server, as Prometheus reads it."""
        whole = CollectorRegistry()
        if os.environ.get(_SHARED):
            MultiProcessCollector(whole)  # type: ignore[no-untyped-call]  # prometheus_client leaves it untyped
        else:
            whole.register(_Copied(self._registry))
            ProcessCollector(registry=whole)
        whole.register(_SnapshotCollector(self._reader))
        return generate_latest(whole)


class _Copied(Collector):
    """What another registry holds."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry

    def collect(self) -> object:  # type: ignore[override]  # an iterable of metrics
        return self._registry.collect()


class _SnapshotCollector(Collector):
    """Which snapshot is served, and how old it is."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def collect(self) -> object:  # type: ignore[override]  # an iterable of metrics
        snapshot = self._reader.snapshot
        age = (datetime.now(UTC) - snapshot.published).total_seconds()
        yield GaugeMetricFamily("sitrep_snapshot_number", "Number of the snapshot that is served.", snapshot.number)
        yield GaugeMetricFamily("sitrep_snapshot_age_seconds", "Time since that snapshot was published.", age)


def count_requests(app: Flask, reader: Reader) -> Metrics:
    """Return what counts the requests of an application, by the routes that it has."""

    def note_route() -> None:
        request.environ[ROUTE] = request.url_rule.rule if request.url_rule else "none"

    app.before_request_funcs.setdefault(None, []).insert(0, note_route)
    metrics = app.extensions[_KEY] = Metrics(reader)
    return metrics


@blueprint.get("/health")
def health() -> Response:
    """Tell whether the server can answer: 200 and the snapshot it serves, else 503, of a remote store 502 or 504."""
    served().reader.probe()
    snapshot = served().reader.snapshot
    state = {"status": "ok", "snapshot": snapshot.number, "published": snapshot.published.isoformat(timespec="seconds")}
    return _fresh(Response(json.dumps(state) + "\n", content_type="application/json"))


@blueprint.get("/metrics")
def metrics() -> Response:
    """Return what was counted, for Prometheus."""
    counted: Metrics = current_app.extensions[_KEY]
    return _fresh(Response(counted.text(), content_type=CONTENT_TYPE_LATEST))


def _fresh(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
