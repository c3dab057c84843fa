"""Where the ontology, the query templates and the shapes lie, in a checkout and in a wheel."""

from pathlib import Path


def resource_folder(name: str) -> Path:
    """Return the folder ``name`` (``ontology``, ``queries``, ``shapes``) that travels with the package.

    In a wheel it lies inside the package (``kg/_data``), in a checkout beside it.
    """
    package = Path(__file__).parent
    shipped = package / "_data" / name
    return shipped if shipped.is_dir() else package.parent / name


def ontology_file(given: Path | None = None) -> Path:
    """Return the file of an ontology to begin with: the one given, or the root of the one that came with Sitrep."""
    return given or resource_folder("ontology") / "workbench.ttl"
