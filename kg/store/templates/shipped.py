"""Where query templates lie: those that come with Sitrep, and a folder of one's own."""

from pathlib import Path

from kg.config import Config
from kg.resources import resource_folder


def template_folders(config: Config) -> tuple[Path, ...]:
    """Return the folders of query templates: what lies in the later goes before what lies in the earlier."""
    shipped = resource_folder("queries")
    return (shipped, config.queries) if config.queries else (shipped,)
