"""From the mentions of one article to its claims and its reports of events."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.curation.correction import Correction
from kg.extraction.mention import Argument, ArticleMentions, Count, EventMention, TimeExpression
from kg.fusion.claim import (
    ArticleClaims,
    Claim,
    ClaimKind,
    CountValue,
    Entity,
    Evidence,
    TimeValue,
)
from kg.fusion.confidence import CONFIDENCE
from kg.fusion.edited import Editor
from kg.fusion.foretold import as_known
from kg.fusion.holdings import find_holdings
from kg.fusion.identity import Identifier, Identities
from kg.fusion.judged_reports import JudgedReports
from kg.fusion.relation_claims import claim_relations
from kg.fusion.reported_places import PLACE_ROLES, reported_place
from kg.fusion.reports import Told, gather_reports
from kg.fusion.speakers import speaking_agents, tellers
from kg.fusion.standing import related, standing_claims, upheld
from kg.namespaces import NS, digest

_TARGET = NS + "hasTarget"
_ARMED = ("ViolentEvent", "MilitaryActivity", "ControlEvent", "HumanImpactEvent")


def claim_article(
    key: str,
    outlet: Entity | None,
    mentions: ArticleMentions,
    by: Identifier,
    corrections: Sequence[Correction] = (),
) -> ArticleClaims:
    """Return what an article claims, and what of it holds after corrections; ``outlet`` is its publisher."""
    identities = by.identify(key, mentions)
    ledger = _ArticleLedger(key, mentions, identities, by)
    for group in mentions.event_coreference:
        ledger.add_event([mentions.events[number] for number in group])
    ledger.add_links()
    holdings, post_claims = find_holdings(key, mentions, identities, by)
    claims = (*ledger.claims.values(), *post_claims, *claim_relations(key, mentions, identities))
    standing = standing_claims(claims, mentions.text, corrections, Editor(ledger.entities, by))
    entities = related(ledger.entities, claims, standing.claims)
    judged = JudgedReports(key, claims, mentions.text, corrections)
    return ArticleClaims(
        article=key,
        outlet=outlet,
        sentences=tuple(span.offsets for span in mentions.sentences),
        entities=tuple(sorted(entities.values(), key=lambda entity: entity.iri)),
        mentions=tuple(ledger.evidence()),
        claims=(*claims, *standing.made),
        reports=tuple(gather_reports(claims, standing.claims, Told(key, outlet, entities, judged), by)),
        holdings=upheld(holdings, standing.claims),
        anchor=mentions.anchor,
        corrected=(*standing.corrected, *judged.corrected),
    )


class _ArticleLedger:
    """The claims of one article while they are gathered."""

    def __init__(self, key: str, mentions: ArticleMentions, identities: Identities, by: Identifier) -> None:
        self.key = key
        self.mentions = mentions
        self.identities = identities
        self.by = by
        self.entities = dict(identities.entities)
        self.claims: dict[str, Claim] = {}
        self.report_of: dict[int, str] = {}

    def add_event(self, events: list[EventMention]) -> None:
        """Add the report that mentions of one event make, and a claim for each value that each mention tells."""
        events = sorted(as_known(events, self.mentions.anchor), key=lambda event: event.trigger.begin)
        name = digest("report", self.key, str(events[0].trigger.begin))
        for event in events:
            self.report_of[event.id] = name
            self._add_mention(name, event)

    def add_links(self) -> None:
        """Add the relations between events that the text states."""
        for link in self.mentions.links:
            head, tail = self.report_of[link.head], self.report_of[link.tail]
            if head == tail:
                continue
            event = self.mentions.events[link.head]
            span = link.cue.offsets
            self._claim(head, event, "Link", [span], "dependency", role=link.relation, value=tail)

    def evidence(self) -> Iterator[Evidence]:
        """Yield every mention of an entity or event with what it refers to."""
        for mention in self.mentions.entities:
            yield Evidence(mention.span.begin, mention.span.end, self.identities.of_mention[mention.id])
        for event in self.mentions.events:
            report = self.report_of[event.id]
            yield Evidence(event.trigger.begin, event.trigger.end, report, is_report=True)

    def _add_mention(self, report: str, event: EventMention) -> None:
        trigger = event.trigger.offsets
        self._claim(
            report,
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
                self._add_argument(report, event, argument)
        if event.time:
            self._add_time(report, event, event.time)
        for count in event.counts:
            self._add_count(report, event, count)

    def _add_argument(self, report: str, event: EventMention, argument: Argument) -> None:
        assert argument.entity is not None  # noqa: S101  # the caller passes resolved arguments only
        entity = self.identities.entity(argument.entity)
        role = argument.role
        spans = [argument.span.offsets, event.trigger.offsets]
        if role in PLACE_ROLES:
            self._add_place(report, event, role, entity, spans, argument.how)
            return
        if role == _TARGET:
            self._add_place_of_target(report, event, entity, spans)
        entity = self._acting(role, entity, event)
        wanted = self.by.terms.ranges.get(role)
        if wanted is not None and not self.by.terms.is_a(entity.cls, wanted):
            return
        self._claim(report, event, "Participation", spans, argument.how, role=role, value=entity.iri)

    def _add_place(
        self, report: str, event: EventMention, role: str, entity: Entity, spans: list[tuple[int, int]], how: str
    ) -> None:
        place = reported_place(role, entity, how, entities=self.entities, by=self.by)
        if place is None:
            return
        tokens = {"place_source": place.source, "place_precision": place.precision}
        self._claim(report, event, "Location", spans, how, role=role, value=entity.iri, **tokens)

    def _add_place_of_target(
        self, report: str, event: EventMention, target: Entity, spans: list[tuple[int, int]]
    ) -> None:
        """Place an event where its target is: at a named base or town, or where the text says the target lies."""
        where = target
        if target.lemma is not None:
            places = [value for prop, value in target.relations if prop == NS + "locatedIn"]
            where = self.entities[places[0]] if places and places[0] in self.entities else target
        if where.lemma is None and self.by.terms.is_a(where.cls, "SpatialThing"):
            role = "atFacility" if self.by.terms.is_a(where.cls, "Facility") else "occurredAt"
            self._add_place(report, event, NS + role, where, spans, "inherited")

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

    def _add_time(self, report: str, event: EventMention, time: TimeExpression) -> None:
        value = TimeValue(time.earliest, time.latest, time.precision, time.text, time.source)
        spans = [time.span.offsets, event.trigger.offsets]
        self._claim(report, event, "Time", spans, "dependency", time=value)

    def _add_count(self, report: str, event: EventMention, count: Count) -> None:
        spans = [count.span.offsets, event.trigger.offsets]
        sources, relays = tellers(count.span, event, self.mentions)
        told = replace(event, sources=sources, relays=relays)
        source = next(iter(self._agents(sources)), None)
        value = CountValue(count.kind, count.minimum, count.maximum, count.group, count.text, source, count.part)
        self._claim(report, told, "Count", spans, "dependency", count=value)

    def _agents(self, mentions: Iterable[int]) -> list[str]:
        return speaking_agents((self.identities.of_mention[number] for number in mentions), self.entities, self.by)

    def _claim(
        self,
        report: str,
        event: EventMention,
        kind: ClaimKind,
        spans: list[tuple[int, int]],
        how: str,
        **values: object,
    ) -> None:
        parts = [kind, report, str(event.trigger.begin), *map(str, spans[0])]
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
            report,
            relays=tuple(relay for relay in relays if relay not in (sources or relays[:1])),
            **values,  # type: ignore[arg-type]  # the callers name fields of Claim
        )
        self.claims.setdefault(claim.digest, claim)
