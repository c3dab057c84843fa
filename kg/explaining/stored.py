"""An article as a store holds it, to be read once more."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from kg.articles.article import Article, possible_keys
from kg.config import Config
from kg.errors import ArticleError
from kg.namespaces import Iris
from kg.store.reader import open_reader
from kg.store.templates.templates import bind, parse_template

_QUERY: Final = Path(__file__).with_name("stored-article.rq")


def stored_article(name: str, config: Config, source: str | None = None) -> Article:
    """Return the article of a store with that IRI, key or URL, or with the id that its source gave it.

    Raises ArticleError where the store has none, StoreError where there is no store.
    """
    keys = possible_keys(name, source)
    template = parse_template(_QUERY.stem, _QUERY.read_text(encoding="utf-8"))
    with open_reader(config) as reader:
        iris = Iris(reader.base)
        asked = [iris.article(key) for key in keys if key.isalnum()]
        found = list(reader.select(bind(template, {"article": asked})).texts())
    if not found:
        raise ArticleError(
            f"{name} is no article of the store {config.store}. Name it by IRI, key or URL, or by id and --source."
        )
    row = found[0]
    published = datetime.fromisoformat(row["published"]).astimezone(UTC) if "published" in row else None
    return Article(row["content"], row.get("title"), published, row.get("outlet"), row.get("url"))
