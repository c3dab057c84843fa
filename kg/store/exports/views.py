"""The views of the graph by name, as the command and the server offer them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

from kg.store.exports.acled import write_acled
from kg.store.exports.cameo import write_gdelt, write_plover
from kg.store.exports.facts import FactReader
from kg.store.exports.networks import write_gexf, write_graphml
from kg.store.exports.stix import write_stix
from kg.store.exports.tables import write_event_features, write_events, write_things
from kg.store.reader import Reader


@dataclass(frozen=True)
class View:
    """A view: the parts of its file, the ending of that, and its media type."""

    write: Callable[[FactReader], Iterator[str]]
    ending: str
    media_type: str

    @property
    def content_type(self) -> str:
        """Return the value of the Content-Type header."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


VIEWS: Final[Mapping[str, View]] = {
    "csv": View(write_events, "csv", "text/csv"),
    "geojson": View(write_event_features, "geojson", "application/geo+json"),
    "graphml": View(write_graphml, "graphml", "application/xml"),
    "gexf": View(write_gexf, "gexf", "application/xml"),
    "acled": View(write_acled, "acled.csv", "text/csv"),
    "plover": View(write_plover, "plover.jsonl", "application/jsonl"),
    "gdelt": View(write_gdelt, "gdelt.csv", "text/csv"),
    "stix": View(write_stix, "stix.json", "application/stix+json;version=2.1"),
}
"""The views by name; the first is one row for each event."""


def export_view(reader: Reader, view: View, out: BinaryIO) -> None:
    """Write a view of the newest snapshot; equal graphs give equal files, in bounded memory."""
    _write(reader, view.write, out)


def export_class(reader: Reader, cls: str, out: BinaryIO) -> None:
    """Write a table of the things of a class of ours; raise StoreError if there are none."""
    _write(reader, lambda facts: write_things(facts, cls), out)


def _write(reader: Reader, write: Callable[[FactReader], Iterator[str]], out: BinaryIO) -> None:
    with reader.graph() as store:
        for part in write(FactReader(store, reader.base)):
            out.write(part.encode())
