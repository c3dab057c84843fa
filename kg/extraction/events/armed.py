"""Whether war words stand in a text about forces: "the army struck", or only "tragedy struck" and "hail hit the crops".

Many war words are everyday words as well. In a text that names no force, no fighters, no arms of war and no military
facility they mean something else, unless a state is who acts.
"""

from typing import Final

from spacy.tokens import Token

from kg.extraction.entities.demonyms import country_of_adjective
from kg.extraction.language.clauses import children, subjects
from kg.extraction.mention import EntityMention
from kg.extraction.reading import Reading

_FORCES: Final = (
    "ArmedOrganisation",
    "ArmouredVehicle",
    "CombatAircraft",
    "Helicopter",
    "Militants",
    "MilitaryFacility",
    "Soldiers",
    "UncrewedAircraft",
    "Warship",
    "Weapon",
)
_OF_POLICE_AND_CRIME: Final = (
    "Ammunition",
    "BladeOrClub",
    "CriminalArmedGroup",
    "Headquarters",
    "PoliceForce",
    "RiotControlWeapon",
    "SmallArm",
)
"""What stands below those and is in the news of any town."""
_EVERYDAY: Final = "EverydayWord"
_NAMING: Final = ("UnnamedGroup", "Equipment", "Facility")
_BEFORE_NOUN: Final = ("amod", "compound", "nmod", "poss")


def is_unarmed(reading: Reading, trigger: Token) -> bool:
    """Tell whether a trigger stands in a text that names nothing armed, and is no state's deed."""
    if reading.armed is None:
        reading.armed = any(_is_armed(reading, entity) for entity in reading.entities)
    if reading.armed:
        return False
    before = children(trigger, *_BEFORE_NOUN)
    acting = [subject for subject, _ in subjects(trigger)] if trigger.pos_ == "VERB" else before
    named = any(_is_word_of_forces(reading, reading.forms[word.i][0]) for word in before)
    return not (named or any(_is_state(reading, token) for token in acting))


def _is_armed(reading: Reading, entity: EntityMention) -> bool:
    """Tell whether a mention is of forces, by more than an everyday word, or by a word before: "military helicopter"."""
    if _is_of_forces(reading, entity.cls) and not _is_everyday(reading, entity):
        return True
    phrase = reading.is_a(entity.cls, *_NAMING) and entity.kind == "nominal" and " " in entity.text
    return phrase and any(_is_word_of_forces(reading, word) for word in entity.text.lower().split()[:-1])


def _is_everyday(reading: Reading, entity: EntityMention) -> bool:
    lemma, form = reading.forms[reading.head_of[entity.id]]
    words = reading.knowledge.lexicon.cues.get(_EVERYDAY, {})
    return (lemma,) in words or (form,) in words


def _is_word_of_forces(reading: Reading, word: str) -> bool:
    """Tell whether a word alone names forces: "military" before "helicopter"."""
    named = reading.knowledge.lexicon.head_nouns.get(word, ())
    telling = any(len(words) == 1 and _is_of_forces(reading, cls) for words, cls in named)
    return telling and (word,) not in reading.knowledge.lexicon.cues.get(_EVERYDAY, {})


def _is_of_forces(reading: Reading, cls: str) -> bool:
    return reading.is_a(cls, *_FORCES) and not reading.is_a(cls, *_OF_POLICE_AND_CRIME)


def _is_state(reading: Reading, token: Token) -> bool:
    entity = reading.entity_at(token)
    state = entity is not None and reading.is_a(entity.cls, "Country")
    return state or country_of_adjective(reading, token.i) is not None
