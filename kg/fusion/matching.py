"""Whether two reports of different articles tell of one event: a decision about these two alone, with its reasons."""

from kg.fusion.blocking import days, spots
from kg.fusion.claim import Report
from kg.namespaces import NS
from kg.ontology.terms import Terms

_ACTOR = NS + "hasActor"


def match_reasons(one: Report, other: Report, terms: Terms) -> tuple[str, ...]:
    """Return why two reports are one event; empty when they are not, or when it is not sure.

    They are when their classes are compatible (or both tell of a strike on one named facility, by whatever means), day
    and place (finer than a country) meet, their named actors do not differ, and either a named participant is shared or
    class and place are the same and specific. What befell people in one attack is one event, where its days allow.
    """
    if one.article == other.article or not (one.realised or other.realised):
        return ()
    return _parts_of_one(one, other, terms) or _meeting(one, other, terms)


def _parts_of_one(one: Report, other: Report, terms: Terms) -> tuple[str, ...]:
    if one.cls != other.cls or one.whole is None or other.whole is None:
        return ()
    mine, theirs = set(days(one.time)), set(days(other.time))
    if mine and theirs and not mine & theirs:
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
    if one.cls == other.cls and _same_spot(one, other):
        return (f"same day and place: {meeting[0]}", f"same class and spot: {one.cls}")
    return ()


def _hit_one_facility(one: Report, other: Report, terms: Terms) -> bool:
    """Tell whether both are strikes from a distance on one facility: "bombing" here is "suicide attack" there."""
    if not (terms.is_a(one.cls, "RemoteAttack") and terms.is_a(other.cls, "RemoteAttack")):
        return False
    hit = [
        {p.entity for p in report.participants if p.lemma is None and terms.is_a(p.cls, "Facility")}
        for report in (one, other)
    ]
    return bool(hit[0] & hit[1])


def _named(report: Report, role: str | None = None) -> set[str]:
    return {p.entity for p in report.participants if p.lemma is None and role in (None, p.role)}


def _actors_differ(one: Report, other: Report) -> bool:
    mine, theirs = _named(one, _ACTOR), _named(other, _ACTOR)
    return bool(mine) and bool(theirs) and not mine & theirs


def _same_spot(one: Report, other: Report) -> bool:
    fine = ("settlement", "facility")
    spots = [{place.entity for place in report.places if place.precision in fine} for report in (one, other)]
    return bool(spots[0] & spots[1])
