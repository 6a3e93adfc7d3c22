"""Brings the ledger level with one source: what is new comes in, what changed is replaced, what went goes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import Mistake
from index.files import Listed, listing, readable_name
from index.intake import Intake, Job
from index.ledger import catalogue
from index.ledger.catalogue import Stamp
from index.tally import Tally
from index.types import Progress
from index.upkeep import Change, SourceKind

if TYPE_CHECKING:
    from index.ledger.connection import Connections

Held = dict[str, dict[str, int]]
"""The live articles of a source: path -> id -> number in the ledger."""


class SourceSync:
    """One sync of one source."""

    def __init__(self, *, connections: Connections, job: Job, tally: Tally, progress: Progress | None = None) -> None:
        self._connections = connections
        self._job = job
        self._tally = tally
        self._progress = progress or (lambda _done, _all: None)
        self._intake = Intake(connections=connections, job=job, tally=tally)

    def files(self) -> None:
        """Sync a folder or a file. Raises OSError where it cannot be read, `Mistake` where it is suddenly empty."""
        listed = self._listed()
        with self._connections.reading() as db:
            stamps = catalogue.stamps(db, self._job.source.id)
            held = catalogue.articles_of(db, self._job.source.id)
            resting = set() if self._job.explicit else catalogue.withdrawn_paths(db, self._job.source.id)
        changed = []
        for file in listed:
            known = held.get(file.path, {})
            if _same(file, stamps.get(file.path)) and (known or file.path in resting):
                self._intake.unchanged(file.path, known)
            else:
                changed.append(file)
        self._progress(len(listed) - len(changed), len(listed))
        broken = self._read_all(changed, stamps, held, len(listed))
        for path in held.keys() - broken:
            self._intake.remove(held[path])
        self._forget(stamps.keys() - {file.path for file in listed})

    def upload(self, name: str, raw: bytes) -> None:
        """Take in one file that was handed over; it stays until it is handed over anew."""
        from index.parse import parse

        with self._connections.reading() as db:
            held = catalogue.articles_of(db, self._job.source.id).get(name, {})
        if self._intake.take(name, parse(raw, name=name, modified_at=None, zone=self._job.zone)):
            self._intake.remove(held)

    def _listed(self) -> list[Listed]:
        """The files of the source. A single file that was deleted is an empty list; a folder that was, an error."""
        place = Path(self._job.source.location)
        if self._job.source.kind is SourceKind.FILE and place.parent.is_dir() and not place.exists():
            return []
        listed = list(listing(place))
        if not listed and self._job.source.articles:
            raise Mistake(
                f"{place} is empty now, so nothing was removed; `pullquote index remove {place}` if it is right."
            )
        return listed

    def _read_all(self, files: list[Listed], stamps: dict[str, Stamp], held: Held, total: int) -> set[str]:
        """Read these files; the paths of those that could not be used whole, whose articles stay as they are."""
        broken = set()
        for done, file in enumerate(files, total - len(files) + 1):
            if not self._read(file, stamps.get(file.path), held.get(file.path, {})):
                broken.add(file.path)
            self._progress(done, total)
        return broken

    def _read(self, file: Listed, stamp: Stamp | None, held: dict[str, int]) -> bool:
        """Read one file that may have changed; whether all of it could be used."""
        raw = self._bytes(file)
        if raw is None:
            return False
        mark = Stamp(file.size, file.modified_ns, blake2b(raw, digest_size=16).digest())
        if stamp and stamp.digest == mark.digest and held:
            self._intake.unchanged(file.path, held)
        elif not self._parse(file, raw):
            return False  # and not stamped: it is read again, so that what failed is told again
        self._stamp(file.path, mark)
        return True

    def _bytes(self, file: Listed) -> bytes | None:
        """The file's content; None where it is told why not."""
        from index.parse import too_large

        reason = _unfit(file) or too_large(file.path, file.size)
        try:
            if reason is None:
                return file.file.read_bytes()
        except OSError as error:
            reason = f"cannot be read ({error.strerror or 'no reason given'})"
        self._tally.note(Change.FAILED, shown(file.path), reason)
        return None

    def _parse(self, file: Listed, raw: bytes) -> bool:
        from index.parse import parse

        modified = datetime.fromtimestamp(file.modified_ns / 1e9, UTC).replace(microsecond=0)
        return self._intake.take(file.path, parse(raw, name=file.path, modified_at=modified, zone=self._job.zone))

    def _stamp(self, path: str, mark: Stamp) -> None:
        if not self._job.dry_run:
            with self._connections.writing() as db:
                catalogue.stamp(db, self._job.source.id, path, mark)

    def _forget(self, paths: Iterable[str]) -> None:
        if not self._job.dry_run and (gone := list(paths)):
            with self._connections.writing() as db:
                for path in gone:
                    catalogue.unstamp(db, self._job.source.id, path)


def _unfit(file: Listed) -> str | None:
    """Why a file is not even opened."""
    if not readable_name(file.path):
        return "has a name that is not text (UTF-8); rename it"
    if not file.regular:
        return "is not a regular file"
    return None if file.supported else "is not a kind of file that can be indexed (.md, .txt, .html, .jsonl)"


def shown(path: str) -> str:
    """A path that may hold bytes which are not text, for a report."""
    return path.encode("utf-8", "replace").decode()


def _same(file: Listed, stamp: Stamp | None) -> bool:
    """Whether a file looks as it did when it was read last."""
    return stamp is not None and (stamp.size, stamp.modified_ns) == (file.size, file.modified_ns)
