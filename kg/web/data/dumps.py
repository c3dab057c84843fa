"""The graph as files to take away: all its graphs, and its events in the shapes that other programs read."""

from gzip import GzipFile
from typing import BinaryIO, Final

from flask import Blueprint, Response, abort, redirect
from werkzeug.wrappers import Response as WerkzeugResponse

from kg.store.exports.views import VIEWS, export_view
from kg.store.exports.whole import export
from kg.store.formats import JSON_LD, N_QUADS, TRIG
from kg.web.http.conditional import tag_answers
from kg.web.http.streams import Write, streamed
from kg.web.served import served

blueprint = Blueprint("dumps", __name__)
tag_answers(blueprint)

DUMPS: Final = {form.name: form for form in (TRIG, N_QUADS, JSON_LD)}
"""The formats of the whole graph, by their endings."""


@blueprint.get("/dumps/")
def dumps() -> WerkzeugResponse:
    """Lead to the page that lists the files."""
    return redirect("/dataset", 303)


@blueprint.get("/dumps/graph.<any(trig, nq, jsonld):ending>")
def dump(ending: str) -> Response:
    """Return all graphs in a stream."""
    form, reader = DUMPS[ending], served().reader

    def write(out: BinaryIO) -> None:
        export(reader, form, out)

    return _download(write, form.content_type, f"graph.{ending}")


@blueprint.get("/dumps/graph.<any(trig, nq, jsonld):ending>.gz")
def packed_dump(ending: str) -> Response:
    """Return all graphs in a stream, as a file packed by gzip."""
    form, reader = DUMPS[ending], served().reader

    def write(out: BinaryIO) -> None:
        with GzipFile("", "wb", fileobj=out, mtime=0) as packed:
            export(reader, form, packed)  # type: ignore[arg-type]  # it only writes

    return _download(write, "application/gzip", f"graph.{ending}.gz")


@blueprint.get("/dumps/events.<ending>")
def events(ending: str) -> Response:
    """Return all events in the shape of a table, a network or another codebook, in a stream."""
    reader = served().reader
    view = next((view for view in VIEWS.values() if view.ending == ending), None)
    if view is None:
        endings = ", ".join(view.ending for view in VIEWS.values())
        abort(404, f"the events do not come as {ending}: choose one of {endings}")

    def write(out: BinaryIO) -> None:
        export_view(reader, view, out)

    return _download(write, view.content_type, f"events.{ending}")


def _download(write: Write, content_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(streamed(write), content_type=content_type, headers=headers)
