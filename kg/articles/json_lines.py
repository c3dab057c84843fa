"""Articles as JSON, ``{id?, text, title?, published?, source?, url?}``: one a line, or a file of one or of a list."""

import json
from collections.abc import Iterable, Iterator, Mapping

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
            yield article_of(_object(_parsed(decode(line), "Write one JSON object a line.")))
        except ArticleError as error:
            yield ArticleError(f"line {number} {error}")


def read_json(data: bytes, name: str = "A text") -> Iterator[Article | ArticleError]:
    """Yield the article of a JSON object, or those of a list of objects, counted from 1 where one is wrong.

    Raises ArticleError where the whole is not JSON.
    """
    text = decode(data, name)
    if not text.strip():
        raise ArticleError("is empty. Leave it out or fill it in.")
    whole = _parsed(
        text, "Write one object or a list of them; with one object a line the file's name ends with .jsonl."
    )
    if not isinstance(whole, list):
        yield article_of(_object(whole))
        return
    for number, values in enumerate(whole, start=1):
        try:
            yield article_of(_object(values))
        except ArticleError as error:
            yield ArticleError(f"article {number} {error}")


def _parsed(text: str, remedy: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"is not JSON ({error}). {remedy}") from None


def _object(values: object) -> dict[str, object]:
    if not isinstance(values, dict):
        raise ArticleError('is not a JSON object. Write {"id": "…", "text": "…"} for each article.')
    return values


def article_of(values: Mapping[str, object]) -> Article:
    """Return the article that these values tell. Raises ArticleError naming the value that is missing or wrong."""
    text = _string(values, "text")
    if text is None:
        raise ArticleError('has no "text". Give every article a text.')
    published = _string(values, "published")
    return Article(
        text=text,
        title=_string(values, "title"),
        published=parse_published(published) if published else None,
        source=_string(values, "source"),
        url=_web_address(values),
        given_id=_identifier(values),
    )


def _string(values: Mapping[str, object], name: str) -> str | None:
    """Return the string of that name; an empty one counts as none."""
    value = values.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ArticleError(f'has a "{name}" that is not a string: {value!r:.60}. Put it in quotes.')
    if not value.isprintable() and ("\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value)):
        raise ArticleError(f'has a "{name}" with a NUL or half a surrogate pair. Write the characters themselves.')
    return value or None


def _identifier(values: Mapping[str, object]) -> str | None:
    value = values.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(values, "id")


def _web_address(values: Mapping[str, object]) -> str | None:
    url = _string(values, "url")
    if url is not None and not is_web_address(url):
        raise ArticleError(f'has a "url" that is not a web address: {url!r:.80}. Start it with http:// or https://.')
    return url
