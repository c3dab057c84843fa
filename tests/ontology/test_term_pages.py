"""The pages of the ontology: each term has one, and their links lead somewhere."""

import re
from pathlib import PurePosixPath

import pytest

from kg.ontology.modules import Ontology
from kg.ontology.pages import ontology_pages
from kg.ontology.terms import Terms

LINK = re.compile(r"\]\(([^)]+\.md)\)")


@pytest.fixture(scope="module")
def pages(ontology: Ontology, terms: Terms) -> dict[str, str]:
    return dict(ontology_pages(ontology, terms))


def test_the_tree_shows_what_lies_below_what(pages: dict[str, str]) -> None:
    tree = pages["index.md"]
    assert re.search(r"\n( *)- \[armed clash\]\(terms/ArmedClash.md\)\n\1  - \[ambush\]\(terms/Ambush.md\)\n", tree)
    assert "- [has actor](terms/hasActor.md)\n" in tree


def test_the_page_of_a_term_tells_what_it_is_and_which_words_tell_of_it(pages: dict[str, str]) -> None:
    page = pages["terms/Ambush.md"]
    assert page.startswith("# ambush\n\n`https://w3id.org/sitrep/ns#Ambush` · class ·")
    assert "Above: [armed clash](../terms/ArmedClash.md)" in page
    assert "\n## trigger\n\n- a convoy attack\n" in page
    assert "\n## positive example\n\n- Rebels ambushed an army patrol" in page


def test_the_page_of_a_defined_class_tells_what_is_one(pages: dict[str, str]) -> None:
    violent, there = "[violent event](../terms/ViolentEvent.md)", "[event at a health facility](../terms/"
    assert (
        f"- whatever is {there}EventAtHealthFacility.md) and is {violent}\n" in pages["terms/AttackOnHealthFacility.md"]
    )
    at = pages["terms/EventAtHealthFacility.md"]
    assert "- whatever [has target](../terms/hasTarget.md) [health facility](../terms/HealthFacility.md)\n" in at


def test_codes_stand_with_their_meaning(pages: dict[str, str]) -> None:
    assert "- CAMEO: 195 " in pages["terms/AirStrike.md"]


def test_a_code_stands_with_its_condition(pages: dict[str, str]) -> None:
    page = pages["terms/SearchRaid.md"]
    arrests = "only if the role [has victim](../terms/hasVictim.md), only if the role is [agent](../terms/Agent.md)"
    assert f"- ACLED: Arrests (`code:acledArrests`), {arrests}\n" in page
    assert "- ACLED: Other (`code:acledOther`)\n" in page


def test_a_question_leads_to_the_terms_that_answer_it(pages: dict[str, str]) -> None:
    assert "[armed clash](terms/ArmedClash.md)" in pages["questions.md"]


def test_every_link_leads_to_a_page(pages: dict[str, str]) -> None:
    names = set(pages)
    for name, text in pages.items():
        folder = PurePosixPath(name).parent
        for link in LINK.findall(text):
            target = str(folder / link).replace("terms/../", "")
            assert target in names, (name, link)


def test_every_page_is_reached(pages: dict[str, str]) -> None:
    linked = {link.removeprefix("../") for text in pages.values() for link in LINK.findall(text)}
    assert set(pages) - linked == set()
