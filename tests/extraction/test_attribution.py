"""Who says so: chains of sources from the origin outwards, and whether they assert, allege or deny."""

import pytest
from telling import event, read, roles, sources

from kg.reader import ArticleReader

CHAINS = [
    (
        "The coalition said on Monday that its jets had destroyed a bridge, Al Jazeera reported.",
        "destroyed",
        ["coalition", "Al Jazeera"],
    ),
    ("According to journalists embedded with the army, troops shelled the village.", "shelled", ["journalists"]),
    (
        "Seven people were killed, according to the Syrian Observatory for Human Rights.",
        "killed",
        ["Syrian Observatory for Human Rights"],
    ),
    ("“We struck a weapons depot,” the army said in a statement.", "struck", ["army"]),
    ("In a statement, the Pentagon said U.S. forces had captured a leader.", "captured", ["Pentagon"]),
    ("Witnesses told Reuters that gunmen stormed the hotel.", "stormed", ["Witnesses"]),
    ("The attack was reported by state television.", "attack", ["state television"]),
    ("Reports by Amnesty International said soldiers executed villagers.", "executed", ["Amnesty International"]),
    (
        "State media reported that missiles struck the airport, quoting a military source.",
        "struck",
        ["military source", "State media"],
    ),
    (
        "The rebels rejected claims by the government that they had shelled the market.",
        "shelled",
        ["government", "rebels"],
    ),
    ("Gunmen attacked a bus, police said.", "attacked", ["police"]),
]


@pytest.mark.parametrize(
    ("text", "joint"),
    [
        ("Residents and officials said the blast destroyed a bakery.", ["Residents", "officials"]),
        (
            "The blast killed a baker, according to two medics and a local councillor.",
            ["medics", "local councillor"],
        ),
        ("Both Kyiv and Moscow confirmed that a blast hit the bridge.", ["Kyiv", "Moscow"]),
        ("Police and army sources said a blast hit the barracks.", ["Police and army sources"]),
        ("Sudan's army and allied militias said a blast hit the barracks.", ["Sudan's army", "militias"]),
        ("Residents or officials said the blast destroyed a bakery.", ["Residents"]),
    ],
)
def test_those_who_say_it_together_are_all_the_origin(reader: ArticleReader, text: str, joint: list[str]) -> None:
    mentions = read(reader, text)
    told = event(mentions, "blast")
    assert [mentions.entities[source].text for source in told.sources] == joint
    assert told.relays == ()


def test_joint_sources_are_apart_from_who_passed_it_on(reader: ArticleReader) -> None:
    mentions = read(reader, "Al Jazeera reported that a medic and a teacher said a shell killed a baker.")
    told = event(mentions, "killed")
    assert len(told.sources) == 2
    assert [mentions.entities[relay].text for relay in told.relays] == ["Al Jazeera"]


@pytest.mark.parametrize(("text", "trigger", "chain"), CHAINS)
def test_the_origin_comes_before_who_passed_it_on(
    reader: ArticleReader, text: str, trigger: str, chain: list[str]
) -> None:
    assert sources(read(reader, text), trigger) == chain


STANCES = [
    ("Nobody has claimed the raid, but villagers blame the militia.", "blame", "asserts"),
    ("Rebel commanders rejected any responsibility for the attack on the convoy.", "attack", "asserts"),
    ("Rebel commanders claimed responsibility for the attack on the convoy.", "attack", "asserts"),
    ("Hamas denied firing rockets at the town.", "firing", "denies"),
    ("Iran denied that it attacked the tanker.", "attacked", "denies"),
    ("Ukraine accused Russia of bombing a hospital.", "bombing", "alleges"),
    ("The militants were accused of planning an attack.", "attack", "alleges"),
    ("The Pentagon confirmed that troops raided the compound.", "raided", "confirms"),
    ("The army said it shelled the hill.", "shelled", "asserts"),
    ("Troops shelled the hill.", "shelled", "asserts"),
    ("Monitors could not verify the claim that a village had been burned.", "burned", "alleges"),
    ("The Red Hand claimed responsibility for the bombing.", "bombing", "asserts"),
]


@pytest.mark.parametrize(("text", "trigger", "stance"), STANCES)
def test_the_stance_is_that_of_the_verb(reader: ArticleReader, text: str, trigger: str, stance: str) -> None:
    assert event(read(reader, text), trigger).stance == stance


def test_nobody_is_no_source(reader: ArticleReader) -> None:
    assert sources(read(reader, "No group has claimed responsibility for the blast."), "blast") == []


def test_a_report_that_goes_on_keeps_its_speaker(reader: ArticleReader) -> None:
    mentions = read(reader, "Al Hadath TV said jets bombed a camp. The report said the raid killed two.")
    assert sources(mentions, "killed") == ["Al Hadath TV"]


def test_an_event_outside_the_quote_is_the_articles_own(reader: ArticleReader) -> None:
    assert sources(read(reader, "Gunmen attacked a bus. Police said the road was closed."), "attacked") == []


DOUBTED = [
    ("The army says it shelled the ridge, a claim that could not be verified.", "shelled", "alleges"),
    ("The rebels said they shelled the ridge, a claim denied by the army.", "shelled", "denies"),
    ("Unconfirmed reports say that rebels shelled the ridge.", "shelled", "alleges"),
    ("The rebels are said to have shelled the ridge.", "shelled", "alleges"),
    ("The paper withdrew its report that rebels had shelled the ridge.", "shelled", "retracts"),
    ("The ministry would neither confirm nor deny the strike on the villa.", "strike", "asserts"),
]


@pytest.mark.parametrize(("text", "trigger", "stance"), DOUBTED)
def test_what_is_said_of_a_claim_counts_and_what_is_not_said_does_not(
    reader: ArticleReader, text: str, trigger: str, stance: str
) -> None:
    assert event(read(reader, text), trigger).stance == stance


def test_a_pronoun_speaks_for_who_spoke_before(reader: ArticleReader) -> None:
    text = "General Omar Dossa said his men held the ridge. He added that rebels had shelled a village."
    assert sources(read(reader, text), "shelled") == ["He"]


def test_a_pronoun_that_stands_for_nobody_is_no_source_of_an_event(reader: ArticleReader) -> None:
    assert sources(read(reader, "She said rebels shelled a village."), "shelled") == []


@pytest.mark.parametrize(
    ("text", "trigger", "stance"),
    [
        ("The alleged massacre of herders in Moura drew condemnation abroad.", "massacre", "alleges"),
        ("Unconfirmed reports of ten dead circulated on social media.", "dead", "alleges"),
        ("Unconfirmed reports of dozens of dead circulated on social media.", "dead", "alleges"),
        ("Local media carried unconfirmed reports that a general had been killed.", "killed", "alleges"),
        ("Reports of looting in the port came in overnight.", "looting", "asserts"),
        ("Allegations of a massacre in the valley drew protests.", "massacre", "alleges"),
        ("Reports of a mutiny at the barracks were false, the army said.", "mutiny", "denies"),
        ("The officer in charge of the raid was promoted.", "raid", "asserts"),
        ("The ministry called reports of an incursion “pure fantasy”.", "incursion", "disputes"),
        ("The ministry neither confirmed nor denied that its jets had bombed the camp.", "bombed", "alleges"),
        ("The army did not confirm that its jets had bombed the camp.", "bombed", "alleges"),
        ("The army has not confirmed the strike, which killed a child.", "strike", "asserts"),
    ],
)
def test_words_that_doubt_a_report_doubt_what_it_tells(
    reader: ArticleReader, text: str, trigger: str, stance: str
) -> None:
    assert event(read(reader, text), trigger).stance == stance


@pytest.mark.parametrize(
    ("text", "trigger", "speakers"),
    [
        ("Joint Task Force: troops killed 14 insurgents near Marte.", "killed", ["Joint Task Force"]),
        ("Kharkiv prosecutors: a glide bomb hit a printing plant.", "hit", ["Kharkiv prosecutors"]),
        ("Kyiv's mayor, Vitali Klitschko: explosions in the capital", "explosions", ["Vitali Klitschko"]),
        (
            "The shell exploded near a mosque, witnesses and a police officer said on condition of anonymity.",
            "exploded",
            ["witnesses", "police officer"],
        ),
        (
            "A military source said on condition of anonymity that rebels burned a depot.",
            "burned",
            ["military source"],
        ),
        ("“A blast shook our windows,” a resident, Olena Hrytsenko, told Suspilne.", "blast", ["Olena Hrytsenko"]),
        ("The newspaper El Tiempo reported that dissidents ambushed a patrol.", "ambushed", ["El Tiempo"]),
        ("Syria: rebels seized the airfield on Friday.", "seized", []),
    ],
)
def test_who_speaks_is_found_where_a_model_reads_the_sentence_otherwise(
    reader: ArticleReader, text: str, trigger: str, speakers: list[str]
) -> None:
    assert sources(read(reader, text), trigger) == speakers


def test_who_speaks_before_a_colon_does_nothing_in_what_is_told(reader: ArticleReader) -> None:
    told = event(read(reader, "Navy: armed men attacked a tanker with two boats"), "attacked")
    assert [argument.text for argument in told.arguments if argument.role.endswith("hasActor")] == ["armed men"]


def test_who_speaks_behind_a_list_took_no_part(reader: ArticleReader) -> None:
    mentions = read(
        reader, "Soldiers freed two engineers kidnapped in May by the ELN, the defence minister and their company said."
    )
    kidnapped = event(mentions, "kidnapped")
    assert [a.text for a in kidnapped.arguments if a.role.endswith("hasActor")] == ["ELN"]
    assert sources(mentions, "kidnapped") == ["defence minister", "company"]


@pytest.mark.parametrize("text", ["Seven Japanese confirmed killed in Algeria", "Two Britons feared killed in Mali"])
def test_the_dead_of_a_headline_say_nothing(reader: ArticleReader, text: str) -> None:
    assert sources(read(reader, text), "killed") == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Rebels killed two soldiers near Herat, a local official who asked not to be named said.", "official"),
        ("An aide who asked not to be named wrote on Telegram that rebels had killed two soldiers.", "aide"),
        ("Rebels killed two soldiers near Herat, a doctor at the hospital told the BBC.", "doctor"),
        ("Rebels, the Karm Observatory for Human Rights said, killed two soldiers near Herat.", "Observatory"),
        ("Rebels, a doctor at the hospital said, killed two soldiers near Herat.", "doctor"),
        ("Rebels killed two soldiers on Monday, state radio said, quoting army spokesman Ahmad Shah.", "Ahmad Shah"),
    ],
)
def test_who_says_so_may_stand_anywhere(reader: ArticleReader, text: str, source: str) -> None:
    found = read(reader, text)
    assert source in sources(found, "killed")[0]
    assert [name.lower() for name in roles(found, "killed")["hasActor"]] == ["rebels"]
