"""SERVICE: only servers on a list are asked, and by us, as the engine would ask anybody."""

import secrets
from collections.abc import Sequence
from typing import Final

from kg.config import Config
from kg.errors import QueryRefusedError
from kg.store.services.fetching import AllowList
from kg.store.syntax.prologue import Prologue
from kg.store.syntax.tokens import Token, replaced, significant

_NOBODY: Final = "<urn:x-nobody>"
"""What SILENT asks in place of a server that may not be asked; no engine can ask it."""


def allowed_services(config: Config) -> AllowList:
    """Return the servers that queries may ask."""
    return AllowList(
        config.service_allow, setting="KG_SERVICE_ALLOW", seconds=config.fetch_seconds, most_bytes=config.fetch_bytes
    )


def route_services(text: str, allowed: AllowList) -> tuple[str, dict[str, str]]:
    """Return the query with a name in place of each service that it asks, and the services by these names.

    Services that another service is to ask keep their IRIs. Raises QueryRefusedError for a service that is not allowed,
    or shows only when the query runs, unless it is SILENT: it is then never found.
    """
    tokens = significant(text)
    prologue = Prologue()
    prologue.read(tokens, 0)
    routes: dict[str, str] = {}
    changes = []
    outer_end = 0
    for place, token in enumerate(tokens):
        if token.keyword != "SERVICE":
            continue
        target = _following(tokens, place + 1)
        address = _address(tokens, place, prologue, allowed)
        if address is None:
            changes.append((target.start, target.end, _NOBODY))
        elif token.start >= outer_end:
            name = f"urn:x-service:{secrets.token_hex(8)}"
            routes[name] = address
            changes.append((target.start, target.end, f"<{name}>"))
        outer_end = max(outer_end, _group_end(tokens, place))
    return replaced(text, changes), routes


def _address(tokens: Sequence[Token], place: int, prologue: Prologue, allowed: AllowList) -> str | None:
    """Return the address of the service that is named behind a place, None if it is not allowed but SILENT."""
    target = _following(tokens, place + 1)
    try:
        if target.kind not in {"iri", "prefixed"}:
            raise QueryRefusedError("SERVICE needs the IRI of a server here: a variable could stand for any")
        address = _absolute(prologue, target.text)
        allowed.check(address)
    except QueryRefusedError:
        if tokens[place + 1].keyword == "SILENT":
            return None
        raise
    return address


def _absolute(prologue: Prologue, name: str) -> str:
    try:
        return prologue.absolute(name)
    except SyntaxError as error:
        raise QueryRefusedError(f"SERVICE {name} is no IRI of a server") from error


def _following(tokens: Sequence[Token], place: int) -> Token:
    """Return the token that names the service, behind SILENT."""
    rest = [token for token in tokens[place : place + 2] if token.keyword != "SILENT"]
    if not rest:
        raise QueryRefusedError("SERVICE names no server")
    return rest[0]


def _group_end(tokens: Sequence[Token], place: int) -> int:
    depth = 0
    for token in tokens[place:]:
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if token.text == "}" and depth <= 0:
            return token.end
    return tokens[-1].end
