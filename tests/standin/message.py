"""A message as it stands on Discord, with what a person sees of it and every version it had."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from standin import component_tree as tree
from standin.clock import stamp
from standin.errors import Json, NotOffered
from standin.files import StoredFile
from standin.message_rules import EPHEMERAL, LOADING
from standin.people import User
from standin.places import Channel

MENTION = re.compile(r"<@!?(\d+)>|<@&(\d+)>|@(everyone|here)")
DEFAULT, REPLY, CHAT_COMMAND = 0, 19, 20


@dataclass(frozen=True, slots=True)
class Version:
    """A message as it stood from `at` on, in seconds of the stand-in's clock."""

    at: float
    content: str
    text: str
    components: list[Json]
    embeds: list[Json]


@dataclass(slots=True, eq=False)
class Message:
    """Live: an edit by the bot shows here at once; `versions` keeps what was before."""

    id: str
    channel: Channel
    author: User
    created: float
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[StoredFile] = field(default_factory=list)
    flags: int = 0
    allowed_mentions: Json | None = None
    kind: int = DEFAULT
    audience: User | None = None
    edited: float | None = None
    deleted: bool = False
    nonce: str | None = None
    application_id: str | None = None
    interaction_metadata: Json | None = None
    reference: Message | None = None
    thread: Channel | None = None
    reactions: list[str] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The content and all TextDisplays, in the order of reading, a line each."""
        return "\n".join(part for part in (self.content, *tree.texts(self.components)) if part)

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        return bool(self.flags & LOADING)

    @property
    def buttons(self) -> tuple[tree.Button, ...]:
        return tree.buttons(self.components)

    @property
    def selects(self) -> tuple[tree.Select, ...]:
        return tree.selects(self.components)

    @property
    def jump_url(self) -> str:
        guild = self.channel.guild.id if self.channel.guild else "@me"
        return f"https://discord.com/channels/{guild}/{self.channel.id}/{self.id}"

    @property
    def pings(self) -> tuple[str, ...]:
        """Whom this would notify: `<@id>`, `<@&id>`, `@everyone`, `@here`, as `allowed_mentions` lets it."""
        return tuple(dict.fromkeys(hit[0] for hit in MENTION.finditer(self.text) if self._lets(hit)))

    def button(self, name: str) -> tree.Button:
        """By custom_id or by label; NotOffered if there is none, or more than one."""
        found = [b for b in self.buttons if name in (b.custom_id, b.label)]
        if len(found) != 1:
            raise NotOffered(f"{len(found)} buttons {name!r} among {[b.label or b.emoji for b in self.buttons]}")
        return found[0]

    def select(self, name: str) -> tree.Select:
        """By custom_id or by placeholder."""
        found = [s for s in self.selects if name in (s.custom_id, s.placeholder)]
        if len(found) != 1:
            raise NotOffered(f"{len(found)} selects {name!r} among {[s.custom_id for s in self.selects]}")
        return found[0]

    def keep_version(self, at: float) -> None:
        self.versions.append(Version(at, self.content, self.text, self.components, self.embeds))

    def payload(self) -> Json:
        """Whole, as REST gives it; what is absent is left out, since a null breaks the client."""
        return {
            "id": self.id,
            "channel_id": self.channel.id,
            "type": self.kind,
            "content": self.content,
            "author": self.author.payload(),
            "embeds": [{"type": "rich", **embed} for embed in self.embeds],
            "components": self.components,
            "attachments": [file.payload() for file in self.attachments],
            "flags": self.flags | (1 << 5 if self.thread else 0),
            "mentions": self._mentions(),
            "mention_roles": [hit[2] for hit in MENTION.finditer(self.text) if hit[2]],
            "mention_everyone": any(hit in ("@everyone", "@here") for hit in self.pings),
            "pinned": False,
            "tts": False,
            "timestamp": stamp(self.created),
            "edited_timestamp": stamp(self.edited) if self.edited else None,
            **self._optional(),
        }

    def event(self) -> Json:
        """As the gateway tells of it: with the guild and the author's roles."""
        data = self.payload()
        if guild := self.channel.guild:
            data["guild_id"] = guild.id
            if self.author.id in guild.members and not self.application_id:
                data["member"] = guild.members[self.author.id].partial()
        return data

    def _optional(self) -> Json:
        data: Json = {}
        if self.nonce is not None:
            data["nonce"] = self.nonce
        if self.application_id:
            data |= {"application_id": self.application_id, "webhook_id": self.application_id}
        if self.interaction_metadata:
            data["interaction_metadata"] = self.interaction_metadata
        if self.reference:
            data["message_reference"] = self._reference()
            data["referenced_message"] = None if self.reference.deleted else self.reference.payload()
        if self.thread:
            data["thread"] = self.thread.payload()
        if self.reactions:
            data["reactions"] = [self._reaction(emoji) for emoji in self.reactions]
        return data

    def _reference(self) -> Json:
        assert self.reference
        place = {"guild_id": self.channel.guild.id} if self.channel.guild else {}
        return {"type": 0, "message_id": self.reference.id, "channel_id": self.reference.channel.id, **place}

    @staticmethod
    def _reaction(emoji: str) -> Json:
        return {
            "emoji": {"id": None, "name": emoji},
            "count": 1,
            "count_details": {"normal": 1, "burst": 0},
            "me": True,
            "me_burst": False,
            "burst_colors": [],
        }

    def _mentions(self) -> list[Json]:
        ids = {hit[1] for hit in MENTION.finditer(self.text) if hit[1]}
        if self.channel.guild is None:
            recipient = self.channel.recipient
            return [recipient.payload()] if recipient and recipient.id in ids else []
        members = [self.channel.guild.members[i] for i in sorted(ids) if i in self.channel.guild.members]
        return [{**member.user.payload(), "member": member.partial()} for member in members]

    def _lets(self, hit: re.Match[str]) -> bool:
        if self.allowed_mentions is None:
            return True
        parse = self.allowed_mentions.get("parse") or []
        if hit[3]:
            return "everyone" in parse
        group, number = ("users", hit[1]) if hit[1] else ("roles", hit[2])
        return group in parse or number in [str(i) for i in self.allowed_mentions.get(group) or []]
