"""Where a command was given, and by whom: Discord's objects turned into the words of `bot.access`."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import discord
from discord import app_commands

from bot.access import require_editor, require_manager
from bot.blocking import Offload
from bot.escape import one_line
from bot.libraries import DIRECT_MESSAGE, editable
from bot.replies import AnyInteraction
from bot.trim import shorten
from bot.types import Archive, ServerSettings

LONGEST_CHOICE, MOST_CHOICES = 100, 25
"""Characters of a suggestion, and how many of them Discord takes."""


def guild_of(interaction: AnyInteraction) -> str | None:
    """The server's id as text; None in direct messages."""
    return None if interaction.guild_id is None else str(interaction.guild_id)


def manages(interaction: AnyInteraction) -> bool:
    """Whether the member has Manage Server, as Discord says in the interaction itself."""
    return interaction.permissions.manage_guild or interaction.permissions.administrator


def roles_of(interaction: AnyInteraction) -> Collection[str]:
    """The ids of the member's roles as the interaction carries them: `roles` looks them up in a server that may not be
    cached, after an outage or before it was announced.
    """
    member = interaction.user
    return {str(role) for role in member._roles} if isinstance(member, discord.Member) else set()


async def settings_of(interaction: AnyInteraction, archive: Archive, off: Offload) -> ServerSettings:
    """What this server chose; what holds for everyone in direct messages."""
    guild = guild_of(interaction)
    return DIRECT_MESSAGE if guild is None else await off(archive.server_settings, guild)


async def editor_library(interaction: AnyInteraction, archive: Archive, off: Offload) -> str:
    """The library that this member may change here; raise `Refused` if there is none."""
    library = editable(guild_of(interaction))
    settings = await settings_of(interaction, archive, off)
    require_editor(manages=manages(interaction), roles=roles_of(interaction), settings=settings)
    return library


def managed_guild(interaction: AnyInteraction) -> str:
    """The server whose settings this member may change; raise `Refused` if there is none."""
    library_guild = guild_of(interaction)
    editable(library_guild)
    require_manager(manages=manages(interaction))
    assert library_guild is not None
    return library_guild


def choices(suggested: Sequence[tuple[str, str]]) -> list[app_commands.Choice[str]]:
    """Suggestions as Discord takes them: names cut at a word, and no value that it would not take."""
    fitting = [(name, value) for name, value in suggested if 0 < len(value) <= LONGEST_CHOICE]
    return [
        app_commands.Choice(name=shorten(one_line(name), LONGEST_CHOICE) or value, value=value)
        for name, value in fitting[:MOST_CHOICES]
    ]
