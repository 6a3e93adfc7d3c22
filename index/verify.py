"""Compares ledger, words and vectors, and names each difference; `repair` mends."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from index.errors import LedgerUnusable, VectorsUnusable
from index.ledger import catalogue, checks, rewords, shelves, vectors, words
from index.store import ChromaStore
from index.upkeep import Verification

if TYPE_CHECKING:
    from index.ledger.connection import Connections, Db
    from index.ledger.shelves import Shelf

NAMED = 5  # ids in one sentence
SAMPLES = 50  # passages looked for by their vectors, a third of a second
ALIKE = 0.99  # the cosine of a vector and itself, after two roundings


def check(connections: Connections, store: ChromaStore | None) -> Verification:
    """Compare all of it. `store` is None where another process holds the vectors, which are then left out."""
    with connections.reading() as db:
        broken = [f"The ledger's file is damaged: {line}." for line in checks.file(db, NAMED)]
    if broken:
        return Verification(tuple(broken), False, 0)  # nothing that is read from it would mean anything
    with connections.reading() as db:
        checked = checks.passage_count(db)
        found = [*_rows(db), *_vectors(db)]
    found += _words(connections)
    if store is not None:
        found += _chroma(connections, store)
    return Verification(tuple(found), False, checked)


def _rows(db: Db) -> Iterator[str]:
    if bodiless := checks.bodiless(db):
        yield f"{len(bodiless)} articles lack their text: {some(bodiless)}."
    if orphans := checks.orphans(db):
        yield f"{len(orphans)} passages belong to no article: {some(orphans)}."
    for (table, named), count in checks.dangling(db).items():
        yield f"{count} rows of {table} name what is not there ({named})."
    if uncut := checks.uncut(db):
        yield f"{len(uncut)} articles have no passages: {some(uncut)}."
    if damaged := vectors.damaged(db):
        yield f"{len(damaged)} passages do not fit their article's text: {some(damaged)}."
    if aimless := checks.aimless(db):
        yield f"{len(aimless)} changes for Chroma point nowhere."


def _vectors(db: Db) -> Iterator[str]:
    now = shelves.standing(db)
    if now.model and (missing := vectors.count_missing(db, now.model)):
        yield f"{missing} texts have no vector yet."
    if unsound := checks.unsound_vectors(db):
        yield f"{len(unsound)} vectors are damaged."


def _words(connections: Connections) -> Iterator[str]:
    with connections.reading() as db:  # it takes seconds, in which others may write
        libraries = catalogue.libraries(db)
        told = {name: rewords.unlike(db, library) for name, library in libraries.items()}
    for name, library in libraries.items():
        if told[name] is None and not connections.readonly:
            with connections.writing() as db:  # FTS5 asks for its own check as an insertion
                told[name] = None if words.intact(db, library) else "are damaged"
    yield from (f"The words of library {name} {how}." for name, how in told.items() if how)


def _chroma(connections: Connections, store: ChromaStore) -> Iterator[str]:
    with connections.reading() as db:
        shelf = shelves.standing(db).shelf
        waiting = checks.waiting(db)
        if shelf is None:
            if checks.passage_count(db):
                yield "Chroma holds no whole copy of the vectors yet."
            return
        for name, library in catalogue.libraries(db).items():
            every = checks.passage_ids(db, library)
            should = checks.vectored_ids(db, library, shelf.model) - waiting
            try:
                held = store.ids(shelf.name, library) - waiting
                lost = _unfound(db, store, shelf, library, held & should)
            except VectorsUnusable as error:
                yield error.message if store.shared else f"Chroma's copy of library {name} does not open."
                return
            if lacking := should - held:
                yield f"Chroma's copy of library {name} lacks {len(lacking)} passages: {some(lacking)}."
            if lost:
                yield f"Chroma's copy of library {name} does not find {len(lost)} passages it holds: {some(lost)}."
            if extra := held - every:
                yield f"Chroma's copy of library {name} holds {len(extra)} passages that are gone: {some(extra)}."


def _unfound(db: Db, store: ChromaStore, shelf: Shelf, library: int, held: set[int]) -> list[int]:
    """Some passages, each looked for by its own vector: Chroma may hold a row that its graph does not lead to."""
    lost = []
    for passage, vector in checks.samples(db, shelf.model, sorted(held), SAMPLES):
        nearest = store.nearest(shelf.name, library, vector, 1)
        if not nearest or nearest[0][1] < ALIKE:
            lost.append(passage)
    return lost


def some(ids: Collection[int]) -> str:
    """The first of these numbers, for a sentence."""
    return ", ".join(map(str, sorted(ids)[:NAMED])) + (" and more" if len(ids) > NAMED else "")


def mendable(found: Verification) -> None:
    """Raise `LedgerUnusable` where the file itself is damaged."""
    if any(one.startswith("The ledger's file") for one in found.differences):
        raise LedgerUnusable(
            "The ledger's file is damaged and cannot be mended from itself; put back a copy with `pullquote index "
            "restore`, or move the data folder away and add the articles again."
        )
