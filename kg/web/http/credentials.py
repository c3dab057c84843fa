"""Who may change the store: the user admin with a password, or who has one of the tokens."""

import hmac
import re
from hashlib import sha256
from typing import Final

from flask import request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from kg.config import Config

_USER: Final = "admin"
_READ_ONLY: Final = "this server is read-only: it answers queries and makes no updates"
_NO_CREDENTIALS: Final = (
    "nobody may make updates here: set KG_ADMIN_PASSWORD or KG_TOKENS, and start the server again with --allow-update"
)
_REALM: Final = WWWAuthenticate("basic", {"realm": "Sitrep", "charset": "UTF-8"})


def may_write(config: Config) -> bool:
    """Return whether the present request may change the store."""
    return config.allow_update and not _is_from_elsewhere() and _is_known(config)


def check_may_write(config: Config) -> None:
    """Raise Forbidden where nobody may change the store, Unauthorized for a request without the right credentials."""
    if not config.allow_update:
        raise Forbidden(_READ_ONLY)
    if not (config.admin_password or config.tokens):
        raise Forbidden(_NO_CREDENTIALS)
    if _is_from_elsewhere():
        raise Forbidden("a page of another site may not change this store: send the update from a program")
    if not _is_known(config):
        raise Unauthorized(
            "updates need credentials: the user admin with the password, or a bearer token", www_authenticate=_REALM
        )


def _is_from_elsewhere() -> bool:
    """Return whether a browser says that another site's page made it send this, perhaps with remembered credentials."""
    return request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}


def _is_known(config: Config) -> bool:
    given = request.authorization
    if given is None:
        return False
    if given.type == "basic":
        right = _same(given.password or "", config.admin_password or "")
        return bool(config.admin_password) and given.username == _USER and right
    tokens = [token for token in re.split(r"[\s,]+", config.tokens or "") if token]
    return given.type == "bearer" and sum(_same(given.token or "", token) for token in tokens) > 0


def _same(one: str, other: str) -> bool:
    """Return whether two secrets are one, in a time that tells nothing about them."""
    return hmac.compare_digest(sha256(one.encode()).digest(), sha256(other.encode()).digest())
