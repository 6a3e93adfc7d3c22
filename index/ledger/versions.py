"""Versions in the ledger: the current body always, of the old ones a bounded number, first those that answers quote."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime

from index.ledger import rows
from index.ledger.copies import copies_of
from index.ledger.rows import ARTICLE_COLUMNS, ARTICLE_FROM
from index.types import Draft
from index.versions import History, Version

NOW_LONG = "SELECT article FROM version GROUP BY article HAVING count(*) > ?"
"""Answered from the index alone, so that the many articles of one version cost nothing."""

QUOTED = "EXISTS (SELECT 1 FROM cited c WHERE c.article = v.article AND c.version = v.number)"


def next_number(db: sqlite3.Connection, pk: int, number: int, body: str) -> int:
    """The same number where only what is said about the body changed."""
    row = db.execute("SELECT body FROM version WHERE article = ? AND number = ?", (pk, number)).fetchone()
    return number if row and row[0] == body else number + 1


def add(db: sqlite3.Connection, pk: int, number: int, draft: Draft) -> None:
    """Keep a version, unless it is there."""
    db.execute(
        "INSERT OR IGNORE INTO version(article, number, indexed_at, updated_at, body) VALUES(?, ?, ?, ?, ?)",
        (pk, number, rows.stored(datetime.now(UTC)), rows.stored(draft.updated_at), draft.body),
    )


def prune(db: sqlite3.Connection, keep: int) -> None:
    """Drop the bodies of old versions beyond `keep` of each article: those that no kept answer quotes go first."""
    db.execute(
        f"""
        UPDATE version SET body = '' WHERE (article, number) IN (
            SELECT article, number FROM (
                SELECT v.article, v.number,
                    row_number() OVER (PARTITION BY v.article ORDER BY {QUOTED} DESC, v.number DESC) AS place
                FROM version v JOIN article a ON a.pk = v.article
                WHERE v.article IN ({NOW_LONG}) AND v.number < a.version AND v.body != ''
            ) WHERE place > ?)
        """,
        (keep + 1, keep),
    )


def drop_old(db: sqlite3.Connection, pk: int) -> None:
    """Drop the bodies of an article's old versions; the last stays, so that it can come back under its number."""
    db.execute(
        "UPDATE version SET body = '' WHERE article = ?1 AND number < (SELECT version FROM article WHERE pk = ?1)",
        (pk,),
    )


def cite(db: sqlite3.Connection, answer: str, editions: Iterable[tuple[str, str, int]]) -> None:
    """Note that a kept answer quotes these versions, each as library, article and number."""
    db.executemany(
        "INSERT OR IGNORE INTO cited(answer, article, version) SELECT ?1, a.pk, ?4 FROM article a "
        "JOIN library l ON l.id = a.library WHERE l.name = ?2 AND a.id = ?3",
        ((answer, *edition) for edition in editions),
    )


def history(db: sqlite3.Connection, library: str | None, id_: str) -> History | None:
    """An article, withdrawn or not, with its versions; without a library the first that holds it."""
    row = db.execute(
        f"SELECT {ARTICLE_COLUMNS}, a.pk, a.live, a.removed_at FROM {ARTICLE_FROM} "
        "WHERE (?1 IS NULL OR l.name = ?1) AND a.id = ?2 ORDER BY a.pk LIMIT 1",
        (library, id_),
    ).fetchone()
    if row is None:
        return None
    found = db.execute(
        "SELECT number, indexed_at, updated_at, body != '' FROM version WHERE article = ? ORDER BY number", (row[12],)
    )
    versions = tuple(
        Version(number, datetime.fromisoformat(indexed), rows.moment(updated), bool(kept))
        for number, indexed, updated, kept in found
    )
    article = rows.article(row)
    removed_at = None if row[13] else rows.moment(row[14])
    return History(article, versions, removed_at, tuple(copies_of(db, article)))
