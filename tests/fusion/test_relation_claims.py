"""Relations between entities as claims with their words."""

from kg.articles.article import Article
from kg.fusion.article_claims import claim_article
from kg.fusion.claim import Claim
from kg.graph.article_graph import ArticleGraph
from kg.namespaces import NS
from kg.reader import ArticleReader

TEXT = "The Wagner Group is allied with Russia. The Wagner Group remains allied with Russia."


def relation_claims(reader: ArticleReader, article: Article) -> list[Claim]:
    mentions = reader.extractor.extract(article)
    claims = claim_article(article.key, None, mentions, reader.identifier)
    return [claim for claim in claims.claims if claim.kind == "Relation"]


def test_a_relation_is_claimed_once_with_the_words_of_its_ends(reader: ArticleReader) -> None:
    claims = relation_claims(reader, Article(TEXT))
    allied = [claim for claim in claims if claim.role == NS + "alliedWith"]
    first, last = allied[0].evidence
    assert (TEXT[first[0] : first[1]], TEXT[last[0] : last[1]]) == ("Wagner Group", "Russia")
    assert len({(claim.subject, claim.value) for claim in allied}) == len(allied) == 2


def test_the_property_of_a_relation_claim_is_its_claimed_relation(reader: ArticleReader) -> None:
    article = Article(TEXT)
    mentions = reader.extractor.extract(article)
    claims = claim_article(article.key, None, mentions, reader.identifier)
    quads = list(ArticleGraph(article, claims, reader.identifier.iris).quads())
    told = {(q.predicate.value, q.object.value) for q in quads if q.object.value == NS + "alliedWith"}
    assert told == {(NS + "claimedRelation", NS + "alliedWith")}
