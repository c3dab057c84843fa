"""Arguments of events: which mention plays which role, read from the dependency tree; places also by nearness."""

from spacy.tokens import Token

from kg.extraction.entities.nationalities import nationality_mention
from kg.extraction.events.event_places import AT_FACILITY, OCCURRED_AT, ON_THE_GROUND, add_nearest_place
from kg.extraction.events.role_players import ACTOR, INSTRUMENT, may_play, named_at, role_played
from kg.extraction.language.clauses import (
    RELATIVE_PRONOUNS,
    children,
    is_passive,
    members,
    objects,
    prepositions,
    subjects,
)
from kg.extraction.mention import Argument, EntityMention, How
from kg.extraction.reading import EventDraft, Reading
from kg.namespaces import NS

TARGET, VICTIM, ORIGIN = NS + "hasTarget", NS + "hasVictim", NS + "hasOrigin"
PLACE_ROLES = frozenset({OCCURRED_AT, AT_FACILITY, ORIGIN, NS + "hasDestination"})
_OF_THE_STATE = ("Equipment", "StateArmedForce", "PoliceForce", "Soldiers", "PoliceOfficers")
_TIME_LABELS = frozenset({"DATE", "TIME"})


def find_arguments(reading: Reading) -> None:
    """Fill in the roles of every event."""
    for event in reading.events:
        gather = _Gatherer(reading, event)
        if event.token.pos_ == "VERB":
            gather.from_verb(event.token)
        else:
            gather.from_noun(event.token)
        gather.owners()
    for event in reading.events:
        add_nearest_place(reading, event)


class _Gatherer:
    """Collects the arguments of one event, each entity once per role."""

    def __init__(self, reading: Reading, event: EventDraft) -> None:
        self.reading = reading
        self.event = event
        self.terms = reading.knowledge.terms
        self.lexicon = reading.knowledge.lexicon

    def from_verb(self, verb: Token) -> None:
        """Gather subject, object and prepositional arguments of a verb."""
        for subject, inherited in subjects(verb):
            for member in members(subject):
                self.add(self._subject_role(verb), member, "inherited" if inherited else "dependency")
        for obj in objects(verb):
            for member in members(obj):
                self.add(self._object_role(verb, member), member, "dependency")
        for token in (verb, *objects(verb), *([] if is_passive(verb) else children(verb, "oprd", "attr"))):
            self.from_prepositions(token, "dependency" if token == verb else "inherited")
        self._tools(verb)
        self._places_of_arguments()

    def _subject_role(self, verb: Token) -> str:
        """Return the subject's role; who dies or is hurt without an object being told is the one it happens to."""
        happens = self.reading.is_a(self.event.cls, "HumanImpactEvent") and not is_passive(verb)
        harmed = (self.reading.entity_at(o) or o.like_num or children(o, "nummod") for o in objects(verb))
        if happens and not any(harmed):
            return self._main_object_role()
        return self.lexicon.subject_roles.get(self.event.cls, ACTOR)

    def _object_role(self, verb: Token, obj: Token) -> str:
        """Return the object's role: what is fired or planted is the means, a place that is fled is left behind."""
        entity = self.reading.entity_at(obj)
        means = INSTRUMENT in self.lexicon.role_cues.get(self._light_verb(verb), ())
        if means and entity and self.reading.is_a(entity.cls, "Equipment"):
            return INSTRUMENT
        if (
            entity
            and self.reading.is_a(self.event.cls, "Displacement")
            and self.reading.is_a(entity.cls, "SpatialThing")
        ):
            return ORIGIN
        return self._main_object_role()

    def _main_object_role(self) -> str:
        return self.lexicon.object_roles.get(self.event.cls, TARGET)

    def from_noun(self, noun: Token) -> None:
        """Gather modifiers, prepositional arguments, and those of the verb that the noun depends on."""
        for child in children(noun, "compound", "amod", "nmod", "poss"):
            self._modifier(child)
        self.from_prepositions(noun, "dependency")
        for verb in children(noun, "relcl", "acl"):
            self._modifying_clause(verb)
        self._governing_verb(noun)
        self._places_of_arguments()

    def from_prepositions(self, token: Token, how: How) -> None:
        """Gather the objects of a token's prepositions whose role cue and range fit."""
        for preposition, obj in prepositions(token):
            if preposition == "of" and token is self.event.token and token.pos_ != "VERB":
                self._object_of_noun(obj)
                continue
            if preposition == "of" and token is not self.event.token:
                continue
            self._first_fitting(self._roles(preposition), obj, how)

    def _roles(self, preposition: str) -> list[str]:
        """Return the roles that a preposition introduces for events of this class, its object's role first."""
        cued = self.lexicon.role_cues.get(preposition, ())
        taken = self.lexicon.taken_roles.get(self.event.cls, frozenset())
        main = (self.lexicon.object_roles.get(self.event.cls), self.lexicon.subject_roles.get(self.event.cls))
        return sorted((role for role in cued if role in taken), key=lambda role: (role not in main, role))

    def _first_fitting(self, roles: list[str], obj: Token, how: How) -> None:
        for member in members(obj):
            for role in roles:
                if self.add(role, member, how):
                    break

    def add(self, role: str, token: Token, how: How) -> bool:
        """Add an argument if the thing can play the role; an instrument in the actor's place becomes the instrument."""
        entity = named_at(self.reading, token)
        if self._is_own_trigger(token):
            return False
        if entity is None:
            return self._add_phrase(role, token, how)
        role = role_played(self.reading, role, entity)
        if not may_play(self.reading, role, entity):
            self.reading.reject("role", (token.i, token.i), role, "roleNotPlayed", self.event.token.text)
            return False
        self._append(Argument(role, entity.id, entity.span, entity.text, how))
        return True

    def owners(self) -> None:
        """Add owners: they act through their instruments and fighters, and are hit with their things."""
        for argument in list(self.event.arguments):
            entity = None if argument.entity is None else self.reading.entities[argument.entity]
            if entity is None:
                continue
            if argument.role == INSTRUMENT and not self._has(ACTOR):
                self._owner_as(ACTOR, entity)
            elif argument.role in (ACTOR, TARGET) and entity.kind == "nominal":
                self._owner_as(argument.role, entity)

    def _owner_as(self, role: str, entity: EntityMention) -> None:
        owner = None if entity.owner is None else self.reading.entities[entity.owner]
        if owner is None and entity.country:
            owner = nationality_mention(self.reading, entity)
        if owner is None or not may_play(self.reading, role, owner):
            return
        # "Syrian rebels" do not act for Syria; "Syrian jets" and "Syrian soldiers" do.
        acts = self.reading.is_a(owner.cls, "Agent") or self.reading.is_a(entity.cls, *_OF_THE_STATE)
        if acts and (role == ACTOR or self.reading.is_a(owner.cls, "Agent")):
            self._append(Argument(role, owner.id, owner.span, owner.text, "inherited"))

    def _add_phrase(self, role: str, token: Token, how: How) -> bool:
        """Add a phrase that is no entity mention: where the role takes anything, or of those whom something befell."""
        sayable = token.pos_ in ("NOUN", "PROPN") or (token.pos_ == "NUM" and role == VICTIM)
        free = not self.terms.ranges.get(role) or role == VICTIM
        if not sayable or not free or token.ent_type_ in _TIME_LABELS or self.reading.event_at(token):
            return False
        self._append(self.reading.argument(role, token, how))
        return True

    def _append(self, argument: Argument) -> None:
        if not any((a.role, a.span) == (argument.role, argument.span) for a in self.event.arguments):
            self.event.arguments.append(argument)

    def _has(self, role: str) -> bool:
        return any(argument.role == role for argument in self.event.arguments)

    def _is_own_trigger(self, token: Token) -> bool:
        return self.event.first <= token.i <= self.event.last

    def _modifier(self, child: Token) -> None:
        """Read "U.S. strike", "Israeli raid", "drone attack", "Beirut bombing"."""
        entity = self.reading.entity_at(child) or nationality_mention(self.reading, child)
        if entity is None:
            return
        if self.reading.is_a(entity.cls, "Equipment"):
            self._append(Argument(INSTRUMENT, entity.id, entity.span, entity.text, "dependency"))
        elif self.reading.is_a(entity.cls, "SpatialThing") and not self.reading.is_a(entity.cls, "Country"):
            self.add(OCCURRED_AT, child, "dependency")
        elif child.dep_ == "poss" and self._main_object_role() == VICTIM:
            self.add(VICTIM, child, "dependency")
        else:
            role = self.lexicon.subject_roles.get(self.event.cls, ACTOR)
            self._append(Argument(role, entity.id, entity.span, entity.text, "dependency"))

    def _object_of_noun(self, obj: Token) -> None:
        """Read "the killing of X", "the capture of Y"; a facility or place there is also where it happened."""
        for member in members(obj):
            self.add(self._main_object_role(), member, "dependency")

    def _modifying_clause(self, verb: Token) -> None:
        """Read "strikes targeting X", "the attack, which took place in Y"."""
        relative = any(child.tag_ in RELATIVE_PRONOUNS for child in children(verb, "nsubj", "nsubjpass"))
        if verb.dep_ == "acl" and verb.tag_ == "VBG" and self.reading.event_at(verb) is None:
            roles = self.lexicon.role_cues.get(verb.lower_, ())
            for role in roles[:1]:
                for obj in objects(verb):
                    for member in members(obj):
                        self.add(role, member, "dependency")
        if verb.dep_ == "acl" and is_passive(verb):
            self._carried_by(verb, ())
        if relative or verb.dep_ == "acl":
            self._surroundings(verb)

    def _governing_verb(self, noun: Token) -> None:
        """Read light verbs ("launched strikes") and verbs that place the event ("the attack took place in Y")."""
        carrier = _carrier(noun)
        if carrier is None:
            return
        verb, between = carrier
        if not children(verb, "neg") and (between or noun in objects(verb) or noun.dep_ == "conj"):
            self._carried_by(verb, between)
        if noun.dep_ in ("nsubj", "nsubjpass"):
            self._surroundings(verb)

    def _carried_by(self, verb: Token, between: tuple[str, ...]) -> None:
        """Gather the subject and the phrases of a light verb."""
        for cued in self.lexicon.role_cues.get(" ".join((self._light_verb(verb), *between)), ()):
            # Who makes a statement speaks, and who holds talks takes part.
            role = self.lexicon.subject_roles.get(self.event.cls, ACTOR) if cued == ACTOR else cued
            for subject, inherited in subjects(verb):
                for member in members(subject):
                    self.add(role, member, "inherited" if inherited else "dependency")
            self.from_prepositions(verb, "dependency")

    def _light_verb(self, verb: Token) -> str:
        particles = [child.lower_ for child in children(verb, "prt")]
        return " ".join(("to", verb.lemma_.lower(), *particles))

    def _surroundings(self, verb: Token) -> None:
        """Gather only the places of a verb that is no trigger itself."""
        for preposition, obj in prepositions(verb):
            self._first_fitting([role for role in self._roles(preposition) if role in PLACE_ROLES], obj, "dependency")

    def _places_of_arguments(self) -> None:
        """Read "strikes on depots in Y" and "strikes on Y": what was hit in a place was hit there."""
        for argument in list(self.event.arguments):
            if argument.role not in (TARGET, VICTIM) or argument.entity is None:
                continue
            self._place_that_was_hit(self.reading.entities[argument.entity])
            for preposition, obj in prepositions(self.reading.doc[self.reading.head_of[argument.entity]]):
                places = [role for role in self._roles(preposition) if role in (OCCURRED_AT, AT_FACILITY)]
                self._first_fitting(places, obj, "inherited")

    def _place_that_was_hit(self, entity: EntityMention) -> None:
        on_the_ground = self.reading.is_a(self.event.cls, *ON_THE_GROUND)
        if on_the_ground and entity.kind == "name" and self.reading.is_a(entity.cls, "SpatialThing"):
            role = role_played(self.reading, OCCURRED_AT, entity)
            self._append(Argument(role, entity.id, entity.span, entity.text, "inherited"))

    def _tools(self, verb: Token) -> None:
        """Read "used jets to strike": the object of the verb above is the instrument."""
        if verb.dep_ in ("xcomp", "advcl") and self._light_verb(verb.head) == "to use":
            for obj in objects(verb.head):
                for member in members(obj):
                    self.add(INSTRUMENT, member, "inherited")


def _carrier(noun: Token) -> tuple[Token, tuple[str, ...]] | None:
    """Return the verb above an event noun and the words between: ("came", "under"), ("claim", "responsibility", "for").

    None where the noun is governed by none, or where a determiner says that nobody did it ("no group claimed").
    """
    above = noun.head if noun.dep_ == "conj" and noun.head.pos_ == "NOUN" else noun
    between: tuple[str, ...] = ()
    if above.dep_ == "pobj":
        between = (above.head.lower_,)
        above = above.head
        if above.head.pos_ == "NOUN" and above.head.dep_ == "dobj":
            above = above.head
            between = (above.lower_, *between)
    verb = above.head
    if verb.pos_ != "VERB" or any(d.lower_ == "no" for subject, _ in subjects(verb) for d in children(subject, "det")):
        return None
    return verb, between
