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
from bot.editing import (
    article_suggestions,
    check_room,
    find_named,
    find_source,
    removed,
    server_status,
    source_suggestions,
    web_address,
)  # fmt: skip
from bot.errors import BadInput
from bot.libraries import askable
from bot.progress import Turns, with_progress
from bot.render import notice
from bot.replies import UNDELIVERED, AnyInteraction, deliver, suggestions
from bot.report import in_discord, report_text
from bot.settings import BotSettings
from bot.types import Archive, Progress
from bot.uploads import read_at_its_turn
from index.upkeep import Report

Name = Range[str, 1, 100]
Address = Range[str, 8, 2000]

Work = Callable[[Progress], Report]
"""A change; it blocks, and tells how far it is."""


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

    @app_commands.command(description="Add attached articles, or a feed, sitemap, page or site by its address.")
    @app_commands.describe(
        file1="An article: Markdown, text, HTML, PDF, JSONL or CSV", file2="Another", file3="Another", file4="Another",
        file5="Another", url="A feed, a sitemap, an article's page or a site: kept level from now on",
    )  # fmt: skip
    async def add(
        self,
        interaction: AnyInteraction,
        file1: discord.Attachment | None = None,
        file2: discord.Attachment | None = None,
        file3: discord.Attachment | None = None,
        file4: discord.Attachment | None = None,
        file5: discord.Attachment | None = None,
        url: Address | None = None,
    ) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        library = await editor_library(interaction, self._archive, self._off)
        files = [file for file in (file1, file2, file3, file4, file5) if file is not None]
        if bool(files) == bool(url):
            raise BadInput("Attach files, or give one address: of a feed, a sitemap, an article or a site.")
        if url:
            await self._off(check_room, self._archive, library)
            work: Work = partial(self._archive.add_urls, library, [web_address(url)])
        else:
            work = read_at_its_turn(files, self._settings, partial(self._archive.add_uploads, library))
        await self._change(interaction, library, work)

    @app_commands.command(description="Bring this server's articles level with where they come from.")
    @app_commands.describe(
        source="Only this source", dry_run="Only say what would change", confirm="Make a large change that was held"
    )
    async def refresh(
        self, interaction: AnyInteraction, source: Name | None = None, dry_run: bool = False, confirm: bool = False
    ) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        library = await editor_library(interaction, self._archive, self._off)
        location = None
        if source is not None:
            location = (await self._off(find_source, self._archive, library, source)).location
        work = partial(self._archive.sync, library, source=location, dry_run=dry_run, confirmed=confirm, in_turn=True)
        await self._change(interaction, library, lambda progress: work(progress=progress))

    @app_commands.command(description="Show how many articles there are, from where, and when they were refreshed.")
    async def status(self, interaction: AnyInteraction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        library = await editor_library(interaction, self._archive, self._off)
        settings = await settings_of(interaction, self._archive, self._off)
        libraries = askable(guild_of(interaction), settings)
        await deliver(interaction, notice(await self._off(server_status, self._archive, library, libraries)))

    @app_commands.command(description="Remove an article, or a source with its articles; none is ever cited again.")
    @app_commands.describe(article="The article, by a word of its title", source="Or a source with all its articles")
    async def remove(
        self, interaction: AnyInteraction, article: Name | None = None, source: Name | None = None
    ) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        library = await editor_library(interaction, self._archive, self._off)
        name, said = await self._off(find_named, self._archive, library, article, source)
        async with self._turns.of(library, partial(_say, interaction)):
            gone = await self._to_change(self._archive.remove, library, name)
        await deliver(interaction, notice(removed(said, gone, whole=source is not None)))

    @remove.autocomplete("source")
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

    async def _change(self, interaction: AnyInteraction, library: str, work: Work) -> None:
        say = partial(_say, interaction)
        async with self._turns.of(library, say):
            report = await with_progress(self._to_change, work, say)
        await deliver(interaction, notice(report_text(report, confirm=in_discord)))


async def _say(interaction: AnyInteraction, text: str) -> None:
    """A line of progress; one that Discord does not take is no reason to stop."""
    try:
        await interaction.edit_original_response(view=notice(text))
    except UNDELIVERED:
        return
