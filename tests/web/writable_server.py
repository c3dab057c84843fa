"""A server that takes updates, and who may send them."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from kg.config import Config
from kg.store.writer import open_writer
from kg.web.app import create_app
from kg.web.served import served_by

PASSWORD = "päss word"  # noqa: S105  # of the tests
TOKEN = "token2"  # noqa: S105  # of the tests


def basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


ADMIN = basic("admin", PASSWORD)
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@contextmanager
def writable(path: Path) -> Iterator[Flask]:
    """Serve a new, empty store while the block runs."""
    open_writer(path).close()
    config = Config(
        store=path,
        workers=1,
        allow_update=True,
        admin_password=PASSWORD,
        tokens=f"token1, {TOKEN}",
        request_bytes=2_000,
    )
    app = create_app(config)
    yield app
    served_by(app).close()
