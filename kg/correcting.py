"""Corrections as people make them: named by what a page shows, written into a file, and made to hold by a build."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from kg.articles.readers import NO_DEFAULTS
from kg.build import BuildReport, build
from kg.config import Config
from kg.curation.correction import Correction, Deed, Said
from kg.curation.written import add_to_file, drop_from_file, read_file
from kg.errors import CorrectionError
from kg.ledger.curation import known_corrections
from kg.ledger.told_claims import ToldClaim, ToldClaims
from kg.ledger.waiting import Waiting, waiting_corrections
from kg.namespaces import PREFIXES, Iris, local_name
from kg.store.reader import open_reader

_NAMING: Final = ("Occurrence", "Participation", "Location")
_COUNTING: Final = ("Count", "Time")


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
        """Make the store hold what the file says; articles that this touches are read again."""
        return build([], self.config, defaults=NO_DEFAULTS, ontology=self.ontology)

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
    name = f"{decision.deed}-{local_name(claim.iri)[:8]}"
    for each in known:
        if each.passages == (claim.passage,) and each.said == claim.said:
            raise CorrectionError(f"{claim.iri} is corrected by {each.name} already: undo that first")
        name = f"{name}-2" if each.name == name else name
    now = datetime.now(UTC).replace(microsecond=0)
    becomes = _becomes(claim.said, decision, iris) if decision.deed == "edit" else None
    return Correction(name, decision.deed, (claim.passage,), claim.said, decision.by, now, decision.why, becomes)


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
