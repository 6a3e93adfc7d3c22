"""`pullquote`: the root of the command line. Importing it loads neither Discord nor a model."""

from __future__ import annotations

import click

from bot.cli.ask import ask, search
from bot.cli.backup import backup, restore
from bot.cli.edge import Commands, guarded
from bot.cli.index import index
from bot.cli.run import chat, run, start
from bot.cli.settings import load, quiet_libraries
from bot.logs import errors_to_file
from index.settings import IndexSettings


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="pullquote", prog_name="pullquote")
def pullquote() -> None:
    """Answers from your articles; every sentence is backed by a dated passage, word for word."""


for command in (ask, search, index, run, chat, start):
    pullquote.add_command(command)
for command in (backup, restore):
    index.add_command(command)


def command_line() -> int:
    """Do what the arguments of the process say; return the exit code."""
    quiet_libraries()
    return guarded(_run)


def _run() -> object:
    errors_to_file(load(IndexSettings).data_dir)
    return pullquote.main(standalone_mode=False)
