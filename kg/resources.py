"""Where the ontology, the query templates and the shapes lie, in a checkout and in a wheel."""

from pathlib import Path


def resource_folder(name: str) -> Path:
    """Return the folder ``name`` (``ontology``, ``queries``, ``shapes``) that travels with the package.

    In a wheel it lies inside the package (``kg/_data``), in a checkout beside it.
    """
    package = Path(__file__).parent
    shipped = package / "_data" / name
    return shipped if shipped.is_dir() else package.parent / name
