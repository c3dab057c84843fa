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
        ("The agency said 300 people had fled their homes in Dol.", {"people", "their"}),
        ("Rebels entered Goma and said they had taken the largest city in Congo.", {"Goma", "largest city"}),
        ("Rebels entered Bukavu, eastern Congo's second-largest city, on Friday.", {"Bukavu", "second-largest city"}),
        ("Al Shabaab, which is allied to al Qaeda, left. The group wants power.", {"Al Shabaab", "group"}),
        ("The ELN guerrilla group killed two soldiers.", {"ELN guerrilla group", "ELN"}),
        ("The refinery in Dol burned. It was attacked again on Sunday.", {"refinery", "It"}),
        ("Rebels attacked Kobo village. Residents of Kobo fled.", {"Kobo village", "Kobo"}),
        ("Troops left the island of Masbate.", {"island", "Masbate"}),
        ("The Viv Ansanm gang burned a police station.", {"Viv Ansanm gang", "Viv Ansanm"}),
        ("Rebels killed ten soldiers. They then burned the barracks.", {"Rebels", "They"}),
        ("Elite troops came. Iraqi officials claim they control most of the town.", {"Iraqi officials", "they"}),
        ("Four militants were killed when a car they drove hit a mine.", {"militants", "they"}),
        ("Six fishermen were killed. They were buried on Monday.", {"fishermen", "They"}),
        ("The Front of Dol is hunted by security forces. The group wants independence.", {"Front of Dol", "group"}),
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


def test_who_is_named_in_quoted_words_does_not_say_them(reader: ArticleReader) -> None:
    text = 'Ali Karmi arrived in Berlin on Monday. "Omar Hassan must stop the war," he said.'
    assert groups(reader, text) == [{"Ali Karmi", "he"}]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels took Goma, the capital of North Kivu province.",
        "Troops fired. The group fled from police forces.",
        "A Ugandan army spokesman spoke. The group fled.",
    ],
)
def test_other_things_are_not_the_same(reader: ArticleReader, text: str) -> None:
    assert groups(reader, text) == []


def test_two_armies_are_not_told_apart_by_the_noun(reader: ArticleReader) -> None:
    text = "The Somali army left Dol. The Ugandan army stayed. A bridge was used by the army."
    assert not any({"army"} & group for group in groups(reader, text))


SOMEBODY = [
    ("Police shot Omar Haddad on Monday. The boy died.", True),
    ("Sergeant Ali Nasser said a man opened fire. Police talked to the suspect for hours.", False),
    ("Omar Haddad met Ali Nasser at a mill. A shot was heard. The man fled.", False),
]


@pytest.mark.parametrize(("text", "named"), SOMEBODY)
def test_a_person_without_a_name_is_nobody_who_speaks_and_no_one_of_two(
    reader: ArticleReader, text: str, *, named: bool
) -> None:
    mentions = reader.extractor.extract(Article(text))
    kinds = {mention.id: mention.kind for mention in mentions.entities}
    nouns = {m.id for m in mentions.entities if m.text in ("boy", "suspect", "man") and m.definite}
    together = [group for group in mentions.coreference if nouns & set(group)]
    assert together
    assert any("name" in {kinds[number] for number in group} for group in together) == named


def test_a_president_is_not_the_driver(reader: ArticleReader) -> None:
    assert (
        groups(reader, "Debris fell in Borno, President Ali Musa's hometown. A mine killed the driver of a bus.") == []
    )


def test_a_name_in_another_order_is_the_same_body(reader: ArticleReader) -> None:
    text = "Soldiers took the University of Karm. Rebels had shelled Karm University before."
    assert {"University of Karm", "Karm University"} in groups(reader, text)


def test_the_international_community_is_no_body_told_before(reader: ArticleReader) -> None:
    text = "The UN Security Council met. The international community condemned the attack."
    assert not any("international community" in group for group in groups(reader, text))


@pytest.mark.parametrize(
    "text",
    ["Guerrillas entered neighborhoods of San Salvador.", "The 25th district of Florida elected him."],
)
def test_a_part_of_a_place_is_not_the_place(reader: ArticleReader, text: str) -> None:
    assert groups(reader, text) == []


def test_a_namesake_owns_nothing(reader: ArticleReader) -> None:
    found = reader.extractor.extract(
        Article("Rebels blew up the Rafic Hariri airport. Rebels left Rafic Hariri's house.")
    )
    owned = {m.text for m in found.entities if m.owner is not None and found.entities[m.owner].text == "Rafic Hariri"}
    assert owned == {"house"}


def test_what_is_of_things_takes_up_no_body(reader: ArticleReader) -> None:
    text = "The Taliban left. The governor spoke of the movement of weapons into the city."
    assert all("movement" not in group for group in groups(reader, text))


def test_the_dead_say_nothing(reader: ArticleReader) -> None:
    assert all("They" not in group for group in groups(reader, "Ten people died. They said the army had shelled it."))


def test_who_acts_in_what_is_reported_is_meant_within_it(reader: ArticleReader) -> None:
    text = "Survivors said the gunmen told women to leave before they opened fire on a guard."
    assert {"gunmen", "they"} in groups(reader, text)
