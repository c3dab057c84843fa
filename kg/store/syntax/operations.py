"""SPARQL updates taken apart: their operations, which graphs each one changes, where a dataset can be named.

The engine parses the text again by its own rules. What is read here must therefore stand in the grammar word by word:
anything else is refused as no update.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kg.errors import QuerySyntaxError
from kg.store.query import LocatedSyntaxError
from kg.store.syntax.prologue import Prologue
from kg.store.syntax.syntax_errors import locate_update_error
from kg.store.syntax.tokens import Token

DEFAULT_GRAPH: Final = "DEFAULT"
ANY_GRAPH: Final = "ANY"
"""Which graphs are changed shows only when the update runs."""

_GRAPH_KINDS: Final = {"iri", "prefixed"}


class UpdateForm(StrEnum):
    """The forms of operation: those that list triples, those with a pattern, and those on whole graphs."""

    INSERT_DATA = "INSERT DATA"
    DELETE_DATA = "DELETE DATA"
    DELETE_WHERE = "DELETE WHERE"
    MODIFY = "DELETE/INSERT"
    LOAD = "LOAD"
    CLEAR = "CLEAR"
    DROP = "DROP"
    CREATE = "CREATE"
    ADD = "ADD"
    MOVE = "MOVE"
    COPY = "COPY"


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One operation of an update: offsets of its text, and the graphs it changes (IRIs, DEFAULT_GRAPH or ANY_GRAPH)."""

    form: UpdateForm
    start: int
    end: int
    writes: frozenset[str]
    silent: bool = False
    source: str = ""
    """What LOAD loads."""
    pattern: tuple[int, int] = (0, 0)
    """The offsets of WHERE { … }; of { … } alone in DELETE WHERE."""
    names_dataset: bool = False
    """Whether WITH or USING say what the pattern is matched against."""


def read_operations(text: str, tokens: Sequence[Token], *, base: str | None = None) -> list[Operation]:
    """Return the operations of an update, whose tokens come without spaces and comments.

    Raises LocatedSyntaxError where the text is no update.
    """
    return _Reading(text, tokens, base).operations()


class _Reading:
    """The tokens of an update, how far they are read, and the prefixes declared so far."""

    def __init__(self, text: str, tokens: Sequence[Token], base: str | None) -> None:
        self._text = text
        self._tokens = tokens
        self._prologue = Prologue(base)
        self._place = 0

    def operations(self) -> list[Operation]:
        found = []
        self._place = self._prologue.read(self._tokens, self._place)
        while self._keyword():
            found.append(self._operation())
            if self._next_text() != ";":
                break
            self._take(";")
            self._place = self._prologue.read(self._tokens, self._place)
        if self._place < len(self._tokens):
            raise self._error()
        return found

    def _operation(self) -> Operation:
        first, second = self._keyword(), self._keyword(1)
        if first in {"INSERT", "DELETE"} and second == "DATA":
            return self._data(UpdateForm(f"{first} DATA"))
        if first == "DELETE" and second == "WHERE":
            return self._data(UpdateForm.DELETE_WHERE)
        if first in {"WITH", "INSERT", "DELETE"}:
            return self._modify()
        if first in {"ADD", "MOVE", "COPY"}:
            return self._transfer(UpdateForm(first))
        if first == "LOAD":
            return self._load()
        if first in {"CLEAR", "DROP", "CREATE"}:
            return self._whole(UpdateForm(first))
        raise self._error()

    def _data(self, form: UpdateForm) -> Operation:
        start = self._take().start
        self._take()
        opening = self._start()
        writes = self._quads(DEFAULT_GRAPH)
        return Operation(form=form, start=start, end=self._end(), writes=writes, pattern=(opening, self._end()))

    def _modify(self) -> Operation:
        start = self._start()
        home, names_dataset = DEFAULT_GRAPH, False
        if self._skip("WITH"):
            home, names_dataset = self._iri(), True
        removed = self._skip("DELETE")
        writes = self._quads(home) if removed else frozenset()
        if not removed or self._keyword() == "INSERT":
            self._take("INSERT")
            writes |= self._quads(home)
        while self._skip("USING"):
            names_dataset = True
            self._skip("NAMED")
            self._iri()
        opening = self._start()
        self._take("WHERE")
        self._group()
        return Operation(
            form=UpdateForm.MODIFY,
            start=start,
            end=self._end(),
            writes=writes,
            pattern=(opening, self._end()),
            names_dataset=names_dataset,
        )

    def _transfer(self, form: UpdateForm) -> Operation:
        start = self._take().start
        silent = self._skip("SILENT")
        source = self._graph_or_default()
        self._take("TO")
        writes = {self._graph_or_default()} | ({source} if form is UpdateForm.MOVE else set())
        return Operation(form=form, start=start, end=self._end(), writes=frozenset(writes), silent=silent)

    def _graph_or_default(self) -> str:
        if self._skip("DEFAULT"):
            return DEFAULT_GRAPH
        self._skip("GRAPH")
        return self._iri()

    def _load(self) -> Operation:
        start = self._take().start
        silent = self._skip("SILENT")
        source, graph = self._iri(), DEFAULT_GRAPH
        if self._skip("INTO"):
            self._take("GRAPH")
            graph = self._iri()
        writes = frozenset({graph})
        return Operation(
            form=UpdateForm.LOAD, start=start, end=self._end(), writes=writes, silent=silent, source=source
        )

    def _whole(self, form: UpdateForm) -> Operation:
        start = self._take().start
        silent = self._skip("SILENT")
        if form is not UpdateForm.CREATE and (self._skip("ALL") or self._skip("NAMED")):
            graph = ANY_GRAPH
        elif form is not UpdateForm.CREATE and self._skip("DEFAULT"):
            graph = DEFAULT_GRAPH
        else:
            self._take("GRAPH")
            graph = self._iri()
        return Operation(form=form, start=start, end=self._end(), writes=frozenset({graph}), silent=silent)

    def _quads(self, home: str) -> frozenset[str]:
        """Read { triples, and GRAPH g { triples } } and return the graphs of the triples."""
        writes = set()
        self._take("{")
        while (text := self._next_text()) != "}":
            if self._skip("GRAPH"):
                writes.add(self._graph_of_triples())
            else:
                writes.update(() if text == "." else (home,))
                self._plain()
        self._take("}")
        return frozenset(writes)

    def _graph_of_triples(self) -> str:
        graph = ANY_GRAPH
        if self._next_kind() == "variable":
            self._take()
        else:
            graph = self._iri()
        self._take("{")
        while self._next_text() != "}":
            self._plain()
        self._take("}")
        return graph

    def _plain(self) -> None:
        """Take a token of a triple: an opening bracket here would be of a group that was not seen as one."""
        if self._next_text() in {"{", "}", ""}:
            raise self._error()
        self._place += 1

    def _group(self) -> None:
        self._take("{")
        depth = 1
        while depth:
            depth += {"{": 1, "}": -1}.get(self._take().text, 0)

    def _iri(self) -> str:
        """Take the name of a graph and return its absolute IRI."""
        if self._next_kind() not in _GRAPH_KINDS:
            raise self._error()
        try:
            return self._prologue.absolute(self._take().text)
        except SyntaxError as error:
            raise locate_update_error(self._text, str(error)) from error

    def _take(self, word: str = "") -> Token:
        if self._place >= len(self._tokens) or (word and self._tokens[self._place].text.upper() != word):
            raise self._error()
        self._place += 1
        return self._tokens[self._place - 1]

    def _skip(self, word: str) -> bool:
        found = self._keyword() == word
        self._place += found
        return found

    def _keyword(self, ahead: int = 0) -> str:
        place = self._place + ahead
        return self._tokens[place].keyword if place < len(self._tokens) else ""

    def _next_text(self) -> str:
        return self._tokens[self._place].text if self._place < len(self._tokens) else ""

    def _next_kind(self) -> str:
        return self._tokens[self._place].kind if self._place < len(self._tokens) else ""

    def _start(self) -> int:
        return self._tokens[self._place].start if self._place < len(self._tokens) else len(self._text)

    def _end(self) -> int:
        return self._tokens[self._place - 1].end

    def _error(self) -> LocatedSyntaxError:
        return locate_update_error(self._text, "")


def with_dataset(
    text: str, operations: Iterable[Operation], *, default: Sequence[str], named: Sequence[str]
) -> list[tuple[int, int, str]]:
    """Return what to write in which stretches of an update, so that these graphs are what its patterns see.

    Raises QuerySyntaxError if one of the operations names graphs by WITH or USING itself.
    """
    using = "".join(f"USING <{iri}> " for iri in default) + "".join(f"USING NAMED <{iri}> " for iri in named)
    changes = []
    for operation in operations:
        if operation.names_dataset:
            raise QuerySyntaxError("the graphs are given twice: by the request and by WITH or USING in the update")
        start, end = operation.pattern
        if operation.form is UpdateForm.MODIFY:
            changes.append((start, start, using))
        elif operation.form is UpdateForm.DELETE_WHERE:
            pattern = text[start:end]
            changes.append((operation.start, end, f"DELETE {pattern} {using}WHERE {pattern}"))
    return changes
