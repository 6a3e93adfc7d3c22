"""What the bot says when Discord itself is what fails."""

from __future__ import annotations

import aiohttp
import discord
import pytest
from discord import app_commands
from simcord import Env

from bot.errors import explain
from bot.render import notice
from bot.replies import DISCORD_SENTENCES, apologise, cause_of, show
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


class Interaction:
    """Its message cannot be edited until `lost` edits were lost."""

    def __init__(self, lost: list[Exception]) -> None:
        self.lost, self.views, self.response = lost, list[object](), self

    def is_done(self) -> bool:
        return True

    async def edit_original_response(self, view: object) -> None:
        if self.lost:
            raise self.lost.pop(0)
        self.views.append(view)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.replies.SHOW_AGAIN_AFTER", (0, 0))


@pytest.mark.asyncio
@pytest.mark.usefixtures("soon")
async def test_an_edit_that_the_network_lost_is_tried_again() -> None:
    interaction = Interaction([aiohttp.ServerDisconnectedError(), OSError("reset")])
    await show(interaction, notice("Here."))  # type: ignore[arg-type]
    assert len(interaction.views) == 1
    interaction = Interaction([OSError("reset")] * 3)
    with pytest.raises(OSError, match="reset"):
        await show(interaction, notice("Here."))  # type: ignore[arg-type]


@pytest.mark.asyncio
@pytest.mark.usefixtures("soon")
async def test_an_apology_that_the_network_lost_is_only_logged(caplog: pytest.LogCaptureFixture) -> None:
    interaction = Interaction([aiohttp.ServerDisconnectedError()] * 3)
    await apologise(interaction, ValueError("x"))  # type: ignore[arg-type]
    assert "could not be reached with an error message (ServerDisconnectedError)" in caplog.text


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
