"""All that Discord knows at one moment: users, guilds, channels, messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from standin.clock import Clock, Snowflakes, stamp
from standin.errors import Json, missing_access, missing_permissions, unknown
from standin.people import Person, User, user_of
from standin.permissions import ALL, Permission
from standin.places import Channel, ChannelKind, Guild, new_guild

if TYPE_CHECKING:
    from standin.message import Message


class Announce(Protocol):
    def __call__(self, event: str, data: Json, place: Guild | Channel) -> object: ...


def _to_nobody(event: str, data: Json, place: Guild | Channel) -> None:
    """Until there is a gateway."""


class World:
    """Users, guilds, channels and messages by id; `tell` is the gateway."""

    def __init__(self, clock: Clock, bot_name: str) -> None:
        self.clock = clock
        self.new_id = Snowflakes(clock)
        self.tell: Announce = _to_nobody
        self.users: dict[str, User] = {}
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, Message] = {}
        self.bot = self.new_user(bot_name)
        self.bot.bot = True

    def now(self) -> str:
        return stamp(self.clock())

    def announce(self, event: str, data: Json, place: Guild | Channel) -> None:
        guild = place if isinstance(place, Guild) else place.guild
        if guild is None or guild.id in self.guilds:
            self.tell(event, data, place)

    def keep_channel(self, channel: Channel) -> None:
        self.channels[channel.id] = channel

    def new_user(self, name: str) -> User:
        user = User(self.new_id(), name)
        self.users[user.id] = user
        return user

    def add_guild(self, name: str, owner: User | None = None) -> Guild:
        """Without `unavailable` a connected bot takes GUILD_CREATE for a guild that it has just joined."""
        owner = owner or self.new_user(f"owner of {name}")
        guild = new_guild(self, self.new_id(), name, owner, self.bot)
        self.guilds[guild.id] = guild
        data = guild.payload([guild.members[self.bot.id]])
        del data["unavailable"]
        self.announce("GUILD_CREATE", data, guild)
        return guild

    def remove_guild(self, guild: Guild) -> None:
        self.announce("GUILD_DELETE", {"id": guild.id}, guild)
        del self.guilds[guild.id]

    def dm(self, person: Person) -> Channel:
        """The one channel between the bot and that user."""
        user = user_of(person)
        for channel in self.channels.values():
            if channel.recipient is user:
                return channel
        channel = Channel(self.new_id(), "", ChannelKind.DM, self, self.now(), recipient=user)
        self.keep_channel(channel)
        return channel

    def guild(self, guild_id: str) -> Guild:
        if guild_id not in self.guilds:
            raise unknown("Guild")
        return self.guilds[guild_id]

    def user(self, user_id: str) -> User:
        if user_id not in self.users:
            raise unknown("User")
        return self.users[user_id]

    def bot_in(self, channel: Channel) -> Permission:
        """What the bot may do there."""
        return ALL if channel.guild is None else channel.guild.members[self.bot.id].allowed_in(channel)

    def channel(self, channel_id: str, *needs: Permission) -> Channel:
        """The channel, if the bot may see it and has what it needs there."""
        channel = self.channels.get(channel_id)
        if channel is None or (channel.guild is not None and channel.guild.id not in self.guilds):
            raise unknown("Channel")
        allowed = self.bot_in(channel)
        if not allowed & Permission.VIEW_CHANNEL:
            raise missing_access()
        if any(not allowed & need for need in needs):
            raise missing_permissions()
        return channel

    def message(self, channel: Channel, message_id: str) -> Message:
        """A message that is in the channel for all to see; an ephemeral one is not."""
        for message in channel.messages:
            if message.id == message_id:
                return message
        raise unknown("Message")
