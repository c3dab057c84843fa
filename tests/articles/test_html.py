from datetime import UTC, datetime

import pytest

from kg.articles.html import read_html
from kg.errors import ArticleError

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Market shelled | Harbour Wire</title>
<meta property="og:title" content="Market shelled"><meta property="og:site_name" content="Harbour Wire">
<meta property="article:published_time" content="{published}"><link rel="canonical" href="{url}"></head><body>
<nav><a href="/">Home</a> <a href="/world">World news</a></nav><article><h1>Market shelled</h1>
<p>At least 12 people were killed when shells hit a market in the city on Friday, the ministry said in a statement.</p>
<p>Officials said that the toll rose after a second strike &amp; that many of the wounded were taken to hospital.</p>
</article><footer>Cookie policy. All rights reserved.</footer></body></html>"""


def page(published: str = "1994-02-06T14:30:00Z", url: str = "https://harbourwire.example/1") -> bytes:
    return PAGE.format(published=published, url=url).encode()


def test_the_article_is_taken_out_of_the_page() -> None:
    article = read_html(page())
    assert "At least 12 people were killed" in article.text
    assert "second strike & that" in article.text
    assert not any(word in article.text for word in ("Home", "Cookie", "<p>"))


def test_metadata_are_read() -> None:
    article = read_html(page())
    assert (article.title, article.source) == ("Market shelled", "Harbour Wire")
    assert article.published == datetime(1994, 2, 6, tzinfo=UTC)
    assert article.url == "https://harbourwire.example/1"


def test_an_address_that_cannot_be_linked_to_is_left_out() -> None:
    assert read_html(page(url="javascript:alert(1)")).url is None


@pytest.mark.parametrize("data", [b"", b"<html><body></body></html>", b"\x89PNG\r\n\x1a\n"])
def test_a_page_without_an_article_is_an_error(data: bytes) -> None:
    with pytest.raises(ArticleError, match="holds no article text"):
        read_html(data)
