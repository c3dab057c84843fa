"""The address under which clients know this server."""

from flask import request

from kg.web.http.hosts import host_of
from kg.web.served import served


def root() -> str:
    """Return the start of all URLs of this server, with a slash at its end: as configured, else as the request says."""
    public = served().config.public_url
    return (
        f"{public.rstrip('/')}/" if public else f"{request.scheme}://{host_of(request.environ)}{request.script_root}/"
    )
