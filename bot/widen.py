"""An answer as Discord shows it, and the button that asks again over all dates where a window left it empty."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self, cast

import discord
from discord import ui

from answer.types import Answer, Question
from bot.access import require_reader
from bot.bodies import read_bodies
from bot.buttons import place_button
from bot.card import ADD_IN_DISCORD, make_card
from bot.cogs.place import guild_of, settings_of
from bot.errors import Refused
from bot.libraries import askable
from bot.reading import NOT_KEPT
from bot.render import answer_view
from bot.replies import AnyInteraction, apologise, show
from bot.types import Archive
from index.types import Window

if TYPE_CHECKING:
    from bot.client import PullquoteBot

PREFIX = "pqw:"
LABEL = "Search all dates"


class WidenButton(ui.DynamicItem[ui.Button[Any]], template=rf"{PREFIX}(?P<answer>[\s\S]{{0,96}})"):
    """All that it knows is the answer's id, so that it works after a restart; what it finds only its presser sees."""

    def __init__(self, answer: str) -> None:
        super().__init__(ui.Button(label=LABEL, custom_id=f"{PREFIX}{answer}"))
        self.answer = answer

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["answer"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        try:
            await _ask_again(interaction, self.answer)
        except Exception as error:  # noqa: BLE001  # discord.py would only log it and leave the member waiting
            await apologise(interaction, error)


def layout(archive: Archive, answer: Answer, kept: str) -> ui.LayoutView:
    """The answer with links into the articles. Blocks: long articles are read and searched through."""
    card = make_card(answer, read_bodies(archive, answer), how_to_add=ADD_IN_DISCORD)
    below = (cast("ui.Item[ui.LayoutView]", WidenButton(kept)),) if card.widens else ()
    return answer_view(card, kept, place_button, below)


async def _ask_again(interaction: AnyInteraction, answer_id: str) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    bot = cast("PullquoteBot", interaction.client)
    answer = await bot.answerer.answer(await _question(bot, interaction, answer_id))
    kept = bot.memory.keep(answer, guild=guild_of(interaction), asker=str(interaction.user.id), private=True)
    await show(interaction, await bot.off(layout, bot.archive, answer, kept))


async def _question(bot: PullquoteBot, interaction: AnyInteraction, answer_id: str) -> Question:
    """What was asked, over all dates and of what may be asked here now; raise `Refused` where it is another's."""
    kept, guild = await bot.off(bot.memory.recall, answer_id), guild_of(interaction)
    if kept is None:
        raise Refused(NOT_KEPT)
    require_reader(kept, guild=guild, member=str(interaction.user.id))
    libraries = askable(guild, await settings_of(interaction, bot.archive, bot.off))
    return replace(
        kept.answer.question, libraries=libraries, asked_at=bot.clock(), window=Window(), phrase=None, any_date=True
    )
