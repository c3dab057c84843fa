"""What a check finds."""

from dataclasses import dataclass
from typing import Literal

from kg.namespaces import PREFIXES

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """Something wrong with an ontology: how bad, of which kind, about which term or file, and what to do about it."""

    severity: Severity
    kind: str
    term: str
    message: str


def short(iri: str) -> str:
    """Return an IRI as people write it: ``sr:Event``, or the IRI itself where no prefix of ours fits."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
