"""Getting documents from other servers: only from those on a list, within limits, never from inside a network.

An entry of the list is the start of a URL: ``https://data.example.org/rdf/``; ``*`` stands for any port. A name may not
lead to an address of a private network or of this machine; who wants such an address writes it into the list itself.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Final, TypedDict
from urllib.parse import SplitResult, unquote, urlsplit

from kg.errors import ConfigError, QueryRefusedError
from kg.store.query import FetchError

_PORTS: Final = {"http": 80, "https": 443}
_CHUNK: Final = 1 << 16
_ENTRY: Final = re.compile(r"(https?)://([^/:\[\]@?#]+|\[[0-9A-Fa-f:]+\])(?::(\*|\d+))?(/[^?#]*)?")


@dataclass(frozen=True)
class _Entry:
    scheme: str
    host: str
    port: int | None
    """None for any."""
    path: str

    def covers(self, url: SplitResult, port: int) -> bool:
        path = url.path or "/"
        start = self.path if self.path.endswith("/") else f"{self.path}/"
        same = url.scheme == self.scheme and url.hostname == self.host and self.port in {None, port}
        return same and (path == self.path or path.startswith(start))


@dataclass(frozen=True)
class Fetched:
    """What another server answered."""

    status: int
    media_type: str
    content: bytes


class Limits(TypedDict):
    """What an AllowList is made of."""

    entries: str | None
    setting: str
    seconds: float
    most_bytes: int


class AllowList:
    """The servers that may be asked, with the limits for each request; ``setting`` is the name of the list."""

    def __init__(self, entries: str | None, *, setting: str, seconds: float, most_bytes: int) -> None:
        self.settings = Limits(entries=entries, setting=setting, seconds=seconds, most_bytes=most_bytes)
        """What another list like this one is made of, in another process."""
        self._entries = [_read_entry(entry, setting) for entry in re.split(r"[\s,]+", entries or "") if entry]
        self._setting = setting
        self._seconds = seconds
        self._most_bytes = most_bytes

    def check(self, address: str) -> None:
        """Raise QueryRefusedError, naming the setting, if that URL may not be asked."""
        self._entry(address)

    def fetch(self, address: str, *, headers: Mapping[str, str], body: bytes | None = None) -> Fetched:
        """Return what the server at that URL answers to GET, or to POST of a body.

        Raises QueryRefusedError for what is not on the list and FetchError for what does not answer within the limits.
        """
        deadline = time.monotonic() + self._seconds
        url, port, entry = self._entry(address)
        numeric = self._numeric_address(url, port, entry)
        target = (url.path or "/") + (f"?{url.query}" if url.query else "")
        try:
            with closing(_connection(url, port, numeric, seconds=self._seconds)) as connection:
                connection.request("GET" if body is None else "POST", target, body, {"Connection": "close", **headers})
                response = connection.getresponse()
                if 300 <= response.status < 400:
                    raise FetchError(f"{address} leads on to {response.getheader('Location')}: name that one")
                content = self._read(address, response, deadline)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise FetchError(f"cannot read {address}: {error or type(error).__name__}") from error
        return Fetched(response.status, response.headers.get_content_type(), content)

    def _read(self, address: str, response: http.client.HTTPResponse, deadline: float) -> bytes:
        content = bytearray()
        while chunk := response.read1(_CHUNK):
            content += chunk
            if len(content) > self._most_bytes:
                raise FetchError(f"{address} sends more than {self._most_bytes:,} bytes")
            if time.monotonic() > deadline:
                raise FetchError(f"{address} takes longer than {self._seconds:g} s")
        return bytes(content)

    def _entry(self, address: str) -> tuple[SplitResult, int, _Entry]:
        try:
            url = urlsplit(address)
            port = url.port or _PORTS.get(url.scheme, 0)
        except ValueError as error:
            raise QueryRefusedError(f"{address} is no web address: {error}") from error
        plain = "@" not in url.netloc and ".." not in unquote(url.path).split("/")
        entry = next((entry for entry in self._entries if plain and entry.covers(url, port)), None)
        if entry is None:
            raise QueryRefusedError(
                f"{address} may not be asked: {self._setting} lists what may be, and it is not on it"
            )
        return url, port, entry

    def _numeric_address(self, url: SplitResult, port: int, entry: _Entry) -> str:
        host = url.hostname or ""
        try:
            found = sorted({str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})
        except OSError as error:
            raise FetchError(f"cannot find {host}: {error}") from error
        for address in found:
            if not _is_public(address) and entry.host != address:
                raise QueryRefusedError(f"{host} is {address}, which is not on the public network")
        return found[0]


def _read_entry(entry: str, setting: str) -> _Entry:
    match = _ENTRY.fullmatch(entry)
    if not match:
        raise ConfigError(f"{setting}={entry!r} is not the start of a web address: give scheme, host and path")
    scheme, host, port, path = match.groups()
    number = None if port == "*" else int(port) if port else _PORTS[scheme]
    return _Entry(scheme, host.strip("[]").lower(), number, path or "/")


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return (inner or ip).is_global and not ip.is_multicast


def _connection(url: SplitResult, port: int, numeric: str, *, seconds: float) -> http.client.HTTPConnection:
    """Return a connection to that very address, so that a name cannot lead to another one when asked again."""
    host = url.hostname or ""
    plain = socket.create_connection((numeric, port), timeout=seconds)
    if url.scheme == "https":
        secure = http.client.HTTPSConnection(host, port, timeout=seconds)
        secure.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        return secure
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    connection.sock = plain
    return connection
