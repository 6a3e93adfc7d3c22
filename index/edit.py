"""Changes to the index: adding, syncing, removing, verifying; one writer at a time."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import perf_counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from index import verify
from index.carry import Carrier
from index.errors import Mistake
from index.files import readable_name
from index.intake import Job
from index.ledger import articles, catalogue, reading, shelves, vectors, versions
from index.locks import writer
from index.models import Models
from index.repair import repair
from index.store import ChromaStore
from index.sync import SourceSync, shown
from index.tally import Tally
from index.types import Article, Progress
from index.upkeep import Change, Report, Source, SourceKind, Verification

if TYPE_CHECKING:
    from index.ledger.connection import Connections

UPLOADS = "upload"


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
    ) -> None:
        self._connections = connections
        self._data_dir = data_dir
        self._models = models
        self._store = store
        self._carrier = carrier
        self._zone = zone
        self._keep_versions = keep_versions
        self.stopping = Event()

    def add_paths(
        self, library: str, paths: Sequence[Path], *, dry_run: bool = False, progress: Progress | None = None
    ) -> Report:
        """Index files and folders and remember them as sources; what is not there is in the report."""
        with self._change("index add", dry_run=dry_run) as tally:
            for path in paths:
                if reason := _missing(path):
                    tally.note(Change.FAILED, shown(str(path)), reason)
                    continue
                place = path.resolve()
                kind = SourceKind.FOLDER if place.is_dir() else SourceKind.FILE
                source = self._source(library, kind, str(place), dry_run=dry_run)
                self._sync(source, tally, True, dry_run, progress)
            return self._finish(tally, dry_run, progress)

    def add_uploads(self, library: str, files: Sequence[tuple[str, bytes]], progress: Progress | None = None) -> Report:
        """Index files given by name and content."""
        with self._change("an upload") as tally:
            for done, (name, raw) in enumerate(files):
                source = self._source(library, SourceKind.UPLOAD, f"{UPLOADS}:{name}")
                self._sourced(source, tally, True, False, None).upload(name, raw)
                if progress:
                    progress(done + 1, len(files))
            return self._finish(tally, False, None)

    def sync(
        self,
        library: str | None,
        *,
        source: str | None = None,
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> Report:
        """Bring sources level. One that cannot be read is reported, and the others go on."""
        with self._change("index sync", dry_run=dry_run) as tally:
            with self._connections.reading() as db:
                chosen = [s for s in catalogue.sources(db, library) if source in (None, s.location)]
            if source is not None and not chosen:
                raise Mistake(f"No source is called {source!r}; `pullquote index status` lists them.")
            for one in chosen:
                self._sync(one, tally, False, dry_run, progress)
            return self._finish(tally, dry_run, progress)

    def remove(self, library: str, name: str) -> list[Article]:
        """Remove an article by its id, or a source with its articles by its location. Returns what went."""
        if not name.strip():
            raise Mistake("Say what to remove: an article's id, or a source's location.")
        with self._change("index remove"), self._connections.writing() as db:
            source = next((s for s in catalogue.sources(db, library) if s.location in _spellings(name)), None)
            found = (
                reading.articles_of(db, source.id) if source else _one(reading.articles_named(db, name, library), name)
            )
            for pk, number, _ in found:
                articles.remove(db, number, pk, withdrawn=source is None)
            if source:
                catalogue.drop_source(db, source.id)
            catalogue.touch(db)
        self._carrier.catch_up()
        return [article for _, _, article in found]

    def verify(self, *, mend: bool) -> Verification:
        """Compare ledger, words and vectors; `mend` makes anew what differs."""
        with self._change("index verify", dry_run=not mend):
            store = self._store if self._carrier.hold("index verify") else None
            found = verify.check(self._connections, store)
            if not (mend and found.differences):
                return found
            repair(self._connections)
            self._carrier.complete(stopping=self.stopping.is_set)
            self._carrier.catch_up(self.stopping.is_set, anew=True)
            left = verify.check(self._connections, store)
            return Verification(left.differences or found.differences, not left.differences, found.checked)

    @contextmanager
    def _change(self, purpose: str, *, dry_run: bool = False) -> Iterator[Tally]:
        """Be the writer, with vectors of the right model."""
        with writer(self._data_dir, purpose):
            if not dry_run:
                self._models.settle()
            yield Tally(started=perf_counter())

    def _source(self, library: str, kind: SourceKind, location: str, *, dry_run: bool = False) -> Source:
        if not dry_run:
            with self._connections.writing() as db:
                catalogue.make_source(db, catalogue.make_library(db, library), kind, location)
        with self._connections.reading() as db:
            found = [s for s in catalogue.sources(db, library) if s.location == location]
        return found[0] if found else Source.unknown(library, kind, location)

    def _sync(self, source: Source, tally: Tally, explicit: bool, dry_run: bool, progress: Progress | None) -> None:
        """Sync a source that is read from disk; what was uploaded is level by itself."""
        if source.kind is SourceKind.UPLOAD:
            tally.unchanged += source.articles
            return
        error = None
        before = tally.seen
        try:
            self._sourced(source, tally, explicit, dry_run, progress).files()
        except OSError as problem:
            error = f"cannot be read ({problem.strerror or type(problem).__name__}); its articles stay as they are"
        except Mistake as mistake:
            error = mistake.message
        if error is None and explicit and tally.seen == before:
            error = "holds no articles (.md, .txt, .html, .jsonl)"
        if error:
            tally.note(Change.FAILED, source.location, error)
        if not dry_run:
            with self._connections.writing() as db:
                catalogue.synced(db, source.id, error)

    def _sourced(
        self, source: Source, tally: Tally, explicit: bool, dry_run: bool, progress: Progress | None
    ) -> SourceSync:
        with self._connections.reading() as db:
            library = catalogue.library_id(db, source.library)
            model = shelves.standing(db).model or self._models.configured.name
        job = Job(
            library=library or 0, source=source, model=model, zone=self._zone, explicit=explicit,
            dry_run=dry_run,
        )  # fmt: skip
        return SourceSync(connections=self._connections, job=job, tally=tally, progress=progress)

    def _finish(self, tally: Tally, dry_run: bool, progress: Progress | None) -> Report:
        """Compute what vectors are missing, carry the changes to Chroma, and tell what was done."""
        embedded = 0
        if not dry_run:
            embedded = self._carrier.complete(progress, self.stopping.is_set)
            if tally.entries:
                with self._connections.writing() as db:
                    vectors.drop_unused(db)
                    versions.prune(db, self._keep_versions)
        return Report(
            entries=tuple(tally.entries), unchanged=tally.unchanged, passages=tally.passages, embedded=embedded,
            reused=max(0, tally.passages - embedded), seconds=perf_counter() - tally.started, dry_run=dry_run,
        )  # fmt: skip


def _missing(path: Path) -> str | None:
    """Why a path that a person gave is no source."""
    try:
        if not readable_name(str(path.resolve())):
            return "has a name that is not text (UTF-8); rename it"
        look = path.stat()
    except OSError as error:
        return f"is not there ({error.strerror or 'no reason given'})"
    return None if stat.S_ISDIR(look.st_mode) or stat.S_ISREG(look.st_mode) else "is no file and no folder"


def _spellings(location: str) -> set[str]:
    """How a person may write a source's location."""
    return {location, str(Path(location).resolve()), f"{UPLOADS}:{location}"}


def _one(found: list[tuple[int, int, Article]], name: str) -> list[tuple[int, int, Article]]:
    """The one article that was meant."""
    if not found:
        raise Mistake(f"No article or source is called {name!r}; `pullquote index status` lists the sources.")
    if len(found) > 1:
        raise Mistake(f"The ids of {len(found)} articles begin with {name!r}; give more of it.")
    return found
