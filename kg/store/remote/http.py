"""Speaking HTTP with the server of a store: connections that are kept, credentials, and errors in our words."""

import base64
import http.client
import json
import threading
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

from kg.config import Config
from kg.errors import QueryTimeoutError, StoreError
from kg.store.query import RemoteStoreError

_CHUNK: Final = 1 << 16
_STALE: Final = (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError)
"""What a connection says that the server has closed while nobody used it."""


@dataclass(frozen=True)
class Credentials:
    """Who we are to the server: a user with a password, or a token, or nobody."""

    user: str | None = None
    password: str | None = None
    token: str | None = None

    def header(self) -> dict[str, str]:
        """Return the header that tells it without being asked; the password by Basic."""
        if self.token:
            return {"Authorization": f"Bearer {self.token}"}
        if self.user is None:
            return {}
        pair = f"{self.user}:{self.password or ''}".encode()
        return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}

    def digest(self, method: str, url: str, challenge: str) -> dict[str, str]:
        """Return the header that answers a challenge of HTTP Digest, none where it is another challenge."""
        kind, _, rest = challenge.partition(" ")
        if kind.lower() != "digest" or self.user is None:
            return {}
        known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        known.add_password(None, url, self.user, self.password or "")
        handler = urllib.request.AbstractDigestAuthHandler(known)
        request = urllib.request.Request(url, method=method)  # noqa: S310  # never sent: it is signed only
        parts = urllib.request.parse_keqv_list(urllib.request.parse_http_list(rest))
        signed = handler.get_authorization(request, parts)
        return {"Authorization": f"Digest {signed}"} if signed else {}


class Reply:
    """An answer on its way. Read it to the end, or close it."""

    def __init__(self, client: "HttpClient", connection: "_Connection", response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self._client = client
        self._connection = connection
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        """Yield the body in parts; raise OSError or HTTPException if it breaks off."""
        while chunk := self._response.read(_CHUNK):
            yield chunk
        if self._response.length:
            raise http.client.IncompleteRead(b"", self._response.length)
        self.close()

    def read(self) -> bytes:
        """Return the whole body."""
        return b"".join(self)

    def close(self) -> None:
        """Give the connection back if everything was read, else hang up."""
        connection, self._connection = self._connection, _GONE
        if connection is not _GONE:
            whole = self._response.isclosed() and not self._response.length
            self._response.close()
            self._client.give_back(connection, reusable=whole)


@dataclass(frozen=True)
class _Connection:
    place: tuple[str, str]
    http: http.client.HTTPConnection


_GONE: Final = _Connection(("", ""), http.client.HTTPConnection("gone.invalid"))


class HttpClient:
    """Sends requests to the server of a store; threads may share it."""

    def __init__(self, credentials: Credentials, *, seconds: float) -> None:
        self._credentials = credentials
        self._seconds = seconds
        self._idle: defaultdict[tuple[str, str], list[_Connection]] = defaultdict(list)
        self._lock = threading.Lock()

    @classmethod
    def of(cls, config: Config) -> "HttpClient":
        """Return a client with the credentials of these settings."""
        credentials = Credentials(config.store_user, config.store_password, config.store_token)
        return cls(credentials, seconds=config.store_seconds)

    def send(
        self,
        method: str,
        url: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float | None = None,
    ) -> Reply:
        """Return what the server answers, whatever it is.

        Raises StoreError if it cannot be reached, QueryTimeoutError if it does not begin to answer in time.
        """
        sent = {**self._credentials.header(), **(headers or {})}
        reply = self._sent(method, url, body, sent, seconds or self._seconds)
        if reply.status == 401:
            signed = self._credentials.digest(method, url, reply.headers.get("WWW-Authenticate", ""))
            if signed:
                reply.read()
                reply = self._sent(method, url, body, {**sent, **signed}, seconds or self._seconds)
        return reply

    def form(self, url: str, fields: list[tuple[str, str]], *, accept: str, seconds: float | None = None) -> Reply:
        """Return the answer to a form that is posted; raises what ``send`` raises."""
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        return self.send("POST", url, body=urllib.parse.urlencode(fields).encode(), headers=headers, seconds=seconds)

    def give_back(self, connection: _Connection, *, reusable: bool) -> None:
        """Keep a connection for the next request, or close it."""
        if reusable:
            with self._lock:
                self._idle[connection.place].append(connection)
        else:
            connection.http.close()

    def close(self) -> None:
        """Hang up."""
        with self._lock:
            for connection in (each for idle in self._idle.values() for each in idle):
                connection.http.close()
            self._idle.clear()

    def _sent(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], seconds: float) -> Reply:
        place = _place(url)
        target = (place.path or "/") + (f"?{place.query}" if place.query else "")
        try:
            while kept := self._kept((place.scheme, place.netloc), seconds):
                try:
                    return self._exchange(kept, method, target, body, headers)
                except _STALE:
                    kept.http.close()
            fresh = _Connection((place.scheme, place.netloc), _connect(place, seconds))
            return self._exchange(fresh, method, target, body, headers)
        except TimeoutError as error:
            raise QueryTimeoutError(f"{url} did not answer within {seconds:g} s: raise KG_STORE_SECONDS") from error
        except (OSError, http.client.HTTPException) as error:
            raise RemoteStoreError(f"cannot reach {url}: {error or type(error).__name__}; is it running?") from error

    def _kept(self, place: tuple[str, str], seconds: float) -> _Connection | None:
        with self._lock:
            kept = self._idle[place].pop() if self._idle[place] else None
        if kept and kept.http.sock:
            kept.http.sock.settimeout(seconds)
        return kept

    def _exchange(
        self, connection: _Connection, method: str, target: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Reply:
        try:
            connection.http.request(method, target, body, dict(headers))
            return Reply(self, connection, connection.http.getresponse())
        except BaseException:
            connection.http.close()
            raise


def detail(reply: Reply) -> str:
    """Return why the server refuses, as it says: the detail of a problem, or the first line of a text."""
    try:
        text = reply.read()[:10_000].decode("utf-8", "replace").strip()
    except (OSError, http.client.HTTPException):
        text = ""
    reason = http.client.responses.get(reply.status, "no reason given")
    try:
        problem = json.loads(text)
    except ValueError:
        return text.splitlines()[0] if text and not text.startswith("<") else reason
    return str(problem.get("detail", reason)) if isinstance(problem, dict) else reason


def _place(url: str) -> SplitResult:
    place = urlsplit(url)
    if place.scheme not in {"http", "https"} or not place.hostname:
        raise StoreError(f"{url!r} is no web address of a server: start it with http:// or https://")
    if place.username is not None:
        raise StoreError(
            f"the address of {place.hostname} holds a user's name, which others could read: "
            "give it as KG_STORE_USER, and the password as KG_STORE_PASSWORD"
        )
    return place


def _connect(place: SplitResult, seconds: float) -> http.client.HTTPConnection:
    kind = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
    return kind(place.hostname or "", place.port, timeout=seconds)
