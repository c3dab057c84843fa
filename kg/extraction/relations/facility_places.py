"""Where a facility lies: the place tied to it in "the depot near Karm", "the base, 40 kilometres east of Karm"."""

from collections.abc import Iterator
from typing import Final

from kg.extraction.entities.added import add_mention
from kg.extraction.entities.mistaken import is_undertaking
from kg.extraction.events.event_places import AT_FACILITY
from kg.extraction.language.clauses import RELATIVE_PRONOUNS, children
from kg.extraction.language.noun_phrases import members
from kg.extraction.language.words import Word
from kg.extraction.mention import EntityMention, Relation
from kg.extraction.reading import Reading
from kg.extraction.relations.bearers import bearer, retyped
from kg.extraction.relations.wider_places import find_wider_places
from kg.namespaces import NS

_LOCATED: Final = NS + "locatedIn"
_AT: Final = NS + "occurredAt"
_LYING: Final = frozenset({"lie", "stand", "be", "sit", "situate", "locate", "go", "remain", "overlook"})
_BESIDE: Final = (1, 2)
"""Characters between a description and the name beside it."""
_TIMES: Final = frozenset({"DATE", "TIME"})
_OWNING: Final = frozenset({"of"})
_MISREAD: Final = frozenset({"Person", "Organisation", "Facility"})
"""What a language model takes an unknown village for."""


def find_facility_places(reading: Reading) -> None:
    """Add where facilities lie to the relations, and the province or country behind such a place."""
    known = {(r.head, r.tail) for r in reading.relations if r.relation == _LOCATED}
    for mention in list(reading.entities):
        if not reading.is_a(mention.cls, "Facility"):
            continue
        for place in _places_of(reading, mention):
            if (mention.id, place.id) not in known and place.id != mention.id:
                known.add((mention.id, place.id))
                reading.relations.append(Relation(mention.id, place.id, _LOCATED, place.span))
    find_wider_places(reading)


def _places_of(reading: Reading, mention: EntityMention) -> Iterator[EntityMention]:
    head = reading.doc[reading.head_of[mention.id]]
    beside = [token for token in head.doc[head.i + 1 : head.i + 2] if token.dep == "prep"]
    directions = [noun for noun in children(head, "appos", "npadvmod") if not children(noun, "pobj")]
    for prep in (*_own_phrases(head), *beside, *directions, *_phrases_of_verb(head), *_shared_phrases(head)):
        if prep.i <= head.i:
            continue
        found = [place for obj in _objects(reading, prep) for place in _place_at(reading, obj)]
        found = [place for place in found if _may_hold(reading, place, prep)]
        if found:
            yield from found
            return
    behind = _behind(reading, mention)
    if behind:
        yield behind


def _may_hold(reading: Reading, place: EntityMention, prep: Word) -> bool:
    """Tell whether a facility can lie there: "near X" tells of a town's surroundings, but not of another facility."""
    return not reading.is_a(place.cls, "Facility") or AT_FACILITY in reading.knowledge.lexicon.role_cues.get(
        prep.form, ()
    )


def _own_phrases(head: Word) -> list[Word]:
    """Return the phrases of a noun: "at X", and "north" of "40 kilometres north of X"."""
    clauses = [c for c in children(head, "acl", "relcl") if c.lemma in _LYING]
    distances = [noun for noun in children(head, "appos", "npadvmod") if noun.ent_type == "QUANTITY"]
    return [p for noun in (head, *clauses, *distances) for p in children(noun, "prep", "advmod")]


def _shared_phrases(head: Word) -> list[Word]:
    """Return the phrases behind a list: "a clinic, a school and two bakeries in X"."""
    last = head
    while conjuncts := [noun for noun in children(last, "conj", "appos") if noun.pos == "NOUN"]:
        last = conjuncts[-1]
    behind = last.i + 1
    if last is head or head.pos != "NOUN" or behind >= len(head.doc):
        return []
    return [token for token in head.doc[behind : behind + 1] if token.dep == "prep" and token.form == "in"]


def _phrases_of_verb(head: Word) -> list[Word]:
    """Return the phrases of a verb that tells where its subject lies: "the barracks lie north of X"."""
    subject = head
    while subject.dep == "conj":
        subject = subject.head
    verb = subject.head
    if subject.dep not in ("nsubj", "nsubjpass") or verb.lemma not in _LYING or head.tag in RELATIVE_PRONOUNS:
        return []
    return sorted((p for p in children(verb, "prep", "advmod") if p.i > verb.i), key=lambda phrase: phrase.i)


def _objects(reading: Reading, prep: Word) -> Iterator[Word]:
    """Yield what a phrase of place names; "north of X" and "the entrance to X" lead on to X."""
    cues = reading.knowledge.lexicon.role_cues
    inner = children(prep, "prep")
    if prep.dep == "advmod" or not children(prep, "pobj"):
        words = [(f"{prep.form} {p.form}", p) for p in inner]
        yield from (obj for text, p in words if _AT in cues.get(text, ()) for obj in children(p, "pobj"))
    elif _AT in cues.get(prep.form, ()) or _leads_on(reading, prep):
        for obj in children(prep, "pobj"):
            yield from members(obj)


def _leads_on(reading: Reading, prep: Word) -> bool:
    """Tell whether it is "from" behind a distance, or the "of" of "the airport of X"."""
    if prep.form == "from":
        return any(noun.ent_type == "QUANTITY" for noun in (prep.head, *children(prep, "npadvmod")))
    facility = reading.entity_at(prep.head)
    return prep.form == "of" and facility is not None and facility.kind == "nominal"


def _place_at(reading: Reading, token: Word) -> Iterator[EntityMention]:
    entity = reading.entity_at(token)
    named = [obj for of in children(token, "prep") if of.form in ("of", "to") for obj in children(of, "pobj")]
    inner = [e for e in (reading.entity_at(obj) for obj in named) if e and reading.is_a(e.cls, "SpatialThing")]
    named_part = entity is not None and reading.is_a(entity.cls, "AdministrativeArea")
    described = entity is None or entity.kind == "nominal" or (token.text.islower() and not named_part)
    unknown = [obj for obj in (*named, token) if described and _is_unknown_name(reading, obj)]
    beside = _name_beside(reading, entity) if entity is not None and described else None
    if inner and described:
        yield inner[0]
    elif beside is not None:
        yield beside
    elif unknown:
        yield _new_place(reading, unknown[0])
    elif entity is not None and token.i == reading.head_of[entity.id]:
        if reading.is_a(entity.cls, "SpatialThing") and not _is_guessed(entity):
            yield bearer(reading, entity)
        elif _is_misread(reading, entity, token):
            yield retyped(reading, entity)


def _is_misread(reading: Reading, entity: EntityMention, token: Word) -> bool:
    """Tell whether a name may be a village that a model took for somebody; nobody in office, no full name of whom."""
    if entity.kind != "name" or entity.individual is not None or not reading.is_a(entity.cls, *_MISREAD):
        return False
    if any(post.person == entity.id for post in reading.posts):
        return False
    return not (reading.is_a(entity.cls, "Person") and " " in entity.name and token.head.form in _OWNING)


def _name_beside(reading: Reading, described: EntityMention) -> EntityMention | None:
    """Return the name that follows a description of a place: "the capital Karm", "the capital, Karm"."""
    if not reading.is_a(described.cls, "PopulatedPlace"):
        return None
    for other in reading.entities:
        if (
            other.span.begin - described.span.end in _BESIDE
            and other.kind == "name"
            and reading.is_a(other.cls, "Place")
        ):
            return other if reading.text[described.span.end : other.span.begin] in (" ", ", ") else None
    return None


def _is_unknown_name(reading: Reading, token: Word) -> bool:
    timed = any(time.span.begin <= token.idx < time.span.end for time in reading.times)
    first = token.left_edge if token.left_edge.dep == "compound" else token
    if is_undertaking(reading, first.i, token.i):
        return False
    unknown = token.pos == "PROPN" and token.text[0].isupper() and reading.entity_at(token) is None
    return unknown and not timed and token.ent_type not in _TIMES


def _new_place(reading: Reading, token: Word) -> EntityMention:
    """Take a name that nothing has recognised for a place: "the village of Karm-3"."""
    first = token.i
    while first > 0 and reading.doc[first - 1].dep == "compound" and reading.doc[first - 1].head.i <= token.i:
        first -= 1
    return add_mention(reading, first, token.i, NS + "Place")


def _is_guessed(entity: EntityMention) -> bool:
    """Tell whether nothing but the model says that an unknown name is one of a facility."""
    return entity.cls == NS + "Facility" and entity.kind == "name" and entity.individual is None


def _behind(reading: Reading, mention: EntityMention) -> EntityMention | None:
    """Return the place in "Ramstein Air Base, Germany"."""
    for other in reading.entities:
        if other.span.begin == mention.span.end + 2 and other.kind == "name" and reading.is_a(other.cls, "Place"):
            # "Damaged a building, Karm governor X wrote": the place belongs to what follows.
            owns = reading.doc[reading.head_of[other.id]].dep in ("poss", "compound", "nmod", "amod")
            return other if reading.text[mention.span.end : other.span.begin] == ", " and not owns else None
    return None
