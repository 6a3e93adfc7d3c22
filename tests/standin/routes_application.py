"""REST routes of the application itself: login, gateway, commands, users, guilds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from standin.book import Book
from standin.call import Answer, Call, Route
from standin.changes import Changes
from standin.errors import ApiError, unknown
from standin.gateway import Gateway
from standin.world import World

COMMANDS = "/applications/{application}/commands"
GUILD_COMMANDS = "/applications/{application}/guilds/{guild}/commands"


@dataclass(frozen=True, slots=True)
class ApplicationRoutes:
    world: World
    book: Book
    gateway: Gateway
    changes: Changes

    def table(self) -> Iterator[Route]:
        yield Route("GET", "/users/@me", self.me)
        yield Route("GET", "/users/{user}", self.user)
        yield Route("POST", "/users/@me/channels", self.open_dm)
        yield Route("GET", "/oauth2/applications/@me", self.application)
        yield Route("GET", "/gateway", self.gateway_url)
        yield Route("GET", "/gateway/bot", self.gateway_bot)
        for path in (COMMANDS, GUILD_COMMANDS):
            yield Route("GET", path, self.commands)
            yield Route("PUT", path, self.sync)
        yield Route("GET", "/guilds/{guild}", self.guild)
        yield Route("GET", "/guilds/{guild}/channels", self.channels)
        yield Route("GET", "/guilds/{guild}/roles", self.roles)
        yield Route("GET", "/guilds/{guild}/members/{user}", self.member)

    def me(self, call: Call) -> Answer:
        return self.world.bot.payload() | {"verified": True, "mfa_enabled": False, "email": None}

    def user(self, call: Call) -> Answer:
        return self.world.user(call.params["user"]).payload()

    def open_dm(self, call: Call) -> Answer:
        return self.world.dm(self.world.user(str(call.fields.get("recipient_id")))).payload()

    def application(self, call: Call) -> Answer:
        bot = self.world.bot
        owner = next((guild.owner for guild in self.world.guilds.values()), bot)
        return {
            "id": bot.id, "name": bot.name, "icon": None, "description": "", "bot_public": True,
            "bot_require_code_grant": False, "verify_key": "0" * 64, "owner": owner.payload(),
            "flags": self.gateway.application_flags, "approximate_guild_count": len(self.world.guilds),
        }  # fmt: skip

    def gateway_url(self, call: Call) -> Answer:
        return {"url": self.gateway.url}

    def gateway_bot(self, call: Call) -> Answer:
        limit = {"total": 1000, "remaining": 1000, "reset_after": 86_400_000, "max_concurrency": 1}
        return {"url": self.gateway.url, "shards": 1, "session_start_limit": limit}

    def commands(self, call: Call) -> Answer:
        return self.book.listed(self._scope(call))

    def sync(self, call: Call) -> Answer:
        if not isinstance(call.body, list):
            raise ApiError(400, 50109, "The request body contains invalid JSON.")
        synced = self.book.replace(self._scope(call), call.body)
        self.changes.ring()
        return synced

    def guild(self, call: Call) -> Answer:
        return self.world.guild(call.params["guild"]).payload([])

    def channels(self, call: Call) -> Answer:
        return [channel.payload() for channel in self.world.guild(call.params["guild"]).channels]

    def roles(self, call: Call) -> Answer:
        return [role.payload() for role in self.world.guild(call.params["guild"]).roles]

    def member(self, call: Call) -> Answer:
        member = self.world.guild(call.params["guild"]).members.get(call.params["user"])
        if member is None:
            raise unknown("Member")
        return member.payload()

    def _scope(self, call: Call) -> str | None:
        if call.params["application"] != self.world.bot.id:
            raise ApiError(403, 20012, "You are not authorized to perform this action on this application")
        return self.world.guild(call.params["guild"]).id if "guild" in call.params else None
