"""What a post is in: "Syrian defence minister", "its director", "mayor of Karm", "navy chief"."""

from collections.abc import Iterator
from typing import Final

from kg.extraction.entities.added import add_mention
from kg.extraction.entities.nationalities import grouped, nationality_mention
from kg.extraction.language.clauses import children
from kg.extraction.language.words import Word
from kg.extraction.mention import EntityMention, Span
from kg.extraction.reading import Reading
from kg.extraction.relations.bearers import retyped
from kg.namespaces import NS

_COMPLEMENT: Final = frozenset({"of", "for", "in"})
_WHOSE: Final = frozenset({"poss", "compound", "nmod", "amod"})
_BODIES: Final = ("Organisation", "Country")
_OWNERS: Final = (*_BODIES, "Facility")
_KINDS: Final = ("MilitaryUnit", "MediaOutlet")
"""What tells only of which kind a post is: "brigade commander", "press secretary"."""
_COUNTRY: Final = "country"
_NO_BODY: Final = frozenset({"DATE", "TIME", "PERSON"})


def body_of(reading: Reading, phrase: tuple[int, int, int], own: Span) -> EntityMention | None:
    """Return what a post is in: the phrase runs from its first token to its last and, with complements, to a third."""
    first, last, end = phrase
    complements = [noun for token in reading.doc[last : end + 1] for noun in _complements(token)]
    complements = [noun for noun in complements if not own.begin <= noun.idx < own.end]
    before = [token for token in reading.doc[first : last + 1] if not _is_place_of_deed(reading, token, first)]
    owner = _possessor(reading, first, last, own)
    if owner is not None:
        found = _owner_at(reading, owner)
        if found:
            return found
    straddling = None
    for token in (*before, *complements):
        entity = reading.entity_at(token)
        if entity and reading.is_a(entity.cls, *_BODIES) and entity.kind != "pronoun" and not _is_part(entity, own):
            if not entity.span.begin < own.begin < entity.span.end:
                return entity
            straddling = entity
    # "French Armed Forces Minister" is of France: the name ends within the words of the post.
    return (
        _nation(reading, before)
        or straddling
        or _governed_place(reading, (*complements, *(token for token in before if token.dep in _WHOSE)), last)
        or next((body for noun in complements if (body := _unknown(reading, noun))), None)
    )


def own_place(reading: Reading, person: EntityMention) -> EntityMention | None:
    """Return the place in "police chief Omar Said of Karm"."""
    below = children(reading.doc[reading.head_of[person.id]], "prep")
    nouns = (noun for prep in below if prep.form == "of" for noun in prep.children)
    entities = (reading.entity_at(noun) for noun in nouns)
    return next((e for e in entities if e and reading.is_a(e.cls, "Organisation", "SpatialThing")), None)


def body_within(reading: Reading, first: int, last: int) -> EntityMention | None:
    """Return the branch or force with which the words of a post begin, as a mention: the navy in "navy chief"."""
    nouns = reading.knowledge.lexicon.head_nouns
    for until in range(last - 1, first - 1, -1):
        lemmas = tuple(word.lemma for word in reading.doc[first : until + 1])
        classes = [cls for words, cls in nouns.get(lemmas[-1], ()) if words == lemmas]
        cls = next((cls for cls in classes if reading.is_a(cls, "Organisation")), None)
        if cls and not reading.is_a(cls, *_KINDS):
            known = reading.entity_at(reading.doc[until])
            own = known is not None and known.span == reading.characters(first, until)
            return known if own else add_mention(reading, first, until, cls, kind="nominal")
    return None


def _is_part(entity: EntityMention, own: Span) -> bool:
    """Tell whether an unknown name is only a part of the words of a post: the state in "secretary of state"."""
    return entity.individual is None and own.begin <= entity.span.begin < entity.span.end <= own.end


def _is_place_of_deed(reading: Reading, token: Word, first: int) -> bool:
    """Tell whether a name only tells where something was done: "In Turkey Minister Wood met them"."""
    begins = token.i == first and first == token.sentence[0].i + 1 and token.neighbour(-1).form == "in"
    return begins or (token.i + 1 < len(token.doc) and token.neighbour().tag == "HYPH")


def _possessor(reading: Reading, first: int, last: int, own: Span) -> Word | None:
    """Return whose a post is: "the mission's Italian commander", "Iraq's then oil minister", "its director"."""
    owners = [token for token in reading.doc[first : last + 1] if token.dep == "poss" and token.head.i <= last]
    owners = [token for token in owners if token.idx < own.begin]
    if owners:
        return owners[-1]
    i = reading.doc[last].i
    while i > 0 and (reading.doc[i].idx >= own.begin or reading.doc[i].pos in ("ADV", "ADJ")):
        i -= 1
    found = reading.doc[i].tag == "POS" and i > 0 and i + 1 <= last
    return reading.doc[i - 1] if found else None


def _owner_at(reading: Reading, owner: Word) -> EntityMention | None:
    """Return the body, facility or place that a possessive stands for."""
    if owner.tag in ("PRP$", "WP$"):
        return _antecedent(reading, owner)
    entity = reading.entity_at(owner)
    if entity is None:
        nation = nationality_mention(reading, owner) if owner.text[0].isupper() else None
        return nation or _unnamed(reading, owner)
    if entity.kind == "nominal" and entity.lemma == _COUNTRY:
        return _last_before(reading, owner, ("Country",)) or entity
    return entity if reading.is_a(entity.cls, *_OWNERS, "SpatialThing") else None


def _antecedent(reading: Reading, owner: Word) -> EntityMention | None:
    """Return what "its" stands for beside a post: a facility told of last, what coreference says, or what acts."""
    if owner.form not in ("its", "their", "whose"):
        return None
    pronoun = reading.entity_at(owner)
    resolved = [reading.entities[i] for i in reading.group_of(pronoun.id)] if pronoun else []
    named = next((e for e in resolved if e.kind != "pronoun"), None)
    facility = _last_before(reading, owner, ("Facility",))
    if facility and (named is None or named.span.begin < facility.span.begin or _overlap(named, facility)):
        return facility
    return named or _last_before(reading, owner, ("Organisation",))


def _overlap(one: EntityMention, other: EntityMention) -> bool:
    return one.span.begin < other.span.end and other.span.begin < one.span.end


def _last_before(reading: Reading, owner: Word, kinds: tuple[str, ...]) -> EntityMention | None:
    """Return the mention of a kind that stands last before a token in its sentence."""
    sentence = reading.sentence_of[owner.i]
    before = [
        e
        for e in reading.entities
        if e.sentence == sentence and e.span.end <= owner.idx and reading.is_a(e.cls, *kinds)
    ]
    return max((e for e in before if e.kind != "pronoun"), key=lambda e: e.span.begin, default=None)


def _unnamed(reading: Reading, owner: Word) -> EntityMention | None:
    """Take a noun without a class for a body: "the mission's commander"."""
    if owner.tag != "NN" or not owner.text.islower() or owner.ent_type in _NO_BODY:
        return None
    return add_mention(reading, owner.i, owner.i, NS + "Organisation", kind="nominal")


def _nation(reading: Reading, tokens: list[Word]) -> EntityMention | None:
    nations = (nationality_mention(reading, token) for token in tokens if token.text[0].isupper())
    nation = next((mention for mention in nations if mention), None)
    return reading.entities[grouped(reading, nation)] if nation else None


def _governed_place(reading: Reading, tokens: tuple[Word, ...], last: int) -> EntityMention | None:
    """Return the place, facility or unknown name that somebody is mayor, governor or emir of."""
    for token in tokens:
        entity = reading.entity_at(token)
        if entity is None or token.i != reading.head_of[entity.id] or (token.dep in _WHOSE and token.i >= last):
            continue
        if reading.is_a(entity.cls, "SpatialThing"):
            return entity
        if entity.kind == "name" and entity.individual is None and token.head.form == "of":
            return retyped(reading, entity)
    return None


def _unknown(reading: Reading, noun: Word) -> EntityMention | None:
    """Take a name that nothing has recognised for a body: "leader of the SDLP"."""
    if noun.tag != "NNP" or reading.entity_at(noun) is not None or noun.head.form != "of":
        return None
    first = noun.i
    while first > 0 and reading.doc[first - 1].dep == "compound" and reading.doc[first - 1].text[0].isupper():
        first -= 1
    return add_mention(reading, first, noun.i, NS + "Organisation")


def _complements(noun: Word) -> Iterator[Word]:
    for prep in children(noun, "prep"):
        if prep.form in _COMPLEMENT:
            yield from prep.children
