"""Sources in the ledger: what they are, how they are kept, when they are due, and how their last sync went."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict
from datetime import datetime, timedelta

from index.ledger import rows
from index.upkeep import Held, Source, SourceKind, Wishes

COLUMNS = (
    "s.id, l.name, s.kind, s.location, s.synced_at, s.error, s.every_seconds, s.next_at, s.failing_since, s.failures, "
    "s.etag, s.last_modified, s.watched, s.max_articles, s.held, "
    "(SELECT count(*) FROM page WHERE page.source = s.id AND page.error IS NOT NULL), "
    "(SELECT count(DISTINCT a.pk) FROM place JOIN article a ON a.pk = place.article "
    "WHERE place.source = s.id AND a.live), "
    "(SELECT count(*) FROM passage p WHERE p.article IN (SELECT article FROM place WHERE place.source = s.id))"
)
FROM = "source s JOIN library l ON l.id = s.library"


def make(db: sqlite3.Connection, library: int, kind: SourceKind, location: str) -> tuple[int, bool]:
    """The number of a source, and whether it is new."""
    made = db.execute(
        "INSERT OR IGNORE INTO source(library, kind, location) VALUES(?, ?, ?)", (library, kind.value, location)
    ).rowcount
    row = db.execute("SELECT id FROM source WHERE library = ? AND location = ?", (library, location)).fetchone()
    return int(row[0]), bool(made)


def every(db: sqlite3.Connection, library: str | None = None) -> list[Source]:
    """Sources with their sizes, oldest first."""
    found = db.execute(f"SELECT {COLUMNS} FROM {FROM} WHERE ?1 IS NULL OR l.name = ?1 ORDER BY s.id", (library,))
    return [_source(row) for row in found]


def named(db: sqlite3.Connection, library: str, location: str) -> Source | None:
    """The source of a library with this location."""
    row = db.execute(
        f"SELECT {COLUMNS} FROM {FROM} WHERE l.name = ? AND s.location = ?", (library, location)
    ).fetchone()
    return _source(row) if row else None


def numbered(db: sqlite3.Connection, source: int) -> Source | None:
    """The source with this number, if it is still there."""
    row = db.execute(f"SELECT {COLUMNS} FROM {FROM} WHERE s.id = ?", (source,)).fetchone()
    return _source(row) if row else None


def exists(db: sqlite3.Connection, source: int) -> bool:
    """Whether a source is still there."""
    return db.execute("SELECT 1 FROM source WHERE id = ?", (source,)).fetchone() is not None


def due(db: sqlite3.Connection, now: datetime) -> list[Source]:
    """Sources whose time has come, those that wait longest first."""
    found = db.execute(f"SELECT {COLUMNS} FROM {FROM} WHERE s.next_at <= ? ORDER BY s.next_at", (rows.seconds(now),))
    return [_source(row) for row in found]


def wish(db: sqlite3.Connection, source: int, wishes: Wishes) -> None:
    """Keep a source as was wished; what nobody said stays as it is."""
    seconds = None if wishes.every is None else int(wishes.every.total_seconds())
    db.execute(
        "UPDATE source SET every_seconds = coalesce(?, every_seconds), max_articles = coalesce(?, max_articles), "
        "watched = watched OR ? WHERE id = ?",
        (seconds, wishes.limit, wishes.watched, source),
    )


def schedule(db: sqlite3.Connection, source: int, next_at: datetime | None) -> None:
    """When a source is due again; None: by hand only."""
    db.execute("UPDATE source SET next_at = ? WHERE id = ?", (rows.seconds(next_at), source))


def succeeded(db: sqlite3.Connection, source: int, now: datetime, held: Held | None = None) -> None:
    """Note that a source could be read, and what of it was held."""
    db.execute(
        "UPDATE source SET synced_at = ?, error = NULL, failing_since = NULL, failures = 0, held = ? WHERE id = ?",
        (rows.stored(now), json.dumps(asdict(held)) if held else None, source),
    )


def failed(db: sqlite3.Connection, source: int, now: datetime, error: str) -> None:
    """Note that a source could not be read."""
    db.execute(
        "UPDATE source SET error = ?, failing_since = coalesce(failing_since, ?), failures = failures + 1 WHERE id = ?",
        (error, rows.seconds(now), source),
    )


def validators(db: sqlite3.Connection, source: int, etag: str | None, last_modified: str | None) -> None:
    """Note what the next request for the source's own address is made conditional on."""
    db.execute("UPDATE source SET etag = ?, last_modified = ? WHERE id = ?", (etag, last_modified, source))


def relocate(db: sqlite3.Connection, source: int, location: str) -> None:
    """Note that a source lies at another address for good, unless that is a source already."""
    db.execute("UPDATE OR IGNORE source SET location = ? WHERE id = ?", (location, source))


def drop(db: sqlite3.Connection, source: int) -> None:
    """Forget a source; its articles must be removed or handed over before."""
    db.execute("DELETE FROM source WHERE id = ?", (source,))


def _source(row: tuple[object, ...]) -> Source:
    (id_, library, kind, location, synced_at, error, seconds, next_at, failing, failures, etag, modified, watched,
     limit, held, pages_failing, articles, passages) = row  # fmt: skip
    return Source(
        id=_int(id_), library=str(library), kind=SourceKind(str(kind)), location=str(location),
        synced_at=rows.moment(synced_at), error=rows.text(error),
        every=None if seconds is None else timedelta(seconds=_int(seconds)),
        next_at=rows.at(next_at), failing_since=rows.at(failing), failures=_int(failures), etag=rows.text(etag),
        last_modified=rows.text(modified), watched=bool(watched), limit=None if limit is None else _int(limit),
        held=Held(**json.loads(str(held))) if held else None, pages_failing=_int(pages_failing),
        articles=_int(articles), passages=_int(passages),
    )  # fmt: skip


def _int(value: object) -> int:
    return int(str(value))


def watched(db: sqlite3.Connection) -> dict[str, tuple[int, SourceKind]]:
    """Sources on disk that are synced whenever they change: location -> number and kind."""
    found = db.execute("SELECT location, id, kind FROM source WHERE watched ORDER BY id")
    return {str(row[0]): (int(row[1]), SourceKind(row[2])) for row in found}


def claim(db: sqlite3.Connection, source: int, now: datetime, until: datetime) -> bool:
    """Take a source that is due, so that no other process does before `until`; whether it still was."""
    taken = db.execute(
        "UPDATE source SET next_at = ? WHERE id = ? AND next_at <= ?",
        (rows.seconds(until), source, rows.seconds(now)),
    )
    return taken.rowcount == 1
