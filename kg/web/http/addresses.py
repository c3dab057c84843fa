"""The address under which clients know this server."""

from flask import request

from kg.web.served import served


def root() -> str:
    """Return the start of all URLs of this server, with a slash at its end: as configured, else as the request says."""
    public = served().config.public_url
    return f"{public.rstrip('/')}/" if public else request.root_url
