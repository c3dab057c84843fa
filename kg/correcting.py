"""Corrections as people make them: named by what a page shows, written into a file, and made to hold by a build."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import Final

from kg.articles.readers import NO_DEFAULTS
from kg.build import BuildReport, build
from kg.config import Config
from kg.curation.correction import REPORT, Correction, Deed, Passage, Said
from kg.curation.written import add_to_file, drop_from_file, read_file
from kg.errors import CorrectionError
from kg.ledger.curation import known_corrections
from kg.ledger.told_claims import ToldClaim, ToldClaims
from kg.ledger.waiting import Waiting, waiting_corrections
from kg.namespaces import PREFIXES, Iris, local_name
from kg.store.reader import open_reader

_NAMING: Final = ("Occurrence", "Participation", "Location")
_COUNTING: Final = ("Count", "Time")
Report = tuple[str, Passage]
"""A report by its digest, and the words that tell of its event first."""


@dataclass(frozen=True)
class Decision:
    """What a person decides, who does and why."""

    deed: Deed
    by: str
    why: str
    value: str = ""
    """What an edited claim says instead; empty where that stays."""
    property: str = ""
    """Its role, or what it counts, instead; empty where that stays."""


@dataclass(frozen=True)
class Correcting:
    """A store, the file of its corrections, and the ontology that its articles are read with."""

    config: Config
    ontology: Path | None = None

    @property
    def file(self) -> Path:
        """Return the file of the corrections."""
        return self.config.corrections

    def corrections(self) -> tuple[Correction, ...]:
        """Return the corrections that are to hold: the file's, or where there is none those that the store knows."""
        if self.file.exists():
            return read_file(self.file)
        with open_reader(self.config) as reader:
            return known_corrections(reader, Iris(reader.base))

    def waiting(self) -> list[Waiting]:
        """Return the corrections that the store does not follow, and why."""
        with open_reader(self.config) as reader:
            return list(waiting_corrections(self.corrections(), reader, Iris(reader.base)))

    def decide(self, names: Iterable[str], decision: Decision) -> list[Correction]:
        """Write down a decision about claims, reports or events by their IRIs, and return the corrections it makes.

        Raises CorrectionError, and writes nothing, where the store lacks one of them or it is corrected already.
        """
        known = self.corrections()
        with open_reader(self.config) as reader:
            iris = Iris(reader.base)
        made = [_correction(claim, decision, known, iris) for name in names for claim in self._claims(name)]
        add_to_file(self.file, made if self.file.exists() else [*known, *made])
        return made

    def merge(self, names: Sequence[str], decision: Decision) -> list[Correction]:
        """Write down that all these events, reports or reports of claims are of one event."""
        first, *others = [self._reports(name)[0] for name in names]
        return [self._relate(first, others, decision)]

    def split(self, event: str, names: Sequence[str], decision: Decision) -> list[Correction]:
        """Write down that these reports, or reports of claims, are of another event than the rest of an event's.

        Raises CorrectionError where they are no reports of the event, or nothing is left of it.
        """
        apart = [report for name in names for report in self._reports(name)]
        told = self._reports(event)
        rest = [report for report in told if report not in apart]
        if not rest or any(report not in told for report in apart):
            raise CorrectionError(
                f"{event} is told by {len(told)} reports: name some of them, and not all, to split off"
            )
        return [self._relate(report, rest, decision) for report in apart]

    def _relate(self, report: Report, others: Sequence[Report], decision: Decision) -> Correction:
        known = self.corrections()
        name = _free_name(f"{decision.deed}-{report[0][:8]}", known)
        passages = (report[1], *(passage for _, passage in others))
        made = _made(name, passages, Said(REPORT, "", ""), decision)
        add_to_file(self.file, [made] if self.file.exists() else [*known, made])
        return made

    def _reports(self, name: str) -> list[Report]:
        with open_reader(self.config) as reader:
            found = ToldClaims(reader, Iris(reader.base)).reports(name)
        if not found:
            raise CorrectionError(f"{name} is no event, report or claim of one: give the IRI that its page shows")
        return found

    def undo(self, names: Sequence[str]) -> None:
        """Take corrections out of the file by their names. Raises CorrectionError where it has none of that name."""
        known = self.corrections()
        for name in names:
            if all(each.name != name for each in known):
                raise CorrectionError(f"{self.file} has no correction {name}: 'kg correct list' tells their names")
        if not self.file.exists():
            add_to_file(self.file, known)
        drop_from_file(self.file, names)

    def apply(self) -> BuildReport:
        """Make the store hold what the file says; articles that this touches are read again, with the store's ontology.

        Raises OntologyError where that is not the one that came with Sitrep, and no other is given.
        """
        with open_reader(self.config):
            pass  # which raises StoreError where there is no store, rather than make one
        same = self.ontology is None
        return build([], self.config, defaults=NO_DEFAULTS, ontology=self.ontology, same_ontology=same)

    def _claims(self, name: str) -> list[ToldClaim]:
        with open_reader(self.config) as reader:
            found = ToldClaims(reader, Iris(reader.base)).named(name)
        if not found:
            raise CorrectionError(
                f"{name} is no claim, report or event of the store: give the IRI that its page shows, or the end of it "
                "such as claim/68e575a1381490e4"
            )
        return found


def _correction(claim: ToldClaim, decision: Decision, known: Iterable[Correction], iris: Iris) -> Correction:
    if claim.is_made:
        raise CorrectionError(f"{claim.iri} is what a person made of another claim: undo the edit that its page shows")
    for each in known:
        if each.passages == (claim.passage,) and each.said == claim.said:
            raise CorrectionError(f"{claim.iri} is corrected by {each.name} already: undo that first")
    name = _free_name(f"{decision.deed}-{local_name(claim.iri)[:8]}", known)
    becomes = _becomes(claim.said, decision, iris) if decision.deed == "edit" else None
    return _made(name, (claim.passage,), claim.said, decision, becomes)


def _made(
    name: str, passages: tuple[Passage, ...], said: Said, decision: Decision, becomes: Said | None = None
) -> Correction:
    now = datetime.now(UTC).replace(microsecond=0)
    return Correction(name, decision.deed, passages, said, decision.by, now, decision.why, becomes)


def _free_name(name: str, known: Iterable[Correction]) -> str:
    """Return a name that no correction has yet."""
    taken = {each.name for each in known}
    return next(each for each in chain([name], (f"{name}-{number}" for number in count(2))) if each not in taken)


def _becomes(said: Said, decision: Decision, iris: Iris) -> Said:
    value = _full(decision.value, iris) if said.kind in _NAMING else decision.value
    prop = _full(decision.property, iris)
    if said.kind in _COUNTING and not value:
        raise CorrectionError(f"the number or time “{said.value}” becomes what --value tells, such as 12 or 2025-12-20")
    return Said(said.kind, prop or said.property, value or said.value)


def _full(name: str, iris: Iris) -> str:
    """Return the IRI of ``auth:Syria``, ``sr:hasTarget`` and ``place/163808``; anything else as it is."""
    prefix, colon, local = name.partition(":")
    if colon and prefix in PREFIXES:
        return PREFIXES[prefix] + local
    kind, slash, digest = name.partition("/")
    return iris.thing(kind, digest) if slash and kind in ("entity", "place") else name
