"""Articles into the ledger: a version, its passages, its words and its orders for Chroma in one step."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b

from index.ledger import copies, rows, versions, words
from index.types import Draft, Span

DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An article ready to be written: what was read, who it is, and how it was cut."""

    id: str
    draft: Draft
    source: int | None
    path: str | None
    passages: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger holds of an article, as far as a sync compares it."""

    pk: int
    source: int | None
    path: str | None
    live: bool
    withdrawn: bool
    version: int
    digest: bytes


def digest_of(draft: Draft) -> bytes:
    """What changes when the body or anything said about it changes."""
    said = (
        draft.title, draft.outlet, draft.author, draft.url, draft.language, rows.stored(draft.published_at),
        draft.published_from.value, rows.stored(draft.updated_at), draft.body,
    )  # fmt: skip
    return blake2b(repr(said).encode(), digest_size=DIGEST_BYTES).digest()


def embedded_text(title: str, outlet: str | None, published_at: str | None, text: str) -> str:
    """What is embedded of a passage: its words under a line with its title, outlet and day."""
    said = ", ".join(part for part in (title, outlet, words.spelled_day(published_at)) if part)
    return f"{said}\n{text}"


def text_digest(embedded: str) -> bytes:
    """The key of a vector, beside the model's name."""
    return blake2b(embedded.encode(), digest_size=DIGEST_BYTES).digest()


def known(db: sqlite3.Connection, library: int, id_: str) -> Known | None:
    """What there is of an article."""
    row = db.execute(
        "SELECT pk, source, path, live, withdrawn, version, digest FROM article WHERE library = ? AND id = ?",
        (library, id_),
    ).fetchone()
    return Known(row[0], row[1], row[2], bool(row[3]), bool(row[4]), row[5], row[6]) if row else None


def write(db: sqlite3.Connection, library: int, record: Record, model: str) -> None:
    """Add an article, or put a changed one in the place of what was there."""
    before = known(db, library, record.id)
    if before:
        drop_passages(db, library, before.pk)
        copies.forget(db, before.pk)
        pk, version = before.pk, versions.next_number(db, before.pk, before.version, record.draft.body)
        _update(db, pk, version, record)
    else:
        version = 1
        pk = _insert(db, library, record)
    versions.add(db, pk, version, record.draft)
    _cut(db, pk, record.passages, model)


def recut(db: sqlite3.Connection, pk: int, spans: Sequence[Span], model: str) -> None:
    """Cut an unchanged article anew."""
    library = db.execute("SELECT library FROM article WHERE pk = ?", (pk,)).fetchone()[0]
    drop_passages(db, library, pk)
    _cut(db, pk, spans, model)


def _cut(db: sqlite3.Connection, pk: int, spans: Sequence[Span], model: str) -> None:
    """Write an article's passages, their words, and orders for Chroma for those whose vectors are known already."""
    library, title, outlet, published_at, body = db.execute(
        "SELECT a.library, a.title, a.outlet, a.published_at, v.body FROM article a "
        "JOIN version v ON v.article = a.pk AND v.number = a.version WHERE a.pk = ?",
        (pk,),
    ).fetchone()
    head = words.head(title, outlet, published_at)
    found = []
    for start, end in spans:
        text = body[start:end]
        digest = text_digest(embedded_text(title, outlet, published_at, text))
        row = db.execute(
            "INSERT INTO passage(article, start, end, digest) VALUES(?, ?, ?, ?)", (pk, start, end, digest)
        )
        found.append((int(row.lastrowid or 0), head, text))
    words.add(db, library, found)
    db.execute(
        "INSERT INTO outbox(library, passage, adds) SELECT ?, p.id, 1 FROM passage p "
        "WHERE p.article = ? AND EXISTS (SELECT 1 FROM vector v WHERE v.digest = p.digest)",
        (library, pk),
    )


def adopt(db: sqlite3.Connection, before: Known, source: int, path: str) -> None:
    """Note where an unchanged article lies now."""
    if (before.source, before.path) != (source, path):
        db.execute("UPDATE article SET source = ?, path = ? WHERE pk = ?", (source, path, before.pk))


def remove(db: sqlite3.Connection, library: int, pk: int, *, withdrawn: bool = False) -> None:
    """Take an article out of every ranking; its text is never shown again unless it comes back."""
    drop_passages(db, library, pk)
    versions.drop_old(db, pk)
    copies.forget(db, pk)
    db.execute(
        "UPDATE article SET live = 0, withdrawn = ?, removed_at = ? WHERE pk = ?",
        (withdrawn, rows.stored(datetime.now(UTC)), pk),
    )


def drop_passages(db: sqlite3.Connection, library: int, pk: int) -> None:
    """Take an article's passages out of the words now, and order the same of Chroma."""
    gone = db.execute("SELECT id, start, end FROM passage WHERE article = ?", (pk,)).fetchall()
    if not gone:
        return
    title, outlet, published_at, body = db.execute(
        "SELECT a.title, a.outlet, a.published_at, v.body FROM article a "
        "JOIN version v ON v.article = a.pk AND v.number = a.version WHERE a.pk = ?",
        (pk,),
    ).fetchone()
    head = words.head(title, outlet, published_at)
    words.drop(db, library, [(id_, head, body[start:end]) for id_, start, end in gone])
    db.execute(
        "INSERT INTO outbox(library, passage, adds) SELECT ?, id, 0 FROM passage WHERE article = ?", (library, pk)
    )
    db.execute("DELETE FROM passage WHERE article = ?", (pk,))


def _values(record: Record) -> tuple[object, ...]:
    draft = record.draft
    return (
        record.source, record.path, digest_of(draft), draft.title, draft.outlet, draft.author, draft.url,
        draft.language, rows.stored(draft.published_at), rows.seconds(draft.published_at),
        draft.published_from.value, rows.stored(draft.updated_at), json.dumps(dict(draft.origins)),
    )  # fmt: skip


def _insert(db: sqlite3.Connection, library: int, record: Record) -> int:
    row = db.execute(
        "INSERT INTO article(library, id, live, version, source, path, digest, title, outlet, author, url, language, "
        "published_at, published, published_from, updated_at, origins) "
        "VALUES(?, ?, 1, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (library, record.id, *_values(record)),
    )
    return int(row.lastrowid or 0)


def _update(db: sqlite3.Connection, pk: int, version: int, record: Record) -> None:
    db.execute(
        "UPDATE article SET live = 1, withdrawn = 0, removed_at = NULL, version = ?, source = ?, path = ?, digest = ?, "
        "title = ?, outlet = ?, author = ?, url = ?, language = ?, published_at = ?, published = ?, "
        "published_from = ?, updated_at = ?, origins = ? WHERE pk = ?",
        (version, *_values(record), pk),
    )
