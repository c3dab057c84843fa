"""``kg serve``: the store on the web."""

from dataclasses import replace

import click

from kg.commands.options import config_for, store_option
from kg.errors import ConfigError
from kg.web.serve import serve as serve_store


@click.command()
@store_option
@click.option("--host", help="Address to listen on; by default 127.0.0.1, this machine only.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; by default 8000.")
@click.option(
    "--allow-update",
    is_flag=True,
    help="Take SPARQL updates and graphs from who has KG_ADMIN_PASSWORD or one of KG_TOKENS.",
)
def serve(store: str, host: str | None, port: int | None, *, allow_update: bool) -> None:
    """Serve pages, SPARQL, query templates and linked data. Ctrl-C ends it.

    With --allow-update the server is the one that writes: the store may be new and empty, and every graph can be
    changed but those that 'kg build' derived from articles; 'kg build --store URL' sends those to it.

    Where --store is the URL of a SPARQL server, pages, queries and linked data are served from what is there.

    \b
    kg serve --store store --port 8080
    KG_ADMIN_PASSWORD=… kg serve --store plain --allow-update
    """
    config = config_for(store)
    port = config.port if port is None else port
    allow_update = allow_update or config.allow_update
    if allow_update and config.store_url:
        raise ConfigError(f"a server over {config.store_url} only reads: send updates there, or serve a folder")
    serve_store(replace(config, host=host or config.host, port=port, allow_update=allow_update))
