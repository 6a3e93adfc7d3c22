"""Channels, threads, guilds and shards, as the bot finds them."""

from __future__ import annotations

import asyncio

import discord
import pytest

from standin.inprocess import pointed_at
from standin.permissions import Permission
from standin.server import DiscordStandin
from standin.specimen import scene


class Sharded(discord.AutoShardedClient):
    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """No five seconds between two identifies."""


@pytest.mark.asyncio
async def test_permissions_of_the_bot_are_held() -> None:
    async with scene() as (discord_, town, bot):
        await bot.wait_until_ready()
        channel = bot.get_channel(int(town.channel.id))
        assert isinstance(channel, discord.TextChannel)
        town.channel.overwrite(town.guild.everyone, deny=Permission.SEND_MESSAGES)
        with pytest.raises(discord.Forbidden):
            await channel.send("hello")
        town.channel.overwrite(town.guild.everyone, deny=Permission.VIEW_CHANNEL)
        with pytest.raises(discord.Forbidden):
            await channel.send("hello")
        assert [error.code for error in discord_.take_errors()] == [50013, 50001]
        interaction = await discord_.slash(town.channel, town.ada, "ask", question="Still?")
        assert (await interaction.response()).content.startswith("Still?")


@pytest.mark.asyncio
async def test_threads_and_history() -> None:
    async with scene() as (discord_, town, bot):
        await bot.wait_until_ready()
        channel = bot.get_channel(int(town.channel.id))
        assert isinstance(channel, discord.TextChannel)
        sent = await channel.send("A question")
        await sent.add_reaction("\N{EYES}")
        thread = await sent.create_thread(name="Follow-ups")
        await thread.send("first")
        await thread.send("second")
        assert [message.content async for message in thread.history()] == ["second", "first"]
        assert town.channel.messages[0].reactions == ["\N{EYES}"]
        assert town.channel.threads[0].seen == ["first", "second"]
        interaction = await discord_.slash(town.channel.threads[0], town.ada, "ask", question="And here?")
        assert (await interaction.response()).channel is town.channel.threads[0]
        await sent.delete()
        assert town.channel.messages == []


@pytest.mark.asyncio
async def test_guilds_come_and_go() -> None:
    async with scene() as (discord_, town, bot):
        await bot.wait_until_ready()
        joined = asyncio.create_task(bot.wait_for("guild_join", timeout=10))
        left = asyncio.create_task(bot.wait_for("guild_remove", timeout=10))
        await asyncio.sleep(0)
        late = discord_.add_guild("Latecomers")
        assert (await joined).id == int(late.id)
        discord_.remove_guild(town.guild)
        assert (await left).id == int(town.guild.id)


@pytest.mark.asyncio
async def test_each_shard_has_its_guilds() -> None:
    async with DiscordStandin() as discord_:
        guilds = [discord_.add_guild(f"Guild {number}") for number in range(2)]
        guilds[1].id = str(int(guilds[0].id) + (1 << 22))  # the next millisecond's, so the other shard's
        discord_.world.guilds = {guild.id: guild for guild in guilds}
        with pointed_at(discord_):
            async with Sharded(intents=discord.Intents(guilds=True), shard_count=2, guild_ready_timeout=0.01) as bot:
                task = asyncio.create_task(bot.start(discord_.token))
                await asyncio.wait_for(asyncio.shield(_ready(bot)), 10)
                assert {guild.shard_id for guild in bot.guilds} == {0, 1}
                assert sorted(session.shard for session in discord_.gateway.online) == [(0, 2), (1, 2)]
            await asyncio.gather(task, return_exceptions=True)


async def _ready(bot: discord.Client) -> None:
    while True:
        try:
            await bot.wait_until_ready()
            return
        except RuntimeError:  # not yet logged in
            await asyncio.sleep(0.01)
