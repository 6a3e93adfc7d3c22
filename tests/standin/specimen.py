"""A small discord.py bot that does one of each, and the town it lives in: what the stand-in is proved on."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from re import Match
from typing import Any

import discord
from discord import app_commands, ui

from standin.errors import Json
from standin.inprocess import pointed_at
from standin.people import Member
from standin.permissions import Permission
from standin.places import Channel, Guild
from standin.server import DiscordStandin


class Vote(ui.DynamicItem[ui.Button[Any]], template=r"vote:(?P<number>\d+)"):
    """A button whose state is in its custom_id."""

    def __init__(self, number: int) -> None:
        super().__init__(ui.Button(label=f"Votes: {number}", custom_id=f"vote:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: Match[str], /
    ) -> Vote:
        return cls(int(match["number"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        view = ui.View(timeout=None)
        view.add_item(Vote(self.number + 1))
        await interaction.response.edit_message(view=view)


class Reason(ui.Modal, title="Why not?"):
    """Both a text and a choice."""

    why: ui.Label[Any] = ui.Label(text="Reason", component=ui.TextInput(custom_id="why", max_length=50))
    kind: ui.Label[Any] = ui.Label(
        text="Kind",
        component=ui.Select(
            custom_id="kind", options=[discord.SelectOption(label="Too old", value="old")], required=False
        ),
    )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        assert isinstance(self.why.component, ui.TextInput)
        assert isinstance(self.kind.component, ui.Select)
        await interaction.response.send_message(f"{self.why.component.value}: {self.kind.component.values}")


class Outlets(ui.Select[Any]):
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        assert interaction.message
        await interaction.response.defer()
        await interaction.followup.send(f"picked {self.values}", ephemeral=True)
        await interaction.message.edit(content="Picked.")


class People(ui.UserSelect[Any]):
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        names = [user.name for user in self.values]
        await interaction.response.edit_message(content=f"picked {names}", view=None)


class Passage(ui.LayoutView):
    """Components V2: a section with a button, a quote, a file."""

    def __init__(self, quote: str) -> None:
        super().__init__(timeout=None)
        box: ui.Container[Any] = ui.Container(ui.TextDisplay("# Answer"), ui.TextDisplay(quote))
        box.add_item(ui.Section(ui.TextDisplay("A source"), accessory=Vote(7)))
        box.add_item(ui.File("attachment://passage.txt"))
        box.add_item(ui.ActionRow(ui.Button(label="Open", url="https://example.org/a")))
        self.add_item(box)


class Articles(app_commands.Group, name="articles", description="The articles"):
    @app_commands.command(description="Add one")
    async def add(self, interaction: discord.Interaction[Any], file: discord.Attachment) -> None:
        await interaction.response.defer(ephemeral=True)
        text = (await file.read()).decode()
        await interaction.followup.send(f"{file.filename}: {text}")


class Bot(discord.Client):
    """A small bot that does one of each."""

    def __init__(self, **options: Any) -> None:
        intents = options.pop("intents", discord.Intents(guilds=True, guild_messages=True, dm_messages=True))
        super().__init__(intents=intents, guild_ready_timeout=0.01, **options)
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(Articles())
        self.failures: list[Exception] = []
        self.heard: list[str] = []
        self.resumed = 0
        _add_answers(self)
        _add_views(self.tree)
        _add_mistakes(self)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Vote)
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """No five seconds between two identifies."""

    async def on_resumed(self) -> None:
        self.resumed += 1

    async def on_message(self, message: discord.Message) -> None:
        if message.author != self.user:
            self.heard.append(message.content)
            async with message.channel.typing():
                await message.reply(f"heard {message.content}")


def _add_answers(bot: Bot) -> None:
    tree = bot.tree

    @tree.command(description="Ask")
    async def ask(
        interaction: discord.Interaction[Any], question: str, source: str = "all", private: bool = False
    ) -> None:
        await interaction.response.defer(ephemeral=private)
        await interaction.followup.send(
            f"{question} from {source} <@{interaction.user.id}> @everyone",
            allowed_mentions=discord.AllowedMentions.none(),
        )

    @ask.autocomplete("source")
    async def sources(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        known = ["Harrow Post", "Harbour News", "Tribune"]
        return [app_commands.Choice(name=name, value=name) for name in known if name.startswith(typed)]

    @tree.command(description="Progress by edits")
    async def steps(interaction: discord.Interaction[Any]) -> None:
        await interaction.response.defer()
        for step in ("searching", "reading", "done"):
            await interaction.edit_original_response(content=step)

    @tree.context_menu(name="Quote this")
    async def quote_this(interaction: discord.Interaction[Any], message: discord.Message) -> None:
        await interaction.response.send_message(f"> {message.content}")


def _add_views(tree: app_commands.CommandTree[Bot]) -> None:
    @tree.command(description="A vote")
    async def vote(interaction: discord.Interaction[Any]) -> None:
        view = ui.View(timeout=None)
        view.add_item(Vote(0))
        await interaction.response.send_message("Vote!", view=view)

    @tree.command(description="A passage")
    async def passage(interaction: discord.Interaction[Any], quote: str) -> None:
        file = discord.File(io.BytesIO(b"The whole passage."), filename="passage.txt")
        await interaction.response.send_message(view=Passage(quote), file=file)

    @tree.command(description="A form")
    async def form(interaction: discord.Interaction[Any]) -> None:
        await interaction.response.send_modal(Reason())

    @tree.command(description="A menu")
    async def pick(interaction: discord.Interaction[Any]) -> None:
        view = ui.View()
        view.add_item(Outlets(placeholder="Outlets", options=[discord.SelectOption(label="Tribune", value="t")]))
        view.add_item(People(placeholder="People"))
        await interaction.response.send_message("Pick.", view=view)


def _add_mistakes(bot: Bot) -> None:
    tree = bot.tree

    @tree.command(description="Send that many characters")
    @app_commands.default_permissions(manage_guild=True)
    async def big(interaction: discord.Interaction[Any], size: int) -> None:
        try:
            await interaction.response.send_message("x" * size)
        except discord.HTTPException as refusal:
            bot.failures.append(refusal)

    @tree.command(description="Say it twice")
    async def twice(interaction: discord.Interaction[Any]) -> None:
        for body in ("once", "twice"):
            try:
                await interaction.client.http.request(_callback(interaction), json=_reply(body))
            except discord.HTTPException as refusal:
                bot.failures.append(refusal)


def _callback(interaction: discord.Interaction[Any]) -> discord.http.Route:
    path = f"/interactions/{interaction.id}/{interaction.token}/callback"
    return discord.http.Route("POST", path)


def _reply(content: str) -> Json:
    return {"type": 4, "data": {"content": content}}


@asynccontextmanager
async def running(discord_: DiscordStandin, bot: Bot | None = None) -> AsyncIterator[Bot]:
    """The bot as a client in this process; that it still runs at the end shows that no event broke it."""
    bot = bot or Bot()
    with pointed_at(discord_):
        task = asyncio.create_task(bot.start(discord_.token))
        try:
            await discord_.ready()
            yield bot
            assert not task.done(), task
        finally:
            await bot.close()
            await asyncio.gather(task, return_exceptions=True)
            await discord_.offline()


class Town:
    """A server with a channel and two people."""

    def __init__(self, discord_: DiscordStandin) -> None:
        self.guild: Guild = discord_.add_guild("Harrowmere")
        self.channel: Channel = self.guild.add_channel("general")
        self.ada: Member = self.guild.add_member("ada", permissions=Permission.MANAGE_GUILD)
        self.ben: Member = self.guild.add_member("ben")


@asynccontextmanager
async def scene(**options: Any) -> AsyncIterator[tuple[DiscordStandin, Town, Bot]]:
    """The stand-in, a town in it, and the bot connected."""
    async with DiscordStandin(**options) as discord_:
        town = Town(discord_)
        async with running(discord_) as bot:
            yield discord_, town, bot
