"""Relations of a noun to whose it is, and of participles to who stands before them."""

import pytest
from telling import read, relations

from kg.reader import ArticleReader


@pytest.mark.parametrize(
    ("text", "head", "relation", "tail"),
    [
        ("NATO member Norland objected, but NATO member Estonia agreed.", "Estonia", "memberOf", "NATO"),
        ("Belarus, Russia's closest ally, sent a brigade.", "Belarus", "alliedWith", "Russia"),
        ("Harakat al-Nujaba, an Iranian proxy, launched drones.", "Harakat al-Nujaba", "alliedWith", "Iranian"),
        ("Hamas's leader, Yahya Karmi, hid in a tunnel.", "Yahya Karmi", "commands", "Hamas"),
        ("The Qassam Brigades, Hamas's military wing, fired.", "Qassam Brigades", "subOrganisationOf", "Hamas"),
        ("Jets struck Iran-backed militiamen in Syria.", "Iran-backed militiamen", "alliedWith", "Iran"),
        ("A Saudi-led coalition bombed the port.", "Saudi", "commands", "Saudi-led coalition"),
        ("Ahmed Hassan, a resident of Omdurman, fled.", "Ahmed Hassan", "basedIn", "Omdurman"),
        ("The army, which is based in the town of Karm, advanced.", "army", "basedIn", "Karm"),
        ("The rebels have been at war with the army since 2023.", "rebels", "fightsAgainst", "army"),
        ("Boko Haram and the army clashed near Karm.", "Boko Haram", "fightsAgainst", "army"),
        ("Troops at Bagram Air Base left.", "Troops", "basedIn", "Bagram Air Base"),
        ("Near Karm, one strike destroyed a tank.", "tank", "locatedIn", "Karm"),
        (
            "The rebels lost ground to troops under the command of General Ali Hassan.",
            "Ali Hassan",
            "commands",
            "troops",
        ),
    ],
)
def test_relation(reader: ArticleReader, text: str, head: str, relation: str, tail: str) -> None:
    assert (head, relation, tail) in relations(read(reader, text))


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Hamas leader Osama Karmi spoke in Doha.", "commands"),
        ("The UN called on Israel to open the crossing.", "metWith"),
        ("German soldiers and troops from Bangladesh patrol the town.", "memberOf"),
        ("The army shelled the Russian-held city of Horlivka.", "locatedIn"),
        ("The government is negotiating with Hezbollah in Havana.", "basedIn"),
        ("Iraq's militias, led by Hadi Karmi, withdrew.", "memberOf"),
    ],
)
def test_nothing_more_is_related(reader: ArticleReader, text: str, relation: str) -> None:
    assert not any(found == relation for _, found, _ in relations(read(reader, text)))


def test_a_modifier_before_the_first_noun_tells_nothing_of_the_second(reader: ArticleReader) -> None:
    found = relations(read(reader, "Iran-backed militias and the coalition fought."))
    assert ("Iran", "alliedWith", "coalition") not in found
