"""The graph told in another vocabulary: a CONSTRUCT for each, answered in a stream and in a fixed order."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

import pyoxigraph as ox

from kg.errors import StoreError, TemplateError
from kg.namespaces import PREFIXES
from kg.resources import resource_folder
from kg.store.exports.sorting import sorted_unique
from kg.store.formats import JSON_LD, N_TRIPLES, RDF_XML, TURTLE, ResultFormat
from kg.store.reader import Reader
from kg.store.syntax.tokens import significant
from kg.store.templates.templates import Template, load_templates

TRANSLATION_FORMATS: Final = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD)
"""The preferred one first."""

_PARSED_AT_ONCE: Final = 1_000


def load_translations(queries: Path | None = None) -> dict[str, Template]:
    """Return the translations by the name of their vocabulary: those that came with Sitrep, and those of one's own.

    ``queries`` is a folder of query templates; in its folder ``export``, if there is one, lie further translations,
    and those that take the place of one of the same name.
    """
    own = queries / "export" if queries else None
    found = load_templates(resource_folder("queries") / "export")
    return found | load_templates(own) if own and own.is_dir() else found


def translation(name: str, queries: Path | None = None) -> Template:
    """Return one translation; raise TemplateError naming those that there are if this is none of them."""
    known = load_translations(queries)
    if name not in known:
        raise TemplateError(f"there is no translation into {name}: choose one of {', '.join(known)}")
    return known[name]


def translate(reader: Reader, template: Template, format: ResultFormat, out: BinaryIO) -> None:
    """Write what a translation makes of the newest snapshot, each triple once; equal graphs give equal bytes.

    Raises StoreError for a format that holds no triples, TemplateError for a query that is no CONSTRUCT.
    """
    if format not in TRANSLATION_FORMATS:
        names = ", ".join(offer.name for offer in TRANSLATION_FORMATS)
        raise StoreError(f"a translation cannot be written as {format.label}: choose one of {names}")
    with reader.graph() as store:
        try:
            found = store.query(template.body)
        except SyntaxError as error:
            raise TemplateError(f"the translation {template.name} is not SPARQL: {error}") from error
        if not isinstance(found, ox.QueryTriples):
            raise TemplateError(f"the translation {template.name} must be a CONSTRUCT")
        lines = sorted_unique(f"{triple} ." for triple in found)
        if format is N_TRIPLES:
            out.writelines(f"{line}\n".encode() for line in lines)
        else:
            engine = ox.RdfFormat.STREAMING_JSON_LD if format is JSON_LD else format.graph
            ox.serialize(_triples(lines), out, engine, prefixes={**PREFIXES, **_prefixes(template)})


def _triples(lines: Iterator[str]) -> Iterator[ox.Triple]:
    while part := "\n".join(islice(lines, _PARSED_AT_ONCE)):
        for quad in ox.parse(part, ox.RdfFormat.N_TRIPLES):
            yield quad.triple


def _prefixes(template: Template) -> dict[str, str]:
    tokens = [token.text for token in significant(template.body)]
    declared = zip(tokens, tokens[1:], tokens[2:], strict=False)
    return {name.rstrip(":"): iri.strip("<>") for word, name, iri in declared if word.upper() == "PREFIX"}
