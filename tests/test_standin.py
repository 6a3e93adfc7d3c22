"""The Discord stand-in serves an unmodified discord.py: commands, answers, components, files, messages."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
import pytest

from standin.component_tree import Kind
from standin.errors import NotOffered, Offline
from standin.files import Upload
from standin.server import DiscordStandin
from standin.specimen import Town, running, scene


@pytest.mark.asyncio
async def test_login_ready_and_sync() -> None:
    async with scene() as (discord_, town, bot):
        await asyncio.wait_for(bot.wait_until_ready(), 10)
        assert set(discord_.commands()) >= {"ask", "articles", "Quote this"}
        assert discord_.commands(town.guild) == {}
        guild = bot.get_guild(int(town.guild.id))
        assert guild is not None
        assert [channel.name for channel in guild.text_channels] == ["general"]
        assert guild.get_member(int(town.ada.id)) is None  # the members intent was not asked for


@pytest.mark.asyncio
async def test_guild_commands_win() -> None:
    async with scene() as (discord_, town, bot):
        there = discord.Object(int(town.guild.id))

        @bot.tree.command(name="local", description="Here only", guild=there)
        async def local(interaction: discord.Interaction[Any]) -> None:
            await interaction.response.send_message("here")

        await bot.tree.sync(guild=there)
        assert set(discord_.commands(town.guild)) == {"local"}
        interaction = await discord_.slash(town.channel, town.ada, "local")
        assert (await interaction.response()).content == "here"


@pytest.mark.asyncio
async def test_defer_and_followup() -> None:
    async with scene() as (discord_, town, _):
        interaction = await discord_.slash(town.channel, town.ada, "ask", question="Why?", source="Tribune")
        message = await interaction.response()
        assert message.content.startswith("Why? from Tribune")
        assert not message.ephemeral
        assert message.channel.messages == [message]
        assert message.allowed_mentions == {"parse": []}
        assert message.pings == ()
        assert 0 <= discord_.acked(interaction) < 3


@pytest.mark.asyncio
async def test_ephemeral_answer_is_only_for_the_asker() -> None:
    async with scene() as (discord_, town, _):
        interaction = await discord_.slash(town.channel, town.ada, "ask", question="Why?", private=True)
        message = await interaction.response()
        assert message.ephemeral
        assert message.audience is town.ada.user
        assert town.channel.messages == []


@pytest.mark.asyncio
async def test_edits_keep_their_versions() -> None:
    async with scene() as (discord_, town, _):
        interaction = await discord_.slash(town.channel, town.ada, "steps")
        message = await interaction.response(until=lambda m: m.content == "done")
        assert [version.content for version in message.versions] == ["searching", "reading", "done"]


@pytest.mark.asyncio
async def test_dynamic_button_outlives_the_bot() -> None:
    async with DiscordStandin() as discord_:
        town = Town(discord_)
        async with running(discord_):
            message = await (await discord_.slash(town.channel, town.ada, "vote")).response()
            clicked = await discord_.click(message, town.ben, "Votes: 0")
            assert await clicked.response() is message
        with pytest.raises(Offline):
            await discord_.click(message, town.ben, "Votes: 1")
        async with running(discord_):
            await (await discord_.click(message, town.ben, "vote:1")).response()
            assert message.button("Votes: 2").custom_id == "vote:2"


@pytest.mark.asyncio
async def test_components_v2() -> None:
    async with scene() as (discord_, town, _):
        message = await (await discord_.slash(town.channel, town.ada, "passage", quote="A *quote*.")).response()
        assert message.content == ""
        assert message.text == "# Answer\nA *quote*.\nA source"
        assert [(b.label, b.custom_id, b.url) for b in message.buttons] == [
            ("Votes: 7", "vote:7", None),
            ("Open", None, "https://example.org/a"),
        ]
        assert message.attachments[0].filename == "passage.txt"
        with pytest.raises(NotOffered):
            await discord_.click(message, town.ada, "Open")
        await (await discord_.click(message, town.ada, "vote:7")).response()
        assert message.button("Votes: 8").custom_id == "vote:8"


@pytest.mark.asyncio
async def test_attachments_travel_both_ways() -> None:
    async with scene() as (discord_, town, _):
        upload = Upload("story one.txt", "Überschrift".encode(), "text/plain")
        interaction = await discord_.slash(town.channel, town.ada, "articles add", file=upload)
        assert (await interaction.response()).content == "story one.txt: Überschrift"
        assert (await interaction.response()).ephemeral
        plain = await discord_.slash(town.channel, town.ada, "articles add", file=b"bytes")
        assert (await plain.response()).content == "file.txt: bytes"


@pytest.mark.asyncio
async def test_autocomplete() -> None:
    async with scene() as (discord_, town, _):
        choices = await discord_.autocomplete(town.channel, town.ada, "ask", focused="source", source="Har")
        assert [choice.value for choice in choices] == ["Harrow Post", "Harbour News"]


@pytest.mark.asyncio
async def test_modal() -> None:
    async with scene() as (discord_, town, _):
        modal = await (await discord_.slash(town.channel, town.ada, "form")).opened()
        assert [(field.label, field.kind) for field in modal.fields] == [
            ("Reason", Kind.TEXT_INPUT),
            ("Kind", Kind.STRING_SELECT),
        ]
        with pytest.raises(NotOffered):
            await discord_.submit(modal, town.ada, {})
        sent = await discord_.submit(modal, town.ada, {"Reason": "stale", "kind": ["Too old"]})
        assert (await sent.response()).content == "stale: ['old']"


@pytest.mark.asyncio
async def test_select_menus() -> None:
    async with scene() as (discord_, town, _):
        message = await (await discord_.slash(town.channel, town.ada, "pick")).response()
        chosen = await discord_.choose(message, town.ben, "Outlets", ["Tribune"])
        answer = await chosen.followup()
        assert (answer.content, answer.ephemeral, answer.audience) == ("picked ['t']", True, town.ben.user)
        assert await chosen.response(until=lambda m: m.content == "Picked.") is message
        with pytest.raises(NotOffered):
            await discord_.choose(message, town.ben, "Outlets", ["No such paper"])
        await (await discord_.choose(message, town.ben, "People", [town.ada])).response()
        assert message.content == "picked ['ada']"
        assert message.selects == ()


@pytest.mark.asyncio
async def test_context_menu() -> None:
    async with scene() as (discord_, town, _):
        said = await discord_.say(town.channel, town.ben, "Words.")
        interaction = await discord_.menu(town.channel, town.ada, "Quote this", said)
        assert (await interaction.response()).content == "> Words."
        await discord_.posted(town.channel, until=lambda m: m.content == "heard ")


@pytest.mark.asyncio
async def test_direct_messages() -> None:
    async with scene() as (discord_, town, bot):
        channel = discord_.dm(town.ada)
        await discord_.say(channel, town.ada, "hello")
        reply = await discord_.posted(channel)
        assert reply.content == "heard hello"
        assert channel.typing == 1
        interaction = await discord_.slash(channel, town.ada, "ask", question="In private?")
        assert (await interaction.response()).content.startswith("In private?")
        town.ben.user.accepts_dms = False
        user = await bot.fetch_user(int(town.ben.id))
        with pytest.raises(discord.Forbidden):
            await user.send("hello")
        assert [error.code for error in discord_.take_errors()] == [50007]


@pytest.mark.asyncio
async def test_content_of_others_is_hidden_without_the_intent() -> None:
    async with scene() as (discord_, town, bot):
        await discord_.say(town.channel, town.ada, "hidden")
        await discord_.say(town.channel, town.ada, f"{discord_.bot.mention} shown")
        await discord_.posted(town.channel, until=lambda m: "shown" in m.content)
        assert bot.heard == ["", f"{discord_.bot.mention} shown"]


@pytest.mark.asyncio
async def test_only_what_is_offered_can_be_used() -> None:
    async with scene() as (discord_, town, _):
        ask = discord_.slash
        for attempt in (
            ask(town.channel, town.ada, "no-such-command"),
            ask(town.channel, town.ada, "ask"),
            ask(town.channel, town.ada, "ask", question="Why?", colour="red"),
            ask(town.channel, town.ada, "ask", question=7),
            ask(town.channel, town.ada, "articles"),
            ask(town.channel, town.ada, "articles remove"),
            ask(town.channel, town.ben, "big", size=1),
            ask(discord_.dm(town.ben), town.ada, "ask", question="Why?"),
        ):
            with pytest.raises(NotOffered):
                await attempt
        private = await (await ask(town.channel, town.ada, "vote")).response()
        with pytest.raises(NotOffered):
            await discord_.click(private, town.ben, "No such button")
