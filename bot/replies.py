"""How the bot says what went wrong in Discord: every error of a command, a button or an autocompletion ends here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from typing import Any, TypeVar

import aiohttp
import discord
from discord import app_commands, ui

from bot.errors import SENTENCES, Refused, Sentences, explain
from bot.render import notice

log = logging.getLogger(__name__)

AnyInteraction = discord.Interaction[Any]
T = TypeVar("T")

TOO_LATE = (10062, 10015, 50027)
"""Discord's codes for an interaction, a webhook or a token that has run out, 15 minutes after the command."""

TWICE = 40060
"""Discord's code for an interaction that was answered before."""

UNREACHED = (aiohttp.ClientError, OSError)
"""The network's errors, of which none says whether Discord took what was sent."""

UNDELIVERED = (discord.HTTPException, *UNREACHED)

SHOW_AGAIN_AFTER = (0.5, 2.0)
"""Seconds before each further try."""

SUGGEST_WITHIN = 2.5
"""Seconds: Discord takes suggestions for three."""

_CHANGED = "This command has changed; reload Discord (Ctrl+R) and try again."
_TROUBLE = "Discord has trouble at the moment; try again in a minute."

DISCORD_SENTENCES: Sentences = {
    **SENTENCES,
    app_commands.NoPrivateMessage: lambda _: "This command works in a server only.",
    app_commands.CheckFailure: lambda _: "You may not use this command here.",
    app_commands.CommandNotFound: lambda _: _CHANGED,
    app_commands.CommandSignatureMismatch: lambda _: _CHANGED,
    app_commands.TransformerError: lambda _: (
        "One of the options cannot be used as it is written; correct it and try again."
    ),
    discord.Forbidden: lambda _: "Discord does not let me do that here; check my permissions in this channel.",
    discord.NotFound: lambda _: "Discord does not have that any more; send it again.",
    discord.DiscordServerError: lambda _: _TROUBLE,
    aiohttp.ClientError: lambda _: _TROUBLE,
}


def cause_of(error: BaseException) -> BaseException:
    """What a command raised, without discord.py's wrapping."""
    return error.original if isinstance(error, app_commands.CommandInvokeError) else error


async def reply(interaction: AnyInteraction, view: ui.LayoutView) -> None:
    """Answer an interaction, whether or not it was deferred; nobody is pinged (the client's `allowed_mentions`)."""
    if interaction.response.is_done():
        await show(interaction, view)
    else:
        await interaction.response.send_message(view=view, ephemeral=True)


async def show(interaction: AnyInteraction, view: ui.LayoutView) -> None:
    """Put this in place of what a deferred interaction shows; twice is as good as once, so it is tried again."""
    for pause in SHOW_AGAIN_AFTER:
        try:
            await interaction.edit_original_response(view=view)
        except UNREACHED:
            await asyncio.sleep(pause)
        else:
            return
    await interaction.edit_original_response(view=view)


async def deliver(interaction: AnyInteraction, view: ui.LayoutView) -> None:
    """Answer after long work: by direct message where the interaction has run out meanwhile."""
    try:
        await show(interaction, view)
    except discord.HTTPException as refused:
        if refused.code not in TOO_LATE:
            raise
        await interaction.user.send(view=view)


async def apologise(interaction: AnyInteraction, error: BaseException) -> None:
    """Tell the member what went wrong and what to do, in one sentence."""
    cause = cause_of(error)
    if isinstance(cause, discord.HTTPException) and cause.code in (*TOO_LATE, TWICE):
        log.warning("an interaction could no longer be answered (code %s)", cause.code)
        return
    try:
        await reply(interaction, notice(explain(cause, DISCORD_SENTENCES)))
    except discord.HTTPException as refused:
        log.warning("Discord did not take an error message (code %s)", refused.code)
    except UNREACHED as lost:
        log.warning("Discord could not be reached with an error message (%s)", type(lost).__name__)


async def suggestions(work: Awaitable[list[T]]) -> list[T]:
    """The choices, or none where making them failed or took too long: an autocompletion has no room for a sentence."""
    try:
        return await asyncio.wait_for(work, SUGGEST_WITHIN)
    except Refused:
        log.debug("suggestions refused")
    except TimeoutError:
        log.warning("suggestions took too long")
    except Exception:
        log.exception("suggestions failed")
    return []


class Tree(app_commands.CommandTree[Any]):
    """The bot's commands; what they raise is said to the member."""

    async def on_error(self, interaction: AnyInteraction, error: app_commands.AppCommandError) -> None:
        await apologise(interaction, error)
