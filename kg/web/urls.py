"""Every URL of the server, and which IRI it stands for.

BASE/id/event/H     /id/event/H     303 to /id/event/H.html, .ttl …
sr:AirStrike        /ontology/AirStrike
auth:Syria          /authority/Syria
any other IRI       /thing?iri=…
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from kg.namespaces import AUTHORITY, NS
from kg.store.formats import GRAPH_FORMATS, ResultFormat

_SAFE = "/:@!$&'()*+,;=~-._"
_DOCUMENTS = ("id/article/", "graph/", "queries/")
"""What is a document itself and has no page beside it."""


@dataclass(frozen=True)
class Urls:
    """The paths of one server, whose data IRIs start with ``base``."""

    base: str

    def iri(self, path: str) -> str:
        """Return the data IRI that a path of this server stands for: ``id/event/H``."""
        return self.base + path

    def page(self, iri: str) -> str:
        """Return the path of the page about an IRI of ours, ``""`` for any other."""
        if iri.startswith(NS):
            return f"/ontology/{quote(iri.removeprefix(NS), safe=_SAFE)}"
        if iri.startswith(AUTHORITY):
            return f"/authority/{quote(iri.removeprefix(AUTHORITY), safe=_SAFE)}"
        rest = iri.removeprefix(self.base)
        if rest == iri or not rest.startswith(("id/", "graph/", "queries/")):
            return ""
        document, mark, fragment = rest.partition("#")
        ending = "" if rest.startswith(_DOCUMENTS) else ".html"
        return f"/{quote(document, safe=_SAFE)}{ending}{mark}{quote(fragment, safe=_SAFE)}"

    def data(self, iri: str, form: ResultFormat) -> str:
        """Return the path of the data about an IRI of ours in that format."""
        return f"{self.page(iri).partition('#')[0].removesuffix('.html')}.{form.name}"

    def formats(self, iri: str) -> list[tuple[str, str, str]]:
        """Return label, path and media type of everything the data about an IRI of ours comes in."""
        return [(form.label, self.data(iri, form), form.media_types[0]) for form in GRAPH_FORMATS]


def thing(iri: str) -> str:
    """Return the path of the page about an IRI that is not under the base of the server."""
    return with_query("/thing", {"iri": iri})


def with_query(path: str, values: Mapping[str, object]) -> str:
    """Return a path with those values in its query part, empty ones left out."""
    given = {name: value for name, value in values.items() if value not in (None, "", [])}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


def question(name: str, ending: str = "", /, **values: object) -> str:
    """Return the path of a query template, or of its answer in a format (``.csv``) for those parameter values."""
    return with_query(f"/queries/{quote(name, safe='')}{ending}", values)


def sparql(query: str) -> str:
    """Return the path of the editor with that query in it."""
    return with_query("/sparql", {"query": query})
