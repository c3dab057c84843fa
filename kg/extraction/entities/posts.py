"""Posts that persons are said to hold: "President Trump", "X, the Syrian defence minister"."""

from dataclasses import replace

from spacy.tokens import Token

from kg.extraction.entities.post_bodies import body_of, body_within, own_place
from kg.extraction.entities.post_phrases import is_post_word, longest_post, own_words, post_phrases
from kg.extraction.language.clauses import children, is_passive, objects, subjects
from kg.extraction.mention import EntityMention, PostMention, Relation, TimeExpression
from kg.extraction.reading import Reading
from kg.namespaces import NS

_HOLDS_POST_IN = NS + "holdsPostIn"


def find_posts(reading: Reading) -> None:
    """Find the posts of the persons of a text: before the name, beside it, or said of the person by a verb."""
    for mention in list(reading.entities):
        if reading.is_a(mention.cls, "Person") and mention.kind == "name":
            for phrase in post_phrases(reading, mention):
                _add(reading, _post(reading, mention, phrase))
    reading.posts = [post for post in reading.posts if not _is_rank(reading, post)]
    for verb in reading.doc:
        if verb.pos_ in ("VERB", "AUX"):
            _posts_told(reading, verb)
    reading.relations = [relation for relation in reading.relations if not _is_told_as_post(reading, relation)]


def _is_told_as_post(reading: Reading, relation: Relation) -> bool:
    """Tell whether a relation says without a post what is known with it."""
    if relation.relation != _HOLDS_POST_IN:
        return False
    head = reading.entities[relation.head]
    same = reading.group_of(relation.head)
    return any(
        post.person in same or (head.span.begin < post.span.end and post.span.begin < head.span.end)
        for post in reading.posts
    )


def _is_rank(reading: Reading, post: PostMention) -> bool:
    """Tell whether the post of a person with another one is the rank: "the spokeswoman, Commander Lidia Korff"."""
    ranked = post.words.istitle() and post.words.lower() in reading.knowledge.lexicon.rank_words
    return ranked and any(other.person == post.person and other is not post for other in reading.posts)


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
    if children(verb, "oprd") and not is_passive(verb):
        return next((m for token in children(verb, "dobj") if (m := _person_at(reading, token))), None)
    given = children(verb, "prep") and not is_passive(verb)
    holders = children(verb, "dobj") if given else []
    holders = holders or objects(verb) or [subject for subject, _ in subjects(verb)]
    named = [m for token in holders if (m := _person_at(reading, token))]
    if named or given:
        return next(iter(named), None) or _named_subject(reading, verb)
    return None


def _named_subject(reading: Reading, verb: Token) -> EntityMention | None:
    return next((m for subject, _ in subjects(verb) if (m := _person_at(reading, subject))), None)


def _person_at(reading: Reading, token: Token) -> EntityMention | None:
    """Return the named person or pronoun that a token heads, or the name of whom it calls an official."""
    mention = reading.entity_at(token)
    if mention and mention.kind != "nominal":
        return mention if reading.is_a(mention.cls, "Person") else None
    beside = [m for noun in children(token, "appos") if (m := reading.entity_at(noun))]
    others = [] if mention is None else [reading.entities[number] for number in reading.group_of(mention.id)]
    return next((m for m in (*beside, *others) if m.kind == "name" and reading.is_a(m.cls, "Person")), None)


def _time_of(reading: Reading, verb: Token) -> TimeExpression | None:
    begin, end = verb.doc[verb.left_edge.i].idx, verb.doc[verb.right_edge.i].idx
    inside = (t for t in reading.times if begin <= t.span.begin <= end and t.earliest is not None)
    return next((t for t in inside if t.span.begin > verb.idx), None)


def _post(reading: Reading, person: EntityMention, phrase: tuple[int, int]) -> PostMention | None:
    first, last = phrase
    match = longest_post(reading, first, last)
    if match is None:
        return None
    start, end, posts = match
    own = own_words(reading, first, start, end)
    span = reading.characters(*own)
    body = body_of(reading, (first, last, max(end, own[1])), span) or own_place(reading, person)
    if body is None and (body := body_within(reading, *own)):
        own = reading.head_of[body.id] + 1, own[1]
        span = reading.characters(*own)
    individual = posts[0] if len(posts) == 1 and posts[0] in reading.knowledge.terms.types else None
    classes = [term for term in posts if term in reading.knowledge.terms.superclasses]
    post_class = classes[0] if classes else reading.knowledge.terms.types.get(posts[0], ("",))[0]
    former = any(is_post_word(reading, token, "former") for token in reading.doc[first : own[0]])
    return PostMention(
        person.id, individual, post_class, reading.text_of(span), body.id if body else None, None, former, span
    )
