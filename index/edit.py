"""Changes to the index: adding, syncing, removing, verifying; one writer at a time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Event
from time import perf_counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from index import recipe, verify
from index.adding import Adder
from index.carry import Carrier
from index.desk import utc_now
from index.errors import IndexFailure, LibraryLocked, Mistake
from index.fetchers import Fetchers
from index.ledger import shelves, sources, vectors, versions
from index.leveler import Leveler, Manner
from index.locks import writer
from index.models import Models
from index.removing import remove, spellings
from index.repair import repair
from index.schedule import Chance
from index.store import ChromaStore
from index.stories import find_copies
from index.tally import Tally
from index.types import Article, Progress
from index.upkeep import Report, Source, Verification, Wishes

if TYPE_CHECKING:
    from index.ledger.connection import Connections

AS_USUAL = Wishes()


class Editor:
    """Changes one data folder."""

    def __init__(
        self,
        *,
        connections: Connections,
        data_dir: Path,
        models: Models,
        store: ChromaStore,
        carrier: Carrier,
        zone: ZoneInfo,
        keep_versions: int,
        lock_wait: float,
        fetchers: Fetchers,
        max_articles: int,
        now: Callable[[], datetime] = utc_now,
        chance: Chance = random.random,
    ) -> None:
        self._connections = connections
        self._data_dir = data_dir
        self._models = models
        self._store = store
        self._carrier = carrier
        self._keep_versions = keep_versions
        self._lock_wait = lock_wait
        self.now = now
        self.stopping = Event()
        self.vectors_later = False  # True: changes end as soon as the words are in
        self._leveler = Leveler(
            connections=connections, models=models, zone=zone, change=self._change, stopping=self.stopping,
            fetchers=fetchers, max_articles=max_articles, now=now, chance=chance,
        )  # fmt: skip
        self._adder = Adder(connections=connections, leveler=self._leveler)

    def add(
        self,
        library: str,
        given: Sequence[Path | str],
        *,
        wishes: Wishes = AS_USUAL,
        dry_run: bool = False,
        in_turn: bool = False,
        progress: Progress | None = None,
    ) -> Report:
        """Index files, folders and addresses (text), and remember them as sources; what is not there is reported."""
        tally, manner = Tally(started=perf_counter()), Manner(explicit=True, dry_run=dry_run, in_turn=in_turn)
        for one in given:
            add = self._adder.url if isinstance(one, str) else self._adder.path
            add(library, one, wishes, manner, tally, progress)  # type: ignore[arg-type]
        return self._finish(tally, dry_run, progress)

    def add_uploads(self, library: str, files: Sequence[tuple[str, bytes]], progress: Progress | None = None) -> Report:
        """Index files given by name and content."""
        tally = Tally(started=perf_counter())
        for done, (name, raw) in enumerate(files, 1):
            self._adder.upload(library, name, raw, tally)
            if progress:
                progress(done, len(files))
        return self._finish(tally, False, None)

    def sync(
        self,
        library: str | None,
        *,
        source: str | None = None,
        dry_run: bool = False,
        confirmed: bool = False,
        in_turn: bool = False,
        progress: Progress | None = None,
    ) -> Report:
        """Bring sources level. One that cannot be read is reported, and the others go on."""
        tally, manner = Tally(started=perf_counter()), Manner(confirmed=confirmed, dry_run=dry_run, in_turn=in_turn)
        with self._connections.reading() as db:
            every = sources.every(db, library)
        named = spellings(source) if source is not None else []
        chosen = [one for one in every if source is None or one.location in named]
        if source is not None and not chosen:
            raise Mistake(f"No source is called {source!r}; `pullquote index status` lists them.")
        for one in chosen:
            if self.stopping.is_set():
                break
            self._leveler.level(one, tally, manner, progress)
        return self._finish(tally, dry_run, progress)

    def keep(self, source: Source) -> Report:
        """Sync one source because it is due or changed, with at most so many pages that others soon have their turn."""
        tally = Tally(started=perf_counter())
        self._leveler.level(source, tally, Manner(in_turn=True))
        try:
            return self._finish(tally, False, None)
        except IndexFailure as failure:  # what was written is, and is told; its vectors come with the next change
            tally.notices.append(failure.message)
            return _report(tally)

    def remove(self, library: str, name: str) -> list[Article]:
        """Remove an article by its id, or a source with its articles by its location. Returns what went."""
        if not name.strip():
            raise Mistake("Say what to remove: an article's id, or a source's location.")
        with self._change("index remove"), self._connections.writing() as db:
            gone = remove(db, library, name)
        if not self.vectors_later:
            self._carrier.catch_up()
        return gone

    def verify(self, *, mend: bool) -> Verification:
        """Compare ledger, words and vectors; `mend` makes anew what differs."""
        with writer(self._data_dir, "index verify", wait=self._lock_wait):
            if mend:
                self._models.settle()
            store = self._store if self._store.shared or self._carrier.hold("index verify") else None
            left_out = None if store else f"Chroma was left out: {self._carrier.holder()} holds it."
            found = replace(verify.check(self._connections, store), left_out=left_out)
            if not (mend and found.differences):
                return found
            verify.mendable(found)
            repair(self._connections)
            self._carrier.complete(stopping=self.stopping.is_set)
            self._carrier.catch_up(self.stopping.is_set, anew=True)
            left = verify.check(self._connections, store)
            return replace(found, differences=left.differences or found.differences, repaired=not left.differences)

    def recut(self, *, steps: int | None = None) -> None:
        """Cut anew what other rules than today's cut, unless another process is changing the index."""
        with self._connections.reading() as db:
            if not recipe.outdated(db):
                return
        with suppress(LibraryLocked), writer(self._data_dir, "index recut", wait=0.0):
            recipe.recut(self._connections, self._models, self.stopping.is_set, steps=steps)

    @contextmanager
    def _change(self, purpose: str) -> Iterator[None]:
        """Be the writer, with vectors of the right model."""
        with writer(self._data_dir, purpose, wait=self._lock_wait):
            self._models.settle()
            recipe.prepare(self._connections)
            yield

    def _finish(self, tally: Tally, dry_run: bool, progress: Progress | None) -> Report:
        """Compute what vectors are missing, unless that is left to `complete`, and tell what was done."""
        embedded = to_come = 0
        if not dry_run:
            find_copies(self._connections, self._change, self.stopping.is_set)
            if not self.vectors_later:
                self.recut()
                embedded = self._carrier.complete(progress, self.stopping.is_set)
            if tally.entries:
                with self._change("tidying up"), self._connections.writing() as db:
                    vectors.drop_unused(db)
                    versions.prune(db, self._keep_versions)
            with self._connections.reading() as db:
                to_come = vectors.count_missing(db, shelves.standing(db).model or self._models.configured.name)
        return _report(tally, embedded=embedded, to_come=to_come, dry_run=dry_run)


def _report(tally: Tally, *, embedded: int = 0, to_come: int = 0, dry_run: bool = False) -> Report:
    return Report(
        entries=tuple(tally.entries), unchanged=tally.unchanged, passages=tally.passages, embedded=embedded,
        reused=max(0, tally.passages - embedded - to_come), to_come=to_come, seconds=perf_counter() - tally.started,
        dry_run=dry_run, notices=tuple(tally.notices), held=tuple(tally.held),
    )  # fmt: skip
