"""Relations between entities that phrases state."""

import pytest
from telling import read, relations

from kg.articles.article import Article
from kg.reader import ArticleReader


@pytest.mark.parametrize(
    ("text", "head", "relation", "tail"),
    [
        ("Rockets hit the base in Taji.", "base", "locatedIn", "Taji"),
        ("Rebels attacked Tripoli, Libya.", "Tripoli", "locatedIn", "Libya"),
        ("An attack shook Syria's central region.", "central region", "locatedIn", "Syria"),
        ("Jets struck ISIS positions.", "ISIS positions", "operatedBy", "ISIS"),
        ("Gunmen raided the Munya area of Niger State.", "Munya area", "locatedIn", "Niger State"),
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


@pytest.mark.parametrize(
    ("text", "head", "relation", "tail"),
    [
        ("Karm is a village in Idlib province.", "Karm", "locatedIn", "Idlib province"),
        ("The Syrian town of Karm was hit.", "Karm", "locatedIn", "Syrian"),
        ("Refugees in Jordan and Lebanon need help.", "Refugees", "basedIn", "Lebanon"),
        ("Ali Hassan is a Syrian general.", "Ali Hassan", "citizenOf", "Syrian"),
        ("The coalition includes France and Denmark.", "Denmark", "memberOf", "coalition"),
        ("The alliance, which includes Turkey, met in Brussels.", "Turkey", "memberOf", "alliance"),
        ("Iraq's fight against ISIS goes on.", "Iraq", "fightsAgainst", "ISIS"),
        ("The coalition launched a campaign against ISIS.", "coalition", "fightsAgainst", "ISIS"),
        ("The army shelled Taliban fighters in Kunduz.", "Taliban fighters", "basedIn", "Kunduz"),
        ("Russian jets hit a tank in Aleppo.", "tank", "locatedIn", "Aleppo"),
        ("Soldiers fought in support of the Iraqi government.", "Soldiers", "alliedWith", "Iraqi government"),
        ("A base run by the Wagner Group was hit.", "base", "operatedBy", "Wagner Group"),
    ],
)
def test_relation_of_whom_a_phrase_describes(
    reader: ArticleReader, text: str, head: str, relation: str, tail: str
) -> None:
    assert (head, relation, tail) in relations(read(reader, text))


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("The group supports refugees in Jordan.", "alliedWith"),
        ("The minister repeated British support for Ukraine.", "commands"),
        ("The army shelled the city of Aleppo.", "fightsAgainst"),
        ("Houthi rebels raided offices of the United Nations.", "fightsAgainst"),
        ("Karm is not a village in Idlib province.", "citizenOf"),
        ("The pilot flew over the village of Karm.", "basedIn"),
    ],
)
def test_what_no_words_state_is_no_relation(reader: ArticleReader, text: str, relation: str) -> None:
    assert not any(found == relation for _, found, _ in relations(read(reader, text)))


def test_a_mutual_relation_holds_both_ways(reader: ArticleReader) -> None:
    found = relations(read(reader, "The rebels fought against the army."))
    assert {("rebels", "fightsAgainst", "army"), ("army", "fightsAgainst", "rebels")} <= found


@pytest.mark.parametrize(
    "text",
    [
        "Vera Okoro and Ozkan Ulutas visited the bridge in Mitrovica.",
        "Ecuador's navy chief, Omar Said, spoke.",
    ],
)
def test_who_sees_a_bridge_meets_nobody_and_no_navy_chief_commands_a_state(reader: ArticleReader, text: str) -> None:
    found = relations(read(reader, text))
    assert not {relation for _, relation, _ in found} & {"metWith", "commands"}


def test_nobody_is_an_ally_of_whom_the_help_is_against(reader: ArticleReader) -> None:
    text = "The UK is committed to supporting the Iraqi government against the terrorism of the vile organisation ISIL."
    mentions = reader.extractor.extract(Article(text))
    allied = [r for r in mentions.relations if r.relation.endswith("alliedWith")]
    assert allied
    assert "ISIL" not in {mentions.entities[end].text for r in allied for end in (r.head, r.tail)}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Security forces detained two men on Monday including a Taliban commander.", "memberOf"),
        ("Families of the six U.S. service members wept.", "memberOf"),
        ("The minister spoke of a meeting with generals and admirals.", "metWith"),
        ("An official, who spoke to The Associated Press, gave no names.", "metWith"),
        ("The general talked to reporters in Doha.", "metWith"),
    ],
)
def test_beside_whom_somebody_is_told_of_is_not_his(reader: ArticleReader, text: str, wrong: str) -> None:
    found = {(head, tail) for head, relation, tail in relations(read(reader, text)) if relation == wrong}
    assert found <= {("Taliban commander", "Taliban")}


def test_a_convoy_is_based_elsewhere(reader: ArticleReader) -> None:
    text = (
        "Gunmen attacked an army convoy near Mopti. Rebels ambushed a patrol in Gao. Jets bombed an army unit in Homs."
    )
    mentions = reader.extractor.extract(Article(text))
    based = {mentions.entities[r.head].text for r in mentions.relations if r.relation.endswith("basedIn")}
    assert based == {"army unit"}
