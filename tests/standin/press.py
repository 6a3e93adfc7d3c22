"""Where messages come out: stored in their channel and told to the bot, or shown to one person only."""

from __future__ import annotations

from dataclasses import dataclass, field

from standin.changes import Changes
from standin.clock import Clock
from standin.draft import Draft, Outbox, edited_draft, new_draft
from standin.errors import ApiError, Json
from standin.files import Files, Upload
from standin.message import CHAT_COMMAND, DEFAULT, REPLY, Message
from standin.message_rules import EPHEMERAL, LOADING
from standin.people import User
from standin.places import Channel
from standin.world import World


@dataclass(frozen=True, slots=True)
class Press:
    """Publishes, edits and removes messages."""

    world: World
    files: Files
    clock: Clock
    changes: Changes
    _nonces: dict[tuple[str, str], Message] = field(default_factory=dict)

    def post(self, body: Json, uploads: list[Upload], channel: Channel, author: User) -> Message:
        """A message to a channel; the same nonce again gives the message that is there."""
        key = (channel.id, str(body.get("nonce")))
        if body.get("enforce_nonce") and key in self._nonces:
            return self._nonces[key]
        body = {**body, "flags": int(body.get("flags") or 0) & ~EPHEMERAL}
        reference = self._reference(body, channel)
        draft = new_draft(body, uploads, Outbox(self.files, channel.id, ephemeral=False))
        message = self._new(channel, author, REPLY if reference else DEFAULT)
        message.reference = reference
        if body.get("enforce_nonce"):
            self._nonces[key] = message
        return self._publish(message, draft)

    def answer(self, body: Json, uploads: list[Upload], channel: Channel, audience: User, origin: Json) -> Message:
        """The bot's message in answer to an interaction; with flag 64 only `audience` sees it."""
        private = bool(int(body.get("flags") or 0) & EPHEMERAL)
        draft = new_draft(body, uploads, Outbox(self.files, channel.id, private))
        return self._publish(self._reply(channel, audience, origin, private), draft)

    def placeholder(self, flags: int, channel: Channel, audience: User, origin: Json) -> Message:
        """The "is thinking" of a deferred answer."""
        private = bool(flags & EPHEMERAL)
        message = self._reply(channel, audience, origin, private)
        message.flags = LOADING | (EPHEMERAL if private else 0)
        return self._show(message)

    def edit(self, message: Message, body: Json, uploads: list[Upload]) -> Message:
        draft = edited_draft(body, uploads, message, Outbox(self.files, message.channel.id, message.ephemeral))
        was_loading = message.loading
        self._fill(message, draft)
        message.flags &= ~LOADING
        message.edited = None if was_loading else self.clock()
        message.keep_version(self.clock())
        self._tell("MESSAGE_UPDATE", message, message.event())
        return message

    def delete(self, message: Message) -> None:
        message.deleted = True
        gone = {"id": message.id, "channel_id": message.channel.id}
        if message in message.channel.messages:
            message.channel.messages.remove(message)
            if message.channel.guild:
                gone["guild_id"] = message.channel.guild.id
        self._tell("MESSAGE_DELETE", message, gone)

    def _reply(self, channel: Channel, audience: User, origin: Json, private: bool) -> Message:
        message = self._new(channel, self.world.bot, CHAT_COMMAND if origin.get("type") == 2 else DEFAULT)
        message.application_id = self.world.bot.id
        message.interaction_metadata = origin
        message.audience = audience if private else None
        return message

    def _new(self, channel: Channel, author: User, kind: int) -> Message:
        return Message(self.world.new_id(), channel, author, self.clock(), kind=kind)

    def _publish(self, message: Message, draft: Draft) -> Message:
        self._fill(message, draft)
        message.keep_version(self.clock())
        return self._show(message)

    @staticmethod
    def _fill(message: Message, draft: Draft) -> None:
        message.content = draft.content
        message.embeds = draft.embeds
        message.components = draft.components
        message.attachments = draft.attachments
        message.flags = draft.flags
        message.allowed_mentions = draft.allowed_mentions
        message.nonce = draft.nonce

    def _show(self, message: Message) -> Message:
        self.world.messages[message.id] = message
        if message.audience is None:
            message.channel.messages.append(message)
        self._tell("MESSAGE_CREATE", message, message.event())
        return message

    def _tell(self, event: str, message: Message, data: Json) -> None:
        if message.audience is None:
            self.world.announce(event, data, message.channel)
        self.changes.ring()

    def _reference(self, body: Json, channel: Channel) -> Message | None:
        asked = body.get("message_reference")
        if not asked:
            return None
        for message in channel.messages:
            if message.id == str(asked.get("message_id")):
                return message
        if asked.get("fail_if_not_exists", True):
            raise ApiError(400, 50035, "Invalid Form Body", {"message_reference": {"_errors": [
                {"code": "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "message": "Unknown message"},
            ]}})  # fmt: skip
        return None
