"""Whether war words stand in a text about forces: "the army struck", or only "tragedy struck" and "hail hit the crops".

Many war words are everyday words as well. In a text that names no force, no fighters, no arms of war and no military
facility they mean something else, unless a state, somebody armed or a violent deed acts. What is armed in the news of
any town ("officers", "a gun") shows so only where it acts or suffers itself.
"""

from typing import Final

from kg.extraction.entities.demonyms import country_of_adjective
from kg.extraction.language.clauses import children, objects, prepositions, subjects
from kg.extraction.language.words import Word
from kg.extraction.mention import EntityMention
from kg.extraction.reading import Reading

_FORCES: Final = (
    "ArmedOrganisation",
    "ArmouredVehicle",
    "CombatAircraft",
    "Helicopter",
    "Militants",
    "MilitaryFacility",
    "PeaceMission",
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
_MOVED: Final = ("ArmedOrganisation", "Militants", "Soldiers", "Weapon")
_NAMING: Final = ("UnnamedGroup", "Equipment", "Facility")
_BEFORE_NOUN: Final = ("amod", "compound", "nmod", "poss")


def is_unarmed(reading: Reading, trigger: Word) -> bool:
    """Tell whether a trigger stands in a text that names nothing armed, and is no state's deed."""
    if reading.armed is None:
        reading.armed = any(_is_armed(reading, entity) for entity in reading.entities)
    if reading.armed:
        return False
    before = children(trigger, *_BEFORE_NOUN)
    acting = [subject for subject, _ in subjects(trigger)] if trigger.pos == "VERB" else before
    if any(_is_word_of_forces(reading, word.lemma) for word in before):
        return False
    suffering = objects(trigger) if trigger.pos == "VERB" else [noun for p, noun in prepositions(trigger) if p == "of"]
    return not (any(_acts_in_war(reading, token) for token in acting) or _are_forces(reading, suffering, _MOVED))


def _is_armed(reading: Reading, entity: EntityMention) -> bool:
    """Tell whether a mention is of forces, by no everyday word, or by a word before: "military helicopter"."""
    if _is_of_forces(reading, entity.cls) and not _is_everyday(reading, entity):
        return True
    phrase = reading.is_a(entity.cls, *_NAMING) and entity.kind == "nominal" and " " in entity.text
    return phrase and any(_is_word_of_forces(reading, word) for word in entity.text.lower().split()[:-1])


def _is_everyday(reading: Reading, entity: EntityMention) -> bool:
    form = reading.doc[reading.head_of[entity.id]].form
    return (form,) in reading.knowledge.lexicon.cues.get(_EVERYDAY, {})


def _is_word_of_forces(reading: Reading, word: str) -> bool:
    """Tell whether a word alone names forces: "military" before "helicopter"."""
    named = reading.knowledge.lexicon.head_nouns.get(word, ())
    telling = any(len(words) == 1 and _is_of_forces(reading, cls) for words, cls in named)
    return telling and (word,) not in reading.knowledge.lexicon.cues.get(_EVERYDAY, {})


def _is_of_forces(reading: Reading, cls: str) -> bool:
    return reading.is_a(cls, *_FORCES) and not reading.is_a(cls, *_OF_POLICE_AND_CRIME)


def _acts_in_war(reading: Reading, token: Word) -> bool:
    """Tell whether a word names a state ("Israeli"), somebody or something armed, or a deed: "an explosion hit"."""
    entity = reading.entity_at(token)
    if entity is not None and reading.is_a(entity.cls, "Country"):
        return True
    deeds = reading.knowledge.lexicon.triggers.get(token.lemma, ())
    plain = (deed.cls for deed in deeds if len(deed.words) == 1 and not deed.conditions and deed.part != "verb")
    violent = any(reading.is_a(cls, "ViolentEvent") for cls in plain)
    return violent or _are_forces(reading, [token], _FORCES) or country_of_adjective(reading, token.i) is not None


def _are_forces(reading: Reading, tokens: list[Word], classes: tuple[str, ...]) -> bool:
    found = (reading.entity_at(token) for token in tokens)
    return any(entity is not None and reading.is_a(entity.cls, *classes) for entity in found)
