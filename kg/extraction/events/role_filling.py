"""The arguments of one event while they are gathered: each thing once per role, and only what can play it."""

from dataclasses import replace
from typing import Final

from kg.extraction.entities.nationalities import nationality_mention
from kg.extraction.events.event_places import AT_FACILITY, OCCURRED_AT, ON_THE_GROUND, is_of_care, place_around
from kg.extraction.events.quantities import is_counted, is_stuff, partitive
from kg.extraction.events.role_players import (
    ACTOR,
    INSTRUMENT,
    ITEM,
    ORIGIN,
    RECIPIENT,
    TARGET,
    VICTIM,
    is_origin,
    is_target_far_away,
    is_used_up,
    may_play,
    named_at,
    role_played,
)
from kg.extraction.events.role_words import introduced_roles, is_suffered, light_verb
from kg.extraction.language.clauses import children, is_passive, objects, prepositions
from kg.extraction.language.noun_phrases import members
from kg.extraction.language.words import Word
from kg.extraction.mention import Argument, EntityMention, How
from kg.extraction.reading import EventDraft, Reading

_OF_THE_STATE: Final = ("Equipment", "StateArmedForce", "PoliceForce", "Soldiers", "PoliceOfficers")
_FORCES: Final = ("ArmedOrganisation", "Coalition", "PoliceForce", "Soldiers", "PoliceOfficers")
_BURSTING: Final = ("ExplosiveAttack", "RemoteAttack", "Arson")
_DONE_TO_PEOPLE: Final = ("CustodyEvent", "Expulsion", "LegalProceeding")
_HIT_WITH_ITS_PEOPLE: Final = ("ViolentEvent", "CustodyEvent")
_TIME_LABELS: Final = frozenset({"DATE", "TIME"})
_GIVING: Final = ("ArmsTransfer", "AidDelivery")
_LIFE: Final = "life"
"""Who takes it kills, whoever has found a body may not."""
_LOSING: Final = "lose"
_HERE: Final = frozenset({OCCURRED_AT, AT_FACILITY})


class RoleFiller:
    """Adds arguments to one event."""

    def __init__(self, reading: Reading, event: EventDraft) -> None:
        self.reading = reading
        self.event = event

    def add(self, role: str, token: Word, how: How, *, named: bool = False, inside: bool = True) -> bool:
        """Add an argument if the thing can play the role; an instrument in the actor's place becomes the instrument.

        With ``named`` only what is known as an entity is added, not any noun; what happened not ``inside`` a facility
        but near it happened around there, not at the facility.
        """
        entity = named_at(self.reading, token)
        if self.event.covers(token) or (role == VICTIM and self._is_found_beside_dead(token)):
            return False
        if entity is None:
            return not named and self._add_phrase(role, token, how)
        role = role_played(self.reading, role, entity) if inside or role != OCCURRED_AT else role
        if role == TARGET and self.reading.is_a(entity.cls, "Road") and self.reading.is_a(self.event.cls, "Ambush"):
            role = AT_FACILITY
        role = INSTRUMENT if role == TARGET and is_used_up(self.reading, self.event, entity) else role
        if not may_play(self.reading, role, entity) or (role == ACTOR and self._only_counts_dead()):
            self.reading.reject("role", (token.i, token.i), role, "roleNotPlayed", self.event.token.text)
            return False
        if (role == OCCURRED_AT and is_target_far_away(self.reading, self.event, entity)) or (
            role == ACTOR and is_origin(self.reading, self.event, token)
        ):
            return False
        if self.reading.is_a(self.event.cls, "InjuryEvent") and is_of_care(self.reading, entity):
            return False
        self.append(Argument(role, entity.id, entity.span, entity.text, how))
        return True

    def _only_counts_dead(self) -> bool:
        """Tell whether a verb says who found or lost the dead, not who killed them: "recovered nine bodies"."""
        verb, lexicon = self.event.token, self.reading.knowledge.lexicon
        if verb.pos != "VERB" or is_passive(verb) or not self.reading.is_a(self.event.cls, "HumanImpactEvent"):
            return False
        found = (partitive(obj, lexicon) == "body" and obj.lemma != _LIFE for obj in objects(verb))
        return verb.lemma == _LOSING or any(found)

    def _is_found_beside_dead(self, token: Word) -> bool:
        """Tell whether a thing is listed with the dead that a verb says were found: "seven bodies and five rifles"."""
        listed = token.dep in ("conj", "appos") and partitive(token, self.reading.knowledge.lexicon) != "body"
        return listed and self._only_counts_dead() and self.event.token.lemma != _LOSING

    def append(self, argument: Argument) -> None:
        """Add an argument unless its words play the role already, or are the event: the round of "round of talks"."""
        head = None if argument.entity is None else self.reading.head_of[argument.entity]
        # A bomb may tell of the attack that is made with it.
        if head == self.event.token.i and not self.reading.is_a(self.event.cls, "ViolentEvent"):
            return
        if not any((a.role, a.span) == (argument.role, argument.span) for a in self.event.arguments):
            self.event.arguments.append(argument)

    def subject_role(self, verb: Word) -> str:
        """Return the role of a verb's subject: who dies or is hurt, and what explodes, does not act."""
        lexicon = self.reading.knowledge.lexicon
        under = self._carried_under(verb) or self._place_of_subject(verb)
        if under:
            return under[0]
        if is_suffered(self.reading, self.event, verb):
            # Who "faces charges" charges nobody.
            return self.object_role_of_class()
        if self._befalls(verb):
            return self.object_role_of_class()
        acts = is_passive(verb) or bool(objects(verb))
        if not acts and self._brings_means(verb):
            return INSTRUMENT
        does = ACTOR in lexicon.role_cues.get(light_verb(verb), ())
        happens = self.reading.is_a(self.event.cls, "HumanImpactEvent") and not is_passive(verb) and not does
        told = (m for obj in objects(verb) if not self.event.covers(obj) for m in (obj, *members(obj)))
        # "Killed a broker" has somebody harmed, known or not; the losses of "suffered losses" chose the class.
        flees = self.reading.is_a(self.event.cls, "Displacement")
        told = (o for o in told if not (flees and self._is(self.reading.entity_at(o), "SpatialThing")))
        harmed = (not self.event.pattern or self._is_somebody(o) or o.like_num or is_counted(o) for o in told)
        if happens and not any(harmed):
            return self.object_role_of_class()
        return lexicon.subject_roles.get(self.event.cls, ACTOR)

    def _befalls(self, verb: Word) -> bool:
        """Tell whether "was" is left out: "ex-minister shot", "were freed and deported", but not "rebels attacked"."""
        beside = verb.tag == "VBD" and verb.dep == "conj" and is_passive(verb.head)
        if beside and not children(verb, "dobj", "nsubj") and self.reading.is_a(self.event.cls, *_DONE_TO_PEOPLE):
            return True
        last = all(word.is_space or word.text == ";" for word in verb.doc[verb.i + 1 : verb.i + 2])
        ends = last and verb.tag == "VBD" and not children(verb, "aux", "dobj", "prep")
        violent = ends and self.reading.is_a(self.event.cls, "ViolentEvent", "CustodyEvent")
        people = [self.reading.entity_at(subject) for subject in children(verb, "nsubj")] if violent else []
        return any(entity is not None and self.reading.is_a(entity.cls, "Person") for entity in people)

    def _is_somebody(self, token: Word) -> bool:
        return token.pos == "PRON" or self.reading.entity_at(token) is not None

    def _is(self, entity: EntityMention | None, cls: str) -> bool:
        return entity is not None and self.reading.is_a(entity.cls, cls)

    def _carried_under(self, verb: Word) -> tuple[str, ...]:
        """Return the role of the subject where verb and preposition give one: "came under fire"."""
        cues = self.reading.knowledge.lexicon.role_cues
        words = (f"{light_verb(verb)} {prep.form}" for prep in children(verb, "prep"))
        return next((cues[phrase] for phrase in words if phrase in cues), ())

    def _place_of_subject(self, verb: Word) -> tuple[str, ...]:
        """Return the role of the subject of a verb that tells what becomes of a place: "the town fell to rebels"."""
        cued = self.reading.knowledge.lexicon.role_cues.get(light_verb(verb), ())
        return cued if self.event.token is verb and set(cued) == {OCCURRED_AT} and not objects(verb) else ()

    def object_role(self, verb: Word, obj: Word) -> str:
        """Return the object's role: what is fired or planted is the means, a place that is fled is left behind."""
        entity = self.reading.entity_at(obj)
        lexicon = self.reading.knowledge.lexicon
        if self._brings_means(verb) and (entity is None or self.reading.is_a(entity.cls, "Equipment")):
            return INSTRUMENT
        if entity and self.reading.is_a(entity.cls, "SpatialThing"):
            if self.reading.is_a(self.event.cls, "Displacement"):
                return ORIGIN
            reached = lexicon.role_cues.get(verb.lemma, ())
            taken = lexicon.taken_roles.get(self.event.cls, frozenset())
            return next((role for role in reached if role in taken), self.object_role_of_class())
        given = self.object_role_of_class() == ITEM and self.reading.is_a(self.event.cls, *_GIVING)
        if given and entity and self.reading.is_a(entity.cls, "Agent"):
            # "Supplied the rebels with arms": no people are handed over.
            return RECIPIENT
        return self.object_role_of_class()

    def role_of_contents(self, obj: Word) -> str:
        """Return the role behind the "of" of a noun: weapons are what was fired ("a barrage of rockets")."""
        entity = self.reading.entity_at(obj)
        fired = entity and self.reading.is_a(entity.cls, "Weapon") and self.reading.is_a(self.event.cls, "RemoteAttack")
        return INSTRUMENT if fired else self.object_role_of_class()

    def object_role_of_class(self) -> str:
        """Return the role of whom or what such an event concerns."""
        return self.reading.knowledge.lexicon.object_roles.get(self.event.cls, TARGET)

    def add_owners(self) -> None:
        """Add owners: they act through their instruments and fighters, and are hit with their things and people."""
        for argument in list(self.event.arguments):
            entity = None if argument.entity is None else self.reading.entities[argument.entity]
            if entity is None:
                continue
            if argument.role in (ACTOR, TARGET):
                self._nations_beside(argument.role, entity)
            if argument.role == INSTRUMENT and not any(a.role == ACTOR for a in self.event.arguments):
                self._owner_as(ACTOR, entity)
            elif argument.role in (ACTOR, TARGET) and entity.kind != "name":
                self._owner_as(argument.role, entity)
            elif argument.role == VICTIM and self.reading.is_a(self.event.cls, *_HIT_WITH_ITS_PEOPLE):
                self._group_of_victim(entity)

    def add_places_of_arguments(self) -> None:
        """Read "strikes on depots in Y", "outside a court in Y", "strikes on Y": what was hit in Y was hit there."""
        for argument in list(self.event.arguments):
            if argument.role not in (TARGET, VICTIM, *_HERE) or argument.entity is None:
                continue
            if argument.role not in _HERE:
                self._place_that_was_hit(self.reading.entities[argument.entity])
            head = self.reading.doc[self.reading.head_of[argument.entity]]
            if argument.role in (TARGET, *_HERE):
                self._place_that_it_is_part_of(head)
            self._place_whose_it_is(head)
            for preposition, obj in prepositions(head):
                roles = introduced_roles(self.reading, self.event, preposition, head)
                inside = AT_FACILITY in roles
                for member in members(obj):
                    any(self.add(r, member, "inherited", named=True, inside=inside) for r in roles if r in _HERE)

    def add_target_of_explosion(self) -> None:
        """Read "a bomb exploded at the market": it was the market that was hit."""
        if not self.reading.is_a(self.event.cls, *_BURSTING) or any(a.role == TARGET for a in self.event.arguments):
            return
        for argument in list(self.event.arguments):
            there = None if argument.entity is None else self.reading.entities[argument.entity]
            if argument.role == AT_FACILITY and argument.how == "dependency" and not self._is(there, "Road"):
                self.append(replace(argument, role=TARGET, how="inherited"))

    def add_provinces(self) -> None:
        """Add the province that is told with a place: "in Jaghatu district, Wardak province"."""
        for argument in list(self.event.arguments):
            if argument.role in _HERE and argument.entity is not None and argument.how != "nearest":
                around = place_around(self.reading, self.reading.entities[argument.entity])
                if around:
                    self.append(Argument(OCCURRED_AT, around.id, around.span, around.text, "inherited"))

    def _brings_means(self, verb: Word) -> bool:
        return INSTRUMENT in self.reading.knowledge.lexicon.role_cues.get(light_verb(verb), ())

    def _owner(self, entity: EntityMention) -> EntityMention | None:
        owner = None if entity.owner is None else self.reading.entities[entity.owner]
        return nationality_mention(self.reading, entity) if owner is None and entity.country else owner

    def _owner_as(self, role: str, entity: EntityMention) -> None:
        owner = self._owner(entity)
        if owner is None or not may_play(self.reading, role, owner) or self.reading.is_a(owner.cls, "UnnamedGroup"):
            return
        if self.reading.is_a(entity.cls, "Facility") and self.reading.is_a(owner.cls, "Person", "Official"):
            return  # whoever hits "the governor's office" need not aim at the governor
        # "Syrian rebels" do not act for Syria; "Syrian jets" and "Syrian soldiers" do.
        acts = self.reading.is_a(owner.cls, "Agent") or self.reading.is_a(entity.cls, *_OF_THE_STATE)
        if acts and (role == ACTOR or self.reading.is_a(owner.cls, "Agent")):
            self.append(Argument(role, owner.id, owner.span, owner.text, "inherited"))

    def _nations_beside(self, role: str, entity: EntityMention) -> None:
        """Read "Afghan and coalition forces": the nation stands in a list before the noun, outside its mention."""
        head = self.reading.doc[self.reading.head_of[entity.id]]
        if self.reading.is_a(entity.cls, *_FORCES):
            for modifier in children(head, "amod", "compound", "nmod"):
                for nation in (modifier, *children(modifier, "conj")):
                    before = nation.idx < entity.span.begin and nation.form in self.reading.knowledge.lexicon.demonyms
                    found = nationality_mention(self.reading, nation) if before else None
                    if found:
                        self.append(Argument(role, found.id, found.span, found.text, "inherited"))

    def _group_of_victim(self, entity: EntityMention) -> None:
        """Read "detained three Taliban fighters": it is aimed at the Taliban."""
        owner = None if entity.owner is None else self.reading.entities[entity.owner]
        if owner and entity.kind == "nominal" and self.reading.is_a(owner.cls, "ArmedOrganisation"):
            self.append(Argument(TARGET, owner.id, owner.span, owner.text, "inherited"))

    def _add_phrase(self, role: str, token: Word, how: How) -> bool:
        """Add a phrase that is no entity mention: where the role takes anything, or of those whom something befell."""
        sayable = token.pos in ("NOUN", "PROPN") or (token.pos == "NUM" and role == VICTIM)
        free = not self.reading.knowledge.terms.ranges.get(role) or role == VICTIM
        if not sayable or not free or token.ent_type in _TIME_LABELS or self.reading.event_at(token):
            return False
        if role == VICTIM and is_stuff(token):
            return False
        self.append(self.reading.argument(role, token, how))
        if role == TARGET:
            # "Shelled residential areas of Y."
            self._place_that_it_is_part_of(token)
        return True

    def _place_whose_it_is(self, head: Word) -> None:
        """Read "shelled Asmara's airport"; what a country owns may lie elsewhere."""
        for owner in children(head, "poss"):
            place = self.reading.entity_at(owner)
            spatial = place is not None and self.reading.is_a(place.cls, "SpatialThing")
            if place and place.kind == "name" and spatial and not self.reading.is_a(place.cls, "Country"):
                self._place_that_was_hit(place)

    def _place_that_it_is_part_of(self, head: Word) -> None:
        """Read "in the Sinjar district of Nineveh province"."""
        for preposition, obj in prepositions(head):
            whole = self.reading.entity_at(obj)
            if preposition == "of" and whole and self.reading.is_a(whole.cls, "Place"):
                self._place_that_was_hit(whole)

    def _place_that_was_hit(self, entity: EntityMention) -> None:
        on_the_ground = self.reading.is_a(self.event.cls, *ON_THE_GROUND)
        if on_the_ground and entity.kind == "name" and self.reading.is_a(entity.cls, "SpatialThing"):
            role = role_played(self.reading, OCCURRED_AT, entity)
            self.append(Argument(role, entity.id, entity.span, entity.text, "inherited"))
