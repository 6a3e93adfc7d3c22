"""A simulated Discord (SimCord) around the real client: a server, people in it, and what they see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import discord
from simcord import ChannelHandle, Env, GuildHandle, InteractionResult, MemberActor, ResponseMessage

from bot.client import PullquoteBot
from bot.settings import BotSettings
from bot.types import Answerer
from fakes import FakeAnswerer, FakeArchive, FakeJournal
from made import ASKED_AT

TEXT, BUTTON = 10, 2


@dataclass
class Server:
    """A server with a channel, its manager, an ordinary member and a role for editors."""

    guild: GuildHandle
    channel: ChannelHandle
    manager: MemberActor
    member: MemberActor
    id: str = ""


@dataclass
class House:
    """What outlives the client."""

    archive: FakeArchive = field(default_factory=FakeArchive)
    journal: FakeJournal = field(default_factory=FakeJournal)
    answerer: Answerer | None = None

    def client(self) -> PullquoteBot:
        return PullquoteBot(
            answerer=self.answerer or FakeAnswerer(self.archive),
            archive=self.archive,
            journal=self.journal,
            settings=BotSettings(upload_mib=1, uploads_mib=2),
            clock=lambda: ASKED_AT,
        )


def new_server(env: Env, name: str = "harrowmere") -> Server:
    guild = env.create_guild(name=name)
    managing = guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    return Server(
        guild=guild,
        channel=guild.create_text_channel("news"),
        manager=guild.add_member(env.create_user(f"{name}-manager"), roles=[managing]),
        member=guild.add_member(env.create_user(f"{name}-member")),
        id=str(guild.id),
    )


def walk(components: list[dict[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for component in components:
        yield component
        yield from walk(component.get("components") or [])


def shown(message: ResponseMessage | None) -> str:
    """All text of a message, backslashes taken away as Discord does."""
    assert message is not None, "nothing was sent"
    return raw(message).replace("\\", "")


def raw(message: ResponseMessage) -> str:
    return "\n".join(c["content"] for c in walk(message.components) if c["type"] == TEXT)


def buttons(message: ResponseMessage | None) -> list[str]:
    assert message is not None, "nothing was sent"
    return [c["label"] for c in walk(message.components) if c["type"] == BUTTON]


def said(result: InteractionResult) -> str:
    """What the member reads in answer to a command or a button."""
    return shown(result.response)
