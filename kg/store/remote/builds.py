"""Building into a store that a Sitrep server serves: the server writes, and takes what the builder sends."""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial

import pyoxigraph as ox

from kg.config import Config
from kg.errors import StoreError
from kg.store.remote.endpoint import Endpoint
from kg.store.remote.sending import CHANGE_SECONDS, accepted
from kg.store.remote.writer import RemoteWriter


class BuildWriter(RemoteWriter):
    """Sends batches to a server that ``kg serve --allow-update`` runs; each is committed whole or not at all.

    Raises StoreBusyError if another build is sending batches, StoreError without the right credentials.
    """

    def __init__(self, endpoint: Endpoint, config: Config) -> None:
        builds, client = endpoint.server.builds or "", endpoint.client
        if config.base and config.base != endpoint.base:
            raise StoreError(f"the store at {builds} has base {endpoint.base}, not {config.base}: use that base")
        answer = accepted(builds, lambda: client.send("POST", builds, body=b""))
        self._build = f"{builds}/{json.loads(answer)['build']}"
        super().__init__(endpoint, config)

    def close(self) -> None:
        """Tell the server that the build is over, and hang up."""
        with suppress(StoreError):  # it then ends by itself
            self._endpoint.client.send("DELETE", self._build).read()
        super().close()

    def _send(self, add: Sequence[ox.Quad], remove: Sequence[ox.Quad]) -> None:
        self._post({"remove": _lines(remove), "add": _lines(add)})

    def _send_ontology(self, quads: Iterable[ox.Quad], digest: str) -> None:
        self._post({"ontology": _lines(quads)})

    def _post(self, content: Mapping[str, str]) -> None:
        client, body = self._endpoint.client, json.dumps(content).encode()
        headers = {"Content-Type": "application/json"}
        send = partial(client.send, body=body, headers=headers, seconds=CHANGE_SECONDS)
        accepted(self._build, lambda: send("POST", self._build))


def _lines(quads: Iterable[ox.Quad]) -> str:
    return (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").decode()
