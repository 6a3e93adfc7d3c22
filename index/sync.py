"""Brings the ledger level with one source: what is new comes in, what changed is replaced, what went goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from index.errors import Mistake
from index.files import Listed, listing
from index.ledger import articles, catalogue
from index.ledger.articles import Known, Record
from index.ledger.catalogue import Stamp
from index.tally import Tally, stable_id
from index.types import Draft, Progress, Unreadable
from index.upkeep import Change, Source, SourceKind

if TYPE_CHECKING:
    import sqlite3

    from index.ledger.connection import Connections

ARTICLES_PER_STEP = 50  # in one transaction, so that readers never wait long
MAX_ID = 200


class SourceSync:
    """One sync of one source. `explicit`: a person named it, so it may take over and bring back articles."""

    def __init__(
        self,
        *,
        connections: Connections,
        library: int,
        source: Source,
        model: str,
        zone: ZoneInfo,
        tally: Tally,
        explicit: bool,
        dry_run: bool,
        progress: Progress | None = None,
    ) -> None:
        self._connections = connections
        self._library = library
        self._source = source
        self._model = model
        self._zone = zone
        self._tally = tally
        self._explicit = explicit
        self._dry_run = dry_run
        self._progress = progress or (lambda _done, _all: None)
        self._seen: dict[str, str] = {}

    def files(self) -> None:
        """Sync a folder or a file. Raises OSError where it cannot be read, `Mistake` where it is suddenly empty."""
        place = Path(self._source.location)
        gone = self._source.kind is SourceKind.FILE and place.parent.is_dir() and not place.exists()
        listed = [] if gone else list(listing(place))
        with self._connections.reading() as db:
            stamps = catalogue.stamps(db, self._source.id)
            held = catalogue.articles_of(db, self._source.id)
        if held and not listed and not gone:
            raise Mistake(
                f"{place} is empty now, so nothing was removed; `pullquote index remove {place}` if it is right."
            )
        paths = {file.path for file in listed}
        for done, file in enumerate(listed):
            self._file(file, stamps.get(file.path), held.get(file.path, {}), paths)
            self._progress(done + 1, len(listed))
        for path in held.keys() - paths:
            self._remove(held[path])
        self._forget(stamps.keys() - paths)

    def upload(self, name: str, raw: bytes) -> None:
        """Take in one file that was handed over; it stays until it is handed over anew."""
        from index.parse import parse

        found = parse(raw, name=name, modified_at=None, zone=self._zone)
        kept = self._drafts(name, found, {name})
        with self._connections.reading() as db:
            held = catalogue.articles_of(db, self._source.id).get(name, {})
        self._remove({id_: pk for id_, pk in held.items() if id_ not in kept})

    def _file(self, file: Listed, stamp: Stamp | None, held: dict[str, int], paths: set[str]) -> None:
        if (
            stamp
            and (stamp.size, stamp.modified_ns) == (file.size, file.modified_ns)
            and not self._explicit_again(held)
        ):
            self._tally.unchanged += len(held)
            return
        if not file.supported:
            self._tally.note(
                Change.FAILED, file.path, "is not a kind of file that can be indexed (.md, .txt, .html, .jsonl)"
            )
            return
        self._read(file, stamp, held, paths)

    def _explicit_again(self, held: dict[str, int]) -> bool:
        """A file named by a person is read again where its articles had been taken out."""
        return self._explicit and not held

    def _read(self, file: Listed, stamp: Stamp | None, held: dict[str, int], paths: set[str]) -> None:
        from index.parse import parse, too_large

        if reason := too_large(file.path, file.size):
            self._tally.note(Change.FAILED, file.path, reason)
            return
        try:
            raw = file.file.read_bytes()
        except OSError as error:
            self._tally.note(Change.FAILED, file.path, f"cannot be read ({error.strerror or 'no reason given'})")
            return
        mark = Stamp(file.size, file.modified_ns, blake2b(raw, digest_size=16).digest())
        if stamp and stamp.digest == mark.digest and held:
            self._tally.unchanged += len(held)
            self._stamp(file.path, mark)
            return
        modified = datetime.fromtimestamp(file.modified_ns / 1e9, UTC).replace(microsecond=0)
        failures = sum(entry.change is Change.FAILED for entry in self._tally.entries)
        kept = self._drafts(file.path, parse(raw, name=file.path, modified_at=modified, zone=self._zone), paths)
        self._remove({id_: pk for id_, pk in held.items() if id_ not in kept})
        if failures == sum(entry.change is Change.FAILED for entry in self._tally.entries):
            self._stamp(file.path, mark)  # a file with failures is read again, so that they are told again

    def _drafts(self, path: str, found: Iterable[Draft | Unreadable], paths: set[str]) -> set[str]:
        """Write what was read, some articles in each step; return the ids that this file stands for."""
        kept: set[str] = set()
        parsed = iter(found)
        more = True
        while more:
            with self._step() as db:
                more = self._some(db, parsed, path, paths, kept)
        return kept

    def _some(
        self, db: sqlite3.Connection, parsed: Iterator[Draft | Unreadable], path: str, paths: set[str], kept: set[str]
    ) -> bool:
        for _ in range(ARTICLES_PER_STEP):
            item = next(parsed, None)
            if item is None:
                return False
            if isinstance(item, Unreadable):
                self._tally.note(Change.FAILED, f"{path} {item.key}".strip(), item.reason)
            elif id_ := self._draft(db, path, item, paths):
                kept.add(id_)
        return True

    def _draft(self, db: sqlite3.Connection, path: str, draft: Draft, paths: set[str]) -> str | None:
        id_ = self._identity(path, draft)
        before = articles.known(db, self._library, id_)
        if reason := self._conflict(id_, path, draft, before, paths):
            self._tally.note(Change.FAILED, f"{path} {draft.key}".strip(), reason)
            return None
        self._seen[id_] = path
        if before and not self._explicit and (before.withdrawn or self._owned_elsewhere(before)):
            self._tally.unchanged += 1
            return id_
        if before and before.live and before.digest == articles.digest_of(draft):
            self._tally.unchanged += 1
            self._adopt(db, before, path)
            return id_
        self._write(db, Record(id=id_, draft=draft, source=self._source.id, path=path, passages=()))
        self._tally.note(Change.UPDATED if before and before.live else Change.ADDED, id_, draft.title)
        return id_

    def _write(self, db: sqlite3.Connection, record: Record) -> None:
        from index.passages import passages

        spans = tuple(passages(record.draft.body))
        self._tally.passages += len(spans)
        if not self._dry_run:
            record = Record(id=record.id, draft=record.draft, source=record.source, path=record.path, passages=spans)
            articles.write(db, self._library, record, self._model)
            catalogue.touch(db)

    def _identity(self, path: str, draft: Draft) -> str:
        if draft.id:
            return draft.id[:MAX_ID]
        return stable_id(draft.url) if draft.url else stable_id(self._source.location, path, draft.key)

    def _conflict(self, id_: str, path: str, draft: Draft, before: Known | None, paths: set[str]) -> str | None:
        """Why this cannot be the article that it says it is."""
        other = self._seen.get(id_)
        if other is None and before and before.live and before.source == self._source.id and before.path != path:
            other = before.path if before.path in paths else None
        if other is None:
            return None
        what = f"the id {id_!r}" if draft.id else f"the address {draft.url}"
        return f"has {what} of another article in this source ({other}); only the first was taken"

    def _owned_elsewhere(self, before: Known) -> bool:
        return before.live and before.source not in (None, self._source.id)

    def _adopt(self, db: sqlite3.Connection, before: Known, path: str) -> None:
        """Note where an unchanged article lies now."""
        if not self._dry_run and (before.source, before.path) != (self._source.id, path):
            db.execute("UPDATE article SET source = ?, path = ? WHERE pk = ?", (self._source.id, path, before.pk))

    def _remove(self, gone: dict[str, int]) -> None:
        with self._step() as db:
            for id_, pk in gone.items():
                row = db.execute("SELECT source, path, live FROM article WHERE pk = ?", (pk,)).fetchone()
                if not row or not row[2] or row[0] != self._source.id or self._seen.get(id_) is not None:
                    continue  # it moved to another file, or to another source
                self._tally.note(Change.REMOVED, id_, "is no longer in its source")
                if not self._dry_run:
                    articles.remove(db, self._library, pk)
                    catalogue.touch(db)

    def _stamp(self, path: str, mark: Stamp) -> None:
        if not self._dry_run:
            with self._connections.writing() as db:
                catalogue.stamp(db, self._source.id, path, mark)

    def _forget(self, paths: Iterable[str]) -> None:
        if not self._dry_run:
            with self._connections.writing() as db:
                for path in paths:
                    catalogue.unstamp(db, self._source.id, path)

    @contextmanager
    def _step(self) -> Iterator[sqlite3.Connection]:
        """A transaction; only a reading one in a dry run."""
        with self._connections.reading() if self._dry_run else self._connections.writing() as db:
            yield db
