"""All parts of the stand-in, built once and in order."""

from __future__ import annotations

from collections.abc import Iterator

from standin.acts import Acts
from standin.book import Book
from standin.call import Route
from standin.changes import Changes
from standin.clock import Clock
from standin.desk import Desk
from standin.errors import Problem
from standin.faults import Faults
from standin.files import Files
from standin.gateway import Gateway
from standin.journal import Journal
from standin.loopback import Loopback
from standin.press import Press
from standin.rest import Rest
from standin.routes_application import ApplicationRoutes
from standin.routes_interactions import InteractionRoutes
from standin.routes_messages import MessageRoutes
from standin.world import World


class Stage:
    """The parts, for the façade to use."""

    def __init__(
        self,
        *,
        clock: Clock,
        token: str,
        bot_name: str,
        heartbeat_ms: int,
        ack_seconds: float,
        upload_limit: int,
        granted_intents: int,
    ) -> None:
        self.clock = clock
        self.changes = Changes()
        self.journal = Journal(self.changes)
        self.changes.background = lambda: f"errors: {[str(error) for error in self.journal.errors]}"
        self.faults = Faults(clock)
        self.world = World(clock, bot_name)
        self.files = Files(self.world.new_id, upload_limit)
        self.book = Book(self.world.new_id, self.world.bot.id)
        self.press = Press(self.world, self.files, clock, self.changes)
        self.desk = Desk(self.press, clock, self.changes, ack_seconds)
        self.gateway = Gateway(self.world, clock, self.changes, token, heartbeat_ms, granted_intents)
        self.gateway.complain = self._complain
        self.world.tell = self.gateway.tell
        self.acts = Acts(self.world, self.book, self.files, self.desk, self.press, self.gateway, clock, self.changes)
        rest = Rest(token, self.journal, self.faults, clock)
        self.loopback = Loopback(rest, self.gateway, self.files, self.journal)

    def routes(self) -> Iterator[Route]:
        yield from ApplicationRoutes(self.world, self.book, self.gateway, self.changes).table()
        yield from InteractionRoutes(self.desk, self.world.bot.id).table()
        yield from MessageRoutes(self.world, self.press).table()

    def _complain(self, what: str) -> None:
        self.journal.complain(Problem("gateway", "WS", "/gateway", 0, 0, what))
