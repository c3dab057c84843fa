"""Arguments of events: which mention plays which role, read from the dependency tree; places also by nearness."""

from collections.abc import Iterator
from typing import Final

from kg.extraction.entities.nationalities import nationality_mention
from kg.extraction.events.circumstances import circumstances, share_circumstances
from kg.extraction.events.doers import bursts, doers, is_blamed, role_of_owner
from kg.extraction.events.event_places import AT_FACILITY, OCCURRED_AT, add_nearest_place
from kg.extraction.events.noun_players import players_around
from kg.extraction.events.role_filling import RoleFiller
from kg.extraction.events.role_players import (
    ACTOR,
    ADDRESSEE,
    DESTINATION,
    INSTRUMENT,
    PARTICIPANT,
    PLACE_ROLES,
    TARGET,
    VICTIM,
    players,
)
from kg.extraction.events.role_words import (
    agents_behind_things,
    as_accused,
    behind_relative,
    carrier,
    contents_of_object,
    counted_as,
    described_by,
    introduced_roles,
    is_scene,
    is_scene_of,
    is_suffered,
    is_topic,
    leader,
    light_verb,
    only_tells,
    people_before,
    person_among,
    phrases_behind,
    role_of_kind_before,
)
from kg.extraction.language.clauses import RELATIVE_PRONOUNS, children, is_passive, objects, prepositions
from kg.extraction.language.noun_phrases import is_verbal_noun
from kg.extraction.language.words import Word
from kg.extraction.mention import Argument, EntityMention, How
from kg.extraction.reading import EventDraft, Reading

_HERE: Final = frozenset({OCCURRED_AT, AT_FACILITY})
_FOLLOWS_ON_THE_SPOT: Final = ("CustodyEvent", "HumanImpactEvent", "SearchOrSeizure", "DamageEvent")
"""Kinds that happen where that happened after which they are told: "arrested two men after a raid in Y"."""


def find_arguments(reading: Reading) -> None:
    """Fill in the roles of every event."""
    for event in reading.events:
        gather = _Gatherer(reading, event)
        if event.token.pos == "VERB":
            gather.from_verb(event.token)
        else:
            gather.from_noun(event.token)
        gather.finish()
    share_circumstances(reading)
    for event in reading.events:
        add_nearest_place(reading, event)
    share_circumstances(reading)


class _Gatherer:
    """Collects the arguments of one event."""

    def __init__(self, reading: Reading, event: EventDraft) -> None:
        self.reading = reading
        self.event = event
        self.lexicon = reading.knowledge.lexicon
        self.filler = RoleFiller(reading, event)

    def from_verb(self, verb: Word) -> None:
        """Gather subject, object and prepositional arguments of a verb."""
        role = self.filler.subject_role(verb)
        for member, how in self._subjects(verb):
            burst = how == "inherited" and bursts(self.reading, verb.head)
            self.filler.add(INSTRUMENT if burst else role, member, how)
        harm = self.reading.is_a(self.event.cls, "HumanImpactEvent") and is_suffered(self.reading, self.event, verb)
        for obj in [] if harm else objects(verb):
            for member in [obj] if verb.dep == "amod" and obj is verb.head else players(self.reading, obj):
                self.filler.add(self.filler.object_role(verb, member), member, "dependency")
        for member in (*contents_of_object(self.reading, self.event, verb), *person_among(verb)):
            self.filler.add(self.filler.object_role(verb, member), member, "dependency", named=True)
        told = [o for obj in objects(verb) for o in (obj, *obj.conjuncts) if self.reading.event_at(o) is None]
        told += [] if is_passive(verb) else children(verb, "oprd", "attr")
        for token in (verb, *told):
            self._from_prepositions(token, "dependency" if token == verb else "inherited")
        self._tools(verb)
        self._fronted_places(verb)
        self._of_whom_it_is_demanded(verb)

    def from_noun(self, noun: Word) -> None:
        """Gather modifiers, prepositional arguments, and those of the verb that the noun depends on."""
        if noun.pos == "ADJ":
            for described in described_by(noun):
                for member in players(self.reading, described):
                    role = self.filler.object_role_of_class()
                    self.filler.add(role, member, "dependency", named=noun.dep == "amod")
        for child in children(noun, "compound", "amod", "nmod", "poss"):
            for modifier in (child, *children(child, "conj")):
                self._modifier(leader(self.reading, modifier) or modifier)
        self._from_prepositions(noun, "dependency")
        for verb in children(noun, "relcl", "acl"):
            self._modifying_clause(verb)
        for role, player, how in players_around(self.reading, self.event, noun):
            self.filler.add(role, player, how, named=True)
        self._governing_verb(noun)

    def finish(self) -> None:
        """Add what follows from the arguments found: places of what was hit, owners, provinces."""
        token, last = self.event.token, self.reading.doc[self.event.last]
        if token.pos != "VERB" and token.i < last.i:  # "a cessation of hostilities in Y"
            self._from_prepositions(last, "dependency")
        self.filler.add_places_of_arguments()
        if not any(argument.role in (*_HERE, DESTINATION) for argument in self.event.arguments):
            self._places_of_circumstances()
        self.filler.add_target_of_explosion()
        self.filler.add_owners()
        self.filler.add_provinces()

    def _subjects(self, verb: Word) -> Iterator[tuple[Word, How]]:
        for subject, inherited in doers(self.reading, self.event, verb):
            for member in players(self.reading, subject):
                if not is_scene(self.reading, verb, member):
                    yield member, "inherited" if inherited else "dependency"
        if is_passive(verb) and not children(verb, "agent"):
            for agent in agents_behind_things(self.reading, verb):
                yield from ((member, "dependency") for member in players(self.reading, agent))

    def _from_prepositions(self, token: Word, how: How) -> None:
        """Gather the objects of a token's prepositions whose role cue and range fit."""
        for preposition, obj in self._cued_prepositions(token):
            if preposition == "of" and token is self.event.token and (token.pos != "VERB" or is_verbal_noun(token)):
                for member in players(self.reading, obj):
                    self.filler.add(self.filler.role_of_contents(member), member, "dependency")
            elif preposition != "of" or f"{token.lemma} of" in self.lexicon.role_cues:
                roles = introduced_roles(self.reading, self.event, preposition, token)
                blamed = is_blamed(self.reading, token, preposition)
                # What may also tell where is a target only if it is a thing.
                placing = OCCURRED_AT in self.lexicon.role_cues.get(preposition, ())
                self._first_fitting(roles, obj, "inferred" if blamed else how, named=placing)

    def _cued_prepositions(self, token: Word) -> Iterator[tuple[str, Word]]:
        """Yield prepositions with their objects; the "front" of the preposition "in front of" is no object of "in"."""
        found = [w for w in phrases_behind(self.reading, token) if not is_topic(self.reading, self.event, *w)]
        longer = [words for words, _ in found if words.count(" ") > 1 and words in self.lexicon.role_cues]
        for preposition, obj in found:
            if not any(words.startswith(f"{preposition} {obj.form} ") for words in longer):
                yield preposition, obj

    def _first_fitting(self, roles: list[str], obj: Word, how: How, *, named: bool = False) -> None:
        inside = AT_FACILITY in roles
        for member in players(self.reading, obj):
            for role in roles:
                if self.filler.add(role, member, how, named=named, inside=inside):
                    break

    def _modifier(self, child: Word) -> None:
        """Read "U.S. strike", "Israeli raid", "drone attack", "Beirut bombing", "civilian deaths"."""
        inside = self.event.first < child.i <= self.event.last and self.event.token.pos == "PROPN"
        entity = None if inside else self.reading.entity_at(child) or nationality_mention(self.reading, child)
        if entity is None:
            if kind := role_of_kind_before(self.reading, self.event, child):
                self.filler.add(kind, child, "dependency")
            return
        role = self._modifier_role(child, entity)
        if role in (OCCURRED_AT, VICTIM):
            self.filler.add(role, child, "dependency")
            hit = role == OCCURRED_AT and self.reading.is_a(entity.cls, "Facility")
            if hit and self.filler.object_role_of_class() == TARGET:
                self.filler.add(TARGET, child, "dependency")
        elif role:
            self.filler.append(Argument(role, entity.id, entity.span, entity.text, "dependency"))

    def _modifier_role(self, child: Word, entity: EntityMention) -> str | None:
        if self.reading.is_a(entity.cls, "Equipment"):
            return INSTRUMENT
        if is_scene_of(self.reading, self.event, child, entity):
            return OCCURRED_AT
        owned = child.dep == "poss" or self.reading.is_a(entity.cls, "Person")  # "Hariri's" or "the Hariri killing"
        if owned and self.filler.object_role_of_class() == VICTIM:
            return role_of_owner(self.reading, self.event, entity)
        if self.reading.is_a(self.event.cls, "HumanImpactEvent"):
            return people_before(self.reading, self.event, entity)
        # "The Hariri bombing" may be named after anybody or anything.
        named_after = owned and child.dep == "compound" and self.reading.is_a(self.event.cls, "ExplosiveAttack")
        return None if named_after else self.lexicon.subject_roles.get(self.event.cls, ACTOR)

    def _modifying_clause(self, verb: Word) -> None:
        """Read "strikes targeting X", "the attack, which took place in Y"."""
        relative = any(child.tag in RELATIVE_PRONOUNS for child in children(verb, "nsubj", "nsubjpass"))
        if verb.dep == "acl" and verb.tag == "VBG" and self.reading.event_at(verb) is None:
            for role in self.lexicon.role_cues.get(verb.form, ())[:1]:
                for member in (member for obj in objects(verb) for member in players(self.reading, obj)):
                    self.filler.add(role, member, "dependency")
        if verb.dep == "acl" and is_passive(verb):
            self._carried_by(verb, ())
        for between in behind_relative(verb):
            self._carried_by(verb, between)
        if relative or verb.dep == "acl":
            self._surroundings(verb)

    def _governing_verb(self, noun: Word) -> None:
        """Read light verbs ("launched strikes") and verbs that place the event ("the attack took place in Y")."""
        found = carrier(counted_as(self.reading, noun))
        if found is None:
            return
        verb, between = found
        if not children(verb, "neg"):
            if between or {counted_as(self.reading, noun), noun.head if noun.dep == "conj" else noun}.intersection(
                objects(verb)
            ):
                self._carried_by(verb, between)
            self._accused(verb, between)
        if noun.dep in ("nsubj", "nsubjpass"):
            self._surroundings(verb)

    def _carried_by(self, verb: Word, between: tuple[str, ...]) -> None:
        """Gather the subject and the phrases of a light verb."""
        if only_tells(self.reading, self.event, verb, between):
            return
        for cued in self.lexicon.role_cues.get(" ".join((light_verb(verb), *between)), ()):
            # Who makes a statement speaks, and who holds talks takes part.
            acts = cued == ACTOR or (cued == INSTRUMENT and self.event.token.pos != "VERB")
            role = self.lexicon.subject_roles.get(self.event.cls, ACTOR) if acts else cued
            if is_suffered(self.reading, self.event, verb):
                role = self.filler.object_role_of_class()
            for member, how in self._subjects(verb):
                self.filler.add(role, member, how)
            # Where responsibility is claimed the deed need not have been done.
            if not between[1:]:
                self._from_prepositions(verb, "dependency")

    def _accused(self, verb: Word, between: tuple[str, ...]) -> None:
        """Read "police blamed X for the attack", "X was accused of the attack"; marked as inferred."""
        for cue in as_accused(verb, between) if between else ():
            for role in self.lexicon.role_cues.get(cue, ()):
                for obj in objects(verb):
                    for member in players(self.reading, obj):
                        self.filler.add(role, member, "inferred", named=True)

    def _surroundings(self, verb: Word) -> None:
        """Gather only the places of a verb that is no trigger itself."""
        for preposition, obj in prepositions(verb):
            roles = introduced_roles(self.reading, self.event, preposition, verb)
            # Whoever is driven out of a town is not what the fighting came from.
            wanted = _HERE if objects(verb) else PLACE_ROLES | {PARTICIPANT}
            self._first_fitting([role for role in roles if role in wanted], obj, "dependency", named=True)

    def _places_of_circumstances(self) -> None:
        """Read "detained two men during an operation in Y"."""
        behind = ("after", "following") if self.reading.is_a(self.event.cls, *_FOLLOWS_ON_THE_SPOT) else ()
        for noun in circumstances(self.event.token, "during", "in", *behind):
            if self.reading.entity_at(noun) is None:
                for preposition, obj in prepositions(noun):
                    roles = introduced_roles(self.reading, self.event, preposition, noun)
                    here = [role for role in roles if role in _HERE]
                    self._first_fitting(here, obj, "inherited", named=True)

    def _fronted_places(self, verb: Word) -> None:
        """Read "Near Y, jets hit a convoy and destroyed a depot": what stands before the first verb goes for all."""
        first = verb
        while first.dep == "conj" and first.head.pos == "VERB":
            first = first.head
        if first is verb or any(a.role in _HERE for a in self.event.arguments):
            return
        for preposition, obj in prepositions(first):
            if obj.i < first.i:
                roles = introduced_roles(self.reading, self.event, preposition, first)
                here = [role for role in roles if role in _HERE]
                self._first_fitting(here, obj, "inherited", named=True)

    def _of_whom_it_is_demanded(self, verb: Word) -> None:
        """Read "demanded that X withdraw": the demand goes to X."""
        if self.reading.is_a(self.event.cls, "Demand"):
            asked = [subject for clause in children(verb, "ccomp") for subject in children(clause, "nsubj")]
            for member in (member for subject in asked for member in players(self.reading, subject)):
                self.filler.add(ADDRESSEE, member, "inherited", named=True)

    def _tools(self, verb: Word) -> None:
        """Read "used jets to strike": the object of the verb above is the instrument."""
        used = objects(verb.head) if verb.dep in ("xcomp", "advcl") and light_verb(verb.head) == "to use" else []
        for member in (member for obj in used for member in players(self.reading, obj)):
            self.filler.add(INSTRUMENT, member, "inherited")
