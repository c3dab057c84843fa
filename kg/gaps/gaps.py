"""Gaps: words by which armed actors act and that no class catches, and names that no individual bears."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from spacy.vocab import Vocab

from kg.articles.article import Article
from kg.extraction.language.analysed import words_of
from kg.extraction.language.clauses import children, objects, subjects
from kg.extraction.language.words import Word, Words, text_of
from kg.extraction.mention import ArticleMentions
from kg.ontology.lexicon import Lexicon
from kg.reader import ArticleReader

_ARMED: Final = ("ArmedOrganisation", "Soldiers", "Militants", "Platform")
_EXAMPLES: Final = 2
_BLANKS: Final = re.compile(r"\s+")
_WORD: Final = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class WordGap:
    """A word by which armed actors act and that tells of no event, as a trigger: ``to ferry``, ``a manoeuvre``."""

    trigger: str
    count: int
    sentences: tuple[str, ...]
    nearest: str | None
    """The class that has the most similar trigger, None where the language model does not know the word."""


@dataclass(frozen=True, slots=True)
class NameGap:
    """A name of which neither the authority nor the gazetteer knows the bearer; ``cls`` is the likeliest class."""

    name: str
    cls: str
    count: int
    articles: int
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Gaps:
    """What was not caught, the most frequent first, and in how many articles it was looked for."""

    articles: int
    words: tuple[WordGap, ...]
    names: tuple[NameGap, ...]


def find_gaps(articles: Iterable[Article], reader: ArticleReader, lexicon: Lexicon, *, least: int) -> Gaps:
    """Read articles and return the words and names that stand in them at least so often and are not known."""
    work = _Search(reader, lexicon)
    pairs = ((article.text, article) for article in articles)
    for doc, article in reader.extractor.nlp.pipe(pairs, as_tuples=True):
        work.read(article, words_of(doc), reader.extractor.read(doc, article.published))
    return Gaps(work.articles, tuple(work.words_from(least)), tuple(work.names_from(least)))


@dataclass
class _Found:
    """The places where one word or name stands."""

    count: int = 0
    articles: set[str] = field(default_factory=set)
    sentences: dict[str, None] = field(default_factory=dict)
    classes: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)

    def note(self, article: Article, sentence: str, cls: str = "", form: str = "") -> None:
        self.count += 1
        self.articles.add(article.key)
        self.classes[cls] += 1
        self.forms[form] += 1
        if len(self.sentences) < _EXAMPLES:
            self.sentences[_BLANKS.sub(" ", sentence).strip()] = None


class _Search:
    """The search through articles, one after the other."""

    def __init__(self, reader: ArticleReader, lexicon: Lexicon) -> None:
        self.reader = reader
        self.lexicon = lexicon
        self.stop_words = reader.extractor.nlp.Defaults.stop_words
        self.cues = {words[0] for vocabulary in lexicon.cues.values() for words in vocabulary}
        self.articles = 0
        self.words: defaultdict[str, _Found] = defaultdict(_Found)
        self.names: defaultdict[str, _Found] = defaultdict(_Found)

    def read(self, article: Article, doc: Words, mentions: ArticleMentions) -> None:
        """Note what one article tells and the ontology does not know."""
        self.articles += 1
        page = _Page(doc, mentions, self.reader)
        for token in doc:
            trigger = page.gap(token)
            if trigger and not self._is_known(token):
                self.words[trigger].note(article, text_of(token.sentence))
        self._note_names(article, mentions)

    def _is_known(self, token: Word) -> bool:
        """Tell whether a word is one of the language rather than of the matter: a light verb, a cue, a common word."""
        lemma = token.lemma
        return token.form in self.stop_words or lemma in self.cues or f"to {lemma}" in self.lexicon.role_cues

    def _note_names(self, article: Article, mentions: ArticleMentions) -> None:
        identities = self.reader.identifier.identify(article.key, mentions)
        unknown = self.reader.identifier.iris.thing("entity", "")
        for mention in mentions.entities:
            iri = identities.of_mention.get(mention.id, "")
            if mention.kind == "name" and iri.startswith(unknown) and _is_full(mention.name):
                sentence = mentions.sentences[mention.sentence]
                text = mentions.text[sentence.begin : sentence.end]
                self.names[mention.name.casefold()].note(article, text, mention.cls, mention.name)

    def words_from(self, least: int) -> Iterator[WordGap]:
        """Yield the words that stand often enough, the most frequent first."""
        nearest = _Nearest(self.reader.extractor.nlp.vocab, self.lexicon)
        for trigger, found in _frequent(self.words, least):
            yield WordGap(trigger, found.count, tuple(found.sentences), nearest.cls(trigger.split()[1]))

    def names_from(self, least: int) -> Iterator[NameGap]:
        """Yield the names that stand often enough, the most frequent first."""
        for _, found in _frequent(self.names, least):
            cls, name = _most(found.classes), _most(found.forms)
            yield NameGap(name, cls, found.count, len(found.articles), tuple(found.sentences))


class _Page:
    """One analysed article: which tokens tell an event, and which head an armed actor."""

    def __init__(self, doc: Words, mentions: ArticleMentions, reader: ArticleReader) -> None:
        told = [event.trigger for event in mentions.events]
        self.told = {t.i for t in doc for span in told if span.begin <= t.idx < span.end}
        self.things = {t.i for t in doc for m in mentions.entities if m.span.begin <= t.idx < m.span.end}
        armed = [m for m in mentions.entities if any(reader.terms.is_a(m.cls, cls) for cls in _ARMED)]
        self.armed = {t.i for t in doc for m in armed if m.span.begin <= t.idx < m.span.end}

    def gap(self, token: Word) -> str | None:
        """Return the trigger that would catch a word by which an armed actor acts and that tells of no event."""
        lemma = token.lemma
        if token.i in self.told or not _WORD.fullmatch(lemma):
            return None
        if token.pos == "VERB" and self._is_deed(token):
            return " ".join(("to", lemma, *(particle.form for particle in children(token, "prt"))))
        if token.pos == "NOUN" and token.i not in self.things and self._is_armed_deed(token):
            return f"{'an' if lemma[0] in 'aeiou' else 'a'} {lemma}"
        return None

    def _is_deed(self, verb: Word) -> bool:
        """Tell whether an armed actor does it, and it is more than the verb to an event ("mounted an attack")."""
        carried = (*objects(verb), *children(verb, "xcomp", "ccomp"))
        acts = any(subject.i in self.armed for subject, _ in subjects(verb))
        return acts and not any(token.i in self.told for token in carried)

    def _is_armed_deed(self, noun: Word) -> bool:
        doers = [obj for by in children(noun, "prep") if by.form == "by" for obj in children(by, "pobj")]
        return any(doer.i in self.armed for doer in (*doers, *children(noun, "poss", "compound")))


class _Nearest:
    """The class that a word comes nearest to, by the language model's word vectors."""

    def __init__(self, vocab: Vocab, lexicon: Lexicon) -> None:
        self.vocab = vocab
        words = {trigger.words[0]: trigger.cls for group in lexicon.triggers.values() for trigger in group}
        self.classes = {word: cls for word, cls in sorted(words.items()) if vocab.has_vector(word)}

    def cls(self, word: str) -> str | None:
        """Return the class of the most similar trigger."""
        if not self.vocab.has_vector(word) or not self.classes:
            return None
        lexeme = self.vocab[word]
        return self.classes[max(self.classes, key=lambda known: (lexeme.similarity(self.vocab[known]), known))]


def _is_full(name: str) -> bool:
    """Tell a name from a surname or a single letter."""
    return len(name) > 2 and any(letter.isupper() for letter in name)


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda value: (-counts[value], value))


def _frequent(found: Mapping[str, _Found], least: int) -> list[tuple[str, _Found]]:
    often = [(word, places) for word, places in found.items() if places.count >= least]
    return sorted(often, key=lambda item: (-item[1].count, item[0]))
