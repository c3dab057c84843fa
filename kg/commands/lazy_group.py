"""A group of commands each of which is loaded only when it is called."""

from collections.abc import Mapping
from importlib import import_module

import click


class LazyGroup(click.Group):
    """Finds its commands by name in modules that it has not loaded yet.

    ``lazy`` maps a command to ``module:function``; they are listed in that order, behind those added by decorator.
    """

    def __init__(self, *arguments: object, lazy: Mapping[str, str], **options: object) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]  # passed on to click as they came
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return [*self.commands, *self.lazy]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None if there is none of that name."""
        if cmd_name not in self.lazy:
            return super().get_command(ctx, cmd_name)
        module, _, function = self.lazy[cmd_name].partition(":")
        command = getattr(import_module(module), function)
        return command if isinstance(command, click.Command) else None
