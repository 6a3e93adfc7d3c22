"""Where articles lie: in which files or pages of which sources, and under which further names they are known."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple


class Placed(NamedTuple):
    """An article in a place: its number in the ledger, and whether it can be found."""

    pk: int
    live: bool


Places = dict[str, dict[str, Placed]]
"""The articles of a source: path -> id -> article. Those that an editor took out are among them, not live."""


def of_source(db: sqlite3.Connection, source: int) -> Places:
    """Where the articles of a source lie."""
    found: Places = {}
    for path, id_, pk, live in db.execute(
        "SELECT p.path, a.id, a.pk, a.live FROM place p JOIN article a ON a.pk = p.article WHERE p.source = ?",
        (source,),
    ):
        found.setdefault(path, {})[id_] = Placed(pk, bool(live))
    return found


def put(db: sqlite3.Connection, source: int, path: str, articles: Iterable[int]) -> None:
    """Note that articles lie in a place."""
    for pk in articles:
        db.execute("INSERT OR IGNORE INTO place(source, path, article) VALUES(?, ?, ?)", (source, path, pk))


def drop(db: sqlite3.Connection, source: int, path: str, pk: int) -> None:
    """Note that an article no longer lies in a place."""
    db.execute("DELETE FROM place WHERE source = ? AND path = ? AND article = ?", (source, path, pk))


def owner(db: sqlite3.Connection, pk: int) -> int | None:
    """The source whose word counts for an article."""
    row = db.execute("SELECT source FROM article WHERE pk = ?", (pk,)).fetchone()
    return None if row is None or row[0] is None else int(row[0])


def elsewhere(db: sqlite3.Connection, pk: int, source: int) -> tuple[int, str] | None:
    """Another source, and the place in it, where an article lies too."""
    row = db.execute(
        "SELECT source, path FROM place WHERE article = ? AND source != ? ORDER BY source, path LIMIT 1", (pk, source)
    ).fetchone()
    return (int(row[0]), str(row[1])) if row else None


def hand_over(db: sqlite3.Connection, pk: int, source: int, path: str) -> None:
    """Give an article to another source where it lies, which is read anew by that source's next sync."""
    db.execute("UPDATE article SET source = ?, path = ? WHERE pk = ?", (source, path, pk))
    db.execute("DELETE FROM file WHERE source = ? AND path = ?", (source, path))
    db.execute("UPDATE source SET etag = NULL, last_modified = NULL WHERE id = ?", (source,))
    db.execute(
        "UPDATE page SET etag = NULL, last_modified = NULL, digest = NULL, mark = NULL, next_at = 0 "
        "WHERE source = ? AND url = ?",
        (source, path),
    )


def name_of(db: sqlite3.Connection, library: int, id_: str) -> str:
    """The id under which an article is kept that may have been known by another one since it moved."""
    row = db.execute(
        "SELECT a.id FROM alias x JOIN article a ON a.pk = x.article WHERE x.library = ? AND x.id = ?", (library, id_)
    ).fetchone()
    return str(row[0]) if row else id_


def call(db: sqlite3.Connection, library: int, id_: str, pk: int) -> None:
    """Know an article by a further id."""
    db.execute("INSERT OR REPLACE INTO alias(library, id, article) VALUES(?, ?, ?)", (library, id_, pk))


def oldest_first(db: sqlite3.Connection, source: int) -> list[tuple[str, int]]:
    """The live articles that a source owns (id, number), the oldest first."""
    found = db.execute(
        "SELECT id, pk FROM article WHERE source = ? AND live ORDER BY coalesce(published, 0), pk", (source,)
    )
    return [(str(row[0]), int(row[1])) for row in found]


def drop_all(db: sqlite3.Connection, source: int, pk: int) -> list[str]:
    """Note that an article lies in no place of a source any more; the places where it lay."""
    found = db.execute("SELECT path FROM place WHERE source = ? AND article = ?", (source, pk)).fetchall()
    db.execute("DELETE FROM place WHERE source = ? AND article = ?", (source, pk))
    return [str(row[0]) for row in found]
