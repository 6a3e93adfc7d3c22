"""`/articles`: editors add, refresh, look at and remove the articles of their own server."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.blocking import Offload
from bot.cogs.place import choices, editor_library, guild_of, settings_of
from bot.editing import article_suggestions, find_article, find_source, server_status, source_suggestions
from bot.escape import one_line
from bot.libraries import askable
from bot.progress import Turns, with_progress
from bot.render import notice
from bot.replies import UNDELIVERED, AnyInteraction, deliver, suggestions
from bot.report import report_text
from bot.settings import BotSettings
from bot.types import Archive, Progress
from bot.uploads import read_at_its_turn
from bot.wording import joined
from index.upkeep import Report

Name = Range[str, 1, 100]


@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.guild_only()
class ArticlesCog(
    commands.GroupCog, group_name="articles", group_description="Manage the articles of this server (editors)."
):
    """Changes to a server's own library; every reply is for the editor only."""

    def __init__(self, *, archive: Archive, settings: BotSettings, off: Offload, change: Offload) -> None:
        super().__init__()
        self._archive, self._settings, self._off = archive, settings, off
        self._to_change = change
        self._turns = Turns()

    @app_commands.command(description="Add attached articles: Markdown, text, HTML, PDF, JSONL or CSV.")
    @app_commands.describe(file1="An article", file2="Another", file3="Another", file4="Another", file5="Another")
    async def add(
        self,
        interaction: AnyInteraction,
        file1: discord.Attachment,
        file2: discord.Attachment | None = None,
        file3: discord.Attachment | None = None,
        file4: discord.Attachment | None = None,
        file5: discord.Attachment | None = None,
    ) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        library = await editor_library(interaction, self._archive, self._off)
        files = [file for file in (file1, file2, file3, file4, file5) if file is not None]
        work = read_at_its_turn(files, self._settings, partial(self._archive.add_uploads, library))
        await self._change(interaction, library, work)

    @app_commands.command(description="Bring this server's articles level with where they come from.")
    @app_commands.describe(source="Only this source", dry_run="Only say what would change")
    async def refresh(self, interaction: AnyInteraction, source: Name | None = None, dry_run: bool = False) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        library = await editor_library(interaction, self._archive, self._off)
        location = None
        if source is not None:
            location = (await self._off(find_source, self._archive, library, source)).location
        work = partial(self._archive.sync, library, source=location, dry_run=dry_run)
        await self._change(interaction, library, lambda progress: work(progress=progress))

    @app_commands.command(description="Show how many articles there are, from where, and when they were refreshed.")
    async def status(self, interaction: AnyInteraction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        library = await editor_library(interaction, self._archive, self._off)
        settings = await settings_of(interaction, self._archive, self._off)
        libraries = askable(guild_of(interaction), settings)
        await deliver(interaction, notice(await self._off(server_status, self._archive, library, libraries)))

    @app_commands.command(description="Remove an article of this server; it is never cited again.")
    @app_commands.describe(article="The article, by a word of its title")
    async def remove(self, interaction: AnyInteraction, article: Name) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        library = await editor_library(interaction, self._archive, self._off)
        found = await self._off(find_article, self._archive, library, article)
        async with self._turns.of(library, partial(_say, interaction)):
            await self._to_change(self._archive.remove, library, found.id)
        title = joined(one_line(found.title), one_line(found.outlet or ""))
        await deliver(interaction, notice(f"Removed: {title}. It is never cited again."))

    @refresh.autocomplete("source")
    async def sources(self, interaction: AnyInteraction, part: str) -> list[Choice[str]]:
        return choices(await suggestions(self._suggest(interaction, part, source_suggestions)))

    @remove.autocomplete("article")
    async def articles(self, interaction: AnyInteraction, part: str) -> list[Choice[str]]:
        return choices(await suggestions(self._suggest(interaction, part, article_suggestions)))

    async def _suggest(
        self,
        interaction: AnyInteraction,
        part: str,
        named: Callable[[Archive, str, str], list[tuple[str, str]]],
    ) -> list[tuple[str, str]]:
        library = await editor_library(interaction, self._archive, self._off)
        return await self._off(named, self._archive, library, part.strip())

    async def _change(self, interaction: AnyInteraction, library: str, work: Callable[[Progress], Report]) -> None:
        say = partial(_say, interaction)
        async with self._turns.of(library, say):
            report = await with_progress(self._to_change, work, say)
        await deliver(interaction, notice(report_text(report)))


async def _say(interaction: AnyInteraction, text: str) -> None:
    """A line of progress; one that Discord does not take is no reason to stop."""
    try:
        await interaction.edit_original_response(view=notice(text))
    except UNDELIVERED:
        return
