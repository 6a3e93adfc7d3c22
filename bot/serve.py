"""Runs the client until it is told to stop, and says in one sentence why it could not."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import aiohttp
import discord
from pydantic import SecretStr

from bot.errors import BadToken, BotFailure, Unreachable
from bot.sigterm import told_early

CLOSE_WITHIN = 4.0
"""Seconds for saying goodbye to Discord: who stops a service waits ten before killing it, and an answer takes some."""

BAD_TOKEN_CLOSE = 4004
"""The gateway's code for a token that it does not take."""

UNSET = (
    "There is no token: set DISCORD_TOKEN in the environment or in .env; "
    "it stands under Bot at https://discord.com/developers/applications."
)
REFUSED = (
    "Discord does not take this token: copy it again from Bot at "
    "https://discord.com/developers/applications into DISCORD_TOKEN."
)
NO_DISCORD = "Discord cannot be reached: check the network of this machine, and https://discordstatus.com."
NOT_APPROVED = "Discord refuses an intent: allow it under Bot at https://discord.com/developers/applications."


async def serve(
    client: discord.Client, token: SecretStr | str, *, on_stop: Callable[[], object] = lambda: None
) -> None:
    """Run until SIGTERM, SIGINT or cancellation; raise `BotFailure` where Discord cannot be reached or refuses.

    `on_stop` is called before the goodbye, so that what is under way ends meanwhile.
    """
    checked = checked_token(token.get_secret_value() if isinstance(token, SecretStr) else token)
    async with _told_to_stop() as stop:
        running = asyncio.create_task(client.start(checked), name="discord")
        stopping = asyncio.create_task(stop.wait(), name="stop")
        try:
            await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                with discord_failures():
                    await running
        finally:
            stopping.cancel()
            on_stop()
            await _close(client, running)


async def _close(client: discord.Client, running: asyncio.Task[None]) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(client.close(), CLOSE_WITHIN)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def checked_token(token: str) -> str:
    """The token without white space around it; raise `BadToken` where it cannot be one."""
    token = token.strip()
    if not token:
        raise BadToken(UNSET)
    if not token.isascii() or not token.isprintable() or " " in token:
        raise BadToken(REFUSED)
    return token


@asynccontextmanager
async def _told_to_stop() -> AsyncIterator[asyncio.Event]:
    """An event that SIGTERM and SIGINT set, where the platform has them."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    signals = (signal.SIGTERM, signal.SIGINT)
    if told_early():
        stop.set()
    with suppress(NotImplementedError, RuntimeError):
        for number in signals:
            loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        with suppress(NotImplementedError, RuntimeError):
            for number in signals:
                loop.remove_signal_handler(number)


@contextmanager
def discord_failures() -> Iterator[None]:
    """Discord's and the network's errors as ours."""
    try:
        yield
    except discord.LoginFailure as error:
        raise BadToken(REFUSED) from error
    except discord.PrivilegedIntentsRequired as error:
        raise BotFailure(NOT_APPROVED) from error
    except discord.ConnectionClosed as error:
        raise (BadToken(REFUSED) if error.code == BAD_TOKEN_CLOSE else Unreachable(NO_DISCORD)) from error
    except (discord.GatewayNotFound, discord.HTTPException, aiohttp.ClientError, OSError) as error:
        raise Unreachable(NO_DISCORD) from error
