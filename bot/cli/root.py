"""`pullquote`: the root of the command line. Importing it loads neither Discord nor a model."""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType

import click

from bot.cli.edge import Commands, guarded
from bot.cli.settings import load, quiet_libraries
from bot.logs import errors_to_file
from index.settings import IndexSettings

MODULES = MappingProxyType(
    {
        "ask": "bot.cli.ask",
        "chat": "bot.cli.run",
        "index": "bot.cli.index",
        "run": "bot.cli.run",
        "search": "bot.cli.ask",
        "start": "bot.cli.run",
    }
)
"""Where each command is; only the one that is called is imported."""


class Late(Commands):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in MODULES:
            return None
        found: click.Command = getattr(import_module(MODULES[cmd_name]), cmd_name)
        return found


@click.group(cls=Late, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="pullquote", prog_name="pullquote")
def pullquote() -> None:
    """Answers from your articles; every sentence is backed by a dated passage, word for word."""


def command_line() -> int:
    """Do what the arguments of the process say; return the exit code."""
    quiet_libraries()
    return guarded(_run)


def _run() -> object:
    errors_to_file(load(IndexSettings).data_dir)
    return pullquote.main(standalone_mode=False)
