"""Running the server: gunicorn with threads, waitress where there is no gunicorn (Windows)."""

import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from typing import NoReturn

from flask import Flask

from kg.config import Config
from kg.errors import ConfigError
from kg.store.updates.updater import Updater
from kg.web.app import create_app
from kg.web.served import Served, served_by

if sys.platform == "win32":
    import waitress
else:
    from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # gunicorn ships no types

    from kg.web.http.connections import LONGEST_LINE
    from kg.web.http.refusals import RefusingWorker

    class _Gunicorn(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
        """One process of gunicorn with threads around an application."""

        def __init__(self, app: Flask, settings: Mapping[str, object]) -> None:
            self._app = app
            self._settings = settings
            super().__init__()

        def load_config(self) -> None:
            """Hand gunicorn the settings that differ from its own."""
            for name, value in self._settings.items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            """Return the application."""
            return self._app


def serve(config: Config) -> None:
    """Serve the store in ``config.store`` until interrupted, telling the address on standard output.

    With ``config.allow_update`` a new or empty folder becomes a store first. Raises StoreError if the store cannot be
    read or, for updates, is being written, ConfigError if the address cannot be used.
    """
    _check_address(config)
    if config.allow_update:
        # In a process of its own: the engine does not survive that gunicorn forks, and would bring the server down
        # when it ends.
        Updater(config).check()
    app = create_app(config)
    if sys.platform == "win32":
        _announce(config)
        waitress.serve(app, host=config.host, port=config.port, threads=config.threads)
    else:
        _Gunicorn(app, _gunicorn_settings(config, served_by(app))).run()


def _gunicorn_settings(config: Config, what: Served) -> Mapping[str, object]:
    return {
        "bind": _address(config),
        "worker_class": RefusingWorker,
        "workers": 1,
        "threads": config.threads,
        "preload_app": True,
        "loglevel": "warning",
        "limit_request_line": LONGEST_LINE,
        "control_socket_disable": True,
        **_gunicorn_hooks(config, what),
    }


def _gunicorn_hooks(config: Config, what: Served) -> Mapping[str, Callable[..., None]]:
    def end_at_once(_signal: int, _frame: object) -> NoReturn:
        logging.disable()  # the queries that end here are no errors
        what.reader.kill()
        os._exit(0)

    def start_workers(_worker: object) -> None:
        # gunicorn's own handler takes a lock that the interrupted code may hold, or the handler of the same Ctrl-C
        # that its master has passed on: then the server ends after 30 s only.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGQUIT, end_at_once)
        what.reader.start()
        if config.allow_update:
            what.updater.start()

    def end_workers(_server: object, _worker: object) -> None:
        what.close()

    def announce(_server: object) -> None:
        _announce(config)

    return {"post_worker_init": start_workers, "worker_exit": end_workers, "when_ready": announce}


def _announce(config: Config) -> None:
    url = config.public_url or f"http://{_address(config)}/"
    sys.stdout.write(f"Sitrep serves {config.store_url or config.store} at {url} (Ctrl-C ends it)\n")
    sys.stdout.flush()


def _address(config: Config) -> str:
    host = f"[{config.host}]" if ":" in config.host else config.host
    return f"{host}:{config.port}"


def _check_address(config: Config) -> None:
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((config.host, config.port))
        except OSError as error:
            raise ConfigError(
                f"cannot listen on {_address(config)}: {error.strerror}; set KG_PORT or KG_HOST to another"
            ) from error
