"""`/settings`: what a server chooses, for members with Manage Server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.blocking import Offload
from bot.cogs.place import managed_guild
from bot.errors import BadInput
from bot.escape import one_line
from bot.render import notice
from bot.replies import AnyInteraction, show
from bot.types import Archive, ServerSettings

Choose = Callable[[ServerSettings], ServerSettings]


@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class SettingsCog(
    commands.GroupCog, group_name="settings", group_description="Choose how Pullquote works in this server."
):
    """Shows and changes a server's settings; every reply is for the member only."""

    def __init__(self, *, archive: Archive, off: Offload) -> None:
        super().__init__()
        self._archive, self._off = archive, off

    @app_commands.command(name="editor-role", description="Choose who may manage articles besides Manage Server.")
    @app_commands.describe(role="Members with this role may manage articles; leave it out to take the right away")
    async def editor_role(self, interaction: AnyInteraction, role: discord.Role | None = None) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        if role is not None and role.is_default():
            raise BadInput("That role is everyone; choose one that only your editors have.")
        chosen = None if role is None else str(role.id)
        await self._change(interaction, lambda settings: replace(settings, editor_role=chosen))

    @app_commands.command(
        name="main-library", description="Choose whether members may ask the operator's articles too."
    )
    @app_commands.describe(answers="on: this server's articles and the main library; off: only this server's")
    async def main_library(self, interaction: AnyInteraction, answers: Literal["on", "off"]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._change(interaction, lambda settings: replace(settings, asks_main=answers == "on"))

    @app_commands.command(description="Show this server's settings.")
    async def show(self, interaction: AnyInteraction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._change(interaction, lambda settings: settings)

    async def _change(self, interaction: AnyInteraction, choose: Choose) -> None:
        guild = managed_guild(interaction)
        settings = await self._off(_choose, self._archive, guild, choose)
        await show(interaction, notice(_said(settings, interaction.guild)))


def _choose(archive: Archive, guild: str, choose: Choose) -> ServerSettings:
    before = archive.server_settings(guild)
    after = choose(before)
    if after != before:
        archive.set_server_settings(guild, after)
    return after


def _said(settings: ServerSettings, guild: discord.Guild | None) -> str:
    main = "asked as well" if settings.asks_main else "not asked"
    return f"Editors: {_editors(settings, guild)}.\nThe main library: {main}."


def _editors(settings: ServerSettings, guild: discord.Guild | None) -> str:
    managers = "members with Manage Server"
    if settings.editor_role is None:
        return managers
    role = guild.get_role(int(settings.editor_role)) if guild else None
    return f"{managers}, and {one_line(role.name) if role else 'a role that is no longer there'}"
