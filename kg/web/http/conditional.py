"""Tags of answers: what was made of the same snapshot in the same way need not be sent, or made, again."""

import secrets
from collections.abc import Callable
from typing import Final

from flask import Blueprint, Response, current_app, request
from werkzeug.wrappers import Response as AnyResponse

from kg.web.served import served

_MADE_ANEW: Final = "no-cache"
"""Keep it, but ask whether it still holds; for redirects too, as what two reports make up may change."""


def _no_parts() -> tuple[str, ...]:
    return ()


def tag_answers(blueprint: Blueprint, parts: Callable[[], tuple[str, ...]] = _no_parts) -> None:
    """Give the answers of a blueprint's GET and HEAD requests an ETag, and answer 304 to who has that one already.

    ``parts`` returns what else than the graph the present answer is made of.
    """

    def tag() -> str:
        accept = request.headers.get("Accept", "")
        return served().reader.etag(_server(), request.url, accept, *parts())

    def answer_early() -> Response | None:
        if request.method in {"GET", "HEAD"} and request.if_none_match and request.if_none_match.contains_weak(tag()):
            response = Response(status=304)
            _mark(response, tag())
            return response
        return None

    def mark(response: AnyResponse) -> AnyResponse:
        if request.method in {"GET", "HEAD"} and response.status_code < 400 and "ETag" not in response.headers:
            _mark(response, tag() if response.status_code == 200 else None)
        return response

    blueprint.before_request(answer_early)
    blueprint.after_request(mark)


def _server() -> str:
    """Return what stands for this start of the server: the next one may make other pages of the same graph."""
    started: str = current_app.extensions.setdefault("sitrep.started", secrets.token_hex(4))
    return started


def _mark(response: AnyResponse, tag: str | None) -> None:
    if tag:
        response.set_etag(tag, weak=True)
    response.headers.setdefault("Cache-Control", _MADE_ANEW)
    response.vary.add("Accept")
