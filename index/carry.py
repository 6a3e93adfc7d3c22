"""Completes what changes leave behind: missing vectors, and Chroma, whose folder belongs to one process at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import RLock
from time import monotonic
from typing import TYPE_CHECKING

from index import probe, refill
from index.errors import ModelUnusable, VectorsUnusable
from index.ledger import catalogue, checks, shelves
from index.locks import VECTORS, Lock
from index.models import Models
from index.store import ChromaStore
from index.types import Progress
from index.vectorize import embed_missing

if TYPE_CHECKING:
    from index.ledger.connection import Connections

log = logging.getLogger(__name__)

REST_SECONDS = 30.0  # after a failure: a server that is gone costs its time limit, a folder a child process
COMPUTING = "computing"
FAILURES = 3  # in a row, of a store that opens, before it is set aside all the same


def _never() -> bool:
    return False


class Carrier:
    """Keeps vectors and Chroma level with the ledger. Safe to call from several threads."""

    def __init__(self, *, connections: Connections, data_dir: Path, store: ChromaStore, models: Models) -> None:
        self._connections = connections
        self._store = store
        self._models = models
        self._lock = Lock(data_dir, VECTORS)
        self._computing = Lock(data_dir, COMPUTING)
        self._carrying = RLock()
        self._sound = self._tried = False
        self._serving = self._warming = False
        self._rests_until = 0.0
        self._failures = 0
        self._computed: str | None = None

    @property
    def ready(self) -> bool:
        """Whether this process may ask Chroma now: its folder is ours, in order, and is not just being opened."""
        return self._store.shared or (self._lock.held and self._sound and not self._warming)

    def serve(self, purpose: str) -> bool:
        """Hold it for good, to answer questions; the first `catch_up` opens it, and until then the ledger answers."""
        self._serving = True
        return self.hold(purpose)

    def hold(self, purpose: str) -> bool:
        """Be the process that Chroma belongs to, if no other is. What was left open is tried before it is asked."""
        if self._lock.held:
            return True
        if not self._lock.acquire(purpose):
            return False
        self._sound = self._store.shared or not self._store.shelves.unclean()
        self._tried = False
        return True

    def holder(self) -> str:
        """Which process Chroma belongs to, for people."""
        return self._lock.holder() or "another process"

    def release(self) -> None:
        """Let another process have Chroma's folder."""
        self._lock.release()

    def complete(self, progress: Progress | None = None, stopping: Callable[[], bool] = _never) -> int:
        """Compute the vectors that are missing and carry them to Chroma, in steps that a kill may end.

        Returns how many were computed; none where another process is at it.
        """
        state = self._state()
        if state == self._computed:  # the bot asks every other second
            self.catch_up(stopping)
            return 0
        if not self._computing.acquire("computing vectors"):
            self.catch_up(stopping)
            return 0
        try:
            computed = self._compute(progress, stopping)
        except ModelUnusable:
            self.catch_up(stopping)
            raise
        finally:
            self._computing.release()
        self.catch_up(stopping)
        if not computed and not stopping():
            self._computed = state
        return computed

    def _state(self) -> str:
        """What decides whether a vector may be missing."""
        with self._connections.reading() as db:
            now = shelves.standing(db)
            return f"{catalogue.generation(db)} {now.model} {now.wanted}"

    def _compute(self, progress: Progress | None, stopping: Callable[[], bool]) -> int:
        """For the model that answers first, so that what is new is found; then for the one that is made ready."""
        self._models.settle()
        with self._connections.reading() as db:
            now = shelves.standing(db)
        computed = 0
        for model in dict.fromkeys((now.model, now.wanted)):
            encoder = self._models.named(model) if model else None
            if encoder is not None:
                carry = partial(self.catch_up, stopping)
                computed += embed_missing(self._connections, encoder, progress, stopping, carry)
        return computed

    def catch_up(self, stopping: Callable[[], bool] = _never, *, anew: bool = False) -> None:
        """Carry the outbox over, if Chroma is ours. A change never fails for Chroma's sake.

        Where another thread is at it, that one takes what is new along.
        """
        if not self._carrying.acquire(blocking=anew):
            return
        try:
            if anew or monotonic() >= self._rests_until:
                self._carry(stopping, anew)
        finally:
            self._carrying.release()

    def _carry(self, stopping: Callable[[], bool], anew: bool) -> None:
        held = self._lock.held
        if not self.hold("a change"):
            return
        try:
            self._try()
            self._warm()
            refill.bring_level(self._connections, self._store, stopping, anew=anew)
            self._failures = 0
        except (VectorsUnusable, OSError) as error:
            self._failed(error, stopping)
        finally:
            if self._store.shared and not held:
                self.release()

    def _try(self) -> None:
        """Before the first use: what is not there any more is filled anew; what was left open is tried in a child."""
        if self._tried:
            return
        self._tidy()
        names = self._shelves()
        if not all(self._store.there(shelf) for shelf in names):
            with self._connections.writing() as db:
                shelves.lose(db)
        elif not self._sound:
            why = next(filter(None, (probe.unsound(self._store.shelves.folder(shelf)) for shelf in names)), None)
            if why:
                self._set_aside(why)
        self._tried = self._sound = True

    def _tidy(self) -> None:
        """Once for a ledger of a version that knew no shelves: its copy in Chroma is of no use."""
        with self._connections.reading() as db:
            old = catalogue.setting(db, shelves.BEFORE_SHELVES)
        if old is not None and not self._store.shared:
            self._store.shelves.remove_unshelved()
            with self._connections.writing() as db:
                catalogue.forget(db, shelves.BEFORE_SHELVES)

    def _warm(self) -> None:
        """Have Chroma's library and graph loaded here, which takes seconds, and not by the first question."""
        if not self._serving or self._store.shared:
            return
        self._warming = True
        try:
            with self._connections.reading() as db:
                shelf = shelves.standing(db).shelf
                found = [*checks.warming(db, shelf.model)] if shelf else []
            for library, vector in found:
                self._store.nearest(shelf.name if shelf else "", library, vector, 1)
        finally:
            self._warming = self._serving = False

    def _failed(self, error: Exception, stopping: Callable[[], bool]) -> None:
        """A store that does not open is set aside and filled anew; one that does is tried again later."""
        cause = error.__cause__ or error
        self._failures += 1
        if self._failures == 1:
            log.warning("Chroma cannot be used; the ledger keeps what it misses (%s)", cause)
        self._rests_until = monotonic() + REST_SECONDS
        refill.settle_without_chroma(self._connections)
        if self._store.shared:
            return
        self._store.close()
        why = next(filter(None, (probe.unsound(self._store.shelves.folder(s)) for s in self._shelves())), None)
        if why is None and self._failures < FAILURES:
            return
        self._set_aside(why or f"it opens, but takes no changes ({cause})")
        try:
            refill.bring_level(self._connections, self._store, stopping)
            self._failures = 0
        except (VectorsUnusable, OSError):
            log.warning("Chroma's folder could not be filled anew; the next change tries again")

    def _shelves(self) -> list[str]:
        with self._connections.reading() as db:
            now = shelves.standing(db)
        return [shelf.name for shelf in (now.shelf, now.filling) if shelf]

    def _set_aside(self, why: str) -> None:
        """Move the shelf out of the way and note it for `status`; the ledger's vectors answer meanwhile."""
        names = self._shelves()
        note = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, since {why}"
        log.warning("Chroma's copy is set aside and filled anew from the ledger: %s", note)
        with self._connections.writing() as db:
            shelves.lose(db, note)  # first, so that no kill leaves a name in the ledger without its folder
        for shelf in names[:1]:
            self._store.set_aside(shelf)
        for shelf in names[1:]:
            self._store.drop(shelf)
