"""Whether two reports tell of one event: a decision about these two alone, with its reasons."""

from kg.fusion.blocking import BEFELL, MURDER, TAKEN, befallen, days, doers, marks, persons_hit, spots
from kg.fusion.claim import Report
from kg.namespaces import NS
from kg.ontology.terms import Terms

_HAPPENED = frozenset({NS + "occurredAt", NS + "atFacility"})
_MARKED = ("ViolentEvent", "HumanImpactEvent", "CustodyEvent", "CoerciveMeasure")
"""Kinds of events that are told from others by whom they befell, or how many."""

_HIT_ONCE = (
    "Person",
    "Facility",
    "Vessel",
    "Company",
    "MediaOutlet",
    "PoliticalParty",
    "TradeUnion",
    "RightsOrganisation",
)
"""What is seldom hit twice a day by events of one kind."""


def match_reasons(one: Report, other: Report, terms: Terms) -> tuple[str, ...]:
    """Return why two reports are one event; empty when they are not, or when it is not sure.

    They are when their classes are compatible (or both tell of a strike on one named facility, by whatever means), day
    and place (finer than a country) meet, their named actors do not differ, and either a named participant is shared or
    class and place are the same and specific. What befell people in one attack is one event, where its days allow.
    Without a place, they are one where the person whom they befell, their minute or their number is (see ``marks``).
    Reports of one article are told apart by its words already, but that a person is killed once holds for them too.
    What a person says of the two, of both of them in words that still stand, decides.
    """
    if are_split(one, other):
        return ()
    if are_merged(one, other):
        return ("merged by a person",)
    if not (one.realised or other.realised):
        return ()
    if one.article == other.article:
        return _marked(one, other, terms)
    return _parts_of_one(one, other, terms) or _meeting(one, other, terms) or _marked(one, other, terms)


def are_split(one: Report, other: Report) -> bool:
    """Tell whether a person says that two reports are of different events."""
    return other.digest in one.split and one.digest in other.split


def are_merged(one: Report, other: Report) -> bool:
    """Tell whether a person says that two reports are of one event."""
    return other.digest in one.merged and one.digest in other.merged


def _parts_of_one(one: Report, other: Report, terms: Terms) -> tuple[str, ...]:
    if one.cls != other.cls or one.whole is None or other.whole is None:
        return ()
    if _days_differ(one, other):
        return ()
    reasons = match_reasons(one.whole, other.whole, terms)
    return ("parts of one event", *reasons) if reasons else ()


def _meeting(one: Report, other: Report, terms: Terms) -> tuple[str, ...]:
    if not (terms.compatible(one.cls, other.cls) or _hit_one_facility(one, other, terms)):
        return ()
    meeting = sorted(set(spots(one)) & set(spots(other)))
    if not meeting or _actors_differ(one, other):
        return ()
    shared = sorted(_named(one) & _named(other))
    if shared:
        return (f"same day and place: {meeting[0]}", f"shared participant: {shared[0]}")
    if one.cls == other.cls and _same_spot(one, other) and not _befell_others(one, other):
        return (f"same day and place: {meeting[0]}", f"same class and spot: {one.cls}")
    return ()


def _marked(one: Report, other: Report, terms: Terms) -> tuple[str, ...]:
    classes = {one.cls, other.cls}
    alike = terms.compatible(one.cls, other.cls) or classes <= MURDER or classes <= TAKEN
    if not alike or not terms.is_a(one.cls, *_MARKED) or _days_differ(one, other):
        return ()
    common = _telling_marks(one, terms) & _telling_marks(other, terms)
    if one.article == other.article:
        common &= persons_hit(one)
    if persons_hit(one) != persons_hit(other):
        # A list of those killed in a year is not the death of each.
        common -= persons_hit(one)
    if not persons_hit(one) & persons_hit(other) and _places_differ(one, other):
        return ()
    return (f"same mark: {min(common)}",) if common else ()


def _telling_marks(report: Report, terms: Terms) -> set[str]:
    """Return the marks without those of bodies that are hit several times a day: forces, governments, countries."""
    often = {p.entity for p in befallen(report) if not terms.is_a(p.cls, *_HIT_ONCE)}
    return {mark for mark in marks(report) if mark.rsplit("|", 1)[-1] not in often}


def _hit_one_facility(one: Report, other: Report, terms: Terms) -> bool:
    """Tell whether both are strikes from a distance on one facility: "bombing" here is "suicide attack" there."""
    if not (terms.is_a(one.cls, "RemoteAttack") and terms.is_a(other.cls, "RemoteAttack")):
        return False
    hit = [
        {p.entity for p in report.participants if p.lemma is None and terms.is_a(p.cls, "Facility")}
        for report in (one, other)
    ]
    return bool(hit[0] & hit[1])


def _named(report: Report) -> set[str]:
    return {p.entity for p in report.participants if p.lemma is None}


def _actors_differ(one: Report, other: Report) -> bool:
    mine, theirs = doers(one), doers(other)
    return bool(mine) and bool(theirs) and not mine & theirs


def _days_differ(one: Report, other: Report) -> bool:
    mine, theirs = set(days(one.time)), set(days(other.time))
    return bool(mine) and bool(theirs) and not mine & theirs


def _places_differ(one: Report, other: Report) -> bool:
    mine, theirs = ({iri for p in r.places if p.role in _HAPPENED for iri in p.within} for r in (one, other))
    return bool(mine) and bool(theirs) and not mine & theirs


def _befell_others(one: Report, other: Report) -> bool:
    """Tell whether one names everybody whom it befell, and the other tells of somebody else."""
    return persons_hit(one) != persons_hit(other) and (_names_all(one) or _names_all(other))


def _names_all(report: Report) -> bool:
    named = persons_hit(report)
    nameless = any(p.role in BEFELL and p.lemma is not None for p in report.participants)
    return bool(named) and not nameless and all(count.minimum <= len(named) for count in report.counts)


def _same_spot(one: Report, other: Report) -> bool:
    fine = ("settlement", "facility")
    spots = [{place.entity for place in report.places if place.precision in fine} for report in (one, other)]
    return bool(spots[0] & spots[1])
