"""Brings one source level with where it comes from, and notes how that went and when it is due again."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from index import schedule
from index.desk import Desk, utc_now
from index.errors import Mistake
from index.fetch.errors import Busy, FetchFailure
from index.fetchers import Fetchers
from index.files import KINDS
from index.intake import Job
from index.ledger import catalogue, places, shelves, sources
from index.models import Models
from index.schedule import Chance
from index.sync import SourceSync
from index.tally import Tally
from index.types import Progress
from index.upkeep import Change, Held, Source, SourceKind

if TYPE_CHECKING:
    from index.fetch.types import Fetched
    from index.ledger.connection import Connections

NOT_THERE = "is not there"
NOTHING_IN_IT = f"holds no articles ({KINDS})"
PAGES_IN_TURN = 100
"""Pages that a scheduled sync fetches before it is the next source's turn; at a page a second that is two minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a sync is made. `explicit`: a person named the source just now; `confirmed`: its large change is wanted.

    `in_turn`: it ends after so many pages that others soon have their turn; it is due again at once.
    """

    explicit: bool = False
    confirmed: bool = False
    dry_run: bool = False
    in_turn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Leveler:
    """Syncs sources. `change` makes this process the writer."""

    connections: Connections
    models: Models
    zone: ZoneInfo
    change: Callable[[str], AbstractContextManager[object]]
    stopping: Event
    fetchers: Fetchers
    max_articles: int
    now: Callable[[], datetime] = utc_now
    chance: Chance = random.random

    def level(
        self, source: Source, tally: Tally, manner: Manner, progress: Progress | None = None,
        given: Fetched | None = None,
    ) -> bool:  # fmt: skip
        """Sync a source; whether it could be read. What is wrong with it is in the tally.

        `given` is its listing, where that was fetched just now.
        """
        if source.kind is SourceKind.UPLOAD:
            self._count(source, tally)
            return True
        if source.kind.remote:
            return self._remote(source, tally, manner, progress, given)
        with nullcontext() if manner.dry_run else self.change("index sync"):
            return self._local(source, tally, manner, progress)

    def desk(self, manner: Manner, *, stepwise: bool = False) -> Desk:
        """What a sync works with; where pages are awaited, the writer's lock is taken around each step only."""
        return Desk(
            connections=self.connections, dry_run=manner.dry_run, now=self.now, stopping=self.stopping,
            locked=partial(self.change, "index sync") if stepwise else nullcontext,
        )  # fmt: skip

    def job(self, source: Source, manner: Manner) -> Job:
        """One sync of a source."""
        with self.connections.reading() as db:
            library = catalogue.library_id(db, source.library)
            model = shelves.standing(db).model or self.models.configured.name
        return Job(
            library=library or 0, source=source, model=model, zone=self.zone, explicit=manner.explicit,
            confirmed=manner.confirmed,
        )  # fmt: skip

    def _local(self, source: Source, tally: Tally, manner: Manner, progress: Progress | None) -> bool:
        before = len(tally.entries)
        error, held = "", None
        sync = SourceSync(desk=self.desk(manner), job=self.job(source, manner), tally=tally, progress=progress)
        try:
            held = sync.run()
        except OSError as problem:
            error = f"cannot be read ({problem.strerror or type(problem).__name__}); its articles stay as they are"
        except Mistake as mistake:
            error = mistake.message
        if not error and manner.explicit and not sync.found_any and len(tally.entries) == before:
            error = NOTHING_IN_IT if Path(source.location).exists() else NOT_THERE
        self._tell(source, tally, error, held)
        if not manner.dry_run and not self.stopping.is_set():
            self._note(source, error, held)
        return not error

    def _remote(
        self, source: Source, tally: Tally, manner: Manner, progress: Progress | None, given: Fetched | None
    ) -> bool:
        from index.remote.sync import RemoteSync

        error, held, retry_after, unfinished = "", None, None, False
        try:
            sync = RemoteSync(
                desk=self.desk(manner, stepwise=True), job=self.job(source, manner), tally=tally,
                fetcher=self.fetchers.of(source.library), limit=self.max_articles,
                most=PAGES_IN_TURN if manner.in_turn else None, given=given,
                progress=progress,
            )  # fmt: skip
            held = sync.run()
            error, retry_after, unfinished = sync.trouble, sync.retry_after, sync.unfinished
            if unfinished and not error:
                tally.notices.append(f"{source.location} has more pages; they come in by and by.")
        except FetchFailure as failure:
            error = f"could not be fetched: {failure.message}"
            retry_after = failure.retry_after if isinstance(failure, Busy) else None
        except Mistake as mistake:
            error = mistake.message
        if self.stopping.is_set():
            return True
        self._tell(source, tally, error, held)
        if not manner.dry_run:
            with self.change("index sync"):
                self._note(source, error, held, retry_after=retry_after, soon=unfinished)
        return not error

    def _tell(self, source: Source, tally: Tally, error: str, held: Held | None) -> None:
        if error:
            tally.note(Change.FAILED, source.location, error)
        if held:
            tally.held.append((source.location, held))

    def _note(
        self, source: Source, error: str, held: Held | None, *, retry_after: timedelta | None = None, soon: bool = False
    ) -> None:
        now = self.now()
        if error:
            again = schedule.after_failure(source, now, self.chance, retry_after=retry_after)
        elif soon:
            again = now
        else:
            again = schedule.after_success(source, now, self.chance)
        with self.connections.writing() as db:
            if error:
                sources.failed(db, source.id, now, error)
            else:
                sources.succeeded(db, source.id, now, held)
            sources.schedule(db, source.id, again)

    def _count(self, source: Source, tally: Tally) -> None:
        """What was uploaded is level by itself."""
        with self.connections.reading() as db:
            library = catalogue.library_id(db, source.library) or 0
            held = places.of_source(db, source.id)
        for some in held.values():
            for id_, placed in some.items():
                if placed.live:
                    tally.same(library, id_)
