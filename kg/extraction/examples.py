"""The example sentences of the ontology's classes, read as articles are: whether the extractor finds what they tell."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.extraction.mention import ArticleMentions
from kg.extraction.pipeline import Extractor
from kg.namespaces import NS, OWL, RDF, local_name
from kg.ontology.modules import Ontology
from kg.ontology.terms import Terms

_PREDICATES = ((NS + "positiveExample", True), (NS + "negativeExample", False))


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that must (``positive``) or must not tell of something of a class."""

    cls: str
    sentence: str
    positive: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """An example and what was found in it: words and class, in the order of the text."""

    example: Example
    found: tuple[tuple[str, str], ...]
    hits: tuple[tuple[str, str], ...]
    """Those of the class of the example, or of one below it."""

    @property
    def passed(self) -> bool:
        """Whether the example's class was found where it must be, and only there."""
        return bool(self.hits) == self.example.positive


def load_examples(ontology: Ontology) -> list[Example]:
    """Return the examples of all classes that are not deprecated, sorted by class, positive ones first.

    Raises OntologyError when one stands on what is no class.
    """
    classes = {term for term, kind in ontology.pairs(RDF + "type") if kind == ox.NamedNode(OWL + "Class")}
    examples = [
        Example(cls, value.value, positive)
        for predicate, positive in _PREDICATES
        for cls, value in ontology.pairs(predicate)
        if isinstance(value, ox.Literal)
    ]
    stray = next((example.cls for example in examples if example.cls not in classes), None)
    if stray is not None:
        raise OntologyError(f"{stray} has an example sentence but is no class. Correct its IRI or declare it.")
    return sorted(examples, key=lambda example: (example.cls, not example.positive, example.sentence))


def examples_of(examples: Iterable[Example], name: str, terms: Terms) -> list[Example]:
    """Return the examples of a class, named by label, local name or IRI, and of the classes below it.

    Raises OntologyError when no class of that name has an example, or below it.
    """
    listed = list(examples)
    classes = {ancestor for example in listed for ancestor in terms.superclasses.get(example.cls, (example.cls,))}
    meant = {cls for cls in classes if name in (cls, local_name(cls)) or terms.labels.get(cls, "") == name.lower()}
    chosen = [example for example in listed if any(terms.is_a(example.cls, cls) for cls in meant)]
    if not chosen:
        raise OntologyError(
            f"No class {name} has an example sentence. Give its local name, as in AirStrike, or its label; "
            "or add an sr:positiveExample to it."
        )
    return chosen


def try_examples(examples: Iterable[Example], extractor: Extractor, terms: Terms) -> Iterator[Trial]:
    """Yield what the extractor finds in each example, in order.

    A class of events is looked for among the event mentions, any other among the entity mentions.
    """
    pairs = ((example.sentence, example) for example in examples)
    for doc, example in extractor.nlp.pipe(pairs, as_tuples=True):
        found = tuple(_found(extractor.read(doc, None), events=terms.is_a(example.cls, "Event")))
        yield Trial(example, found, tuple(hit for hit in found if terms.is_a(hit[1], example.cls)))


def _found(mentions: ArticleMentions, *, events: bool) -> list[tuple[str, str]]:
    if events:
        return [(event.text, event.cls) for event in mentions.events]
    return [(entity.text, entity.cls) for entity in mentions.entities]
