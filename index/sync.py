"""Brings the ledger level with one source on disk: what is new comes in, what changed is replaced, what went goes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from hashlib import blake2b
from pathlib import Path

from index.desk import Desk
from index.files import KINDS, Listed, Listing, listing, readable_name
from index.intake import Intake, Job
from index.ledger import catalogue, places
from index.ledger.catalogue import Stamp
from index.tally import Tally
from index.types import Parsed, Progress
from index.upkeep import Change, Held, SourceKind

NO_LONGER = "is no longer in its source"


class SourceSync:
    """One sync of one folder or file."""

    def __init__(self, *, desk: Desk, job: Job, tally: Tally, progress: Progress | None = None) -> None:
        self._desk, self._job, self._tally = desk, job, tally
        self._progress = progress or (lambda _done, _all: None)
        with desk.reading() as db:
            self._stamps = catalogue.stamps(db, job.source.id)
            self._places = places.of_source(db, job.source.id)
        self._intake = Intake(desk=desk, job=job, tally=tally, places=self._places)
        self._waiting: list[tuple[str, Stamp]] = []

    @property
    def found_any(self) -> bool:
        """Whether an article was met in the source."""
        return bool(self._intake.met)

    def run(self) -> Held | None:
        """Sync it; tell what was held. Raises OSError where it cannot be read."""
        found = self._listing()
        changed = [file for file in found.files if not self._unchanged(file)]
        gone = self._places.keys() - {file.path for file in found.files}
        # without stamps it is we who read all of it by other rules now: no change of the source that could be held
        self._intake.gate.expect(self._live(gone | {file.path for file in changed}) if self._stamps else 0)
        self._progress(len(found.files) - len(changed), len(found.files))
        broken = self._read_all(changed, len(found.files))
        if self._desk.stopping.is_set():  # the next sync goes on from here
            self._intake.batch.flush()
            return None
        leaving = {path: NO_LONGER for path in self._places if path not in broken and not found.hides(path)}
        held = self._intake.settle(leaving, emptied=self._is_folder and not found.files)
        if held is None:
            self._remember(found)
        return held

    def _remember(self, found: Listing) -> None:
        """Note how the files look whose changes were made, and forget those that went."""
        for path, mark in self._waiting:
            self._stamp(path, mark)
        for path in self._stamps.keys() - {file.path for file in found.files}:
            if not found.hides(path):
                self._intake.batch.add(partial(catalogue.unstamp, source=self._job.source.id, path=path))
        self._intake.batch.flush()

    def _stamp(self, path: str, mark: Stamp) -> None:
        self._intake.batch.add(partial(catalogue.stamp, source=self._job.source.id, path=path, mark=mark))

    @property
    def _is_folder(self) -> bool:
        return self._job.source.kind is SourceKind.FOLDER

    def _listing(self) -> Listing:
        """The files of the source. A single file that was deleted is an empty list; a folder that was, an error."""
        place = Path(self._job.source.location)
        if not self._is_folder and place.parent.is_dir() and not place.exists():
            return Listing((), ())
        found = listing(place)
        for path, reason in found.closed:
            self._tally.note(Change.FAILED, shown(path), f"cannot be read ({reason}); its articles stay as they are")
        return found

    def _unchanged(self, file: Listed) -> bool:
        """Whether a file looks as it did when it was read last; then its articles are as they were."""
        stamp = self._stamps.get(file.path)
        if stamp is None or (stamp.size, stamp.modified_ns) != (file.size, file.modified_ns):
            return False
        if not self._is_known(file.path):
            return False
        self._intake.unchanged(file.path)
        return True

    def _is_known(self, path: str) -> bool:
        """Whether the ledger has what this file holds; not where an editor took it out, and now wants it back."""
        held = self._places.get(path, {})
        return bool(held) and (not self._job.explicit or all(placed.live for placed in held.values()))

    def _live(self, paths: Iterable[str]) -> int:
        return sum(placed.live for path in paths for placed in self._places.get(path, {}).values())

    def _read_all(self, files: list[Listed], total: int) -> set[str]:
        """Read these files; the paths of those that could not be used whole, whose articles stay as they are."""
        broken = set()
        for done, file in enumerate(files, total - len(files) + 1):
            if self._desk.stopping.is_set():
                break
            if not self._read(file):
                broken.add(file.path)
            self._progress(done, total)
        return broken

    def _read(self, file: Listed) -> bool:
        """Read one file that may have changed; whether all of it could be used."""
        raw = self._bytes(file)
        if raw is None:
            return False
        stamp = self._stamps.get(file.path)
        mark = Stamp(file.size, file.modified_ns, blake2b(raw, digest_size=16).digest())
        if stamp and stamp.digest == mark.digest and self._is_known(file.path):
            self._intake.unchanged(file.path)
        else:
            taken = self._intake.take(file.path, self._parsed(file, raw))
            if not taken.whole:
                return False  # and not stamped: it is read again, so that what failed is told again
            if taken.waits:
                self._waiting.append((file.path, mark))
                return True
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

    def _parsed(self, file: Listed, raw: bytes) -> Iterable[Parsed]:
        from index.parse import parse

        modified = datetime.fromtimestamp(file.modified_ns / 1e9, UTC).replace(microsecond=0)
        return parse(raw, name=file.path, modified_at=modified, zone=self._job.zone)


def _unfit(file: Listed) -> str | None:
    """Why a file is not even opened."""
    if not readable_name(file.path):
        return "has a name that is not text (UTF-8); rename it"
    if not file.regular:
        return "is not a regular file"
    return None if file.supported else f"is not a kind of file that can be indexed ({KINDS})"


def shown(path: str) -> str:
    """A path that may hold bytes which are not text, for a report."""
    return path.encode("utf-8", "replace").decode()
