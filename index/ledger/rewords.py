"""The word index against its articles: the same made once more from them, compared, or put in its place."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from index.ledger import words
from index.ledger.schema import WORDS

if TYPE_CHECKING:
    from index.ledger.connection import Db

PARTS = ("data", "idx", "docsize", "config", "content")  # FTS5's own tables behind one of its
TWIN = "twin"
NAMED = 5  # ids in one sentence


def unlike(db: Db, library: int) -> str | None:
    """How a library's words differ from those of its articles, as a clause; None where they are the same."""
    try:
        held = words.ids(db, library)
        should = {int(row[0]) for row in db.execute(_PASSAGES, (library,))}
        if held != should:
            return _differs(should - held, held - should)
        if not _same(db, library):
            return "do not fit its articles"
    except sqlite3.DatabaseError:
        return "cannot be read"
    return None


def forget_tables(db: Db, library: int) -> None:
    """Drop a library's word tables, even those that FTS5 itself cannot open any more."""
    for name in (f"terms_{library}", f"words_{library}"):
        try:
            db.execute(f"DROP TABLE IF EXISTS {name}")
        except sqlite3.DatabaseError:
            _unlist(db, name)
    for part in PARTS:
        with suppress(sqlite3.OperationalError):
            db.execute(f"DROP TABLE IF EXISTS words_{library}_{part}")


def fill(db: Db, library: int) -> None:
    """Make the word tables of a library from its articles."""
    words.make_tables(db, library)
    words.add(db, library, _rows(db, library))


_PASSAGES = "SELECT p.id FROM passage p JOIN article a ON a.pk = p.article WHERE a.library = ?"


def _rows(db: Db, library: int) -> Iterator[tuple[int, str, str]]:
    """Every passage with its head, each body read once."""
    for pk, title, outlet, published_at, body in db.execute(
        "SELECT a.pk, a.title, a.outlet, a.published_at, v.body FROM article a "
        "JOIN version v ON v.article = a.pk AND v.number = a.version WHERE a.library = ? AND a.live",
        (library,),
    ).fetchall():
        head = words.head(title, outlet, published_at)
        for id_, start, end in db.execute("SELECT id, start, end FROM passage WHERE article = ?", (pk,)):
            yield id_, head, body[start:end]


def _same(db: Db, library: int) -> bool:
    """Whether every term counts as often as in a word index made from the articles just now."""
    _drop_twin(db)
    for statement in WORDS.format(library=TWIN).replace("TABLE ", "TABLE temp.").split(";\n"):
        db.execute(statement)
    try:
        db.executemany(f"INSERT INTO temp.words_{TWIN}(rowid, head, text) VALUES(?, ?, ?)", _rows(db, library))
        pairs = (
            (f"SELECT term, doc, cnt FROM terms_{library}", f"SELECT term, doc, cnt FROM temp.terms_{TWIN}"),
            (f"SELECT id, sz FROM words_{library}_docsize", f"SELECT id, sz FROM temp.words_{TWIN}_docsize"),
        )
        return not any(
            db.execute(f"SELECT 1 FROM ({one} EXCEPT {other}) LIMIT 1").fetchone()
            for pair in pairs
            for one, other in (pair, pair[::-1])
        )
    finally:
        _drop_twin(db)


def _drop_twin(db: Db) -> None:
    db.execute(f"DROP TABLE IF EXISTS temp.terms_{TWIN}")
    db.execute(f"DROP TABLE IF EXISTS temp.words_{TWIN}")


def _unlist(db: Db, name: str) -> None:
    """Take a virtual table out of the schema that no longer opens; its own tables are dropped after."""
    db.execute("PRAGMA writable_schema = ON")
    try:
        db.execute("DELETE FROM sqlite_master WHERE name = ? AND sql LIKE 'CREATE VIRTUAL%'", (name,))
    finally:
        db.execute("PRAGMA writable_schema = RESET")


def _differs(lacking: set[int], extra: set[int]) -> str:
    told = []
    if lacking:
        told.append(f"lack {len(lacking)} passages: {_some(lacking)}")
    if extra:
        told.append(f"hold {len(extra)} passages that are gone: {_some(extra)}")
    return " and ".join(told)


def _some(ids: set[int]) -> str:
    return ", ".join(map(str, sorted(ids)[:NAMED])) + (" and more" if len(ids) > NAMED else "")
