"""`/latest`: the newest articles that may be asked here, with buttons that turn the pages after a restart as well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self, cast

import discord
from discord import app_commands, ui
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.blocking import Offload
from bot.cogs.place import choices, guild_of, settings_of
from bot.libraries import askable
from bot.newest import Newest, newest, newest_text, outlet_handle, outlet_of
from bot.replies import AnyInteraction, apologise, show, suggestions
from bot.types import Archive

if TYPE_CHECKING:
    from bot.client import PullquoteBot

PREFIX = "pn:"
TEMPLATE = rf"{PREFIX}(?P<page>[0-9]{{1,3}}):(?P<outlet>[\s\S]{{0,93}})"

SUGGESTED = 25
"""Suggestions that Discord shows at most."""


class LatestCog(commands.Cog):
    """Lists articles, for the member who asked only."""

    def __init__(self, *, archive: Archive, off: Offload) -> None:
        self._archive, self._off = archive, off

    @app_commands.command(description="List the newest articles.")
    @app_commands.describe(source="Only articles of this outlet")
    async def latest(self, interaction: AnyInteraction, source: Range[str, 1, 100] | None = None) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        libraries = await libraries_of(interaction, self._archive, self._off)
        found = await self._off(newest, self._archive, libraries, source, 0)
        await show(interaction, latest_view(found))

    @latest.autocomplete("source")
    async def outlets(self, interaction: AnyInteraction, part: str) -> list[Choice[str]]:
        return choices([(name, name) for name in await suggestions(self._outlets(interaction, part))])

    async def _outlets(self, interaction: AnyInteraction, part: str) -> list[str]:
        libraries = await libraries_of(interaction, self._archive, self._off)
        return await self._off(self._archive.outlets, libraries, part.strip(), SUGGESTED)


class TurnButton(ui.DynamicItem[ui.Button[Any]], template=TEMPLATE):
    """Turns to a page; all that it knows is its id, and what it shows is looked up for whoever presses it."""

    def __init__(self, page: int, outlet: str, label: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"{PREFIX}{page}:{outlet}"))
        self.page, self.outlet = page, outlet

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(int(match["page"]), match["outlet"], cast("ui.Button[Any]", item).label or "")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        try:
            await interaction.response.defer()
            await show(interaction, latest_view(await self._found(interaction)))
        except Exception as error:  # noqa: BLE001  # discord.py would only log it and leave the member waiting
            await apologise(interaction, error)

    async def _found(self, interaction: discord.Interaction[Any]) -> Newest:
        bot = cast("PullquoteBot", interaction.client)
        libraries = await libraries_of(interaction, bot.archive, bot.off)
        outlet = await bot.off(outlet_of, bot.archive, libraries, self.outlet) if self.outlet else None
        if self.outlet and outlet is None:
            return Newest(articles=(), outlet=self.outlet, page=0, more=False)
        return await bot.off(newest, bot.archive, libraries, outlet, self.page)


async def libraries_of(interaction: AnyInteraction, archive: Archive, off: Offload) -> tuple[str, ...]:
    """The libraries that may be seen from here."""
    return askable(guild_of(interaction), await settings_of(interaction, archive, off))


def latest_view(found: Newest) -> ui.LayoutView:
    """The page, and the buttons to those beside it."""
    view = ui.LayoutView(timeout=None).add_item(ui.TextDisplay(newest_text(found)))
    outlet = outlet_handle(found.outlet) if found.outlet else ""
    turns = [(found.page - 1, "Newer")] if found.page else []
    turns += [(found.page + 1, "Older")] if found.more else []
    buttons = [cast("ui.Item[ui.LayoutView]", TurnButton(page, outlet, label)) for page, label in turns]
    return view.add_item(ui.ActionRow(*buttons)) if buttons else view
