"""Unnamed places and facilities that nothing is told of: "at home", "in the center", "a specific target".

They are no things of the news: nothing happens there, nobody owns them, nothing takes them up again, and no sentence
is about them.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.extraction.mention import Argument, EntityMention
from kg.extraction.reading import Reading

_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})


def leave_out_idle_places(reading: Reading) -> None:
    """Leave out unnamed places that no event, relation, source, post or other mention refers to; renumber the rest."""
    used = set(_used(reading))
    used.update(_grouped_with(reading, used))
    kept = [m for m in reading.entities if m.id in used or not _may_be_idle(reading, m)]
    if len(kept) == len(reading.entities):
        return
    number = {mention.id: new for new, mention in enumerate(kept)}
    for mention in (m for m in reading.entities if m.id not in number):
        head = reading.head_of[mention.id]
        reading.reject("mention", (head, head), mention.cls, "idle")
    reading.entities = [replace(m, id=number[m.id], owner=None if m.owner is None else number[m.owner]) for m in kept]
    reading.groups = [tuple(number[m] for m in group if m in number) for group in reading.groups]
    reading.groups = [group for group in reading.groups if group]
    for event in reading.events:
        event.arguments = [_renumbered(argument, number) for argument in event.arguments]
        event.sources = [number[source] for source in event.sources]
        event.relays = [number[relay] for relay in event.relays]
    reading.attributions = [
        replace(a, source=None if a.source is None else number[a.source], joint=tuple(number[j] for j in a.joint))
        for a in reading.attributions
    ]
    reading.relations = [replace(r, head=number[r.head], tail=number[r.tail]) for r in reading.relations]
    reading.posts = [
        replace(p, person=number[p.person], organisation=None if p.organisation is None else number[p.organisation])
        for p in reading.posts
    ]


def _may_be_idle(reading: Reading, mention: EntityMention) -> bool:
    if mention.kind == "name" or mention.owner is not None or not reading.is_a(mention.cls, "SpatialThing"):
        return False
    return mention.kind == "pronoun" or reading.doc[reading.head_of[mention.id]].dep not in _SUBJECTS


def _grouped_with(reading: Reading, used: set[int]) -> Iterator[int]:
    """Yield the nouns that take up what is told of elsewhere; a pronoun, and a noun told again idly, tells no more."""
    for group in reading.groups:
        told = [number for number in group if number in used or not _may_be_idle(reading, reading.entities[number])]
        if told and len(group) > 1:
            yield from (number for number in group if reading.entities[number].kind != "pronoun")


def _used(reading: Reading) -> Iterator[int]:
    for event in reading.events:
        yield from (argument.entity for argument in event.arguments if argument.entity is not None)
        yield from (*event.sources, *event.relays)
    for relation in reading.relations:
        yield from (relation.head, relation.tail)
    for post in reading.posts:
        yield from (number for number in (post.person, post.organisation) if number is not None)
    yield from (source for attribution in reading.attributions for source in attribution.sources)
    yield from (mention.owner for mention in reading.entities if mention.owner is not None)


def _renumbered(argument: Argument, number: dict[int, int]) -> Argument:
    return argument if argument.entity is None else replace(argument, entity=number[argument.entity])
