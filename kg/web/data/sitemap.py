"""What search engines read: which pages there are, and which not to ask for."""

from itertools import islice
from typing import Final

from flask import Blueprint, Response, abort, render_template

from kg.namespaces import sr
from kg.web.data.dataset import counts
from kg.web.http.addresses import root
from kg.web.pages.lookup import TYPE, lookup
from kg.web.served import served

blueprint = Blueprint("sitemap", __name__)

_LISTED: Final = {"events": "Event", "articles": "Article"}
_URLS_IN_A_LIST: Final = 50_000
"""As many as the format of sitemaps allows."""


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Tell robots what to read, and what costs too much to be read by them."""
    return Response(render_template("robots.txt", root=root()), mimetype="text/plain")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List the lists of pages."""
    statistics = counts().statistics
    sizes = {"events": statistics.events, "articles": statistics.articles}
    parts = [(name, part) for name, size in sizes.items() for part in range(-(-size // _URLS_IN_A_LIST))]
    page = render_template("sitemap.xml", root=root(), parts=parts, date=_date())
    return Response(page, mimetype="application/xml")


@blueprint.get("/sitemap-<any(events, articles):name>-<int:part>.xml")
def sitemap_part(name: str, part: int) -> Response:
    """List the pages of events or of articles, 50,000 at a time."""
    find = lookup()
    things = find.subjects(TYPE, sr(_LISTED[name]))
    shown = list(islice(things, part * _URLS_IN_A_LIST, (part + 1) * _URLS_IN_A_LIST))
    if not shown:
        abort(404, f"there are no so many {name}: see /sitemap.xml for the lists that there are")
    paths = [find.urls.page(each.value).removeprefix("/") for each in shown]
    page = render_template("sitemap-part.xml", root=root(), paths=paths, date=_date())
    return Response(page, mimetype="application/xml")


def _date() -> str:
    return served().reader.snapshot.published.strftime("%Y-%m-%d")
