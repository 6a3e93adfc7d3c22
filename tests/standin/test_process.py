"""A bot as its own process, its code unchanged, finds the stand-in by its environment alone."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from standin.server import DiscordStandin

BOT = """
import os
import discord
from discord import app_commands

class Bot(discord.Client):
    async def setup_hook(self):
        await tree.sync()

bot = Bot(intents=discord.Intents.none())
tree = app_commands.CommandTree(bot)

@tree.command(description="Say who runs")
async def who(interaction: discord.Interaction):
    await interaction.response.defer()
    await interaction.followup.send(f"process {os.getpid()}")

bot.run(os.environ["BOT_TOKEN"], log_handler=None)
"""
IMPORTS_NOTHING = "import sys; print('discord' in sys.modules, 'aiohttp' in sys.modules)"


@asynccontextmanager
async def process(discord_: DiscordStandin, *arguments: str) -> AsyncIterator[asyncio.subprocess.Process]:
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        "-W",
        "ignore",
        *arguments,
        env={**os.environ, **discord_.environment()},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield running
    finally:
        if running.returncode is None:
            running.terminate()
        await running.communicate()


@pytest.mark.asyncio
async def test_bot_in_its_own_process(tmp_path: Path) -> None:
    script = tmp_path / "tiny.py"
    script.write_text(BOT)
    async with DiscordStandin() as discord_:
        guild = discord_.add_guild("Harrowmere")
        channel, ada = guild.add_channel("general"), guild.add_member("ada")
        async with process(discord_, str(script)) as running:
            await discord_.ready(60)
            interaction = await discord_.slash(channel, ada, "who")
            assert (await interaction.response(60)).content == f"process {running.pid}"
        await discord_.offline(60)


@pytest.mark.asyncio
async def test_a_process_without_discord_does_not_pay_for_it() -> None:
    async with DiscordStandin() as discord_, process(discord_, "-c", IMPORTS_NOTHING) as running:
        printed, _ = await running.communicate()
        assert printed.split() == [b"False", b"False"]
