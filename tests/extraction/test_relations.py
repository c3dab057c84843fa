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


@pytest.mark.parametrize(
    ("text", "head", "relation", "tail"),
    [
        ("A militia backed by Iran advanced.", "militia", "alliedWith", "Iran"),
        ("A group led by Ali Hassan withdrew.", "Ali Hassan", "commands", "group"),
        ("The rebels fought against the army.", "rebels", "fightsAgainst", "army"),
        ("Jane Bishop met Haider Abadi in Canberra.", "Jane Bishop", "metWith", "Haider Abadi"),
        ("Fighters loyal to Haftar left.", "Fighters", "alliedWith", "Haftar"),
        ("The fleet is part of the Russian navy.", "fleet", "subOrganisationOf", "Russian navy"),
        ("Jets struck a weapons depot in Idlib.", "weapons depot", "locatedIn", "Idlib"),
        ("Troops in Mali came under fire.", "Troops", "basedIn", "Mali"),
        ("Gunmen attacked soldiers at the gate.", "Gunmen", "fightsAgainst", "soldiers"),
    ],
)
def test_relation_by_words_and_events(reader: ArticleReader, text: str, head: str, relation: str, tail: str) -> None:
    mentions = reader.extractor.extract(Article(text))
    name = {e.id: e.text for e in mentions.entities}
    told = {(name[r.head], r.relation.rpartition("#")[2], name[r.tail]) for r in mentions.relations}
    ends = {(head, relation, tail), (tail, relation, head)} if relation == "alliedWith" else {(head, relation, tail)}
    assert told & ends


@pytest.mark.parametrize(
    "text",
    [
        "The group did not join the coalition.",
        "The army may support the militia.",
        "The rebels could fight against the army.",
        "Turkey refused to back the militia.",
        "Iran denied that it had met the general.",
    ],
)
def test_what_is_denied_or_possible_relates_nobody(reader: ArticleReader, text: str) -> None:
    assert reader.extractor.extract(Article(text)).relations == ()


def test_list_of_places_is_no_nesting(reader: ArticleReader) -> None:
    mentions = reader.extractor.extract(Article("Rebels attacked Homs, Hama and Aleppo."))
    assert mentions.relations == ()
