"""Libraries, the files of sources as a sync saw them last, and what the ledger remembers of itself."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from index.ledger import words


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a file looked when it was read last."""

    size: int
    modified_ns: int
    digest: bytes


def library_id(db: sqlite3.Connection, name: str) -> int | None:
    """The number of a library, or None where nothing was ever added to it."""
    row = db.execute("SELECT id FROM library WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else None


def make_library(db: sqlite3.Connection, name: str) -> int:
    """The number of a library, made with its word index where it is new."""
    found = library_id(db, name)
    if found is None:
        found = int(db.execute("INSERT INTO library(name) VALUES(?)", (name,)).lastrowid or 0)
        words.make_tables(db, found)
    return found


def libraries(db: sqlite3.Connection) -> dict[str, int]:
    """All libraries: name -> number."""
    return dict(db.execute("SELECT name, id FROM library ORDER BY id").fetchall())


def stamps(db: sqlite3.Connection, source: int) -> dict[str, Stamp]:
    """How each file of a source looked when it was read last."""
    found = db.execute("SELECT path, size, modified_ns, digest FROM file WHERE source = ?", (source,))
    return {row[0]: Stamp(*row[1:]) for row in found}


def stamp(db: sqlite3.Connection, source: int, path: str, mark: Stamp) -> None:
    """Note how a file looks now."""
    db.execute(
        "INSERT OR REPLACE INTO file(source, path, size, modified_ns, digest) VALUES(?, ?, ?, ?, ?)",
        (source, path, mark.size, mark.modified_ns, mark.digest),
    )


def unstamp(db: sqlite3.Connection, source: int, path: str) -> None:
    """Forget a file."""
    db.execute("DELETE FROM file WHERE source = ? AND path = ?", (source, path))


def setting(db: sqlite3.Connection, key: str) -> str | None:
    """A remembered value of the ledger itself."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None


def set_setting(db: sqlite3.Connection, key: str, value: str) -> None:
    """Remember a value of the ledger itself."""
    db.execute("INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)", (key, value))


def forget(db: sqlite3.Connection, *keys: str) -> None:
    """Remember these values of the ledger no more."""
    db.executemany("DELETE FROM meta WHERE key = ?", [(key,) for key in keys])


def touch(db: sqlite3.Connection) -> None:
    """Count one change, so that whoever keeps a copy knows that it is old."""
    set_setting(db, "generation", str(int(setting(db, "generation") or 0) + 1))


def generation(db: sqlite3.Connection) -> str:
    """Which state of the index this is."""
    return setting(db, "generation") or "0"
