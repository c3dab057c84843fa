"""What browsers ask before a page of another server may send a request that a form could not."""

from typing import Final

from flask import Flask, request
from werkzeug.wrappers import Response

HEADERS: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    # By name for browsers that do not know the star. It means all but Authorization: no other page may write here.
    "Access-Control-Allow-Headers": "*, Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def allow_reading(app: Flask) -> None:
    """Let an application tell browsers that any page may read here, whatever headers it sends."""
    app.after_request(_allowed)


def _allowed(response: Response) -> Response:
    if request.method == "OPTIONS" and response.status_code in {200, 204}:
        response.status_code = 204
        response.headers.pop("Content-Length", None)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
    return response
