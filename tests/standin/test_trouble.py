"""Cut connections, lost answers, limits, bad tokens: what only a wire shows."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable
from typing import Any

import aiohttp
import discord
import pytest

from standin.errors import Unexpected
from standin.faults import Broken, LostAnswer, RateLimited, Slow
from standin.frames import codec_for
from standin.inprocess import pointed_at
from standin.server import DiscordStandin
from standin.session import MESSAGE_CONTENT
from standin.specimen import Bot, Town, running, scene


def _zstd() -> Any:
    return pytest.importorskip("zstandard").ZstdDecompressor().decompressobj()


async def text_channel(bot: Bot, town: Town) -> discord.TextChannel:
    await asyncio.wait_for(bot.wait_until_ready(), 10)
    channel = bot.get_channel(int(town.channel.id))
    assert isinstance(channel, discord.TextChannel)
    return channel


@pytest.mark.asyncio
async def test_bad_token() -> None:
    async with DiscordStandin() as discord_:
        with pointed_at(discord_):
            async with Bot() as bot:
                with pytest.raises(discord.LoginFailure):
                    await bot.start("wrong")
        assert [error.status for error in discord_.take_errors()] == [401]


@pytest.mark.asyncio
async def test_bad_token_at_the_gateway() -> None:
    async with DiscordStandin() as discord_:
        with pointed_at(discord_):
            async with Bot() as bot:
                await bot.login(discord_.token)
                bot.http.token = "wrong"
                with pytest.raises(discord.ConnectionClosed) as closed:
                    await bot.connect(reconnect=False)
        assert closed.value.code == 4004


@pytest.mark.asyncio
async def test_privileged_intents_must_be_granted() -> None:
    intents = discord.Intents(guilds=True, guild_messages=True, message_content=True)
    async with DiscordStandin() as discord_:
        with pointed_at(discord_):
            async with Bot(intents=intents) as bot:
                with pytest.raises(discord.PrivilegedIntentsRequired):
                    await bot.start(discord_.token)
    async with DiscordStandin(granted_intents=MESSAGE_CONTENT) as discord_:
        town = Town(discord_)
        async with running(discord_, Bot(intents=intents)) as bot:
            await discord_.say(town.channel, town.ada, "in plain sight")
            await discord_.posted(town.channel)
            assert bot.heard == ["in plain sight"]


@pytest.mark.asyncio
async def test_members_are_sent_with_the_intent() -> None:
    async with DiscordStandin(granted_intents=discord.Intents(members=True).value) as discord_:
        town = Town(discord_)
        async with running(discord_, Bot(intents=discord.Intents(guilds=True, members=True))) as bot:
            await asyncio.wait_for(bot.wait_until_ready(), 10)
            guild = bot.get_guild(int(town.guild.id))
            assert guild is not None
            assert guild.get_member(int(town.ben.id)) is not None
            assert guild.chunked


@pytest.mark.asyncio
async def test_a_limited_request_is_waited_for() -> None:
    async with scene() as (discord_, town, bot):
        channel = await text_channel(bot, town)
        discord_.fail("POST", "/channels/*/messages", RateLimited(retry_after=0.05))
        await channel.send("patient")
        assert [r.status for r in discord_.requested("POST", "/channels/*/messages")] == [429, 200]
        assert town.channel.seen == ["patient"]


@pytest.mark.asyncio
async def test_a_standing_limit_is_kept() -> None:
    async with scene() as (discord_, town, _):
        discord_.limit("PATCH", "/webhooks/*/messages/*", count=2, per=0.2)
        await (await discord_.slash(town.channel, town.ada, "steps")).response(until=lambda m: m.content == "done")
        statuses = [r.status for r in discord_.requested("PATCH", "/webhooks/*")]
        assert statuses.count(200) == 3


@pytest.mark.asyncio
async def test_a_breakdown_is_an_error() -> None:
    async with scene() as (discord_, town, bot):
        channel = await text_channel(bot, town)
        discord_.fail("POST", "/channels/*/messages", Broken(503))
        with pytest.raises(discord.DiscordServerError):
            await channel.send("unlucky")
        discord_.fail("POST", "/channels/*/messages", Slow(0.01))
        await channel.send("late")
        assert town.channel.seen == ["late"]


@pytest.mark.asyncio
async def test_a_lost_answer_was_carried_out() -> None:
    async with scene() as (discord_, town, bot):
        channel = await text_channel(bot, town)
        discord_.fail("POST", "/channels/*/messages", LostAnswer())
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await channel.send("said")
        assert town.channel.seen == ["said"]
        nonce = discord_.requested("POST", "/channels/*/messages")[0].body["nonce"]
        await channel.send("said", nonce=nonce)
        assert town.channel.seen == ["said"]


@pytest.mark.asyncio
async def test_unknown_routes_and_unused_faults_fail() -> None:
    with pytest.raises(Unexpected, match="unknown route: DELETE /guilds"):
        async with scene() as (_, town, bot):
            with pytest.raises(discord.NotFound):
                await bot.http.request(discord.http.Route("DELETE", f"/guilds/{town.guild.id}"))
    with pytest.raises(Unexpected, match="never met"):
        async with DiscordStandin() as discord_:
            discord_.fail("POST", "/nowhere", Broken())


@pytest.mark.parametrize(("asked", "reader"), [("zlib-stream", zlib.decompressobj), ("zstd-stream", _zstd)])
def test_compressed_streams(asked: str, reader: Callable[[], Any]) -> None:
    codec, stream = codec_for(asked), reader()
    for frame in ("first", "second"):
        assert stream.decompress(codec.encode(frame)) == frame.encode()


@pytest.mark.asyncio
async def test_heartbeats() -> None:
    async with scene(heartbeat_ms=30) as (discord_, _, _bot):
        await discord_.until(lambda: len(discord_.heartbeats) >= 4)
        assert discord_.heartbeats == sorted(discord_.heartbeats)


@pytest.mark.parametrize("code", [None, 4000, 1000])
@pytest.mark.asyncio
async def test_a_cut_connection_resumes_with_what_was_missed(code: int | None) -> None:
    async with scene() as (discord_, town, bot):
        await asyncio.wait_for(bot.wait_until_ready(), 10)
        discord_.cut(code)
        await discord_.offline()
        interaction = await discord_.slash(town.channel, town.ada, "ask", question="Missed?")
        assert (await interaction.response()).content.startswith("Missed?")
        assert len(discord_.gateway.resumes) == 1
        assert len(discord_.gateway.identifies) == 1
        assert bot.resumed == 1


@pytest.mark.asyncio
async def test_reconnect_on_demand_and_invalid_sessions() -> None:
    async with scene() as (discord_, town, bot):
        await asyncio.wait_for(bot.wait_until_ready(), 10)
        discord_.ask_to_reconnect()
        await discord_.until(lambda: len(discord_.gateway.resumes) == 1)
        await discord_.ready()
        discord_.invalidate(resumable=True)
        await discord_.until(lambda: len(discord_.gateway.resumes) == 2)
        await discord_.ready()
        discord_.invalidate()
        await discord_.until(lambda: len(discord_.gateway.identifies) == 2)
        await discord_.ready()
        interaction = await discord_.slash(town.channel, town.ada, "ask", question="Again?")
        assert (await interaction.response()).content.startswith("Again?")
