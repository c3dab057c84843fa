"""The titles by which texts speak of the authority's posts: "defence minister" and Russia, "leader" and the Taliban."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.namespaces import NS, RDF, RDFS, SKOS
from kg.ontology.modules import Ontology
from kg.ontology.terms import Terms

_MINISTRY = ox.NamedNode(NS + "Ministry")
_NAMES = (RDFS + "label", SKOS + "altLabel", NS + "caseSensitiveName")
_ALIKE = ("HeadOfGovernment", "Minister")
"""Posts of which a state has one of each class, so that any word for the class means it."""


def posts_by_title(ontology: Ontology, terms: Terms) -> dict[tuple[str, str], str]:
    """Return each post by country or organisation and title in lower case; a title of two posts is left out."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    names = _names(ontology)
    bodies = _bodies(ontology)
    words = _class_words(ontology, terms)
    for post, organisation in _links(ontology, "postIn"):
        reach = [organisation, *bodies.get(organisation, ())]
        titles = {title for body in reach for title in _titles(names.get(post, ()), names.get(body, ()))}
        classes = [cls for cls in terms.types.get(post, ()) if any(terms.is_a(cls, above) for above in _ALIKE)]
        titles |= {word for cls in classes if titles & words.get(cls, set()) for word in words[cls]}
        for body in reach:
            for title in titles:
                found[body, title].add(post)
    return {key: next(iter(posts)) for key, posts in found.items() if len(posts) == 1}


def _names(ontology: Ontology) -> Mapping[str, list[str]]:
    """Return the names of everything in lower case; those of a country with its demonyms."""
    names: dict[str, list[str]] = defaultdict(list)
    for predicate in (*_NAMES, NS + "demonym"):
        for subject, value in ontology.pairs(predicate):
            if isinstance(value, ox.Literal):
                names[subject].append(value.value.lower())
    return names


def _links(ontology: Ontology, name: str) -> Iterator[tuple[str, str]]:
    yield from ((s, o.value) for s, o in ontology.pairs(NS + name) if isinstance(o, ox.NamedNode))


def _bodies(ontology: Ontology) -> Mapping[str, tuple[str, ...]]:
    """Return whose posts an organisation's are too: a government's, ministry's and armed force's are the country's."""
    countries = {
        body: (country,) for name in ("governmentOf", "armedForcesOf") for body, country in _links(ontology, name)
    }
    ministries = {s for s, cls in ontology.pairs(RDF + "type") if cls == _MINISTRY}
    above = {s: o for s, o in _links(ontology, "subOrganisationOf") if s in ministries and o in countries}
    return {**countries, **{ministry: countries[government] for ministry, government in above.items()}}


def _class_words(ontology: Ontology, terms: Terms) -> Mapping[str, set[str]]:
    words: dict[str, set[str]] = defaultdict(set)
    for cls, value in ontology.pairs(NS + "headNoun"):
        if isinstance(value, ox.Literal) and terms.is_a(cls, "Post"):
            words[cls].add(value.value.lower())
    return words


def _titles(post: Iterable[str], body: Iterable[str]) -> Iterator[str]:
    """Yield the names of a post without the name of the body: "defence minister" from "Russian defence minister"."""
    for name in post:
        for whose in body:
            for ending in (f" of {whose}", f" of the {whose}"):
                if name.endswith(ending):
                    yield name.removesuffix(ending)
            for start in (f"{whose} ", f"{whose}'s "):
                if name.startswith(start):
                    yield name.removeprefix(start)
