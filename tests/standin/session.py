"""A gateway session, which outlives its connection: numbered events, kept for a RESUME."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from standin.errors import Json
from standin.frames import Codec

GUILDS = 1 << 0
GUILD_MEMBERS = 1 << 1
GUILD_PRESENCES = 1 << 8
GUILD_MESSAGES = 1 << 9
DIRECT_MESSAGES = 1 << 12
MESSAGE_CONTENT = 1 << 15
PRIVILEGED = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT
NEEDED = {
    "GUILD": GUILDS, "CHANNEL": GUILDS, "THREAD": GUILDS, "GUILD_MEMBER": GUILD_MEMBERS,
    "GUILD_MEMBERS_CHUNK": 0, "INTERACTION": 0,
}  # fmt: skip


def needed_intent(event: str, *, in_guild: bool) -> int:
    """The intent without which Discord does not send the event."""
    if event in NEEDED:
        return NEEDED[event]
    if event.startswith("MESSAGE_"):
        return GUILD_MESSAGES if in_guild else DIRECT_MESSAGES
    if event.startswith("GUILD_MEMBER_"):
        return NEEDED["GUILD_MEMBER"]
    return NEEDED[event.partition("_")[0]]


class Line:
    """One websocket connection: frames go out in order, a close after all that came before it."""

    def __init__(self, socket: web.WebSocketResponse, codec: Codec, transport: asyncio.Transport | None) -> None:
        self._socket = socket
        self._transport = transport
        self._codec = codec
        self._queue: asyncio.Queue[str | int] = asyncio.Queue()
        self.session: Session | None = None
        self.closed_by_us = False

    def put(self, frame: Json) -> None:
        self.put_text(json.dumps(frame))

    def put_text(self, frame: str) -> None:
        self._queue.put_nowait(frame)

    def close(self, code: int) -> None:
        self.closed_by_us = True
        self._queue.put_nowait(code)

    def abort(self) -> None:
        """The connection breaks."""
        self.closed_by_us = True
        if self._transport is not None:
            self._transport.abort()

    async def write(self) -> None:
        """Until closed; a client that is gone ends it too."""
        while True:
            item = await self._queue.get()
            if isinstance(item, int):
                await self._socket.close(code=item)
                return
            encoded = self._codec.encode(item)
            try:
                if isinstance(encoded, bytes):
                    await self._socket.send_bytes(encoded)
                else:
                    await self._socket.send_str(encoded)
            except ConnectionError:
                return


@dataclass(slots=True, eq=False)
class Session:
    """What IDENTIFY began; `line` is None while nobody is connected, `awaited` if we cut the connection."""

    id: str
    intents: int
    shard: tuple[int, int]
    line: Line | None
    ended: bool = False
    awaited: bool = False
    frames: list[str] = field(default_factory=list)

    def holds(self, guild_id: str | None) -> bool:
        """A guild belongs to one shard, direct messages to the first."""
        number, count = self.shard
        return number == ((int(guild_id) >> 22) % count if guild_id else 0)

    def push(self, event: str, data: Any) -> None:
        """Serialised at once: what changes later must not change what was said."""
        frame = json.dumps({"op": 0, "t": event, "s": len(self.frames) + 1, "d": data})
        self.frames.append(frame)
        if self.line is not None:
            self.line.put_text(frame)

    def resume(self, line: Line, seen: int) -> None:
        """Take the new connection, send what was missed."""
        self.line, line.session = line, self
        for frame in self.frames[seen:]:
            line.put_text(frame)
        self.push("RESUMED", {})
