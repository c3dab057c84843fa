"""Mentions of one thing: surnames, initials, definite nouns and pronouns."""

import pytest

from kg.articles.article import Article
from kg.reader import ArticleReader


def groups(reader: ArticleReader, text: str) -> list[set[str]]:
    mentions = reader.extractor.extract(Article(text))
    return [{mentions.entities[n].text for n in group} for group in mentions.coreference if len(group) > 1]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Gen. John Allen met Bashar al-Assad. Allen left.", {"John Allen", "Allen"}),
        ("Mary Colvin was killed by a shell. She had reported from Homs.", {"Mary Colvin", "She"}),
        ("Hulusi Akar spoke. He said the raid had failed.", {"Hulusi Akar", "He"}),
        ("The YPG attacked the town. It captured the airport.", {"YPG", "It"}),
        ("The PKK said it killed two soldiers.", {"PKK", "it"}),
        ("Rebels attacked Homs. On Sunday they shelled Hama.", {"Rebels", "they"}),
        ("Washington said it bombed a base in Yemen.", {"Washington", "it"}),
        ("The frigate served in the Turkish navy. On Sunday it shelled Karm.", {"frigate", "it"}),
        ("The Organisation of Free Hills (OFH) left. OFH won.", {"Organisation of Free Hills", "OFH"}),
        ("Fighters took the town of Palmyra.", {"town", "Palmyra"}),
        ("Ali Hassan, the governor of Homs, resigned.", {"Ali Hassan", "governor"}),
    ],
)
def test_same_thing(reader: ArticleReader, text: str, same: set[str]) -> None:
    assert any(same <= group for group in groups(reader, text))


@pytest.mark.parametrize(
    "text",
    [
        "It was raining in Kabul.",
        "Ali Hassan met Omar Said near Ali Saleh, Omar Nasser and Said Ali. They left.",
        "The army and the police came. It seems that all is quiet.",
        "She was killed.",
        'Rebels attacked a base. "They hit us hard," said Ali Hassan.',
    ],
)
def test_doubtful_pronoun_is_no_mention(reader: ArticleReader, text: str) -> None:
    found = reader.extractor.extract(Article(text)).entities
    assert [entity for entity in found if entity.kind == "pronoun"] == []


def test_woman_is_not_he(reader: ArticleReader) -> None:
    text = "Mary Colvin left Homs. She met Paul Conroy. Colvin wrote. He took pictures."
    assert all("He" not in group for group in groups(reader, text) if "Colvin" in group)


def test_subject_and_object_of_one_verb_differ(reader: ArticleReader) -> None:
    assert groups(reader, "Hulusi Akar praised him.") == []


def test_whose_fighters_they_are_is_known_behind_a_pronoun(reader: ArticleReader) -> None:
    mentions = reader.extractor.extract(
        Article("Fighters of the M23 group held Goma until Sunday. They killed a judge.")
    )
    killed = next(event for event in mentions.events if event.text == "killed")
    actors = {a.text for a in killed.arguments if a.role.endswith("hasActor")}
    assert actors == {"They", "M23 group"}


def test_pronoun_acts_for_what_it_stands_for(reader: ArticleReader) -> None:
    mentions = reader.extractor.extract(Article("The YPG attacked the town. It captured the airport."))
    captured = next(event for event in mentions.events if event.text == "captured")
    actor = next(a.entity for a in captured.arguments if a.role.endswith("hasActor"))
    assert any(actor in group and mentions.entities[group[0]].text == "YPG" for group in mentions.coreference)


def test_different_offices_are_different_people(reader: ArticleReader) -> None:
    text = "The U.S. president spoke. The defence minister resigned."
    assert groups(reader, text) == []


def test_a_bare_noun_takes_up_the_noun_with_more_words(reader: ArticleReader) -> None:
    text = "Boko Haram fled. A vigilante group held nine men. The group denied it."
    assert {"vigilante group", "group"} in [set(group) for group in groups(reader, text)]
