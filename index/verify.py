"""Compares ledger, words and vectors, and names each difference; `repair` mends."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.errors import VectorsUnusable
from index.ledger import catalogue, shelves, vectors, words
from index.ledger.connection import translated
from index.store import ChromaStore
from index.upkeep import Verification

if TYPE_CHECKING:
    from index.ledger.connection import Connections

NAMED = 5  # ids in one sentence


def check(connections: Connections, store: ChromaStore | None) -> Verification:
    """Compare all of it. `store` is None where another process holds the vectors, which are then left out."""
    with connections.reading() as db:
        checked = passage_count(db)
    found = [*_file(connections), *_passages(connections)]
    if store is not None:
        found += _chroma(connections, store)
    return Verification(tuple(found), False, checked)


def _file(connections: Connections) -> Iterator[str]:
    with translated():
        for (line,) in connections.mine.execute("PRAGMA quick_check(5)"):
            if line != "ok":
                yield f"The ledger's file is damaged: {line}."


def _passages(connections: Connections) -> Iterator[str]:
    with connections.reading() as db:
        if damaged := vectors.damaged(db):
            yield f"{len(damaged)} passages do not fit their article's text: {_some(damaged)}."
        model = shelves.standing(db).model
        if model and (missing := vectors.count_missing(db, model)):
            yield f"{missing} texts have no vector yet."
        for name, library in catalogue.libraries(db).items():
            held = passage_ids(db, library)
            yield from _differ(f"The words of library {name}", held, words.ids(db, library))
    with connections.writing() as db:  # FTS5 asks for its check as an insertion
        for name, library in catalogue.libraries(db).items():
            if not words.intact(db, library):
                yield f"The word index of library {name} is damaged."


def _chroma(connections: Connections, store: ChromaStore) -> Iterator[str]:
    with connections.reading() as db:
        shelf = shelves.standing(db).shelf
        waiting = {order.passage for order in vectors.orders(db, "", -1)}
        if shelf is None:
            if passage_count(db):
                yield "Chroma has no copy of the vectors yet."
            return
        for name, library in catalogue.libraries(db).items():
            held = passage_ids(db, library)
            try:
                yield from _differ(
                    f"Chroma's copy of library {name}", held - waiting, store.ids(shelf.name, library) - waiting
                )
            except VectorsUnusable:
                yield f"Chroma's copy of library {name} cannot be read."


def passage_count(db: sqlite3.Connection) -> int:
    """How many passages there are."""
    return int(db.execute("SELECT count(*) FROM passage").fetchone()[0])


def passage_ids(db: sqlite3.Connection, library: int) -> set[int]:
    """All passages of a library."""
    found = db.execute("SELECT p.id FROM passage p JOIN article a ON a.pk = p.article WHERE a.library = ?", (library,))
    return {int(row[0]) for row in found}


def _differ(what: str, should: set[int], does: set[int]) -> Iterator[str]:
    if lacking := sorted(should - does):
        yield f"{what} lacks {len(lacking)} passages: {_some(lacking)}."
    if extra := sorted(does - should):
        yield f"{what} holds {len(extra)} passages that are gone: {_some(extra)}."


def _some(ids: list[int]) -> str:
    return ", ".join(map(str, ids[:NAMED])) + (" and more" if len(ids) > NAMED else "")
