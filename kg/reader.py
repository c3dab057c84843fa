"""Reading articles in parallel: each worker process extracts and identifies, and returns the claims of its articles."""

import gc
import multiprocessing
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from kg.articles.article import Article
from kg.config import Config
from kg.curation.correction import Corrections
from kg.errors import KGError
from kg.extraction.gate import Gate
from kg.extraction.language.language_model import DEFAULT_MODEL
from kg.extraction.mention import ArticleMentions
from kg.extraction.pipeline import Extractor
from kg.fusion.article_claims import claim_article
from kg.fusion.authority import load_authority
from kg.fusion.claim import ArticleClaims, Entity
from kg.fusion.identity import Identifier
from kg.fusion.places import PlaceFinder
from kg.gazetteer.cities import is_city
from kg.gazetteer.gazetteer import Gazetteer
from kg.ledger.revision import own_quads
from kg.namespaces import NS, Iris, digest
from kg.ontology.lexicon import load_lexicon
from kg.ontology.modules import Ontology
from kg.ontology.terms import Terms, load_terms

Result = TypeVar("Result")

_RECORDS = 50_000
"""Objects made between two looks of the collector: those of about ten articles."""
BATCH = 16
"""Articles that a worker takes at once: enough for spaCy to batch, few enough to share the work out evenly."""


@dataclass(frozen=True)
class Outcome:
    """What became of one article: its claims and quads, or why it could not be read."""

    article: Article
    claims: ArticleClaims | None = None
    """Without mentions and sentences: what becomes of an article's claims among others does not ask for them."""
    own: bytes = b""
    """The article's own quads as N-Quads: they pass between processes faster as text."""
    failure: str = ""
    is_held_back: bool = False
    """Whether the gate let the article be stored without an analysis."""

    def own_quads(self) -> list[ox.Quad]:
        """Return the article's own quads; a reading process wrote them, so their IRIs are not checked again."""
        return list(ox.parse(self.own, format=ox.RdfFormat.N_QUADS, lenient=True))


@dataclass(frozen=True)
class ArticleReader:
    """Everything that turns an article into claims."""

    extractor: Extractor
    identifier: Identifier
    terms: Terms
    gate: Gate | None = None
    """Which texts are worth an analysis; None analyses all."""
    corrections: Corrections = field(default_factory=Corrections)
    """What people decided about readings of single articles."""

    @classmethod
    def load(
        cls,
        ontology: Ontology,
        iris: Iris,
        *,
        gazetteer: Path | None = None,
        config: Config | None = None,
        corrections: Corrections | None = None,
    ) -> "ArticleReader":
        """Return a reader over an ontology; the gazetteer is built first where it is missing.

        With ``gate`` set, it does not analyse texts whose words cannot tell of conflict: it finds nothing in them.
        Raises ConfigError when the language model is missing or cannot read English as Sitrep does.
        """
        terms = load_terms(ontology)
        authority = load_authority(ontology, terms)
        atlas = Gazetteer.open(gazetteer)
        places = PlaceFinder(atlas, authority, iris)
        lexicon = load_lexicon(ontology, terms)
        config = config or Config()
        model = config.language_model or DEFAULT_MODEL
        extractor = Extractor.load(lexicon, terms, model=model, is_city=partial(is_city, atlas))
        gate = Gate(extractor.nlp, lexicon, terms) if config.gate else None
        return cls(extractor, Identifier(authority, terms, places, iris), terms, gate, corrections or Corrections())

    def read(self, articles: Iterable[Article]) -> Iterator[tuple[Article, ArticleMentions, ArticleClaims]]:
        """Yield what each article says."""
        pairs = ((article.text if self._admits(article) else "", article) for article in articles)
        for doc, article in self.extractor.nlp.pipe(pairs, as_tuples=True):
            mentions = self.extractor.read(doc, article.published)
            mentions = mentions if len(doc) else replace(mentions, text=article.text)
            corrections = self.corrections.of(article.key)
            outlet = self.outlet(article)
            yield article, mentions, claim_article(article.key, outlet, mentions, self.identifier, corrections)

    def _admits(self, article: Article) -> bool:
        return self.gate is None or self.gate.admits(f"{article.title or ''}\n{article.text}")

    def outcome(self, article: Article, claims: ArticleClaims) -> Outcome:
        """Return an article's claims with its own quads, which hold its mentions and sentences."""
        quads = own_quads(article, claims, self.identifier.iris)
        own = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
        # What passed the gate has a sentence at least.
        is_held_back = self.gate is not None and not claims.sentences
        return Outcome(article, replace(claims, mentions=(), sentences=()), own, is_held_back=is_held_back)

    def outlet(self, article: Article) -> Entity | None:
        """Return the publisher of an article: a known outlet, or one of its own made from the name."""
        if not article.source:
            return None
        name = article.source.strip()
        authority = self.identifier.authority
        known = authority.name_to_individual.get(name.lower())
        if known and self.terms.is_a(authority.classes[known], "Organisation"):
            return Entity(known, authority.classes[known], authority.labels[known], (name,))
        iri = self.identifier.iris.thing("entity", digest("Organisation", name.casefold(), "", ""))
        return Entity(iri, NS + "MediaOutlet", name, (name,))


_reader: ArticleReader | None = None


def collect_seldom() -> None:
    """Let the garbage collector rest: what is loaded now stays, and reading makes many records but no cycles."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_RECORDS)


def read_in_parallel(
    reader: ArticleReader, articles: Iterable[Article], *, workers: int
) -> Generator[Outcome, None, None]:
    """Yield what became of each article, in order."""
    return work_in_parallel(_outcomes, reader, articles, workers=workers)


def work_in_parallel(
    work: Callable[[ArticleReader, list[Article]], list[Result]],
    reader: ArticleReader,
    articles: Iterable[Article],
    *,
    workers: int,
) -> Generator[Result, None, None]:
    """Yield what ``work``, a function of a module, makes of articles, a batch at a time and in order.

    With more than one worker, processes are forked that share the loaded models; their results should be small.
    Only a few batches are read ahead of what is taken.
    """
    collect_seldom()
    batches = _batches(articles)
    if workers == 1:
        for batch in batches:
            yield from work(reader, batch)
        return
    ahead, ended = threading.Semaphore(3 * workers), threading.Event()
    context = multiprocessing.get_context("fork")
    with context.Pool(workers, _start_worker, (reader,)) as pool:
        try:
            for results in pool.imap(partial(_work, work), _held_back(batches, ahead, ended)):
                ahead.release()
                yield from results
        finally:
            # The pool cannot end while its feeding thread waits for its turn.
            ended.set()
            ahead.release()


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    remaining = iter(articles)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _held_back(
    batches: Iterator[list[Article]], ahead: threading.Semaphore, ended: threading.Event
) -> Iterator[list[Article]]:
    for batch in batches:
        ahead.acquire()
        if ended.is_set():
            return
        yield batch


def _start_worker(reader: ArticleReader) -> None:
    # Ctrl-C reaches the whole process group; the parent ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    global _reader  # noqa: PLW0603  # a worker process serves one reader, handed over when it starts
    _reader = reader


def _work(work: Callable[[ArticleReader, list[Article]], list[Result]], batch: list[Article]) -> list[Result]:
    if _reader is None:
        raise KGError("A reading process was asked for work before it was started.")
    return work(_reader, batch)


def _outcomes(reader: ArticleReader, batch: list[Article]) -> list[Outcome]:
    try:
        return [reader.outcome(article, claims) for article, _, claims in reader.read(batch)]
    except KGError as error:
        if len(batch) == 1:
            return [Outcome(batch[0], failure=str(error))]
        return [outcome for article in batch for outcome in _outcomes(reader, [article])]
