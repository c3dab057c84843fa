"""What a class of ours corresponds to in another codebook: told by the ontology, at the class or at one above it."""

from dataclasses import dataclass

from kg.namespaces import NS
from kg.store.exports.facts import FactReader, text_of


@dataclass(frozen=True)
class Mapping:
    """A statement of the ontology: that class has this as its code, in the codebook that the property stands for.

    The text may name several codes and the condition for each, the first being the nearest.
    """

    property: str
    cls: str
    text: str

    def cells(self) -> dict[str, str]:
        """Return the columns by which a row can be traced to the statement."""
        return {"mapping_class": self.cls, "mapping_property": NS + self.property, "mapping_code": self.text}


MAPPING_COLUMNS = ("mapping_class", "mapping_property", "mapping_code")


def mapping_of(reader: FactReader, cls: str, prop: str) -> Mapping | None:
    """Return what the ontology says of a class, or else of the nearest class above it; None if nothing."""
    for each in reader.above(cls):
        if text := text_of(reader.thing(each), prop):
            return Mapping(prop, each, text)
    return None
