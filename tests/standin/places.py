"""Guilds and their channels and threads, and channels for direct messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Protocol

from standin.errors import Json
from standin.people import Member, Person, Role, User, user_of
from standin.permissions import EVERYONE, Overwrite, Permission

if TYPE_CHECKING:
    from standin.message import Message


class ChannelKind(IntEnum):
    TEXT = 0
    DM = 1
    CATEGORY = 4
    NEWS = 5
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    FORUM = 15


THREADS = frozenset({ChannelKind.PUBLIC_THREAD, ChannelKind.PRIVATE_THREAD})


class Birth(Protocol):
    """What a place needs to grow: ids, the time, and the gateway to tell of it."""

    def new_id(self) -> str: ...
    def now(self) -> str: ...
    def announce(self, event: str, data: Json, place: Guild | Channel) -> None: ...
    def keep_channel(self, channel: Channel) -> None: ...
    def new_user(self, name: str) -> User: ...


@dataclass(slots=True, eq=False)
class Channel:
    """Where messages are; `typing` counts the bot's typing notices, `messages` are those that all can see."""

    id: str
    name: str
    kind: ChannelKind
    birth: Birth
    created: str
    guild: Guild | None = None
    recipient: User | None = None
    parent: Channel | None = None
    owner_id: str | None = None
    archived: bool = False
    nsfw: bool = False
    typing: int = 0
    overwrites: dict[str, Overwrite] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    threads: list[Channel] = field(default_factory=list)

    @property
    def is_thread(self) -> bool:
        return self.kind in THREADS

    @property
    def mention(self) -> str:
        return f"<#{self.id}>"

    @property
    def seen(self) -> list[str]:
        """The beginnings of its messages."""
        return [message.text[:200] for message in self.messages]

    def overwrite(self, target: Role | Member, *, allow: int = 0, deny: int = 0) -> None:
        """A permission overwrite for a role or a member; the bot is told of it."""
        self.overwrites[target.id] = (Permission(allow), Permission(deny))
        self.birth.announce("CHANNEL_UPDATE", self.payload(), self)

    def add_thread(self, name: str, owner: Person, kind: int = ChannelKind.PUBLIC_THREAD, id: str = "") -> Channel:
        """A thread of this channel; the bot is told before any message in it."""
        thread = Channel(
            id or self.birth.new_id(), name, ChannelKind(kind), self.birth, self.birth.now(),
            guild=self.guild, parent=self, owner_id=owner.id,
        )  # fmt: skip
        self.threads.append(thread)
        self.birth.keep_channel(thread)
        self.birth.announce("THREAD_CREATE", {**thread.payload(), "newly_created": True}, thread)
        return thread

    def payload(self) -> Json:
        if self.guild is None:
            recipients = [self.recipient.payload()] if self.recipient else []
            return {"id": self.id, "type": int(self.kind), "last_message_id": None, "recipients": recipients}
        shared: Json = {
            "id": self.id,
            "type": int(self.kind),
            "name": self.name,
            "guild_id": self.guild.id,
            "flags": 0,
        }
        if self.is_thread:
            return {**shared, **self._thread_part()}
        return {
            **shared,
            "position": self.guild.channels.index(self),
            "permission_overwrites": [self._overwrite(target) for target in self.overwrites],
            "parent_id": self.parent.id if self.parent else None,
            "nsfw": self.nsfw,
            "topic": None,
            "rate_limit_per_user": 0,
            "last_message_id": None,
        }

    def _thread_part(self) -> Json:
        return {
            "parent_id": self.parent.id if self.parent else None,
            "owner_id": self.owner_id,
            "message_count": len(self.messages),
            "member_count": 1,
            "rate_limit_per_user": 0,
            "last_message_id": None,
            "thread_metadata": {
                "archived": self.archived, "auto_archive_duration": 1440,
                "archive_timestamp": self.created, "locked": False, "create_timestamp": self.created,
            },
        }  # fmt: skip

    def _overwrite(self, target: str) -> Json:
        allow, deny = self.overwrites[target]
        is_role = self.guild is not None and any(role.id == target for role in self.guild.roles)
        return {"id": target, "type": 0 if is_role else 1, "allow": str(int(allow)), "deny": str(int(deny))}


@dataclass(slots=True, eq=False)
class Guild:
    """A server, its people and its channels; what is added while a bot is connected is announced to it."""

    id: str
    name: str
    birth: Birth
    created: str
    owner: User
    everyone: Role
    locale: str = "en-US"
    roles: list[Role] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)
    members: dict[str, Member] = field(default_factory=dict)

    def add_role(self, name: str, permissions: int = 0) -> Role:
        role = Role(self.birth.new_id(), name, Permission(permissions), len(self.roles))
        self.roles.append(role)
        self.birth.announce("GUILD_ROLE_CREATE", {"guild_id": self.id, "role": role.payload()}, self)
        return role

    def add_channel(
        self,
        name: str,
        kind: ChannelKind = ChannelKind.TEXT,
        *,
        parent: Channel | None = None,
        nsfw: bool = False,
    ) -> Channel:
        channel = Channel(
            self.birth.new_id(),
            name,
            kind,
            self.birth,
            self.birth.now(),
            guild=self,
            parent=parent,
            nsfw=nsfw,
        )
        self.channels.append(channel)
        self.birth.keep_channel(channel)
        self.birth.announce("CHANNEL_CREATE", channel.payload(), channel)
        return channel

    def add_member(
        self,
        person: str | Person,
        *,
        roles: list[Role] | None = None,
        permissions: int = 0,
        nick: str | None = None,
    ) -> Member:
        """A name makes a new user; `permissions` come by a role of the member's own, as in Discord."""
        user = self.birth.new_user(person) if isinstance(person, str) else user_of(person)
        given = list(roles or [])
        if permissions:
            given.append(self.add_role(f"{user.name}'s", permissions))
        member = Member(user, self, self.birth.now(), given, nick)
        self.members[user.id] = member
        self.birth.announce("GUILD_MEMBER_ADD", {**member.payload(), "guild_id": self.id}, self)
        return member

    def give(self, member: Member, *roles: Role) -> None:
        """Replace a member's roles."""
        member.roles[:] = roles
        self.birth.announce("GUILD_MEMBER_UPDATE", {**member.payload(), "guild_id": self.id}, self)

    def grant(self, role: Role, permissions: int) -> None:
        """Replace a role's permissions."""
        role.permissions = Permission(permissions)
        self.birth.announce("GUILD_ROLE_UPDATE", {"guild_id": self.id, "role": role.payload()}, self)

    def payload(self, visible: list[Member]) -> Json:
        """GUILD_CREATE with those members that the intents let the bot see."""
        threads = [t for channel in self.channels for t in channel.threads if not t.archived]
        return {
            "id": self.id, "name": self.name, "icon": None, "owner_id": self.owner.id,
            "preferred_locale": self.locale, "features": [], "emojis": [], "stickers": [],
            "verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0,
            "mfa_level": 0, "nsfw_level": 0, "premium_tier": 0, "system_channel_flags": 0, "afk_timeout": 300,
            "joined_at": self.created, "large": False, "unavailable": False,
            "member_count": len(self.members),
            "roles": [role.payload() for role in self.roles],
            "channels": [channel.payload() for channel in self.channels],
            "threads": [thread.payload() for thread in threads],
            "members": [member.payload() for member in visible],
            "voice_states": [], "presences": [], "stage_instances": [], "guild_scheduled_events": [],
        }  # fmt: skip


def new_guild(birth: Birth, id: str, name: str, owner: User, bot: User) -> Guild:
    """A guild with its @everyone role and its two first members, the owner and the bot."""
    everyone = Role(id, "@everyone", EVERYONE)
    guild = Guild(id, name, birth, birth.now(), owner, everyone, roles=[everyone])
    for user in (owner, bot):
        guild.members[user.id] = Member(user, guild, guild.created)
    return guild
