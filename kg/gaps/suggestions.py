"""What the ontology does not catch, as Turtle to paste: suggestions, commented out, with the sentences behind them."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from kg.gaps.gaps import Gaps, NameGap, WordGap
from kg.namespaces import PREFIXES, local_name, sr
from kg.ontology.terms import Terms
from kg.wording import counted

_ANY_EVENT: Final = sr("Event").value
_NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9]+")
_PREFIXES: Final = ("sr", "owl", "rdfs")


def suggestion_lines(gaps: Gaps, ontology: str, terms: Terms) -> Iterator[str]:
    """Yield the lines of a Turtle file; individuals are named below the IRI of the ontology they would stand in.

    Lines that start with ``## `` are there to be read; those that start with ``# `` are Turtle without that start.
    """
    yield f"## Read: {counted(gaps.articles, 'article')}. Lines with one # are Turtle: delete the # of those you want,"
    yield "## correct the class, and paste them into your ontology. Lines with two tell where the words stand."
    yield from (f"@prefix {name}: <{PREFIXES[name]}> ." for name in _PREFIXES)
    if not gaps.words and not gaps.names:
        yield from (
            "",
            "## Nothing is told so often that no class catches or nobody knows: --least 1 shows what is rarer.",
        )
    for word in gaps.words:
        yield from ("", f"## {_times(word.count)}, with an armed actor", *_quotes(word.sentences))
        yield from _commented(_trigger_lines(word, terms))
    for name in gaps.names:
        where = counted(name.articles, "article")
        yield from ("", f"## {_times(name.count)} in {where}", *_quotes(name.sentences))
        yield from _commented(_individual_lines(name, ontology))


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _quotes(sentences: tuple[str, ...]) -> Iterator[str]:
    yield from (f"##   {sentence}" for sentence in sentences)


def _commented(lines: Iterator[str]) -> Iterator[str]:
    yield from (f"# {line}" for line in lines)


def _trigger_lines(gap: WordGap, terms: Terms) -> Iterator[str]:
    cls = gap.nearest or _ANY_EVENT
    yield f"{_node(cls)} sr:trigger {_english(gap.trigger)} . # nearest class: {terms.labels.get(cls, local_name(cls))}"


def _individual_lines(gap: NameGap, ontology: str) -> Iterator[str]:
    yield f"<{ontology}#{_identifier(gap.name)}> a owl:NamedIndividual , {_node(gap.cls)} ;"
    yield f"    rdfs:label {_english(gap.name)} ."


def _english(text: str) -> str:
    return str(ox.Literal(text, language="en"))


def _node(iri: str) -> str:
    prefix = next((name for name in _PREFIXES if iri.startswith(PREFIXES[name])), None)
    return f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}" if prefix else f"<{iri}>"


def _identifier(name: str) -> str:
    """Return a name as the end of an IRI: ``Dhi'ab al-Ahwar`` → ``DhiAbAlAhwar``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = _NOT_IN_NAMES.sub(" ", plain).split()
    return "".join(word[0].upper() + word[1:] for word in words) or "Unnamed"
