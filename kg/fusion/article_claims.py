"""From the mentions of one article to its claims and its reports of events."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kg.extraction.mention import Argument, ArticleMentions, Count, EventMention, TimeExpression
from kg.fusion.claim import (
    ArticleClaims,
    Claim,
    ClaimKind,
    CountValue,
    Entity,
    Evidence,
    Participant,
    Report,
    ReportedPlace,
    TimeValue,
)
from kg.fusion.foretold import as_known
from kg.fusion.holdings import find_holdings
from kg.fusion.identity import Identifier, Identities
from kg.fusion.relation_claims import claim_relations
from kg.fusion.reported_places import reported_place
from kg.fusion.speakers import speaking_agents, tellers
from kg.fusion.wholes import with_wholes
from kg.namespaces import NS, digest

CONFIDENCE = {
    "dependency": 0.93,
    "authority": 0.95,
    "inherited": 0.91,
    "coreferred": 0.7,
    "inferred": 0.6,
    "nearest": 0.9,
}
"""How often a value found so is right where its event is, the preferred way first: read were 404 of 433 by dependency,
175 of 192 inherited, 28 of 29 (few, so put lower) nearest; the others are estimates (docs/decisions/085)."""

_PLACE_ROLES = frozenset(NS + name for name in ("occurredAt", "atFacility", "hasOrigin", "hasDestination"))
_TARGET = NS + "hasTarget"
_ARMED = ("ViolentEvent", "MilitaryActivity", "ControlEvent", "HumanImpactEvent")
_HOW_RANK = list(CONFIDENCE)


def claim_article(key: str, outlet: Entity | None, mentions: ArticleMentions, by: Identifier) -> ArticleClaims:
    """Return what an article claims; ``outlet`` is its publisher."""
    identities = by.identify(key, mentions)
    ledger = _ArticleLedger(key, outlet, mentions, identities, by)
    for group in mentions.event_coreference:
        ledger.add_event([mentions.events[number] for number in group])
    ledger.add_links()
    holdings, post_claims = find_holdings(key, mentions, identities, by)
    return ArticleClaims(
        article=key,
        outlet=outlet,
        sentences=tuple((span.begin, span.end) for span in mentions.sentences),
        entities=tuple(sorted(ledger.entities.values(), key=lambda entity: entity.iri)),
        mentions=tuple(ledger.evidence()),
        claims=(*ledger.claims.values(), *post_claims, *claim_relations(key, mentions, identities)),
        reports=tuple(with_wholes(tuple(ledger.reports()), by.terms)),
        holdings=tuple(holdings),
        anchor=mentions.anchor,
    )


@dataclass
class _Draft:
    """A report being gathered from its mentions."""

    digest: str
    events: list[EventMention]
    cls: str
    realised: bool
    denied: bool
    participants: dict[tuple[str, str], Participant] = field(default_factory=dict)
    places: dict[tuple[str, str], ReportedPlace] = field(default_factory=dict)
    time: TimeValue | None = None
    counts: list[CountValue] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)


class _ArticleLedger:
    """The claims and reports of one article while they are gathered."""

    def __init__(
        self, key: str, outlet: Entity | None, mentions: ArticleMentions, identities: Identities, by: Identifier
    ) -> None:
        self.key = key
        self.outlet = outlet
        self.mentions = mentions
        self.identities = identities
        self.by = by
        self.entities = dict(identities.entities)
        self.claims: dict[str, Claim] = {}
        self.drafts: list[_Draft] = []
        self.draft_of: dict[int, _Draft] = {}

    def add_event(self, events: list[EventMention]) -> None:
        """Add the report that mentions of one event make, and a claim for each value that each mention tells."""
        events = sorted(as_known(events, self.mentions.anchor), key=lambda event: event.trigger.begin)
        terms = self.by.terms
        cls = max((event.cls for event in events), key=lambda c: (terms.depth(c), c))
        denied = any(event.stance == "denies" for event in events)
        name = digest("report", self.key, str(events[0].trigger.begin))
        draft = _Draft(name, events, cls, any(map(_is_fact, events)), denied)
        self.drafts.append(draft)
        for event in events:
            self.draft_of[event.id] = draft
            self._add_mention(draft, event)

    def add_links(self) -> None:
        """Add the relations between events that the text states."""
        for link in self.mentions.links:
            head, tail = self.draft_of[link.head], self.draft_of[link.tail]
            if head is tail:
                continue
            event = self.mentions.events[link.head]
            span = (link.cue.begin, link.cue.end)
            self._claim(head, event, "Link", [span], "dependency", role=link.relation, value=tail.digest)
            if (link.relation, tail.digest) not in head.links and _is_fact(event) and tail.realised:
                head.links.append((link.relation, tail.digest))

    def evidence(self) -> Iterator[Evidence]:
        """Yield every mention of an entity or event with what it refers to."""
        for mention in self.mentions.entities:
            yield Evidence(mention.span.begin, mention.span.end, self.identities.of_mention[mention.id])
        for event in self.mentions.events:
            report = self.draft_of[event.id].digest
            yield Evidence(event.trigger.begin, event.trigger.end, report, is_report=True)

    def reports(self) -> Iterator[Report]:
        """Yield the finished reports."""
        for draft in self.drafts:
            phases = [event.phase for event in draft.events if event.phase and _is_fact(event)]
            outlet = (self.outlet.iri,) if self.outlet else ()
            yield Report(
                digest=draft.digest,
                article=self.key,
                cls=draft.cls,
                depth=self.by.terms.depth(draft.cls),
                realised=draft.realised,
                denied=draft.denied,
                begin=draft.events[0].trigger.begin,
                participants=tuple(draft.participants.values()),
                places=tuple(draft.places.values()),
                time=draft.time,
                phase=phases[0] if phases else None,
                characterisations=tuple(sorted({e.characterisation for e in draft.events if e.characterisation})),
                counts=tuple(draft.counts),
                sources=tuple(dict.fromkeys((*draft.sources, *outlet))),
                links=tuple(draft.links),
            )

    def _add_mention(self, draft: _Draft, event: EventMention) -> None:
        trigger = (event.trigger.begin, event.trigger.end)
        self._claim(
            draft,
            event,
            "Occurrence",
            [trigger],
            "dependency",
            cls=event.cls,
            phase=event.phase,
            characterisation=event.characterisation,
        )
        for argument in event.arguments:
            if argument.entity is not None:
                self._add_argument(draft, event, argument)
        if event.time:
            self._add_time(draft, event, event.time)
        for count in event.counts:
            self._add_count(draft, event, count)
        speakers = self._agents((*event.sources, *event.relays))
        draft.sources += [s for s in speakers if s not in draft.sources]

    def _add_argument(self, draft: _Draft, event: EventMention, argument: Argument) -> None:
        assert argument.entity is not None  # noqa: S101  # the caller passes resolved arguments only
        entity = self.identities.entity(argument.entity)
        role = argument.role
        spans = [(argument.span.begin, argument.span.end), (event.trigger.begin, event.trigger.end)]
        if role in _PLACE_ROLES:
            self._add_place(draft, event, role, entity, spans, argument.how)
            return
        if role == _TARGET:
            self._add_place_of_target(draft, event, entity, spans)
        entity = self._acting(role, entity, event)
        wanted = self.by.terms.ranges.get(role)
        if wanted is not None and not self.by.terms.is_a(entity.cls, wanted):
            return
        self._claim(draft, event, "Participation", spans, argument.how, role=role, value=entity.iri)
        if _counts_for_identity(event):
            found = Participant(role, entity.iri, entity.cls, entity.label, entity.lemma, argument.how)
            known = draft.participants.get((role, entity.iri))
            if known is None or _HOW_RANK.index(known.how) > _HOW_RANK.index(argument.how):
                draft.participants[role, entity.iri] = found

    def _add_place(
        self, draft: _Draft, event: EventMention, role: str, entity: Entity, spans: list[tuple[int, int]], how: str
    ) -> None:
        place = reported_place(role, entity, how, entities=self.entities, by=self.by)
        if place is None:
            return
        tokens = {"place_source": place.source, "place_precision": place.precision}
        self._claim(draft, event, "Location", spans, how, role=role, value=entity.iri, **tokens)
        if _counts_for_identity(event):
            draft.places.setdefault((role, entity.iri), place)

    def _add_place_of_target(
        self, draft: _Draft, event: EventMention, target: Entity, spans: list[tuple[int, int]]
    ) -> None:
        """Place an event where its target is: at a named base or town, or where the text says the target lies."""
        where = target
        if target.lemma is not None:
            places = [value for prop, value in target.relations if prop == NS + "locatedIn"]
            where = self.entities[places[0]] if places and places[0] in self.entities else target
        if where.lemma is None and self.by.terms.is_a(where.cls, "SpatialThing"):
            role = "atFacility" if self.by.terms.is_a(where.cls, "Facility") else "occurredAt"
            self._add_place(draft, event, NS + role, where, spans, "inherited")

    def _acting(self, role: str, entity: Entity, event: EventMention) -> Entity:
        """Let a country act through its forces where there is force, through its government otherwise."""
        wanted = self.by.terms.ranges.get(role)
        if entity.cls != NS + "Country" or wanted is None or self.by.terms.is_a(entity.cls, wanted):
            return entity
        authority = self.by.authority
        armed = self.by.terms.is_a(event.cls, *_ARMED)
        stands_for = (authority.forces_of if armed else authority.government_of).get(entity.iri)
        if stands_for is None:
            return entity
        body = Entity(stands_for, authority.classes[stands_for], authority.labels[stands_for], ())
        return self.entities.setdefault(stands_for, body)

    def _add_time(self, draft: _Draft, event: EventMention, time: TimeExpression) -> None:
        value = TimeValue(time.earliest, time.latest, time.precision, time.text, time.source)
        spans = [(time.span.begin, time.span.end), (event.trigger.begin, event.trigger.end)]
        self._claim(draft, event, "Time", spans, "dependency", time=value)
        if _counts_for_identity(event) and _narrower(value, draft.time):
            draft.time = value

    def _add_count(self, draft: _Draft, event: EventMention, count: Count) -> None:
        spans = [(count.span.begin, count.span.end), (event.trigger.begin, event.trigger.end)]
        sources, relays = tellers(count.span, event, self.mentions)
        told = replace(event, sources=sources, relays=relays)
        source = next(iter(self._agents(sources)), None)
        value = CountValue(count.kind, count.minimum, count.maximum, count.group, count.text, source, count.part)
        self._claim(draft, told, "Count", spans, "dependency", count=value)
        if _is_fact(event) and value not in draft.counts:
            draft.counts.append(value)

    def _agents(self, mentions: Iterable[int]) -> list[str]:
        return speaking_agents((self.identities.of_mention[number] for number in mentions), self.entities, self.by)

    def _claim(
        self,
        draft: _Draft,
        event: EventMention,
        kind: ClaimKind,
        spans: list[tuple[int, int]],
        how: str,
        **values: object,
    ) -> None:
        parts = [kind, draft.digest, str(event.trigger.begin), *map(str, spans[0])]
        parts += [str(values.get(name, "")) for name in ("role", "value", "cls")]
        sources, relays = self._agents(event.sources), self._agents(event.relays)
        claim = Claim(
            digest(*parts),
            kind,
            tuple(spans),
            tuple(sources or relays[:1]),
            event.stance,
            event.modality,
            how,
            round(CONFIDENCE[how] * event.confidence, 3),
            draft.digest,
            relays=tuple(relay for relay in relays if relay not in (sources or relays[:1])),
            **values,  # type: ignore[arg-type]  # the callers name fields of Claim
        )
        self.claims.setdefault(claim.digest, claim)


def _is_fact(event: EventMention) -> bool:
    """Tell whether a source says that it happened; what is only alleged stays a claim."""
    return event.modality == "realised" and event.stance in ("asserts", "confirms")


def _counts_for_identity(event: EventMention) -> bool:
    """Tell whether an event's values help to recognise it: what is denied is the same event as what is asserted."""
    return event.modality == "realised"


def _narrower(new: TimeValue, known: TimeValue | None) -> bool:
    """Tell whether a time says more than the one known so far."""
    if known is None or known.earliest is None or known.latest is None:
        return True
    if new.earliest is None or new.latest is None:
        return False
    return new.latest - new.earliest < known.latest - known.earliest
