"""The write gate lets what the extractor finds pass and refuses what no article may say."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kg.articles.article import Article
from kg.errors import ArticleError
from kg.fusion.claim import ArticleClaims, Claim, CountValue, Evidence, TimeValue
from kg.graph.write_gate import TOKENS, check_article
from kg.namespaces import NS, token_iri
from kg.ontology.terms import Terms

TEXT = "Rebels hit a depot on Saturday. Three soldiers died."
ARTICLE = Article(TEXT, title="Depot hit")
TIME = TimeValue(
    datetime(2025, 12, 20, tzinfo=UTC), datetime(2025, 12, 21, tzinfo=UTC), "day", "on Saturday", "relative"
)
COUNT = CountValue("killed", 3, 3, "soldier", "Three soldiers")
CLAIM = Claim("c", "Count", ((48, 51), (32, 46)), (), "asserts", "realised", "dependency", 0.9, time=TIME, count=COUNT)
CLAIMS = ArticleClaims("a", None, ((0, 31), (32, 52)), (), (Evidence(7, 10, "r", is_report=True),), (CLAIM,), ())
VOCABULARIES = {
    "stance": "Stance", "modality": "Modality", "how": "How", "phase": "Phase", "precision": "TimePrecision",
    "timeSource": "TimeSource", "count": "CountKind", "placeSource": "PlaceSource", "placePrecision": "PlacePrecision",
}  # fmt: skip


def test_what_is_right_passes() -> None:
    check_article(ARTICLE, CLAIMS)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"evidence": ()}, "the count claim c has no evidence"),
        ({"evidence": ((48, 99),)}, "the characters 48 to 99 are no words of its text of 52 characters"),
        ({"evidence": ((31, 32),)}, "the characters 31 to 32 are no words"),
        ({"stance": "shrugs"}, "outside the closed vocabularies: shrugs, realised, dependency, None"),
        ({"phase": "paused"}, "outside the closed vocabularies"),
        ({"place_source": "dateline"}, "a place comes from dateline"),
        ({"confidence": 1.2}, "has the confidence 1.2"),
        ({"time": replace(TIME, precision="fortnight")}, "precise to fortnight"),
        ({"time": replace(TIME, latest=datetime(2025, 12, 1, tzinfo=UTC))}, "before it starts"),
        ({"time": replace(TIME, text="on Sunday")}, "the words 'on Sunday' of a time do not stand in its text"),
        ({"count": replace(COUNT, kind="promoted")}, "counts promoted"),
        ({"count": replace(COUNT, minimum=4)}, "was read as 4 to 3"),
        ({"count": replace(COUNT, text="Four soldiers")}, "the words 'Four soldiers' of a number do not stand"),
    ],
)
def test_what_no_article_may_say_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(ArticleError, match="Article Depot hit: .*" + message):
        check_article(ARTICLE, replace(CLAIMS, claims=(replace(CLAIM, **change),)))


def test_a_mention_between_sentences_is_refused() -> None:
    claims = replace(CLAIMS, sentences=((0, 31), (40, 52)))
    with pytest.raises(ArticleError, match="the mention at 32 to 46 stands in no sentence"):
        check_article(ARTICLE, claims)


@pytest.mark.parametrize("prefix", VOCABULARIES)
def test_the_vocabularies_are_those_of_the_ontology(prefix: str, terms: Terms) -> None:
    members = {individual for individual, classes in terms.types.items() if NS + VOCABULARIES[prefix] in classes}
    assert members == {token_iri(prefix, token).value for token in TOKENS[prefix] if token}
