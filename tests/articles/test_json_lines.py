import json
from datetime import UTC, datetime

import pytest

from kg.articles.article import Article
from kg.articles.json_lines import read_json, read_json_lines
from kg.articles.plain_text import MAX_BYTES
from kg.errors import ArticleError


def read(*lines: str | bytes) -> list[Article | str]:
    encoded = [line if isinstance(line, bytes) else line.encode() for line in lines]
    return [found if isinstance(found, Article) else str(found) for found in read_json_lines(encoded)]


def test_a_line_gives_an_article_with_its_metadata() -> None:
    values = {
        "id": "hw-1",
        "text": "Three soldiers died.\r\n",
        "title": "Three die",
        "published": "2016-09-18T10:00:00+02:00",
        "source": "Harbour Wire",
        "url": "https://harbourwire.example/1",
        "editor": "ignored",
    }
    assert read(json.dumps(values)) == [
        Article(
            text="Three soldiers died.\r\n",
            title="Three die",
            published=datetime(2016, 9, 18, 8, tzinfo=UTC),
            source="Harbour Wire",
            url="https://harbourwire.example/1",
            given_id="hw-1",
        )
    ]


def test_null_and_empty_values_count_as_left_out_and_a_number_as_an_id() -> None:
    assert read('{"text": "A.", "id": 7, "title": null, "published": "", "url": ""}') == [
        Article(text="A.", given_id="7")
    ]


def test_a_byte_order_mark_and_blank_lines_are_passed_over() -> None:
    assert read(b'\xef\xbb\xbf{"text": "A."}\r\n', "\n", '{"text": "B."}') == [Article(text="A."), Article(text="B.")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{not json", "line 2 is not JSON (Expecting property name"),
        ('["text"]', "line 2 is not a JSON object"),
        ("[" * 100_000, "line 2 is not JSON ("),
        ('{"id": 1}', 'line 2 has no "text"'),
        ('{"text": 5}', 'line 2 has a "text" that is not a string: 5'),
        ('{"text": "a", "title": ["x"]}', 'line 2 has a "title" that is not a string'),
        ('{"text": "a \\ud800"}', 'line 2 has a "text" with a NUL or half a surrogate pair'),
        ('{"text": "a \\u0000"}', 'line 2 has a "text" with a NUL or half a surrogate pair'),
        ('{"text": "a", "published": "yesterday"}', "line 2 'yesterday' is not a publication date"),
        ('{"text": "a", "url": "javascript:alert(1)"}', 'line 2 has a "url" that is not a web address'),
        ('{"text": "a", "id": true}', 'line 2 has a "id" that is not a string'),
    ],
)
def test_a_bad_line_is_reported_by_number_and_the_rest_goes_on(line: str, message: str) -> None:
    first, bad, last = read('{"text": "A."}', line, '{"text": "B."}')
    assert (first, last) == (Article(text="A."), Article(text="B."))
    assert isinstance(bad, str) and bad.startswith(message)


def test_a_line_that_is_too_large_is_reported() -> None:
    (found,) = read(b'{"text": "' + b"x" * MAX_BYTES + b'"}')
    assert found == "line 1 is larger than 10 MB. Split it into articles, as JSON Lines for example."


def test_a_file_of_json_holds_one_article_or_a_list() -> None:
    assert list(read_json(b'{"text": "A."}')) == [Article(text="A.")]
    first, bad, last = read_json(b'[{"text": "A."}, {"title": "B"}, {"text": "C."}]')
    assert (first, last) == (Article(text="A."), Article(text="C."))
    assert str(bad) == 'article 2 has no "text". Give every article a text.'


@pytest.mark.parametrize(("data", "message"), [(b" \n", "is empty"), (b'{"text": "A."}\n{}', r"ends with \.jsonl")])
def test_a_file_that_is_not_json_is_refused_with_what_to_do(data: bytes, message: str) -> None:
    with pytest.raises(ArticleError, match=message):
        list(read_json(data))
