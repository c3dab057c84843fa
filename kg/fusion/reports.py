"""What an article reports of each event: the values of those claims that count, gathered from the claims alone."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.fusion.claim import Claim, CountValue, Entity, Participant, Report, ReportedPlace, TimeValue
from kg.fusion.confidence import CONFIDENCE
from kg.fusion.identity import Identifier
from kg.fusion.judged_reports import JudgedReports
from kg.fusion.reported_places import reported_place
from kg.fusion.wholes import with_wholes

_HOW_RANK = list(CONFIDENCE)


@dataclass(frozen=True)
class Told:
    """Who tells the claims of an article, the entities that they name, by IRI, and what people say of its reports."""

    article: str
    outlet: Entity | None
    entities: Mapping[str, Entity]
    judged: JudgedReports


def gather_reports(claims: Sequence[Claim], standing: Sequence[Claim], told: Told, by: Identifier) -> list[Report]:
    """Return the reports that an article's claims of events make, in the order of the claims.

    Of those that do not stand nothing is in them; a report none of whose claims that it happened stands is empty.
    """
    named, stand = _by_report(claims), _by_report(standing)
    realised = {name for name, some in stand.items() if any(map(is_fact, _occurrences(some)))}
    gathered = []
    for name, some in named.items():
        upheld = stand.get(name, [])
        if _occurrences(upheld):
            gathered.append(_Gathering(name, upheld, told, by).report(realised))
        else:
            gathered.append(_empty(name, _occurrences(some), told, by))
    return list(with_wholes([told.judged.judged(report) for report in gathered], by.terms))


def _by_report(claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.report is not None:
            found[claim.report].append(claim)
    return found


def _empty(name: str, occurrences: Sequence[Claim], told: Told, by: Identifier) -> Report:
    cls, begin = occurrences[0].cls or "", min(claim.evidence[0][0] for claim in occurrences)
    return Report(name, told.article, cls, by.terms.depth(cls), realised=False, denied=False, begin=begin)


def is_fact(claim: Claim) -> bool:
    """Tell whether a source says that it happened; what is only alleged stays a claim."""
    return claim.modality == "realised" and claim.stance in ("asserts", "confirms")


def _counts_for_identity(claim: Claim) -> bool:
    """Tell whether a value helps to recognise an event: what is denied is the same event as what is asserted."""
    return claim.modality == "realised"


def _occurrences(claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.kind == "Occurrence"]


class _Gathering:
    """The claims of one report, and what they add up to."""

    def __init__(self, name: str, claims: Sequence[Claim], told: Told, by: Identifier) -> None:
        self.name = name
        self.claims = claims
        self.occurrences = _occurrences(claims)
        self.told = told
        self.by = by

    def report(self, realised: set[str]) -> Report:
        """Return the report; ``realised`` are those reports of the article of which it says that they happened."""
        terms = self.by.terms
        cls = max((claim.cls or "" for claim in self.occurrences), key=lambda name: (terms.depth(name), name))
        return Report(
            digest=self.name,
            article=self.told.article,
            cls=cls,
            depth=terms.depth(cls),
            realised=self.name in realised,
            denied=any(claim.stance == "denies" for claim in self.occurrences),
            begin=min(claim.evidence[0][0] for claim in self.occurrences),
            participants=tuple(self._participants()),
            places=tuple(self._places()),
            time=self._time(),
            phase=next((claim.phase for claim in self.occurrences if claim.phase and is_fact(claim)), None),
            characterisations=tuple(sorted({c.characterisation for c in self.occurrences if c.characterisation})),
            counts=tuple(self._counts()),
            sources=self._sources(),
            links=tuple(self._links(realised)),
        )

    def _of(self, kind: str) -> Iterator[Claim]:
        return (claim for claim in self.claims if claim.kind == kind)

    def _participants(self) -> Iterator[Participant]:
        """Yield each participant once in a role, found in the preferred way."""
        chosen: dict[tuple[str, str], Participant] = {}
        for claim in filter(_counts_for_identity, self._of("Participation")):
            role, entity = claim.role or "", self.told.entities[claim.value or ""]
            found = Participant(role, entity.iri, entity.cls, entity.label, entity.lemma, claim.how)
            known = chosen.get((role, entity.iri))
            if known is None or _HOW_RANK.index(known.how) > _HOW_RANK.index(claim.how):
                chosen[role, entity.iri] = found
        yield from chosen.values()

    def _places(self) -> Iterator[ReportedPlace]:
        seen: set[tuple[str | None, str | None]] = set()
        for claim in filter(_counts_for_identity, self._of("Location")):
            entities = self.told.entities
            entity = entities[claim.value or ""]
            place = reported_place(claim.role or "", entity, claim.how, entities=entities, by=self.by)
            if place and (claim.role, claim.value) not in seen:
                seen.add((claim.role, claim.value))
                yield place

    def _time(self) -> TimeValue | None:
        chosen: TimeValue | None = None
        for claim in filter(_counts_for_identity, self._of("Time")):
            if claim.time and _narrower(claim.time, chosen):
                chosen = claim.time
        return chosen

    def _counts(self) -> Iterator[CountValue]:
        yield from dict.fromkeys(claim.count for claim in self._of("Count") if claim.count and is_fact(claim))

    def _sources(self) -> tuple[str, ...]:
        """Return the speakers named in the text, and the outlet."""
        named = [source for claim in self.occurrences for source in (*claim.sources, *claim.relays)]
        outlet = [self.told.outlet.iri] if self.told.outlet else []
        return tuple(dict.fromkeys((*named, *outlet)))

    def _links(self, realised: set[str]) -> Iterator[tuple[str, str]]:
        told = (claim for claim in self._of("Link") if is_fact(claim) and claim.value in realised)
        yield from dict.fromkeys((claim.role or "", claim.value or "") for claim in told)


def _narrower(new: TimeValue, known: TimeValue | None) -> bool:
    """Tell whether a time says more than the one known so far."""
    if known is None or known.earliest is None or known.latest is None:
        return True
    if new.earliest is None or new.latest is None:
        return False
    return new.latest - new.earliest < known.latest - known.earliest
