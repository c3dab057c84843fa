"""The named graph of an article: its metadata, sentences, mentions, reports and claims."""

from collections.abc import Iterator
from textwrap import shorten

import pyoxigraph as ox

from kg.articles.article import Article
from kg.fusion.claim import ArticleClaims, Claim, CountValue, Evidence, TimeValue
from kg.graph.nodes import Fact, decimal, integer, iri, label, moment, offset, text
from kg.graph.write_gate import check_article
from kg.namespaces import DCTERMS, NS, RDF, RDFS, Iris, token_iri

_TYPE = RDF + "type"
_LABEL_LENGTH = 80


class ArticleGraph:
    """Describes one article; all quads are in its named graph."""

    def __init__(self, article: Article, claims: ArticleClaims, iris: Iris) -> None:
        self._article = article
        self._claims = claims
        self._iris = iris
        self._key = article.key
        self._graph = iri(iris.graph(f"article/{self._key}"))
        self.iri = iris.article(self._key)

    def quads(self) -> Iterator[ox.Quad]:
        """Yield everything the article says. Raises ArticleError when it says what no article may."""
        check_article(self._article, self._claims)
        yield from self._about(self.iri, article_facts(self._article, self._claims, self._iris))
        for index, (begin, end) in enumerate(self._claims.sentences):
            facts: list[Fact] = [
                (_TYPE, iri(NS + "Sentence")),
                *self._span_facts(begin, end),
                (NS + "sentenceIndex", offset(index)),
            ]
            yield from self._about(self._span(begin, end), facts)
        for mention in self._claims.mentions:
            yield from self._about(self._span(mention.begin, mention.end), self._mention_facts(mention))
        for begin, end in sorted(self._other_evidence()):
            yield from self._about(self._span(begin, end), self._plain_mention_facts(begin, end))
        for report in self._claims.reports:
            node = self._iris.thing("report", report.digest)
            yield from self._about(node, [(_TYPE, iri(NS + "EventReport")), (NS + "inArticle", iri(self.iri))])
        for claim in self._claims.claims:
            yield from self._about(self._iris.thing("claim", claim.digest), self._claim_facts(claim))
        for each in self._claims.corrected:
            by = iri(self._iris.thing("correction", each.correction))
            about = self._iris.thing("report" if each.is_report else "claim", each.digest)
            yield from self._about(about, [(NS + "correctedBy", by)])

    def _about(self, subject: str, facts: list[Fact]) -> Iterator[ox.Quad]:
        node = iri(subject)
        for prop, value in facts:
            yield ox.Quad(node, iri(prop), value, self._graph)

    def _span(self, begin: int, end: int) -> str:
        return self._iris.span(self._key, begin, end)

    def _span_facts(self, begin: int, end: int) -> list[Fact]:
        return [
            (NS + "begin", offset(begin)),
            (NS + "end", offset(end)),
            (NS + "exactText", text(self._article.text[begin:end])),
            (NS + "inArticle", iri(self.iri)),
        ]

    def _mention_facts(self, mention: Evidence) -> list[Fact]:
        target = self._iris.thing("report", mention.refers_to) if mention.is_report else mention.refers_to
        return [*self._plain_mention_facts(mention.begin, mention.end), (NS + "refersTo", iri(target))]

    def _other_evidence(self) -> set[tuple[int, int]]:
        """Return the spans that claims rest on and that mention no entity or report: times, counts, cues."""
        evidence = {span for claim in self._claims.claims for span in claim.evidence}
        return evidence - {(mention.begin, mention.end) for mention in self._claims.mentions}

    def _plain_mention_facts(self, begin: int, end: int) -> list[Fact]:
        sentence = next(((b, e) for b, e in self._claims.sentences if b <= begin < e), None)
        inside: list[Fact] = [(NS + "inSentence", iri(self._span(*sentence)))] if sentence else []
        return [(_TYPE, iri(NS + "Mention")), *self._span_facts(begin, end), *inside]

    def _claim_facts(self, claim: Claim) -> list[Fact]:
        facts: list[Fact] = [
            (_TYPE, iri(NS + "Claim")),
            (_TYPE, iri(f"{NS}{claim.kind}Claim")),
            (NS + "inArticle", iri(self.iri)),
            (NS + "stance", token_iri("stance", claim.stance)),
            (NS + "modality", token_iri("modality", claim.modality)),
            (NS + "how", token_iri("how", claim.how)),
            (NS + "confidence", decimal(claim.confidence)),
        ]
        facts += [(NS + "evidence", iri(self._span(begin, end))) for begin, end in claim.evidence]
        facts += [(NS + "attributedTo", iri(source)) for source in claim.sources]
        facts += [(NS + "relayedBy", iri(source)) for source in claim.relays]
        if claim.report:
            facts.append((NS + "aboutReport", iri(self._iris.thing("report", claim.report))))
        return facts + self._value_facts(claim)

    def _value_facts(self, claim: Claim) -> list[Fact]:
        plain = (
            (NS + "claimedClass", claim.cls),
            (NS + ("claimedRelation" if claim.kind == "Relation" else "claimedRole"), claim.role),
            (NS + "claimedSubject", claim.subject),
        )
        facts: list[Fact] = [(prop, iri(value)) for prop, value in plain if value]
        if claim.value:
            facts.append((NS + VALUE_PROPERTY[claim.kind], iri(self._value_iri(claim))))
        tokens = (
            ("phase", claim.phase),
            ("placeSource", claim.place_source),
            ("placePrecision", claim.place_precision),
        )
        facts += [(NS + name, token_iri(name, token)) for name, token in tokens if token]
        if claim.characterisation:
            facts.append((NS + "characterisedAs", token_iri("characterisation", claim.characterisation)))
        facts += time_facts(claim.time) if claim.time else []
        facts += _count_facts(claim.count) if claim.count else []
        return facts

    def _value_iri(self, claim: Claim) -> str:
        value = claim.value or ""
        return self._iris.thing("report", value) if claim.kind == "Link" else value


VALUE_PROPERTY = {
    "Participation": "claimedParticipant",
    "Location": "claimedPlace",
    "Link": "claimedReport",
    "Post": "claimedHolding",
    "Relation": "claimedObject",
    "Status": "claimedStatus",
}


def article_facts(article: Article, claims: ArticleClaims, iris: Iris) -> list[Fact]:
    """Return the metadata of an article."""
    facts: list[Fact] = [(_TYPE, iri(NS + "Article")), (NS + "hasText", iri(iris.thing("text", article.text_hash)))]
    if article.title:
        facts.append((DCTERMS + "title", text(article.title)))
    else:
        facts.append((RDFS + "label", text(shorten(article.text, _LABEL_LENGTH, placeholder="…"))))
    if article.url:
        facts.append((NS + "url", text(article.url)))
    if claims.outlet:
        facts.append((NS + "publishedBy", iri(claims.outlet.iri)))
    if article.published:
        facts.append((NS + "publishedAt", moment(article.published)))
        facts.append((NS + "publicationDateSource", text("given")))
    elif claims.anchor:
        facts.append((NS + "publicationDateSource", text("inferred")))
    return facts


def time_facts(time: TimeValue) -> list[Fact]:
    """Return when, as far as it is told."""
    facts: list[Fact] = [
        (NS + "timePrecision", token_iri("precision", time.precision)),
        (NS + "timeText", text(time.text)),
        (NS + "timeSource", token_iri("timeSource", time.source)),
    ]
    if time.earliest:
        facts.append((NS + "earliestStart", moment(time.earliest)))
    if time.latest:
        facts.append((NS + "latestEnd", moment(time.latest)))
    return facts


def _count_facts(count: CountValue) -> list[Fact]:
    facts: list[Fact] = [
        (NS + "countKind", token_iri("count", count.kind)),
        (NS + "countMin", integer(count.minimum)),
        (NS + "countText", text(count.text)),
    ]
    if count.maximum is not None:
        facts.append((NS + "countMax", integer(count.maximum)))
    if count.group:
        facts.append((NS + "countGroup", label(count.group)))
    return facts
