"""Texts in capitals are read like others, and every mention keeps the characters of the text."""

import pytest
from telling import read, roles, told

from kg.extraction.language.truecase import Truecaser, Words
from kg.reader import ArticleReader

WIRE = (
    "SAN RAFAEL, 4 MAY -- TWO REBEL COLUMNS ATTACKED A POLICE STATION IN VILLA PEROSA ON TUESDAY AND WOUNDED THREE "
    "SOLDIERS, GENERAL TOMAS ESQUIRBEL SAID."
)


@pytest.fixture(scope="module")
def truecaser() -> Truecaser:
    listed = frozenset({"army", "attack", "stop", "the", "in", "a", "say", "odesa", "market", "bomb", "bush"})
    words = Words(listed, frozenset({"the", "in", "a"}), frozenset({"army", "odesa", "market"}))
    return Truecaser(words, ["ISIS", "Deir ez-Zor", "U.S."], lambda word: word == "odesa")


@pytest.mark.parametrize(
    ("capitals", "cased"),
    [
        ("THE ARMY STOPPED ISIS IN DEIR EZ-ZOR", "The army stopped ISIS in Deir ez-Zor"),
        ("THE U.S. ARMY ATTACKS. A ZORKAN SAYS", "The U.S. army attacks. A Zorkan says"),
        ("AN ATTACK", "AN ATTACK"),
        ("The ARMY attacks the ISIS army", "The ARMY attacks the ISIS army"),
    ],
)
def test_case(truecaser: Truecaser, capitals: str, cased: str) -> None:
    assert truecaser.recase(capitals) == cased


def test_no_character_moves(truecaser: Truecaser) -> None:
    text = "İSTANBUL: THE ARMY\tATTACKED ẞ IN THE\u2028ﬁELD AT DAWN\r\n\r\nThe army."
    assert len(truecaser.recase(text)) == len(text)


def test_events_of_a_text_in_capitals(reader: ArticleReader) -> None:
    mentions = read(reader, WIRE)
    assert told(mentions) == [("ATTACKED", "ViolentEvent"), ("WOUNDED", "InjuryEvent")]
    assert roles(mentions, "ATTACKED")["hasTarget"] == ["POLICE STATION"]


def test_mentions_are_the_characters_of_the_text(reader: ArticleReader) -> None:
    mentions = read(reader, WIRE)
    assert mentions.text == WIRE
    assert {WIRE[e.span.begin : e.span.end] for e in mentions.entities} == {e.text for e in mentions.entities}
    assert "Tomas Esquirbel" in {e.name for e in mentions.entities}


@pytest.mark.parametrize(
    ("headline", "cased"),
    [
        ("Army Attacks Market in Odesa, Says Bekov", "Army attacks market in Odesa, says Bekov"),
        ("Army Says ISIS Bomb Stopped in U.S. Market", "Army says ISIS bomb stopped in U.S. market"),
        ("The Army Attacked in the Market. A bomb stopped the army.", None),
        ("Army Bomb Market Attack Says", None),
    ],
)
def test_headlines_are_written_as_sentences(truecaser: Truecaser, headline: str, cased: str | None) -> None:
    assert truecaser.recase(headline) == (cased or headline)


def test_a_headline_keeps_names_that_the_text_below_tells(truecaser: Truecaser) -> None:
    text = "Bush Says Attack in Market Stopped Bush\nThe army said that Bush attacked."
    assert truecaser.recase(text).startswith("Bush says attack in market stopped Bush\n")
