"""War words of a text about something else: teams attack, prices are hit, and in a film a colonel's men are killed.

A text is of such a domain when it holds several of its words, and (but for films) more than of forces and arms. Then a
deed of war is one only where something of war takes part in it, or somebody comes to harm; in the present tense a plot
is told.
"""

from collections import Counter
from itertools import pairwise
from typing import Final

from kg.extraction.events.substance import keep_events
from kg.extraction.language.clauses import children, clause_verb
from kg.extraction.mention import Argument
from kg.extraction.reading import EventDraft, Reading

_DOMAINS: Final = "DomainWord"
_LEAST: Final = 3
"""Different words of a domain that a text must hold; a report of a raid on a stadium may hold two."""
_SHOWN: Final = "screen"
_HYPHEN: Final = "-"
_WARLIKE: Final = (
    "ViolentEvent",
    "MilitaryActivity",
    "MilitaryAccident",
    "MilitaryCampaign",
    "ControlEvent",
    "HumanImpactEvent",
)
_OF_WAR: Final = ("ArmedOrganisation", "Equipment", "Facility", "Militants", "Soldiers")
_HARMED: Final = ("UnnamedGroup", "Person", "Casualties")
_VICTIM: Final = "hasVictim"
_PRESENT: Final = frozenset({"VBZ", "VBP"})


def leave_out_figures_of_speech(reading: Reading) -> None:
    """Leave out deeds of war that are told in the words of sport, business or the screen."""
    domain = _domain(reading)
    if domain is None:
        return
    kept: set[int] = set()
    for group in reading.event_groups:
        drafts = [reading.events[number] for number in group]
        if any(_is_deed(reading, draft, domain) for draft in drafts):
            kept.update(group)
        else:
            for draft in drafts:
                reading.reject("event", (draft.first, draft.last), draft.cls, "everydayDomain")
    keep_events(reading, kept)


def _domain(reading: Reading) -> str | None:
    """Return the domain of which a text holds most words, None for a text about war or about nothing of the kind."""
    cues = reading.knowledge.lexicon.cues.get(_DOMAINS, {})
    told = _told_words(reading)
    counts = Counter(kind for form in sorted(told) for kind in cues.get((form,), ()))
    if not counts or max(counts.values()) < _LEAST:
        return None
    arms = {mention.lemma for mention in reading.entities if reading.is_a(mention.cls, *_OF_WAR[:2], *_OF_WAR[3:])}
    domain, number = counts.most_common(1)[0]
    return domain if number > len(arms) or domain == _SHOWN else None


def _told_words(reading: Reading) -> set[str]:
    """Return the words of a text, and every two in a row as a compound: "half-time" for "half-time" and "half time"."""
    forms = [word.form for word in reading.doc]
    parts = [form for form in forms if form != _HYPHEN]
    return {*forms, *map(_HYPHEN.join, pairwise(parts))}


def _is_deed(reading: Reading, event: EventDraft, domain: str) -> bool:
    if not reading.is_a(event.cls, *_WARLIKE):
        return True
    if domain == _SHOWN and _is_in_present(event):
        return False
    return bool(event.counts) or any(_is_of_war(reading, argument) for argument in event.arguments)


def _is_of_war(reading: Reading, argument: Argument) -> bool:
    if argument.entity is None or argument.how == "nearest":
        return False
    cls = reading.entities[argument.entity].cls
    harmed = argument.role.endswith(_VICTIM) and reading.is_a(cls, *_HARMED)
    return harmed or reading.is_a(cls, "Country", *_OF_WAR)


def _is_in_present(event: EventDraft) -> bool:
    verb = event.token if event.token.pos in ("VERB", "AUX") else clause_verb(event.token)
    helping = [word for word in children(verb, "aux", "auxpass") if word.lemma != "have"]
    return any(word.tag in _PRESENT for word in (verb, *helping))
