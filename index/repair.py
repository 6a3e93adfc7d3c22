"""Mends what `verify` finds: words and Chroma are made anew from the articles, which are never touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import LedgerUnusable
from index.ledger import articles, catalogue, reading, shelves, vectors, words
from index.passages import passages

if TYPE_CHECKING:
    import sqlite3

    from index.ledger.connection import Connections


def repair(connections: Connections) -> None:
    """Cut damaged articles anew, and make the words anew."""
    with connections.writing() as db:
        if any(line != "ok" for (line,) in db.execute("PRAGMA quick_check(1)")):
            raise LedgerUnusable(
                "The ledger's file is damaged and cannot be mended from itself; put back a copy, "
                "or move the data folder away and add the articles again."
            )
        for library in catalogue.libraries(db).values():
            _words(db, library)
        _recut(db, shelves.standing(db).model or "")
        catalogue.touch(db)


def _words(db: sqlite3.Connection, library: int) -> None:
    words.empty(db, library)
    found = db.execute(
        "SELECT p.id, a.title, a.outlet, a.published_at, substr(v.body, p.start + 1, p.end - p.start) "
        "FROM passage p JOIN article a ON a.pk = p.article "
        "JOIN version v ON v.article = a.pk AND v.number = a.version WHERE a.library = ?",
        (library,),
    ).fetchall()
    words.add(db, library, [(row[0], words.head(*row[1:4]), row[4]) for row in found])


def _recut(db: sqlite3.Connection, model: str) -> None:
    """Cut the articles anew whose passages do not fit their text."""
    for passage in vectors.damaged(db):
        row = db.execute("SELECT article FROM passage WHERE id = ?", (passage,)).fetchone()
        if row:
            articles.recut(db, int(row[0]), passages(reading.current_body(db, int(row[0]))), model)
