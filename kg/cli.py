"""The command ``kg``: each subcommand is loaded when it is called, so that ``kg serve`` needs no language model."""

from typing import Any, Final

import click

from kg import __version__
from kg.commands.lazy_group import LazyGroup
from kg.errors import KGError

COMMANDS: Final = {
    "build": "kg.commands.build:build",
    "remove": "kg.commands.build:remove",
    "correct": "kg.commands.correct:correct",
    "annotate": "kg.commands.annotate:annotate",
    "explain": "kg.commands.explain:explain",
    "evaluate": "kg.commands.evaluate:evaluate",
    "check": "kg.commands.check:check",
    "query": "kg.commands.query:query",
    "serve": "kg.commands.serve:serve",
    "export": "kg.commands.export:export",
    "fingerprint": "kg.commands.export:show_fingerprint",
    "backup": "kg.commands.maintenance:backup",
    "restore": "kg.commands.maintenance:restore",
    "compact": "kg.commands.maintenance:compact",
    "ontology": "kg.commands.ontology:ontology",
}
"""Command → module and function."""


class _Commands(LazyGroup):
    """Turns Sitrep's errors into a message and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  # click's own signature
        """Run a subcommand; a KGError ends it with exit code 1 and its message."""
        try:
            return super().invoke(ctx)
        except KGError as error:
            click.echo(f"kg: {error}", err=True)
            return ctx.exit(1)


@click.group(
    cls=_Commands, lazy=COMMANDS, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Build a knowledge graph of military events from news, and ask it.

    \b
    kg build samples --store store        read articles into a graph
    kg query articles --store store       ask a saved question
    kg serve --store store                open it at http://127.0.0.1:8000

    Exit codes: 0 done, 1 not done, 2 wrong usage, 3 done but for some articles, 130 interrupted.
    """
