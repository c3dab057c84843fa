"""Where ``kg build`` sends what it reads to the server of a store, which alone writes: ``/builds``.

Who may make updates may build, one build at a time. A build is opened, sends its changes, each of which is committed
and seen whole or not at all, and is closed; one that has not been heard of for a while makes room for the next.
"""

import json
import secrets
import threading
import time
from typing import Final

from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import BadRequest, Conflict, NotFound

from kg.store.layout import FORMAT
from kg.web.http.credentials import check_may_write
from kg.web.served import served

blueprint = Blueprint("builds", __name__)

_KEY: Final = "sitrep.builds"
_SILENT_SECONDS: Final = 120.0
_CHANGE: Final = {"add", "remove"}
_ONTOLOGY: Final = {"ontology"}


class _Builds:
    """The build that is going on, if any."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._name = ""
        self._heard = 0.0

    def open(self) -> str:
        with self._lock:
            silent = time.monotonic() - self._heard
            if self._name and silent < _SILENT_SECONDS:
                raise Conflict(
                    "another build is writing to this store: wait until it has ended; if it was killed, it is given up "
                    f"in {_SILENT_SECONDS - silent:.0f} s"
                )
            self._name, self._heard = secrets.token_hex(8), time.monotonic()
            return self._name

    def hear(self, name: str) -> None:
        """Note that a build is alive; raise NotFound if it is not the one that is going on."""
        with self._lock:
            if name != self._name:
                raise NotFound(
                    "this build is over: another one or the server itself has begun anew since; run 'kg build' again"
                )
            self._heard = time.monotonic()

    def close(self, name: str) -> None:
        with self._lock:
            if name == self._name:
                self._name = ""


@blueprint.get("/builds")
def describe_builds() -> Response:
    """Tell builders what this is: the start of the store's IRIs, and its form."""
    told = {"software": "Sitrep", "base": served().reader.base, "format": FORMAT}
    return _json(told)


@blueprint.post("/builds")
def open_build() -> Response:
    """Begin a build; 409 while another is going on."""
    check_may_write(served().config)
    return _json({"build": _builds().open()}, status=201)


@blueprint.post("/builds/<name>")
def change_store(name: str) -> Response:
    """Make one change of a build: ``add`` and ``remove``, or ``ontology``, as N-Quads in JSON."""
    check_may_write(served().config)
    request.max_content_length = served().config.upload_bytes
    _builds().hear(name)
    content = request.get_json()
    if not isinstance(content, dict) or not all(isinstance(text, str) for text in content.values()):
        raise BadRequest("send an object of texts")
    if set(content) not in (_CHANGE, _ONTOLOGY):
        raise BadRequest("send add and remove, or ontology, as N-Quads")
    served().updater.build({part: text.encode() for part, text in content.items()})
    _builds().hear(name)
    return Response(status=204)


@blueprint.delete("/builds/<name>")
def close_build(name: str) -> Response:
    """End a build."""
    check_may_write(served().config)
    _builds().close(name)
    return Response(status=204)


def _builds() -> _Builds:
    found: _Builds = current_app.extensions.setdefault(_KEY, _Builds())
    return found


def _json(content: dict[str, object], *, status: int = 200) -> Response:
    response = Response(json.dumps(content) + "\n", status, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
