"""What the sources say about an event: claim by claim, grouped by the matter they speak of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations, islice
from math import inf
from typing import Final

import pyoxigraph as ox

from kg.namespaces import local_name, sr
from kg.store.quads import Graph
from kg.web.pages.lookup import TYPE, Cell, Facts, Lookup, Node, Value, moment, moment_text, one_of, text_of, token
from kg.web.pages.quotes import Quote, read_quote
from kg.web.pages.rulings import Ruling, read_rulings

_AGAINST: Final = frozenset({"denies", "disputes", "retracts"})
_AGAINST_READING: Final = frozenset({"veto", "edit"})
_MOST: Final = 500
_VALUES: Final = ("claimedParticipant", "claimedPlace", "claimedClass", "claimedHolding", "claimedObject")
_KINDS: Final = {
    "OccurrenceClaim": "occurrence",
    "ParticipationClaim": "role",
    "LocationClaim": "role",
    "TimeClaim": "time",
    "CountClaim": "count",
    "LinkClaim": "link",
}
_ORDER: Final = ("occurrence", "time", "role", "count", "link", "other")


@dataclass(frozen=True)
class Voice:
    """One claim: what it gives as value, who says so and how, and the sentence that says it.

    ``kind`` is the matter's kind, ``about`` the role property or what is counted; ``low`` and ``high`` the range of a
    number or a time, by which two claims can contradict each other.
    """

    kind: str
    about: str
    value: Cell
    speakers: tuple[Cell, ...]
    relays: tuple[Cell, ...]
    stance: str
    modality: str
    as_of: str
    quote: Quote
    more: tuple[Quote, ...] = ()
    """Further sentences of the same article in which they say so."""
    low: float = -inf
    high: float = inf
    group: str = ""
    """Whom a number counts, such as children; of different groups no two numbers contradict each other."""
    how: str = ""
    rulings: tuple[Ruling, ...] = ()
    """What people decided about it."""

    @property
    def fallen(self) -> bool:
        """Return whether a person decided that it supports no fact, or put another in its place."""
        return any(ruling.deed in _AGAINST_READING for ruling in self.rulings) and self.how != "corrected"

    def contradicts(self, other: "Voice") -> bool:
        """Return whether two values cannot both be right; numbers of other people, or of one sentence, can."""
        apart = self.high < other.low or other.high < self.low
        of_parts = self.kind == "count" and (self.group != other.group or self.quote.text == other.quote.text)
        return apart and not of_parts

    @property
    def against(self) -> bool:
        """Return whether the claim says that it is not so."""
        return self.stance in _AGAINST or self.modality == "negated"


@dataclass
class Matter:
    """All claims about one thing that can be said of an event: that it happened, who did it, how many were killed."""

    kind: str
    name: str
    voices: list[Voice] = field(default_factory=list)

    @property
    def disagree(self) -> bool:
        """Return whether two of the claims cannot both be right."""
        upheld = [voice for voice in self.voices if not voice.fallen]
        sides = {voice.against for voice in upheld}
        stated = [voice for voice in upheld if not voice.against]
        return len(sides) == 2 or any(a.contradicts(b) for a, b in combinations(stated, 2))


def read_matters(find: Lookup, reports: Iterable[Node]) -> list[Matter]:
    """Return what is claimed in those reports, by matter: occurrence, time, roles, numbers, links."""
    matters: dict[tuple[str, str], Matter] = {}
    for voice in islice(_voices(find, reports), _MOST):
        name = find.name(sr(voice.about)) if voice.about else ""
        matter = matters.setdefault((voice.kind, voice.about), Matter(voice.kind, name))
        matter.voices.append(voice)
    for matter in matters.values():
        matter.voices = _gathered(matter.voices)
    return [matters[key] for key in sorted(matters, key=lambda key: (_ORDER.index(key[0]), key[1]))]


def _gathered(voices: Iterable[Voice]) -> list[Voice]:
    """Let who says the same in several sentences of an article speak once, with the further sentences at hand."""
    found: dict[Voice, dict[str, Quote]] = {}
    for voice in sorted(voices, key=lambda voice: (voice.against, voice.quote.published, voice.quote.begin)):
        article = replace(voice.quote, pieces=(), begin=0, claim="", href=voice.quote.href.partition("#")[0])
        found.setdefault(replace(voice, quote=article), {}).setdefault(voice.quote.text, voice.quote)
    return [
        replace(voice, quote=first, more=tuple(more))
        for voice, (first, *more) in ((v, q.values()) for v, q in found.items())
    ]


def _voices(find: Lookup, reports: Iterable[Node]) -> Iterator[Voice]:
    start = find.urls.iri("graph/article/")
    for report in reports:
        for quad in find.reader.quads(None, sr("aboutReport"), report):
            graph = quad.graph_name
            if not isinstance(graph, ox.NamedNode) or not isinstance(quad.subject, ox.NamedNode):
                continue
            if graph.value.startswith(start):
                yield from _claim(find, quad.subject, graph)


def _claim(find: Lookup, claim: Node, graph: Graph) -> Iterator[Voice]:
    facts = find.facts(claim, graph)

    def named(name: str) -> tuple[Cell, ...]:
        return tuple(sorted(map(find.cell, facts.get(sr(name), [])), key=lambda cell: (cell.text, cell.href)))

    types = {local_name(kind.value) for kind in facts.get(TYPE, [])}
    kind = next((_KINDS[name] for name in sorted(types) if name in _KINDS), "other")
    about = one_of(facts, "countKind") if kind == "count" else one_of(facts, "claimedRole")
    low, high = _range(kind, facts)
    mentions = [mention for mention in facts.get(sr("evidence"), []) if isinstance(mention, ox.NamedNode)]
    if quote := read_quote(find, mentions, graph):
        yield Voice(
            kind=kind,
            about=local_name(about.value) if about is not None else "",
            value=_value(find, facts),
            speakers=named("attributedTo") or (quote.outlet,),
            relays=named("relayedBy"),
            stance=token(one_of(facts, "stance"), "stance"),
            modality=token(one_of(facts, "modality"), "modality"),
            as_of=moment_text(text_of(facts, "asOf")),
            quote=replace(quote, claim=find.urls.page(claim.value)),
            low=low,
            high=high,
            group=text_of(facts, "countGroup"),
            how="corrected" if one_of(facts, "how") == sr("howCorrected") else "",
            rulings=read_rulings(find, facts),
        )


def _value(find: Lookup, facts: Facts) -> Cell:
    for name in _VALUES:
        for value in facts.get(sr(name), []):
            return find.cell(value)
    for report in facts.get(sr("claimedReport"), []):
        for event in find.subjects(sr("hasReport"), report):
            return find.cell(event)
    for name in ("countText", "timeText", "claimedStatus"):
        for value in facts.get(sr(name), []):
            group = text_of(facts, "countGroup")
            return Cell(value.value if not group or group in value.value else f"{value.value} ({group})")
    return Cell("")


def _range(kind: str, facts: Facts) -> tuple[float, float]:
    names = {"count": ("countMin", "countMax"), "time": ("earliestStart", "latestEnd")}.get(kind)
    if names is None:
        return -inf, inf
    low, high = (next((_size(value) for value in facts.get(sr(name), [])), None) for name in names)
    return (-inf if low is None else low), (inf if high is None else high)


def _size(value: Value) -> float | None:
    if value.value.isdigit():
        return float(value.value)
    when = moment(value.value)
    return when.timestamp() if when else None
