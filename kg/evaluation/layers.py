"""The layers of an annotation and how each is compared with the gold.

A span counts as found when it overlaps; a class when the class found is the gold's or lies below it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from math import asin, cos, radians, sin, sqrt
from typing import Final

from kg.evaluation.score import Json, Pairs, Score, likeness, matched, overlap

NEAR_KM: Final = 161.0
"""A place is right when it lies so near to the gold's: 100 miles, as is customary for geocoding."""
_EARTH_KM: Final = 6371.0
_HALF: Final = 0.5

Scores = Mapping[str, Score]


def evaluate(pairs: Iterable[tuple[Json, Json]]) -> dict[str, Score]:
    """Score annotations against their golds, document by document; only layers that a gold holds are compared.

    A gold may list layers under ``partial``: only some of their items are annotated, and precision is left out.
    """
    scores: dict[str, Score] = defaultdict(Score)
    for gold, found in pairs:
        for layer, compare in _LAYERS.items():
            if layer in gold:
                own: dict[str, Score] = defaultdict(Score)
                compare(gold, found, own)
                _merge(scores, own, recall_only=layer in gold.get("partial", ()))
    return dict(scores)


def _merge(scores: dict[str, Score], own: Scores, *, recall_only: bool) -> None:
    for name, score in own.items():
        scores[name].add(score.gold, score.found, score.right, precise=score.precise)
        scores[name].recall_only |= recall_only or score.recall_only


def _entities(gold: Json, found: Json, scores: dict[str, Score]) -> None:
    mine, theirs = gold["entities"], found["entities"]
    for name, exact, typed in (
        ("entities, exact, class", True, True),
        ("entities, partial", False, False),
        ("entities, partial, class", False, True),
    ):

        def fits(g: Json, f: Json, exact: bool = exact, typed: bool = typed) -> bool:
            same = (g["start"], g["end"]) == (f["start"], f["end"])
            return (same if exact else overlap(g, f) > 0) and (not typed or is_below(f, g))

        scores[name].add(len(mine), len(theirs), len(matched(mine, theirs, fits)))


def is_below(found: Json, gold: Json) -> bool:
    """Tell whether the class found is the gold's most specific class or lies below it."""
    return gold["classes"][0] in found["classes"]


def _events(gold: Json, found: Json, scores: dict[str, Score]) -> None:
    mine, theirs = gold["events"], found["events"]

    def at_one_place(g: Json, f: Json) -> bool:
        return overlap(g["trigger"], f["trigger"]) > 0

    def weight(g: Json, f: Json) -> float:
        return likeness(g["trigger"], f["trigger"]) + is_below(f, g)

    triggers = matched(mine, theirs, at_one_place, weight)
    typed = matched(mine, theirs, lambda g, f: at_one_place(g, f) and is_below(f, g), weight)
    scores["event triggers"].add(len(mine), len(theirs), len(triggers))
    scores["event triggers, class"].add(len(mine), len(theirs), len(typed))
    _arguments(mine, theirs, typed, scores)
    _asserted(triggers, mine, scores)
    if any("counts" in event for event in mine):
        _counts(mine, theirs, scores)


def _arguments(mine: list[Json], theirs: list[Json], pairs: Pairs, scores: dict[str, Score]) -> None:
    """Compare what plays which role, end to end: an argument of an event that was missed is missed too."""
    wanted = sum(len(event.get("arguments", ())) for event in mine)
    if not wanted:
        return
    given = sum(len(event["arguments"]) for event in theirs)
    for name, with_role in (("arguments", False), ("arguments, role", True)):

        def fits(g: Json, f: Json, with_role: bool = with_role) -> bool:
            return overlap(g, f) > 0 and (not with_role or g["property"] == f["property"])

        right = sum(len(matched(g.get("arguments", []), f["arguments"], fits)) for g, f in pairs)
        scores[name].add(wanted, given, right)


def _asserted(pairs: Pairs, mine: list[Json], scores: dict[str, Score]) -> None:
    """Compare modality of the events found; count those that are told as happened and did not happen."""
    told = [(g, f) for g, f in pairs if "modality" in g]
    if told:
        same = sum(g["modality"] == f["modality"] for g, f in told)
        scores["modality"].add(len(told), len(told), same)
    unreal = [event for event in mine if event.get("modality", "realised") != "realised"]
    if unreal:
        wrong = sum(g["modality"] != "realised" and f["modality"] == "realised" for g, f in told)
        scores[ASSERTED_WRONGLY].add(len(unreal), 0, wrong)
        scores[ASSERTED_WRONGLY].recall_only = True


ASSERTED_WRONGLY: Final = "asserted wrongly (less is better)"
"""Of the events of the gold that did not happen, or not yet, the share that is told as having happened."""


def _counts(mine: list[Json], theirs: list[Json], scores: dict[str, Score]) -> None:
    """Compare kind, lowest and highest number; the same words told with two events count once."""
    wanted, given = _once(mine), _once(theirs)

    def fits(g: Json, f: Json) -> bool:
        return overlap(g, f) > 0 and all(g[key] == f[key] for key in ("kind", "min", "max"))

    scores["counts"].add(len(wanted), len(given), len(matched(wanted, given, fits)))


def _once(events: list[Json]) -> list[Json]:
    counts = [count for event in events for count in event.get("counts", ())]
    return list({(c["kind"], c["start"], c["end"]): c for c in counts}.values())


def _dates(gold: Json, found: Json, scores: dict[str, Score]) -> None:
    mine, theirs = gold["dates"], found["dates"]
    pairs = matched(mine, theirs, lambda g, f: overlap(g, f) > 0)
    scores["dates"].add(len(mine), len(theirs), len(pairs))
    valued = [g for g in mine if g.get("value")]
    if valued:
        right = sum(bool(g.get("value")) and g["value"] == f.get("value") for g, f in pairs)
        scores["dates, value"].add(len(valued), len(theirs), right)


def _attributions(gold: Json, found: Json, scores: dict[str, Score]) -> None:
    """Compare who says what: the same source, and content that covers at least half of each other."""
    mine, theirs = gold["attributions"], found["attributions"]

    def fits(g: Json, f: Json) -> bool:
        return _same_source(g, f) and _same_content(g, f)

    pairs = matched(mine, theirs, fits, lambda g, f: likeness(_place_of(g), _place_of(f)))
    scores["attributions"].add(len(mine), len(theirs), len(pairs))


def _same_source(gold: Json, found: Json) -> bool:
    one, other = gold.get("source"), found.get("source")
    return overlap(one, other) > 0 if one and other else one is other


def _same_content(gold: Json, found: Json) -> bool:
    one, other = gold.get("content"), found.get("content")
    if one and other:
        return likeness(one, other) >= _HALF
    return overlap(gold["cue"], found["cue"]) > 0


def _place_of(attribution: Json) -> Json:
    place: Json = attribution.get("content") or attribution["cue"]
    return place


def _places(gold: Json, found: Json, scores: dict[str, Score]) -> None:
    mine, theirs = _with_spans(gold, gold["places"]), _with_spans(found, found["places"])
    pairs = matched(mine, theirs, lambda g, f: overlap(g, f) > 0)
    near = [pair for pair in pairs if kilometres(*pair) <= NEAR_KM]
    scores["places with coordinates"].add(len(mine), len(theirs), len(pairs))
    scores[f"places within {NEAR_KM:.0f} km"].add(len(mine), len(theirs), len(near))


def _with_spans(document: Json, places: list[Json]) -> list[Json]:
    """Return places with the characters of their entities; a place may also bring its own."""
    spans = {e["id"]: {"start": e["start"], "end": e["end"]} for e in document.get("entities", ())}
    return [{**spans.get(place.get("entity"), {}), **place} for place in places if place.get("lat") is not None]


def kilometres(one: Json, other: Json) -> float:
    """Return the distance between two places along the surface of the earth."""
    latitude, longitude = radians(one["lat"]), radians(one["lon"])
    other_latitude, other_longitude = radians(other["lat"]), radians(other["lon"])
    height = sin((other_latitude - latitude) / 2) ** 2
    width = cos(latitude) * cos(other_latitude) * sin((other_longitude - longitude) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(height + width)))


def _relations(gold: Json, found: Json, scores: dict[str, Score]) -> None:
    """Compare relations; each end may be told by any mention of the same entity."""
    scores["relations"] = _links(gold, found, "relations", "entities", "coreference")


def _event_relations(gold: Json, found: Json, scores: dict[str, Score]) -> None:
    scores["event relations"] = _links(gold, found, "eventRelations", "events", "eventCoreference")


def _links(gold: Json, found: Json, layer: str, kind: str, grouping: str) -> Score:
    mine, theirs = _mentions(gold, kind, grouping), _mentions(found, kind, grouping)

    def fits(g: Json, f: Json) -> bool:
        same = g["property"] == f["property"] and g.get("post", "").lower() in f.get("post", "").lower()
        return same and all(_touch(mine.get(g[end], []), theirs.get(f[end], [])) for end in ("head", "tail") if g[end])

    pairs = matched(gold[layer], found[layer], fits, lambda _g, _f: 0.0)
    return Score(len(gold[layer]), len(found[layer]), len(pairs), len(pairs))


def _mentions(document: Json, kind: str, grouping: str) -> dict[str, list[Json]]:
    """Return for each entity or event the spans of all mentions of the same one."""
    spans = {item["id"]: [item.get("trigger", item)] for item in document.get(kind, ())}
    for group in document.get(grouping, ()):
        together = [span for member in group for span in spans.get(member, ())]
        spans |= dict.fromkeys(group, together)
    return spans


def _touch(one: list[Json], other: list[Json]) -> bool:
    return any(overlap(a, b) > 0 for a in one for b in other)


def _coreference(gold: Json, found: Json, scores: dict[str, Score]) -> None:
    _b_cubed(gold, found, scores, layer="coreference", kind="entities")


def _event_coreference(gold: Json, found: Json, scores: dict[str, Score]) -> None:
    _b_cubed(gold, found, scores, layer="eventCoreference", kind="events")


def _b_cubed(gold: Json, found: Json, scores: dict[str, Score], *, layer: str, kind: str) -> None:
    """Compare the groups that mentions are in, over the mentions that both have with the same characters."""
    mine, theirs = _group_of(gold, layer, kind), _group_of(found, layer, kind)
    shared = mine.keys() & theirs.keys()
    right = sum(len(mine[m] & theirs[m] & shared) / len(mine[m] & shared) for m in shared)
    precise = sum(len(mine[m] & theirs[m] & shared) / len(theirs[m] & shared) for m in shared)
    name = "coreference, B³" if kind == "entities" else "event coreference, B³"
    scores[name].add(len(shared), len(shared), right, precise=precise)


def _group_of(document: Json, layer: str, kind: str) -> dict[tuple[int, int], set[tuple[int, int]]]:
    spans = {item["id"]: item.get("trigger", item) for item in document.get(kind, ())}
    keys = {number: (span["start"], span["end"]) for number, span in spans.items()}
    groups = {key: {key} for key in keys.values()}
    for members in document[layer]:
        together = {keys[member] for member in members if member in keys}
        groups |= dict.fromkeys(together, together)
    return groups


_LAYERS: Final[Mapping[str, Callable[[Json, Json, dict[str, Score]], None]]] = {
    "entities": _entities,
    "coreference": _coreference,
    "events": _events,
    "eventCoreference": _event_coreference,
    "eventRelations": _event_relations,
    "relations": _relations,
    "attributions": _attributions,
    "dates": _dates,
    "places": _places,
}
