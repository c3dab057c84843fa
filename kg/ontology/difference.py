"""What changed between two states of an ontology, in plain words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final, Literal

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.ontology.formatting import statements
from kg.ontology.modules import read_module

What = Literal["added", "removed", "renamed", "deprecated", "changed"]
Facts = Mapping[str, Mapping[str, frozenset[str]]]
"""Term → property → values, all as Turtle writes them."""

_LABEL: Final = "rdfs:label"
_TYPE: Final = "rdf:type"
_DEPRECATED: Final = "owl:deprecated"
_WORDS: Final = {
    _TYPE: "kind",
    "rdfs:subClassOf": "superclass",
    "rdfs:subPropertyOf": "broader property",
    "skos:altLabel": "alias",
    "skos:hiddenLabel": "hidden alias",
    "owl:imports": "import",
    "owl:versionIRI": "version",
    "owl:inverseOf": "inverse",
    "owl:disjointWith": "excluded class",
}
"""What ontologists call these; any other property goes by its own label or name."""
_AXIOM: Final = "axiom"
_CAPITAL: Final = re.compile(r"(?<!^)(?=[A-Z])")
_FIRST: Final[tuple[What, ...]] = ("removed", "renamed", "deprecated", "added", "changed")
"""What may break something comes first."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one term, and its statements that came and went, in words."""

    what: What
    term: str
    name: str
    details: tuple[str, ...]


@dataclass(frozen=True)
class _State:
    facts: Facts
    axioms: frozenset[str]

    def name(self, term: str) -> str:
        """Return the label of a term, or the last part of its name when it has none."""
        labels = sorted(self.facts.get(term, {}).get(_LABEL, ()))
        if not labels and term.startswith("owl:"):
            return _CAPITAL.sub(" ", term.removeprefix("owl:")).lower()
        return _plain(labels[0]) if labels else term

    def is_deprecated(self, term: str) -> bool:
        return "true" in self.facts[term].get(_DEPRECATED, ())


def compare(old: Path, new: Path) -> list[Change]:
    """Return what changed from one state of an ontology to another, term by term.

    Removed and renamed terms stand first. A state is a Turtle file, or a folder, which stands for all Turtle files in
    it. Raises OntologyError when one of them cannot be read.
    """
    before, after = _read(old), _read(new)
    renamed = _renamed(before, after)
    terms = sorted({*before.facts, *after.facts} - set(renamed.values()), key=lambda term: (term.casefold(), term))
    changes = [change for term in terms for change in _change(before, after, term, renamed)]
    axioms = [*_axioms("removed", before.axioms - after.axioms), *_axioms("added", after.axioms - before.axioms)]
    return sorted([*changes, *axioms], key=lambda change: _FIRST.index(change.what))


def _read(path: Path) -> _State:
    files = sorted(path.glob("*.ttl")) if path.is_dir() else [path]
    if not files:
        raise OntologyError(f"There is no Turtle file in {path}. Name an ontology file or its folder.")
    triples = [triple for file in files for triple in read_module(file).triples]
    facts: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    axioms = set()
    for subject, prop, value in statements(triples, _prefixes(files)):
        if subject:
            facts[subject][prop].add(value)
        else:
            axioms.add(value)
    frozen = {term: {prop: frozenset(found) for prop, found in about.items()} for term, about in facts.items()}
    return _State(frozen, frozenset(axioms))


def _prefixes(files: Iterable[Path]) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in files:
        parser = ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)
        next(parser, None)  # prefixes are known once the first statement has been read
        found = {**parser.prefixes, **found}
    return found


def _renamed(before: _State, after: _State) -> dict[str, str]:
    """Return old name → new name of terms that vanished while another of the same kind and label came."""
    gone, come = before.facts.keys() - after.facts.keys(), after.facts.keys() - before.facts.keys()
    signs = {_sign(after, term): term for term in sorted(come)}
    return {term: signs[sign] for term in sorted(gone) if (sign := _sign(before, term)) in signs and sign[0]}


def _sign(state: _State, term: str) -> tuple[frozenset[str], frozenset[str]]:
    about = state.facts[term]
    return about.get(_LABEL, frozenset()), about.get(_TYPE, frozenset())


def _change(before: _State, after: _State, term: str, renamed: Mapping[str, str]) -> Iterator[Change]:
    if term in renamed:
        details = _details(before, after, term, renamed[term])
        yield Change("renamed", term, after.name(renamed[term]), (f"now {renamed[term]}", *details))
    elif term not in before.facts:
        yield Change("added", term, after.name(term), tuple(_details(before, after, term, term)))
    elif term not in after.facts:
        yield Change("removed", term, before.name(term), ())
    elif before.facts[term] != after.facts[term]:
        ended = after.is_deprecated(term) and not before.is_deprecated(term)
        details = _details(before, after, term, term)
        yield Change("deprecated" if ended else "changed", term, after.name(term), tuple(details))


def _details(before: _State, after: _State, old: str, new: str) -> Iterator[str]:
    was, now = before.facts.get(old, {}), after.facts.get(new, {})
    for prop in sorted({*was, *now}, key=lambda prop: (prop != _LABEL, prop != "skos:definition", prop)):
        gone, come = was.get(prop, frozenset()) - now.get(prop, frozenset()), now.get(prop, frozenset())
        come -= was.get(prop, frozenset())
        word = _word(prop, after if prop in after.facts else before)
        if len(gone) == len(come) == 1 and {_language(text) for text in gone} == {_language(text) for text in come}:
            yield " → ".join((f"{word}: {_value(min(gone), before)}", _value(min(come), after)))
            continue
        yield from (f"{word} removed: {_value(value, before)}" for value in sorted(gone))
        yield from (f"{word}{' added' if was else ''}: {_value(value, after)}" for value in sorted(come))


def _axioms(what: What, axioms: Iterable[str]) -> Iterator[Change]:
    for text, _ in groupby(sorted(axioms)):
        yield Change(what, "", _AXIOM, (text,))


def _word(prop: str, state: _State) -> str:
    if prop in _WORDS:
        return _WORDS[prop]
    if prop in state.facts and _LABEL in state.facts[prop]:
        return state.name(prop)
    return _CAPITAL.sub(" ", prop.rsplit(":", 1)[-1]).lower()


def _value(text: str, state: _State) -> str:
    return f"“{_plain(text)}”" if text.startswith('"') else state.name(text)


def _plain(literal: str) -> str:
    return literal[1 : literal.rfind('"')] if literal.startswith('"') else literal


def _language(literal: str) -> str:
    return literal[literal.rfind('"') + 1 :] if literal.startswith('"') else ""
