"""Capitals and buildings that stand for those who govern there: "Washington said"."""

from dataclasses import replace

from kg.extraction.language.words import Word
from kg.extraction.mention import EntityMention
from kg.extraction.reading import Reading
from kg.namespaces import NS


def read_metonyms(reading: Reading) -> None:
    """Let a place that speaks or acts be the agent that its name stands for."""
    metonyms = reading.knowledge.lexicon.metonyms
    for mention in list(reading.entities):
        individual = metonyms.get(mention.name) if mention.kind == "name" else None
        if individual and reading.is_a(mention.cls, "Place", "Facility") and _acts(reading, mention):
            classes = reading.knowledge.terms.types.get(individual, (NS + "Government",))
            cls = max(classes, key=lambda c: (reading.knowledge.terms.depth(c), c))
            reading.entities[mention.id] = replace(mention, individual=individual, cls=cls)


def _acts(reading: Reading, mention: EntityMention) -> bool:
    """Tell whether a mention does what only an agent can do, is spoken to, or commands: "Moscow's forces"."""
    head = reading.doc[reading.head_of[mention.id]]
    first = head
    while first.dep == "conj" and first.head.i != first.i:
        first = first.head
    if first.dep == "pobj":
        return first.head.dep == "agent" and _is_deed(reading, first.head.head)
    if first.dep == "poss":
        owned = reading.entity_at(first.head)
        return owned is not None and reading.is_a(owned.cls, "ArmedOrganisation")
    if first.dep == "dobj":
        return bool(reading.stances_of(first.head))
    return first.dep == "nsubj" and _is_deed(reading, first.head)


def _is_deed(reading: Reading, verb: Word) -> bool:
    if verb.pos not in ("VERB", "AUX") or verb.dep == "acl":
        return False
    lexicon = reading.knowledge.lexicon
    words = (verb.lemma,)
    said = words in lexicon.cues.get("Stance", {}) or words in lexicon.cues.get("Modality", {})
    return said or any(trigger.part != "noun" for trigger in lexicon.triggers.get(words[0], ()))
