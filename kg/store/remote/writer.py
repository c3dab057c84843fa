"""Writing into a store at another server."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

import pyoxigraph as ox

from kg.closing import Closing
from kg.config import Config
from kg.namespaces import DCTERMS
from kg.store.ontology import canonical
from kg.store.quads import Graph, Object, Subject
from kg.store.remote.endpoint import Endpoint, template_text
from kg.store.remote.memory import RemoteMemory
from kg.store.remote.patterns import DEFAULT
from kg.store.remote.probe import probed
from kg.store.remote.sending import patiently, put_graph, send_update
from kg.store.remote.server import Habits
from kg.store.templates.binding import bind_terms
from kg.store.writer import Change, update_data

_DIGEST: Final = ox.NamedNode(DCTERMS + "identifier")


class RemoteWriter(Closing):
    """A store at another server, opened for writing; use it as a context manager.

    What was read once is remembered: nobody else may build into the store meanwhile.
    """

    ahead = 16
    """Articles of which ``expect`` is best told at once."""

    def __init__(self, endpoint: Endpoint, config: Config) -> None:
        self._endpoint = endpoint
        self._config = config
        self._listed = ox.NamedNode(endpoint.graph_iri("ontology"))
        self._is_empty = not endpoint.is_built and not _any_facts(endpoint)
        self._memory = RemoteMemory(endpoint, is_empty=self._is_empty)

    @property
    def base(self) -> str:
        """Return the start of all data IRIs of this store."""
        return self._endpoint.base

    @property
    def most_quads(self) -> int:
        """Return how many quads are best committed at once."""
        return self._endpoint.server.habits.most_quads

    def expect(self, own: Sequence[ox.Quad]) -> None:
        """Get ready for what will be read to add articles, whose own quads these are; a few queries for all."""
        patiently(lambda: self._memory.expect(own))

    def quads(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        object: Object | None = None,
        graph: Graph | None = None,
    ) -> Iterator[ox.Quad]:
        """Return the committed quads of that pattern; None matches everything, also every graph."""
        return patiently(lambda: self._memory.known.quads((subject, predicate, object, graph)))

    def commit(self, change: Change) -> None:
        """Make one change; triples of the ontology stay in the default graph even if the change removes them.

        Raises StoreError if the server refuses.
        """
        added = set(change.add) if change.remove else frozenset()
        removed = [quad for quad in change.remove if quad not in added and not self._is_ontology(quad)]
        if change.add or removed:
            self._send(change.add, removed)
            self._memory.known.change(change.add, removed)

    def load_ontology(self, quads: Iterable[ox.Quad | ox.Triple]) -> bool:
        """Put the ontology into the default graph in place of the one before; return whether it changed anything."""
        wanted, digest = canonical(quads)
        mark = ox.Quad(self._listed, _DIGEST, ox.Literal(digest), self._listed)
        if any(True for _ in self.quads(self._listed, _DIGEST, ox.Literal(digest), self._listed)):
            return False
        self._send_ontology(wanted, digest)
        listed = (ox.Quad(quad.subject, quad.predicate, quad.object, self._listed) for quad in wanted)
        if self._is_empty:
            self._memory.known.change([*wanted, *listed, mark], ())
        else:
            self._memory = RemoteMemory(self._endpoint, is_empty=False)
        return True

    def close(self) -> None:
        """Hang up."""
        self._endpoint.client.close()

    @abstractmethod
    def _send(self, add: Sequence[ox.Quad], remove: Sequence[ox.Quad]) -> None:
        """Let the server make a change."""

    @abstractmethod
    def _send_ontology(self, quads: Iterable[ox.Quad], digest: str) -> None:
        """Let the server replace the ontology."""

    def _is_ontology(self, quad: ox.Quad) -> bool:
        if quad.graph_name != DEFAULT or isinstance(quad.object, ox.Triple) or isinstance(quad.subject, ox.Triple):
            return False
        return any(True for _ in self.quads(quad.subject, quad.predicate, quad.object, self._listed))


class SparqlWriter(RemoteWriter):
    """Writes by SPARQL updates, one request for each batch where the server takes that much at once.

    Of a batch in several requests the ledger's part comes last: cut short, it is made again by the next build.
    """

    def __init__(self, endpoint: Endpoint, config: Config) -> None:
        super().__init__(probed(endpoint), config)
        self._ledger = ox.NamedNode(endpoint.graph_iri("ledger"))

    def _send(self, add: Sequence[ox.Quad], remove: Sequence[ox.Quad]) -> None:
        habits = self._endpoint.server.habits
        if len(add) + len(remove) <= habits.most_quads and not (remove and habits.forms_only):
            operations = [update_data(verb, self._placed(quads)) for verb, quads in _verbs(remove, add) if quads]
            send_update(self._endpoint, ";\n".join(operations))
            return
        for is_ledger in (False, True):
            for verb, quads in _verbs(remove, add):
                chosen = [quad for quad in quads if (quad.graph_name == self._ledger) is is_ledger]
                for part in _parts(chosen, habits, of_one_graph=verb == "DELETE DATA"):
                    send_update(self._endpoint, update_data(verb, self._placed(part)))

    def _send_ontology(self, quads: Iterable[ox.Quad], digest: str) -> None:
        added = ox.NamedNode(self._endpoint.graph_iri("ontology/added"))
        put_graph(self._endpoint, added, quads)
        steps = list(self._ontology_steps(added, digest))
        for step in steps if self._endpoint.server.habits.forms_only else [";\n".join(steps)]:
            send_update(self._endpoint, step)

    def _ontology_steps(self, added: ox.NamedNode, digest: str) -> Iterator[str]:
        """Yield the updates that put what is in a graph in the place of the ontology."""
        if self._endpoint.facts:
            facts, listed = ox.NamedNode(self._endpoint.facts), self._listed
            yield _bound("take-graph-out", {"home": facts, "graph": listed})
            yield _bound("drop-graph", {"graph": listed})
            yield _bound("copy-graph", {"home": facts, "graph": added})
            yield _bound("copy-graph", {"home": listed, "graph": added})
        else:
            yield _bound("ontology-out", {"ontology": self._listed})
            yield _bound("ontology-in", {"ontology": self._listed, "added": added})
        yield _bound("ontology-mark", {"ontology": self._listed, "digest": ox.Literal(digest)})
        yield _bound("drop-graph", {"graph": added})

    def _placed(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        """Yield quads with the graph that the server has for the facts."""
        facts = ox.NamedNode(self._endpoint.facts) if self._endpoint.facts else DEFAULT
        for quad in quads:
            home = facts if quad.graph_name == DEFAULT else quad.graph_name
            yield ox.Quad(quad.subject, quad.predicate, quad.object, home)


def _verbs(remove: Sequence[ox.Quad], add: Sequence[ox.Quad]) -> tuple[tuple[str, Sequence[ox.Quad]], ...]:
    return ("DELETE DATA", remove), ("INSERT DATA", add)


def _parts(quads: Sequence[ox.Quad], habits: Habits, *, of_one_graph: bool) -> Iterator[Sequence[ox.Quad]]:
    """Yield quads in parts that a server takes: deleting from several graphs, Virtuoso spares texts with a language."""
    ordered = sorted(quads, key=lambda quad: str(quad.graph_name)) if of_one_graph and habits.forms_only else quads
    groups = groupby(ordered, key=lambda quad: quad.graph_name if ordered is not quads else None)
    for _, group in groups:
        together = list(group)
        for start in range(0, len(together), habits.most_quads):
            yield together[start : start + habits.most_quads]


def _bound(name: str, terms: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    return bind_terms(template_text(name), terms)


def _any_facts(endpoint: Endpoint) -> bool:
    return len(endpoint.select("facts-pattern", {}, limit=1)) > 0
