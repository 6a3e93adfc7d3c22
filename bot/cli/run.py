"""`pullquote run` starts the Discord bot; `pullquote chat` is the same in the terminal."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

import click

from answer.settings import AnswerSettings
from bot.cli.settings import load
from bot.settings import BotSettings
from index.settings import IndexSettings
from index.types import MAIN_LIBRARY
from index.upkeep import Change

if TYPE_CHECKING:
    from io import BufferedReader

    from answer.assemble import House
    from bot.terminal import Chat

HINT = "Ask something, or /help. The sample articles are of the invented towns of Harrowmere and Pellport.\n"

SAMPLE_QUESTIONS = (
    "How long is the crack in the swing bridge?",
    "How many jobs is Quennick cutting?",
    "When did the swing bridge reopen to traffic?",
    "Who won the 2022 World Cup?",
)


MOST_FAILED = 5
"""Files that could not be indexed, named before the first question."""


@click.command()
def run() -> int:
    """Start the Discord bot; SIGTERM or Ctrl-C ends it."""
    from bot.cli.serving import Threads, leave, serve_house
    from bot.logs import set_up_logging
    from bot.serve import checked_token

    settings = load(BotSettings)
    token = checked_token(settings.discord_token.get_secret_value())
    set_up_logging(settings.log_level)

    from answer.assemble import opened

    threads = Threads()
    index_settings, answer_settings = load(IndexSettings), load(AnswerSettings)
    with opened(index_settings, create=True, answer_settings=answer_settings, zone=settings.timezone) as house:
        house.index.hold_vectors("pullquote run")
        house.index.leave_vectors()  # to the thread that follows the ledger
        try:
            asyncio.run(serve_house(house, settings, token, threads))
        finally:
            leave(threads)  # before the house is closed: SQLite crashes under a thread whose connection is closed
    return 0


@click.command()
@click.option(
    "--articles", type=click.Path(path_type=Path), help="Index this folder first, if the archive is still empty."
)
def chat(articles: Path | None) -> int:
    """Ask in the terminal; without one (no stdin), answer a few sample questions."""
    from answer.assemble import opened
    from bot.terminal import BOLD, PLAIN, Chat

    _take_any_text()
    index_settings, answer_settings, zone = load(IndexSettings), load(AnswerSettings), load(BotSettings).timezone
    with opened(index_settings, create=True, answer_settings=answer_settings, zone=zone) as house:
        if articles and not house.index.coverage([MAIN_LIBRARY]).articles:
            _first_articles(house, articles)
        there = _is_terminal(sys.stdin) and _is_terminal(sys.stdout)
        marks = BOLD if there else PLAIN
        _talk(Chat(answerer=house.chain, archive=house.index, write=click.echo, marks=marks), there)
    return 0


@click.command()
@click.pass_context
def start(context: click.Context) -> int:
    """The bot where there is a token; else the terminal, with the sample articles."""
    if load(BotSettings).discord_token.get_secret_value().strip():
        return int(context.invoke(run))
    return int(context.invoke(chat, articles=Path("articles")))


def _first_articles(house: House, articles: Path) -> None:
    from bot.report import report_text

    click.echo(f"Indexing {articles} …")
    report = house.index.add_paths(MAIN_LIBRARY, [articles])
    click.echo(report_text(report, shown=MOST_FAILED if report.count(Change.FAILED) else 0))
    click.echo("")


def _talk(conversation: Chat, there: bool) -> None:
    from bot import terminal

    typed = _is_terminal(sys.stdin)
    if not typed and _nothing_to_read():
        terminal.sample(conversation, SAMPLE_QUESTIONS, write=click.echo)
        return
    if typed:
        click.echo(HINT, err=not there)
    terminal.chat(conversation, read_line=_prompted if there else _piped, write=click.echo)


def _is_terminal(stream: TextIO | None) -> bool:
    with suppress(ValueError, AttributeError):  # closed
        return stream is not None and stream.isatty()
    return False


def _take_any_text() -> None:
    """What is no text in the terminal's encoding is replaced, in what is read and in what is written."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _nothing_to_read() -> bool:
    """Whether standard input is closed, or nothing."""
    if sys.stdin is None or sys.stdin.closed:
        return True
    with suppress(OSError, ValueError, AttributeError):
        return not cast("BufferedReader", sys.stdin.buffer).peek(1)
    return True


def _prompted(prompt: str) -> str:
    with suppress(ImportError):
        import readline  # noqa: F401  # arrow keys and history
    return input(prompt)


def _piped(_prompt: str) -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line
