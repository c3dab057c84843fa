"""Who takes a post over from whom: "X was succeeded by Y", "Y replaced X as mayor", "his Dutch counterpart, Y"."""

from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.entities.nationalities import grouped, nationality_mention
from kg.extraction.entities.people import holders_at, is_unreal, said_of, time_of
from kg.extraction.entities.post_phrases import is_post_word
from kg.extraction.language.clauses import children, is_passive, objects, subjects
from kg.extraction.language.words import Word
from kg.extraction.mention import EntityMention, PostMention
from kg.extraction.reading import Reading

_FORWARD = "succession"
_BACK = "handover"


def is_succession(reading: Reading, verb: Word) -> bool:
    """Tell whether a verb hands a post on: "replace", "succeed", "hand over"."""
    if is_post_word(reading, verb, _FORWARD, by_lemma=True):
        return True
    return is_post_word(reading, verb, _BACK, by_lemma=True) and any(p.form == "over" for p in children(verb, "prt"))


def succession(reading: Reading, verb: Word, told: list[PostMention]) -> Iterator[PostMention]:
    """Yield the posts of who leaves and who comes; without a post beside the verb, that of who leaves passes on.

    ``told`` are the posts that stand behind "as" with the verb, whoever was taken for their holder.
    """
    leaving, coming = _sides(reading, verb)
    planned = is_unreal(verb)
    if leaving is None or (planned and not told):
        return
    posts = told or _posts_before(reading, leaving, verb)
    for post in posts:
        yield replace(post, person=leaving.id, former=not planned, since=None)
        if coming is not None and not planned:
            yield replace(post, person=coming.id, former=False, since=time_of(reading, verb))


def counterparts(reading: Reading, person: EntityMention, phrase: tuple[int, int]) -> Iterator[PostMention]:
    """Yield the post of another country's "counterpart": that of the person told of last before the word."""
    first, last = phrase
    word = reading.doc[last]
    if not is_post_word(reading, word, "counterpart"):
        return
    begin = word.sentence[0].idx
    before = [post for post in reading.posts if begin <= post.span.begin and post.span.end <= word.idx]
    nations = (nationality_mention(reading, token) for token in reading.doc[first:last] if token.text[0].isupper())
    nation = next((mention for mention in nations if mention), None)
    if before and nation and before[-1].person != person.id:
        yield replace(before[-1], person=person.id, post=None, organisation=grouped(reading, nation), since=None)


def _sides(reading: Reading, verb: Word) -> tuple[EntityMention | None, EntityMention | None]:
    """Return who leaves a post and who comes into it."""
    if is_post_word(reading, verb, _BACK, by_lemma=True):
        leaving = [subject for subject, _ in subjects(verb)] + said_of(verb)
        return _first(reading, leaving), _first(reading, _behind(verb, "to"))
    if is_passive(verb):
        left = [*objects(verb), *said_of(verb)]
        return _first(reading, left), _first(reading, [*_behind(verb, "by"), *_behind(verb, "with")])
    comers = _behind(verb, "with") or [subject for subject, _ in subjects(verb)]
    return _first(reading, objects(verb)), _first(reading, comers)


def _behind(verb: Word, word: str) -> list[Word]:
    """Return what a preposition leads to, also where it hangs on the post: "succeeded as mayor by X"."""
    posts = [noun for prep in children(verb, "prep") for noun in children(prep, "pobj")]
    preps = [prep for above in (verb, *posts) for prep in children(above, "prep", "agent", "dative")]
    return [noun for prep in preps if prep.form == word for noun in children(prep, "pobj")]


def _first(reading: Reading, tokens: list[Word]) -> EntityMention | None:
    return next((mention for token in tokens for mention in holders_at(reading, token)), None)


def _posts_before(reading: Reading, person: EntityMention, verb: Word) -> list[PostMention]:
    """Return the post told last before a verb for a person."""
    same = reading.group_of(person.id)
    begin, end = verb.sentence[0].idx, verb.sentence[-1].end
    near = [p for p in reading.posts if p.person in same and begin <= p.span.begin < end]
    return near[-1:]
