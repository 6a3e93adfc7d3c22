"""The button that opens a passage. All that it knows is its id, so that it works after a restart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self, cast

import discord
from discord import ui

from bot.reading import Page, Place, open_page, parse_place
from bot.render import page_view
from bot.replies import apologise, show

if TYPE_CHECKING:
    from bot.client import PullquoteBot

PREFIX = "pq:"


class PlaceButton(ui.DynamicItem[ui.Button[Any]], template=rf"{PREFIX}(?P<place>[\s\S]{{0,97}})"):
    """Takes every id that begins like ours, so that a forged or outdated one is answered too."""

    def __init__(self, place: str, label: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"{PREFIX}{place}"))
        self.place = place

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["place"], cast("ui.Button[Any]", item).label or "")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        try:
            await _open(interaction, self.place)
        except Exception as error:  # noqa: BLE001  # discord.py would only log it and leave the member waiting
            await apologise(interaction, error)


def place_button(place: Place, label: str) -> ui.Item[ui.LayoutView]:
    """The button that leads to a place."""
    return cast("ui.Item[ui.LayoutView]", PlaceButton(str(place), label))


async def _open(interaction: discord.Interaction[Any], wanted: str) -> None:
    place = parse_place(wanted)
    if _turns(interaction, place):
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)
    await show(interaction, page_view(await _page(interaction, place), place_button))


def _turns(interaction: discord.Interaction[Any], place: Place) -> bool:
    """Whether the page takes the place of the one shown: in a passage that is open, seen by its reader only."""
    message = interaction.message
    return place.page is not None and message is not None and message.flags.ephemeral


async def _page(interaction: discord.Interaction[Any], place: Place) -> Page:
    bot = cast("PullquoteBot", interaction.client)
    return await bot.off(
        open_page,
        place,
        archive=bot.archive,
        journal=bot.memory,
        guild=None if interaction.guild_id is None else str(interaction.guild_id),
        member=str(interaction.user.id),
    )
