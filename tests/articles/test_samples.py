from pathlib import Path

import pytest

from kg.articles.article import Article
from kg.articles.readers import read_articles

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def samples() -> list[Article]:
    found = list(read_articles([SAMPLES]))
    articles = [article for article in found if isinstance(article, Article)]
    assert articles == found
    return articles


def test_every_sample_is_a_publication_of_its_own(samples: list[Article]) -> None:
    assert len({article.key for article in samples}) == len(samples) >= 18


def test_samples_are_short_reports_of_several_outlets_and_decades(samples: list[Article]) -> None:
    assert all(40 <= len(article.text.split()) <= 250 for article in samples)
    assert len({article.source for article in samples if article.source}) >= 4
    assert len({article.published.year // 10 for article in samples if article.published}) >= 5


def test_the_saved_page_gives_its_article_alone(samples: list[Article]) -> None:
    (page,) = (article for article in samples if article.source == "The Lowland Observer")
    assert page.title == "Flagship of Russia's Black Sea Fleet sinks"
    assert page.published is not None and page.published.date().isoformat() == "2022-04-15"
    assert "two Neptune anti-ship missiles on Wednesday evening" in " ".join(page.text.split())
    assert not any(word in page.text for word in ("Weather", "Cookies", "Share", "Most read", "byline"))


def test_plain_text_has_a_title_only_where_it_shows_one(samples: list[Article]) -> None:
    plain = [article for article in samples if article.published is None]
    assert [article.title for article in plain] == [None, "Sri Lanka says Tamil Tiger leader is dead"]
