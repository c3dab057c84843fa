"""The web server: ``python server.py``, or ``server:app`` under any WSGI server. Settings: ``KG_…`` variables."""

import sys

from flask import Flask

from kg.config import Config
from kg.errors import KGError
from kg.web.app import create_app
from kg.web.serve import serve


def __getattr__(name: str) -> Flask:
    """Make ``app`` when it is first asked for, so that importing this file opens nothing."""
    if name != "app":
        raise AttributeError(name)
    app = create_app(Config.from_environment())
    globals()["app"] = app
    return app


if __name__ == "__main__":
    try:
        serve(Config.from_environment())
    except KGError as error:
        sys.exit(f"Error: {error}")
