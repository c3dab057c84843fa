from datetime import UTC, datetime

import pytest

from kg.articles.metadata import dateline_day, is_web_address, parse_published
from kg.errors import ArticleError


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2016-09-18", datetime(2016, 9, 18, tzinfo=UTC)),
        ("2016-09-18T14:30:00Z", datetime(2016, 9, 18, 14, 30, tzinfo=UTC)),
        ("2016-09-18 14:30", datetime(2016, 9, 18, 14, 30, tzinfo=UTC)),
        ("2016-09-18T01:30:00+03:00", datetime(2016, 9, 17, 22, 30, tzinfo=UTC)),
    ],
)
def test_dates_come_out_in_utc(text: str, moment: datetime) -> None:
    assert parse_published(text) == moment
    assert parse_published(text).tzinfo is UTC


@pytest.mark.parametrize("text", ["September 18", "18/09/2016", "2016-13-01", "0001-01-01T00:00:00+03:00", ""])
def test_anything_else_is_an_error_with_a_remedy(text: str) -> None:
    with pytest.raises(ArticleError, match=r"is not a publication date\. Write it as 2016-09-18"):
        parse_published(text)


def test_web_addresses_can_be_linked_to() -> None:
    assert is_web_address("https://harbourwire.example/2016/09/18/x?y=1#z")
    assert not any(map(is_web_address, ["ftp://a.example", "https://a b", "data:text/html,x", 'https://a"><script>']))


@pytest.mark.parametrize(
    "text",
    [
        "LONDON, May 5, 1982 (Channel Dispatch) — A destroyer was hit on Tuesday.",
        "Destroyer hit\n\nPORT STANLEY, Falkland Islands, 5 May 1982 – A destroyer was hit.",
        "ST. JOHN'S, May 5, 1982 /Coast Wire/ -- A destroyer was hit.",
        "SANTA CRUZ, Sat, May. 5, 1982 - A destroyer was hit.",
    ],
)
def test_a_dateline_with_its_year_tells_the_day(text: str) -> None:
    assert dateline_day(text) == datetime(1982, 5, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "LONDON, May 5 (Channel Dispatch) — A destroyer was hit on Tuesday.",
        "HMS SHEFFIELD, hit on May 4, 1982 and lost on May 10, was a destroyer.",
        "LONDON, Feb. 31, 1982 (Channel Dispatch) — A destroyer was hit.",
        "A destroyer was hit. On May 5, 1982 — a Wednesday — it was towed.",
    ],
)
def test_no_day_is_read_from_what_is_no_dateline(text: str) -> None:
    assert dateline_day(text) is None
