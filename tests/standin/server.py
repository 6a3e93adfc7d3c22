"""A Discord of one's own on the loopback: REST, gateway and attachments for one unmodified bot."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from types import TracebackType
from typing import Self

from standin.clock import Clock
from standin.errors import Json, Problem, Unexpected
from standin.faults import Fault, Limit
from standin.files import Upload
from standin.interaction import PATIENCE, Choice, Interaction, Modal
from standin.journal import Request
from standin.message import Message
from standin.people import Person, User
from standin.places import Channel, Guild
from standin.stage import Stage

SITE = Path(__file__).with_name("site")
TOKEN = "standin.token.of-no-value"
HEARTBEAT_MS = 41_250  # as Discord's
ACK_SECONDS = 3.0
UPLOAD_LIMIT = 10 * 1024 * 1024


class DiscordStandin:
    """Use as `async with DiscordStandin() as discord_:`; on leaving, errors that no test took are raised."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        bot_name: str = "Pullquote",
        heartbeat_ms: int = HEARTBEAT_MS,
        ack_seconds: float = ACK_SECONDS,
        upload_limit: int = UPLOAD_LIMIT,
        granted_intents: int = 0,
        clock: Clock | None = None,
    ) -> None:
        self.token = token
        self.clock = clock or Clock()
        self._stage = Stage(
            clock=self.clock,
            token=token,
            bot_name=bot_name,
            heartbeat_ms=heartbeat_ms,
            ack_seconds=ack_seconds,
            upload_limit=upload_limit,
            granted_intents=granted_intents,
        )
        self.world = self._stage.world
        self.gateway = self._stage.gateway

    async def __aenter__(self) -> Self:
        await self._stage.loopback.start(self._stage.routes())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stage.loopback.stop()
        if error is None:
            self._stage.journal.settle()
            if self._stage.faults.unused:
                raise Unexpected(f"{self._stage.faults.unused} planned faults never met a request")

    # Where it is

    @property
    def api_url(self) -> str:
        return self._stage.loopback.api

    @property
    def gateway_url(self) -> str:
        return self.gateway.url

    def environment(self, token_name: str = "BOT_TOKEN") -> dict[str, str]:
        """What to add to a bot process's environment, so that its discord.py comes here."""
        inherited = os.environ.get("PYTHONPATH")
        return {
            "PYTHONPATH": os.pathsep.join([str(SITE), *([inherited] if inherited else [])]),
            "STANDIN_API": self.api_url,
            "STANDIN_GATEWAY": self.gateway_url,
            "STANDIN_CDN": self._stage.loopback.origin,
            token_name: self.token,
        }

    # The world

    @property
    def bot(self) -> User:
        return self.world.bot

    def add_guild(self, name: str, *, owner: User | None = None) -> Guild:
        """A server that has the bot; a connected bot joins it now."""
        return self.world.add_guild(name, owner)

    def remove_guild(self, guild: Guild) -> None:
        """The bot is thrown out."""
        self.world.remove_guild(guild)

    def add_user(self, name: str) -> User:
        return self.world.new_user(name)

    def dm(self, person: Person) -> Channel:
        return self.world.dm(person)

    # The bot

    async def ready(self, within: float = PATIENCE, *, synced: bool = True) -> None:
        """Until a bot is connected and, if `synced`, commands have been synced at least once."""
        await self._stage.changes.until(
            lambda: bool(self.gateway.online) and (bool(self._stage.book.syncs) or not synced),
            within,
            lambda: f"{len(self.gateway.online)} sessions, {len(self.syncs)} syncs",
        )

    async def offline(self, within: float = PATIENCE) -> None:
        """Until no bot is connected."""
        await self._stage.changes.until(lambda: not self.gateway.online, within, lambda: "still connected")

    async def until(self, probe: Callable[[], bool], within: float = PATIENCE) -> None:
        """Until `probe` holds, looked at each time that something changed here."""
        await self._stage.changes.until(probe, within, lambda: f"the requests were {self.requests[-5:]}")

    def commands(self, guild: Guild | None = None) -> dict[str, Json]:
        """What is synced, globally or for a guild, by name."""
        return {command["name"]: command for command in self._stage.book.listed(guild.id if guild else None)}

    @property
    def syncs(self) -> list[str | None]:
        """One entry for each sync: a guild's id, or None."""
        return self._stage.book.syncs

    @property
    def heartbeats(self) -> list[float]:
        """When each came, in seconds of `clock`."""
        return self.gateway.heartbeats

    @property
    def requests(self) -> list[Request]:
        return self._stage.journal.requests

    def requested(self, method: str, path: str) -> list[Request]:
        """The requests whose path meets a pattern such as `/webhooks/*/messages/*`."""
        return [r for r in self.requests if r.method == method and fnmatchcase(r.path, path)]

    @property
    def errors(self) -> list[Problem]:
        """Unknown routes and refused requests that no test took yet."""
        return self._stage.journal.errors

    def take_errors(self) -> list[Problem]:
        """The errors so far; a test that expects some must take them."""
        return self._stage.journal.take()

    # Trouble

    def fail(self, method: str, path: str, fault: Fault, times: int = 1) -> None:
        """The next requests that meet the pattern get that fault; one that never happens fails the test."""
        self._stage.faults.plan(method, path, fault, times)

    def limit(self, method: str, path: str, count: int, per: float) -> None:
        """So many requests per seconds on each path that meets the pattern; 429 beyond."""
        self._stage.faults.limit(Limit(method, path, count, per))

    def cut(self, code: int | None = None) -> None:
        """End all connections: without a word, or with a close code."""
        self.gateway.cut(code)

    def ask_to_reconnect(self) -> None:
        """Op 7 to all connections."""
        self.gateway.ask_to_reconnect()

    def invalidate(self, *, resumable: bool = False) -> None:
        """Op 9: the session is gone, or only has to be resumed."""
        self.gateway.invalidate(resumable)

    # What people do

    async def slash(self, channel: Channel, person: Person, name: str, /, **options: object) -> Interaction:
        """Use a command such as `ask` or `articles add`; NotOffered where Discord's client offers none."""
        return self._stage.acts.slash(channel, person, name, options)

    async def autocomplete(
        self,
        channel: Channel,
        person: Person,
        name: str,
        /,
        *,
        focused: str,
        within: float = PATIENCE,
        **options: object,
    ) -> tuple[Choice, ...]:
        """What the bot suggests for the option `focused`, with what is typed so far."""
        interaction = self._stage.acts.autocomplete(channel, person, name, focused, options)
        return await self._stage.changes.until(
            lambda: interaction.choices, within, lambda: f"no choices for {focused!r} of {name!r}"
        )

    async def menu(self, channel: Channel, person: Person, name: str, target: Message | Person) -> Interaction:
        """Use a context menu command on a message or on somebody."""
        return self._stage.acts.menu(channel, person, name, target)

    async def click(self, message: Message, person: Person, name: str) -> Interaction:
        """Click a button, by custom_id or label."""
        return self._stage.acts.click(message, person, name)

    async def choose(self, message: Message, person: Person, name: str, values: Sequence[object]) -> Interaction:
        """Choose in a select menu, by custom_id or placeholder; options by label or value."""
        return self._stage.acts.choose(message, person, name, values)

    async def submit(self, modal: Modal, person: Person, answers: Mapping[str, object]) -> Interaction:
        """Send a modal; its fields by label or custom_id."""
        return self._stage.acts.submit(modal, person, answers)

    async def say(
        self, channel: Channel, person: Person, content: str, *files: Upload, reply_to: Message | None = None
    ) -> Message:
        """Write a message."""
        return self._stage.acts.say(channel, person, content, files, reply_to)

    async def posted(
        self, channel: Channel, within: float = PATIENCE, *, until: Callable[[Message], bool] | None = None
    ) -> Message:
        """The bot's first message there, of which `until` holds."""

        def probe() -> Message | None:
            return next(filter(until, (m for m in channel.messages if m.author is self.bot)), None)

        return await self._stage.changes.until(probe, within, lambda: f"messages there: {channel.seen}")

    def acked(self, interaction: Interaction) -> float:
        """Seconds from its creation to its acknowledgement."""
        if interaction.acked is None:
            raise AssertionError(f"{interaction.name!r} was not acknowledged")
        return interaction.acked - interaction.created
