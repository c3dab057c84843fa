"""Corrections that a store does not follow, since the words on which they rest are not there or are read otherwise."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.curation.correction import Correction, Passage
from kg.graph.nodes import iri
from kg.ledger.memory import Memory, Quads
from kg.namespaces import NS, Iris

_ABSENT = "its article is not in the store"
_OLD = "its article was read by an earlier version: read it again by 'kg build --again'"
_REWORDED = "the article no longer has these words there"
_READ_OTHERWISE = "the words are there, and what it is about is not read from them, or what it puts there is unknown"


@dataclass(frozen=True)
class Waiting:
    """A correction that is not followed, and why."""

    correction: Correction
    why: str

    @property
    def is_absent(self) -> bool:
        """Return whether the only reason is that the article is not in this store."""
        return self.why == _ABSENT


def waiting_corrections(corrections: Iterable[Correction], store: Quads, iris: Iris) -> Iterator[Waiting]:
    """Yield the corrections that a store does not follow."""
    followed: defaultdict[str, set[str]] = defaultdict(set)
    for quad in store.quads(None, iri(NS + "correctedBy"), None, None):
        followed[str(quad.object)].add(str(quad.graph_name))
    memory = Memory(store, iris)
    for correction in corrections:
        graphs = followed[str(iri(iris.thing("correction", correction.name)))]
        for passage in correction.passages:
            if str(iri(iris.graph(f"article/{passage.article}"))) not in graphs:
                yield Waiting(correction, _reason(passage, memory))
                break


def _reason(passage: Passage, memory: Memory) -> str:
    content = memory.text(passage.article)
    if content is None:
        return _ABSENT
    if memory.article(passage.article) is None:
        return _OLD
    return _READ_OTHERWISE if passage.stands_in(content) else _REWORDED
