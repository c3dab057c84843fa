"""What holds of an article's claims after a person's corrections."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from kg.articles.article import Article
from kg.curation.correction import Correction, Corrections, Deed, Passage, Said
from kg.fusion.claim import ArticleClaims, Claim
from kg.fusion.standing import said
from kg.namespaces import AUTHORITY, NS
from kg.reader import ArticleReader

ARTICLE = Article(
    "Turkish jets bombed a depot in Aleppo on Sunday. The strike killed 12 people. "
    "Ali Hassan, a spokesman of the Harbour Front, condemned the attack. "
    "Activists alleged that rebels shelled a school in Manbij on Saturday, killing 3 children.",
    published=datetime(2019, 5, 6, tzinfo=UTC),
    source="Harbour Wire",
)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
Chosen = Callable[[Claim], bool]


def decided(claim: Claim, deed: Deed, becomes: Said | None = None) -> Correction:
    characters = tuple(sorted(set(claim.evidence)))
    words = tuple(ARTICLE.text[begin:end] for begin, end in characters)
    passage = Passage(ARTICLE.key, characters, words, ARTICLE.text)
    return Correction(f"{deed}-{claim.digest}", deed, (passage,), said(claim), "Ada", NOON, "No.", becomes)


@pytest.fixture(scope="module")
def corrected(reader: ArticleReader) -> "Corrected":
    def read(corrections: Corrections) -> ArticleClaims:
        other = ArticleReader(reader.extractor, reader.identifier, reader.terms, corrections=corrections)
        return next(claims for _, _, claims in other.read([ARTICLE]))

    def before_and_after(
        chosen: Chosen, deed: Deed = "veto", becomes: Said | None = None
    ) -> tuple[ArticleClaims, ArticleClaims]:
        before = read(Corrections())
        made = tuple(decided(claim, deed, becomes) for claim in before.claims if chosen(claim))
        assert made
        return before, read(Corrections(made))

    return before_and_after


Corrected = Callable[..., tuple[ArticleClaims, ArticleClaims]]


def test_a_rejected_claim_stays_a_claim(corrected: Corrected) -> None:
    before, after = corrected(lambda claim: claim.kind == "Count")
    assert after.claims == before.claims
    counts = [claim.digest for claim in before.claims if claim.kind == "Count"]
    assert [(each.digest, each.correction) for each in after.corrected] == [(name, f"veto-{name}") for name in counts]


def test_a_rejected_number_is_in_no_report(corrected: Corrected) -> None:
    before, after = corrected(lambda claim: claim.kind == "Count")
    assert any(report.counts for report in before.reports)
    assert not any(report.counts for report in after.reports)


@pytest.mark.parametrize("role", ["hasActor", "hasTarget"])
def test_a_rejected_participant_is_in_no_report(corrected: Corrected, role: str) -> None:
    _, after = corrected(lambda claim: claim.kind == "Participation" and claim.role == NS + role)
    assert not any(p.role == NS + role for report in after.reports for p in report.participants)


def test_a_rejected_place_and_time_are_in_no_report(corrected: Corrected) -> None:
    _, after = corrected(lambda claim: claim.kind in ("Location", "Time"))
    assert not any(report.places or report.time for report in after.reports)


def test_what_did_not_happen_has_nothing_that_is_told_of_it(corrected: Corrected) -> None:
    before, after = corrected(lambda claim: claim.cls == NS + "AirStrike")
    assert [report.digest for report in after.reports] == [report.digest for report in before.reports]
    (strike,) = [report for report in after.reports if report.cls == NS + "AirStrike"]
    assert not strike.realised
    assert (strike.participants, strike.places, strike.time, strike.counts) == ((), (), None, ())


def test_a_rejected_relation_holds_no_more(corrected: Corrected) -> None:
    before, after = corrected(lambda claim: claim.kind == "Relation")
    told = {(c.subject, c.role, c.value) for c in before.claims if c.kind == "Relation"}
    assert not told & {(entity.iri, *relation) for entity in after.entities for relation in entity.relations}


def test_a_rejected_post_is_held_no_more(corrected: Corrected) -> None:
    before, after = corrected(lambda claim: claim.kind == "Post")
    assert before.holdings and not after.holdings


def test_a_confirmed_event_happened_with_all_that_is_told_of_it(corrected: Corrected) -> None:
    before, after = corrected(lambda claim: (claim.cls or "").endswith("Shelling"), "confirm")
    (alleged,), (shelling,) = ([r for r in told.reports if r.cls.endswith("Shelling")] for told in (before, after))
    assert not alleged.realised and shelling.realised
    assert {p.role for p in shelling.participants} == {p.role for p in alleged.participants}
    assert after.claims == before.claims


def test_a_confirmed_number_alone_makes_no_event(corrected: Corrected) -> None:
    before, after = corrected(lambda claim: claim.kind == "Count" and claim.stance == "alleges", "confirm")
    assert [report.realised for report in after.reports] == [report.realised for report in before.reports]
    assert sum(len(report.counts) for report in after.reports) > sum(len(report.counts) for report in before.reports)


def test_an_edited_claim_stays_beside_what_it_becomes(corrected: Corrected) -> None:
    becomes = Said("Participation", NS + "hasActor", AUTHORITY + "SyrianArabAirForce")
    turkish = AUTHORITY + "TurkishArmedForces"
    before, after = corrected(lambda claim: (claim.role, claim.value) == (NS + "hasActor", turkish), "edit", becomes)
    assert set(before.claims) < set(after.claims)
    actors = {p.entity for report in after.reports for p in report.participants if p.role == NS + "hasActor"}
    assert becomes.value in actors and turkish not in actors
    assert len(after.corrected) == 2 * (len(after.claims) - len(before.claims))
