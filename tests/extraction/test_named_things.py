"""What a name names and which description is none: ships told again, one of many units, what stands in brackets."""

import pytest

from kg.articles.article import Article
from kg.extraction.mention import ArticleMentions
from kg.namespaces import local_name
from kg.reader import ArticleReader


def read(reader: ArticleReader, text: str) -> ArticleMentions:
    return reader.extractor.extract(Article(text))


def classes(found: ArticleMentions, kind: str = "name") -> dict[str, str]:
    return {mention.text: local_name(mention.cls) for mention in found.entities if mention.kind == kind}


def together(found: ArticleMentions, one: str, other: str) -> bool:
    words = [{found.entities[number].text for number in group} for group in found.coreference]
    return any({one, other} <= group for group in words)


def relations(found: ArticleMentions) -> set[tuple[str, str, str]]:
    entities = found.entities
    return {(entities[r.head].text, local_name(r.relation), entities[r.tail].text) for r in found.relations}


def test_a_ship_is_called_by_the_last_word_of_its_name(reader: ArticleReader) -> None:
    found = read(reader, "The frigate HMS Talbot left the port. Talbot carried 200 sailors.")
    assert classes(found)["Talbot"] == classes(found)["HMS Talbot"]
    assert together(found, "HMS Talbot", "Talbot")


@pytest.mark.parametrize("phrase", ["an ISIS unit", "another Somali brigade", "a French company"])
def test_one_of_many_has_no_name(reader: ArticleReader, phrase: str) -> None:
    found = read(reader, f"The rebels attacked {phrase} near the river.")
    assert phrase.partition(" ")[2] not in classes(found)


def test_a_state_s_own_army_has_a_name(reader: ArticleReader) -> None:
    assert "Somali army" in classes(read(reader, "The rebels attacked the Somali army near the river."))


def test_a_chief_executive_officer_is_no_soldier(reader: ArticleReader) -> None:
    found = read(reader, "Arvid's Chief Executive Officer, Paul Wood, resigned.")
    assert [(post.words, local_name(post.post_class)) for post in found.posts] == [
        ("Chief Executive Officer", "Director")
    ]


def test_the_longest_noun_tells_the_class(reader: ArticleReader) -> None:
    found = read(reader, "The House of Representatives passed the bill.")
    assert classes(found, "nominal") == {"House of Representatives": "Legislature"}


@pytest.mark.parametrize("title", ["Sen.", "Rep.", "Senator"])
def test_a_legislator_s_title_is_a_post(reader: ArticleReader, title: str) -> None:
    found = read(reader, f"{title} Paul Wood, D-Ohio, visited the troops.")
    assert [(p.words, local_name(p.post_class)) for p in found.posts] == [(title, "Legislator")]
    assert "D-Ohio" not in classes(found)


def test_a_name_of_several_words_is_one_body(reader: ArticleReader) -> None:
    found = read(reader, "Chrysler cut jobs. General Motors said it might need money.")
    assert together(found, "General Motors", "it")


def test_nobody_is_who_took_the_picture(reader: ArticleReader) -> None:
    found = read(reader, "(Photo: Paul Wood)\n\nA soldier was hurt. The man had served abroad. He was 23.")
    assert not together(found, "Paul Wood", "man")
    assert not together(found, "Paul Wood", "He")


def test_a_body_s_noun_with_a_capital_is_another_body(reader: ArticleReader) -> None:
    found = read(reader, "The House of Representatives passed the bill, but the Senate rejected it.")
    assert not together(found, "House of Representatives", "Senate")


def test_who_fights_alongside_is_no_enemy(reader: ArticleReader) -> None:
    found = relations(read(reader, "Kenyan troops fought alongside the Somali army."))
    assert ("Kenyan troops", "alliedWith", "Somali army") in found
    assert not any(relation == "fightsAgainst" for _, relation, _ in found)


def test_no_state_lies_where_it_acts(reader: ArticleReader) -> None:
    found = relations(read(reader, "He will add to Kenyan, Norwegian and U.S. patrols in the Gulf of Aden."))
    assert not any(relation == "locatedIn" for _, relation, _ in found)


@pytest.mark.parametrize("name", ["Northern Ireland", "Western Australia"])
def test_a_part_of_a_state_named_like_a_country(reader: ArticleReader, name: str) -> None:
    assert name in classes(read(reader, f"Police arrested two men in {name} on Monday."))


def test_a_side_of_a_country_is_in_that_country(reader: ArticleReader) -> None:
    assert classes(read(reader, "Jets bombed a base in Northern Syria."))["Syria"] == "Country"


def test_one_leader_of_a_branch_is_not_the_leader(reader: ArticleReader) -> None:
    text = "Abu Omar, a senior leader of al-Qaeda in the Arabian Peninsula, was killed on Tuesday."
    found = read(reader, text)
    assert [post.post for post in found.posts] == [None]
    assert not any(relation == "commands" for _, relation, _ in relations(found))


def test_what_describes_a_province_is_not_in_its_name(reader: ArticleReader) -> None:
    assert "Hama province" in classes(read(reader, "Rebels took a village in eastern Hama province."))


def test_a_bank_at_the_start_keeps_its_whole_name(reader: ArticleReader) -> None:
    assert "Bank of America" in classes(read(reader, "Bank of America said it would close the office."))


def test_a_state_before_its_officials(reader: ArticleReader) -> None:
    found = read(reader, "Kano state officials said the camp was safe.")
    assert classes(found)["Kano state"] == "AdministrativeArea"


@pytest.mark.parametrize("party", ["Labour Party", "Democratic Party"])
def test_a_party_has_a_name(reader: ArticleReader, party: str) -> None:
    assert classes(read(reader, f"Members of the {party} left the hall."))[party] == "PoliticalParty"


def test_an_operation_is_no_body(reader: ArticleReader) -> None:
    found = read(reader, "The larger Operation Steel Shield (Hunter) was to keep rebels from the valley.")
    assert "Operation Steel Shield" not in classes(found)


@pytest.mark.parametrize("body", ["Strike Force", "Board of Selectmen"])
def test_a_body_called_by_a_word_for_a_deed(reader: ArticleReader, body: str) -> None:
    assert body in classes(read(reader, f"Members of the {body} took part."))


def test_a_soldier_of_low_rank_is_nobody_known(reader: ArticleReader) -> None:
    mentions = reader.extractor.extract(Article("Sepoy Imran Khan died. General Min Aung Hlaing left Naypyidaw."))
    known = {mention.text: mention.individual is not None for mention in mentions.entities}
    assert (known["Imran Khan"], known["Min Aung Hlaing"]) == (False, True)


def test_where_something_happened_is_a_place(reader: ArticleReader) -> None:
    mentions = reader.extractor.extract(Article("The alliance captured Laukkai, where 2,300 soldiers surrendered."))
    assert "Place" in {mention.cls.rpartition("#")[2] for mention in mentions.entities if mention.text == "Laukkai"}


def test_dissidents_belong_to_nobody(reader: ArticleReader) -> None:
    mentions = reader.extractor.extract(Article("Dissident FARC rebels attacked Cali. FARC rebels left Neiva."))
    owned = [mention.owner is not None for mention in mentions.entities if mention.text.endswith("FARC rebels")]
    assert owned == [False, True]
