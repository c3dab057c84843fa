"""Synthetic articles: a sentence for each event, with every mention and claim where the words stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import Final

from synthetic_world import FIRST, Conflict, Happening, World, skewed

from kg.articles.article import Article
from kg.fusion.claim import (
    ArticleClaims,
    Claim,
    ClaimKind,
    CountValue,
    Entity,
    Evidence,
    Holding,
    Participant,
    Report,
    ReportedPlace,
)
from kg.fusion.confidence import CONFIDENCE
from kg.namespaces import NS, digest

Span = tuple[int, int]

_GROUPS: Final = {
    "civilians": ("Civilians", "civilian"),
    "troops": ("Soldiers", "troop"),
    "militants": ("Militants", "militant"),
    "police officers": ("PoliceOfficers", "officer"),
    "drones": ("UncrewedAircraft", "drone"),
    "rockets": ("Rocket", "rocket"),
}
_EVENTS_FOR_A_POST: Final = 16
"""Of how many events is told until, on average, an article tells who holds a post."""
_NUMBERED: Final = {"DeathEvent": "killed", "InjuryEvent": "wounded", "Displacement": "displaced"}


@dataclass(frozen=True)
class Plan:
    """One article to write: which one, of which conflict, on which day, and what it tells of."""

    number: int
    conflict: int
    day: int
    events: tuple[int, ...]


def key_of(number: int) -> str:
    """Return the key of the article of that number."""
    return Article("", url=_url(number)).key


def report_of(key: str, event: int) -> str:
    """Return the digest of an article's report of an event."""
    return digest("report", key, str(event))


def alleges(key: str, event: int) -> bool:
    """Tell whether an article leaves it open if an event happened; then it does not count as a report of it."""
    return digest("stance", key, str(event)).startswith("0")


def write_article(world: World, plan: Plan, happenings: Sequence[Happening]) -> tuple[Article, ArticleClaims]:
    """Return an article that tells of these events, and what it claims."""
    return _Writing(world, plan).finish(happenings)


def _url(number: int) -> str:
    return f"https://news.example.org/{number}"


@dataclass
class _Draft:
    """A report while its sentence is written."""

    happening: Happening
    digest: str
    trigger: Span
    speaker: Entity | None
    stance: str
    modality: str
    participants: list[Participant] = field(default_factory=list)
    places: list[ReportedPlace] = field(default_factory=list)
    counts: list[CountValue] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    denied: bool = False


class _Writing:
    """One article being written."""

    def __init__(self, world: World, plan: Plan) -> None:
        self.world = world
        self.plan = plan
        self.conflict: Conflict = world.conflicts[plan.conflict]
        self.chance = Random(f"{world.seed} article {plan.number}")  # noqa: S311  # the same numbers each time are what is wanted
        self.key = key_of(plan.number)
        self.text = ""
        self.sentences: list[Span] = []
        self.entities: dict[str, Entity] = {}
        self.mentions: list[Evidence] = []
        self.claims: list[Claim] = []
        self.reports: list[Report] = []
        self.holdings: list[Holding] = []

    def finish(self, happenings: Sequence[Happening]) -> tuple[Article, ArticleClaims]:
        """Write all sentences; return the article and its claims."""
        outlet = skewed(self.chance, self.conflict.outlets)
        for happening in happenings:
            begin = len(self.text)
            self._report(happening, outlet)
            self._end_sentence(begin)
        if self.chance.random() < len(happenings) / _EVENTS_FOR_A_POST:
            self._post()
        moment = FIRST + timedelta(days=self.plan.day, seconds=self.chance.randrange(86_400))
        title = f"{outlet.label} on {self.world.authority.labels[self.conflict.country]}, report {self.plan.number}"
        article = Article(self.text, title, moment, outlet.label, _url(self.plan.number))
        entities = tuple(sorted(self.entities.values(), key=lambda entity: entity.iri))
        told = (tuple(self.mentions), tuple(self.claims), tuple(self.reports), tuple(self.holdings))
        return article, ArticleClaims(self.key, outlet, tuple(self.sentences), entities, *told, moment)

    def _report(self, happening: Happening, outlet: Entity) -> None:
        chance = self.chance
        stance = "alleges" if alleges(self.key, happening.number) else chance.choice(("asserts",) * 30 + ("confirms",))
        modality = "realised" if happening.real else chance.choice(("intended", "intended", "possible", "negated"))
        speaker = skewed(chance, self.conflict.persons) if chance.random() < 0.47 else None
        actor = self._name(happening.actor)
        trigger = self._say(happening.words)
        name = report_of(self.key, happening.number)
        self.mentions.append(Evidence(*trigger, name, is_report=True))
        draft = _Draft(happening, name, trigger, speaker, stance, modality)
        self._claim(draft, "Occurrence", [trigger], cls=happening.cls)
        if happening.real and chance.random() < 0.03:
            draft.denied = True
            self._claim(
                replace(draft, stance="denies", speaker=happening.actor), "Occurrence", [actor], cls=happening.cls
            )
        self._take_part(draft, "hasActor", happening.actor, actor)
        self._others(draft)
        self._where(draft)
        self._when(draft)
        self._how_many(draft)
        if speaker:
            self._say(", said")
            self._name(speaker)
        self._link(draft)
        self.reports.append(self._finished(draft, outlet))

    def _others(self, draft: _Draft) -> None:
        for words, role, preposition in (
            (draft.happening.target, "hasTarget", ""),
            (draft.happening.instrument, "hasInstrument", "with"),
        ):
            if words and self.chance.random() < 0.6:
                self._say(preposition)
                group = self._group(words)
                self._take_part(draft, role, group, self._name(group))

    def _where(self, draft: _Draft) -> None:
        happening = draft.happening
        for place, role in ((happening.place, "occurredAt"), (happening.facility, "atFacility")):
            if place:
                self._say("in")
                span = self._name(place)
                self._also(place)
                found = self.conflict.reported(place, role)
                draft.places.append(found)
                tokens = {"place_source": found.source, "place_precision": found.precision}
                self._claim(draft, "Location", [span, draft.trigger], role=NS + role, value=place.iri, **tokens)

    def _also(self, place: Entity) -> None:
        """Take up what a place lies in, without naming it."""
        by_iri = {each.iri: each for each in (*self.conflict.towns, *self.conflict.provinces)}
        for iri in self.conflict.within(place)[1:-1]:
            self.entities[iri] = replace(by_iri[iri], names=())

    def _when(self, draft: _Draft) -> None:
        if draft.happening.time:
            self._say("on")
            span = self._say(draft.happening.time.text)
            self._claim(draft, "Time", [span, draft.trigger], time=draft.happening.time)

    def _how_many(self, draft: _Draft) -> None:
        if self.chance.random() > 0.38:
            return
        kind = _NUMBERED.get(draft.happening.cls.removeprefix(NS), "killed")
        number = draft.happening.killed
        if self.chance.random() < 0.15:
            number += self.chance.randint(1, 5)
        self._say("leaving")
        span = self._say(str(number))
        self._say(f"people {kind}")
        value = CountValue(kind, number, number if self.chance.random() < 0.7 else None, "people", str(number))
        draft.counts.append(value)
        self._claim(draft, "Count", [span, draft.trigger], count=value)

    def _link(self, draft: _Draft) -> None:
        if not self.reports or self.chance.random() > 0.28:
            return
        role = NS + self.chance.choice(("inResponseTo", "after", "after"))
        before = self.reports[-1]
        self._say(", after that")
        self._claim(draft, "Link", [draft.trigger], role=role, value=before.digest)
        if draft.modality == "realised" and before.realised:
            draft.links.append((role, before.digest))

    def _take_part(self, draft: _Draft, role: str, entity: Entity, span: Span) -> None:
        self._claim(draft, "Participation", [span, draft.trigger], role=NS + role, value=entity.iri)
        draft.participants.append(
            Participant(NS + role, entity.iri, entity.cls, entity.label, entity.lemma, "dependency")
        )

    def _finished(self, draft: _Draft, outlet: Entity) -> Report:
        happened = draft.modality == "realised"
        speaker = (draft.speaker.iri,) if draft.speaker else ()
        return Report(
            digest=draft.digest,
            article=self.key,
            cls=draft.happening.cls,
            depth=self.world.terms.depth(draft.happening.cls),
            realised=happened and draft.stance in ("asserts", "confirms"),
            denied=draft.denied,
            begin=draft.trigger[0],
            participants=tuple(draft.participants) if happened else (),
            places=tuple(draft.places) if happened else (),
            time=draft.happening.time if happened else None,
            counts=tuple(draft.counts) if happened else (),
            sources=(*speaker, outlet.iri),
            links=tuple(draft.links),
        )

    def _post(self) -> None:
        begin = len(self.text)
        person = skewed(self.chance, self.conflict.persons)
        body = self.conflict.actors[0]
        name = self.world.iris.thing("entity", digest("post", "commander", person.iri))
        spans = (self._say("Commander"), self._name(person))
        self._say("spoke for")
        self._name(body)
        self._end_sentence(begin)
        iri = self.world.iris.thing("holding", digest("holding", person.iri, name))
        moment = FIRST + timedelta(days=self.plan.day)
        self.holdings.append(
            Holding(iri, person.iri, name, None, None, moment, (NS + "UnitCommander", "commander", body.iri))
        )
        told = digest("Post", self.key, iri, str(begin))
        self.claims.append(Claim(told, "Post", spans, (), "asserts", "realised", "dependency", 0.8, value=iri))

    def _group(self, words: str) -> Entity:
        cls, lemma = _GROUPS[words]
        iri = self.world.iris.thing("entity", digest("unnamed", self.key, str(len(self.text))))
        return Entity(iri, NS + cls, words, (), lemma)

    def _name(self, entity: Entity) -> Span:
        """Write the name of an entity as one that is mentioned."""
        span = self._say(self.chance.choice(entity.names) if entity.names else entity.label)
        self.entities[entity.iri] = entity
        self.mentions.append(Evidence(*span, entity.iri))
        return span

    def _say(self, words: str) -> Span:
        space = " " if self.text and words and words[0] != "," else ""
        self.text += space + words
        return len(self.text) - len(words), len(self.text)

    def _end_sentence(self, begin: int) -> None:
        self.text += "."
        self.sentences.append((begin + (begin > 0), len(self.text)))

    def _claim(self, draft: _Draft, kind: ClaimKind, spans: Sequence[Span], **values: object) -> None:
        parts = (kind, draft.digest, *map(str, spans[0]), str(values.get("role", "")))
        sources = (draft.speaker.iri,) if draft.speaker else ()
        said = (sources, draft.stance, draft.modality, "dependency", CONFIDENCE["dependency"])
        self.claims.append(
            Claim(digest(*parts), kind, tuple(spans), *said, draft.digest, **values)  # type: ignore[arg-type]  # fields
        )
