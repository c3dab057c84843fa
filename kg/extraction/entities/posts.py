"""Posts that persons are said to hold: "President Trump", "X, the Syrian defence minister"."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.extraction.entities.nationalities import grouped, nationality_mention
from kg.extraction.language.clauses import children, is_passive, objects, subjects
from kg.extraction.mention import EntityMention, PostMention, TimeExpression
from kg.extraction.reading import Reading
from kg.extraction.relations.facility_places import retyped

_FORMER = frozenset({"former", "ex", "then", "late", "outgoing"})
_PARTS_OF_POST = frozenset({"deputy", "acting", "vice", "assistant", "interim"})
_LONGEST_COMPLEMENT = 7


def find_posts(reading: Reading) -> None:
    """Find the posts of the persons of a text: before the name, beside it, or said of the person by a verb."""
    for mention in list(reading.entities):
        if reading.is_a(mention.cls, "Person") and mention.kind == "name":
            for phrase in _post_phrases(reading, mention):
                _add(reading, _post(reading, mention, phrase))
    for verb in reading.doc:
        if verb.pos_ in ("VERB", "AUX"):
            _posts_told(reading, verb)


def _add(reading: Reading, post: PostMention | None) -> None:
    if post and all((post.person, post.span) != (known.person, known.span) for known in reading.posts):
        reading.posts.append(post)


def _posts_told(reading: Reading, verb: Token) -> None:
    """Read "X, who became president in 2014", "they elected X president", "X resigned as minister"."""
    nouns = children(verb, "attr", "oprd")
    nouns += [noun for prep in children(verb, "prep") if prep.lower_ == "as" for noun in children(prep, "pobj")]
    if not nouns or _is_unreal(verb):
        return
    person = _holder(reading, verb)
    if person is None:
        return
    ended = reading.event_at(verb)
    leaves = ended is not None and reading.is_a(ended.cls, "DepartureFromOffice")
    for noun in nouns:
        post = _post(reading, person, (noun.left_edge.i, noun.i))
        if post:
            past = leaves or (verb.lemma_ == "be" and verb.tag_ == "VBD")
            since = None if verb.lemma_ == "be" or leaves else _time_of(reading, verb)
            _add(reading, replace(post, former=post.former or past, since=since))


def _is_unreal(verb: Token) -> bool:
    hedged = any(aux.tag_ == "MD" for aux in children(verb, "aux"))
    return bool(children(verb, "neg")) or hedged or verb.dep_ == "xcomp"


def _holder(reading: Reading, verb: Token) -> EntityMention | None:
    """Return the person whom a verb gives, leaves or finds in a post."""
    given = children(verb, "oprd", "prep") and not is_passive(verb)
    holders = children(verb, "dobj") if given else []
    holders = holders or objects(verb) or [subject for subject, _ in subjects(verb)]
    named = [m for m in map(reading.entity_at, holders) if m and m.kind != "nominal" and reading.is_a(m.cls, "Person")]
    if named or given:
        return next(iter(named), None) or _named_subject(reading, verb)
    return None


def _named_subject(reading: Reading, verb: Token) -> EntityMention | None:
    for subject, _ in subjects(verb):
        mention = reading.entity_at(subject)
        if mention and mention.kind != "nominal" and reading.is_a(mention.cls, "Person"):
            return mention
    return None


def _time_of(reading: Reading, verb: Token) -> TimeExpression | None:
    begin, end = verb.doc[verb.left_edge.i].idx, verb.doc[verb.right_edge.i].idx
    inside = (t for t in reading.times if begin <= t.span.begin <= end and t.earliest is not None)
    return next((t for t in inside if t.span.begin > verb.idx), None)


def _post_phrases(reading: Reading, person: EntityMention) -> Iterator[tuple[int, int]]:
    """Yield the first and last tokens of phrases that may end in the name of a post."""
    begin = reading.head_of[person.id]
    while begin > 0 and reading.doc[begin - 1].idx >= person.span.begin:
        begin -= 1
    if begin > 0 and not reading.doc[begin - 1].is_punct:
        yield max(begin - 6, reading.doc[begin].sent.start), begin - 1
    head = reading.doc[reading.head_of[person.id]]
    for child in head.children:
        if child.dep_ == "appos" and reading.mention_of.get(child.i) != person.id:
            yield child.left_edge.i, child.i
            yield from ((other.left_edge.i, other.i) for other in children(child, "conj"))
    if head.dep_ == "appos":
        yield head.head.left_edge.i, head.head.i
        if head.head.dep_ == "pobj":
            noun = head.head.head.head
            yield noun.left_edge.i, noun.i


def _post(reading: Reading, person: EntityMention, phrase: tuple[int, int]) -> PostMention | None:
    first, last = phrase
    match = _longest_post(reading, first, last)
    if match is None:
        return None
    start, end, posts = match
    start = _whole_post(reading, first, start)
    span = reading.characters(start, end)
    individual = posts[0] if len(posts) == 1 and posts[0] in reading.knowledge.terms.types else None
    classes = [term for term in posts if term in reading.knowledge.terms.superclasses]
    post_class = classes[0] if classes else reading.knowledge.terms.types.get(posts[0], ("",))[0]
    former = any(token.lower_.strip("-") in _FORMER for token in reading.doc[first:start])
    organisation = _organisation(reading, first, last)
    return PostMention(person.id, individual, post_class, reading.text_of(span), organisation, None, former, span)


def _whole_post(reading: Reading, first: int, start: int) -> int:
    """Return where the words of a post begin, "deputy", "acting" and "bureau" of "bureau chief" included."""
    while start > first:
        word = reading.doc[start - 1]
        entity = reading.entity_at(word)
        named = entity is not None and reading.is_a(entity.cls, "Organisation", "SpatialThing")
        plain = word.dep_ == "compound" and word.pos_ == "NOUN" and word.text.islower() and not named
        if not plain and word.lower_ not in _PARTS_OF_POST:
            break
        start -= 1
    return start


def _longest_post(reading: Reading, first: int, last: int) -> tuple[int, int, tuple[str, ...]] | None:
    """Return where the longest name of a post lies, "secretary of state" rather than "secretary", and its posts."""
    doc, names = reading.doc, reading.knowledge.lexicon.post_names
    beyond = (
        min(last + _LONGEST_COMPLEMENT, len(doc) - 1) if last + 1 < len(doc) and doc[last + 1].lower_ == "of" else last
    )
    for end in range(beyond, last - 1, -1):
        for start in range(first, last + 1):
            words = tuple(token.lower_ for token in doc[start : end + 1])
            posts = names.get(words) or names.get((*words[:-1], doc[end].lemma_.lower()))
            if posts:
                return start, end, posts
    return None


def _organisation(reading: Reading, first: int, last: int) -> int | None:
    """Return what a post is in: "Syrian defence minister", "commander of the SDF", "mayor of Karm"."""
    phrase = reading.doc[first : last + 1]
    complements = _complements(phrase[-1])
    for token in (*phrase, *complements):
        entity = reading.entity_at(token)
        if entity and reading.is_a(entity.cls, "Organisation", "Country"):
            return entity.id
    nations = (nationality_mention(reading, token) for token in phrase if token.text[0].isupper())
    nation = next((mention for mention in nations if mention), None)
    if nation:
        return grouped(reading, nation)
    return next((place.id for token in complements for place in _governed(reading, token)), None)


def _governed(reading: Reading, token: Token) -> Iterator[EntityMention]:
    """Yield the place, facility or unknown name that somebody is mayor, governor or emir of."""
    entity = reading.entity_at(token)
    if entity is None or token.i != reading.head_of[entity.id]:
        return
    if reading.is_a(entity.cls, "SpatialThing"):
        yield entity
    elif entity.kind == "name" and entity.individual is None and token.head.lower_ == "of":
        yield retyped(reading, entity)


def _complements(noun: Token) -> list[Token]:
    return [
        obj for prep in noun.children if prep.dep_ == "prep" and prep.lower_ in ("of", "for") for obj in prep.children
    ]
