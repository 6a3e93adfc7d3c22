"""Keeps sources level by itself: what is due is synced, one source at a time, and watched folders when they change."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import IndexFailure
from index.ledger import sources
from index.upkeep import Report, Source, SourceKind

if TYPE_CHECKING:
    from index.edit import Editor
    from index.ledger.connection import Connections

log = logging.getLogger(__name__)

TICK = 1.0
"""Seconds between two looks at what is due."""

LEASE = timedelta(minutes=15)
"""How long a source that one process syncs is left alone by others; a process that died leaves it for so long."""

LATER = timedelta(minutes=1)
"""When a source is tried again that could not be synced for a reason of this machine: a lock, a full disk."""

SETTLED = 800
"""Milliseconds for which changes of a folder are gathered: editors save a file in several steps."""

Tell = Callable[[Source, Report], object]
"""Hears what a sync did."""


Watched = tuple[int, SourceKind]
"""A source's number and kind."""


class Keeper:
    """Runs in a thread of its own until the editor is told to stop."""

    def __init__(self, editor: Editor, connections: Connections) -> None:
        self._editor = editor
        self._connections = connections
        self._now, self._stopping = editor.now, editor.stopping
        self._said = ""

    def run(self, tell: Tell) -> None:
        """Keep level until told to stop, whatever goes wrong."""
        while not self._stopping.is_set():
            watched = self._watched()
            unseen = set(watched)  # what changed while nobody watched; looked at once the watching has begun
            for changed in self._changes(watched):
                self._keep_all(watched, changed | unseen, tell)
                unseen = set()
                self.due(tell)
                if self._stopping.is_set() or self._watched() != watched:
                    break

    def due(self, tell: Tell) -> None:
        """Sync what is due now, that which waits longest first."""
        with self._connections.reading() as db:
            waiting = sources.due(db, self._now())
        for source in waiting:
            if self._stopping.is_set():
                return
            if self._claim(source):
                self._keep(source, tell)

    def _claim(self, source: Source) -> bool:
        """Whether this process is the one that syncs a source; another one may have begun."""
        now = self._now()
        with self._connections.writing() as db:
            return sources.claim(db, source.id, now, now + LEASE)

    def _keep(self, source: Source, tell: Tell) -> None:
        try:
            tell(source, self._editor.keep(source))
            self._said = ""
        except IndexFailure as failure:
            self._put_off(source)
            if failure.message != self._said:
                log.warning("%s", failure.message)
            self._said = failure.message
        except Exception:
            log.exception("a source could not be kept level")
            self._put_off(source)

    def _put_off(self, source: Source) -> None:
        if source.next_at is None:
            return
        try:
            with self._connections.writing() as db:
                sources.schedule(db, source.id, self._now() + LATER)
        except IndexFailure:
            log.debug("the ledger cannot be written; the source is due again after %s", LEASE)

    def _watched(self) -> dict[Path, Watched]:
        """The places on disk that are watched and are there."""
        with self._connections.reading() as db:
            every = sources.watched(db)
        return {Path(location): one for location, one in every.items() if Path(location).exists()}

    def _keep_all(self, watched: Mapping[Path, Watched], changed: Iterable[Path], tell: Tell) -> None:
        for place in sorted(changed):
            with self._connections.reading() as db:
                source = sources.numbered(db, watched[place][0])
            if source and not self._stopping.is_set():
                self._keep(source, tell)

    def _changes(self, watched: Mapping[Path, Watched]) -> Iterator[set[Path]]:
        """The places that changed, at each tick."""
        if not watched:
            while True:
                self._stopping.wait(TICK)
                yield set()
        from watchfiles import watch

        looked_at = {place if kind is SourceKind.FOLDER else place.parent for place, (_, kind) in watched.items()}
        changes = watch(
            *looked_at, stop_event=self._stopping, debounce=2 * SETTLED, step=SETTLED, rust_timeout=int(TICK * 1000),
            yield_on_timeout=True, raise_interrupt=False,
        )  # fmt: skip
        for some in changes:
            paths = [Path(path) for _, path in some]
            yield {place for place in watched if any(place == path or place in path.parents for path in paths)}
