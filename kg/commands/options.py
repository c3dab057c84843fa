"""What the commands share: options, exit codes, settings."""

from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from kg.config import Config

FAILED: Final = 1
"""Nothing was done."""
PARTLY: Final = 3
"""Done, but for some articles."""
INTERRUPTED: Final = 130
"""Stopped by Ctrl-C; what was done stays."""

store_option = click.option(
    "--store",
    default=lambda: str(Config.from_environment().store),
    show_default="store",
    help="Folder of the store (or set KG_STORE, or store in the file that KG_CONFIG names).",
)
ontology_option = click.option(
    "--ontology",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Ontology file to read with; by default the one that came with Sitrep.",
)


def config_for(store: str) -> Config:
    """Return the settings of the environment for a store in that folder."""
    return replace(Config.from_environment(), store=Path(store))
