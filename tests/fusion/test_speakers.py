"""A number is told by those whose words hold it, wherever the event is told."""

from kg.extraction.mention import ArticleMentions, Attribution, EventMention, Span
from kg.fusion.speakers import tellers
from kg.namespaces import NS

TEXT = "Trump said the base was hit. The army said six people died. Three are missing."
EVENT = EventMention(0, NS + "AirStrike", Span(24, 27), "hit", 0, sources=(7,))
MENTIONS = ArticleMentions(
    TEXT,
    (Span(0, 28), Span(29, 59), Span(60, 78)),
    entities=(),
    coreference=(),
    events=(EVENT,),
    event_coreference=((0,),),
    attributions=(
        Attribution(Span(6, 10), 7, Span(11, 27), "asserts"),
        Attribution(Span(38, 42), 8, Span(43, 58), "asserts"),
    ),
)


def test_a_number_in_somebodys_words_is_theirs() -> None:
    assert tellers(Span(43, 53), EVENT, MENTIONS) == (8,)


def test_a_number_beside_the_event_is_told_by_its_speakers() -> None:
    assert tellers(Span(0, 5), EVENT, MENTIONS) == (7,)


def test_a_number_elsewhere_in_nobodys_words_is_the_articles_own() -> None:
    assert tellers(Span(60, 65), EVENT, MENTIONS) == ()
