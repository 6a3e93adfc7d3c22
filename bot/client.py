"""The Discord client: no privileged intent, no cache of messages or members, no ping; all it needs is handed in."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import UTC, datetime

import discord
from discord import app_commands
from discord.ext import commands

from bot.blocking import Offload
from bot.buttons import PlaceButton
from bot.cogs.articles import ArticlesCog
from bot.cogs.ask import AskCog
from bot.cogs.latest import LatestCog, TurnButton
from bot.cogs.settings import SettingsCog
from bot.memory import Memory
from bot.replies import Tree
from bot.settings import BotSettings
from bot.types import Answerer, Archive, Journal
from bot.widen import WidenButton

log = logging.getLogger(__name__)


KEEP_WITHIN = 1.0
"""Seconds that the goodbye waits for answers that are not kept yet: all of it has four (`bot.serve`)."""


def utc_now() -> datetime:
    return datetime.now(UTC)


class PullquoteBot(commands.Bot):
    """Answers `/ask`, `/articles` and `/settings`.

    Archive and journal are called on `executor` (None: the loop's), changes to articles on `changes`, and answers kept
    on `keeping`: those may wait long for the writer's lock, and no answer should wait with them.
    """

    def __init__(
        self,
        *,
        answerer: Answerer,
        archive: Archive,
        journal: Journal,
        settings: BotSettings,
        executor: Executor | None = None,
        changes: Executor | None = None,
        keeping: Executor | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            intents=discord.Intents(guilds=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False),
        )
        self.answerer, self.archive = answerer, archive
        self.settings, self.clock, self.off = settings, clock, Offload(executor)
        self.memory = Memory(journal=journal, off=Offload(executor if keeping is None else keeping), clock=clock)
        self._change = Offload(executor if changes is None else changes)

    async def setup_hook(self) -> None:
        """Load the commands and the buttons, and tell Discord which commands there are."""
        self.add_dynamic_items(PlaceButton, WidenButton, TurnButton)
        await self.add_cog(
            AskCog(
                answerer=self.answerer,
                archive=self.archive,
                memory=self.memory,
                settings=self.settings,
                off=self.off,
                clock=self.clock,
            )
        )
        await self.add_cog(ArticlesCog(archive=self.archive, settings=self.settings, off=self.off, change=self._change))
        await self.add_cog(LatestCog(archive=self.archive, off=self.off))
        await self.add_cog(SettingsCog(archive=self.archive, off=self.off))
        await self._sync()

    async def _sync(self) -> None:
        try:
            synced = await self.tree.sync()
        except discord.HTTPException as refused:
            log.warning("Discord did not take the commands (code %s); it keeps those of last time", refused.code)
        else:
            log.info("%d commands are known to Discord", len(synced))

    async def close(self) -> None:
        """Say goodbye to Discord, once the last answers are kept."""
        await self.memory.settled(KEEP_WITHIN)
        await super().close()

    async def on_ready(self) -> None:
        log.info("ready in %d servers", len(self.guilds))
