"""What the reports of one event together say."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from kg.fusion.claim import CountValue, EventFacts, Participant, Report, ReportedPlace, TimeValue
from kg.namespaces import NS

_PEOPLE = "people"
"""Whom a number without a noun counts."""
_HAPPENED = frozenset({NS + "occurredAt", NS + "atFacility"})


def fuse(reports: Sequence[Report]) -> EventFacts | None:
    """Return the facts of a cluster of reports; None when no article says that the event happened."""
    real = [report for report in reports if report.realised]
    if not real:
        return None
    best = max(real, key=lambda report: (report.depth, report.cls))
    time = _narrowest(report.time for report in real)
    places = _places(real)
    members = tuple(sorted(report.digest for report in reports))
    return EventFacts(
        digest=members[0],
        members=members,
        articles=tuple(sorted({report.article for report in reports})),
        cls=best.cls,
        participants=_participants(real),
        places=places,
        time=time,
        phase=next((report.phase for report in real if report.phase), None),
        characterisations=tuple(sorted({c for report in real for c in report.characterisations})),
        counts=_counts(real),
        sources=tuple(sorted({source for report in reports for source in report.sources})),
        links=tuple(sorted({link for report in real for link in report.links})),
        disputed=any(report.denied for report in reports) or _counts_disagree(real),
    )


def _narrowest(times: Iterable[TimeValue | None]) -> TimeValue | None:
    """Return the time that says most; of equals, the one with the smaller words."""
    known = [time for time in times if time]
    closed = [time for time in known if time.earliest and time.latest]
    if closed:
        return min(closed, key=lambda t: (_width(t), str(t.earliest), t.text, t.source))
    return min(known, key=lambda t: (t.text, t.source), default=None)


def _width(time: TimeValue) -> float:
    return (time.latest - time.earliest).total_seconds() if time.latest and time.earliest else float("inf")


def _participants(reports: Sequence[Report]) -> tuple[Participant, ...]:
    """Return named participants once, and of those without a name one for each role, class and head noun."""
    chosen: dict[tuple[str, ...], Participant] = {}
    for participant in sorted((p for r in reports for p in r.participants), key=lambda p: (p.role, p.entity, p.how)):
        if participant.lemma is None:
            key: tuple[str, ...] = (participant.role, participant.entity)
        else:
            key = (participant.role, participant.cls, participant.lemma)
        chosen.setdefault(key, participant)
    return tuple(chosen.values())


def _places(reports: Sequence[Report]) -> tuple[ReportedPlace, ...]:
    """Return each place once, without those that only say where another one lies, or that were only near it."""
    chosen = {(p.role, p.entity, p.how): p for r in sorted(reports, key=lambda r: r.digest) for p in r.places}
    told = {(p.role, p.entity): p for _, p in sorted(chosen.items()) if p.how != "nearest"}
    near = {(p.role, p.entity): p for _, p in sorted(chosen.items()) if p.how == "nearest"}
    located = any(role in _HAPPENED for role, _ in told)
    kept = {**near, **told} if not located else {key: p for key, p in (near | told).items() if key in told}
    around = {place for p in kept.values() if p.role in _HAPPENED for place in p.within[1:]}
    return tuple(kept[key] for key in sorted(kept) if key[0] not in _HAPPENED or key[1] not in around)


def _counts(reports: Sequence[Report]) -> tuple[tuple[str, int, int], ...]:
    return tuple(
        (kind, min(c.minimum for c in counts), max(c.minimum if c.maximum is None else c.maximum for c in counts))
        for kind, counts in sorted(_all_totals(reports).items())
    )


def _all_totals(reports: Sequence[Report]) -> dict[str, list[CountValue]]:
    """Return the numbers of each kind that any source gives."""
    found: dict[str, list[CountValue]] = defaultdict(list)
    for report in reports:
        for kind, totals in _totals(report).items():
            found[kind] += totals
    return found


def _totals(report: Report) -> dict[str, list[CountValue]]:
    """Return the largest count of each kind: parts ("five children") are within the whole.

    Another number that the article has from another source, of the same people, is that source's own whole.
    """
    totals: dict[str, list[CountValue]] = {}
    for count in sorted(report.counts, key=lambda count: -count.minimum):
        known = totals.setdefault(count.kind, [])
        if not known or all(_is_rival(count, total) for total in known):
            known.append(count)
    return totals


def _is_rival(count: CountValue, total: CountValue) -> bool:
    """Tell whether two sources give numbers of the same people that cannot both be right."""
    sources = {count.source, total.source}
    groups = {count.group or _PEOPLE, total.group or _PEOPLE}
    of_the_same = len(sources) > 1 and None not in sources and len(groups) == 1 and not count.part
    return of_the_same and _apart(count, total)


def _counts_disagree(reports: Sequence[Report]) -> bool:
    """Tell whether two sources give numbers of one kind that cannot both be right."""
    totals = _all_totals(reports).values()
    return any(_apart(one, other) for counts in totals for one, other in combinations(counts, 2))


def _apart(one: CountValue, other: CountValue) -> bool:
    low, high = sorted((one, other), key=lambda count: count.minimum)
    return low.maximum is not None and low.maximum < high.minimum
