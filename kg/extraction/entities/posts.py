"""Posts that persons are said to hold: "President Trump", "X, the Syrian defence minister"."""

from dataclasses import replace
from typing import Final

from kg.extraction.entities.people import holders_at, is_unreal, said_of, since_of, time_of
from kg.extraction.entities.post_bodies import body_of, body_within, own_place
from kg.extraction.entities.post_phrases import is_one_of_many, is_post_word, longest_post, own_words, post_phrases
from kg.extraction.entities.successions import counterparts, is_succession, succession
from kg.extraction.language.clauses import children, is_passive, objects, subjects
from kg.extraction.language.words import Word
from kg.extraction.mention import EntityMention, PostMention, Relation
from kg.extraction.reading import Reading
from kg.extraction.relations.fitting import COMMANDS
from kg.namespaces import NS

_HOLDS_POST_IN = NS + "holdsPostIn"
_DEPUTY: Final = NS + "DeputyMinister"
_DEPUTIES: Final = {NS + "HeadOfGovernment": _DEPUTY, NS + "HeadOfState": NS + "VicePresident"}
_HEAD: Final = NS + "Director"
_OF_STATES: Final = frozenset(NS + name for name in ("HeadOfState", "HeadOfGovernment", "VicePresident"))
_RULING: Final = ("Government", "LocalAuthority")
_INTERNATIONAL: Final = NS + "InternationalOfficial"
_BETWEEN_STATES: Final = ("InternationalOrganisation", "Alliance", "Coalition", "PeaceMission")


def find_posts(reading: Reading) -> None:
    """Find the posts of the persons of a text: before the name, beside it, or said of the person by a verb."""
    for mention in list(reading.entities):
        if reading.is_a(mention.cls, "Person") and mention.kind == "name" and not _is_only_rank(reading, mention):
            for phrase in post_phrases(reading, mention):
                for post in (_post(reading, mention, phrase), *counterparts(reading, mention, phrase)):
                    _add(reading, post)
    reading.posts = [post for post in reading.posts if not _is_rank(reading, post)]
    for verb in reading.doc:
        if verb.pos in ("VERB", "AUX"):
            _posts_told(reading, verb)
    reading.relations = [relation for relation in reading.relations if not _is_told_as_post(reading, relation)]


def _is_only_rank(reading: Reading, mention: EntityMention) -> bool:
    ranks = reading.knowledge.lexicon.rank_words
    return mention.individual is None and all(word.strip(".") in ranks for word in mention.lemma.split())


def _is_told_as_post(reading: Reading, relation: Relation) -> bool:
    """Tell whether a relation says without a post what is known with it, or who is in a post without being named."""
    if relation.relation not in (_HOLDS_POST_IN, COMMANDS):
        return False
    head = reading.entities[relation.head]
    same = reading.group_of(relation.head)
    own = [post for post in reading.posts if post.person in same]
    overlapping = any(head.span.begin < p.span.end and p.span.begin < head.span.end for p in reading.posts)
    if relation.relation == COMMANDS:
        return overlapping or (bool(own) and all(post.former for post in own))
    return bool(own) or overlapping or all(reading.entities[number].kind == "nominal" for number in same)


def _is_rank(reading: Reading, post: PostMention) -> bool:
    """Tell whether the post of a person with another one is the rank: "the spokeswoman, Commander Lidia Korff"."""
    ranked = post.words.istitle() and post.words.lower() in reading.knowledge.lexicon.rank_words
    return ranked and any(other.person == post.person and other is not post for other in reading.posts)


def _add(reading: Reading, post: PostMention | None) -> None:
    if post and all((post.person, post.span) != (known.person, known.span) for known in reading.posts):
        reading.posts.append(post)


def _posts_told(reading: Reading, verb: Word) -> None:
    """Read "X, who became president in 2014", "they elected X president", "X resigned as minister"."""
    nouns = children(verb, "attr", "oprd")
    preps = [*children(verb, "prep"), *(p for agent in children(verb, "agent") for p in _below(agent))]
    nouns += [noun for prep in preps if prep.form == "as" for noun in children(prep, "pobj")]
    if is_succession(reading, verb):
        _handed_on(reading, verb, nouns)
        return
    if not nouns or is_unreal(verb):
        return
    person = _holder(reading, verb)
    if person is None:
        return
    ended = reading.event_at(verb)
    leaves = ended is not None and reading.is_a(ended.cls, "DepartureFromOffice")
    for noun in nouns:
        post = _post(reading, person, (noun.left_edge.i, noun.i))
        if post:
            past = leaves or (verb.lemma == "be" and verb.tag == "VBD")
            since = since_of(reading, verb) if verb.lemma == "be" else time_of(reading, verb)
            _add(reading, replace(post, former=post.former or past, since=None if leaves else since))


def _below(agent: Word) -> list[Word]:
    """Return the phrases behind an agent: "replaced by X as mayor"."""
    return [*children(agent, "prep"), *(p for noun in children(agent, "pobj") for p in children(noun, "prep"))]


def _handed_on(reading: Reading, verb: Word, nouns: list[Word]) -> None:
    """Add the posts of who leaves and who comes, and correct what the phrases beside their names told of it."""
    persons = [m for m in reading.entities if m.kind == "name" and reading.is_a(m.cls, "Person")]
    told = [_post(reading, m, (noun.left_edge.i, noun.i)) for noun in nouns for m in persons[:1]]
    for post in succession(reading, verb, [post for post in told if post]):
        same = [p for p in reading.posts if p.span == post.span and p.person in reading.group_of(post.person)]
        reading.posts = [p for p in reading.posts if p not in same]
        reading.posts.append(post)


def _holder(reading: Reading, verb: Word) -> EntityMention | None:
    """Return the person whom a verb gives, leaves or finds in a post."""
    if children(verb, "oprd") and not is_passive(verb):
        return next((m for token in children(verb, "dobj") if (m := _holder_at(reading, token))), None)
    given = children(verb, "prep") and not is_passive(verb)
    holders = children(verb, "dobj") if given else []
    holders = holders or objects(verb) or [subject for subject, _ in subjects(verb)]
    holders = holders or (said_of(verb) if is_passive(verb) else [])
    named = [m for token in holders if (m := _holder_at(reading, token))]
    if named or given:
        return next(iter(named), None) or _named_subject(reading, verb)
    return None


def _named_subject(reading: Reading, verb: Word) -> EntityMention | None:
    return next((m for subject, _ in subjects(verb) if (m := _holder_at(reading, subject))), None)


def _holder_at(reading: Reading, token: Word) -> EntityMention | None:
    return next(holders_at(reading, token), None)


def _class_in(reading: Reading, post: str, body: EntityMention | None) -> str:
    """Return the class of a post in a body: the president of a union or a school heads that, and no state."""
    if body is None:
        return post
    of_state = post in _OF_STATES and reading.is_a(body.cls, "Organisation", "Facility")
    of_state = of_state and not reading.is_a(body.cls, *_RULING)
    inside = post == _INTERNATIONAL and not reading.is_a(body.cls, *_BETWEEN_STATES)
    return _HEAD if of_state or inside else post


def _post(reading: Reading, person: EntityMention, phrase: tuple[int, int]) -> PostMention | None:
    first, last = phrase
    match = longest_post(reading, first, last)
    if match is None:
        return None
    start, end, posts = match
    own = own_words(reading, first, start, end)
    span = reading.characters(*own)
    body = body_of(reading, (first, last, max(end, own[1])), span) or own_place(reading, person)
    if body is not None and reading.is_a(body.cls, "UnnamedGroup"):
        body = None  # nobody is the minister of some people
    if body is None and (body := body_within(reading, *own)):
        own = reading.head_of[body.id] + 1, own[1]
        span = reading.characters(*own)
    known = len(posts) == 1 and posts[0] in reading.knowledge.terms.types and not is_one_of_many(reading, last)
    individual = posts[0] if known else None
    classes = [term for term in posts if term in reading.knowledge.terms.superclasses]
    post_class = classes[0] if classes else reading.knowledge.terms.types.get(posts[0], ("",))[0]
    post_class = _class_in(reading, post_class, body)
    if any(is_post_word(reading, token, "deputy") for token in reading.doc[own[0] : start]):
        individual, post_class = None, _DEPUTIES.get(post_class, post_class)
        post_class = _DEPUTY if reading.is_a(post_class, "Minister") else post_class
    former = any(is_post_word(reading, token, "former") for token in reading.doc[first : own[0]])
    since = since_of(reading, reading.doc[last])
    return PostMention(
        person.id, individual, post_class, reading.text_of(span), body.id if body else None, since, former, span
    )
