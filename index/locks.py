"""The two locks of a data folder, held by one process at a time and naming their holder: the writer's and the vectors'.

The operating system frees a lock when its holder dies; the note beside it then only names the dead.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from index.errors import LibraryLocked, StorageFull

WRITER = "writer"
VECTORS = "vectors"


class Lock:
    """One named lock of a data folder."""

    def __init__(self, folder: Path, name: str) -> None:
        self._note = folder / f"{name}.holder.json"
        self._path = folder / f"{name}.lock"
        self._lock: object | None = None

    def acquire(self, purpose: str, *, wait: float = 0.0) -> bool:
        """Take the lock, waiting at most `wait` seconds; False where another process keeps it."""
        from filelock import FileLock, Timeout

        lock = FileLock(self._path, thread_local=False)
        try:
            lock.acquire(timeout=wait, poll_interval=0.1)
        except Timeout:
            return False
        except OSError as error:
            raise StorageFull(f"The data folder cannot be written: {self._path.parent}.") from error
        self._lock = lock
        note = {"pid": os.getpid(), "purpose": purpose, "since": datetime.now(UTC).isoformat(timespec="seconds")}
        with suppress(OSError):  # the lock is what counts
            self._note.write_text(json.dumps(note))
        return True

    def release(self) -> None:
        """Give the lock back, if it is held."""
        from filelock import FileLock

        if isinstance(self._lock, FileLock):
            with suppress(OSError):
                self._note.unlink(missing_ok=True)
            self._lock.release()
        self._lock = None

    @property
    def held(self) -> bool:
        """Whether this object holds it."""
        return self._lock is not None

    def holder(self) -> str | None:
        """Who holds it, for people; a process that died left only its note."""
        if not self._taken():
            return None
        try:
            note = json.loads(self._note.read_text())
            return f"{note['purpose']} (process {note['pid']}, since {note['since']})"
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _taken(self) -> bool:
        """Whether a living process holds it: asked of the operating system, without waiting and without taking it."""
        try:
            import fcntl
        except ImportError:  # not on this system: then the note is all there is
            return self._note.exists()
        try:
            with self._path.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False


@contextmanager
def writer(folder: Path, purpose: str, *, wait: float) -> Iterator[None]:
    """Be the one writer for a while. Raises `LibraryLocked`, naming the holder."""
    lock = Lock(folder, WRITER)
    if not lock.acquire(purpose, wait=wait):
        raise LibraryLocked(
            f"The index is being changed by {lock.holder() or 'another process'}; "
            f"it was waited for {wait:.0f} seconds (INDEX_LOCK_WAIT). Try again later."
        )
    try:
        yield
    finally:
        lock.release()
