"""``kg serve``: the store on the web."""

from dataclasses import replace

import click

from kg.commands.options import config_for, store_option
from kg.web.serve import serve as serve_store


@click.command()
@store_option
@click.option("--host", help="Address to listen on; by default 127.0.0.1, this machine only.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; by default 8000.")
def serve(store: str, host: str | None, port: int | None) -> None:
    """Serve the graph: pages, SPARQL endpoint, query templates, linked data; until Ctrl-C.

    \b
    kg serve --store store --port 8080
    """
    config = config_for(store)
    serve_store(replace(config, host=host or config.host, port=config.port if port is None else port))
