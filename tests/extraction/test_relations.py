"""Relations between entities that phrases state."""

import pytest

from kg.articles.article import Article
from kg.reader import ArticleReader


@pytest.mark.parametrize(
    ("text", "head", "relation", "tail"),
    [
        ("Rockets hit the base in Taji.", "base", "locatedIn", "Taji"),
        ("Rebels attacked Tripoli, Libya.", "Tripoli", "locatedIn", "Libya"),
        ("An attack shook Syria's central region.", "central region", "locatedIn", "Syria"),
        ("Jets struck ISIS positions.", "ISIS positions", "operatedBy", "ISIS"),
        ("Jets killed ISIS fighters.", "ISIS fighters", "memberOf", "ISIS"),
        ("The 3rd Brigade of the Syrian army advanced.", "3rd Brigade", "subOrganisationOf", "Syrian army"),
    ],
)
def test_relation(reader: ArticleReader, text: str, head: str, relation: str, tail: str) -> None:
    mentions = reader.extractor.extract(Article(text))
    name = {e.id: e.text for e in mentions.entities}
    told = {(name[r.head], r.relation.rpartition("#")[2], name[r.tail]) for r in mentions.relations}
    assert told == {(head, relation, tail)}


def test_list_of_places_is_no_nesting(reader: ArticleReader) -> None:
    mentions = reader.extractor.extract(Article("Rebels attacked Homs, Hama and Aleppo."))
    assert mentions.relations == ()
