"""The header Host, by which a request says whom it asks: one that names nobody is refused."""

import re
from typing import TYPE_CHECKING, Final

from flask import request
from werkzeug.exceptions import BadRequest
from werkzeug.sansio.utils import get_host

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_HOST: Final = re.compile(
    r"(?:\[[0-9a-f:.]+\]|(?:[a-z0-9\-._~!$&'()*+,;=]|%[0-9a-f]{2})+)(?::[0-9]{0,5})?", re.ASCII | re.IGNORECASE
)
"""By RFC 3986, so that names with an underscore, as of containers, are names too, which they are not to werkzeug."""
_USUAL: Final = {"http": ":80", "https": ":443"}


def refuse_wrong_hosts() -> None:
    """Raise BadRequest for a request that asks nobody."""
    host_of(request.environ)


def host_of(environ: "WSGIEnvironment") -> str:
    """Return whom a request asks, with a port that is not the usual one; raise BadRequest if that is nobody."""
    scheme, given = environ["wsgi.url_scheme"], environ.get("HTTP_HOST")
    if given is None and environ.get("SERVER_PROTOCOL") != "HTTP/1.1":
        return get_host(scheme, None, (environ["SERVER_NAME"], int(environ["SERVER_PORT"])))
    if given is None or not _HOST.fullmatch(given):
        raise BadRequest("the header Host names no host: send the name or address of this server, and its port")
    return str(given).removesuffix(_USUAL.get(scheme, "")).removesuffix(":")
