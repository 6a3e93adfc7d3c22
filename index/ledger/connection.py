"""Opens the ledger, one connection per thread, and turns SQLite's errors into ours."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import LedgerUnusable, LibraryLocked, Mistake, StorageFull
from index.ledger.schema import STEPS

LEDGER_FILE = "ledger.sqlite3"
BUSY_SECONDS = 10.0  # a writer's usual transaction is fifty articles or a batch of vectors
CACHE_KIB = 65536
MAPPED_BYTES = 1 << 30  # reads of bodies and vectors go through the page cache of the system


@contextmanager
def translated() -> Iterator[None]:
    """Raise the ledger's errors for SQLite's."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _operational(str(error)) from error
    except sqlite3.IntegrityError:
        raise  # nobody's disk but our mistake: shown with an id, and logged
    except sqlite3.DatabaseError as error:
        if type(error) is not sqlite3.DatabaseError:
            raise  # a row that may not be, or a wrong statement: ours to mend, and no damage
        raise LedgerUnusable(DAMAGED) from error


CANNOT_WRITE = "the data folder cannot be written; check its permissions (INDEX_DATA_DIR)."
DAMAGED = (
    "The ledger is damaged. `pullquote index verify --repair` mends its word index; else put back a copy with "
    "`pullquote index restore`, or move the data folder away and add the articles again."
)


def _operational(text: str) -> Exception:
    if "words_" in text or "fts5" in text or "vtable" in text:
        return LedgerUnusable(DAMAGED)
    if "locked" in text or "busy" in text:
        return LibraryLocked("Another process is writing to the index; try again in a moment.")
    if "full" in text:
        return StorageFull("The disk is full; free some space and try again. Nothing was lost.")
    if "readonly" in text or "read-only" in text or "unable to open" in text:
        return StorageFull(f"T{CANNOT_WRITE[1:]}")
    if "disk I/O" in text:
        return StorageFull("The disk refused to read or write; check that it is not full or failing.")
    return LedgerUnusable("The ledger cannot be read by this version; look at the log for the reason.")


Db = sqlite3.Connection
"""What outside this package only hands over: statements are written in `index.ledger` alone."""


class Connections:
    """Connections to one ledger file: one per thread, all closed together."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.readonly = False
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._guard = threading.Lock()

    @classmethod
    def create(cls, folder: Path) -> Connections:
        """Open the ledger in `folder`, making both where they are missing."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageFull(
                f"The data folder {folder} cannot be made; check INDEX_DATA_DIR and its permissions."
            ) from error
        connections = cls(folder / LEDGER_FILE)
        with translated():
            connections._prepare()
        return connections

    @classmethod
    def existing(cls, folder: Path) -> Connections:
        """Open a ledger that is there. Raises `Mistake` where there is none."""
        path = folder / LEDGER_FILE
        if not path.is_file():
            raise Mistake(f"There is no index in {folder} yet; add articles with `pullquote index add PATH`.")
        connections = cls(path)
        with translated():
            connections._prepare()
        return connections

    def _prepare(self) -> None:
        if self._version() < len(STEPS) and not self.readonly:
            with self.writing() as db:  # all steps or none, and one process at a time
                for step in STEPS[self._version() :]:
                    for statement in step.split(";\n"):
                        db.execute(statement)
                db.execute(f"PRAGMA user_version = {len(STEPS)}")
        if (version := self._version()) > len(STEPS):
            raise LedgerUnusable(
                f"The ledger has the format {version}, this Pullquote reads {len(STEPS)}; "
                "use the version that wrote it, or start a new data folder."
            )
        if version < len(STEPS):
            raise StorageFull(f"The ledger has an older format and cannot be brought up to date: {CANNOT_WRITE}")

    def _version(self) -> int:
        return int(self.mine.execute("PRAGMA user_version").fetchone()[0])

    @property
    def mine(self) -> sqlite3.Connection:
        """This thread's connection."""
        found: sqlite3.Connection | None = getattr(self._local, "db", None)
        if found is None:
            found = self._local.db = self._connect()
        return found

    def _connect(self) -> Db:
        try:
            db = self._opened("rwc")
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("PRAGMA foreign_keys = ON")
        except sqlite3.OperationalError:
            if os.access(self.path.parent, os.W_OK):
                raise
            db = self._read_only()
        db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        db.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
        with self._guard:
            self._open.append(db)
        return db

    def _opened(self, mode: str) -> Db:
        return sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )

    def _read_only(self) -> Db:
        """For a folder that cannot be written: as others write it, or, where all is in the one file, as it lies."""
        self.readonly = True
        try:
            db = self._opened("ro")
            db.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            log = self.path.with_name(f"{self.path.name}-wal")
            if log.exists() and log.stat().st_size:
                raise
            db = self._opened("ro&immutable=1")
        return db

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent view for several reads."""
        with translated():
            db = self.mine
            if db.in_transaction:
                yield db
                return
            db.execute("BEGIN")
            try:
                yield db
            finally:
                db.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing."""
        with translated():
            db = self.mine
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    def close(self) -> None:
        """Close every thread's connection."""
        with self._guard:
            for db in self._open:
                db.close()
            self._open.clear()
        self._local = threading.local()
