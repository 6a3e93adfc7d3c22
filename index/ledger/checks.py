"""Finds what does not fit together in the ledger: rows without their others, passages, vectors, orders for Chroma."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from index.ledger import shelves, vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.ledger.connection import Db

BATCH = 2000  # vectors looked at together

BODILESS = (
    "SELECT a.pk FROM article a LEFT JOIN version v ON v.article = a.pk AND v.number = a.version "
    "WHERE a.live AND (v.article IS NULL OR v.body = '')"
)
ORPHANS = (
    "SELECT p.id FROM passage p LEFT JOIN article a ON a.pk = p.article "
    "LEFT JOIN version v ON v.article = a.pk AND v.number = a.version "
    "WHERE a.pk IS NULL OR NOT a.live OR v.article IS NULL OR v.body = ''"
)
UNCUT = (
    "SELECT a.pk FROM article a JOIN version v ON v.article = a.pk AND v.number = a.version "
    "WHERE a.live AND v.body != '' AND a.pk NOT IN (SELECT article FROM passage)"
)
AIMLESS = (
    "SELECT o.seq FROM outbox o WHERE o.library NOT IN (SELECT id FROM library) OR (o.adds AND "
    "o.passage NOT IN (SELECT id FROM passage) AND o.passage NOT IN (SELECT passage FROM outbox WHERE NOT adds))"
)


def file(db: Db, limit: int) -> list[str]:
    """What SQLite finds wrong with the file."""
    found = [str(line) for (line,) in db.execute(f"PRAGMA quick_check({limit})")]
    return [line for line in found if line != "ok" and "FTS5" not in line]  # words can be made anew


def passage_count(db: Db) -> int:
    """How many passages there are."""
    return int(db.execute("SELECT count(*) FROM passage").fetchone()[0])


def passage_ids(db: Db, library: int) -> set[int]:
    """All passages of a library."""
    return _ids(db, "SELECT p.id FROM passage p JOIN article a ON a.pk = p.article WHERE a.library = ?", library)


def vectored_ids(db: Db, library: int, model: str) -> set[int]:
    """The passages of a library that have a sound vector of this model."""
    return _ids(
        db,
        "SELECT p.id FROM passage p JOIN article a ON a.pk = p.article JOIN vector v ON v.digest = p.digest "
        "WHERE a.library = ? AND v.model = ? AND length(v.vector) = ?",
        library,
        model,
        2 * vectors.width(db, model),
    )


def waiting(db: Db) -> set[int]:
    """Passages that Chroma is still to be told of."""
    return _ids(db, "SELECT passage FROM outbox")


def bodiless(db: Db) -> set[int]:
    """Live articles whose current text is not there."""
    return _ids(db, BODILESS)


def orphans(db: Db) -> set[int]:
    """Passages whose article, or its text, is not there."""
    return _ids(db, ORPHANS)


def uncut(db: Db) -> set[int]:
    """Live articles with a text and no passage."""
    return _ids(db, UNCUT)


def aimless(db: Db) -> set[int]:
    """Orders for Chroma about passages or libraries that are not there."""
    return _ids(db, AIMLESS)


def dangling(db: Db) -> dict[tuple[str, str], int]:
    """Rows that name others which are not there, as (table, table they name) -> how many; but for passages."""
    found: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in db.execute("PRAGMA foreign_key_check"):
        if table != "passage":
            found[table, parent] = found.get((table, parent), 0) + 1
    return found


def samples(db: Db, model: str, passages: Sequence[int], count: int) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """So many of these passages, evenly chosen, with their vectors."""
    import numpy as np

    for passage in passages[:: max(1, len(passages) // count)]:
        row = db.execute(
            "SELECT v.vector FROM passage p JOIN vector v ON v.digest = p.digest WHERE p.id = ? AND v.model = ?",
            (passage, model),
        ).fetchone()
        if row:
            yield passage, np.frombuffer(row[0], dtype="<f2").astype(np.float32)


def warming(db: Db, model: str) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """One passage's vector of each library: (library, vector)."""
    for (library,) in db.execute("SELECT id FROM library").fetchall():
        row = db.execute(
            "SELECT p.id FROM article a JOIN passage p ON p.article = a.pk WHERE a.library = ? LIMIT 1", (library,)
        ).fetchone()
        for _, vector in samples(db, model, [row[0]] if row else [], 1):
            yield library, vector


def unsound_vectors(db: Db) -> list[tuple[bytes, str]]:
    """Vectors (digest, model) that are cut, too long, or no numbers."""
    import numpy as np

    found = []
    now = shelves.standing(db)
    for model in {now.model, now.wanted} - {None}:
        wide = vectors.width(db, str(model))
        rows = db.execute("SELECT digest, model, vector FROM vector WHERE model = ?", (model,))
        while some := rows.fetchmany(BATCH):
            whole = [row for row in some if len(row[2]) == 2 * wide]
            found += [(row[0], row[1]) for row in some if len(row[2]) != 2 * wide]
            numbers = np.frombuffer(b"".join(row[2] for row in whole), dtype="<f2").reshape(len(whole), wide)
            good = np.isfinite(numbers).all(axis=1) & numbers.any(axis=1)
            found += [(row[0], row[1]) for row, fine in zip(whole, good, strict=True) if not fine]
    return found


def _ids(db: Db, query: str, *values: object) -> set[int]:
    return {int(row[0]) for row in db.execute(query, values)}
