"""Places inside the names of others: "Aleppo" in "Aleppo City Council" and "Aleppo residents"."""

from collections.abc import Iterator
from typing import Final

from kg.extraction.language.words import root_of, words_at
from kg.extraction.mention import EntityMention
from kg.extraction.reading import Reading

_OUTER: Final = ("Organisation", "Facility", "UnnamedGroup", "Official")

Name = tuple[str, ...]


def find_inner_places(reading: Reading) -> None:
    """Add a mention for each place of the text whose name stands again inside the name or description of another thing.

    Comes late, as nationalities do: the place only tells whose the thing is, and nothing happens there by that.
    """
    places = dict(_places(reading))
    if not places:
        return
    longest = max(map(len, places))
    for outer in list(reading.entities):
        if outer.kind != "pronoun" and outer.individual is None and reading.is_a(outer.cls, *_OUTER):
            for first, last in _inside(reading, outer, places, longest):
                _add(reading, first, last, places[_words(reading, first, last)])


def _places(reading: Reading) -> Iterator[tuple[Name, EntityMention]]:
    adjectives = reading.knowledge.lexicon.demonyms
    for mention in reading.entities:
        if mention.kind == "name" and reading.is_a(mention.cls, "Place") and mention.lemma not in adjectives:
            yield tuple(mention.name.split()), mention


def _inside(
    reading: Reading, outer: EntityMention, places: dict[Name, EntityMention], longest: int
) -> Iterator[tuple[int, int]]:
    """Yield the first and last token of each place inside a mention, the longest first, that is none of its own yet."""
    found = words_at(reading.doc, outer.span)
    if not found:
        return
    taken = {mention.span for mention in reading.entities}
    i, end = found[0].i, found[-1].i + 1
    while i < end:
        lengths = range(min(longest, end - i), 0, -1)
        length = next((n for n in lengths if n < len(found) and _words(reading, i, i + n - 1) in places), 0)
        if length and reading.characters(i, i + length - 1) not in taken:
            yield i, i + length - 1
        i += max(length, 1)


def _words(reading: Reading, first: int, last: int) -> Name:
    return tuple(token.text for token in reading.doc[first : last + 1])


def _add(reading: Reading, first: int, last: int, known: EntityMention) -> None:
    number = len(reading.entities)
    span = reading.characters(first, last)
    head = root_of(reading.doc[first : last + 1]).i
    sentence = reading.sentence_of[head]
    text = reading.text_of(span)
    reading.entities.append(
        EntityMention(number, span, text, sentence, known.cls, "name", known.name, known.lemma, known.individual)
    )
    reading.head_of[number] = head
    reading.heads.setdefault(head, number)
    group = reading.group_of(known.id)
    reading.groups = [g for g in reading.groups if g != group] + [(*group, number)]
