"""`/ask`: reads the question, awaits one answer, sends one layout."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from answer.types import Question
from bot.blocking import Offload
from bot.cogs.place import choices, guild_of, settings_of
from bot.dates import LONGEST, read_window
from bot.libraries import askable
from bot.memory import Memory
from bot.replies import AnyInteraction, show, suggestions
from bot.settings import BotSettings
from bot.types import Answerer, Archive
from bot.widen import layout

MOST_CHARACTERS = 6000
"""As many as Discord takes: `answer` says how many can be searched for, and says it better."""

SUGGESTED = 25
"""Suggestions that Discord shows at most."""


class AskCog(commands.Cog):
    """Questions, with an answer whose every sentence is backed by a quote."""

    def __init__(
        self,
        *,
        answerer: Answerer,
        archive: Archive,
        memory: Memory,
        settings: BotSettings,
        off: Offload,
        clock: Callable[[], datetime],
    ) -> None:
        self._answerer, self._archive, self._memory = answerer, archive, memory
        self._zone, self._off, self._clock = settings.timezone, off, clock

    @app_commands.command(
        name="ask", description="Ask the articles. Every sentence of the answer is backed by a quote."
    )
    @app_commands.describe(
        question="What you want to know",
        since="Only articles from this day on, such as 2026-05-12, 3 May, March 2026, last week",
        until="Only articles up to and including this day",
        source="Only articles of this outlet",
        private="Show the answer to you only",
    )
    async def ask(
        self,
        interaction: AnyInteraction,
        question: Range[str, 1, MOST_CHARACTERS],
        since: Range[str, 1, LONGEST] | None = None,
        until: Range[str, 1, LONGEST] | None = None,
        source: Range[str, 1, 100] | None = None,
        private: bool = False,
    ) -> None:
        await interaction.response.defer(ephemeral=private, thinking=True)
        now = self._clock()
        asked = Question(
            text=question,
            libraries=await self._libraries(interaction),
            asked_at=now,
            window=await self._off(read_window, since, until, zone=self._zone, now=now),
            outlet=source,
        )
        answer = await self._answerer.answer(asked)
        asker = str(interaction.user.id)
        kept = self._memory.keep(answer, guild=guild_of(interaction), asker=asker, private=private)
        await show(interaction, await self._off(layout, self._archive, answer, kept))

    @ask.autocomplete("source")
    async def outlets(self, interaction: AnyInteraction, part: str) -> list[Choice[str]]:
        return choices([(name, name) for name in await suggestions(self._outlets(interaction, part))])

    async def _outlets(self, interaction: AnyInteraction, part: str) -> list[str]:
        libraries = await self._libraries(interaction)
        return await self._off(self._archive.outlets, libraries, part.strip(), SUGGESTED)

    async def _libraries(self, interaction: AnyInteraction) -> tuple[str, ...]:
        settings = await settings_of(interaction, self._archive, self._off)
        return askable(guild_of(interaction), settings)
