import pytest

from kg.articles.article import Article
from kg.reader import ArticleReader


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("KARM (Harbour Wire) - Guerrillas of the Liberation Front kidnapped four soldiers on Sunday.", "Guerrillas"),
        ("Militiamen shot two farmers outside Karm.", "Militiamen"),
        ("Gunmen of the Brown Brigade seized the bridge.", "Gunmen"),
    ],
)
def test_a_plural_that_opens_a_sentence_is_no_name(reader: ArticleReader, text: str, actor: str) -> None:
    mentions = reader.extractor.extract(Article(text))
    (found,) = [entity for entity in mentions.entities if entity.text == actor]
    assert found.kind == "nominal"
    assert actor in [argument.text for event in mentions.events for argument in event.arguments]


def test_a_name_that_opens_a_sentence_stays_a_name(reader: ArticleReader) -> None:
    doc = reader.extractor.nlp("Marines Road was closed. Rangers United won. Damascus fell.")
    assert [doc[i].pos_ for i in (0, 5, 9)] == ["PROPN"] * 3
