"""Vectors in the ledger: computed once per model and text, kept as float16, copied to Chroma through the outbox."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.ledger import catalogue, shelves
from index.ledger.articles import embedded_text, text_digest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


WIDTH = "vector_width:"
READ_AT_ONCE = 4096  # vectors, 3 MB: at 100,000 passages 80 MB less at once than all of them as bytes


@dataclass(frozen=True, slots=True)
class Order:
    """One change for Chroma: add a passage with its vector (float16 bytes), or drop it (no vector)."""

    seq: int
    library: int
    passage: int
    vector: bytes | None


# Where the body is lost there is nothing to embed.
WITHOUT = (
    "passage p JOIN article a ON a.pk = p.article JOIN version v ON v.article = a.pk AND v.number = a.version "
    "WHERE NOT EXISTS (SELECT 1 FROM vector x WHERE x.digest = p.digest AND x.model = ?)"
)


def missing(db: sqlite3.Connection, model: str, limit: int) -> list[int]:
    """Passages whose texts have no vector of this model yet; of the articles published last first."""
    found = db.execute(
        f"SELECT p.id FROM {WITHOUT} ORDER BY a.published DESC, a.pk DESC, p.id LIMIT ?",
        (model, limit),
    )
    return [int(row[0]) for row in found]


def texts(db: sqlite3.Connection, passages: Sequence[int]) -> list[tuple[bytes, str]]:
    """What is embedded of these passages, as far as they are still there, as (digest, text), each text once.

    Each body is read once: cutting a long one in SQL costs its whole length for every passage.
    """
    marks = ",".join("?" * len(passages))
    found = db.execute(
        f"SELECT digest, article, start, end FROM passage WHERE id IN ({marks})", list(passages)
    ).fetchall()
    heads = {pk: _head(db, pk) for pk in {row[1] for row in found}}
    said = {}
    for digest, pk, start, end in found:
        if head := heads[pk]:
            said[digest] = embedded_text(*head[:3], head[3][start:end])
    return list(said.items())


def _head(db: sqlite3.Connection, pk: int) -> tuple[str, str | None, str | None, str] | None:
    """An article's title, outlet, date and current body; None where that is lost."""
    row = db.execute(
        "SELECT a.title, a.outlet, a.published_at, v.body FROM article a "
        "JOIN version v ON v.article = a.pk AND v.number = a.version WHERE a.pk = ?",
        (pk,),
    ).fetchone()
    return (str(row[0]), row[1], row[2], str(row[3])) if row else None


def without(db: sqlite3.Connection, model: str, passages: Sequence[int]) -> list[int]:
    """Those of the passages whose text has no vector of this model."""
    marks = ",".join("?" * len(passages))
    found = db.execute(f"SELECT p.id FROM {WITHOUT} AND p.id IN ({marks}) ORDER BY p.id", [model, *passages])
    return [int(row[0]) for row in found]


def count_missing(db: sqlite3.Connection, model: str) -> int:
    """How many texts have no vector of this model."""
    row = db.execute(f"SELECT count(DISTINCT p.digest) FROM {WITHOUT}", (model,)).fetchone()
    return int(row[0])


def any_missing(db: sqlite3.Connection, model: str) -> bool:
    """Whether a text has no vector of this model."""
    return db.execute(f"SELECT 1 FROM {WITHOUT} LIMIT 1", (model,)).fetchone() is not None


def has(db: sqlite3.Connection, model: str, digest: bytes) -> bool:
    """Whether there is a vector of this text."""
    row = db.execute("SELECT 1 FROM vector WHERE digest = ? AND model = ?", (digest, model)).fetchone()
    return row is not None


def width(db: sqlite3.Connection, model: str) -> int:
    """How many numbers a vector of this model has; 0 where there is none yet."""
    if known := catalogue.setting(db, WIDTH + model):
        return int(known)
    row = db.execute(
        "SELECT length(vector) / 2 FROM vector WHERE model = ? GROUP BY 1 ORDER BY count(*) DESC LIMIT 1", (model,)
    ).fetchone()
    return int(row[0]) if row else 0


def put(db: sqlite3.Connection, model: str, pairs: Sequence[tuple[bytes, bytes]]) -> None:
    """Keep vectors (digest, float16 bytes) and order every passage with that text into the shelves of this model."""
    if pairs and catalogue.setting(db, WIDTH + model) is None:
        catalogue.set_setting(db, WIDTH + model, str(width(db, model) or len(pairs[0][1]) // 2))
    now = shelves.standing(db)
    ordered = model == now.model or (now.filling is not None and model == now.filling.model)
    for digest, vector in pairs:
        db.execute("INSERT OR IGNORE INTO vector(digest, model, vector) VALUES(?, ?, ?)", (digest, model, vector))
        if ordered:
            db.execute(
                "INSERT INTO outbox(library, passage, adds) SELECT a.library, p.id, 1 "
                "FROM passage p JOIN article a ON a.pk = p.article WHERE p.digest = ?",
                (digest,),
            )


def drop_unused(db: sqlite3.Connection) -> None:
    """Forget vectors that no passage has any more, and those of models that are neither asked nor made ready."""
    db.execute("DELETE FROM vector WHERE digest NOT IN (SELECT digest FROM passage)")
    now = shelves.standing(db)
    db.execute("DELETE FROM vector WHERE model NOT IN (?, ?)", (now.model or "", now.wanted or now.model or ""))


def orders(db: sqlite3.Connection, model: str, limit: int) -> list[Order]:
    """The next changes for Chroma. An addition whose passage or vector is not there comes as a drop."""
    found = db.execute(
        "SELECT o.seq, o.library, o.passage, CASE WHEN o.adds AND length(v.vector) = ? THEN v.vector END FROM outbox o "
        "LEFT JOIN passage p ON p.id = o.passage LEFT JOIN vector v ON v.digest = p.digest AND v.model = ? "
        "ORDER BY o.seq LIMIT ?",
        (2 * width(db, model), model, limit),
    )
    return [Order(*row) for row in found]


def page(db: sqlite3.Connection, model: str, after: int, limit: int) -> list[Order]:
    """The next passages that have a vector of this model, by their ids, as additions to a new shelf."""
    found = db.execute(
        "SELECT 0, a.library, p.id, v.vector FROM passage p JOIN article a ON a.pk = p.article "
        "JOIN vector v ON v.digest = p.digest AND v.model = ? WHERE p.id > ? AND length(v.vector) = ? "
        "ORDER BY p.id LIMIT ?",
        (model, after, 2 * width(db, model), limit),
    )
    return [Order(*row) for row in found]


def done(db: sqlite3.Connection, through: int) -> None:
    """Forget the orders up to this one."""
    db.execute("DELETE FROM outbox WHERE seq <= ?", (through,))


def behind(db: sqlite3.Connection) -> int:
    """How many changes Chroma has not seen."""
    return int(db.execute("SELECT count(*) FROM outbox").fetchone()[0])


def waiting(library: int) -> str:
    """A subquery for the passages that Chroma does not hold yet."""
    return f"SELECT passage FROM outbox WHERE adds = 1 AND library = {int(library)}"


def matrix(
    db: sqlite3.Connection, model: str, eligible: str, values: Sequence[object] = ()
) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
    """Passage ids [n] and vectors [n, width] of the passages in the subquery `eligible`; cut ones are left out."""
    import numpy as np

    wide = width(db, model)
    found = db.execute(
        f"SELECT p.id, v.vector FROM passage p JOIN vector v ON v.digest = p.digest AND v.model = ? "
        f"WHERE length(v.vector) = ? AND p.id IN ({eligible})",
        (model, 2 * wide, *values),
    )
    ids, blocks = list[int](), [np.empty((0, wide), dtype="<f2")]
    while some := found.fetchmany(READ_AT_ONCE):
        ids += (row[0] for row in some)
        blocks.append(np.frombuffer(b"".join(row[1] for row in some), dtype="<f2").reshape(len(some), wide))
    return np.array(ids, dtype=np.int64), np.concatenate(blocks)


def damaged(db: sqlite3.Connection) -> list[int]:
    """Passages whose text is not the one their digest was made from."""
    found = []
    for (pk,) in db.execute("SELECT pk FROM article WHERE live AND pk IN (SELECT article FROM passage)").fetchall():
        head = _head(db, pk)
        if head is None:
            continue
        title, outlet, published_at, body = head
        for id_, start, end, digest in db.execute(
            "SELECT id, start, end, digest FROM passage WHERE article = ?", (pk,)
        ):
            if text_digest(embedded_text(title, outlet, published_at, body[start:end])) != digest:
                found.append(id_)
    return found
