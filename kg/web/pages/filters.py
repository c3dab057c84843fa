"""What a reader types into a field of a form, and which thing is meant: a name, an IRI, or a path of this server."""

from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.errors import TemplateError
from kg.namespaces import AUTHORITY, sr
from kg.store.templates.parameters import Parameter, term_of
from kg.web.pages.lookup import FACTS, Lookup, Node

_TRIED: Final = 20
_IRI: Final = Parameter(name="name", type="iri", required=True)


@dataclass(frozen=True)
class Meant:
    """The thing that a text means; ``iri`` is empty if the graph has none of that name."""

    text: str
    iri: str


def meant_thing(find: Lookup, text: str, *, role: str = "hasParticipant") -> Meant:
    """Return the thing that a text means, of several of one name the one that most events have under that role."""
    wanted = " ".join(text.split())
    if not wanted:
        return Meant("", "")
    iri = _as_iri(find, wanted)
    return Meant(wanted, iri or _by_name(find, wanted, role))


def _as_iri(find: Lookup, text: str) -> str:
    if text.startswith("/authority/"):
        return AUTHORITY + text.removeprefix("/authority/")
    if text.startswith("/id/"):
        return find.urls.iri(text.removeprefix("/").removesuffix(".html"))
    try:
        term = term_of(_IRI, text)
    except TemplateError:
        return ""
    return term.value if isinstance(term, ox.NamedNode) and any(find.reader.quads(term)) else ""


def _by_name(find: Lookup, text: str, role: str) -> str:
    hits = find.reader.search(text, limit=_TRIED, kinds=("label", "alias", "title"))
    scored = [(_fits(hit.text, text), _used(find, hit.iri, role), -place) for place, hit in enumerate(hits)]
    best = max(range(len(hits)), key=lambda place: scored[place], default=None)
    return hits[best].iri if best is not None else ""


def _fits(name: str, text: str) -> bool:
    return name.casefold() == text.casefold()


def _used(find: Lookup, iri: str, role: str) -> bool:
    return any(find.reader.quads(None, sr(role), Node(iri), FACTS))
