"""Saved web pages: the article without navigation, advertisements and footer."""

from typing import Final

import trafilatura
from trafilatura.settings import Document

from kg.articles.article import Article
from kg.articles.metadata import is_web_address, parse_published
from kg.errors import ArticleError

_DATES: Final = {"original_date": True, "extensive_search": False, "min_date": "1900-01-01", "max_date": "2199-12-31"}


def read_html(data: bytes) -> Article:
    """Return the article of a page, its paragraphs on lines of their own.

    Title, date, site and address are those that the page's metadata state. Raises ArticleError where the page holds
    no article.
    """
    page = trafilatura.bare_extraction(
        data, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=_DATES
    )
    if not isinstance(page, Document) or not page.text:
        raise ArticleError("holds no article text. Save the article itself, as plain text for example.")
    return Article(
        text=page.text,
        title=page.title or None,
        published=parse_published(page.date) if page.date else None,
        source=page.sitename or None,
        url=page.url if page.url and is_web_address(page.url) else None,
    )
