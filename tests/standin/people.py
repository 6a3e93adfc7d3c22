"""Users, and what they are in a guild: members with roles."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from standin.errors import Json
from standin.permissions import ALL, Permission, combine, overwrite

if TYPE_CHECKING:
    from standin.places import Channel, Guild

NO_OVERWRITE = (Permission(0), Permission(0))


@dataclass(slots=True, eq=False)
class User:
    """An account; `accepts_dms` and `locale` may be changed by a test."""

    id: str
    name: str
    bot: bool = False
    accepts_dms: bool = True
    locale: str = "en-US"

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"

    def payload(self) -> Json:
        return {
            "id": self.id,
            "username": self.name,
            "global_name": None if self.bot else self.name.title(),
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
        }


@dataclass(slots=True, eq=False)
class Role:
    """A guild's role; the one with the guild's id is @everyone."""

    id: str
    name: str
    permissions: Permission
    position: int = 0

    @property
    def mention(self) -> str:
        return f"<@&{self.id}>"

    def payload(self) -> Json:
        return {
            "id": self.id,
            "name": self.name,
            "permissions": str(int(self.permissions)),
            "position": self.position,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": False,
            "mentionable": False,
            "flags": 0,
        }


@dataclass(slots=True, eq=False)
class Member:
    """A user in a guild."""

    user: User
    guild: Guild
    joined_at: str
    roles: list[Role] = field(default_factory=list)
    nick: str | None = None

    @property
    def id(self) -> str:
        return self.user.id

    @property
    def name(self) -> str:
        return self.user.name

    @property
    def mention(self) -> str:
        return self.user.mention

    @property
    def permissions(self) -> Permission:
        """In the guild as a whole; the owner may do all."""
        if self.guild.owner is self.user:
            return ALL
        return combine([self.guild.everyone.permissions, *(role.permissions for role in self.roles)])

    def allowed_in(self, channel: Channel) -> Permission:
        """With the channel's overwrites; a thread has those of its parent."""
        place = channel.parent if channel.is_thread and channel.parent else channel
        return overwrite(
            self.permissions,
            place.overwrites.get(self.guild.id, NO_OVERWRITE),
            [place.overwrites[role.id] for role in self.roles if role.id in place.overwrites],
            place.overwrites.get(self.id, NO_OVERWRITE),
        )

    def partial(self) -> Json:
        """Without the user, as beside a message's author."""
        return {
            "roles": [role.id for role in self.roles],
            "nick": self.nick,
            "avatar": None,
            "joined_at": self.joined_at,
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "pending": False,
            "flags": 0,
        }

    def payload(self) -> Json:
        return {"user": self.user.payload(), **self.partial()}

    def payload_in(self, channel: Channel) -> Json:
        """As an interaction carries it: with the permissions in that channel."""
        return {**self.payload(), "permissions": str(int(self.allowed_in(channel)))}


Person = Member | User


def user_of(person: Person) -> User:
    return person.user if isinstance(person, Member) else person
