import io
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kg.articles.article import Article
from kg.articles.readers import Defaults, Failure, read_articles

REPORT = "At least 12 people were killed when shells hit the market on Friday, officials said."
GERMAN = (
    "Bei einem Angriff auf einen Konvoi sind am Freitag nach Angaben des Ministeriums mindestens drei Soldaten "
    "getötet und fünf weitere verletzt worden. Die Bundeswehr teilte mit, dass sich niemand zu der Tat bekannt habe."
)


def read(*paths: Path | str) -> list[Article | Failure]:
    return list(read_articles(paths))


def failure(path: Path) -> str:
    (found,) = read(path)
    assert isinstance(found, Failure)
    assert found.path in found.message
    return found.message


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes) -> list[Article | Failure]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    return read("-")


def test_a_text_file_is_one_article_with_its_text_unchanged(tmp_path: Path) -> None:
    text = f"\r\n  {REPORT}\r\n\r\n\tNo group claimed it.\r\n"
    assert read(write(tmp_path, "a.txt", text)) == [Article(text=text)]


def test_a_title_is_found_and_stays_in_the_text(tmp_path: Path) -> None:
    text = f"Shells hit market in the capital\n\n{REPORT}\n"
    assert read(write(tmp_path, "a.txt", text)) == [Article(text=text, title="Shells hit market in the capital")]


def test_defaults_fill_only_what_is_missing(tmp_path: Path) -> None:
    lines = write(tmp_path, "a.jsonl", f'{{"text": "{REPORT}", "source": "Own Wire"}}\n{{"text": "{REPORT}"}}\n')
    day = datetime(2016, 9, 18, tzinfo=UTC)
    first, second = read_articles([lines], defaults=Defaults(published=day, source="Other Wire"))
    assert isinstance(first, Article) and isinstance(second, Article)
    assert (first.source, second.source) == ("Own Wire", "Other Wire")
    assert first.published == second.published == day


def test_folders_are_read_in_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b.jsonl", ".hidden/x.txt", "a/.DS_Store"):
        write(tmp_path, name, f'{{"text": "{name}"}}')
    texts = [found.text for found in read(tmp_path) if isinstance(found, Article)]
    assert texts == ['{"text": "b.txt"}', "a/b.jsonl", '{"text": "a/z.txt"}']


def test_a_failure_does_not_stop_the_batch(tmp_path: Path) -> None:
    bad, good = write(tmp_path, "bad.pdf", "x"), write(tmp_path, "good.txt", REPORT)
    missing = tmp_path / "missing.txt"
    kinds = [type(found) for found in read(bad, missing, good)]
    assert kinds == [Failure, Failure, Article]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", " \n\n", "is empty"),
        ("binary.txt", b"abc\x00\x01", "is binary"),
        ("scan.txt", b"%PDF-1.7 \xff", "is a PDF, not text. Convert"),
        ("german.txt", GERMAN, "is not in English but seems to be in 'de'"),
        ("big.txt", b"x" * 10_000_001, "is larger than 10 MB. Split it"),
        ("long.txt", b"word " * 100_001, "has a text of 500,005 characters, more than the 500,000"),
        ("notes.docx", REPORT, r"is of a kind that is not read. Save it as one of \.csv, "),
        ("page.html", "<html><body></body></html>", "holds no article text"),
    ],
)
def test_what_cannot_be_read_is_named_with_reason_and_remedy(
    tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    with pytest.raises(AssertionError, match=message):
        raise AssertionError(failure(write(tmp_path, name, content)))


def test_a_missing_file_and_an_empty_folder_are_reported(tmp_path: Path) -> None:
    assert "cannot be read: No such file" in failure(tmp_path / "nowhere.txt")
    assert "holds no files" in failure(tmp_path)


def test_duplicates_have_one_key(tmp_path: Path) -> None:
    one, two = read(write(tmp_path, "a.txt", REPORT), write(tmp_path, "b.txt", REPORT))
    assert isinstance(one, Article) and isinstance(two, Article)
    assert one.key == two.key


def test_standard_input_is_text_or_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    assert standard_input(monkeypatch, REPORT.encode()) == [Article(text=REPORT)]
    lines = b'\xef\xbb\xbf\n{"text": "One."}\n{"text": "Two."}\n'
    assert standard_input(monkeypatch, lines) == [Article(text="One."), Article(text="Two.")]


def test_empty_standard_input_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    assert standard_input(monkeypatch, b"") == [
        Failure("standard input", "standard input is empty. Leave it out or fill it in.")
    ]


def test_a_foreign_line_is_named_by_its_id(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", f'{{"id": "dpa-7", "text": "{GERMAN}"}}\n')
    assert "a.jsonl, article dpa-7, is not in English" in failure(path)
