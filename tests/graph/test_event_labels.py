"""Labels of events: when, what, and where or whom."""

from datetime import UTC, datetime

import pytest

from kg.fusion.claim import Participant, Report, ReportedPlace, TimeValue
from kg.fusion.facts import fuse
from kg.graph.events import event_label
from kg.namespaces import NS

LABELS = {NS + "DeathEvent": "death"}
KARM = ReportedPlace(NS + "occurredAt", "karm", "Karm", ("karm",), 1, 2, "settlement", "text", "dependency")


def somebody(role: str, label: str, lemma: str | None = None) -> Participant:
    return Participant(NS + role, label, NS + "Agent", label, lemma, "dependency")


ACTOR, VICTIM, PEOPLE = (
    somebody("hasActor", "Red Band"),
    somebody("hasVictim", "Omar Said"),
    somebody("hasVictim", "people", "person"),
)


@pytest.mark.parametrize(
    ("participants", "places", "expected"),
    [
        ((ACTOR, VICTIM), (KARM,), "2025-12-20 death, Karm"),
        ((ACTOR, VICTIM), (), "2025-12-20 death, Omar Said"),
        ((ACTOR, PEOPLE), (), "2025-12-20 death by Red Band"),
        ((PEOPLE,), (), "2025-12-20 death, people"),
        ((), (), "2025-12-20 death"),
    ],
)
def test_a_label_tells_where_or_whom(
    participants: tuple[Participant, ...], places: tuple[ReportedPlace, ...], expected: str
) -> None:
    day = TimeValue(datetime(2025, 12, 20, tzinfo=UTC), datetime(2025, 12, 20, 23, tzinfo=UTC), "day", "", "text")
    event = fuse([Report("r", "a", NS + "DeathEvent", 4, True, False, 0, participants, places, day)])
    assert event is not None
    assert event_label(event, LABELS) == expected
