"""`pullquote run` starts the Discord bot; `pullquote chat` is the same in the terminal."""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from answer.settings import AnswerSettings
from bot.cli.settings import load
from bot.settings import BotSettings
from index.errors import IndexFailure
from index.settings import IndexSettings
from index.types import MAIN_LIBRARY

if TYPE_CHECKING:
    from io import BufferedReader

    from answer.assemble import House
    from bot.terminal import Chat

CATCH_UP_SECONDS = 2.0  # how long what the terminal indexed waits for Chroma; its words are found at once
WORKERS = 4  # more threads than cores: one that waits for the ledger does not hold up a question

SAMPLE_QUESTIONS = (
    "When did the swing bridge reopen?",
    "How much did the bridge repair cost?",
    "Who leads the council?",
    "Who won the 2022 World Cup?",
)


@click.command()
def run() -> int:
    """Start the Discord bot; SIGTERM or Ctrl-C ends it."""
    from bot.logs import set_up_logging
    from bot.serve import checked_token

    settings = load(BotSettings)
    token = checked_token(settings.discord_token.get_secret_value())
    set_up_logging(settings.log_level)

    from answer.assemble import opened

    with opened(load(IndexSettings), create=True, answer_settings=load(AnswerSettings)) as house:
        house.index.hold_vectors("pullquote run")
        asyncio.run(_serve(house, settings, token))
    return 0


@click.command()
@click.option(
    "--articles", type=click.Path(path_type=Path), help="Index this folder first, if the archive is still empty."
)
def chat(articles: Path | None) -> int:
    """Ask in the terminal; without one (no stdin), answer a few sample questions."""
    from answer.assemble import opened
    from bot.terminal import BOLD, PLAIN, Chat

    with opened(load(IndexSettings), create=True, answer_settings=load(AnswerSettings)) as house:
        if articles and not house.index.coverage([MAIN_LIBRARY]).articles:
            _first_articles(house, articles)
        there = sys.stdin.isatty() and sys.stdout.isatty()
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
    click.echo(report_text(house.index.add_paths(MAIN_LIBRARY, [articles]), shown=0))
    click.echo("")


def _talk(conversation: Chat, there: bool) -> None:
    from bot import terminal

    if not there and _nothing_to_read():
        terminal.sample(conversation, SAMPLE_QUESTIONS, write=click.echo)
        return
    if there:
        click.echo(
            "Ask something, or /help. The sample articles are of the invented towns of Harrowmere and Pellport.\n"
        )
    terminal.chat(conversation, read_line=_prompted if there else _piped, write=click.echo)


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


async def _serve(house: House, settings: BotSettings, token: str) -> None:
    from bot.client import PullquoteBot
    from bot.serve import serve

    with ThreadPoolExecutor(WORKERS, thread_name_prefix="pullquote") as executor:
        client = PullquoteBot(
            answerer=house.chain, archive=house.index, journal=house.journal, settings=settings, executor=executor
        )
        following = asyncio.create_task(_follow(house, executor), name="follow the ledger")
        try:
            await serve(client, token)
        finally:
            house.index.stop()
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)


async def _follow(house: House, executor: ThreadPoolExecutor) -> None:
    """Carry to Chroma what other processes write into the ledger."""
    loop = asyncio.get_running_loop()
    while True:
        with suppress(IndexFailure):  # it stays in the outbox, and `status` shows it
            await loop.run_in_executor(executor, house.index.catch_up)
        await asyncio.sleep(CATCH_UP_SECONDS)
