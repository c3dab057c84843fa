import pytest

from kg.articles.article import Article
from kg.articles.table import read_table
from kg.errors import ArticleError


def read(text: str) -> list[Article | str]:
    return [found if isinstance(found, Article) else str(found) for found in read_table(text.encode())]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_row_gives_an_article_by_the_names_of_the_columns(delimiter: str) -> None:
    rows = [["Title", "text", "note", "ID"], ["Two die", '"Two died.\nThey fled."', "seen", "7"]]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    assert read(text) == [Article(text="Two died.\nThey fled.", title="Two die", given_id="7")]


def test_a_bad_row_is_reported_by_its_line_and_the_rest_goes_on() -> None:
    text = "text,published\nOne died.,yesterday\n\n,2016-09-18\nTwo, they say, died.,\nAll fled.,\n"
    undated, textless, cells, last = read(text)
    assert str(undated).startswith("line 2 'yesterday' is not a publication date")
    assert textless == 'line 4 has no "text". Give every article a text.'
    assert cells == "line 5 has more cells than the first row. Put quotes around each text."
    assert last == Article(text="All fled.")


def test_a_table_without_a_column_of_texts_is_refused() -> None:
    with pytest.raises(ArticleError, match=r'has no column "text"\. Name the columns in the first row'):
        read("title,body\nOne,Two\n")


def test_a_text_longer_than_cells_usually_are_is_read_whole() -> None:
    (found,) = read(f"text\n{'word ' * 40_000}\n")
    assert isinstance(found, Article) and len(found.text) == 200_000
