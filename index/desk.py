"""What every change works with: the ledger, the clock, the call to stop, and the writer's lock where it needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from index.ledger.connection import Connections

Write = Callable[["sqlite3.Connection"], object]
"""A part of a transaction."""

STEP_ARTICLES = 50  # in one transaction, so that readers and the bot's journal never wait long
STEP_CHARACTERS = 2_000_000  # of their bodies, so that fifty books are not held at once


def utc_now() -> datetime:
    """The time by this machine's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """`locked` is entered around each writing step: a sync of a slow site does not keep others from changing."""

    connections: Connections
    dry_run: bool = False
    now: Callable[[], datetime] = utc_now
    stopping: Event = field(default_factory=Event)
    locked: Callable[[], AbstractContextManager[object]] = nullcontext

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent view."""
        with self.connections.reading() as db:
            yield db

    def write(self, *writes: Write) -> None:
        """Make these changes in one transaction; none in a dry run."""
        if self.dry_run or not writes:
            return
        with self.locked(), self.connections.writing() as db:
            for write in writes:
                write(db)


class Batch:
    """Changes that wait until there are enough of them for one transaction; a kill loses only what waits."""

    def __init__(self, desk: Desk, first: Write) -> None:
        """`first` opens each transaction: it may raise where the source is gone meanwhile."""
        self._desk = desk
        self._first = first
        self._waiting: list[Write] = []
        self._articles = self._characters = 0

    def add(self, write: Write, *, characters: int | None = None) -> None:
        """Make a change soon, after those that were added before; `characters` of an article's body."""
        self._waiting.append(write)
        if characters is not None:
            self._articles += 1
            self._characters += characters
        if (
            self._articles >= STEP_ARTICLES
            or self._characters >= STEP_CHARACTERS
            or len(self._waiting) >= 10 * STEP_ARTICLES
        ):
            self.flush()

    def flush(self) -> None:
        """Make the changes that wait."""
        writes, self._waiting = self._waiting, []
        self._articles = self._characters = 0
        if writes:
            self._desk.write(self._first, *writes)
