"""Places that stand inside the names and descriptions of other things."""

import pytest

from kg.articles.article import Article
from kg.reader import ArticleReader


def places(reader: ArticleReader, text: str, name: str) -> list[int]:
    """Return where the mentions of a name begin, those of one entity."""
    mentions = reader.extractor.extract(Article(text))
    found = [m for m in mentions.entities if m.text == name]
    groups = {group for group in mentions.coreference for m in found if m.id in group}
    assert len(groups) == 1
    return sorted(m.span.begin for m in found)


@pytest.mark.parametrize(
    "rest",
    [
        "The Mosul City Council met.",
        "The Mosul Police Department opened again.",
        "Many Mosul residents have returned.",
        "They gathered at the Mosul General Hospital.",
    ],
)
def test_a_place_of_the_text_is_seen_inside_another_name(reader: ArticleReader, rest: str) -> None:
    text = f"Troops fought their way into Mosul. {rest}"
    assert places(reader, text, "Mosul") == [29, text.index("Mosul", 35)]


def test_a_name_that_is_no_place_elsewhere_is_none_inside(reader: ArticleReader) -> None:
    mentions = reader.extractor.extract(Article("The Kilburn Trading Company hired guards in Mosul."))
    assert "Kilburn" not in [m.text for m in mentions.entities]


def test_the_inner_place_plays_no_part_in_an_event(reader: ArticleReader) -> None:
    text = "Troops fought their way into Mosul. Rebels attacked the Mosul Police Department on Monday."
    mentions = reader.extractor.extract(Article(text))
    inner = next(m.id for m in mentions.entities if m.text == "Mosul" and m.span.begin > 35)
    assert all(argument.entity != inner for event in mentions.events for argument in event.arguments)
