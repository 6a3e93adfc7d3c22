"""What the bot says when Discord itself is what fails."""

from __future__ import annotations

import aiohttp
import discord
import pytest
from discord import app_commands
from simcord import Env

from bot.errors import explain
from bot.replies import DISCORD_SENTENCES, cause_of
from simulated import House, Server, said, shown

STORY = ("lido.md", b"# The lido opens\n\nThe open-air lido opens on 1 June.")


class Answer:
    """What discord.py reads of a response."""

    def __init__(self, status: int) -> None:
        self.status, self.reason = status, "reason"


@pytest.mark.asyncio
async def test_a_report_that_comes_too_late_comes_by_direct_message(env: Env, server: Server, house: House) -> None:
    env.inject_error("PATCH", "/webhooks/*", status=401, code=50027)
    await server.manager.slash(server.channel, "articles add", file1=STORY)
    letter = server.manager.user.dm_channel.last_message
    assert letter is not None
    assert (f"guild:{server.id}", "lido.md") in house.archive.shelves


@pytest.mark.asyncio
async def test_an_answer_that_nobody_takes_is_only_logged(
    env: Env, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    env.inject_error("PATCH", "/webhooks/*", status=404, code=10062)
    await server.member.slash(server.channel, "ask", question="When does the Harrow ferry return?")
    assert "could no longer be answered" in caplog.text
    result = await server.member.slash(server.channel, "ask", question="When does the Harrow ferry return?")
    assert "[1]" in said(result), "and the next one is answered"
    assert shown(result.response)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (app_commands.NoPrivateMessage(), "in a server only"),
        (app_commands.CheckFailure(), "may not use"),
        (app_commands.CommandNotFound("x", []), "reload Discord"),
        (discord.Forbidden(Answer(403), "secret"), "does not let me"),  # type: ignore[arg-type]
        (discord.NotFound(Answer(404), "secret"), "send it again"),  # type: ignore[arg-type]
        (discord.DiscordServerError(Answer(503), "secret"), "Discord has trouble"),  # type: ignore[arg-type]
        (aiohttp.ServerDisconnectedError("secret"), "Discord has trouble"),
        (discord.HTTPException(Answer(400), "secret"), "Something went wrong on our side (id "),  # type: ignore[arg-type]
    ],
)
def test_sentences_for_what_discord_raises(error: Exception, sentence: str) -> None:
    said_to_member = explain(cause_of(error), DISCORD_SENTENCES)
    assert sentence in said_to_member
    assert "secret" not in said_to_member
