"""The settings of a running Sitrep: defaults, and what ``KG_…`` environment variables say otherwise."""

import os
import re
import tomllib
from collections.abc import Mapping, Set
from dataclasses import Field, dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Final, Self

from kg.errors import ConfigError

_FORMS: Final = {
    "base": (
        re.compile(r"(?:https?|urn|tag):[^\s<>\"{}|\\^`]+[/#:]"),
        "cannot start IRIs: give an absolute IRI that ends in / or #",
    ),
    "public_url": (
        re.compile(r"https?://[^\s/?#]+/?"),
        "is not the root of a host: give scheme and host, and no path behind them",
    ),
}
"""What some settings look like, and what is wrong with them otherwise."""
_URLS: Final = {"licence", "store_url", "store_query_url", "store_update_url", "store_graphs_url"}
_BESIDE: Final = {"config", "cache"}
"""Variables of ours that no field is read from."""


@dataclass(frozen=True, kw_only=True)
class Config:
    """Everything that can be set; each field is read from the variable ``KG_`` + its name in capitals.

    Where ``KG_CONFIG`` names a file of TOML, that is read first, the fields' names being its keys.
    Numbers are whole and at least 1 unless their type is float; floats are seconds above 0. Switches are yes or no.
    """

    store: Path = Path("store")
    """Folder of the store."""
    corrections: Path = Path("corrections.toml")
    """File of the corrections that people made; where there is none, those that the store knows hold."""
    curator: str | None = None
    """Who makes corrections; unset: the name of the user of this machine."""
    store_url: str | None = None
    """URL of a SPARQL server that holds the store instead of a folder; KG_STORE may name it too."""
    store_query_url: str | None = None
    """Where that server takes queries; unset: it is found from the URL."""
    store_update_url: str | None = None
    """Where that server takes updates; unset: it is found from the URL."""
    store_graphs_url: str | None = None
    """Where that server speaks the Graph Store Protocol; unset: it is found from the URL."""
    store_facts: str | None = None
    """IRI of the graph there that stands for the default graph; unset: what the server needs is found out."""
    store_user: str | None = None
    """User at that server, by HTTP Basic or Digest."""
    store_password: str | None = field(default=None, repr=False)
    """Password of that user."""
    store_token: str | None = field(default=None, repr=False)
    """Bearer token for that server."""
    store_seconds: float = 60.0
    """Time that the server has to begin its answer."""
    language_model: str | None = None
    """spaCy package of English that articles are read with; unset: the one that Sitrep was made with."""
    build_workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    """Processes that read articles; unless set, one for each core, which keeps all cores at work."""
    gate: bool = False
    """Whether articles whose words cannot tell of conflict are stored without being analysed; for general feeds."""
    base: str | None = None
    """Start of the data IRIs of a new store; unset: the usual one; an existing store keeps its own."""
    queries: Path | None = None
    """Folder of query templates beside the shipped ones; one of the same name takes the place of that."""
    host: str = "127.0.0.1"
    """Address the server listens on; anything but loopback lets others in."""
    port: int = 8000
    """Port the server listens on."""
    public_url: str | None = None
    """URL under which a reverse proxy publishes the server, without a path; unset: as the request says."""
    licence: str | None = None
    """URL of the licence of the graph, told in its description; unset: it is not told."""
    access_log: str | None = None
    """File that gets a line of JSON for each request, - for standard error; unset: there is no such log."""
    slow_query_seconds: float = 10.0
    """Time from which on a query is told of on standard error, whether or not there is a log."""
    threads: int = 32
    """Requests served at once."""
    workers: int = field(default_factory=lambda: 3 * (os.cpu_count() or 1))
    """Processes that evaluate queries, one query each at a time; unless set, three for each core: one works while
    another's answer is taken over."""
    query_seconds: float = 15.0
    """Time after which a query is stopped."""
    query_wait_seconds: float = 5.0
    """Time for which a query waits for a free worker before the server says it is busy."""
    query_memory_mb: int = 2048
    """Memory that one query may use before it is stopped."""
    query_bytes: int = 1_000_000
    """Longest query text, in bytes."""
    result_bytes: int = 1_000_000_000
    """Largest result, in bytes; a larger one is refused or cut off, never silently shortened."""
    client_requests: int = 1200
    """Requests that one client may send in a minute; this machine itself may send any number."""
    request_bytes: int = 2_000_000
    """Largest body of a request, in bytes."""
    publish_seconds: float = 3.0
    """Shortest time between two snapshots that readers see while the store is being written."""
    result_rows: int = 10_000_000
    """Most rows or triples of a result; a larger one is refused or cut off, never silently shortened."""
    allow_update: bool = False
    """Whether those who have credentials may change graphs by SPARQL Update and the Graph Store Protocol."""
    admin_password: str | None = field(default=None, repr=False)
    """Password of the user admin, by HTTP Basic."""
    tokens: str | None = field(default=None, repr=False)
    """Bearer tokens that may do what the admin may, parted by commas or spaces."""
    update_seconds: float = 60.0
    """Time after which an update is stopped."""
    update_bytes: int = 4_000_000
    """Longest text of an update, in bytes; larger graphs come by the Graph Store Protocol."""
    update_memory_mb: int = 4096
    """Memory that one update may use before it is stopped."""
    load_allow: str | None = None
    """Starts of the URLs that LOAD may read, parted by commas or spaces; unset: it may read nothing."""
    service_allow: str | None = None
    """Starts of the URLs that SERVICE may ask, parted by commas or spaces; unset: it may ask nobody."""
    fetch_seconds: float = 20.0
    """Time that another server has to answer LOAD or SERVICE."""
    fetch_bytes: int = 20_000_000
    """Largest answer of another server to LOAD or SERVICE, in bytes."""
    upload_bytes: int = 100_000_000
    """Largest graph that is taken by the Graph Store Protocol, in bytes."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Return the settings of this environment and of the file that it names; an empty variable counts as not set.

        Raises ConfigError naming variable, value and what would be right, also for a ``KG_…`` that is no setting.
        """
        file = environment.get("KG_CONFIG", "")
        known = {setting.name for setting in fields(cls)}
        told = _file_settings(file, known)
        sources = {name: f"in {file}: " for name in told if not environment.get(name)}
        told |= _variables(environment, known)
        if is_url(told.get("KG_STORE", "")):
            told["KG_STORE_URL"] = told.pop("KG_STORE")
        values = {
            setting.name: _read(setting, told[name], sources.get(name, ""))
            for setting in fields(cls)
            if (name := _variable(setting.name)) in told
        }
        return cls(**values)  # type: ignore[arg-type]  # each value was read by its own field's type


def is_url(text: str) -> bool:
    """Return whether a text is a web address rather than the name of a folder."""
    return text.startswith(("http://", "https://"))


def _variable(setting: str) -> str:
    return f"KG_{setting.upper()}"


def _variables(environment: Mapping[str, str], known: Set[str]) -> dict[str, str]:
    """Return the variables that are ours and say something."""
    told = {name: text for name, text in environment.items() if text and name.startswith("KG_")}
    ours = {_variable(name) for name in known | _BESIDE}
    if unknown := sorted(set(told) - ours):
        # Without the value, which may be a password under a mistyped name.
        wrong = f"{', '.join(unknown)} {'is no setting' if len(unknown) == 1 else 'are no settings'} of Sitrep"
        raise ConfigError(f"{wrong} ({_meant(unknown, ours)}): correct or unset it; docs/reference/settings.md has all")
    return told


def _meant(unknown: list[str], known: Set[str]) -> str:
    """Return what to write instead: the settings that those names come near to, all where one comes near to none."""
    bare = {name.removeprefix("KG_"): name for name in known}  # what all have in common makes nothing nearer
    near = [get_close_matches(name.removeprefix("KG_"), bare) for name in unknown]
    names = ", ".join(sorted(bare[name] for name in (set().union(*near) if all(near) else bare)))
    return f"did you mean {names}?" if all(near) else f"known are {names}"


def _file_settings(name: str, known: Set[str]) -> dict[str, str]:
    """Return what a file of TOML says, as the environment would."""
    if not name:
        return {}
    try:
        with Path(name).open("rb") as file:
            found = tomllib.load(file)
    except OSError as error:
        raise ConfigError(f"cannot read KG_CONFIG={name!r}: {error.strerror}; name a file of settings") from error
    except ValueError as error:
        raise ConfigError(f"{name} is not TOML: {error}; write settings as key = value") from error
    if unknown := sorted(set(found) - known):
        raise ConfigError(f"{name} has unknown settings: {', '.join(unknown)} ({_meant(unknown, known)})")
    return {_variable(key): _as_text(value) for key, value in found.items()}


def _as_text(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _read(setting: "Field[object]", text: str, source: str) -> object:
    name = f"{source}{_variable(setting.name)}"
    if setting.type is int:
        return _whole(name, text, highest=65535 if setting.name == "port" else None)
    if setting.type is float:
        return _seconds(name, text)
    if setting.type is bool:
        return _switch(name, text)
    if setting.name in {"store", "queries", "corrections"}:
        return Path(text)
    form, wrong = _FORMS.get(setting.name, (None, ""))
    if form and not form.fullmatch(text):
        raise ConfigError(f"{name}={text!r} {wrong}")
    if setting.name in _URLS and not is_url(text):
        raise ConfigError(f"{name}={text!r} is not a web address: start it with http:// or https://")
    return text


def _whole(name: str, text: str, *, highest: int | None) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1 or (highest and int(text) > highest):
        limit = f"from 1 to {highest}" if highest else "of 1 or more"
        raise ConfigError(f"{name}={text!r} is not usable: give a whole number {limit}")
    return int(text)


def _switch(name: str, text: str) -> bool:
    if text.lower() not in {"yes", "no"}:
        raise ConfigError(f"{name}={text!r} is not usable: give yes or no")
    return text.lower() == "yes"


def _seconds(name: str, text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 1e9:
        raise ConfigError(f"{name}={text!r} is not usable: give a number of seconds above 0")
    return seconds
