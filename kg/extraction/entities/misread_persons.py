"""Persons whom a language model took for a body or a place, known by what stands beside them: "Ann Lee, a judge"."""

from dataclasses import replace
from typing import Final

from kg.extraction.entities.post_phrases import is_post_word
from kg.extraction.language.clauses import children
from kg.extraction.language.words import words_at
from kg.extraction.mention import EntityMention, Span
from kg.extraction.reading import Reading
from kg.namespaces import NS

_MISREAD: Final = frozenset({NS + "Organisation", NS + "Place"})
_DOING: Final = frozenset({"nsubj", "nsubjpass", "dobj"})
_ARTICLES: Final = frozenset({"a", "an"})
_FULL_NAME: Final = 2
"""Words of a name that a person may well have; those of bodies are often longer."""


def find_misread_persons(reading: Reading) -> None:
    """Make persons of unknown names of two words that stand in apposition to a post."""
    for mention in reading.entities:
        unknown = mention.kind == "name" and mention.individual is None and mention.cls in _MISREAD
        body = mention.cls == NS + "Organisation"
        if unknown and ((body and _is_beside_post(reading, mention)) or _is_called_somebody(reading, mention)):
            begin = _behind_ranks(reading, mention)
            name = reading.text[begin : mention.span.end]
            if len(name.split()) == _FULL_NAME:
                span = Span(begin, mention.span.end)
                person = replace(mention, cls=NS + "Person", span=span, text=name, name=name, lemma=name.lower())
                reading.entities[mention.id] = person


def _behind_ranks(reading: Reading, mention: EntityMention) -> int:
    """Return the character at which a name begins behind its bearer's rank."""
    words = words_at(reading.doc, mention.span)
    ranks = reading.knowledge.lexicon.rank_words
    return next((word.idx for word in words if word.form.strip(".") not in ranks), mention.span.begin)


def _is_beside_post(reading: Reading, mention: EntityMention) -> bool:
    head = reading.doc[reading.head_of[mention.id]]
    ranks = reading.knowledge.lexicon.rank_words
    if head.dep != "appos" or head.form in ranks or head.head.tag not in ("NN", "NNP"):
        return False
    post = reading.heads.get(head.head.i)
    official = post is not None and reading.is_a(reading.entities[post].cls, "Official")
    return official or is_post_word(reading, head.head, "counterpart")


def _is_called_somebody(reading: Reading, mention: EntityMention) -> bool:
    """Tell whether a name that acts, or that something befalls, is called a person: "Ann Lee, a judge, was shot"."""
    head = reading.doc[reading.head_of[mention.id]]
    ranks = reading.knowledge.lexicon.rank_words
    beside = children(head, "appos") if head.dep in _DOING else []
    for noun in (noun for noun in beside if any(child.form in _ARTICLES for child in children(noun, "det"))):
        entity = reading.entity_at(noun)
        if noun.form in ranks or (entity is not None and reading.is_a(entity.cls, "Person")):
            return True
    return False
