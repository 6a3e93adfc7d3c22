"""REST routes of channels: messages, typing, reactions, threads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from standin.call import Answer, Call, Route
from standin.errors import ApiError, Json, closed_dms, missing_permissions, not_the_author, unknown
from standin.form import Form
from standin.message import Message
from standin.permissions import Permission
from standin.places import THREADS, Channel, ChannelKind
from standin.press import Press
from standin.world import World

CHANNEL = "/channels/{channel}"
MESSAGE = CHANNEL + "/messages/{message}"
MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class MessageRoutes:
    world: World
    press: Press

    def table(self) -> Iterator[Route]:
        yield Route("GET", CHANNEL, self.get_channel)
        yield Route("PATCH", CHANNEL, self.edit_channel)
        yield Route("POST", CHANNEL + "/typing", self.type)
        yield Route("GET", CHANNEL + "/messages", self.history)
        yield Route("POST", CHANNEL + "/messages", self.send)
        yield Route("GET", MESSAGE, self.get_message)
        yield Route("PATCH", MESSAGE, self.edit_message)
        yield Route("DELETE", MESSAGE, self.delete_message)
        yield Route("PUT", MESSAGE + "/reactions/{emoji}/@me", self.react)
        yield Route("POST", MESSAGE + "/threads", self.thread_from_message)
        yield Route("POST", CHANNEL + "/threads", self.thread)
        yield Route("PUT", CHANNEL + "/thread-members/@me", self.join_thread)

    def get_channel(self, call: Call) -> Answer:
        return self._channel(call).payload()

    def edit_channel(self, call: Call) -> Answer:
        """Name and archiving of a thread; other channels are not the bot's to change here."""
        channel = self._channel(call)
        if not channel.is_thread:
            raise missing_permissions()
        channel.archived = bool(call.fields.get("archived", channel.archived))
        channel.name = str(call.fields.get("name", channel.name))
        self.world.announce("THREAD_UPDATE", channel.payload(), channel)
        return channel.payload()

    def type(self, call: Call) -> Answer:
        channel = self._writable(call)
        channel.typing += 1
        self.press.changes.ring()
        return None

    def history(self, call: Call) -> Answer:
        messages = self._channel(call, Permission.READ_MESSAGE_HISTORY).messages
        before, after = call.query.get("before"), call.query.get("after")
        if before:
            messages = [m for m in messages if int(m.id) < int(before)]
        if after:
            messages = [m for m in messages if int(m.id) > int(after)]
        limit = min(int(call.query.get("limit", 50)), MOST_LISTED)
        part = messages[:limit] if after else messages[-limit:]
        return [message.payload() for message in reversed(part)]

    def send(self, call: Call) -> Answer:
        channel = self._writable(call, *([Permission.ATTACH_FILES] if call.uploads else []))
        return self.press.post(call.fields, call.uploads, channel, self.world.bot).payload()

    def get_message(self, call: Call) -> Answer:
        return self._message(call).payload()

    def edit_message(self, call: Call) -> Answer:
        message = self._message(call)
        if message.author is not self.world.bot:
            raise not_the_author()
        return self.press.edit(message, call.fields, call.uploads).payload()

    def delete_message(self, call: Call) -> Answer:
        message = self._message(call)
        may = self.world.bot_in(message.channel) & Permission.MANAGE_MESSAGES and message.channel.guild
        if message.author is not self.world.bot and not may:
            raise missing_permissions()
        self.press.delete(message)
        return None

    def react(self, call: Call) -> Answer:
        message = self._message(call)
        self._channel(call, Permission.ADD_REACTIONS)
        if call.params["emoji"] not in message.reactions:
            message.reactions.append(call.params["emoji"])
        self.press.changes.ring()
        return None

    def thread_from_message(self, call: Call) -> Answer:
        message = self._message(call)
        self._channel(call, Permission.CREATE_PUBLIC_THREADS)
        if message.thread:
            raise ApiError(400, 160004, "A thread has already been created for this message")
        message.thread = self._new_thread(message.channel, call.fields, ChannelKind.PUBLIC_THREAD, message.id)
        return message.thread.payload()

    def thread(self, call: Call) -> Answer:
        """In a forum the thread begins with its message, which the answer carries."""
        channel = self._channel(call, Permission.CREATE_PUBLIC_THREADS)
        if channel.kind != ChannelKind.FORUM:
            kind = ChannelKind(call.fields.get("type", ChannelKind.PRIVATE_THREAD))
            return self._new_thread(channel, call.fields, kind).payload()
        thread = self._new_thread(channel, call.fields, ChannelKind.PUBLIC_THREAD)
        first = self.press.post(call.fields.get("message") or {}, call.uploads, thread, self.world.bot)
        return {**thread.payload(), "message": first.payload()}

    def join_thread(self, call: Call) -> Answer:
        if not self._channel(call).is_thread:
            raise unknown("Channel")
        return None

    def _new_thread(self, channel: Channel, body: Json, kind: ChannelKind, id: str = "") -> Channel:
        form = Form()
        form.length("name", body.get("name"), 1, 100)
        form.one_of("type", int(kind), frozenset(int(thread) for thread in THREADS))
        form.settle()
        return channel.add_thread(body["name"], self.world.bot, kind, id)

    def _channel(self, call: Call, *needs: Permission) -> Channel:
        return self.world.channel(call.params["channel"], *needs)

    def _writable(self, call: Call, *needs: Permission) -> Channel:
        channel = self._channel(call)
        send = Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
        self._channel(call, send, *needs)
        if channel.recipient and not channel.recipient.accepts_dms:
            raise closed_dms()
        if channel.kind in (ChannelKind.FORUM, ChannelKind.CATEGORY):
            raise ApiError(400, 50008, "Cannot send messages in a non-text channel")
        return channel

    def _message(self, call: Call) -> Message:
        return self.world.message(self._channel(call), call.params["message"])
