"""What an article says of how entities stand to each other, each relation with the words that name its ends."""

from typing import Final

from kg.extraction.mention import ArticleMentions
from kg.fusion.claim import Claim
from kg.fusion.identity import Identities
from kg.namespaces import digest

_CONFIDENCE: Final = 0.8


def claim_relations(key: str, mentions: ArticleMentions, identities: Identities) -> list[Claim]:
    """Return the claims of relations between entities, each relation once where it is told first."""
    found: dict[tuple[str, str, str], Claim] = {}
    for relation in mentions.relations:
        head, tail = mentions.entities[relation.head], mentions.entities[relation.tail]
        triple = (identities.of_mention[head.id], relation.relation, identities.of_mention[tail.id])
        if triple[0] != triple[2] and triple not in found:
            name = digest("Relation", key, *triple, str(head.span.begin))
            found[triple] = _claim(name, (head.span.offsets, tail.span.offsets), triple)
    return list(found.values())


def _claim(name: str, evidence: tuple[tuple[int, int], ...], triple: tuple[str, str, str]) -> Claim:
    subject, relation, value = triple
    return Claim(
        name,
        "Relation",
        evidence,
        (),
        "asserts",
        "realised",
        "dependency",
        _CONFIDENCE,
        role=relation,
        value=value,
        subject=subject,
    )
