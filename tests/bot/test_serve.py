"""Running the client: what it says where it cannot, and how it stops."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import time
from typing import Any

import aiohttp
import discord
import pytest
from aiohttp.abc import AbstractResolver
from pydantic import SecretStr

from bot.errors import BadToken, BotFailure, Unreachable
from bot.serve import serve

pytestmark = pytest.mark.asyncio


class Client(discord.Client):
    """Starts as a rule: fails with `failure`, or runs until it is closed, taking `farewell` seconds for that."""

    def __init__(self, failure: BaseException | None = None, farewell: float = 0) -> None:
        super().__init__(intents=discord.Intents(guilds=True))
        self.failure, self.farewell = failure, farewell
        self.closed, self.tokens = False, list[str]()

    async def start(self, token: str, *, reconnect: bool = True) -> None:
        self.tokens.append(token)
        if self.failure:
            raise self.failure
        await asyncio.Event().wait()

    async def close(self) -> None:
        await asyncio.sleep(self.farewell)
        self.closed = True


class Answer:
    """What discord.py reads of a response."""

    def __init__(self, status: int) -> None:
        self.status, self.reason = status, "reason"


def closed(code: int) -> discord.ConnectionClosed:
    return discord.ConnectionClosed(object(), shard_id=None, code=code)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("failure", "kind", "sentence"),
    [
        (discord.LoginFailure("Improper token"), BadToken, "Discord does not take this token"),
        (closed(4004), BadToken, "Discord does not take this token"),
        (closed(4000), Unreachable, "Discord cannot be reached"),
        (discord.PrivilegedIntentsRequired(None), BotFailure, "Discord refuses an intent"),
        (aiohttp.ClientConnectionError("dns"), Unreachable, "Discord cannot be reached"),
        (OSError(101, "Network is unreachable"), Unreachable, "Discord cannot be reached"),
        (discord.GatewayNotFound(), Unreachable, "Discord cannot be reached"),  # type: ignore[no-untyped-call]
        (discord.HTTPException(Answer(503), "oops"), Unreachable, "Discord cannot be reached"),  # type: ignore[arg-type]
    ],
)
async def test_failures_are_one_sentence(failure: BaseException, kind: type[BotFailure], sentence: str) -> None:
    client = Client(failure)
    with pytest.raises(kind, match=sentence) as caught:
        await serve(client, "token")
    assert caught.type is kind
    assert client.closed


@pytest.mark.parametrize(
    ("token", "sentence"),
    [("", "There is no token: set DISCORD_TOKEN"), ("  \n", "There is no token"), ("a b", "does not take this token"),
     ("tökèn", "does not take this token"), ("a\nb", "does not take this token")],
)  # fmt: skip
async def test_tokens_that_cannot_be_one(token: str, sentence: str) -> None:
    client = Client()
    with pytest.raises(BadToken, match=sentence):
        await serve(client, SecretStr(token))
    assert client.tokens == []


async def test_the_token_is_passed_without_white_space() -> None:
    client = Client(discord.LoginFailure())
    with pytest.raises(BadToken):
        await serve(client, SecretStr(" token\n"))
    assert client.tokens == ["token"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_signals_end_it_cleanly(number: signal.Signals) -> None:
    client = Client()
    asyncio.get_running_loop().call_later(0.05, os.kill, os.getpid(), number)
    await asyncio.wait_for(serve(client, "token"), 5)
    assert client.closed
    assert signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler)


async def test_what_is_under_way_is_told_before_the_goodbye() -> None:
    client, closed_then = Client(), list[bool]()
    asyncio.get_running_loop().call_later(0.05, os.kill, os.getpid(), signal.SIGTERM)
    await serve(client, "token", on_stop=lambda: closed_then.append(client.closed))
    assert closed_then == [False]


async def test_a_slow_farewell_is_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.serve.CLOSE_WITHIN", 0.1)
    client = Client(farewell=30)
    asyncio.get_running_loop().call_later(0.05, os.kill, os.getpid(), signal.SIGTERM)
    started = time.perf_counter()
    await serve(client, "token")
    assert time.perf_counter() - started < 5


async def test_cancellation_closes_the_client() -> None:
    client = Client()
    task = asyncio.create_task(serve(client, "token"))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert client.closed


class NoNames(AbstractResolver):
    """A machine without a network."""

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[Any]:
        raise OSError(-3, "Temporary failure in name resolution")

    async def close(self) -> None:
        return


async def test_without_a_network_the_real_client_says_so() -> None:
    connector = aiohttp.TCPConnector(resolver=NoNames())
    with pytest.raises(Unreachable):
        await serve(discord.Client(intents=discord.Intents(guilds=True), connector=connector), "token")
