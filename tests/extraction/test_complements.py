"""Whom somebody takes hostage, whatever the model makes of the words."""

import pytest
from telling import event, read, roles

from kg.reader import ArticleReader


@pytest.mark.parametrize(
    ("text", "victim", "number"),
    [
        ("The gunmen took dozens of guests hostage at the hotel.", "guests", 24),
        ("Gunmen have taken 40 workers hostage.", "workers", 40),
        ("Gunmen took a family hostage in Karm.", "family", 1),
        ("The rebels took 14 soldiers prisoner near the river.", "soldiers", 14),
        ("Gunmen took 40 people hostage in Karm.", "people", 40),
    ],
)
def test_hostages_are_who_was_taken(reader: ArticleReader, text: str, victim: str, number: int) -> None:
    found = read(reader, text)
    (trigger,) = {e.text for e in found.events}
    assert roles(found, trigger)["hasVictim"] == [victim]
    assert event(found, trigger).counts[0].minimum == number


def test_a_crew_is_held_hostage_at_sea(reader: ArticleReader) -> None:
    found = roles(read(reader, "Pirates are holding the crew hostage off Somalia."), "holding")
    assert found["hasVictim"] == ["crew"]
    assert found["occurredAt"] == ["Somalia"]


def test_a_prisoner_of_war_is_one_phrase(reader: ArticleReader) -> None:
    found = reader.extractor.nlp("They took a war prisoner to the camp.")
    assert found[3].head.text == "prisoner"
