"""What was released stays: a name may be deprecated, never deleted, and says then what to use instead."""

from pathlib import Path

import pytest

from kg.namespaces import DCTERMS, RDFS
from kg.ontology.declarations import declared_at_all
from kg.ontology.finding import short
from kg.ontology.modules import Ontology

RELEASES = sorted((Path(__file__).parents[1] / "data").glob("released-*.txt"))
REPLACED = (DCTERMS + "isReplacedBy", RDFS + "seeAlso")


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.stem)
def test_no_released_name_vanishes(release: Path, ontology: Ontology) -> None:
    declared = {short(name) for name in declared_at_all(ontology)}
    released = release.read_text().split()
    assert len(released) > 3000
    assert sorted(set(released) - declared) == []


def test_what_is_deprecated_says_what_replaces_it(ontology: Ontology) -> None:
    gone = {name for name in declared_at_all(ontology) if ontology.is_deprecated(name)}
    assert [term for term in sorted(gone) if not any(ontology.objects(term, p) for p in REPLACED)] == []
