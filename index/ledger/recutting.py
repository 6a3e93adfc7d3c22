"""What cutting articles anew asks of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.ledger.articles import embedded_text, text_digest

if TYPE_CHECKING:
    from index.ledger.connection import Db
    from index.types import Span


def after(db: Db, pk: int, limit: int) -> list[int]:
    """The next live articles by their numbers."""
    found = db.execute(
        "SELECT a.pk FROM article a JOIN version v ON v.article = a.pk AND v.number = a.version "
        "WHERE a.live AND a.pk > ? ORDER BY a.pk LIMIT ?",
        (pk, limit),
    )
    return [int(row[0]) for row in found]


def said(db: Db, pk: int) -> tuple[str, str | None, str | None, str]:
    """An article's title, outlet, date and body."""
    row = db.execute(
        "SELECT a.title, a.outlet, a.published_at, v.body FROM article a "
        "JOIN version v ON v.article = a.pk AND v.number = a.version WHERE a.pk = ?",
        (pk,),
    ).fetchone()
    return str(row[0]), row[1], row[2], str(row[3])


def differs(db: Db, pk: int, spans: Sequence[Span]) -> bool:
    """Whether an article's passages, or what is embedded of them, are not these."""
    title, outlet, published_at, body = said(db, pk)
    held = db.execute("SELECT start, end, digest FROM passage WHERE article = ? ORDER BY start", (pk,)).fetchall()
    return held != [
        (start, end, text_digest(embedded_text(title, outlet, published_at, body[start:end]))) for start, end in spans
    ]


def forget_files(db: Db) -> None:
    """Have the next sync read every file again, and each page when it is due; their articles stay until then."""
    db.execute("UPDATE page SET digest = NULL, etag = NULL, last_modified = NULL")
    db.execute("UPDATE source SET etag = NULL, last_modified = NULL")
    db.execute("UPDATE file SET size = -1, modified_ns = -1, digest = x''")
