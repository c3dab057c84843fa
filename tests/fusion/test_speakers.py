"""A number is told by those whose words hold it, wherever the event is told."""

from kg.articles.article import Article
from kg.extraction.mention import ArticleMentions, Attribution, EventMention, Span
from kg.fusion.article_claims import claim_article
from kg.fusion.speakers import tellers
from kg.graph.article_graph import ArticleGraph
from kg.namespaces import NS, sr
from kg.reader import ArticleReader

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
    assert tellers(Span(43, 53), EVENT, MENTIONS) == ((8,), ())


def test_a_number_beside_the_event_is_told_by_its_speakers() -> None:
    assert tellers(Span(0, 5), EVENT, MENTIONS) == ((7,), ())


def test_a_number_elsewhere_in_nobodys_words_is_the_articles_own() -> None:
    assert tellers(Span(60, 65), EVENT, MENTIONS) == ((), ())


def test_a_claim_is_attributed_to_all_who_say_it_together(reader: ArticleReader) -> None:
    article = Article("Reuters reported that both NATO and the African Union said jets had bombed a depot in Kidal.")
    mentions = reader.extractor.extract(article)
    claims = claim_article(article.key, None, mentions, reader.identifier)
    quads = list(ArticleGraph(article, claims, reader.identifier.iris).quads())
    bombing = {q.subject for q in quads if q.object == sr("Bombardment") or q.object == sr("AirStrike")}
    said = {(q.predicate.value, q.object.value) for q in quads if q.subject in bombing}
    names = sorted(value.rpartition("#")[2] for prop, value in said if prop == NS + "attributedTo")
    assert names == ["AfricanUnion", "NorthAtlanticTreatyOrganization"]
    assert [value.rpartition("#")[2] for prop, value in said if prop == NS + "relayedBy"] == ["Reuters"]
