"""Libraries, sources and the files of sources: what a sync knows before it opens anything."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from index.ledger import rows, words
from index.upkeep import Source, SourceKind


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


def make_source(db: sqlite3.Connection, library: int, kind: SourceKind, location: str) -> int:
    """The number of a source, made where it is new."""
    db.execute("INSERT OR IGNORE INTO source(library, kind, location) VALUES(?, ?, ?)", (library, kind.value, location))
    row = db.execute("SELECT id FROM source WHERE library = ? AND location = ?", (library, location)).fetchone()
    return int(row[0])


def sources(db: sqlite3.Connection, library: str | None = None) -> list[Source]:
    """Sources with their sizes, oldest first."""
    found = db.execute(
        "SELECT s.id, l.name, s.kind, s.location, s.synced_at, s.error, "
        "(SELECT count(*) FROM article a WHERE a.source = s.id AND a.live), "
        "(SELECT count(*) FROM article a JOIN passage p ON p.article = a.pk WHERE a.source = s.id AND a.live) "
        "FROM source s JOIN library l ON l.id = s.library WHERE ?1 IS NULL OR l.name = ?1 ORDER BY s.id",
        (library,),
    )
    return [
        Source(
            id=row[0], library=row[1], kind=SourceKind(row[2]), location=row[3], synced_at=rows.moment(row[4]),
            error=row[5], articles=row[6], passages=row[7],
        )
        for row in found
    ]  # fmt: skip


def synced(db: sqlite3.Connection, source: int, error: str | None) -> None:
    """Note how a source's sync went."""
    db.execute(
        "UPDATE source SET synced_at = coalesce(?, synced_at), error = ? WHERE id = ?",
        (None if error else rows.stored(datetime.now(UTC)), error, source),
    )


def drop_source(db: sqlite3.Connection, source: int) -> None:
    """Forget a source; its articles must be removed before."""
    db.execute("DELETE FROM source WHERE id = ?", (source,))


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


def articles_of(db: sqlite3.Connection, source: int) -> dict[str, dict[str, int]]:
    """The live articles of a source: path -> article id -> number in the ledger."""
    found: dict[str, dict[str, int]] = {}
    for path, id_, pk in db.execute("SELECT path, id, pk FROM article WHERE source = ? AND live", (source,)):
        found.setdefault(path or "", {})[id_] = pk
    return found


def withdrawn_paths(db: sqlite3.Connection, source: int) -> set[str]:
    """The files of a source whose articles an editor took out."""
    return {row[0] for row in db.execute("SELECT path FROM article WHERE source = ? AND withdrawn", (source,))}


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
