"""Posts that persons are said to hold: "President Trump", "X, the Syrian defence minister"."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extraction.mention import EntityMention, PostMention, Span
from kg.extraction.reading import Reading

_FORMER = frozenset({"former", "ex", "then", "late", "outgoing"})


def find_posts(reading: Reading) -> None:
    """Find the posts of the persons of a text, named before the person or set beside the name."""
    for mention in reading.entities:
        if reading.is_a(mention.cls, "Person") and mention.kind == "name":
            for first, last in _post_phrases(reading, mention):
                post = _post(reading, mention, first, last)
                if post and post not in reading.posts:
                    reading.posts.append(post)


def _post_phrases(reading: Reading, person: EntityMention) -> Iterator[tuple[int, int]]:
    """Yield the first and last tokens of phrases that may end in the name of a post."""
    begin = next(token.i for token in reading.doc if token.idx >= person.span.begin)
    if begin > 0 and not reading.doc[begin - 1].is_punct:
        yield max(begin - 6, reading.doc[begin].sent.start), begin - 1
    head = reading.doc[reading.head_of[person.id]]
    for child in head.children:
        if child.dep_ == "appos" and reading.mention_of.get(child.i) != person.id:
            yield child.left_edge.i, child.i
    if head.dep_ == "appos":
        yield head.head.left_edge.i, head.head.i


def _post(reading: Reading, person: EntityMention, first: int, last: int) -> PostMention | None:
    match = _longest_post(reading, first, last)
    if match is None:
        return None
    start, posts = match
    span = reading.characters(start, last)
    individual = posts[0] if len(posts) == 1 and posts[0] in reading.knowledge.terms.types else None
    classes = [term for term in posts if term in reading.knowledge.terms.superclasses]
    post_class = classes[0] if classes else reading.knowledge.terms.types.get(posts[0], ("",))[0]
    before = reading.doc[first:start]
    former = any(token.lower_.strip("-") in _FORMER for token in before)
    organisation = _organisation(reading, first, last)
    return PostMention(
        person.id, individual, post_class, reading.text_of(span), organisation, None, former, Span(span.begin, span.end)
    )


def _longest_post(reading: Reading, first: int, last: int) -> tuple[int, tuple[str, ...]] | None:
    for start in range(first, last + 1):
        words = tuple(token.lower_ for token in reading.doc[start : last + 1])
        for form in (words, (*words[:-1], reading.doc[last].lemma_.lower())):
            posts = reading.knowledge.lexicon.post_names.get(form)
            if posts:
                return start, posts
    return None


def _organisation(reading: Reading, first: int, last: int) -> int | None:
    """Return the organisation or country of a post: "Syrian defence minister", "commander of the SDF"."""
    phrase = reading.doc[first : last + 1]
    for token in (*phrase, *_complements(phrase[-1])):
        entity = reading.entity_at(token)
        if entity and reading.is_a(entity.cls, "Organisation", "Country"):
            return entity.id
    return None


def _complements(noun: Token) -> list[Token]:
    return [
        obj for prep in noun.children if prep.dep_ == "prep" and prep.lower_ in ("of", "for") for obj in prep.children
    ]
