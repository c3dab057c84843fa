"""The command ``kg``: each subcommand is loaded when it is called, so that ``kg serve`` needs no language model."""

from importlib import import_module
from typing import Any, Final

import click

from kg import __version__
from kg.errors import KGError

COMMANDS: Final = {
    "build": "kg.commands.build:build",
    "remove": "kg.commands.build:remove",
    "annotate": "kg.commands.annotate:annotate",
    "query": "kg.commands.query:query",
    "serve": "kg.commands.serve:serve",
    "export": "kg.commands.export:export",
    "fingerprint": "kg.commands.export:show_fingerprint",
    "ontology": "kg.commands.ontology:ontology",
}
"""Command → module and function."""


class LazyGroup(click.Group):
    """Loads a subcommand by its name, and turns Sitrep's errors into a message and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the subcommands in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a subcommand, or None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), function)
        return command if isinstance(command, click.Command) else None

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  # click's own signature
        """Run a subcommand; a KGError ends it with exit code 1 and its message."""
        try:
            return super().invoke(ctx)
        except KGError as error:
            click.echo(f"kg: {error}", err=True)
            return ctx.exit(1)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Build a knowledge graph of military events from news, and ask it.

    \b
    kg build samples --store store        read articles into a graph
    kg query events --store store         ask a saved question
    kg serve --store store                open it at http://127.0.0.1:8000

    Exit codes: 0 done, 1 not done, 2 wrong usage, 3 done but for some articles, 130 interrupted.
    """
