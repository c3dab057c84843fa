"""The folder of a store: what lies where, and which form of store it is.

STORE/format.json       the form of the store, its base IRI, its identity
STORE/graph/            the Oxigraph database that the writer owns
STORE/snapshots/N/      what readers see: hard links to the database as it was
STORE/current           link to the newest snapshot
STORE/unpublished       there while the database holds more than the newest snapshot
STORE/search.sqlite     full-text index over labels, titles and sentences
"""

import json
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from kg.errors import StoreError

FORMAT: Final = 1
"""The form of store that this version reads and writes."""
FORM_FILE: Final = "format.json"
"""What tells the form, base and identity of a store, in its folder."""


@dataclass(frozen=True)
class StoreFolder:
    """A store's folder, its base IRI and the identity it got when it was made (for ETags)."""

    path: Path
    base: str
    identity: str

    @property
    def graph(self) -> Path:
        """Return the folder of the writer's database."""
        return self.path / "graph"

    @property
    def snapshots(self) -> Path:
        """Return the folder of the readers' snapshots."""
        return self.path / "snapshots"

    @cached_property
    def current(self) -> Path:
        """Return the link to the newest snapshot."""
        return self.path / "current"

    @property
    def unpublished(self) -> Path:
        """Return the mark that the database holds more than the newest snapshot."""
        return self.path / "unpublished"

    @property
    def search(self) -> Path:
        """Return the file of the full-text index."""
        return self.path / "search.sqlite"

    def graph_iri(self, name: str) -> str:
        """Return the IRI of the named graph ``BASE/graph/NAME``."""
        return f"{self.base}graph/{name}"


def has_store(path: Path) -> bool:
    """Return whether the folder holds a store, of whatever form."""
    return (path / FORM_FILE).is_file()


def open_folder(path: Path) -> StoreFolder:
    """Return the store in that folder; raise StoreError if there is none or it has another form."""
    file = path / FORM_FILE
    try:
        form = json.loads(file.read_text(encoding="utf-8"))
        found, base, identity = int(form["format"]), str(form["base"]), str(form["identity"])
    except FileNotFoundError:
        raise StoreError(f"there is no store in {path}: build one with 'kg build', or set KG_STORE") from None
    except OSError as error:
        raise StoreError(f"cannot read {file}: {error.strerror}; make it readable") from error
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{file} is damaged ({error}): restore it from a backup, or build the store anew") from error
    _check_form(path, found)
    return StoreFolder(path, base, identity)


def _check_form(path: Path, found: int) -> None:
    if found > FORMAT:
        raise StoreError(
            f"the store in {path} has form {found}, this version reads form {FORMAT}: use a newer version of Sitrep"
        )
    if found < FORMAT:
        raise StoreError(
            f"the store in {path} has the old form {found}, this version reads form {FORMAT}: build it anew"
        )


def check_free(path: Path) -> None:
    """Raise StoreError if a folder holds other files, so that a new store cannot be made in it."""
    if path.is_dir() and any(entry.name not in {"graph", "snapshots"} for entry in path.iterdir()):
        raise StoreError(f"{path} holds files but no store: give a new or empty folder")
    if path.exists() and not path.is_dir():
        raise StoreError(f"{path} is a file: a store is a folder")


def record_form(path: Path, base: str) -> StoreFolder:
    """Write ``format.json`` into the folder of a new store with that base IRI, and return the store."""
    folder = StoreFolder(path, base, secrets.token_hex(4))
    text = json.dumps({"format": FORMAT, "base": base, "identity": folder.identity}, indent=2)
    draft = path / f"{FORM_FILE}.new"
    draft.write_text(text + "\n", encoding="utf-8")
    draft.replace(path / FORM_FILE)
    return folder
