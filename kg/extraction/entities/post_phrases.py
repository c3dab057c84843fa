"""Where posts are told: the phrases beside a person's name, and which of their words name the post."""

from collections.abc import Iterator
from typing import Final

from kg.extraction.entities.demonyms import country_of_adjective
from kg.extraction.language.clauses import children
from kg.extraction.language.noun_phrases import is_second_apposition
from kg.extraction.language.words import Word
from kg.extraction.mention import EntityMention
from kg.extraction.reading import Reading

_POST_WORDS: Final = "PostWord"
_BODIES: Final = ("Organisation", "Country", "SpatialThing")
_OF: Final = frozenset({"of", "for"})
_GOING_ON: Final = frozenset({"of", "in", "-"})
"""What leads on to the rest of a post's name: "secretary of state", "commander-in-chief"."""
_LONGEST_COMPLEMENT: Final = 7
_LONGEST_POST: Final = 4
"""Words before the last of a post's name: "chief of the general staff"."""
_REACH: Final = 6
"""Tokens before a name among which its bearer's post may stand."""
_ONE_OF_MANY: Final = frozenset({"a", "an", "another"})
_VOWELS: Final = frozenset("aeiouy")
_APPOINTED: Final = ("Appointment", "Election")


def post_phrases(reading: Reading, person: EntityMention) -> Iterator[tuple[int, int]]:
    """Yield the first and last tokens of phrases that may end in the name of a post."""
    head = reading.doc[reading.head_of[person.id]]
    begin = _behind_rank(reading, _first_of(reading, person))
    if begin > 0 and not reading.doc[begin - 1].is_punct:
        yield _first_before(reading, head, begin), begin - 1
    for child in (noun for noun in children(head, "appos", "npadvmod") if noun.i > head.i):
        if reading.mention_of.get(child.i) != person.id:
            yield child.left_edge.i, child.i
            yield from ((other.left_edge.i, other.i) for other in children(child, "conj"))
    if head.dep == "appos" and not is_second_apposition(head):
        above = head.head
        while above.dep == "appos" and _is_rank(reading, above):
            above = above.head
        yield above.left_edge.i, above.i
        if above.dep == "pobj":
            noun = above.head.head
            yield noun.left_edge.i, noun.i
    if head.dep in ("compound", "nmod") and _is_appointed(reading, head.head):
        yield head.i + 1, head.head.i


def _first_of(reading: Reading, person: EntityMention) -> int:
    begin = reading.head_of[person.id]
    while begin > 0 and reading.doc[begin - 1].idx >= person.span.begin:
        begin -= 1
    return begin


def _behind_rank(reading: Reading, begin: int) -> int:
    """Return where the rank before a name begins: "spokesman | Brig. Gen. Omar Said"."""
    first = begin
    while first > 0 and _is_rank(reading, reading.doc[first - 1]):
        first -= 1
    return begin if reading.doc[first].text == "." else first


def _is_rank(reading: Reading, token: Word) -> bool:
    """Tell whether a word before a name is a rank or a title such as "Dr", and not the end of a post's name."""
    if any(_posts(reading, start, token.i) for start in range(max(token.i - _LONGEST_POST, 0), token.i + 1)):
        return False
    shortened = token.text.istitle() and not _VOWELS & set(token.form)
    return shortened or token.text == "." or token.form.strip(".") in reading.knowledge.lexicon.rank_words


def _first_before(reading: Reading, head: Word, begin: int) -> int:
    """Return where the noun phrase before a name begins; what stands before that is of another phrase.

    A tree that hangs the name into a post's own name parts that: "chief of the | general staff Omar Said".
    """
    doc = reading.doc
    edge, start = min(head.left_edge.i, doc[begin - 1].left_edge.i), doc[begin - 1].sentence[0].i
    first = max(edge, begin - _REACH) if edge < begin else max(begin - _REACH, start)
    return next((i for i in range(max(begin - _REACH, start), first) if _posts(reading, i, begin - 1)), first)


def _is_appointed(reading: Reading, noun: Word) -> bool:
    """Tell whether a name before a noun is whom somebody gave a post: "elected Omar Said speaker"."""
    event = reading.event_at(noun.head) if noun.dep == "dobj" else None
    return noun.dep == "oprd" or (event is not None and reading.is_a(event.cls, *_APPOINTED))


def longest_post(reading: Reading, first: int, last: int) -> tuple[int, int, tuple[str, ...]] | None:
    """Return where the longest name of a post lies, "secretary of state" rather than "secretary", and its posts."""
    doc = reading.doc
    of = last + 1 < len(doc) and doc[last + 1].form in _GOING_ON
    beyond = min(last + _LONGEST_COMPLEMENT, len(doc) - 1) if of else last
    for end in range(beyond, last - 1, -1):
        for start in range(first, last + 1):
            posts = _posts(reading, start, end)
            if posts and not _ends_within_name(reading, last, end):
                return start, end, posts
    return None


def _ends_within_name(reading: Reading, last: int, end: int) -> bool:
    """Tell whether a post's name ends in a part of a longer name: "leader of al-Qaeda in the Arabian Peninsula"."""
    entity = reading.entity_at(reading.doc[end]) if end > last else None
    behind = reading.doc[end].end
    return entity is not None and entity.kind == "name" and entity.span.end > behind


def _posts(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    names = reading.knowledge.lexicon.post_names
    words = tuple(word.form for word in reading.doc[start : end + 1])
    return names.get(words) or names.get((*words[:-1], reading.doc[end].lemma)) or ()


def is_one_of_many(reading: Reading, noun: int) -> bool:
    """Tell whether an article says that others hold such a post too: "a leader of the group", "one of the leaders"."""
    return any(child.form in _ONE_OF_MANY for child in reading.doc[noun].lefts)


def is_post_word(reading: Reading, token: Word, kind: str, *, by_lemma: bool = False) -> bool:
    """Tell whether a token is a post word of a kind: "former", "then-" of "then-minister"."""
    words = reading.knowledge.lexicon.cues.get(_POST_WORDS, {})
    word = token.lemma if by_lemma else token.form.strip("-")
    return kind in words.get((word,), ())


def own_words(reading: Reading, first: int, start: int, end: int) -> tuple[int, int]:
    """Return where the words of the post itself lie: without "Ukrainian" and "of Ukraine", which tell whose it is."""
    while start < end and (length := _body_at(reading, start, end)) and start + length <= end:
        start += length
    for i in range(start + 1, end):
        entity = reading.entity_at(reading.doc[end])
        known = entity is not None and entity.kind == "name" and entity.individual is not None
        if known and reading.doc[i].form in _OF and any(_posts(reading, s, i - 1) for s in range(start, i)):
            end = i - 1
            break
    return _whole_post(reading, first, start), _with_field(reading, end)


def _with_field(reading: Reading, end: int) -> int:
    """Return where a post's words end, what it is for included: "minister of trade", but not "leader of the group"."""
    # "Minister of Health", but the leader of Hamas
    ministers = any(reading.is_a(post, "Minister") for post in _posts(reading, end, end))
    tags = ("NN", "NNS", "NNP") if ministers else ("NN", "NNS")
    for prep in children(reading.doc[end], "prep"):
        fields = [noun for noun in children(prep, "pobj") if noun.tag in tags and noun.left_edge.i == end + 2]
        if prep.i == end + 1 and prep.form == "of" and fields and not children(fields[0], "det", "poss", "nummod"):
            return end if reading.entity_at(fields[0]) else fields[0].i
    return end


def _body_at(reading: Reading, start: int, end: int) -> int:
    """Return how many words from one on name a country or organisation: 1 in "UN envoy", 2 in "South Korean envoy"."""
    token, last = reading.doc[start], reading.doc[end]
    for behind in (start + 1, start):
        found = country_of_adjective(reading, behind)
        if found and found[0] == start:
            return behind - start + 1
    bodies = (
        entity.span.end
        for entity in reading.entities
        if entity.individual is not None
        and entity.span.begin == token.idx < entity.span.end <= last.idx
        and reading.is_a(entity.cls, *_BODIES)
    )
    behind = max(bodies, default=token.idx)
    return sum(1 for word in reading.doc[start:end] if word.idx < behind)


def _whole_post(reading: Reading, first: int, start: int) -> int:
    """Return where the words of a post begin, "deputy", "acting" and "bureau" of "bureau chief" included."""
    while start > first:
        word = reading.doc[start - 1]
        entity = reading.entity_at(word)
        named = entity is not None and reading.is_a(entity.cls, "Organisation", "SpatialThing")
        plain = word.dep == "compound" and word.pos == "NOUN" and word.text.islower() and not named
        if not plain and not is_post_word(reading, word, "part"):
            break
        start -= 1
    return start
