"""How many were killed, wounded, captured or displaced, and equipment lost."""

import pytest

from kg.articles.article import Article
from kg.reader import ArticleReader

Told = tuple[str, int, int | None, str | None]


def counts(reader: ArticleReader, text: str) -> set[Told]:
    events = reader.extractor.extract(Article(text)).events
    return {(c.kind, c.minimum, c.maximum, c.group) for event in events for c in event.counts}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("At least 12 people were killed.", {("killed", 12, None, "people")}),
        ("Dozens were wounded in the raid.", {("wounded", 24, 99, None)}),
        ("The blast killed two soldiers and a civilian.", {("killed", 2, 2, "soldier"), ("killed", 1, 1, "civilian")}),
        (
            "Up to 30 people, including five children, were killed.",
            {("killed", 0, 30, "people"), ("killed", 5, 5, "child")},
        ),
        (
            "12 people, among them 3 children, were killed.",
            {("killed", 12, 12, "people"), ("killed", 3, 3, "child")},
        ),
        (
            "Rebels shelled the village, killing 12 people and wounding 30 others.",
            {("killed", 12, 12, "people"), ("wounded", 30, 30, None)},
        ),
        ("The army killed more than 40 of them.", {("killed", 40, None, None)}),
        ("Two soldiers killed them.", set()),
        ("The death toll rose to 40.", {("killed", 40, 40, None)}),
        ("None was hurt in the attack.", {("wounded", 0, 0, None)}),
        ("No one was killed.", {("killed", 0, 0, None)}),
        ("Between 10 and 15 fighters were killed.", {("killed", 10, 15, "fighter")}),
        ("Some 10 to 15 soldiers were wounded.", {("wounded", 10, 15, "soldier")}),
        ("The bombing claimed 12 lives.", {("killed", 12, 12, None)}),
        ("The bodies of 17 men were found.", {("killed", 17, 17, "man")}),
        ("Hundreds of people were arrested.", {("detained", 200, 999, "people")}),
        ("Fighters shot down a helicopter.", {("equipmentLost", 1, 1, "helicopter")}),
        ("The fighting set off an exodus of 900 farmers.", {("displaced", 900, 900, "farmer")}),
        ("The raid set off an exodus of farmers.", set()),
        ("A hostage crisis shook the valley.", set()),
        ("The dead included two monks and a baker.", {("killed", 2, 2, "monk"), ("killed", 1, 1, "baker")}),
        ("Some 1.5 million fled.", {("displaced", 1_500_000, 1_500_000, None)}),
        (
            "A car bomb killed 9 and injured 20.",
            {("killed", 9, 9, None), ("wounded", 20, 20, None)},
        ),
        (
            "Some 30 soldiers, several policemen and more than 100 civilians died.",
            {("killed", 30, 30, "soldier"), ("killed", 3, 9, "policeman"), ("killed", 100, None, "civilian")},
        ),
    ],
)
def test_counts(reader: ArticleReader, text: str, told: set[Told]) -> None:
    assert counts(reader, text) == told


@pytest.mark.parametrize(
    "text", ["Rebels attacked two villages.", "The 3rd Brigade attacked a base.", "He met 20 men."]
)
def test_other_numbers_are_no_counts(reader: ArticleReader, text: str) -> None:
    assert counts(reader, text) == set()


def test_words_are_those_of_the_text(reader: ArticleReader) -> None:
    text = "At least 12 people were killed."
    count = reader.extractor.extract(Article(text)).events[0].counts[0]
    assert text[count.span.begin : count.span.end] == count.text == "At least 12 people"


def test_what_is_damaged_is_not_lost(reader: ArticleReader) -> None:
    assert counts(reader, "A missile damaged a civilian vessel in Odesa.") == set()


def test_captured_villages_are_no_captives(reader: ArticleReader) -> None:
    assert counts(reader, "Troops captured three villages near the border.") == set()


FORMS = [
    ("Sixty people were hurt, nine of them badly.", {("wounded", 60, 60, "people"), ("wounded", 9, 9, None)}),
    ("Seven miners were found dead.", {("killed", 7, 7, "miner")}),
    ("Among the 31 dead were six nurses.", {("killed", 31, 31, None), ("killed", 6, 6, "nurse")}),
    ("The killing of 14 shepherds set off a riot.", {("killed", 14, 14, "shepherd")}),
    ("None of the 70 sailors was killed.", {("killed", 0, 0, None)}),
    ("The guns shot down six of eight drones.", {("equipmentLost", 6, 6, "drone")}),
    ("Bandits wounded a few porters.", {("wounded", 2, 5, "porter")}),
    ("20–25 villagers were massacred.", {("killed", 20, 25, "villager")}),
    ("The army lost 48 soldiers.", {("killed", 48, 48, "soldier")}),
    ("Over 900 people had left their villages.", {("displaced", 900, None, "people")}),
    ("Nineteen people were taken to hospital.", {("wounded", 19, 19, "people")}),
    ("THREE KILLED IN RAID", {("killed", 3, 3, None)}),
]


@pytest.mark.parametrize(("text", "told"), FORMS)
def test_counts_in_other_forms(reader: ArticleReader, text: str, told: set[Told]) -> None:
    assert counts(reader, text) == told


@pytest.mark.parametrize(
    "text", ["The mayor Idris Kane was killed.", "The rebels set free 28 hostages.", "They exchanged 40 prisoners."]
)
def test_names_and_the_released_are_no_counts(reader: ArticleReader, text: str) -> None:
    assert counts(reader, text) == set()


GENERAL = [
    ("The army shot down 43 of 61 drones near Karm.", {("equipmentLost", 43, 43, "drone")}),
    ("A bomber blew himself up near a mosque.", set()),
    ("The shelling destroyed the mill. Two dozen millers are still missing.", {("missing", 24, 24, "miller")}),
    ("Some 900 families have fled the fighting around Orle.", {("displaced", 900, 900, "family")}),
    ("Two brigades captured three villages.", set()),
    ("The rebels seized eight vehicles in the raid.", {("equipmentLost", 8, 8, "vehicle")}),
    ("A teenager lost both legs when a mine exploded.", {("wounded", 1, 1, "teenager")}),
    ("A group of 14 fishermen was kidnapped by pirates.", {("detained", 14, 14, "fisherman")}),
    ("A crew of five was killed in the ambush.", {("killed", 5, 5, None)}),
    ("The shell killed a mother of four.", {("killed", 1, 1, "mother")}),
    ("The bodies of 29 villagers were found in a ditch.", {("killed", 29, 29, "villager")}),
    ("The raid left three guards wounded.", {("wounded", 3, 3, "guard")}),
    ("Thousands of people were made homeless by the shelling.", {("displaced", 2000, 9999, "people")}),
    ("More than two-thirds of the villagers fled the offensive.", set()),
    ("Half a dozen rebels were killed or captured in the raid.", set()),
    ("The number of soldiers killed rose to 40 after the ambush.", {("killed", 40, 40, None)}),
    ("The number of wounded rose from 80 to 112 after the attack.", {("wounded", 112, 112, None)}),
    ("At least 7 of the 40 wounded in the raid had burns.", {("wounded", 7, None, None), ("wounded", 40, 40, None)}),
    ("The bomber killed himself and three guards.", {("killed", 3, 3, "guard")}),
    ("Six nurses lost their lives in the shelling.", {("killed", 6, 6, "nurse")}),
    ("Twenty or more soldiers were killed in the ambush.", {("killed", 20, None, "soldier")}),
    ("The militia killed an unknown number of soldiers.", set()),
    ("An explosion killed one worker and injured at least a dozen.", {("killed", 1, 1, "worker")}),
    ("The army handed over 50 captured fighters to the rebels.", {("captured", 50, 50, "fighter")}),
    ("Three peacekeepers lost their lives in the ambush.", {("killed", 3, 3, "peacekeeper")}),
    ("Gunmen hacked 26 villagers to death.", {("killed", 26, 26, "villager")}),
    ("A boat fleeing the fighting was hit by a shell.", set()),
    ("The strike killed the commander along with three guards.", {("killed", 3, 3, "guard")}),
    ("Pirates hold 14 sailors in the hijacked tanker.", {("detained", 14, 14, "sailor")}),
    ("Killed in the ambush were two drivers and a cook.", {("killed", 2, 2, "driver"), ("killed", 1, 1, "cook")}),
]


@pytest.mark.parametrize(("text", "told"), GENERAL)
def test_counts_by_general_rules(reader: ArticleReader, text: str, told: set[Told]) -> None:
    assert counts(reader, text) == told


WITHIN = [
    ("Two nurses, 31 and 58, were wounded by shrapnel.", {("wounded", 2, 2, "nurse")}),
    ("Since 2014 more than 1.2 million people have been displaced.", {("displaced", 1_200_000, None, "people")}),
    ("In June last year two policemen were killed in Lima.", {("killed", 2, 2, "policeman")}),
    ("Since May 2014 more than 900 people were killed there.", {("killed", 900, None, "people")}),
]


@pytest.mark.parametrize(("text", "told"), WITHIN)
def test_neither_ages_nor_years_are_counts(reader: ArticleReader, text: str, told: set[Told]) -> None:
    assert counts(reader, text) == told


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Four of the dead were children.", {"Four of the dead"}),
        ("At least 58 people, 11 of them children, were killed.", {"11"}),
        ("Dozens of people were killed.", set()),
    ],
)
def test_a_part_of_another_number_is_marked(reader: ArticleReader, text: str, parts: set[str]) -> None:
    events = reader.extractor.extract(Article(text)).events
    assert {count.text for event in events for count in event.counts if count.part} == parts


def test_how_many_is_no_number(reader: ArticleReader) -> None:
    assert counts(reader, "The government has not said how many men are missing.") == set()
