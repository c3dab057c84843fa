"""The claims of a store by name, each with the words it rests on: what a person can judge."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.curation.correction import Passage, Said
from kg.graph.article_graph import VALUE_PROPERTY
from kg.graph.nodes import iri, value_of
from kg.ledger.memory import DEFAULT, Quads
from kg.namespaces import NS, Iris, local_name, token_iri

_CLAIM = "Claim"
_PAGE = ".html"
"""How the address of a page ends that is named for what it shows."""
_CORRECTED = token_iri("how", "corrected").value
Told = dict[str, list[str]]
"""What is said of a node, by the local names of the properties."""


@dataclass(frozen=True)
class ToldClaim:
    """A claim of a store: its IRI, what it says, and on which words it rests."""

    iri: str
    said: Said
    passage: Passage
    is_made: bool = False
    """Whether a person made it by editing another."""


class ToldClaims:
    """Finds claims of a store."""

    def __init__(self, store: Quads, iris: Iris) -> None:
        self._quads = store.quads
        self._iris = iris

    def named(self, name: str) -> list[ToldClaim]:
        """Return the claim that a person names by its IRI, or by the end of it such as ``claim/68e575a1381490e4``.

        Of a report or an event these are the claims that it happened. Empty where the store has nothing of that name.
        """
        before, _, digest = name.rstrip("/").removesuffix(_PAGE).rpartition("/")
        kind = local_name(before)
        node = self._iris.thing(kind, digest)
        if kind == "event":
            reports = [value_of(q.object) for q in self._quads(iri(node), iri(NS + "hasReport"), None, DEFAULT)]
            return [claim for report in sorted(reports) for claim in self._occurrences(report)]
        if kind == "report":
            return self._occurrences(node)
        return list(self._claims([node]))

    def reports(self, name: str) -> list[tuple[str, Passage]]:
        """Return the reports that a person names, by their digests, each with the words that tell of its event first.

        An event is all its reports; a claim is the report that it is part of. Empty where the store lacks it.
        """
        before, _, digest = name.rstrip("/").removesuffix(_PAGE).rpartition("/")
        kind = local_name(before)
        node = iri(self._iris.thing(kind, digest))
        if kind == "report":
            return [(digest, passage) for passage in self._first_words(node.value)]
        prop, graph = (NS + "hasReport", DEFAULT) if kind == "event" else (NS + "aboutReport", None)
        found = sorted({value_of(quad.object) for quad in self._quads(node, iri(prop), None, graph)})
        return [(local_name(report), passage) for report in found for passage in self._first_words(report)]

    def _first_words(self, report: str) -> list[Passage]:
        """Return the first mention of a report, the only one that its name is made from; empty where there is none."""
        mentions = [
            (self._told(value_of(quad.subject), quad.graph_name), quad.graph_name)
            for quad in self._quads(None, iri(NS + "refersTo"), iri(report), None)
            if isinstance(quad.graph_name, ox.NamedNode)
        ]
        if not mentions:
            return []
        first, graph = min(mentions, key=lambda mention: _characters(mention[0]))
        sentence = self._told(first["inSentence"][0], graph)
        article, words = local_name(first["inArticle"][0]), first["exactText"][0]
        return [Passage(article, (_characters(first),), (words,), sentence["exactText"][0])]

    def _occurrences(self, report: str) -> list[ToldClaim]:
        """Return the claims of a report that it happened."""
        about = {value_of(q.subject) for q in self._quads(None, iri(NS + "aboutReport"), iri(report), None)}
        return [claim for claim in self._claims(sorted(about)) if claim.said.kind == "Occurrence"]

    def _claims(self, nodes: Iterable[str]) -> Iterator[ToldClaim]:
        for node in nodes:
            graphs = {quad.graph_name for quad in self._quads(iri(node), iri(NS + "inArticle"), None, None)}
            for graph in graphs:
                if isinstance(graph, ox.NamedNode):
                    told = self._told(node, graph)
                    yield ToldClaim(node, _said(told), self._passage(told, graph), _CORRECTED in told["how"])

    def _told(self, node: str, graph: ox.NamedNode) -> Told:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for quad in self._quads(iri(node), None, None, graph):
            found[local_name(quad.predicate.value)].append(value_of(quad.object))
        return found

    def _passage(self, told: Told, graph: ox.NamedNode) -> Passage:
        mentions = sorted((self._told(node, graph) for node in told["evidence"]), key=_characters)
        sentence = self._told(mentions[0]["inSentence"][0], graph)
        return Passage(
            article=local_name(told["inArticle"][0]),
            characters=tuple(_characters(mention) for mention in mentions),
            words=tuple(mention["exactText"][0] for mention in mentions),
            sentence=sentence["exactText"][0],
        )


def _said(told: Told) -> Said:
    """Return what a claim says in short, as fusion says it of its own claims."""
    kind = next(name for name in map(local_name, told["type"]) if name != _CLAIM).removesuffix(_CLAIM)
    if kind == "Count":
        token = local_name(told["countKind"][0]).removeprefix("count")
        return Said(kind, token[0].lower() + token[1:], told["countText"][0])
    prop = next(iter((*told["claimedRole"], *told["claimedRelation"])), "")
    values = (*told[VALUE_PROPERTY.get(kind, "claimedClass")], *told["timeText"])
    return Said(kind, prop, local_name(values[0]) if kind == "Link" else values[0])


def _characters(mention: Told) -> tuple[int, int]:
    return int(mention["begin"][0]), int(mention["end"][0])
