"""The formats of results and of graphs: their names, media types and file endings."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox


@dataclass(frozen=True)
class ResultFormat:
    """One format: its short name (also the file ending) and its media types, the one to send first."""

    name: str
    label: str
    media_types: tuple[str, ...]
    engine: ox.QueryResultsFormat | ox.RdfFormat | None
    """The engine's name for it; None for what the engine does not write."""
    charset: bool = True

    @property
    def graph(self) -> ox.RdfFormat:
        """Return the engine's name of a graph format."""
        if not isinstance(self.engine, ox.RdfFormat):
            raise TypeError(f"{self.label} holds no graphs")
        return self.engine

    @property
    def solutions(self) -> ox.QueryResultsFormat:
        """Return the engine's name of a format for solutions."""
        if not isinstance(self.engine, ox.QueryResultsFormat):
            raise TypeError(f"{self.label} holds no solutions")
        return self.engine

    @property
    def content_type(self) -> str:
        """Return the value of the Content-Type header."""
        return self.media_types[0] + ("; charset=utf-8" if self.charset else "")


JSON: Final = ResultFormat(
    "json", "JSON", ("application/sparql-results+json", "application/json"), ox.QueryResultsFormat.JSON, charset=False
)
XML: Final = ResultFormat(
    "xml", "XML", ("application/sparql-results+xml", "application/xml", "text/xml"), ox.QueryResultsFormat.XML
)
CSV: Final = ResultFormat("csv", "CSV", ("text/csv",), ox.QueryResultsFormat.CSV)
TSV: Final = ResultFormat("tsv", "TSV", ("text/tab-separated-values",), ox.QueryResultsFormat.TSV)

TURTLE: Final = ResultFormat("ttl", "Turtle", ("text/turtle", "application/x-turtle"), ox.RdfFormat.TURTLE)
N_TRIPLES: Final = ResultFormat("nt", "N-Triples", ("application/n-triples", "text/plain"), ox.RdfFormat.N_TRIPLES)
RDF_XML: Final = ResultFormat(
    "rdf", "RDF/XML", ("application/rdf+xml", "application/xml", "text/xml"), ox.RdfFormat.RDF_XML
)
JSON_LD: Final = ResultFormat(
    "jsonld", "JSON-LD", ("application/ld+json", "application/json"), ox.RdfFormat.JSON_LD, charset=False
)
N_QUADS: Final = ResultFormat("nq", "N-Quads", ("application/n-quads",), ox.RdfFormat.N_QUADS)
TRIG: Final = ResultFormat("trig", "TriG", ("application/trig",), ox.RdfFormat.TRIG)

GEO_JSON: Final = ResultFormat("geojson", "GeoJSON", ("application/geo+json",), None, charset=False)

SOLUTION_FORMATS: Final = (JSON, XML, CSV, TSV)
"""For SELECT and ASK, the preferred one first."""
GRAPH_FORMATS: Final = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD)
"""For CONSTRUCT, DESCRIBE and single graphs, the preferred one first."""

_OTHER_NAMES: Final = {"turtle": "ttl", "ntriples": "nt", "n-triples": "nt", "rdfxml": "rdf", "rdf+xml": "rdf"}
_OTHER_NAMES_OF_GRAPHS: Final = {"json": "jsonld", "json-ld": "jsonld", "xml": "rdf", "n3": "ttl"}


def named_format(name: str, offers: Iterable[ResultFormat]) -> ResultFormat | None:
    """Return the offered format of that name, file ending or media type, None if there is none.

    ``json`` and ``xml`` mean JSON-LD and RDF/XML where graphs are offered.
    """
    wanted = name.strip().lower().replace(" ", "+")  # what a + in a URL says that is not written as %2B
    available = {offer.name: offer for offer in offers}
    found = available.get(_OTHER_NAMES.get(wanted, wanted)) or available.get(_OTHER_NAMES_OF_GRAPHS.get(wanted, ""))
    return found or next((offer for offer in available.values() if wanted in offer.media_types), None)
