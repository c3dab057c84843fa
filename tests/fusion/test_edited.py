"""What a person puts in the place of a value."""

from datetime import UTC, datetime

import pytest

from kg.curation.correction import Said
from kg.fusion.claim import Claim, CountValue, TimeValue
from kg.fusion.edited import Editor
from kg.namespaces import AUTHORITY, NS
from kg.reader import ArticleReader

DAY = TimeValue(
    datetime(2019, 5, 5, tzinfo=UTC), datetime(2019, 5, 5, 23, 59, 59, tzinfo=UTC), "day", "Sunday", "stated"
)


def claim(kind: str, **values: object) -> Claim:
    fields = {"role": None, "value": None, **values}
    return Claim("c", kind, ((0, 1),), (), "asserts", "realised", "dependency", 0.9, "r", **fields)  # type: ignore[arg-type]  # fields of Claim


@pytest.fixture
def editor(reader: ArticleReader) -> Editor:
    return Editor({}, reader.identifier)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("12", (12, 12)), ("12-20", (12, 20)), ("12-", (12, None)), ("20-12", None), ("dozens", None)],
)
def test_numbers(editor: Editor, value: str, expected: tuple[int, int | None] | None) -> None:
    read = claim("Count", count=CountValue("killed", 3, 3, None, "three"))
    made = editor.edited(read, Said("Count", "wounded", value))
    assert (made and made.count and (made.count.minimum, made.count.maximum)) == expected
    assert made is None or (made.count and made.count.kind == "wounded" and made.count.text == "three")


@pytest.mark.parametrize(
    ("value", "precision", "latest"),
    [
        ("2019", "year", "2019-12-31T23:59:59"),
        ("2019-02", "month", "2019-02-28T23:59:59"),
        ("2019-05-04", "day", "2019-05-04T23:59:59"),
        ("2019-05-04T18:30", "minute", "2019-05-04T18:30:59"),
    ],
)
def test_times(editor: Editor, value: str, precision: str, latest: str) -> None:
    made = editor.edited(claim("Time", time=DAY), Said("Time", "", value))
    assert made and made.time and made.time.latest
    assert (made.time.precision, made.time.latest.isoformat()[:19], made.time.text) == (precision, latest, "Sunday")


@pytest.mark.parametrize("value", ["Sunday", "2019-13", "2019-02-30", "19"])
def test_what_is_no_time(editor: Editor, value: str) -> None:
    assert editor.edited(claim("Time", time=DAY), Said("Time", "", value)) is None


def test_a_participant_is_known_and_fits_its_role(editor: Editor) -> None:
    read = claim("Participation", role=NS + "hasActor", value="https://example.org/rebels")
    made = editor.edited(read, Said("Participation", NS + "hasActor", AUTHORITY + "SyrianArabArmy"))
    assert made and made.value == AUTHORITY + "SyrianArabArmy" and made.how == "corrected" and made.digest != "c"
    assert editor.edited(read, Said("Participation", NS + "hasActor", "https://example.org/nobody")) is None
    assert editor.edited(read, Said("Participation", NS + "hasPart", AUTHORITY + "SyrianArabArmy")) is None


def test_a_place_of_the_gazetteer_comes_with_what_it_lies_in(editor: Editor) -> None:
    read = claim("Location", role=NS + "occurredAt", value="https://example.org/place", place_source="sentence")
    palmyra = "https://w3id.org/sitrep/id/place/163808"
    made = editor.edited(read, Said("Location", NS + "occurredAt", palmyra))
    assert made and (made.value, made.place_precision) == (palmyra, "settlement")
    assert AUTHORITY + "Syria" in editor.entities


def test_an_event_becomes_one_of_another_class(editor: Editor) -> None:
    made = editor.edited(claim("Occurrence", cls=NS + "Attack"), Said("Occurrence", "", NS + "AirStrike"))
    assert made and made.cls == NS + "AirStrike"
    assert editor.edited(claim("Occurrence", cls=NS + "Attack"), Said("Occurrence", "", NS + "Person")) is None


def test_a_link_is_not_edited(editor: Editor) -> None:
    assert editor.edited(claim("Link"), Said("Link", NS + "after", "r2")) is None
