"""What people decided about a claim: who, when, why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.namespaces import sr
from kg.web.pages.lookup import TYPE, Lookup, Node, Value, moment_text


@dataclass(frozen=True)
class Ruling:
    """A correction as pages show it; ``deed`` is its class, such as ``Veto``."""

    deed: str
    by: str
    on: str
    why: str
    href: str


def read_rulings(find: Lookup, facts: Mapping[Node, Sequence[Value]]) -> tuple[Ruling, ...]:
    """Return the corrections of a claim or report of which these are the facts."""
    return tuple(_ruling(find, each) for each in facts.get(sr("correctedBy"), ()) if isinstance(each, Node))


def rejections(find: Lookup, event: str) -> list[Ruling]:
    """Return why people say that an event which is no more did not happen, by its former IRI."""
    report = Node(event.replace("/id/event/", "/id/report/"))
    claims = {quad.subject for quad in find.reader.quads(None, sr("aboutReport"), report, None)}
    told = [find.facts(claim, None) for claim in claims if isinstance(claim, Node)]
    made = {ruling for facts in told for ruling in read_rulings(find, facts)}
    return sorted((ruling for ruling in made if ruling.deed == "veto"), key=lambda ruling: (ruling.on, ruling.href))


def _ruling(find: Lookup, correction: Node) -> Ruling:
    graph = Node(find.urls.iri("graph/curation"))
    classes = {value.value for value in find.values(correction, TYPE, graph)} - {sr("Correction").value}
    return Ruling(
        deed=find.name(Node(min(classes))) if classes else "",
        by=find.text(correction, sr("madeBy"), graph),
        on=moment_text(find.text(correction, sr("madeAt"), graph)),
        why=find.text(correction, sr("reason"), graph),
        href=find.urls.page(correction.value),
    )
