"""The gateway: HELLO to RESUME, heartbeats, and which session is told of what."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web

from standin.changes import Changes
from standin.clock import Clock
from standin.errors import Json, Offline
from standin.frames import codec_for
from standin.message import MENTION
from standin.permissions import Permission
from standin.places import Channel, Guild
from standin.session import GUILD_MEMBERS, GUILDS, MESSAGE_CONTENT, PRIVILEGED, Line, Session, needed_intent
from standin.world import World

HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT = 1, 2, 3, 4, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, ACK = 8, 9, 10, 11
BAD_TOKEN, DISALLOWED_INTENTS = 4004, 4014
MEMBERS_PER_CHUNK = 1000


class Gateway:
    """All sessions; `url` is set once the port is known."""

    def __init__(
        self,
        world: World,
        clock: Clock,
        changes: Changes,
        token: str,
        heartbeat_ms: int,
        granted_intents: int,
    ) -> None:
        self.url = ""
        self.world, self.clock, self.changes = world, clock, changes
        self.token, self.heartbeat_ms, self.granted_intents = token, heartbeat_ms, granted_intents
        self.sessions: list[Session] = []
        self.heartbeats: list[float] = []
        self.identifies: list[Json] = []
        self.resumes: list[Json] = []
        self.presences: list[Json] = []
        self.acks_heartbeats = True
        self.complain: Callable[[str], object] = str
        self._lines: set[Line] = set()

    @property
    def online(self) -> list[Session]:
        return [session for session in self.sessions if session.line is not None]

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """One connection from its HELLO to its end."""
        socket = web.WebSocketResponse(max_msg_size=0, timeout=1.0)
        await socket.prepare(request)
        line = Line(socket, codec_for(request.query.get("compress")), request.transport)
        self._lines.add(line)
        line.put({"op": HELLO, "d": {"heartbeat_interval": self.heartbeat_ms}})
        writer = asyncio.create_task(line.write())
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._receive(line, json.loads(message.data))
        finally:
            self._left(line, socket.close_code)
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
        return socket

    def tell(self, event: str, data: Json, place: Guild | Channel) -> int:
        """An event to each session that may know of it; how many there were."""
        guild = place if isinstance(place, Guild) else place.guild
        if isinstance(place, Channel) and not self.world.bot_in(place) & Permission.VIEW_CHANNEL:
            return 0
        intent = needed_intent(event, in_guild=guild is not None)
        told = 0
        for session in self._alive(guild):
            if not intent or session.intents & intent:
                session.push(event, self._as_seen(session, event, data))
                told += 1
        return told

    def interact(self, data: Json, guild: Guild | None) -> None:
        """An interaction, for which no intent and no right is needed; Offline if no bot is there."""
        alive = self._alive(guild)
        if not any(session.line or session.awaited for session in alive):
            raise Offline("no bot is connected")
        for session in alive:
            session.push("INTERACTION_CREATE", data)

    def cut(self, code: int | None) -> None:
        for line in self._lines:
            if code is None:
                line.abort()
            else:
                line.close(code)

    def ask_to_reconnect(self) -> None:
        for line in self._lines:
            line.put({"op": RECONNECT, "d": None})

    def invalidate(self, resumable: bool) -> None:
        for line in self._lines:
            if line.session and not resumable:
                line.session.ended = True
            line.put({"op": INVALID_SESSION, "d": resumable})

    def _alive(self, guild: Guild | None) -> list[Session]:
        return [s for s in self.sessions if not s.ended and s.holds(guild.id if guild else None)]

    def _as_seen(self, session: Session, event: str, data: Json) -> Json:
        """Without the message content intent: nothing of what others write to others."""
        if event not in ("MESSAGE_CREATE", "MESSAGE_UPDATE") or session.intents & MESSAGE_CONTENT:
            return data
        me = self.world.bot.id
        mentioned = any(hit[1] == me for hit in MENTION.finditer(data["content"]))
        if "guild_id" not in data or data["author"]["id"] == me or mentioned:
            return data
        return {**data, "content": "", "embeds": [], "attachments": [], "components": []}

    def _receive(self, line: Line, frame: Json) -> None:
        op, data = frame["op"], frame["d"]
        if op == HEARTBEAT:
            self.heartbeats.append(self.clock())
            if self.acks_heartbeats:
                line.put({"op": ACK})
        elif op == IDENTIFY:
            self._identify(line, data)
        elif op == RESUME:
            self._resume(line, data)
        elif op == REQUEST_MEMBERS:
            self._send_members(line, data)
        elif op == PRESENCE:
            self.presences.append(data)
        else:
            self.complain(f"op {op}: {data}")
        self.changes.ring()

    def _identify(self, line: Line, data: Json) -> None:
        self.identifies.append(data)
        if data["token"] != self.token:
            return line.close(BAD_TOKEN)
        if data["intents"] & PRIVILEGED & ~self.granted_intents:
            return line.close(DISALLOWED_INTENTS)
        number, count = data.get("shard") or (0, 1)
        session = Session(self.world.new_id(), data["intents"], (number, count), line)
        line.session = session
        guilds = [guild for guild in self.world.guilds.values() if session.holds(guild.id)]
        session.push("READY", self._ready(session, guilds))
        self.sessions.append(session)
        for guild in guilds if session.intents & GUILDS else []:
            session.push("GUILD_CREATE", guild.payload(self._visible(guild, session)))
        return None

    def _ready(self, session: Session, guilds: list[Guild]) -> Json:
        return {
            "v": 10,
            "user": self.world.bot.payload(),
            "guilds": [{"id": guild.id, "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": list(session.shard),
            "application": {"id": self.world.bot.id, "flags": self.application_flags},
        }

    @property
    def application_flags(self) -> int:
        """The limited variants that an unverified application has for its granted intents."""
        flags = {GUILD_MEMBERS: 1 << 15, 1 << 8: 1 << 13, MESSAGE_CONTENT: 1 << 19}
        return sum(flag for intent, flag in flags.items() if self.granted_intents & intent)

    def _visible(self, guild: Guild, session: Session) -> list[Any]:
        """Without the members intent a bot is sent only itself."""
        everyone = bool(session.intents & GUILD_MEMBERS)
        return [m for m in guild.members.values() if everyone or m.id == self.world.bot.id]

    def _resume(self, line: Line, data: Json) -> None:
        self.resumes.append(data)
        session = next((s for s in self.sessions if s.id == data["session_id"] and not s.ended), None)
        if data["token"] != self.token:
            line.close(BAD_TOKEN)
        elif session is None:
            line.put({"op": INVALID_SESSION, "d": False})
        else:
            session.resume(line, int(data["seq"] or 0))

    def _send_members(self, line: Line, data: Json) -> None:
        session = line.session
        guild = self.world.guilds.get(str(data["guild_id"]))
        if session is None or guild is None:
            return
        wanted = {str(i) for i in data.get("user_ids") or []}
        query = str(data.get("query") or "").lower()
        members = [
            m.payload()
            for m in guild.members.values()
            if (m.id in wanted if wanted else m.name.lower().startswith(query))
        ][: data.get("limit") or None]
        chunks = [members[i : i + MEMBERS_PER_CHUNK] for i in range(0, len(members), MEMBERS_PER_CHUNK)] or [[]]
        for index, chunk in enumerate(chunks):
            session.push("GUILD_MEMBERS_CHUNK", {
                "guild_id": guild.id, "members": chunk, "chunk_index": index, "chunk_count": len(chunks),
                "not_found": [], "nonce": data.get("nonce"),
            })  # fmt: skip

    def _left(self, line: Line, code: int | None) -> None:
        """Code 1000 ends a session; discord.py's own goodbye is 4000, after which one could resume."""
        self._lines.discard(line)
        session = line.session
        if session is not None and session.line is line:
            session.line, session.awaited = None, line.closed_by_us
            session.ended = session.ended or (code in (1000, 1001) and not line.closed_by_us)
        self.changes.ring()
