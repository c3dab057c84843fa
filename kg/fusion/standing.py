"""Which claims of an article stand once people's corrections are heard, and which corrections found their claim.

A claim that fell stays a claim of the article; it supports no fact.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.curation.correction import Correction, Deed, Said
from kg.fusion.claim import Claim, Corrected, Entity, Holding
from kg.fusion.edited import Editor


@dataclass(frozen=True)
class Standing:
    """The claims that stand, and what was corrected by what."""

    claims: tuple[Claim, ...]
    corrected: tuple[Corrected, ...] = ()
    made: tuple[Claim, ...] = ()
    """Claims that say what a person reads in the place of others."""


def said(claim: Claim) -> Said:
    """Return what a claim says in short: the kind, the property, and the value as an IRI, a digest or words."""
    if claim.count:
        return Said(claim.kind, claim.count.kind, claim.count.text)
    words = claim.time.text if claim.time else None
    return Said(claim.kind, claim.role or "", claim.cls or claim.value or words or "")


def standing_claims(claims: Sequence[Claim], text: str, corrections: Iterable[Correction], editor: Editor) -> Standing:
    """Return the claims of an article that stand, where corrections are made of its text."""
    of_claims = [each for each in corrections if not each.is_of_reports]
    decided = [(claim, each) for each in of_claims for claim in claims if _concerns(each, claim, text)]
    if not decided:
        return Standing(tuple(claims))
    edits = _edits(decided, editor)
    followed = [(claim, each) for claim, each in decided if each.deed != "edit" or claim.digest in edits]
    upheld = _without(_chosen(followed, "veto"), [edits.get(claim.digest, claim) for claim in claims])
    confirmed = _confirmed(_chosen(followed, "confirm"), upheld)
    corrected = [Corrected(claim.digest, each.name) for claim, each in followed]
    corrected += [Corrected(edits[claim.digest].digest, each.name) for claim, each in followed if each.deed == "edit"]
    return Standing((*upheld, *confirmed), tuple(corrected), tuple(edits.values()))


def _edits(decided: Iterable[tuple[Claim, Correction]], editor: Editor) -> dict[str, Claim]:
    """Return the claims that stand in the place of others, by the digests of these."""
    made = {claim.digest: editor.edited(claim, each.becomes) for claim, each in decided if each.becomes}
    return {digest: claim for digest, claim in made.items() if claim}


def _chosen(decided: Iterable[tuple[Claim, Correction]], deed: Deed) -> list[Claim]:
    return [claim for claim, each in decided if each.deed == deed]


def _without(vetoed: Sequence[Claim], claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims but those that were rejected, and what was told in the same breath of what did not happen."""
    standing = [claim for claim in claims if claim not in vetoed]
    untold = _tellings(vetoed) - _tellings(standing)
    return [claim for claim in standing if _telling(claim) not in untold]


def _confirmed(chosen: Sequence[Claim], claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield the chosen claims as facts, and with an event what is told of it in the same breath, in the same way.

    They stand beside what the sources say: that one denies it makes the event no less disputed.
    """
    spoken = {(*_telling(claim), claim.stance, claim.modality) for claim in chosen if claim.kind == "Occurrence"}
    for claim in claims:
        if claim in chosen or (*_telling(claim), claim.stance, claim.modality) in spoken:
            yield replace(claim, stance="confirms", modality="realised")


def _telling(claim: Claim) -> tuple[str | None, tuple[int, int]]:
    """Return the report and the words that tell of its event."""
    return claim.report, claim.evidence[-1]


def _tellings(claims: Iterable[Claim]) -> set[tuple[str | None, tuple[int, int]]]:
    return {_telling(claim) for claim in claims if claim.kind == "Occurrence"}


def related(entities: Mapping[str, Entity], claims: Sequence[Claim], standing: Sequence[Claim]) -> dict[str, Entity]:
    """Return an article's entities without the relations whose claims fell."""
    told, left = ({(c.subject, c.role, c.value) for c in some if c.kind == "Relation"} for some in (claims, standing))
    fallen = told - left
    if not fallen:
        return dict(entities)
    return {
        iri: replace(entity, relations=tuple(r for r in entity.relations if (iri, *r) not in fallen))
        for iri, entity in entities.items()
    }


def upheld(holdings: Iterable[Holding], standing: Sequence[Claim]) -> tuple[Holding, ...]:
    """Return the holdings of which a claim stands."""
    told = {claim.value for claim in standing if claim.kind == "Post"}
    return tuple(holding for holding in holdings if holding.iri in told)


def _concerns(correction: Correction, claim: Claim, text: str) -> bool:
    passage = correction.passages[0]
    return (
        passage.characters == tuple(sorted(set(claim.evidence)))
        and correction.said == said(claim)
        and passage.stands_in(text)
    )
