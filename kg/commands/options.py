"""What the commands share: options, exit codes, settings."""

from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from kg.config import Config, is_url
from kg.errors import StoreError

FAILED: Final = 1
"""Nothing was done."""
PARTLY: Final = 3
"""Done, but for some articles."""
INTERRUPTED: Final = 130
"""Stopped by Ctrl-C; what was done stays."""

store_option = click.option(
    "--store",
    default=lambda: store_name(Config.from_environment()),
    show_default="store",
    help="Folder of the store, or URL of a SPARQL server (or set KG_STORE, or store in the file that KG_CONFIG names).",
)
ontology_option = click.option(
    "--ontology",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Ontology file to read with; by default the one that came with Sitrep.",
)
corrections_option = click.option(
    "--corrections",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File of the corrections that people made; by default KG_CORRECTIONS, or corrections.toml.",
)


def config_for(store: str) -> Config:
    """Return the settings of the environment for a store in that folder or at that URL."""
    config = Config.from_environment()
    if is_url(store):
        return replace(config, store_url=store)
    return replace(config, store=Path(store), store_url=None)


def store_folder(store: str) -> Path:
    """Return the folder that a store is; raise StoreError if it is a server, whose files are out of reach."""
    if is_url(store):
        raise StoreError(
            f"{store} is a server, and this command works on the files of a store: give its folder as --store"
        )
    return Path(store)


def store_name(config: Config) -> str:
    """Return where the store of these settings is: its folder or its URL."""
    return config.store_url or str(config.store)
