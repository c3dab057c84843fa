"""The write gate: what every article must keep to before it is committed, checked in microseconds.

It is the cheap part of the shapes: characters inside the text, words that stand in it, closed vocabularies, and values
in their order. What needs the rest of the graph is left to ``kg check``.
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, get_args

from kg.articles.article import Article
from kg.errors import ArticleError
from kg.extraction.mention import How, Modality, Phase, Precision, Stance, TimeSource
from kg.fusion.claim import ArticleClaims, Claim, CountValue, TimeValue

TOKENS: Final[dict[str, frozenset[str | None]]] = {
    "stance": frozenset(get_args(Stance)),
    "modality": frozenset(get_args(Modality)),
    "how": frozenset(get_args(How)),
    "phase": frozenset({*get_args(Phase), None}),
    "precision": frozenset(get_args(Precision)),
    "timeSource": frozenset(get_args(TimeSource)),
    "count": frozenset({"killed", "wounded", "captured", "detained", "missing", "displaced", "equipmentLost"}),
    "placeSource": frozenset({"sentence", "text", "facility", None}),
    "placePrecision": frozenset({"facility", "settlement", "district", "province", "country", "region", None}),
}
"""The closed vocabularies by the prefix of their individuals; None where a claim need not have a value."""

_STANCES, _MODALITIES, _WAYS, _PHASES = (TOKENS[name] for name in ("stance", "modality", "how", "phase"))
_PLACE_SOURCES, _PLACE_PRECISIONS = TOKENS["placeSource"], TOKENS["placePrecision"]


def check_article(article: Article, claims: ArticleClaims) -> None:
    """Raise ArticleError naming the first thing that an article must not say so."""
    for problem in _problems(article, claims):
        raise ArticleError(
            f"Article {article.url or article.title or article.key}: {problem}. It was left out. This is an error of "
            "the extractor; please report it with the article."
        )


def _problems(article: Article, claims: ArticleClaims) -> Iterator[str]:
    text = article.text
    length = len(text)
    starts = [begin for begin, _ in claims.sentences]
    spans = {(mention.begin, mention.end) for mention in claims.mentions}
    for claim in claims.claims:
        spans.update(claim.evidence)
        if not claim.evidence:
            yield f"the {claim.kind.lower()} claim {claim.digest} has no evidence"
        yield from _problems_of_claim(claim, text)
    for begin, end in (*claims.sentences, *spans):
        if not 0 <= begin < end <= length or text[begin:end].isspace():
            yield f"the characters {begin} to {end} are no words of its text of {length} characters"
    for begin, end in spans:
        sentence = bisect_right(starts, begin) - 1
        if sentence < 0 or begin >= claims.sentences[sentence][1]:
            yield f"the mention at {begin} to {end} stands in no sentence"


def _problems_of_claim(claim: Claim, text: str) -> Iterator[str]:
    known = claim.stance in _STANCES and claim.modality in _MODALITIES and claim.how in _WAYS
    if not (known and claim.phase in _PHASES):
        words = ", ".join(map(str, (claim.stance, claim.modality, claim.how, claim.phase)))
        yield f"a claim is described by words outside the closed vocabularies: {words}"
    if not (claim.place_source in _PLACE_SOURCES and claim.place_precision in _PLACE_PRECISIONS):
        yield f"a place comes from {claim.place_source}, precise to {claim.place_precision}, which no vocabulary has"
    if not 0 <= claim.confidence <= 1:
        yield f"a claim has the confidence {claim.confidence}, which is not between 0 and 1"
    if claim.time is not None:
        yield from _problems_of_time(claim.time, text)
    if claim.count is not None:
        yield from _problems_of_count(claim.count, text)


def _problems_of_time(time: TimeValue, text: str) -> Iterator[str]:
    if time.precision not in TOKENS["precision"] or time.source not in TOKENS["timeSource"]:
        yield f"the time '{time.text}' is precise to {time.precision}, found by {time.source}, which no vocabulary has"
    if time.earliest and time.latest and time.earliest > time.latest:
        yield f"the time '{time.text}' ends at {time.latest} before it starts at {time.earliest}"
    if time.text not in text:
        yield f"the words '{time.text}' of a time do not stand in its text"


def _problems_of_count(count: CountValue, text: str) -> Iterator[str]:
    if count.kind not in TOKENS["count"]:
        yield f"the number '{count.text}' counts {count.kind}, which no vocabulary has"
    if count.minimum < 0 or (count.maximum is not None and count.maximum < count.minimum):
        yield f"the number '{count.text}' was read as {count.minimum} to {count.maximum}"
    if count.text not in text:
        yield f"the words '{count.text}' of a number do not stand in its text"
