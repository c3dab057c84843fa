"""Posts that persons are said to hold."""

from datetime import UTC, datetime

import pytest

from kg.articles.article import Article
from kg.extraction.mention import ArticleMentions
from kg.reader import ArticleReader


def read(reader: ArticleReader, text: str) -> ArticleMentions:
    return reader.extractor.extract(Article(text, published=datetime(2020, 6, 15, tzinfo=UTC)))


@pytest.mark.parametrize(
    ("text", "person", "words", "organisation"),
    [
        ("President Bashar al-Assad spoke.", "Bashar al-Assad", "President", None),
        ("Fahd al-Freij, the Syrian defence minister, left.", "Fahd al-Freij", "defence minister", "Syrian"),
        ("The spokesman of CENTCOM, Col. Patrick Ryder, denied it.", "Patrick Ryder", "spokesman", "CENTCOM"),
        ("Col. Steve Warren, a spokesman for the coalition, spoke.", "Steve Warren", "spokesman", "coalition"),
        ("Omar Said, commander of the Quds Force, was killed.", "Omar Said", "commander", "Quds Force"),
        ("Omar Said, head of the police, spoke.", "Omar Said", "head", "police"),
        ("Ali Hassan was named interior minister.", "Ali Hassan", "interior minister", None),
        ("Acting interior minister Ali Hassan was killed.", "Ali Hassan", "Acting interior minister", None),
        ("Marta Silva, mayor of Orvieto, spoke.", "Marta Silva", "mayor", "Orvieto"),
        ("As governor of Kandahar, Omar Said fled.", "Omar Said", "governor", "Kandahar"),
        ("The agency's bureau chief, Omar Said, was freed.", "Omar Said", "bureau chief", "agency"),
        ("The Hezbollah leader, Omar Said, spoke.", "Omar Said", "leader", "Hezbollah"),
    ],
)
def test_post(reader: ArticleReader, text: str, person: str, words: str, organisation: str | None) -> None:
    mentions = read(reader, text)
    (post,) = mentions.posts
    told = None if post.organisation is None else mentions.entities[post.organisation].text
    assert (mentions.entities[post.person].text, told) == (person, organisation)
    # A post that the authority knows may bring more words: "commander of the Quds Force".
    assert words in post.words


@pytest.mark.parametrize(
    ("text", "former"),
    [
        ("Former president Omar Said spoke.", True),
        ("Then-defence minister Moshe Yaalon resigned.", True),
        ("Omar Said was defence minister.", True),
        ("Omar Said resigned as defence minister.", True),
        ("President Omar Said spoke.", False),
        ("Omar Said is defence minister.", False),
    ],
)
def test_former_holder(reader: ArticleReader, text: str, *, former: bool) -> None:
    (post,) = read(reader, text).posts
    assert post.former is former


def test_known_post_is_recognised(reader: ArticleReader) -> None:
    (post,) = read(reader, "John Kerry, the US secretary of state, met him.").posts
    assert post.post == "https://w3id.org/sitrep/authority#UnitedStatesSecretaryOfState"


@pytest.mark.parametrize(
    "text",
    [
        "Ahmad Shah, commander of Hezbollah since March 2015, was killed on Monday.",
        "Ahmad Shah has been commander of Hezbollah since March 2015.",
        "Ahmad Shah has served as commander of Hezbollah since March 2015.",
    ],
)
def test_since_when_somebody_holds_a_post(reader: ArticleReader, text: str) -> None:
    (post,) = read(reader, text).posts
    assert post.since is not None
    assert post.since.earliest == datetime(2015, 3, 1, tzinfo=UTC)


def test_beginning_of_a_holding(reader: ArticleReader) -> None:
    (post,) = read(reader, "Hulusi Akar, who became defence minister in 2018, spoke.").posts
    assert post.since is not None
    assert post.since.earliest == datetime(2018, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["Omar Said will not become president.", "Omar Said wants to be president.", "Omar Said left his post."],
)
def test_no_post_is_held(reader: ArticleReader, text: str) -> None:
    assert read(reader, text).posts == ()


def test_every_mention_is_in_one_group(reader: ArticleReader) -> None:
    mentions = read(reader, "The Syrian defence minister, Fahd al-Freij, met Ukrainian President Petro Poroshenko.")
    assert sorted(n for group in mentions.coreference for n in group) == list(range(len(mentions.entities)))


@pytest.mark.parametrize(
    ("text", "person", "words", "organisation"),
    [
        ("Omar Said became prime minister of Ukraine in May.", "Omar Said", "prime minister", "Ukraine"),
        ("Serbian President Omar Said met the envoy.", "Omar Said", "President", "Serbian"),
        ("South Korean President Kim Lee spoke.", "Kim Lee", "President", "South Korean"),
        ("Omar Said, secretary-general of Islamic Jihad, spoke.", "Omar Said", "secretary-general", "Islamic Jihad"),
        ("Omar Said, Ukraine's former commander-in-chief, spoke.", "Omar Said", "commander-in-chief", "Ukraine"),
        ("Vice-President Omar Said fled.", "Omar Said", "Vice-President", None),
        ("Omar Said, minister of trade, fled.", "Omar Said", "minister of trade", None),
        ("French Armed Forces Minister Omar Said fled.", "Omar Said", "Armed Forces Minister", "French"),
        ("Army spokesman Lt. Gen. Omar Said spoke.", "Omar Said", "spokesman", "Army"),
        ("The air force commander, Omar Said, fled.", "Omar Said", "commander", "air force"),
        ("Brigade commander Omar Said fled.", "Omar Said", "Brigade commander", None),
        ("Omar Said, the mission's Italian commander, spoke.", "Omar Said", "commander", "mission"),
        ("Iraq's then oil minister, Omar Said, spoke.", "Omar Said", "oil minister", "Iraq"),
        ("Sudan's army chief, General Omar Said, fled.", "Omar Said", "army chief", "Sudan's army"),
        ("Omar Said, leader of the KLPR, spoke.", "Omar Said", "leader", "KLPR"),
        ("Aleppo's military governor, Omar Said, fled.", "Omar Said", "military governor", "Aleppo"),
        ("Rockets hit the Rashid hospital, said its director, Omar Said.", "Omar Said", "director", "Rashid hospital"),
        ("Deputy Secretary of State Omar Said left.", "Omar Said", "Deputy Secretary of State", None),
        ("Omar Said, the Russian-installed mayor, fled.", "Omar Said", "mayor", None),
        ("In Turkey Minister Omar Said met refugees.", "Omar Said", "Minister", None),
        ("Omar Said, who served as defence minister until 2022, left.", "Omar Said", "defence minister", None),
        ("Aleppo's governor, Omar Said, fled.", "Omar Said", "governor", "Aleppo"),
        ("Police chief Omar Said of Aleppo spoke.", "Omar Said", "Police chief", "Aleppo"),
    ],
)
def test_words_of_a_post(reader: ArticleReader, text: str, person: str, words: str, organisation: str | None) -> None:
    mentions = read(reader, text)
    (post,) = mentions.posts
    told = None if post.organisation is None else mentions.entities[post.organisation].text
    assert (mentions.entities[post.person].text, post.words, told) == (person, words, organisation)


def test_who_names_somebody_gets_no_post(reader: ArticleReader) -> None:
    mentions = read(reader, "President Adam Sow named Maria Ly prime minister on Tuesday.")
    held = {(mentions.entities[post.person].text, post.words) for post in mentions.posts}
    assert held == {("Adam Sow", "President"), ("Maria Ly", "prime minister")}


def test_a_post_is_told_once(reader: ArticleReader) -> None:
    mentions = read(reader, "Omar Said, president of Somalia, visited the camp.")
    assert len(mentions.posts) == 1
    assert not [relation for relation in mentions.relations if relation.relation.endswith("holdsPostIn")]


def holders(reader: ArticleReader, text: str) -> set[tuple[str, str, bool]]:
    mentions = read(reader, text)
    return {(mentions.entities[post.person].text, post.words, post.former) for post in mentions.posts}


@pytest.mark.parametrize(
    ("text", "leaving", "coming"),
    [
        ("Omar Said was replaced as mayor by Ali Hassan in May.", True, True),
        ("Ali Hassan, who succeeded Omar Said as mayor in 2017, spoke.", True, True),
        ("Omar Said was sacked as mayor on Monday and replaced by Ali Hassan.", True, True),
        ("The council replaced the mayor, Omar Said, with Ali Hassan.", True, True),
        ("Omar Said handed over as mayor to Ali Hassan on Monday.", True, True),
        ("Ali Hassan is to succeed Omar Said as mayor.", False, False),
    ],
)
def test_who_hands_a_post_on_and_who_takes_it(reader: ArticleReader, text: str, *, leaving: bool, coming: bool) -> None:
    told = {("Omar Said", "mayor", leaving)} | ({("Ali Hassan", "mayor", False)} if coming else set())
    assert holders(reader, text) == told


def test_counterpart_holds_the_same_post_in_another_country(reader: ArticleReader) -> None:
    mentions = read(reader, "Rwandan President Omar Said and his Congolese counterpart, Ali Hassan, signed it.")
    bodies = {mentions.entities[p.person].text: mentions.entities[p.organisation or 0].text for p in mentions.posts}
    assert bodies == {"Omar Said": "Rwandan", "Ali Hassan": "Congolese"}


def test_post_of_a_verb_without_subject_of_its_own(reader: ArticleReader) -> None:
    text = "Omar Said resigned as mayor and was sworn in as president the next day."
    assert holders(reader, text) == {("Omar Said", "mayor", True), ("Omar Said", "president", False)}


@pytest.mark.parametrize(
    "text",
    [
        "The secretary of the security council asked not to be named.",
        "Omar Said, deputy commander of the Quds Force, fled.",
        "Omar Said, the former commander of the Quds Force, fled.",
        "Omar Said was dismissed as commander of the Quds Force.",
    ],
)
def test_nobody_commands_or_is_in_a_post_by_that(reader: ArticleReader, text: str) -> None:
    told = {relation.relation.rpartition("#")[2] for relation in read(reader, text).relations}
    assert not told & {"commands", "holdsPostIn"}


def test_an_unknown_name_beside_a_post_is_a_person(reader: ArticleReader) -> None:
    mentions = read(reader, "Thai Defence Minister Omar Said told his Cambodian counterpart, Tea Seiha, of it.")
    told = {mentions.entities[post.person].text: post.words for post in mentions.posts}
    assert told == {"Omar Said": "Defence Minister", "Tea Seiha": "Defence Minister"}


@pytest.mark.parametrize(
    "text",
    [
        "Uganda's army chief, General Muhoozi Kainerugaba, said on Monday that the base had been shelled.",
        "Uganda's army chief, Lieutenant General Muhoozi Kainerugaba, visited the base on Sunday.",
    ],
)
def test_a_rank_holds_no_post_and_its_bearer_does(reader: ArticleReader, text: str) -> None:
    assert holders(reader, text) == {("Muhoozi Kainerugaba", "army chief", False)}


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Chief of the General Staff Army General Ivan Petrov left.", ("Ivan Petrov", "Chief of the General Staff")),
        ("Defence Minister Army General Oleg Sorin resigned.", ("Oleg Sorin", "Defence Minister")),
        ("The chief minister of Manipur, Tara Singh, resigned.", ("Tara Singh", "chief minister")),
        ("Texas Gov. Paul Dean deployed the guard.", ("Paul Dean", "Gov.")),
    ],
)
def test_a_post_before_a_rank_and_a_shortened_one_are_whole(
    reader: ArticleReader, text: str, holder: tuple[str, str]
) -> None:
    assert (*holder, False) in holders(reader, text)


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("Karl Beck, president of the Metal Workers Union, was shot dead.", "Director"),
        ("Karl Beck, president of the Northwood Medical School, was shot dead.", "Director"),
        ("Karl Beck, director general of the police, was shot dead.", "Director"),
        ("Karl Beck, president of Austria, was shot dead.", "HeadOfState"),
        ("Karl Beck, secretary-general of the United Nations, spoke.", "InternationalOfficial"),
    ],
)
def test_who_heads_a_body_heads_no_state(reader: ArticleReader, text: str, cls: str) -> None:
    assert {post.post_class.rpartition("#")[2] for post in read(reader, text).posts} == {cls}


def test_a_deputy_does_not_hold_the_post(reader: ArticleReader) -> None:
    mentions = read(reader, "Deputy Secretary of State Antony Blinken met Vice President Ana Ruiz.")
    told = {mentions.entities[p.person].text: (p.post, p.post_class.rpartition("#")[2]) for p in mentions.posts}
    assert told == {"Antony Blinken": (None, "DeputyMinister"), "Ana Ruiz": (None, "VicePresident")}


def test_whose_residence_it_is_stays_a_person(reader: ArticleReader) -> None:
    mentions = read(reader, "REBELS ATTACKED THE RESIDENCE OF SALVADORAN PRESIDENT ALFREDO CRISTIANI LAST NIGHT.")
    assert [m.cls.rpartition("#")[2] for m in mentions.entities if "CRISTIANI" in m.text and m.kind == "name"] == [
        "Person"
    ]


def test_a_universitys_vice_chancellor_governs_nothing(reader: ArticleReader) -> None:
    mentions = read(reader, "Vice Chancellor Omar Eze of the Federal University of Karm spoke.")
    assert [post.post_class.rpartition("#")[2] for post in mentions.posts] == ["Director"]


@pytest.mark.parametrize(
    "text",
    [
        "The Minister of Health, Nora Perl, spoke of the shelling.",
        "Nora Perl, the Secretary of State, spoke of the shelling.",
        "Rebel commander Nora Perl in the Mexican capital said that they had attacked a bridge.",
    ],
)
def test_what_a_post_is_for_and_where_somebody_is_have_no_posts(reader: ArticleReader, text: str) -> None:
    found = read(reader, text)
    assert [post.organisation for post in found.posts] == [None]
    assert not any(e.cls.endswith("#Organisation") for e in found.entities)
