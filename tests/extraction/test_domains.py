"""War words in the news of sport, business and the screen are no events; war told beside them is."""

import pytest

from kg.articles.article import Article
from kg.reader import ArticleReader

MATCH = (
    "Rovers attacked from the whistle and bombarded the box. The striker's shot exploded off the crossbar before the "
    "midfielder fired home a penalty. The goalkeeper had no chance in the derby, and it was a battle until the referee "
    "blew for half-time."
)
MARKET = (
    "Shares fell after the retailer launched a fresh attack on prices, escalating a war that has hit profits. "
    "Investors said the takeover offensive would kill rivals, and consumers would gain."
)
FILM = (
    "The film by a young director tells of a colonel who attacks a hill. His men are killed one by one as tanks "
    "advance. Critics liked the actors and the plot, and audiences wept."
)
COMPOUND = (
    "The hosts attacked from kick-off and bombarded the box. It was a battle until half-time, when a centre-back "
    "exploded with rage, and they stormed into the quarter-final."
)
CHESS = (
    "The grandmaster launched an attack with a pawn and a rook. Her rival was under siege, and she captured the title "
    "of chess champion after a long battle."
)
PITCH = (
    "A rocket hit a football pitch during a match, killing 12 children. The goalkeeper was among the dead, and the "
    "championship was called off. Fighters had fired the rocket, the army said."
)


@pytest.mark.parametrize("text", [MATCH, MARKET, FILM, COMPOUND, CHESS])
def test_a_text_of_another_domain_holds_no_deed_of_war(reader: ArticleReader, text: str) -> None:
    assert [event.text for event in reader.extractor.extract(Article(text)).events] == []


def test_a_rocket_on_a_pitch_is_one(reader: ArticleReader) -> None:
    found = {event.text for event in reader.extractor.extract(Article(PITCH)).events}
    assert {"hit", "killing", "fired"} <= found


def test_a_raid_told_in_business_news_is_one(reader: ArticleReader) -> None:
    text = MARKET + " Houthi fighters fired missiles at a tanker on Sunday, and a bomb wounded 12 people in Cairo."
    assert {"fired", "wounded"} <= {event.text for event in reader.extractor.extract(Article(text)).events}


def test_rockets_at_a_match_that_is_told_in_compounds_are_one(reader: ArticleReader) -> None:
    text = "A rocket hit the stand at half-time of the semi-final, minutes after kick-off. It killed a centre-back."
    assert {"hit", "killed"} <= {event.text for event in reader.extractor.extract(Article(text)).events}
