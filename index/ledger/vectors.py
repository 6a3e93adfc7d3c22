"""Vectors in the ledger: computed once per model and text, kept as float16, copied to Chroma through the outbox."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.ledger.articles import embedded_text, text_digest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Order:
    """One change for Chroma: add a passage with its vector (float16 bytes), or drop it (no vector)."""

    seq: int
    library: int
    passage: int
    vector: bytes | None


def missing(db: sqlite3.Connection, model: str, limit: int) -> list[tuple[bytes, str]]:
    """Texts that have no vector of this model yet, newest passages first, as (digest, embedded text)."""
    found = db.execute(
        "SELECT p.digest, a.title, a.outlet, a.published_at, substr(v.body, p.start + 1, p.end - p.start) "
        "FROM passage p JOIN article a ON a.pk = p.article "
        "JOIN version v ON v.article = a.pk AND v.number = a.version "
        "WHERE NOT EXISTS (SELECT 1 FROM vector x WHERE x.digest = p.digest AND x.model = ?) "
        "GROUP BY p.digest ORDER BY max(p.id) DESC LIMIT ?",
        (model, limit),
    )
    return [(row[0], embedded_text(*row[1:5])) for row in found]


def count_missing(db: sqlite3.Connection, model: str) -> int:
    """How many texts have no vector of this model."""
    row = db.execute(
        "SELECT count(DISTINCT digest) FROM passage p "
        "WHERE NOT EXISTS (SELECT 1 FROM vector x WHERE x.digest = p.digest AND x.model = ?)",
        (model,),
    ).fetchone()
    return int(row[0])


def put(db: sqlite3.Connection, model: str, pairs: Sequence[tuple[bytes, bytes]]) -> None:
    """Keep vectors (digest, float16 bytes) and order every passage with that text into Chroma."""
    for digest, vector in pairs:
        db.execute("INSERT OR IGNORE INTO vector(digest, model, vector) VALUES(?, ?, ?)", (digest, model, vector))
        db.execute(
            "INSERT INTO outbox(library, passage, adds) SELECT a.library, p.id, 1 "
            "FROM passage p JOIN article a ON a.pk = p.article WHERE p.digest = ?",
            (digest,),
        )


def drop_unused(db: sqlite3.Connection) -> None:
    """Forget vectors that no passage has any more."""
    db.execute("DELETE FROM vector WHERE digest NOT IN (SELECT digest FROM passage)")


def orders(db: sqlite3.Connection, model: str, limit: int) -> list[Order]:
    """The next changes for Chroma. An addition whose passage went meanwhile comes as a drop."""
    found = db.execute(
        "SELECT o.seq, o.library, o.passage, CASE WHEN o.adds THEN v.vector END FROM outbox o "
        "LEFT JOIN passage p ON p.id = o.passage LEFT JOIN vector v ON v.digest = p.digest AND v.model = ? "
        "ORDER BY o.seq LIMIT ?",
        (model, limit),
    )
    return [Order(*row) for row in found]


def done(db: sqlite3.Connection, through: int) -> None:
    """Forget the orders up to this one."""
    db.execute("DELETE FROM outbox WHERE seq <= ?", (through,))


def order_all(db: sqlite3.Connection, model: str) -> None:
    """Order every passage into Chroma anew."""
    db.execute("DELETE FROM outbox")
    db.execute(
        "INSERT INTO outbox(library, passage, adds) SELECT a.library, p.id, 1 FROM passage p "
        "JOIN article a ON a.pk = p.article JOIN vector v ON v.digest = p.digest AND v.model = ?",
        (model,),
    )


def behind(db: sqlite3.Connection) -> int:
    """How many changes Chroma has not seen."""
    return int(db.execute("SELECT count(*) FROM outbox").fetchone()[0])


def waiting(library: int) -> str:
    """A subquery for the passages that Chroma does not hold yet."""
    return f"SELECT passage FROM outbox WHERE adds = 1 AND library = {int(library)}"


def matrix(
    db: sqlite3.Connection, model: str, eligible: str, values: Sequence[object] = ()
) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
    """Passage ids [n] and vectors [n, width] of the passages in the subquery `eligible`."""
    import numpy as np

    found = db.execute(
        f"SELECT p.id, v.vector FROM passage p JOIN vector v ON v.digest = p.digest AND v.model = ? "
        f"WHERE p.id IN ({eligible})",
        (model, *values),
    ).fetchall()
    ids = np.fromiter((row[0] for row in found), dtype=np.int64, count=len(found))
    flat = np.frombuffer(b"".join(row[1] for row in found), dtype="<f2")
    return ids, flat.reshape(len(found), -1) if found else flat.reshape(0, 0)


def damaged(db: sqlite3.Connection) -> list[int]:
    """Passages whose text is not the one their digest was made from."""
    found = db.execute(
        "SELECT p.id, p.digest, a.title, a.outlet, a.published_at, substr(v.body, p.start + 1, p.end - p.start) "
        "FROM passage p JOIN article a ON a.pk = p.article "
        "JOIN version v ON v.article = a.pk AND v.number = a.version"
    )
    return [row[0] for row in found if text_digest(embedded_text(*row[2:6])) != row[1]]
