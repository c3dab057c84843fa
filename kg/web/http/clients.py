"""Who sends requests, and how many: each client may send so many a minute, and each request has a number of its own."""

import ipaddress
import random
import threading
import time
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from flask import Flask, request
from werkzeug.exceptions import TooManyRequests

from kg.config import Config

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

REQUEST_ID: Final = "sitrep.request"
"""The key of a request's number in its environment; the number also goes out with the answer as X-Request-Id."""

_COUNTED: Final = "sitrep.counted"
_MINUTE: Final = 60.0
_MOST_CLIENTS: Final = 10_000


class RateLimit:
    """So many requests a minute for each client, also all at once; threads share it."""

    def __init__(self, per_minute: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = float(per_minute)
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def wait(self, client: str) -> float:
        """Count a request; return 0 if it may be answered, else the seconds after which one may."""
        now = self._clock()
        with self._lock:
            left, since = self._left.pop(client, (self._most, now))
            left = min(self._most, left + (now - since) * self._most / _MINUTE)
            self._left[client] = (left - (left >= 1), now)
            if len(self._left) > _MOST_CLIENTS:
                del self._left[next(iter(self._left))]  # who has not asked for longest
        return 0.0 if left >= 1 else (1 - left) * _MINUTE / self._most


def new_request_id() -> str:
    """Return a number for a request, in twelve hexadecimal digits."""
    # No secret, so that the system need not be asked, for which other threads would be let go first.
    return f"{random.getrandbits(48):012x}"


def limit_rate(app: Flask, config: Config) -> "Callable[[WSGIEnvironment], None]":
    """Let an application answer 429 to clients that send too many requests; this machine may send any number.

    Returns what counts a request in front of the application, which then does not; it raises TooManyRequests.
    """
    limit = RateLimit(config.client_requests)

    def count(environ: "WSGIEnvironment") -> None:
        client = "" if _COUNTED in environ else client_network(environ, config)
        if client and (seconds := limit.wait(client)):
            raise TooManyRequests(
                f"more than {config.client_requests:,} requests in a minute came from {client}: ask more slowly",
                retry_after=int(seconds) + 1,
            )
        environ[_COUNTED] = True

    app.before_request(lambda: count(request.environ))
    return count


def client_network(environ: "WSGIEnvironment", config: Config) -> str:
    """Return the address of the client, of IPv6 the part that is one customer's; ``""`` for this machine.

    Behind a proxy of our own (``public_url`` is set, and it is on this machine) it is the address that the proxy tells.
    """
    address = _address(environ.get("REMOTE_ADDR", ""))
    if config.public_url and address and address.is_loopback:
        address = _address(environ.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip())
    if address is None or address.is_loopback:
        return ""
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


@lru_cache(maxsize=1024)
def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None
