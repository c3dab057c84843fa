import io
import logging

import pytest

from kg.articles.plain_text import MAX_BYTES, bounded_lines, decode, find_title

PARAGRAPH = "At least 12 people were killed when shells hit the market on Friday, officials said."


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"caf\xc3\xa9\r\n", "café\r\n"),
        (b"\xef\xbb\xbfcaf\xc3\xa9", "café"),
        ("\ufeffcafé".encode("utf-16-le"), "café"),
        (b"e\xcc\x81", "e\N{COMBINING ACUTE ACCENT}"),
    ],
)
def test_text_is_decoded_unchanged(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize(("data", "text"), [(b"\x93Fire\x94 caf\xe9", "“Fire” café"), (b"\x81 caf\xe9", "\x81 café")])
def test_other_encodings_are_read_with_a_warning(data: bytes, text: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert decode(data, "wire.txt") == text
    assert "wire.txt is not UTF-8" in caplog.text


@pytest.mark.parametrize(
    "title",
    ["Shells hit market in the capital", "U.S. troops leave Bagram", "1,000 flee the fighting", "Is peace near?"],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_title_is_a_short_line_before_a_blank_one(title: str, newline: str) -> None:
    assert find_title(f"{title}{newline}{newline}{PARAGRAPH}") == title


@pytest.mark.parametrize(
    "text",
    [
        f"Shells hit the market on Friday.\n\n{PARAGRAPH}",
        f"Shells hit market in the capital\n{PARAGRAPH}",
        f"KABUL, Jan. 25 –\n\n{PARAGRAPH}",
        f"Live updates\n\n{PARAGRAPH}",
        f"shells hit market in the capital\n\n{PARAGRAPH}",
        f"{PARAGRAPH[:-1] * 3}\n\n{PARAGRAPH}",
        "Shells hit market in the capital\n\nMore soon.",
        PARAGRAPH,
        "",
    ],
)
def test_where_it_is_not_clear_there_is_no_title(text: str) -> None:
    assert find_title(text) is None


def test_a_line_without_end_is_read_only_so_far() -> None:
    stream = io.BytesIO(b"x" * (2 * MAX_BYTES) + b"\nnext\n")
    assert [len(line) for line in bounded_lines(stream)] == [MAX_BYTES + 1, 5]
