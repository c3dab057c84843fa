"""JSON Lines: one article a line, ``{id, text, title?, published?, source?, url?}``."""

import json
from collections.abc import Iterable, Iterator

from kg.articles.article import Article
from kg.articles.metadata import is_web_address, parse_published
from kg.articles.plain_text import check_size, decode, is_blank
from kg.errors import ArticleError


def read_json_lines(lines: Iterable[bytes]) -> Iterator[Article | ArticleError]:
    """Yield the article of each line, or the error that says what is wrong with it; blank lines are passed over.

    Keys beyond those named above are ignored. ``id`` may be left out, and may be a number.
    """
    for number, line in enumerate(lines, start=1):
        if is_blank(line):
            continue
        try:
            check_size(len(line))
            yield _article(_object(decode(line)))
        except ArticleError as error:
            yield ArticleError(f"line {number} {error}")


def _object(line: str) -> dict[str, object]:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"is not JSON ({error}). Write one JSON object a line.") from None
    if not isinstance(values, dict):
        raise ArticleError('is not a JSON object. Write {"id": "…", "text": "…"} on each line.')
    return values


def _article(values: dict[str, object]) -> Article:
    text = _string(values, "text")
    if text is None:
        raise ArticleError('has no "text". Give every line a text.')
    published = _string(values, "published")
    return Article(
        text=text,
        title=_string(values, "title"),
        published=parse_published(published) if published else None,
        source=_string(values, "source"),
        url=_web_address(values),
        given_id=_identifier(values),
    )


def _string(values: dict[str, object], name: str) -> str | None:
    """Return the string of that name; an empty one counts as none."""
    value = values.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ArticleError(f'has a "{name}" that is not a string: {value!r:.60}. Put it in quotes.')
    if not value.isprintable() and ("\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value)):
        raise ArticleError(f'has a "{name}" with a NUL or half a surrogate pair. Write the characters themselves.')
    return value or None


def _identifier(values: dict[str, object]) -> str | None:
    value = values.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(values, "id")


def _web_address(values: dict[str, object]) -> str | None:
    url = _string(values, "url")
    if url is not None and not is_web_address(url):
        raise ArticleError(f'has a "url" that is not a web address: {url!r:.80}. Start it with http:// or https://.')
    return url
