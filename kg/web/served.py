"""What a running server serves: the store, the query templates, the settings."""

import logging
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, cast

from flask import Flask, current_app

from kg.config import Config
from kg.store.reader import Reader, open_reader
from kg.store.templates.shipped import template_folders
from kg.store.templates.templates import Template, load_readable_templates
from kg.store.updates.updater import Updater

_KEY: Final = "sitrep"
_LOG: Final = logging.getLogger(__name__)


class Served:
    """The store, the templates and the settings of one application; threads share it."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.reader: Reader = open_reader(config)
        self.updater = Updater(config)
        self._folders = template_folders(config)
        self._lock = threading.Lock()
        self._state: frozenset[tuple[Path, int]] = frozenset()
        self._templates: Mapping[str, Template] = {}

    def close(self) -> None:
        """End the processes that work for the application."""
        self.updater.close()
        self.reader.close()

    @property
    def templates(self) -> Mapping[str, Template]:
        """Return the query templates by name, read again when a file was added, changed or removed."""
        state = _state(self._folders)
        with self._lock:
            if state != self._state:
                self._templates, problems = load_readable_templates(*self._folders)
                for problem in problems:  # a broken file keeps nobody from the others
                    _LOG.error("query template left out: %s", problem)
                self._state = state
            return self._templates


def serve_from(app: Flask, config: Config) -> Served:
    """Open the store for an application; raise StoreError if it cannot be read."""
    opened = Served(config)
    app.extensions[_KEY] = opened
    return opened


def served_by(app: Flask) -> Served:
    """Return what that application serves."""
    return cast(Served, app.extensions[_KEY])


def served() -> Served:
    """Return what the application that handles the present request serves."""
    return served_by(current_app)


def _state(folders: Sequence[Path]) -> frozenset[tuple[Path, int]]:
    return frozenset((path, path.stat().st_mtime_ns) for folder in folders for path in folder.glob("*.rq"))
